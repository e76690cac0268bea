"""Days that a text names twice, by date and by how far they lie from the writing: "yesterday, August 8".

In: the lines of a body and its language; the words are data (`words/relativewords.txt`). Out: for an undated
text, bounds of the day of printing; for a dated one, what does not fit. Only an apposition counts ("last
month, July 2013," or "next week (August 12)"): a date that merely follows such a word may be of anything. The
bounds are wide where usage is: "next week" is any of the thirteen days ahead, and what is written on one day
may be printed two days later.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from functools import lru_cache
from importlib.resources import files

from builder.edtf import Span
from builder.ingest.fields.dateforms import DatePhrase, read_dates
from builder.ingest.fields.dates import DateEvidence

Line = tuple[int, str]
"""Seed line, text."""
PRINTED_LATER = timedelta(days=2)
WEEK = timedelta(days=13)
"""Farthest day that someone calls one of last or next week, whatever day his week begins with."""


@dataclass(frozen=True, slots=True)
class Relation:
    """How far a day lies from the writing: `Relation("week", 1)` is next week."""

    unit: str
    shift: int

    def written(self, first: date, last: date) -> Span:
        """The days of printing, for something that happens from `first` to `last`.

        >>> Relation("day", -1).written(date(2013, 8, 8), date(2013, 8, 8)).last
        datetime.date(2013, 8, 11)
        """
        if self.unit == "month":
            begin = _month(first, -self.shift)
            end = _month(last, 1 - self.shift) - timedelta(days=1)
        elif self.unit == "day":
            begin, end = (day - timedelta(days=self.shift) for day in (first, last))
        else:
            near, far = timedelta(days=1), WEEK
            before, after = {-1: (-near, far), 0: (WEEK / 2, WEEK / 2), 1: (far, -near)}[self.shift]
            begin, end = first - before, last + after
        return Span(begin, end + PRINTED_LATER, "range")


@dataclass(frozen=True, slots=True)
class TwiceNamed:
    """A day and how far it lies from the writing."""

    relation: Relation
    phrase: DatePhrase
    words: str
    line: int

    def written(self, near: date | None = None) -> Span | None:
        """The days on which it may be printed. A day without a year is taken as the one nearest to `near`."""
        span = self.phrase.span
        if span is None and near and self.phrase.day:
            years = (near.year - 1, near.year, near.year + 1)
            days = [day for year in years if (day := _day(year, self.phrase.month, self.phrase.day))]
            day = min(days, key=lambda other: abs(other - near), default=None)
            span = Span(day, day) if day else None
        return self.relation.written(span.first, span.last) if span and span.first and span.last else None


def relative_bounds(lines: Iterable[Line], lang: str) -> tuple[DateEvidence, ...]:
    """Bounds of the day of publication, from days printed with their year."""
    return tuple(
        DateEvidence("relative-words", item.words, span, item.line, "bound", why="as the text counts days")
        for item in read_twice_named(lines, lang)
        if item.phrase.span and not item.phrase.span.uncertain and (span := item.written())
    )


def find_distance(lines: Iterable[Line], lang: str, day: date) -> tuple[str, int] | None:
    """(words, line) of a day that a text says is nearer to or farther from its writing than it is from `day`;
    None where some other such day fits: then these words may be those of a quotation."""
    wrong: list[tuple[str, int]] = []
    for item in read_twice_named(lines, lang):
        span = item.written(day)
        if span is None:
            continue
        if span.intersect(Span(day, day)):
            return None
        wrong.append((item.words, item.line))
    return wrong[0] if wrong else None


def read_twice_named(lines: Iterable[Line], lang: str) -> Iterator[TwiceNamed]:
    """The appositions of a text, in order; what stands in quotation marks was said on another day."""
    words = read_relative_words().get(lang[:2].lower())
    if words is None:
        return
    for number, text in lines:
        for phrase in read_dates(text, lang):
            before = text[max(0, phrase.start - 60) : phrase.start]
            match = words.before.search(before)
            if match is None or not _CLOSES.match(text, phrase.end) or _in_quotation(text, phrase.start):
                continue
            relation = words.forms[" ".join(match["form"].casefold().split())]
            before_weekday = phrase.weekday is not None and not match["opening"]
            if not (before_weekday if relation.unit == "weekday" else match["opening"]):
                continue
            if words.unlike and words.unlike.search(before[: match.start()]):
                continue
            meant = Relation("week", relation.shift) if relation.unit == "weekday" else relation
            start = phrase.start - len(before) + match.start("form")
            yield TwiceNamed(meant, phrase, text[start : phrase.end], number)


_CLOSES = re.compile(r"(?:\s*(?:года|году|г\.|року|р\.|roku|r\.))?\s*(?:[)\]）】,.;:!?。，、；–—-]|\Z)")
_QUOTES = {"“": "”", "„": "“”", "«": "»", "「": "」", "『": "』", "»": "«"}


def _in_quotation(text: str, place: int) -> bool:
    """A quotation that is open at a place of a line."""
    if text.count('"', 0, place) % 2:
        return True
    for opening, closing in _QUOTES.items():
        start = text.rfind(opening, 0, place)
        if start >= 0 and not any(sign in text[start + 1 : place] for sign in closing):
            return True
    return False


def _month(day: date, shift: int) -> date:
    """The first day of the month that lies `shift` months away."""
    number = day.year * 12 + day.month - 1 + shift
    return date(number // 12, number % 12 + 1, 1)


def _day(year: int, month: int, number: int) -> date | None:
    try:
        return date(year, month, number)
    except ValueError:
        return None


# ---------------------------------------------------------------- the words of a language


@dataclass(frozen=True, slots=True)
class RelativeWords:
    forms: Mapping[str, Relation]
    before: re.Pattern[str]
    """Such a form, and what may stand between it and its date."""
    unlike: re.Pattern[str] | None
    """Words before the form that only compare with it."""


@lru_cache(maxsize=1)
def read_relative_words() -> Mapping[str, RelativeWords]:
    """Language → its words."""
    found: dict[str, RelativeWords] = {}
    text = files("builder.ingest").joinpath("words/relativewords.txt").read_text("utf-8")
    for block in re.sub(r"(?m)^#.*\n", "", text).strip().split("\n\n"):
        lang, *rows = block.splitlines()
        forms: dict[str, Relation] = {}
        unlike: list[str] = []
        for row in rows:
            name, _, listed = row.partition(": ")
            unit, _, shift = name.partition(" ")
            phrases = [phrase.strip() for phrase in listed.split("|")]
            unlike += phrases if unit == "unlike" else []
            forms |= {} if unit == "unlike" else {phrase: Relation(unit, int(shift)) for phrase in phrases}
        found[lang] = RelativeWords(forms, _before(forms, lang), _compares(unlike))
    return found


def _before(forms: Iterable[str], lang: str) -> re.Pattern[str]:
    listed = sorted(forms, key=len, reverse=True)
    either = "|".join(re.escape(form).replace(r"\ ", r"\s+") for form in listed)
    edge = "" if lang in ("ja", "zh", "ko") else r"(?<!\w)"
    small = r"(?:[^\W\d]{1,3}\.?\s)?"  # "yesterday, on August 8"
    return re.compile(rf"{edge}(?P<form>{either})\s*(?P<opening>[,(（\[–—、，])?\s*{small}\Z", re.I)


def _compares(words: Iterable[str]) -> re.Pattern[str] | None:
    either = "|".join(re.escape(word) for word in words)
    return re.compile(rf"(?<!\w)(?:{either})\s*\Z", re.I) if either else None
