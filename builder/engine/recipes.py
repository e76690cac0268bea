"""Recipes: what a page was made from, kept between builds.

When nothing changed but what pages show of some briefings, those that show it are made again from their
recipes: nothing else can be different, so the site need not be planned. Parts are kept by reference: the
front matter and the texts of a briefing are found in the cache of content, and are the same by their digests.
"""

from __future__ import annotations

import marshal
import pickle
from collections.abc import Callable, Mapping, Set
from importlib import import_module
from pathlib import Path
from typing import Any, NamedTuple

from builder.model import Blob, Entry
from builder.render.page import FileRef, Page, Part, Title

Resolve = Callable[[str, bytes, str, str], Part]
"""(letter, digest, content file, name of the text) → the part as it is now; letters as in `_KINDS`."""


class Inputs(NamedTuple):
    """What pages are made from, as recipes keep it; many pages may share it."""

    data: bytes
    marks: bytes
    """Of what it holds of briefings. Empty: nothing of them, and no recipe is needed."""


def inputs_of(parts: tuple[Part, ...]) -> Inputs:
    """The parts as columns: kinds, digests, and values or references."""
    digests, held = zip(*parts, strict=True) if parts else ((), ())
    kinds = "".join(map(_KINDS.__getitem__, map(type, held)))
    if _CONTENT.isdisjoint(kinds):
        return Inputs(b"", b"")
    marks = b"".join([digest[:4] for digest, kind in zip(digests, kinds, strict=True) if kind != "p"])
    values = [
        value if kind == "p" else value.path if kind == "e" else _REFERENCES[kind](value)
        for kind, value in zip(kinds, held, strict=True)
    ]
    try:
        return Inputs(marshal.dumps((kinds, digests, values)), marks)
    except ValueError:  # dataclasses among the facts
        values = [pickle.dumps(v) if kind == "p" else v for kind, v in zip(kinds, values, strict=True)]
        return Inputs(marshal.dumps((kinds.replace("p", "P"), digests, values)), marks)


class _Kinds(dict[type, str]):
    def __missing__(self, key: type) -> str:
        return "p"


_KINDS = _Kinds({Entry: "e", Title: "t", Blob: "b", FileRef: "f"})
"""Type of a value that stands for something → its letter. `p`: plain; `P`: plain, pickled."""
_CONTENT = frozenset("etb")
_REFERENCES: Mapping[str, Callable[[Any], Any]] = {
    "t": lambda title: title.entry.path,
    "b": lambda blob: (blob.path, blob.name),
    "f": lambda file: str(file.path),
}


def dump_recipe(page: Page, head: bytes, inputs: Inputs) -> bytes:
    """A page as plain bytes."""
    own = (page.path, page.make.__module__, page.make.__qualname__, page.template, page.kind, page.sources)
    return marshal.dumps((own, head, inputs.data))


def mark(digest: bytes) -> int:
    """Stands for a part in the account of a page. Two parts may have the same; a recipe tells them apart."""
    return memoryview(digest[:4]).cast("I")[0]


def may_show(marks: bytes, wanted: Set[int]) -> bool:
    """Whether one of these marks is among those of a page."""
    return not wanted.isdisjoint(memoryview(marks).cast("I"))


def load_recipe(data: bytes, resolve: Resolve) -> tuple[Page, bytes]:
    """The page and the head of its fingerprint; `resolve` finds what it is made from now."""
    (path, module, make, template, kind, sources), head, inputs = marshal.loads(data)
    parts = tuple(
        _part(letter, digest, value, resolve)
        for letter, digest, value in zip(*marshal.loads(inputs), strict=True)
    )
    return Page(path, getattr(import_module(module), make), parts, template, kind, sources), head


def _part(letter: str, digest: bytes, value: Any, resolve: Resolve) -> Part:
    if letter in "pP":
        return Part(digest, pickle.loads(value) if letter == "P" else value)
    if letter == "f":
        return Part(digest, FileRef(Path(value)))
    path, name = value if letter == "b" else (value, "")
    return resolve(letter, digest, path, name)


def digests_of(data: bytes) -> frozenset[bytes]:
    """The digests of all that a page was made from."""
    return frozenset(marshal.loads(marshal.loads(data)[2])[1])
