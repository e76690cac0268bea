"""Text → words in a form that can be compared, and sentences told apart.

In: a paragraph. Out: its words, each in the one form that all its inflections and spellings share
("Weapons'" → weapon, "defence" → defense, "U.S." → US). Terms of issues go through the same door, so a
term and the text that it should match meet. Which words matter is not decided here.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable
from dataclasses import dataclass
from itertools import chain

WORD = re.compile(
    r"\w\w+(?:['’]\w+)?"  # Syria's, 2013, G8
    r"|\w(?:(?:\.[^\W\d_])+\b\.?|['’]\w+|)"  # U.S., U.S-led, I've, a
    r"|[.!?](?=[\s\"”’)\]]|\Z)"  # the end of a sentence
)
"""Words and sentence ends; hyphens and slashes part words, so `missile-defense` is two."""

STOP = frozenset({".", "!", "?"})
"""Tokens that end a sentence."""

ACRONYM = 3
"""A word in capitals up to this long keeps them: US is not us, IS not is. Longer acronyms that are
pronounced (Nato, Opec) are printed either way, so they do not."""

_FUNCTION_WORDS = frozenset(
    str.split(
        """a about act add age ago aid air all an and any are arm art as ask at ban bar be bid big bit but
        buy by can car cut day did die do due eat end fee few fit for fly gas get go got gun had
        has hat he her him his hit how if ill in ink is it its job joy key kin law lay led let lie
        lot low man map may me men met mix my new no nor not now odd of off oil old on one or our
        out own pay per put ran raw rid rig row run sad said saw say sea see set she sit six sky
        so son sue sum sun tax ten the tie tin to too top try two up us use via vow war was way we
        who why win woe won yes yet you"""
    )
)
"""Short words that stay words in a line that is all in capitals."""

_IRREGULAR = {
    "children": "child",
    "crises": "crisis",
    "defence": "defense",
    "offence": "offense",
    "licence": "license",
    "programme": "program",
    "programmes": "program",
    "centre": "center",
    "centres": "center",
    "men": "man",
    "women": "woman",
    "people": "people",
    "peoples": "people",
    "news": "news",
    "series": "series",
    "species": "species",
    "treaties": "treaty",
    "fulfil": "fulfill",
    "enrol": "enroll",
    "grey": "gray",
    "tyre": "tire",
    "tyres": "tire",
}
_SUFFIXES = (
    (re.compile(r"(...)is(e|ed|es|ing|ation|ations)\Z"), r"\1iz\2"),
    (re.compile(r"(lab|arm|fav|hon|rum|col|vig|harb|neighb|behavi|endeav)our"), r"\1or"),
)


def fold(word: str) -> str:
    """The form all inflections of a word share: without possessive, plural, accents, British spelling.

    >>> [fold(w) for w in ("Weapons", "Syria’s", "treaties", "défence", "U.S.", "US", "us", "NGOs")]
    ['weapon', 'syria', 'treaty', 'defense', 'US', 'US', 'us', 'NGO']
    """
    if "." in word and len(word) > 1:
        return word.replace(".", "").upper()
    head, mark, tail = word.replace("’", "'").partition("'")
    if mark and len(tail) <= 2 and head:  # Syria's, don't
        word = head
    elif mark:
        word = head + tail
    if not word.isascii():
        word = "".join(c for c in unicodedata.normalize("NFKD", word) if not unicodedata.combining(c))
    if word.isupper() and len(word) <= ACRONYM:
        return word
    if len(word) <= ACRONYM + 1 and word[-1:] == "s" and word[:-1].isupper() and len(word) > 2:
        return word[:-1]
    return _stem(word.lower())


def _stem(word: str) -> str:
    if word in _IRREGULAR:
        return _IRREGULAR[word]
    if len(word) > 5:
        for pattern, better in _SUFFIXES:
            word = pattern.sub(better, word)
    if len(word) > 3 and word.endswith("s") and word[-2] not in "sui":
        if word.endswith("ies") and len(word) > 4:
            return word[:-3] + "y"
        if word.endswith(("sses", "ches", "shes", "xes", "zes")):
            return word[:-2]
        return word[:-1]
    return word


def _fold_capitals(word: str) -> str:
    """`fold` for a line all in capitals, where capitals say nothing: THE is the, but IMF stays IMF."""
    form = fold(word)
    return form.lower() if form.lower() in _FUNCTION_WORDS and "." not in word else form


@dataclass(frozen=True, slots=True)
class Words:
    """The words of one paragraph."""

    text: str
    forms: tuple[str, ...]
    """Comparable forms, sentence ends among them."""
    capitals: bool
    """The whole paragraph is printed in capitals."""

    def spans(self) -> list[tuple[int, int]]:
        """Where each word stands in the text; as long as `forms`."""
        return [match.span() for match in WORD.finditer(self.text)]


def split_words(text: str) -> Words:
    """The words of a paragraph with their comparable forms."""
    capitals = text.isupper() and len(text) > 12
    forms = _CAPITAL_FORMS if capitals else _FORMS
    return Words(text, tuple(chain.from_iterable(map(forms.__getitem__, text.split()))), capitals)


class _Forms(dict[str, tuple[str, ...]]):
    """What white space parts → its comparable forms. Words are found within it, never across it, so each
    distinct piece is taken apart once; a plain dictionary is twice as fast here as `lru_cache`.
    """

    __slots__ = ("fold",)

    def __init__(self, fold: Callable[[str], str]) -> None:
        self.fold = fold

    def __missing__(self, chunk: str) -> tuple[str, ...]:
        if len(self) >= _PIECES:
            self.clear()
        forms = self[chunk] = tuple(map(self.fold, WORD.findall(chunk)))
        return forms


_PIECES = 1 << 17
"""Distinct pieces that are kept: more than the words of most archives, some tens of megabytes."""
_FORMS, _CAPITAL_FORMS = _Forms(fold), _Forms(_fold_capitals)


def phrase_forms(phrase: str) -> tuple[str, ...]:
    """The comparable forms of a term's words, sentence ends left out."""
    return tuple(fold(word) for word in WORD.findall(phrase) if word not in STOP)
