"""The register of people: `content/people/*.md` in, and for every name the archive prints, one person
out.

Two doors. `settle` (in `identity`) decides from mentions, for ingest. `Register` answers for the names
that stand in front matter, for the build: a briefing is under a person iff it names that person, by any
known spelling. The result never depends on the order of briefings.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from pathlib import PurePosixPath
from types import MappingProxyType
from typing import Annotated, Any

from pydantic import Field

from builder.archive.frontmatter import Document, Names, Schema, Slug, validate
from builder.archive.people.clusters import Cluster, cluster_names
from builder.archive.people.identity import Decision, Identity, Unresolved, settle
from builder.archive.people.names import fold
from builder.errors import ContentError, Location, Problem, did_you_mean
from builder.model import Person
from builder.permalinks import slugify, unique_slugs

__all__ = [
    "Decision",
    "Identity",
    "PersonKeys",
    "Register",
    "Unresolved",
    "check_people",
    "parse_people",
    "parse_person",
    "person_values",
    "settle",
]


class PersonKeys(Schema):
    """Front matter of `content/people/<slug>.md`; meanings as in `model.Person`. The body is the
    biography.
    """

    name: Annotated[str, Field(min_length=1)]
    aliases: Names = ()
    family: str = ""
    distinct_from: tuple[Slug, ...] = ()
    note: str = ""
    hidden: bool = False
    slug: Slug = ""
    old_slugs: tuple[Slug, ...] = ()
    links: dict[str, str] = Field(default_factory=dict)


def parse_person(document: Document) -> Person:
    """One curated person, or `ContentError` with every mistake and its line."""
    keys = validate(document, PersonKeys)
    return Person(
        slug=keys.slug or slugify(PurePosixPath(document.path).stem),
        name=keys.name,
        aliases=keys.aliases,
        family=keys.family,
        distinct_from=keys.distinct_from,
        note=keys.note,
        hidden=keys.hidden,
        reviewed=True,
        old_slugs=keys.old_slugs,
        links=MappingProxyType(keys.links),
    )


def parse_people(documents: Iterable[Document]) -> tuple[Person, ...]:
    """All curated people by slug, or `ContentError` with the problems of every file together."""
    people: list[Person] = []
    problems: list[Problem] = []
    where: dict[str, Document] = {}
    for document in sorted(documents, key=lambda d: d.path):
        try:
            person = parse_person(document)
        except ContentError as error:
            problems += error.problems
            continue
        if person.slug in where:
            problems.append(_taken(document, "slug", person.slug, where[person.slug]))
            continue
        where[person.slug] = document
        people.append(person)
    problems += check_people(people, where)
    if problems:
        raise ContentError(*problems)
    return tuple(people)


def check_people(people: Iterable[Person], where: Mapping[str, Document]) -> list[Problem]:
    """What is wrong between the files: two people of one display name, a `distinct_from` that names
    nobody.
    """
    problems: list[Problem] = []
    names: dict[str, str] = {}
    for person in people:
        document = where[person.slug]
        name = fold(person.name)
        if name in names:
            problems.append(_taken(document, "name", person.name, where[names[name]]))
        names.setdefault(name, person.slug)
        for number, slug in enumerate(person.distinct_from):
            if slug not in where:
                line = document.lines.get(("distinct_from", number), 0)
                hint = did_you_mean(slug, where)
                problems.append(
                    Problem("E302", Location(document.path, line), f"There is no person '{slug}'.", hint)
                )
    return problems


def _taken(document: Document, key: str, value: str, other: Document) -> Problem:
    return Problem(
        "E301",
        Location(document.path, document.lines.get((key,), 0)),
        f"The {key} '{value}' already belongs to {other.path}.",
        "Merge the two files, or tell the two apart (an initial, a year, an office).",
    )


def person_values(person: Person) -> dict[str, Any]:
    """Front matter of a person's file; `parse_person` gives the person back. For the commands that write
    files.
    """
    return {
        "name": person.name,
        "aliases": list(person.aliases),
        "family": person.family,
        "distinct_from": list(person.distinct_from),
        "note": person.note,
        "hidden": person.hidden,
        "old_slugs": list(person.old_slugs),
        "links": dict(person.links),
    }


@dataclass(frozen=True, slots=True)
class Register:
    """Every name the archive prints in front matter → one person."""

    people: tuple[Person, ...]
    """Curated and machine-found, by slug; hidden ones too."""
    by_name: Mapping[str, Person]
    """Folded name → person."""

    @classmethod
    def build(cls, people: Iterable[Person], names: Mapping[str, int]) -> Register:
        """From the curated people and how often each name stands in front matter."""
        curated = tuple(sorted(people, key=lambda p: p.slug))
        clusters = cluster_names(names, curated)
        return cls(*_name_people(curated, clusters))

    def find(self, name: str) -> Person | None:
        """The person of a name, in any spelling the register knows; None for a name it never saw."""
        return self.by_name.get(fold(name))


def _name_people(
    curated: tuple[Person, ...], clusters: tuple[Cluster, ...]
) -> tuple[tuple[Person, ...], Mapping[str, Person]]:
    known = {person.slug: person for person in curated}
    taken = {slug for person in curated for slug in (person.slug, *person.old_slugs)}
    found = [
        (f"~{slugify(cluster.name)}~{cluster.name}", cluster) for cluster in clusters if not cluster.person
    ]
    slugs = unique_slugs(
        [*((slug, slug) for slug in taken), *((key, cluster.name) for key, cluster in found)]
    )
    machine = {key: Person(slugs[key], cluster.name, _others(cluster)) for key, cluster in found}
    by_name: dict[str, Person] = {}
    for key, cluster in found:
        by_name.update(dict.fromkeys(map(fold, cluster.forms), machine[key]))
    for cluster in clusters:
        if cluster.person:
            person = known[cluster.person]
            others = tuple(name for name in _others(cluster) if name not in (person.name, *person.aliases))
            known[person.slug] = person = replace(person, aliases=(*person.aliases, *others))
            by_name.update(dict.fromkeys(map(fold, cluster.forms), person))
    for person in known.values():
        for name in person.aliases:
            by_name.setdefault(fold(name), person)
    by_name.update({fold(person.name): person for person in known.values()})
    everyone = sorted((*known.values(), *machine.values()), key=lambda p: p.slug)
    return tuple(everyone), MappingProxyType(by_name)


def _others(cluster: Cluster) -> tuple[str, ...]:
    return tuple(name for name in cluster.forms if name != cluster.name)
