"""Tagged briefings → the words that speak for an issue, each with a weight, and a threshold.

In: texts, and which of them bear the issue. Out: terms for its file, weighed so that `find_issues` gives
the tag where the sum passes 1. A linear support vector machine over runs of up to three words, counted
as the tagger counts them; the title's own words have a head start, which fades as examples come in; the
threshold is the one that does best on parts of the archive held back in turn. Plain Python, no chance.
"""

from __future__ import annotations

from array import array
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from math import log

from builder.archive.issues.matching import Phrase, find_phrases, index_phrases
from builder.archive.issues.phrases import STOP, Words, phrase_forms, split_words
from builder.archive.issues.vocabulary import MOST, weigh_places
from builder.model import IssueTerm

LONGEST = 3
"""Words of the longest term that is learned."""
CANDIDATES = 150
"""Terms that are weighed: those that tell the issue most, and as many that tell its near misses."""
COST = 0.1
"""What a mistake in training costs against simple weights (C of the machine)."""
HEAD_START = 2.0
"""How much easier the title's own words gain weight."""
PRIOR, FADES = 1.0, 5.0
"""Weight of the title's words before any example, and the number of examples that halves it."""
FOLDS = 4
RARE = 4
"""With fewer examples than this nothing is held back, and the threshold is `RARE_THRESHOLD`."""
RARE_THRESHOLD = -0.3
# Counting each term once instead (MOST of 1) gives .2 points of micro F1 and takes 2.7 of macro.
# All chosen on the first three quarters of a year's newswire by what they did for the last quarter
# (tests/bench/tagging_issues.py); run it again after a change.

_PRUNE = 3_000_000
"""Distinct runs of words held while counting; beyond it those seen once are dropped."""


@dataclass(frozen=True, slots=True)
class Corpus:
    """Texts as numbers: which terms each holds, and how strongly."""

    terms: tuple[str, ...]
    """Words of each term, as printed first."""
    numbers: Mapping[tuple[str, ...], int]
    """Comparable forms → term."""
    of: tuple[array[int], ...]
    """Terms of each text."""
    words: tuple[tuple[tuple[float, Words], ...], ...]
    """Of each text: the words of title and paragraphs, with what a match there counts."""
    postings: tuple[array[int], ...]
    """Texts of each term."""


@dataclass(frozen=True, slots=True)
class Learned:
    """What was learned of one issue."""

    terms: tuple[IssueTerm, ...]
    """Strongest first; weights below 0 speak against it. For a threshold of 1, overlapping terms added up."""
    examples: int
    """Texts that bear the issue."""


Text = tuple[str, Sequence[str]]
"""Title and paragraphs."""


def read_corpus(texts: Iterable[Text]) -> Corpus:
    """Counts every run of up to three words that two texts or more hold."""
    words = tuple(
        tuple((place, split_words(text)) for place, text in weigh_places(title, paragraphs) if text)
        for title, paragraphs in texts
    )
    counts: Counter[tuple[str, ...]] = Counter()
    for text in words:
        counts.update(_runs(text))
        if len(counts) > _PRUNE:
            counts = Counter({term: n for term, n in counts.items() if n > 1})
    kept = sorted(term for term, n in counts.items() if n > 1)
    del counts
    numbers = {term: number for number, term in enumerate(kept)}
    of: list[array[int]] = []
    postings: list[array[int]] = [array("l") for _ in kept]
    for position, text in enumerate(words):
        found = array("l", sorted(number for run in _runs(text) if (number := numbers.get(run)) is not None))
        of.append(found)
        for number in found:
            postings[number].append(position)
    return Corpus(tuple(map(" ".join, kept)), numbers, tuple(of), words, tuple(postings))


def _runs(text: Iterable[tuple[float, Words]]) -> set[tuple[str, ...]]:
    """Every run of words within a sentence, up to `LONGEST`."""
    found: set[tuple[str, ...]] = set()
    for _, words in text:
        forms = words.forms
        for start, form in enumerate(forms):
            if form in STOP:
                continue
            for end in range(start + 1, min(len(forms), start + LONGEST) + 1):
                if forms[end - 1] in STOP:
                    break
                found.add(forms[start:end])
    return found


