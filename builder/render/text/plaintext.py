"""Markdown inside a paragraph → its words; and text with its white space folded."""

from __future__ import annotations

import re
from html import unescape

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
