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
from typing import NamedTuple

from builder.render.page import PLAIN, Page, Part

Resolve = Callable[[bytes, str, str | None], Part]
"""(digest, content file, name of the text) → the part as it is now. Without a name: the front matter; an
empty name: the title in it."""


class Inputs(NamedTuple):
    """What pages are made from, as recipes keep it; many pages may share it."""

    data: bytes
    marks: bytes
    """Of what it holds of briefings. Empty: nothing of them, and no recipe is needed."""


def inputs_of(parts: tuple[Part, ...]) -> Inputs:
    """Digests, which say where it is found what is kept by reference; and the values of all else."""
    digests = [part[0] for part in parts]
    marks = b"".join([digest[:4] for digest in digests if len(digest) > PLAIN])
    if not marks:
        return Inputs(b"", b"")
    values = [value for digest, value in parts if len(digest) <= PLAIN]
    try:
        return Inputs(marshal.dumps((digests, values)), marks)
    except ValueError:  # dataclasses among the facts
        return Inputs(marshal.dumps((digests, pickle.dumps(values))), marks)


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


def digests_of(data: bytes) -> frozenset[bytes]:
    """The digests of all that a page was made from."""
    return frozenset(marshal.loads(marshal.loads(data)[2])[0])
