"""Briefings → `Archive`: their order, who and what each one is about, and which follow each other.

In: parsed content files, the register and the vocabulary. Out: metadata only; bodies stay in the cache.
Everything a page may depend on carries a digest. What pages show of it is decided in `render`.
"""

from __future__ import annotations

import pickle
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Mapping
from dataclasses import replace
from functools import lru_cache
from pathlib import PurePosixPath
from types import MappingProxyType
from typing import TYPE_CHECKING

from builder.archive.flat import briefing_of, found_at
from builder.archive.issues.vocabulary import Vocabulary, assemble_vocabulary
from builder.archive.people.names import printed_family
from builder.archive.people.register import Register
from builder.archive.store import Stored, blobs_of
from builder.archive.weighing import about_issues, about_people
from builder.cache.sealed import digest_of
from builder.edtf import find_year, sort_key
from builder.errors import Location, Problem
from builder.model import Account, Archive, Blob, Briefing, Entry, Issue, Person, Term
from builder.permalinks import page_path, slugify

if TYPE_CHECKING:
    from builder.archive.frontmatter import Document


def assemble(stored: Iterable[Stored], drafts: bool = False) -> tuple[Archive, list[Problem]]:
    """The archive of all content files that can be used, and what is wrong with them and between them."""
    stored = list(stored)
    problems = [problem for item in stored if item.wrong for problem in item.problems]
    rooms: dict[str, list[Stored]] = defaultdict(list)
    for item in stored:
        if item.data is not None:
            rooms[item.kind].append(item)
    records = {PurePosixPath(item.path).stem: item for item in rooms["records"]}
    by_slug, taken = _briefings(rooms["briefings"], records, drafts)
    pages, taken_pages = _briefings(rooms["pages"], {}, drafts)
    curated, wrong_people = _curated(rooms["people"])
    vocabulary, wrong_issues = assemble_vocabulary(pickle.loads(item.data) for item in rooms["issues"])
    problems += [*taken, *taken_pages, *wrong_people, *wrong_issues]

    briefings = [entry.briefing for entry in by_slug.values()]
    names = Counter(name for briefing in briefings for name in briefing.people)
    register = Register.build(curated, names)
    people = {name: found for name in names if (found := register.find(name)) and not found.hidden}
    issues = _issues({title for briefing in briefings for title in briefing.issues}, vocabulary)
    outlets = _outlets(Counter(briefing.outlet for briefing in briefings if briefing.outlet))

    entries = [_place(entry, people, issues, outlets) for entry in by_slug.values()]
    entries.sort(key=lambda e: e.briefing.slug)
    entries.sort(key=lambda e: sort_key(e.briefing.date), reverse=True)
    archive = Archive(
        entries=tuple(entries),
        by_slug=MappingProxyType({e.briefing.slug: e for e in entries}),
        people=_people_terms(entries, register, _prose(rooms["people"], "slug")),
        issues=_issue_terms(entries, vocabulary, issues, _prose(rooms["issues"])),
        outlets=_plain_terms(entries, "outlet", {slug: name for name, slug in reversed(outlets.items())}),
        years=_plain_terms(entries, "year", {}),
        pages=tuple(pages.values()),
        old_paths=_old_paths(entries, register, vocabulary),
    )
    return archive, problems


def _briefings(
    stored: Iterable[Stored], records: Mapping[str, Stored], drafts: bool
) -> tuple[dict[str, Entry], list[Problem]]:
    """Slug → entry, not yet placed; of two with one slug the first by file name stays."""
    found: dict[str, Entry] = {}
    problems = []
    for item in sorted(stored, key=lambda s: s.path):
        front, digest, body = item.data
        briefing = briefing_of(front)
        if briefing.draft and not drafts:
            continue
        entry = _entry(briefing, (digest, body), item, records.get(briefing.slug))
        first = found.setdefault(briefing.slug, entry)
        if first is not entry:
            problems.append(_taken(item, briefing.slug, first.path))
    return found, problems


def _taken(item: Stored, slug: str, first: str) -> Problem:
    what = f"The slug '{slug}' is already taken by {first}."
    hint = "Give one of them another `slug:`; this one is left out."
    return Problem("E114", Location(item.path), what, hint)


def _entry(briefing: Briefing, digests: tuple[bytes, bytes], item: Stored, record: Stored | None) -> Entry:
    """A briefing with what its record adds; not yet placed. `digests`: of its front matter and its body."""
    blobs = blobs_of(item) if record is None else {**blobs_of(item), **blobs_of(record)}
    return Entry(
        briefing,
        item.path,
        found_at(digests[0], item.path),
        blobs,
        year=year_of(briefing.date),
        record=None if record is None else (record.path, record.digest),
        account=None if record is None else Account(*record.data),
        body=digests[1],
    )


def _curated(stored: list[Stored]) -> tuple[list[Person], list[Problem]]:
    """The people of content/people/, whatever is wrong with some of them."""
    if not stored:
        return [], []
    from builder.archive.people.personfile import check_people, parse_person  # and with it pydantic

    people: dict[str, Person] = {}
    where: dict[str, Document] = {}
    problems: list[Problem] = []
    for item in sorted(stored, key=lambda s: s.path):
        document: Document = pickle.loads(item.data)
        person = parse_person(document)
        if person.slug in people:
            first = where[person.slug].path
            problems.append(_taken(item, person.slug, first))
            continue
        people[person.slug], where[person.slug] = person, document
    return list(people.values()), [*problems, *check_people(people.values(), where)]


