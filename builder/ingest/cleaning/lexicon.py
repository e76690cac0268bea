"""What the words of a line say about it: learned pushes of single words and of pairs.

`weights/lines/words.txt` (made by `make train-cleaner`) holds words that stand more often in articles, or
more often around them, on many sites: `your inbox` speaks against, `said on` for a line. Here they become
features of the score; they decide nothing by themselves.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import cache, partial
from importlib.resources import files
from itertools import accumulate, pairwise
from math import fsum, log, sqrt

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
    words, pairs = ([*accumulate((row[at] for row in rows), initial=0.0)] for at in (2, 4))
    words, pairs = ([0.0] * 6 + sums + [sums[-1]] * 6 for sums in (words, pairs))
    for index, row in enumerate(rows, 6):  # each sum is that of all lines before
        row += (
            words[index + 4] - words[index - 3],
            pairs[index + 4] - pairs[index - 3],
            words[index] - words[index - 6],
            pairs[index] - pairs[index - 6],
            words[index + 7] - words[index + 1],
            pairs[index + 7] - pairs[index + 1],
        )
    return rows


def _asked(words: Sequence[str], push: Push) -> tuple[list[float], list[float]]:
    """The pushes of single words and of pairs, each once."""
    single = [value for word in dict.fromkeys(words) if (value := push(word)) is not None]
    return single, [value for pair in pairs_of(words) if (value := push(pair)) is not None]


def _known(words: Sequence[str]) -> tuple[list[float], list[float]]:
    """The same from the shipped lexicon, without a text made for each pair."""
    single, pairs = _pushes()
    said = [single[word] for word in dict.fromkeys(words) if word in single]
    return said, [pairs[pair] for pair in pairs.keys() & pairwise(words)]


def _own(count: int, single: Sequence[float], paired: Sequence[float]) -> list[float]:
    """Pushes of pairs come in any order: `fsum` gives the same sum for each."""
    root = sqrt(count) or 1.0
    words = (
        sum(single) / (count or 1),
        max(single) if single else 0.0,
        fsum([value for value in single if value < -CLEAR]) / root,
    )
    if not paired:
        return [*words, 0.0, 0.0, 0.0, 0.0]
    return [
        *words,
        fsum([value for value in paired if value > CLEAR]) / root,
        fsum([value for value in paired if value < -CLEAR]) / root,
        max(paired),
        min(paired),
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
