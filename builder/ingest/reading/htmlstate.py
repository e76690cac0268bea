"""Days of publication in the data that a page hands its own scripts (`"publishedAt":"2019-03-02T…"`).

Weaker than what a page states for others to read: the data may be of a teaser. So it is a claim of its own
kind, from few places, and never more than a hint.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import UTC, datetime
from typing import Any

from builder.model import Claim, Evidence

_NAMED = re.compile(
    r"""ubli(?:sh|cation)\w{0,16}\\?["']?\s*[:=]\s*\\?["']?"""
    r"""(\d{4}-\d\d-\d\d(?:[T ][\d:.]{4,12}(?:Z|[+-]\d\d:?\d\d)?)?|\d{13}|\d{10})(?!\d)"""
)
"""Begins inside the word, which `published`, `datePublished` and `publicationDate` share: that is quick."""
RULE = "script:date"
MOST, MUCH = 3, 400_000
"""Different moments that are kept, and characters of scripts that are looked at: the article comes early."""


def find_state_dates(tree: Any) -> Iterator[Claim]:
    """The first moments that scripts call those of publication, in their order."""
    seen: set[str] = set()
    left = MUCH
    for script in tree.iter("script"):
        text = script.text or ""
        if "ld+json" in (script.get("type") or "") or left <= 0:
            continue
        for match in _NAMED.finditer(text[:left]):
            value = _moment(match[1])
            if value and value[:10] not in seen and len(seen) < MOST:
                seen.add(value[:10])
                yield Claim("date", value, Evidence(RULE, match.group()[:200]))
        left -= len(text)


def _moment(value: str) -> str:
    """Seconds or milliseconds since 1970 as a moment in UTC; other forms as they are."""
    if not value.isdigit():
        return value
    return datetime.fromtimestamp(int(value[:10]), UTC).isoformat()
