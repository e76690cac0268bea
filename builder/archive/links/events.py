"""Cards → events: briefings that report one event, near in date, with shared people, places and words.

In: the index of `relations`. Out: `Event`s with what their briefings share. An undated briefing may join
one by what it shares alone, which makes the event evidence for its date; two dated ones must be close.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from itertools import combinations, islice
from math import log2, sqrt

from builder.archive.links.relations import ISSUE, PERSON, PLACE, WEIGHTS, WORD, Features, days_apart
from builder.edtf import Span, format_span
from builder.model import Event

DAYS = 3
"""Two dated reports of one event lie at most this far apart."""
LONGEST = 7
"""Days that all dated reports of one event may span."""
ALIKE, ALIKE_UNDATED, ALIKE_NOBODY = 0.33, 0.42, 0.6
"""Share of weight in common that makes two briefings reports of one event: where they share a person, where
one has no date, where they share nobody. By reading the pairs found in 4,000 newswire stories and 3,000
diplomatic papers; below it, mere follow-ups begin, and headlines that are all made to one pattern."""
TELLING = 28.0
"""Least weight that two reports of one event have in common: words that half of the reports of those days
bear add up to little, however large a share they are of a short title."""
LARGEST = 40
"""Reports of one event; more is a story that runs on, not an event."""

BLOCK = 12
"""Days of one time: so many, and as many before and after."""
FEW = 120
"""Fewer reports of one time than this say little of how rare a name is in it."""

_RAREST, _SCAN, _COMMON = 6, 12, 30
_NOTHING: Mapping[int, int] = {}


def find_events(features: Features) -> tuple[Event, ...]:
    """Events with at least two reports, oldest first; each briefing reports at most one."""
    scores = _pair_scores(features)
    clusters = _cluster(features, scores)
    return tuple(_event(features, members, scores) for members in clusters)


def _pair_scores(features: Features) -> dict[tuple[int, int], float]:
    """Pairs of briefings alike enough to report one event; (lower position, higher position) → likeness."""
    names = features.names
    tells = [kind != ISSUE for kind, _ in names]  # an issue runs on; it does not tell one event from the next
    keen = [tuple(filter(tells.__getitem__, mine)) for mine in features.of]
    weigh = _Nearby(features, keen)
    undated = sum(span is not None for span in features.days)
    far = [bisect_left(bearers, undated) for bearers in features.postings]
    scores: dict[tuple[int, int], float] = {}
    for one, mine in enumerate(keen):
        for other in _candidates(
            features, one, islice(filter(features.borne.__getitem__, mine), _RAREST), far
        ):
            shared = frozenset(mine).intersection(keen[other])
            kinds = Counter(names[f][0] for f in shared)
            if not _one_event(kinds):
                continue
            apart = days_apart(features.days[one], features.days[other])
            if apart is None and not _same_company(features, shared, one, other):
                continue
            score = weigh.alike(one, other, shared, near=apart is not None)
            if score >= (ALIKE_UNDATED if apart is None else ALIKE if kinds[PERSON] else ALIKE_NOBODY):
                scores[one, other] = score
    return scores


def _one_event(shared: Mapping[str, int]) -> bool:
    """Whether what two reports share can be one event: somebody and something more, or a place and words. A
    city and its country are two names of one place: much happens there in a week.
    """
    if shared[PERSON]:
        return shared[PERSON] + shared[PLACE] + shared[WORD] > 1
    return shared[PLACE] > 0 and shared[WORD] > 1


class _Nearby:
    """How much sharing a feature counts among the reports of one time: whom everybody names in a week of
    crisis tells none of its events from the next, however rare the name is in the whole archive.
    """

    def __init__(self, features: Features, keen: Sequence[Sequence[int]]) -> None:
        self.features, self.keen = features, keen
        self.block = [span[0] // BLOCK if span else -9 for span in features.days]
        borne: dict[int, list[int]] = defaultdict(list)
        for block, mine in zip(self.block, keen, strict=True):
            borne[block] += mine
        self.counts = {block: Counter(found) for block, found in borne.items()}
        self.sizes = Counter(self.block)
        self.known: dict[int, tuple[dict[int, float], float]] = {}

    def alike(self, one: int, other: int, shared: Iterable[int], near: bool) -> float:
        """Share of weight in common, 0 to 1."""
        if not near:
            weight = self.features.weight
            norms = [sum(weight[f] for f in self.keen[at]) or 1 for at in (one, other)]
            return round(sum(weight[f] for f in shared) / sqrt(norms[0] * norms[1]), 6)
        (mine, norm), (theirs, other_norm) = self._weights(one), self._weights(other)
        common = sum(sqrt(mine[f] * theirs[f]) for f in shared)
        return round(common / sqrt(norm * other_norm), 6) if common >= TELLING else 0.0

    def _weights(self, at: int) -> tuple[dict[int, float], float]:
        if at not in self.known:
            blocks = range(self.block[at] - 1, self.block[at] + 2)
            size = max(sum(self.sizes[b] for b in blocks), FEW)
            before, then, after = [self.counts.get(b, _NOTHING).get for b in blocks]
            found = {}
            for f in self.keen[at]:
                bearers = before(f, 0) + then(f, 0) + after(f, 0)
                found[f] = WEIGHTS[self.features.names[f][0]] * log2(1 + size / bearers)
            self.known[at] = found, sum(found.values()) or 1.0
        return self.known[at]


def _same_company(features: Features, shared: Iterable[int], one: int, other: int) -> bool:
    """Whether nearly everybody whom the shorter report names is in the other too: without a date, the same
    two ministers on another visit must not look like the same event.
    """
    both = sum(features.names[f][0] == PERSON for f in shared)
    fewer = min(len(features.cards[one].people), len(features.cards[other].people))
    return both >= 3 and 5 * both >= 4 * fewer


def _candidates(features: Features, one: int, mine: Iterable[int], far: Sequence[int]) -> list[int]:
    """Later cards that share two rare features and may lie close in time. `far`: where the undated begin."""
    seen: dict[int, int] = {}
    get = seen.get
    span, begin = features.days[one], features.first
    latest = span[1] + DAYS if span else 0
    for feature in mine:
        bearers = features.postings[feature]
        start = bisect_right(bearers, one)
        if span:
            for other in bearers[start : start + _SCAN]:
                if begin[other] > latest:
                    break
                seen[other] = get(other, 0) + 1
            start = max(start, far[feature])
        if len(bearers) <= _COMMON:
            for other in bearers[start:]:
                seen[other] = get(other, 0) + 1
    return [other for other, count in seen.items() if count >= 2]


def _cluster(features: Features, scores: Mapping[tuple[int, int], float]) -> list[list[int]]:
    """Joins the most alike first; two groups join when most of their pairs are alike and time allows."""
    group: dict[int, list[int]] = {}
    for one, other in sorted(scores, key=lambda pair: (-scores[pair], pair)):
        left, right = group.setdefault(one, [one]), group.setdefault(other, [other])
        if left is right or len(left) + len(right) > LARGEST:
            continue
        if len(left) + len(right) > 2:  # the pair itself is alike and near
            if _reach(features, left + right) > LONGEST:
                continue
            alike = sum((a, b) in scores if a < b else (b, a) in scores for a in left for b in right)
            if 2 * alike < len(left) * len(right):
                continue
        left.extend(right)
        for member in right:
            group[member] = left
    unique = {id(members): sorted(members) for members in group.values() if len(members) > 1}
    return sorted(unique.values())


def _reach(features: Features, members: Iterable[int]) -> int:
    """Days between the first and the last dated report."""
    spans = [span for m in members if (span := features.days[m])]
    return max(s[0] for s in spans) - min(s[1] for s in spans) if spans else 0


def _event(features: Features, members: Sequence[int], scores: Mapping[tuple[int, int], float]) -> Event:
    total: dict[int, float] = defaultdict(float)
    for one, other in combinations(members, 2):
        score = scores.get((one, other), 0.0)
        total[one] += score
        total[other] += score
    central = min(members, key=lambda m: (-round(total[m], 6), m))
    counts: dict[int, int] = defaultdict(int)
    for member in members:
        for feature in features.of[member]:
            counts[feature] += 1
    shared: dict[str, list[str]] = {PERSON: [], PLACE: [], ISSUE: [], WORD: []}
    for feature in sorted(counts, key=lambda f: (-counts[f], features.names[f])):
        if 2 * counts[feature] >= len(members) and counts[feature] > 1:
            kind, value = features.names[feature]
            shared[kind].append(value)
    slugs = tuple(features.cards[m].slug for m in members)
    return Event(
        slug=slugs[0],
        title=features.cards[central].slug,
        briefings=slugs,
        date=_event_date(features, members),
        people=tuple(shared[PERSON]),
        places=tuple(shared[PLACE]),
        issues=tuple(shared[ISSUE]),
        words=tuple(shared[WORD]),
    )


def _event_date(features: Features, members: Iterable[int]) -> str:
    spans = [span for m in members if (span := features.days[m])]
    if not spans:
        return ""
    first, last = min(s[0] for s in spans), max(s[1] for s in spans)
    return format_span(Span(date.fromordinal(first), date.fromordinal(last), "range"))
