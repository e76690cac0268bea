"""Pictures as data: briefings over time, who is named with whom, a span of dates; `calendars` has one more.

In: counts and dates. Out: a `PictureView`: marks in units of its view box, and the same figures as a
table. The theme draws it (parts/picture.html). Positions have one decimal at most, so that the same input
gives the same bytes on every machine.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from functools import lru_cache

from builder.edtf import find_span, find_year
from builder.permalinks import page_path
from builder.render.dates import day_words, month_name, month_words
from builder.render.parts import Link, Mark, PictureView
from builder.render.theme.words import Words

WIDTH = 640
BAR_ROOM = 64
"""Height that the tallest bar may take."""
NUMBER_ROOM = 24
"""Width that a number above its bar needs."""
MOST_MONTHS = 60
"""Longer spans are counted by year."""

Month = tuple[int, int]


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


def timeline(id: str, name: str, dates: Sequence[str], words: Words) -> PictureView | None:
    """Bars of briefings by month, by year when they span more than five years; None with nothing to show."""
    months = Counter(month for edtf in dates if (month := month_of(edtf)))
    years = Counter(year for edtf in dates if (year := find_year(edtf)))
    if not years:
        return None
    first, last = min(years), max(years)
    by_month = (last - first + 1) * 12 <= MOST_MONTHS and bool(months)
    if by_month:
        steps = [(y, m) for y in range(first, last + 1) for m in range(1, 13)]
        counts = [months[step] for step in steps]
        labels = [month_words(y, m, words) for y, m in steps]
        paths = [month_path(y, m) for y, m in steps]
    else:
        counts = [years[y] for y in range(first, last + 1)]
        labels = [str(y) for y in range(first, last + 1)]
        paths = [page_path("years", str(y)) for y in range(first, last + 1)]
    marks = [*_bars(counts, labels, words), *_axis(first, last, words)]
    shown = [(label, path, n) for label, path, n in zip(labels, paths, counts, strict=True) if n]
    return PictureView(
        "timeline",
        id,
        words("picture_timeline", name=name) if name else words("picture_calendar"),
        described(shown, words),
        WIDTH,
        BAR_ROOM + 40,
        tuple(marks),
        (words("month" if by_month else "year"), words("in_briefings")),
        tuple((Link(label, path), Link(words.number(n))) for label, path, n in shown),
    )


def described(shown: Sequence[tuple[str, str, int]], words: Words) -> str:
    """A picture of (label, path, count) in a sentence."""
    if not shown:
        return ""
    top, _, most = max(shown, key=lambda item: item[2])
    total = sum(n for _, _, n in shown)
    return words(
        "picture_timeline_desc",
        briefings=words("dated_n", n=total),
        a=shown[0][0],
        b=shown[-1][0],
        top=top,
        most=most,
    )


def _bars(counts: Sequence[int], labels: Sequence[str], words: Words) -> Iterable[Mark]:
    """A bar for each step that has any, with its number above where there is room, else above the tallest."""
    base, high, step = BAR_ROOM + 16, max(counts, default=0), WIDTH / max(1, len(counts))
    yield Mark("line", 0, base, WIDTH, 0)
    for number, (count, label) in enumerate(zip(counts, labels, strict=True)):
        if count:
            height = max(2.0, round(BAR_ROOM * count / high, 1))
            width = round(min(20.0, max(1.0, step * 0.72)), 1)
            x = round(number * step + (step - width) / 2, 1)
            tip = f"{label}: {words('briefings_n', n=count)}"
            yield Mark("bar", x, round(base - height, 1), width, height, 4, tip)
            if step >= NUMBER_ROOM or (count == high and counts.index(high) == number):
                middle = min(max(x + width / 2, NUMBER_ROOM / 2), WIDTH - NUMBER_ROOM / 2)
                yield Mark("text", round(middle, 1), round(base - height - 4, 1), text=words.number(count),
                           level=1, anchor="middle")  # fmt: skip


def _axis(first: int, last: int, words: Words) -> Iterable[Mark]:
    """The months of a single year; else each year where there is room, every second, fifth, tenth …"""
    years, base = last - first + 1, BAR_ROOM + 16
    if years == 1:
        yield Mark("text", 0, 12, text=str(first), level=1)
        for m in range(12):
            middle = round((m + 0.5) * WIDTH / 12, 1)
            yield Mark("text", middle, base + 17, text=month_name(m + 1, words), level=1, anchor="middle")
        return
    step = next(s for s in (1, 2, 5, 10, 20, 50, 100, 200, 500, 1000) if years / s <= 12)
    for year in range(first, last + 1):
        if year % step == 0:
            x = round((year - first) * WIDTH / years, 1)
            yield Mark("line", x, base, 0, 5)
            anchor = "end" if x + 40 > WIDTH else "start"
            yield Mark("text", x, base + 20, text=str(year), level=1, anchor=anchor)


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
