"""What a page states about itself, as claims: `<meta>`, JSON-LD, `<time>`, `<title>`, canonical URL.

Every statement is kept with its source as the rule (`json-ld:datePublished`, `meta:author`); which of them
to believe is decided in `metadata` and `dates`.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from typing import Any

from builder.model import Claim, Evidence

_META = {
    "og:title": "title",
    "twitter:title": "title",
    "dc.title": "title",
    "dcterms.title": "title",
    "citation_title": "title",
    "headline": "title",
    "parsely-title": "title",
    "sailthru.title": "title",
    "article:published_time": "date",
    "og:article:published_time": "date",
    "og:published_time": "date",
    "article.published": "date",
    "date": "date",
    "pubdate": "date",
    "publishdate": "date",
    "publish-date": "date",
    "publish_date": "date",
    "published_time": "date",
    "publication_date": "date",
    "datepublished": "date",
    "originalpublicationdate": "date",
    "dc.date": "date",
    "dc.date.issued": "date",
    "dc.date.created": "date",
    "dcterms.date": "date",
    "dcterms.created": "date",
    "citation_publication_date": "date",
    "citation_date": "date",
    "parsely-pub-date": "date",
    "sailthru.date": "date",
    "cxenseparse:recs:publishtime": "date",
    "article:modified_time": "modified",
    "og:updated_time": "modified",
    "datemodified": "modified",
    "lastmod": "modified",
    "last-modified": "modified",
    "dcterms.modified": "modified",
    "author": "byline",
    "article:author": "byline",
    "article:author_name": "byline",
    "og:article:author": "byline",
    "byl": "byline",
    "byline": "byline",
    "dc.creator": "byline",
    "dcterms.creator": "byline",
    "citation_author": "byline",
    "parsely-author": "byline",
    "sailthru.author": "byline",
    "twitter:data1": "byline-hint",
    "og:site_name": "outlet",
    "application-name": "outlet",
    "publisher": "outlet",
    "dc.publisher": "outlet",
    "copyright": "outlet-hint",
    "og:url": "url",
    "og:locale": "lang",
    "content-language": "lang",
    "dc.language": "lang",
    "article:section": "section",
    "description": "summary",
    "og:description": "summary",
    "og:image": "image",
    "og:type": "page-type",
    "keywords": "keywords",
    "news_keywords": "keywords",
}
"""`name`, `property`, `itemprop` or `http-equiv` in lower case → our field."""

_JSON_FIELDS = {
    "headline": "title",
    "alternativeHeadline": "title-hint",
    "datePublished": "date",
    "dateCreated": "date-created",
    "dateModified": "modified",
    "author": "byline",
    "creator": "byline",
    "editor": "editors",
    "publisher": "outlet",
    "inLanguage": "lang",
    "articleSection": "section",
    "description": "summary",
    "dateline": "dateline",
    "keywords": "keywords",
}
_ARTICLE = re.compile(
    r"(?:Article|NewsArticle|BlogPosting|Report|Posting|WebPage|Review|Recipe|VideoObject)\Z"
)
_SPACE = re.compile(r"\s+")
_MAX_NODES = 5_000
"""Objects looked at in one page's JSON-LD; more is no description of an article."""
_MAX_VALUE = 2_000


def find_claims(tree: Any) -> tuple[str, tuple[Claim, ...]]:
    """The page's own address (empty when it names none) and all that it states."""
    claims = [
        *_canonical(tree),
        *_json_ld(tree),
        *_meta(tree),
        *_elements(tree),
    ]
    unique = tuple(dict.fromkeys(claim for claim in claims if claim.value))
    address = next(
        (c.value for c in unique if c.field == "url" and c.value.startswith(("http://", "https://"))), ""
    )
    return address, unique


def _claim(field: str, value: str, rule: str, line: int = 0) -> Claim:
    words = _SPACE.sub(" ", value).strip()[:_MAX_VALUE]
    return Claim(field, words, Evidence(rule, words[:200], line))


