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

from builder.ingest.cleaning.linefeatures import DENSE
from builder.ingest.cleaning.phrases import find_family
from builder.ingest.fields.bodyspan import BodySpan
from builder.ingest.fields.bylines import bare_names, read_byline
from builder.ingest.fields.captionlines import credit_of, enlarges, is_credit
from builder.ingest.fields.choice import Features, band
from builder.ingest.fields.creditlines import NO_CAPTION, Paired, pair_credits
from builder.ingest.fields.credits import Credited
from builder.ingest.fields.dateforms import read_dates
from builder.ingest.fields.folding import fold
from builder.ingest.fields.signatures import plain
from builder.model import SeedLine

BEFORE, AFTER = 25, 40
"""How many lines above the body and below its end a caption of the article may stand."""
_SIDES = re.compile(
    r"\((?:[RLC]|left|right|cent(?:er|re)|links|rechts|l\.|r\.|M|Mitte|à (?:gauche|droite)|izq\.?|der\.?)\)",
    re.I,
)
_FILED = re.compile(
    r"\AFILE\s[-–—]"
    r"|\b(?:file (?:photo|picture|image)|in this (?:\w+ )?(?:photo|image|picture|frame|handout)"
    r"|archivbild|symbolbild|archivfoto|symbolfoto|photo d['’]archives|foto de archivo|imagen de archivo)\b"
    r"|＝[^＝。]{1,24}(?:[日年月時]|撮影|提供|から)）?\Z",
    re.I,
)
"""What hardly anything but a caption says of itself."""
_WORDS = re.compile(r"\b(?:pictured|seen here|is seen|are seen|im bild)\b", re.I)
_OPENING = re.compile(
    r"\A\W*(?:photo|image|picture|caption|foto|bild|bildunterschrift|legende|légende)\s*:\s*", re.I
)
_PATH = re.compile(
    r"figcaption|caption|figure|legende|bildunter|image(?!s?-?top)|photo|gallery|picture|media(?!n)", re.I
)
_ASIDE = re.compile(
    r"related|sidebar|aside|complementary|footer|teaser|recommend|recirc|promo|widget|author|byline|comment|blockquote",
    re.I,
)
_MOVING = re.compile(r"video|audio|player|podcast|(?<!twitter-)tweet|newsletter", re.I)
_LENGTH = re.compile(r"\d{1,2}:\d{2}\s*(?:min|uhr|h)?\W*\Z", re.I)
"""A playing time or an hour at the end of a short line, which is no caption."""
_FULL_DATE = re.compile(
    r"\b(?:Jan|Feb|Mar|Apr|May|June?|July?|Aug|Sept?|Oct|Nov|Dec)[a-z]*\.? \d{1,2}, \d{4}\b"
    r"|\b\d{1,2}\.? [^\W\d]{3,12}\.?,? (?:de )?(?:19|20)\d{2}\b"
)
_SENTENCES = re.compile(r"[^\W\d_]{2}[.!?]\s+[A-ZÀ-ÞА-Я]")
_SPEECH = re.compile(r"[\"”“»]\s*,?\s*(?:said|says|told|adds|sagte|sagt|erklärte|a déclaré|dijo)\b")


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
        credited = credit_of(line)
        if not (
            credited
            or position in pairs
            or (near and (counts[line.text] > 1 or _may_be_caption(span, position, text, pictured)))
        ):
            continue
        if len(text) < 40 and _LENGTH.search(text):
            continue
        caption = _OPENING.sub("", credited.caption if credited else text).rstrip(" ([")
        signed = len(caption) < 60 and read_byline(caption) if credited else read_byline(text)
        if sum(map(str.isalpha, caption)) > 3 and not signed:
            paired = pairs.get(position)
            features = _words(span, position, text, credited, counts, box)
            features |= _place(span, position, box, credited, paired)
            kept = {name: value for name, value in features.items() if value}
            credit = credited.credit if credited else paired.credited.credit if paired else ""
            options.append(CaptionOption(position, caption, credit, kept, paired.position if paired else -1))
    return _with_twins(options)


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
    if line.kind == "caption" or (line.path and _PATH.search(_near_path(line))):
        return True
    if _is_marked(text) or _ends_with_date(text):
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


@lru_cache(maxsize=2048)
def _is_marked(text: str) -> bool:
    """It bears what only captions bear."""
    sides = "(" in text and _SIDES.search(text)
    return bool(sides or _FILED.search(text) or _WORDS.search(text) or (":" in text and _OPENING.match(text)))


