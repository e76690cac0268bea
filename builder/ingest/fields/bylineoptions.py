"""Every line and claim of a seed that may say who wrote it, with named features.

In: the lines with the stretch of the body, the title, the page's claims. Out: `Option`s: names, why, and
the lines that hold nothing else. Which of them it is, `authors` decides; what one line says, `bylines` reads.
"""

from __future__ import annotations

import html
import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from builder.archive.words import read_given, read_words
from builder.ingest.fields.bodyspan import BodySpan, is_item
from builder.ingest.fields.bylines import Byline, bare_names, is_byline_word, read_byline
from builder.ingest.fields.choice import Features, band
from builder.ingest.fields.dateforms import read_dates
from builder.ingest.fields.folding import fold
from builder.ingest.fields.namefeatures import name_features, read_page_words
from builder.ingest.fields.signatures import as_printed, is_organisation, names_in, plain
from builder.ingest.fields.titles import Title
from builder.model import Claim, Evidence, SeedLine


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


def evidence_of(span: BodySpan, rule: str, position: int) -> Evidence:
    """A line as reason for a name."""
    line = span.filled[position]
    return Evidence(rule, line.text.strip()[:200], line.number)


def byline_options(span: BodySpan, title: Title, claims: Sequence[Claim], lang: str) -> list[Option]:
    """All names that lines near the head and the end, and the page's claims, give."""
    anchor = title.position if title.position >= 0 else span.first
    raw = _without_tails([*_from_lines(span, anchor, lang), *_from_claims(claims)])
    page = read_page_words(span, title.text, lang)
    outlets = {fold(claim.value) for claim in claims if claim.field == "outlet"}
    given = Counter(frozenset(fold(name) for name in option.names) for option in raw)
    claimed = {frozenset(fold(n) for n in o.names) for o in raw if not o.evidence.line}
    known = frozenset(name for names in claimed for name in names)
    options = []
    for option in raw:
        names = frozenset(fold(name) for name in option.names)
        features = {
            **option.features,
            **name_features(option.names, page),
            "outlet": float(any(fold(name) in outlets for name in option.names)),
            f"times:{band(given[names], 1, 2, 3, 5)}": 1.0,
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


def _without_tails(options: Sequence[Option]) -> list[Option]:
    """Names without the office that runs on behind them, where the name stands by itself elsewhere."""
    whole = {name for option in options for name in option.names if name.count(" ")}

    def cut(name: str) -> str:
        words = name.split()
        heads = (" ".join(words[:size]) for size in range(len(words) - 1, 1, -1))
        return next((head for head in heads if head in whole), name)

    return [replace(option, names=tuple(dict.fromkeys(map(cut, option.names)))) for option in options]


def _from_claims(claims: Sequence[Claim]) -> Iterator[Option]:
    """What the page's metadata states, without addresses; of marked elements also the first one alone."""
    by_rule: dict[str, list[tuple[str, ...]]] = {}
    for claim in claims:
        if claim.field != "byline" or "://" in claim.value or "@" in claim.value:
            continue
        value = html.unescape(claim.value)
        byline = read_byline(value)
        names = byline.names if byline and byline.names else _claimed_names(value)
        if names:
            by_rule.setdefault(claim.evidence.rule, []).append(names)
    for rule, found in by_rule.items():
        unique = {fold(name): name for names in reversed(found) for name in reversed(names)}
        ordered = tuple(dict.fromkeys(unique[fold(name)] for names in found for name in names))
        features = {"claim": 1.0, f"claim:{rule.partition(':')[0]}": 1.0, f"claim:{rule}": 1.0}
        yield Option(ordered, features, Evidence(rule, ", ".join(ordered)))
        if rule.startswith("html:") and len(ordered) > len(found[0]):
            yield Option(found[0], {**features, "claim-first": 1.0}, Evidence(rule, ", ".join(found[0])))


def _claimed_names(value: str) -> tuple[str, ...]:
    """The names that a claim states; one word that is not all of it is none: `Mac & i` stays whole."""
    if turned := _turned(value.strip()):
        return (turned,)
    names = names_in(value, least=1)
    part = len(names) == 1 and " " not in names[0] and fold(names[0]) != fold(value)
    return (as_printed(value) or names) if part else names or as_printed(value)


def _turned(value: str) -> str:
    """A name that a catalogue puts the other way round: `Jong, M. de`, `Doe, Jane`; else empty."""
    found = _TURNED.fullmatch(value)
    if not found:
        return ""
    first, family = found["given"].split()[0].strip(".").casefold(), found["family"]
    sure = len(first) == 1 or bool(found["particle"])
    surname = family.casefold() not in read_given() or family.casefold() in read_words("family_common")
    if not sure and (first not in read_given() or not surname):
        return ""
    return " ".join(part for part in (found["given"], found["particle"], family) if part)


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
        linked = _linked_names(span.filled[position])
        if linked and (byline or head):
            signed = Byline(linked, (), False, byline.word if byline else "")
            yield _option(span, anchor, position, signed, lang)
        if byline and byline.names and byline.word != "credit line" and not _PICTURED.match(text):
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
    features.pop("more-below", None)
    if after < len(span.filled) and bare_names(span.filled[after].text):
        features["more-below"] = 1.0
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
        "list-item": float(is_item(line)),
        "title-like": float(" ".join(byline.names).istitle()),
        f"chance:{band(span.chances[position] * 10, 1, 3, 6)}": 1.0,
        "link": line.link_share,
        "author-link": float(bool(_AUTHOR_LINK.search(line.markdown or line.text))),
        "handle": float("@" in text),
        "helper": float(bool(_HELPER.search(text))),
        f"prose:{band(len(_SMALL.findall(text)), 1, 3, 6, 10)}": 1.0,
        "more-below": float(bool(len(below) < 60 and bare_names(below))),
        "more-above": float(bool(position - 1 != anchor and len(above) < 60 and bare_names(above))),
        "path": float(bool(_PATH.search(line.path))),
    }
    kept = {name: value for name, value in features.items() if value}
    rule = f"byline word '{byline.word}'" if byline.word else "names near the head"
    whole = byline.whole and span.chances[position] < 0.97
    return Option(byline.names, kept, evidence_of(span, rule, position), (line.number,) if whole else ())


