"""Cards of all briefings → what connects them: who is named with whom, events, related briefings.

In: one `Card` per briefing, metadata only. Out: plain mappings by slug, the same whatever the order of
the cards; the briefings of a pair stand in that order. Everything runs over inverted indexes with caps, so
that 20,000 briefings take about a second.
What a page shows of it, and in which words, is decided in `render`; clustering of events is in `events`.
"""

from __future__ import annotations

from bisect import bisect_left
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence, Set
from dataclasses import dataclass
from functools import lru_cache
from itertools import chain, combinations, islice
from math import sqrt
from typing import NamedTuple

from builder.archive.issues.phrases import split_words
from builder.archive.links.places import find_places
from builder.edtf import find_span
from builder.model import Briefing, Related

MOST_PEOPLE = 40
"""People of one briefing that are paired: the first ones; a list of 300 delegates connects nobody."""
PAIR_LEAST = 3
"""Briefings that must name two people for them to be a pair."""
SAME_WEEK = 6
"""Days apart that still read as "same week"."""

PERSON, PLACE, ISSUE, WORD = "person", "place", "issue", "word"
WEIGHTS = {PERSON: 3, PLACE: 3, ISSUE: 2, WORD: 2}
"""What sharing a person, place, issue or title word counts, before rarity."""

RELATED_LEAST = 0.12
"""Less than this in common is chance: one common name in two long lists."""

_OPEN = 1 << 22
"""A day after all days."""
_RAREST = 6
"""Features of a briefing that may bring a candidate: its rarest ones."""
_NEAR = 4
"""Neighbours in time looked at on each side, per feature."""
_CANDIDATES = 8
"""Candidates that are compared in full."""


Days = tuple[int, int]
"""First and last day, as ordinals."""
WIDEST = 31
"""Days of the widest span that still says when: a month."""


class Card(NamedTuple):
    """What relations need to know of a briefing."""

    slug: str
    date: str = ""
    """EDTF, or the bounds of an undated briefing, or empty."""
    people: tuple[str, ...] = ()
    """Ids, those it is about first."""
    issues: tuple[str, ...] = ()
    """Ids, strongest first."""
    words: tuple[str, ...] = ()
    """Comparable words of the title, names of its places aside."""
    places: tuple[str, ...] = ()


def make_card(briefing: Briefing, people: Sequence[str], issues: Sequence[str], bounds: str = "") -> Card:
    """The card of a briefing; `bounds` for the undated."""
    text = f"{briefing.title}. {briefing.dateline}. {briefing.summary}"
    places = find_places(text)
    named = _words_of(places)
    words = tuple([word for word in title_words(briefing.title) if word not in named])
    return Card(briefing.slug, briefing.date or bounds, tuple(people), tuple(issues), words, places)


def title_words(title: str) -> tuple[str, ...]:
    """Comparable words of a title that say something, each once."""
    return tuple(dict.fromkeys([w for w in split_words(title).forms if len(w) > 2 and w not in _EMPTY]))


@lru_cache(maxsize=1 << 14)
def _words_of(places: tuple[str, ...]) -> frozenset[str]:
    """Comparable words of places: many briefings name the same ones."""
    return frozenset(title_words(" ".join(places)))


def find_pairs(
    cards: Sequence[Card], least: int = PAIR_LEAST, most: int = 1000
) -> Mapping[tuple[str, str], tuple[str, ...]]:
    """(person, person), ids in order → slugs of the briefings that name both, as the cards stand; the `most`
    commonest pairs.
    """
    named = Counter(chain.from_iterable([card.people for card in cards]))
    often = {person for person, n in named.items() if n >= least}
    counts = Counter(chain.from_iterable(_pairs_of(card, often) for card in cards))
    ranked = sorted((pair for pair, n in counts.items() if n >= least), key=lambda p: (-counts[p], p))
    wanted = set(ranked[:most])
    found: dict[tuple[str, str], list[str]] = {pair: [] for pair in sorted(wanted)}
    for card in cards:
        for pair in wanted.intersection(_pairs_of(card, often)):
            found[pair].append(card.slug)
    return {pair: tuple(slugs) for pair, slugs in found.items()}


def _pairs_of(card: Card, people: Set[str]) -> Iterator[tuple[str, str]]:
    """The pairs among those of these people whom a briefing names."""
    return combinations(sorted(filter(people.__contains__, card.people[:MOST_PEOPLE])), 2)


# ---------------------------------------------------------------- features, and how rare they are


@dataclass(frozen=True, slots=True)
class Features:
    """The cards in order of time, with what each may share with others, as numbers."""

    cards: tuple[Card, ...]
    days: tuple[Days | None, ...]
    """First and last day of each; None when open or too wide to say when. The open ones stand last."""
    first: tuple[int, ...]
    """First day of each; beyond all days when open."""
    of: tuple[tuple[int, ...], ...]
    """Features of each card, rarest first."""
    postings: tuple[tuple[int, ...], ...]
    """Cards that bear a feature, in order."""
    weight: tuple[int, ...]
    """Of a feature: its kind's weight times its rarity."""
    names: tuple[tuple[str, str], ...]
    """(kind, id) of a feature."""
    borne: tuple[bool, ...]
    """Whether more than one card bears a feature."""


