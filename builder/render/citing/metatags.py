"""What machines read in a page's head: Highwire and Dublin Core for reference managers, schema.org JSON-LD.

A date is given only as precisely as it is known; one that is about, possibly or between is left out, since
none of these forms can say so.
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from typing import Any

from builder.edtf import find_span
from builder.model import Briefing
from builder.render.citing.cited import Cited, name_of
from builder.render.page import Site


def exact_date(edtf: str) -> str:
    """The date itself where it is certain: `2013-08-09`, `2013-08`, `2013`; else empty."""
    span = find_span(edtf)
    certain = span and span.precision != "range" and not span.approximate and not span.uncertain
    return edtf if certain else ""


def highwire(briefing: Briefing, cited: Cited, pdf: str = "") -> tuple[tuple[str, str], ...]:
    """(name, content), Highwire first: what Zotero and others read. `pdf`: address of it as PDF."""
    date = exact_date(briefing.date)
    tags = [
        ("citation_title", briefing.title),
        *(("citation_author", name_of(author).inverted) for author in briefing.byline),
        ("citation_publication_date", date.replace("-", "/")),
        ("citation_publisher", briefing.outlet),
        ("citation_journal_title", briefing.outlet),
        ("citation_language", briefing.lang),
        ("citation_public_url", cited.url),
        ("citation_pdf_url", pdf),
        ("DC.title", briefing.title),
        *(("DC.creator", name_of(author).inverted) for author in briefing.byline),
        ("DC.date", date),
        ("DC.publisher", briefing.outlet),
        ("DC.language", briefing.lang),
        ("DC.identifier", cited.url),
        ("DC.source", briefing.source.url),
        ("DC.isPartOf", cited.archive),
        ("DC.type", "Text"),
    ]
    return tuple((name, content) for name, content in tags if content)


def briefing_jsonld(
    site: Site, briefing: Briefing, cited: Cited, people: Sequence[str], issues: Sequence[str]
) -> str:
    """A schema.org NewsArticle."""
    value: dict[str, Any] = {
        "@context": "https://schema.org",
        "@type": "NewsArticle",
        "headline": briefing.title,
        "inLanguage": briefing.lang,
        "url": cited.url,
        "datePublished": exact_date(briefing.date),
        "author": [_who(author) for author in briefing.byline],
        "publisher": {"@type": "Organization", "name": briefing.outlet} if briefing.outlet else None,
        "isPartOf": {"@type": "Collection", "name": cited.archive},
        "isBasedOn": briefing.source.url,
        "about": [{"@type": "Thing", "name": name} for name in issues],
        "mentions": [{"@type": "Person", "name": name} for name in people],
        "abstract": briefing.summary,
    }
    return json_block({key: item for key, item in value.items() if item})


def _who(name: str) -> dict[str, str]:
    parts = name_of(name)
    return {"@type": "Person" if parts.given else "Organization", "name": name}


_encode = json.JSONEncoder(ensure_ascii=False, sort_keys=True).encode


def json_block(value: Any) -> str:
    """JSON that may stand between script tags: nothing in it can end them."""
    text = _encode(value)
    for char in "<>&\u2028\u2029":
        text = text.replace(char, f"\\u{ord(char):04x}")
    return text
