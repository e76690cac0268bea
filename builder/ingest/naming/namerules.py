"""Names by rule: what stands between a title and a verb, begins with a known given name, or was named in
full before.

In: the tokens of every paragraph of a briefing. Out: spans with the rule that found each. Used alone
where the scorer's weights are missing, and as a second opinion beside it.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache

from builder.archive.words import read_given, read_words
from builder.ingest.naming.nametokens import Tokens, is_inner

BARE = 0.6
"""Score of a bare name that only a verb speaks for."""


@dataclass(frozen=True, slots=True)
class Span:
    """A name in a paragraph: tokens `first` to `last`, the last one included."""

    paragraph: int
    first: int
    last: int
    rule: str
    score: float = 1.0


@cache
def _lists() -> tuple[frozenset[str], frozenset[str], frozenset[str], frozenset[str], frozenset[str]]:
    return (
        read_words("titles"),
        read_words("places"),
        read_words("organisations"),
        read_words("not_names"),
        read_words("saying"),
    )


def runs(tokens: Tokens) -> list[tuple[int, int]]:
    """Stretches of capitalised tokens, small inner words included, as (first, last)."""
    found: list[tuple[int, int]] = []
    dotted = read_words("abbreviations")
    words, lower = tokens.words, tokens.lower
    last = -2
    for position in tokens.capitals:
        between = range(last + 1, position)
        if last >= 0 and all(
            is_inner(tokens, i) or (words[i] == "." and lower[i - 1] in dotted) for i in between
        ):
            found[-1] = (found[-1][0], position)
        else:
            found.append((position, position))
        last = position
    return found


def find_by_rules(paragraphs: Sequence[Tokens]) -> list[Span]:
    """Names the rules are sure of, in order."""
    found: list[Span] = []
    for number, tokens in enumerate(paragraphs):
        if tokens.caps:
            continue
        for first, last in runs(tokens):
            span = _name_in_run(tokens, number, first, last)
            if span:
                found.append(span)
    return found


def _name_in_run(tokens: Tokens, number: int, first: int, last: int) -> Span | None:
    _, places, organisations, not_names, saying = _lists()
    lower, words, given = tokens.lower, tokens.words, read_given()
    start, titled = _after_titles(tokens, first, last)
    while last > start and lower[last] in not_names:
        last -= 1
    if start > last:
        return None
    things = [
        i
        for i in range(start, last + 1)
        if lower[i] in organisations or lower[i] in not_names or lower[i] in places
    ]
    if things and things[-1] + 2 <= last and lower[things[-1] + 1] in given:
        start = things[-1] + 1  # Comptroller of the Currency Robert Bench
    elif things:
        return None
    name = range(start, last + 1)
    if len(name) == 1 and words[start].rpartition("-")[1] and words[start].rpartition("-")[2][:1].isupper():
        return None
    if last + 1 < len(words) and lower[last + 1] in organisations and not titled:
        return None
    if len(name) > 1 and lower[start] in given:
        return Span(number, start, last, "given-name")
    speaks = words[last + 1 : last + 2] == [":"]  # MR. KIRBY: Thanks, everybody.
    if titled and len(name) <= 4 and (speaks or not words[start].isupper()):
        return Span(number, start, last, "title-before")
    if len(name) == 1 and last + 1 < len(words) and lower[last + 1] in saying and words[start].istitle():
        return Span(number, start, last, "saying", BARE)
    said = (last + 1 < len(words) and lower[last + 1] in saying) or (start > 0 and lower[start - 1] in saying)
    if len(name) in (2, 3) and said and not any(words[i].isupper() and len(words[i]) > 2 for i in name):
        return Span(number, start, last, "saying")
    return None


def _after_titles(tokens: Tokens, first: int, last: int) -> tuple[int, bool]:
    """Where a name may begin in a run, behind titles, places and plain words; whether a title leads to it."""
    titles, places, _, not_names, _ = _lists()
    lower, given = tokens.lower, read_given()
    titled = first > 0 and lower[first - 1] in titles
    start = first
    if first and lower[first - 1] == "the" and first + 1 < last and lower[first + 1] in given:
        start = first + 1  # Chancellor of the Exchequer Nigel Lawson
    for position in range(first, last + 1):
        low = lower[position]
        if low in titles and not (position > start and low in given and not titled):
            start, titled = position + 1, True
        elif low == "." or (
            position == start
            and low not in given
            and (
                low in places or low in not_names or low.rstrip("s") in places or low in read_words("english")
            )
        ):
            start = position + 1
    return start, titled
