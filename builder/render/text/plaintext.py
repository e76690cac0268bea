"""Safe HTML → its text, block by block, each with the anchor a link can lead to; and words of Markdown.

In: what `prose` makes. Out: (anchor, text) for search, print and export. The HTML is our own, from an
allow-list and well formed, so that its tags can be read without a parser.
"""

from __future__ import annotations

import re
from html import unescape

_TAG = re.compile(r"<(/?)([a-z0-9]+)([^>]*)>|([^<]+)")
_ID = re.compile(r'\bid="([^"]*)"')
_BLOCKS = frozenset(
    "p h1 h2 h3 h4 h5 h6 li dt dd td th caption blockquote pre ul ol dl table thead tr div hr br".split()
)


_MAYBE_MARKUP = re.compile(r"[\[\]*_`\\&]")
_LINK = re.compile(
    r"!?\[((?:[^\[\]]|\[[^\[\]]*\])*)\]\(\s*<?(?:[^()\s]|\([^()\s]*\))*(?:\s+\"[^\"]*\")?\s*\)"
)
_LINK_END = re.compile(r"\]\((?:[^()\s]|\([^()\s]*\))*(?:\s+\"[^\"]*\")?\s*\)?")
"""What is left of a link where words were cut out of a text."""
_EMPHASIS = re.compile(
    r"(?<![\\*])(\*{1,3}|(?<!\w)_{1,3}|`+)(?=[^\s*_`])(.{1,2000}?)(?<=[^\s\\])\1(?![*`])", re.S
)
"""Of so many characters at most, or a text of stray asterisks would be walked once for each."""
DEEPEST = 3
"""Emphasis within emphasis that is taken off."""
_ESCAPED = re.compile(r"\\([!-/:-@\[-`{-~])")


def words_of(markdown: str) -> str:
    """The words of a stretch of Markdown inside a paragraph, as a reader of the page sees them.

    >>> words_of("It **cut [the \\\\$5 tax](https://example.org/a_(b)) again**.")
    'It cut the $5 tax again.'
    """
    if not _MAYBE_MARKUP.search(markdown):
        return folded(markdown)
    text, end, cut = _LINK_END.sub("", _LINK.sub(r"\1", markdown)).rpartition("]")
    text += end + cut.replace("[", "")
    for _ in range(DEEPEST):
        text = _EMPHASIS.sub(r"\2", text)
    return folded(unescape(_ESCAPED.sub(r"\1", text)))


def folded(text: str) -> str:
    """With one space for any white space, and none at the ends."""
    if text.isprintable() and "  " not in text:
        return text.strip()  # most paragraphs: a look at each sign is cheaper than a new text of their words
    return " ".join(text.split())


def blocks_of(html: str) -> list[tuple[str, str]]:
    """(anchor, text) of every block that has text; the anchor of a block without an id is the last one's.

    >>> blocks_of('<p id="p-1">A <em>b</em> &amp; c</p><ul><li>d</li></ul>')
    [('p-1', 'A b & c'), ('p-1', 'd')]
    """
    blocks: list[tuple[str, str]] = []
    parts: list[str] = []
    anchor = ""

    def flush() -> None:
        text = folded(unescape("".join(parts)))
        if text:
            blocks.append((anchor, text))
        parts.clear()

    for closing, tag, attributes, text in _TAG.findall(html):
        if not tag:
            parts.append(text)
        elif tag in _BLOCKS:
            flush()
            found = None if closing else _ID.search(attributes)
            if found:
                anchor = found[1]
    flush()
    return blocks
