"""What the search index was made from, kept between builds: so that a change can be told from what stayed.

In: the archive. Out: `State`, plain data in a sealed file. It counts only while the index in public/ is the
one that it describes (its mark stands in the manifest too); two are kept, for a build may not be committed.
"""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any, NamedTuple

from builder.cache.sealed import read_sealed, write_sealed
from builder.cache.version import code_key
from builder.render.search import VERSION
from builder.render.searchshards import Account

_LAST, _NEXT = "search", "search.next"

Names = Mapping[str, tuple[str, tuple[str, ...]]]
"""Slug → name, and other names."""


class Row(NamedTuple):
    """All that the index has of one briefing; the same row, the same lines. Kept as a plain tuple."""

    digest: bytes
    """Of its own postings."""
    words: int | None
    """How many may be shown; None: all."""
    date: str
    lang: str
    outlet: str
    people: tuple[str, ...]
    issues: tuple[str, ...]
    byline: tuple[str, ...]


class State(NamedTuple):
    """An archive as the index shows it."""

    rows: Mapping[str, tuple[Any, ...]]
    """By slug."""
    names: Mapping[str, Names]
    """By kind of facet: `p`, `i`, `o`."""
    places: Mapping[str, tuple[str, int, int]]
    """Slug → pack, start and size of its postings in the cache."""
    letters: Mapping[str, str]
    """Letter → Latin letters, for the alphabets of the names."""
    kept: Mapping[str, bytes]
    """Slug → its postings, where the cache may have dropped them since."""

    def row(self, slug: str) -> Row:
        return Row(*self.rows[slug])


def read_state(cache: Path, mark: bytes) -> tuple[State, Account] | None:
    """The state and account of the index with this mark, or None."""
    for name in (_NEXT, _LAST):
        found = read_sealed(cache / name, _key())
        if found is not None and found[0] == mark:
            if name == _NEXT:
                (cache / _NEXT).replace(cache / _LAST)
            *state, account = found[1:]
            return State(*state), Account(*account)
    return None


def keep_state(cache: Path, mark: bytes, state: State, account: Account) -> None:
    """Keeps a state for the next build, beside the one that public/ still has."""
    known = (account.numbers, account.words, account.counts, account.sizes)
    write_sealed(cache / _NEXT, _key(), (mark, *state, known))


def _key() -> bytes:
    return code_key() + bytes([VERSION])
