"""A first look at each line of a text alone: is it like a line of an article, whatever stands around it?

A small model over what the line is and what its words say. The score then looks for the article where such
lines are dense, and sees of each neighbour how much it is like one. By it the lists, tables and short
paragraphs of an article are found, of which the length of lines says nothing; teasers and terms of use are
passed by, though they are sentences.

Where nothing near is like an article, and the line itself is not, no closer look is needed: it settles half
of the lines of a whole page.

It also says what kind of text this is: how long, how much of it is like an article, how clearly its densest
part is. In a text that is an article almost whole, a doubtful line is more probably body.
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import accumulate
from math import log1p, sqrt

from builder.ingest.cleaning import lexicon
from builder.ingest.cleaning.linefeatures import LONG as RUNNING
from builder.ingest.cleaning.linefeatures import OWN, Line
from builder.ingest.cleaning.surroundings import Core

ASKED = (*OWN, *lexicon.OWN)
"""Names of the features that the first look asks."""
NAMES = ("like an article by itself",)
"""Name of the feature that it becomes."""
OVERALL = (
    "lines in the text",
    "densest text like an article",
    "share of lines like an article",
    "share of words in densest text",
    "lines in densest text",
    "share of long lines",
    "share of short lines",
    "words in the text",
)
"""Names of what it says of the whole text, the same for every line."""
SHORT = 4
"""Words; a line of fewer is a label."""
CLEAR = 4.0
"""Log odds beyond which a line is not clearer."""
LONG = 50
"""Words beyond which a line does not weigh more."""

WITHIN = 4
"""Lines before and after that tell, with the line itself, whether anything near is like an article."""
AWAY, ITSELF = -2.5, -1.0
"""Log odds, on the mean of these and of the line itself, from which downwards a line is settled. On sites not
seen, a closer look would have kept one line in ten thousand of all."""
CLOSER = 1.7
"""A closer look gives such lines so many times the mean, or less."""
FAR = "nothing near like an article"
"""How it is called among the reasons of a score."""


def settle(odds: Sequence[float]) -> dict[int, float]:
    """The lines of what may be a whole page that need no closer look, with the log odds that they get."""
    sums = [*accumulate(odds, initial=0.0)]
    count, found = len(odds), {}
    for at, own in enumerate(odds):
        if own <= ITSELF:
            low, high = max(0, at - WITHIN), min(count, at + WITHIN + 1)
            mean = (sums[high] - sums[low]) / (high - low)
            if mean <= AWAY:
                found[at] = CLOSER * mean
    return found


def weights_of(lines: Sequence[Line], odds: Sequence[float]) -> list[float]:
    """What each line adds to the density of the text; below 0 where it is more probably around it."""
    return [
        max(-CLEAR, min(CLEAR, value)) * sqrt(min(line.size, LONG) + 1)
        for line, value in zip(lines, odds, strict=True)
    ]


def overall_features(lines: Sequence[Line], odds: Sequence[float], core: Core) -> list[float]:
    """The features of `OVERALL`: what kind of text this is."""
    count, words = len(lines), sum(line.size for line in lines) or 1.0
    inside = [(line.size, odds[at]) for at, line in enumerate(lines) if core.start <= at < core.end]
    dense = sum(size for size, _ in inside)
    return [
        log1p(count),
        sum(size * value for size, value in inside) / (dense or 1.0),
        sum(value > 0 for value in odds) / count,
        dense / words,
        log1p(len(inside)),
        sum(line.size >= RUNNING for line in lines) / count,
        sum(line.size < SHORT for line in lines) / count,
        words,
    ]
