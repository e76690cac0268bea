"""Recipes: what a page was made from, kept between builds.

When nothing changed but the text of some briefings, the pages that show it are made again from their recipes:
nothing else can be different, so the site need not be planned. Parts are kept by reference: the front matter
and the texts of a briefing are found in the cache of content, and are the same by their digests.
"""

from __future__ import annotations

import marshal
import pickle
from collections.abc import Callable
from importlib import import_module
from pathlib import Path
from typing import Any

from builder.model import Blob, Entry
from builder.render.page import FileRef, Page, Part

Resolve = Callable[[str, bytes, str, str], Part]
"""(`front` or `text`, digest, content file, name of the text) → the part as it is now."""


def dump_recipe(page: Page, head: bytes) -> tuple[bytes, tuple[str, ...]]:
    """A page as plain bytes, and the content files whose text it shows. Empty: it shows none."""
    uses: dict[str, None] = {}
    rows: list[tuple[Any, ...]] = []
    for digest, value in page.parts:
        kind = type(value)
        if kind is Entry:
            rows.append(("front", digest, value.path, ""))
        elif kind is Blob:
            uses[value.path] = None
            rows.append(("text", digest, value.path, value.name))
        elif kind is FileRef:
            rows.append(("file", digest, str(value.path), ""))
        else:
            rows.append(("plain", digest, value, ""))
    if not uses:
        return b"", ()
    own = (page.path, page.make.__module__, page.make.__qualname__, page.template, page.kind, page.sources)
    try:
        return marshal.dumps((own, head, rows)), tuple(uses)
    except ValueError:  # dataclasses among the facts
        rows = [("pickle", d, pickle.dumps(v), "") if k == "plain" else (k, d, v, n) for k, d, v, n in rows]
        return marshal.dumps((own, head, rows)), tuple(uses)


def load_recipe(data: bytes, resolve: Resolve) -> tuple[Page, bytes]:
    """The page and the head of its fingerprint; `resolve` finds what it is made from now."""
    (path, module, make, template, kind, sources), head, rows = marshal.loads(data)
    parts = []
    for sort, digest, value, name in rows:
        if sort == "plain":
            parts.append(Part(digest, value))
        elif sort == "pickle":
            parts.append(Part(digest, pickle.loads(value)))
        elif sort == "file":
            parts.append(Part(digest, FileRef(Path(value))))
        else:
            parts.append(resolve(sort, digest, value, name))
    page = Page(path, getattr(import_module(module), make), tuple(parts), template, kind, sources)
    return page, head


def parts_of(data: bytes) -> frozenset[bytes]:
    """The digests of all that a page was made from."""
    return frozenset(row[1] for row in marshal.loads(data)[2])
