"""A query of the search page, answered without an index: for books, where every text is read anyway.

In: what a reader types (words that must all be there, "exact phrases", -without) and the texts of a briefing.
Words are found by their stem, as on the page; the rest of its language (ranking, prefixes) needs an index.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass

from builder.render.stemming import terms, tokens

_PIECE = re.compile(r'(-?)(?:"([^"]*)"|(\S+))')


@dataclass(frozen=True, slots=True)
class Wanted:
    """A word or a phrase."""

    text: str
    without: bool = False
    """It must not be there."""


def parse_query(text: str) -> tuple[Wanted, ...]:
    """The words and phrases of a query.

    >>> [(one.text, one.without) for one in parse_query('Syria "2+2 talks" -Iran')]
    [('Syria', False), ('2+2 talks', False), ('Iran', True)]
    """
    found = (Wanted(m[2] or m[3] or "", bool(m[1])) for m in _PIECE.finditer(text))
    return tuple(one for one in found if tokens(one.text))


def matches(query: Iterable[Wanted], texts: Iterable[str], lang: str) -> bool:
    """Whether some texts of a briefing, taken together, hold all that is wanted and nothing that is not."""
    found = [f" {' '.join(terms(text, lang))} " for text in texts]
    return all(any(_phrase(one.text, lang) in text for text in found) != one.without for one in query)


def _phrase(text: str, lang: str) -> str:
    return f" {' '.join(terms(text, lang))} "
