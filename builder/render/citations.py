"""Ways to cite a briefing: APA, Chicago, MLA, BibTeX, RIS, CSL-JSON.

In: a `Cited`, the few facts a citation needs. Out: text. A date is cited as precisely as it is known:
one that is only about, possibly or between stands in brackets, in words ("[about May 2013]"), and none is
"n.d."; no format gets a day that nobody printed. Titles and quotation marks stay as in the source.
Checked against citeproc-py in the tests.
"""

from __future__ import annotations

import json
import re
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from typing import Any

from builder.edtf import Span, parse_edtf
from builder.render.dates import long_date
from builder.render.parts import Citation
from builder.render.words import Words


@dataclass(frozen=True, slots=True)
class Cited:
    """What a citation needs to know."""

    id: str
    """Key for BibTeX and CSL: the slug."""
    title: str
    authors: tuple[str, ...] = ()
    outlet: str = ""
    date: str = ""
    """EDTF."""
    url: str = ""
    """Permanent address in the archive, else where it was published."""
    archive: str = ""
    """Name of the archive."""
    lang: str = ""


@dataclass(frozen=True, slots=True)
class Name:
    """An author's name in parts; an organisation has only `family`."""

    family: str
    given: str = ""

    @property
    def inverted(self) -> str:
        return f"{self.family}, {self.given}" if self.given else self.family

    @property
    def plain(self) -> str:
        return f"{self.given} {self.family}" if self.given else self.family

    @property
    def initials(self) -> str:
        """`P. J.`; `J.-P.`"""
        words = re.sub(r"[^\s-]+", lambda m: m[0][0] + ".", self.given.replace(".", ". "))
        return " ".join(words.split()).replace("- ", "-")


_ORGANISATION = re.compile(
    r"\b(staff|agency|press|news|newsroom|service|services|desk|editors?|editorial|bureau|correspondents?|"
    r"reporters?|times|post|radio|television|tv|ministry|department|office|team|board|reuters|afp|tass|interfax|"
    r"redaktion|rédaction|redacción|редакция|агентство)\b",
    re.IGNORECASE,
)
_PARTICLES = frozenset(
    "af al al- am auf da dal de del della den der des di do dos du el el- la las le les lo ten ter van vom "
    "von y zu zum zur".split()
)
_SUFFIX = re.compile(r"(?:jr|sr|ii|iii|iv)\.?\Z", re.IGNORECASE)


@lru_cache(maxsize=4096)
def name_of(text: str) -> Name:
    """A byline's name in parts; what is no person's name stays whole.

    >>> name_of("Ludwig van der Berg")
    Name(family='van der Berg', given='Ludwig')
    >>> name_of("Reuters Staff")
    Name(family='Reuters Staff', given='')
    """
    words = text.split()
    if len(words) < 2 or _ORGANISATION.search(text) or "," in text:
        return Name(text)
    last = len(words) - 1
    if last > 1 and _SUFFIX.match(words[last]):
        last -= 1
    start = last
    while start > 1 and words[start - 1].lower() in _PARTICLES:
        start -= 1
    return Name(" ".join(words[start:]), " ".join(words[:start]))


# ---------------------------------------------------------------- dates


def _span(edtf: str) -> Span | None:
    try:
        return parse_edtf(edtf) if edtf else None
    except ValueError:
        return None


def _exact(span: Span | None) -> date | None:
    """The first day of a date that is known exactly, to the day, month or year."""
    if span is None or span.precision == "range" or span.approximate or span.uncertain:
        return None
    return span.first


MONTHS = "January February March April May June July August September October November December".split()
_SHORT_MONTHS = "Jan. Feb. Mar. Apr. May June July Aug. Sept. Oct. Nov. Dec.".split()

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


def _apa_date(edtf: str) -> str:
    span = _span(edtf)
    day = _exact(span)
    if span is None:
        return "(n.d.)"
    if day is None:
        return f"[{words_of(edtf)}]"
    month = MONTHS[day.month - 1]
    return {"year": f"({day.year})", "month": f"({day.year}, {month})"}.get(
        span.precision, f"({day.year}, {month} {day.day})"
    )


def _chicago_date(edtf: str) -> str:
    span = _span(edtf)
    if span is None:
        return "n.d."
    return words_of(edtf) if _exact(span) else f"[{words_of(edtf)}]"


def _mla_date(edtf: str) -> str:
    span = _span(edtf)
    day = _exact(span)
    if span is None:
        return ""
    if day is None:
        return f"[{words_of(edtf)}]"
    month = _SHORT_MONTHS[day.month - 1]
    return {"year": f"{day.year}", "month": f"{month} {day.year}"}.get(
        span.precision, f"{day.day} {month} {day.year}"
    )


