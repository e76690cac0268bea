"""People who are likely one, people who are likely two, terms that are likely missing: proposals only.

In: what is known of each person (names, briefings, roles), or of each phrase. Out: proposals, most certain
first, each with its reasons. Nothing here decides anything; a person does, with `people` and `issues`.
String likeness (rapidfuzz) is used here and nowhere else: it is right often enough to ask, not to act.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import combinations

from builder.archive.people.names import compatible, family_key, fold, split_name
from builder.model import Person

ALIKE = 0.5
"""Least certainty of a proposal that is shown."""
LIFE = 60
"""Years between two mentions that one person's public life rarely spans."""


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


@dataclass(frozen=True, slots=True)
class SamePeople:
    """Two people of the register who are likely one."""

    keep: Person
    other: Person
    certainty: float
    """0 to 1."""
    reasons: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class TwoPeople:
    """One person of the register who is likely two."""

    person: Person
    names: tuple[str, ...]
    """Spellings that would go; empty when one spelling means both."""
    certainty: float
    reasons: tuple[str, ...]
    briefings: tuple[str, ...]
    """One on each side, to read."""


Sightings = Mapping[str, Sequence[Sighting]]
"""Slug of a person → where the person is named."""


def find_same(people: Iterable[Person], sightings: Sightings) -> list[SamePeople]:
    """Pairs who are likely one, most certain first. Only names that share a beginning are compared."""
    found = []
    everyone = {person.slug: person for person in people if not person.hidden}
    for one, other in sorted(_name_pairs(everyone)):
        proposal = _compare(everyone[one], everyone[other], sightings)
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
        if len(block) <= 60:  # a larger one is a family name that says nothing (Kim, Khan)
            pairs.update(combinations(sorted(block), 2))
    return pairs


def _compare(one: Person, other: Person, sightings: Sightings) -> SamePeople | None:
    from rapidfuzz.fuzz import token_sort_ratio

    if other.slug in one.distinct_from or one.slug in other.distinct_from:
        return None
    mine, theirs = sightings.get(one.slug, ()), sightings.get(other.slug, ())
    reasons: list[str] = []
    likeness = max(
        token_sort_ratio(fold(a), fold(b)) / 100
        for a in (one.name, *one.aliases)
        for b in (other.name, *other.aliases)
    )
    score = (likeness - 0.6) * 1.25
    if likeness >= 0.8:
        reasons.append(f"written alike ({likeness:.0%})")
    a, b = split_name(one.name), split_name(other.name)
    if family_key(a.family) == family_key(b.family):
        score += 0.1
        if compatible(a, b):
            score += 0.3
            bare = not (a.given and b.given)
            reasons.append("the family name alone fits" if bare else "the given names fit together")
        elif a.given and b.given:
            score -= 0.35
    shared = _shared_roles(mine, theirs)
    if shared:
        score += 0.25
        reasons.append(f"both are {shared[0]}")
    both = {s.briefing for s in mine} & {s.briefing for s in theirs}
    if both:
        score -= 0.3
        reasons.append(f"but {len(both)} briefing{'s name' if len(both) > 1 else ' names'} both")
    years = [s.year for s in (*mine, *theirs) if s.year]
    if years and max(years) - min(years) > LIFE:
        score -= 0.4
        reasons.append(f"but named {max(years) - min(years)} years apart")
    keep, gone = _order(one, other, len(mine), len(theirs))
    return SamePeople(keep, gone, round(min(max(score, 0.0), 1.0), 2), tuple(reasons)) if reasons else None


def _order(one: Person, other: Person, mine: int, theirs: int) -> tuple[Person, Person]:
    """The one to keep first: reviewed, then named more often, then the fuller name."""
    ranked = sorted(
        ((one, mine), (other, theirs)),
        key=lambda p: (not p[0].reviewed, -len(split_name(p[0].name).given), -p[1], p[0].slug),
    )
    return ranked[0][0], ranked[1][0]


def _shared_roles(mine: Iterable[Sighting], theirs: Iterable[Sighting]) -> list[str]:
    ours = {fold(role): role for sighting in mine for role in sighting.roles}
    yours = {fold(role) for sighting in theirs for role in sighting.roles}
    return sorted((ours[key] for key in ours.keys() & yours), key=lambda role: (-len(role), role))


# ---------------------------------------------------------------- one who is two


def find_two(people: Iterable[Person], sightings: Sightings) -> list[TwoPeople]:
    """People whose given names, countries or years do not go together, most certain first."""
    found = []
    for person in people:
        seen = sightings.get(person.slug, ())
        if len(seen) < 2 or person.hidden:
            continue
        for proposal in (_by_names(person, seen), _by_years(person, seen), _by_country(person, seen)):
            if proposal and proposal.certainty >= ALIKE:
                found.append(proposal)
                break
    return sorted(found, key=lambda p: (-p.certainty, p.person.slug))


