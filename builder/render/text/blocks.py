"""Safe HTML → its text, block by block, each with the anchor a link can lead to.

In: what `prose` makes. Out: (anchor, text) for search, mentions, print and export. The HTML is our own, from
an allow-list and well formed, so that its tags can be read without a parser. A text that takes the fast path
says what stands in it while it is rendered (`Blocks`), and nobody walks its HTML again.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from hashlib import blake2b
from html import unescape

from builder.render.text.plaintext import folded

Block = tuple[str, str]
"""(anchor, text); white space in texts is folded."""

_TAG = re.compile(r"<[^>]*>")
_TAG_OR_TEXT = re.compile(r"<(/?)([a-z0-9]+)([^>]*)>|([^<]+)")
_ID = re.compile(r'\bid="([^"]*)"')
_BLOCKS = frozenset(
    "p h1 h2 h3 h4 h5 h6 li dt dd td th caption blockquote pre ul ol dl table thead tr div hr br".split()
)
_SPACES = bytes(code for code in range(128) if chr(code).isspace())


class Blocks:
    """The blocks of a text that is being rendered, told one after the other by their inner HTML. If they are
    not `wanted` paragraphs get their ids, and nothing is kept.
    """

    def __init__(self, wanted: bool = True) -> None:
        self._wanted = wanted
        self.all: list[Block] = []
        """As `blocks_of` finds them in the HTML."""
        self.paragraphs: list[Block] = []
        """As `paragraphs_of` finds them."""
        self._seen: dict[str, int] = {}

    def paragraph(self, inner: str) -> str:
        """The id of the next paragraph."""
        words = _TAG.sub("", inner) if "<" in inner else inner
        own = _id_of(words, self._seen)
        if self._wanted:
            block = (own, _text(words))
            self.paragraphs.append(block)
            if "\n" in inner and "<br" in inner:
                self.all += [(own, line) for _, line in blocks_of(inner)]
            elif block[1]:
                self.all.append(block)
        return own

    def other(self, inner: str) -> None:
        """A heading or an item: a link leads to the paragraph before it."""
        if self._wanted:
            anchor = self.paragraphs[-1][0] if self.paragraphs else ""
            if text := _text(_TAG.sub("", inner) if "<" in inner else inner):
                self.all.append((anchor, text))


def _text(words: str) -> str:
    """The text of HTML without tags and controls."""
    plain = (
        words.isascii() and "&" not in words and "  " not in words and "\n" not in words and "\t" not in words
    )
    return words.strip() if plain else folded(unescape(words))


def paragraph_id(inner: str, seen: dict[str, int]) -> str:
    """The id of a paragraph of this HTML, after those in `seen`, which is brought up to date: `p-3fa2b1c`;
    the second of two equal ones `p-3fa2b1c-2`. Spaces say nothing.
    """
    return _id_of(_TAG.sub("", inner) if "<" in inner else inner, seen)


def _id_of(words: str, seen: dict[str, int]) -> str:
    plain = words.encode().translate(None, _SPACES) if words.isascii() else "".join(words.split()).encode()
    short = blake2b(plain, digest_size=4).hexdigest()[:7]
    count = seen[short] = seen.get(short, 0) + 1
    return f"p-{short}" if count == 1 else f"p-{short}-{count}"


def blocks_of(html: str) -> list[Block]:
    """Every block that has text; the anchor of a block without an id is the last one's.

    >>> blocks_of('<p id="p-1">A <em>b</em> &amp; c</p><ul><li>d</li></ul>')
    [('p-1', 'A b & c'), ('p-1', 'd')]
    """
    blocks: list[Block] = []
    parts: list[str] = []
    anchor = ""

    def flush() -> None:
        text = folded(unescape("".join(parts)))
        if text:
            blocks.append((anchor, text))
        parts.clear()

    for closing, tag, attributes, text in _TAG_OR_TEXT.findall(html):
        if not tag:
            parts.append(text)
        elif tag in _BLOCKS:
            flush()
            found = None if closing else _ID.search(attributes)
            if found:
                anchor = found[1]
    flush()
    return blocks


def paragraphs_of(html: str) -> list[Block]:
    """The paragraphs alone; a line break parts none."""
    return list(iter_paragraphs(html))


def iter_paragraphs(html: str) -> Iterator[Block]:
    """`paragraphs_of`, for who needs the first ones."""
    for part in html.split('<p id="')[1:]:
        anchor, _, text = part.partition('">')
        yield anchor, _plain(text.partition("</p>")[0])


def _plain(html: str) -> str:
    words = _TAG.sub("", html) if "<" in html else html
    return folded(unescape(words) if "&" in words else words)
