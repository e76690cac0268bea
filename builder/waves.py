"""The two things that workers do: read one content file, make one page. Plain data in, plain data out.

Both are pure but for the files they read and the pack or stage they write to; both may run in another
process or on another machine. What comes before and after them is in `build`.
"""

from __future__ import annotations

import marshal
import pickle
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path, PurePosixPath
from typing import Any

from builder.archive.frontmatter import Schema, parse, to_briefing, validate
from builder.archive.store import Stored, decode, read_bytes
from builder.cache import Packs, PackWriter, digest_of
from builder.errors import ContentError, Problem
from builder.listing import Signature
from builder.permalinks import slugify
from builder.publish.manifest import Made
from builder.publish.writer import write_output
from builder.render.page import Page, Site, values_of
from builder.render.prose import render_prose
from builder.render.templates import Templates

# ---------------------------------------------------------------- wave 1: read

Parsed = tuple[Any, dict[str, bytes]]
"""Plain data, and what is too large to keep in memory."""


@dataclass(frozen=True, slots=True)
class ToRead:
    """A content file, and what it was when it was last read."""

    path: str
    signature: Signature
    known: bytes = b""
    """Digest of its bytes then."""


@dataclass(frozen=True, slots=True)
class Reader:
    """What wave 1 needs to know."""

    root: Path
    packs: Path
    language: str


def read_chunk(reader: Reader, chunk: Sequence[ToRead]) -> list[Stored | tuple[str, Signature]]:
    """A `Stored` for each file, or its path and new signature alone when its bytes are the same."""
    results: list[Stored | tuple[str, Signature]] = []
    with PackWriter(reader.packs) as pack:
        for item in chunk:
            try:
                data = read_bytes(reader.root, item.path)
                digest = digest_of(data)
                if digest == item.known:
                    results.append((item.path, item.signature))
                    continue
                parsed, blobs = _PARSERS[item.path.split("/", 2)[1]](data, item.path, reader.language)
                stored = {name: pack.add(blob) for name, blob in blobs.items()}
                results.append(Stored(item.path, item.signature, digest, parsed, stored))
            except ContentError as error:
                results.append(Stored(item.path, item.signature, b"", None, {}, error.problems))
    return results


def front_digest(data: Any) -> bytes:
    """Of a briefing's front matter as plain data; the same however the data came about."""
    return digest_of(marshal.dumps(data, 2))


def _briefing(data: bytes, path: str, language: str) -> Parsed:
    from builder.archive.assemble import briefing_data

    document = parse(decode(data, path), path)
    briefing = to_briefing(document, slugify(PurePosixPath(path).stem), language)
    front = briefing_data(briefing)
    return (front, front_digest(front)), {"prose": render_prose(document.body).encode()}


class PageKeys(Schema):
    """Front matter of `content/pages/<slug>.md`."""

    title: str
    draft: bool = False
    lang: str = ""


def _page(data: bytes, path: str, language: str) -> Parsed:
    from builder.archive.assemble import briefing_data
    from builder.model import Briefing

    document = parse(decode(data, path), path)
    keys = validate(document, PageKeys)
    slug = slugify(PurePosixPath(path).stem)
    page = Briefing(slug, keys.title, lang=keys.lang or language, draft=keys.draft)
    front = briefing_data(page)
    return (front, front_digest(front)), {"prose": render_prose(document.body).encode()}


def _document(data: bytes, path: str, language: str) -> Parsed:
    document = parse(decode(data, path), path)
    return pickle.dumps(document), {"prose": render_prose(document.body).encode()}


def _record(data: bytes, path: str, language: str) -> Parsed:
    return (), {}


_PARSERS: Mapping[str, Callable[[bytes, str, str], Parsed]] = {
    "briefings": _briefing,
    "people": _document,
    "issues": _document,
    "pages": _page,
    "records": _record,
}

# ---------------------------------------------------------------- wave 2: make


@dataclass(frozen=True, slots=True)
class ToMake:
    """A page that is to be made again."""

    page: Page
    fingerprint: bytes
    standing: bytes = b""
    """Digest of the output that stands in public/; an equal one is not written."""


@dataclass(frozen=True, slots=True)
class Result:
    """What became of a page."""

    name: str
    made: Made | None
    """None: it could not be made; `problems` say why."""
    staged: bool = False
    problems: tuple[Problem, ...] = ()


class Maker:
    """What wave 2 needs to know."""

    def __init__(self, site: Site, templates: Templates, packs: Packs, stage: Path) -> None:
        self.site, self.templates, self.packs, self.stage = site, templates, packs, stage
        self._folder = str(stage)
        self._dirs: set[str] = set()

    def make(self, todo: ToMake) -> Result:
        """Renders a page and stages it, unless it came out as it stands in public/."""
        page = todo.page
        try:
            data = self._render(page)
        except ContentError as error:
            return Result(page.name, None, problems=tuple(_about(p, page) for p in error.problems))
        digest = digest_of(data)
        if digest == todo.standing:
            return Result(page.name, Made(todo.fingerprint, digest, len(data), 0))
        mtime = write_output(self._folder, page.name, data, self._dirs)
        return Result(page.name, Made(todo.fingerprint, digest, len(data), mtime), staged=True)

    def _render(self, page: Page) -> bytes:
        made = page.make(self.site, *values_of(page, self.packs))
        if page.template:
            made = self.templates.render(page.template, made)
        return made.encode("utf-8", "replace") if isinstance(made, str) else made


def _about(problem: Problem, page: Page) -> Problem:
    """A template's problem says which page met it; told once per template, for the first page."""
    return replace(problem, message=f"{problem.message.rstrip('.')}, on the page {page.path}.")
