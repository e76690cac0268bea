"""A briefing's mentions → sightings: one for each name in it, with all that identity needs to know.

In: the mentions ingest found. Out: `Sighting`s with day, offices and how much the briefing is about the name.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Container, Sequence
from dataclasses import dataclass
from functools import lru_cache

from builder.archive.people.address import sex_of_address, sex_of_name
from builder.archive.people.names import family_key, split_name
from builder.archive.people.nearness import day_of, role_words
from builder.model import Mention

OFTEN = 4
"""Mentions from which on someone is named often, however often others are."""


@lru_cache(maxsize=131072)
def family_of(name: str) -> str:
    """Key of the family that a name belongs to: sightings of one key are settled together."""
    return family_key(split_name(name).family)


@dataclass(frozen=True, slots=True)
class Sighting:
    """One name in one briefing."""

    briefing: str
    day: int | None
    name: str
    """Fullest form of the briefing."""
    mentions: tuple[int, ...]
    roles: tuple[str, ...]
    printed: tuple[str, ...]
    weight: float
    score: float = 1.0
    """The best score of the mentions: how sure it is that a person is meant."""
    beside: frozenset[str] = frozenset()
    """Keys of the family names in the same briefing."""
    address: str = ""
    """The word of address that most of the mentions have: `Mrs`."""
    bound: str = ""
    """The full name the briefing binds a bare name to, where the bare one has an office of its own
    (President Kennedy
    beside Robert Kennedy): the archive may know better."""


def sight(slug: str, date: str, mentions: Sequence[Mention]) -> tuple[Sighting, ...]:
    """A briefing's mentions by name: all that identity needs of it."""
    groups: dict[tuple[str, str, bool], list[int]] = defaultdict(list)
    ways: dict[str, set[str]] = defaultdict(set)
    for mention in mentions:
        full = mention.bound or mention.name
        ways[full].add("office" if mention.role else sex_of_address(mention.address))
    for number, mention in enumerate(mentions):
        full = mention.bound or mention.name
        wife = split_name(mention.name).bare and _is_other(mention, full, ways[full])
        if full != mention.name and (wife or (mention.role and split_name(mention.name).bare)):
            groups[mention.name, full, wife].append(number)
        else:
            groups[full, "", wife].append(number)
    beside = frozenset(family_of(name) for name, _, _ in groups)
    most = max(map(len, groups.values()), default=1)
    day = day_of(date)
    return tuple(
        Sighting(
            slug,
            day,
            name,
            tuple(numbers),
            tuple(dict.fromkeys(mentions[n].role for n in numbers if mentions[n].role)),
            tuple(dict.fromkeys(mentions[n].name for n in numbers)),
            about(min(mentions[n].paragraph for n in numbers), len(numbers), most, _later(mentions, numbers)),
            max(mentions[n].score for n in numbers),
            beside - {family_of(name)},
            _address([mentions[n].address for n in numbers]),
            bound,
        )
        for (name, bound, _), whole in groups.items()
        for numbers in (_by_office(mentions, whole) if split_name(name).bare else [whole])
    )


def _by_office(mentions: Sequence[Mention], numbers: Sequence[int]) -> list[list[int]]:
    """Mentions of a bare name by offices without a word in common: Secretary of State Dulles and Director of
    Central Intelligence Dulles. Those without an office stay with the most.
    """
    parts: list[tuple[set[str], list[int]]] = []
    for number in numbers:
        words = role_words(mentions[number].role)
        home = next((part for part in parts if part[0] & words), None)
        if home:
            home[0].update(words)
            home[1].append(number)
        elif words:
            parts.append((set(words), [number]))
    if len(parts) < 2:
        return [list(numbers)]
    told = {number for _, part in parts for number in part}
    most = max(parts, key=lambda part: len(part[1]))[1]
    most.extend(number for number in numbers if number not in told)
    return [sorted(part) for _, part in parts]


def _is_other(mention: Mention, full: str, ways: Container[str]) -> bool:
    """Whether Mrs. is not the one whom the briefing names: Mrs. Nhu beside Mr. Nhu, or the President."""
    own = sex_of_name(full) or ("m" if "m" in ways or "office" in ways else "f")
    return sex_of_address(mention.address) == "f" != own


def _address(found: Sequence[str]) -> str:
    """What half of the mentions or more are addressed by, where none is by the other sex."""
    words = [word for word in found if word]
    sexes = {sex_of_address(word) for word in words}
    return words[0] if len(sexes) == 1 and 2 * len(words) >= len(found) else ""


def _later(mentions: Sequence[Mention], numbers: Sequence[int]) -> int:
    """The first body paragraph that names the person; 0 when only the title does."""
    return min((mentions[n].paragraph for n in numbers if mentions[n].paragraph), default=0)


def about(first: int, count: int, most: int, lead: int) -> float:
    """How much a briefing is about someone, 0 to 1: 0.4 for the headline, up to 0.3 each for lead and
    count, which is half that beside the most named, half whether it is often at all.
    """
    headline = 0.4 if first == 0 else 0.0
    early = 0.3 / lead if lead else 0.0
    often = 0.15 * min(1.0, count / max(most, 3)) + 0.15 * min(1.0, count / OFTEN)
    return round(headline + early + often, 3)
