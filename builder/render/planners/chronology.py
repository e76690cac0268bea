"""All of time on one page: years and months with their briefings, gaps visible, the undated at the end."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from typing import Any

from builder.edtf import find_year
from builder.model import Briefing, Entry
from builder.permalinks import page_path
from builder.render.calendars import calendar
from builder.render.dates import month_words
from builder.render.page import Page, Plan, Site, entry_part, part
from builder.render.parts import Item, PictureView
from builder.render.pictures import Month, date_span, month_id, month_of, month_path
from builder.render.planners.common import head, row_of, undated_item
from builder.render.planners.lists import UNDATED
from builder.render.views import TEMPLATES, ChronologyView, Period

ROOM, MONTH, UNDATED_ROW = 46_000, 120, 260
"""Bytes of the page for months and undated briefings, and of each of these."""


def plan_chronology(plan: Plan) -> Iterator[Page]:
    """Small archives list every briefing here; large ones count them by month and lead to the years; those of
    a long time have no room for months.
    """
    entries, size = plan.archive.entries, plan.site.config.build.page_size
    dated = [e for e in reversed(entries) if e.briefing.date and e.year]
    undated = [e for e in entries if not e.year]
    shown: Sequence[Entry] = dated if len(dated) <= size else ()
    last = undated[:size]
    months = tuple((e.year, month_of(e.briefing.date)) for e in dated)
    bounds = tuple(e.date_bounds for e in last)
    yield Page(
        page_path("chronology"),
        make_chronology,
        (
            part(tuple(sorted(Counter(months).items(), key=repr))),
            part((len(shown), len(undated), bounds, tuple(e.briefing.date for e in dated))),
            *map(entry_part, shown),
            *map(entry_part, last),
        ),
        TEMPLATES[ChronologyView],
        "chronology",
    )


def make_chronology(site: Site, months: Any, facts: Any, *briefings: Briefing) -> ChronologyView:
    number, undated, bounds, dates = facts
    words = site.words
    shown, last = briefings[:number], briefings[number:]
    items: dict[Any, list[Item]] = {}
    for briefing in shown:
        month = (f"{find_year(briefing.date):04d}", month_of(briefing.date))
        items.setdefault(month, []).append(Item(row_of(site, briefing)))
    return ChronologyView(
        head=head(site, page_path("chronology"), words("chronology")),
        years=tuple(_years(site, dict(months), items, len(months) * MONTH + len(last) * UNDATED_ROW <= ROOM)),
        undated=tuple(undated_item(site, b, bound) for b, bound in zip(last, bounds, strict=True)),
        undated_count=undated,
        undated_path=UNDATED if undated > len(last) else "",
        calendar=calendar("calendar-picture", dates, words) if len(dates) > 1 else None,
        span=_span_of(site, last, bounds, dates),
    )


SPANS = 12
"""Undated briefings whose bounds are drawn; all of them are in the list."""


def _span_of(
    site: Site, undated: Sequence[Briefing], bounds: Sequence[str], dates: Sequence[str]
) -> PictureView | None:
    """Where the undated briefings may lie, when at least two say something."""
    known = {b.title: b.date or bound for b, bound in zip(undated, bounds, strict=True) if b.date or bound}
    shown = dict(list(known.items())[:SPANS])
    words = site.words
    return date_span("span-picture", words("undated_ones"), shown, words, dates) if len(shown) > 1 else None


def _years(
    site: Site, counts: dict[Any, int], items: dict[Any, list[Item]], by_month: bool
) -> Iterator[Period]:
    words, before = site.words, 0
    for year in sorted({year for year, _ in counts}):
        if before and int(year) - before > 1:
            first, last = before + 1, int(year) - 1
            label = words("nothing_in", a=str(first)) if first == last else words(
                "nothing_between", a=str(first), b=str(last))  # fmt: skip
            yield Period(label, gap=True)
        before = int(year)
        mine = {month: n for (y, month), n in counts.items() if y == year}
        found = {month: some for (y, month), some in items.items() if y == year}
        yield Period(
            year, sum(mine.values()), page_path("years", year),
            parts=tuple(_months(site, mine, found)) if by_month else (), id=f"y{year}",
        )  # fmt: skip


def _months(
    site: Site, counts: dict[Month | None, int], items: dict[Month | None, list[Item]]
) -> Iterator[Period]:
    words = site.words
    known = sorted(month for month in counts if month)
    before: Month | None = None
    for year, month in known:
        if before and month - before[1] > 1:
            first, last = month_words(year, before[1] + 1, words), month_words(year, month - 1, words)
            single = first == last
            label = words("nothing_in", a=first) if single else words("nothing_between", a=first, b=last)
            yield Period(label, gap=True)
        before = (year, month)
        yield Period(
            month_words(year, month, words), counts[year, month], month_path(year, month),
            items=tuple(items.get((year, month), ())), id=month_id(year, month),
        )  # fmt: skip
    if None in counts:
        some = tuple(items.get(None, ()))
        year_path = page_path("years", some[0].row.date.edtf[:4]) if some else ""
        yield Period(words("month_unknown"), counts[None], year_path, items=some)
