"""Whose credit a line of its own is: that of the line above it, of the line below it, or of no caption.

In: a `BodySpan` with its pieces joined (`captionlines`). Out: for each line that a credit stands beside and
may belong to, that credit. Decided together, since a credit has one caption and a page prints all its credits
on one side: the line that is less like an article's; where both are alike, the one on the usual side.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Mapping, Sequence, Set
from dataclasses import dataclass
from typing import Literal

from builder.ingest.cleaning.phrases import find_family
from builder.ingest.fields.bodyspan import BodySpan
from builder.ingest.fields.bylines import bare_names, read_byline
from builder.ingest.fields.captionlines import credit_of, enlarges, is_credit
from builder.ingest.fields.captionsigns import ends_sentence, quotes_someone
from builder.ingest.fields.credits import Credited
from builder.ingest.fields.dateforms import read_dates
from builder.ingest.fields.datelines import opens_filed
from builder.ingest.fields.signatures import plain
from builder.model import SeedLine

Side = Literal["above", "below"]
NO_CAPTION = ("heading", "quote", "table", "code", "image")


@dataclass(frozen=True, slots=True)
class Paired:
    """A credit that belongs to a line."""

    position: int
    """Of the credit."""
    credited: Credited
    side: Side
    """Where the caption stands, seen from its credit."""


def pair_credits(span: BodySpan, places: range) -> Mapping[int, Paired]:
    """Position of a line → the credit beside it that is its own."""
    credits = {place: found for place in places if (found := _credit_alone(span.filled[place]))}
    if not credits:
        return {}
    beside = {place for credit in credits for place in range(credit - 3, credit + 4)}
    alone = {line.text for place, line in enumerate(span.filled) if place not in beside}
    sides = {credit: _candidates(span, credit, found.rule, alone) for credit, found in credits.items()}
    usual = _usual_side(span, sides)
    pairs: dict[int, Paired] = {}
    for credit, near in sides.items():
        place = _choose(span, near, usual)
        if place >= 0 and place not in pairs:
            pairs[place] = Paired(credit, credits[credit], "above" if place < credit else "below")
    return pairs


_PLAYING = re.compile(r"\A\W*(?:(?:\d{1,2}[./]){2}\d{2,4}\W+)?\d{1,3}:\d{2}\s?(?:min|minutes)\.?\W*\Z", re.I)
"""What stands below the caption of a film: `2:43 min`."""


_BYLINE = re.compile(
    r"\w+|(?:the )?associated press|.*\b(?:writer|reporter|correspondent|editor|staff)s?", re.I
)
"""Who wrote, not who took a picture: `AFP`, `Ada Rossi, AP sports writer`."""


def _credit_alone(line: SeedLine) -> Credited | None:
    if is_credit(line):
        found = credit_of(line)
        return None if found and found.rule == "agency" and _BYLINE.fullmatch(line.text.strip()) else found
    playing = len(line.text) < 40 and _PLAYING.match(line.text)
    return Credited("", "", "playing") if playing else None


def _candidates(span: BodySpan, credit: int, rule: str, alone: Set[str]) -> list[int]:
    """The lines beside a credit that it may belong to."""
    near = [place for step in (-1, 1) if (place := _beside(span, credit, step)) >= 0]
    if len({span.filled[place].text for place in near}) < len(near):
        return []  # a title above and below its picture
    near = [p for p in near if p < credit or not opens_filed(span.filled[p].text)]  # below its byline
    if rule in ("source", "playing"):  # they stand under charts and teasers, too
        near = [
            p for p in near if p < credit and span.chances[p] <= 0.9 and ends_sentence(span.filled[p].text)
        ]
    return [
        p for p in near if _may_have_credit(span, p) and not _looks_like_title(span.filled[p].text, alone)
    ]


def _beside(span: BodySpan, position: int, step: int) -> int:
    """The nearest line on one side, words that open the picture left out, or -1."""
    place = position + step
    if 0 <= place < len(span.filled) and enlarges(span.filled[place].text):
        place += step
    return place if 0 <= place < len(span.filled) else -1


def _may_have_credit(span: BodySpan, place: int) -> bool:
    """No title, byline, date, service of the site or long paragraph of the article."""
    line, chance = span.filled[place], span.chances[place]
    text = plain(line.text)
    size = len(text)
    if line.kind in NO_CAPTION or not 8 <= size <= 700 or chance >= 0.97 or (size > 280 and chance > 0.85):
        return False
    if sum(map(str.isalpha, text)) < 4 or _PLAYING.match(text):
        return False
    if line.kind == "caption":
        return True
    if quotes_someone(text):
        return False
    if credit_of(line) or find_family(text)[0] or (size < 60 and read_dates(text)) or read_byline(text):
        return False
    subheading = size < 40 and chance > 0.5 and not ends_sentence(text)
    at_the_end = place >= span.last and chance > 0.5
    return not (subheading or at_the_end or (size < 80 and bare_names(text)))


def _looks_like_title(text: str, alone: Set[str]) -> bool:
    """It stands elsewhere on the page too, far from any credit, and ends as titles do."""
    return text in alone and not ends_sentence(text)


def _usual_side(span: BodySpan, sides: Mapping[int, Sequence[int]]) -> Side:
    least = ((credit, _least_likely(span, near)) for credit, near in sides.items() if near)
    votes = Counter("above" if place < credit else "below" for credit, place in least)
    return "below" if votes["below"] > votes["above"] else "above"


def _least_likely(span: BodySpan, near: Sequence[int]) -> int:
    return min(near, key=lambda place: (round(span.chances[place], 1), place))


def _choose(span: BodySpan, near: Sequence[int], usual: Side) -> int:
    if len(near) < 2:
        return near[0] if near else -1
    above, below = sorted(near)
    ends = [place for place in near if ends_sentence(span.filled[place].text)]
    if len(ends) == 1 and span.chances[ends[0]] < 0.5:
        return ends[0]
    if abs(span.chances[above] - span.chances[below]) > 0.3:
        return _least_likely(span, near)
    return above if usual == "above" else below
