"""What the words of a line say about it: learned pushes of single words and of pairs.

`weights/lines/words.txt` (made by `make train-cleaner`) holds words that stand more often in articles, or
more often around them, on many sites: `your inbox` speaks against, `said on` for a line. Here they become
features of the score; they decide nothing by themselves.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import cache
from importlib.resources import files
from itertools import pairwise
from math import log, sqrt

from builder.ingest.cleaning.linefeatures import Line

Push = Callable[[str], float | None]
"""A word, or two with a space between them → how far it pushes (above 0 towards body), or None."""

LEAST_SITES, LEAST_PUSH = 4, 0.4
"""A word known from fewer sites, or that says less, is left out."""
CLEAR = 0.5
"""Pushes beyond it are summed apart: many words that say little do not make one that says much."""

NAMES = (
    "words speak",
    "word speaks most for",
    "words speak against",
    "pairs speak for",
    "pairs speak against",
    "pair speaks most for",
    "pair speaks most against",
    "words speak against within 3",
    "pairs speak against within 3",
    "words speak against within 6 before",
    "pairs speak against within 6 before",
    "words speak against within 6 after",
    "pairs speak against within 6 after",
)


def push_of(body: int, around: int) -> float | None:
    """The push of a word that so many sites have in articles, and so many around them."""
    if body + around < LEAST_SITES:
        return None
    push = log((body + 0.7) / (around + 0.7))
    return round(push, 2) if abs(push) >= LEAST_PUSH else None


def pairs_of(words: Sequence[str]) -> set[str]:
    """Each two words that follow each other."""
    return {f"{first} {second}" for first, second in pairwise(words)}


def word_features(lines: Sequence[Line], push: Push | None = None) -> list[list[float]]:
    """One row a line, in the order of `NAMES`."""
    push = push or _pushes().get
    rows = [_own(line.words, push) for line in lines]
    words_before, pairs_before = [0.0], [0.0]
    for row in rows:
        words_before.append(words_before[-1] + row[2])
        pairs_before.append(pairs_before[-1] + row[4])
    count = len(rows)
    for index, row in enumerate(rows):
        low, high = max(0, index - 6), min(count, index + 7)
        near, end = max(0, index - 3), min(count, index + 4)
        for sums in (words_before, pairs_before):
            row.append(sums[end] - sums[near])
        for start, stop in ((low, index), (index + 1, high)):
            for sums in (words_before, pairs_before):
                row.append(sums[stop] - sums[start])
    return rows


def _own(words: Sequence[str], push: Push) -> list[float]:
    count = len(words) or 1
    root = sqrt(count)
    single = [value for word in set(words) if (value := push(word)) is not None]
    paired = [value for pair in pairs_of(words) if (value := push(pair)) is not None]
    return [
        sum(single) / count,
        max(single, default=0.0),
        sum(value for value in single if value < -CLEAR) / root,
        sum(value for value in paired if value > CLEAR) / root,
        sum(value for value in paired if value < -CLEAR) / root,
        max(paired, default=0.0),
        min(paired, default=0.0),
    ]


@cache
def _pushes() -> dict[str, float]:
    text = files("builder.ingest").joinpath("weights", "lines", "words.txt").read_text("utf-8")
    found = {}
    for line in text.splitlines():
        value, tab, words = line.partition("\t")
        if tab:
            found[words] = float(value)
    return found
