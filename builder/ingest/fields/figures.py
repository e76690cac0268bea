"""Captions and credits among the lines of a seed → figures.

In: the document and the probability of each line to be body. Out: the figures, the lines that they claim
(caption, credit, a caption given twice), and why. A line is a caption by named features that are weighed
(`captionfeatures`; `weights/caption-*.txt`, see `choice`). In doubt a line stays with the body.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import replace

from builder.ingest.fields.bodyspan import BodySpan, find_body_span
from builder.ingest.fields.captionfeatures import CaptionOption, caption_options
from builder.ingest.fields.captionlines import credit_of, is_credit, join_pieces
from builder.ingest.fields.choice import probability, read_weights, reasons
from builder.ingest.fields.folding import fold
from builder.model import Evidence, Figure, RawDocument

LEAST = {"caption-page": 0.6, "caption-text": 0.4}
"""Weights → the least probability of a caption. Chosen for few wrong ones: losing a paragraph is the worse
fault. The weights are learned from many more lines that are none, so that a third is much."""
LEAST_PAIRED, LEAST_UNSIGNED = 0.33, 0.5
"""The same for a line of a text that a credit stands beside, and for one that has none at all."""
LEAST_BELOW = 0.9
"""The same for one well below the end: most pictures there belong to another article."""
LEAST_OF_GALLERY = 0.1
"""The same for what a page marks as a caption where nothing is body: it shows pictures."""
NEVER = 0.95
"""A line of a text that is so probably body is no caption unless it says so."""
NEVER_PAIRED = 0.9
"""The same for one that only a credit beside it makes a caption: the picture may have none."""


def find_figures(
    document: RawDocument, body: Sequence[float]
) -> tuple[tuple[Figure, ...], Mapping[int, str], tuple[Evidence, ...]]:
    """The figures in order, line number → `caption` or `credit`, and the evidence of each figure."""
    span, parts = join_pieces(find_body_span(document.lines, body))
    kind = weights_for(span)
    weights, usual = read_weights(kind), LEAST[kind]
    figures: list[Figure] = []
    claimed: dict[int, str] = {}
    evidence: list[Evidence] = []
    for option in caption_options(span):
        line = span.filled[option.position]
        chance = probability(option.features, weights)
        least = usual if line.path else _least(option, span)
        if line.number in claimed:
            continue
        if span.last < span.first and line.kind == "caption":
            least = LEAST_OF_GALLERY
        twin = _twin(figures, option.caption, option.credit)
        if twin >= 0 and (chance >= usual / 5 or fold(option.caption) == fold(figures[twin].caption)):
            longer = max(figures[twin].caption, option.caption, key=len)
            figures[twin] = replace(
                figures[twin], caption=longer, credit=figures[twin].credit or option.credit
            )
        elif chance >= least:
            alt, image = _picture(span, option.position)
            figures.append(Figure(option.caption, option.credit, alt, image))
            why = f"caption, {chance:.2f}: {reasons(option.features, weights)}"
            evidence.append(Evidence(why, line.text.strip()[:200], line.number))
            twin = len(figures) - 1
        else:
            continue
        claimed[line.number] = "caption"
        if option.credit_at >= 0:
            claimed[span.filled[option.credit_at].number] = "credit"
        _take_credit(span, option.position, twin, figures, claimed)
    whole = {part: field for line, field in claimed.items() for part in parts.get(line, (line,))}
    return tuple(figures), dict(sorted(whole.items())), tuple(evidence)


def _least(option: CaptionOption, span: BodySpan) -> float:
    """The least probability of a caption for a line of a text."""
    never = NEVER if option.credit_at < 0 else NEVER_PAIRED
    if span.chances[option.position] >= never and "filed" not in option.features:
        return 1.0
    signed = option.credit and option.credit_at < 0
    if signed and option.position == span.last and span.chances[option.position] > 0.5:
        return 1.0  # the agency signs the article: `… he said. (c)AFP/Ada Rossi`
    if option.position > span.last + 3 and span.last >= span.first:
        return LEAST_BELOW
    if option.credit_at >= 0:
        return LEAST_PAIRED
    return LEAST["caption-text"] if option.credit else LEAST_UNSIGNED


def weights_for(span: BodySpan) -> str:
    """Pages mark up their captions, texts do not: each has its own weights."""
    return "caption-page" if any(line.path for line in span.filled) else "caption-text"


_IMAGE = re.compile(r"!\[(?P<alt>[^\]]*)\]\((?P<image>[^)\s]*)")


def _picture(span: BodySpan, position: int) -> tuple[str, str]:
    """Alternative text and address of the picture right above or below a caption."""
    for near in (position - 1, position + 1):
        if 0 <= near < len(span.filled) and span.filled[near].kind == "image":
            match = _IMAGE.search(span.filled[near].markdown)
            if match:
                return match["alt"], match["image"]
    return "", ""


def _twin(figures: Sequence[Figure], caption: str, credit: str) -> int:
    """Index of the figure that has this caption already, else -1. Two that each have a credit are two
    pictures, though one's words open the other's."""
    folded = fold(caption)
    for index, figure in enumerate(figures):
        known = fold(figure.caption)
        signed = bool(credit and figure.credit)
        part = len(folded) > 30 and not signed and (known.startswith(folded) or folded.startswith(known))
        if folded and (known == folded or part):
            return index
    return -1


def _take_credit(
    span: BodySpan, position: int, index: int, figures: list[Figure], claimed: dict[int, str]
) -> None:
    """A line that is a credit and nothing else goes with the caption beside it, the one above first."""
    for near in (position + 1, position - 1):
        line = span.filled[near] if 0 <= near < len(span.filled) else None
        if line is None or line.number in claimed or not is_credit(line):
            continue
        credited = credit_of(line)
        if credited and not figures[index].credit:
            figures[index] = replace(figures[index], credit=credited.credit)
        elif credited and fold(credited.credit) != fold(figures[index].credit):
            continue
        claimed[line.number] = "credit"
