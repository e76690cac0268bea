"""How probably each line of a seed is body: a learned score whose deciding features can be read.

In: a `RawDocument`. Out: one `LineScore` a line, in order. Blank lines score 0. Nothing is decided here:
`clean.label_lines` joins the score with rules and with what `metadata` claims.

Boosted trees over features of the line (`linefeatures`) and its `surroundings`, of the words of a text
(`lexicon`), of the `markup` of a page; a text that they doubt as a whole gets a `lift`. Their weights are
files in `weights/lines/` that `make train-cleaner` writes; `make bench-cleaning` measures them.

Stitching contract, kept for the rooms beside this one:
`score_lines(document) -> tuple[LineScore, ...]`, as long as `document.lines`.
"""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from functools import cache
from typing import NamedTuple

from builder.ingest.cleaning import column, glance, lexicon, lift, linefeatures, markup, surroundings
from builder.ingest.cleaning.linefeatures import Line
from builder.ingest.cleaning.trees import Forest, Reasons, load_forest, strongest
from builder.model import RawDocument

THRESHOLD = 0.4
"""Lines at or above it are body. Below one half, because losing body is worse than a line too many."""

MODELS = {"text": ("text",), "either": ("light", "text"), "light": ("light",)}
"""Kind of a text → the models that score its lines, by their mean."""
MAYBE_COLUMN, COLUMN = -2.0, 0.0
"""Log odds from which a text may be a main column alone, and from which it is taken for one."""
LEAN = 0.2
"""Log odds that every line of a text gets: where no markup tells, losing body is the more probable fault."""
BENEFIT = {"text": 0.0, "either": 0.7, "light": 0.7}
"""More of them in what may be a main column alone. They decide what is kept; fields are chosen by the chance
without them."""
BENEFIT_NAME = "perhaps the main column alone"
"""How it is called among the reasons of a score."""

DOUBTFUL, MOST_DOUBTFUL = 0.15, 3
"""Lines that scored above it and were nearest to being kept, so many of a seed, known phrases apart, have the
features that decided worked out at once. That costs as much as twenty scores: for every other line
`explain_line` does it when asked."""

NEARLY_NOTHING, IN_DOUBT = 0.1, 0.12
"""A page that keeps fewer words than this share of its densest text, while that scores so much on the mean,
has misleading markup (an article inside `div.comments`): it is scored as a text. Comments score lower."""


class LineScore(NamedTuple):
    """How probably one line is body, and why."""

    line: int
    value: float
    """0 to 1; from `THRESHOLD` the line is kept."""
    reasons: Reasons = ()
    """The features that decided, strongest first: (name, push; above 0 towards body)."""
    benefit: float = 0.0
    """Log odds in `value` that are a `BENEFIT` of the doubt."""

    @property
    def chance(self) -> float:
        """The value without its benefit."""
        if not self.benefit or not 0 < self.value < 1:
            return self.value
        return probability(math.log(self.value / (1 - self.value)) - self.benefit)

    @property
    def why(self) -> str:
        """`0.12: words −2.1, place in page −1.3` for the ledger."""
        shown = ", ".join(f"{name} {push:+.1f}" for name, push in self.reasons)
        return f"{self.value:.2f}: {shown}" if shown else f"{self.value:.2f}"


@cache
def load_model(name: str) -> Forest:
    """`page`, `text`, `light` score lines; `glance` looks at those of a text first, `column` tells whether
    it is the main column alone."""
    return load_forest(f"{name}.json", FEATURE_NAMES[name])


TEXT = (*surroundings.NAMES, *lexicon.NAMES, *glance.NAMES, *glance.OVERALL)
FEATURE_NAMES = {
    "glance": glance.ASKED,
    "text": TEXT,
    "light": TEXT,
    "page": (*surroundings.NAMES, *markup.NAMES),
    "column": column.NAMES,
}
"""Model → names of its features."""


def page_rows(lines: list[Line]) -> list[list[float]]:
    """The features of blocks of a page."""
    prose = [linefeatures.prose_weight(line) for line in lines]
    parts = (
        surroundings.own_rows(lines),
        surroundings.around_rows(lines, prose),
        markup.markup_features(lines, prose),
    )
    return [own + around + more for own, around, more in zip(*parts, strict=True)]


def plain_rows(lines: list[Line], push: lexicon.Push | None = None) -> list[list[float]]:
    """What each line of a text is and what its words say, those of the first look in front."""
    words = lexicon.word_features(lines, push)
    return [own + more for own, more in zip(surroundings.own_rows(lines), words, strict=True)]


def look_at(lines: list[Line]) -> tuple[list[list[float]], list[float]]:
    """The lines of a text by themselves, with the log odds that the first look gives them."""
    plain = plain_rows(lines)
    model, asked = load_model("glance"), len(glance.ASKED)
    return plain, [model.odds(row[:asked]) for row in plain]


def join_rows(
    lines: list[Line],
    plain: Sequence[list[float]],
    odds: Sequence[float],
    asked: Sequence[int] | None = None,
) -> list[list[float]]:
    """The features of the lines of a text that are asked for, or of all, with what the first look gave."""
    if not lines:
        return []
    own, asked = len(linefeatures.OWN), range(len(lines)) if asked is None else asked
    weights = glance.weights_of(lines, odds)
    core = surroundings.find_core(weights)
    around = surroundings.around_features(lines, weights, core, asked)
    overall = glance.overall_features(lines, odds, core)
    return [
        [*plain[at][:own], *near, *plain[at][own:], odds[at], *overall]
        for at, near in zip(asked, around, strict=True)
    ]


