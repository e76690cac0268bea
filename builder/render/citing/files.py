"""A citation for programs: BibTeX, RIS, CSL-JSON.

In: a `Cited`. Out: text, or the item of CSL. An uncertain date keeps its doubt in each of them.
"""

from __future__ import annotations

from typing import Any

from builder.edtf import Span, find_span
from builder.render.citing.cited import Cited, exact_day, name_of, words_of

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
    span = find_span(cited.date)
    day = exact_day(span)
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
    span = find_span(cited.date)
    day = exact_day(span)
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
    span = find_span(cited.date)
    if span:
        item["issued"] = _csl_date(cited.date, span)
    return item


def _csl_date(edtf: str, span: Span) -> dict[str, Any]:
    if span.precision == "range" or span.first is None or span.uncertain:
        return {"literal": f"[{words_of(edtf)}]"}
    parts = {"year": 1, "month": 2, "day": 3}[span.precision]
    value: dict[str, Any] = {"date-parts": [[span.first.year, span.first.month, span.first.day][:parts]]}
    return value | {"circa": True} if span.approximate else value
