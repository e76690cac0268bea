"""A first look at each line of a text alone: is it like a line of an article, whatever stands around it?

A small model over what the line is and what its words say. The score then looks for the article where such
lines are dense, and sees of each neighbour how much it is like one. By it the lists, tables and short
paragraphs of an article are found, of which the length of lines says nothing; teasers and terms of use are
passed by, though they are sentences.
"""

from __future__ import annotations

from collections.abc import Sequence
from math import sqrt

from builder.ingest.cleaning import lexicon
from builder.ingest.cleaning.linefeatures import OWN, Line

ASKED = (*OWN, *lexicon.OWN)
"""Names of the features that the first look asks."""
NAMES = ("like an article by itself",)
"""Name of the feature that it becomes."""
CLEAR = 4.0
"""Log odds beyond which a line is not clearer."""
LONG = 50
"""Words beyond which a line does not weigh more."""


def weights_of(lines: Sequence[Line], odds: Sequence[float]) -> list[float]:
    """What each line adds to the density of the text; below 0 where it is more probably around it."""
    return [
        max(-CLEAR, min(CLEAR, value)) * sqrt(min(line.size, LONG) + 1)
        for line, value in zip(lines, odds, strict=True)
    ]
