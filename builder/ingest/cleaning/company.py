"""Lines that are kept for the company they keep, though their score alone would not do.

In: the lines of a seed, their scores, and which of them are metadata. Out: line number → why. Each rule
is one that a reader would use: an agency's dateline opens the text, rows of one table stand together, and so
do those who speak.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence

from builder.ingest.cleaning.score import THRESHOLD, LineScore
from builder.model import RawDocument, SeedLine

FILED = 0.15
"""Least score of a first paragraph with an agency's dateline."""
BEFORE = 12
"""Lines with words between it and the first that is kept."""
ROWS = 4
"""Rows that make a table of a text; below it tabs mean nothing."""
SPOKEN = 2
"""Kept lines that begin with one label, from which on it is a speaker's."""
_SENTENCE = re.compile(r".{60,}[.!?…。！？][\"'”’»」)\]]*\s*\Z", re.S)
_DATELINE = re.compile(
    r"\W?[A-ZÀ-ÞА-Я][\w .,'’/-]{2,40}\((?:AP|AFP|CNN|Reuters|dpa|EFE|ANSA|UPI|Xinhua|TASS)\)\s*[—–-]"
)
_SPEAKER = re.compile(r"((?:[A-ZÀ-ÞА-Я][A-ZÀ-ÞА-Я.'’-]*\s?){1,4}|[QA]|[FA]rage|Antwort):\s*(?=\S)")

Pair = tuple[SeedLine, float]


def find_company(
    document: RawDocument, scores: Sequence[LineScore], claimed: Mapping[int, str]
) -> dict[int, str]:
    """Line number → why it is kept, of lines below the threshold."""
    filled = [
        (line, score.value)
        for line, score in zip(document.lines, scores, strict=True)
        if line.text.strip() and line.kind != "image"
    ]
    kept = {**dict(_leads(filled, claimed)), **dict(_speakers(filled))}
    if document.media_type == "text/plain":
        kept |= dict(_rows(filled))
    return kept


def _leads(filled: Sequence[Pair], claimed: Mapping[int, str]) -> Iterator[tuple[int, str]]:
    """The first paragraph, where an agency's dateline says so."""
    first = next((i for i, (x, v) in enumerate(filled) if v >= THRESHOLD and _SENTENCE.match(x.text)), 0)
    for line, value in filled[max(0, first - BEFORE) : first]:
        filed = FILED <= value < THRESHOLD and _SENTENCE.match(line.text) and _DATELINE.match(line.text)
        if filed and line.number not in claimed:
            yield line.number, "an agency's dateline opens the text"


def _rows(filled: Sequence[Pair]) -> Iterator[tuple[int, str]]:
    """Rows of a table in a text: as many cells each, kept where one of them is."""
    at = 0
    while at < len(filled):
        cells, end = filled[at][0].text.count("\t"), at + 1
        while end < len(filled) and cells and filled[end][0].text.count("\t") == cells:
            end += 1
        rows = filled[at:end]
        if len(rows) >= ROWS and any(value >= THRESHOLD for _, value in rows):
            yield from ((line.number, "a row of a table") for line, value in rows if value < THRESHOLD)
        at = end


def _speakers(filled: Sequence[Pair]) -> Iterator[tuple[int, str]]:
    """What somebody says whose other words are kept: `MAYOR: …`, `Q: …`."""
    labels = [match[1] if (match := _SPEAKER.match(line.text)) else "" for line, _ in filled]
    known = Counter(label for label, (_, value) in zip(labels, filled, strict=True) if value >= THRESHOLD)
    for label, (line, value) in zip(labels, filled, strict=True):
        if label and value < THRESHOLD and known[label] >= SPOKEN and line.link_share < 0.5:
            yield line.number, f"'{label}' speaks"
