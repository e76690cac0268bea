"""Which line is the title.

In: the lines with the stretch of the body, and what the page's metadata claims. Out: the title with its
evidence and the lines that repeat it. Candidates are weighed by named features (`weights/title.txt`, see
`choice`); the reasons go into the evidence. A page's claim that no line repeats is the second choice.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from builder.ingest.cleaning.phrases import find_family, find_line_rule
from builder.ingest.fields.bodyspan import BodySpan
from builder.ingest.fields.bylines import bare_names, is_aside, read_byline
from builder.ingest.fields.choice import Features, band, choose, read_weights, reasons
from builder.ingest.fields.credits import split_credit
from builder.ingest.fields.dateforms import read_dates
from builder.ingest.fields.folding import fold
from builder.ingest.fields.outlets import known_names
from builder.ingest.fields.signatures import plain
from builder.ingest.fields.sitenames import on_the_page, without_site
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


@dataclass(frozen=True, slots=True)
class Option:
    """A line that may be the title."""

    position: int
    features: Features


LONGEST = 220
"""Characters; a longer line is a paragraph."""
DENSE_WORTH, THAI_WORTH = 3, 1.5
"""Characters that a sign of a script without spaces is worth: of East Asia, of the south-east."""
MOST_WORDS = 16
"""Words of a first line that may be the title of a note."""
BEFORE, AFTER = 60, 4
"""How many lines above and below the first body line may hold the title."""
LEAST = 0.2
"""Least probability of a title line; below it there is no title rather than a wrong one."""
LEAST_UNPARTED = 0.05
"""The same in a text without blank lines, where none stands alone and all are less probable: of those given,
as many are right."""

_TRAIL = re.compile(
    r"\A[^«]*?\s(?P<step>[>›»→]+)\s.{1,80}?\s(?P=step)(?:\s|\Z)"
    r"|\A\W*(?:you are here|sie sind hier|vous êtes ici|estás (?:en|aquí)|\w{2,4}位置)\s*[:：]",
    re.I,
)
"""The way from the front page to this one: `Home > Politics > …`, `当前位置：…`."""
_SOME_WORD = re.compile(r"[^\W\d_]{2}")
_LABELLED = re.compile(r"\A(?:原标题|原題|标题|標題|タイトル|제목)\s*[:：]\s*")
_WORDS = re.compile(r"\w+")
_THAI = re.compile(r"[\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff]")
_CJK = re.compile(r"[\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af]")

STATED = frozenset({"row", "mail-header", "front-matter"})
"""Rules of claims that name a field outright (a column, a subject, a key); no line is weighed against."""


def find_title(span: BodySpan, claims: Sequence[Claim], lang: str) -> Title:
    """The best title that a line or a claim gives; empty where neither does."""
    claimed = [claim for claim in claims if claim.field == "title" and claim.value.strip()]
    stated = next((claim for claim in claimed if claim.evidence.rule in STATED), None)
    if stated:
        return Title(stated.value.strip(), (stated.evidence,), -1, _same(span, stated.value))
    options = title_options(span, claimed, lang)
    weights = read_weights("title")
    best, chance = choose([option.features for option in options], weights)
    if best >= 0 and chance >= (0.5 if claimed else LEAST_UNPARTED if _is_unparted(span) else LEAST):
        position = options[best].position
        line = span.filled[position]
        text = headline(line.text)
        why = f"title line, {chance:.2f}: {reasons(options[best].features, weights)}"
        return Title(text, (Evidence(why, line.text.strip(), line.number),), position, _same(span, text))
    if claimed:
        main = [claim.value for claim in claimed if claim.evidence.rule == "html:h1"]
        text = without_site(on_the_page(span, claimed[0].value, main), claims)
        return Title(text, (claimed[0].evidence,), -1, _same(span, text))
    return Title()


def first_line(span: BodySpan, lang: str) -> tuple[Claim, ...]:
    """The title that a text which somebody wrote begins with: a short first line over others, no sentence."""
    if len(span.filled) < 2:
        return ()
    line, following = span.filled[:2]
    text = headline(line.text)
    labels = [re.match(r"[^\s:：]{1,20}[:：]", candidate.text) for candidate in (line, following)]
    short = len(text.split()) <= MOST_WORDS and len(text) <= LONGEST and not text.endswith((".", "。", ":"))
    if not short or all(labels) or _imprint(line, lang):
        return ()
    return (Claim("title", text, Evidence("first line", line.text.strip(), line.number)),)


def headline(text: str) -> str:
    """A line as title: without Markdown's marks, soft hyphens and a label (`原标题：`)."""
    return _LABELLED.sub("", plain(text).strip().lstrip("#").strip().replace("\xad", ""))