def _is_among_body(span: BodySpan, position: int) -> bool:
    """Between two lines that are body beyond doubt."""
    around = span.chances[max(0, position - 1) : position + 2 : 2]
    return len(around) == 2 and min(around) > 0.8


def _near_path(line: SeedLine) -> str:
    """The last steps of a line's path: a page's outermost box says nothing of a single line."""
    return " > ".join(line.path.split(" > ")[-4:])


_AS_SURE_AS = {"emphasis": "label", "twin": "label"}
"""Signs of a credit that the measuring texts do not hold, and the sign that they are worth."""
_SHOUT = re.compile(r"\A[A-ZÀ-Þ]{3,}[A-ZÀ-Þ ]{0,20}:\s")


def _words(
    span: BodySpan, position: int, text: str, credited: Credited | None, counts: Mapping[str, int], box: str
) -> dict[str, float]:
    """What the line looks like by itself."""
    line = span.filled[position]
    size = max(len(text.split()), len(DENSE.findall(text)) // 2)
    own = line.path[len(box) :] if box and line.path.startswith(box) else line.path
    twin = size > 5 and _is_twin(span, position)
    rule = credited.rule if credited else "marked" if _is_marked(text) else "twin" if twin else "none"
    return {
        f"credit:{_AS_SURE_AS.get(rule, rule)}": 1.0,
        f"kind:{line.kind}": 1.0,
        "path": float(bool(_PATH.search(_near_path(line)))),
        "path-aside": float(bool(_ASIDE.search(own))),
        "path-moving": float(bool(_MOVING.search(own))),
        "shouts": float(bool(_SHOUT.match(text))),
        "sides": float(bool(_SIDES.search(text))),
        "filed": float(bool(_FILED.search(text))),
        "caption-words": float(bool(_WORDS.search(text))),
        "full-date": float(_has_full_date(text)),
        "opens-as-caption": float(bool(_OPENING.match(text))),
        "ends-with-a-date": float(_ends_with_date(text)),
        f"words:{band(size, 3, 6, 12, 25, 45, 80)}": 1.0,
        f"sentences:{band(len(_SENTENCES.findall(text)), 0, 1, 2, 4)}": 1.0,
        "speech": float(bool(_SPEECH.search(text))),
        "full-stop": float(text.rstrip().endswith((".", "。"))),
        "question": float(text.endswith(("?", "!", ":"))),
        "list-item": float(bool(re.match(r"\s*[•*+·-]\s", line.text)) or line.kind == "item"),
        "link": line.link_share if line.kind != "caption" else 0.0,
        f"twice:{'long' if size > 5 else 'short'}": float(counts[line.text] > 1),
        "family": float(bool(find_family(text)[0])),
        "date-line": float(len(text) < 60 and any(len(p.words) > len(text) / 2 for p in read_dates(text))),
        "proposed": float(line.proposed),
        "signs": float(bool(re.search(r"[|›→]|https?:|\A[^«]*»", text))),
        "small-letter": float(text[:1].islower()),
    }


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
    where = "above" if position < span.first else "inside" if position <= span.last else "below"
    after = span.filled[position + 1 : position + 3]
    near = [*span.filled[max(0, position - 2) : position], *after]
    text = fold(span.filled[position].text)
    group = "named" if credited and credited.rule == "name" else "credited" if credited else ""
    group = group or ("paired" if paired else "bare")
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


def _has_full_date(text: str) -> bool:
    """A day with its year in a short paragraph: agencies write so below pictures."""
    return len(text) < 350 and ("20" in text or "19" in text) and bool(_FULL_DATE.search(text))


def _ends_with_credit(line: SeedLine) -> bool:
    found = credit_of(line) if len(line.text) < 500 else None
    return found is not None and bool(found.caption)


def _is_alt(line: SeedLine, folded: str) -> bool:
    """A picture whose alternative text opens this caption, or the caption it."""
    if line.kind != "image" or len(line.text) < 9 or len(folded) < 9:
        return False
    other = fold(line.text)
    return folded.startswith(other[:60]) or other.startswith(folded[:60])


def _ends_with_date(text: str) -> bool:
    dates = read_dates(text[-60:])
    return bool(dates and dates[-1].span and len(text[-60:]) - dates[-1].end <= 2)
