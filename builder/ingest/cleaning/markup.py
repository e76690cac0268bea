"""What the markup of a page tells of a block: features that only HTML seeds have."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from functools import cache, lru_cache
from itertools import takewhile
from math import log1p
from operator import eq
from typing import get_args

from builder.ingest.cleaning import rules
from builder.ingest.cleaning.linefeatures import Line
from builder.model import LineKind

HINTS = tuple(rules.PATH_HINTS)
_PART = re.compile(r"[a-z]+(?:[-_]+[a-z]+)*", re.I)
_TAG_END = re.compile(r"[.#\[@!]")
_CAMEL = re.compile(r"(?<=[a-z])(?=[A-Z])")
_KINDS: dict[str, tuple[float, ...]] = {
    kind: tuple(float(kind == name) for name in ("heading", "item", "quote", "table", "caption", "code"))
    for kind in get_args(LineKind)
}

NAMES = (
    "link share",
    "heading",
    "item",
    "quote",
    "table",
    "caption",
    "code",
    "bold",
    "proposed",
    "proposed within 2",
    "share of page proposed",
    "in article",
    "in main",
    "in aside",
    "in nav",
    "in footer",
    "in header",
    "in form",
    "in list",
    "in figure",
    "is paragraph",
    "is division",
    "depth",
    "said to be article body",
    *(f"named {name}" for name in HINTS),
    *(f"inside {name}" for name in HINTS),
    "prose of same path",
    "prose of same parent",
    "prose of same grandparent",
    "lines of same path",
    "link share of same parent",
    "shared steps with main path",
    "same path as line before",
    "same path as line after",
    "link share before",
    "link share after",
)


def markup_features(lines: list[Line], prose: list[float]) -> list[list[float]]:
    """One row a line, in the order of `NAMES`."""
    told = _path_rows(lines, prose)
    paths = ["", *(line.source.path for line in lines), ""]
    links = [0.0, *(line.source.link_share for line in lines), 0.0]
    proposed = [0, 0, *(line.source.proposed for line in lines), 0, 0]
    words = sum(line.size for line in lines) or 1.0
    share = sum(line.size for line in lines if line.source.proposed) / words
    rows, last = [], len(lines) - 1
    for i, line in enumerate(lines):
        source, path = line.source, paths[i + 1]
        near = proposed[i] + proposed[i + 1] + proposed[i + 3] + proposed[i + 4]
        rows.append(
            [
                source.link_share,
                *_KINDS[source.kind],
                float(source.markdown.startswith("**") and source.markdown.endswith("**")),
                float(source.proposed),
                near / (min(i, 2) + min(last - i, 2) or 1),
                share,
                *told[path],
                float(i > 0 and paths[i] == path),
                float(i < last and paths[i + 2] == path),
                links[i],
                links[i + 2],
            ]
        )
    return rows


def _path_rows(lines: list[Line], prose: list[float]) -> dict[str, tuple[float, ...]]:
    """Path → the features that all lines of that path share."""
    paths = [line.source.path for line in lines]
    above = {path: _parent(path) for path in set(paths)}
    parents = [above[path] for path in paths]
    over = {parent: _parent(parent) for parent in set(parents)}
    grands = [over[parent] for parent in parents]
    worths = [max(0.0, weight) for weight in prose]
    same, inside, within = (_sums(keys, worths) for keys in (paths, parents, grands))
    linked = _sums(parents, [line.source.link_share * line.size for line in lines])
    texts, often = _sums(parents, [line.size for line in lines]), Counter(paths)
    total = sum(same.values()) or 1.0
    main = max(inside, key=lambda path: (inside[path], path)).split(" > ") if inside else []
    return {
        path: (
            *_path_features(path),
            same[path] / total,
            inside[parent] / total,
            within[grand] / total,
            log1p(often[path]),
            linked[parent] / (texts[parent] or 1.0),
            sum(takewhile(bool, map(eq, path.split(" > "), main))) / (len(main) or 1),
        )
        for path, parent, grand in set(zip(paths, parents, grands, strict=True))
    }


def _parent(path: str) -> str:
    return path.rpartition(" > ")[0]


def _sums(keys: Sequence[str], values: Sequence[float]) -> dict[str, float]:
    """The sum of the values of each key."""
    found: dict[str, float] = {}
    for key, value in zip(keys, values, strict=True):
        found[key] = found.get(key, 0.0) + value
    return found


@cache
def _hints() -> dict[str, tuple[int, ...]]:
    found: dict[str, tuple[int, ...]] = {}
    for index, words in enumerate(rules.PATH_HINTS.values()):
        for word in words.split():
            found[word] = (*found.get(word, ()), index)
    return found


@lru_cache(maxsize=8192)
def _read_step(step: str) -> tuple[str, int]:
    """The tag of a step of a path, and the hints that the names in it give, a bit for each number."""
    found = 0
    for name in _PART.findall(step):
        found |= _name_hints(name)
    if step.endswith("!"):
        found |= 1 << HINTS.index("hidden")
    return _TAG_END.split(step, maxsplit=1)[0], found


@lru_cache(maxsize=8192)
def _name_hints(name: str) -> int:
    known, found, low = _hints(), 0, name.lower()
    for word in {low, *re.split(r"[-_]+", low), *_CAMEL.sub(" ", name).lower().split()}:
        for number in known.get(word, ()):
            found |= 1 << number
    return found


@lru_cache(maxsize=8192)
def _flags(hints: int) -> tuple[float, ...]:
    """One feature a hint."""
    return tuple(float(hints >> number & 1) for number in range(len(HINTS)))


@lru_cache(maxsize=8192)
def _path_features(path: str) -> tuple[float, ...]:
    steps = [_read_step(step) for step in path.split(" > ")]
    tags = [tag for tag, _ in steps]
    near = far = 0
    for _, hints in steps[-2:]:
        near |= hints
    for _, hints in steps[:-2]:
        far |= hints
    return (
        *[float(name in tags) for name in ("article", "main", "aside", "nav", "footer", "header", "form")],
        float("li" in tags or "ul" in tags),
        float("figure" in tags or "figcaption" in tags),
        float(tags[-1] == "p"),
        float(tags[-1] in ("div", "span", "section")),
        float(len(steps)),
        float("@articleBody" in path),
        *_flags(near),
        *_flags(far),
    )
