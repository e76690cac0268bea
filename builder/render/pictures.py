"""Pictures as data: briefings over time, who is named with whom, a span of dates; `calendars` has one more.

In: counts and dates. Out: a `PictureView`: marks in units of its view box, and the same figures as a
table. The theme draws it (parts/picture.html). Positions have one decimal at most, so that the same input
gives the same bytes on every machine.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import date
from functools import lru_cache
from operator import itemgetter
from typing import TypeVar

from builder.edtf import find_span, find_year
from builder.permalinks import page_path
from builder.render.dates import day_words, month_name, month_words
from builder.render.parts import Link, Mark, PictureView
from builder.render.theme.words import Words

WIDTH = 640
BAR_ROOM = 64
"""Height that the tallest bar may take."""
BASE = BAR_ROOM + 16
"""Where bars stand."""
NUMBER_ROOM = 24
"""Width that a number above its bar needs."""
MOST_MONTHS = 60
"""Longer spans are counted by year."""

Month = tuple[int, int]
T = TypeVar("T", int, Month)


@lru_cache(maxsize=1 << 16)
def month_of(edtf: str) -> Month | None:
    """(year, month) of a date that is known to the month; None for coarser ones and the undated."""
    span = find_span(edtf)
    if span is None or span.first is None or span.last is None:
        return None
    first, last = span.first, span.last
    return (last.year, last.month) if (first.year, first.month) == (last.year, last.month) else None


def month_id(year: int, month: int) -> str:
    """The `id` of a month's section on its year's page."""
    return f"m{year}-{month:02d}"


def month_path(year: int, month: int) -> str:
    """The section of a month on its year's page."""
    return f"{page_path('years', str(year))}#{month_id(year, month)}"


Figures = Sequence[tuple[Link, int]]
"""What a picture counts, in order: where it leads, and how many briefings."""


def timeline(id: str, name: str, dates: Sequence[str], words: Words) -> PictureView | None:
    """Bars of briefings by month, by year when they span more than five years; None with nothing to show."""
    years = _counted(find_year, dates)
    if not years:
        return None
    first, last = years[0][0], years[-1][0]
    steps = (last - first + 1) * 12
    months = _counted(month_of, dates) if steps <= MOST_MONTHS else []
    if months:
        figures = [(month_link(*month, words), n) for month, n in months]
        places = [(year - first) * 12 + month - 1 for (year, month), _ in months]
    else:
        figures = [(year_link(year), n) for year, n in years]
        places, steps = [year - first for year, _ in years], last - first + 1
    return PictureView(
        "timeline",
        id,
        words("picture_timeline", name=name) if name else words("picture_calendar"),
        described(figures, words),
        WIDTH,
        BAR_ROOM + 40,
        (*_bars(figures, places, steps, words), *_axis(first, last, words)),
        (words("month" if months else "year"), words("in_briefings")),
        table_rows(figures, words),
    )


def _counted(find: Callable[[str], T | None], dates: Iterable[str]) -> list[tuple[T, int]]:
    """How many of the dates lie in each of the times that are found for them, earliest first."""
    return sorted([(time, n) for time, n in Counter(map(find, dates)).items() if time is not None])


@lru_cache(maxsize=4096)
def month_link(year: int, month: int, words: Words) -> Link:
    """`August 2013`, leading to its section."""
    return Link(month_words(year, month, words), month_path(year, month))


@lru_cache(maxsize=4096)
def year_link(year: int) -> Link:
    """`2013`, leading to its page."""
    return Link(str(year), page_path("years", str(year)))


def table_rows(figures: Figures, words: Words) -> tuple[tuple[Link, ...], ...]:
    """The figures of a picture as the table below it has them."""
    return tuple([_table_row(link, n, words) for link, n in figures])


@lru_cache(maxsize=1 << 14)
def _table_row(link: Link, count: int, words: Words) -> tuple[Link, Link]:
    return link, Link(words.number(count))


def described(figures: Figures, words: Words) -> str:
    """A picture of counts in a sentence."""
    if not figures:
        return ""
    top, most = max(figures, key=itemgetter(1))
    return words(
        "picture_timeline_desc",
        briefings=words("dated_n", n=sum([n for _, n in figures])),
        a=figures[0][0].text,
        b=figures[-1][0].text,
        top=top.text,
        most=most,
    )


