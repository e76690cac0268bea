"""Which of the days that a seed prints and claims is the day of publication.

In: the lines with the stretch of the body, the title, the page's claims and its address. Out: `DateEvidence`
and the lines that are date lines and nothing else. Every day named near the head or the end, by the page's
metadata or its address is a candidate; all that speaks for one day is weighed together (see `choice`; pages
and texts have weights of their own) against the other days and against none of them.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace

from builder.ingest.fields.bodyspan import BodySpan
from builder.ingest.fields.choice import choose, probability, read_weights, reasons
from builder.ingest.fields.dateforms import read_dates
from builder.ingest.fields.dateoptions import DateOption, date_options
from builder.ingest.fields.dates import DateEvidence, from_claims, from_url
from builder.ingest.fields.signatures import plain
from builder.ingest.fields.titles import STATED, Title
from builder.model import Claim

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
    weights = read_weights(weights_for(claims))
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
    return LEAST_PAGE if weights_for(claims) == "date-page" else LEAST


def weights_for(claims: Sequence[Claim]) -> str:
    """A page states days where a text only prints them: each is weighed by what was learned from its like."""
    marked = any(claim.evidence.rule.startswith(("html:", "meta", "json-ld")) for claim in claims)
    return "date-page" if marked else "date-text"


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
