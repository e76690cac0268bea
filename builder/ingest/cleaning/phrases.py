"""The phrases of `rules` put to use: which family a whole line belongs to, which hints its words give."""

from __future__ import annotations

import re
from functools import cache, lru_cache

from builder.ingest.cleaning import rules

_EDGES = (
    "0123456789 \t\n\xa0\u200b\u200e\u200f\ufeff!\"#$%&'()*+,-./:;<=>?@[\\]^_`{|}~«»‹›“”„‘’‚"
    "•·▪▸►▶●■◦…–—→←↑↓✓★☆©®™：；，。！？、（）【】「」《》،؛؟"
)
"""What may stand around a phrase without changing it."""
_MARKS = re.compile(r"[\d%{}©\[|,·•/]")
"""Each pattern of the families asks for one of them, or for the word copyright or its sign."""
_LONGEST_PHRASE = 120
"""Characters; a longer line is no phrase of the families."""

_LONGEST_LINE = 300
"""Characters; a longer line is prose, whatever it begins with."""


def find_contact(text: str) -> str:
    """The private address a line exists for, or empty."""
    if "@" not in text or len(text) > 300:
        return ""
    return text if any(pattern.fullmatch(text) for pattern in _contact_patterns()) else ""


@lru_cache(maxsize=16384)
def find_family(text: str) -> tuple[str, str]:
    """The family of boilerplate a whole line belongs to and the words that matched, else two empties.

    Kept, since every stage asks it of the same lines.

    >>> find_family("Share this article")
    ('share', 'share this article')
    """
    if len(text) > _LONGEST_PHRASE:
        return "", ""
    folded = fold(text)
    phrases, patterns = _families()
    if family := phrases.get(folded, ""):
        return family, folded
    if _MARKS.search(text) or "copyright" in folded or "(c)" in text or "(C)" in text:  # a cheap look first
        for name, pattern in patterns:
            if pattern.fullmatch(text):
                return name, text
    return "", ""


def find_line_rule(text: str) -> tuple[str, str]:
    """The family of a longer line that leads away from the article, and its words; else two empties.

    >>> find_line_rule("Read also: Ten things to do in Rotterdam")[0]
    'related'
    """
    any_of_them, patterns = _line_patterns()
    if len(text) <= _LONGEST_LINE and any_of_them.fullmatch(text):
        for name, pattern in patterns:
            if pattern.fullmatch(text):
                return name, text
    return "", ""


@lru_cache(maxsize=16384)
def fold(text: str) -> str:
    """Lower case, without bullets, digits and punctuation at the edges, white space single.

    >>> fold("  • Most   Popular »")
    'most popular'
    """
    return " ".join(text.strip(_EDGES).split()).lower().replace("’", "'")


@cache
def hint_words() -> dict[str, tuple[int, ...]]:
    """Word in lower case → numbers of the hints (in the order of `rules.HINTS`) that it gives."""
    found: dict[str, tuple[int, ...]] = {}
    for number, words in enumerate(rules.HINTS.values()):
        for word in words.split():
            found[word] = (*found.get(word, ()), number)
    return found


@cache
def _families() -> tuple[dict[str, str], tuple[tuple[str, re.Pattern[str]], ...]]:
    phrases = {fold(phrase): name for name, known in rules.FAMILIES.items() for phrase in known.split("|")}
    patterns = tuple(
        (name, re.compile(pattern, re.I)) for name, known in rules.PATTERNS.items() for pattern in known
    )
    return phrases, patterns


@cache
def _line_patterns() -> tuple[re.Pattern[str], tuple[tuple[str, re.Pattern[str]], ...]]:
    """All patterns in one, a cheap look before each by itself."""
    lead_ins = "|".join(part.strip() for part in rules.LEAD_INS.split("¦"))
    known = [
        (name, pattern.replace("LEAD_INS", lead_ins))
        for name, patterns in rules.LINE_PATTERNS.items()
        for pattern in patterns
    ]
    either = "|".join(f"(?:{pattern})" for _, pattern in known)
    return re.compile(either, re.I), tuple((name, re.compile(pattern, re.I)) for name, pattern in known)


@cache
def _contact_patterns() -> tuple[re.Pattern[str], ...]:
    return tuple(re.compile(pattern, re.I) for pattern in rules.CONTACT)
