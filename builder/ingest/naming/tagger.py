"""The learned scorer: tokens of a briefing → spans that are names of people, each with a score.

A conditional random field over `features`, decoded run by run (Viterbi over outside, begins, continues); then
the briefing as a whole has its say about bare names and about companies. The weights are a gzipped text
file beside its credits, made by `tests/bench/train_tagger.py`; without it `load_scorer` gives None and the
rules work alone. Loaded once per process, on first use.
"""

from __future__ import annotations

import gzip
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache
from importlib.resources import files
from math import exp

from builder.archive.words import read_given, read_words
from builder.ingest.naming.features import (
    Briefing,
    Key,
    context_keys,
    key_features,
    look_at,
    word_features,
)
from builder.ingest.naming.namerules import Span
from builder.ingest.naming.nametokens import Tokens, is_inner, plain
from builder.ingest.naming.repair import repair

Scores = tuple[float, float, float]
OUTSIDE, BEGIN, INSIDE = 0, 1, 2
NOTHING: Scores = (0.0, 0.0, 0.0)
SCALE = 100.0
"""Weights are stored as whole numbers: hundredths."""
RECALL = 6.0
"""Taken off the score of "no name": the training texts leave one name in eight unmarked. This and what
follows in tenths of log odds, chosen on news marked by hand; re-run `make bench-tagging` after a change."""
BARE_LEAST = 0.0
FULL_LEAST = 0.0
STRANGE_LEAST = 10.0
"""Least margin over "no name" for a name of one word, of several, of several without a known given name."""
MEAN_LEAST = 12.0
MAX_LEAST = 15.0
"""What all places with a bare name must say of it together, or one of them alone."""


@dataclass(frozen=True, slots=True)
class Scorer:
    """Weights, with sums already worked out for what was seen before."""

    weights: Mapping[str, Scores]
    known: dict[Key, Scores] = field(default_factory=dict)
    """What features depend on → sum of their weights; a cache, emptied when it holds `MOST_KNOWN`."""

    def learn_word(self, word: str, place: str) -> Scores:
        """What a word says by itself, standing at `place`; from now on known."""
        return self._learn((word, place), word_features(word, place))

    def learn_group(self, key: Key) -> Scores:
        """What a group of features says; from now on known."""
        return self._learn(key, key_features(key))

    def _learn(self, key: Key, features: Sequence[str]) -> Scores:
        if len(self.known) >= MOST_KNOWN:
            self.known.clear()
        outside = begin = inside = 0.0
        for feature in features:
            if weight := self.weights.get(feature):
                outside += weight[0]
                begin += weight[1]
                inside += weight[2]
        found = self.known[key] = (outside, begin, inside)
        return found


MOST_KNOWN = 300_000
"""Some 60 MB; a briefing adds a few hundred at most."""


@cache
def load_scorer() -> Scorer | None:
    """The shipped scorer, or None when its weights are not there."""
    path = files("builder.ingest") / "weights" / "people.txt.gz"
    if not path.is_file():
        return None
    weights: dict[str, Scores] = {}
    for line in gzip.decompress(path.read_bytes()).decode("utf-8").splitlines():
        if line.startswith("#"):
            continue
        feature, *numbers = line.split("\t")
        outside, begin, inside = (int(number) / SCALE for number in numbers)
        weights[feature] = (outside, begin, inside)
    return Scorer(weights)


def candidate_runs(tokens: Tokens) -> list[tuple[int, int]]:
    """Stretches of tokens that may be names, as (first, last): capitals with the small words between them."""
    found: list[tuple[int, int]] = []
    first = last = -2
    for position in tokens.capitals:
        gap = position - last - 1
        if last < 0 or gap > 2 or not all(is_inner(tokens, i) for i in range(last + 1, position)):
            if last >= 0:
                found.append((first, last))
            lead = position - 1
            first = lead if lead > last and lead >= 0 and is_inner(tokens, lead) else position
        last = position
    if last >= 0:
        found.append((first, last))
    return found


def score_run(
    scorer: Scorer, tokens: Tokens, run: tuple[int, int], briefing: Briefing, number: int
) -> list[Scores]:
    """Scores of outside, begin and inside for each token of a run."""
    words = tokens.words
    size = len(words)
    known = scorer.known
    found: list[Scores] = []
    for i in range(run[0], run[1] + 1):
        outside = begin = inside = 0.0
        for key in context_keys(tokens, run, i, briefing, number):
            weight = known.get(key) or scorer.learn_group(key)
            outside += weight[0]
            begin += weight[1]
            inside += weight[2]
        for at, place in ((i, ""), (i - 1, "-"), (i + 1, "+"), (i - 2, "--"), (i + 2, "++")):
            if 0 <= at < size:
                weight = known.get((words[at], place)) or scorer.learn_word(words[at], place)
                outside += weight[0]
                begin += weight[1]
                inside += weight[2]
        found.append((outside - RECALL, begin, inside))
    return found


