"""Printed datelines and lines that give the date.

In: the lines with the stretch of the body and the title. Out: where the article was filed
("WASHINGTON (Reuters) - …", which stays in the body), and the lines near the title that print its date.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache

from builder.archive.edtf import Span
from builder.ingest.bodyspan import BodySpan
from builder.ingest.signatures import plain
from builder.ingest.dateforms import DatePhrase, read_dates
from builder.ingest.dates import DateEvidence
from builder.ingest.outlets import host_of
from builder.ingest.titles import Title
from builder.ingest.wordlists import read_sections
from builder.model import Evidence


@dataclass(frozen=True, slots=True)
class Dateline:
    """Where and by which agency the first paragraph says it was filed."""

    place: str = ""
    agency: str = ""
    evidence: tuple[Evidence, ...] = ()
    dates: tuple[DateEvidence, ...] = ()


_PLACE = r"[A-ZÀ-ÞА-Я][A-ZÀ-ÞА-Я.'’\-]+(?:[ /][A-ZÀ-ÞА-Я][A-ZÀ-ÞА-Я.'’\-]*)*"
_REGION = r"(?:,\s+[A-ZÀ-ÞА-Я][\w.]*(?:\s[A-ZÀ-Þ][\w.]*)?)?"
_CAPITALS = re.compile(
    rf"\W?({_PLACE}{_REGION})(?:,\s+([^()–—]{{4,24}}?))?\s*(?:[(/]([^()/]{{2,40}})[)/])?\s*(?:-{{1,2}}|–|—|:)\s+(?=\S)"
)
_WITH_AGENCY = re.compile(
    r"\W?([A-ZÀ-ÞА-Я][\w.'’-]+(?:[ /][A-ZÀ-ÞА-Я][\w.'’-]+){0,3}(?:,\s+[A-Z][\w.]+)?)(?:,\s+([^()–—]{4,24}?))?"
    r"\s*\(([\w. /’'-]{2,30})\)\s*(?:-{1,2}|–|—|\.|:)\s*(?=\S)"
)
AGENCIES: Mapping[str, str] = {
    "reuters": "Reuters",
    "ap": "Associated Press",
    "associated press": "Associated Press",
    "the associated press": "Associated Press",
    "afp": "Agence France-Presse",
    "dpa": "dpa",
    "efe": "EFE",
    "ansa": "ANSA",
    "xinhua": "Xinhua",
    "upi": "United Press International",
    "tass": "TASS",
    "interfax": "Interfax",
    "ria novosti": "RIA Novosti",
    "bloomberg": "Bloomberg",
    "cnn": "CNN",
    "kyodo": "Kyodo News",
    "pti": "Press Trust of India",
    "ians": "IANS",
    "aap": "AAP",
    "apa": "APA",
    "anadolu": "Anadolu Agency",
    "aa": "Anadolu Agency",
    "voa": "Voice of America",
}
"""What stands in the brackets of a dateline → the agency."""


def read_dateline(span: BodySpan) -> Dateline:
    """The dateline of the first paragraphs; places in small letters only with an agency behind them."""
    for line in span.filled[span.first : min(span.first + 12, span.last + 1)]:
        text = plain(line.text)
        if len(text) < 60:
            continue
        match = _CAPITALS.match(text) or _WITH_AGENCY.match(text)
        if match and len(match[1]) > 2:
            agency = AGENCIES.get((match[3] or "").strip().casefold(), "")
            if match[1].isupper() or agency or match.re is _CAPITALS:
                why = Evidence("dateline", match.group().strip(), line.number)
                return Dateline(match[1].strip(" ,"), agency, (why,))
    return Dateline()


def _place_before(text: str, phrase: DatePhrase) -> str:
    """`WASHINGTON` of `WASHINGTON Fri Aug 9, 2013 11:07pm IST`."""
    match = re.fullmatch(rf"({_PLACE}{_REGION})\W*", text[: phrase.start])
    return match[1] if match else ""


@lru_cache(maxsize=1)
def _labels() -> Mapping[str, re.Pattern[str]]:
    return {
        name: re.compile("|".join(rf"(?<!\w){re.escape(w)}(?!\w)" for w in words), re.I)
        for name, words in read_sections("datelabels").items()
    }


@dataclass(frozen=True, slots=True)
class Printed:
    """One date in a line near the head, and how well it stands as the article's own."""

    score: float
    line: int
    phrase: DatePhrase
    label: str
    alone: bool
    """The line holds little else."""


