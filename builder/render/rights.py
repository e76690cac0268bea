"""How much of a briefing's text the public edition shows.

In: what a briefing or its outlet says (`full`, `excerpt`, `excerpt:80`, `metadata`). Out: a number of words.
Pages, search, feeds, print and exports all ask here, so that no sentence is withheld in one place and
published in another.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from builder.config import RIGHTS, OutletOptions
from builder.model import Briefing

EXCERPT_WORDS = 60
"""Words of `excerpt` without a number."""


def public_words(briefing: Briefing, outlets: Mapping[str, OutletOptions]) -> int | None:
    """How many words of the body may be shown; None: all of them. What cannot be read shows none."""
    if not (briefing.rights or briefing.withdrawn or outlets):
        return None
    outlet = outlets.get(briefing.outlet)
    if outlet is None:
        outlet = next((o for o in outlets.values() if briefing.outlet in o.aliases), None)
    said = (briefing.rights or (outlet.rights if outlet else "")).strip() or "full"
    match = RIGHTS.fullmatch(said)
    if briefing.withdrawn or match is None or match[1] == "metadata":
        return 0
    if match[1] == "excerpt":
        return int(match[2] or EXCERPT_WORDS)
    return None


def first_words(blocks: Sequence[tuple[str, str]], words: int | None) -> list[tuple[str, str]]:
    """The (anchor, text) blocks up to so many words; the last one ends with an ellipsis when cut."""
    if words is None:
        return list(blocks)
    kept: list[tuple[str, str]] = []
    for anchor, text in blocks:
        parts = text.split()
        if words <= 0:
            break
        kept.append((anchor, text if len(parts) <= words else " ".join(parts[:words]) + " …"))
        words -= len(parts)
    return kept
