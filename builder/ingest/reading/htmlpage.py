"""A saved page → its blocks in document order, each with its Markdown, and what trafilatura proposes.

A block is a run of text that no block element interrupts: a paragraph, heading, list item, table row,
caption, picture. Scripts, styles, templates and form fields are not text. What the head states is
read by `htmlclaims`. Nothing is removed here: menus and footers are blocks like any other.

Hostile pages: the walk is one pass without recursion; libxml2 cuts nesting at 2048 levels (a `Damage`
then says so), and trafilatura is not asked about pages too large or too deep for it.
"""

from __future__ import annotations

import hashlib
import logging
import re
from functools import cache
from typing import Any

import lxml.html
from lxml import etree

from builder.errors import Location, refused
from builder.ingest.reading.decode import Decoded
from builder.ingest.reading.htmlblocks import find_blocks
from builder.ingest.reading.htmlclaims import find_claims
from builder.model import Damage, RawDocument, SeedLine

PROPOSAL_BYTES = 3_000_000
PROPOSAL_ELEMENTS = 30_000
PROPOSAL_DEPTH = 200
"""Beyond these trafilatura takes seconds, or recurses too deep; the blocks are then scored without it."""

_ONE_CLASS = etree.ElementDefaultClassLookup(element=lxml.html.HtmlElement)
"""Elements as trafilatura wants them, but without a look-up in Python for each."""
_TOO_DEEP = etree.XPath("boolean(" + "/*" * (PROPOSAL_DEPTH + 1) + ")")
_SCRIPTS: Any = etree.XPath("//script[not(@type = 'application/ld+json')]")
"""Those that trafilatura reads nothing from."""
_COUNT = etree.XPath("count(//*)")
_WORDLESS = ("img", "link", "meta", "input", "param", "area", "map", "frame")
_DROPPED = ("style", "svg", "aside", "footer", "iframe", "object", "applet", "canvas", "audio", "video")
"""What holds no words, and what trafilatura drops in its passes or we take for no text of the page."""
_XML_DECLARATION = re.compile(r"\A\s*<\?xml[^>]*\?>")
_UNCLOSED = ("bgsound", "embed", "keygen", "source", "track", "wbr")
"""Empty elements that libxml2 does not know to be empty: it puts into them what follows them."""
_END_TAGS = re.compile(rb"</(?:[Hh][Tt][Mm][Ll]|[Bb][Oo][Dd][Yy])\s*>")
"""A page put together of pieces ends in the midst of it, too; browsers go on, libxml2 drops what follows."""
_WORD = re.compile(r"\w+")


def parse_page(name: str, text: str) -> tuple[Any, tuple[Damage, ...]]:
    """The tree of a page, and a damage where libxml2 had to cut it. E203 when there is nothing in it."""
    parser = etree.HTMLParser(encoding="utf-8", huge_tree=True, remove_comments=True, remove_pis=True)
    parser.set_element_class_lookup(_ONE_CLASS)
    source = _XML_DECLARATION.sub("", text).encode("utf-8", "replace").replace(b"\x00", b"")
    try:
        tree = lxml.html.document_fromstring(_END_TAGS.sub(b"", source), parser=parser)
    except (etree.ParserError, etree.XMLSyntaxError, ValueError):
        where = Location(f"seeds/{name}")
        raise refused(
            "E203", where, "The page holds no text.", "Save it again after it has loaded."
        ) from None
    etree.strip_tags(tree, *_UNCLOSED)
    cut = [entry for entry in parser.error_log if entry.type_name == "ERR_RESOURCE_LIMIT"]
    if not cut:
        return tree, ()
    note = f"The page is nested too deep at line {cut[0].line}; what follows there was not read."
    return tree, (Damage("truncated", 0, "", note),)


def read_page(name: str, data: bytes, decoded: Decoded) -> RawDocument:
    """The document of a saved page."""
    tree, damage = parse_page(name, decoded.text)
    url, claims = find_claims(tree)
    lines = find_blocks(tree, url)
    lines = _mark_proposed(lines, proposed_text(tree, len(decoded.text)))
    return RawDocument(
        name,
        "text/html",
        lines,
        hashlib.sha256(data).hexdigest(),
        encoding=decoded.encoding,
        url=url,
        claims=claims,
        damage=decoded.damage + damage,
    )


def proposed_text(tree: Any, size: int) -> str:
    """What trafilatura takes for the article, as text; empty when it finds none or is not asked.

    The tree first loses what trafilatura would drop of it anyway: it makes four copies of it, and asks
    every element that is left for a dozen expressions.
    """
    if size > PROPOSAL_BYTES or not _is_modest(tree):
        return ""
    for script in _SCRIPTS(tree):
        script.tag = "style"
    etree.strip_elements(tree, *_WORDLESS, *_DROPPED, with_tail=False)
    from trafilatura import bare_extraction

    document = bare_extraction(tree, options=_proposal_options())
    return str(getattr(document, "text", "") or "")


@cache
def _proposal_options() -> Any:
    """What trafilatura is asked for: the article, quickly."""
    from trafilatura.settings import Extractor

    logging.getLogger("trafilatura").setLevel(logging.CRITICAL)
    return Extractor(output_format="python", comments=False, fast=True)


def _is_modest(tree: Any) -> bool:
    count: Any = _COUNT(tree)
    return bool(count <= PROPOSAL_ELEMENTS) and not _TOO_DEEP(tree)


def _mark_proposed(lines: tuple[SeedLine, ...], text: str) -> tuple[SeedLine, ...]:
    """The blocks whose words stand in the proposed text, marked."""
    if not text:
        return lines
    known = _WORD.findall(text)
    kept, distinct = f" {' '.join(known)} ", frozenset(known)
    marked = []
    for line in lines:
        words = _WORD.findall(line.text)
        found = words and distinct.issuperset(words) and f" {' '.join(words)} " in kept
        marked.append(line._replace(proposed=True) if found else line)
    return tuple(marked)
