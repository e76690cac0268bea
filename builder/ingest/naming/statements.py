"""Quoted passages with the speaker the text names. Precise rather than complete: no speaker, no
statement.

In: body paragraphs and their mentions. Out: `Statement`s in reading order. A speaker is a mention beside
a verb of saying next to the quotation, or "he"/"she" there when the last person who spoke or was named is
the only one in reach.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from builder.archive.words import read_words
from builder.model import Mention

_QUOTE = re.compile(r"“([^“”]{12,}?)”|\"([^\"]{12,}?)\"")
MIN_WORDS = 4


@dataclass(frozen=True, slots=True)
class Statement:
    """Words the text puts in someone's mouth."""

    speaker: str
    """Fullest name of the briefing, as in `Mention.bound`."""
    words: str
    """The quoted words, without quotation marks; passages of one sentence apart."""
    paragraph: int
    """1-based number of the body paragraph."""
    start: int
    """Character offset of the quoted words in that paragraph."""
    rule: str
    """`said-after`, `said-before` or `pronoun`."""
    evidence: str
    """The words that name the speaker: `said Kerry`."""


def find_statements(paragraphs: Sequence[str], mentions: Sequence[Mention]) -> tuple[Statement, ...]:
    """Every quoted passage of at least four words whose speaker the text names."""
    found: list[Statement] = []
    last = ""
    for number, text in enumerate(paragraphs, start=1):
        here = [m for m in mentions if m.paragraph == number]
        for match in _QUOTE.finditer(text):
            words = (match.group(1) or match.group(2)).strip()
            if len(words.split()) < MIN_WORDS:
                continue
            named = _after(text, match.end(), here) or _before(text, match.start(), here)
            if named is None and last:
                named = _pronoun(text, match, here, last)
            if named:
                last = named[0]
                start = match.start() + 1
                found.append(Statement(named[0], words, number, start, named[1], named[2]))
        if here and not _QUOTE.search(text):
            last = here[0].bound if len({m.bound for m in here}) == 1 else ""
    return tuple(found)


def _saying(word: str) -> bool:
    return word.lower() in read_words("saying")


def _after(text: str, end: int, mentions: Sequence[Mention]) -> tuple[str, str, str] | None:
    """`"…," said (the office) Kerry`, `"…," Kerry said`."""
    stop = _sentence_end(text, end)
    mention = next((m for m in mentions if end <= m.start < stop), None)
    if mention is None:
        return None
    between = text[end : mention.start].strip(' ,”"')
    behind = text[mention.start + len(mention.name) : stop]
    if between and _saying(between.split()[0]) and not re.search(r"[,;:]| that | and ", between):
        return mention.bound, "said-after", f"{between} {mention.name}"
    verb = re.match(r"(?:,[^,\"“]{1,60},)?\s+(?:also\s+|later\s+)?(\w+)", behind)
    if not between and verb and _saying(verb.group(1)):
        return mention.bound, "said-after", f"{mention.name} {verb.group(1)}"
    return None


def _before(text: str, start: int, mentions: Sequence[Mention]) -> tuple[str, str, str] | None:
    """`Kerry said, "…"`, `Kerry told reporters: "…"`."""
    first = _sentence_start(text, start)
    inside = [m for m in mentions if first <= m.start < start]
    if not inside or re.search(r"[“”\"]", text[first:start]):
        return None
    mention = inside[-1]
    between = text[mention.start + len(mention.name) : start]
    verb = re.match(
        r"(?:,[^,\"“]{1,60},)?\s+(?:also\s+|later\s+)?(\w+)(?:\s[\w\s]{0,60})?(?:[,:]| that)?\s*\Z", between
    )
    if verb and _saying(verb.group(1)):
        return mention.bound, "said-before", f"{mention.name} {verb.group(1)}"
    return None


def _pronoun(
    text: str, match: re.Match[str], mentions: Sequence[Mention], last: str
) -> tuple[str, str, str] | None:
    """`"…," he said` after the one person who spoke last."""
    after = re.match(r"[\s,]*((?:he|she) (\w+)|(\w+) (?:he|she))\b", text[match.end() :], re.IGNORECASE)
    if (
        after
        and _saying(after.group(2) or after.group(3))
        and all(m.bound == last for m in mentions if m.start < match.start())
    ):
        return last, "pronoun", after.group(1)
    return None


def _sentence_end(text: str, start: int) -> int:
    match = re.compile(r"(?<![A-Z])[.!?](?:\s|\Z)|[“\"]").search(text, start)
    return match.start() if match else len(text)


def _sentence_start(text: str, end: int) -> int:
    starts = [
        m.end() for m in re.finditer(r"(?<![A-Z])(?<!\bMr)(?<!\bMs)(?<!\bDr)[.!?][”\"]?\s+", text[:end])
    ]
    return starts[-1] if starts else 0
