"""Recipes: what a page was made from, kept between builds.

When nothing changed but what pages show of some briefings, those that show it are made again from their
recipes: nothing else can be different, so the site need not be planned. Parts are kept by reference: the
front matter and the texts of a briefing are found in the cache of content, and are the same by their digests.
"""

from __future__ import annotations

import marshal
import pickle
from collections.abc import Callable, Set
from importlib import import_module
from pathlib import Path
from typing import Any

from builder.model import Blob, Entry
from builder.render.page import FileRef, Page, Part, Title

Resolve = Callable[[str, bytes, str, str], Part]
"""(`front`, `title` or `text`, digest, content file, name of the text) → the part as it is now."""


def dump_recipe(page: Page, head: bytes) -> tuple[bytes, bytes]:
    """A page as plain bytes, and the marks of what it shows of briefings. Empty: it shows nothing of them."""
    kinds = [_KINDS.get(type(value), "plain") for _, value in page.parts]
    if _CONTENT.isdisjoint(kinds):
        return b"", b""
    digests = [digest for digest, _ in page.parts]
    values = [_REFERENCES[kind](value) for kind, (_, value) in zip(kinds, page.parts, strict=True)]
    marks = b"".join([digest[:4] for digest, kind in zip(digests, kinds, strict=True) if kind in _CONTENT])
    own = (page.path, page.make.__module__, page.make.__qualname__, page.template, page.kind, page.sources)
    try:
        return marshal.dumps((own, head, kinds, digests, values)), marks
    except ValueError:  # dataclasses among the facts
        values = [pickle.dumps(v) if kind == "plain" else v for kind, v in zip(kinds, values, strict=True)]
        kinds = ["pickle" if kind == "plain" else kind for kind in kinds]
        return marshal.dumps((own, head, kinds, digests, values)), marks


def mark(digest: bytes) -> int:
    """Stands for a part in the account of a page. Two parts may have the same; a recipe tells them apart."""
    return memoryview(digest[:4]).cast("I")[0]


def may_show(marks: bytes, wanted: Set[int]) -> bool:
    """Whether one of these marks is among those of a page."""
    return not wanted.isdisjoint(memoryview(marks).cast("I"))


_KINDS = {Entry: "front", Title: "title", Blob: "text", FileRef: "file"}
_CONTENT = frozenset({"front", "title", "text"})
_REFERENCES: dict[str, Callable[[Any], Any]] = {
    "front": lambda entry: entry.path,
    "title": lambda title: title.entry.path,
    "text": lambda blob: (blob.path, blob.name),
    "file": lambda file: str(file.path),
    "plain": lambda value: value,
}


def load_recipe(data: bytes, resolve: Resolve) -> tuple[Page, bytes]:
    """The page and the head of its fingerprint; `resolve` finds what it is made from now."""
    (path, module, make, template, kind, sources), head, kinds, digests, values = marshal.loads(data)
    parts = []
    for sort, digest, value in zip(kinds, digests, values, strict=True):
        if sort == "plain":
            parts.append(Part(digest, value))
        elif sort == "pickle":
            parts.append(Part(digest, pickle.loads(value)))
        elif sort == "file":
            parts.append(Part(digest, FileRef(Path(value))))
        else:
            file, name = value if sort == "text" else (value, "")
            parts.append(resolve(sort, digest, file, name))
    page = Page(path, getattr(import_module(module), make), tuple(parts), template, kind, sources)
    return page, head


def parts_of(data: bytes) -> frozenset[bytes]:
    """The digests of all that a page was made from."""
    return frozenset(marshal.loads(data)[3])
