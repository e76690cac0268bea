"""What the words of a line say about it: learned pushes of single words and of pairs.

`weights/lines/words.txt` (made by `make train-cleaner`) holds words that stand more often in articles, or
more often around them, on many sites: `your inbox` speaks against, `said on` for a line. Here they become
features of the score; they decide nothing by themselves.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import cache, partial
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

OWN = (
    "words speak",
    "word speaks most for",
    "words speak against",
    "pairs speak for",
    "pairs speak against",
    "pair speaks most for",
    "pair speaks most against",
)
"""Names of what the words of the line itself say."""
NAMES = (
    *OWN,
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
    look = partial(_asked, push=push) if push else _known
    rows = [_own(len(line.words), *look(line.words)) for line in lines]
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


def _asked(words: Sequence[str], push: Push) -> tuple[list[float], list[float]]:
    """The pushes of single words and of pairs, each once."""
    single = [value for word in dict.fromkeys(words) if (value := push(word)) is not None]
    return single, [value for pair in sorted(pairs_of(words)) if (value := push(pair)) is not None]


def _known(words: Sequence[str]) -> tuple[list[float], list[float]]:
    """The same from the shipped lexicon, without a text made for each pair."""
    single, pairs = _pushes()
    paired = {pair: pairs[pair] for pair in pairwise(words) if pair in pairs}
    return [single[word] for word in dict.fromkeys(words) if word in single], list(paired.values())


def _own(count: int, single: Sequence[float], paired: Sequence[float]) -> list[float]:
    if not single and not paired:
        return [0.0] * len(OWN)
    root = sqrt(count)
    against = pairs_for = pairs_against = 0.0
    for value in single:
        if value < -CLEAR:
            against += value
    for value in paired:
        if value > CLEAR:
            pairs_for += value
        elif value < -CLEAR:
            pairs_against += value
    return [
        sum(single) / count,
        max(single, default=0.0),
        against / root,
        pairs_for / root,
        pairs_against / root,
        max(paired, default=0.0),
        min(paired, default=0.0),
    ]


@cache
def _pushes() -> tuple[dict[str, float], dict[tuple[str, str], float]]:
    """Word → push, and pair of words → push."""
    text = files("builder.ingest").joinpath("weights", "lines", "words.txt").read_text("utf-8")
    single: dict[str, float] = {}
    pairs: dict[tuple[str, str], float] = {}
    for line in text.splitlines():
        value, tab, words = line.partition("\t")
        first, space, second = words.partition(" ")
        if tab and space:
            pairs[first, second] = float(value)
        elif tab:
            single[first] = float(value)
    return single, pairs