def _bars(figures: Figures, places: Sequence[int], steps: int, words: Words) -> list[Mark]:
    """A bar for each step that has any, with its number above where there is room, else above the tallest.

    `places`: which step, from 0, each figure is of.
    """
    high = max([n for _, n in figures])
    step = WIDTH / steps
    width = round(min(20.0, max(1.0, step * 0.72)), 1)
    marks, unsaid = [Mark("line", 0, BASE, WIDTH, 0)], True
    for place, (link, count) in zip(places, figures, strict=True):
        x, (height, y) = _left(place, step, width), _height(count, high)
        marks.append(Mark("bar", x, y, width, height, 4, tip(link.text, count, words)))
        if step >= NUMBER_ROOM or (count == high and unsaid):
            marks.append(_number(x + width / 2, y, words.number(count)))
            unsaid = False
    return marks


@lru_cache(maxsize=4096)
def _number(middle: float, top: float, text: str) -> Mark:
    """A number above its bar, whole where the bar stands at an edge."""
    middle = min(max(middle, NUMBER_ROOM / 2), WIDTH - NUMBER_ROOM / 2)
    return Mark("text", round(middle, 1), round(top - 4, 1), 0, 0, 1, text, "middle")


@lru_cache(maxsize=4096)
def _left(place: int, step: float, width: float) -> float:
    """Where a bar begins."""
    return round(place * step + (step - width) / 2, 1)


@lru_cache(maxsize=4096)
def _height(count: int, high: int) -> tuple[float, float]:
    """How tall a bar is, and where its top lies."""
    height = max(2.0, round(BAR_ROOM * count / high, 1))
    return height, round(BASE - height, 1)


@lru_cache(maxsize=1 << 14)
def tip(label: str, count: int, words: Words) -> str:
    """What a pointer finds: `August 2013: 3 briefings`."""
    return f"{label}: {words('briefings_n', n=count)}"


@lru_cache(maxsize=1024)
def _axis(first: int, last: int, words: Words) -> tuple[Mark, ...]:
    """The months of a single year; else each year where there is room, every second, fifth, tenth …"""
    years = last - first + 1
    if years == 1:
        middles = [round((m + 0.5) * WIDTH / 12, 1) for m in range(12)]
        return (
            Mark("text", 0, 12, text=str(first), level=1),
            *(
                Mark("text", middle, BASE + 17, text=month_name(month, words), level=1, anchor="middle")
                for month, middle in enumerate(middles, 1)
            ),
        )
    step = next(s for s in (1, 2, 5, 10, 20, 50, 100, 200, 500, 1000) if years / s <= 12)
    marks = []
    for year in range(first, last + 1):
        if year % step == 0:
            x = round((year - first) * WIDTH / years, 1)
            anchor = "end" if x + 40 > WIDTH else "start"
            marks += [
                Mark("line", x, BASE, 0, 5),
                Mark("text", x, BASE + 20, text=str(year), level=1, anchor=anchor),
            ]
    return tuple(marks)


