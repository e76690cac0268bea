"""A span that rules or scorer found → the name in it, or nothing where it is the name of a thing."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import replace
from functools import cache

from builder.archive.words import read_given, read_words
from builder.ingest.naming.namerules import Span
from builder.ingest.naming.nametokens import Tokens


def repair(tokens: Tokens, span: Span) -> Span | None:
    """The span with the given name that it lacks, without titles, sentence starters, verbs of headlines, days
    and peoples at its ends; None when it is no name: a ship, a company, a street, a letter that numbers a
    paragraph.
    """
    lower = tokens.lower
    first, last = _given_before(tokens, span.first), span.last
    while first <= last and (
        _no_part(lower[first], alone=first == last)
        or _leads_to_name(tokens, first, last)
        or _opens_sentence(tokens, first)
        or _is_verb(lower[first])
        or (tokens.words[first].islower() and lower[first] in read_words("not_names"))  # what to do Chamoun
        or (lower[first] in _REFERENCES and first < last)
    ):
        first += 1
    last = next((i - 1 for i in range(first + 1, last + 1) if _goes_on(tokens, i)), last)
    not_names = read_words("not_names")
    while last > first and (
        (lower[last] in not_names and not _closes_name(tokens, first, last))
        or _is_acronym(tokens, first, last)
    ):
        last -= 1
    if first > last or _is_thing(tokens, first, last) or _is_called_out(tokens, first, last):
        return None
    return replace(span, first=first, last=last)


def _is_called_out(tokens: Tokens, first: int, last: int) -> bool:
    """Whether it is a word by which somebody begins to speak: 'Hey, let's talk'."""
    return first == last and tokens.lower[first] in read_words("interjections")


_REFERENCES = frozenset({"re", "ref", "cf"})
"""What a telegram or a note refers by: `Re Hammarskjold`."""


def _given_before(tokens: Tokens, first: int) -> int:
    """Where a name really begins: at a given name, or a word that no list knows, right before it (Artemisia
    Gentileschi, Christian Horner).
    """
    if tokens.lower[first] in read_given():
        return first
    for _ in range(2):
        before = first - 1
        if before < 0 or not tokens.words[before][0].isupper() or tokens.begins(first):
            break
        apart = tokens.starts[first] - tokens.end(before) != 1
        low = tokens.lower[before]
        if (
            apart
            or low in read_words("titles")
            or (low not in read_given() and not _is_strange(tokens, before))
        ):
            break
        first = before
    return first


def _is_strange(tokens: Tokens, position: int) -> bool:
    """Whether no list knows a capitalised word, and it is no abbreviation."""
    word, low = tokens.words[position], tokens.lower[position]
    return word.isalpha() and word.istitle() and not any(low in read_words(name) for name in _KNOWN)


_KNOWN = (
    "titles", "places", "organisations", "not_names", "english", "brands", "cities", "around_names",
    "callings", "saying", "companies",
)  # fmt: skip


def _leads_to_name(tokens: Tokens, first: int, last: int) -> bool:
    """Whether a plain word stands before a given name: General Manager Mike McCarthy."""
    low, given = tokens.lower[first], read_given()
    plain = low in read_words("english") or low in read_words("callings")
    return plain and low not in given and first + 1 < last and tokens.lower[first + 1] in given


def _opens_sentence(tokens: Tokens, first: int) -> bool:
    """Whether a word is an adverb that a sentence begins with: Conversely Sukarno …"""
    low = tokens.lower[first]
    return low.endswith("ly") and len(low) > 5 and tokens.begins(first) and not _is_listed(low)


def _is_verb(low: str) -> bool:
    """Whether a word is what somebody does, as headlines write it: Clinton Cancels Events, Throws Hat."""
    if len(low) < 5 or low[-1] != "s" or _is_listed(low):
        return False
    return low[:-1] in read_words("english") or (low[-2] == "e" and low[:-2] in read_words("english"))


def _goes_on(tokens: Tokens, position: int) -> bool:
    """Whether a headline goes on behind the name: Clinton Cancels. In prose Alex Lowes has a family name."""
    if not _is_verb(tokens.lower[position]):
        return False
    return tokens.lower[position - 1] not in read_given() or _is_headline(tokens)


def _is_headline(tokens: Tokens) -> bool:
    """Whether nearly all longer words have a capital."""
    long = [word for word in tokens.words if len(word) > 4 and word.isalpha()]
    return sum(word[0].isupper() for word in long) >= 0.8 * len(long)


def _is_listed(low: str) -> bool:
    """Whether a list of given or family names has a word."""
    return low in read_given() or any(
        low in read_words(n) for n in ("family_census", "family", "family_first")
    )


