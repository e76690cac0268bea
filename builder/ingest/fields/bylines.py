"""A line that says who wrote → the names, apart from editors, offices and dates.

In: the text of one line. Out: a `Byline`, or None where the line is no byline. The words around names
("By", "von", "Reporting by", "文/") are data: `words/bylines.txt`. Which line of a seed is *the* byline,
`authors` decides.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache

from builder.archive.words import read_given
from builder.ingest.fields.dateforms import read_dates
from builder.ingest.fields.signatures import (
    STOP,
    looks_like_name,
    names_in,
    plain,
    role_tail,
    splitting,
    unlabelled,
)
from builder.ingest.fields.wordlists import alternatives, word_set


@dataclass(frozen=True, slots=True)
class Byline:
    """Who a line says wrote and edited."""

    names: tuple[str, ...]
    editors: tuple[str, ...] = ()
    whole: bool = True
    """The line is a byline and nothing else."""
    word: str = ""
    """The word that said so: `by`, `von`; `credit line` for "(Reporting by …)"; empty for names alone."""


@lru_cache(maxsize=1)
def _opening() -> re.Pattern[str]:
    """A line that opens with a byline word and goes on with something."""
    words = alternatives("bylines", "by")
    after = r"(?:\s*[:：]\s*|\s+)(?=\S)"
    return re.compile(rf"[\W_]*({words})(?<=[:：/／])\s*(?=\S)|[\W_]*({words}){after}", re.I)


@lru_cache(maxsize=1)
def _editing() -> re.Pattern[str]:
    return re.compile(rf"\b(?:{alternatives('bylines', 'editors')})(?:(?<=[:：])\s*|\s+)(?=\S)", re.I)


_CREDIT_LINE = re.compile(
    r"\A[*_]*(?:\(\s*(?:additional\s+)?(?:reporting|writing|compiled|written|reported)\b.*\bby\b"
    r"|(?:additional\s+)?reporting\b[\w\s]{0,20}\bby\b)",
    re.I,
)
_BRACKETED = re.compile(r"\A[【（［]([^【】（）]{2,60})[】）］]\Z")
"""Chinese and Japanese pages put who edited in brackets of their own: `【责任编辑：…】`."""
_HAN_LIST = (
    r"(?P<names>[\u3400-\u9fff]{2,4}"
    r"(?:[\s、，,]+(?!报道|報導|摄影|整合|综合|整理|编译)[\u3400-\u9fff]{2,4}){0,4})"
)
_HAN_SIGNED = re.compile(
    r"\S{0,16}?(?:记者|記者|通讯员)(?:\s+|(?=[\u3400-\u9fff]{2,4}[／/]))"
    rf"{_HAN_LIST}"
    r"\s*(?:(?<=\s)(?:报道|報導|摄影报道|文/图)|[／/]\S{2,6}(?:报道|報導|電|电))?"
)
"""Who reported, behind the house or before the place: `本报记者 王小明`, `記者王小明／台北報導`."""
_HAN_FILED = re.compile(
    r"\S{2,14}?(?:讯|訊|电|電|消息)\s*[（(]\S{0,4}?(?:记者|記者)\s*"
    rf"{_HAN_LIST}(?:\s\S{{2}})?[）)]"
)
"""How a first paragraph opens: `河谷日报讯（记者 王小明）`."""
_HAN_NAMES = re.compile(r"(?<!\S)[\u3400-\u9fff]{2,4}(?!\S)")
_GLUED = re.compile(r"\A((?:Written |Posted |Story )?[Bb]y)((?=[A-ZÀ-Þ])[^\W\d_]+\s+[A-ZÀ-Þ])")
_INSIDE = re.compile(r"(?<=[\s\d,|•·)])(by|von|par|por|di|door|av|af)\s+(?=[A-ZÀ-ÞА-Я])", re.I)
_PARTICLES = frozenset(("von", "di", "av", "af"))
"""Words for `by` that names hold, too."""
_SEGMENTS = re.compile(r"\s*[|•·\t]+\s*|\s+[/–—-]+\s+|\s{3,}|—")
_AFTER_NAME = re.compile(
    r"\W*(?:\d|@\w|on behalf|published|updated|posted|contributor|staff|follow\b|am\s+\d|on\s+\w+|\Z)", re.I
)
_OFFICE = re.compile(
    r"\s*[,–|(-]\s*[^\d.!?]{0,60}\b(?:\w*editor|writer|reporter|correspondent|journalist|contributor|columnist|producer"
    r"|\w*redakteur(?:in)?|korrespondent(?:in)?|autor(?:in)?|director|professor|analyst|manager"
    r"|корреспондент|журналист(?:ка)?|редактор|обозреватель|репортёр)\b",
    re.I,
)
_COUNTED = re.compile(r"\W*\d+\s+(?:[A-Z][\w'’-]*\s+)+(?:[a-z]{1,4}\s+)?[A-Z]")
"""A headline that goes on with a number: `Jane Doe Wins 61 New Seats in …`."""
_MUCH = 160
"""Characters; a longer line is looked at only for what it opens with."""
_STAFF = re.compile(
    r"(?:[Tt]he\s+)?(?:[A-Z][\w.&'’-]*\s+){0,4}"
    r"(?:[Ee]ditors|[Tt]eam|[Ss]taff|[Nn]ewsroom|[Rr]edaktion|[Ee]ditorial (?:[Bb]oard|[Tt]eam))\b"
    r"(?=\W*(?:\d|\Z|[|•·,–—-]|on\s|[A-Z][a-z]{2,8}\.?\s\d))"
)
"""Those who sign together: `The Currency editors`, `AP Staff`."""
_READING = re.compile(
    r"\d+\s*[\W]?(?:min|Min|мин|minut)|reading time|lesezeit|\bago\b|vor \d|il y a|hace \d|kommentar|comment",
    re.I,
)


@lru_cache(maxsize=8192)
def read_byline(text: str) -> Byline | None:
    """Names from a line that opens with a byline word, or from a credit line in brackets.

    >>> read_byline("(Reporting by Paul Eckert; Editing by Philip Barbara)")
    Byline(names=('Paul Eckert',), editors=('Philip Barbara',), whole=True, word='credit line')
    >>> read_byline("By [Yekaterina Kravtsova](#)").names
    ('Yekaterina Kravtsova',)
    """
    line = plain(text)
    if not line or (line[0].isdigit() and len(line) > _MUCH):
        return None
    if _CREDIT_LINE.match(line) or (line.startswith("(") and _editing().search(line)):
        return _read_credit(line)
    line = _BRACKETED.sub(r"\1", line)
    signed = _HAN_SIGNED.fullmatch(line)
    if han := signed or _HAN_FILED.match(line):
        reporters = _HAN_NAMES.findall(re.sub("[、，,]", " ", han["names"]))
        return Byline(tuple(reporters), (), signed is not None, "记者")
    opened = _read_opened(line)
    if opened or len(line) > _MUCH:
        return opened
    inside = _INSIDE.search(line)
    if inside and _opens_byline(line[: inside.start()]) and not _is_particle(line, inside):
        names = _names_after(line[inside.end() :], inside[1].casefold())
        if names:
            return Byline(names, (), len(line) < 90, f"… {inside[1].casefold()}")
    return None


def _is_particle(line: str, inside: re.Match[str]) -> bool:
    """The word is a part of a name: `Mark Di Stefano`, `Jan von Braun`."""
    if inside[1].casefold() not in _PARTICLES or not looks_like_name(line):
        return False
    return inside[1][0].isupper() or len(line[inside.end() :].split()) == 1


def _opens_byline(before: str) -> bool:
    """Before the byline word stand a date or two words, and nothing more."""
    words = before.split()
    return len(words) <= 2 or (len(words) <= 7 and bool(read_dates(before)))


def _read_opened(line: str) -> Byline | None:
    """`By Jane Doe …`, `Edited by John Roe`."""
    line = _GLUED.sub(r"\1 \2", line)
    opening = _opening().match(line)
    if not opening:
        editing = _editing().match(line)
        if editing and (names := names_in(line[editing.end() :])):
            names = tuple(part for name in names for part in _HAN_NAMES.findall(name) or [name])
            return Byline((), names, len(line) < 90, editing.group().strip().casefold())
        return None
    rest = line[opening.end() :]
    word = (opening[1] or opening[2]).casefold()
    names = _names_after(rest, word)
    editing = _editing().search(rest)
    editors = names_in(rest[editing.end() :]) if editing else ()
    if not names and not editors:
        return None
    return Byline(names, editors, len(line) <= 60 + sum(map(len, names)), word)


def _names_after(rest: str, word: str) -> tuple[str, ...]:
    """Names behind a byline word; a single word only where nothing but a date follows it."""
    names = names_in(rest)
    if names or not word[:1].isalpha():
        return names
    if staff := _STAFF.match(rest):
        return (staff.group().strip(),)
    single = names_in(rest, least=1)
    if len(single) == 1 and len(rest) < 100 and _AFTER_NAME.match(rest.partition(single[0])[2]):
        return single
    return ()


def is_byline_word(text: str) -> bool:
    """The line is `By`, `Author:` … and the name stands on the next."""
    return text.strip(" \t:：").casefold() in word_set("bylines", "by")


def _read_credit(line: str) -> Byline | None:
    """`(Reporting by A in X and B; Additional reporting by C; Editing by D and E)`."""
    names: list[str] = []
    editors: list[str] = []
    for clause in re.split(r";|\.\s+(?=[A-Z])", line.strip("()*_ ")):
        editing = _editing().match(clause.strip())
        reporting = re.match(r"(?:[\w\s,]*?\b)?by\s+", clause.strip(), re.I)
        if editing:
            editors.extend(_scattered(clause.strip()[editing.end() :]))
        elif reporting:
            names.extend(_scattered(clause.strip()[reporting.end() :]))
    if not names and not editors:
        return None
    return Byline(tuple(dict.fromkeys(names)), tuple(dict.fromkeys(editors)), True, "credit line")


def _scattered(text: str) -> list[str]:
    """Every name of a credit clause, where places stand between: `A in Moscow, B and C in Rome`."""
    found = []
    for part in splitting().split(text):
        name = re.split(r"\s+(?:in|for|at|from)\s+", part)[0].strip(" .,;()*_")
        if looks_like_name(name):
            found.append(name)
    return found


@lru_cache(maxsize=8192)
def bare_names(text: str) -> tuple[str, ...]:
    """The names of a line that holds names and nothing else but an office, a date, a reading time.

    >>> bare_names("9. September 2025 um 15:46 Uhr / Frank Wunderlich-Pfeiffer")
    ('Frank Wunderlich-Pfeiffer',)
    """
    line = plain(text).strip(" •*–-")
    if not 3 <= len(line) <= 110 or line.endswith((".", "!", "?", ":")):
        return ()
    segments = [segment for segment in _SEGMENTS.split(line) if segment]
    if len(segments) > 1 and any(is_aside(segment) for segment in segments):
        for segment in segments:
            if not is_aside(segment) and (names := _only_names(segment)):
                return names
    dates = read_dates(line)
    if len(dates) == 1 and dates[0].start == 0:
        line = line[dates[0].end :].strip(" |,–-")
    if staff := _STAFF.fullmatch(line):
        return (staff.group(),)
    if " " not in line and len(line) > 2 and line.casefold() in read_given() and line[0].isupper():
        return (line,)
    return _only_names(line)


def is_aside(segment: str) -> bool:
    """A date, an age (`3 hours ago`) or a reading time: what stands beside a name."""
    return bool(read_dates(segment) or _READING.search(segment))


def _only_names(line: str) -> tuple[str, ...]:
    line = unlabelled(line.strip())
    names = names_in(line)
    if not names:
        return ()
    rest = line.rpartition(names[-1])[2]
    if rest.lstrip().startswith((":", "：")):
        return ()  # a label with its value: `Views: 2168`
    dates = read_dates(rest)
    if len(names) == 1 and dates and dates[0].start < 3:
        return names
    signed = _AFTER_NAME.match(rest) and not _COUNTED.match(rest)
    if len(names) == 1 and rest and signed and STOP.search(rest + " "):
        return names
    if _OFFICE.match(rest):
        return names
    for name in names[:-1]:
        line = line.replace(name, "", 1)
    rest = line.replace(names[-1], "", 1)
    rest = splitting().sub("", role_tail().sub("", " " + rest)).strip(" ,")
    return names if not rest else ()
