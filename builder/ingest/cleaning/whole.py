"""Documents that hold the article alone: what somebody wrote, and notes too short to be the dump of a page.

The score has learned from pages; of a note of three lines it would keep one. Here every line is kept but what
a named rule knows and what a field claims.
"""

from __future__ import annotations

import re

from builder.ingest.cleaning.clean import SURE
from builder.ingest.cleaning.phrases import find_family, find_line_rule
from builder.ingest.cleaning.score import THRESHOLD, LineScore
from builder.model import RawDocument

NOTE = 500
"""Characters; no page of the corpus that was learned from has a dump so short."""
LINKED = 0.5
"""Share of links from which on a line of a page is one of a menu."""
KEPT = (SURE + THRESHOLD) / 2
"""The score of a line that is kept unless a field claims it."""
_END, _GAP = re.compile(r"[.。…]\W{0,3}\Z"), re.compile(r"\w\s")


def is_note(document: RawDocument) -> bool:
    """A short text, or page without pictures, none of whose lines leads elsewhere or is known from sites."""
    texts = [line.text.strip() for line in document.lines]
    shows = any(line.kind in ("image", "caption") or line.link_share >= LINKED for line in document.lines)
    if shows or sum(map(len, texts)) > NOTE:
        return False
    return not any(find_family(text)[0] or find_line_rule(text)[0] for text in texts)


def keep_all(document: RawDocument) -> tuple[LineScore, ...]:
    """Every line is kept; a sentence even where it would do for a title or a byline."""
    scores = []
    for line in document.lines:
        blank = not line.text.strip() or line.kind == "front-matter"
        value = 0.0 if blank else 1.0 if _is_sentence(line.text) else KEPT
        why = () if blank else (("the document holds the article alone", value),)
        scores.append(LineScore(line.number, value, why))
    return tuple(scores)


def _is_sentence(text: str) -> bool:
    """Six words and more, or twelve letters of a script without spaces, that end as a sentence does: `Moscow,
    3 March 2014.` is none. Two looks: one pattern of both would try the words of a long line in every way.
    """
    end = _END.search(text, max(0, len(text) - 4))
    if end is None:
        return False
    return text.rfind("。", end.start()) >= 12 or len(_GAP.findall(text, 0, end.start())) >= 5
