"""What speaks for a line being a caption: candidates among the lines of a seed, with named features.

In: a `BodySpan` with its pieces joined (`captionlines`). Out: `CaptionOption`s for `figures` to weigh.
A candidate has a credit, marks that only captions bear ("(R)", "file photo"), markup that says so, or stands
beside a picture or a credit; all other lines are not looked at any further.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Mapping, Set
from dataclasses import dataclass, replace
from functools import lru_cache

from builder.ingest.fields.bodyspan import BodySpan
from builder.ingest.fields.bylines import bare_names, read_byline
from builder.ingest.fields.captionlines import credit_of, enlarges, is_credit
from builder.ingest.fields.captionsigns import (
    ends_sentence,
    ends_with_date,
    is_in_picture,
    is_marked,
    signs_of,
    size_of,
    without_opening,
)
from builder.ingest.fields.choice import Features, band
from builder.ingest.fields.creditlines import NO_CAPTION, Paired, pair_credits
from builder.ingest.fields.credits import Credited
from builder.ingest.fields.dateforms import read_dates
from builder.ingest.fields.folding import fold
from builder.ingest.fields.signatures import plain
from builder.model import SeedLine

BEFORE, AFTER = 25, 40
"""How many lines above the body and below its end a caption of the article may stand."""
_LENGTH = re.compile(r"\d{1,2}:\d{2}\s*(?:min|uhr|h)?\W*\Z", re.I)
"""A playing time or an hour at the end of a short line, which is no caption."""


@dataclass(frozen=True, slots=True)
class CaptionOption:
    """A line that may be a caption, taken apart."""

    position: int
    caption: str
    credit: str
    features: Features
    credit_at: int = -1
    """Where its credit stands on a line of its own."""


def caption_options(span: BodySpan) -> list[CaptionOption]:
    """The lines around and inside the body that may be captions, each with its features."""
    low, high = max(0, span.first - BEFORE), min(len(span.filled), span.last + AFTER + 1)
    counts = Counter(line.text for line in span.filled[low:high])
    pairs = pair_credits(span, range(low, high))
    pictured = _beside_pictures(span, max(0, low - 2), high + 2)
    box = _box(span)
    options = []
    for position, line in enumerate(span.filled):
        text = plain(line.text)
        if not 8 <= len(text) <= 700 or line.kind in NO_CAPTION or "\t" in text:
            continue
        near = low <= position < high or span.last < span.first
        if not near and not _body_near(span, position) >= 0.5:
            continue
        credited = _credit_in(span, position)
        if not (
            credited
            or position in pairs
            or (near and (counts[line.text] > 1 or _may_be_caption(span, position, text, pictured)))
        ):
            continue
        if len(text) < 40 and (_LENGTH.search(text) or enlarges(text)):
            continue
        caption = without_opening(credited.caption if credited else text).rstrip(" ([")
        signed = len(caption) < 60 and read_byline(caption) if credited else read_byline(text)
        if sum(map(str.isalpha, caption)) > 3 and not signed:
            paired = pairs.get(position)
            own = line.path[len(box) :] if box and line.path.startswith(box) else line.path
            features = signs_of(line, text, _rule(span, position, text, credited), own)
            features |= _place(span, position, box, credited, paired)
            features |= _shape(span, position, caption, _group(credited, paired), counts)
            kept = {name: value for name, value in features.items() if value}
            credit = credited.credit if credited else paired.credited.credit if paired else ""
            options.append(CaptionOption(position, caption, credit, kept, paired.position if paired else -1))
    return _with_twins(options)


def _credit_in(span: BodySpan, position: int) -> Credited | None:
    """The credit at the end of a line; one that nobody knows only between two paragraphs of the article."""
    found = credit_of(span.filled[position])
    if found is None or found.rule != "tail":
        return found
    inside = span.first <= position <= span.last and _is_among_body(span, position)
    goes_on = inside and span.filled[position + 1].text[:1].islower()
    return found if inside and not goes_on else None


def _group(credited: Credited | None, paired: Paired | None) -> str:
    """How a line has its credit."""
    if credited:
        return "named" if credited.rule in ("name", "tail") else "credited"
    return "paired" if paired else "bare"


_AS_SURE_AS = {"emphasis": "label", "twin": "label", "tail": "name"}
"""Signs of a credit that the measuring texts do not hold, and the sign that they are worth."""


def _rule(span: BodySpan, position: int, text: str, credited: Credited | None) -> str:
    """What tells that the line is a caption: how its credit was found, its own marks, its twin beside it."""
    twin = size_of(text) > 5 and _is_twin(span, position)
    rule = credited.rule if credited else "marked" if is_marked(text) else "twin" if twin else "none"
    return _AS_SURE_AS.get(rule, rule)


def _shape(
    span: BodySpan, position: int, caption: str, group: str, counts: Mapping[str, int]
) -> dict[str, float]:
    """Whether it ends as a sentence and stands twice: inside the body that means another thing."""
    line, where = span.filled[position], _where(span, position)
    end = "ended" if ends_sentence(caption) else "open"
    length = "long" if size_of(plain(line.text)) > 5 else "short"
    return {f"{group}:{end}:{where}": 1.0, f"twice:{where}:{length}": float(counts[line.text] > 1)}


def _where(span: BodySpan, position: int) -> str:
    return "above" if position < span.first else "inside" if position <= span.last else "below"


def _with_twins(options: list[CaptionOption]) -> list[CaptionOption]:
    """Those whose words open another candidate, too, say so: with its credit, or without."""
    opens = Counter(fold(option.caption)[:50] for option in options)
    return [
        replace(option, features={**option.features, "given-twice": 1.0})
        if len(option.caption) > 30 and opens[fold(option.caption)[:50]] > 1
        else option
        for option in options
    ]


def _body_near(span: BodySpan, position: int) -> float:
    """The highest chance of the three lines before and the three after."""
    chances = span.chances
    return max(
        (*chances[max(0, position - 3) : position], *chances[position + 1 : position + 4]), default=0.0
    )


def _may_be_caption(span: BodySpan, position: int, text: str, pictured: Set[int]) -> bool:
    """Something at all speaks for a caption; all other lines are not looked at any further."""
    line = span.filled[position]
    if line.kind == "caption" or (line.path and is_in_picture(line)):
        return True
    if is_marked(text) or ends_with_date(text):
        return True
    if span.chances[position] < 0.7 and _is_among_body(span, position):
        return True
    return position in pictured


def _beside_pictures(span: BodySpan, low: int, high: int) -> Set[int]:
    """The lines that belong to a picture, and those up to two lines away."""
    found = (
        place
        for place, x in enumerate(span.filled[low:high], low)
        if x.kind in ("image", "caption") or is_credit(x) or enlarges(x.text)
    )
    return {near for place in found for near in range(place - 2, place + 3)}


def _is_among_body(span: BodySpan, position: int) -> bool:
    """Between two lines that are body beyond doubt."""
    around = span.chances[max(0, position - 1) : position + 2 : 2]
    return len(around) == 2 and min(around) > 0.8


def _box(span: BodySpan) -> str:
    """The path of the innermost element that holds most of the body, or empty."""
    inside = zip(span.filled[span.first : span.last + 1], span.chances[span.first :], strict=False)
    paths = [line.path for line, chance in inside if chance > 0.5 and line.path]
    steps: Counter[str] = Counter()
    for path in paths:
        parts = path.split(" > ")
        steps.update({" > ".join(parts[:size]) for size in range(1, len(parts))})
    return max((path for path, count in steps.items() if count > len(paths) * 0.7), key=len, default="")


def _place(
    span: BodySpan, position: int, box: str, credited: Credited | None, paired: Paired | None
) -> dict[str, float]:
    """Where the line stands, and beside what."""
    above = span.filled[position - 1] if position else None
    below = span.filled[position + 1] if position + 1 < len(span.filled) else None
    where = _where(span, position)
    after = span.filled[position + 1 : position + 3]
    near = [*span.filled[max(0, position - 2) : position], *after]
    text = fold(span.filled[position].text)
    group = _group(credited, paired)
    chance = span.chances[position]
    signed = any(x is not None and _is_signature(x.text) for x in (above, below))
    return {
        "in-box": float(bool(box) and span.filled[position].path.startswith(box + " > ")),
        "alt-same": float(any(_is_alt(x, text) for x in near)),
        "enlarge-beside": float(any(enlarges(x.text) for x in near)),
        "credit-soon": float(any(map(is_credit, after))),
        f"{group}:{where}": 1.0,
        f"from-start:{band(abs(position - span.first), 0, 2, 5, 10)}": 1.0,
        f"{group}-chance:{band(chance * 100, 10, 30, 50, 70, 90, 97)}": 1.0,
        f"pair:{paired.side}:{paired.credited.rule}" if paired else "": float(paired is not None),
        f"below:{band(position - span.last, 1, 3, 8, 20)}": float(position > span.last),
        f"body-near:{band(_body_near(span, position) * 10, 3, 7, 9)}": 1.0,
        "image-beside": float(any(line is not None and line.kind == "image" for line in (above, below))),
        f"name:{where}:{'signed' if signed else ''}": float(
            len(text) < 80 and bool(bare_names(plain(span.filled[position].text)))
        ),
        "signed": float(signed),
        "quote-above": float(above is not None and above.kind == "quote"),
        "among-body": float(_is_among_body(span, position)),
        "between-paragraphs": float(
            above is not None and below is not None and len(above.text) > 150 and len(below.text) > 150
        ),
        "next-to-caption": float(any(line is not None and line.kind == "caption" for line in (above, below))),
        "gallery": float(sum(_ends_with_credit(x) for x in near) > 1),
    }


def _is_twin(span: BodySpan, position: int) -> bool:
    """Inside the text a line beside it says the same: a picture's alternative text and its caption."""
    near = (span.filled[p] for p in (position - 1, position + 1) if span.first <= p <= span.last)
    return span.first <= position <= span.last and any(x.text == span.filled[position].text for x in near)


@lru_cache(maxsize=2048)
def _is_signature(text: str) -> bool:
    """A byline or the day of publication, as it stands around headlines."""
    return len(text) < 100 and bool(read_byline(text) or read_dates(text) or _AGO.search(text))


_AGO = re.compile(r"\b\d+\s?(?:hours?|mins?|minutes|days?|h|m)\b", re.I)


def _ends_with_credit(line: SeedLine) -> bool:
    found = credit_of(line) if len(line.text) < 500 else None
    return found is not None and bool(found.caption)


def _is_alt(line: SeedLine, folded: str) -> bool:
    """A picture whose alternative text opens this caption, or the caption it."""
    if line.kind != "image" or len(line.text) < 9 or len(folded) < 9:
        return False
    other = fold(line.text)
    return folded.startswith(other[:60]) or other.startswith(folded[:60])