def _same(span: BodySpan, title: str) -> tuple[int, ...]:
    """Lines up to the body's end that hold the title and nothing else."""
    wanted = fold(title)
    lines = span.filled[: max(span.last, span.first + 1) + 1]
    return tuple(line.number for line in lines if wanted and fold(plain(line.text)) == wanted)


def title_options(span: BodySpan, claimed: Sequence[Claim], lang: str) -> list[Option]:
    """The lines that may be the title, each with its features."""
    counts = Counter(line.text.strip() for line in span.filled)
    body = Counter(
        word
        for line, chance in list(zip(span.filled, span.chances, strict=True))[span.first : span.first + 60]
        if chance > 0.5 and len(line.text) > 60
        for word in _content(line.text[:600])
    )
    around = span.around(BEFORE + 4, AFTER + 5)
    imprint = {position: _imprint(span.filled[position], lang) for position in around}
    wanted = [fold(claim.value) for claim in claimed]
    options = []
    for position in span.around(BEFORE, AFTER):
        line = span.filled[position]
        text = headline(line.text)
        if _can_be_title(text, imprint.get(position, ""), position) and not _goes_on(span, position):
            features = {
                **_shape(line, text, counts),
                **_place(span, position, imprint),
                **_agreement(fold(text), wanted),
                **_in_body(text, body),
            }
            options.append(Option(position, features))
    return options


def _goes_on(span: BodySpan, position: int) -> bool:
    """Inside the body, with a line below that goes on in small letters: half of a broken sentence."""
    following = span.filled[position + 1].text.lstrip() if position + 1 < len(span.filled) else ""
    return position >= span.first and span.filled[position].kind != "heading" and following[:1].islower()


def _can_be_title(text: str, imprint: str, position: int) -> bool:
    dense, thai = len(_CJK.findall(text)), len(_THAI.findall(text))
    size = len(text) + (DENSE_WORTH - 1) * dense + (THAI_WORTH - 1) * thai
    if len(text) < 2 or size > LONGEST or imprint in ("date", "byline") or text.endswith((" —", " –")):
        return False  # `GENEVA, Reuters —` opens the text
    if not any(c.isalpha() for c in text) or _TRAIL.search(text):
        return False
    return position == 0 or not find_line_rule(text)[0]  # `INTERVIEW: …` on top leads to no other article


def _content(text: str) -> list[str]:
    """The words that carry meaning: of five letters and more; of unspaced scripts, pairs of signs."""
    folded = text.casefold().replace("\xad", "")
    words = [word for word in _WORDS.findall(folded) if len(word) > 3]
    if _CJK.search(folded):
        words += [folded[i : i + 2] for i in range(len(folded) - 1) if _CJK.match(folded[i])]
    return words


def _in_body(text: str, body: Mapping[str, int]) -> dict[str, float]:
    content = _content(text)
    share = sum(1 for word in content if body[word]) / len(content) if content else 0.0
    return {"in-body": share, f"in-body:{band(share * 10, 0, 3, 6, 9)}": 1.0}


def _shape(line: SeedLine, text: str, counts: Mapping[str, int]) -> dict[str, float]:
    """What the line looks like by itself."""
    words = text.split()
    size = len(words) + len(_CJK.findall(text)) / 2.5
    level = re.match(r"(#{1,6})\s", line.markdown or line.text)
    seen = counts[line.text.strip()]
    lowered = text[:1].islower()
    features = {
        f"words:{band(size, 1, 2, 4, 7, 12, 18, 28)}": 1.0,
        f"heading:{len(level[1]) if level else int(line.kind == 'heading') * 9}": 1.0,
        f"seen:{band(seen, 1, 2, 3)}": 1.0,
        "long": float(len(text) > 160),
        "list-item": float(bool(re.match(r"\s*(?:[•*+·▪‣]|[-–]\s|\d+[.)]\s)", line.text))),
        "link": line.link_share,
        "full-stop": float(text.endswith((".", "。"))),
        "question": float(text.endswith(("?", "!"))),
        "colon": float(text.endswith((":", "…", "...", ",", ";"))),
        "inner-stop": float(bool(re.search(r"[a-zß-ÿ]{3}[.!?]\s+[A-ZÀ-Þ]", text))),
        "odd-start": float(bool(re.match(r"[^\w\"'«„“‘¿¡(\[「『【#]", text))),
        "lower-start": float(lowered),
        "signs": float(bool(re.search(r"[|©@›»→\t]|https?:|\.\.\.\Z", text))),
        "bars": float(" | " in text),
        "credit": float(len(text) < 400 and split_credit(text) is not None),
        "name": float(bool(bare_names(text))),
        "outlet": float(fold(text) in known_names()),
        "family": float(bool(find_family(text)[0])),
        "capitals": float(text.isupper() and len(text) > 8),
        "shouting": float(len(words) > 3 and sum(w[:1].isupper() for w in words) / len(words) > 0.75),
        "glued": float(bool(re.search(r"[a-zß-ÿ][A-ZÀ-Þ]", text))),
        "path-title": float(bool(re.search(r"title|headline|h1", line.path, re.I))),
    }
    return {name: value for name, value in features.items() if value}


