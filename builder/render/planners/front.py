"""The front page, plain pages from content/pages/, search, what is not there, and what has moved."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from builder.model import Briefing
from builder.permalinks import page_path, permalink
from builder.render.calendars import calendar
from builder.render.dates import span_words
from builder.render.page import Page, Plan, Site, blob_part, entry_part, part, title_part
from builder.render.parts import Count, FeedRef, Head, Item, Link
from builder.render.pictures import timeline
from builder.render.planners.common import has_feed, head, row_of
from builder.render.views import TEMPLATES, HomeView, NotFoundView, RedirectView, TextView

HOME_NEWEST = 10
HOME_TERMS = 12
CALENDAR_YEARS = 12
"""Longer archives show years on the front page, and months in the chronology."""


def plan_home(plan: Plan) -> Iterator[Page]:
    archive = plan.archive
    counts = [(room, len(plan.terms(room))) for room in ("people", "issues", "outlets")]
    top = tuple(_most_written_about(plan, room) for room in ("people", "issues"))
    newest = archive.entries[:HOME_NEWEST]
    dated = plan.site.shows("calendar") or plan.site.shows("span")
    dates = tuple(sorted(e.briefing.date for e in archive.entries)) if dated else ()
    yield Page(
        "/",
        make_home,
        (
            part((("briefings", len(archive.entries)), *counts)),
            part(top),
            part(dates),
            *map(entry_part, newest),
        ),
        TEMPLATES[HomeView],
        "home",
    )


def _most_written_about(plan: Plan, room: str) -> tuple[Link, ...]:
    """Those that most briefings are about; who is named in passing everywhere does not come first."""
    terms = sorted((t for t in plan.terms(room).values() if t.main), key=lambda t: (-len(t.main), t.slug))
    return tuple(Link(t.title, page_path(room, t.slug), len(t.main)) for t in terms[:HOME_TERMS])


def make_home(site: Site, counts: Any, top: Any, dates: tuple[str, ...], *newest: Briefing) -> HomeView:
    words = site.words
    rooms = {"briefings": page_path("chronology")}
    years = {date[:4] for date in dates if date}
    draw = calendar if len(years) <= CALENDAR_YEARS else lambda id, found, w: timeline(id, "", list(found), w)
    feeds = (FeedRef(words("feed_atom", name=site.view.title), "/feed.xml"),) if has_feed(site) else ()
    return HomeView(
        head(site, "/", site.view.title, description=site.view.description, feeds=feeds),
        tuple(
            Count(words(room), n, rooms.get(room) or page_path(room))
            for room, n in counts
            if n or room in rooms
        ),
        span_words(dates, words),
        tuple(Item(row_of(site, b)) for b in newest),
        top[0],
        top[1],
        draw("calendar-picture", dates, words) if site.shows("calendar") else None,
    )


def plan_texts(plan: Plan) -> Iterator[Page]:
    for entry in plan.archive.pages:
        path = f"/{entry.slug}/"
        if entry.slug == "about":
            continue  # joins the generated page
        yield Page(
            path,
            make_text,
            (part((path, entry.briefing.title)), blob_part(entry.blobs["prose"])),
            TEMPLATES[TextView],
            "text",
            (entry.path,),
        )
    yield Page("/404.html", make_not_found, (), TEMPLATES[NotFoundView], "404")


def make_text(site: Site, facts: tuple[str, str], prose: str) -> TextView:
    path, title = facts
    return TextView(head(site, path, title), title, prose)


def ways(site: Site) -> tuple[Link, ...]:
    """Where to go from a page that leads nowhere."""
    rooms = ("chronology", "people", "issues", "outlets")
    return tuple(Link(site.words(room), page_path(room)) for room in rooms)


def make_not_found(site: Site) -> NotFoundView:
    found = head(site, "/404.html", site.words("not_found"), index=False, canonical="")
    return NotFoundView(found, ways(site))


def plan_redirects(plan: Plan) -> Iterator[Page]:
    renamed = {page_path("briefings", e.slug): e for e in plan.archive.entries if e.briefing.aliases}
    for old, (new, title) in plan.archive.old_paths.items():
        named = title_part(renamed[new]) if new in renamed else part(title)
        yield Page(old, make_redirect, (part((old, new)), named), TEMPLATES[RedirectView], "redirect")


def make_redirect(site: Site, paths: tuple[str, str], title: str) -> RedirectView:
    old, new = paths
    base = site.view.base_url
    return RedirectView(
        Head(title, old, canonical=permalink(base, new) if base else "", index=False), new, title
    )
