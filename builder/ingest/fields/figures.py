"""Captions and credits among the lines of a seed → figures.

In: the document and the probability of each line to be body. Out: the figures, the lines that they claim
(caption, credit, a caption given twice), and why. A line is a caption by named features that are weighed
(`weights/caption.txt`, see `choice`): its credit, marks that only captions bear ("(R)", "file photo"), the
page's own markup, its place among paragraphs. In doubt a line stays with the body.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache

from builder.ingest.cleaning.phrases import find_family
from builder.ingest.fields.bodyspan import BodySpan, find_body_span
from builder.ingest.fields.bylines import bare_names, read_byline
from builder.ingest.fields.choice import Features, band, probability, read_weights, reasons
from builder.ingest.fields.credits import Credited, split_credit, split_name
from builder.ingest.fields.dateforms import read_dates
from builder.ingest.fields.folding import fold
from builder.ingest.fields.signatures import plain
from builder.model import Evidence, Figure, RawDocument, SeedLine

BEFORE, AFTER = 25, 40
"""How many lines above the body and below its end a caption of the article may stand."""
LEAST = 0.55
"""Least probability of a caption. Chosen for few wrong ones: losing a paragraph is the worse fault."""

_SIDES = re.compile(
    r"\((?:[RLC]|left|right|cent(?:er|re)|links|rechts|l\.|r\.|M|Mitte|à (?:gauche|droite)|izq\.?|der\.?)\)",
    re.I,
)
_WORDS = re.compile(
    r"\AFILE\s[-–—]"
    r"|\b(?:file (?:photo|picture|image)|in this (?:\w+ )?(?:photo|image|picture|frame|handout)"
    r"|pictured|seen here|is seen|are seen|archivbild|symbolbild|archivfoto|symbolfoto|im bild"
    r"|photo d['’]archives|foto de archivo|imagen de archivo)\b",
    re.I,
)
_OPENING = re.compile(
    r"\A\W*(?:photo|image|picture|caption|foto|bild|bildunterschrift|legende|légende)\s*:\s*", re.I
)
_PATH = re.compile(
    r"figcaption|caption|figure|legende|bildunter|image(?!s?-?top)|photo|gallery|picture|media(?!n)", re.I
)
_ASIDE = re.compile(
    r"related|sidebar|aside|complementary|footer|teaser|recommend|promo|widget|author|comment|blockquote",
    re.I,
)
_ENLARGE = re.compile(
    r"\A\W*(?:(?:bild|bilder|foto) (?:vergrößern|anzeigen|öffnen)|open (?:image|photo|gallery)"
    r"|(?:view|click).{0,20}(?:gallery|image|enlarge|full size)|öppna bild|agrandir|ampliar|увеличить"
    r"|imagen? \d+ de \d+|\d+\s?/\s?\d+\W*\Z)",
    re.I,
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


def find_figures(
    document: RawDocument, body: Sequence[float]
) -> tuple[tuple[Figure, ...], Mapping[int, str], tuple[Evidence, ...]]:
    """The figures in order, line number → `caption` or `credit`, and the evidence of each figure."""
    span = find_body_span(document.lines, body)
    weights = read_weights(weights_for(span))
    figures: list[Figure] = []
    claimed: dict[int, str] = {}
    evidence: list[Evidence] = []
    for option in caption_options(span):
        line = span.filled[option.position]
        chance = probability(option.features, weights)
        if line.number in claimed:
            continue
        twin = _twin(figures, option.caption)
        if twin >= 0 and (chance >= LEAST / 5 or fold(option.caption) == fold(figures[twin].caption)):
            longer = max(figures[twin].caption, option.caption, key=len)
            figures[twin] = replace(
                figures[twin], caption=longer, credit=figures[twin].credit or option.credit
            )
        elif chance >= LEAST:
            alt, image = _picture(span, option.position)
            figures.append(Figure(option.caption, option.credit, alt, image))
            why = f"caption, {chance:.2f}: {reasons(option.features, weights)}"
            evidence.append(Evidence(why, line.text.strip()[:200], line.number))
            twin = len(figures) - 1
        else:
            continue
        claimed[line.number] = "caption"
        _take_credit(span, option.position, twin, figures, claimed)
    return tuple(figures), dict(sorted(claimed.items())), tuple(evidence)


def weights_for(span: BodySpan) -> str:
    """Pages mark up their captions, texts do not: each has its own weights."""
    return "caption-page" if any(line.path for line in span.filled) else "caption-text"


def caption_options(span: BodySpan) -> list[CaptionOption]:
    """The lines around and inside the body that may be captions, each with its features."""
    low, high = max(0, span.first - BEFORE), min(len(span.filled), span.last + AFTER + 1)
    counts = Counter(line.text for line in span.filled[low:high])
    box = _box(span)
    options = []
    for position in range(low, high):
        line = span.filled[position]
        text = plain(line.text)
        if not 8 <= len(text) <= 700 or line.kind in _NO_CAPTION:
            continue
        credited = _credit(line)
        if not (credited or _may_be_caption(span, position, text) or counts[line.text] > 1):
            continue
        caption = _OPENING.sub("", credited.caption if credited else text)
        if caption and (credited or not read_byline(text)):
            features = {**_words(line, text, credited, counts), **_place(span, position, box)}
            kept = {name: value for name, value in features.items() if value}
            options.append(CaptionOption(position, caption, credited.credit if credited else "", kept))
    return options


def _may_be_caption(span: BodySpan, position: int, text: str) -> bool:
    """Something at all speaks for a caption; all other lines are not looked at any further."""
    line = span.filled[position]
    if line.kind == "caption" or (line.path and _PATH.search(_near_path(line))):
        return True
    if _SIDES.search(text) or _WORDS.search(text) or _OPENING.match(text) or _ends_with_date(text):
        return True
    near = span.filled[max(0, position - 2) : position + 3]
    return any(x.kind in ("image", "caption") or _is_credit(x) or _enlarges(x.text) for x in near)


def _near_path(line: SeedLine) -> str:
    """The last steps of a line's path: a page's outermost box says nothing of a single line."""
    return " > ".join(line.path.split(" > ")[-4:])


_NO_CAPTION = ("heading", "quote", "table", "code", "image")


def _credit(line: SeedLine) -> Credited | None:
    """The credit at the end of the line; in a caption by markup a name alone will do."""
    return _credit_of(line.text, line.markdown, line.kind == "caption")


@lru_cache(maxsize=4096)
def _credit_of(text: str, markdown: str, marked: bool) -> Credited | None:
    found = split_credit(markdown or text)
    if not found and markdown:
        found = split_credit(text)
    return found or (split_name(text, marked) if marked or len(text) < 250 else None)


@lru_cache(maxsize=4096)
def _enlarges(text: str) -> bool:
    """`View gallery`, `2/12`: what stands beside a picture."""
    return len(text) < 60 and bool(_ENLARGE.match(text))


_AS_SURE_AS = {"emphasis": "label", "name": "agency"}
"""Signs of a credit that the measuring texts do not hold, and the sign that they are worth."""


def _words(
    line: SeedLine, text: str, credited: Credited | None, counts: Mapping[str, int]
) -> dict[str, float]:
    """What the line looks like by itself."""
    size = len(text.split())
    marked = _SIDES.search(text) or _WORDS.search(text) or _OPENING.match(text)
    rule = credited.rule if credited else "marked" if marked else "none"
    return {
        f"credit:{_AS_SURE_AS.get(rule, rule)}": 1.0,
        f"kind:{line.kind}": 1.0,
        "path": float(bool(_PATH.search(_near_path(line)))),
        "path-aside": float(bool(_ASIDE.search(line.path))),
        "sides": float(bool(_SIDES.search(text))),
        "caption-words": float(bool(_WORDS.search(text))),
        "opens-as-caption": float(bool(_OPENING.match(text))),
        "ends-with-a-date": float(_ends_with_date(text)),
        f"words:{band(size, 3, 6, 12, 25, 45, 80)}": 1.0,
        f"sentences:{band(len(_SENTENCES.findall(text)), 0, 1, 2, 4)}": 1.0,
        "speech": float(bool(_SPEECH.search(text))),
        "full-stop": float(text.rstrip().endswith((".", "。"))),
        "question": float(text.endswith(("?", "!", ":"))),
        "list-item": float(bool(re.match(r"\s*[•*+·-]\s", line.text)) or line.kind == "item"),
        "link": line.link_share,
        f"twice:{'long' if size > 5 else 'short'}": float(counts[line.text] > 1),
        "name": float(bool(bare_names(text))),
        "family": float(bool(find_family(text)[0])),
        "date-line": float(len(text) < 60 and bool(read_dates(text))),
        "proposed": float(line.proposed),
        "signs": float(bool(re.search(r"[|›»→]|https?:", text))),
        "capitalised": float(text[:1].isupper()),
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


def _place(span: BodySpan, position: int, box: str) -> dict[str, float]:
    """Where the line stands, and beside what."""
    above = span.filled[position - 1] if position else None
    below = span.filled[position + 1] if position + 1 < len(span.filled) else None
    where = "above" if position < span.first else "inside" if position <= span.last else "below"
    after = span.filled[position + 1 : position + 3]
    near = span.filled[max(0, position - 2) : position + 3]
    text = fold(span.filled[position].text)
    return {
        "in-box": float(bool(box) and span.filled[position].path.startswith(box + " > ")),
        "alt-same": float(any(_is_alt(x, text) for x in near)),
        "enlarge-beside": float(any(_enlarges(x.text) for x in near)),
        "credit-soon": float(any(map(_is_credit, after))),
        f"where:{where}": 1.0,
        f"from-start:{band(abs(position - span.first), 0, 2, 5, 10)}": 1.0,
        f"chance:{band(span.chances[position] * 10, 1, 3, 5, 7, 9)}": 1.0,
        "credit-below": float(below is not None and _is_credit(below)),
        "credit-above": float(above is not None and _is_credit(above)),
        "image-beside": float(any(line is not None and line.kind == "image" for line in (above, below))),
        "between-paragraphs": float(
            above is not None and below is not None and len(above.text) > 150 and len(below.text) > 150
        ),
        "next-to-caption": float(any(line is not None and line.kind == "caption" for line in (above, below))),
    }


def _is_alt(line: SeedLine, folded: str) -> bool:
    """A picture whose alternative text opens this caption."""
    return line.kind == "image" and len(line.text) > 12 and folded.startswith(fold(line.text)[:60])


def _is_credit(line: SeedLine) -> bool:
    """The line is a credit and nothing else."""
    credited = _credit(line) if len(line.text) < 120 else None
    return credited is not None and not credited.caption


_IMAGE = re.compile(r"!\[(?P<alt>[^\]]*)\]\((?P<image>[^)\s]*)")


def _picture(span: BodySpan, position: int) -> tuple[str, str]:
    """Alternative text and address of the picture right above or below a caption."""
    for near in (position - 1, position + 1):
        if 0 <= near < len(span.filled) and span.filled[near].kind == "image":
            match = _IMAGE.search(span.filled[near].markdown)
            if match:
                return match["alt"], match["image"]
    return "", ""


def _ends_with_date(text: str) -> bool:
    dates = read_dates(text[-60:])
    return bool(dates and dates[-1].span and len(text[-60:]) - dates[-1].end <= 2)


def _twin(figures: Sequence[Figure], caption: str) -> int:
    """Index of the figure that has this caption already, else -1."""
    folded = fold(caption)
    for index, figure in enumerate(figures):
        known = fold(figure.caption)
        part = len(folded) > 30 and (known.startswith(folded) or folded.startswith(known))
        if folded and (known == folded or part):
            return index
    return -1


def _take_credit(
    span: BodySpan, position: int, index: int, figures: list[Figure], claimed: dict[int, str]
) -> None:
    """A line that is a credit and nothing else goes with the caption beside it, the one above first."""
    for near in (position + 1, position - 1):
        line = span.filled[near] if 0 <= near < len(span.filled) else None
        if line is None or line.number in claimed or not _is_credit(line):
            continue
        credited = _credit(line)
        if credited and not figures[index].credit:
            figures[index] = replace(figures[index], credit=credited.credit)
        elif credited and fold(credited.credit) != fold(figures[index].credit):
            continue
        claimed[line.number] = "credit"
