"""Why a briefing is shown beside another: what both share, and the same in the reader's language.

What is shared is named while the site is planned; the words are found where the page is made.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache

from builder.model import Related
from builder.render.page import Plan
from builder.render.theme.words import Words

SAID = {"person": 3, "place": 2, "issue": 2, "word": 3}
"""Most that a reason says of each kind."""
FAR = 31
"""More days apart are not told."""


Names = tuple[str, ...]
Shared = tuple[Names, Names, Names, Names, int]
"""People, places, issues, words of both titles, rarest first; days between them, -1: not told."""


Told = Sequence[tuple[str, str | None]]
"""Kind and name of each feature; None: it has no page, and is not told."""


def told_of(plan: Plan) -> Told:
    """What briefings may share, as reasons name it."""
    titles = {"person": plan.archive.people, "issue": plan.archive.issues}
    return [
        (kind, value if kind not in titles else titles[kind][value].title if value in titles[kind] else None)
        for kind, value in plan.relations.features
    ]


def shared_of(told: Told, item: Related) -> Shared:
    """What two briefings share, as much of it as a reason says."""
    people: list[str] = []
    places: list[str] = []
    issues: list[str] = []
    words: list[str] = []
    found = {"person": people, "place": places, "issue": issues, "word": words}
    _, apart, shared = item
    for number in shared:
        kind, name = told[number]
        names = found[kind]
        if name is not None and len(names) < SAID[kind]:
            names.append(name)
    if len(people) == SAID["person"]:
        places.clear()
    if people or places or issues:
        words.clear()
    days = -1 if apart is None or apart > FAR else apart
    return tuple(people), tuple(places), tuple(issues), tuple(words), days


def reason(words: Words, shared: Shared) -> str:
    """`both name Lavrov and Shoigu; same day`."""
    people, places, issues, title, days = shared
    said = []
    if people:
        said.append(_said(words, "reason_people", people))
    if places:
        said.append(_said(words, "reason_places", places))
    if issues:
        said.append(_said(words, "reason_issues", issues))
    if title:
        said.append(_said(words, "reason_words", tuple([f"“{word}”" for word in title])))
    if days >= 0:
        said.append(words("reason_days", n=days) if days else words("reason_same_day"))
    return "; ".join(said)


@lru_cache(maxsize=1 << 14)
def _said(words: Words, key: str, names: Names) -> str:
    """Two briefings have seldom all in common that two others have, but often the same people or places."""
    return words(key, names=words.listed(names))
