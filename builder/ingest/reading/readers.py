"""The bytes of one seed → a `RawDocument`: text, Markdown and HTML. Nothing is removed yet.

Text lines end at \\n, \\r\\n or \\r and nowhere else; a final line end opens no line of its own; lines are
numbered from 1 without gaps, blank ones included. An HTML page's lines are its blocks in document order
(`htmlblocks`); what its head states becomes claims (`htmlclaims`). Other formats add a line to `READERS`
and turn their content into one of these. What cannot be read raises `ContentError`.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Callable
from dataclasses import replace
from pathlib import PurePosixPath

from builder.config import IngestOptions
from builder.errors import ContentError
from builder.ingest.reading.decode import Decoded, binary_kind, decode
from builder.ingest.reading.feeds import looks_like_feed
from builder.ingest.reading.parts import refused_seed
from builder.model import Claim, Damage, Evidence, RawDocument, SeedLine

MEDIA_TYPES = {
    ".txt": "text/plain",
    ".text": "text/plain",
    ".md": "text/markdown",
    ".markdown": "text/markdown",
    ".html": "text/html",
    ".htm": "text/html",
    ".xhtml": "application/xhtml+xml",
}
"""Suffix → media type, where the seed's bytes say nothing stronger."""

MAX_LINES = 200_000
"""More lines or blocks than any article; scoring them would only occupy the machine."""

_SCHEME = re.compile(r"[a-z][a-z0-9+.-]{1,20}:", re.I)
_MARKDOWN_LINK = re.compile(r"!?\[([^\]\n]{0,500})\]\([^)\s]{0,2000}\)")
_LOOKS_HTML = re.compile(
    rb"\A(?:\xef\xbb\xbf)?\s*(?:<\?xml[^>]*\?>\s*)?(?:<!--.{0,500}?-->\s*)?<(?:!doctype\s+html|html)\b",
    re.I | re.S,
)

Reader = Callable[[str, bytes, Decoded], RawDocument]
"""(name, bytes, decoded text) → document."""


def read_seed(
    name: str, data: bytes, media_type: str | None = None, options: IngestOptions | None = None
) -> RawDocument:
    """The seed read and decoded; `ContentError` E201-E206 where that cannot be."""
    options = options or IngestOptions()
    if len(data) > options.max_bytes:
        raise refused_seed(
            "E204",
            name,
            f"The seed has {len(data):,} bytes; more than {options.max_bytes:,} are not read.",
            "Split it, or raise ingest.max_bytes in config.yaml.",
        )
    if not data:
        raise refused_seed("E201", name, "The seed is empty.", "Save the article again, or delete the file.")
    if kind := binary_kind(data):
        raise refused_seed(
            "E202", name, f"The seed is {kind}, not text.", "Save the article as text or HTML."
        )
    if looks_like_feed(data):
        raise refused_seed("E202", name, "The seed is a feed, no article.", "Give it the suffix .xml.")
    kind = _media_type(name, data, media_type)
    decoded = decode(data, media_type or "", markup=kind in _MARKUP)
    document = READERS[kind](name, data, decoded)
    _check_lines(document, options)
    return document


def _media_type(name: str, data: bytes, media_type: str | None) -> str:
    """The reader's media type: what the caller says, what the bytes show, what the suffix says, else text."""
    stated = (media_type or "").split(";")[0].strip().lower()
    if stated in READERS and stated != "text/plain":
        return stated
    if _LOOKS_HTML.match(data[:2000]):
        return "text/html"
    if stated:
        return "text/plain"
    return MEDIA_TYPES.get(PurePosixPath(name).suffix.lower(), "text/plain")


def _check_lines(document: RawDocument, options: IngestOptions) -> None:
    name, lines = document.name, document.lines
    if not any(line.text and not line.text.isspace() for line in lines):
        raise refused_seed(
            "E203",
            name,
            "The seed holds no text.",
            "Is the page made by a script? Save it after it has loaded. Of frames? Save the frame itself.",
        )
    if len(lines) > MAX_LINES:
        raise refused_seed(
            "E206",
            name,
            f"The seed has {len(lines):,} lines; more than {MAX_LINES:,} are no article.",
            "Give each article a file of its own.",
        )
    longest = max(lines, key=lambda line: len(line.text))
    if len(longest.text) > options.max_line:
        raise refused_seed(
            "E205",
            name,
            f"The line has {len(longest.text):,} characters; more than {options.max_line:,} are no prose.",
            "Break it into paragraphs, or raise ingest.max_line in config.yaml.",
            longest.number,
        )


