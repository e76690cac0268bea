"""The days in which undated briefings were written, as dated ones that tell of the same event let them.

In: what every briefing tells (`timewords.Telling`), its day where it has one, its own bounds. Out: for an
undated briefing the bounds that its neighbours leave, with the reasons. They are inferred: no one printed the
day, so there is no date from them, and whatever the seed itself says goes before.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date, timedelta
from functools import cache
from itertools import chain

from builder.archive.records import Record
from builder.edtf import Span, find_span, format_span
from builder.ingest.fields.timewords import Telling
from builder.model import Evidence

COMMON, ALIKE = 4, 0.3
"""Rare names that two tellings of one event share at least: how many, and what share of the shorter list."""
RARE, RARE_SHARE = 3, 50
"""A name is rare when it stands in three tellings, or in one of fifty: "Russia" alone joins no two events."""
RULE = "neighbours"


@dataclass(frozen=True, slots=True)
class Dating:
    """A briefing, as far as it dates others or is to be dated."""

    telling: Telling
    stated: str
    """Its date: EDTF, or empty."""
    bounds: str
    """What the seed itself leaves where it has no date: EDTF, or empty."""

    @property
    def day(self) -> date | None:
        """The day, where the date is one."""
        return date.fromisoformat(self.stated) if len(self.stated) == len("2013-08-09") else None


@dataclass(frozen=True, slots=True)
class Inferred:
    """Bounds of an undated briefing, and why."""

    bounds: str
    evidence: tuple[Evidence, ...]


def infer_bounds(datings: Mapping[str, Dating]) -> dict[str, Inferred]:
    """Slug → bounds, for the undated briefings whose neighbours agree.

    Each weekday is taken as the one nearest to the neighbour's day; what had happened lies before the
    writing, what was to come after it. Neighbours that disagree with each other or with the seed give
    nothing.
    """
    undated = [s for s in sorted(datings) if not datings[s].stated and datings[s].telling.is_between]
    if not undated:
        return {}
    names = {slug: frozenset(dating.telling.names) for slug, dating in datings.items()}
    counts = Counter(chain.from_iterable(names.values()))
    limit = max(RARE, len(datings) // RARE_SHARE)
    known = frozenset(name for name, count in counts.items() if count <= limit)
    wanted = known.intersection(chain.from_iterable(names[slug] for slug in undated))
    tellers: dict[int, list[str]] = defaultdict(list)
    for slug in sorted(datings):
        mine = wanted & names[slug]
        if mine and datings[slug].day:
            for name in mine:
                tellers[name].append(slug)
    rare = cache(lambda slug: known & names[slug])
    found = {}
    for slug in undated:
        shared = Counter(other for name in rare(slug) for other in tellers[name])
        near = sorted(
            other
            for other, common in shared.items()
            if common >= max(COMMON, min(len(rare(slug)), len(rare(other))) * ALIKE)
            and datings[slug].telling.days & datings[other].telling.days
        )
        inferred = _join(datings[slug], {other: datings[other].day for other in near})
        if inferred:
            found[slug] = inferred
    return found


def _join(undated: Dating, near: Mapping[str, date | None]) -> Inferred | None:
    """What all neighbours and the seed's own bounds leave; None where they leave nothing or nobody tells."""
    span = find_span(undated.bounds)
    evidence = []
    for slug, day in near.items():
        interval = _interval(undated.telling, day) if day else None
        if interval is None or day is None:
            continue
        span = interval if span is None else interval.intersect(span)
        if span is None:
            return None
        words = "; ".join(dict.fromkeys(word.words for word in undated.telling.weekdays))
        why = f"{RULE}: same event and weekday as '{slug}' of {day.isoformat()}"
        evidence.append(Evidence(why, words, undated.telling.weekdays[0].line))
    if not evidence or span is None:
        return None
    return Inferred(format_span(span._replace(uncertain=True)), tuple(evidence))


def _interval(telling: Telling, near: date) -> Span | None:
    """First and last day that the weekdays allow around a day; None where they leave none or an open end."""
    first: date | None = None
    last: date | None = None
    for word in telling.weekdays:
        day = near + timedelta(days=(word.weekday - near.weekday() + 3) % 7 - 3)
        if word.past:
            first = max(first, day) if first else day
        else:
            last = min(last, day) if last else day
    if first is None or last is None or first > last:
        return None
    return Span(first, last, "day" if first == last else "range", uncertain=True)


def with_inferred(record: Record, inferred: Inferred | None) -> Record:
    """`record` with what the archive says of its days now, instead of what it said before."""
    own = tuple(why for why in record.evidence.get("date", ()) if not why.rule.startswith(RULE))
    reasons = (*own, *(inferred.evidence if inferred else ()))
    evidence = {field: why for field, why in record.evidence.items() if field != "date"}
    if reasons:
        evidence["date"] = reasons
    bounds = inferred.bounds if inferred else ""
    return replace(record, evidence=dict(sorted(evidence.items())), date_inferred=bounds)
