"""Phrases → where they stand in a text. Compiled into a dictionary on the first word: the cost is that of
reading the text, however many phrases there are.

In: phrases as comparable forms, and the words of a paragraph. Out: every place where one stands. What a
phrase means, and which of two that overlap counts, is decided by the caller.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from builder.archive.issues.phrases import STOP, Words


@dataclass(frozen=True, slots=True)
class Phrase:
    """One run of words to look for."""

    forms: tuple[str, ...]
    printed: tuple[str, ...]
    """The words as they must be printed; empty where case does not matter."""
    number: int
    figures: str = ""
    """Of numbers with signs between them (2+2, 9/11) all that must be printed, white space aside."""


class Hit(NamedTuple):
    """A phrase found: word positions (end exclusive) and the sentence."""

    phrase: int
    start: int
    end: int
    sentence: int


Starts = Mapping[str, Mapping[str, tuple[Phrase, ...]]]
"""First form → second form (`ALONE` for a phrase of one word) → phrases that begin so, longest first. The
end of a sentence begins none."""
ALONE = ""


def index_phrases(phrases: Iterable[Phrase]) -> Starts:
    """The phrases, ready to be looked for."""
    starts: dict[str, dict[str, list[Phrase]]] = defaultdict(lambda: defaultdict(list))
    for phrase in phrases:
        starts[phrase.forms[0]][phrase.forms[1] if len(phrase.forms) > 1 else ALONE].append(phrase)
    ends: dict[str, dict[str, tuple[Phrase, ...]]] = {stop: {} for stop in STOP}
    return ends | {
        first: {second: tuple(sorted(found, key=_longest_first)) for second, found in nexts.items()}
        for first, nexts in starts.items()
    }


def _longest_first(phrase: Phrase) -> tuple[int, int]:
    return (-len(phrase.forms), phrase.number)


def find_phrases(starts: Starts, words: Words) -> list[Hit]:
    """Every phrase that stands in the words, in order; of those at one place the longest first."""
    hits: list[Hit] = []
    forms, sentence = words.forms, 0
    spans: list[tuple[int, int]] = []
    last = len(forms) - 1
    for index in [index for index, form in enumerate(forms) if form in starts]:
        nexts = starts[forms[index]]
        if not nexts:
            sentence += 1
            continue
        found = nexts.get(forms[index + 1], ()) if index < last else ()
        for phrase in (*found, *nexts.get(ALONE, ())):
            end = index + len(phrase.forms)
            if end > index + 2 and forms[index:end] != phrase.forms:
                continue
            if phrase.figures:
                spans = spans or words.spans()
                if _unspaced(words.text[spans[index][0] : spans[end - 1][1]]) != phrase.figures:
                    continue
            if phrase.printed:
                spans = spans or words.spans()
                raw = [words.text[start:stop] for start, stop in spans[index:end]]
                if not _as_printed(raw, phrase.printed, words.capitals):
                    continue
            hits.append(Hit(phrase.number, index, end, sentence))
    return hits


def figures_of(phrase: str, forms: Sequence[str]) -> str:
    """How a phrase must be printed that is numbers with signs between them; empty for any other."""
    printed = _unspaced(phrase)
    return printed if all(map(str.isdigit, forms)) and printed != "".join(forms) else ""


def _unspaced(text: str) -> str:
    return "".join(text.split())


def _as_printed(raw: Sequence[str], printed: Sequence[str], capitals: bool) -> bool:
    """Capitals as written, endings aside. A line all in capitals can only show that a name may be meant."""
    for found, wanted in zip(raw, printed, strict=True):
        if capitals:
            if not wanted[:1].isupper() or (wanted.isupper() and len(wanted) > 1):
                return False
        elif not found.startswith(wanted[: max(1, len(wanted) - 1)]):
            return False
    return True
