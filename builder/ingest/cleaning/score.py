"""How probably each line of a seed is body: a learned score whose deciding features can be read.

In: a `RawDocument`. Out: one `LineScore` a line, in order. Blank lines score 0. Nothing is decided here:
`clean.label_lines` joins the score with rules and with what `metadata` claims.

Boosted trees over features of the line and its surroundings (`linefeatures`, for a page also `markup`). Their
weights are files in `weights/lines/` that `make train-cleaner` writes; `make bench-cleaning` measures them.

Stitching contract, kept for the rooms beside this one:
`score_lines(document) -> tuple[LineScore, ...]`, as long as `document.lines`.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache

from builder.ingest.cleaning import linefeatures, markup
from builder.ingest.cleaning.linefeatures import Line
from builder.ingest.cleaning.trees import Forest, Reasons, load_forest, strongest
from builder.model import RawDocument

THRESHOLD = 0.4
"""Lines at or above it are body. Below one half, because losing body is worse than a line too many; chosen
on the cross-validated table of `make bench-cleaning`."""

DOUBTFUL = (0.1, 0.6)
"""Between them the features that decided are worked out; beyond, `explain_line` does it when asked."""


@dataclass(frozen=True, slots=True)
class LineScore:
    """How probably one line is body, and why."""

    line: int
    value: float
    """0 to 1; from `THRESHOLD` the line is kept."""
    reasons: Reasons = ()
    """The features that decided, strongest first: (name, push; above 0 towards body)."""

    @property
    def why(self) -> str:
        """`0.12: words −2.1, place in page −1.3` for the ledger."""
        shown = ", ".join(f"{name} {push:+.1f}" for name, push in self.reasons)
        return f"{self.value:.2f}: {shown}" if shown else f"{self.value:.2f}"


@cache
def load_model(kind: str) -> Forest:
    """`page`, `text` or `light`."""
    return load_forest(f"{kind}.json", FEATURE_NAMES[kind])


FEATURE_NAMES = {
    "text": linefeatures.NAMES,
    "light": linefeatures.NAMES,
    "page": (*linefeatures.NAMES, *markup.NAMES),
}
"""Kind of seed → names of the features."""


LIGHT = 30
"""Short lines (below four words) up to which a text is taken for the main column alone, with little but the
article in it: there another model knows better, one that loses less."""


def kind_of(lines: Sequence[Line]) -> str:
    """`page` where lines know where they stood in markup; `light` for a text with few short lines."""
    if any(line.source.path for line in lines):
        return "page"
    return "light" if sum(line.size < 4 for line in lines) <= LIGHT else "text"


def feature_rows(document: RawDocument) -> tuple[str, list[Line], list[list[float]]]:
    """The kind of seed, its lines with words, and their features."""
    lines = linefeatures.describe(document.lines)
    rows, kind = linefeatures.text_features(lines), kind_of(lines)
    if kind == "page":
        prose = [linefeatures.prose_weight(line) for line in lines]
        rows = [row + more for row, more in zip(rows, markup.markup_features(lines, prose), strict=True)]
    return kind, lines, rows


def score_lines(document: RawDocument) -> tuple[LineScore, ...]:
    """One score a line, in order; a blank line has 0."""
    kind, lines, rows = feature_rows(document)
    model = load_model(kind)
    values: dict[int, float] = {}
    reasons: dict[int, Reasons] = {}
    for line, row in zip(lines, rows, strict=True):
        number, value = line.source.number, round(model.probability(row), 4)
        values[number] = value
        if DOUBTFUL[0] < value < DOUBTFUL[1]:
            reasons[number] = strongest(model.pushes(row), 3)
    return scores_of(document, values, reasons)


def scores_of(
    document: RawDocument,
    values: Mapping[int, float],
    reasons: Mapping[int, Reasons] | None = None,
) -> tuple[LineScore, ...]:
    """One score a line from those of the lines with words.

    A picture takes the lower of its neighbours' scores, a blank line 0.
    """
    known = reasons or {}
    before, lower = 0.0, dict[int, float]()
    for line in document.lines:
        before = values.get(line.number, before)
        lower[line.number] = before
    after, scores = 0.0, []
    for line in reversed(document.lines):
        after = values.get(line.number, after)
        value = min(after, lower[line.number]) if line.kind == "image" else 0.0
        scores.append(LineScore(line.number, values.get(line.number, value), known.get(line.number, ())))
    return tuple(reversed(scores))


def explain_line(document: RawDocument, number: int, most: int = 6) -> LineScore:
    """The score of one line with the features that decided it, however clear the case was."""
    kind, lines, rows = feature_rows(document)
    model = load_model(kind)
    for line, row in zip(lines, rows, strict=True):
        if line.source.number == number:
            return LineScore(number, round(model.probability(row), 4), strongest(model.pushes(row), most))
    return LineScore(number, 0.0)
