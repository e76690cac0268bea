"""What a page itself says of words that may be the name of a person who signed.

In: the lines of a seed, its title and language, and names. Out: named features for the choice of the byline:
a given name stands first, the words are written small elsewhere (then they are no name), the page speaks of
their bearer ("About …", "… is a reporter"), and how often they stand there.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

from builder.archive.words import read_given, read_words
from builder.ingest.fields.bodyspan import BodySpan
from builder.ingest.fields.choice import band
from builder.ingest.fields.languages import function_words

MOST = 60_000
"""Characters of a page that are looked through."""
_SMALL = re.compile(r"(?<![^\W_])[a-zß-ÿа-яёα-ω]{4,}(?![^\W_])")
_BEFORE = re.compile(
    r"(?:about(?: the author)?|über|author|autor(?:in)?|auteur|autore"
    r"|(?:posts?|articles?|stories|more) (?:by|from)"
    r"|mehr (?:von|über)|follow|contact|view all .{0,20}by|written by|(?:©|copyright)[\s\d–-]*(?:by)?)\W+\Z",
    re.I,
)
_AFTER = re.compile(
    r"[\s,]*(?:\([^)]{1,30}\)\s*)?(?:is|was|has|joined|covers|writes|reports|studied|works|lives|ist|war|hat"
    r"|schreibt|arbeitet|studierte|berichtet|est|a étudié|es|è|er|är|jest)\s+\w"
)


@dataclass(frozen=True, slots=True)
class PageWords:
    """A page's text, as far as it tells names from other words."""

    text: str
    small: frozenset[str]
    """Words of four letters and more that stand somewhere in small letters."""
    title: frozenset[str]
    function: frozenset[str]
    """The commonest small words of the page's language and of English."""


def read_page_words(span: BodySpan, title: str, lang: str) -> PageWords:
    """What `name_features` asks of a page."""
    text = "\n".join(line.text for line in span.filled)
    if len(text) > MOST:
        start = max(0, text.find(span.filled[span.first].text) - MOST // 3)
        text = text[start : start + MOST]
    function = function_words(lang) | function_words("en")
    return PageWords(text, frozenset(_SMALL.findall(text)), frozenset(title.casefold().split()), function)


def name_features(names: Sequence[str], page: PageWords) -> dict[str, float]:
    """Features of names that a line or a claim gives."""
    words = [[_bare(word) for word in name.split()] for name in names]
    flat = [word for name in words for word in name]
    given = sum(name[0] in read_given() for name in words if name)
    latin = all(word.isascii() for word in flat)
    common = sum(word in page.small for word in flat) / (len(flat) or 1)
    seen = min(page.text.count(name) for name in names)
    return {
        f"given:{'all' if given == len(words) else 'some' if given else 'none' if latin else 'unknown'}": 1.0,
        f"common:{band(common * 10, 0, 3, 6)}": 1.0,
        "function-word": float(any(name[0] in page.function for name in words if len(name) > 1)),
        "no-name-word": float(any(word in read_words("not_names") for word in flat)),
        "organisation-word": float(any(word in read_words("organisations") for word in flat)),
        "in-title": sum(word in page.title for word in flat) / (len(flat) or 1),
        f"seen:{band(seen, 0, 1, 2, 4, 8)}": 1.0,
        "spoken-of": float(any(_is_spoken_of(name, page.text) for name in names)),
    }


def _is_spoken_of(name: str, text: str) -> bool:
    """`About Jane Doe`, `Jane Doe is a reporter`: among the first places where the name stands."""
    place = text.find(name)
    for _ in range(6):
        if place < 0:
            return False
        end = place + len(name)
        if _BEFORE.search(text, max(0, place - 40), place) or _AFTER.match(text, end, end + 70):
            return True
        place = text.find(name, end)
    return False


@lru_cache(maxsize=4096)
def _bare(word: str) -> str:
    """In small letters without accents, as the lists of names have them."""
    plain = unicodedata.normalize("NFKD", word.casefold())
    return "".join(c for c in plain if not unicodedata.combining(c)).strip(".,'’")
