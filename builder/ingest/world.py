"""What stands before the first seed of a run is read: records, vocabulary, people, briefings. [I/O]

In: a project and a listing of its files. Out: a `World`. A briefing that a person renamed keeps its record;
one without a record is found by the seed that it names.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from builder.archive.frontmatter import parse
from builder.archive.issues.vocabulary import read_vocabulary
from builder.archive.people.personfile import parse_person
from builder.archive.store import read_text
from builder.cache.listing import Signature
from builder.config import Project
from builder.errors import ContentError, Problem
from builder.ingest.describe import Setup
from builder.ingest.naming.curated import names_in_other_letters
from builder.ingest.rulekey import rules_key
from builder.ingest.state import State, load_state
from builder.ingest.wide.known import Known, know_all
from builder.ingest.writing.write import briefing_path
from builder.model import Person
from builder.workers import Workers


@dataclass(frozen=True, slots=True)
class World:
    """What stands before the first seed is read."""

    project: Project
    setup: Setup
    people: tuple[Person, ...]
    state: State
    known: Mapping[str, Known]
    """Slug → record, renamed briefings under their new slug."""
    renamed: Mapping[str, str]
    """New slug → slug of the record's file."""
    standing: frozenset[str]
    """Slugs of the briefings there are."""
    broken: Mapping[str, tuple[Problem, ...]]
    """Slugs whose record cannot be used: they are left alone."""
    adopted: Mapping[str, str]
    """Seed → slug of a briefing that names it but has no record."""


def read_world(
    project: Project, listing: Mapping[str, Signature], workers: Workers
) -> tuple[World, list[Problem]]:
    """The world, and what is wrong with the vocabulary and the people."""
    state = load_state(project.cache)
    vocabulary, problems = read_vocabulary(project.root)
    people, more = _read_people(project.root, listing)
    config = project.config
    names = names_in_other_letters(people)
    rules = rules_key(config, names)
    setup = Setup(config.ingest, config.outlets, vocabulary, config.site.language, rules, names)
    records = _stems(listing, "content/records/", ".json")
    briefings = _stems(listing, "content/briefings/", ".md")
    known, broken = know_all(project.root, records, state.records, workers)
    adopted = _read_sources(project.root, [slug for slug in briefings if slug not in known])
    renamed = {}
    for slug, item in known.items():
        other = adopted.get(item.seed, "")
        if slug not in briefings and other and other not in broken and other not in renamed:
            renamed[other] = slug
    known = {slug: item for slug, item in known.items() if slug not in renamed.values()} | {
        slug: replace(known[old], slug=slug) for slug, old in renamed.items()
    }
    world = World(project, setup, people, state, known, renamed, frozenset(briefings), broken, adopted)
    return world, [*problems, *more]


def _stems(listing: Mapping[str, Signature], folder: str, suffix: str) -> dict[str, Signature]:
    return {
        path[len(folder) : -len(suffix)]: sign
        for path, sign in listing.items()
        if path.startswith(folder) and path.endswith(suffix) and "/" not in path[len(folder) :]
    }


def _read_people(root: Path, listing: Mapping[str, Signature]) -> tuple[tuple[Person, ...], list[Problem]]:
    people: list[Person] = []
    problems: list[Problem] = []
    for slug in _stems(listing, "content/people/", ".md"):
        path = f"content/people/{slug}.md"
        try:
            people.append(parse_person(parse(read_text(root, path), path)))
        except ContentError as error:
            problems += error.problems
    return tuple(people), problems


def _read_sources(root: Path, slugs: Sequence[str]) -> dict[str, str]:
    """Seed → slug, for briefings without a record that name the seed they came from."""
    found: dict[str, str] = {}
    for slug in sorted(slugs):
        path = briefing_path(slug)
        try:
            source = parse(read_text(root, path), path).values.get("source")
        except ContentError:
            continue  # the build says so, with its line
        if isinstance(source, Mapping) and isinstance(source.get("seed"), str):
            found.setdefault(source["seed"], slug)
    return found
