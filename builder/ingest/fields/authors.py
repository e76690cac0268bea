"""Who wrote and who edited.

In: the lines with the stretch of the body, the title, and what the page's metadata claims. Out: `Authors`.
Lines and claims that give names are weighed against each other (`weights/byline.txt`, see `choice`), also
against nobody; the credit line at the body's end ("(Reporting by …; Editing by …)") speaks for itself. What
a line says, `bylines` reads.
"""

from __future__ import annotations

import html
import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from builder.ingest.fields.bodyspan import BodySpan
from builder.ingest.fields.bylines import Byline, bare_names, is_byline_word, read_byline
from builder.ingest.fields.choice import Features, band, choose, read_weights, reasons
from builder.ingest.fields.dateforms import read_dates
from builder.ingest.fields.folding import fold
from builder.ingest.fields.signatures import as_printed, is_organisation, names_in, plain
from builder.ingest.fields.titles import STATED, Title
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
class Option:
    """Names that a line, two lines or a claim give."""

    names: tuple[str, ...]
    features: Features
    evidence: Evidence
    lines: tuple[int, ...] = ()
    """Seed lines that hold these names and nothing else."""


BEFORE, AFTER = 15, 12
"""How many lines above the title and below the first body line a byline may stand; at the end as well."""
LEAST = 0.25
"""Least probability of a byline; below it nobody signed. Of those given, five in six are right."""


def find_authors(span: BodySpan, title: Title, claims: Sequence[Claim], lang: str) -> Authors:
    """Those who signed and edited; nobody where nothing says so."""
    credits = _credit_lines(span)
    weights = read_weights("byline")
    options = byline_options(span, title, claims, lang)
    outright = next((i for i, o in enumerate(options) if o.evidence.rule in STATED), -1)
    best, chance = (outright, 1.0) if outright >= 0 else choose([o.features for o in options], weights)
    names: tuple[str, ...] = ()
    evidence: list[Evidence] = []
    lines: list[int] = []
    if best >= 0 and chance >= LEAST:
        chosen = options[best]
        names = chosen.names
        why = f"{chosen.evidence.rule}, {chance:.2f}: {reasons(chosen.features, weights)}"
        evidence = [Evidence(why, chosen.evidence.words, chosen.evidence.line)]
        folded = {fold(name) for name in names}
        lines = [n for o in options if {fold(name) for name in o.names} <= folded for n in o.lines]
    for position, byline in credits:
        if byline.names and (not names or not lines):
            names = names or byline.names
            evidence.append(_evidence(span, "credit line", position))
    with_editors = [(position, byline) for position, byline in credits if byline.editors]
    return Authors(
        names,
        tuple(dict.fromkeys(name for _, byline in with_editors for name in byline.editors)),
        tuple(evidence),
        tuple(_evidence(span, "credit line", position) for position, _ in with_editors),
        tuple(sorted({*lines, *(span.filled[p].number for p, byline in credits if byline.names)})),
        tuple(span.filled[p].number for p, byline in credits if not byline.names),
    )


def _evidence(span: BodySpan, rule: str, position: int) -> Evidence:
    line = span.filled[position]
    return Evidence(rule, line.text.strip()[:200], line.number)


# ---------------------------------------------------------------- candidates


def byline_options(span: BodySpan, title: Title, claims: Sequence[Claim], lang: str) -> list[Option]:
    """All names that lines near the head and the end, and the page's claims, give."""
    anchor = title.position if title.position >= 0 else span.first
    raw = [*_from_lines(span, anchor, lang), *_from_claims(claims)]
    given = Counter(frozenset(fold(name) for name in option.names) for option in raw)
    claimed = {frozenset(fold(n) for n in o.names) for o in raw if not o.evidence.line}
    known = frozenset(name for names in claimed for name in names)
    options = []
    for option in raw:
        names = frozenset(fold(name) for name in option.names)
        features = {
            **option.features,
            f"given:{band(given[names], 1, 2, 3, 5)}": 1.0,
            f"people:{band(len(names), 1, 2, 3)}": 1.0,
            "organisation": float(any(map(is_organisation, option.names))),
            "one-word": float(any(" " not in name for name in option.names)),
            "capitals": float(any(name.isupper() for name in option.names)),
            "more-than-claimed": float(bool(known) and bool(names > known)),
            "other-than-claimed": float(bool(known) and not names & known),
            "less-than-claimed": float(bool(known) and names < known),
        }
        if option.evidence.line:
            features["also-claimed"] = float(names in claimed)
        kept = {name: value for name, value in features.items() if value}
        options.append(Option(option.names, kept, option.evidence, option.lines))
    return options


def _from_claims(claims: Sequence[Claim]) -> Iterator[Option]:
    """What the page's metadata states, without addresses and the outlet's own name."""
    outlets = {fold(claim.value) for claim in claims if claim.field == "outlet"}
    by_rule: dict[str, list[str]] = {}
    for claim in claims:
        if claim.field != "byline" or "://" in claim.value or "@" in claim.value:
            continue
        value = html.unescape(claim.value)
        byline = read_byline(value)
        names = byline.names if byline and byline.names else names_in(value, least=1) or as_printed(value)
        by_rule.setdefault(claim.evidence.rule, []).extend(n for n in names if fold(n) not in outlets)
    for rule, found in by_rule.items():
        unique = {fold(name): name for name in reversed(found)}
        ordered = tuple(name for name in dict.fromkeys(found) if unique[fold(name)] == name)
        if ordered:
            features = {"claim": 1.0, f"claim:{rule.partition(':')[0]}": 1.0, f"claim:{rule}": 1.0}
            yield Option(ordered, features, Evidence(rule, ", ".join(ordered)))


