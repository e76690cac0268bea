"""What a briefing adds to the search index: the words of its text, and those of the names it is filed under.

In, wave 1: `postings` for one briefing, a pure function whose result is cached. In, at the end: that, with
what the register and the vocabulary say (`SearchEntry`). Out: lines of text, for `shards` to join.
The search page and its script are the theme's.
"""

from __future__ import annotations

from bisect import bisect_left
from collections import defaultdict
from collections.abc import Iterable, Sequence
from functools import lru_cache
from itertools import chain
from math import log2
from typing import NamedTuple

from builder.model import Briefing
from builder.permalinks import SEARCH_DATA
from builder.render.search import postings as code
from builder.render.search.stemming import term_of, terms, token_lists
from builder.render.text.plaintext import folded

VERSION = 3
"""Of the format; part of the cache key of everything made here."""

FOLDER = SEARCH_DATA

# Where words stand: the field is a stretch of positions, so that a posting says it without a byte.
BODY, LEAD = 64, 128
"""Titles come first; a body's beginning counts for a little more than the rest of it."""
STEP, APART = 32, 4
"""A paragraph begins at a multiple of STEP, at least APART after the last: phrases do not cross it, and
a word more or less in one paragraph seldom moves the next. 64 would cost 2 % of the index, 16 save 1 %."""
IN_TITLE, IN_LEAD, IN_PERSON, IN_ISSUE, IN_OTHER = 4.0, 1.4, 2.0, 1.5, 1.0
"""What a word counts for in each field; 1 in the body."""

PARTS = 4
"""Stretches of the vocabulary, joined one after the other, so that memory holds a quarter of all postings.
Eight hold 13 MB less for 3,600 saved pages, and their index takes a tenth more time where texts are short.
"""

UNIT = "\x1f"
"""Between parts of a line that may hold spaces. White space in texts is folded, so no text holds it."""


class BriefingPostings(NamedTuple):
    """What one briefing adds to the index, from its own file alone. Plain data."""

    lang: str
    length: int
    """Words of title and body."""
    title: str
    text: str
    """Anchor, text, anchor, text … of each paragraph, `UNIT` between; then captions with an empty anchor."""
    parts: tuple[tuple[str, str], ...]
    """For each part of the vocabulary its words as they come, and their codes, each joined by spaces."""

    @property
    def paragraphs(self) -> list[tuple[str, str]]:
        """(anchor, text) of what `text` holds."""
        units = self.text.split(UNIT)
        return list(zip(units[::2], units[1::2], strict=False))  # nothing at all is one unit

    def terms(self, part: int) -> dict[str, str]:
        """Term → weight and positions, for one part of the vocabulary."""
        words, codes = self.parts[part]
        return dict(zip(words.split(" "), codes.split(" "), strict=True)) if words else {}


class Named(NamedTuple):
    """A person, issue or outlet as search knows it."""

    slug: str
    name: str
    also: tuple[str, ...] = ()
    """Other names it is found by."""


class SearchEntry(NamedTuple):
    """A briefing with what the whole archive says about it."""

    slug: str
    date: str
    """EDTF, or empty."""
    outlet: Named | None
    people: tuple[Named, ...]
    """Each once, as issues."""
    issues: tuple[Named, ...]
    byline: tuple[str, ...]


