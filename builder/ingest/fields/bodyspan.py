"""Where the article begins and ends among a seed's lines.

In: lines and the probability of each to be body. Out: a `BodySpan`: the stretch that holds more body than
anything around it. Menus before it and teasers after it are not part of it, though single lines inside it
may be none of the body.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

from builder.ingest.cleaning.phrases import find_family
from builder.ingest.fields.bylines import read_byline
from builder.model import SeedLine

FLOOR = -4.0
"""The most that one line may speak against: a long menu is no stronger wall than a list inside an article."""
ROOTS = tuple(size**0.5 for size in range(400))
SHARE, GAP = 0.3, 60
"""An earlier stretch of this share of the best one, not farther away than so many lines, begins the body."""
WALL = 25.0
"""Evidence that a second stretch must bring, where readers' comments or the credit line stand between."""


@dataclass(frozen=True, slots=True)
class BodySpan:
    """The stretch of the body, as positions among the seed's lines that are not blank."""

    filled: tuple[SeedLine, ...]
    """The lines that are not blank."""
    chances: tuple[float, ...]
    """The probability of each to be body."""
    first: int
    last: int
    """Positions in `filled`, both inside the body; `last` is before `first` where nothing is body."""

    def around(self, before: int, after: int) -> range:
        """Positions from `before` lines above the first body line to `after` lines below it."""
        return range(max(0, self.first - before), min(len(self.filled), self.first + after + 1))


def find_body_span(lines: Sequence[SeedLine], body: Sequence[float]) -> BodySpan:
    """The stretch with the greatest sum of evidence for body: a line speaks with the root of its length."""
    pairs = [
        (line, chance)
        for line, chance in zip(lines, body, strict=True)
        if line.text.strip() and line.kind != "front-matter"
    ]
    filled = tuple(line for line, _ in pairs)
    weights = []
    for line, chance in pairs:
        size = len(line.text)
        weight = (2 * chance - 1) * (ROOTS[size] if size < 400 else 20.0)
        if weight < FLOOR:
            weight = FLOOR
        if weight < 0 and size < 90 and _opens_comments(line.text):
            weight -= WALL
        weights.append(weight)
    for position, line in enumerate(filled[:-1]):
        if line.text[0] == "(" and _is_credit_line(line.text):
            weights[position + 1] -= WALL
    strength, first, last = _best_stretch(weights, 0, len(weights))
    before, start, end = _best_stretch(weights, 0, first)
    if before > strength * SHARE and sum(weights[end + 1 : first]) > -before and first - end < GAP:
        first = start
    return BodySpan(filled, tuple(chance for _, chance in pairs), first, last)


def _best_stretch(weights: Sequence[float], low: int, high: int) -> tuple[float, int, int]:
    """(sum, first, last) of the stretch with the greatest sum; `last` before `first` where there is none."""
    best, total, start = (0.0, low, low - 1), 0.0, low
    for position in range(low, high):
        if total <= 0:
            total, start = 0.0, position
        total += weights[position]
        if total > best[0]:
            best = (total, start, position)
    return best


@lru_cache(maxsize=8192)
def _opens_comments(text: str) -> bool:
    return find_family(text)[0] == "comments"


def _is_credit_line(text: str) -> bool:
    """`(Reporting by …; Editing by …)`: after it nothing of the article follows."""
    if not text.startswith("(") or len(text) > 600:
        return False
    byline = read_byline(text)
    return byline is not None and byline.word == "credit line"


_ITEM = re.compile(r"\s*[•*+·-]\s")


def is_item(line: SeedLine) -> bool:
    """A bullet begins the line."""
    return bool(_ITEM.match(line.text))
