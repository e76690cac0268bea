"""The lines of a seed → numbers that tell body from boilerplate: what each line is in itself.

Only lines with words are described (blank ones and wordless pictures are no lines of text); positions and
neighbours are counted among these. Every language is treated alike: letters, not English words, decide
wherever that is possible, and scripts without spaces count two letters as a word. No weights here.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from math import log1p

from builder.ingest.cleaning import rules
from builder.ingest.cleaning.phrases import find_family, fold, hint_words
from builder.model import SeedLine

_WORD = re.compile(r"[^\W_]+(?:['’-][^\W_]+)*")
_CAPITAL = re.compile(r"[^\W\d_a-zß-öø-ÿа-я](?<![^\W_][\s\S])")
"""A capital that begins a word; what must not stand before it is asked second, which is quicker."""
_DIGIT = re.compile(r"\d")
_SEPARATOR = re.compile(r"[|»›·•/→]")
_QUOTE = re.compile(r"[\"“”„«»「」『』‚‘]")
DENSE = re.compile(r"[\u0e00-\u0e7f\u3040-\u30ff\u3400-\u4dbf\u4e00-\u9fff\uac00-\ud7af]")
_SENTENCE_END = re.compile(r"""[.!?…؟।。！？](?:(?<=[。！？])|[)\]"'”’»]*(?=\s|\Z))""")
"""What it may begin with stands in one set, which is looked for ten times as fast as either of two."""
_CUT = ("...", "…", "[…]", "[...]", "…]")
_CLOSERS = ")]\"'”’»」』*_ "
_ENDS = ".!?…。！？؟।"
_OPENERS = "\"'“„«‘「『‚"
MARKS = "•*·▪‣◦●■–—-+›»>→"
LONG = 20
"""Words from which a line counts as running text."""


@dataclass(slots=True)
class Line:
    """What one pass over a line finds: the raw material of its features."""

    source: SeedLine
    text: str
    words: list[str]
    """In lower case."""
    size: float
    """Number of words, two letters of a script without spaces counting as one."""
    capitals: int
    """Words that begin with a capital letter."""
    ends: int
    """Sentence ends in it."""
    closed: bool
    """Ends as a sentence does."""
    stop: float
    """Share of function words; set by `describe` once the language is known."""
    family: str
    folded: str
    """The line as `fold` compares it; the first letters of a long one."""
    hints: list[int]
    """How often each of `HINTS` is given."""
    told: int
    """Hints in all."""
    blank: int
    """Blank lines before it."""


HINTS = tuple(rules.HINTS)
_NO_HINTS = [0] * len(HINTS)
_NO_SHARES = (0.0,) * len(HINTS)


def describe(lines: Sequence[SeedLine]) -> list[Line]:
    """The lines that have words, each looked at once."""
    found: list[Line] = []
    blank = 0
    for line in lines:
        text = "" if line.kind == "image" else line.text.strip()
        if not text:
            blank += line.kind != "image"
            continue
        found.append(_look(line, text, blank))
        blank = 0
    stops = _stop_words(found)
    for entry in found:
        entry.stop = _stop_share(entry, stops)
    return found


def _look(line: SeedLine, text: str, blank: int) -> Line:
    low = text.lower()
    words = _WORD.findall(low)
    if len(low) != len(text):  # a letter whose small form is two characters
        words = [word.lower() for word in _WORD.findall(text)]
    hints = _NO_HINTS
    known = hint_words()
    if given := known.keys() & words:
        hints = [0] * len(HINTS)
        for word in given:
            for number in known[word]:
                hints[number] += words.count(word)
    size = float(len(words))
    folded = fold(text) if len(text) <= 120 else low[:120]
    if not text.isascii() and (dense := len(DENSE.findall(text))):
        size = max(size, dense / 2)
        hints = [*hints]
        for name, parts in _dense_hints():
            hints[HINTS.index(name)] += sum(part in text for part in parts)
    bare = text.rstrip(_CLOSERS)
    return Line(
        source=line,
        text=text,
        words=words,
        size=size,
        capitals=len(_CAPITAL.findall(text)),
        ends=len(_SENTENCE_END.findall(text)) if size > 4 else 0,
        closed=bare[-1:] in _ENDS and bool(bare),
        stop=0.0,
        family=find_family(text)[0] if len(text) <= 120 else "",
        folded=folded,
        hints=hints,
        told=0 if hints is _NO_HINTS else sum(hints),
        blank=blank,
    )