def _no_part(low: str, alone: bool) -> bool:
    """Whether a word that stands first in a span describes the name instead of being part of it."""
    if low in read_words("titles"):
        return low not in read_words("titles_or_names")
    if low in read_given() or low in read_words("family_first"):
        return False
    if low in read_words("not_names") or (low[-1] == "s" and low[:-1] in read_words("titles")):
        return True
    if low.endswith("ies") and f"{low[:-3]}y" in read_words("titles"):
        return True  # Secretaries Herter and Dillon
    described = (
        low in read_words("places") or low in read_words("around_names") or low in read_words("organisations")
    )
    return described and not alone and low not in read_words("family_common")


def _is_acronym(tokens: Tokens, first: int, last: int) -> bool:
    """Whether a name ends before letters that are no part of it: Herter NEA, but Emmanuel MACRON."""
    word, low = tokens.words[last], tokens.lower[last]
    if not 2 < len(word) < 6 or not (word.isalpha() and word.isupper()) or tokens.words[first].isupper():
        return False
    return low not in _SUFFIXES and not any(
        low in read_words(n) for n in ("family_census", "family", "family_first")
    )


def _closes_name(tokens: Tokens, first: int, last: int) -> bool:
    """Whether a word that is seldom a name is one here: the only word behind a given name (Ian Story,
    Adrienne So), and no day or month.
    """
    low = tokens.lower[last]
    if low in read_given():
        return True
    alone = first + 1 == last and tokens.lower[first] in read_given()
    return alone and low not in read_words("calendar") | read_words("saying")


def _is_thing(tokens: Tokens, first: int, last: int) -> bool:
    lower = tokens.lower
    before = lower[first - 1] if first else ""
    after = lower[last + 1] if last + 1 < len(lower) else ""
    if first == last and len(lower[first].rstrip(".")) == 1:
        return True
    if first == last and any(lower[first] in words for words in (_SUFFIXES, *_never_alone())):
        return True
    if first + 1 == last and lower[first][1:] == "." and tokens.begins(first):
        return not (lower[last] in read_words("family") or lower[last] in read_words("family_common"))
    if first < last and _is_made_of_words(tokens, first, last):
        return True
    if first == last and _is_in_state(tokens, last):
        return True
    if tokens.words[first - 1 : first] == ["The"] and not tokens.begins(first - 1):
        return True  # told The Sun
    if before == "at" and first > 1 and lower[first - 2] in read_words("titles") | read_words("callings"):
        return lower[first] not in read_given()  # an analyst at Miller Tabak
    joined = "-".join(lower[first : last + 1])
    if "&" in (before, after) or any(joined.endswith(name) for name in _companies_of(lower[last])):
        return True
    return before in ("near", "aboard") or before in read_words("ships")


def _is_made_of_words(tokens: Tokens, first: int, last: int) -> bool:
    """Whether the last word makes a thing of the others: Davis Cup, Digital Crown, CBS DFW."""
    low, given = tokens.lower[last], read_given()
    if low.isalpha() and len(low) == 1 and low != "x":
        return True  # Tab A, See Annex B; but Malcolm X, and John D.
    known = any(tokens.lower[i] in given for i in range(first, last))
    if not known and (len(low) == 1 or (low in read_words("english") and not _is_titled(tokens, first))):
        return True
    if low in read_words("family_census") or low in given or low in read_words("family"):
        return False
    letters = all(tokens.words[i].isupper() and len(tokens.words[i]) < 6 for i in range(first, last + 1))
    calendar = tokens.lower[first] in read_words("calendar")
    return calendar or low in read_words("organisations") or (letters and not known)


def _is_titled(tokens: Tokens, first: int) -> bool:
    return first > 0 and tokens.lower[first - 1] in read_words("titles")


def _is_in_state(tokens: Tokens, last: int) -> bool:
    """Whether the state or country stands behind a place: `Kent, Washington;`, `Troy, N.C.`"""
    words = [*tokens.words[last + 1 : last + 4], "", "", ""]
    state = tokens.lower[last + 2] if words[1] else ""
    ends = not words[2][:1].isalnum() and words[2] not in ("'s", "’s")
    return words[0] == "," and state in read_words("places") and ends


@cache
def _companies() -> dict[str, tuple[str, ...]]:
    found: dict[str, list[str]] = defaultdict(list)
    for name in sorted(read_words("companies")):
        found[name.rpartition("-")[2]].append(name)
    return {last: tuple(names) for last, names in found.items()}


def _companies_of(last: str) -> tuple[str, ...]:
    """Names of companies and movements, words joined by hyphens, that end in a word."""
    return _companies().get(last.rpartition("-")[2], ())


def _never_alone() -> tuple[frozenset[str], frozenset[str]]:
    return read_words("organisations"), read_words("callings")


_SUFFIXES = frozenset({"jr", "sr", "ii", "iii", "iv"})