def _issues(titles: Iterable[str], vocabulary: Vocabulary) -> dict[str, Issue]:
    """Title as written → issue; one that the vocabulary lacks is an issue of that title alone."""
    found: dict[str, Issue] = {}
    own: dict[str, Issue] = {}
    for title in sorted(titles):
        issue = vocabulary.find(title)
        if issue is None:
            slug = slugify(title)
            slug = f"{slug}-x" if slug in vocabulary.by_slug else slug
            issue = own.setdefault(slug, Issue(slug, title))
        if not issue.hidden:
            found[title] = issue
    return found


def _outlets(counts: Mapping[str, int]) -> dict[str, str]:
    """Name → slug, commonest first; names that differ in case, accents or dots alone are one outlet."""
    ordered = sorted(counts, key=lambda name: (-counts[name], name))
    return {name: slugify(name) for name in ordered}


def _place(
    entry: Entry, people: Mapping[str, Person], issues: Mapping[str, Issue], outlets: Mapping[str, str]
) -> Entry:
    """The entry with the slugs of what it is about."""
    briefing, account = entry.briefing, entry.account
    who = tuple(dict.fromkeys([people[name].slug for name in briefing.people if name in people]))
    what = tuple(dict.fromkeys([issues[title].slug for title in briefing.issues if title in issues]))
    return entry._replace(
        people=who,
        issues=what,
        outlet=outlets.get(briefing.outlet, ""),
        about_people=about_people(briefing.people, people, account) if account else who,
        about_issues=about_issues(briefing.issues, issues, account) if account else what,
    )


@lru_cache(maxsize=65536)
def year_of(date: str) -> str:
    """The year a date lies in; empty when it may lie in more than one: such a briefing is undated."""
    year = find_year(date)
    return f"{year:04d}" if year else ""


def _listed(entries: Iterable[Entry], key: Callable[[Entry], Iterable[str]]) -> dict[str, list[Entry]]:
    """Slug → its entries, in their order."""
    found: dict[str, list[Entry]] = defaultdict(list)
    for entry in entries:
        for slug in key(entry):
            found[slug].append(entry)
    return found


def _people_terms(entries: list[Entry], register: Register, prose: Mapping[str, Blob]) -> Mapping[str, Term]:
    """Everyone a briefing names, and everyone with a file."""
    found, main = _listed(entries, lambda e: e.people), _listed(entries, lambda e: e.about_people)
    return MappingProxyType(
        {
            person.slug: _term(
                person.slug, person.name, (found[person.slug], main[person.slug]), person, prose
            )
            for person in map(_with_family, register.people)
            if not person.hidden and (person.slug in found or person.reviewed)
        }
    )


def _with_family(person: Person) -> Person:
    return person if person.family else replace(person, family=printed_family(person.name))


def _issue_terms(
    entries: list[Entry], vocabulary: Vocabulary, named: Mapping[str, Issue], prose: Mapping[str, Blob]
) -> Mapping[str, Term]:
    """Every issue of a briefing, and those it is a part of; not the vocabulary's idle rest."""
    found, main = _listed(entries, lambda e: e.issues), _listed(entries, lambda e: e.about_issues)
    wanted = {issue.slug: issue for issue in named.values()}
    for slug in list(wanted):
        if slug in vocabulary.by_slug:
            for wide in vocabulary.wider(slug):
                if not vocabulary.by_slug[wide].hidden:
                    wanted[wide] = vocabulary.by_slug[wide]
    return MappingProxyType(
        {
            slug: _term(slug, issue.title, (found[slug], main[slug]), issue, prose)
            for slug, issue in sorted(wanted.items())
        }
    )


def _plain_terms(entries: list[Entry], attribute: str, titles: Mapping[str, str]) -> Mapping[str, Term]:
    found = _listed(entries, lambda e: (slug,) if (slug := getattr(e, attribute)) else ())
    return MappingProxyType(
        {
            slug: _term(slug, titles.get(slug, slug), (found[slug], found[slug]), None, {})
            for slug in sorted(found)
        }
    )


def _term(
    slug: str,
    title: str,
    named: tuple[list[Entry], list[Entry]],
    about: Person | Issue | None,
    prose: Mapping[str, Blob],
) -> Term:
    """A term of the entries that name it, and those of them that are about it."""
    own = prose.get(slug)
    known = repr((title, about, own.digest if own else b""))
    entries = tuple(named[0])
    main = entries if len(named[1]) == len(entries) else tuple(named[1])
    return Term(slug, title, entries, main, about, own, digest_of(known.encode()))


def _prose(stored: Iterable[Stored], key: str = "") -> dict[str, Blob]:
    """Slug → what a curated file says in its body."""
    found = {}
    for item in stored:
        slug = PurePosixPath(item.path).stem
        if key:
            slug = pickle.loads(item.data).values.get(key) or slugify(slug)
        own = blobs_of(item)["prose"]
        if own.size:
            found[slug] = own
    return found


def _old_paths(
    entries: Iterable[Entry], register: Register, vocabulary: Vocabulary
) -> Mapping[str, tuple[str, str]]:
    """Old path → (new path, title). A path that is in use again leads nowhere else."""
    found: dict[str, tuple[str, str]] = {}
    rooms = [
        ("briefings", [(e.briefing.slug, e.briefing.title, e.briefing.aliases) for e in entries]),
        ("people", [(p.slug, p.name, p.old_slugs) for p in register.people if not p.hidden]),
        ("issues", [(i.slug, i.title, i.old_slugs) for i in vocabulary.issues if not i.hidden]),
    ]
    for room, things in rooms:
        used = {slug for slug, _, _ in things}
        for slug, title, old_slugs in sorted(things, reverse=True):
            for old in old_slugs:
                if old not in used:
                    found[page_path(room, old)] = (page_path(room, slug), title)
    return MappingProxyType(dict(sorted(found.items())))