def postings(briefing: Briefing, paragraphs: Sequence[tuple[str, str]], lang: str) -> BriefingPostings:
    """The briefing's own words. `paragraphs` are (anchor, text) of what the public edition shows, no more;
    white space in texts is folded, as `blocks_of` does.
    """
    texts = [*paragraphs, *(("", folded(figure.caption)) for figure in briefing.figures if figure.caption)]
    title = " ".join(briefing.title.split())
    head, *rest = token_lists([title, *[text for _, text in texts]])
    length, base = len(head), BODY
    where: defaultdict[str, list[int]] = defaultdict(list)  # by word as printed: its term is asked for once
    for position, word in enumerate(head[: BODY - APART]):
        where[word].append(position)
    for words in rest:
        for position, word in enumerate(words, base):
            where[word].append(position)
        count = len(words)
        length += count
        base += -(-(count + APART) // STEP) * STEP
    parts: list[dict[str, list[int]]] = [{} for _ in range(PARTS)]
    places = list(map(_places(lang).__getitem__, where))  # all at once: so the waits for memory overlap
    for (term, part), found in zip(places, where.values(), strict=True):
        if term:  # a mark alone is no word
            its = parts[part]
            its[term] = sorted(its[term] + found) if term in its else found
    steps = code.step_codes(base)
    return BriefingPostings(
        lang,
        length,
        title,
        UNIT.join(chain.from_iterable([pair for pair in texts if pair[1]])),
        tuple([(" ".join(its), " ".join(_codes(its.values(), steps))) for its in parts]),
    )


def _codes(found: Iterable[list[int]], steps: Sequence[str]) -> list[str]:
    """For the positions of each word in a briefing its weight, then the steps to these."""
    codes: list[str] = []
    add, in_body = codes.append, _IN_LEAD[0]
    for positions in found:
        first, weights = positions[0], in_body
        if first < LEAD:
            title = bisect_left(positions, BODY) if first < BODY else 0
            lead = bisect_left(positions, LEAD) - title
            weights = _weights(title, lead) if title else _IN_LEAD[lead]
        said = weights[len(positions)]
        last = 0
        for position in positions:  # as `encode_positions`; a loop, as so many calls cost more than it
            said += steps[position - last]
            last = position
        add(said)
    return codes


class _Places(dict[str, tuple[str, int]]):
    """Word → its term in a language, and the part of the vocabulary with that; remembered, as a text has few
    words that are new. One table, as each look-up in one that large waits for memory.
    """

    def __init__(self, lang: str) -> None:
        super().__init__()
        self._term = term_of(lang)

    def __missing__(self, word: str) -> tuple[str, int]:
        term = self._term(word)
        found = self[word] = term, code.bucket(term, PARTS)
        return found


_places = lru_cache(maxsize=64)(_Places)


class _Weights(dict[int, str]):
    """How often a word stands in a text → the character for that, where title and lead have it so often."""

    def __init__(self, title: int, lead: int) -> None:
        super().__init__()
        self._title, self._lead = title, lead

    def __missing__(self, count: int) -> str:
        weight = count + (IN_TITLE - 1) * self._title + (IN_LEAD - 1) * self._lead
        found = self[count] = code.weight_char(weight, self._title > 0)
        return found


_weights = lru_cache(maxsize=1 << 12)(_Weights)
_IN_LEAD = [_weights(0, lead) for lead in range(LEAD - BODY + 1)]
"""Those of words that the title has not, by how often the lead has them."""


def _single_code(position: int) -> str:
    title = position < BODY
    return _weights(title, not title and position < LEAD)[1] + code.step_codes(position)[position]


@lru_cache(maxsize=1)
def _usual() -> tuple[dict[str, str], dict[str, str]]:
    """What is said of a word that stands once, with its weight and without; both ways."""
    short = {_single_code(position): step for position, step in enumerate(code.step_codes(4_095)[:4_096])}
    return short, {value: key for key, value in short.items()}


def shortened(codes: Iterable[str]) -> list[str]:
    """Without the weight where it follows from a single position, else with a mark before it."""
    short = _usual()[0].get
    return [short(value) or code.WEIGHT + value for value in codes]


def lengthened(codes: Iterable[str]) -> list[str]:
    """The inverse of `shortened`."""
    full = _usual()[1]
    return [value[1:] if value[0] == code.WEIGHT else full[value] for value in codes]


# ---------------------------------------------------------------- with the archive's names


@lru_cache(maxsize=1 << 16)
def _spread(named: Named, lang: str) -> tuple[tuple[tuple[str, int, int], ...], int]:
    """(term, position, part of the vocabulary) of the words of the name, and of its other names that have a
    word of their own; and the position from which on the next name may stand.
    """
    known: set[str] = set()
    kept: list[tuple[str, int, int]] = []
    end = 0
    for name in (named.name, *named.also):
        words = terms(name, lang)
        if not known.issuperset(words):
            known.update(words)
            kept += [(word, at, code.bucket(word, PARTS)) for at, word in enumerate(words, end) if word]
            end += len(words) + APART
    return tuple(kept), end


def name_terms(entry: SearchEntry, lang: str) -> list[dict[str, str]]:
    """For each part of the vocabulary the terms of the names a briefing is filed under, with their codes."""
    parts: list[dict[str, str]] = [{} for _ in range(PARTS)]
    other = [*((entry.outlet,) if entry.outlet else ()), *map(_author, entry.byline)]
    start = 0
    # What counts for more comes first, so that a word has the weight of its first name.
    for worth, group in ((IN_PERSON, entry.people), (IN_ISSUE, entry.issues), (IN_OTHER, other)):
        codes = _name_codes(worth)
        for named in group:
            words, size = _spread(named, lang)
            for word, at, part in words:
                said, value = parts[part], codes[start + at]
                said[word] = _again(said[word], value) if word in said else value
            start += size
    return parts


@lru_cache(maxsize=1 << 14)
def _author(name: str) -> Named:
    return Named("", name)


class _NameCodes(dict[int, str]):
    """Position in the names of a briefing → the code of a word there, in a name that counts for so much."""

    def __init__(self, worth: float) -> None:
        super().__init__()
        self._head = code.weight_char(worth, False) + code.NAMES

    def __missing__(self, position: int) -> str:
        found = self[position] = self._head + code.encode_positions((position,))
        return found


_name_codes = lru_cache(maxsize=3)(_NameCodes)


@lru_cache(maxsize=1 << 14)
def _again(first: str, later: str) -> str:
    """The code of a word in names, of which a later one has it again."""
    positions = [at for value in (first, later) for at in code.decode_positions(value[2:])]
    return first[:2] + code.encode_positions(positions)


def with_name(own: str, name: str) -> str:
    """The code of a word that a briefing has in its text and in the names it is filed under."""
    return code.weights_joined(own[0], name[0]) + own[1:] + name[1:]


# ---------------------------------------------------------------- lines about a briefing


def document_code(length: int, date: str) -> str:
    """`length date`: the length to an eighth, the date as it is."""
    return code.POSITION[min(len(code.POSITION) - 1, round(4 * log2(max(1, length))))] + date


def row_line(own: BriefingPostings, slug: str) -> str:
    """`lang slug title`, for the list of results."""
    return f"{own.lang or '-'} {slug} {own.title}"


def text_line(own: BriefingPostings, limit: int) -> str:
    """The first `limit` characters of its texts, ending with a whole word: anchor, text, anchor, text …"""
    text, end, following = own.text + UNIT, 0, 0
    while limit > 0 and following < len(own.text):
        begin = text.index(UNIT, following) + 1
        end = text.index(UNIT, begin)
        following = end + 1
        if end - begin > limit:
            space = text.rfind(" ", begin, begin + limit)
            end = space if space > 0 else begin + limit
            break
        limit -= end - begin
    return text[:end]


def facet_head(named: Named) -> str:
    """The name of a person, issue or outlet; empty where it can be told from the slug."""
    name = " ".join(named.name.split())
    return "" if " ".join(part.capitalize() for part in named.slug.split("-")) == name else name


def facets_of(entry: SearchEntry) -> tuple[tuple[str, Sequence[Named]], ...]:
    """(kind of facet, people, issues or outlets) that a briefing is filed under."""
    return ("p", entry.people), ("i", entry.issues), ("o", (entry.outlet,) if entry.outlet else ())
