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
    """A date as each style writes it; with the full stop after it in two of them."""

    apa: str
    chicago: str
    mla: str


@lru_cache(maxsize=MANY)
def _dated(edtf: str) -> _Dated:
    span = find_span(edtf)
    day = exact_day(span)
    if span is None:
        return _Dated("(n.d.).", "n.d.", "")
    if day is None:
        said = f"[{words_of(edtf)}]"
        return _Dated(f"{said}.", f"{said}.", said)
    year, month, short = day.year, _MONTHS[day.month - 1], _SHORT_MONTHS[day.month - 1]
    if span.precision == "year":
        return _Dated(f"({year}).", f"{year}.", f"{year}")
    if span.precision == "month":
        return _Dated(f"({year}, {month}).", f"{month} {year}.", f"{short} {year}")
    return _Dated(f"({year}, {month} {day.day}).", f"{month} {day.day}, {year}.", f"{day.day} {short} {year}")


_ENDS = (".", "?", "!", "…")
_CLOSERS = tuple("\"'”’»)")


def _stop(text: str) -> str:
    """With a full stop, unless it ends in one or in another mark that ends a sentence, or is empty."""
    inner = text[:-1] if text.endswith(_CLOSERS) else text
    return text if not text or inner.endswith(_ENDS) else f"{text}."


def _quoted(title: str) -> str:
    return f"“{title}”" if title.endswith(_ENDS) else f"“{title}.”"


def _joined(between: str, *parts: str) -> str:
    """Of the parts those that say something."""
    return between.join(filter(None, parts))


def apa(cited: Cited) -> str:
    """`Eckert, P. (2013, August 9). Talks open. Reuters. The Papers. https://…`"""
    who, when, title = _apa_names(cited.authors), _dated(cited.date).apa, _stop(cited.title)
    first, second = (who, f"{when} {title}") if who else (title, when)
    return _joined(" ", first, second, _apa_place(cited.outlet, cited.archive), cited.url)


@lru_cache(maxsize=MANY)
def _apa_names(authors: tuple[str, ...]) -> str:
    names = [f"{n.family}, {n.initials}" if n.given else n.family for n in map(name_of, authors)]
    if len(names) > 20:
        return _stop(f"{', '.join(names[:19])}, . . . {names[-1]}")
    return _stop(f"{', '.join(names[:-1])}, & {names[-1]}" if len(names) > 1 else "".join(names))


@lru_cache(maxsize=MANY)
def _apa_place(outlet: str, archive: str) -> str:
    return _joined(" ", _stop(outlet), _stop(archive))


def chicago(cited: Cited) -> str:
    """`Eckert, Paul. “Talks Open.” Reuters, August 9, 2013. The Papers. https://….`

    As in a bibliography; an unsigned piece stands under its outlet (CMOS 14.199).
    """
    who, where = _chicago_names(cited.authors, cited.outlet)
    when, archive = f"{where}{_dated(cited.date).chicago}", cited.archive.rstrip(".")
    title = _quoted(cited.title)
    return _joined(" ", who, title, when, archive and f"{archive}.", cited.url and f"{cited.url}.")


@lru_cache(maxsize=MANY)
def _chicago_names(authors: tuple[str, ...], outlet: str) -> tuple[str, str]:
    """Who stands before the title, and the outlet before the date."""
    names = [name_of(author) for author in authors]
    if not names:
        return _stop(outlet), ""
    who = names[0].inverted
    if len(names) > 10:
        who = f"{', '.join([who, *(n.plain for n in names[1:7])])}, et al."
    elif len(names) > 1:
        who = f"{', '.join([who, *(n.plain for n in names[1:-1])])}, and {names[-1].plain}"
    return _stop(who), f"{outlet}, " if outlet else ""


def mla(cited: Cited) -> str:
    """`Eckert, Paul. “Talks Open.” Reuters, 9 Aug. 2013. The Papers, https://….`"""
    first = _joined(", ", cited.outlet, _dated(cited.date).mla)
    second = _joined(", ", cited.archive, cited.url)
    return _joined(" ", _mla_names(cited.authors), _quoted(cited.title), _stop(first), _stop(second))


@lru_cache(maxsize=MANY)
def _mla_names(authors: tuple[str, ...]) -> str:
    names = [name_of(author) for author in authors]
    who = names[0].inverted if names else ""
    if len(names) > 2:
        return f"{who}, et al."
    return _stop(f"{who}, and {names[1].plain}" if len(names) == 2 else who)


def citations(cited: Cited) -> tuple[Citation, ...]:
    """Every way to cite, in the order in which pages show them."""
    fields = ",\n    ".join(csl_fields(cited))
    return (
        Citation("apa", "APA", apa(cited)),
        Citation("chicago", "Chicago", chicago(cited)),
        Citation("mla", "MLA", mla(cited)),
        Citation("bibtex", "BibTeX", bibtex(cited), True),
        Citation("ris", "RIS", ris(cited).replace("\r\n", "\n"), True),
        Citation("csl", "CSL-JSON", f"[\n  {{\n    {fields}\n  }}\n]", True),
    )
