"""Date expressions of many languages → what they say, and no more.

In: a line of text and its language. Out: `DatePhrase`s with the days they may mean, the printed words with
clock and zone, and the weekday if one is printed. Month and weekday names are data (`words/calendar.txt`).
Nothing here knows what a date is *for*; that is `dates`.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache
from importlib.resources import files

from builder.edtf import Span, parse_edtf

YEARS = range(1800, 2100)
"""Calendar years that a briefing may print; 1399 belongs to another calendar and is left alone."""


@dataclass(frozen=True, slots=True)
class DatePhrase:
    """A date as printed."""

    start: int
    end: int
    words: str
    """With weekday, clock and zone where printed: `Fri Aug 9, 2013 11:07pm IST`."""
    span: Span | None
    """The days it may mean; None where the year is not printed."""
    month: int = 0
    day: int = 0
    weekday: int | None = None
    """0 is Monday."""
    clock: bool = False
    """A time of day is printed with it."""

    @property
    def contradicts_itself(self) -> bool:
        """The printed weekday is not that of the printed day."""
        if self.span is None or self.span.precision != "day" or self.span.first is None:
            return False
        return self.weekday is not None and self.span.first.weekday() != self.weekday


@lru_cache(maxsize=1)
def _calendar() -> tuple[Mapping[str, Mapping[str, int]], Mapping[str, Mapping[str, int]]]:
    """Word → language → month (1…12), and word → language → weekday (0…6)."""
    months: dict[str, dict[str, int]] = {}
    days: dict[str, dict[str, int]] = {}
    lang = ""
    for line in files("builder.ingest").joinpath("words/calendar.txt").read_text("utf-8").splitlines():
        kind, colon, names = line.partition(": ")
        if not colon or line.startswith("#"):
            lang = line.strip() or lang
            continue
        table, first = (months, 1) if kind == "months" else (days, 0)
        for number, forms in enumerate(names.split("|"), start=first):
            for form in forms.split():
                table.setdefault(form.replace("_", " "), {}).setdefault(lang, number)
    return months, days


def read_weekday(word: str, lang: str) -> int | None:
    """The weekday (0 is Monday) that a word names in this language, else in English or in all; else None."""
    return _number(word.casefold(), lang[:2].lower(), _calendar()[1])


def is_weekday(word: str) -> bool:
    """The word names a day of the week in some language."""
    return word.casefold() in _calendar()[1]


def _number(word: str, lang: str, table: Mapping[str, Mapping[str, int]]) -> int | None:
    """What a name means in this language, else in English, else where all languages agree."""
    meanings = table.get(word)
    if not meanings:
        return None
    for code in (lang, "en"):
        if code in meanings:
            return meanings[code]
    values = set(meanings.values())
    return values.pop() if len(values) == 1 and len(word) > 2 else None


_MARKS = "\u0300-\u036f\u0900-\u0963\u0981-\u0983\u09bc-\u09cd\u0b80-\u0bcd\u0c00-\u0c4d\u0e31\u0e34-\u0e4e"
_WORD = re.compile(rf"(?:[^\W\d_]|[{_MARKS}])+(?:-feira)?")
_ORDINAL = r"(?:st|nd|rd|th|er|re|º|ª|\.|ό|-?го|a|an)?"
_DE = r"(?:\s*(?:of|de|del|di|de\s+l['’]|d['’]|da|ta['’]|,|\.|-|/|–|،|་)){0,2}\s*"
_BEFORE = re.compile(rf"(?<![\d.:,/-])(\d{{1,2}}){_ORDINAL}{_DE}(?:[^\W\d_]{{5,}}\s)?\Z", re.I)
_YEAR_BEFORE = re.compile(r"(?<!\d)(\d{4})(?:\s*(?:\.|,|-|/|г\.?|m\.|年))?\s*\Z")
_YEAR = r"(\d{4}(?!\d)|(?:19|20)\d\d(?=\d))"
"""A year; where a page's texts run together, the day's clock may follow at once: `21, 202509:30`."""
_AFTER_DAY_YEAR = re.compile(
    rf"\.?[\s,/-]{{0,3}}(\d{{1,2}})(?:st|nd|rd|th|º|\.)?(?:\s*[,./-]\s*|\s+(?:of\s+|de\s+|del\s+)?)['’]?{_YEAR}",
    re.I,
)
_AFTER_DAY = re.compile(r"\.?\s{0,2}(\d{1,2})(?:st|nd|rd|th|º)?(?![\d:.,]*\d)", re.I)
_AFTER_YEAR = re.compile(
    rf"(?:[\s/]{{1,3}}[\u0620-\u064a]+){{0,2}}\.?{_DE}(?:\s|['’]|พ\.ศ\.\s?)?{_YEAR}", re.I
)
_AFTER_SHORT_YEAR = re.compile(r"(?:\.|-|\s['’]|\s|/)(\d{2})(?![\d:.]|\s*(?:h|uhr|pm|am)\b)", re.I)
_DIGIT = re.compile(r"\d")
_CJK = re.compile(r"(\d{4})\s*[年년]\s*(\d{1,2})\s*[月월]\s*(?:(\d{1,2})\s*[日일號号])?")
_ERAS = {"令和": 2018, "平成": 1988, "昭和": 1925, "民國": 1911, "民国": 1911}
_ERA = re.compile(rf"({'|'.join(_ERAS)})\s?(元|\d{{1,3}})\s?年\s?(\d{{1,2}})\s?月\s?(\d{{1,2}})\s?日")
_VIETNAMESE = re.compile(r"(?:ngày\s+)?(\d{1,2})\s+tháng\s+(\d{1,2})(?:,?\s+năm|,)?\s+(\d{4})", re.I)
_BIG_ENDIAN = re.compile(r"(?<![\d./-])(\d{4})([-/.])\s?(\d{1,2})\2\s?(\d{1,2})(?!\d|[./-]\d)")
_LITTLE_ENDIAN = re.compile(
    r"(?<![\d./:])(?<!\d-)(\d{1,2})(\.|-|/)\s?(\d{1,2})\2\s?(\d{4}(?!\d)|(?:19|20)\d\d(?=\d?\d:\d\d)|\d{2}(?!\d))"
    r"(?![./-]\d|%)"
)
_GLUED = re.compile(r"(?<=[a-zß-ÿ])[A-ZÀ-Þ][a-zß-ÿ]+\Z")
"""The last word of several that run together: `PublishedNovember`."""
_CLOCK = re.compile(
    r"(?:T|\s*(?:,|\||·|•|-|–|—|at|um|à|alle|las|klo|kl\.?|a\s+las|às|om|в|,\s*at|@|/)?\s*)?"
    r"\(?(\d{1,2}(?:(?:[:.h]|\sh\s)\d{2}){1,2}(?:\.\d+)?(?:\s?(?i:[ap]\.?\s?m)\.?(?!\w))?|\d{1,2}\s?(?i:[ap]\.?m)\.?(?!\w)|\d{1,2}\s?Uhr)"
    r"(?:\s?(?:Uhr|Hrs?|h)\b)?"
    r"(?:\s?\(?(?:[A-Z]{2,5}(?![a-z])|Z\b)(?:[+-]\d{1,2}(?::?\d{2})?)?|\s?[+-]\d{2}:?\d{2})?\)?",
)
_HALF_DAY = re.compile(r"[\s,|]*(?:at\s+)?\d{1,2}:\d{2}\s?[ap]\.?m\b", re.I)
_AMERICAN = re.compile(r"[\s,|]*(?:at\s+)?\d{1,2}:\d{2}\s?[ap]\.?m\.?\s+[ECMP][SD]?T\b", re.I)
"""A clock in the time of New York or Los Angeles: there the month is written first."""
_CLOCK_BEFORE = re.compile(
    r"(\d{1,2}[:.]\d{2}(?:\s?[ap]\.?m\.?)?(?:\s[A-Z]{2,4})?)\s*(?:,|on|-|–|\||·|•|h|Uhr)?\s*\Z", re.I
)


BUDDHIST = 543
"""Years by which Thai print is ahead, months and days being ours."""


@lru_cache(maxsize=8192)
def read_dates(text: str, lang: str = "en", month_first: bool | None = None) -> tuple[DatePhrase, ...]:
    """Every date printed in `text`, in order.

    `month_first` says how `3/4/2019` reads; None: not known, and such a date spans both readings.

    >>> [d.words for d in read_dates("WASHINGTON Fri Aug 9, 2013 11:07pm IST")]
    ['Fri Aug 9, 2013 11:07pm IST']
    """
    if not _DIGIT.search(text):
        return ()
    code = lang[:2].lower()
    found: list[DatePhrase] = []
    for start, end, span, month, day in sorted(
        _raw(text, code, month_first), key=lambda raw: (raw[0], -raw[1])
    ):
        if found and start < found[-1].end:
            continue
        found.append(_dress(text, start, end, span, month, day, code))
    return tuple(found)


Raw = tuple[int, int, "Span | None", int, int]


def _raw(text: str, lang: str, month_first: bool | None) -> Iterator[Raw]:
    """(start, end, span, month, day) of each bare date."""
    months = _calendar()[0]
    for word in _WORD.finditer(text):
        written = word.group()
        month = _number(written.casefold(), lang, months)
        if month is None and not written[1:].islower() and (tail := _GLUED.search(text, *word.span())):
            word, month = tail, _number(tail.group().casefold(), lang, months)
        if month is None and written in ("كانون", "تشرين"):
            month = _two_words(text, word)
        if month is not None:
            yield from _around(text, word, month)
    if not text.isascii():
        yield from _far_eastern(text)
    for match in _BIG_ENDIAN.finditer(text):
        yield from _numeric(match, match[1], match[3], match[4])
    for match in _LITTLE_ENDIAN.finditer(text):
        yield from _day_or_month_first(match, lang, month_first)


def _far_eastern(text: str) -> Iterator[Raw]:
    """Those with signs or words for year, month and day."""
    for match in _CJK.finditer(text):
        yield from _numeric(match, match[1], match[2], match[3] or "0")
    for match in _ERA.finditer(text):
        year = _ERAS[match[1]] + (1 if match[2] == "元" else int(match[2]))
        yield from _numeric(match, str(year), match[3], match[4])
    for match in _VIETNAMESE.finditer(text):
        yield from _numeric(match, match[3], match[2], match[1])


def _two_words(text: str, word: re.Match[str]) -> int | None:
    second = text[word.end() :].split(maxsplit=1)[:1]
    return _number(f"{word.group()} {second[0]}", "ar", _calendar()[0]) if second else None


def _span(year: int, month: int, day: int, era: int = 0) -> Span | None:
    """The span of a calendar date; None for a day or year that does not exist. `era`: years that its calendar
    is ahead of ours, where the printed year cannot be one of ours."""
    year -= era if year > YEARS[-1] else 0
    if year not in YEARS:
        return None
    try:
        return parse_edtf(f"{year:04d}-{month:02d}-{day:02d}" if day else f"{year:04d}-{month:02d}")
    except ValueError:
        return None


def _numeric(match: re.Match[str], year: str, month: str, day: str) -> Iterator[Raw]:
    span = _span(int(year), int(month), int(day))
    if span:
        yield match.start(), match.end(), span, int(month), int(day)


def _day_or_month_first(match: re.Match[str], lang: str, month_first: bool | None) -> Iterator[Raw]:
    """`9.8.2013`: day first, as everywhere with full stops; `8/9/2013`: as told, else both readings."""
    one, sign, two, year_text = int(match[1]), match[2], int(match[3]), match[4]
    year = int(year_text)
    after = match.string[match.end() : match.end() + 30]
    if sign == "/" and _AMERICAN.match(after):
        month_first = True
    if len(year_text) == 2:
        short = sign != "." or match.end() - match.start() < 8
        if sign == "-" or (lang == "en" and short and not (sign == "/" and _HALF_DAY.match(after))):
            return
        year += 2000 if year < 70 else 1900
    day_first, us = _span(year, two, one), _span(year, one, two)
    if sign == "." or lang != "en":
        us = None if day_first else us
    elif month_first is not None:
        day_first, us = (None, us) if month_first and us else (day_first, None if day_first else us)
    if day_first and us and day_first != us:
        low, high = sorted((day_first, us))
        yield match.start(), match.end(), Span(low.first, high.last, "range", uncertain=True), 0, 0
    elif day_first:
        yield match.start(), match.end(), day_first, two, one
    elif us:
        yield match.start(), match.end(), us, one, two


def _around(text: str, word: re.Match[str], month: int) -> Iterator[Raw]:
    """Day and year beside a month's name: `9 August 2013`, `Aug. 9, 2013`, `2013 August 9`, `August 2013`."""
    left = text[max(0, word.start() - 20) : word.start()]
    offset = word.start() - len(left)
    right = word.end()
    era = BUDDHIST if "\u0e00" <= word.group() <= "\u0e7f" else 0
    before = _BEFORE.search(left)
    if before and 1 <= int(before[1]) <= 31:
        day, start = int(before[1]), offset + before.start(1)
        year = _AFTER_YEAR.match(text, right)
        if year and (span := _span(int(year[1]), month, day, era)):
            yield start, year.end(), span, month, day
            return
        short = _AFTER_SHORT_YEAR.match(text, right)
        if short and int(short[1]) < 50 and (span := _span(2000 + int(short[1]), month, day)):
            yield start, short.end(), span, month, day
            return
        yield start, right, None, month, day
        return
    both = _AFTER_DAY_YEAR.match(text, right)
    if both and (span := _span(int(both[2]), month, int(both[1]))):
        yield word.start(), both.end(), span, month, int(both[1])
        return
    day_after = _AFTER_DAY.match(text, right)
    year_before = _YEAR_BEFORE.search(left)
    if day_after and year_before and (span := _span(int(year_before[1]), month, int(day_after[1]))):
        yield offset + year_before.start(), day_after.end(), span, month, int(day_after[1])
        return
    year = _AFTER_YEAR.match(text, right)
    alone = year and len(word.group()) > 2 and not text[year.end() :][:1].isdigit()
    if year and alone and (span := _span(int(year[1]), month, 0, era)):
        yield word.start(), year.end(), span, month, 0
    elif day_after and 1 <= int(day_after[1]) <= 31:
        yield word.start(), day_after.end(), None, month, int(day_after[1])


_BEFORE_DAY = re.compile(r"[\s.,()–-]*(?:(?:the|den|dem|d|le|il|el)\.?\s+)?")


def _dress(text: str, start: int, end: int, span: Span | None, month: int, day: int, lang: str) -> DatePhrase:
    """The bare date with the weekday before it and the clock and zone beside it."""
    weekday: int | None = None
    left = text[max(0, start - 24) : start]
    for word in list(_WORD.finditer(left))[-2:]:
        if _BEFORE_DAY.fullmatch(left, word.end()):
            weekday = _number(word.group().casefold(), lang, _calendar()[1])
            if weekday is not None:
                start = start - len(left) + word.start()
                break
    clock = _CLOCK.match(text, end)
    if clock:
        end = clock.end()
    else:
        clock = _CLOCK_BEFORE.search(text[max(0, start - 20) : start])
        if clock:
            start = max(0, start - 20) + clock.start()
    return DatePhrase(start, end, text[start:end].strip(), span, month, day, weekday, clock is not None)
