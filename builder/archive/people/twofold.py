"""People of the register who are likely two: proposals only, most certain first, each with its reasons.

In: everyone, and the briefings that name each with the offices they give. Out: `TwoPeople`. A person decides,
with `people split`, or by writing the name otherwise where the second one is meant.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from builder.archive.people.names import compatible, split_name
from builder.archive.people.same import ALIKE, LIFE, Sighting, Sightings
from builder.model import Person


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


def find_two(people: Iterable[Person], sightings: Sightings) -> list[TwoPeople]:
    """People whose given names, countries, offices or years do not go together, most certain first."""
    found = []
    for person in people:
        seen = sightings.get(person.slug, ())
        if len(seen) < 2 or person.hidden:
            continue
        rules = (_by_names, _by_years, _by_country, _by_office)
        proposals = [proposal for rule in rules if (proposal := rule(person, seen))]
        best = max(proposals, key=lambda p: p.certainty, default=None)
        if best and best.certainty >= ALIKE:
            found.append(best)
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
        Afghan Albanian Algerian Argentine Armenian Australian Austrian Azerbaijani Belarusian Belgian
        Bosnian Brazilian Bulgarian Canadian Chilean Chinese Colombian Croatian Cuban Czech Danish Dutch
        Egyptian Estonian Ethiopian Finnish French Georgian German Greek Hungarian Indian Indonesian
        Iranian Iraqi Irish Israeli Italian Japanese Jordanian Kenyan Korean Latvian Lebanese Libyan
        Lithuanian Mexican Moroccan Nigerian Norwegian Pakistani Palestinian Philippine Polish
        Portuguese Romanian Russian Saudi Serbian Slovak Soviet Spanish Sudanese Swedish Swiss Syrian Thai
        Tunisian Turkish Ukrainian Venezuelan Vietnamese Yemeni
        """
    )
)
_SAME_COUNTRY = {
    "U.S.": "U.S.", "US": "U.S.", "American": "U.S.", "British": "British", "UK": "British",
    "Soviet": "Russian",
}  # fmt: skip
_SENT = frozenset({"ambassador", "envoy", "correspondent", "expert", "desk", "consul", "adviser", "advisor"})
"""Offices that may bear the name of the country they are sent to."""


def country_of(role: str) -> str:
    """The country whose office a role is, as an adjective; empty when the role names none."""
    words = role.split()
    if any(word.lower() in _SENT for word in words):
        return ""
    return next((_SAME_COUNTRY.get(w, w) for w in words if w in _COUNTRIES or w in _SAME_COUNTRY), "")


_HEAD = frozenset({"president", "king", "queen", "emperor", "shah", "pope", "pontiff"})
_BELOW = (
    "attorney general", "ambassador", "senator", "foreign minister", "secretary of state", "mayor",
    "secretary of defense", "defense secretary", "defense minister", "finance minister", "under secretary",
    "assistant secretary", "director", "congressman", "representative", "spokesman", "spokeswoman",
)  # fmt: skip
_NOT_HEAD = (
    "vice",
    "deputy",
    "former",
    "ex-",
    "assistant",
    "adviser",
    "council",
    "university",
    "bank",
    "company",
)


def _by_office(person: Person, seen: Sequence[Sighting]) -> TwoPeople | None:
    """The head of a state in the same years as the holder of an office below one."""
    heads = [s for s in seen if s.year and any(is_head(role) for role in s.roles)]
    below = [s for s in seen if s.year and any(_is_below(role) for role in s.roles)]
    first, last = (f((s.year for s in heads), default=0) for f in (min, max))
    amid = [s for s in below if first < s.year < last or first == s.year == last]
    if min(len(heads), len(amid)) < 2:
        return None
    share = min(len(heads), len(amid)) / (len(heads) + len(amid))
    a = next(role for s in heads for role in s.roles if is_head(role))
    b = next(role for s in amid for role in s.roles if _is_below(role))
    why = f"“{a}” in {len(heads)} briefings, “{b}” in {len(amid)} of the same years"
    return TwoPeople(person, (), round(0.45 + share, 2), (why,), (heads[0].briefing, amid[0].briefing))


def is_head(role: str) -> bool:
    """Whether an office is that of a head of state."""
    low = role.lower()
    return any(word in _HEAD for word in low.split()[-1:]) and not any(word in low for word in _NOT_HEAD)


def _is_below(role: str) -> bool:
    low = role.lower()
    return any(office in low for office in _BELOW) and "former" not in low
