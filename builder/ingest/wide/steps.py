"""The steps over the whole archive: who is who, which issues, who repeats whom. Pure, but for `Bodies`.

In: every briefing's mentions, issues and sketch. Out: for each slug the three fields of its front matter that
other briefings have a say in. The result is the same whatever the order of briefings.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from hashlib import blake2b

from builder.archive.issues.vocabulary import Vocabulary
from builder.archive.people.identity import settle
from builder.archive.people.resettle import Naming, settle_again
from builder.ingest.wide.duplicates import Copy, Sketch, find_duplicates, repeats, shingles_of
from builder.model import Mention, Person, PersonTag

Pairs = Mapping[tuple[bytes, bytes], bool]
"""Digests of two bodies → whether they are copies."""


@dataclass(frozen=True, slots=True)
class Entry:
    """One briefing, as the steps over the whole archive see it."""

    slug: str
    date: str
    mentions: tuple[Mention, ...]
    issues: tuple[str, ...]
    """Titles."""
    sketch: Sketch
    origin: tuple[str, str]
    """Hash of the seed and key of the rules: what its mentions were made from."""
    families: frozenset[str]
    """Keys of the families that its names have to do with."""


@dataclass(frozen=True, slots=True)
class Wide:
    """What the whole archive says of its briefings."""

    people: Mapping[str, tuple[PersonTag, ...]]
    """Slug → who is named, most about first."""
    duplicate_of: Mapping[str, str]
    pairs: Pairs
    """Every pair of bodies compared, for the next run."""
    key: bytes
    """Of all that it was made from."""


def key_of(entries: Sequence[Entry], people: Sequence[Person]) -> bytes:
    """Equal keys mean that the archive says the same of each of its briefings."""
    digest = blake2b(repr(sorted(people, key=lambda person: person.slug)).encode(), digest_size=16)
    for entry in sorted(entries, key=lambda entry: entry.slug):
        digest.update(repr((entry.slug, entry.date, entry.origin, entry.sketch.digest)).encode())
    return digest.digest()


@dataclass(frozen=True, slots=True)
class Before:
    """The archive when it was last looked at as a whole."""

    entries: Mapping[str, Entry]
    people: Mapping[str, tuple[PersonTag, ...]]


def look_at_all(
    entries: Sequence[Entry],
    people: Sequence[Person],
    pairs: Pairs,
    body_of: Callable[[str], Sequence[str]],
    before: Before | None = None,
) -> Wide:
    """Identity and duplicates of the whole archive; `body_of` reads a body where two must be compared. With
    `before`, settled under the same files of people, only the families of names that changed are settled
    anew.
    """
    sketches = {entry.slug: entry.sketch for entry in entries}
    compared: dict[tuple[bytes, bytes], bool] = {}
    shingles: dict[str, frozenset[int]] = {}

    def are_copies(one: str, two: str) -> bool:
        first, second = sorted((sketches[one].digest, sketches[two].digest))
        key = (first, second)
        known = pairs.get(key)
        if known is None:
            for slug in (one, two):
                if slug not in shingles:
                    shingles[slug] = shingles_of(body_of(slug))
            known = repeats(shingles[one], shingles[two])
        compared[key] = known
        return known

    copies = [Copy(entry.slug, entry.date, entry.sketch) for entry in entries]
    return Wide(
        _settle(entries, people, before),
        find_duplicates(copies, are_copies),
        compared,
        key_of(entries, people),
    )


def _settle(
    entries: Sequence[Entry], people: Sequence[Person], before: Before | None
) -> Mapping[str, tuple[PersonTag, ...]]:
    if before is None:
        return settle({e.slug: e.mentions for e in entries}, {e.slug: e.date for e in entries}, people).tags
    now = {entry.slug: entry for entry in entries}
    changed = [
        slug
        for slug in now.keys() | before.entries.keys()
        if slug not in now or slug not in before.entries or _differ(now[slug], before.entries[slug])
    ]
    earlier = {slug: before.entries.get(slug) for slug in changed}
    return settle_again(
        before.people,
        {slug: _naming(entry) for slug, entry in now.items()},
        {slug: _naming(entry) if entry else None for slug, entry in earlier.items()},
        people,
    )


def _differ(one: Entry, two: Entry) -> bool:
    return (one.date, one.origin) != (two.date, two.origin) or one.mentions != two.mentions


def _naming(entry: Entry) -> Naming:
    return Naming(entry.date, entry.mentions, entry.families)


def titles_of(vocabulary: Vocabulary, slugs: Sequence[str]) -> tuple[str, ...]:
    """Titles of issues, as front matter prints them."""
    return tuple(vocabulary.by_slug[slug].title for slug in slugs if slug in vocabulary.by_slug)
