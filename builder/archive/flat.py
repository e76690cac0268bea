"""A briefing ↔ plain data for the cache: tuples, text and numbers, which load a hundred times faster."""

from __future__ import annotations

import marshal
from sys import intern
from typing import Any

from builder.cache.sealed import digest_of
from builder.model import Briefing, Figure, Source

Parsed = tuple[Any, dict[str, bytes]]
"""Plain data, and what is too large to keep in memory."""

_at = Briefing._fields.index
_NAMES = tuple(map(_at, ("byline", "editors", "people", "issues")))
_WORDS = tuple(map(_at, ("date", "dateline", "outlet", "lang")))
_FIGURES, _SOURCE, _EXTRA = _at("figures"), _at("source"), _at("extra")


def briefing_data(briefing: Briefing) -> tuple[Any, ...]:
    """A briefing as plain data, for the cache; `briefing_of` is the inverse. What many briefings say in the
    same words is kept once, on the disk and in memory.
    """
    values: list[Any] = list(briefing)
    for at in _NAMES:
        values[at] = tuple(map(intern, values[at]))
    for at in _WORDS:
        values[at] = intern(values[at])
    if values[_FIGURES]:
        values[_FIGURES] = tuple((f.caption, f.credit, f.alt, f.image) for f in values[_FIGURES])
    values[_SOURCE] = tuple(values[_SOURCE])
    values[_EXTRA] = dict(values[_EXTRA])
    return tuple(values)


def briefing_of(data: tuple[Any, ...]) -> Briefing:
    """The briefing that `briefing_data` took apart."""
    values = list(data)
    if values[_FIGURES]:
        values[_FIGURES] = tuple(Figure(*figure) for figure in values[_FIGURES])
    values[_SOURCE] = Source._make(values[_SOURCE])
    return Briefing._make(values)


def front_of(briefing: Briefing, body: str) -> tuple[Any, bytes, bytes]:
    """A briefing as plain data, its digest, the same however the data came about, and that of its body."""
    data = briefing_data(briefing)
    return data, digest_of(marshal.dumps(data, 2)), digest_of(body.strip("\n").encode())


def found_at(digest: bytes, path: str) -> bytes:
    """The `digest` of an `Entry`, from that of its front matter."""
    return b"%b\0%b" % (digest, path.encode("utf-8", "surrogatepass"))
