"""Ways to cite a briefing, as a page shows them: APA, Chicago, MLA, and those for programs.

In: a `Cited`, the few facts a citation needs. Out: text. A date is cited as precisely as it is known:
one that is only about, possibly or between stands in brackets, in words ("[about May 2013]"), and none is
"n.d."; no format gets a day that nobody printed. Titles and quotation marks stay as in the source.
Checked against citeproc-py in the tests.
"""

from __future__ import annotations

from functools import lru_cache
from typing import NamedTuple

from builder.edtf import find_span
from builder.render.citing.cited import MANY, Cited, exact_day, name_of, words_of
from builder.render.citing.files import bibtex, csl_fields, ris
from builder.render.parts import Citation

_MONTHS = "January February March April May June July August September October November December".split()
_SHORT_MONTHS = "Jan. Feb. Mar. Apr. May June July Aug. Sept. Oct. Nov. Dec.".split()


class _Dated(NamedTuple):
    """A date as each style writes it."""

    apa: str
    chicago: str
    mla: str


@lru_cache(maxsize=MANY)
def _dated(edtf: str) -> _Dated:
    span = find_span(edtf)
    day = exact_day(span)
    if span is None:
        return _Dated("(n.d.)", "n.d.", "")
    if day is None:
        said = f"[{words_of(edtf)}]"
        return _Dated(said, said, said)
    year, month, short = day.year, _MONTHS[day.month - 1], _SHORT_MONTHS[day.month - 1]
    if span.precision == "year":
        return _Dated(f"({year})", f"{year}", f"{year}")
    if span.precision == "month":
        return _Dated(f"({year}, {month})", f"{month} {year}", f"{short} {year}")
    return _Dated(f"({year}, {month} {day.day})", f"{month} {day.day}, {year}", f"{day.day} {short} {year}")


_ENDS = (".", "?", "!", "…")
_CLOSERS = tuple("\"'”’»)")


def _stop(text: str) -> str:
    """With a full stop, unless it ends in one or in another mark that ends a sentence."""
    inner = text[:-1] if text.endswith(_CLOSERS) else text
    return text if inner.endswith(_ENDS) else f"{text}."


def _quoted(title: str) -> str:
    return f"“{title}”" if title.endswith(_ENDS) else f"“{title}.”"


def apa(cited: Cited) -> str:
    """`Eckert, P. (2013, August 9). Talks open. Reuters. The Papers. https://…`"""
    who, when, title = _apa_names(cited.authors), f"{_dated(cited.date).apa}.", _stop(cited.title)
    parts = [_stop(who), when, title] if who else [title, when]
    where = [_stop(name) for name in (cited.outlet, cited.archive) if name]
    return " ".join([*parts, *where, cited.url]).rstrip()


@lru_cache(maxsize=MANY)
def _apa_names(authors: tuple[str, ...]) -> str:
    names = [f"{n.family}, {n.initials}" if n.given else n.family for n in map(name_of, authors)]
    if len(names) > 20:
        return f"{', '.join(names[:19])}, . . . {names[-1]}"
    return f"{', '.join(names[:-1])}, & {names[-1]}" if len(names) > 1 else "".join(names)


def chicago(cited: Cited) -> str:
    """`Eckert, Paul. “Talks Open.” Reuters, August 9, 2013. The Papers. https://….`

    As in a bibliography; an unsigned piece stands under its outlet (CMOS 14.199).
    """
    who, when = _chicago_names(cited.authors), _dated(cited.date).chicago
    where = f"{cited.outlet}, {when}" if who and cited.outlet else when
    parts = [_stop(who or cited.outlet)] if who or cited.outlet else []
    rest = [f"{part}." for part in (cited.archive.rstrip("."), cited.url) if part]
    return " ".join([*parts, _quoted(cited.title), _stop(where), *rest])


@lru_cache(maxsize=MANY)
def _chicago_names(authors: tuple[str, ...]) -> str:
    names = [name_of(author) for author in authors]
    if len(names) > 10:
        return f"{', '.join([names[0].inverted, *(n.plain for n in names[1:7])])}, et al."
    if len(names) > 1:
        others = [n.plain for n in names[1:]]
        return f"{', '.join([names[0].inverted, *others[:-1]])}, and {others[-1]}"
    return names[0].inverted if names else ""


def mla(cited: Cited) -> str:
    """`Eckert, Paul. “Talks Open.” Reuters, 9 Aug. 2013. The Papers, https://….`"""
    who = _mla_names(cited.authors)
    first = ", ".join([part for part in (cited.outlet, _dated(cited.date).mla) if part])
    second = ", ".join([part for part in (cited.archive, cited.url) if part])
    parts = (_stop(who), _quoted(cited.title), _stop(first), _stop(second))
    return " ".join([part for part in parts if part != "."])


@lru_cache(maxsize=MANY)
def _mla_names(authors: tuple[str, ...]) -> str:
    names = [name_of(author) for author in authors]
    who = names[0].inverted if names else ""
    if len(names) > 2:
        return f"{who}, et al."
    return f"{who}, and {names[1].plain}" if len(names) == 2 else who


def citations(cited: Cited) -> tuple[Citation, ...]:
    """Every way to cite, in the order in which pages show them."""
    fields = ",\n    ".join([f'"{name}": {value}' for name, value in csl_fields(cited) if value])
    return (
        Citation("apa", "APA", apa(cited)),
        Citation("chicago", "Chicago", chicago(cited)),
        Citation("mla", "MLA", mla(cited)),
        Citation("bibtex", "BibTeX", bibtex(cited), True),
        Citation("ris", "RIS", ris(cited).replace("\r\n", "\n"), True),
        Citation("csl", "CSL-JSON", f"[\n  {{\n    {fields}\n  }}\n]", True),
    )
