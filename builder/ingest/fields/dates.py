"""Evidence for a date → an EDTF date of stated precision, or its bounds, or a contradiction.

In: `DateEvidence`, each an interval with the rule and words it stands on. Out: a `DateDecision`. Statements
of publication are intersected; bounds (a caption's day, a later change) only limit. An empty intersection
gives no date and a problem that names both pieces. Nothing reads the clock, and a calendar day never shifts.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Literal

from builder.edtf import Span, format_span, parse_edtf
from builder.errors import Location, Problem
from builder.ingest.fields.credits import split_credit
from builder.ingest.fields.dateforms import DatePhrase, read_dates
from builder.model import Claim, Evidence, RawDocument

Role = Literal["published", "bound", "overruled"]
"""`published` states the day; `bound` limits it; `overruled` stated another day and was not believed."""


@dataclass(frozen=True, slots=True)
class DateEvidence:
    """One reason for a date: the days it allows, and why."""

    rule: str
    """`date-line`, `meta`, `url-path`, `neighbours` state a day; `caption`, `modified`, `since` bound it."""
    words: str
    """As printed, zone and all."""
    span: Span
    line: int = 0
    role: Role = "published"
    clock: bool = False
    """A time of day is printed, so that another zone's calendar may be a day off."""
    why: str = ""
    """What the rule concluded, in words."""
    source: str = ""
    """Where a page states it: `json-ld:datePublished`, `meta:article:published_time` …"""

    @property
    def evidence(self) -> Evidence:
        return Evidence(f"{self.rule}: {self.why}" if self.why else self.rule, self.words, self.line)


@dataclass(frozen=True, slots=True)
class DateDecision:
    """The date, or what is known instead of one."""

    date: str = ""
    """EDTF, or empty."""
    text: str = ""
    """As printed, zone and all; empty when no printed date says it."""
    bounds: str = ""
    """EDTF interval, where nothing states the date; also `date` when its ends are days."""
    evidence: tuple[Evidence, ...] = ()
    problems: tuple[Problem, ...] = ()


def decide(evidence: Sequence[DateEvidence], seed: str = "") -> DateDecision:
    """The date that all evidence allows.

    >>> from builder.edtf import parse_edtf
    >>> decide([DateEvidence("date-line", "August 2013", parse_edtf("2013-08"))]).date
    '2013-08'
    """
    statements = [e for e in evidence if e.role == "published"]
    limits = [e for e in evidence if e.role == "bound"]
    problems: list[Problem] = []
    accepted: list[DateEvidence] = []
    span: Span | None = None
    for item in statements:
        joined = item.span if span is None else span.intersect(item.span)
        if joined is not None:
            span = joined
            accepted.append(item)
        elif not _zones_apart(accepted[0], item):
            problems.append(_contradiction(accepted[0], item, seed))
            return _undecided([accepted[0], item, *limits], problems)
    for item in limits:
        limit = Span(None, item.span.last, "range") if item.rule == "modified" else item.span
        joined = limit if span is None else span.intersect(limit)
        if joined is not None:
            span = joined if span is None or span.precision != "day" else span
            accepted.append(item)
        elif accepted and not _zones_apart(accepted[0], item):
            problems.append(_contradiction(accepted[0], item, seed))
            return _undecided([*accepted, item], problems)
    if accepted:
        overruled = [e for e in evidence if e.role == "overruled" and not _zones_apart(accepted[0], e)]
        problems.extend(_contradiction(accepted[0], item, seed) for item in overruled[:1])
    reasons = tuple(e.evidence for e in accepted)
    if span is None:
        return DateDecision(problems=tuple(problems))
    if not statements:
        bounds = _interval(span)
        # Bounds to the day ("not before 23 April 2013") are worth a range; "since 1945" says next to nothing.
        to_the_day = all(len(end) == len("2013-04-23") for end in bounds.split("/") if end != "..")
        return DateDecision(bounds if to_the_day else "", "", bounds, reasons, tuple(problems))
    printed = next((e for e in accepted if e.rule == "date-line"), None)
    return DateDecision(format_span(span), printed.words if printed else "", "", reasons, tuple(problems))


def _interval(span: Span) -> str:
    """`span` as an EDTF range, also when it is one day, month or year.

    >>> _interval(Span(date(2013, 1, 1), None))
    '2013/..'
    """
    first, last = span.first, span.last
    begin = (
        ".." if first is None else f"{first.year:04d}" if (first.month, first.day) == (1, 1) else f"{first}"
    )
    end = ".." if last is None else f"{last.year:04d}" if (last.month, last.day) == (12, 31) else f"{last}"
    return f"{begin}/{end}"


def _undecided(pieces: Sequence[DateEvidence], problems: list[Problem]) -> DateDecision:
    """No date: all the days that any of the contradicting statements allows."""
    spans = [piece.span for piece in pieces if piece.role == "published"]
    firsts, lasts = [s.first for s in spans], [s.last for s in spans]
    hull = Span(
        None if None in firsts else min((d for d in firsts if d), default=None),
        None if None in lasts else max((d for d in lasts if d), default=None),
        "range",
    )
    bounds = "" if hull.first is None and hull.last is None else _interval(hull)
    return DateDecision("", "", bounds, tuple(p.evidence for p in pieces), tuple(problems))


