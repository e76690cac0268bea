"""Ways to cite a briefing, as a page shows them: APA, Chicago, MLA, and those for programs.

In: a `Cited`, the few facts a citation needs. Out: text. A date is cited as precisely as it is known:
one that is only about, possibly or between stands in brackets, in words ("[about May 2013]"), and none is
"n.d."; no format gets a day that nobody printed. Titles and quotation marks stay as in the source.
Checked against citeproc-py in the tests.
"""

from __future__ import annotations

import json
import re
from json.encoder import encode_basestring
from typing import Any

from builder.edtf import find_span
from builder.render.citing.cited import Cited, exact_day, name_of, words_of
from builder.render.citing.files import bibtex, csl, ris
from builder.render.parts import Citation

_MONTHS = "January February March April May June July August September October November December".split()
_SHORT_MONTHS = "Jan. Feb. Mar. Apr. May June July Aug. Sept. Oct. Nov. Dec.".split()


def _apa_date(edtf: str) -> str:
    span = find_span(edtf)
    day = exact_day(span)
    if span is None:
        return "(n.d.)"
    if day is None:
        return f"[{words_of(edtf)}]"
    month = _MONTHS[day.month - 1]
    return {"year": f"({day.year})", "month": f"({day.year}, {month})"}.get(
        span.precision, f"({day.year}, {month} {day.day})"
    )


def _chicago_date(edtf: str) -> str:
    span = find_span(edtf)
    if span is None:
        return "n.d."
    return words_of(edtf) if exact_day(span) else f"[{words_of(edtf)}]"


def _mla_date(edtf: str) -> str:
    span = find_span(edtf)
    day = exact_day(span)
    if span is None:
        return ""
    if day is None:
        return f"[{words_of(edtf)}]"
    month = _SHORT_MONTHS[day.month - 1]
    return {"year": f"{day.year}", "month": f"{month} {day.year}"}.get(
        span.precision, f"{day.day} {month} {day.year}"
    )


_ENDED = re.compile(r"[.?!…][\"'”’»)]?\Z").search


def _stop(text: str) -> str:
    """With a full stop, unless it ends in one or in another mark that ends a sentence."""
    return text if _ENDED(text) else f"{text}."


def _quoted(title: str) -> str:
    return f"“{title}”" if title.endswith((".", "?", "!", "…")) else f"“{title}.”"


def apa(cited: Cited) -> str:
    """`Eckert, P. (2013, August 9). Talks open. Reuters. The Papers. https://…`"""
    names = [f"{n.family}, {n.initials}" if n.given else n.family for n in map(name_of, cited.authors)]
    who = names[0] if names else ""
    if len(names) > 20:
        who = f"{', '.join(names[:19])}, . . . {names[-1]}"
    elif len(names) > 1:
        who = f"{', '.join(names[:-1])}, & {names[-1]}"
    when = f"{_apa_date(cited.date)}."
    parts = [_stop(who), when, _stop(cited.title)] if who else [_stop(cited.title), when]
    where = [_stop(name) for name in (cited.outlet, cited.archive) if name]
    return " ".join([*parts, *where, cited.url]).rstrip()


def chicago(cited: Cited) -> str:
    """`Eckert, Paul. “Talks Open.” Reuters, August 9, 2013. The Papers. https://….`

    As in a bibliography; an unsigned piece stands under its outlet (CMOS 14.199).
    """
    names = [name_of(author) for author in cited.authors]
    who = names[0].inverted if names else ""
    if len(names) > 10:
        who = f"{', '.join([names[0].inverted, *(n.plain for n in names[1:7])])}, et al."
    elif len(names) > 1:
        others = [n.plain for n in names[1:]]
        who = f"{', '.join([names[0].inverted, *others[:-1]])}, and {others[-1]}"
    outlet = cited.outlet if who else ""
    where = ", ".join(part for part in (outlet, _chicago_date(cited.date)) if part)
    parts = [_stop(who or cited.outlet)] if who or cited.outlet else []
    rest = [f"{part}." for part in (cited.archive.rstrip("."), cited.url) if part]
    return " ".join([*parts, _quoted(cited.title), _stop(where), *rest])


def mla(cited: Cited) -> str:
    """`Eckert, Paul. “Talks Open.” Reuters, 9 Aug. 2013. The Papers, https://….`"""
    names = [name_of(author) for author in cited.authors]
    who = names[0].inverted if names else ""
    if len(names) > 2:
        who = f"{who}, et al."
    elif len(names) == 2:
        who = f"{who}, and {names[1].plain}"
    first = ", ".join(part for part in (cited.outlet, _mla_date(cited.date)) if part)
    second = ", ".join(part for part in (cited.archive, cited.url) if part)
    parts = (_stop(who), _quoted(cited.title), _stop(first), _stop(second))
    return " ".join(part for part in parts if part != ".")


_encode = json.JSONEncoder(ensure_ascii=False).encode


def _indented(value: Any, start: str = "\n") -> str:
    """As `json.dumps` with `indent=2`, `sort_keys=True`; which does that in Python, at six times the cost."""
    inner = f"{start}  "
    if isinstance(value, dict):
        items = [f'{inner}"{key}": {_indented(value[key], inner)}' for key in sorted(value)]
        return f"{{{','.join(items)}{start}}}"
    if isinstance(value, list):
        return f"[{','.join([inner + _indented(item, inner) for item in value])}{start}]"
    return encode_basestring(value) if isinstance(value, str) else _encode(value)


def citations(cited: Cited) -> tuple[Citation, ...]:
    """Every way to cite, in the order in which pages show them."""
    return (
        Citation("apa", "APA", apa(cited)),
        Citation("chicago", "Chicago", chicago(cited)),
        Citation("mla", "MLA", mla(cited)),
        Citation("bibtex", "BibTeX", bibtex(cited), True),
        Citation("ris", "RIS", ris(cited).replace("\r\n", "\n"), True),
        Citation("csl", "CSL-JSON", _indented([csl(cited)]), True),
    )
