"""Briefings of an outlet, of a year, and the undated ones."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import partial
from itertools import groupby
from typing import Any

from builder.model import Briefing, Entry, Term
from builder.permalinks import page_path
from builder.render.dates import month_words, span_words
from builder.render.page import Page, Plan, Site, entry_part, part
from builder.render.parts import Link
from builder.render.pictures import month_id, month_of, timeline
from builder.render.planners.common import (
    Tally,
    at_page,
    head,
    items_of,
    links,
    paginate,
    slices,
    undated_item,
)
from builder.render.views import TEMPLATES, ListView, Period

UNDATED = page_path("undated")


def plan_lists(plan: Plan) -> Iterator[Page]:
    pages = partial(_pages, plan, (Tally(plan, "people"), Tally(plan, "issues")))
    for term in plan.archive.outlets.values():
        yield from pages("outlet", term, page_path("outlets", term.slug), (None, None))
    years = list(plan.archive.years.values())
    for number, term in enumerate(years):
        around = (years[number - 1 : number] if number else [], years[number + 1 : number + 2])
        near = tuple((t[0].title, page_path("years", t[0].slug)) if t else None for t in around)
        yield from pages("year", term, page_path("years", term.slug), near)
    undated = tuple(e for e in plan.archive.entries if not e.year)
    if undated:
        title = plan.site.words("undated_ones")
        yield from pages("undated", Term("undated", title, undated), UNDATED, (None, None))


def _pages(
    plan: Plan, tallies: Sequence[Tally], kind: str, term: Term, path: str, around: tuple[Any, ...]
) -> Iterator[Page]:
    size = plan.site.config.build.page_size
    entries: Sequence[Entry] = term.entries
    if kind == "year":
        entries = sorted(entries, key=lambda e: _month(e.briefing))  # stable: newest first within a month
    dates = tuple([e.briefing.date for e in entries])
    span = span_words(dates, plan.site.words)
    facts = (kind, term.title, path, len(entries), span, around)
    for number, some in slices(entries, size):
        more: tuple[Any, ...] = ()
        if number == 1 and kind != "undated":
            people, issues = (tally.most_frequent(entries, 12) for tally in tallies)
            more = (dates, people, issues, _ways_to_months(entries, size, path) if kind == "year" else ())
        bounds = tuple(e.date_bounds for e in some) if kind == "undated" else ()
        yield Page(
            at_page(path, number),
            make_list,
            (part((facts, number, size)), part(more), part(bounds), *map(entry_part, some)),
            TEMPLATES[ListView],
            kind,
        )


def _ways_to_months(entries: Sequence[Entry], size: int, path: str) -> tuple[tuple[int, int, str], ...]:
    """(year, month, where its section begins) of a year that needs more than one page."""
    first: dict[tuple[int, int], int] = {}
    for number, entry in enumerate(entries if len(entries) > size else ()):
        if month := month_of(entry.briefing.date):
            first.setdefault(month, number // size + 1)
    return tuple((*month, f"{at_page(path, page)}#{month_id(*month)}") for month, page in first.items())


def _month(briefing: Briefing) -> tuple[int, int]:
    """Months of a year from the last to the first, what is known only to the year at the end."""
    month = month_of(briefing.date)
    return (-month[0], -month[1]) if month else (1, 1)


def make_list(
    site: Site, own: Any, more: tuple[Any, ...], bounds: tuple[str, ...], *briefings: Briefing
) -> ListView:
    (kind, title, path, count, span, (before, after)), number, size = own
    words = site.words
    extra: dict[str, Any] = {}
    if more:
        dates, people, issues, months = more
        extra = {"people": links(people), "issues": links(issues)}
        extra["months"] = tuple(Link(month_words(y, m, words), where) for y, m, where in months)
        if count > 1:
            extra["timeline"] = timeline("over-time", title, dates, words)
    if kind == "year":
        sections = tuple(_months(site, briefings))
    else:
        known = bounds or ("",) * len(briefings)
        items = tuple(undated_item(site, b, bound) for b, bound in zip(briefings, known, strict=True))
        sections = (Period("", len(items), items=items),)
    return ListView(
        head(site, at_page(path, number), title), kind, title, count, span, sections,
        paginate(path, number, size, count), before and Link(*before), after and Link(*after), **extra,
    )  # fmt: skip


def _months(site: Site, briefings: Sequence[Briefing]) -> Iterator[Period]:
    for month, some in groupby(briefings, key=lambda b: month_of(b.date)):
        items = tuple(items_of(site, some))
        if month:
            yield Period(month_words(*month, site.words), len(items), items=items, id=month_id(*month))
        else:
            yield Period(site.words("month_unknown"), len(items), items=items, id="no-month")
