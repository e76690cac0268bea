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
from builder.ingest.reading.decode import Decoded, binary_kind, decode
from builder.ingest.reading.feeds import looks_like_feed
from builder.ingest.reading.heads import front_matter_claims, header_claims
from builder.ingest.reading.parts import refused_seed
from builder.model import Claim, RawDocument, SeedLine

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


HEAD = 100_000
"""Characters in which front matter ends."""
MOST_HEADERS = 20
"""Lines of a block of `Title: …`."""


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
        url=_url_of(claims),
        claims=claims,
        damage=decoded.damage,
    )


def _read_markdown(name: str, data: bytes, decoded: Decoded) -> RawDocument:
    """A Markdown seed; front matter of its own becomes claims, and says that the rest is the article."""
    claims, damage, end = front_matter_claims(name, split_lines(decoded.text[:HEAD]))
    decoded = Decoded(decoded.text, decoded.encoding, decoded.damage + damage)
    document = text_document(name, data, decoded, "text/markdown", claims)
    head = tuple(line._replace(kind="front-matter") for line in document.lines[:end])
    return replace(document, lines=head + document.lines[end:], whole=end > 0)


def _read_text(name: str, data: bytes, decoded: Decoded) -> RawDocument:
    """A text; what a block of `Title: …` lines at its head states becomes claims."""
    document = text_document(name, data, decoded)
    claims, end = header_claims([line.text for line in document.lines[:MOST_HEADERS]])
    if not end:
        return document
    head = tuple(line._replace(kind="front-matter") for line in document.lines[:end])
    return replace(document, lines=head + document.lines[end:], url=_url_of(claims), claims=claims)


def _url_of(claims: tuple[Claim, ...]) -> str:
    return next((claim.value for claim in claims if claim.field == "url"), "")


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