_PARTICLE = "(?:de|del|van|von|der|den|di|du|la|le)"
_TURNED = re.compile(
    rf"(?P<family>(?:{_PARTICLE} ){{0,2}}[^\W\d_][\w'’-]+),"
    r" (?P<given>(?:[^\W\d_]\.?[ -]?){1,3}|[^\W\d_]{2,}(?: [^\W\d_]\.?)?)"
    rf"(?: ?(?P<particle>{_PARTICLE}(?: {_PARTICLE})?))?"
)
_AUTHOR_LINK = re.compile(
    r"\[([^\]]{3,60})\]\([^)\s]*/(?:authors?|autor(?:en|in|es|a)?|auteurs?|profile?s?|people|person|contributors?|staff"
    r"|journalists?|by|writers?|columnists?|redaktion|team|reporters?|users?|correspondents?|bio)[/:=?-][^)\s]*",
    re.I,
)
_PICTURED = re.compile(
    r"\W*(?:\w+ )?(?:photo|image|picture|illustration|foto|bild|crédit|video|graphic)\w*\b[^.]{0,30}"
    r"\b(?:by|von|par|por|di)\b",
    re.I,
)
_HELPER = re.compile(
    r"\b(?:tested|reviewed|checked|edited|translated|recommended|produced|powered|sponsored|presented|supported|designed"
    r"|donated|owned|published|created|geprüft|übersetzt|testé|traduit|traducido)\s+(?:by|von|par|por)\b",
    re.I,
)
_SMALL = re.compile(r"(?<![^\W_])[a-zß-ÿа-я]{2,}(?![^\W_])")


def _linked_names(line: SeedLine) -> tuple[str, ...]:
    """The names that lead to the pages of authors."""
    found = (match[1] for match in _AUTHOR_LINK.finditer(line.markdown or line.text))
    return tuple(dict.fromkeys(name for text in found for name in names_in(text)))


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