def is_page(lines: Sequence[Line]) -> bool:
    """The lines know where they stood in markup."""
    return any(line.source.path for line in lines)


def kind_of(lines: Sequence[Line]) -> str:
    """`page` where lines know where they stood in markup, else what kind of text it is."""
    if is_page(lines):
        return "page"
    return text_kind(load_model("column").odds(column.column_features(lines)))


def text_kind(odds: float) -> str:
    """`light` for a main column alone, `text` for a whole page, `either` where the odds leave it open."""
    return "light" if odds >= COLUMN else "either" if odds >= MAYBE_COLUMN else "text"


def score_lines(document: RawDocument) -> tuple[LineScore, ...]:
    """One score a line, in order; a blank line has 0."""
    found = _score(document)
    numbers = [line.source.number for line in found.lines]
    reasons = {numbers[index]: found.reasons(index, 3) for index in found.most_doubtful()}
    return scores_of(document, dict(zip(numbers, found.values, strict=True)), reasons, found.benefit)


class _Scored(NamedTuple):
    """The lines with words, what they were scored from, and their scores."""

    lines: list[Line]
    rows: Mapping[int, list[float]]
    """Of the lines that the models were asked about."""
    models: tuple[Forest, ...]
    values: list[float]
    settled: Mapping[int, float] = {}
    """Log odds of the others."""
    lift: float = 0.0
    benefit: float = 0.0

    def most_doubtful(self) -> list[int]:
        """The lines that no phrase tells and that were nearly kept, the nearest first."""
        refused = [
            (-value, index)
            for index, value in enumerate(self.values)
            if DOUBTFUL < value < THRESHOLD and not self.lines[index].family
        ]
        return [index for _, index in sorted(refused)[:MOST_DOUBTFUL]]

    def reasons(self, index: int, most: int) -> Reasons:
        """What decided the score of a line."""
        pushes: dict[str, float] = {}
        if index in self.settled:
            pushes[glance.FAR] = self.settled[index]
        else:
            for model in self.models:
                for name, push in model.pushes(self.rows[index]).items():
                    pushes[name] = pushes.get(name, 0.0) + push / len(self.models)
        return strongest({**pushes, lift.NAME: self.lift, BENEFIT_NAME: self.benefit}, most)


def _score(document: RawDocument) -> _Scored:
    lines = linefeatures.describe(document.lines)
    kind = kind_of(lines)
    if kind != "page":
        return _score_text(kind, lines)
    model, rows = load_model(kind), page_rows(lines)
    values = [probability(model.odds(row)) for row in rows]
    if not is_misled(lines, values):
        return _Scored(lines, dict(enumerate(rows)), (model,), values)
    return _score_text("text", lines)


def _score_text(kind: str, lines: list[Line]) -> _Scored:
    plain, looks = look_at(lines)
    settled = {} if kind == "light" else glance.settle(looks)
    asked = [at for at in range(len(lines)) if at not in settled]
    rows = dict(zip(asked, join_rows(lines, plain, looks, asked), strict=True))
    models = tuple(map(load_model, MODELS[kind]))
    said = {at: sum(model.odds(row) for model in models) / len(models) for at, row in rows.items()}
    odds = [settled[at] if at in settled else said[at] for at in range(len(lines))]
    more = lift.lift_of(lines, odds)
    values = [probability(value + more + LEAN + BENEFIT[kind]) for value in odds]
    return _Scored(lines, rows, models, values, settled, more, BENEFIT[kind])


def probability(odds: float) -> float:
    """Log odds as a score, 0 to 1."""
    return round(1 / (1 + math.exp(-max(-30.0, min(30.0, odds)))), 4)


def is_misled(lines: Sequence[Line], values: Sequence[float]) -> bool:
    """Next to nothing is kept, though the densest text is not clearly refused."""
    prose = [linefeatures.prose_weight(line) for line in lines]
    core = surroundings.find_core(prose)
    words = score = 0.0
    for index in range(core.start, core.end):
        if prose[index] > 0:
            words += lines[index].size
            score += lines[index].size * values[index]
    kept = sum(line.size for line, value in zip(lines, values, strict=True) if value >= THRESHOLD)
    return kept < NEARLY_NOTHING * words and score >= IN_DOUBT * words


def scores_of(
    document: RawDocument,
    values: Mapping[int, float],
    reasons: Mapping[int, Reasons] | None = None,
    benefit: float = 0.0,
) -> tuple[LineScore, ...]:
    """One score a line from those of the lines with words.

    A picture takes the lower of its neighbours' scores, a blank line 0.
    """
    if any(line.kind == "image" for line in document.lines):
        values = {**_of_pictures(document, values), **values}
    known = reasons or {}
    numbers = [line.number for line in document.lines]
    return tuple(LineScore(at, values.get(at, 0.0), known.get(at, ()), benefit) for at in numbers)


def _of_pictures(document: RawDocument, values: Mapping[int, float]) -> dict[int, float]:
    before, after, lower = 0.0, 0.0, dict[int, float]()
    for line in document.lines:
        before = values.get(line.number, before)
        if line.kind == "image":
            lower[line.number] = before
    for line in reversed(document.lines):
        after = values.get(line.number, after)
        if line.kind == "image":
            lower[line.number] = min(after, lower[line.number])
    return lower


def explain_line(document: RawDocument, number: int, most: int = 6) -> LineScore:
    """The score of one line with the features that decided it, however clear the case was."""
    found = _score(document)
    for index, line in enumerate(found.lines):
        if line.source.number == number:
            return LineScore(number, found.values[index], found.reasons(index, most), found.benefit)
    return LineScore(number, 0.0)
