"""Which lines name those who wrote and edited.

In: the lines with the stretch of the body, the title, and what the page's metadata claims. Out: `Authors`.
A byline stands near the title or the first paragraph; a credit line ("(Reporting by …; Editing by …)") at
the end of the body. What a line says, `bylines` reads.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from builder.ingest.bodyspan import BodySpan
from builder.ingest.bylines import bare_names, is_organisation, looks_like_name, names_in, plain, read_byline
from builder.ingest.dateforms import read_dates
from builder.ingest.titles import Title, fold
from builder.model import Claim, Evidence


@dataclass(frozen=True, slots=True)
class Authors:
    """Who signed and who edited, with the lines that say nothing else."""

    names: tuple[str, ...] = ()
    editors: tuple[str, ...] = ()
    evidence: tuple[Evidence, ...] = ()
    editor_evidence: tuple[Evidence, ...] = ()
    lines: tuple[int, ...] = ()
    editor_lines: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True)
class Candidate:
    """Names that one line gives, and how sure it is that they signed this article."""

    score: float
    position: int
    names: tuple[str, ...]
    rule: str
    whole: bool


LEAST = 1.0
"""Least score of a byline; below it nobody signed."""
BEFORE, AFTER = 12, 5
"""How many lines above the title and below the first body line a byline may stand."""


def find_authors(span: BodySpan, title: Title, claims: Sequence[Claim], lang: str) -> Authors:
    """Those who signed and edited, by lines first, then by what the page claims."""
    credits = _credit_lines(span)
    claimed = _claimed_names(claims)
    candidates = sorted(_candidates(span, title, claimed, lang), key=lambda c: (-c.score, c.position))
    best = candidates[0] if candidates and candidates[0].score >= LEAST else None
    names: tuple[str, ...] = best.names if best else ()
    evidence = [_evidence(span, best.rule, best.position)] if best else []
    lines = [span.filled[best.position].number] if best and best.whole else []
    if claimed and not (best and _agree(names, claimed)):
        names, evidence = claimed, [c.evidence for c in claims if c.field == "byline"][:2]
    if not names:
        for position, reporters, _ in credits:
            if reporters:
                names, evidence = reporters, [_evidence(span, "credit line", position)]
                break
    editors = tuple(dict.fromkeys(name for _, _, found in credits for name in found))
    with_editors = [position for position, _, found in credits if found]
    return Authors(
        names,
        editors,
        tuple(evidence),
        tuple(_evidence(span, "credit line", p) for p in with_editors),
        tuple(
            dict.fromkeys(
                [*lines, *_repeats(span, names), *(span.filled[p].number for p, r, _ in credits if r)]
            )
        ),
        tuple(span.filled[p].number for p, reporters, _ in credits if not reporters),
    )


def _evidence(span: BodySpan, rule: str, position: int) -> Evidence:
    line = span.filled[position]
    return Evidence(rule, line.text.strip()[:200], line.number)


def _claimed_names(claims: Sequence[Claim]) -> tuple[str, ...]:
    """Names that the page's metadata gives, without addresses, roles and the outlet's own name."""
    outlets = {fold(claim.value) for claim in claims if claim.field == "outlet"}
    found: list[str] = []
    for claim in claims:
        if claim.field != "byline" or "://" in claim.value or "@" in claim.value:
            continue
        byline = read_byline(claim.value)
        names = byline.names if byline and byline.names else names_in(claim.value, least=1)
        found.extend(name for name in names if fold(name) not in outlets)
    return tuple(dict.fromkeys(found))


def _agree(one: Sequence[str], two: Sequence[str]) -> bool:
    return {fold(name) for name in one} >= {fold(name) for name in two}


def _candidates(span: BodySpan, title: Title, claimed: Sequence[str], lang: str) -> list[Candidate]:
    """Lines near the title and the first paragraph that give names."""
    anchor = title.position if title.position >= 0 else span.first
    low, high = max(0, min(anchor, span.first) - BEFORE), max(anchor, span.first) + AFTER
    wanted = {fold(name) for name in claimed}
    found = []
    for position in range(low, min(high + 1, len(span.filled))):
        if position == title.position:
            continue
        line = span.filled[position]
        byline = read_byline(line.text) if len(line.text) < 250 else None
        distance = _distance(position, anchor, span.first)
        score = -0.12 * distance + (
            2.0 if wanted and wanted & {fold(n) for n in (byline.names if byline else ())} else 0.0
        )
        if byline and byline.names and byline.word != "reporting by":
            score += 3.0 if byline.whole else 1.0
            found.append(
                Candidate(score, position, byline.names, f"byline word '{byline.word}'", byline.whole)
            )
        elif not byline and (names := bare_names(line.text)):
            score += 0.6 + _company(span, position, lang) - (1.2 if any(map(is_organisation, names)) else 0.0)
            score += 2.0 if wanted & {fold(n) for n in names} else 0.0
            score -= 0.8 if not anchor - 2 <= position <= span.first + 1 else 0.0
            found.append(Candidate(score, position, names, "names beside title and date", True))
    return found


def _distance(position: int, title: int, start: int) -> int:
    """Lines from the gap between title and first paragraph, where bylines live."""
    low, high = min(title, start), max(title, start)
    return max(0, low - position, position - high)


def _company(span: BodySpan, position: int, lang: str) -> float:
    """A date, a reading time or an office right above or below speaks for a byline."""
    score = 0.0
    for near in (position - 1, position + 1, position + 2):
        if 0 <= near < len(span.filled) and len(text := span.filled[near].text) < 100:
            weight = 0.5 if near == position + 2 else 1.0
            if any(d.span for d in read_dates(text, lang)) or re.search(
                r"\bmin(ute)?s?\s+read|Lesezeit", text, re.I
            ):
                score = max(score, weight)
            if (
                re.fullmatch(r"\W*(by|von|par|por|author|autor|written by|words by)\W*", text, re.I)
                and near < position
            ):
                score = max(score, 2.5)
    return score


def _repeats(span: BodySpan, names: Sequence[str]) -> list[int]:
    """Lines up to the first paragraphs that give the same names once more."""
    folded = {fold(name) for name in names}
    found = []
    for line in span.filled[: span.first + AFTER]:
        text = plain(line.text)
        if len(text) < 120 and names:
            byline = read_byline(text)
            given = (byline.names if byline and byline.whole else ()) or bare_names(text)
            if given and {fold(name) for name in given} <= folded:
                found.append(line.number)
    return found


def _credit_lines(span: BodySpan) -> list[tuple[int, tuple[str, ...], tuple[str, ...]]]:
    """(position, reporters, editors) of the lines at the body's end that say who reported and edited."""
    found = []
    for position in range(span.first, min(len(span.filled), span.last + 8)):
        text = span.filled[position].text
        if len(text) > 600:
            continue
        byline = read_byline(text)
        if byline and (byline.editors or byline.word == "reporting by"):
            reporters = (
                tuple(n for n in byline.names if looks_like_name(n)) if byline.word == "reporting by" else ()
            )
            found.append((position, reporters, byline.editors))
    return found