def _place(span: BodySpan, position: int, imprint: Mapping[int, str]) -> dict[str, float]:
    """Where the line stands: how near the body, and beside what."""
    distance = span.first - position
    side = "above" if distance > 0 else "inside"
    near = [imprint.get(i, "") for i in range(position - 3, position)]
    after = [imprint.get(i, "") for i in range(position + 1, position + 5)]
    chance = span.chances[position]
    following = [span.chances[i] for i in range(position + 1, min(position + 4, len(span.chances)))]
    long_after = [
        len(span.filled[i].text) > 80 for i in range(position + 1, min(position + 4, len(span.filled)))
    ]
    features = {
        f"{side}:{band(abs(distance), 0, 1, 2, 3, 5, 8, 12, 20, 35)}": 1.0,
        f"chance:{band(chance * 10, 0, 2, 4, 6, 8)}": 1.0,
        "first-line": float(position == 0),
        "alone": float(_stands_alone(span, position)),
        "byline-below": float("byline" in after),
        "date-below": float("date" in after),
        "names-below": float("names" in after),
        "next-byline": float(after[:1] == ["byline"]),
        "next-date": float(after[:1] == ["date"]),
        "next-names": float(after[:1] == ["names"]),
        "byline-above": float("byline" in near),
        "date-above": float("date" in near),
        "body-next": float(bool(following[:1]) and following[0] > 0.6),
        "body-soon": max(following, default=0.0),
        "long-next": float(long_after[:1] == [True]),
        "long-soon": float(any(long_after)),
    }
    return {name: value for name, value in features.items() if value}


def _agreement(line: str, wanted: Sequence[str]) -> dict[str, float]:
    """How the line agrees with the titles that the page claims."""
    found: Counter[str] = Counter()
    for claim in wanted:
        if line == claim:
            found["claim-same"] = 1
        elif len(line) > 12 and (claim.startswith(line) or line.startswith(claim)):
            found["claim-part"] = 1
        elif len(line) > 12 and line in claim:
            found["claim-inside"] = 1
        else:
            a, b = set(line.split()), set(claim.split())
            if len(a) > 3 and len(a & b) / len(a | b) > 0.5:
                found["claim-like"] = 1
    if wanted and line == wanted[0]:
        found["claim-first"] = 1
    same = sum(1 for claim in wanted if claim == line)
    if same > 1:
        found["claim-twice"] = 1
    return {name: float(value) for name, value in found.items()}


def _imprint(line: SeedLine, lang: str) -> str:
    """`byline`, `date` or `names` for a short line that is one of them."""
    text = plain(line.text)
    if len(text) > 140:
        return ""
    if read_byline(text):
        return "byline"
    if len(text) < 40 and is_aside(text):
        return "date"
    phrases = [phrase for phrase in read_dates(text, lang) if phrase.span]
    if phrases and len(text) - sum(p.end - p.start for p in phrases) < 40:
        return "date"
    return "names" if bare_names(text) else ""


def _is_unparted(span: BodySpan) -> bool:
    """A text whose lines follow each other without blank ones."""
    first, last = span.filled[0], span.filled[-1]
    return not first.path and last.number - first.number + 1 < len(span.filled) * 1.02


def _stands_alone(span: BodySpan, position: int) -> bool:
    """Blank lines on both sides."""
    number = span.filled[position].number
    above = span.filled[position - 1].number if position else -1
    below = span.filled[position + 1].number if position + 1 < len(span.filled) else number + 2
    return number - above > 1 and below - number > 1