def _by_names(person: Person, seen: Sequence[Sighting]) -> TwoPeople | None:
    main = split_name(person.name)
    strange = [name for name in person.aliases if not compatible(main, split_name(name))]
    printed = {s.name: s.briefing for s in seen}
    strange = [name for name in strange if name in printed]
    if not strange or person.reviewed:
        return None
    rest = next((s.briefing for s in seen if s.name not in strange), "")
    why = f"“{strange[0]}” does not go with “{person.name}”"
    return TwoPeople(person, tuple(strange), 0.8, (why,), (rest, printed[strange[0]]))


def _by_years(person: Person, seen: Sequence[Sighting]) -> TwoPeople | None:
    dated = sorted((s for s in seen if s.year), key=lambda s: (s.year, s.briefing))
    if not dated or dated[-1].year - dated[0].year <= LIFE:
        return None
    gap = dated[-1].year - dated[0].year
    why = f"named {gap} years apart ({dated[0].year} and {dated[-1].year})"
    return TwoPeople(person, (), min(0.95, 0.5 + gap / 200), (why,), (dated[0].briefing, dated[-1].briefing))


def _by_country(person: Person, seen: Sequence[Sighting]) -> TwoPeople | None:
    """Offices of two countries, each named in several briefings."""
    where: dict[str, list[Sighting]] = defaultdict(list)
    for sighting in seen:
        for country in {c for role in sighting.roles if (c := country_of(role))}:
            where[country].append(sighting)
    ranked = sorted(where.items(), key=lambda item: (-len(item[1]), item[0]))
    if len(ranked) < 2 or len(ranked[1][1]) < 2:
        return None
    (first, a), (second, b) = ranked[:2]
    share = len(b) / (len(a) + len(b))
    why = f"{first} in {len(a)} briefings, {second} in {len(b)}: “{_role(a, first)}”, “{_role(b, second)}”"
    names = {s.name for s in b} - {s.name for s in a}
    return TwoPeople(
        person, tuple(sorted(names)), round(0.45 + share, 2), (why,), (a[0].briefing, b[0].briefing)
    )


def _role(seen: Iterable[Sighting], country: str) -> str:
    return next(role for s in seen for role in s.roles if country_of(role) == country)


_COUNTRIES = frozenset(
    str.split(
        """
        ) Afghan Albanian Algerian Argentine Armenian Australian Austrian Azerbaijani Belarusian Belgian
        Bosnian Brazilian Bulgarian Canadian Chilean Chinese Colombian Croatian Cuban Czech Danish Dutch
        Egyptian Estonian Ethiopian Finnish French Georgian German Greek Hungarian Indian Indonesian
        Iranian Iraqi Irish Israeli Italian Japanese Jordanian Kenyan Korean Latvian Lebanese Libyan
        Lithuanian Mexican Moroccan Nigerian Norwegian Pakistani Palestinian Philippine Polish
        Portuguese Romanian Russian Saudi Serbian Slovak Spanish Sudanese Swedish Swiss Syrian Thai
        Tunisian Turkish Ukrainian Venezuelan Vietnamese Yemeni
        """
    )
)
_SAME_COUNTRY = {"U.S.": "U.S.", "US": "U.S.", "American": "U.S.", "British": "British", "UK": "British"}


def country_of(role: str) -> str:
    """The country whose office a role is, as an adjective; empty when the role names none."""
    return next((_SAME_COUNTRY.get(w, w) for w in role.split() if w in _COUNTRIES or w in _SAME_COUNTRY), "")


# ---------------------------------------------------------------- phrases that recur


@dataclass(frozen=True, slots=True)
class Phrase:
    """Words that recur and that no issue has as a term."""

    words: str
    briefings: int
    examples: tuple[str, ...]
    """Slugs."""


def find_phrases(
    titled: Iterable[tuple[str, Iterable[str]]], known: Iterable[str], least: int = 3, most: int = 20
) -> list[Phrase]:
    """Phrases in several briefings, most frequent first; `known` ones and parts of longer ones left out.

    `titled` holds (slug, phrases of the briefing).
    """
    bearers: dict[str, list[str]] = defaultdict(list)
    for slug, phrases in titled:
        for phrase in sorted(set(phrases)):
            bearers[phrase].append(slug)
    known = set(known)
    kept = {p: slugs for p, slugs in bearers.items() if len(slugs) >= least and p not in known}
    counts = Counter({phrase: len(slugs) for phrase, slugs in kept.items()})
    longer: dict[str, int] = defaultdict(int)
    for phrase, count in counts.items():
        words = phrase.split()
        for part in {" ".join(words[a:b]) for a in range(len(words)) for b in range(a + 1, len(words) + 1)}:
            if part != phrase:
                longer[part] = max(longer[part], count)
    whole = [p for p in counts if 2 * longer[p] < counts[p] or p not in longer]
    whole.sort(key=lambda p: (-counts[p] * len(p.split()), p))
    return [Phrase(p, counts[p], tuple(sorted(kept[p])[:3])) for p in whole[:most]]
