"""A date as each citation writes it, as precisely as it is known.

One that is only about, possibly or between stands in brackets, in words ("[about May 2013]"), and none is
"n.d."; no format gets a day that nobody printed.
"""

from __future__ import annotations

from datetime import date
from functools import lru_cache
from typing import NamedTuple

from builder.edtf import Span, find_span
from builder.render.citing.signs import ris_field, tex_field
from builder.render.dates import long_date
from builder.render.jsontext import dump
from builder.render.theme.words import Words

MANY = 1 << 14
"""Dates, bylines and places that are kept as every style writes them: many briefings have the same."""


class Dated(NamedTuple):
    """When it appeared; with the full stop after it in two of the styles."""

    apa: str = "(n.d.)."
    chicago: str = "n.d."
    mla: str = ""
    tex: str = ""
    ris: str = ""
    csl: str = ""


_MONTHS = "January February March April May June July August September October November December".split()
_SHORT_MONTHS = "Jan. Feb. Mar. Apr. May June July Aug. Sept. Oct. Nov. Dec.".split()
_PARTS = {"year": 1, "month": 2, "day": 3}


@lru_cache(maxsize=MANY)
def dated(edtf: str) -> Dated:
    """When, in every form."""
    span = find_span(edtf)
    if span is None:
        return Dated()
    day, csl = exact_day(span), _csl_date(edtf, span)
    if day is None:
        said = words_of(edtf)
        note = tex_field("date", edtf) + tex_field("note", f"[{said}]")
        return Dated(f"[{said}].", f"[{said}].", f"[{said}]", note, _ris_doubt(span, said), csl)
    year, month, short = day.year, _MONTHS[day.month - 1], _SHORT_MONTHS[day.month - 1]
    size = _PARTS[span.precision]
    known = day.isoformat().split("-")[:size]
    files = (
        f"  date = {{{edtf}}},\n  year = {{{year}}},\n",
        f"PY  - {known[0]}\r\nDA  - {'/'.join(known)}{'/' * (4 - size)}\r\n",
        csl,
    )
    if size == 1:
        return Dated(f"({year}).", f"{year}.", f"{year}", *files)
    if size == 2:
        return Dated(f"({year}, {month}).", f"{month} {year}.", f"{short} {year}", *files)
    return Dated(
        f"({year}, {month} {day.day}).", f"{month} {day.day}, {year}.", f"{day.day} {short} {year}", *files
    )


def _ris_doubt(span: Span, said: str) -> str:
    """The words stand in the fourth part of `DA`."""
    is_one_year = span.first and span.last and span.first.year == span.last.year
    year = f"{span.last.year:04d}" if span.last and is_one_year else ""
    return ris_field("PY", year) + ris_field("DA", f"{year}///{said}")


def _csl_date(edtf: str, span: Span) -> str:
    """`circa` for about, `literal` where CSL has no form for what is known."""
    if span.precision == "range" or span.first is None or span.uncertain:
        return f'"issued": {dump({"literal": f"[{words_of(edtf)}]"})}'
    day = span.first
    known = ", ".join(map(str, (day.year, day.month, day.day)[: _PARTS[span.precision]]))
    circa = '"circa": true, ' if span.approximate else ""
    return f'"issued": {{{circa}"date-parts": [[{known}]]}}'


def exact_day(span: Span | None) -> date | None:
    """The first day of a date that is known exactly, to the day, month or year."""
    if span is None or span.precision == "range" or span.approximate or span.uncertain:
        return None
    return span.first


ENGLISH = Words(
    "en",
    {
        "undated": "n.d.", "date_day": "MMMM d, y", "date_day_plain": "MMMM d, y", "date_day_only": "MMMM d",
        "date_day_month": "MMMM d", "date_month": "MMMM y", "date_month_alone": "MMMM y", "date_year": "y",
        "date_about": "about {d}", "date_perhaps": "possibly {d}", "date_between": "between {a} and {b}",
        "date_after": "on or after {d}", "date_before": "on or before {d}",
    },
)  # fmt: skip
"""Dates as the three styles write them; the styles are English whatever the archive's language."""


def words_of(edtf: str) -> str:
    """An uncertain date in words, for brackets: `about May 2013`; `n.d.` for none."""
    return long_date(edtf, ENGLISH)
