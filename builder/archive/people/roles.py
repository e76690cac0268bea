"""The offices of a person over time, as the texts phrase them: phrase by phrase, with first and last date
and place.

In: mentions of one person with the briefing's slug and date. Out: `RoleSpan`s. Nothing is inferred: a
phrase that was printed twice has two dates, and the time between them is not claimed.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass

from builder.archive.people.names import fold
from builder.archive.people.nearness import day_of
from builder.model import Mention


@dataclass(frozen=True, slots=True)
class RoleSpan:
    """One phrase for someone's office."""

    phrase: str
    """As printed most often: `Russian Foreign Minister`."""
    first: str
    """EDTF date of the first briefing that says so, or empty when none is dated."""
    last: str
    briefings: tuple[str, ...]
    """Slugs, in order of date."""
    first_seen: tuple[str, int, int]
    """(slug, paragraph, start) of the first mention, to link to."""
    last_seen: tuple[str, int, int]
    count: int


def roles_over_time(mentions: Iterable[tuple[str, str, Mention]]) -> tuple[RoleSpan, ...]:
    """From (slug, date, mention) of one person: every phrase, earliest first, undated ones last."""
    groups: dict[str, list[tuple[int, str, int, int, str, str]]] = defaultdict(list)
    for slug, date, mention in mentions:
        if mention.role:
            day = day_of(date)
            order = day if day is not None else 10**9
            row = (order, slug, mention.paragraph, mention.start, date, mention.role)
            groups[fold(mention.role).removeprefix("the ")].append(row)
    spans = []
    for rows in groups.values():
        rows.sort()
        dated = [row for row in rows if row[0] < 10**9]
        phrases = [row[5] for row in rows]
        phrase = min(phrases, key=lambda p: (-phrases.count(p), p))
        first, last = (dated or rows)[0], (dated or rows)[-1]
        spans.append(
            RoleSpan(
                phrase,
                first[4],
                last[4],
                tuple(dict.fromkeys(row[1] for row in rows)),
                first[1:4],
                last[1:4],
                len(rows),
            )
        )
    return tuple(sorted(spans, key=lambda s: (s.first == "", day_of(s.first) or 0, s.first_seen, s.phrase)))
