"""A few briefings more, fewer or changed → the archive's people, settled anew where that can matter and
nowhere else. What comes out is what `identity.settle` gives for the whole archive.

In: the tags settled before, every briefing as it is now, and those that changed as they were. A family is
settled from the sightings of its name and from those who bear it; so a change reaches the families of the
changed names, and the other words by which people of these families are called.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from builder.archive.people.clusters import keys_of
from builder.archive.people.families import Settled
from builder.archive.people.identity import settle_sightings, sort_tags, tags_of
from builder.archive.people.sightings import Sighting, family_of, sight
from builder.model import Mention, Person, PersonTag

Tags = Mapping[str, tuple[PersonTag, ...]]


@dataclass(frozen=True, slots=True)
class Naming:
    """A briefing, as far as identity looks at it."""

    date: str
    mentions: Sequence[Mention]
    keys: frozenset[str]
    """What `keys_named` gives for the mentions; kept, so that not every name is taken apart again."""


def keys_named(mentions: Iterable[Mention]) -> frozenset[str]:
    """Keys of all families that the names of a briefing may have to do with."""
    names = {name for mention in mentions for name in (mention.name, mention.bound) if name}
    return frozenset().union(*map(keys_of, names))


def settle_again(
    before: Tags,
    now: Mapping[str, Naming],
    changed: Mapping[str, Naming | None],
    people: Sequence[Person] = (),
) -> dict[str, tuple[PersonTag, ...]]:
    """The tags of every briefing of `now`. `changed` has each briefing that was added (None), changed or
    taken out (as it was); `before` has the tags of the others.
    """
    known, earlier = _Sightings(now), _Sightings({slug: was for slug, was in changed.items() if was})
    moved = [s for slug in changed for s in (*earlier.of(slug), *known.of(slug))]
    wanted = _reached(moved, known, people)
    hidden = {person.slug for person in people if person.hidden}
    while True:
        fresh: dict[str, list[Settled]] = defaultdict(list)
        for found in settle_sightings(known.of_families(_needed(wanted, known, people)), people, wanted):
            fresh[found.sighting.briefing].append(found)
        tags = {slug: tags_of(rows, hidden) for slug, rows in fresh.items()}
        kept = {slug: before[slug] for slug in fresh if slug not in changed}
        tied = {key for slug in kept for key in _tied(slug, kept[slug], tags[slug], known, wanted)}
        if tied <= wanted:
            break
        wanted |= tied
    stay = {
        slug: [tag for tag in old if wanted.isdisjoint(known.families(slug, tag))]
        for slug, old in kept.items()
    }
    untouched = {slug: before[slug] if slug not in changed else () for slug in now if slug not in fresh}
    return untouched | {slug: sort_tags([*stay.get(slug, ()), *tags[slug]]) for slug in fresh}


def _reached(moved: Sequence[Sighting], known: _Sightings, people: Sequence[Person]) -> set[str]:
    """The families whose people may be others now."""
    touched = {family_of(name) for s in moved for name in (s.name, s.bound) if name}
    curated = [{family_of(name) for name in (person.name, *person.aliases)} for person in people]
    while more := set().union(*(own for own in curated if own & touched)) - touched:
        touched |= more  # one person by several family names
    wanted = set(touched)
    for sighting in (*moved, *known.near(touched)):
        if family_of(sighting.name) in touched:
            wanted |= keys_of(sighting.name)
        if sighting.bound and family_of(sighting.bound) in touched:
            wanted.add(family_of(sighting.name))
    return wanted


def _needed(wanted: set[str], known: _Sightings, people: Sequence[Person]) -> set[str]:
    """The families whose sightings decide about the wanted ones: those of everyone who may be called so."""
    needed = set(wanted)
    for sighting in known.near(wanted):
        if not wanted.isdisjoint(keys_of(sighting.name)):
            needed.add(family_of(sighting.name))
        if sighting.bound and family_of(sighting.name) in wanted:
            needed.add(family_of(sighting.bound))
    for person in people:
        names = (person.name, *person.aliases)
        if any(not wanted.isdisjoint(keys_of(name)) for name in names):
            needed.update(map(family_of, names))
    return needed


def _tied(
    slug: str, old: Sequence[PersonTag], new: Sequence[PersonTag], known: _Sightings, wanted: set[str]
) -> Iterator[str]:
    """Families of old tags that are settled in part, or are a person's who is found again by another name."""
    names = {tag.name for tag in new}
    for tag in old:
        families = known.families(slug, tag)
        if tag.name in names or not families.isdisjoint(wanted):
            yield from families


@dataclass(frozen=True, slots=True)
class _Sightings:
    """The sightings of briefings, made when they are first asked for."""

    briefings: Mapping[str, Naming]
    made: dict[str, tuple[Sighting, ...]] = field(default_factory=dict)

    def of(self, slug: str) -> tuple[Sighting, ...]:
        if slug not in self.made:
            was = self.briefings.get(slug)
            self.made[slug] = sight(slug, was.date, was.mentions) if was else ()
        return self.made[slug]

    def near(self, keys: set[str]) -> Iterator[Sighting]:
        """The sightings of the briefings that have to do with any of these families."""
        for slug in sorted(self.briefings):
            if not self.briefings[slug].keys.isdisjoint(keys):
                yield from self.of(slug)

    def of_families(self, keys: set[str]) -> list[Sighting]:
        """Every sighting of these families."""
        return [s for s in self.near(keys) if family_of(s.name) in keys]

    def families(self, slug: str, tag: PersonTag) -> set[str]:
        """The families that a tag of a briefing was settled in."""
        mine = set(tag.mentions)
        return {family_of(s.name) for s in self.of(slug) if not mine.isdisjoint(s.mentions)}