def _from_lines(span: BodySpan, anchor: int, lang: str) -> Iterator[Option]:
    low = max(0, min(anchor, span.first) - BEFORE)
    high = min(len(span.filled), max(anchor, span.first) + AFTER)
    run: list[tuple[int, tuple[str, ...]]] = []
    for position in range(min(len(span.filled), span.last + BEFORE)):
        text = span.filled[position].text
        head = low <= position < high
        if position == anchor or len(text) > (250 if head else 90):
            continue
        byline = read_byline(text)
        if byline and byline.names and byline.word != "credit line":
            run = []
            yield _option(span, anchor, position, byline, lang)
            continue
        names = bare_names(text) if not byline and (head or position > span.last - 4) else ()
        if not names:
            run = []
            continue
        yield _option(span, anchor, position, Byline(names), lang)
        run = [*run, (position, names)] if run and run[-1][0] == position - 1 else [(position, names)]
        if 2 <= len(run) <= 5:
            yield _several(span, anchor, run, lang)


def _several(span: BodySpan, anchor: int, run: Sequence[tuple[int, tuple[str, ...]]], lang: str) -> Option:
    """Names on lines of their own, one below the other."""
    names = tuple(dict.fromkeys(name for _, found in run for name in found))
    first = _option(span, anchor, run[0][0], Byline(names), lang)
    after = run[-1][0] + 1
    features = {**first.features, "lines-of-names": 1.0}
    if after < len(span.filled) and _is_dated(span.filled[after].text, lang):
        features["date-below-names"] = 1.0
    numbers = tuple(span.filled[position].number for position, _ in run)
    return Option(names, features, first.evidence, numbers)


def _option(span: BodySpan, anchor: int, position: int, byline: Byline, lang: str) -> Option:
    line = span.filled[position]
    text = plain(line.text)
    above = span.filled[position - 1].text if position else ""
    below = span.filled[position + 1].text if position + 1 < len(span.filled) else ""
    second = span.filled[position + 2].text if position + 2 < len(span.filled) else ""
    side = "above" if position < anchor else "below"
    part = "head" if position <= span.first else "body" if position < span.last - 4 else "end"
    word = "bare" if not byline.word else "word"
    features = {
        word: 1.0,
        f"word:{byline.word}": float(bool(byline.word)),
        f"{word}:title-{side}:{band(abs(position - anchor), 0, 1, 2, 3, 5, 8, 12)}": 1.0,
        f"{word}:start:{'above' if position < span.first else 'below'}:"
        f"{band(abs(position - span.first), 0, 1, 2, 4, 8, 14)}": 1.0,
        f"{word}:part:{part}": 1.0,
        f"{word}:whole": float(byline.whole),
        f"rest:{band(len(text) - sum(map(len, byline.names)), 4, 12, 30, 60)}": 1.0,
        f"{word}:dated": float(_is_dated(text, lang)),
        f"{word}:date-above": float(_is_dated(above, lang)),
        f"{word}:date-below": float(_is_dated(below, lang)),
        f"{word}:date-second": float(_is_dated(second, lang)),
        "word-above": float(is_byline_word(above)),
        "reading-time": float(any(_READING.search(t) for t in (text, below, second) if len(t) < 80)),
        "office-below": float(bool(_OFFICE.search(below)) and len(below) < 90),
        "list-item": float(bool(re.match(r"\s*[•*+·-]\s", line.text))),
        "title-like": float(" ".join(byline.names).istitle()),
        f"chance:{band(span.chances[position] * 10, 1, 3, 6)}": 1.0,
        "link": line.link_share,
        "path": float(bool(_PATH.search(line.path))),
    }
    kept = {name: value for name, value in features.items() if value}
    rule = f"byline word '{byline.word}'" if byline.word else "names near the head"
    whole = byline.whole and span.chances[position] < 0.97
    return Option(byline.names, kept, _evidence(span, rule, position), (line.number,) if whole else ())


_READING = re.compile(
    r"\bmin(?:ute)?s?\b[ .]*(?:read|de lecture)|lesezeit|reading time|мин\b|\bmin\.?\s*\Z", re.I
)
_OFFICE = re.compile(
    r"\b(?:writer|reporter|correspondent|editor|columnist|contributor|journalist|redakteur\w*|korrespondent\w*"
    r"|author|analyst|producer|professor|director)\b",
    re.I,
)
_PATH = re.compile(r"author|byline|autor|writer|contributor", re.I)


def _is_dated(text: str, lang: str) -> bool:
    return len(text) < 120 and any(phrase.span for phrase in read_dates(text, lang))


def _credit_lines(span: BodySpan) -> list[tuple[int, Byline]]:
    """The lines of the body and below it that say who reported and edited."""
    found = []
    for position in range(max(span.first, 0), min(len(span.filled), span.last + 8)):
        text = span.filled[position].text
        byline = read_byline(text) if len(text) <= 600 else None
        if byline and (byline.word == "credit line" or byline.editors):
            found.append((position, byline))
    return found
