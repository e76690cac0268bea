"""The lines of a seed with what belongs to one caption as one line, and which of them are credits alone.

Pages break a caption into blocks (a name, a text, a credit), dumps break a credit behind its label
(`Foto:` and the name below it). In: a `BodySpan`. Out: the same stretch with such lines joined, and the
numbers of the lines that each joined one stands for.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import lru_cache

from builder.ingest.fields.bodyspan import BodySpan
from builder.ingest.fields.credits import Credited, is_label, split_credit, split_name
from builder.model import SeedLine

_CREDIT_STEP = re.compile(r"credit|copyright|source|photographer|author|byline|rights|quelle|urheber", re.I)
_ENLARGE = re.compile(
    r"\A\W*(?:(?:bild|bilder|foto) (?:vergrößern|anzeigen|öffnen)|open (?:image|photo|gallery)"
    r"|(?:view|click).{0,20}(?:gallery|image|enlarge|full size)|öppna bild|agrandir|ampliar|увеличить"
    r"|(?:image|imagen|imagem|photo|picture|slide|bild|foto) \d+ (?:of|de|von|sur|di|/) \d+\W*\Z"
    r"|(?:toggle|hide) caption|\d+\s?/\s?\d+\W*\Z|autoplay|player wird geladen|play video|video abspielen)",
    re.I,
)
_MOST = 700
"""Characters of a caption; longer text is an article's."""


def join_pieces(span: BodySpan) -> tuple[BodySpan, Mapping[int, tuple[int, ...]]]:
    """The span with captions and credits in one piece, and number of a joined line → numbers of its parts."""
    lines: list[SeedLine] = []
    chances: list[float] = []
    parts: dict[int, tuple[int, ...]] = {}
    place: list[int] = []
    for line, chance in zip(span.filled, span.chances, strict=True):
        if lines and _go_together(lines[-1], line):
            head = lines[-1]
            parts[head.number] = (*parts.get(head.number, (head.number,)), line.number)
            lines[-1] = head._replace(text=f"{head.text.strip()} {line.text.strip()}", markdown="")
            chances[-1] = max(chances[-1], chance)
        else:
            lines.append(line)
            chances.append(chance)
        place.append(len(lines) - 1)
    if not parts:
        return span, parts
    first = place[span.first] if span.first < len(place) else len(lines)
    last = place[span.last] if span.last >= span.first else first - 1
    return BodySpan(tuple(lines), tuple(chances), first, last), parts


def _go_together(above: SeedLine, below: SeedLine) -> bool:
    """A label and what it names; two parts of one caption that are no credit alone."""
    if len(above.text) < 30 and is_label(above.text):
        return len(below.text) < 100 and below.kind in ("text", "caption")
    if above.kind != "caption" or below.kind != "caption" or len(above.text) + len(below.text) > _MOST:
        return False
    box = _caption_box(above.path)
    return bool(box) and box == _caption_box(below.path) and not is_credit(above) and not is_credit(below)


@lru_cache(maxsize=1024)
def _caption_box(path: str) -> str:
    """The path down to the caption or picture that a line stands in, or empty."""
    steps = path.split(" > ")
    for size in range(len(steps), 0, -1):
        if steps[size - 1].startswith(("figcaption", "caption", "figure")):
            return " > ".join(steps[:size])
    return ""


def credit_of(line: SeedLine) -> Credited | None:
    """The credit at the end of the line; in a caption by markup a name alone will do."""
    if line.kind == "caption" and len(line.text) < 100 and _is_named_credit(line.path):
        found = _credit_of(line.text, line.markdown, True)
        return found if found and not found.caption else Credited("", line.text.strip(" ©()"), "label")
    return _credit_of(line.text, line.markdown, line.kind == "caption")


@lru_cache(maxsize=1024)
def _is_named_credit(path: str) -> bool:
    """The innermost element in a caption is called a credit."""
    last = path.rpartition(" > ")[2]
    return not last.startswith("figcaption") and bool(_CREDIT_STEP.search(last))


@lru_cache(maxsize=16384)
def _credit_of(text: str, markdown: str, marked: bool) -> Credited | None:
    found = split_credit(markdown or text)
    if not found and markdown:
        found = split_credit(text)
    if found and (found.caption or len(text) < 45):
        return found
    named = split_name(text, marked) if marked or len(text) < 250 else None
    return named if named and (named.caption or not found) else found


def is_credit(line: SeedLine) -> bool:
    """The line is a credit and nothing else."""
    if len(line.text) >= 120:
        return False
    credited = credit_of(line)
    return credited is not None and not credited.caption


@lru_cache(maxsize=4096)
def enlarges(text: str) -> bool:
    """`View gallery`, `2/12`: what stands beside a picture."""
    return len(text) < 60 and bool(_ENLARGE.match(text))
