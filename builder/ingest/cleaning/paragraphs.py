"""Broken paragraphs put together again, each join on record.

In: body lines with their numbers. Out: `Paragraph`s. Two lines are joined only when the sentence demands it:
the first ends in the midst of one and the second goes on with it. Headings, list items, quotes and tables are
never joined, nor joined across. Hard-wrapped text (a mail of 72 columns) is unwrapped.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Paragraph:
    """One paragraph of the body."""

    lines: tuple[int, ...]
    """The seed lines that make it, in order; several where a break was mended, and in a list or table."""
    text: str

    @property
    def is_mended(self) -> bool:
        """Its sentence was broken over lines; the items of a list keep theirs."""
        return len(self.lines) > 1 and "\n" not in self.text


_BLOCK = re.compile(r"\s*(?:#{1,6}\s|[-*+•‣◦▪–]\s|\d{1,3}[.)]\s|[a-z][.)]\s|>|\||```|!\[|\[\^)")
_END = re.compile(r"[.!?…:;。！？：؟।։][)\]\"'”’»«“」』*_]*\Z")
_OPEN_END = re.compile(r"[,\-–—(/&]\Z|[^\W\d_]\Z|\d\Z")
_LOWER = re.compile(r"[\"'“”‘’«»(\[]?[a-zß-öø-ÿа-яё]")
_MIDDLE_WORDS = frozenset(
    (
        "a the of to in on at by for with as that which who than into about against between "
        "der die das von mit zu für den dem des ein eine le la les de du à une que "
        "qui el los las con por para il lo gli di del della che"
    ).split()
)
"""Words that end no sentence and no heading: a line that ends with one goes on."""
LONG = 60
"""A paragraph that broke in the midst was a long one; shorter lines are labels, verses, entries of a list."""
_CODE = re.compile(r"[{}=<>\\]|//|\w\(|\);|\"\s*:|://|\A\s*#")
WRAP = range(50, 100)
"""Widths of hard-wrapped text."""


def rejoin(lines: Sequence[tuple[int, str]]) -> tuple[Paragraph, ...]:
    """The paragraphs of a body, breaks inside sentences mended.

    >>> broken = "They have not agreed on missile defense, arms control, global security,"
    >>> [p.lines for p in rejoin([(17, broken), (19, 'and human rights issues."')])]
    [(17, 19)]
    """
    wrapped = _wrap_width(lines)
    made: list[tuple[list[int], str]] = []
    for number, raw in lines:
        text = raw.strip()
        if not text:
            continue
        last = made[-1] if made else None
        if last and _continues(last[1], text, number - last[0][-1], wrapped):
            last[0].append(number)
            made[-1] = (last[0], _glue(last[1], text))
        else:
            made.append(([number], text))
    return tuple(Paragraph(tuple(numbers), text) for numbers, text in made)


def _glue(first: str, second: str) -> str:
    """Two halves with one blank; a word broken by a hyphen at the line's end is left as printed."""
    if first.endswith(("-", "‐")) and second[:1].islower() and not first.endswith((" -", "--")):
        return f"{first}{second}"
    return f"{first} {second}"


def _continues(first: str, second: str, distance: int, wrapped: int) -> bool:
    """The second line goes on with the sentence of the first."""
    if _BLOCK.match(first) or _BLOCK.match(second) or _END.search(first):
        return wrapped > 0 and distance == 1 and _is_wrapped(first, second, wrapped)
    if wrapped and distance == 1:
        return _is_wrapped(first, second, wrapped) or bool(_LOWER.match(second))
    if len(first) < LONG or _CODE.search(first[-80:]) or _CODE.search(second[:80]):
        return False
    if _LOWER.match(second) and _OPEN_END.search(first):
        return True
    last = first.rsplit(None, 1)[-1]
    enumerates = re.search(r";\s*\w+\Z", first) is not None
    open_end = first.endswith((",", "(", "–", "—"))
    return (last in _MIDDLE_WORDS and not enumerates) or (open_end and second[:1].isdigit())


def _is_wrapped(first: str, second: str, width: int) -> bool:
    """The first line is full: the next word would not have fitted."""
    if _BLOCK.match(second) or first.startswith(("#", "|", ">")):
        return False
    last_line = first[-(width + 2) :]
    word = second.split(None, 1)[0]
    return len(last_line) + 1 + len(word) > width - 2


def _wrap_width(lines: Sequence[tuple[int, str]]) -> int:
    """The column at which a seed is hard-wrapped, or 0: most lines full, none much longer."""
    lengths = [len(text.rstrip()) for _, text in lines if text.strip()]
    if len(lengths) < 6:
        return 0
    longest = max(lengths)
    full = sum(1 for length in lengths if length > longest - 16)
    return longest if longest in WRAP and full >= len(lengths) * 0.5 else 0
