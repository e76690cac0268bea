"""A page per event that several briefings report, the reports side by side."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import starmap
from typing import Any

from builder.model import Briefing, Entry, Event
from builder.permalinks import page_path
from builder.render.dates import date_view
from builder.render.page import Page, Plan, Site, blob_part, entry_part, part
from builder.render.parts import EvidenceView, Item, Link
from builder.render.planners.common import head, is_whole, rows_of
from builder.render.text.blocks import iter_paragraphs
from builder.render.views import TEMPLATES, EventReport, EventView


def plan_events(plan: Plan) -> Iterator[Page]:
    by_slug = plan.archive.by_slug
    for event in plan.relations.events:
        entries = [by_slug[slug] for slug in event.briefings]
        people = tuple(_named(plan, "people", e.people) for e in entries)
        shared = _shared(plan, event, entries)
        facts = (event.slug, event.title, event.date, shared, event.places, event.words)
        yield Page(
            page_path("events", event.slug),
            make_event,
            (
                part((facts, people)),
                part(len(entries)),
                *(blob_part(e.blobs["prose"]) for e in entries),
                *map(entry_part, entries),
            ),
            TEMPLATES[EventView],
            "event",
            tuple(e.path for e in entries),
        )


def _named(plan: Plan, room: str, slugs: Iterable[str]) -> tuple[tuple[str, str], ...]:
    """Their names, and where these lead."""
    terms = plan.terms(room)
    return tuple((terms[slug].title, page_path(room, slug)) for slug in slugs if slug in terms)


def _shared(plan: Plan, event: Event, entries: list[Entry]) -> tuple[tuple[str, str], ...]:
    """People and issues that every report names."""
    everyone = tuple(s for s in event.people if all(s in e.people for e in entries))
    every = tuple(s for s in event.issues if all(s in e.issues for e in entries))
    return (*_named(plan, "people", everyone), *_named(plan, "issues", every))


def make_event(site: Site, own: Any, count: int, *rest: Any) -> EventView:
    (slug, central, date, shared, places, said), people = own
    words, prose, briefings = site.words, rest[:count], rest[count:]
    title = next(briefing.title for briefing in briefings if briefing.slug == central)
    reports = []
    for html, briefing, row, named in zip(prose, briefings, rows_of(site, briefings), people, strict=True):
        others = {path for some in people if some is not named for _, path in some}
        only = tuple(name for name, path in named if path not in others)
        reports.append(EventReport(Item(row), _lead(site, html, briefing), tuple(starmap(Link, named)), only))
    evidence = tuple(
        EvidenceView(words(key), words.listed(list(found)))
        for key, found in (("event_places", places), ("event_words", said))
        if found
    )
    return EventView(
        head(site, page_path("events", slug), title), title, date_view(date, words), tuple(reports),
        tuple(starmap(Link, shared)), evidence,
    )  # fmt: skip


def _lead(site: Site, prose: str, briefing: Briefing) -> str:
    return next(iter_paragraphs(prose), ("", ""))[1] if is_whole(site, briefing) else ""
