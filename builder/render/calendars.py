"""The calendar as data: how many briefings each month has, or each year of a long stretch of time."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from builder.edtf import find_year
from builder.render.dates import month_name, month_words
from builder.render.parts import Mark, PictureView
from builder.render.pictures import (
    WIDTH,
    described,
    level_of,
    month_link,
    month_of,
    table_rows,
    tip,
    year_link,
)
from builder.render.theme.words import Words

ROW, YEAR_ROOM, GAP = 26, 64, 9
MOST_YEARS = 20
"""With more years that have any, a year is a cell, and a decade a row."""

Cells = tuple[int, str, Sequence[tuple[int, str]]]
"""Number of a row in time, its label, and (count, label) of each of its cells."""


def calendar(id: str, dates: Sequence[str], words: Words) -> PictureView | None:
    """A ruled row per year, a column per month: the number of briefings on a ground the darker the more.

    Of many years a row per decade, a column per year. Rows without any are a gap between two. None when no
    month is known.
    """
    months = Counter(month for edtf in dates if (month := month_of(edtf)))
    if not months:
        return None
    shown = sorted({y for y, _ in months})
    if len(shown) > MOST_YEARS:
        years = Counter(year for edtf in dates if (year := find_year(edtf)))
        heads = [str(n) for n in range(10)]
        rows: list[Cells] = [
            (d, f"{d}0", [(years[y], str(y)) for y in range(d * 10, d * 10 + 10)])
            for d in sorted({y // 10 for y in years})
        ]
        figures = [(year_link(y), n) for y, n in sorted(years.items())]
    else:
        heads = [month_name(m, words) for m in range(1, 13)]
        rows = [(y, str(y), [(months[y, m], month_words(y, m, words)) for m in range(1, 13)]) for y in shown]
        figures = [(month_link(y, m, words), n) for (y, m), n in sorted(months.items())]
    marks, foot = _grid(heads, rows, max(n for _, n in figures), words)
    return PictureView(
        "calendar",
        id,
        words("picture_calendar"),
        described(figures, words),
        WIDTH,
        foot + 1,
        tuple(marks),
        (words("year" if len(shown) > MOST_YEARS else "month"), words("in_briefings")),
        table_rows(figures, words),
    )


def _grid(heads: Sequence[str], rows: Sequence[Cells], high: int, words: Words) -> tuple[list[Mark], int]:
    """The marks of a ruled table of counts, and where it ends."""
    cell = round((WIDTH - YEAR_ROOM) / len(heads), 1)
    marks = [
        Mark("text", round(YEAR_ROOM + (n + 0.5) * cell, 1), 13, text=head, level=1, anchor="middle")
        for n, head in enumerate(heads)
    ]
    y = ROW - 4
    for number, (at, label, cells) in enumerate(rows):
        if number and at - rows[number - 1][0] > 1:
            marks.append(Mark("line", 0, y, WIDTH, 0))
            y += GAP
        marks += [Mark("line", 0, y, WIDTH, 0), Mark("text", 0, y + 18, text=label)]
        for n, (count, name) in enumerate(cells):
            if count:
                level, x = level_of(count, high), round(YEAR_ROOM + n * cell, 1)
                marks.append(Mark("cell", x, y, cell, ROW, level, tip(name, count, words)))
                marks.append(Mark("text", round(x + cell / 2, 1), y + 18, text=words.number(count),
                                  level=3 if level > 2 else 0, anchor="middle"))  # fmt: skip
        y += ROW
    marks.append(Mark("line", 0, y, WIDTH, 0))
    return marks, y
