"""What the words of an undated text say of its day: weekdays, "since 2013", and neighbours in the archive.

In: the lines of a body; for neighbours the same reading of dated briefings. Out: `DateEvidence`, always an
interval, never a day that no one printed. A weekday alone dates nothing; it does beside a dated briefing that
tells of the same event.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from builder.edtf import Span
from builder.ingest.fields.dateforms import YEARS, read_weekday
from builder.ingest.fields.dates import DateEvidence
from builder.ingest.fields.wordlists import alternatives, word_set

_WORD = re.compile(r"[^\W\d_]+(?:[-'’][^\W\d_]+)*")
_SENTENCE_WORDS = 9
"""Words before a weekday among which its verb is looked for."""
COMMON, ALIKE = 4, 0.3
"""Rare names that two tellings of one event share at least: how many, and what share of the shorter list."""
RARE, RARE_SHARE = 3, 50
"""A name is rare when it stands in three tellings, or in one of fifty: "Russia" alone joins no two events."""


@dataclass(frozen=True, slots=True)
class WeekdayWord:
    """A weekday that a text names, and whether it lies behind or ahead of the writer."""

    weekday: int
    past: bool
    words: str
    line: int


@dataclass(frozen=True, slots=True)
class Telling:
    """What a briefing tells, as far as it helps to see that another tells the same."""

    name: str
    """Slug or seed: who is quoted as evidence."""
    names: frozenset[str]
    """Capitalised words of the title and the first paragraphs."""
    weekdays: tuple[WeekdayWord, ...]


def read_telling(name: str, title: str, lines: Sequence[tuple[int, str]], lang: str) -> Telling:
    """The names and weekdays of a title and a body, given as (seed line, text)."""
    opening = " ".join((title, *(text for _, text in lines[:6])))
    capitals = [word.group() for word in _WORD.finditer(opening) if word.group()[:1].isupper()]
    names = frozenset(
        word.casefold() for word in capitals if len(word) > 2 and read_weekday(word, lang) is None
    )
    return Telling(name, names - word_set("timewords", "past"), tuple(_weekdays(lines, lang)))


def _weekdays(lines: Iterable[tuple[int, str]], lang: str) -> Iterator[WeekdayWord]:
    for number, text in lines:
        words = list(_WORD.finditer(text))
        for index, word in enumerate(words):
            weekday = read_weekday(word.group(), lang) if len(word.group()) > 3 else None
            if weekday is None or not word.group()[:1].isupper():
                continue
            before = [w.group().casefold() for w in words[max(0, index - _SENTENCE_WORDS) : index]]
            past = _is_past(before)
            if past is not None:
                start = words[max(0, index - 3)].start()
                yield WeekdayWord(weekday, past, text[start : word.end()], number)


def _is_past(before: Sequence[str]) -> bool | None:
    """Whether the nearest verb before a weekday lies in the past; None where no verb tells."""
    for word in reversed(before):
        if word in word_set("timewords", "coming"):
            return False
        if word in word_set("timewords", "past") or (word.endswith("ed") and len(word) > 4):
            return True
    return None


def since_bounds(lines: Iterable[tuple[int, str]]) -> tuple[DateEvidence, ...]:
    """`since … 2013`: nothing that says so was written before that year. The latest such year counts."""
    words = alternatives("timewords", "since")
    between = r"\s+(?:[^\W\d_]+[\s-]+){0,7}?"
    since = re.compile(rf"\b(?:{words}){between}((?:19|20)\d\d)\b(?!\s?[%\w-])", re.I)
    best: tuple[int, str, int] | None = None
    for number, text in lines:
        for match in since.finditer(text):
            year = int(match[1])
            if year in YEARS and (best is None or year > best[0]):
                best = (year, match.group(), number)
    if best is None:
        return ()
    span = Span(date(best[0], 1, 1), None, "range")
    return (DateEvidence("since", best[1], span, best[2], "bound", why="not written before that year"),)


def from_neighbours(
    undated: Telling, others: Sequence[tuple[Telling, Span | None]]
) -> tuple[DateEvidence, ...]:
    """The interval in which an undated briefing was written, from dated ones that tell of the same event.

    `others` are all other briefings, those without a date too: they tell which names are rare. Each
    weekday is taken as the one nearest to the neighbour's day; what had happened lies before the writing,
    what was to come after it. The result is marked uncertain: the words fit, but no one printed the day.
    Neighbours that disagree give nothing.
    """
    counts = Counter(name for telling, _ in others for name in telling.names)
    counts.update(undated.names)
    limit = max(RARE, (len(others) + 1) // RARE_SHARE)
    found: list[DateEvidence] = []
    joined: Span | None = None
    for telling, span in sorted(others, key=lambda pair: pair[0].name):
        common = [
            {name for name in names if counts[name] <= limit} for names in (undated.names, telling.names)
        ]
        if (
            span is None
            or span.first is None
            or span.first != span.last
            or not _same_event(undated, telling, *common)
        ):
            continue
        interval = _interval(undated, span.first)
        if interval is None:
            continue
        joined = interval if not found else joined.intersect(interval) if joined else None
        words = "; ".join(dict.fromkeys(word.words for word in undated.weekdays))
        why = f"same event and weekday as '{telling.name}' of {span.first.isoformat()}"
        line = undated.weekdays[0].line
        found.append(DateEvidence("neighbours", words, interval, line, "published", why=why))
    return tuple(found) if joined is not None else ()


def _same_event(one: Telling, two: Telling, rare_one: set[str], rare_two: set[str]) -> bool:
    common = rare_one & rare_two
    shared = {word.weekday for word in one.weekdays} & {word.weekday for word in two.weekdays}
    smaller = min(len(rare_one), len(rare_two))
    return bool(shared) and len(common) >= COMMON and len(common) >= smaller * ALIKE


def _interval(undated: Telling, near: date) -> Span | None:
    """First and last day that the weekdays allow around a day; None where they leave none or an open end."""
    first: date | None = None
    last: date | None = None
    for word in undated.weekdays:
        distance = (word.weekday - near.weekday() + 3) % 7 - 3
        day = near + timedelta(days=distance)
        if word.past:
            first = max(first, day) if first else day
        else:
            last = min(last, day) if last else day
    if first is None or last is None or first > last:
        return None
    return Span(first, last, "day" if first == last else "range", uncertain=True)
