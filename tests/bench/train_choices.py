"""Learns the weights by which title, byline, date and captions are chosen, from the measuring corpus.

`DISPATCHBOX_CORPORA=… python -m tests.bench.train_choices [title byline date caption] [--keep FOLDER]` writes
`builder/ingest/weights/*.txt`. Nothing is learned from the cases held aside. A conditional logit: the right
candidate, or none, against all others of the same seed; small weights are preferred (ridge), few remain.
"""

from __future__ import annotations

import argparse
import math
import random
from collections import Counter, defaultdict
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path

from builder.ingest.fields.choice import NONE, Features
from tests.bench.cases import Case, corpus, read_cases
from tests.bench.questions import QUESTIONS

WEIGHTS = Path(__file__).resolve().parents[2] / "builder" / "ingest" / "weights"
ROUNDS, STEP, RIDGE = 60, 0.3, 0.004
LEAST_SEEN = 3
"""A feature of fewer questions is left out: it would name a case rather than a kind."""

Question = tuple[Sequence[Features], frozenset[int]]
"""Candidates, and which of them are right; none of them right: nothing is to be chosen."""


def learn(questions: Sequence[Question]) -> dict[str, float]:
    """Weights that make the right candidates likely (AdaGrad, fixed order of shuffles)."""
    seen = Counter(name for options, _ in questions for name in {n for o in options for n in o})
    known = {name for name, count in seen.items() if count >= LEAST_SEEN} | {NONE}
    weights: dict[str, float] = defaultdict(float)
    slopes: dict[str, float] = defaultdict(lambda: 1e-6)
    order = list(range(len(questions)))
    chance = random.Random(7)
    for _ in range(ROUNDS if len(order) < 3000 else ROUNDS // 6):
        chance.shuffle(order)
        for index in order:
            for name, slope in _slope(*questions[index], weights, known).items():
                slope -= RIDGE * weights[name]
                slopes[name] += slope * slope
                weights[name] += STEP * slope / math.sqrt(slopes[name])
    return {name: weight for name, weight in weights.items() if abs(weight) >= 0.02}


def _slope(
    options: Sequence[Features], right: frozenset[int], weights: Mapping[str, float], known: set[str]
) -> dict[str, float]:
    """The gradient of the log probability of the right candidates."""
    rows: list[Features] = [{n: v for n, v in option.items() if n in known} for option in options]
    rows.append({NONE: 1.0})
    scores = [sum(value * weights[name] for name, value in row.items()) for row in rows]
    peak = max(scores)
    odds = [math.exp(score - peak) for score in scores]
    good = right or frozenset({len(rows) - 1})
    mass, good_mass = sum(odds), sum(odds[i] for i in good)
    slope: dict[str, float] = defaultdict(float)
    for index, row in enumerate(rows):
        push = (odds[index] / good_mass if index in good else 0.0) - odds[index] / mass
        if abs(push) > 1e-4:
            for name, value in row.items():
                slope[name] += push * value
    return slope


def train(name: str, ask: Callable[[Case], Sequence[Question]], cases: Sequence[Case]) -> None:
    questions = [question for case in cases if not case.aside for question in ask(case)]
    weights = learn(questions)
    rows = [f"{feature} {weight:.2f}" for feature, weight in sorted(weights.items())]
    head = f"# How much each feature speaks for a {name}. Made by tests/bench/train_choices.py.\n"
    (WEIGHTS / f"{name}.txt").write_text(head + "\n".join(rows) + "\n", "utf-8")
    answered = sum(1 for _, right in questions if right)
    print(f"{name}: {len(questions)} questions, {answered} with an answer, {len(rows)} weights")


def main() -> None:
    parser = argparse.ArgumentParser()
    parser.add_argument("names", nargs="*", default=[])
    parser.add_argument("--keep", type=Path)
    given = parser.parse_args()
    if corpus() is None:
        raise SystemExit("No corpus: set DISPATCHBOX_CORPORA to the folder that holds extract/.")
    cases = [case for kind in ("dump", "light", "html") for case in read_cases(kind, given.keep)]
    for name, ask in QUESTIONS.items():
        if not given.names or name in given.names:
            train(name, ask, cases)


if __name__ == "__main__":
    main()
