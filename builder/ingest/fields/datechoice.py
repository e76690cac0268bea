"""Which of the days that a seed prints and claims is the day of publication.

In: the lines with the stretch of the body, the title, the page's claims and its address. Out: `DateEvidence`
and the lines that are date lines and nothing else. Every day named near the head or the end, by the page's
metadata or its address is a candidate; all that speaks for one day is weighed together (`weights/date.txt`,
see `choice`) against the other days and against none of them.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import timedelta
from functools import lru_cache

from builder.edtf import Span
from builder.ingest.fields.bodyspan import BodySpan
from builder.ingest.fields.bylines import read_byline
from builder.ingest.fields.choice import band, choose, probability, read_weights, reasons
from builder.ingest.fields.dateforms import DatePhrase, read_dates
from builder.ingest.fields.dates import DateEvidence, from_claims, from_url
from builder.ingest.fields.outlets import host_of
from builder.ingest.fields.signatures import plain
from builder.ingest.fields.titles import STATED, Title
from builder.ingest.fields.wordlists import read_sections
from builder.model import Claim


@dataclass(frozen=True, slots=True)
class Support:
    """One thing that speaks for a day."""

    evidence: DateEvidence
    features: Mapping[str, float]
    alone: bool = False
    """A line that holds the date and little else."""
    misfit: DateEvidence | None = None
    """What the printed weekday says, where it is not the weekday of the printed day."""


@dataclass(frozen=True, slots=True)
class DateOption:
    """A day, or the days it may be, with all that speaks for it."""

    span: Span
    supports: tuple[Support, ...]
    features: Mapping[str, float]


BEFORE, AFTER, TAIL = 14, 10, 6
"""Lines above the title, below the first body line and around the end where the date may stand."""
MUCH = 80
"""Characters beside an unlabelled date; with more the line is a sentence or a caption, and no date line."""
LEAST, LEAST_CLAIMED = 0.6, 0.3
"""Least probability of a day that is only printed, and of one that the page's metadata states; below it there
is no date. Chosen so that of the dates given from text alone 95 in 100 are right."""


def find_publication(
    span: BodySpan, title: Title, claims: Sequence[Claim], lang: str, url: str
) -> tuple[tuple[DateEvidence, ...], tuple[int, ...]]:
    """Evidence for the day of publication, and the date lines."""
    outright = tuple(item for item in from_claims(claims, lang) if item.source in STATED)
    if outright:
        return outright, ()
    options = date_options(span, title, claims, lang, url)
    weights = read_weights("date")
    best, chance = choose([option.features for option in options], weights)
    lines = tuple(
        sorted({s.evidence.line for o in options for s in o.supports if s.alone and s.evidence.line})
    )
    if best < 0:
        return (), ()
    chosen = options[best]
    others = [option for option in options if option is not chosen]
    if chance < (LEAST_CLAIMED if _is_claimed(chosen) else LEAST):
        stated = [o for o in (chosen, *others) if _is_stated(o) and probability(o.features, weights) > LEAST]
        evidence = tuple(o.supports[0].evidence for o in stated) if len(stated) > 1 else ()
        return evidence, tuple(line for line in lines if stated)
    why = f"{chance:.2f}: {reasons(chosen.features, weights)}"
    first, *rest = (support.evidence for support in chosen.supports)
    misfits = [s.misfit for s in chosen.supports if s.misfit]
    evidence = (replace(first, why=f"{first.why} {why}".strip()), *rest, *_limits(chosen, others), *misfits)
    return evidence, lines


def _is_stated(option: DateOption) -> bool:
    """Something says that this is the day of publication, rather than prints a date somewhere."""
    return any(name.startswith(("claim:", "url", "label:published", "beside")) for name in option.features)


def _is_claimed(option: DateOption) -> bool:
    return any(name.startswith("claim:date:") for name in option.features)


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
    supports = [*_printed(span, title, lang, url), *_stated(claims, lang, url)]
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
        features["only"] = float(len(days) == 1)
        features["not-a-day"] = float(key[0] != key[1])
        options.append(DateOption(found[0].evidence.span, tuple(found), features))
    return options


def _key(span: Span) -> tuple[str, str]:
    return (span.first.isoformat() if span.first else "", span.last.isoformat() if span.last else "")


def _narrowed(
    evidence: DateEvidence,
    days: Mapping[tuple[object, object], Sequence[Support]],
    key: tuple[object, object],
) -> DateEvidence:
    return replace(evidence, span=days[key][0].evidence.span)


# ---------------------------------------------------------------- what the page states


def _stated(claims: Sequence[Claim], lang: str, url: str) -> Iterator[Support]:
    """Days from metadata and from the address; of `<time>` elements the first ones only."""
    times = 0
    for item in from_claims(claims, lang):
        changed = item.rule == "modified"
        source = item.source
        if source == "html:time":
            times += 1
            if times > 6:
                continue
            source = f"html:time:{'first' if times == 1 else 'later'}"
        name = f"claim:{'modified' if changed else 'date'}:{source}"
        family = f"claim-family:{'modified' if changed else source.partition(':')[0]}"
        features = {name: 1.0, family: 1.0, "claim-clock": float(item.clock)}
        if not changed and not source.startswith("html:time"):
            features["stated"] = 1.0
        yield Support(item, features)
    for item in from_url(url):
        if item.span.precision == "day":
            yield Support(item, {"url-path": 1.0, "stated": 1.0})


# ---------------------------------------------------------------- what the page prints


def _printed(span: BodySpan, title: Title, lang: str, url: str) -> Iterator[Support]:
    anchor = title.position if title.position >= 0 else span.first
    low = max(0, min(anchor, span.first) - BEFORE)
    high = min(len(span.filled), max(anchor, span.first) + AFTER + 1)
    tail = range(max(high, span.last - 2), min(len(span.filled), span.last + TAIL + 1))
    order = month_first(span, url)
    for position in (*range(low, high), *tail):
        line = span.filled[position]
        if position == title.position or len(line.text) > 300:
            continue
        text = plain(line.text)
        phrases = [
            p for p in read_dates(text, lang, order) if p.span and p.span.precision in ("day", "range")
        ]
        previous = 0
        for index, phrase in enumerate(phrases):
            above = span.filled[position - 1].text if position else ""
            label = find_label(text[previous : phrase.start], text[phrase.end : phrase.end + 20])
            if not label and not index and phrase.start < 3 and len(above) < 30:
                label = find_label(above, "")
            if label in ("published", "modified") or len(text) - len(phrase.words) <= MUCH:
                yield _support(span, position, anchor, phrase, label, index, text)
            previous = phrase.end


def _support(
    span: BodySpan, position: int, anchor: int, phrase: DatePhrase, label: str, index: int, text: str
) -> Support:
    line = span.filled[position]
    rest = len(text) - (phrase.end - phrase.start)
    between = min(anchor, span.first) <= position <= max(anchor, span.first)
    where = (
        "between"
        if between
        else "above"
        if position < anchor
        else "tail"
        if position >= span.last - 2
        else "below"
    )
    distance = 0 if between else min(abs(position - anchor), abs(position - span.first))
    near = [span.filled[i].text for i in (position - 1, position + 1) if 0 <= i < len(span.filled)]
    features = {
        f"label:{label or 'none'}": 1.0,
        f"beside:{where}:{band(distance, 0, 1, 2, 4, 8)}": 1.0,
        f"title:{band(abs(position - anchor), 1, 2, 3, 5, 8)}": 1.0,
        f"rest:{band(rest, 3, 15, 40, 80)}": 1.0,
        f"index:{min(index, 2)}": 1.0,
        "clock": float(phrase.clock),
        "weekday": float(phrase.weekday is not None),
        "byline-beside": float(any(len(t) < 120 and read_byline(t) for t in (text, *near))),
        "contradicts-itself": float(phrase.contradicts_itself),
        "list-item": float(bool(re.match(r"\s*[•*+·-]\s", line.text))),
        f"chance:{band(span.chances[position] * 10, 1, 4, 7)}": 1.0,
        "today": float(where == "above" and distance > 4 and rest < 20),
        "stated": float(label == "published" or (between and not label and rest < 60)),
    }
    kept = {name: value for name, value in features.items() if value}
    assert phrase.span is not None
    changed = label == "modified"
    evidence = DateEvidence(
        "modified" if changed else "date-line",
        phrase.words,
        phrase.span,
        line.number,
        "bound" if changed else "published",
        phrase.clock,
        f"labelled {label}," if label else "",
    )
    alone = rest < 60 and span.chances[position] < 0.9 and label != "other"
    return Support(evidence, kept, alone, _misfit(phrase, line.number))


def _misfit(phrase: DatePhrase, line: int) -> DateEvidence | None:
    """The day of the printed weekday nearest to the printed day, where the two do not fit."""
    if not phrase.contradicts_itself or phrase.span is None or phrase.span.first is None:
        return None
    distance = ((phrase.weekday or 0) - phrase.span.first.weekday() + 3) % 7 - 3
    day = phrase.span.first + timedelta(days=distance)
    return DateEvidence(
        "weekday", phrase.words, Span(day, day), line, why="the weekday printed with the date"
    )


@lru_cache(maxsize=1)
def _labels() -> Mapping[str, re.Pattern[str]]:
    return {
        name: re.compile("|".join(rf"(?<!\w){re.escape(word)}(?!\w)" for word in words), re.I)
        for name, words in read_sections("datelabels").items()
    }


def find_label(before: str, after: str) -> str:
    """What the words beside a date call it: `published`, `modified`, `other`, or nothing."""
    tail = before[-40:]
    hits = [
        (match.end(), name)
        for name in ("other", "published", "modified")
        for match in _labels()[name].finditer(tail)
    ]
    if hits:
        return max(hits)[1]
    for name in ("published", "modified"):
        if _labels()[name].match(after.strip(" :,.)(|–-")):
            return name
    return ""


_SLASHED = re.compile(r"(?<!\d)(\d{1,2})/(\d{1,2})/(?:\d{4}|\d{2})(?!\d)")
_DAY_FIRST_HOSTS = (".uk", ".au", ".in", ".ie", ".nz", ".za", ".ng", ".ke", ".pk", ".sg", ".hk", ".my", ".eu")
_MONTH_FIRST_HOSTS = (".us", ".gov", ".mil", ".ph")


def month_first(span: BodySpan, url: str) -> bool | None:
    """How this seed writes `3/4/2019`: by its other dates, by its host's country, else not known."""
    lines = (line.text for line in span.filled if "/" in line.text)
    pairs = [(int(m[1]), int(m[2])) for text in lines for m in _SLASHED.finditer(text)]
    if any(one > 12 for one, _ in pairs) != any(two > 12 for _, two in pairs):
        return any(two > 12 for _, two in pairs)
    host = host_of(url)
    if host.endswith(_DAY_FIRST_HOSTS):
        return False
    return True if host.endswith(_MONTH_FIRST_HOSTS) else None
