"""Decision trees from a readable file, fast without any library.

The file is made by `tests/bench/train_cleaner.py`: one tree a line, a tree being a number (push towards
body, in log odds) or `[feature, limit, tree where feature <= limit, tree where it is above]`.
Evaluation turns the trees into one Python function once; that is ten times as fast as walking them.
"""

from __future__ import annotations

import json
import math
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from importlib.resources import files
from typing import Any

Tree = Any
"""A number, or [feature, limit, low, high]."""


Reasons = tuple[tuple[str, float], ...]
"""(feature, push), strongest first; a push above 0 is towards body, in log odds."""

Node = Any
"""None for a leaf, or (number of the feature, limit, low, high, push towards low, push towards high)."""


EARLY = 40
"""Most lines of a page are menus that the first trees already settle; this halves the time. How low their sum
must be is said in the weights file (`settled`): of the lines that low, less than one in two thousand came
back into doubt on the corpus. The other trees are then taken to say as much again."""


@dataclass(frozen=True, slots=True)
class Forest:
    """Trees over named features."""

    names: tuple[str, ...]
    nodes: tuple[Node, ...]
    odds: Callable[[Sequence[float]], float]
    """Log odds for one row of features in the order of `names`; where the first `EARLY` trees leave no doubt,
    the others are not asked."""

    def pushes(self, row: Sequence[float]) -> dict[str, float]:
        """Feature → how far it pushed: each step down a tree moves its middle, and that is its push.

        What a line does not have is named so: `no hint credit`.
        """
        found = [0.0] * len(self.names)
        for node in self.nodes:
            while node is not None:
                number, limit, low, high, down, up = node
                if row[number] <= limit:
                    node = low
                    found[number] += down
                else:
                    node = high
                    found[number] += up
        return {
            name if value else f"no {name}": push
            for name, push, value in zip(self.names, found, row, strict=True)
            if push
        }


def strongest(pushes: dict[str, float], most: int) -> Reasons:
    """The features that pushed hardest, in tenths of log odds, those below a tenth left out."""
    clear = [(-abs(push), name, push) for name, push in pushes.items() if abs(push) >= 0.1]
    return tuple((name, round(push, 1)) for _, name, push in sorted(clear)[:most])


def load_forest(file: str, names: Sequence[str]) -> Forest:
    """The forest of a weights file; `names` says where each feature stands in a row."""
    text = files("builder.ingest").joinpath("weights", "lines", file).read_text("utf-8")
    found = json.loads(text)
    return make_forest(found["trees"], names, found["settled"])


def make_forest(trees: Sequence[Tree], names: Sequence[str], settled: float = -math.inf) -> Forest:
    """Trees made ready to evaluate."""
    numbers = {name: number for number, name in enumerate(names)}
    sums = [_expression(tree, numbers) for tree in trees]
    nodes = tuple(_node(tree, numbers)[0] for tree in trees)
    return Forest(tuple(names), nodes, _function(len(names), sums, settled))


def _function(count: int, sums: Sequence[str], settled: float) -> Callable[[Sequence[float]], float]:
    """A function of one row that adds up expressions. The row is unpacked once: a name is read faster than an
    item of a list."""
    unpacked = "".join(f"x{number}," for number in range(count))
    stop = f"    if t < float({str(settled)!r}): return 2 * t\n" if settled > -math.inf else ""
    code = (
        f"def odds(x):\n    {unpacked} = x\n    t = 0.0\n{_added('t', sums[:EARLY])}{stop}"
        f"    r = 0.0\n{_added('r', sums[EARLY:])}    return t + r\n"
    )
    space: dict[str, Any] = {}
    exec(compile(code, "<trees>", "exec"), space)
    odds: Callable[[Sequence[float]], float] = space["odds"]
    return odds


def _added(name: str, sums: Sequence[str]) -> str:
    """Lines that add expressions to a sum, twenty a line so that none is too deep to compile."""
    groups = ["+".join(sums[start : start + 20]) for start in range(0, len(sums), 20)]
    return "".join(f"    {name} += {group}\n" for group in groups)


def _node(tree: Tree, numbers: dict[str, int]) -> tuple[Node, float]:
    """The tree as `pushes` walks it, and the middle of its values."""
    if not isinstance(tree, list):
        return None, float(tree)
    (low, below), (high, above) = _node(tree[2], numbers), _node(tree[3], numbers)
    middle = (below + above) / 2
    return (numbers[tree[0]], float(tree[1]), low, high, below - middle, above - middle), middle


def _expression(tree: Tree, numbers: dict[str, int]) -> str:
    """A tree as a Python expression over the features `x0`, `x1` …; only numbers of ours get into it."""
    if not isinstance(tree, list):
        return repr(float(tree))
    name, limit, low, high = tree
    yes, no = _expression(low, numbers), _expression(high, numbers)
    return f"({yes} if x{numbers[name]}<={float(limit)!r} else {no})"
