"""Recipes: what a page was made from, kept between builds.

When nothing changed but what pages show of some briefings, those that show it are made again from their
recipes: nothing else can be different, so the site need not be planned. Parts are kept by reference: the
front matter and the texts of a briefing are found in the cache of content, and are the same by their digests.
"""

from __future__ import annotations

import marshal
import pickle
from collections.abc import Callable, Iterable, Set
from importlib import import_module
from typing import NamedTuple

from builder.render.page import PLAIN, Page, Part

Resolve = Callable[[bytes, str, str | None], Part]
"""(digest, content file, name of the text) → the part as it is now. Without a name: the front matter; an
empty name: the title in it."""


class Inputs(NamedTuple):
    """What pages are made from, as recipes keep it; many pages may share it."""

    digests: bytes
    """Of all parts, for the fingerprint."""
    marks: bytes = b""
    """Of what it holds of briefings. Empty: nothing of them, and no recipe is needed."""
    data: bytes = b""


def inputs_of(parts: tuple[Part, ...]) -> Inputs:
    """Digests, which say where it is found what is kept by reference; and the values of all else."""
    digests = [part[0] for part in parts]
    whole = b"".join(digests)
    marks = b"".join([digest[:4] for digest in digests if len(digest) > PLAIN])
    if not marks:
        return Inputs(whole)
    values = [value for digest, value in parts if len(digest) <= PLAIN]
    try:
        return Inputs(whole, marks, marshal.dumps((digests, values)))
    except ValueError:  # dataclasses among the facts
        return Inputs(whole, marks, marshal.dumps((digests, pickle.dumps(values))))


def dump_recipes(made: Iterable[tuple[str, Page, bytes, Inputs]]) -> bytes:
    """Pages with their heads, by the names of their outputs, as plain bytes: those made at one time together,
    for what many of them have alike is written once.
    """
    recipes = {}
    for name, page, head, inputs in made:
        if inputs.marks:
            make = page.make
            own = (page.path, make.__module__, make.__qualname__, page.template, page.kind, page.sources)
            recipes[name] = (own, head, inputs.data)
    return marshal.dumps(recipes)


def mark(digest: bytes) -> int:
    """Stands for a part in the account of a page. Two parts may have the same; a recipe tells them apart."""
    return memoryview(digest[:4]).cast("I")[0]


def may_show(marks: bytes, wanted: Set[int]) -> bool:
    """Whether one of these marks is among those of a page."""
    return not wanted.isdisjoint(memoryview(marks).cast("I"))


def load_recipe(data: bytes, name: str, resolve: Resolve) -> tuple[Page, bytes]:
    """The page of this name and the head of its fingerprint; `resolve` finds what it is made from now."""
    (path, module, make, template, kind, sources), head, inputs = marshal.loads(data)[name]
    digests, held = marshal.loads(inputs)
    values = iter(pickle.loads(held) if isinstance(held, bytes) else held)
    parts = tuple(
        Part(digest, next(values)) if len(digest) <= PLAIN else resolve(digest, *_place(digest))
        for digest in digests
    )
    return Page(path, getattr(import_module(module), make), parts, template, kind, sources), head


def _place(digest: bytes) -> tuple[str, str | None]:
    """Where the part with this digest is found."""
    path, *name = digest[PLAIN + 1 :].decode("utf-8", "surrogatepass").split("\0")
    return path, name[0] if name else None


def digests_of(data: bytes, name: str) -> frozenset[bytes]:
    """The digests of all that the page of this name was made from."""
    return frozenset(marshal.loads(marshal.loads(data)[name][2])[0])