@cache
def _dense_hints() -> tuple[tuple[str, tuple[str, ...]], ...]:
    return tuple((name, tuple(words.split())) for name, words in rules.DENSE_HINTS.items())


@cache
def _languages() -> tuple[frozenset[str], ...]:
    return tuple(frozenset(words.split()) for words in rules.STOP_WORDS.values())


_DENSE_STOPS = frozenset(rules.DENSE_STOPS.replace(" ", ""))


def _stop_words(lines: Sequence[Line]) -> frozenset[str]:
    """Function words of the seed's language; of an unknown one, the words that its long lines repeat most."""
    counts: Counter[str] = Counter()
    for line in lines:
        if line.size >= 12:
            counts.update(line.words[:120])
    total = sum(counts.values()) or 1
    best = max(_languages(), key=lambda known: _said(counts, known))
    if _said(counts, best) >= 0.12 * total:
        return best
    return best | {word for word, _ in counts.most_common(30) if len(word) <= 5}


def _said(counts: Counter[str], words: frozenset[str]) -> int:
    """How often these words are said in all."""
    return sum(map(counts.__getitem__, words & counts.keys()))


def _stop_share(line: Line, stops: frozenset[str]) -> float:
    share = len([word for word in line.words if word in stops]) / (len(line.words) or 1)
    if line.size > len(line.words):
        dense = sum(char in _DENSE_STOPS for char in line.text)
        share = max(share, min(0.6, 2.5 * dense / (2 * line.size)))
    return share


def prose_weight(line: Line) -> float:
    """How much a line looks like running text; below 0 where it does not."""
    if line.size < 8 and not line.closed:
        return -6.0
    worth = min(line.size, 70.0) * (1.0 if line.closed else 0.35)
    worth *= min(1.0, 0.3 + 2.2 * line.stop)
    return worth * (1 - line.source.link_share) - 9.0


OWN = (
    "characters",
    "words",
    "word length",
    "sentence ends",
    "closed",
    "ends with colon",
    "ends with ellipsis",
    "ends with question",
    "ends with comma",
    "commas",
    "quotation marks",
    "opens with quotation",
    "opens lower case",
    "opens with digit",
    "opens with bullet",
    "capitals",
    "all capitals",
    "digits",
    "symbols",
    "function words",
    "separators",
    "has address",
    "has at sign",
    "has copyright sign",
    "brackets around",
    "repeated in page",
    "blank lines before",
    "blank lines after",
    "is a known phrase",
    *(f"hint {name}" for name in HINTS),
    "hints",
)


def own_features(entry: Line, repeats: int, blank_after: int) -> list[float]:
    """The features of `OWN`: what the line is in itself."""
    text, size, words = entry.text, entry.size, entry.words
    count = len(words) or 1
    letters = sum(map(len, words))
    first, last, hints = text[0], text[-1], entry.hints
    return [
        log1p(len(text)),
        log1p(size),
        letters / count,
        float(entry.ends),
        1.0 if entry.closed else 0.0,
        1.0 if last in ":：" else 0.0,
        1.0 if last in ".…]" and text.endswith(_CUT) else 0.0,
        1.0 if last in "?？؟" else 0.0,
        1.0 if last in ",;-–" else 0.0,
        (text.count(",") + text.count("，") + text.count("、")) / size if size else 0.0,
        1.0 if _QUOTE.search(text) else 0.0,
        1.0 if first in _OPENERS else 0.0,
        1.0 if first.islower() else 0.0,
        1.0 if first.isdigit() else 0.0,
        1.0 if first in MARKS else 0.0,
        entry.capitals / count,
        1.0 if text.isupper() else 0.0,
        len(_DIGIT.findall(text)) / len(text),
        1 - (letters + text.count(" ")) / len(text),
        entry.stop,
        float(len(_SEPARATOR.findall(text))),
        1.0 if "http" in text or "www." in text else 0.0,
        1.0 if "@" in text else 0.0,
        1.0 if "©" in text else 0.0,
        1.0 if first in "([" and last in ")]" else 0.0,
        float(min(repeats, 5)),
        float(min(entry.blank, 4)),
        float(min(blank_after, 4)),
        1.0 if entry.family else 0.0,
        *([number / count for number in hints] if entry.told else _NO_SHARES),
        float(entry.told),
    ]
