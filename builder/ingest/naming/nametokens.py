"""A paragraph → its tokens with offsets: what rules, scorer, roles and statements all look at.

Markdown that is no prose (link targets, pictures, code, tags) is blanked out first, so that offsets stay
those of the paragraph.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache

from builder.archive.words import read_words

_TOKEN = re.compile(
    r"(?:[A-Z]\.){2,}|[A-Z]\.(?=[\s-]*[A-Z])"  # U.S., the W. of George W. Bush
    r"|['’](?:[sSdm]|ll|re|ve)\b"
    r"|[^\W\d_]+(?:[-'’](?!(?:[sSdm]|ll|re|ve)\b)[^\W\d_]+)*"
    r"|\d[\d.,:]*|[^\w\s]|_"
)
_MARKUP = re.compile(
    r"!\[[^\]]*\](?:\([^)]*\))?|(?<=\])\([^)\s]*(?:\s+\"[^\"]*\")?\)|(?<=\])\[[^\]]*\]"
    r"|<[^<>\s][^<>]*>|`[^`]*`|https?://\S+|[\w.+-]+@[\w.-]+\.\w+|[*_\\]+(?=\S)|(?<=\S)[*_]+|[\[\]]"
)
_PARTED = re.compile(r"(?<=\w)(?:[*_]+\s+[*_]+(?=\w)|[*_]* {2,}\n[*_]*(?=\w))")
"""From one emphasis to the next, or over a line that somebody broke on purpose: no name goes on there."""
_MAYBE_MARKUP = re.compile(r"[\[\]<`*_@\\]|://| {2,}\n")
ENDS = frozenset(".!?:;")
OPENERS = frozenset("\"“”‘’«'(>#-–—•*|")
"""What may stand between the end of a sentence and the first word of the next."""


@dataclass(frozen=True, slots=True)
class Tokens:
    """The tokens of one paragraph, as parallel lists."""

    words: list[str]
    lower: list[str]
    starts: list[int]
    capitals: list[int]
    """Positions of the tokens written like a part of a name: `Kerry`, `al-Assad`."""
    caps: bool
    """Nearly all letters are capitals: case tells nothing."""

    def end(self, position: int) -> int:
        """Offset just behind a token."""
        return self.starts[position] + len(self.words[position])

    def begins(self, position: int) -> bool:
        """Whether a token begins a sentence; quotation marks and dashes before it do not count, and a full
        stop after a title ("Mr.") ends none.
        """
        before = position - 1
        while before >= 0 and self.words[before] in OPENERS:
            before -= 1
        if before < 0:
            return True
        end = self.words[before]
        if end == ".":
            return not (before and self.lower[before - 1] in read_words("abbreviations"))
        return end in ENDS


def is_inner(tokens: Tokens, position: int) -> bool:
    """Whether a token may stand inside a name in small letters: de, von. Behind a name `den` is a German
    article (dass Moss den Autor kennt), in one it follows another small word (van den Berg).
    """
    low = tokens.lower[position]
    if low not in read_words("inner") or not tokens.words[position].isascii():
        return False
    return low != "den" or tokens.lower[position - 1] in ("van", "von")


def is_capital(word: str) -> bool:
    """Whether a token is written like a part of a name: `Kerry`, `al-Assad`, `d'Estaing`."""
    if word[0].isupper():
        return True
    joint = 2 if word[2:3] == "-" else 1 if word[1:2] in ("'", "’") else 0
    return joint > 0 and word[:joint].islower() and word[joint + 1 : joint + 2].isupper()


def blank_markup(text: str) -> str:
    """The text with everything that is no prose replaced by as many spaces; a comma stands between names that
    only markup parts.
    """
    if not _MAYBE_MARKUP.search(text):
        return text
    text = _PARTED.sub(lambda match: ",".ljust(len(match.group())), text)
    return _MARKUP.sub(lambda match: " " * len(match.group()), text)


def tokenize(text: str) -> Tokens:
    """Tokens of a paragraph."""
    found = [(match.group(), match.start()) for match in _TOKEN.finditer(blank_markup(text))]
    words = [word for word, _ in found]
    capitals = [i for i, word in enumerate(words) if is_capital(word)]
    return Tokens(
        words,
        [plain(word) for word in words],
        [start for _, start in found],
        capitals,
        _is_caps(words, capitals),
    )


@lru_cache(maxsize=65536)
def plain(word: str) -> str:
    """A token in small ASCII letters, as the word lists have it: `António` → `antonio`, `“` → `"`."""
    if word.isascii():
        return word.lower()
    from anyascii import anyascii

    return anyascii(word).lower() or word


def _is_caps(words: list[str], capitals: list[int]) -> bool:
    if 2 * len(capitals) < len(words):
        return False
    letters = [word for word in words if len(word) > 1 and word[0].isalpha()]
    return bool(letters) and sum(map(str.isupper, letters)) >= 0.8 * len(letters)
