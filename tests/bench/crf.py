"""A chain of labels over runs of tokens, learned as a conditional random field by L-BFGS. [numpy, scipy]

In: runs of tokens, each token a list of feature numbers, with their labels and a weight for each run. Out:
three weights a feature and nine for one label after another, what `tagger` decodes with. Deterministic.
"""

from __future__ import annotations

import sys
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from scipy.optimize import minimize
from scipy.sparse import csr_matrix

Array = np.ndarray[Any, np.dtype[Any]]
NEVER = -1e9
"""Score of a name that goes on before it began."""


@dataclass(frozen=True, slots=True)
class Chains:
    """Runs of tokens as one matrix."""

    features: csr_matrix
    """A row for each token."""
    labels: Array
    groups: tuple[tuple[Array, Array], ...]
    """Runs of one length: positions of their tokens (a row for each run), weights of the runs."""


def chains(
    runs: Sequence[tuple[Sequence[Sequence[int]], Sequence[int]]], weights: Sequence[float], size: int
) -> Chains:
    """The matrix of some runs of (features of each token, labels); `size` is the number of features."""
    rows = [row for features, _ in runs for row in features]
    pointers = np.concatenate([[0], np.cumsum([len(row) for row in rows])])
    columns = np.concatenate([np.asarray(row, dtype=np.int32) for row in rows])
    ones = np.ones(len(columns), dtype=np.float32)
    lengths = np.array([len(labels) for _, labels in runs])
    starts = np.concatenate([[0], np.cumsum(lengths)[:-1]])
    share = np.asarray(weights, dtype=np.float64)
    groups = tuple(
        (starts[lengths == n][:, None] + np.arange(n)[None, :], share[lengths == n])
        for n in np.unique(lengths)
    )
    labels = np.array([label for _, found in runs for label in found])
    return Chains(csr_matrix((ones, columns, pointers), shape=(len(rows), size)), labels, groups)


def learn(data: Chains, penalty: float, steps: int) -> tuple[Array, Array]:
    """Weights of the features (three each) and of the moves from label to label (3 × 3)."""
    size = data.features.shape[1]
    turned = data.features.T.tocsr()

    def cost(theta: Array) -> tuple[float, Array]:
        weights, moves = theta[: 3 * size].reshape(size, 3), theta[3 * size :].reshape(3, 3)
        scores = np.asarray(data.features @ weights.astype(np.float32), dtype=np.float64)
        loss, by_score, by_move = _loss(data, scores, moves)
        by_weight = np.asarray(turned @ by_score.astype(np.float32), dtype=np.float64) + penalty * weights
        by_move += 0.1 * moves
        loss += 0.5 * penalty * float((weights**2).sum()) + 0.05 * float((moves**2).sum())
        return loss, np.concatenate([by_weight.ravel(), by_move.ravel()])

    options = {"maxiter": steps, "maxcor": 8}
    found = minimize(cost, np.zeros(3 * size + 9), jac=True, method="L-BFGS-B", options=options)
    print(f"{found.nit} steps, loss {found.fun:.0f}", file=sys.stderr)
    return found.x[: 3 * size].reshape(size, 3), found.x[3 * size :].reshape(3, 3)


def _loss(data: Chains, scores: Array, moves: Array) -> tuple[float, Array, Array]:
    """What the right labels lack in likelihood, and its slope by score and by move."""
    allowed = moves.copy()
    allowed[0, 2] = NEVER
    loss, by_score, by_move = 0.0, np.zeros_like(scores), np.zeros((3, 3))
    for places, share in data.groups:
        here = scores[places]
        here[:, 0, 2] = NEVER
        length, right = places.shape[1], data.labels[places]
        ahead, back = np.empty_like(here), np.zeros_like(here)
        ahead[:, 0] = here[:, 0]
        for t in range(1, length):
            ahead[:, t] = _sum(ahead[:, t - 1, :, None] + allowed[None], 1) + here[:, t]
        for t in range(length - 2, -1, -1):
            back[:, t] = _sum(allowed[None] + (here[:, t + 1] + back[:, t + 1])[:, None, :], 2)
        total = _sum(ahead[:, -1], 1)
        chance = np.exp(ahead + back - total[:, None, None])
        truth = np.take_along_axis(here, right[..., None], 2)[..., 0].sum(1)
        for t in range(1, length):
            truth += allowed[right[:, t - 1], right[:, t]]
            step = allowed[None] + (here[:, t] + back[:, t])[:, None, :]
            pair = np.exp(ahead[:, t - 1, :, None] + step - total[:, None, None])
            by_move += (pair * share[:, None, None]).sum(0)
            np.add.at(by_move, (right[:, t - 1], right[:, t]), -share)
        loss += float(((total - truth) * share).sum())
        hit = np.take_along_axis(chance, right[..., None], 2) - 1
        np.put_along_axis(chance, right[..., None], hit, 2)
        by_score[places] = chance * share[:, None, None]
    by_move[0, 2] = 0.0
    return loss, by_score, by_move


def _sum(values: Array, axis: int) -> Array:
    """Logarithm of the sum of exponentials."""
    top = values.max(axis)
    return np.asarray(top + np.log(np.exp(values - np.expand_dims(top, axis)).sum(axis)))
