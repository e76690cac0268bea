"""Decisions about people → the files of content/people/ that say so.

In: everyone the archive knows, and a decision (confirm, hide, merge, split, part, rename). Names and slugs
that go out of use stay as aliases and old slugs, so that the next ingest does not bring them back and old
links lead on. Pure.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from difflib import get_close_matches

from builder.archive.curation import PEOPLE, Change, filled, free_slug, moved_to, refuse, unique
from builder.archive.people.names import fold, split_name
from builder.archive.people.personfile import person_values
from builder.errors import refused
from builder.model import Person
from builder.permalinks import slugify


@dataclass(frozen=True, slots=True)
class People:
    """Everyone the archive knows, and what their files say."""

    by_slug: Mapping[str, Person]
    """Curated and machine-found, hidden ones too."""
    paths: Mapping[str, str]
    """Slug → path of the file, for those who have one."""
    bodies: Mapping[str, str]
    """Slug → biography."""

    def get(self, name: str) -> Person:
        """By slug, old slug, any spelling, or a family name that one person bears; `ContentError` when nobody
        or several answer.
        """
        if name in self.by_slug:
            return self.by_slug[name]
        wanted = fold(name)
        everyone = self.by_slug.values()
        found = [p for p in everyone if wanted in map(fold, (p.name, *p.aliases))]
        found = found or [p for p in everyone if name in p.old_slugs]
        found = found or [p for p in everyone if wanted == split_name(p.name).family]
        if len(found) == 1:
            return found[0]
        if found:
            slugs = ", ".join(sorted(p.slug for p in found))
            raise refused("E355", PEOPLE, f"'{name}' may be {slugs}.", "Give the slug of the one meant.")
        raise refused("E355", PEOPLE, f"There is no person '{name}'.", self._nearest(wanted))

    def _nearest(self, wanted: str) -> str:
        """Whom somebody may have meant who wrote a name that nobody bears."""
        known = {fold(form): p.name for p in self.by_slug.values() for form in (p.slug, *p.aliases, p.name)}
        families = {split_name(p.name).family: p.name for p in self.by_slug.values()}
        near = get_close_matches(wanted, known, 1, 0.75)
        near = near or get_close_matches(split_name(wanted or "?").family, families, 1, 0.75)
        if not near:
            return "See them all: dispatchbox people list."
        return f"Did you mean '{known.get(near[0]) or families[near[0]]}'?"


def confirm_person(
    people: People, person: Person, note: str = "", also: Sequence[str] = ()
) -> tuple[Change, ...]:
    """A file that says: this person is one, written these ways, and `also` in ways that nobody else bears."""
    for name in also:
        others = [p for p in people.by_slug.values() if fold(name) in map(fold, (p.name, *p.aliases))]
        if any(other.slug != person.slug for other in others):
            raise refuse(
                f"'{name}' is another person already.",
                f"If they are one: dispatchbox people merge {person.slug} {others[0].slug}.",
            )
    aliases = unique([*person.aliases, *also], person.name)
    return (_person_file(people, replace(person, note=note or person.note, aliases=aliases)),)


def hide_person(people: People, person: Person, hidden: bool = True) -> tuple[Change, ...]:
    """No page and no tag for this person, or both again."""
    return (_person_file(people, replace(person, hidden=hidden)),)


def merge_people(people: People, keep: Person, others: Sequence[Person]) -> tuple[Change, ...]:
    """One person of several: names, notes, biographies and paths of the others go to `keep`."""
    others = [other for other in others if other.slug != keep.slug]
    if not others:
        raise refuse(f"'{keep.name}' cannot be merged into itself.", "Name another person.")
    aliases, old, apart, links = [*keep.aliases], [*keep.old_slugs], [*keep.distinct_from], dict(keep.links)
    bodies = [people.bodies.get(keep.slug, "")]
    gone = {other.slug for other in others}
    for other in others:
        aliases += [other.name, *other.aliases]
        old += [other.slug, *other.old_slugs]
        apart += other.distinct_from
        links = {**other.links, **links}
        bodies.append(people.bodies.get(other.slug, ""))
    merged = replace(
        keep,
        aliases=unique(aliases, keep.name),
        old_slugs=unique(old, keep.slug),
        distinct_from=tuple(slug for slug in unique(apart, keep.slug) if slug not in gone),
        note=keep.note or next((o.note for o in others if o.note), ""),
        links=links,
    )
    body = "\n\n".join(text.strip() for text in bodies if text.strip())
    removed = [Change(people.paths[o.slug], None) for o in others if o.slug in people.paths]
    pointed = [
        _person_file(people, replace(p, distinct_from=moved_to(p.distinct_from, gone, keep.slug)))
        for p in people.by_slug.values()
        if p.slug in people.paths
        and p.slug not in gone
        and p.slug != keep.slug
        and gone & set(p.distinct_from)
    ]
    return (_person_file(people, merged, body), *removed, *pointed)


def split_person(people: People, person: Person, names: Sequence[str], new: str) -> tuple[Change, ...]:
    """Two people of one: the spellings `names` go to `new`, and neither is ever taken for the other."""
    wanted = {fold(name) for name in names}
    own = {fold(name): name for name in (person.name, *person.aliases)}
    unknown = sorted(wanted - own.keys())
    if unknown or not wanted:
        known = ", ".join((person.name, *person.aliases))
        raise refuse(f"{person.name} is not written {', '.join(names)}.", f"Written are: {known}.")
    if wanted >= own.keys():
        raise refuse(
            f"Every spelling of {person.name} would go to {new}.",
            "Keep one, or use: dispatchbox people rename.",
        )
    staying = [name for key, name in own.items() if key not in wanted]
    slug = free_slug(slugify(new), people.by_slug, {*person.old_slugs} - {person.slug})
    moved = [own[key] for key in own if key in wanted]
    second = Person(slug, new, unique(moved, new), distinct_from=(person.slug,), reviewed=True)
    first = replace(
        person,
        name=staying[0],
        aliases=tuple(staying[1:]),
        old_slugs=tuple(old for old in person.old_slugs if old != slug),
        distinct_from=unique([*person.distinct_from, slug], person.slug),
    )
    return (_person_file(people, first), _person_file(people, second))


def part_people(people: People, one: Person, other: Person) -> tuple[Change, ...]:
    """Two people who must never be taken for one, however alike their names."""
    if one.slug == other.slug:
        raise refuse(f"{one.name} is one person.", "Part two spellings with: dispatchbox people split.")
    return tuple(
        _person_file(people, replace(a, distinct_from=unique([*a.distinct_from, b.slug], a.slug)))
        for a, b in ((one, other), (other, one))
    )


def rename_person(people: People, person: Person, name: str) -> tuple[Change, ...]:
    """A new display name; the old one stays an alias and the old path leads to the new one."""
    taken = [p for p in people.by_slug.values() if p.slug != person.slug and fold(p.name) == fold(name)]
    if taken:
        raise refuse(
            f"'{name}' is another person already.",
            f"If they are one: dispatchbox people merge {person.slug} {taken[0].slug}.",
        )
    slug = free_slug(slugify(name), people.by_slug, {person.slug, *person.old_slugs})
    renamed = replace(
        person,
        slug=slug,
        name=name,
        aliases=unique([person.name, *person.aliases], name),
        old_slugs=unique([*person.old_slugs, person.slug], slug),
    )
    removed = (
        [Change(people.paths[person.slug], None)]
        if person.slug in people.paths and slug != person.slug
        else []
    )
    return (_person_file(people, renamed, people.bodies.get(person.slug, "")), *removed)


def _person_file(people: People, person: Person, body: str | None = None) -> Change:
    path = people.paths.get(person.slug, f"{PEOPLE}/{person.slug}.md")
    text = people.bodies.get(person.slug, "") if body is None else body
    return Change(path, filled(person_values(person)), text)
