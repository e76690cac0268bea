"""What a page states about itself, as claims: `<meta>`, JSON-LD, `<time>`, `<title>`, canonical URL.

Every statement is kept with its source as the rule (`json-ld:datePublished`, `meta:author`); which of them
to believe is decided in `metadata` and `dates`.
"""

from __future__ import annotations

import html
import json
import re
from collections.abc import Iterator, Mapping
from typing import Any

from builder.ingest.reading.htmlstate import find_state_dates
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
    "twitter:data1": "byline",
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

_OTHER_NAMES = (
    ("", re.compile(r"expir|build|render|crawl|image|video|upload|review|url|(?<![a-z])id\Z|timestamp")),
    ("modified", re.compile(r"modif|updat|revis|changed")),
    ("date", re.compile(r"publi[sc]|pub[-_.]?date|issued|release|created|post[-_.]?date|article[-_.]?date")),
    ("byline", re.compile(r"author(?!ity|iz)|byline")),
)
"""What other names of `<meta>` speak of; the first that fits decides. Sites invent new ones all the time."""
_DATED = re.compile(r"\A\W*(?:(?:19|20)\d\d\W?\d\d\W?\d\d|\w+\W+\d{1,2}\W+(?:19|20)\d\d)")

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
_ENTITY = re.compile(
    r"&(?:#\d{1,7}|#[xX][0-9a-fA-F]{1,6}|quot|apos|amp|lt|gt|nbsp|[mn]dash|hellip|[lr][sd]quo|[lr]aquo);"
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
        *find_state_dates(tree),
    ]
    unique = tuple(dict.fromkeys(claim for claim in claims if claim.value))
    address = next(
        (c.value for c in unique if c.field == "url" and c.value.startswith(("http://", "https://"))), ""
    )
    return address, unique


def _claim(field: str, value: str, rule: str, line: int = 0) -> Claim:
    if rule.startswith(("json-ld", "meta")):  # in JSON, or escaped twice; what is seen stays as it is seen
        value = _ENTITY.sub(lambda match: html.unescape(match[0]), value)
    words = _SPACE.sub(" ", value).strip()[:_MAX_VALUE]
    return Claim(field, words, Evidence(rule, words[:200], line))


def _canonical(tree: Any) -> Iterator[Claim]:
    for link in tree.iter("link"):
        if "canonical" in (link.get("rel") or "").lower().split() and link.get("href"):
            yield _claim("url", link.get("href"), "link:canonical")


def _meta(tree: Any) -> Iterator[Claim]:
    for meta in tree.iter("meta"):
        content = meta.get("content") or meta.get("value")
        key = meta.get("property") or meta.get("name") or meta.get("itemprop") or meta.get("http-equiv")
        name = (key or "").strip().lower()
        if not (name and content):
            continue
        field = _META.get(name)
        if name == "twitter:data1" and any(c.isdigit() for c in content):
            continue  # "5 minutes", "$ 12": not "Written by"
        if field:
            yield _claim(field, content, f"meta:{name}")
            continue
        other = next((field for field, pattern in _OTHER_NAMES if pattern.search(name)), "")
        if other == "byline" or (other and _DATED.match(content)):
            yield _claim(other, content, f"meta-like:{other}")


def _elements(tree: Any) -> Iterator[Claim]:
    if tree.get("lang") or tree.get("{http://www.w3.org/XML/1998/namespace}lang"):
        yield _claim("lang", tree.get("lang") or "", "html:lang")
    title = tree.find(".//head/title")
    if title is not None and title.text:
        yield _claim("title", title.text, "html:title")
    for heading in tree.iter("h1"):
        yield _claim("title", "".join(heading.itertext()), "html:h1")
    yield from _times(tree)
    for element in tree.iter("a", "span", "div", "p", "address", "li", "b", "strong"):
        part = element.get("itemprop")
        if "author" in (element.get("rel") or "").split():
            yield _claim("byline", "".join(element.itertext()), "html:rel-author")
        elif part in _PARTS:
            named = element.find(".//*[@itemprop='name']") if part == "author" else None
            value = element.get("content") or "".join((element if named is None else named).itertext())
            yield _claim(_PARTS[part], value, f"html:itemprop-{part}")


_PARTS = {"author": "byline", "datePublished": "date", "headline": "title"}
_PUBLISHED = re.compile(r"publi[sc]|posted|entry-date|pubdate|veroeff")
_CHANGED = re.compile(r"updat|modif|aktualis|(?<![a-z])edited")


