"""The office or description around a name, as printed: "Russian Foreign Minister", "a political expert
with …".

Before the name: the stretch of titles, nationalities and offices that ends at it. After it: an apposition
between commas. Honorifics (Mr., Mrs.) say nothing about an office and are left out.
"""

from __future__ import annotations

from collections.abc import Container
from functools import cache

from builder.archive.words import read_words
from builder.ingest.naming.nametokens import Tokens

_LINKS = frozenset({"of", "for", "and", "to", "'s", "’s", "the", "-", "&"})
_ARTICLES = frozenset({"a", "an", "the", "his", "her", "its", "their"})
MOST_BEFORE = 12
MOST_AFTER = 14


@cache
def _around() -> tuple[frozenset[str], frozenset[str]]:
    titles = read_words("titles")
    return titles, titles | read_words("places") | read_words("organisations") | read_words("around_names")


def find_role(tokens: Tokens, first: int, last: int, names: Container[int] = ()) -> str:
    """The office of the name at tokens `first` to `last`: before it, else after it, else empty. `names`
    are the
    tokens of all names of the paragraph: an office does not reach across one.
    """
    return _before(tokens, first, names) or _after(tokens, last, names)


def _before(tokens: Tokens, first: int, names: Container[int]) -> str:
    titles, around = _around()
    start = first
    head = False
    for position in range(first - 1, max(-1, first - 1 - MOST_BEFORE), -1):
        low = tokens.lower[position]
        if position in names:
            break
        if low in read_words("honorifics") or (low == "." and tokens.lower[position - 1] in titles):
            continue
        if low in titles:
            head, start = True, position
        elif low in around or (tokens.words[position][0].isupper() and head and not tokens.begins(position)):
            start = position
        elif low not in _LINKS:
            break
    if not head:
        return ""
    last = first - 1
    while last >= start and (tokens.lower[last] in read_words("honorifics") or tokens.words[last] == "."):
        last -= 1
    return _phrase(tokens, start, last)


def _after(tokens: Tokens, last: int, names: Container[int]) -> str:
    size = len(tokens.words)
    if last + 2 >= size or tokens.words[last + 1] != ",":
        return ""
    titles, around = _around()
    start = last + 2
    low = tokens.lower[start]
    if low in _ARTICLES:
        start += 1
    elif low not in around:
        return ""
    for position in range(start, min(size, start + MOST_AFTER)):
        word = tokens.words[position]
        if position in names:
            return ""
        if word in ",.;:—–()" and not (
            word == "." and tokens.words[position - 1][0].isupper() and position + 1 < size
        ):
            if any(
                tokens.lower[i].rstrip("s") in titles or tokens.lower[i] in read_words("callings")
                for i in range(start, position)
            ):
                return _phrase(tokens, start, position - 1)
            return ""
    return ""


def _phrase(tokens: Tokens, start: int, last: int) -> str:
    while start <= last and tokens.lower[start] in _LINKS | {","}:
        start += 1
    if start > last:
        return ""
    out = tokens.words[start]
    for position in range(start + 1, last + 1):
        gap = tokens.starts[position] > tokens.end(position - 1)
        out += (" " if gap else "") + tokens.words[position]
    return out