def split_lines(text: str) -> list[str]:
    """The lines of a text, without their ends.

    >>> split_lines("a\\r\\n\\nb\\u2028c\\n")
    ['a', '', 'b\\u2028c']
    """
    lines = text.replace("\r\n", "\n").replace("\r", "\n").split("\n")
    return lines if lines[-1] else lines[:-1]


def _link_share(text: str) -> float:
    """Share of a line's visible characters that stand inside Markdown links."""
    linked = sum(len(match[1]) for match in _MARKDOWN_LINK.finditer(text))
    visible = len(_MARKDOWN_LINK.sub(r"\1", text).strip())
    return min(1.0, linked / visible) if visible else 0.0


def text_document(
    name: str, data: bytes, decoded: Decoded, media_type: str = "text/plain", claims: tuple[Claim, ...] = ()
) -> RawDocument:
    """A document whose lines are those of a text."""
    lines = tuple(
        SeedLine(number, text, link_share=_link_share(text) if "](" in text else 0.0)
        for number, text in enumerate(split_lines(decoded.text), 1)
    )
    return RawDocument(
        name,
        media_type,
        lines,
        hashlib.sha256(data).hexdigest(),
        encoding=decoded.encoding,
        url=next((claim.value for claim in claims if claim.field == "url"), ""),
        claims=claims,
        damage=decoded.damage,
    )


def _read_markdown(name: str, data: bytes, decoded: Decoded) -> RawDocument:
    """A Markdown seed; front matter of its own becomes claims, and says that the rest is the article."""
    claims, damage, end = _front_matter_claims(name, decoded.text)
    decoded = Decoded(decoded.text, decoded.encoding, decoded.damage + damage)
    document = text_document(name, data, decoded, "text/markdown", claims)
    head = tuple(line._replace(kind="front-matter") for line in document.lines[:end])
    return replace(document, lines=head + document.lines[end:], whole=end > 0)


_FIELDS = {
    "title": "title",
    "headline": "title",
    "date": "date",
    "published": "date",
    "publish_date": "date",
    "created": "date",
    "updated": "modified",
    "modified": "modified",
    "lastmod": "modified",
    "author": "byline",
    "authors": "byline",
    "byline": "byline",
    "by": "byline",
    "outlet": "outlet",
    "publisher": "outlet",
    "publication": "outlet",
    "source": "url",
    "url": "url",
    "link": "url",
    "canonical": "url",
    "original_url": "url",
    "lang": "lang",
    "language": "lang",
    "section": "section",
    "description": "summary",
    "summary": "summary",
    "dateline": "dateline",
}
"""Keys that scrapers and note-takers write in front matter → our fields."""


def front_matter_end(lines: list[str]) -> int:
    """Number of leading lines that are front matter (both fences included), or 0."""
    if not lines or lines[0].rstrip() != "---":
        return 0
    return next((n for n, text in enumerate(lines[1:200], 2) if text.rstrip() in ("---", "...")), 0)


def _front_matter_claims(name: str, text: str) -> tuple[tuple[Claim, ...], tuple[Damage, ...], int]:
    """(what front matter states, what is broken about it, how many lines it takes)."""
    from builder.yamltext import load_yaml

    head = split_lines(text[:100_000])
    end = front_matter_end(head)
    if not end:
        return (), (), 0
    try:
        values, where = load_yaml("\n".join(head[1 : end - 1]), f"seeds/{name}", 2)
    except ContentError as error:
        first = error.problems[0]
        return (), (Damage("front-matter", first.where.line or 1, head[1][:80], first.message),), end
    claims = []
    for key, value in (values or {}).items() if isinstance(values, dict) else ():
        field = _FIELDS.get(str(key).strip().lower().replace("-", "_").replace(" ", "_"))
        for item in value if isinstance(value, list) else [value]:
            if field and isinstance(item, str | int | float) and str(item).strip():
                words = str(item).strip()
                if field == "url" and not words.startswith(("http://", "https://")):
                    if _SCHEME.match(words):
                        continue  # `javascript:`, `file:` … name no outlet
                    field = "outlet"
                evidence = Evidence("front-matter", f"{key}: {words}"[:200], where.get((key,), 1))
                claims.append(Claim(field, words, evidence))
    return tuple(claims), (), end


def _read_text(name: str, data: bytes, decoded: Decoded) -> RawDocument:
    return text_document(name, data, decoded)


def _read_html(name: str, data: bytes, decoded: Decoded) -> RawDocument:
    from builder.ingest.reading.htmlpage import read_page

    return read_page(name, data, decoded)


READERS: dict[str, Reader] = {
    "text/plain": _read_text,
    "text/markdown": _read_markdown,
    "text/html": _read_html,
    "application/xhtml+xml": _read_html,
}
"""Media type → reader."""
_MARKUP = {"text/html", "application/xhtml+xml"}
