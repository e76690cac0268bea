"""Which briefings go into a book: by name, person, issue, outlet, event, date or words.

In: the archive and a `Choice`. Out: entries, oldest first; or what was asked for and is not there.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass

from builder.archive.people.names import split_name
from builder.edtf import parse_edtf, sort_key
from builder.errors import did_you_mean, refused
from builder.model import Archive, Entry, Event, Relations, Term
from builder.permalinks import slugify
from builder.render.search.queries import matches, parse_query


@dataclass(frozen=True, slots=True)
class Choice:
    """Which briefings; what is named together must all hold."""

    slugs: tuple[str, ...] = ()
    person: str = ""
    issue: str = ""
    outlet: str = ""
    event: str = ""
    """Slug of an event, as in the address of its page, or its title."""
    first: str = ""
    """EDTF; a briefing that may lie in the range is in it."""
    last: str = ""
    query: str = ""
    """Words as on the search page."""
    everything: bool = False


def choose(
    archive: Archive,
    choice: Choice,
    relations: Callable[[], Relations],
    texts: Callable[[Entry], Iterable[str]],
) -> list[Entry]:
    """The chosen briefings, oldest first, undated ones last; `ContentError` when there is none.

    `relations` is asked only for an event, `texts` (what a query looks in) only for a query.
    """
    entries: Iterable[Entry] = archive.entries
    if choice.slugs:
        entries = [_entry(archive, slug) for slug in choice.slugs]
    for room, name in (("people", choice.person), ("issues", choice.issue), ("outlets", choice.outlet)):
        if name:
            wanted = {entry.slug for entry in _find_term(archive, room, name).entries}
            entries = [entry for entry in entries if entry.slug in wanted]
    if choice.event:
        wanted = set(_find_event(archive, choice.event, relations()).briefings)
        entries = [entry for entry in entries if entry.slug in wanted]
    if choice.first or choice.last:
        entries = [entry for entry in entries if _lies_in(entry, choice.first, choice.last)]
    if choice.query:
        query = parse_query(choice.query)
        entries = [e for e in entries if matches(query, texts(e), e.briefing.lang)]
    found = list(entries)
    if not choice.slugs:
        found.sort(key=lambda e: (not e.briefing.date, sort_key(e.briefing.date), e.slug))
    if not found:
        raise refused("E542", "content/briefings", "No briefing fits.", "Ask for less at once.")
    return found


def _entry(archive: Archive, slug: str) -> Entry:
    name = slug.removesuffix(".md").rpartition("/")[2]
    if name in archive.by_slug:
        return archive.by_slug[name]
    raise refused(
        "E543", "content/briefings", f"There is no briefing '{slug}'.", _nearest(name, archive.by_slug)
    )


def _find_term(archive: Archive, room: str, name: str) -> Term:
    """A term by slug or by any of its names; a person by the family name too, where one alone bears it."""
    terms: Mapping[str, Term] = getattr(archive, room)
    slug = slugify(name)
    if slug in terms:
        return terms[slug]
    for term in terms.values():
        if slug in {slugify(other) for other in (term.title, *getattr(term.about, "aliases", ()))}:
            return term
    called = [t for t in terms.values() if room == "people" and slugify(split_name(t.title).family) == slug]
    if len(called) == 1:
        return called[0]
    word = {"people": "person", "issues": "issue", "outlets": "outlet"}[room]
    raise refused("E543", "content", f"There is no {word} '{name}'.", _nearest(slug, terms))


def _nearest(name: str, known: Iterable[str]) -> str:
    hint = did_you_mean(name, known)
    return hint if hint.startswith("Did") else "Look it up in the site's lists."


def _lies_in(entry: Entry, first: str, last: str) -> bool:
    if not entry.briefing.date:
        return False
    span = parse_edtf(entry.briefing.date)
    begin = parse_edtf(first).first if first else None
    end = parse_edtf(last).last if last else None
    return not (begin and span.last and span.last < begin) and not (end and span.first and span.first > end)


def _find_event(archive: Archive, name: str, relations: Relations) -> Event:
    """An event by slug or title."""
    slug = slugify(name)
    known = {event.slug: event for event in relations.events}
    for event in relations.events:
        if slug in (event.slug, slugify(archive.by_slug[event.title].briefing.title)):
            return event
    raise refused("E543", "content", f"There is no event '{name}'.", _nearest(slug, known))


def names_of_choice(archive: Archive, choice: Choice, relations: Callable[[], Relations]) -> list[str]:
    """What a choice is about, as its title says it."""
    asked = (("people", choice.person), ("issues", choice.issue), ("outlets", choice.outlet))
    names = [_find_term(archive, room, name).title for room, name in asked if name]
    if choice.event:
        event = _find_event(archive, choice.event, relations())
        names.append(archive.by_slug[event.title].briefing.title)
    return [*names, choice.query] if choice.query else names
