"""What the scorer sees of a token: its letters, its neighbours, word lists, and what the whole briefing
says of the word.

Features are strings. Those of one word alone are grouped by the place it stands in (here, before, after
…), so that the scorer can add them up once per word and remember the sum. The training script uses these
very functions.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache

from builder.archive.words import read_given, read_words
from builder.ingest.nametokens import Tokens

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
    lower = word.lower()
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


BITS = "TGSPLOM"


def briefing_evidence(paragraphs: Sequence[Tokens]) -> dict[str, str]:
    """For every word written with a capital somewhere: how else the briefing uses it, as letters.

    T after a title, G after a given name or initial, S before a verb of saying, P after "in", "the" …,
    L in small letters, O before a word of organisations, M with a capital in mid-sentence.
    """
    seen: dict[str, set[str]] = {}
    small: set[str] = set()
    for tokens in paragraphs:
        if tokens.caps:
            continue
        words, lower, begins = tokens.words, tokens.lower, tokens.begins
        size = len(words)
        for i, word in enumerate(words):
            if not word[0].isupper():
                small.add(word)
                continue
            bits = seen.setdefault(lower[i], set())
            if not begins[i]:
                bits.add("M")
            if i:
                before = word_class(lower[i - 1])
                if lower[i - 1] == "." and i > 1:
                    before = (
                        word_class(lower[i - 2]) if lower[i - 2] in read_words("abbreviations") else before
                    )
                if "t" in before or "h" in before:
                    bits.add("T")
                if words[i - 1][0].isupper() and ("g" in before or words[i - 1][1:] == "."):
                    bits.add("G")
                if lower[i - 1] in ("in", "the", "at", "near", "into"):
                    bits.add("P")
            if i + 1 < size:
                after = word_class(lower[i + 1])
                if "s" in after:
                    bits.add("S")
                if "o" in after and words[i + 1][0].isupper():
                    bits.add("O")
    return {
        word: "".join(bit for bit in BITS if bit in bits or (bit == "L" and word in small))
        for word, bits in seen.items()
    }


def context_features(
    tokens: Tokens, run: tuple[int, int], position: int, evidence: dict[str, str], headline: bool, rule: str
) -> list[str]:
    """Features that depend on more than one word: neighbours together, the run, the sentence, the
    briefing, the rules.
    """
    lower, words = tokens.lower, tokens.words
    first, last = run
    size = len(words)
    here = word_class(lower[position])
    form = shape(words[position])
    before = word_class(lower[position - 1]) if position else "^"
    after = word_class(lower[position + 1]) if position + 1 < size else "$"
    word_before = lower[position - 1] if position else "^"
    word_after = lower[position + 1] if position + 1 < size else "$"
    begins = tokens.begins[position]
    seen = evidence.get(lower[position], "")
    seen_before = evidence.get(word_before, "") if position > first else "^"
    seen_after = evidence.get(word_after, "") if position < last else "$"
    tail = word_class(lower[last])
    features = [
        f"cc={before}|{here}",
        f"cn={here}|{after}",
        f"bn={before}|{after}",
        f"ww={word_before}|{word_after}",
        f"bcn={before}|{here}|{after}",
        f"e={seen}|{form}",
        f"eb={seen}|{seen_before}",
        f"ea={seen}|{seen_after}",
        f"be={begins:d}|{here}|{form}",
        f"r={min(position - first, 4)}|{min(last - position, 4)}",
        f"rt={tail if last > position else '$'}|{here}",
        f"rf={word_before if position == first else '^'}|{last - first}",
        f"hl={headline:d}|{here}",
        f"ru={rule}",
        f"rh={rule}|{here}",
    ]
    features += [f"e1={bit}" for bit in seen]
    return features