def level_of(count: int, high: int) -> int:
    """0 for none, 1 to 4 by share of the highest."""
    return 0 if not count else min(4, 1 + 4 * (count - 1) // max(1, high))


NAME_ROOM, LINE = 209, 24
GRAPH_WIDTH = 880
"""The graph takes the margin too: names stand in it, arcs in the column."""
MOST_ARCS, MOST_ROWS = 120, 160
"""More arcs are a thicket; the table has some more."""


def graph(
    people: Sequence[Link], together: Mapping[tuple[str, str], int], everybody: int, words: Words
) -> PictureView:
    """Names in a column; an arc joins two who are named in the same briefing, heavier the more often.

    `together`: paths of two people, in order → briefings that name both. Only people in `people` are drawn.
    """
    at = {link.path: 12 + number * LINE for number, link in enumerate(people)}
    names = {link.path: link.text for link in people}
    pairs = sorted(
        ((n, a, b) for (a, b), n in together.items() if a in at and b in at),
        key=lambda pair: (pair[0], pair[1], pair[2]),
    )
    high = max((n for n, _, _ in pairs), default=0)
    marks: list[Mark] = []
    tallest = max(1, (len(people) - 1) * LINE)
    for n, a, b in pairs[-MOST_ARCS:]:
        top, bottom = sorted((at[a], at[b]))
        room = GRAPH_WIDTH - NAME_ROOM - 60
        reach = round(min(room * (bottom - top) / tallest, (bottom - top) * 0.6) + 6, 1)
        tip = f"{names[a]}, {names[b]}: {words('briefings_n', n=n)}"
        marks.append(Mark("arc", NAME_ROOM + 46, top, reach, bottom - top, max(1, level_of(n, high)), tip))
    for link in people:
        y = at[link.path]
        marks.append(Mark("text", NAME_ROOM, y + 4, text=link.text, anchor="end"))
        marks.append(Mark("dot", NAME_ROOM + 46, y, 3, level=4))
    strongest = pairs[-1] if pairs else None
    return PictureView(
        "graph",
        "graph",
        words("picture_graph"),
        words("picture_graph_desc", people=words("people_n", n=len(people)), a=names[strongest[1]],
              b=names[strongest[2]], most=strongest[0]) if strongest else "",
        GRAPH_WIDTH,
        24 + len(people) * LINE,
        tuple(marks) if pairs else (),
        (words("person"), words("and_person"), words("in_briefings")),
        tuple(
            (Link(names[a], a), Link(names[b], b), Link(words.number(n)))
            for n, a, b in sorted(pairs, key=lambda pair: (-pair[0], pair[1], pair[2]))[:MOST_ROWS]
        ),
    )  # fmt: skip


SPAN_ROW, SPAN_EDGE, MOST_LETTERS = 40, 40, 72


def date_span(
    id: str, name: str, spans: Mapping[str, str], words: Words, within: Iterable[str] = ()
) -> PictureView | None:
    """Where dates may lie: one bar per (label → EDTF), open ends running off the edge.

    `within`: other dates that the scale is to hold, such as all of the archive.
    """
    known = [(label, span) for label, edtf in spans.items() if (span := find_span(edtf))]
    scale = [*(span for _, span in known), *filter(None, map(find_span, within))]
    days = [d for span in scale for d in (span.first, span.last) if d]
    if not known or not days:
        return None
    low, high = min(days), max(days)
    room, foot = max(1, high.toordinal() - low.toordinal()), 6 + len(known) * SPAN_ROW
    marks: list[Mark] = []
    rows: list[tuple[Link, ...]] = []
    for number, (label, span) in enumerate(known):
        left = _place(span.first, low.toordinal(), room, 0)
        right = _place(span.last, low.toordinal(), room, WIDTH)
        y = 14 + number * SPAN_ROW
        short = label if len(label) <= MOST_LETTERS else label[: MOST_LETTERS - 2] + " …"
        marks.append(Mark("text", 0, y, text=short))
        marks.append(Mark("bar", left, y + 7, max(3.0, round(right - left, 1)), 8, 3, label))
        ends = [day_words(d, words) if d else "…" for d in (span.first, span.last)]
        rows.append((Link(label), Link(ends[0]), Link(ends[1])))
    marks.append(Mark("line", 0, foot, WIDTH, 0))
    for x, day, anchor in ((SPAN_EDGE, low, "start"), (WIDTH - SPAN_EDGE, high, "end")):
        marks.append(Mark("line", x, foot, 0, 5))
        marks.append(Mark("text", x, foot + 18, text=day_words(day, words), level=1, anchor=anchor))
    return PictureView(
        "span", id, words("picture_span", name=name), "", WIDTH, foot + 24, tuple(marks),
        (words("period"), words("earliest"), words("latest")), tuple(rows),
    )  # fmt: skip


def _place(day: date | None, low: int, room: int, open_end: int) -> float:
    if day is None:
        return float(open_end)
    return round(SPAN_EDGE + (WIDTH - 2 * SPAN_EDGE) * (day.toordinal() - low) / room, 1)