# ---------------------------------------------------------------- reference lists


def _stop(text: str) -> str:
    """With a full stop, unless it ends in one or in another mark that ends a sentence."""
    return text if re.search(r"[.?!…][\"'”’»)]?\Z", text) else f"{text}."


def _quoted(title: str) -> str:
    return f"“{title}”" if re.search(r"[.?!…]\Z", title) else f"“{title}.”"


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


# ---------------------------------------------------------------- for programs

_TEX = str.maketrans(
    {char: f"\\{char}" for char in "{}$&#%_"}
    | {"\\": r"\textbackslash{}", "~": r"\textasciitilde{}", "^": r"\textasciicircum{}"}
)


def _tex(text: str) -> str:
    return " ".join(text.split()).translate(_TEX)


def bibtex(cited: Cited) -> str:
    """An `@online` entry; biblatex reads its date with `~` and `?`, BibTeX its year."""
    names = [name_of(author) for author in cited.authors]
    authors = " and ".join(_tex(n.inverted) if n.given else f"{{{_tex(n.family)}}}" for n in names)
    span = _span(cited.date)
    day = _exact(span)
    fields = {
        "author": authors,
        "title": f"{{{_tex(cited.title)}}}",
        "organization": _tex(cited.outlet),
        "date": cited.date if span else "",
        "year": str(day.year) if day else "",
        "note": f"[{words_of(cited.date)}]" if span and not day else "",
        "url": cited.url,
        "howpublished": _tex(cited.archive),
        "langid": cited.lang,
    }
    body = "".join(f"  {key} = {{{value}}},\n" for key, value in fields.items() if value)
    return f"@online{{{cited.id},\n{body}}}"


def ris(cited: Cited) -> str:
    """A `NEWS` record; an uncertain date says so in the fourth part of `DA`."""
    span = _span(cited.date)
    day = _exact(span)
    lines = [("TY", "NEWS"), *(("AU", name_of(a).inverted) for a in cited.authors), ("TI", cited.title)]
    lines += [("T2", cited.outlet)]
    if span and day:
        fine = span.precision
        month, number = (f"{day:%m}" if fine != "year" else ""), (f"{day:%d}" if fine == "day" else "")
        lines += [("PY", f"{day.year:04d}"), ("DA", f"{day.year:04d}/{month}/{number}/")]
    elif span:
        year = (
            f"{span.last.year:04d}" if span.first and span.last and span.first.year == span.last.year else ""
        )
        lines += [("PY", year), ("DA", f"{year}///{words_of(cited.date)}")]
    lines += [("UR", cited.url), ("DB", cited.archive), ("LA", cited.lang), ("ID", cited.id)]
    kept = [f"{tag}  - {' '.join(value.split())}" for tag, value in lines if value]
    return "\r\n".join([*kept, "ER  - "])


def csl(cited: Cited) -> dict[str, Any]:
    """The item as CSL-JSON; `circa` for about, `literal` where CSL has no form for what is known."""
    item: dict[str, Any] = {"id": cited.id, "type": "article-newspaper", "title": cited.title}
    names = [name_of(author) for author in cited.authors]
    if names:
        item["author"] = [
            {"family": n.family, "given": n.given} if n.given else {"literal": n.family} for n in names
        ]
    plain = {
        "container-title": cited.outlet,
        "URL": cited.url,
        "archive": cited.archive,
        "language": cited.lang,
    }
    item.update({key: value for key, value in plain.items() if value})
    span = _span(cited.date)
    if span:
        item["issued"] = _csl_date(cited.date, span)
    return item


def _csl_date(edtf: str, span: Span) -> dict[str, Any]:
    if span.precision == "range" or span.first is None or span.uncertain:
        return {"literal": f"[{words_of(edtf)}]"}
    parts = {"year": 1, "month": 2, "day": 3}[span.precision]
    value: dict[str, Any] = {"date-parts": [[span.first.year, span.first.month, span.first.day][:parts]]}
    return value | {"circa": True} if span.approximate else value


_encode = json.JSONEncoder(ensure_ascii=False).encode


def _indented(value: Any, start: str = "\n") -> str:
    """As `json.dumps` with `indent=2`, `sort_keys=True`; which does that in Python, at six times the cost."""
    inner = f"{start}  "
    if isinstance(value, dict):
        items = [f"{inner}{_encode(key)}: {_indented(value[key], inner)}" for key in sorted(value)]
        return f"{{{','.join(items)}{start}}}"
    if isinstance(value, list):
        return f"[{','.join([inner + _indented(item, inner) for item in value])}{start}]"
    return _encode(value)


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
