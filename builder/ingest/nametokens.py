"""A paragraph → its tokens with offsets: what rules, scorer, roles and statements all look at.

Markdown that is no prose (link targets, pictures, code, tags) is blanked out first, so that offsets stay
those of the paragraph.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from builder.archive.words import read_words

_TOKEN = re.compile(
    r"(?:[A-Z]\.){2,}|[A-Z]\.(?=[\s-]*[A-Z])"  # U.S., the W. of George W. Bush
    r"|['’][sS]\b"
    r"|[^\W\d_]+(?:[-'’](?![sS]\b)[^\W\d_]+)*"
    r"|\d[\d.,:]*|[^\w\s]"
)
_MARKUP = re.compile(
    r"!\[[^\]]*\](?:\([^)]*\))?|(?<=\])\([^)\s]*(?:\s+\"[^\"]*\")?\)|(?<=\])\[[^\]]*\]"
    r"|<[^<>\s][^<>]*>|`[^`]*`|https?://\S+|[\w.+-]+@[\w.-]+\.\w+|[*_\\]+(?=\S)|(?<=\S)[*_]+|[\[\]]"
)
_MAYBE_MARKUP = re.compile(r"[\[\]<`*_@\\]|://")
ENDS = frozenset(".!?:;")
OPENERS = frozenset("\"“”‘’«'(>#-–—•*|")
"""What may stand between the end of a sentence and the first word of the next."""


@dataclass(frozen=True, slots=True)
class Tokens:
    """The tokens of one paragraph, as parallel lists."""

    words: list[str]
    lower: list[str]
    starts: list[int]
    begins: list[bool]
    """Whether the token begins a sentence (quotation marks before it do not count)."""
    caps: bool
    """Nearly all letters are capitals: case tells nothing."""

    def end(self, position: int) -> int:
        """Offset just behind a token."""
        return self.starts[position] + len(self.words[position])


def blank_markup(text: str) -> str:
    """The text with everything that is no prose replaced by as many spaces."""
    if not _MAYBE_MARKUP.search(text):
        return text
    return _MARKUP.sub(lambda match: " " * len(match.group()), text)


def tokenize(text: str) -> Tokens:
    """Tokens of a paragraph; a full stop after a title ("Mr.") ends no sentence."""
    words: list[str] = []
    starts: list[int] = []
    for match in _TOKEN.finditer(blank_markup(text)):
        words.append(match.group())
        starts.append(match.start())
    lower = [word.lower() for word in words]
    dotted = read_words("abbreviations")
    begins: list[bool] = []
    fresh = True
    previous = ""
    for word, low in zip(words, lower, strict=True):
        begins.append(fresh)
        if word in ENDS:
            fresh = word != "." or previous not in dotted
        elif word[0].isalnum() or word not in OPENERS:
            fresh = False
        previous = low
    return Tokens(words, lower, starts, begins, _is_caps(words))


def _is_caps(words: list[str]) -> bool:
    letters = [word for word in words if len(word) > 1 and word[0].isalpha()]
    return bool(letters) and sum(map(str.isupper, letters)) >= 0.8 * len(letters)
