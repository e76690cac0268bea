"""What the scorer sees of a token: its letters, its neighbours, word lists, and what the whole briefing
says of the word.

Features are strings. Those of one word alone are grouped by the place it stands in (here, before, after
…), so that the scorer can add them up once per word and remember the sum. The training script uses these
very functions.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache

from builder.archive.words import read_given, read_words
from builder.ingest.naming.namerules import find_by_rules
from builder.ingest.naming.nametokens import Tokens, is_capital, plain

LISTS = (
    ("t", "titles"),
    ("h", "honorifics"),
    ("p", "places"),
    ("o", "organisations"),
    ("n", "not_names"),
    ("s", "saying"),
    ("a", "around_names"),
    ("k", "callings"),
    ("f", "family"),
    ("F", "family_common"),
    ("z", "family_census"),
    ("e", "english"),
    ("y", "cities"),
    ("b", "brands"),
    ("B", "bodies"),
    ("i", "inner"),
    ("q", "family_first"),
)
"""Letter of a class → word list."""
PLACES = ("", "-", "+", "--", "++")
"""Where a word stands, seen from the token: here, before, after, two before, two after."""


@lru_cache(maxsize=65536)
def word_class(lower: str) -> str:
    """The letters of the lists a word is in, or what kind of token it is."""
    letters = "".join(letter for letter, name in LISTS if lower in read_words(name))
    if lower in read_given():
        letters += "g"
    if letters:
        return letters
    return "x" if lower[0].isalpha() else "9" if lower[0].isdigit() else lower


@lru_cache(maxsize=65536)
def shape(word: str) -> str:
    """How a token is written: `Xx`, `XX`, `X.`, `XxX`, `x`, with `-` for a hyphen inside."""
    if not word[0].isalpha():
        return "9" if word[0].isdigit() else "."
    if len(word) == 2 and word[1] == "." and word[0].isupper():
        return "X."
    if word.isupper():
        kind = "XX" if len(word) > 1 else "X"
    elif word.islower():
        kind = "x"
    elif word[0].isupper():
        kind = "Xx" if word[1:].islower() else "XxX"
    else:
        kind = "xX"
    return f"{kind}-" if "-" in word else f"{kind}." if "." in word else kind


def word_features(word: str, place: str) -> list[str]:
    """Features of one word standing at `place`, whatever is around it."""
    lower = plain(word)
    kind = word_class(lower)
    if place == "":
        listed = [f"l={letter}" for letter in kind] if len(kind) > 1 else []
        end = [
            f"s2={lower[-2:]}",
            f"s3={lower[-3:]}",
            f"s4={lower[-4:]}",
            f"p3={lower[:3]}",
            f"p4={lower[:4]}",
        ]
        return [f"w={lower}", f"c={kind}", f"sh={shape(word)}", f"n={min(len(word), 9)}", *end, *listed]
    if len(place) == 2:
        return [f"{place}w={lower}", f"{place}c={kind}"]
    listed = [f"{place}l={letter}" for letter in kind] if len(kind) > 1 else []
    return [
        f"{place}w={lower}",
        f"{place}c={kind}",
        f"{place}sh={shape(word)}",
        f"{place}s2={lower[-2:]}",
        *listed,
    ]


BITS = "TGSPLOMC"


def briefing_evidence(paragraphs: Sequence[Tokens], firms: Sequence[set[int]]) -> dict[str, str]:
    """For every word written with a capital somewhere: how else the briefing uses it, as letters.

    T after a title, G after a given name or initial, S before a verb of saying, P after "in", "the" …,
    L in small letters, O before a word of organisations, M with a capital in mid-sentence,
    C in a company's name.
    """
    seen: dict[str, set[str]] = {}
    small: set[str] = set()
    dotted, places = read_words("abbreviations"), ("in", "the", "at", "near", "into")
    for tokens, company in zip(paragraphs, firms, strict=True):
        if tokens.caps:
            continue
        words, lower = tokens.words, tokens.lower
        small.update(words)
        for i in company:
            seen.setdefault(lower[i], set()).add("C")
        last = len(words) - 1
        for i in tokens.capitals:
            bits = seen.setdefault(lower[i], set())
            if not tokens.begins(i):
                bits.add("M")
            if i:
                before = word_class(lower[i - 1])
                if before == "." and i > 1 and lower[i - 2] in dotted:
                    before = word_class(lower[i - 2])
                if "t" in before or "h" in before:
                    bits.add("T")
                if words[i - 1][0].isupper() and ("g" in before or words[i - 1][1:] == "."):
                    bits.add("G")
                if lower[i - 1] in places:
                    bits.add("P")
            if i < last:
                after = word_class(lower[i + 1])
                if "s" in after:
                    bits.add("S")
                if "o" in after and words[i + 1][0].isupper():
                    bits.add("O")
    return {
        word: "".join(bit for bit in BITS if bit in bits or (bit == "L" and word in small))
        for word, bits in seen.items()
    }


@dataclass(frozen=True, slots=True)
class Briefing:
    """What a whole briefing says of its words and of the places they stand in."""

    evidence: Mapping[str, str]
    """Word → how else the briefing uses it, as letters."""
    firms: Sequence[set[int]]
    """For each paragraph the words of companies' names."""
    hints: Mapping[tuple[int, int], str]
    """(paragraph, token) → the rule that sees a name there, `+` before it where the name goes on."""


