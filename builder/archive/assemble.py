"""Briefings → `Archive`: their order, who and what each one is about, and which follow each other.

In: parsed content files, the register and the vocabulary. Out: metadata only; bodies stay in the cache.
Everything a page may depend on carries a digest. What pages show of it is decided in `render`.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import fields
from types import MappingProxyType
from typing import Any

from builder.edtf import parse_edtf, sort_key
from builder.errors import Location, Problem
from builder.model import Archive, Briefing, Entry, Figure, Source, Term
from builder.permalinks import slugify, unique_slugs

_FIELDS = tuple(f.name for f in fields(Briefing))
_FIGURES, _SOURCE = _FIELDS.index("figures"), _FIELDS.index("source")


def briefing_data(briefing: Briefing) -> tuple[Any, ...]:
    """A briefing as plain data, for the cache; `briefing_of` is the inverse."""
    values = [getattr(briefing, name) for name in _FIELDS]
    values[_FIGURES] = tuple((f.caption, f.credit, f.alt, f.image) for f in briefing.figures)
    source = briefing.source
    values[_SOURCE] = (source.seed, source.url, source.retrieved, source.rights)
    values[-1] = dict(briefing.extra)
    return tuple(values)


_NO_SOURCE = ("", "", "", "")
_EMPTY_SOURCE = Source()


def briefing_of(data: tuple[Any, ...]) -> Briefing:
    """The briefing that `briefing_data` took apart."""
    values = list(data)
    if values[_FIGURES]:
        values[_FIGURES] = tuple(Figure(*figure) for figure in values[_FIGURES])
    source = values[_SOURCE]
    values[_SOURCE] = _EMPTY_SOURCE if source == _NO_SOURCE else Source(*source)
    return Briefing(*values)


def assemble(
    entries: Iterable[Entry], pages: Iterable[Entry], drafts: bool = False
) -> tuple[Archive, list[Problem]]:
    """The archive; two briefings with one slug are a problem, and the first by file name stays."""
    problems: list[Problem] = []
    by_slug: dict[str, Entry] = {}
    for entry in sorted(entries, key=lambda e: e.path):
        if entry.briefing.draft and not drafts:
            continue
        first = by_slug.setdefault(entry.slug, entry)
        if first is not entry:
            problems.append(
                Problem(
                    "E114",
                    Location(entry.path),
                    f"The slug '{entry.slug}' is already taken by {first.path}.",
                    "Give one of them another `slug:`; this one is left out.",
                )
            )
    people = _slugs(name for e in by_slug.values() for name in e.briefing.people)
    issues = _slugs(name for e in by_slug.values() for name in e.briefing.issues)
    outlets = _slugs(e.briefing.outlet for e in by_slug.values() if e.briefing.outlet)
    placed = [_place(entry, people, issues, outlets) for entry in by_slug.values()]
    placed.sort(key=lambda e: e.slug)
    placed.sort(key=lambda e: sort_key(e.briefing.date), reverse=True)
    archive = Archive(
        entries=tuple(placed),
        by_slug=MappingProxyType({e.slug: e for e in placed}),
        people=_terms(placed, people, lambda e: e.people),
        issues=_terms(placed, issues, lambda e: e.issues),
        outlets=_terms(placed, outlets, lambda e: (e.outlet,) if e.outlet else ()),
        years=_terms(placed, {}, lambda e: (e.year,) if e.year else ()),
        pages=tuple(sorted(pages, key=lambda e: e.slug)),
    )
    return archive, problems


def _slugs(names: Iterable[str]) -> dict[str, str]:
    """Name → slug; names that differ in case, accents or dots alone are one."""
    spellings: dict[str, list[str]] = {}
    for name in dict.fromkeys(names):
        spellings.setdefault(slugify(name), []).append(name)
    wanted = unique_slugs((min(found), min(found)) for found in spellings.values())
    return {name: wanted[min(found)] for found in spellings.values() for name in found}


def _place(
    entry: Entry, people: Mapping[str, str], issues: Mapping[str, str], outlets: Mapping[str, str]
) -> Entry:
    briefing = entry.briefing
    last = None
    if briefing.date:
        span = parse_edtf(briefing.date)
        last = span.last or span.first
    return Entry(
        briefing,
        entry.path,
        entry.digest,
        entry.blobs,
        tuple(dict.fromkeys(people[name] for name in briefing.people)),
        tuple(dict.fromkeys(issues[name] for name in briefing.issues)),
        outlets.get(briefing.outlet, ""),
        f"{last.year:04d}" if last else "",
        entry.record,
    )


def _terms(entries: list[Entry], titles: Mapping[str, str], terms_of: Any) -> Mapping[str, Term]:
    """Slug → term; its title is the commonest spelling, the first by name among equals."""
    found: dict[str, list[Entry]] = {}
    for entry in entries:
        for slug in terms_of(entry):
            found.setdefault(slug, []).append(entry)
    names = {slug: name for name, slug in sorted(titles.items(), reverse=True)}
    return MappingProxyType(
        {slug: Term(slug, names.get(slug, slug), tuple(found[slug])) for slug in sorted(found)}
    )