def decode(scores: Sequence[Scores], moves: Sequence[Scores]) -> list[int]:
    """The best labels of a run. `moves[a][b]` is the weight of label b after a; a name never starts
    inside.
    """
    best = [scores[0][OUTSIDE], scores[0][BEGIN], -1e9]
    back: list[tuple[int, int, int]] = []
    for score in scores[1:]:
        came: list[int] = []
        new: list[float] = []
        for label in (OUTSIDE, BEGIN, INSIDE):
            options = [best[a] + moves[a][label] for a in (OUTSIDE, BEGIN, INSIDE)]
            if label == INSIDE:
                options[OUTSIDE] = -1e9
            top = options.index(max(options))
            came.append(top)
            new.append(options[top] + score[label])
        back.append((came[0], came[1], came[2]))
        best = new
    label = best.index(max(best))
    labels = [label]
    for step in reversed(back):
        label = step[label]
        labels.append(label)
    return labels[::-1]


def moves_of(scorer: Scorer) -> tuple[Scores, Scores, Scores]:
    """Weights of one label after another."""
    weights = scorer.weights
    return weights.get("m=0", NOTHING), weights.get("m=1", NOTHING), weights.get("m=2", NOTHING)


def find_by_scorer(scorer: Scorer, paragraphs: Sequence[Tokens]) -> list[Span]:
    """Names the scorer finds, in order, with a score from 0.5 to 1."""
    briefing = look_at(paragraphs)
    moves = moves_of(scorer)
    found: list[Span] = []
    said: dict[tuple[str, bool], list[float]] = defaultdict(list)
    for number, tokens in enumerate(paragraphs):
        if tokens.caps:
            continue
        for run in candidate_runs(tokens):
            scores = score_run(scorer, tokens, run, briefing, number)
            for i, (outside, begin, _) in enumerate(scores, start=run[0]):
                said[_as_written(tokens.words[i])].append(begin - outside)
            spans = _spans(tokens, number, run[0], scores, decode(scores, moves))
            found += [span for span in spans if not _is_other(tokens, span, briefing)]
    return [span for span in found if _holds(paragraphs[span.paragraph], span, said)]


def _holds(tokens: Tokens, span: Span, said: Mapping[tuple[str, bool], Sequence[float]]) -> bool:
    """Whether the briefing as a whole takes a bare name for one: every place that has the word has a say."""
    if span.first < span.last:
        return True
    margins = said[_as_written(tokens.words[span.first])]
    return sum(margins) / len(margins) >= MEAN_LEAST or max(margins) >= MAX_LEAST


def _as_written(word: str) -> tuple[str, bool]:
    """A word and whether it is in capitals throughout: headlines have no say about running text."""
    return plain(word), word.isupper()


def _is_other(tokens: Tokens, span: Span, briefing: Briefing) -> bool:
    """Whether a span is no person's name by what the briefing says of its words: it ends in Inc, or like a
    place; or a bare word is nowhere behind a title or a given name, but in a company's name, in small letters
    too, a brand, or plain English.
    """
    if briefing.firms[span.paragraph].issuperset(range(span.first, span.last + 1)):
        return True
    if span.first < span.last:
        return _is_place(tokens, span, briefing)
    low = tokens.lower[span.first]
    seen = briefing.evidence.get(low, "")
    if "T" in seen or "G" in seen:
        return False
    plain_word = low in read_words("english") and not (low in read_words("family_census") and "M" in seen)
    return "C" in seen or "L" in seen or plain_word or low in read_words("brands")


def _is_place(tokens: Tokens, span: Span, briefing: Briefing) -> bool:
    """Whether a name without a given name ends like that of a place (Oak Grove, Chirk Castle), and nothing in
    the briefing takes its last word for a person's: "Mr. Castle", "Castle said".
    """
    low = tokens.lower[span.last]
    ground = read_words("grounds") | (read_words("organisations") - read_words("family_common"))
    if low not in ground or {"T", "G", "S"} & set(briefing.evidence.get(low, "")):
        return False
    titled = span.first > 0 and tokens.lower[span.first - 1] in read_words("titles")
    named = "-" in tokens.words[span.first]  # Chan-wook Park
    return not (titled or named) and read_given().isdisjoint(tokens.lower[span.first : span.last])


def _least(tokens: Tokens, first: int, last: int) -> float:
    """The least margin of a name over "no name"."""
    if first == last:
        return BARE_LEAST
    given = read_given()
    return FULL_LEAST if any(tokens.lower[i] in given for i in range(first, last)) else STRANGE_LEAST


def _spans(
    tokens: Tokens, number: int, offset: int, scores: Sequence[Scores], labels: Sequence[int]
) -> list[Span]:
    found: list[Span] = []
    i = 0
    while i < len(labels):
        if labels[i] != BEGIN:
            i += 1
            continue
        last = i
        while last + 1 < len(labels) and labels[last + 1] == INSIDE:
            last += 1
        margin = sum(scores[k][labels[k]] - scores[k][OUTSIDE] for k in range(i, last + 1)) / (last - i + 1)
        if margin >= _least(tokens, offset + i, offset + last):
            score = round(1 / (1 + exp(-max(-20.0, min(20.0, margin / 10)))), 3)
            span = repair(tokens, Span(number, offset + i, offset + last, "scorer", score))
            if span:
                found.append(span)
        i = last + 1
    return found
