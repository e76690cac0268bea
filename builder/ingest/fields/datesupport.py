"""All that may speak for a day of publication: dates near the head and the end, what the page states.

In: the lines with the stretch of the body, the title, the page's claims and its address. Out: `Support`s,
each with its evidence and named features. Which day they make likely, `datechoice` decides.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import timedelta
from functools import lru_cache
from itertools import pairwise

from builder.edtf import Span
from builder.ingest.fields.bodyspan import BodySpan, is_item
from builder.ingest.fields.bylines import read_byline
from builder.ingest.fields.choice import band
from builder.ingest.fields.dateforms import DatePhrase, read_dates
from builder.ingest.fields.dates import DateEvidence, from_claims, from_url
from builder.ingest.fields.outlets import host_of
from builder.ingest.fields.signatures import plain
from builder.ingest.fields.titles import Title
from builder.ingest.fields.wordlists import read_sections
from builder.model import Claim

_DIGITS = re.compile(r"\d[^\d\n]{0,12}\d")
_LEADS = re.compile(r"\s*(?:\([^()]{2,30}\)\s*[-–—:]|[-–—|:/)]|\xa0|\s{2,})\s*\S")
"""What follows a date that opens a paragraph: a dash, also behind an agency in brackets."""
_PATH_DATE = re.compile(
    r"date|time(?!line)|publi[sc]|datum|fecha|posted|byline|meta(?![a-z])|entry-info", re.I
)
_PATH_ASIDE = re.compile(
    r"related|sidebar|aside|footer|nav(?![a-z])|teaser|comment|recommend|widget|latest", re.I
)


@dataclass(frozen=True, slots=True)
class Support:
    """One thing that speaks for a day."""

    evidence: DateEvidence
    features: Mapping[str, float]
    alone: bool = False
    """A line that holds the date and little else."""
    misfit: DateEvidence | None = None
    """What the printed weekday says, where it is not the weekday of the printed day."""


BEFORE, AFTER, TAIL = 14, 10, 6
"""Lines above the title, below the first body line and around the end where the date may stand."""
MUCH = 80
"""Characters beside an unlabelled date; with more the line is a sentence or a caption, and no date line."""
TOLD = 5
"""Words in small letters before an unlabelled date from which on the line tells what happened on that day."""
_QUOTED = re.compile(r"\s*(?:—|–|―|--)\s*[^\W\d_]")
_UNTIL = re.compile(r"\s*(?:-|–|—|to|until|through|bis|au|al|по)\s*", re.I)
LEAD = 60
"""Characters in which a date may open a paragraph: `27.1.2022 - …`, `Berlin, 27 January 2022 – …`."""


def find_supports(
    span: BodySpan, title: Title, claims: Sequence[Claim], lang: str, url: str
) -> list[Support]:
    """Everything that prints or states a day, in that order."""
    return [*_printed(span, title, lang, url), *_stated(claims, lang, url)]


# ---------------------------------------------------------------- what the page states


_EXPLICIT = ("datePublished", ":article:published_time", ":datepublished", "-pub-date")
"""What can mean nothing else than the day of publication."""


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
        if not changed and not source.startswith(("html:time", "script:")):
            features["stated"] = 1.0
        if source.endswith(_EXPLICIT):
            features["explicit"] = 1.0
        yield Support(item, features)
    for item in from_url(url):
        if item.span.precision == "day":
            yield Support(item, {"url-path": 1.0, "stated": 1.0})


# ---------------------------------------------------------------- what the page prints


def _printed(span: BodySpan, title: Title, lang: str, url: str) -> Iterator[Support]:
    """Dates near the head and the end, and farther away those that are called dates of publication."""
    anchor = title.position if title.position >= 0 else span.first
    low = max(0, min(anchor, span.first) - BEFORE)
    high = min(len(span.filled), max(anchor, span.first) + AFTER + 1)
    tail = range(max(high, span.last - 2), min(len(span.filled), span.last + TAIL + 1))
    order = month_first(span, url)
    for position, line in enumerate(span.filled):
        near = low <= position < high or position in tail
        size = len(line.text)
        if position == title.position or not (near or size < MUCH) or not _DIGITS.search(line.text):
            continue
        text = plain(line.text[:LEAD]) if size > 300 else plain(line.text)
        if not near and find_label(text[:40], "") != "published":
            continue
        phrases = [p for p in read_dates(text, lang, order) if p.span and p.span.precision != "month"]
        if _is_told(text, phrases):
            continue
        previous = 0
        for index, phrase in enumerate(phrases):
            above = span.filled[position - 1].text if position else ""
            after = text[phrase.end :] if phrase is phrases[-1] else ""
            label = find_label(text[previous : phrase.start], after)
            if not label and not index and phrase.start < 3 and len(above) < 30:
                label = find_label(above, "")
            leads = not index and bool(_LEADS.match(text, phrase.end)) and phrase.start < LEAD / 2
            little = size - len(phrase.words) <= MUCH and (
                bool(label) or not _tells(text[previous : phrase.start])
            )
            if little or (label in ("published", "modified") and size <= 300) or leads:
                yield _support(span, position, anchor, phrase, label, index, leads and not little)
            previous = phrase.end


def _is_told(text: str, phrases: Sequence[DatePhrase]) -> bool:
    """Days of something else: when a quotation was said or posted; from when to when something ran."""
    if phrases and _QUOTED.match(text):
        return not find_label(text[: phrases[0].start], "")
    return any(_UNTIL.fullmatch(text[one.end : two.start]) for one, two in pairwise(phrases))


def _tells(before: str) -> bool:
    """A sentence leads to the date (`The act was signed into law on 14 August 1935`), and no label."""
    return sum(word.islower() and word.isalpha() for word in before.split()) >= TOLD


def _support(
    span: BodySpan, position: int, anchor: int, phrase: DatePhrase, label: str, index: int, leads: bool
) -> Support:
    line = span.filled[position]
    text = plain(line.text)
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
        "list-item": float(is_item(line)),
        f"chance:{band(span.chances[position] * 10, 1, 4, 7)}": 1.0,
        "leads": float(leads),
        "path-date": float(bool(_PATH_DATE.search(line.path[-120:]))),
        "path-aside": float(bool(_PATH_ASIDE.search(line.path))),
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
def _labels() -> tuple[tuple[str, str], ...]:
    """(word, what it calls a date)"""
    return tuple((word, name) for name, words in read_sections("datelabels").items() for word in words)


def find_label(before: str, after: str) -> str:
    """What the words beside a date call it: `published`, `modified`, `other`, or nothing."""
    tail = before[-40:]
    hits = [(end, name) for end, name in _find_words(tail)]
    if hits:
        return max(hits)[1]
    after = after.strip(" :,.)(|–-")
    starts = (name for end, name in _find_words(after[:40], 0) if _NO_MORE.match(after, end))
    return next((name for name in starts if name != "other"), "")


def _find_words(text: str, place: int = -1) -> Iterator[tuple[int, str]]:
    """(end, what it calls a date) of the last place of each label in a text, or of those at one place."""
    small = text.lower()
    for word, name in _labels():
        start = small.rfind(word) if place < 0 else place if small.startswith(word, place) else -1
        if start < 0:
            continue
        end = start + len(word)
        glued = start and text[start - 1].islower() and text[start].isupper()  # `Jane DoePublished`
        if (not start or glued or not text[start - 1].isalnum()) and not text[end : end + 1].isalnum():
            yield end, name


_NO_MORE = re.compile(r"[\u3040-\u9fff]{0,4}\W*\Z")
"""Behind a word that stands after its date: `12:00 更新`. In `9 May | Updated: today` it opens another."""
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