def _zones_apart(one: DateEvidence, two: DateEvidence) -> bool:
    """One day apart with a clock or an address: the same moment in another zone's calendar."""
    if not (one.clock or two.clock or "url-path" in (one.rule, two.rule)):
        return False
    day = timedelta(days=1)
    first, last = one.span.first, one.span.last
    wider = Span(first - day if first else None, last + day if last else None, "range")
    return wider.intersect(two.span) is not None


def _contradiction(one: DateEvidence, two: DateEvidence, seed: str) -> Problem:
    return Problem(
        "D230",
        Location(seed or "seeds", two.line or one.line),
        f"The evidence for the date disagrees: {_named(one)}, but {_named(two)}.",
        "Set `date:` in the briefing by hand.",
        "doubt",
    )


def _named(item: DateEvidence) -> str:
    line = f" on line {item.line}" if item.line else ""
    return f"{item.rule} '{item.words}'{line} allows {format_span(item.span)}"


# ---------------------------------------------------------------- evidence outside the text

_PATH_DAY = re.compile(r"[/_-](\d{4})[/_-](\d{1,2}|[a-z]{3})[/_-](\d{1,2})(?=[/_.-]|\Z)", re.I)
_PATH_PARTED = re.compile(r"/((?:19|20)\d{2})/[a-z_]{2,30}/(\d{1,2})/(\d{1,2})(?=/|\Z)", re.I)
_PATH_SOLID = re.compile(r"[/_-]((?:19|20)\d{2})(\d{2})(\d{2})(?=[/_.-]|\Z)")
_PATH_MONTH = re.compile(r"/((?:19|20)\d{2})/(\d{1,2})(?=/)")
_MONTHS = {name: n for n, name in enumerate("jan feb mar apr may jun jul aug sep oct nov dec".split(), 1)}
_ISO = re.compile(r"\s*(\d{4})-?(\d{2})-?(\d{2})(?!\d)(.*)", re.S)


def from_url(url: str) -> tuple[DateEvidence, ...]:
    """The date in a URL's path: `/2013/08/08/`, `/2013/world/08/08/`, `/20130808-`, `/2013/08/`."""
    path = re.sub(r"\A\w+://[^/]+|[?#].*\Z", "", url)
    for pattern in (_PATH_DAY, _PATH_PARTED, _PATH_SOLID, _PATH_MONTH):
        for match in pattern.finditer(path):
            year, month = (
                int(match[1]),
                _MONTHS.get(match[2].lower(), 0) or int(match[2] if match[2].isdigit() else 0),
            )
            span = _calendar_span(year, month, int(match[3]) if match.re.groups > 2 else 0)
            if span:
                return (
                    DateEvidence("url-path", match.group().strip("/_-"), span, why="the date in the URL"),
                )
    return ()


def _calendar_span(year: int, month: int, day: int) -> Span | None:
    if not 1990 <= year < 2100:
        return None
    try:
        first = date(year, month, day or 1)
    except ValueError:
        return None
    if day:
        return Span(first, first)
    return Span(first, (first + timedelta(days=31)).replace(day=1) - timedelta(days=1), "month")


def from_claims(claims: Iterable[Claim], lang: str) -> tuple[DateEvidence, ...]:
    """What the page's own metadata states; the day is the one printed there, whatever its zone."""
    found = []
    for claim in claims:
        if claim.field not in ("date", "modified", "date-created"):
            continue
        changed, source = claim.field == "modified", claim.evidence.rule
        span, clock = read_claim(claim.value, lang)
        if span is None and source == "front-matter":
            span = _edtf(claim.value)
        if span is None:
            continue
        role: Role = "bound" if changed else "published"
        why = "not after its last change" if changed else source
        rule = "modified" if changed else "meta"
        found.append(DateEvidence(rule, claim.value, span, claim.evidence.line, role, clock, why, source))
    return tuple(found)


def _edtf(value: str) -> Span | None:
    """A person's own `2012-05` or `2013~`."""
    try:
        return parse_edtf(value.strip())
    except ValueError:
        return None


def read_claim(value: str, lang: str) -> tuple[Span | None, bool]:
    """The day an ISO or printed date gives, and whether a clock stands with it."""
    iso = _ISO.match(value)
    if iso:
        return _calendar_span(int(iso[1]), int(iso[2]), int(iso[3])), ":" in iso[4]
    phrases: Sequence[DatePhrase] = [p for p in read_dates(value, lang) if p.span]
    return (phrases[0].span, phrases[0].clock) if phrases else (None, False)


def from_captions(
    document: RawDocument, captions: Iterable[tuple[int, str]], lang: str
) -> tuple[DateEvidence, ...]:
    """A picture is not taken after it is printed: a caption that ends with its day gives the first
    possible day. A day inside a caption may be of something to come."""
    found = []
    for line, caption in captions:
        credited = split_credit(caption)
        caption = credited.caption if credited else caption
        for phrase in read_dates(caption, lang):
            taken = phrase.span and phrase.span.precision == "day" and len(caption) - phrase.end < 12
            if phrase.span and taken:
                span = Span(phrase.span.first, None, "range")
                found.append(
                    DateEvidence(
                        "caption",
                        phrase.words,
                        span,
                        line,
                        "bound",
                        phrase.clock,
                        "not before its picture was taken",
                    )
                )
    return tuple(found)
