"""Which line is the title.

In: the lines with the stretch of the body, and what the page's metadata claims. Out: the title with its
evidence and the lines that repeat it. Each candidate line is scored by a few named features; the weights are
in `WEIGHTS`, the reasons go into the evidence.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from builder.ingest.bodyspan import BodySpan
from builder.ingest.bylines import plain, read_byline
from builder.ingest.dateforms import read_dates
from builder.model import Claim, Evidence, SeedLine


@dataclass(frozen=True, slots=True)
class Title:
    """The title as printed, why, and where."""

    text: str = ""
    evidence: tuple[Evidence, ...] = ()
    position: int = -1
    """Among the filled lines; -1 where no line holds it."""
    lines: tuple[int, ...] = ()
    """Numbers of the lines before the body's end that hold the title and nothing else."""


WEIGHTS: Mapping[str, float] = {
    "claimed": 6.0,
    "heading": 1.5,
    "near": 2.0,
    "words": 1.0,
    "few-words": -1.5,
    "too-long": -2.0,
    "in-body": 2.5,
    "before-date-or-byline": 1.5,
    "repeated": 0.3,
    "list-item": -1.5,
    "sentence": -1.0,
    "open-end": -1.0,
    "label": -3.0,
    "alone": 0.4,
    "below-start": -1.5,
}

BEFORE, AFTER = 30, 3
"""How many lines above and below the first body line may hold the title."""

_WORDS = re.compile(r"\w+")
_SITE_TAIL = re.compile(r"\s+(?:[|–—·•»:]+|-|::)\s+|\s*[|]\s*")


STATED = frozenset({"row", "mail-header", "front-matter"})
"""Rules of claims that name the title outright (a column, a subject, a key); no line is weighed against."""


def fold(text: str) -> str:
    """Letters and digits only, small: two prints of one title compare equal."""
    return " ".join(_WORDS.findall(text.casefold()))


def find_title(span: BodySpan, claims: Iterable[Claim], lang: str) -> Title:
    """The best title that a line or a claim gives; empty where neither does."""
    claimed = [claim for claim in claims if claim.field == "title" and claim.value.strip()]
    stated = next((claim for claim in claimed if claim.evidence.rule in STATED), None)
    if stated:
        return Title(stated.value.strip(), (stated.evidence,), -1, _same(span, stated.value))
    scored = sorted(_candidates(span, claimed, lang), key=lambda c: (-c[0], c[1]))
    if scored and (scored[0][0] >= LEAST or not claimed):
        score, position, reasons = scored[0]
        if score >= LEAST:
            line = span.filled[position]
            text = plain(line.text).strip().lstrip("#").strip()
            return Title(
                text,
                (Evidence(f"title line: {reasons}", line.text, line.number),),
                position,
                _same(span, text),
            )
    if claimed:
        best = claimed[0]
        text = without_site(best.value, claims)
        return Title(text, (best.evidence,), -1, _same(span, text))
    return Title()


LEAST = 1.0
"""Least score of a title line; below it there is no title rather than a wrong one."""


def without_site(title: str, claims: Iterable[Claim]) -> str:
    """A page's title without the name of the site: `Talks end - The Moscow Times` → `Talks end`."""
    sites = {fold(claim.value) for claim in claims if claim.field in ("outlet", "section")}
    parts = _SITE_TAIL.split(title)
    if len(parts) > 1 and (fold(parts[-1]) in sites or len(parts[-1].split()) <= 4 < len(title.split()) - 3):
        end = title.rfind(parts[-1])
        return (
            _SITE_TAIL.sub("", title[:end] + " ", count=0).strip()
            if len(parts) == 2
            else title[:end].rstrip(" |–—·•»:-")
        )
    return title.strip()


