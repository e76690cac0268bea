"""What machines read of the archive: feeds, sitemap, robots.txt, llms.txt, CSV and JSON. Pure text.

In: titles, absolute addresses, EDTF dates. Out: the text of a file. Nothing here invents a time of day:
where a format demands one (Atom), it is the first moment of the last day that a date allows.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from functools import lru_cache
from typing import NamedTuple

from builder.edtf import find_span
from builder.render.jsontext import dump, dump_field, dump_list, dump_names, dump_object

SITEMAP_LIMIT = 50_000
"""Addresses in one sitemap, by its specification."""

UNKNOWN_TIME = "1970-01-01T00:00:00Z"
"""Atom has no way to say that nobody knows."""


class FeedItem(NamedTuple):
    """A briefing in a feed."""

    url: str
    title: str
    date: str = ""
    """EDTF, or the bounds of an undated one, or empty."""
    summary: str = ""
    authors: tuple[str, ...] = ()
    tags: tuple[str, ...] = ()
    lang: str = ""


@lru_cache(maxsize=16384)
def feed_time(edtf: str) -> str:
    """A date as feeds want it: midnight UTC of its last known day."""
    span = find_span(edtf)
    day = (span.last or span.first) if span else None
    return f"{day.isoformat()}T00:00:00Z" if day else UNKNOWN_TIME


def atom(
    title: str, url: str, own: str, author: str, lang: str, dates: Iterable[str], entries: Iterable[str]
) -> str:
    """An Atom feed. `url`: the page it stands for; `own`: its own address; `entries`, of these `dates`: as
    `atom_entry` gives them.
    """
    lines = [
        '<?xml version="1.0" encoding="utf-8"?>',
        f'<feed xmlns="http://www.w3.org/2005/Atom" xml:lang={_quoted(lang)}>',
        f"<title>{_text(title)}</title>",
        f"<id>{_text(own)}</id>",
        f'<link rel="self" type="application/atom+xml" href={_quoted(own)}/>',
        f'<link rel="alternate" type="text/html" href={_quoted(url)}/>',
        f"<updated>{max(map(feed_time, dates), default=UNKNOWN_TIME)}</updated>",
        f"<author><name>{_text(author or title)}</name></author>",
    ]
    return "\n".join([*lines, *entries, "</feed>", ""])


def atom_entry(item: FeedItem) -> str:
    """A briefing in an Atom feed."""
    lines = (
        f"<entry xml:lang={_quoted(item.lang)}>" if item.lang else "<entry>",
        f"<title>{_text(item.title)}</title>",
        f"<id>{_text(item.url)}</id>",
        f'<link rel="alternate" type="text/html" href={_quoted(item.url)}/>',
        f"<updated>{feed_time(item.date)}</updated>",
        *map(_author, item.authors),
        *map(_category, item.tags),
        f"<summary>{_text(item.summary or item.title)}</summary>",
        "</entry>",
    )
    return "\n".join(lines)


@lru_cache(maxsize=16384)
def _author(name: str) -> str:
    return f"<author><name>{_text(name)}</name></author>"


@lru_cache(maxsize=16384)
def _category(tag: str) -> str:
    return f"<category term={_quoted(tag)}/>"


def _text(text: str) -> str:
    """Without the characters that XML cannot hold, none of which can be printed."""
    if not text.isprintable():
        text = _NOT_XML.sub("", text)
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")


def _quoted(text: str) -> str:
    """An attribute's value."""
    return '"' + _text(text).replace('"', "&quot;") + '"'


_NOT_XML = re.compile("[\x00-\x1f\ufffe\uffff\ud800-\udfff]")


def json_feed(title: str, url: str, own: str, author: str, lang: str, items: Iterable[str]) -> str:
    """A JSON Feed 1.1 of what `json_item` gives."""
    fields = (
        ("version", dump("https://jsonfeed.org/version/1.1")),
        ("title", title and dump(title)),
        ("home_page_url", url and dump(url)),
        ("feed_url", own and dump(own)),
        ("language", lang and dump(lang)),
        ("authors", dump([{"name": author}]) if author else ""),
        ("items", dump_list(items)),
    )
    return dump_object(fields) + "\n"


def json_item(item: FeedItem) -> str:
    """A briefing in a JSON Feed."""
    fields = (
        _json_authors(item.authors),
        dump_field("content_text", item.summary or item.title),
        dump_field("date_published", feed_time(item.date) if item.date else ""),
        dump_field("id", item.url),
        dump_field("language", item.lang),
        dump_names("tags", item.tags),
        dump_field("title", item.title),
        dump_field("url", item.url),
    )
    return f"{{{', '.join(filter(None, fields))}}}"


@lru_cache(maxsize=16384)
def _json_authors(names: tuple[str, ...]) -> str:
    return f'"authors": {dump([{"name": name} for name in names])}' if names else ""


def sitemap(urls: Iterable[str]) -> str:
    """One sitemap of at most `SITEMAP_LIMIT` addresses."""
    found = "".join(f"<url><loc>{_text(url)}</loc></url>\n" for url in urls)
    return (
        '<?xml version="1.0" encoding="utf-8"?>\n'
        f'<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">\n{found}</urlset>\n'
    )


def sitemap_index(urls: Iterable[str]) -> str:
    """The index of several sitemaps."""
    found = "".join(f"<sitemap><loc>{_text(url)}</loc></sitemap>\n" for url in urls)
    return (
        '<?xml version="1.0" encoding="utf-8"?>\n'
        f'<sitemapindex xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">\n{found}</sitemapindex>\n'
    )


def robots(sitemap_url: str) -> str:
    """robots.txt: everything may be read."""
    return "User-agent: *\nDisallow:\n" + (f"\nSitemap: {sitemap_url}\n" if sitemap_url else "")


def llms(title: str, description: str, links: Iterable[tuple[str, str, str]]) -> str:
    """llms.txt: what the archive is and where its parts are. `links`: (name, address, note)."""
    lines = [f"# {title}", ""]
    if description:
        lines += [f"> {' '.join(description.split())}", ""]
    lines += [f"- [{name}]({url}){': ' + note if note else ''}" for name, url, note in links]
    return "\n".join([*lines, ""])


def table(columns: Sequence[str], rows: Iterable[Sequence[object]]) -> str:
    """CSV by RFC 4180. A cell that a spreadsheet would take for a formula gets an apostrophe before it."""
    return "".join(map(line, (columns, *rows)))


def line(row: Sequence[object]) -> str:
    """A row of a table. Few have anything to quote: that is asked of all its cells at once."""
    cells = [v if v.__class__ is str and v[:1] not in _FORMULA else _cell(v) for v in row]
    told = ",".join(cells)
    if told.count(",") >= len(cells) or '"' in told or "\n" in told or "\r" in told:
        told = ",".join(map(_quoted_cell, cells))
    return told + "\r\n"


_FORMULA = frozenset("=+-@\t\r")
_TO_QUOTE = re.compile('[,"\r\n]')


def _cell(value: object) -> str:
    text = "; ".join(value) if isinstance(value, tuple) else str(value)
    return f"'{text}" if text[:1] in _FORMULA else text


def _quoted_cell(text: str) -> str:
    return '"' + text.replace('"', '""') + '"' if _TO_QUOTE.search(text) else text
