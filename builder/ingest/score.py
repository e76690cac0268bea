"""How probably each line of a seed is body: a learned score whose deciding features can be read.

In: a `RawDocument`. Out: one `LineScore` a line, in order. Blank lines score 0. Nothing is decided here:
`clean.label_lines` joins the score with rules and with what `metadata` claims.

Stitching contract, kept for the rooms beside this one:
`score_lines(document) -> tuple[LineScore, ...]`, as long as `document.lines`.
"""

from __future__ import annotations

import math
import re
from dataclasses import dataclass

from builder.model import RawDocument, SeedLine

_WORD = re.compile(r"\w+")
_END = re.compile(r"""[.!?…。！？؟][)\]"'”’»」』*_]*\s*\Z""")


@dataclass(frozen=True, slots=True)
class LineScore:
    """How probably one line is body, and why."""

    line: int
    value: float
    """0 to 1; above `THRESHOLD` the line is kept."""
    reasons: tuple[tuple[str, float], ...] = ()
    """The features that decided, strongest first: (name, push; above 0 towards body)."""

    @property
    def why(self) -> str:
        """`0.12: few words −2.1, after the last paragraph −1.3` for the ledger."""
        shown = ", ".join(f"{name} {push:+.1f}" for name, push in self.reasons)
        return f"{self.value:.2f}: {shown}" if shown else f"{self.value:.2f}"


THRESHOLD = 0.5
"""Lines at or above it are body."""


def score_lines(document: RawDocument) -> tuple[LineScore, ...]:
    """One score a line, in order; a blank line has 0."""
    own = [_own_score(line) for line in document.lines]
    return tuple(
        LineScore(line.number, 0.0 if not line.text.strip() else _with_neighbours(own, index))
        for index, line in enumerate(document.lines)
    )


def _own_score(line: SeedLine) -> float:
    words = len(_WORD.findall(line.text)) or len(line.text.strip()) / 2
    return min(3.0, words / 8 - 2) + 1.5 * bool(_END.search(line.text)) - 3 * line.link_share


def _with_neighbours(own: list[float], index: int) -> float:
    near = own[max(0, index - 4) : index] + own[index + 1 : index + 5]
    total = own[index] + 0.4 * sum(near) / max(1, len(near))
    return round(1 / (1 + math.exp(-total)), 4)
