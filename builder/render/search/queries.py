"""A query of the search page, answered without an index: for books, where every text is read anyway.

In: what a reader types (words that must all be there, "exact phrases", -without) and the texts of a briefing.
A word is found by its stem and one in quotation marks as it stands, as on the page; the rest of its language
(ranking, prefixes) needs an index.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass

from builder.render.search.stemming import APART, form_first, stem_of, terms, tokens

_PIECE = re.compile(r'(-?)(?:"([^"]*)"|(\S+))')


@dataclass(frozen=True, slots=True)
class Wanted:
    """A word or a phrase."""

    text: str
    without: bool = False
    """It must not be there."""
    exact: bool = False
    """It stood in quotation marks."""


def parse_query(text: str) -> tuple[Wanted, ...]:
    """The words and phrases of a query.

    >>> [(one.text, one.without) for one in parse_query('Syria "2+2 talks" -Iran')]
    [('Syria', False), ('2+2 talks', False), ('Iran', True)]
    """
    found = (Wanted(m[2] or m[3] or "", bool(m[1]), m[3] is None) for m in _PIECE.finditer(text))
    return tuple(one for one in found if tokens(one.text))


def matches(query: Iterable[Wanted], texts: Iterable[str], lang: str) -> bool:
    """Whether some texts of a briefing, taken together, hold all that is wanted and nothing that is not."""
    found = [terms(text, lang) for text in texts]
    lines = {exact: [_line(words, exact) for words in found] for exact in (False, True)}
    return all(
        any(_line(terms(one.text, lang), one.exact) in line for line in lines[one.exact]) != one.without
        for one in query
    )


def _line(found: Iterable[str], exact: bool) -> str:
    """Terms as one line between spaces: their stems, or the forms they have."""
    return f" {' '.join(form_first(term).partition(APART)[0] if exact else stem_of(term) for term in found)} "
