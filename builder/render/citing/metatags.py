"""What machines read in a page's head: Highwire and Dublin Core for reference managers, schema.org JSON-LD.

A date is given only as precisely as it is known; one that is about, possibly or between is left out, since
none of these forms can say so.
"""

from __future__ import annotations

from collections.abc import Iterable
from functools import lru_cache

from builder.edtf import find_span
from builder.model import Briefing
from builder.render.citing.cited import MANY, Cited, name_of
from builder.render.jsontext import dump, dump_list, dump_object, dump_text, in_block
from builder.render.page import Site


def exact_date(edtf: str) -> str:
    """The date itself where it is certain: `2013-08-09`, `2013-08`, `2013`; else empty."""
    span = find_span(edtf)
    certain = span and span.precision != "range" and not span.approximate and not span.uncertain
    return edtf if certain else ""


def highwire(briefing: Briefing, cited: Cited, pdf: str = "") -> tuple[tuple[str, str], ...]:
    """(name, content), Highwire first: what Zotero and others read. `pdf`: address of it as PDF."""
    date, names = exact_date(briefing.date), [name_of(author).inverted for author in briefing.byline]
    tags = (
        ("citation_title", briefing.title),
        *[("citation_author", name) for name in names],
        ("citation_publication_date", date.replace("-", "/")),
        ("citation_publisher", briefing.outlet),
        ("citation_journal_title", briefing.outlet),
        ("citation_language", briefing.lang),
        ("citation_public_url", cited.url),
        ("citation_pdf_url", pdf),
        ("DC.title", briefing.title),
        *[("DC.creator", name) for name in names],
        ("DC.date", date),
        ("DC.publisher", briefing.outlet),
        ("DC.language", briefing.lang),
        ("DC.identifier", cited.url),
        ("DC.source", briefing.source.url),
        ("DC.isPartOf", cited.archive),
        ("DC.type", "Text"),
    )
    return tuple([tag for tag in tags if tag[1]])


def briefing_jsonld(
    site: Site, briefing: Briefing, cited: Cited, people: Iterable[str], issues: Iterable[str]
) -> str:
    """A schema.org NewsArticle."""
    date = exact_date(briefing.date)
    fields = (
        ("@context", '"https://schema.org"'),
        ("@type", '"NewsArticle"'),
        ("about", _things("Thing", issues)),
        ("abstract", briefing.summary and dump_text(briefing.summary)),
        ("author", _things("", briefing.byline)),
        ("datePublished", date and dump_text(date)),
        ("headline", dump_text(briefing.title)),
        ("inLanguage", briefing.lang and dump_text(briefing.lang)),
        ("isBasedOn", briefing.source.url and dump_text(briefing.source.url)),
        ("isPartOf", _thing("Collection", cited.archive)),
        ("mentions", _things("Person", people)),
        ("publisher", briefing.outlet and _thing("Organization", briefing.outlet)),
        ("url", cited.url and dump_text(cited.url)),
    )
    return in_block(dump_object(fields))


def _things(kind: str, names: Iterable[str]) -> str:
    found = [_thing(kind, name) for name in names]
    return dump_list(found) if found else ""


@lru_cache(maxsize=MANY)
def _thing(kind: str, name: str) -> str:
    """What has a name. Without a kind, a person or an organisation."""
    kind = kind or ("Person" if name_of(name).given else "Organization")
    return dump({"@type": kind, "name": name})
