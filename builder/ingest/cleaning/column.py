"""Is a text the main column of a page alone, or all that the page shows? Features of the whole text.

A dump of the main column has few menus and no footer: a line of which one knows nothing is more probably
body there than among the menus of a whole page. The score asks another model for each.
"""

from __future__ import annotations

from collections.abc import Sequence

from builder.ingest.cleaning.linefeatures import HINTS, Line, prose_weight
from builder.ingest.cleaning.surroundings import find_core

NAMES = (
    "lines",
    "short lines",
    "short lines before the densest text",
    "lines before the densest text",
    "lines after the densest text",
    "share of words before the densest text",
    "known phrases",
    *(f"known phrases {name}" for name in ("legal", "site", "accessibility")),
    "legal hints near the end",
    "copyright near the end",
    "running text near the start",
    "words a line at the start",
    "words a line at the end",
    "share of lines said once",
)
ENDS = 12
"""Lines at the start and at the end that are looked at."""
_LEGAL = HINTS.index("legal")


def column_features(lines: Sequence[Line]) -> list[float]:
    """The numbers of a whole text, in the order of `NAMES`."""
    prose = [prose_weight(line) for line in lines]
    core = find_core(prose)
    short = [line.size < 4 for line in lines]
    families = [line.family for line in lines]
    head, tail, count = lines[:ENDS], lines[-ENDS:], len(lines) or 1
    return [
        float(len(lines)),
        float(sum(short)),
        float(sum(short[: core.start])),
        float(core.start),
        float(len(lines) - core.end),
        sum(line.size for line in lines[: core.start]) / (sum(line.size for line in lines) or 1.0),
        float(len(lines) - families.count("")),
        *(float(families.count(name)) for name in ("legal", "site", "accessibility")),
        float(sum(line.hints[_LEGAL] > 0 for line in tail)),
        float(sum("©" in line.text or "copyright" in line.text.lower() for line in tail)),
        max(prose[:8], default=0.0),
        sum(line.size for line in head) / (len(head) or 1),
        sum(line.size for line in tail) / (len(tail) or 1),
        len({line.folded for line in lines}) / count,
    ]
