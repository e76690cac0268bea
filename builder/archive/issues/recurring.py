"""Phrases that recur in the archive and that no issue has as a term: proposals for new issues.

In: the phrases of each briefing. Out: `Phrase`s, those that say most first.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Phrase:
    """Words that recur and that no issue has as a term."""

    words: str
    briefings: int
    examples: tuple[str, ...]
    """Slugs."""


def find_phrases(
    titled: Iterable[tuple[str, Iterable[str]]], known: Iterable[str], least: int = 3, most: int = 20
) -> list[Phrase]:
    """Phrases in several briefings, most frequent first; `known` ones and parts of longer ones left out.

    `titled` holds (slug, phrases of the briefing).
    """
    bearers: dict[str, list[str]] = defaultdict(list)
    for slug, phrases in titled:
        for phrase in sorted(set(phrases)):
            bearers[phrase].append(slug)
    known = set(known)
    kept = {p: slugs for p, slugs in bearers.items() if len(slugs) >= least and p not in known}
    counts = Counter({phrase: len(slugs) for phrase, slugs in kept.items()})
    longer: dict[str, int] = defaultdict(int)
    for phrase, count in counts.items():
        words = phrase.split()
        for part in {" ".join(words[a:b]) for a in range(len(words)) for b in range(a + 1, len(words) + 1)}:
            if part != phrase:
                longer[part] = max(longer[part], count)
    whole = [p for p in counts if 2 * longer[p] < counts[p] or p not in longer]
    whole.sort(key=lambda p: (-counts[p] * len(p.split()), p))
    return [Phrase(p, counts[p], tuple(sorted(kept[p])[:3])) for p in whole[:most]]
