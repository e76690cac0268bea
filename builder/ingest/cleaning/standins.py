"""What a site sends in place of an article: an error page, a check for robots, a wall before the rest;
and the first of several pages.

In: the title and the ledger of a seed. Out: what it seems to be, with the words that say so. Nothing is
removed for it; a person is told. A long text is an article, whatever stands around it.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cache

from builder.ingest.cleaning import rules
from builder.model import LedgerLine

MOST = {"error": 700, "wall": 1800, "continued": 1_000_000}
"""Letters of body beyond which a page is an article, though it says so."""
BELOW = 3
"""Lines with words after the last of the body that may, like it, hold the numbers of its further pages."""
TOP = 12
"""Lines with words at whose head an error page says what it is."""
LONGEST = 240
"""Characters; a longer line is prose."""


def find_standin(title: str, ledger: Sequence[LedgerLine]) -> tuple[str, str, int]:
    """(`error`, `wall` or `continued`, the words that say so, their line), or empties for a whole article."""
    size = sum(len(row.text) for row in ledger if row.fate == "body")
    told = [(row.line, row.text.strip()) for row in ledger if 0 < len(row.text.strip()) <= LONGEST]
    last = max((row.line for row in ledger if row.fate == "body"), default=0)
    below = [line for line in told if line[0] >= last][: BELOW + 1]
    looked_at = {"error": [(0, title), *told[:TOP]], "wall": told, "continued": below}
    for kind, lines in looked_at.items():
        if size > MOST[kind]:
            continue
        for number, text in lines:
            first = re.split(r" [|–-] ", text.strip(" .!:*#"), maxsplit=1)[0]
            if _patterns(kind).fullmatch(first if kind == "error" else text):
                return kind, text, number
    return "", "", 0


@cache
def _patterns(kind: str) -> re.Pattern[str]:
    return re.compile("|".join(f"(?:{pattern})" for pattern in rules.STAND_INS[kind]), re.I)
