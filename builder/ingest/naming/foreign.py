"""Names in texts that are not English: a known given name with a family name, and nothing less.

The scorer and the rules learned English; in German every noun has a capital. Out of what they found, full
names are kept and cut to what is sure; in Cyrillic, where they see nothing, a given name and what follows it
is one. Names in other cases than the first are left alone: they would make people of their own.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from builder.archive.words import read_given, read_words
from builder.ingest.naming.namerules import Span
from builder.ingest.naming.nametokens import Tokens, is_capital

TWO_FAMILIES = ("es", "pt", "ca", "gl")
"""Languages in which two family names are usual."""
MOST_WORDS = 4


def full_names(paragraphs: Sequence[Tokens], found: Sequence[Span], lang: str) -> list[Span]:
    """The spans that are sure in any language, and the names in Cyrillic."""
    sure = [cut for span in found if (cut := _cut(paragraphs[span.paragraph], span, lang))]
    for number, tokens in enumerate(paragraphs):
        sure += _in_cyrillic(tokens, number)
    return sorted(sure, key=lambda span: (span.paragraph, span.first))


def _cut(tokens: Tokens, span: Span, lang: str) -> Span | None:
    """Given names and one family name (two where that is usual), with the particles between them."""
    words, lower, given, particles = tokens.words, tokens.lower, read_given(), read_words("particles")
    if _is_cyrillic(words[span.first]):
        return None
    if not is_capital(words[span.first]) or lower[span.first] not in given or lower[span.first] in particles:
        return None
    families, last = 0, span.first
    for i in range(span.first + 1, span.last + 1):
        if is_capital(words[i]) and not (lower[i] in particles and words[i].islower()):
            last = i
            families += lower[i] not in given and len(lower[i]) > 2
            if families > (lang[:2] in TWO_FAMILIES):
                break
        elif lower[i] not in particles or (
            lower[i] in ("y", "e") and i < span.last and lower[i + 1] in given
        ):
            break
    return replace(span, last=last) if last > span.first else None


def _in_cyrillic(tokens: Tokens, number: int) -> Iterator[Span]:
    """A given name, a father's name perhaps, and a family name: `Сергей Викторович Лавров`."""
    words, given, size = tokens.words, read_given(), len(tokens.words)
    i = 0
    while i < size:
        last = i
        if _is_cyrillic(words[i]) and tokens.lower[i] in given and not tokens.caps:
            while last + 1 < size and last - i + 1 < MOST_WORDS and _is_cyrillic(words[last + 1]):
                last += 1
                if not words[last].endswith(("вич", "вна", "ич")):
                    break
        if last > i:
            yield Span(number, i, last, "given-name")
        i = last + 1


def _is_cyrillic(word: str) -> bool:
    """Whether a word is written like a name in Cyrillic letters."""
    return word[0].isupper() and len(word) > 2 and word[1:].islower() and "Ѐ" <= word[0] <= "ӿ"
