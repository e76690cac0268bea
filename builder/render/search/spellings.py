"""Spellings that search takes for each other: those of one person's names, and letters of other alphabets.

In: people as search knows them. Out: lines for `shards`, and the table that the browser reads first.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence

from builder.render.search.briefing import Named
from builder.render.search.stemming import tokens


def variant_lines(people: Iterable[Named], given: Mapping[str, Sequence[str]]) -> dict[str, str]:
    """Word → words that stand for it in the names of one person, however the reader writes it.

    `given`: other spellings of a given name, by slug.
    """
    pairs: defaultdict[str, set[str]] = defaultdict(set)
    for person in people:
        names = [tokens(name) for name in (person.name, *person.also)]
        for name in names:
            for other in names:
                if len(name) == len(other) > 1:
                    differing = [(a, b) for a, b in zip(name, other, strict=True) if a != b]
                    if len(differing) == 1 and min(map(len, differing[0])) > 1:
                        pairs[differing[0][0]].add(differing[0][1])
        first = names[0][0] if names[0] else ""
        for word in given.get(person.slug, ()):
            if word != first:
                pairs[word].add(first)
    return {word: " ".join(sorted(others)) for word, others in pairs.items()}


def letters_of(people: Iterable[Named]) -> dict[str, str]:
    """Letter → Latin letters, for the alphabets that names are typed in: Лавров finds Lavrov."""
    from anyascii import anyascii

    letters = {chr(c) for c in (*range(0x370, 0x400), *range(0x400, 0x530))}
    for person in people:
        for name in (person.name, *person.also):
            if not name.isascii():
                letters.update(char for char in name.lower() if char > "\u02ff")
    kept = [c for c in sorted(letters) if c.isalpha() and (c.islower() or c > "\u0530")]
    table = {char: anyascii(char).lower() for char in kept}
    return {char: latin for char, latin in table.items() if latin.isalpha()}
