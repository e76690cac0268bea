"""The days that a seed names, each with all that speaks for it.

In: the supports that `datesupport` finds. Out: `DateOption`s, a day each, with the features by which one is
chosen. What names a day in another way is joined to it here: an ambiguous 3/4/2019 beside a certain 3 April
2019, a moment in UTC beside the printed day of the outlet.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta

from builder.edtf import Span
from builder.ingest.fields.bodyspan import BodySpan
from builder.ingest.fields.choice import band
from builder.ingest.fields.datesupport import Support, find_supports
from builder.ingest.fields.titles import Title
from builder.model import Claim

Key = tuple[str, str]
"""First and last day that a phrase may mean; the same where it is a day."""
Days = dict[Key, list[Support]]


@dataclass(frozen=True, slots=True)
class DateOption:
    """A day, or the days it may be, with all that speaks for it."""

    span: Span
    supports: tuple[Support, ...]
    features: Mapping[str, float]
    is_candidate: bool = True
    """False for a day that is only called that of a change: it bounds the date."""

    @property
    def is_stated(self) -> bool:
        """Something says that this is the day of publication, rather than prints a date somewhere."""
        return any(name.startswith(("claim:", "url", "label:published", "beside")) for name in self.features)


def date_options(
    span: BodySpan, title: Title, claims: Sequence[Claim], lang: str, url: str
) -> list[DateOption]:
    """Each candidate day once, in the order of first support."""
    days: Days = {}
    for support in find_supports(span, title, claims, lang, url):
        days.setdefault(_key(support.evidence.span), []).append(support)
    _narrow(days)
    _turn_round(days)
    _settle_zones(days)
    _settle_changes(days)
    explicit = sorted(key for key, found in days.items() if _has(found, "explicit"))
    stated = [key for key, found in days.items() if _has(found, "explicit", "label:published")]
    options = []
    for key, found in days.items():
        features = {**_own_features(key, found), **_among_others(key, days, explicit)}
        if features["called-a-change"] and any(key > other for other in stated):
            features[f"changed-later:{'explicit' if key in explicit else 'not'}"] = 1.0
        kept = {name: value for name, value in features.items() if value}
        published = any(support.evidence.role == "published" for support in found)
        options.append(DateOption(found[0].evidence.span, tuple(found), kept, published))
    return options


def _key(span: Span) -> Key:
    return (span.first.isoformat() if span.first else "", span.last.isoformat() if span.last else "")


def _has(found: Sequence[Support], *names: str) -> bool:
    return any(name in support.features for support in found for name in names)


def _own_features(key: Key, found: Sequence[Support]) -> dict[str, float]:
    features: dict[str, float] = {}
    for support in found:
        for name, value in support.features.items():
            features[name] = max(features.get(name, 0.0), value)
    kinds = Counter(support.evidence.rule for support in found)
    features[f"supports:{band(len(found), 1, 2, 3, 5)}"] = 1.0
    features[f"kinds:{len(kinds)}"] = 1.0
    features["called-a-change"] = float(any(s.evidence.role == "bound" for s in found))
    features["not-a-day"] = float(key[0] != key[1])
    return features


def _among_others(key: Key, days: Days, explicit: Sequence[Key]) -> dict[str, float]:
    """How a day stands to the other days, `explicit` being those that can be nothing but publication."""
    ordered = sorted(days)
    return {
        f"rank:{'first' if key == ordered[0] else 'last' if key == ordered[-1] else 'mid'}": 1.0,
        "explicit": float(key in explicit),
        "first-explicit": float(key in explicit[:1]),
        "after-explicit": float(bool(explicit) and key > explicit[0]),
        "before-explicit": float(bool(explicit) and key < explicit[0]),
        "only": float(len(days) == 1),
    }


# ---------------------------------------------------------------- one day, named in two ways


def _move(days: Days, moved: Sequence[Support], old: Key, new: Key) -> None:
    """`moved` speak for the days of `new` from now on."""
    span = days[new][0].evidence.span
    days[new] += [replace(s, evidence=replace(s.evidence, span=span)) for s in moved]
    days[old] = [support for support in days[old] if support not in moved]
    if not days[old]:
        del days[old]


def _narrow(days: Days) -> None:
    """An ambiguous 3/4/2019 beside a certain 3 April 2019 is that day."""
    for key in [key for key in days if key[0] != key[1]]:
        inside = [other for other in days if other[0] == other[1] and other[0] in key]
        if len(inside) == 1:
            _move(days, days[key], key, inside[0])


_SLASHED = re.compile(r"\s*\d{1,2}/\d{1,2}/\d{4}")


def _turn_round(days: Days) -> None:
    """`11/01/2023`, read with the day first as the language has it, beside a certain 1 November 2023 is that
    day: software stamps a page with the month first in every language."""
    for key in sorted(days):
        year, month, day = key[0].split("-") if key[0] == key[1] else ("", "", "")
        other = f"{year}-{day}-{month}"
        certain = [s for s in days.get((other, other), ()) if not _SLASHED.match(s.evidence.words)]
        if day != month and certain and all(_SLASHED.match(s.evidence.words) for s in days[key]):
            _move(days, days[key], key, (other, other))


def _settle_zones(days: Days) -> None:
    """A moment in UTC may lie in the day before or after where the outlet is: it is that day, where print,
    address or a stamp with the outlet's own zone say so and nothing but moments in UTC states the other."""
    for key in sorted(days):
        stated = [support for support in days[key] if "stated" in support.features]
        hours = [utc_hour(support.evidence.words) for support in stated]
        if not stated or min(hours) < 0:
            continue
        day = date.fromisoformat(key[0])
        for shift, reaches in ((-1, max(hours) < 12), (1, min(hours) >= 10)):
            other = (day + timedelta(days=shift)).isoformat()
            local = [s for s in days.get((other, other), ()) if "stated" in s.features]
            if reaches and any(utc_hour(support.evidence.words) < 0 for support in local):
                _move(days, stated, key, (other, other))
                break


_UTC = re.compile(r"[\sT](\d\d):\d\d(?::\d\d(?:\.\d+)?)?\s*(?:Z|GMT|UTC|[+-]00:?00)\s*\Z")


def utc_hour(words: str) -> int:
    """The hour of a moment given in UTC; -1 for all others.

    >>> utc_hour("2022-05-04T00:25:56Z"), utc_hour("2022-05-03T21:25:56-03:00")
    (0, -1)
    """
    found = _UTC.search(words)
    return int(found[1]) if found else -1


def _settle_changes(days: Days) -> None:
    """A `<time>` of a day that print calls the day of a change, and nothing else, is the same change."""
    for found in days.values():
        labels = {name for s in found for name in s.features if name.startswith("label:")}
        if labels != {"label:modified"}:
            continue
        for place, support in enumerate(found):
            item = support.evidence
            if item.role == "published" and item.source.startswith("html:time"):
                why = "called a change where it is printed"
                changed = replace(item, rule="modified", role="bound", why=why)
                found[place] = replace(support, evidence=changed)
