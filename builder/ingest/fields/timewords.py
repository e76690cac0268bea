"""What the words of an undated text say of its day: weekdays, "since 2013", and neighbours in the archive.

In: the lines of a body; for neighbours the same reading of dated briefings. Out: `DateEvidence`, always an
interval, never a day that no one printed. A weekday alone dates nothing; it does beside a dated briefing that
tells of the same event.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from zlib import crc32

from builder.edtf import Span
from builder.ingest.fields.dateforms import YEARS, read_dates, read_weekday
from builder.ingest.fields.dates import DateEvidence
from builder.ingest.fields.wordlists import alternatives, word_set

_WORD = re.compile(r"[^\W\d_]+(?:[-'’][^\W\d_]+)*")
_SENTENCE_WORDS = 9
"""Words before a weekday among which its verb is looked for."""


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

    names: tuple[int, ...]
    """Checksums of the capitalised words of the title and the first paragraphs."""
    weekdays: tuple[WeekdayWord, ...]

    @property
    def days(self) -> frozenset[int]:
        """The weekdays it names."""
        return frozenset(word.weekday for word in self.weekdays)

    @property
    def is_between(self) -> bool:
        """It names a weekday that is over and one that is to come: it was written between them."""
        return len({word.past for word in self.weekdays}) == 2


def read_telling(title: str, lines: Sequence[tuple[int, str]], lang: str) -> Telling:
    """The names and weekdays of a title and a body, given as (seed line, text)."""
    opening = " ".join((title, *(text for _, text in lines[:6])))
    capitals = {word for word in _WORD.findall(opening) if word[0].isupper() and len(word) > 2}
    names = {word.casefold() for word in capitals if read_weekday(word, lang) is None}
    kept = names - word_set("timewords", "past")
    return Telling(tuple(sorted(crc32(name.encode()) for name in kept)), tuple(_weekdays(lines, lang)))


def _weekdays(lines: Iterable[tuple[int, str]], lang: str) -> Iterator[WeekdayWord]:
    for number, text in lines:
        words = list(_WORD.finditer(text))
        for index, word in enumerate(words):
            name = word.group()
            if len(name) <= 3 or not name[0].isupper() or (weekday := read_weekday(name, lang)) is None:
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


def find_misfit(lines: Iterable[tuple[int, str]], lang: str, day: date) -> tuple[str, int] | None:
    """(words, line) of a day that a text names with its weekday and without a year (`Friday, August 9`),
    where no such day fits the year of the known date: then that year is doubtful."""
    wrong: list[tuple[str, int]] = []
    for number, text in lines:
        for phrase in read_dates(text, lang):
            first = phrase.words.split()[0]
            short = first.islower() and len(first) < 4  # German "die" is no Tuesday
            if phrase.span or phrase.weekday is None or not phrase.day or short:
                continue
            near = _nearest(day, phrase.month, phrase.day)
            if near is None or near.weekday() == phrase.weekday:
                return None
            wrong.append((phrase.words, number))
    return wrong[0] if wrong else None


def _nearest(day: date, month: int, number: int) -> date | None:
    """The day of that month and number nearest to another; None where there is none, as 30 February."""
    try:
        found = [date(year, month, number) for year in (day.year - 1, day.year, day.year + 1)]
    except ValueError:
        return None
    return min(found, key=lambda other: abs(other - day))