# ---------------------------------------------------------------- one issue


def learn_issue(corpus: Corpus, bearers: Iterable[int], title_terms: Iterable[str]) -> Learned:
    """Terms for an issue that the texts `bearers` bear."""
    yes = frozenset(bearers)
    own = {n for words in title_terms if (n := corpus.numbers.get(phrase_forms(words))) is not None}
    chosen = sorted(_select(corpus, yes) | own)
    texts = _columns(corpus, chosen, own)
    signs = [1.0 if position in yes else -1.0 for position in range(len(corpus.of))]
    prior = PRIOR * FADES / (len(yes) + FADES)
    start = [prior / HEAD_START if term in own else 0.0 for term in chosen]
    threshold = RARE_THRESHOLD if len(yes) < RARE else _threshold(texts, signs, start)
    weights, bias = fit(texts, signs, start)
    bar = max(threshold - bias, 0.05)
    learned = {
        term: weight * (HEAD_START if term in own else 1.0) / bar
        for term, weight in zip(chosen, weights, strict=True)
    }
    return Learned(_as_terms(corpus, learned), len(yes))


def _select(corpus: Corpus, yes: frozenset[int]) -> set[int]:
    """Terms that tell bearers from all others, and from the texts that look most like them."""
    total, bearing = len(corpus.of), len(yes)
    with_yes: Counter[int] = Counter()
    for position in yes:
        with_yes.update(corpus.of[position])
    tell = {}
    for term, count in with_yes.items():
        others = len(corpus.postings[term]) - count
        if count * (total - bearing) > others * bearing:
            tell[term] = _likelihood(count, bearing, others, total - bearing)
    best = sorted(tell, key=lambda term: (-tell[term], term))[:CANDIDATES]
    near = sorted({position for term in best[:20] for position in corpus.postings[term]})
    like: Counter[int] = Counter()
    unlike: Counter[int] = Counter()
    for position in near:
        (like if position in yes else unlike).update(corpus.of[position])
    inside = sum(position in yes for position in near)
    if not inside or inside == len(near):
        return set(best)
    part = {
        term: _likelihood(like[term], inside, unlike[term], len(near) - inside)
        for term in set(like) | set(unlike)
        if like[term] + unlike[term] > 1
    }
    return {*best, *sorted(part, key=lambda term: (-part[term], term))[:CANDIDATES]}


def _likelihood(a: int, of_a: int, b: int, of_b: int) -> float:
    """How much better two rates explain the counts than one: twice the log of the ratio, halved."""

    def fitness(k: int, n: int) -> float:
        return k * log(k / n) + (n - k) * log(1 - k / n) if 0 < k < n else 0.0

    return fitness(a, of_a) + fitness(b, of_b) - fitness(a + b, of_a + of_b)


Column = list[tuple[int, float]]
"""Of one text: (position of a chosen term, strength)."""


def _columns(corpus: Corpus, chosen: Sequence[int], own: set[int]) -> list[Column]:
    """What the tagger would count in each text, were the chosen ones the issue's terms."""
    phrases = [tuple(corpus.terms[term].split(" ")) for term in chosen]
    starts = index_phrases(Phrase(forms, (), place) for place, forms in enumerate(phrases))
    scale = [HEAD_START if term in own else 1.0 for term in chosen]
    holders = {position for term in chosen for position in corpus.postings[term]}
    columns: list[Column] = [[] for _ in corpus.of]
    for position in holders:
        places: dict[int, list[float]] = defaultdict(list)
        for place, words in corpus.words[position]:
            for hit in find_phrases(starts, words):
                places[hit.phrase].append(place)
        # Places come in falling order, so the first are the strongest.
        columns[position] = [(n, sum(found[:MOST]) * scale[n]) for n, found in places.items()]
    return columns


