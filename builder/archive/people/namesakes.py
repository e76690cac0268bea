"""Two people of one name: parted where offices and years say so, or told apart by what a person noted.

In: the sightings of one full name. Out: their two parts, or none. Half a life apart, with offices that have
no word in common, on both sides more than once, is two people; anything less is left together, and
`people suggest` says what looks odd.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import date
from itertools import pairwise

from builder.archive.people.clusters import Cluster
from builder.archive.people.nearness import role_words
from builder.archive.people.sightings import Sighting
from builder.model import Person

GAP = 25 * 365
"""Days without a trace between two people of one name."""
LEAST = 2
"""Briefings with an office on either side."""
OPEN = 8
"""Years that an office noted as "since 1993" speaks for."""
_YEAR = re.compile(r"\b(?:1[5-9]|20)\d\d\b")
_LOOKING_BACK = re.compile(r"\b(?:former|late|ex|then)\b", re.IGNORECASE)


def part_namesakes(
    cluster: Cluster, sightings: Sequence[Sighting]
) -> tuple[tuple[Cluster, list[Sighting]], tuple[Cluster, list[Sighting]]] | None:
    """The earlier and the later of two people, each with the dated sightings; None where it is one, as far as
    anybody can tell.
    """
    dated = sorted((s for s in sightings if s.day is not None), key=lambda s: (s.day, s.briefing))
    for one, two in pairwise(range(len(dated))):
        earlier, later = dated[:two], dated[two:]
        if (dated[two].day or 0) - (dated[one].day or 0) < GAP:
            continue
        offices = [_offices(earlier), _offices(later)]
        if all(len(rows) >= LEAST for rows in offices) and not _words(offices[0]) & _words(offices[1]):
            marks = [_mark(rows) for rows in offices]
            first, second = (_named(cluster, mark) for mark in marks)
            return (first, earlier), (second, later)
    return None


def _offices(sightings: Iterable[Sighting]) -> list[Sequence[str]]:
    """The offices of each sighting that has some; those of a look back say nothing of the time."""
    found = [[role for role in s.roles if not _LOOKING_BACK.search(role)] for s in sightings]
    return [roles for roles in found if roles]


def _words(offices: Iterable[Sequence[str]]) -> set[str]:
    return {word for roles in offices for role in roles for word in role_words(role)}


def _mark(offices: Iterable[Sequence[str]]) -> str:
    """The commonest office, to tell the two apart."""
    count = Counter(role for roles in offices for role in roles)
    return min(count, key=lambda role: (-count[role], len(role), role))


def _named(cluster: Cluster, mark: str) -> Cluster:
    return replace(cluster, name=f"{cluster.name} ({mark})", forms={})


def noted(person: Person) -> list[Sighting]:
    """What a note says of someone who is kept apart from others, as if a briefing of each year said so:
    `President of the United States 1989–1993`.
    """
    years = sorted({int(year) for year in _YEAR.findall(person.note)})
    if not years or not person.distinct_from:
        return []
    last = years[-1] if len(years) > 1 else years[0] + (OPEN if "since" in person.note.lower() else 0)
    office = _YEAR.sub(" ", person.note)
    return [
        Sighting("", date(year, 7, 1).toordinal(), person.name, (), (office,), (), 0.0)
        for year in range(years[0], min(last, years[0] + 100) + 1)
    ]
