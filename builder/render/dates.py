"""EDTF dates in words, by language, as precise as they are known and no more.

`2013-08-09` → "Friday 9 August 2013"; `2013-05~` → "about May 2013"; `2013-04-23/..` → "on or after
23 April 2013"; empty → "undated". Patterns and words are the catalogue's (`date_…`), names of months and
days Babel's. A value that is no date is shown as it stands, never repaired.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping
from datetime import date
from functools import lru_cache
from operator import itemgetter
from typing import Any

from builder.edtf import Span, parse_edtf
from builder.render.parts import DateView
from builder.render.theme.words import Words


def date_view(edtf: str, words: Words, *, inferred: bool = False, printed: str = "") -> DateView:
    """All that a page needs to show a date."""
    view = _view(edtf, words)
    inferred = inferred and view.precision != "none"
    return view._replace(inferred=inferred, printed=printed) if inferred or printed else view


@lru_cache(maxsize=65536)
def _view(edtf: str, words: Words) -> DateView:
    """What every page shows of a date."""
    if not edtf:
        return DateView(words("undated"), words("undated_short"))
    try:
        span = parse_edtf(edtf)
    except ValueError:
        return DateView(edtf, edtf, edtf)
    return DateView(
        words=long_date(edtf, words),
        short=short_date(edtf, words),
        edtf=edtf,
        machine="" if span.precision == "range" else edtf.rstrip("~?%"),
        precision=span.precision,
        approximate=span.approximate,
        uncertain=span.uncertain,
    )


def long_date(edtf: str, words: Words) -> str:
    """`Friday 9 August 2013`, `about May 2013`, `between 3 and 9 May 2013`, `undated`."""
    return _in_words(edtf, words, "")


def short_date(edtf: str, words: Words) -> str:
    """`9 Aug 2013`, `c. May 2013`, `3–9 May 2013`, `–`: for lists and tables."""
    return _in_words(edtf, words, "_short")


_FIRST, _LAST = itemgetter(0), itemgetter(1)


def span_words(edtfs: Iterable[str], words: Words) -> str:
    """First to last day of several dates (`8 August 2013 to 12 May 2015`); empty when none is dated.

    What is only known to be after or before some day has no day of its own.
    """
    known = [span for span in map(parse_edtf, set(edtfs) - {""}) if span[0] and span[1]]
    if not known:
        return ""
    earliest, latest = min(map(_FIRST, known)), max(map(_LAST, known))
    first = min([_point(span, earliest, words, "") for span in known if span[0] == earliest])
    last = max([_point(span, latest, words, "") for span in known if span[1] == latest])
    return first if first == last else words("date_from_to", a=first, b=last)


def month_words(year: int, month: int, words: Words) -> str:
    """`August 2013`."""
    return _format(date(year, month, 1), str(words.strings["date_month_alone"]), words)


def month_name(month: int, words: Words) -> str:
    """`Aug`, as it stands alone."""
    return _format(date(2001, month, 1), "LLL", words)


def day_words(day: date, words: Words) -> str:
    """`9 August 2013`, without the weekday."""
    return _format(day, str(words.strings["date_day_plain"]), words)


@lru_cache(maxsize=65536)
def _in_words(edtf: str, words: Words, size: str) -> str:
    if not edtf:
        return words("undated" + size)
    try:
        span = parse_edtf(edtf)
    except ValueError:
        return edtf
    if span.precision == "range":
        return _range(edtf, span, words, size)
    doubt = span.approximate or span.uncertain
    pattern = f"date_{span.precision}{size}"
    if span.precision == "day" and doubt and not size:
        pattern = "date_day_plain"  # nobody says "about Friday 9 August"
    elif span.precision == "month" and not doubt and not size:
        pattern = "date_month_alone"
    assert span.first is not None
    text = _format(span.first, str(words.strings[pattern]), words)
    if span.approximate:
        text = words("date_about" + size, d=text)
    return words("date_perhaps" + size, d=text) if span.uncertain else text


def _range(edtf: str, span: Span, words: Words, size: str) -> str:
    """A date that lies somewhere in a range: nobody knows the day, everybody knows the bounds."""
    first, _, last = edtf.partition("/")
    if span.first is None or span.last is None:
        known, key = (first, "date_after") if span.first else (last, "date_before")
        inner = parse_edtf(known)
        day = inner.first if span.first else inner.last
        assert day is not None
        text = words(key + size, d=_point(inner, day, words, size))
    else:
        a, b = _ends(first, last, words, size)
        text = words("date_between" + size, a=a, b=b)
    return words("date_perhaps" + size, d=text) if span.uncertain else text


def _ends(first: str, last: str, words: Words, size: str) -> tuple[str, str]:
    """Both ends in words; what they share (month, year) is said once, with the second."""
    a, b = parse_edtf(first), parse_edtf(last)
    assert a.first and b.last
    end = _point(b, b.last, words, size)
    if a.precision == b.precision == "day" and a.first.year == b.last.year:
        same_month = a.first.month == b.last.month
        pattern = "date_day_only" if same_month else "date_day_month" + size
        return _format(a.first, str(words.strings[pattern]), words), end
    return _point(a, a.first, words, size), end


@lru_cache(maxsize=65536)
def _point(span: Span, day: date, words: Words, size: str) -> str:
    """One end of something, as precise as its span is."""
    key = {"month": "date_month", "year": "date_year"}.get(span.precision, "date_day")
    if key == "date_day" and not size:
        key = "date_day_plain"
    return _format(day, str(words.strings[key + size]), words)


_FIELDS = re.compile(r"E+|L+|M+|d+|y+|[^A-Za-z']+")


@lru_cache(maxsize=256)
def _pieces(pattern: str, language: str) -> tuple[tuple[str, Any], ...] | None:
    """A pattern of names and plain numbers, with the names at hand; None when Babel has to read it."""
    from builder.render.theme.words import find_locale

    found = _FIELDS.findall(pattern)
    locale = find_locale(language)
    if "".join(found) != pattern:
        return None
    names: dict[str, Any] = {
        "EEEE": locale.days["format"]["wide"],
        "MMMM": locale.months["format"]["wide"],
        "MMM": locale.months["format"]["abbreviated"],
        "LLLL": locale.months["stand-alone"]["wide"],
        "LLL": locale.months["stand-alone"]["abbreviated"],
        "d": None,
        "y": None,
    }
    pieces = []
    for piece in found:
        if piece[0].isalpha():
            if piece not in names:
                return None
            pieces.append((piece[0], names[piece]))
        else:
            pieces.append(("", piece))
    return tuple(pieces)


_SHOWN: Mapping[str, Callable[[date, Any], str]] = {
    "d": lambda day, _: str(day.day),
    "y": lambda day, _: str(day.year),
    "E": lambda day, names: names[day.weekday()],
    "M": lambda day, names: names[day.month],
    "L": lambda day, names: names[day.month],
}
"""First letter of a field → the field of a day, which may be one of some names."""


def _format(day: date, pattern: str, words: Words) -> str:
    """As Babel would; the patterns that catalogues use are put together here, at a tenth of the time."""
    pieces = _pieces(pattern, words.language)
    if pieces is not None:
        return "".join([piece if not field else _SHOWN[field](day, piece) for field, piece in pieces])
    from babel.dates import format_date

    return str(format_date(day, pattern, locale=words.locale))