def _canonical(tree: Any) -> Iterator[Claim]:
    for link in tree.iter("link"):
        if "canonical" in (link.get("rel") or "").lower().split() and link.get("href"):
            yield _claim("url", link.get("href"), "link:canonical")


def _meta(tree: Any) -> Iterator[Claim]:
    for meta in tree.iter("meta"):
        content = meta.get("content")
        key = meta.get("property") or meta.get("name") or meta.get("itemprop") or meta.get("http-equiv")
        field = _META.get((key or "").strip().lower())
        if field and content:
            yield _claim(field, content, f"meta:{key.strip().lower()}")


def _elements(tree: Any) -> Iterator[Claim]:
    if tree.get("lang") or tree.get("{http://www.w3.org/XML/1998/namespace}lang"):
        yield _claim("lang", tree.get("lang") or "", "html:lang")
    title = tree.find(".//head/title")
    if title is not None and title.text:
        yield _claim("title", title.text, "html:title")
    for heading in tree.iter("h1"):
        yield _claim("title", "".join(heading.itertext()), "html:h1")
    for time in tree.iter("time"):
        stamp = time.get("datetime") or "".join(time.itertext())
        updated = "update" in (time.get("class") or "").lower() or time.get("itemprop") == "dateModified"
        yield _claim("modified" if updated else "date", stamp, "html:time")
    for element in tree.iter("a", "span", "div", "p", "address", "li"):
        if element.get("rel") == "author":
            yield _claim("byline", "".join(element.itertext()), "html:rel-author")
        elif element.get("itemprop") in ("author", "datePublished", "headline"):
            field = {"author": "byline", "datePublished": "date", "headline": "title"}[
                element.get("itemprop")
            ]
            value = element.get("content") or "".join(element.itertext())
            yield _claim(field, value, f"html:itemprop-{element.get('itemprop')}")


def _json_ld(tree: Any) -> Iterator[Claim]:
    for script in tree.iter("script"):
        if (script.get("type") or "").strip().lower() == "application/ld+json" and script.text:
            try:
                data = json.loads(script.text.strip().rstrip(";"), strict=False)
            except (ValueError, RecursionError):
                continue
            for node in _articles(data):
                yield from _article_claims(node)


def _articles(data: Any) -> Iterator[dict[str, Any]]:
    """Objects that describe an article or its page, outermost first."""
    waiting, seen = [data], 0
    while waiting and seen < _MAX_NODES:
        node = waiting.pop(0)
        seen += 1
        if isinstance(node, list):
            waiting.extend(node[:200])
        elif isinstance(node, dict):
            kinds = node.get("@type")
            names = kinds if isinstance(kinds, list) else [kinds]
            if any(isinstance(name, str) and _ARTICLE.search(name) for name in names):
                yield node
            waiting.extend(node[key] for key in ("@graph", "mainEntity", "mainEntityOfPage") if key in node)


def _article_claims(node: dict[str, Any]) -> Iterator[Claim]:
    kind = node.get("@type")
    prefix = "json-ld" if "WebPage" not in str(kind) else "json-ld-page"
    for key, field in _JSON_FIELDS.items():
        for value in _names(node.get(key)):
            yield _claim(field, value, f"{prefix}:{key}")
    for key in ("url", "mainEntityOfPage"):
        stated = node.get(key)
        address = stated.get("@id") if isinstance(stated, dict) else stated
        if isinstance(address, str) and address.startswith("http"):
            yield _claim("url", address, f"{prefix}:{key}")


def _names(value: Any) -> Iterator[str]:
    """The names in a JSON-LD value: a string, an object with a name, or a list of them."""
    for item in value if isinstance(value, list) else [value]:
        if isinstance(item, dict):
            item = item.get("name") or item.get("alternateName")
        if isinstance(item, list):
            yield from (name for name in item if isinstance(name, str))
        elif isinstance(item, str):
            yield item
