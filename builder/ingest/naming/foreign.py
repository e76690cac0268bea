"""Names in texts that are not English: a known given name with a family name, and nothing less.

The scorer and the rules learned English; in German every noun has a capital. Out of what they found, full
names are kept and cut to what is sure; in Cyrillic, where they see nothing, a given name and what follows it
is one. Names in other cases than the first are left alone: they would make people of their own.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence, Set
from dataclasses import replace

from builder.archive.words import read_given, read_words
from builder.ingest.naming.namerules import Span
from builder.ingest.naming.nametokens import Tokens, is_capital

TWO_FAMILIES = ("es", "pt", "ca", "gl")
"""Languages in which two family names are usual."""
GENITIVES = ("de", "da", "sv", "no", "nb", "nn")
"""Languages that write a name's genitive with a bare `s`: `Donald Trumps Rede`."""
MOST_WORDS = 4
_HAN = re.compile(r"[\u0e00-\u0eff\u1000-\u109f\u3040-\u30ff\u3400-\u9fff]")


def full_names(paragraphs: Sequence[Tokens], found: Sequence[Span], lang: str) -> list[Span]:
    """The spans that are sure in any language, and the names in Cyrillic."""
    sure = [cut for span in found if (cut := _cut(paragraphs[span.paragraph], span, lang))]
    for number, tokens in enumerate(paragraphs):
        sure += _in_cyrillic(tokens, number)
    return sorted(sure, key=lambda span: (span.paragraph, span.first))


def nominatives(names: Sequence[str], lang: str) -> list[str]:
    """The names without the `s` of a genitive: where the text or the list of common family names has them so.

    The long lists do not say: they have Lowe, and Alex Lowes is another.
    """
    if lang[:2] not in GENITIVES:
        return list(names)
    said = {word for name in names for word in name.split()}
    return [name[:-1] if _is_genitive(name.split()[-1], said) else name for name in names]


def _is_genitive(family: str, said: Set[str]) -> bool:
    if not family.endswith("s") or len(family) < 5:
        return False
    known = read_words("family_common") | read_words("family_census") | read_words("family")
    bare = family[:-1]
    return family.lower() not in known and (bare in said or bare.lower() in read_words("family_common"))


def _cut(tokens: Tokens, span: Span, lang: str) -> Span | None:
    """Given names and one family name (two where that is usual), with the particles between them."""
    words, lower, given, particles = tokens.words, tokens.lower, read_given(), read_words("particles")
    first = _begin(tokens, span)
    if first is None:
        return None
    families, last = 0, first
    for i in range(first + 1, span.last + 1):
        if _HAN.search(words[i]):
            break  # no space parts the name from the words around it
        if is_capital(words[i]) and not (lower[i] in particles and words[i].islower()):
            last = i
            families += lower[i] not in given and len(lower[i]) > 2
            if families > (lang[:2] in TWO_FAMILIES):
                break
        elif lower[i] not in particles or (
            lower[i] in ("y", "e")
            and i < span.last
            and (lower[i + 1] in given or (lower[i] == "e" and lang[:2] == "es"))
        ):
            break
    return replace(span, first=first, last=last) if last > first else None


def _begin(tokens: Tokens, span: Span) -> int | None:
    """Where the name begins: at a given name, and behind a mere word (`Roman von Barbara Kingsolver`)."""
    words, lower, given, particles = tokens.words, tokens.lower, read_given(), read_words("particles")
    first = span.first
    if span.last > first + 2 and lower[first + 1] in ("von", "van", "de", "di") and lower[first + 2] in given:
        first += 2
    while first < span.last and lower[first] in read_words("given_as_words"):
        first += 1
    plain = lower[first] not in given or lower[first] in particles
    return None if plain or not is_capital(words[first]) or _is_cyrillic(words[first]) else first


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
