"""Choosing one of several candidates by named features with learned weights, and saying why.

In: a mapping of features for each candidate, and the weights of `weights/<name>.txt` (one `feature weight` a
line, made by `tests/bench/train_choices.py`). Out: the best candidate with its probability against all others
and against none of them; the features that decided, for the evidence.
"""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from functools import lru_cache
from importlib.resources import files

Features = Mapping[str, float]

NONE = "none"
"""The weight of choosing nothing."""


@lru_cache(maxsize=16)
def read_weights(name: str) -> Mapping[str, float]:
    """Feature → weight."""
    path = files("builder.ingest").joinpath(f"weights/{name}.txt")
    lines = (line for line in path.read_text("utf-8").splitlines() if not line.startswith("#"))
    return {feature: float(weight) for feature, _, weight in (line.rpartition(" ") for line in lines)}


def total(features: Features, weights: Mapping[str, float]) -> float:
    """Sum of the features, weighed."""
    return sum(value * weights.get(name, 0.0) for name, value in features.items())


def choose(options: Sequence[Features], weights: Mapping[str, float]) -> tuple[int, float]:
    """(index, probability) of the best option; the first of equals. (-1, 0.0) where there is none.

    >>> choose([{"near": 1.0}, {"near": 0.0}], {"near": 3.0, "none": 0.0})[0]
    0
    """
    if not options:
        return -1, 0.0
    scores = [total(features, weights) for features in options]
    top = max(scores)
    nothing = weights.get(NONE, 0.0)
    peak = max(top, nothing)
    mass = sum(math.exp(score - peak) for score in scores) + math.exp(nothing - peak)
    return scores.index(top), math.exp(top - peak) / mass


def probability(features: Features, weights: Mapping[str, float]) -> float:
    """Of one candidate by itself, against none."""
    return choose([features], weights)[1]


def reasons(features: Features, weights: Mapping[str, float], most: int = 5) -> str:
    """The features that decided, strongest first: `near:1 +2.1, words:5-8 +0.8`."""
    pushes = [(value * weights.get(name, 0.0), name) for name, value in features.items()]
    strong = sorted((p for p in pushes if abs(p[0]) >= 0.2), key=lambda p: (-abs(p[0]), p[1]))
    return ", ".join(f"{name} {push:+.1f}" for push, name in strong[:most])


def band(value: float, *edges: float) -> str:
    """The name of the band that a number falls in.

    >>> band(3, 1, 2, 4, 8)
    '3-4'
    """
    low: float = 0
    for edge in edges:
        if value <= edge:
            return f"{edge:g}" if edge == low else f"{low:g}-{edge:g}"
        low = edge + 1
    return f"{low:g}+"
