"""What machines read in a page's head: Highwire and Dublin Core for reference managers, schema.org JSON-LD.

A date is given only as precisely as it is known; one that is about, possibly or between is left out, since
none of these forms can say so.
"""

from __future__ import annotations

from collections.abc import Iterable
from functools import lru_cache

from builder.edtf import find_span
from builder.model import Briefing
from builder.render.citing.dated import MANY
from builder.render.citing.names import name_of
from builder.render.jsontext import dump, dump_field, in_block
from builder.render.page import Site


def exact_date(edtf: str) -> str:
    """The date itself where it is certain: `2013-08-09`, `2013-08`, `2013`; else empty."""
    span = find_span(edtf)
    certain = span and span.precision != "range" and not span.approximate and not span.uncertain
    return edtf if certain else ""


def highwire(briefing: Briefing, address: str, archive: str, pdf: str = "") -> tuple[tuple[str, str], ...]:
    """(name, content), Highwire first: what Zotero and others read. `pdf`: its address as PDF."""
    date, names = exact_date(briefing.date), [name_of(author).inverted for author in briefing.byline]
    tags = (
        ("citation_title", briefing.title),
        *[("citation_author", name) for name in names],
        ("citation_publication_date", date.replace("-", "/")),
        ("citation_publisher", briefing.outlet),
        ("citation_journal_title", briefing.outlet),
        ("citation_language", briefing.lang),
        ("citation_public_url", address),
        ("citation_pdf_url", pdf),
        ("DC.title", briefing.title),
        *[("DC.creator", name) for name in names],
        ("DC.date", date),
        ("DC.publisher", briefing.outlet),
        ("DC.language", briefing.lang),
        ("DC.identifier", address),
        ("DC.source", briefing.source.url),
        ("DC.isPartOf", archive),
        ("DC.type", "Text"),
    )
    return tuple([tag for tag in tags if tag[1]])


def briefing_jsonld(
    site: Site, briefing: Briefing, address: str, people: Iterable[str], issues: Iterable[str]
) -> str:
    """A schema.org NewsArticle."""
    fields = (
        '"@context": "https://schema.org", "@type": "NewsArticle"',
        _things("about", "Thing", issues),
        dump_field("abstract", briefing.summary),
        _authors(briefing.byline),
        dump_field("datePublished", exact_date(briefing.date)),
        dump_field("headline", briefing.title),
        dump_field("inLanguage", briefing.lang),
        dump_field("isBasedOn", briefing.source.url),
        _whole("isPartOf", "Collection", site.view.title),
        _things("mentions", "Person", people),
        _whole("publisher", "Organization", briefing.outlet),
        dump_field("url", address),
    )
    return in_block(f"{{{', '.join(filter(None, fields))}}}")


def _things(field: str, kind: str, names: Iterable[str]) -> str:
    found = ", ".join([_thing(kind, name) for name in names])
    return f'"{field}": [{found}]' if found else ""


@lru_cache(maxsize=MANY)
def _authors(byline: tuple[str, ...]) -> str:
    found = ", ".join([_thing("Person" if name_of(n).given else "Organization", n) for n in byline])
    return f'"author": [{found}]' if found else ""


@lru_cache(maxsize=MANY)
def _whole(field: str, kind: str, name: str) -> str:
    """What a briefing belongs to, which others belong to as well."""
    return f'"{field}": {_thing(kind, name)}' if name else ""


@lru_cache(maxsize=MANY)
def _thing(kind: str, name: str) -> str:
    """What has a name."""
    return dump({"@type": kind, "name": name})
