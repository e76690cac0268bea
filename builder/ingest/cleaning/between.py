"""Lines that are kept for what they stand between: a heading, items of a list, a block of code, a sentence.

In: the lines of a seed with their scores, and which of them are metadata. Out: line number → why. The score
sees little of a short line; between two kept ones its shape says what it is. Captions and advertisements are
looked over. A line that pleads (follow, subscribe, photo by), is said twice or credits somebody stays out.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache, cached_property

from builder.ingest.cleaning import rules
from builder.ingest.cleaning.phrases import find_family, fold, hint_words
from builder.ingest.cleaning.score import THRESHOLD
from builder.ingest.fields.credits import split_credit
from builder.model import SeedLine

LEAST, FLOOR, LOW = 0.03, 0.1, 0.2
"""Least scores: where its place in the markup speaks for a line, where its own markup does, and where only
its shape does."""
MOST = 0.7
"""Share of the kept words that the element of the article holds."""
HEADING = 12
"""Words of a heading, and the least of the paragraph under it."""
LISTED, MOSTLY = 4, 0.5
"""Lines that make a list without marks, and the share of them that is kept."""
OTHERS = 1
"""Headings that a text has besides one that is none of the usual ones."""
PLEAS = ("share", "sign-up", "credit", "comment", "donate", "more")
SOFT = ("ago", "you")
"""Hints of `rules` that no line kept here may give, and none that only its shape speaks for."""

_CLOSED = re.compile(r".*[.!?…。！？؟।][\"'”’»“」』)\]*]*\s*\Z", re.S)
_ITEM = re.compile(r"\s*(?:([-•‣▪◦·*–+])|(\d{1,2})[.)])\s+(?=\S)")
_LABEL = re.compile(r"[|›»©@→]|https?:|www\.|\.\w|\d{4}|\A\W*\Z")
"""What a heading of a text does not hold."""
_CALL = re.compile(
    r"(?:sign|log|download|register|join|buy|shop|print|view|watch|listen|click|explore|discover|jetzt|melden)\b",
    re.I,
)
"""How a call to the reader begins."""
_CHILD = re.compile(r" > (?:h[2-6]|blockquote(?: > p)?|(?:[uo]l > )?li|table(?: > t(?:head|body))? > tr)")
"""Parts of an article without a name or a class of their own; of its paragraphs the score knows enough."""
_WORD = re.compile(r"[^\W_]+")


@dataclass(frozen=True)
class Between:
    """The lines with words, and what may be asked of each by its place."""

    lines: Sequence[SeedLine]
    scores: Sequence[float]
    claimed: Mapping[int, str]

    @cached_property
    def said(self) -> Counter[str]:
        """How often each line is said."""
        return Counter(fold(line.text) for line in self.lines)

    def text(self, at: int) -> str:
        """What the line says."""
        return self.lines[at].text.strip()

    def is_kept(self, at: int) -> bool:
        """The line is body by its score, and nothing else claims it."""
        line = self.lines[at]
        known = self.scores[at] < THRESHOLD or line.number in self.claimed or find_family(self.text(at))[0]
        return not known

    def is_doubted(self, at: int, least: float) -> bool:
        """The score alone would remove the line, and not without doubt."""
        return least <= self.scores[at] < THRESHOLD and self.lines[at].number not in self.claimed

    def is_prose(self, at: int) -> bool:
        """A kept paragraph of some words."""
        return self.is_kept(at) and bool(_CLOSED.match(self.text(at))) and size(self.text(at)) >= HEADING

    def beside(self, at: int, step: int) -> int:
        """The next line but captions and advertisements; -1 at the end."""
        at += step
        while 0 <= at < len(self.lines):
            caption = self.claimed.get(self.lines[at].number) in ("caption", "credit")
            if not caption and find_family(self.text(at))[0] != "advertisement":
                return at
            at += step
        return -1

    def stands_between(self, at: int, under: Callable[[int], bool]) -> bool:
        """A kept line stands above, and one below of which `under` is true."""
        above, below = self.beside(at, -1), self.beside(at, 1)
        return above >= 0 and below >= 0 and self.is_kept(above) and under(below)

    def is_clean(self, at: int, hints: tuple[str, ...] = PLEAS) -> bool:
        """Said once, no plea and no credit."""
        text = self.text(at)
        return self.said[fold(text)] == 1 and not pleads(text, hints) and split_credit(text) is None


def find_between(
    lines: Sequence[SeedLine], scores: Sequence[float], claimed: Mapping[int, str]
) -> dict[int, str]:
    """Line number → why it is kept, of lines below the threshold."""
    filled = [i for i, line in enumerate(lines) if line.text.strip() and line.kind != "image"]
    seen = Between([lines[i] for i in filled], [scores[i] for i in filled], claimed)
    is_page = any(line.path for line in seen.lines)
    named = (_children, _marked, _tables, _code, _items) if is_page else (_headings, _lists, _items)
    return {seen.lines[at].number: why for rule in named for at, why in rule(seen)}


def _children(seen: Between) -> Iterator[tuple[int, str]]:
    """Plain headings, items, quotations and rows right inside the element that holds most kept words."""
    kept: Counter[str] = Counter()
    first = len(seen.lines)
    for at, line in enumerate(seen.lines):
        if seen.is_kept(at):
            kept[line.path.rpartition(" > ")[0]] += round(size(seen.text(at)))
            first = min(first, at)
    [(inside, most)] = kept.most_common(1) or [("", 0)]
    if not inside or most < MOST * kept.total():
        return
    for at, line in enumerate(seen.lines):
        if line.path.startswith(inside) and _CHILD.fullmatch(line.path, len(inside)):
            words = seen.is_doubted(at, LEAST) and re.search(r"[^\W\d_]", line.text)
            calls = line.kind == "heading" and line.text.endswith("!")
            if at > first and words and not calls and line.link_share < 0.3 and seen.is_clean(at):
                yield at, "a plain part of the element that holds the article"


def _marked(seen: Between) -> Iterator[tuple[int, str]]:
    """What the markup of a page says: headings over kept text, sentences between."""
    for at, line in enumerate(seen.lines):
        if not seen.is_doubted(at, FLOOR) or line.link_share >= 0.5:
            continue
        below = seen.beside(at, 1)
        if line.kind == "heading":
            if below >= 0 and seen.is_kept(below) and not pleads(line.text, PLEAS + SOFT):
                yield at, "a heading over kept lines"
        elif line.kind == "text" and _CLOSED.match(seen.text(at)) and size(seen.text(at)) > HEADING // 2:
            glued = re.search(r"[^\W\d_][.!?][A-ZÀ-Þ]", line.text)
            if not glued and seen.is_clean(at, PLEAS + SOFT) and seen.stands_between(at, seen.is_prose):
                yield at, "a sentence between kept paragraphs"


def _tables(seen: Between) -> Iterator[tuple[int, str]]:
    """The rows of a table that stands between two kept paragraphs, in the element that holds both."""
    at = 1
    while at < len(seen.lines):
        above = seen.lines[at - 1]
        table, end = f"{_parent(above)} > table", at
        while end < len(seen.lines) and _is_in(seen.lines[end].path, table):
            end += 1
        framed = end - at > 0 and end < len(seen.lines) and seen.is_kept(at - 1) and seen.is_kept(end)
        if framed and _parent(seen.lines[end]) == _parent(above):
            rows = [row for row in range(at, end) if seen.is_doubted(row, 0.0)]
            if all(seen.lines[row].link_share < 0.3 for row in rows):
                yield from ((row, "a row of a table between kept paragraphs") for row in rows)
        at = max(end, at + 1)


def _is_in(path: str, element: str) -> bool:
    """`path` leads to or into an element, whatever its classes."""
    return path.startswith(element) and path[len(element) : len(element) + 1] in ("", ".", "#", " ")


def _parent(line: SeedLine) -> str:
    return line.path.rpartition(" > ")[0]


def _code(seen: Between) -> Iterator[tuple[int, str]]:
    """Blocks of code, where most of those of the page are kept."""
    blocks = [at for at, line in enumerate(seen.lines) if line.kind == "code"]
    if sum(map(seen.is_kept, blocks)) > len(blocks) / 2:
        yield from ((at, "a block of code as others are") for at in blocks if seen.is_doubted(at, FLOOR))


def _headings(seen: Between) -> Iterator[tuple[int, str]]:
    """Short lines over a paragraph of a text: a usual heading, or one of several."""
    over = [at for at in range(len(seen.lines)) if _is_heading(seen, at)]
    kept = sum(seen.is_kept(at) and seen.stands_between(at, seen.is_prose) for at in over)
    for at in over:
        if not seen.is_doubted(at, LOW):
            continue
        below = seen.beside(at, 1)
        if fold(seen.text(at)) in _usual() and below >= 0 and seen.is_kept(below):
            yield at, "a usual heading over kept lines"
        elif kept >= OTHERS and size(seen.text(at)) > 1 and seen.stands_between(at, seen.is_prose):
            yield at, "a heading between kept paragraphs"


def _is_heading(seen: Between, at: int) -> bool:
    """Words alone, few and once, that end as no sentence does."""
    text = seen.text(at)
    if len(text) > 160 or seen.scores[at] < LOW or _CLOSED.match(text):
        return False
    if _ITEM.match(text) or _CALL.match(text):
        return False
    return not _LABEL.search(text) and 0 < size(text) <= HEADING and seen.is_clean(at, PLEAS + SOFT)


def _lists(seen: Between) -> Iterator[tuple[int, str]]:
    """Short lines of a text from one that ends with a colon to the next paragraph, where most are kept."""
    at = 1
    while at < len(seen.lines):
        end = at
        if seen.is_kept(at - 1) and seen.text(at - 1).endswith((":", "：")):
            while end < len(seen.lines) and not seen.is_prose(end) and size(seen.text(end)) <= HEADING:
                end += 1
        framed = end - at >= LISTED and end < len(seen.lines) and seen.is_prose(end)
        if framed and sum(map(seen.is_kept, range(at, end))) > MOSTLY * (end - at):
            run = (row for row in range(at, end) if not pleads(seen.text(row), PLEAS))
            yield from ((row, "a line of a kept list") for row in run if seen.is_doubted(row, FLOOR))
        at = max(end, at + 1)


def _items(seen: Between) -> Iterator[tuple[int, str]]:
    """Items of a list under a kept line with a colon, of which some are kept."""
    at = 0
    while at < len(seen.lines):
        mark, end = _mark(seen.lines[at]), at + 1
        while mark and end < len(seen.lines) and _mark(seen.lines[end]) == mark:
            end += 1
        run, led = range(at, end), at > 0 and seen.is_kept(at - 1) and seen.text(at - 1).endswith((":", "："))
        ends = mark == "item" or (end < len(seen.lines) and seen.is_kept(end))
        if led and ends and len(run) > 1 and any(seen.is_kept(i) for i in run):
            yield from ((i, "an item of a kept list") for i in run if seen.is_doubted(i, 0.0))
        at = end


def _mark(line: SeedLine) -> str:
    """What the items of one list begin with; empty for any other line."""
    if line.kind == "item":
        return "item"
    match = _ITEM.match(line.text)
    return (match[1] or "1") if match else ""


def size(text: str) -> float:
    """Words of a line; two letters of a script without spaces are one."""
    dense = sum(letter >= "\u2e80" for letter in text)
    return max(len(_WORD.findall(text)), dense / 2)


def pleads(text: str, hints: tuple[str, ...]) -> bool:
    """The line gives one of these hints: it asks for something, or credits somebody."""
    known, wanted = hint_words(), _numbers(hints)
    return any(not wanted.isdisjoint(known.get(word, ())) for word in _WORD.findall(text.lower()))


@cache
def _numbers(hints: tuple[str, ...]) -> frozenset[int]:
    return frozenset(list(rules.HINTS).index(name) for name in hints)


@cache
def _usual() -> frozenset[str]:
    return frozenset(fold(words) for words in rules.HEADINGS.split("|"))
