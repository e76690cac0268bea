"""Syndicated and near duplicates among all briefings: who repeats whom.

In: a `Sketch` of each body. Out: slug → slug of the canonical briefing. A sketch is a sample of the hashes
of a body's word shingles; briefings that share enough of a sample are compared exactly. The result is a
function of the set alone, whatever its order.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from hashlib import blake2b
from itertools import chain
from typing import NamedTuple

WORDS = 5
"""Words of a shingle: fewer meet by chance, more break at each changed word."""
SAMPLE = 16
"""One shingle in so many is in the sketch, by its hash, so that the same ones are in every sketch."""
LEAST = 12
"""A short body has at least its so many smallest hashes in the sketch."""
COMMON = 60
"""A shingle that stands in more briefings than this is a phrase of an outlet, no sign of a copy."""
SHORT = 25
"""Bodies with fewer shingles are compared as a whole only."""
SHARED = 0.2
"""Share of the smaller sketch that two sketches must have in common before bodies are compared."""
JACCARD = 0.5
"""Common shingles / all shingles from which one repeats the other: two thirds of each."""
CONTAINED = 0.85
"""Common shingles / those of the shorter: a shortened reprint."""
COMPLETE = 0.8
"""A body with at least this share of the longest one's shingles is complete."""

_PRIME = 2**61 - 1
_BASE = 1_000_003
_LEAVING = pow(_BASE, WORDS, _PRIME)

_WORD = re.compile(r"\w+")
_MARKUP = re.compile(r"\]\([^)]*\)|&\w+;|\\")


class Sketch(NamedTuple):
    """A body, as far as finding its copies needs it."""

    digest: bytes
    """Of its words: equal for equal bodies."""
    size: int
    """How many different shingles it has."""
    sample: tuple[int, ...]
    """Some of their hashes, sorted."""


def _words(body: Sequence[str]) -> list[str]:
    return [word for text in body for word in _WORD.findall(_MARKUP.sub(" ", text).casefold())]


@lru_cache(maxsize=2**17)
def _hash(word: str) -> int:
    return int.from_bytes(blake2b(word.encode("utf-8", "replace"), digest_size=8).digest(), "big") % _PRIME


def shingles_of(body: Sequence[str]) -> frozenset[int]:
    """Hashes of every run of `WORDS` words of a body, across paragraphs."""
    return _shingles(_words(body))


def _shingles(words: Sequence[str]) -> frozenset[int]:
    """A rolling hash of the words'."""
    hashes = [_hash(word) for word in words]
    rolling = 0
    found = []
    for number, value in enumerate(hashes):
        rolling = (rolling * _BASE + value) % _PRIME
        if number >= WORDS:
            rolling = (rolling - hashes[number - WORDS] * _LEAVING) % _PRIME
        if number >= WORDS - 1:
            found.append(rolling)
    return frozenset(found)


def sketch_of(body: Sequence[str]) -> Sketch:
    """The sketch of a body."""
    words = _words(body)
    shingles = sorted(_shingles(words))
    sample = {number for number in shingles if number % SAMPLE == 0} | set(shingles[:LEAST])
    digest = blake2b(" ".join(words).encode("utf-8", "replace"), digest_size=12).digest()
    return Sketch(digest, len(shingles), tuple(sorted(sample)))


@dataclass(frozen=True, slots=True)
class Copy:
    """What decides which of several copies is the canonical one."""

    slug: str
    date: str
    sketch: Sketch


def find_pairs(copies: Sequence[Copy]) -> list[tuple[str, str]]:
    """Pairs (slugs in order) that may repeat each other: equal, or much of their sketches in common."""
    ordered = sorted(copies, key=lambda copy: copy.slug)
    same: dict[bytes, list[int]] = defaultdict(list)
    for number, copy in enumerate(ordered):
        if copy.sketch.size:
            same[copy.sketch.digest].append(number)
    long = [(number, copy.sketch.sample) for number, copy in enumerate(ordered) if copy.sketch.size >= SHORT]
    count = Counter(chain.from_iterable(sample for _, sample in long))
    telling = {value for value, seen in count.items() if 1 < seen <= COMMON}
    homes: dict[int, list[int]] = defaultdict(list)
    for number, sample in long:
        for value in telling.intersection(sample):
            homes[value].append(number)
    shared: Counter[tuple[int, int]] = Counter()
    for numbers in homes.values():
        shared.update((a, b) for i, a in enumerate(numbers) for b in numbers[i + 1 :])
    pairs = {
        (a, b)
        for (a, b), count in shared.items()
        if count >= SHARED * min(len(ordered[a].sketch.sample), len(ordered[b].sketch.sample))
    }
    # Of many equal bodies each is paired with the first: n pairs say what n² would.
    pairs.update((numbers[0], other) for numbers in same.values() for other in numbers[1:])
    return sorted((ordered[a].slug, ordered[b].slug) for a, b in pairs)


def repeats(one: frozenset[int], two: frozenset[int]) -> bool:
    """Whether bodies with these shingles are copies of each other: the exact comparison."""
    if not one or not two:
        return False
    common = len(one & two)
    return common >= JACCARD * (len(one) + len(two) - common) or common >= CONTAINED * min(len(one), len(two))


def find_duplicates(copies: Sequence[Copy], are_copies: Callable[[str, str], bool]) -> dict[str, str]:
    """Slug → slug of the canonical briefing it repeats. `are_copies` compares two bodies exactly.

    Of a group of copies the canonical one is complete, and the earliest of those; every other points to
    the best one that it repeats itself, never to one that points on.
    """
    near: dict[str, set[str]] = defaultdict(set)
    by_slug = {copy.slug: copy for copy in copies}
    for one, two in find_pairs(copies):
        if by_slug[one].sketch.digest == by_slug[two].sketch.digest or are_copies(one, two):
            near[one].add(two)
            near[two].add(one)
    found: dict[str, str] = {}
    for group in _groups(near):
        longest = max(by_slug[slug].sketch.size for slug in group)
        canonical: list[str] = []
        for slug in sorted(group, key=lambda slug: _precedence(by_slug[slug], longest)):
            own = by_slug[slug].sketch.digest
            home = next((o for o in canonical if o in near[slug] or by_slug[o].sketch.digest == own), "")
            if home:
                found[slug] = home
            else:
                canonical.append(slug)
    return dict(sorted(found.items()))


def _precedence(copy: Copy, longest: int) -> tuple[bool, str, int, str]:
    complete = copy.sketch.size >= COMPLETE * longest
    return (not complete, copy.date or "~", -copy.sketch.size, copy.slug)


def _groups(near: Mapping[str, set[str]]) -> list[list[str]]:
    """The slugs that hang together, group by group."""
    groups: list[list[str]] = []
    seen: set[str] = set()
    for start in sorted(near):
        if start in seen:
            continue
        group, todo = [], [start]
        seen.add(start)
        while todo:
            slug = todo.pop()
            group.append(slug)
            new = sorted(near[slug] - seen)
            seen.update(new)
            todo += new
        groups.append(group)
    return groups
