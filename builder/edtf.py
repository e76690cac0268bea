"""EDTF dates: validate, the days they span, how they read and sort.

The subset people write: `2013-08-09`, `2013-08`, `2013`, each with `~` (about), `?` (uncertain) or `%`
(both), and ranges `a/b` with an open end `..`. Nothing here guesses; a calendar day never shifts.
"""

from __future__ import annotations

import re
from calendar import monthrange
from datetime import date, timedelta
from functools import lru_cache
from typing import Literal, NamedTuple

Precision = Literal["day", "month", "year", "range"]

_POINT = re.compile(r"(\d{4})(?:-(\d{2})(?:-(\d{2}))?)?([~?%])?\Z")


class Span(NamedTuple):
    """First and last day a date may mean; None is an open end."""

    first: date | None
    last: date | None
    precision: Precision = "day"
    approximate: bool = False
    uncertain: bool = False

    def intersect(self, other: Span) -> Span | None:
        """The days both allow, or None when there are none; the finer precision wins."""
        first = max((d for d in (self.first, other.first) if d), default=None)
        last = min((d for d in (self.last, other.last) if d), default=None)
        if first and last and first > last:
            return None
        finer = min((self, other), key=lambda s: s.days)
        same = (first, last) == (finer.first, finer.last)
        precision: Precision = finer.precision if same else ("day" if first and first == last else "range")
        return Span(first, last, precision, finer.approximate, finer.uncertain)

    @property
    def days(self) -> int:
        """How many days it spans; a very large number with an open end."""
        return (self.last - self.first).days + 1 if self.first and self.last else 10**6


@lru_cache(maxsize=65536)
def parse_edtf(text: str) -> Span:
    """The span of an EDTF value. `ValueError` says in words what is wrong.

    >>> parse_edtf("2013-05~").last
    datetime.date(2013, 5, 31)
    """
    if "/" in text:
        left, _, right = text.partition("/")
        if left in ("", "..") and right in ("", ".."):
            raise ValueError("a range needs at least one end")
        first = None if left in ("", "..") else _point(left)
        last = None if right in ("", "..") else _point(right)
        if first and last and first.first and last.last and first.first > last.last:
            raise ValueError("the range ends before it begins")
        ends = [end for end in (first, last) if end]
        return Span(
            first.first if first else None,
            last.last if last else None,
            "range",
            any(end.approximate for end in ends),
            any(end.uncertain for end in ends),
        )
    return _point(text)


def _point(text: str) -> Span:
    match = _POINT.match(text)
    if not match:
        raise ValueError("is not a date; write 2013-08-09, 2013-08, 2013, 2013-05~ or a range a/b")
    year, month, day, mark = match.groups()
    flags = (mark in ("~", "%"), mark in ("?", "%"))
    try:
        if day and day != "00":
            only = date(int(year), int(month), int(day))
            return Span(only, only, "day", *flags)
        first = date(int(year), int(month or 1), 1)
        if month:
            return Span(first, first.replace(day=monthrange(first.year, first.month)[1]), "month", *flags)
        return Span(first, date(first.year, 12, 31), "year", *flags)
    except ValueError:
        raise ValueError("is not a calendar date; write it as YYYY-MM-DD") from None


def find_span(text: str) -> Span | None:
    """The span of a date; None where there is none, and where it is no EDTF."""
    try:
        return parse_edtf(text) if text else None
    except ValueError:
        return None


@lru_cache(maxsize=65536)
def find_year(text: str) -> int | None:
    """The year a date lies in; None where it may lie in more than one, or is open.

    >>> find_year("2013-05~"), find_year("2013-04-23/..")
    (2013, None)
    """
    span = find_span(text)
    if span is None or span.first is None or span.last is None or span.first.year != span.last.year:
        return None
    return span.first.year


def check_edtf(text: str) -> str:
    """`text` itself when it is empty or a date; `ValueError` otherwise."""
    if text:
        parse_edtf(text)
    return text


def format_span(span: Span) -> str:
    """EDTF for a span, as precise as the span is and no more.

    >>> format_span(Span(date(2013, 8, 1), date(2013, 8, 31)))
    '2013-08'
    """
    mark = (
        "%"
        if span.approximate and span.uncertain
        else "~"
        if span.approximate
        else "?"
        if span.uncertain
        else ""
    )
    first, last = span.first, span.last
    if first is None or last is None:
        return f"{first.isoformat() if first else '..'}/{last.isoformat() if last else '..'}"
    if first == last:
        return f"{first.isoformat()}{mark}"
    after = last + timedelta(days=1) if last < date.max else last
    if first.day == 1 and after.day == 1:
        if first.month == 1 and last == date(first.year, 12, 31):
            return f"{first.year:04d}{mark}"
        if (first.year, first.month) == (last.year, last.month):
            return f"{first.year:04d}-{first.month:02d}{mark}"
    return f"{first.isoformat()}{mark}/{last.isoformat()}{mark}"


def sort_key(text: str) -> tuple[str, str]:
    """Sorts dates in time: by last possible day, then first; undated before all others."""
    if not text:
        return ("", "")
    span = parse_edtf(text)
    last = span.last or span.first
    first = span.first or span.last
    return (last.isoformat() if last else "", first.isoformat() if first else "")