def index_features(cards: Iterable[Card]) -> Features:
    """The shared index of `related` and `events`; built once per archive."""
    spans = {card.slug: _days(card.date) for card in cards}
    placed = sorted(_in_time(cards, spans))
    ordered = tuple(card for _, _, card in placed)
    numbers: dict[str, dict[str, int]] = {kind: {} for kind in WEIGHTS}
    names: list[tuple[str, str]] = []
    bearers: list[list[int]] = []
    of: list[list[int]] = []
    for position, card in enumerate(ordered):
        mine: list[int] = []
        for kind, values in _kinds(card):
            known = numbers[kind]
            for value in values:
                number = known.get(value)
                if number is None:
                    number = known[value] = len(bearers)
                    names.append((kind, value))
                    bearers.append([])
                found = bearers[number]
                if not found or found[-1] != position:
                    found.append(position)
                    mine.append(number)
        of.append(mine)
    total = len(ordered)
    # Whole numbers of bits: one more briefing changes hardly any weight, so hardly any page.
    weight = tuple(
        WEIGHTS[kind] * (total // len(found)).bit_length()
        for (kind, _), found in zip(names, bearers, strict=True)
    )
    rank = [(-w, name) for w, name in zip(weight, names, strict=True)]
    return Features(
        ordered,
        tuple(spans[card.slug] for card in ordered),
        tuple(span[0] if (span := spans[card.slug]) else _OPEN for card in ordered),
        tuple(tuple(sorted(mine, key=rank.__getitem__)) for mine in of),
        tuple(map(tuple, bearers)),
        weight,
        tuple(names),
        tuple(len(found) > 1 for found in bearers),
    )


def _in_time(cards: Iterable[Card], spans: Mapping[str, Days | None]) -> Iterable[tuple[int, str, Card]]:
    """(day, slug, card): what cards are put in order of time by; the undated come last."""
    for card in cards:
        span = spans[card.slug]
        yield (span[1] if span else _OPEN, card.slug, card)


def _kinds(card: Card) -> Iterable[tuple[str, Sequence[str]]]:
    yield PERSON, card.people[:MOST_PEOPLE]
    yield PLACE, card.places
    yield ISSUE, card.issues[:MOST_PEOPLE]
    yield WORD, card.words[:MOST_PEOPLE]


@lru_cache(maxsize=65536)
def _days(date: str) -> Days | None:
    span = find_span(date)
    if span is None or span.first is None or span.last is None or span.days > WIDEST:
        return None
    return span.first.toordinal(), span.last.toordinal()


def days_apart(one: Days | None, other: Days | None) -> int | None:
    """Fewest days between two spans, 0 where they meet; None when one is open."""
    if one is None or other is None:
        return None
    gap = one[0] - other[1] if one[0] > other[1] else other[0] - one[1]
    return gap if gap > 0 else 0


# ---------------------------------------------------------------- related briefings


def find_related(features: Features, limit: int = 5) -> Mapping[str, tuple[Related, ...]]:
    """Slug → the most related other briefings, best first, each with the features that it shares."""
    if limit <= 0:
        return {}
    weight_of = features.weight.__getitem__
    roots = [sqrt(sum(map(weight_of, mine)) or 1) for mine in features.of]
    sets = [frozenset(mine) for mine in features.of]
    days = features.days
    bits = len(features.cards).bit_length()
    packed = [weight << bits for weight in features.weight]
    found: dict[str, tuple[Related, ...]] = {}
    for one, card in enumerate(features.cards):
        scored: list[tuple[int, int, int | None, list[int]]] = []
        mine, root, day = features.of[one], roots[one], days[one]
        for other in _candidates(features, packed, one, bits):
            shared = [*filter(sets[other].__contains__, mine)]
            apart = days_apart(day, days[other])
            near = 1.0 if apart is None or apart > 31 else 1.5 if apart <= SAME_WEEK else 1.2
            alike = sum(map(weight_of, shared)) / roots[other] * near / root
            if alike >= RELATED_LEAST:
                scored.append((-round(alike * 1e6), other, apart, shared))
        scored.sort()  # cards stand in order of time and slug, each once: equal scores keep that order
        best: list[Related] = []
        for _, other, apart, shared in scored:
            if len(shared) == 1 and features.names[shared[0]][0] == WORD:
                continue  # one word of two titles relates nothing
            best.append((features.cards[other].slug, apart, tuple(shared)))
            if len(best) == limit:
                break
        found[card.slug] = tuple(best)
    return found


def _candidates(features: Features, packed: Sequence[int], one: int, bits: int) -> list[int]:
    """Cards that share rare features and stand near in time, the most promising ones. `packed`: a number for
    each feature, its weight above the `bits` of a position; below 2^30 Python sorts numbers twice as fast.
    """
    weighed: dict[int, int] = {}
    get = weighed.get
    for feature in islice(filter(features.borne.__getitem__, features.of[one]), _RAREST):
        bearers = features.postings[feature]
        weight = packed[feature]
        at = bisect_left(bearers, one)
        for other in bearers[max(0, at - _NEAR) : at + _NEAR + 1]:
            weighed[other] = get(other, -other) + weight
    weighed.pop(one, None)
    # The heaviest first, among equals the earliest.
    position = (1 << bits) - 1
    return [-number & position for number in sorted(weighed.values(), reverse=True)[:_CANDIDATES]]


_EMPTY = frozenset(
    str.split(
        """about after again against ahead all also amid among and another any are back been before being
        between but can can could day did does down during each even ever every first for from get give
        had has have her here him his how into its just last like make many may more most much must near
        new next not now off one only other our out over own part per plan put report said same say see
        set she should since some still such take talk tell than that the their them then there these they
        this those through time today too two under until upon use very visit wa want was way week well
        were what when where which while who why will with within without would year yet you your"""
    )
)
"""Title words that say nothing of the subject."""
