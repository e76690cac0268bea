"""The text that search results quote, packed: a list of words, then each briefing in numbers of words.

About half the size of the text, and read by the browser without a library. One shard holds some dozens
of briefings. static/search-core.js reads what is written here.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from builder.render.postings import PRINTABLE

_PIECES = re.compile(r" ?\w+|[^\w]")
"""A word with the space before it, or one other character: joined they give the text back."""


SHARED = " !\"#%&'()*+,-./:;<=>?@[]^{|}~"
"""How many first letters a word shares with the one before: 0 is the space, and so on."""


@dataclass(frozen=True, slots=True)
class Passages:
    """The readable text of one briefing."""

    key: str
    slug: str
    lang: str
    title: str
    paragraphs: tuple[tuple[str, str], ...]
    """(anchor, text)."""


def clip(paragraphs: Sequence[tuple[str, str]], limit: int) -> tuple[tuple[str, str], ...]:
    """The first paragraphs, up to about `limit` characters and ending with a whole word; 0 keeps all."""
    if not limit:
        return tuple(paragraphs)
    kept: list[tuple[str, str]] = []
    for anchor, text in paragraphs:
        if limit <= 0:
            break
        if len(text) > limit:
            text = text[:limit].rpartition(" ")[0] or text[:limit]
        kept.append((anchor, text))
        limit -= len(text)
    return tuple(kept)


def _classes(words: int) -> tuple[list[str], list[str], list[str]]:
    """Codes for so many words: of one character, of two, of three; as many short ones as there can be."""
    size = len(PRINTABLE)
    pairs = triples = 0
    while size - pairs - triples + pairs * size + triples * size * size < words:
        if pairs < size // 2:
            pairs += 1
        else:
            triples += 1
    single = size - pairs - triples
    return (
        list(PRINTABLE[:single]),
        [a + b for a in PRINTABLE[single : single + pairs] for b in PRINTABLE],
        [a + b + c for a in PRINTABLE[single + pairs :] for b in PRINTABLE for c in PRINTABLE],
    )


def _pack_words(words: Sequence[str]) -> str:
    """Sorted words, each as the mark of how much it shares with the one before, and the rest of it."""
    parts, before = [], ""
    for word in words:
        most = min(len(word), len(before), len(SHARED) - 1)
        same = next((n for n in range(most) if word[n] != before[n]), most)
        parts.append(SHARED[same] + word[same:])
        before = word
    return "".join(parts)


def dump_shard(items: Sequence[Passages]) -> str:
    """Three lines of words for each length of code, then a line for each briefing.

    The three lines: single characters, words, words with a space before them; in the order of their codes.
    A briefing: `key slug lang title anchor=paragraph anchor=paragraph …`.
    """
    pieces: Counter[str] = Counter()
    taken = []
    for item in items:
        texts = [_PIECES.findall(text) for text in (item.title, *(text for _, text in item.paragraphs))]
        for text in texts:
            pieces.update(text)
        taken.append(texts)
    ranked = sorted(pieces, key=lambda word: (-pieces[word], word))
    code_of: dict[str, str] = {}
    lines = []
    for codes in _classes(len(ranked)):
        group = sorted(ranked[: len(codes)])
        ranked = ranked[len(codes) :]
        spaced = [word for word in group if len(word) > 1 and word[0] == " "]
        plain = [word for word in group if _is_word(word[0])]
        others = [word for word in group if len(word) == 1 and not _is_word(word)]
        code_of.update(zip([*others, *plain, *spaced], codes, strict=False))
        lines += ["".join(others), _pack_words(plain), _pack_words([word[1:] for word in spaced])]
    for item, texts in zip(items, taken, strict=True):
        title, *rest = ["".join(map(code_of.__getitem__, text)) for text in texts]
        parts = [f"{anchor}={text}" for (anchor, _), text in zip(item.paragraphs, rest, strict=True)]
        lines.append(" ".join([item.key, item.slug, item.lang, title, *parts]))
    return "\n".join(lines)


def _is_word(char: str) -> bool:
    return char == "_" or char.isalnum()