def look_at(paragraphs: Sequence[Tokens]) -> Briefing:
    """What the scorer knows of a briefing before it looks at a word of it."""
    hints = {
        (span.paragraph, i): span.rule if i == span.first else f"+{span.rule}"
        for span in find_by_rules(paragraphs)
        for i in range(span.first, span.last + 1)
    }
    firms = [set() if tokens.caps else company_words(tokens) for tokens in paragraphs]
    return Briefing(briefing_evidence(paragraphs, firms), firms, hints)


def company_words(tokens: Tokens) -> set[int]:
    """Positions of the words of companies' names: `Baker International` before `Corp`,
    `Kidder Peabody` before `and Co`.
    """
    words, lower = tokens.words, tokens.lower
    marks = read_words("company_marks")
    found: set[int] = set()
    for end in range(1, len(words)):
        if lower[end] not in marks or (lower[end] in ("co", "company", "cos", "as") and words[end].islower()):
            continue
        i = end - 1
        while i >= 0 and (
            is_capital(words[i])
            or words[i].isdigit()
            or words[i] == "&"
            or (lower[i] == "and" and i == end - 1)
        ):
            i -= 1
        found.update(i for i in range(i + 1, end) if is_capital(words[i]))
    return found


Key = tuple[str | int, ...]
"""What a group of features depends on; the first item says which group."""


def context_keys(
    tokens: Tokens, run: tuple[int, int], position: int, briefing: Briefing, number: int
) -> tuple[Key, ...]:
    """What depends on more than one word: neighbours together, the briefing, the sentence, the run, the
    rules. `number` is the paragraph's.
    """
    evidence = briefing.evidence
    lower, words = tokens.lower, tokens.words
    first, last = run
    size = len(words)
    here = word_class(lower[position])
    form = shape(words[position])
    word_before = lower[position - 1] if position else "^"
    word_after = lower[position + 1] if position + 1 < size else "$"
    before = word_class(word_before) if position else "^"
    after = word_class(word_after) if position + 1 < size else "$"
    seen = evidence.get(lower[position], "")
    seen_before = evidence.get(word_before, "") if position > first else "^"
    seen_after = evidence.get(word_after, "") if position < last else "$"
    tail = word_class(lower[last]) if last > position else "$"
    return (
        ("classes", before, here, after),
        ("briefing", seen, form, seen_before, seen_after),
        ("sentence", int(tokens.begins(position)), here, form, int(number == 0)),
        ("rule", briefing.hints.get((number, position), ""), here, seen),
        ("run", min(position - first, 4), min(last - position, 4), tail, here),
        ("lead", word_before if position == first else "^", last - first),
        ("words", word_before, word_after),
    )


def key_features(key: Key) -> list[str]:
    """The features of a group."""
    match key:
        case ("classes", before, here, after):
            return [
                f"cc={before}|{here}",
                f"cn={here}|{after}",
                f"bn={before}|{after}",
                f"bcn={before}|{here}|{after}",
            ]
        case ("briefing", seen, form, seen_before, seen_after):
            features = [f"e={seen}|{form}", f"eb={seen}|{seen_before}", f"ea={seen}|{seen_after}"]
            return features + [f"e1={bit}" for bit in str(seen)]
        case ("sentence", begins, here, form, headline):
            return [f"be={begins}|{here}|{form}", f"hl={headline}|{here}"]
        case ("run", done, left, tail, here):
            return [f"r={done}|{left}", f"rt={tail}|{here}"]
        case ("lead", word, length):
            return [f"rf={word}|{length}"]
        case ("rule", hint, here, seen):
            return [f"u={hint}", f"uh={hint}|{here}", f"us={hint}|{seen}"]
        case ("words", before, after):
            return [f"ww={before}|{after}"]
    raise AssertionError(key)
