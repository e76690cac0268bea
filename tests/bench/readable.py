"""Whether a day can be read in a text at all, in any form in which pages write days.

A test of the corpus, not of the program: it knows nothing of what was chosen or why, and finds a day also
where no one would look for it (in a script, in a link, as seconds since 1970). What it does not find, no
program can say.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta
from functools import lru_cache
from html import unescape
from importlib.resources import files

_NUMBER = re.compile(r"(?<![\d.])\d{10}(?:\d{3})?(?![\d.])")
_STAMP = re.compile(r"(?<!\d)\d{4}-\d\d-\d\dT\d\d:\d\d(?::\d\d)?(?:\.\d+)?(?:Z|[+-]\d\d:?\d\d)")
_ESCAPED = re.compile(r"\\u([0-9a-fA-F]{4})")
_OTHER_DIGITS = {zero + n: str(n) for zero in (0x660, 0x6F0, 0x966, 0x9E6, 0xE50, 0xFF10) for n in range(10)}
NEAR = r"[^\w]{0,4}(?:[^\W\d]{1,4}[^\w]{1,3}){0,2}"
"""What may stand between day, month and year: `3. de mayo, de 2022`."""


def day_is_readable(text: str, day: date) -> bool:
    """Some form of `day` stands in `text`: in numbers, with a month's name in any language, as a moment."""
    plain = _ESCAPED.sub(lambda m: chr(int(m[1], 16)), unescape(unescape(text))).translate(_OTHER_DIGITS)
    return any(re.search(form, plain, re.I) for form in _forms(day)) or _as_moment(plain, day)


def _forms(day: date) -> Iterator[str]:
    """Each as a pattern; `5/6/2023` counts for both readings."""
    year, short = str(day.year), f"{day.year % 100:02d}"
    month, number = f"0?{day.month}", f"0?{day.day}"
    sign = r"\\?[-/.:\s_]{1,2}"
    yield rf"(?<!\d){year}{day.month:02d}{day.day:02d}(?!\d{{2}}(?!\d))"
    yield rf"(?<!\d)(?:{year}|{short}){sign}{month}{sign}{number}(?!\d)"
    yield rf"(?<!\d){number}{sign}{month}{sign}(?:{year}|{short})(?!\d{{3}})"
    yield rf"(?<!\d){month}{sign}{number}{sign}(?:{year}|{short})(?!\d{{3}})"
    yield rf"(?<!\d){day.day:02d}{day.month:02d}{year}(?!\d)"
    eras = rf"(?:{year}|令和{day.year - 2018}|[民國国]{{2}}{day.year - 1911})"
    yield rf"(?<!\d){eras}\s*[年년]\s*{month}\s*[月월]\s*{number}\s*[日일號号]"
    yield rf"(?<!\d){number}\s*tháng\s*{month}\D{{1,8}}{year}"
    names = f"(?:{'|'.join(re.escape(name) for name in _month_names()[day.month - 1])})"
    ordinal = r"(?:st|nd|rd|th|er|º|ª|ό|-?го)?"
    years = rf"['’]?(?:{year}|{short}(?!\d))"
    yield rf"(?<!\d){number}{ordinal}{NEAR}{names}\w{{0,4}}{NEAR}{years}"
    yield rf"(?<!\w){names}\w{{0,4}}{NEAR}{number}{ordinal}{NEAR}{years}"
    yield rf"{year}{NEAR}{names}\w{{0,4}}{NEAR}{number}(?!\d)"
    yield rf"/{year}/{names}/{number}(?!\d)"


def _as_moment(text: str, day: date) -> bool:
    """Seconds or milliseconds since 1970, or a stamp with a zone: its day in UTC or where it was written."""
    start = datetime(day.year, day.month, day.day, tzinfo=UTC)
    seconds = range(int(start.timestamp()), int((start + timedelta(days=1)).timestamp()))
    if any(int(found.group()[:10]) in seconds for found in _NUMBER.finditer(text)):
        return True
    for found in _STAMP.finditer(text):
        try:
            if datetime.fromisoformat(found.group()).astimezone(UTC).date() == day:
                return True
        except ValueError:
            continue
    return False


@lru_cache(maxsize=1)
def _month_names() -> tuple[tuple[str, ...], ...]:
    """All names of each month in all languages."""
    names: tuple[set[str], ...] = tuple(set() for _ in range(12))
    for line in files("builder.ingest").joinpath("words/calendar.txt").read_text("utf-8").splitlines():
        if line.startswith("months: "):
            for found, forms in zip(names, line.removeprefix("months: ").split("|"), strict=True):
                found.update(form.replace("_", " ") for form in forms.split())
    return tuple(tuple(sorted(found, key=len, reverse=True)) for found in names)
