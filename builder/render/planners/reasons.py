"""Why a briefing is shown beside another: what both share, and the same in the reader's language.

What is shared is named while the site is planned; the words are found where the page is made.
"""

from __future__ import annotations

from collections.abc import Mapping
from functools import lru_cache

from builder.model import Related, Term
from builder.render.page import Plan
from builder.render.theme.words import Words

SAID = {"person": 3, "place": 2, "issue": 2, "word": 3}
"""Most that a reason says of each kind."""
FAR = 31
"""More days apart are not told."""


Names = tuple[str, ...]
Shared = tuple[Names, Names, Names, Names, int]
"""People, places, issues, words of both titles, rarest first; days between them, -1: not told."""


def shared_of(plan: Plan, item: Related) -> Shared:
    """What two briefings share, as much of it as a reason says."""
    found: dict[str, list[str]] = {kind: [] for kind in SAID}
    titled: Mapping[str, Mapping[str, Term]] = {"person": plan.archive.people, "issue": plan.archive.issues}
    for kind, value in item.shared:
        names = found[kind]
        if len(names) == SAID[kind]:
            continue
        terms = titled.get(kind)
        if terms is None:
            names.append(value)
        elif value in terms:
            names.append(terms[value].title)
    people, places, issues, words = map(tuple, found.values())
    if len(people) == SAID["person"]:
        places = ()
    days = -1 if item.days is None or item.days > FAR else item.days
    return people, places, issues, () if people or places or issues else words, days


@lru_cache(maxsize=1 << 14)
def reason(words: Words, shared: Shared) -> str:
    """`both name Lavrov and Shoigu; same day`."""
    people, places, issues, title, days = shared
    said = []
    if people:
        said.append(words("reason_people", names=words.listed(people)))
    if places:
        said.append(words("reason_places", names=words.listed(places)))
    if issues:
        said.append(words("reason_issues", names=words.listed(issues)))
    if title:
        said.append(words("reason_words", names=words.listed([f"“{word}”" for word in title])))
    if days >= 0:
        said.append(words("reason_days", n=days) if days else words("reason_same_day"))
    return "; ".join(said)
