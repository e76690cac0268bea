"""The lines of a seed → numbers that tell body from boilerplate: the line itself, then its surroundings.

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
_CAPITAL = re.compile(r"(?<![^\W_])[^\W\d_a-zß-öø-ÿа-я]")
_DIGIT = re.compile(r"\d")
_SEPARATOR = re.compile(r"[|»›·•/→]")
_QUOTE = re.compile(r"[\"“”„«»「」『』‚‘]")
_DENSE = re.compile(r"[\u0e00-\u0e7f\u3040-\u30ff\u3400-\u4dbf\u4e00-\u9fff\uac00-\ud7af]")
_SENTENCE_END = re.compile(r"""[.!?…؟।][)\]"'”’»]*(?=\s|\Z)|[。！？]""")
_CLOSERS = ")]\"'”’»」』*_ "
_ENDS = ".!?…。！？؟।"
_OPENERS = "\"'“„«‘「『‚"
_MARKS = "•*·▪‣◦●■–—-+›»>→"
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
    blank: int
    """Blank lines before it."""


HINTS = tuple(rules.HINTS)
FAMILIES = tuple(rules.FAMILIES)


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
    words = _WORD.findall(text)
    low = text.lower()
    lowered = _WORD.findall(low)
    if len(lowered) != len(words):  # a letter whose small form is two characters
        lowered = [word.lower() for word in words]
    hints = [0] * len(HINTS)
    known = hint_words()
    for word in known.keys() & lowered:
        for number in known[word]:
            hints[number] += lowered.count(word)
    size = float(len(words))
    if not text.isascii() and (dense := len(_DENSE.findall(text))):
        size = max(size, dense / 2)
        for name, parts in _dense_hints():
            hints[HINTS.index(name)] += sum(part in text for part in parts)
    bare = text.rstrip(_CLOSERS)
    return Line(
        source=line,
        text=text,
        words=lowered,
        size=size,
        capitals=len(_CAPITAL.findall(text)),
        ends=len(_SENTENCE_END.findall(text)) if size > 4 else 0,
        closed=bare[-1:] in _ENDS and bool(bare),
        stop=0.0,
        family=find_family(text)[0] if len(text) <= 120 else "",
        folded=fold(text) if len(text) <= 120 else low[:120],
        hints=hints,
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
    best = max(_languages(), key=lambda known: sum(counts[word] for word in known))
    if sum(counts[word] for word in best) >= 0.12 * total:
        return best
    return best | {word for word, _ in counts.most_common(30) if len(word) <= 5}


def _stop_share(line: Line, stops: frozenset[str]) -> float:
    share = sum(word in stops for word in line.words) / (len(line.words) or 1)
    if line.size > len(line.words):
        dense = sum(char in _DENSE_STOPS for char in line.text)
        share = max(share, min(0.6, 2.5 * dense / (2 * line.size)))
    return share


@dataclass(slots=True)
class Core:
    """The densest run of text: lines `start` to `end` (not included) of those described."""

    start: int
    end: int


def find_core(weights: Sequence[float]) -> Core:
    """The run whose weights sum to most (Kadane)."""
    best, best_start, best_end = float("-inf"), 0, 0
    total, start = 0.0, 0
    for index, weight in enumerate(weights):
        if total <= 0:
            total, start = 0.0, index
        total += weight
        if total > best:
            best, best_start, best_end = total, start, index + 1
    return Core(best_start, best_end)


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
    first, hints = text[0], entry.hints
    return [
        log1p(len(text)),
        log1p(size),
        letters / count,
        float(entry.ends),
        float(entry.closed),
        float(text.endswith((":", "："))),
        float(text.endswith(("...", "…", "[…]", "[...]", "…]"))),
        float(text.endswith(("?", "？", "؟"))),
        float(text.endswith((",", ";", "-", "–"))),
        (text.count(",") + text.count("，") + text.count("、")) / size if size else 0.0,
        float(_QUOTE.search(text) is not None),
        float(first in _OPENERS),
        float(first.islower()),
        float(first.isdigit()),
        float(first in _MARKS),
        entry.capitals / count,
        float(text.isupper()),
        len(_DIGIT.findall(text)) / len(text),
        1 - (letters + text.count(" ")) / len(text),
        entry.stop,
        float(len(_SEPARATOR.findall(text))),
        float("http" in text or "www." in text),
        float("@" in text),
        float("©" in text),
        float(first in "([" and text[-1] in ")]"),
        float(min(repeats, 5)),
        float(min(entry.blank, 4)),
        float(min(blank_after, 4)),
        float(bool(entry.family)),
        *[number / count for number in hints],
        float(sum(hints)),
    ]


AROUND = (
    *(
        f"{name} {where}"
        for where in ("1 before", "2 before", "3 before", "1 after", "2 after", "3 after")
        for name in ("words", "closed", "function words", "prose", "hints", "capitals")
    ),
    "prose within 3 before",
    "prose within 3 after",
    "prose within 8 before",
    "prose within 8 after",
    "short lines in a row",
    "same shape within 4",
    "place in page",
    "place in words",
    "lines before densest text",
    "lines after densest text",
    "words before densest text",
    "words after densest text",
    "place in densest text",
    "long lines before",
    "long lines after",
    "length against paragraphs",
    "words shared with densest text",
    "words shared with headline",
    "is the headline",
    "lines after headline",
    "words after headline",
    "lines since comments",
    "lines since related",
    "lines since newsletter",
    "breaks since densest text began",
    "known phrases within 3 before",
    "known phrases within 3 after",
    "lines to next long line",
    "lines since last long line",
)
BREAKS = ("comments", "related", "newsletter")


def text_features(lines: list[Line]) -> list[list[float]]:
    """One row a line: `OWN`, `AROUND`."""
    if not lines:
        return []
    prose = [prose_weight(line) for line in lines]
    core = find_core(prose)
    repeats = Counter(line.folded for line in lines)
    around = around_features(lines, prose, core)
    rows = []
    for index, line in enumerate(lines):
        after = lines[index + 1].blank if index + 1 < len(lines) else 4
        rows.append([*own_features(line, repeats[line.folded], after), *around[index]])
    return rows


def shape(line: Line) -> tuple[int, bool, bool]:
    """Length class, whether it ends as a sentence, whether a bullet opens it."""
    return (min(6, int(log1p(line.size) * 2)), line.closed, line.text[0] in _MARKS)


def content_words(line: Line) -> set[str]:
    """Words long enough to carry meaning; single letters of scripts without spaces."""
    if line.size > len(line.words):
        return set(_DENSE.findall(line.text))
    return {word for word in line.words if len(word) > 3}


def find_headline(lines: list[Line], core: Core, vocabulary: Counter[str]) -> int:
    """The line before the densest text that shares most words with it: -1 where none does."""
    best, best_score = -1, 0.0
    for index in range(max(0, core.start - 60), min(len(lines), core.start + 3)):
        line = lines[index]
        if not 3 <= line.size <= 30 or line.family:
            continue
        words = content_words(line)
        own = 1 if core.start <= index < core.end else 0
        known = sum(vocabulary[word] > own for word in words)
        score = known * known / (len(words) + 1) - 0.01 * max(0, core.start - index)
        score *= 0.6 if line.closed else 1.0
        if score > best_score:
            best, best_score = index, score
    return best


def around_features(lines: list[Line], prose: list[float], core: Core) -> list[list[float]]:
    """The features of `AROUND`: what stands near the line, and where it stands in the page."""
    count = len(lines)
    sizes = [log1p(line.size) for line in lines]
    hints = [min(3.0, sum(line.hints) / (len(line.words) or 1)) for line in lines]
    capitals = [line.capitals / (len(line.words) or 1) for line in lines]
    told = [
        (sizes[i], float(lines[i].closed), lines[i].stop, prose[i], hints[i], capitals[i])
        for i in range(count)
    ]
    nothing = (0.0, 0.0, 0.0, -12.0, 0.0, 0.0)
    shapes = [shape(line) for line in lines]
    long = [line.size >= LONG for line in lines]
    vocabulary: Counter[str] = Counter()
    contents = [content_words(line) for line in lines]
    for words in contents[core.start : core.end]:
        vocabulary.update(words)
    headline = find_headline(lines, core, vocabulary)
    head_words = contents[headline] if headline >= 0 else set()
    inside = [line.size for line in lines[core.start : core.end] if line.size >= LONG]
    usual = log1p(sorted(inside)[len(inside) // 2]) if inside else 3.5
    words_before = [0.0]
    for line in lines:
        words_before.append(words_before[-1] + line.size)
    total = words_before[-1] or 1.0
    long_before = [0]
    for flag in long:
        long_before.append(long_before[-1] + flag)
    prose_before = [0.0]
    for weight in prose:
        prose_before.append(prose_before[-1] + weight)
    phrases_before = [0]
    for line in lines:
        phrases_before.append(phrases_before[-1] + bool(line.family))
    next_long = [count] * (count + 1)
    for i in range(count - 1, -1, -1):
        next_long[i] = i if long[i] else next_long[i + 1]
    last = dict.fromkeys(BREAKS, -1000)
    breaks, short_run, last_long = 0, 0, -1000
    start_words, end_words = words_before[core.start], words_before[core.end]
    rows = []
    for i, line in enumerate(lines):
        family = line.family
        if family in last:
            last[family] = i
            breaks += i >= core.start
        short_run = 0 if long[i] else short_run + 1
        in_core = core.start <= i < core.end
        words = contents[i]
        known = sum(vocabulary[word] > in_core for word in words) / (len(words) or 1)
        shared = len(words & head_words) / (len(words) or 1)
        row = [
            *(told[i - 1] if i > 0 else nothing),
            *(told[i - 2] if i > 1 else nothing),
            *(told[i - 3] if i > 2 else nothing),
            *(told[i + 1] if i + 1 < count else nothing),
            *(told[i + 2] if i + 2 < count else nothing),
            *(told[i + 3] if i + 3 < count else nothing),
            prose_before[i] - prose_before[max(0, i - 3)],
            prose_before[min(count, i + 4)] - prose_before[i + 1],
            prose_before[i] - prose_before[max(0, i - 8)],
            prose_before[min(count, i + 9)] - prose_before[i + 1],
            float(min(short_run, 30)),
            float(shapes[max(0, i - 4) : i + 5].count(shapes[i])),
            i / count,
            words_before[i] / total,
            float(min(60, max(0, core.start - i))),
            float(min(60, max(0, i - core.end + 1))),
            min(1500.0, max(0.0, start_words - words_before[i])),
            min(1500.0, max(0.0, words_before[i] - end_words)),
            (i - core.start) / (core.end - core.start) if in_core else -1.0,
            float(min(30, long_before[i])),
            float(min(30, long_before[count] - long_before[i + 1])),
            sizes[i] - usual,
            known,
            shared,
            float(i == headline),
            float(min(60, max(-20, i - headline))) if headline >= 0 else -30.0,
            min(1500.0, max(-200.0, words_before[i] - words_before[headline])) if headline >= 0 else -300.0,
            *[float(min(100, i - last[name])) for name in BREAKS],
            float(breaks),
            float(phrases_before[i] - phrases_before[max(0, i - 3)]),
            float(phrases_before[min(count, i + 4)] - phrases_before[i + 1]),
            float(min(30, next_long[i + 1] - i)),
            float(min(30, i - last_long)),
        ]
        if long[i]:
            last_long = i
        rows.append(row)
    return rows


NAMES = OWN + AROUND
"""Names of the features of a line of text, in order."""
