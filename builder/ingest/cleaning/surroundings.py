"""The lines of a seed → numbers that tell body from boilerplate: what stands around each line.

Positions and neighbours are counted among the lines with words; the densest run of text is the landmark.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import accumulate
from math import log1p

from builder.ingest.cleaning.linefeatures import (
    DENSE,
    LONG,
    MARKS,
    OWN,
    Line,
    own_features,
)


@dataclass(slots=True)
class Core:
    """The densest run of text: lines `start` to `end` (not included) of those described."""

    start: int
    end: int


def find_core(weights: Sequence[float]) -> Core:
    """The run whose weights sum to most (Kadane)."""
    best, best_start, best_end = float("-inf"), 0, 0
    total, start = 0.0, 0
    for index, weight in enumerate(weights):
        if total <= 0:
            total, start = 0.0, index
        total += weight
        if total > best:
            best, best_start, best_end = total, start, index + 1
    return Core(best_start, best_end)


AROUND = (
    *(
        f"{name} {where}"
        for where in ("1 before", "2 before", "3 before", "1 after", "2 after", "3 after")
        for name in ("words", "closed", "function words", "prose", "hints", "capitals")
    ),
    "prose within 3 before",
    "prose within 3 after",
    "prose within 8 before",
    "prose within 8 after",
    "short lines in a row",
    "same shape within 4",
    "place in page",
    "place in words",
    "lines before densest text",
    "lines after densest text",
    "words before densest text",
    "words after densest text",
    "place in densest text",
    "long lines before",
    "long lines after",
    "length against paragraphs",
    "words shared with densest text",
    "words shared with headline",
    "is the headline",
    "lines after headline",
    "words after headline",
    "lines since comments",
    "lines since related",
    "lines since newsletter",
    "breaks since densest text began",
    "known phrases within 3 before",
    "known phrases within 3 after",
    "lines to next long line",
    "lines since last long line",
)
BREAKS = ("comments", "related", "newsletter")


NAMES = OWN + AROUND
"""Names of the features of a line of text, in order."""


def own_rows(lines: Sequence[Line]) -> list[list[float]]:
    """`OWN` of each line."""
    repeats = Counter(line.folded for line in lines)
    afters = [*(line.blank for line in lines[1:]), 4]
    return [
        own_features(line, repeats[line.folded], after)
        for line, after in zip(lines, afters[: len(lines)], strict=True)
    ]


def around_rows(lines: Sequence[Line], weights: Sequence[float]) -> list[list[float]]:
    """`AROUND` of each line, by how much each adds to the density of the text."""
    return around_features(lines, weights, find_core(weights)) if lines else []


def shape(line: Line) -> tuple[int, bool, bool]:
    """Length class, whether it ends as a sentence, whether a bullet opens it."""
    return (min(6, int(log1p(line.size) * 2)), line.closed, line.text[0] in MARKS)


def content_words(line: Line) -> set[str]:
    """Words long enough to carry meaning; single letters of scripts without spaces."""
    if line.size > len(line.words):
        return set(DENSE.findall(line.text))
    return {word for word in line.words if len(word) > 3}


def find_headline(lines: Sequence[Line], core: Core, vocabulary: Counter[str]) -> int:
    """The line before the densest text that shares most words with it: -1 where none does."""
    best, best_score = -1, 0.0
    for index in range(max(0, core.start - 60), min(len(lines), core.start + 3)):
        line = lines[index]
        if not 3 <= line.size <= 30 or line.family:
            continue
        words = content_words(line)
        own = 1 if core.start <= index < core.end else 0
        known = sum(vocabulary[word] > own for word in words)
        score = known * known / (len(words) + 1) - 0.01 * max(0, core.start - index)
        score *= 0.6 if line.closed else 1.0
        if score > best_score:
            best, best_score = index, score
    return best


def around_features(
    lines: Sequence[Line], prose: Sequence[float], core: Core, asked: Sequence[int] | None = None
) -> list[list[float]]:
    """The features of `AROUND` of the lines asked for, or of all: what stands near, and where they stand."""
    asked = range(len(lines)) if asked is None else asked
    parts = zip(
        _neighbours(lines, prose, asked),
        _nearby(lines, prose, asked),
        _places(lines, core, asked),
        _meanings(lines, core, asked),
        _breaks(lines, core, asked),
        strict=True,
    )
    return [[*a, *b, *c, *d, *e] for a, b, c, d, e in parts]


def _sums(values: Iterable[float]) -> list[float]:
    """The sum of all values before each place, with one more for the end."""
    return list(accumulate(values, initial=0.0))


def _neighbours(
    lines: Sequence[Line], prose: Sequence[float], asked: Sequence[int]
) -> Iterator[tuple[float, ...]]:
    """What the three lines before and the three after are."""
    nothing = (0.0, 0.0, 0.0, -12.0, 0.0, 0.0)
    told = [nothing] * 3
    for line, weight in zip(lines, prose, strict=True):
        count = len(line.words) or 1
        hints = min(3.0, line.told / count)
        told.append((log1p(line.size), float(line.closed), line.stop, weight, hints, line.capitals / count))
    told += [nothing] * 3
    for i in asked:
        yield told[i + 2] + told[i + 1] + told[i] + told[i + 4] + told[i + 5] + told[i + 6]


def _nearby(
    lines: Sequence[Line], prose: Sequence[float], asked: Sequence[int]
) -> Iterator[tuple[float, ...]]:
    """How much running text is near, and how many lines of the same kind."""
    sums = _sums(prose)
    padded = [0.0] * 8 + sums + [sums[-1]] * 8  # padded[i + 8] is the sum before line i
    shapes = [shape(line) for line in lines]
    around: list[tuple[int, bool, bool] | None] = [None] * 4 + shapes + [None] * 4
    run, runs = 0, []
    for line in lines:
        run = 0 if line.size >= LONG else run + 1
        runs.append(float(run if run < 30 else 30))
    for i in asked:
        here, behind = padded[i + 8], padded[i + 9]
        yield (
            here - padded[i + 5],
            padded[i + 12] - behind,
            here - padded[i],
            padded[i + 17] - behind,
            runs[i],
            float(around[i : i + 9].count(shapes[i])),
        )


def _places(lines: Sequence[Line], core: Core, asked: Sequence[int]) -> Iterator[tuple[float, ...]]:
    """Where the line stands in the page, and before, in or after the densest text."""
    count = len(lines)
    words = _sums(line.size for line in lines)
    long = _sums(line.size >= LONG for line in lines)
    total = words[-1] or 1.0
    start, end, length = words[core.start], words[core.end], core.end - core.start
    inside = sorted(line.size for line in lines[core.start : core.end] if line.size >= LONG)
    usual = log1p(inside[len(inside) // 2]) if inside else 3.5
    for i in asked:
        before, after = start - words[i], words[i] - end
        behind = long[count] - long[i + 1]
        yield (
            i / count,
            words[i] / total,
            float(min(60, core.start - i)) if i < core.start else 0.0,
            float(min(60, i - core.end + 1)) if i >= core.end else 0.0,
            0.0 if before <= 0 else before if before < 1500 else 1500.0,
            0.0 if after <= 0 else after if after < 1500 else 1500.0,
            (i - core.start) / length if core.start <= i < core.end else -1.0,
            float(long[i] if long[i] < 30 else 30),
            float(behind if behind < 30 else 30),
            log1p(lines[i].size) - usual,
        )


def _meanings(lines: Sequence[Line], core: Core, asked: Sequence[int]) -> Iterator[tuple[float, ...]]:
    """Whether the line speaks of what the densest text and the headline speak of."""
    counts: Counter[str] = Counter()
    contents = {i: content_words(lines[i]) for i in {*asked, *range(core.start, core.end)}}
    for i in range(core.start, core.end):
        counts.update(contents[i])
    known, again = set(counts), {word for word, times in counts.items() if times > 1}
    headline = find_headline(lines, core, counts)
    head = content_words(lines[headline]) if headline >= 0 else set[str]()
    sums = _sums(line.size for line in lines)
    for i in asked:
        words = contents[i]
        count = len(words) or 1
        there = again if core.start <= i < core.end else known
        yield (
            len(words & there) / count,
            len(words & head) / count,
            float(i == headline),
            float(min(60, max(-20, i - headline))) if headline >= 0 else -30.0,
            min(1500.0, max(-200.0, sums[i] - sums[headline])) if headline >= 0 else -300.0,
        )


def _breaks(lines: Sequence[Line], core: Core, asked: Sequence[int]) -> Iterator[tuple[float, ...]]:
    """How far it is from what ends an article, from known phrases and from long lines."""
    count = len(lines)
    phrases = _sums(bool(line.family) for line in lines)
    following = [count] * (count + 1)
    for i in range(count - 1, -1, -1):
        following[i] = i if lines[i].size >= LONG else following[i + 1]
    last = dict.fromkeys(BREAKS, -1000)
    breaks, long, wanted = 0, -1000, set(asked)
    for i, line in enumerate(lines):
        if line.family in last:
            last[line.family] = i
            breaks += i >= core.start
        if i in wanted:
            yield (
                *(float(i - at if i - at < 100 else 100) for at in last.values()),
                float(breaks),
                phrases[i] - phrases[i - 3 if i > 3 else 0],
                phrases[i + 4 if i + 4 < count else count] - phrases[i + 1],
                float(following[i + 1] - i if following[i + 1] - i < 30 else 30),
                float(i - long if i - long < 30 else 30),
            )
        if line.size >= LONG:
            long = i
