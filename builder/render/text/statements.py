"""Who says what in a briefing.

In: its `statements` from the cache, and its text where a person changed it. Out: what may be shown as quoted.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any, NamedTuple


class Statement(NamedTuple):
    """Words that a text puts in somebody's mouth."""

    name: str
    """Of the speaker, as in the front matter."""
    words: str
    anchor: str
    """Id of the paragraph."""
    evidence: str
    """The words that name the speaker."""


def statements_of(said: Mapping[str, Any], edited: str) -> Iterator[Statement]:
    """All of them; of a text that a person edited (`edited`, else empty) those whose paragraph stands."""
    for name, rows in said.items():
        for words, anchor, evidence, _ in rows:
            if not edited or f'id="{anchor}"' in edited:
                yield Statement(name, words, anchor, evidence)
