"""A text that the score doubts as a whole gets the benefit of the doubt.

The densest text of a seed is body in nearly every seed, and its lines usually score high. Where they do
not, the seed is of a kind that few were learned from (a list of winners, a table of results, an interview in
short lines, a language seen seldom), and what is wrong with its densest text is wrong with all of it: every
line is lifted by a part of what the densest text lacks. Losing body is worse than keeping a line too many.
"""

from __future__ import annotations

from collections.abc import Sequence

from builder.ingest.cleaning.linefeatures import Line, prose_weight
from builder.ingest.cleaning.surroundings import find_core

NAME = "text doubted as a whole"
"""How the lift is called among the reasons of a score."""
USUAL = 2.5
"""Log odds that the densest text of a seed has on the mean, or more."""
SHARE = 0.8
"""Of what it lacks, so much is added to every line."""
LEAST_WORDS = 8
"""Shorter lines of the densest text say nothing of it: menus stand between paragraphs too."""
SPAN = (-3.0, 5.0)
"""No line of it counts as clearer than that."""


def lift_of(lines: Sequence[Line], odds: Sequence[float]) -> float:
    """What is to be added to the log odds of every line: 0 for most texts, at most `SHARE` of 5.5."""
    core = find_core([prose_weight(line) for line in lines])
    told = [
        (line.size, min(SPAN[1], max(SPAN[0], value)))
        for line, value in zip(lines[core.start : core.end], odds[core.start : core.end], strict=True)
        if line.size >= LEAST_WORDS
    ]
    words = sum(size for size, _ in told)
    if not words:
        return 0.0
    return SHARE * max(0.0, USUAL - sum(size * value for size, value in told) / words)
