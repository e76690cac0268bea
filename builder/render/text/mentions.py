"""Where a briefing names whom: every sentence that bears a name, and where the name stands in it.

In: the paragraphs of the body, so that what a person edited counts, and the names of the front matter. Out:
plain data for the cache, each sentence once, however many it names. Who a name is, the register decides.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import lru_cache
from typing import Any
from unicodedata import combining, normalize

from builder.render.parts import Passage
from builder.render.text.blocks import Block

LONGEST = 320
"""Characters of a sentence that a list still shows whole."""
MOST = 40
"""Sentences of one briefing that are shown for a name."""
MOST_WORDS = 2
"""Sentences of one briefing that are shown for the words of an issue."""

Marks = tuple[tuple[int, int], ...]
"""(start, end) of the words that matter, ordered."""

Hit = tuple[str, Marks, str]
"""A sentence, the marks in it, and the id of its paragraph."""

Found = Mapping[str, Any]
"""`sentences`: [text, id of the paragraph] each; `names`: name → [number of a sentence, marks] each."""

_END = re.compile(r"[.!?…。]+[\"'”’»)\]]*\s+(?=[\"'“‘«(\[]?[^\W\d_a-zа-я])")
_ABBREVIATION = re.compile(
    r"(?:\b[^\W\d_](?:\.[^\W\d_])*|\b(?:Mr|Mrs|Ms|Dr|St|Gen|Col|Lt|Sen|Rep|Gov|Prof|Jan|Feb|Aug|Sept|Oct|"
    r"Nov|Dec|No|vs|Jr|Sr|Rev|Hon|Maj|Capt|Sgt|Adm|Amb|Secy|Pres|Brig|Cmdr))\.\Z"
)
_ARTICLE = re.compile(r"^(?:al|el|as|ad|an|ar|at)-", re.IGNORECASE)


def sentences(text: str) -> Iterable[str]:
    """The sentences of a paragraph; an abbreviation ends none."""
    start = 0
    for match in _END.finditer(text):
        sentence = text[start : match.end()].rstrip()
        if _ABBREVIATION.search(sentence[sentence.rfind(" ") + 1 :]):
            continue
        yield sentence
        start = match.end()
    if start < len(text):
        yield text[start:]


def find_mentions(paragraphs: Iterable[Block], names: Sequence[str]) -> dict[str, Any]:
    """Every sentence that bears one of the names, by its full form or by the family name alone.

    A family name that two of them share says neither, unless a full name stands nowhere.
    """
    paragraphs = list(paragraphs)
    whole = "\n".join([text for _, text in paragraphs])
    names = [name for name in names if _names(whole, _sure(name))]
    if not names:
        return {"sentences": [], "names": {}}
    texts = [(anchor, text, list[str]()) for anchor, text in paragraphs]
    bearers: dict[tuple[str, ...], list[str]] = {}
    for name in names:
        bearers.setdefault(_families(name)[-1:], []).append(name)
    numbers: dict[tuple[str, str], int] = {}
    found: dict[str, list[tuple[int, Marks]]] = {}
    for name in names:
        bare = _families(name)
        rivals = tuple(other for other in bearers[bare[-1:]] if other != name) if bare else ()
        shared = rivals and name in whole
        forms = _spellings((name,) if shared else (name, *bare))
        rows = []
        for anchor, sentence in _sentences_with(texts, forms):
            marks = _own(sentence, find_forms(sentence, (*forms, *rivals)), rivals)
            if marks:
                short, marks = shorten(sentence, marks)
                rows.append((numbers.setdefault((short, anchor), len(numbers)), marks))
            if len(rows) == MOST:
                break
        if rows:
            found[name] = rows
    return {"sentences": list(numbers), "names": found}


@lru_cache(maxsize=1 << 14)
def _spellings(forms: tuple[str, ...]) -> tuple[str, ...]:
    """The forms, and those with accents also as a text without them prints them."""
    if all(form.isascii() for form in forms):
        return forms
    plain = ("".join(c for c in normalize("NFKD", form) if not combining(c)) for form in forms)
    return tuple(dict.fromkeys((*forms, *plain)))


@lru_cache(maxsize=1 << 14)
def _sure(name: str) -> tuple[str, ...]:
    """One of these stands wherever the name does in any of its forms, and each of those who share its family
    name has the same.
    """
    return _least(_spellings((name, *_families(name))))


@lru_cache(maxsize=1 << 14)
def _least(forms: tuple[str, ...]) -> tuple[str, ...]:
    """Those without which none of the others can stand in a text."""
    return tuple(form for form in forms if not any(other in form for other in forms if other != form))


def _own(text: str, marks: Marks, rivals: Sequence[str]) -> Marks:
    """The marks without those of other people: in "Allen Dulles" no other Dulles is named."""
    return tuple(mark for mark in marks if text[slice(*mark)] not in rivals) if rivals else marks


@lru_cache(maxsize=1 << 14)
def _families(name: str) -> tuple[str, ...]:
    """The family name as a text prints it alone: with its article, and without."""
    words = name.split()
    if len(words) < 2 or len(words[-1]) < 2:
        return ()
    bare = _ARTICLE.sub("", words[-1])
    return (words[-1],) if bare == words[-1] else (words[-1], bare)


def _sentences_with(
    texts: Sequence[tuple[str, str, list[str]]], forms: tuple[str, ...]
) -> Iterator[tuple[str, str]]:
    """(id of the paragraph, sentence) wherever one of the forms stands; each paragraph is parted once."""
    least = _least(forms)
    for anchor, text, parted in texts:
        if _has(text, least):
            if not parted:
                parted += sentences(text)
            for sentence in parted:
                if _has(sentence, least):
                    yield anchor, sentence


def _has(text: str, forms: Iterable[str]) -> bool:
    for form in forms:  # noqa: SIM110 - `any` with a generator costs three times as much
        if form in text:
            return True
    return False


def _names(whole: str, forms: Iterable[str]) -> bool:
    """As `_has`, of a whole text: a single letter is found ten times as fast in it as several are, and a
    capital stands in few places. Scripts without capitals have every letter in many.
    """
    for form in forms:
        first = form[:1]
        at = whole.find(first if first.isupper() else form)
        while at >= 0:
            if whole.startswith(form, at):
                return True
            at = whole.find(first, at + 1)
    return False


def find_forms(text: str, forms: Iterable[str]) -> Marks:
    """Where the forms stand as whole words; of overlapping ones the longest."""
    spans = []
    for form in forms:
        start = text.find(form)
        while start >= 0:
            end = start + len(form)
            before, after = text[start - 1 : start], text[end : end + 1]
            if not (before.isalnum() or before == "_" or after.isalnum() or after == "_"):
                spans.append((start, end))
            start = text.find(form, end)
    marks: list[tuple[int, int]] = []
    for start, end in sorted(spans, key=lambda span: (span[0], -span[1])):
        if not marks or start >= marks[-1][1]:
            marks.append((start, end))
    return tuple(marks)


def shorten(sentence: str, marks: Marks, longest: int = LONGEST) -> tuple[str, Marks]:
    """The sentence, or as much of it around its first mark, whole words where its script parts them."""
    if len(sentence) <= longest:
        return sentence, marks
    first, last = marks[0] if marks else (0, 0)
    start = max(0, min(first - longest // 3, len(sentence) - longest))
    end = max(last, start + longest)
    if start:
        start = sentence.find(" ", start, first) + 1 or start
    if end < len(sentence):
        end = max(sentence.rfind(" ", last, end), 0) or end
    before, after = "… " if start else "", " …" if end < len(sentence) else ""
    by = len(before) - start
    kept = tuple((s + by, e + by) for s, e in marks if start <= s and e <= end)
    return f"{before}{sentence[start:end]}{after}", kept


def find_words(paragraphs: Sequence[str], words: Sequence[str]) -> Iterator[tuple[int, str, Marks]]:
    """(number of the paragraph, sentence, marks) of the first sentences with a word that none before had."""
    wanted = list(words)
    shown = 0
    for number, text in enumerate(paragraphs):
        if not any(word in text for word in wanted):
            continue
        for sentence in sentences(text):
            if shown < MOST_WORDS and any(find_forms(sentence, (word,)) for word in wanted):
                short, marks = shorten(sentence, find_forms(sentence, words))
                yield number, short, marks
                shown += 1
                wanted = [word for word in wanted if word not in sentence]
        if shown == MOST_WORDS:
            return


# ---------------------------------------------------------------- for pages


def passages_of(found: Found, names: Iterable[str], page: str) -> tuple[Passage, ...]:
    """Every sentence that bears one of the names of a person; `page` is the briefing's path."""
    rows: dict[int, Marks] = {}
    for name in names:
        for number, marks in found["names"].get(name, ()):
            rows.setdefault(number, marks)
    return tuple(_passage(found, number, rows[number], page) for number in sorted(rows))


def shared_passages(found: Found, groups: Sequence[Iterable[str]], page: str) -> tuple[Passage, ...]:
    """The sentences that bear a name of every group; where there is none, the first of each."""
    rows: list[dict[int, Marks]] = []
    for names in groups:
        rows.append({})
        for name in names:
            for number, marks in found["names"].get(name, ()):
                rows[-1].setdefault(number, marks)
    both = sorted(set.intersection(*map(set, rows)))
    if both:
        every = ((n, tuple(sorted({tuple(m) for row in rows for m in row[n]}))) for n in both)
        return tuple(_passage(found, number, marks, page) for number, marks in every)
    firsts = sorted((min(row), row[min(row)]) for row in rows if row)
    return tuple(_passage(found, number, marks, page) for number, marks in firsts)


def _passage(found: Found, number: int, marks: Iterable[Sequence[int]], page: str) -> Passage:
    text, anchor = found["sentences"][number]
    return Passage(text, tuple((start, end) for start, end in marks), f"{page}#{anchor}")
