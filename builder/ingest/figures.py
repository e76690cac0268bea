"""Captions and credits among the lines of a seed → figures.

In: the document and the probability of each line to be body. Out: the figures, the lines that they claim
(caption, credit, a caption given twice), and why. A caption must earn its name by a credit, by marks that
only captions bear ("(R)", "file photo"), or by the page's own markup; in doubt a line stays with the body.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from builder.ingest.bodyspan import BodySpan, find_body_span
from builder.ingest.bylines import read_byline
from builder.ingest.signatures import plain
from builder.ingest.credits import Credited, split_credit
from builder.ingest.dateforms import read_dates
from builder.ingest.folding import fold
from builder.model import Evidence, Figure, RawDocument, SeedLine

BEFORE, AFTER = 25, 4
"""How many lines above the body and below its end a caption of the article may stand."""
LEAST = 2.0
"""Least score of a caption."""

_SIDES = re.compile(
    r"\((?:[RLC]|left|right|cent(?:er|re)|links|rechts|l\.|r\.|M|Mitte|à (?:gauche|droite)|izq\.?|der\.?)\)",
    re.I,
)
_WORDS = re.compile(
    r"\b(?:file (?:photo|picture|image)|in this (?:\w+ )?(?:photo|image|picture|frame|handout)"
    r"|pictured|seen here|is seen|are seen"
    r"|archivbild|symbolbild|archivfoto|symbolfoto|im bild|photo d['’]archives|foto de archivo"
    r"|imagen de archivo)\b",
    re.I,
)
_OPENING = re.compile(
    r"\A\W*(?:photo|image|picture|caption|foto|bild|bildunterschrift|legende|légende)\s*:\s*", re.I
)


@dataclass(frozen=True, slots=True)
class Candidate:
    """A line that may be a caption, a credit, or both."""

    position: int
    score: float
    caption: str
    credit: str
    reasons: str


def find_figures(
    document: RawDocument, body: Sequence[float]
) -> tuple[tuple[Figure, ...], Mapping[int, str], tuple[Evidence, ...]]:
    """The figures in order, line number → `caption` or `credit`, and the evidence of each figure."""
    span = find_body_span(document.lines, body)
    figures: list[Figure] = []
    claimed: dict[int, str] = {}
    evidence: list[Evidence] = []
    for position in range(max(0, span.first - BEFORE), min(len(span.filled), span.last + AFTER + 1)):
        line = span.filled[position]
        if line.number in claimed:
            continue
        found = _candidate(span, position)
        if found is None or found.score < LEAST:
            continue
        twin = _twin(figures, found.caption)
        if twin >= 0:
            figures[twin] = _joined(figures[twin], found)
            claimed[line.number] = "caption"
        elif found.caption:
            figures.append(Figure(found.caption, found.credit))
            claimed[line.number] = "caption"
            evidence.append(Evidence(f"caption: {found.reasons}", line.text.strip()[:200], line.number))
        else:
            claimed[line.number] = "credit"
            _attach(span, position, found, figures, claimed, evidence)
    return tuple(figures), dict(sorted(claimed.items())), tuple(evidence)


def _candidate(span: BodySpan, position: int) -> Candidate | None:
    line = span.filled[position]
    text = line.text.strip()
    if len(text) > 700 or line.kind in ("heading", "quote", "table", "code"):
        return None
    if read_byline(text):
        return None
    credited = split_credit(line.markdown or text) or split_credit(text)
    score, reasons = _score(span, position, line, credited)
    caption = _OPENING.sub("", credited.caption if credited else plain(text))
    return Candidate(position, score, caption, credited.credit if credited else "", ", ".join(reasons))


def _score(
    span: BodySpan, position: int, line: SeedLine, credited: Credited | None
) -> tuple[float, list[str]]:
    """How surely a line is a caption, and what says so."""
    score, reasons = 0.0, []
    text = plain(line.text)
    for name, value, holds in (
        ("caption markup", 3.0, line.kind == "caption"),
        ("credit", 2.2, credited is not None),
        ("sides", 1.4, bool(_SIDES.search(text))),
        ("caption words", 1.5, bool(_WORDS.search(text))),
        ("ends with a date", 1.0, _ends_with_date(text)),
        ("above the body", 0.5, position <= span.first),
        ("opens as caption", 1.0, bool(_OPENING.match(text))),
        ("many sentences", -1.5, len(re.findall(r"[.!?]\s+[A-ZÀ-Þ]", text)) > 3),
        ("speech", -1.0, bool(re.search(r"[\"”“]\s*,?\s*(?:said|says|told|sagte)", text))),
    ):
        if holds:
            score += value
            reasons.append(name)
    return score, reasons


def _ends_with_date(text: str) -> bool:
    dates = read_dates(text[-60:])
    return bool(dates and dates[-1].span and len(text[-60:]) - dates[-1].end <= 2)


def _twin(figures: Sequence[Figure], caption: str) -> int:
    """Index of the figure that has this caption already, else -1."""
    folded = fold(caption)
    for index, figure in enumerate(figures):
        known = fold(figure.caption)
        if folded and (
            known == folded or (len(folded) > 30 and (known.startswith(folded) or folded.startswith(known)))
        ):
            return index
    return -1


def _joined(figure: Figure, found: Candidate) -> Figure:
    caption = max(figure.caption, found.caption, key=len)
    return Figure(caption, figure.credit or found.credit, figure.alt, figure.image)


def _attach(
    span: BodySpan,
    position: int,
    found: Candidate,
    figures: list[Figure],
    claimed: dict[int, str],
    evidence: list[Evidence],
) -> None:
    """A line that is a credit alone belongs to the caption above it; a short line above is that caption."""
    above = span.filled[position - 1] if position else None
    if above is None:
        return
    if above.number in claimed:
        if figures and not figures[-1].credit:
            figures[-1] = Figure(figures[-1].caption, found.credit, figures[-1].alt, figures[-1].image)
        return
    if span.chances[position - 1] < 0.5 and 20 < len(above.text) < 300 and above.kind in ("text", "caption"):
        figures.append(Figure(plain(above.text), found.credit))
        claimed[above.number] = "caption"
        evidence.append(Evidence("caption: above its credit", above.text.strip()[:200], above.number))
