"""A citation for programs: BibTeX, RIS, CSL-JSON.

In: a `Cited`. Out: text, or the item of CSL. An uncertain date keeps its doubt in each of them.
"""

from __future__ import annotations

import re
from functools import lru_cache

from builder.edtf import find_span
from builder.render.citing.cited import MANY, Cited, exact_day, name_of, words_of
from builder.render.jsontext import dump, dump_field
from builder.render.text.plaintext import folded

_TEX = str.maketrans(
    {char: f"\\{char}" for char in "{}$&#%_"}
    | {"\\": r"\textbackslash{}", "~": r"\textasciitilde{}", "^": r"\textasciicircum{}"}
)


_SIGNS = re.compile(f"[{re.escape(''.join(map(chr, _TEX)))}]")
"""What TeX reads as something else: few texts have any, and to seek it is cheaper than to translate them."""


def _tex(text: str) -> str:
    text = folded(text)
    return text.translate(_TEX) if _SIGNS.search(text) else text


def bibtex(cited: Cited) -> str:
    """An `@online` entry; biblatex reads its date with `~` and `?`, BibTeX its year."""
    fields = (
        f"@online{{{cited.id},\n",
        _tex_names(cited.authors),
        _tex_field("title", f"{{{_tex(cited.title)}}}"),
        _tex_words("organization", cited.outlet),
        _tex_date(cited.date),
        _tex_field("url", cited.url),
        _tex_words("howpublished", cited.archive),
        _tex_field("langid", cited.lang),
    )
    return f"{''.join(fields)}}}"


def _tex_field(key: str, value: str) -> str:
    return f"  {key} = {{{value}}},\n" if value else ""


@lru_cache(maxsize=MANY)
def _tex_words(key: str, words: str) -> str:
    return _tex_field(key, _tex(words))


@lru_cache(maxsize=MANY)
def _tex_names(authors: tuple[str, ...]) -> str:
    names = [name_of(author) for author in authors]
    parts = [_tex(n.inverted) if n.given else f"{{{_tex(n.family)}}}" for n in names]
    return _tex_field("author", " and ".join(parts))


@lru_cache(maxsize=MANY)
def _tex_date(edtf: str) -> str:
    span = find_span(edtf)
    if span is None:
        return ""
    day = exact_day(span)
    more = _tex_field("year", str(day.year)) if day else _tex_field("note", f"[{words_of(edtf)}]")
    return _tex_field("date", edtf) + more


def ris(cited: Cited) -> str:
    """A `NEWS` record; an uncertain date says so in the fourth part of `DA`."""
    fields = (
        "TY  - NEWS\r\n",
        _ris_names(cited.authors),
        _ris_field("TI", cited.title),
        _ris_words("T2", cited.outlet),
        _ris_date(cited.date),
        _ris_field("UR", cited.url),
        _ris_words("DB", cited.archive),
        _ris_words("LA", cited.lang),
        _ris_field("ID", cited.id),
        "ER  - ",
    )
    return "".join(fields)


def _ris_field(tag: str, value: str) -> str:
    return f"{tag}  - {folded(value)}\r\n" if value else ""


_ris_words = lru_cache(maxsize=MANY)(_ris_field)
"""What many briefings have alike."""


@lru_cache(maxsize=MANY)
def _ris_names(authors: tuple[str, ...]) -> str:
    return "".join([_ris_field("AU", name_of(author).inverted) for author in authors])


@lru_cache(maxsize=MANY)
def _ris_date(edtf: str) -> str:
    span = find_span(edtf)
    if span is None:
        return ""
    day = exact_day(span)
    if day:
        fine = span.precision
        month = f"{day.month:02d}" if fine != "year" else ""
        number = f"{day.day:02d}" if fine == "day" else ""
        return f"PY  - {day.year:04d}\r\nDA  - {day.year:04d}/{month}/{number}/\r\n"
    is_one_year = span.first and span.last and span.first.year == span.last.year
    year = f"{span.last.year:04d}" if span.last and is_one_year else ""
    return _ris_field("PY", year) + _ris_field("DA", f"{year}///{words_of(edtf)}")


def csl_fields(cited: Cited) -> list[str]:
    """The fields of the item as CSL-JSON, ordered by name."""
    fields = (
        dump_field("URL", cited.url),
        _csl_words("archive", cited.archive),
        _csl_names(cited.authors),
        _csl_words("container-title", cited.outlet),
        dump_field("id", cited.id),
        _csl_date(cited.date),
        _csl_words("language", cited.lang),
        dump_field("title", cited.title),
        '"type": "article-newspaper"',
    )
    return [field for field in fields if field]


def csl(cited: Cited) -> str:
    """The item as CSL-JSON, on one line."""
    return f"{{{', '.join(csl_fields(cited))}}}"


_csl_words = lru_cache(maxsize=MANY)(dump_field)
"""What many briefings have alike."""


@lru_cache(maxsize=MANY)
def _csl_names(authors: tuple[str, ...]) -> str:
    names = [name_of(author) for author in authors]
    parts = [{"family": n.family, "given": n.given} if n.given else {"literal": n.family} for n in names]
    return f'"author": {dump(parts)}' if parts else ""


@lru_cache(maxsize=MANY)
def _csl_date(edtf: str) -> str:
    """`circa` for about, `literal` where CSL has no form for what is known."""
    span = find_span(edtf)
    if span is None:
        return ""
    if span.precision == "range" or span.first is None or span.uncertain:
        return f'"issued": {dump({"literal": f"[{words_of(edtf)}]"})}'
    day, fine = span.first, {"year": 1, "month": 2, "day": 3}[span.precision]
    known = ", ".join(map(str, (day.year, day.month, day.day)[:fine]))
    circa = '"circa": true, ' if span.approximate else ""
    return f'"issued": {{{circa}"date-parts": [[{known}]]}}'