def _times(tree: Any) -> Iterator[Claim]:
    """The moments that a page marks up, and what its own words for them say they are."""
    for time in tree.iter("time", "relative-time", "abbr"):
        printed = "".join(time.itertext())
        stamp = time.get("title") if time.tag == "abbr" else time.get("datetime") or printed
        marks = " ".join(time.get(name) or "" for name in ("class", "itemprop", "id", "data-testid")).lower()
        if not stamp or (time.tag == "abbr" and not _PUBLISHED.search(marks)):
            continue
        if _CHANGED.search(marks) and "publ" not in marks:
            yield _claim("modified", stamp, "html:time")
        elif _PUBLISHED.search(marks) or time.get("pubdate") is not None:
            yield _claim("date", stamp, "html:time-published")
        elif next(time.iterancestors("aside", "footer", "nav", "li"), None) is not None:
            yield _claim("date", stamp, "html:time-aside")
        else:
            yield _claim("date", stamp, "html:time")


def _json_ld(tree: Any) -> Iterator[Claim]:
    for script in tree.iter("script"):
        if (script.get("type") or "").strip().lower() == "application/ld+json" and script.text:
            try:
                data = json.loads(_WRAPPED.sub("", script.text).strip().rstrip(";"), strict=False)
            except (ValueError, RecursionError):
                yield from _broken_json(script.text)
                continue
            nodes = list(_nodes(data))
            known = {n["@id"]: n["name"] for n in nodes if _is_text(n.get("@id")) and _is_text(n.get("name"))}
            for node in nodes:
                if _is_article(node):
                    yield from _article_claims(node, known)


_WRAPPED = re.compile(r"\A\s*(?://)?\s*<!(?:\[CDATA\[|--)|(?://)?\s*(?:\]\]|--)>\s*\Z")
_PAIR = re.compile(r'"(headline|datePublished|dateModified)"\s*:\s*"((?:[^"\\\n]|\\.){4,300})"')


def _broken_json(text: str) -> Iterator[Claim]:
    """What can still be read of a description that is no valid JSON: its first plain strings."""
    seen: set[str] = set()
    for match in _PAIR.finditer(text[:200_000]):
        if match[1] not in seen:
            seen.add(match[1])
            yield _claim(_JSON_FIELDS[match[1]], match[2], f"json-ld:{match[1]}")


def _is_text(value: Any) -> bool:
    return isinstance(value, str) and bool(value)


def _nodes(data: Any) -> Iterator[dict[str, Any]]:
    """The objects of a description, outermost first."""
    waiting, seen = [data], 0
    while waiting and seen < _MAX_NODES:
        node = waiting.pop(0)
        seen += 1
        if isinstance(node, list):
            waiting.extend(node[:200])
        elif isinstance(node, dict):
            yield node
            waiting.extend(node[key] for key in ("@graph", "mainEntity", "mainEntityOfPage") if key in node)


def _is_article(node: dict[str, Any]) -> bool:
    kinds = node.get("@type")
    names = kinds if isinstance(kinds, list) else [kinds]
    return any(isinstance(name, str) and _ARTICLE.search(name) for name in names)


def _article_claims(node: dict[str, Any], known: Mapping[str, str]) -> Iterator[Claim]:
    kind = node.get("@type")
    prefix = "json-ld" if "WebPage" not in str(kind) else "json-ld-page"
    for key, field in _JSON_FIELDS.items():
        for value in _names(node.get(key), known):
            yield _claim(field, value, f"{prefix}:{key}")
    for key in ("url", "mainEntityOfPage"):
        stated = node.get(key)
        address = stated.get("@id") if isinstance(stated, dict) else stated
        if isinstance(address, str) and address.startswith("http"):
            yield _claim("url", address, f"{prefix}:{key}")


def _names(value: Any, known: Mapping[str, str]) -> Iterator[str]:
    """The names in a JSON-LD value: strings, objects with a name here or elsewhere, lists of them."""
    for item in value if isinstance(value, list) else [value]:
        if isinstance(item, dict):
            item = item.get("name") or item.get("alternateName") or known.get(str(item.get("@id")))
        if isinstance(item, list):
            yield from (name for name in item if isinstance(name, str))
        elif isinstance(item, str):
            yield item
