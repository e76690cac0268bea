"""One file of content/people/: text ↔ `Person`; and what is wrong between the files.

In: a `Document`. Out: a person, or `ContentError` with every mistake and its line. Which names are whose is
decided in `register`.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from pathlib import PurePosixPath
from types import MappingProxyType
from typing import Annotated, Any

from pydantic import Field

from builder.archive.frontmatter import Document, Names, Schema, Slug, validate
from builder.archive.people.names import fold
from builder.errors import Location, Problem, did_you_mean
from builder.model import Person
from builder.permalinks import slugify


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
            message = f"The name '{person.name}' already belongs to {where[names[name]].path}."
            hint = "Merge the two files, or tell the two apart (an initial, a year, an office)."
            line = document.lines.get(("name",), 0)
            problems.append(Problem("E301", Location(document.path, line), message, hint))
        names.setdefault(name, person.slug)
        for number, slug in enumerate(person.distinct_from):
            if slug not in where:
                line = document.lines.get(("distinct_from", number), 0)
                hint = did_you_mean(slug, where)
                problems.append(
                    Problem("E302", Location(document.path, line), f"There is no person '{slug}'.", hint)
                )
    return problems


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
