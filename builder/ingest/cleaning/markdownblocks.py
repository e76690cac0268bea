"""Blocks of a Markdown text that stay or go whole: code between fences, a table. Half a fence would make code
of all that follows, and rows without the line under their head are no table.

In: lines of Markdown. Out: where such blocks begin and end, and which lines are headings over others.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

_FENCE = re.compile(r" {0,3}(`{3,}|~{3,})")
_ROW = re.compile(r"\s*\|.*\|\s*\Z")
_RULE = re.compile(r"\s*\|(?:\s*:?-+:?\s*\|)+\s*\Z")
_HEADING = re.compile(r" {0,3}#{1,6}\s+\S")


def fence_after(fence: str, line: str) -> str:
    """The fence that is open after a line (its signs), given the one open before it; empty when none is.

    >>> fence_after("", "~~~ python"), fence_after("~~~", "```"), fence_after("~~~", "~~~~")
    ('~~~', '~~~', '')
    """
    mark = _FENCE.match(line)
    if not fence:
        return mark[1] if mark and not ("`" in mark[1] and "`" in line[mark.end() :]) else ""
    return "" if mark and mark[1].startswith(fence) and not line.strip(" `~") else fence


def whole_blocks(lines: Sequence[str]) -> Iterator[range]:
    """Every block of code that is closed, fences included, and every table."""
    fence, first, end = "", 0, 1
    for at, line in enumerate(lines):
        before, fence = fence, fence_after(fence, line)
        if fence and not before:
            first = at
        elif before and not fence:
            yield range(first, at + 1)
        elif not fence and at >= end and _RULE.match(line) and _ROW.match(lines[at - 1]):
            end = next((n for n in range(at + 1, len(lines)) if not _ROW.match(lines[n])), len(lines))
            yield range(at - 1, end)


def headed(lines: Sequence[str]) -> Iterator[tuple[int, int]]:
    """Headings of the text, last first, each with the line that it stands over: its section's first."""
    code = {at for block in whole_blocks(lines) for at in block}
    below = -1
    for at in reversed(range(len(lines))):
        if at not in code and _HEADING.match(lines[at]) and below >= 0:
            yield at, below
        if lines[at].strip():
            below = at