def _same(span: BodySpan, title: str) -> tuple[int, ...]:
    """Lines up to the body's end that hold the title and nothing else."""
    wanted = fold(title)
    lines = span.filled[: max(span.last, span.first + 1) + 1]
    return tuple(line.number for line in lines if wanted and fold(plain(line.text)) == wanted)


def _candidates(span: BodySpan, claimed: Sequence[Claim], lang: str) -> Iterable[tuple[float, int, str]]:
    counts = Counter(fold(line.text) for line in span.filled)
    body_words = Counter(
        word
        for line in span.filled[span.first : span.last + 1]
        if len(line.text) > 80
        for word in set(_WORDS.findall(line.text.casefold()))
        if len(word) > 3
    )
    wanted = [fold(claim.value) for claim in claimed]
    for position in span.around(BEFORE, AFTER):
        features = _features(span, position, counts, body_words, wanted, lang)
        if features:
            score = sum(WEIGHTS[name] * value for name, value in features.items())
            reasons = ", ".join(f"{n} {WEIGHTS[n] * v:+.1f}" for n, v in features.items() if v)
            yield score, position, reasons


def _features(
    span: BodySpan,
    position: int,
    counts: Mapping[str, int],
    body_words: Mapping[str, int],
    wanted: Sequence[str],
    lang: str,
) -> dict[str, float]:
    """Named evidence for a line to be the title; empty where it cannot be."""
    line = span.filled[position]
    text = plain(line.text).strip().lstrip("#").strip()
    words = _WORDS.findall(text)
    if not 2 <= len(text) <= 300 or not any(c.isalpha() for c in text):
        return {}
    if read_byline(text) or (len(words) < 9 and read_dates(text, lang)):
        return {}
    size = len(words) if len(words) > 1 or text.isascii() else len(text) / 2
    content = [word.casefold() for word in words if len(word) > 3]
    folded = fold(text)
    after = span.filled[position + 1 : position + 4]
    return {
        "claimed": max((_agreement(folded, claim) for claim in wanted), default=0.0),
        "heading": float(line.kind == "heading"),
        "near": 1.0 - min(abs(span.first - position), 30) / 30,
        "words": min(size, 8) / 8,
        "few-words": float(size < 3),
        "too-long": float(len(text) > 160),
        "in-body": sum(1 for w in content if body_words[w]) / len(content) if content else 0.0,
        "before-date-or-byline": float(any(_is_imprint(other, lang) for other in after)),
        "repeated": float(counts[fold(line.text)] > 1),
        "list-item": float(bool(re.match(r"\s*(?:[•*+]|-\s)", line.text)) or line.link_share > 0.8),
        "sentence": float(text.endswith((".", "!", ";", ",")) and size > 8),
        "open-end": float(text.endswith((":", "…", "..."))),
        "label": float(bool(re.search(r"\A[^\w\"'«„“‘¿¡(]|\||©|@|\bcookies?\b|›|»\Z", text, re.I))),
        "alone": float(_stands_alone(span, position)),
        "below-start": float(position > span.first),
    }


def _agreement(line: str, claim: str) -> float:
    """1 where the claimed title is this line, or this line with the site's name behind it."""
    if line == claim:
        return 1.0
    if len(line.split()) >= 3 and (claim.startswith(line) or line.startswith(claim)):
        return 0.8
    a, b = set(line.split()), set(claim.split())
    return 0.5 if len(a) > 3 and len(a & b) / len(a | b) > 0.6 else 0.0


def _is_imprint(line: SeedLine, lang: str) -> bool:
    """A short line with a date or a byline."""
    return len(line.text) < 120 and bool(
        read_byline(line.text) or any(d.span for d in read_dates(line.text, lang))
    )


def _stands_alone(span: BodySpan, position: int) -> bool:
    """Blank lines on both sides."""
    number = span.filled[position].number
    above = span.filled[position - 1].number if position else 0
    below = span.filled[position + 1].number if position + 1 < len(span.filled) else number + 2
    return number - above > 1 and below - number > 1
