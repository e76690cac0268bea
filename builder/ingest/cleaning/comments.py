"""Where readers' comments begin: below a heading that says so, signed and dated again and again.

In: the lines of a seed with the probability of each to be body. Out: the number of the line from which on
nothing is article, or 0.
A heading alone proves nothing (pages count comments above the article, too), nor do dates: both together,
below an article, do.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import lru_cache

from builder.ingest.cleaning.phrases import find_family, fold
from builder.ingest.cleaning.score import THRESHOLD
from builder.ingest.fields.dateforms import read_dates
from builder.model import SeedLine

STAMPS = 3
"""Signed and dated lines that make it sure."""
NEAR = 14
"""Lines with words between the heading and the first of them, and between two."""
ABOVE = 60
"""Words of article that must stand above."""
MOST = 90
"""Characters of a line that signs and dates a comment."""

_HEADING = re.compile(
    r"(?:[^\W\d_]+ ){0,2}(?:comments?|kommentare?|commentaires?|comentarios?|commenti|comentários|reacties"
    r"|komentarze|komentáře|hozzászólások|комментарии|коментари|коментарі|yorumlar|تعليقات|التعليقات|评论|評論"
    r"|コメント|댓글|σχόλια)(?: \w+){0,3}",
    re.I,
)
_AGO = re.compile(
    r"\b\d+ \w+ ago\b|\bvor \d+ \w+|\bil y a \d+|\bhace (?:\d+|una?) \w+|\d+ \w+ назад"
    r"|\d+\s?(?:小时|分钟|天)前",
    re.I,
)
_LETTERS = re.compile(r"[^\W\d_]{2,}")


def find_comments(lines: Sequence[SeedLine], body: Sequence[float]) -> int:
    """The number of the heading above the comments, or 0; `body[i]` is the probability of line i+1."""
    filled = [
        (line, chance)
        for line, chance in zip(lines, body, strict=True)
        if line.text.strip() and line.kind != "image"
    ]
    words = 0
    for position, (line, value) in enumerate(filled):
        if words >= ABOVE and _is_heading(line.text) and _stamps_below(filled, position) >= STAMPS:
            return line.number
        words += len(line.text.split()) if value >= THRESHOLD else 0
    return 0


@lru_cache(maxsize=8192)
def _is_heading(text: str) -> bool:
    if len(text) > 60:
        return False
    return find_family(text)[0] == "comments" or bool(_HEADING.fullmatch(fold(text)))


def _stamps_below(filled: Sequence[tuple[SeedLine, float]], position: int) -> int:
    """Signed and dated lines below, by different hands and each near the one before."""
    last, hands = position, set()
    for at in range(position + 1, len(filled)):
        if at - last > NEAR:
            break
        text = filled[at][0].text
        if len(text) <= MOST and (hand := _signature(text, filled[at - 1][0].text)):
            hands.add(hand)
            last = at
            if len(hands) >= STAMPS:
                break
    return len(hands)


def _signature(text: str, above: str) -> str:
    """The few words beside the date of a signed line, or above a date alone; empty for any other line."""
    if ago := _AGO.search(text):
        start, end = ago.span()
    else:
        dates = [phrase for phrase in read_dates(text) if phrase.span]
        if len(dates) != 1:
            return ""
        start, end = dates[0].start, dates[0].end
    beside = f"{text[:start]} {text[end:]}"
    signed = beside if _LETTERS.search(beside) else above
    return fold(signed) if 1 <= len(_LETTERS.findall(signed)) <= 8 else ""
