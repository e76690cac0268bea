"""Wave 1: every content file, read again only where its bytes changed. Plain data in, plain data out.

`read_chunk` may run in another process or on another machine; it writes prose to a pack and hands back the
rest. What the files mean together is decided in `archive.assemble`.
"""

from __future__ import annotations

import marshal
import pickle
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from pathlib import Path, PurePosixPath
from typing import Any

from builder.accounts import blobs_of, facts_of, to_json
from builder.archive.assemble import briefing_data
from builder.archive.frontmatter import Schema, parse, to_briefing, validate
from builder.archive.issues.issuefile import parse_issue
from builder.archive.people.register import parse_person
from builder.archive.records import parse_record
from builder.archive.store import Store, Stored, decode, find_changed, read_bytes
from builder.config import Project
from builder.errors import ContentError
from builder.listing import Signature
from builder.model import Briefing
from builder.packs import PackWriter
from builder.permalinks import VALID_SLUG, slugify
from builder.render.mentions import find_mentions
from builder.render.page import Site
from builder.render.prose import render_prose
from builder.sealed import digest_of
from builder.searching import BLOB, postings_blob
from builder.version import code_key
from builder.workers import Workers

READ_CHUNK = 64
"""Content files that a worker reads at a time: few packs and few messages, and no core waits long."""

WORTH = 4
"""Chunks from which on a second process is worth starting."""

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
    search: bool = True
    """Make the postings that the search index is joined from."""
    mentions: bool = True
    """Find the sentences that name people."""


def open_cache(project: Project, site: Site) -> tuple[Store, Reader]:
    """The cache of read content and the reader that fills it. Every command opens it here: one that used
    another key or other settings would throw away what the last build read.
    """
    settings = (site.view.language, site.view.search, site.shows("passages"))
    store = Store(project.cache, code_key() + repr(settings).encode())
    return store, Reader(project.root, store.packs.folder, *settings)


def read_content(
    store: Store, reader: Reader, listed: Mapping[str, Signature], listed_at: int, workers: Workers
) -> dict[str, Stored]:
    """A `Stored` for each content file listed, from the cache where it has the same bytes."""
    known, known_at = store.load()
    paths = find_changed(listed, known, known_at)
    todo = [ToRead(p, listed[p], known[p].digest if p in known else b"") for p in paths]
    chunks = [todo[start : start + READ_CHUNK] for start in range(0, len(todo), READ_CHUNK)]
    found = {path: known[path] for path in listed if path in known}
    for results in workers.map(partial(read_chunk, reader), chunks, chunk=1, worth=WORTH):
        for item in results:
            if isinstance(item, Stored):
                found[item.path] = item
            else:
                found[item[0]] = known[item[0]].at(item[1])
    stored = {path: found[path] for path in listed}
    if todo or known.keys() != stored.keys():
        store.save(stored.values(), listed_at)
    return stored


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
                parsed, blobs = _PARSERS[item.path.split("/", 2)[1]](data, item.path, reader)
                stored = {name: pack.add(blob) for name, blob in blobs.items()}
                results.append(Stored(item.path, item.signature, digest, parsed, stored))
            except ContentError as error:
                results.append(Stored(item.path, item.signature, b"", None, {}, error.problems))
    return results


def _slug_of(path: str) -> str:
    """The name of the file, as it is when it can be a slug: one made longer by `-2` is not cut again."""
    stem = PurePosixPath(path).stem
    return stem if VALID_SLUG.match(stem) else slugify(stem)


def _front(briefing: Briefing, body: str) -> tuple[Any, bytes, bytes]:
    """A briefing as plain data, its digest, the same however the data came about, and that of its body."""
    data = briefing_data(briefing)
    return data, digest_of(marshal.dumps(data, 2)), digest_of(body.strip("\n").encode())


def _briefing(data: bytes, path: str, reader: Reader) -> Parsed:
    document = parse(decode(data, path), path)
    briefing = to_briefing(document, _slug_of(path), reader.language)
    prose = render_prose(document.body)
    named = find_mentions(prose, briefing.people) if reader.mentions else {}
    blobs = {"prose": prose.encode(), "mentions": to_json(named)}
    if reader.search:
        blobs[BLOB] = postings_blob(briefing, prose)
    return _front(briefing, document.body), blobs


class PageKeys(Schema):
    """Front matter of `content/pages/<slug>.md`."""

    title: str
    draft: bool = False
    lang: str = ""


def _page(data: bytes, path: str, reader: Reader) -> Parsed:
    document = parse(decode(data, path), path)
    keys = validate(document, PageKeys)
    slug = _slug_of(path)
    page = Briefing(slug, keys.title, lang=keys.lang or reader.language, draft=keys.draft)
    return _front(page, document.body), {"prose": render_prose(document.body).encode()}


def _person(data: bytes, path: str, reader: Reader) -> Parsed:
    document = parse(decode(data, path), path)
    parse_person(document)  # its own mistakes are told here, those between files in `assemble`
    return pickle.dumps(document), {"prose": render_prose(document.body).encode()}


def _issue(data: bytes, path: str, reader: Reader) -> Parsed:
    file = parse_issue(decode(data, path), path)
    return pickle.dumps(file), {"prose": render_prose(file.introduction).encode()}


def _record(data: bytes, path: str, reader: Reader) -> Parsed:
    record = parse_record(decode(data, path), PurePosixPath(path).stem)
    return facts_of(record), blobs_of(record)


_PARSERS: Mapping[str, Callable[[bytes, str, Reader], Parsed]] = {
    "briefings": _briefing,
    "people": _person,
    "issues": _issue,
    "pages": _page,
    "records": _record,
}
