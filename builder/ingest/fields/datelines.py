"""Printed datelines: where and by which agency an article was filed.

In: the lines with the stretch of the body. Out: a `Dateline`. "WASHINGTON (Reuters) - …" stays in the body;
only its place and agency are read.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from builder.ingest.fields.bodyspan import BodySpan
from builder.ingest.fields.dateforms import DatePhrase, read_dates
from builder.ingest.fields.dates import DateEvidence
from builder.ingest.fields.signatures import plain
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


_SHOUTED = frozenset(
    "NEW MORE READ WATCH LISTEN UPDATE UPDATED LATEST BREAKING LIVE PHOTO PHOTOS VIDEO VIDEOS GALLERY MAP"
    " EXCLUSIVE ANALYSIS OPINION RELATED SEE ALSO WARNING NOTE CORRECTION CLARIFICATION SPOILER QUIZ".split()
)
"""What opens a line in capitals and is no place."""
_LABEL = re.compile(rf"\W?({_PLACE}):\s")


def opens_filed(text: str) -> bool:
    """Whether a paragraph opens with a dateline: `MOSCOW, Aug 8 - `, `Moscow (AFP) - `."""
    return bool(_CAPITALS.match(text) or _WITH_AGENCY.match(text))


def _speakers(span: BodySpan) -> frozenset[str]:
    """The labels in capitals that paragraphs open with, where several do: who speaks in a transcript."""
    lines = span.filled[max(span.first, 0) : span.last + 1]
    labels = [match[1] for line in lines if (match := _LABEL.match(plain(line.text)))]
    return frozenset(labels) if len(labels) > 1 else frozenset()


def read_dateline(span: BodySpan) -> Dateline:
    """The dateline of the first paragraphs; places in small letters only with an agency behind them."""
    speakers = _speakers(span)
    for line in span.filled[span.first : min(span.first + 12, span.last + 1)]:
        text = plain(line.text)
        if len(text) < 60:
            continue
        match = _CAPITALS.match(text) or _WITH_AGENCY.match(text)
        if match and len(match[1]) > 2 and match[1] not in speakers and match[1] not in _SHOUTED:
            agency = AGENCIES.get((match[3] or "").strip().casefold(), "")
            if match[1].isupper() or agency or match.re is _CAPITALS:
                why = Evidence("dateline", match.group().strip(), line.number)
                return Dateline(match[1].strip(" ,"), agency, (why,))
    return Dateline()


def _place_before(text: str, phrase: DatePhrase) -> str:
    """`WASHINGTON` of `WASHINGTON Fri Aug 9, 2013 11:07pm IST`."""
    match = re.fullmatch(rf"({_PLACE}{_REGION})\W*", text[: phrase.start])
    return match[1] if match else ""


def place_of(span: BodySpan, lines: Sequence[int], lang: str) -> tuple[str, tuple[Evidence, ...]]:
    """The place in capitals that a date line opens with, where the first paragraph has no dateline."""
    for line in span.filled:
        if line.number in lines:
            for phrase in read_dates(line.text, lang):
                if place := _place_before(line.text, phrase):
                    return place, (Evidence("date line", line.text.strip(), line.number),)
    return "", ()
