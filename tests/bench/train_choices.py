"""Learns the weights by which title, byline, date and captions are chosen, from the measuring corpus.

`DISPATCHBOX_CORPORA=… python -m tests.bench.train_choices [title byline date-page …] [--keep FOLDER]` writes
`builder/ingest/weights/*.txt`. A conditional logit: the right candidate, or none, against all others of the
same seed; small weights are preferred (ridge), few remain. The weights that are shipped are learned from all
cases; how good they are on sites that were not seen, `make bench-metadata` says, which learns them by folds.
"""

from __future__ import annotations

import argparse
from collections import Counter
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

import numpy as np
from scipy.optimize import minimize
from scipy.sparse import csr_matrix

from builder.ingest.fields.choice import NONE, Features
from tests.bench.cases import Case, corpus, read_cases
from tests.bench.questions import QUESTIONS

WEIGHTS = Path(__file__).resolve().parents[2] / "builder" / "ingest" / "weights"
RIDGE = 1.0
"""How strongly small weights are preferred."""
RIDGES = {"date-page": 3.0, "date-text": 3.0}
"""Choices that have many features for few cases: at 1.0 days of unseen sites come out a hundredth worse."""
LEAST_SEEN = 3
"""A feature of fewer questions is left out: it would name a case rather than a kind."""

Question = tuple[Sequence[Features], frozenset[int]]
"""Candidates, and which of them are right; none of them right: nothing is to be chosen."""


def learn(questions: Sequence[Question], ridge: float = RIDGE) -> dict[str, float]:
    """Weights that make the right candidates likely: the one best fit, the same on every machine."""
    seen = Counter(name for options, _ in questions for name in {n for o in options for n in o})
    names = sorted({name for name, count in seen.items() if count >= LEAST_SEEN} | {NONE})
    column = {name: index for index, name in enumerate(names)}
    rows = [row for options, _ in questions for row in (*options, {NONE: 1.0})]
    cells = [(i, column[n], v) for i, row in enumerate(rows) for n, v in row.items() if n in column]
    where, which, values = zip(*cells, strict=True)
    table = csr_matrix((values, (where, which)), shape=(len(rows), len(names)))
    sizes = [len(options) + 1 for options, _ in questions]
    starts = np.cumsum([0, *sizes[:-1]])
    question = np.repeat(np.arange(len(sizes)), sizes)
    good = np.concatenate([_is_good(size, right) for size, (_, right) in zip(sizes, questions, strict=True)])

    def loss(weights: Any) -> tuple[float, Any]:
        scores = table @ weights
        odds = np.exp(scores - np.maximum.reduceat(scores, starts)[question])
        mass = np.add.reduceat(odds, starts)
        good_mass = np.maximum(np.add.reduceat(odds * good, starts), 1e-300)
        push = odds / mass[question] - odds * good / good_mass[question]
        value = np.sum(np.log(mass) - np.log(good_mass)) + ridge / 2 * weights @ weights
        return value, table.T @ push + ridge * weights

    best = minimize(loss, np.zeros(len(names)), jac=True, method="L-BFGS-B", options={"maxiter": 500}).x
    return {name: float(weight) for name, weight in zip(names, best, strict=True) if abs(weight) >= 0.02}


def _is_good(size: int, right: frozenset[int]) -> Any:
    """Which rows of a question are right; the last one, choosing nothing, where no candidate is."""
    return np.isin(np.arange(size), list(right) or [size - 1])


def train(name: str, ask: Callable[[Case], Sequence[Question]], cases: Sequence[Case]) -> None:
    questions = [question for case in cases for question in ask(case)]
    weights = learn(questions, RIDGES.get(name, RIDGE))
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
