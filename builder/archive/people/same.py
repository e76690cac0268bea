"""People of the register who are likely one: proposals only, most certain first, each with its reasons.

In: everyone, and the briefings that name each. Out: `SamePeople`. Nothing here decides anything; a person
does, with `people merge`. What is certain identity has merged already: what is left is spelling, and names
that could go with several. String likeness (rapidfuzz) is used here and nowhere else: it is right often
enough to ask, not to act.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import combinations

from builder.archive.people.names import NameParts, compatible, family_key, fold, split_name
from builder.model import Person

ALIKE = 0.5
"""Least certainty of a proposal that is shown."""
LIFE = 60
"""Years between two mentions that one person's public life rarely spans."""
COMMON = 60
"""People with names that begin alike; more is a family name that says nothing (Kim, Khan)."""
RARE_OFFICE = 3
"""An office that no more people than this are given says who somebody is."""


@dataclass(frozen=True, slots=True)
class Sighting:
    """One briefing that names a person."""

    briefing: str
    year: int = 0
    """0 when undated."""
    name: str = ""
    """As the front matter writes it."""
    roles: tuple[str, ...] = ()
    """As the text phrases them."""


Sightings = Mapping[str, Sequence[Sighting]]
"""Slug of a person → where the person is named."""


@dataclass(frozen=True, slots=True)
class SamePeople:
    """Two people of the register who are likely one."""

    keep: Person
    other: Person
    certainty: float
    """0 to 1."""
    reasons: tuple[str, ...]


def find_same(people: Iterable[Person], sightings: Sightings) -> list[SamePeople]:
    """Pairs who are likely one, most certain first. Only names that share a beginning are compared."""
    everyone = {person.slug: person for person in people if not person.hidden}
    offices = Counter(
        role for seen in sightings.values() for role in {fold(r) for sighting in seen for r in sighting.roles}
    )
    found = []
    for one, other in sorted(_name_pairs(everyone)):
        proposal = _compare(everyone[one], everyone[other], sightings, offices)
        if proposal and proposal.certainty >= ALIKE:
            found.append(proposal)
    return sorted(found, key=lambda p: (-p.certainty, p.keep.slug, p.other.slug))


def _name_pairs(people: Mapping[str, Person]) -> set[tuple[str, str]]:
    """Pairs with an alike family name: the same key, or the same first letters of it, or of the whole."""
    blocks: dict[str, set[str]] = defaultdict(set)
    for slug, person in people.items():
        for name in (person.name, *person.aliases):
            parts = split_name(name)
            blocks[f"key {family_key(parts.family)}"].add(slug)
            blocks[f"head {parts.family[:4]}"].add(slug)
            blocks[f"tail {fold(name).replace(' ', '')[-5:]}"].add(slug)
    pairs: set[tuple[str, str]] = set()
    for block in blocks.values():
        if len(block) <= COMMON:
            pairs.update(combinations(sorted(block), 2))
    return pairs


def _compare(
    one: Person, other: Person, sightings: Sightings, offices: Mapping[str, int]
) -> SamePeople | None:
    if other.slug in one.distinct_from or one.slug in other.distinct_from:
        return None
    score, why = max(_likeness(a, b) for a in (one.name, *one.aliases) for b in (other.name, *other.aliases))
    if not score:
        return None
    mine, theirs = sightings.get(one.slug, ()), sightings.get(other.slug, ())
    reasons = [why]
    shared = _shared_roles(mine, theirs)
    if shared:
        rare = min(offices[fold(role)] for role in shared) <= RARE_OFFICE
        score += 0.2 if rare else 0.05
        reasons.append(f"both are {shared[0]}")
    both = {s.briefing for s in mine} & {s.briefing for s in theirs}
    if both:
        score -= 0.3
        reasons.append(f"but {len(both)} briefing{'s name' if len(both) > 1 else ' names'} both")
    years = [[s.year for s in seen if s.year] for seen in (mine, theirs)]
    if all(years):
        apart = max(*years[0], *years[1]) - min(*years[0], *years[1])
        if apart > LIFE:
            score -= 0.4
            reasons.append(f"but named {apart} years apart")
        elif min(years[0]) <= max(years[1]) and min(years[1]) <= max(years[0]):
            score += 0.05
            reasons.append("named in the same years")
    keep, gone = _order(one, other, len(mine), len(theirs))
    return SamePeople(keep, gone, round(min(max(score, 0.0), 0.99), 2), tuple(reasons))


def _likeness(one: str, other: str) -> tuple[float, str]:
    """(how likely two names are one person's by the names alone, why in words); 0 when they are not."""
    from rapidfuzz.fuzz import ratio, token_sort_ratio

    a, b = split_name(one), split_name(other)
    family = 1.0 if family_key(a.family) == family_key(b.family) else ratio(a.family, b.family) / 100
    given = _given_likeness(a, b)
    if family == 1.0 and given is None:
        return 0.5, "the family name alone fits"
    if family == 1.0 and compatible(a, b):
        return 0.7, "the given names fit together"
    if family == 1.0 and given is not None and given >= 0.75:
        return 0.6, f"the given names are written alike ({given:.0%})"
    if family >= 0.8 and len(a.family) > 3 and given == 1.0:
        return 0.45 + 0.2 * family, f"the family names are written alike ({family:.0%})"
    whole = token_sort_ratio(fold(one), fold(other)) / 100
    if whole >= 0.88 and family >= 0.7 and not (given is not None and given < 0.5):
        return whole - 0.35, f"written alike ({whole:.0%})"
    return 0.0, ""


def _given_likeness(a: NameParts, b: NameParts) -> float | None:
    """How alike the given names are written, 1 when they can be one; None when a name has none."""
    from rapidfuzz.fuzz import ratio

    if not a.given or not b.given:
        return None
    one, other = " ".join(a.given), " ".join(b.given)
    if one == other:
        return 1.0
    initials = len(a.given[0]) == 1 or len(b.given[0]) == 1
    return 0.4 if initials and a.given[0][0] != b.given[0][0] else ratio(one, other) / 100


def _order(one: Person, other: Person, mine: int, theirs: int) -> tuple[Person, Person]:
    """The one to keep first: reviewed, then named more often, then the fuller name."""
    ranked = sorted(
        ((one, mine), (other, theirs)),
        key=lambda p: (not p[0].reviewed, -p[1], -len(split_name(p[0].name).given), p[0].slug),
    )
    return ranked[0][0], ranked[1][0]


def _shared_roles(mine: Iterable[Sighting], theirs: Iterable[Sighting]) -> list[str]:
    ours = {fold(role): role for sighting in mine for role in sighting.roles}
    yours = {fold(role) for sighting in theirs for role in sighting.roles}
    return sorted((ours[key] for key in ours.keys() & yours), key=lambda role: (-len(role), role))
