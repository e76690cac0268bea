"""What the search index was made from, kept between builds: so that a change can be told from what stayed.

In: the archive. Out: `State`, plain data in a sealed file. It counts only while the index in public/ is the
one that it describes (its mark stands in the manifest too); two are kept, for a build may not be committed.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any, NamedTuple

from builder.archive.flat import briefing_of
from builder.archive.store import Reread, blobs_of
from builder.cache.sealed import read_sealed, write_sealed
from builder.cache.version import code_key
from builder.model import Archive, Person, Term
from builder.render.page import Site
from builder.render.rights import public_words
from builder.render.search.briefing import VERSION, Named
from builder.render.search.shards import Account
from builder.render.search.spellings import letters_of

BLOB = "search"
"""Name of a briefing's postings among its blobs."""

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


def survey(archive: Archive, site: Site, last: State | None) -> State:
    """What the index is to be made from."""
    rows, places = {}, {}
    shown: dict[tuple[str, str, bool], int | None] = {}
    for entry in archive.entries:
        briefing, blob = entry.briefing, entry.blobs[BLOB]
        rights = (briefing.rights, briefing.outlet, bool(briefing.withdrawn))
        if rights not in shown:
            shown[rights] = public_words(briefing, site.config.outlets)
        filed = (entry.outlet, entry.people, entry.issues, briefing.byline)
        row = (blob.digest, shown[rights], briefing.date, briefing.lang, *filed)
        rows[briefing.slug], places[briefing.slug] = row, blob[:3]
    names: dict[str, Names] = {
        "p": {slug: _named(term) for slug, term in archive.people.items()},
        "i": {slug: _named(term) for slug, term in archive.issues.items()},
        "o": {slug: (term.title, ()) for slug, term in archive.outlets.items()},
    }
    same = last is not None and last.names["p"] == names["p"]
    return State(rows, names, places, last.letters if last and same else letters_of(people_of(names)), {})


def renew(last: State | None, rereads: Sequence[Reread]) -> State | None:
    """The last state with these briefings as they are now."""
    if last is None:
        return None
    rows, places = dict(last.rows), dict(last.places)
    for old, new in rereads:
        briefing = briefing_of(new.data[0])
        was, now = blobs_of(old)[BLOB], blobs_of(new)[BLOB]
        if places.get(briefing.slug) != was[:3]:
            return None  # it is not this file that the index shows
        row = last.row(briefing.slug)
        rows[briefing.slug] = tuple(row._replace(digest=now.digest, byline=briefing.byline))
        places[briefing.slug] = now[:3]
    return last._replace(rows=rows, places=places, kept={})


def _named(term: Term) -> tuple[str, tuple[str, ...]]:
    """A person or issue with every other name that the archive knows."""
    about = term.about
    name = about.name if isinstance(about, Person) else term.title
    also = dict.fromkeys((term.title, *(about.aliases if about else ())))
    return name, tuple(other for other in also if other != name)


def people_of(names: Mapping[str, Names]) -> list[Named]:
    return [Named(slug, *names["p"][slug]) for slug in sorted(names["p"])]


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
