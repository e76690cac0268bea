"""The office or description around a name, as printed: "Russian Foreign Minister", "a political expert
with …".

Before the name: the stretch of titles, nationalities and offices that ends at it, and no other's. After it:
an apposition between commas that is a noun with what belongs to it. Honorifics (Mr., Mrs.) say nothing about
an office and are left out.
"""

from __future__ import annotations

from collections.abc import Container
from functools import cache

from builder.archive.people.address import sex_of_address
from builder.archive.words import read_words
from builder.ingest.naming.nametokens import Tokens

_LINKS = frozenset({"of", "for", "and", "to", "'s", "’s", "the", "-", "&"})
_ARTICLES = frozenset({"a", "an", "the", "his", "her", "its", "their"})
_ADDRESS = frozenset({"comrade", "brother", "sister", "colleague", "fellow"})
"""Words before a name that are no office either."""
_RELATIVE = frozenset({"who", "whom", "whose", "which", "that", "where", "when"})
"""What an apposition goes on with that is no part of the office."""
_VERBS = frozenset(
    """is are was were be been being has have had having do does did will would shall should can could may
    might must not said says say told tells added noted called probably also see sees saw seen""".split()
)
"""Words that show that what follows a name is a sentence."""
_SUBJECTS = frozenset({"i", "we", "they", "you", "he", "she"})
_WHEN = frozenset({"former", "late", "acting", "then", "ex", "outgoing", "incoming", "interim", "current"})
"""Words in small letters that an office in capitals may begin with."""
MOST_BEFORE = 12
MOST_AFTER = 14


@cache
def _around() -> tuple[frozenset[str], frozenset[str]]:
    titles = read_words("titles")
    return titles, titles | read_words("places") | read_words("organisations") | read_words("around_names")


def find_role(tokens: Tokens, first: int, last: int, names: Container[int] = ()) -> str:
    """The office of the name at tokens `first` to `last`: before it, else after it, else empty. `names`
    are the
    tokens of all names of the paragraph: an office does not reach across one.
    """
    words = tokens.words
    if first > 0 and words[first - 1] == "(" and words[last + 1 : last + 2] == [")"]:
        return _before(tokens, first - 1, names)  # Director of Central Intelligence (Dulles)
    return _before(tokens, first, names) or _after(tokens, last, names)


def find_address(tokens: Tokens, first: int) -> str:
    """The word of address right before the name at token `first` that says man or woman, as printed; nothing
    where both are meant (Mr. and Mrs. Nhu).
    """
    before = first - 1
    while before >= 0 and tokens.words[before] == ".":
        before -= 1
    if before < 0 or not sex_of_address(tokens.words[before]):
        return ""
    couple = before > 1 and tokens.lower[before - 1] in ("and", "&")
    return "" if couple else tokens.words[before]


def _before(tokens: Tokens, first: int, names: Container[int]) -> str:
    titles, around = _around()
    start = first
    head = strange = False  # strange: a word unknown here, as in "Minister of Trade and Industry"
    for position in range(first - 1, max(-1, first - 1 - MOST_BEFORE), -1):
        low = tokens.lower[position]
        if position in names or low in _RELATIVE or _is_another(tokens, position, first):
            break
        if low in _SUBJECTS and head and tokens.lower[position + 1] == tokens.words[position + 1]:
            return ""  # I suspect Nhu
        if low in read_words("honorifics") or (
            low == "." and tokens.lower[position - 1] in read_words("abbreviations")
        ):
            continue
        if low in titles and low not in _ADDRESS:
            if strange and tokens.lower[position + 1] not in ("of", "for"):
                break
            head, start = True, position
        elif low in around or _is_named(tokens, position):
            start = position
            strange = strange or not (head or low in around)
        elif low not in _LINKS:
            break
    if not head:
        return ""
    last = first - 1
    while last >= start and (tokens.lower[last] in read_words("honorifics") or tokens.words[last] == "."):
        last -= 1
    return _phrase(tokens, start, last)


def _is_another(tokens: Tokens, position: int, first: int) -> bool:
    """Whether a word parts the office of the name from somebody else's: `aide to General Cao`, `the President
    and Chairman Khrushchev`; not in `Assistant to the President`, `Minister of Trade and Industry`.
    """
    titles, around = _around()
    low, after = tokens.lower[position], tokens.lower[position + 1]
    if low in ("and", "&"):
        return (
            position == first - 1 or after in titles or after == "the" or tokens.lower[position - 1] in titles
        )
    if position == first - 1 and low in ("of", "to", "for", "by"):
        return True  # the wife of Nhu
    if low not in ("of", "to", "for") and (low != "under" or after == "secretary"):
        return False
    between = tokens.lower[position + 1 : first]
    if low == "to":
        return "the" not in between and not titles.isdisjoint(between)
    return (
        bool(between)
        and between[-1] in titles
        and all(w in titles or w in around or w == "." for w in between)
    )


def _is_named(tokens: Tokens, position: int) -> bool:
    """Whether a word is a part of what an office is called after: `White` of "White House spokesman"."""
    low, after = tokens.lower[position], tokens.lower[position + 1]
    if not tokens.words[position][0].isupper() or (low in read_words("not_names") and after != "house"):
        return False
    titles, _ = _around()
    return not tokens.begins(position) or (tokens.words[position + 1][0].isupper() and after not in titles)


def _after(tokens: Tokens, last: int, names: Container[int]) -> str:
    size = len(tokens.words)
    if last + 2 >= size or tokens.words[last + 1] != ",":
        return ""
    titles, around = _around()
    start = last + 2
    low = tokens.lower[start]
    if low in _ARTICLES:
        start += 1
    elif low not in around:
        return ""
    for position in range(start, min(size, start + MOST_AFTER)):
        word, low = tokens.words[position], tokens.lower[position]
        if position in names or low in _VERBS or low in read_words("quoting"):
            return ""
        if position > start and word.endswith("ed") and tokens.lower[position - 1] in titles:
            return ""  # the President decided
        stop = word == "." and position + 1 < size and not tokens.begins(position + 1)
        ends = word in ',.;:—–()“”"' and not stop
        if ends or low in _RELATIVE:
            known = (tokens.lower[i] for i in range(start, position))
            if any(low in titles or low in read_words("callings") for low in known):
                return _phrase(tokens, start, position - 1)
            return ""
    return ""


def _phrase(tokens: Tokens, start: int, last: int) -> str:
    while start <= last and tokens.lower[start] in _LINKS | {","}:
        start += 1
    if tokens.lower[start : start + 1] == ["under"] and tokens.lower[start + 1 : start + 2] != ["secretary"]:
        start += 1
    while start <= last and tokens.lower[last] in _LINKS | {",", "under"}:
        last -= 1
    if any(word[0].isupper() for word in tokens.words[start : last + 1]):
        known = read_words("titles") | read_words("callings") | _WHEN
        while tokens.words[start].islower() and tokens.lower[start] not in known:
            start += 1  # a telegraph President Eisenhower sent
    if start > last:
        return ""
    out = tokens.words[start]
    for position in range(start + 1, last + 1):
        gap = tokens.starts[position] > tokens.end(position - 1)
        out += (" " if gap else "") + tokens.words[position]
    return out
