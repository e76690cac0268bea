"""Which of several bearers of a name a briefing means: by the office it names, then by who is commonest
near in date.

In: bearers with the days and offices of their full-name sightings. Out: a choice with its rule, or none.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from math import log

from builder.archive.people.names import fold

WINDOWS = ((60, 2.0), (365, 1.0), (5 * 365, 0.5))
"""(days around the briefing, what a full-name sighting within them counts)."""
ANYWHEN = 0.3
"""What a sighting of any date counts."""
OFFICE = 2.5
"""Log weight of an office that agrees in every word."""
USUAL = 3.0
"""A word of an office counts in full when it stands in one sighting of this many."""
MANY_OFFICES = 4
AGAINST = -0.4
"""What it says when so many words of offices are known of a bearer and none agrees."""
FAME = 0.5
COMPANY = 0.3
MOST_COMPANY = 2.0
SMOOTH = 1.0
"""Weight of the other names of a briefing, the most that they say against a bearer, and how much of what is
usual for all bearers is taken to be usual for each.
"""
MARGIN = log(1.15)
"""By how much the best bearer must lead. Chosen on FRUS: less resolves more and is wrong more often.
Re-run `make bench-tagging` after a change."""

_DAY = re.compile(r"(\d{4})(?:-(\d{2}))?(?:-(\d{2}))?")
_SMALL = frozenset(
    {"of", "the", "for", "to", "and", "in", "at", "on", "a", "an", "former", "ex", "acting", "late"}
)


@lru_cache(maxsize=65536)
def day_of(edtf: str) -> int | None:
    """The (first) day of a date as a number, for measuring distance; None when there is none."""
    match = _DAY.search(edtf)
    if not match:
        return None
    year, month, day = match.groups()
    try:
        return date(int(year), int(month or 7), int(day or (1 if month else 2))).toordinal()
    except ValueError:
        return None


@lru_cache(maxsize=65536)
def role_words(role: str) -> frozenset[str]:
    """The words of an office that tell it from others."""
    return frozenset(re.findall(r"[a-z]+", fold(role))) - _SMALL


@dataclass(frozen=True, slots=True)
class Bearer:
    """Someone who bears a name, as the full-name sightings show."""

    days: tuple[int, ...]
    """Sorted."""
    undated: int
    offices: Counter[str]
    """Words of offices → in how many sightings."""
    beside: Counter[str]
    """Family names of the same briefings → in how many."""
    addressed: Counter[str]
    """`m` or `f` → how often addressed so."""

    @classmethod
    def seen(cls, sightings: Iterable[tuple[int | None, Sequence[str], frozenset[str], str]]) -> Bearer:
        """From (day, roles, family names beside, `m` or `f` or nothing) of each full-name sighting."""
        days: list[int] = []
        undated = 0
        offices: Counter[str] = Counter()
        company: Counter[str] = Counter()
        addressed: Counter[str] = Counter()
        for day, roles, beside, sex in sightings:
            addressed[sex] += 1
            company.update(beside)
            if day is None:
                undated += 1
            else:
                days.append(day)
            offices.update({word for role in roles for word in role_words(role)})
        return cls(tuple(sorted(days)), undated, offices, company, addressed)

    @property
    def count(self) -> int:
        """Briefings that name the bearer in full."""
        return len(self.days) + self.undated

    def near(self, day: int | None) -> float:
        """How common the bearer is around a day."""
        if day is None:
            return float(self.count)
        total = ANYWHEN * self.count
        for window, worth in WINDOWS:
            total += worth * (bisect_right(self.days, day + window) - bisect_left(self.days, day - window))
        return total


def offices(bearers: Sequence[Bearer], roles: Sequence[str]) -> list[float]:
    """How well `roles` agree with each bearer's offices, 0 to 1: a word counts as far as it is usual for the
    bearer, and most for the one who has it most.
    """
    words = {word for role in roles for word in role_words(role)}
    if not words:
        return [0.0] * len(bearers)
    most = {word: max(b.offices[word] for b in bearers) for word in words}
    found = []
    for bearer in bearers:
        if not bearer.count:
            found.append(0.0)
        elif sum(bearer.offices.values()) >= MANY_OFFICES and not words & bearer.offices.keys():
            found.append(AGAINST)
        else:
            shares = [
                min(1.0, USUAL * bearer.offices[word] / bearer.count) * bearer.offices[word] / most[word]
                for word in words
                if most[word]
            ]
            found.append(sum(shares) / len(words))
    return found


def company(bearers: Sequence[Bearer], beside: frozenset[str]) -> list[float]:
    """How well the other names of a briefing agree with the company each bearer keeps, as a log weight."""
    found = []
    for bearer in bearers:
        total = 0.0
        for key in beside:
            everyone = sum(b.beside[key] for b in bearers)
            if everyone:
                total += log(
                    (bearer.beside[key] + SMOOTH * everyone / len(bearers)) / (bearer.count + SMOOTH)
                )
        found.append(total)
    top = max(found, default=0.0)
    return [max(-MOST_COMPANY, COMPANY * (value - top)) for value in found]


def choose_bearer(
    bearers: Sequence[Bearer], day: int | None, roles: Sequence[str], beside: frozenset[str]
) -> tuple[int, str, str] | None:
    """(position of the bearer, rule, evidence), or None when no one leads clearly. Evidence has no counts:
    they would change in many records with each briefing more.
    """
    if not bearers:
        return None
    if len(bearers) == 1:
        return 0, "only-bearer", "nobody else in the archive bears the name"
    near = [bearer.near(day) for bearer in bearers]
    office = offices(bearers, roles)
    scores = [
        log(0.02 + n) + OFFICE * o + FAME * log(1 + b.count) + c
        for n, o, b, c in zip(near, office, bearers, company(bearers, beside), strict=True)
    ]
    ranked = sorted(range(len(bearers)), key=lambda i: (-scores[i], i))
    best, second = ranked[0], ranked[1]
    if scores[best] - scores[second] < MARGIN:
        return None
    if office[best] > office[second]:
        return best, "office", f"the office agrees ({', '.join(roles)})"
    return (
        best,
        "commonest-near",
        "the commonest bearer near in date",
    )