BEFORE, AFTER = 8, 6
"""How many lines above the title and below the first body line a date line may stand."""
LEAST = 0.0
"""Least score for a printed date to be the article's."""


def find_date_lines(
    span: BodySpan, title: Title, lang: str, url: str
) -> tuple[tuple[DateEvidence, ...], tuple[int, ...]]:
    """Evidence from the printed date lines, and the lines that are date lines and nothing else."""
    found = sorted(_printed(span, title, lang, url), key=lambda p: (-p.score, p.line))
    found = [item for item in found if item.score >= LEAST]
    evidence: list[DateEvidence] = []
    published = next((item for item in found if item.label != "modified"), None)
    modified = next((item for item in found if item.label == "modified"), None)
    if published and published.phrase.span:
        evidence.append(_as_evidence(published, "published"))
        twin = next(
            (
                i
                for i in found
                if i.label != "modified" and i.phrase.span == published.phrase.span and i is not published
            ),
            None,
        )
        if twin:
            evidence.append(_as_evidence(twin, "published"))
    if modified and modified.phrase.span:
        evidence.append(_as_evidence(modified, "bound" if published else "published"))
    lines = tuple(sorted({item.line for item in found if item.alone}))
    return tuple(evidence), lines


def _as_evidence(item: Printed, role: str) -> DateEvidence:
    span = item.phrase.span
    assert span is not None
    if role == "bound":
        limit = Span(None, span.last, "range")
        return DateEvidence(
            "modified",
            item.phrase.words,
            limit,
            item.line,
            "bound",
            item.phrase.clock,
            "not after its last change",
        )
    why = f"labelled {item.label}" if item.label else "beside the title"
    return DateEvidence("date-line", item.phrase.words, span, item.line, "published", item.phrase.clock, why)


def _printed(span: BodySpan, title: Title, lang: str, url: str) -> list[Printed]:
    anchor = title.position if title.position >= 0 else span.first
    low = max(0, min(anchor, span.first) - BEFORE)
    high = min(len(span.filled), max(anchor, span.first) + AFTER + 1)
    month_first = _month_first(span, url)
    found = []
    for position in range(low, high):
        line = span.filled[position]
        if position == title.position or len(line.text) > 300:
            continue
        text = plain(line.text)
        phrases = [
            p for p in read_dates(text, lang, month_first) if p.span and p.span.precision in ("day", "range")
        ]
        previous = 0
        for phrase in phrases:
            label = _label(text[previous : phrase.start], text[phrase.end : phrase.end + 20])
            if not label and previous == 0 and position > low and phrase.start < 3:
                above = span.filled[position - 1].text
                label = _label(above if len(above) < 30 else "", "")
            rest = len(text) - (phrase.end - phrase.start)
            alone = rest < 60 and span.chances[position] < 0.9
            distance = max(0, min(anchor, span.first) - position, position - max(anchor, span.first))
            score = 2.0 - 0.25 * distance - (0.02 * max(0, rest - 20))
            score += 1.0 if label == "published" else -4.0 if label == "other" else 0.0
            found.append(Printed(score, line.number, phrase, label, alone))
            previous = phrase.end
    return found


def _label(before: str, after: str) -> str:
    """What the words beside a date call it: `published`, `modified`, `other`, or nothing."""
    tail = before[-40:]
    hits = [
        (match.end(), name)
        for name in ("other", "published", "modified")
        for match in _labels()[name].finditer(tail)
        if name != "other" or match.group().casefold() != "at"
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


def _month_first(span: BodySpan, url: str) -> bool | None:
    """How this seed writes `3/4/2019`: by its other dates, by its host's country, else not known."""
    pairs = [
        (int(m[1]), int(m[2]))
        for line in span.filled
        if "/" in line.text
        for m in _SLASHED.finditer(line.text)
    ]
    if any(one > 12 for one, _ in pairs) != any(two > 12 for _, two in pairs):
        return any(two > 12 for _, two in pairs)
    host = host_of(url)
    if host.endswith(_DAY_FIRST_HOSTS):
        return False
    return True if host.endswith(_MONTH_FIRST_HOSTS) else None


def place_of(span: BodySpan, lines: Sequence[int], lang: str) -> tuple[str, tuple[Evidence, ...]]:
    """The place in capitals that a date line opens with, where the first paragraph has no dateline."""
    for line in span.filled:
        if line.number in lines:
            for phrase in read_dates(line.text, lang):
                if place := _place_before(line.text, phrase):
                    return place, (Evidence("date line", line.text.strip(), line.number),)
    return "", ()
