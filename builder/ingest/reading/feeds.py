"""A feed saved as a file (RSS or Atom) → a `Part` for each of its entries.

In: a name and an open file. Out: the text of each entry as a page, with what the feed states about it as
claims, and a `Problem` for what is no feed. Nothing outside the file is opened: no entities, no network.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any, BinaryIO

from builder.config import IngestOptions
from builder.errors import Problem
from builder.ingest.reading.parts import Part, seed_problem
from builder.model import Claim, Evidence

_FIELDS = {
    "title": "title",
    "link": "url",
    "pubDate": "date",
    "published": "date",
    "date": "date",
    "creator": "byline",
    "author": "byline",
    "language": "lang",
}
"""Name of an element → our field; names without their namespaces."""
_TEXTS = ("encoded", "content", "description", "summary")
"""Elements that may hold the text of an entry, the fullest first."""
_LOOKS_FEED = re.compile(
    rb"\A(?:\xef\xbb\xbf)?\s*(?:<\?xml[^>]*\?>\s*)?(?:<\?[^>]*\?>\s*|<!--.{0,500}?-->\s*)*<(?:rss|feed|rdf:RDF)\b",
    re.I | re.S,
)


def looks_like_feed(data: bytes) -> bool:
    """The bytes begin as a feed does."""
    return bool(_LOOKS_FEED.match(data[:2000]))


def iter_feed(name: str, file: BinaryIO, options: IngestOptions) -> Iterator[Part | Problem]:
    """The entries of a feed, in its order."""
    from lxml import etree

    data = file.read(10 * options.max_bytes + 1)
    if not looks_like_feed(data) or len(data) > 10 * options.max_bytes:
        hint = "Save articles as text or HTML; of XML only RSS and Atom feeds are read."
        yield seed_problem("E231", name, "It is XML, but no feed.", hint)
        return
    parser = etree.XMLParser(resolve_entities=False, no_network=True, recover=True, remove_comments=True)
    root = etree.fromstring(data, parser)
    entries = [] if root is None else [e for e in root.iter() if _local(e) in ("item", "entry")]
    outlet = next((_words(e) for e in root.iter() if _local(e) == "title"), "") if entries else ""
    if not entries:
        yield seed_problem("E233", name, "The feed holds no entry.", "Save it again.")
    for number, entry in enumerate(entries, 1):
        yield _entry(f"{name}#{number}", entry, outlet)


def _entry(name: str, entry: Any, outlet: str) -> Part | Problem:
    texts = {_local(element): _words(element) for element in entry}
    text = next((texts[key] for key in _TEXTS if texts.get(key)), "")
    if not text:
        return seed_problem("E234", name, "The entry holds no text.", "Save the article itself.")
    stated = [*_stated(entry), *([("outlet", outlet)] if outlet else [])]
    claims = tuple(Claim(field, value, Evidence("row", value[:200])) for field, value in stated)
    url = next((value for field, value in stated if field == "url"), "")
    return Part(name, text.encode(), "text/html; charset=utf-8", url=url, claims=claims)


def _stated(entry: Any) -> Iterator[tuple[str, str]]:
    """Field and value of what a feed says about an entry."""
    for element in entry:
        field = _FIELDS.get(_local(element), "")
        value = element.get("href") or _words(element) if field == "url" else _words(element)
        if field and value and (field != "url" or value.startswith(("http://", "https://"))):
            yield field, value


def _local(element: Any) -> str:
    """The name of an element without its namespace; empty for what is none."""
    return element.tag.rpartition("}")[2] if isinstance(element.tag, str) else ""


def _words(element: Any) -> str:
    """The text in an element; of an author the name."""
    named = next((child for child in element if _local(child) == "name"), element)
    return " ".join("".join(named.itertext()).split())
