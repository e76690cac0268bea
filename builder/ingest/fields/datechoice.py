"""Which of the days that a seed prints and claims is the day of publication.

In: the lines with the stretch of the body, the title, the page's claims and its address. Out: `DateEvidence`
and the lines that are date lines and nothing else. Every day named near the head or the end, by the page's
metadata or its address is a candidate; all that speaks for one day is weighed together (`weights/date.txt`,
see `choice`) against the other days and against none of them.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from builder.edtf import Span
from builder.ingest.fields.bodyspan import BodySpan
from builder.ingest.fields.choice import band, choose, probability, read_weights, reasons
from builder.ingest.fields.dateforms import read_dates
from builder.ingest.fields.dates import DateEvidence, from_claims, from_url
from builder.ingest.fields.datesupport import Support, find_supports
from builder.ingest.fields.signatures import plain
from builder.ingest.fields.titles import STATED, Title
from builder.model import Claim


@dataclass(frozen=True, slots=True)
class DateOption:
    """A day, or the days it may be, with all that speaks for it."""

    span: Span
    supports: tuple[Support, ...]
    features: Mapping[str, float]
    is_candidate: bool = True
    """False for the day of a change, which only bounds the date: nothing calls it anything else, or an
    earlier day is stated as the day of publication."""

    @property
    def is_stated(self) -> bool:
        """Something says that this is the day of publication, rather than prints a date somewhere."""
        return any(name.startswith(("claim:", "url", "label:published", "beside")) for name in self.features)


LEAST, LEAST_PAGE, LEAST_CLAIMED = 0.75, 0.5, 0.3
"""Least probability of a day that a text prints, that a page prints, and that a page's metadata states; below
it there is no date. Chosen so that of the dates given from text alone 95 in 100 are right."""


def find_publication(
    span: BodySpan, title: Title, claims: Sequence[Claim], lang: str, url: str
) -> tuple[tuple[DateEvidence, ...], tuple[int, ...]]:
    """Evidence for the day of publication, and the date lines."""
    outright = tuple(item for item in from_claims(claims, lang) if item.source in STATED)
    if outright:
        return outright, ()
    days = date_options(span, title, claims, lang, url)
    options = [day for day in days if day.is_candidate]
    weights = read_weights("date")
    best, chance = choose([option.features for option in options], weights)
    lines = tuple(sorted({s.evidence.line for o in days for s in o.supports if s.alone and s.evidence.line}))
    if best < 0 or chance < _least(options[best], claims):
        return _without_a_day(span, title, lang, url, days, weights), lines if best >= 0 else ()
    chosen = options[best]
    why = f"{chance:.2f}: {reasons(chosen.features, weights)}"
    first, *rest = (support.evidence for support in chosen.supports)
    misfits = [s.misfit for s in chosen.supports if s.misfit]
    limits = _limits(chosen, [day for day in days if day is not chosen])
    return (replace(first, why=f"{first.why} {why}".strip()), *rest, *limits, *misfits), lines


def _least(option: DateOption, claims: Sequence[Claim]) -> float:
    if any(name.startswith("claim:date:") for name in option.features):
        return LEAST_CLAIMED
    return LEAST_PAGE if claims else LEAST


def _without_a_day(
    span: BodySpan,
    title: Title,
    lang: str,
    url: str,
    days: Sequence[DateOption],
    weights: Mapping[str, float],
) -> tuple[DateEvidence, ...]:
    """Where no day is likely enough: the days that contradict each other, else a month, else bounds."""
    known = [day for day in days if day.is_candidate and day.is_stated]
    stated = [day for day in known if probability(day.features, weights) > LEAST]
    if len(stated) > 1:
        return tuple(day.supports[0].evidence for day in stated)
    bounds = [s.evidence for day in days for s in day.supports if s.evidence.role == "bound"]
    return (*_months(span, title, lang, url), *bounds)


def _months(span: BodySpan, title: Title, lang: str, url: str) -> Iterator[DateEvidence]:
    """A month that the address names, or that stands alone between title and body."""
    yield from (item for item in from_url(url) if item.span.precision == "month")
    anchor = title.position if title.position >= 0 else span.first
    for position in range(anchor + 1, span.first):
        text = plain(span.filled[position].text)
        for phrase in read_dates(text, lang) if len(text) < 40 else ():
            if phrase.span and phrase.span.precision == "month" and len(text) - len(phrase.words) < 12:
                yield DateEvidence("date-line", phrase.words, phrase.span, span.filled[position].number)
                return


def _limits(chosen: DateOption, others: Sequence[DateOption]) -> Iterator[DateEvidence]:
    """Later changes bound the date; other statements of publication are overruled, and say so."""
    for option in others:
        for support in option.supports:
            item = support.evidence
            if item.role == "bound":
                later = option.span.last and chosen.span.last and option.span.last >= chosen.span.last
                yield item if later else replace(item, role="overruled")
            elif support.features.get("stated"):
                yield replace(item, role="overruled")


def date_options(
    span: BodySpan, title: Title, claims: Sequence[Claim], lang: str, url: str
) -> list[DateOption]:
    """Each candidate day once, in the order of first support."""
    supports = find_supports(span, title, claims, lang, url)
    days: dict[tuple[object, object], list[Support]] = {}
    for support in supports:
        days.setdefault(_key(support.evidence.span), []).append(support)
    for key in [key for key in days if key[0] != key[1]]:
        inside = [other for other in days if other[0] == other[1] and other[0] in key]
        if len(inside) == 1:  # an ambiguous 3/4/2019 beside a certain 3 April 2019
            days[inside[0]].extend(
                replace(s, evidence=_narrowed(s.evidence, days, inside[0])) for s in days.pop(key)
            )
    ordered = sorted(days)
    explicit = sorted(key for key, found in days.items() if any(s.features.get("explicit") for s in found))
    sure = ("explicit", "label:published")
    stated = {key for key, found in days.items() if any(n in s.features for s in found for n in sure)}
    options = []
    for key, found in days.items():
        features: dict[str, float] = {}
        for support in found:
            for name, value in support.features.items():
                features[name] = max(features.get(name, 0.0), value)
        kinds = Counter(support.evidence.rule for support in found)
        features[f"supports:{band(len(found), 1, 2, 3, 5)}"] = 1.0
        features[f"kinds:{len(kinds)}"] = 1.0
        features[f"rank:{'first' if key == ordered[0] else 'last' if key == ordered[-1] else 'mid'}"] = 1.0
        features["explicit"] = float(key in explicit)
        features["first-explicit"] = float(key in explicit[:1])
        features["after-explicit"] = float(bool(explicit) and key > explicit[0])
        features["before-explicit"] = float(bool(explicit) and key < explicit[0])
        features["called-a-change"] = float(any(s.evidence.role == "bound" for s in found))
        features["only"] = float(len(days) == 1)
        features["not-a-day"] = float(key[0] != key[1])
        kept = {name: value for name, value in features.items() if value}
        changed = kept.get("called-a-change") and any(key > other for other in stated)
        published = any(support.evidence.role == "published" for support in found)
        options.append(DateOption(found[0].evidence.span, tuple(found), kept, published and not changed))
    return options


def _key(span: Span) -> tuple[str, str]:
    return (span.first.isoformat() if span.first else "", span.last.isoformat() if span.last else "")


def _narrowed(
    evidence: DateEvidence,
    days: Mapping[tuple[object, object], Sequence[Support]],
    key: tuple[object, object],
) -> DateEvidence:
    return replace(evidence, span=days[key][0].evidence.span)