def _threshold(texts: Sequence[Column], signs: Sequence[float], start: Sequence[float]) -> float:
    """The score that parts best, found on parts held back in turn: blocks of time, so that reports of
    one day do not stand on both sides.
    """
    total, bearing = len(texts), sum(sign > 0 for sign in signs)
    part = [position * FOLDS * 6 // total % FOLDS for position in range(total)]
    scored: list[tuple[float, float]] = []
    for fold in range(FOLDS):
        inside = [p for p in range(total) if part[p] != fold]
        weights, bias = fit([texts[p] for p in inside], [signs[p] for p in inside], start)
        scored.extend(
            (bias + sum(weights[term] * value for term, value in texts[p]), signs[p])
            for p in range(total)
            if part[p] == fold
        )
    scored.sort(reverse=True)
    best, threshold, right = 0.0, 0.0, 0
    for count, (score, sign) in enumerate(scored, start=1):
        right += sign > 0
        quality = 2 * right / (count + bearing)
        if quality > best:
            after = scored[count][0] if count < total else score - 1
            best, threshold = quality, (score + after) / 2
    # Few examples say little about the threshold: stay near the middle between the classes.
    return threshold * bearing / (bearing + FADES)


# ---------------------------------------------------------------- the machine


def fit(
    texts: Sequence[Column], signs: Sequence[float], start: Sequence[float], passes: int = 40
) -> tuple[list[float], float]:
    """(weights, bias) of an L2-loss linear support vector machine, by dual coordinate descent.

    Texts without any term are one example that weighs as many; those that have long been on the right
    side are looked at again only every fifth pass (Hsieh et al. 2008, simplified).
    """
    weights, bias = list(start), 0.0
    empty = Counter(sign for text, sign in zip(texts, signs, strict=True) if not text)
    rows = [(text, sign, 1.0) for text, sign in zip(texts, signs, strict=True) if text]
    rows += [([], sign, float(count)) for sign, count in sorted(empty.items())]
    soft = [1.0 / (2.0 * COST * count) for _, _, count in rows]
    norm = [1.0 + sum(value * value for _, value in text) + soft[n] for n, (text, _, _) in enumerate(rows)]
    alpha = [0.0] * len(rows)
    everything = _shuffled(len(rows))
    active: Sequence[int] = everything
    for turn in range(passes):
        whole = turn % 5 == 0
        moved = 0.0
        again: list[int] = []
        for n in everything if whole else active:
            text, sign, _ = rows[n]
            margin = bias
            for term, value in text:
                margin += weights[term] * value
            slope = sign * margin - 1.0 + soft[n] * alpha[n]
            old = alpha[n]
            if old == 0.0 and slope >= 0.0:
                continue
            again.append(n)
            new = max(old - slope / norm[n], 0.0)
            step = (new - old) * sign
            if step:
                alpha[n] = new
                bias += step
                for term, value in text:
                    weights[term] += step * value
                moved = max(moved, abs(slope))
        active = again
        if moved < 0.02 and whole:
            break
    return weights, bias


def _shuffled(count: int) -> list[int]:
    """0 … count - 1 in a fixed mixed order: neighbours in time do not follow each other."""
    step = max(1, int(count * 0.618))
    while count > 1 and any(step % prime == 0 and count % prime == 0 for prime in range(2, step + 1)):
        step += 1
    return [index * step % count for index in range(count)] if count else []


# ---------------------------------------------------------------- as terms of a file


def _as_terms(corpus: Corpus, learned: Mapping[int, float]) -> tuple[IssueTerm, ...]:
    """Strongest first; terms of hardly any weight left out."""
    terms = [IssueTerm(corpus.terms[term], round(weight, 3)) for term, weight in learned.items()]
    kept = (term for term in terms if abs(term.weight) >= 0.01)
    return tuple(sorted(kept, key=lambda term: (-term.weight, term.words)))
