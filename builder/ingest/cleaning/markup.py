"""What the markup of a page tells of a block: features that only HTML seeds have."""

from __future__ import annotations

import re
from collections import Counter
from functools import cache
from math import log1p

from builder.ingest.cleaning import rules
from builder.ingest.cleaning.linefeatures import Line

HINTS = tuple(rules.PATH_HINTS)
_PART = re.compile(r"[a-z]+(?:[-_]+[a-z]+)*", re.I)
_CAMEL = re.compile(r"(?<=[a-z])(?=[A-Z])")

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
    paths = [tuple(line.source.path.split(" > ")) for line in lines]
    same, parents, grand = Counter[tuple[str, ...]](), Counter[tuple[str, ...]](), Counter[tuple[str, ...]]()
    often, links, texts = Counter[tuple[str, ...]](), Counter[tuple[str, ...]](), Counter[tuple[str, ...]]()
    for line, path, weight in zip(lines, paths, prose, strict=True):
        worth = max(0.0, weight)
        same[path] += worth  # type: ignore[assignment]
        parents[path[:-1]] += worth  # type: ignore[assignment]
        grand[path[:-2]] += worth  # type: ignore[assignment]
        often[path] += 1
        links[path[:-1]] += line.source.link_share * line.size  # type: ignore[assignment]
        texts[path[:-1]] += line.size  # type: ignore[assignment]
    total = sum(same.values()) or 1.0
    main = max(parents, key=lambda path: (parents[path], path)) if parents else ()
    size = sum(line.size for line in lines) or 1.0
    share = sum(line.size for line in lines if line.source.proposed) / size
    proposed = [line.source.proposed for line in lines]
    rows = []
    for i, (line, path) in enumerate(zip(lines, paths, strict=True)):
        parent = path[:-1]
        near = proposed[max(0, i - 2) : i] + proposed[i + 1 : i + 3]
        shared = next(
            (n for n, (a, b) in enumerate(zip(path, main, strict=False)) if a != b), min(len(path), len(main))
        )
        rows.append(
            [
                *_own(line, path),
                float(line.source.proposed),
                sum(near) / (len(near) or 1),
                share,
                *_path_features(line.source.path),
                same[path] / total,
                parents[parent] / total,
                grand[path[:-2]] / total,
                log1p(often[path]),
                links[parent] / (texts[parent] or 1.0),
                shared / (len(main) or 1),
                float(i > 0 and paths[i - 1] == path),
                float(i + 1 < len(lines) and paths[i + 1] == path),
                lines[i - 1].source.link_share if i else 0.0,
                lines[i + 1].source.link_share if i + 1 < len(lines) else 0.0,
            ]
        )
    return rows


def _own(line: Line, path: tuple[str, ...]) -> list[float]:
    source = line.source
    kind = source.kind
    return [
        source.link_share,
        *[float(kind == name) for name in ("heading", "item", "quote", "table", "caption", "code")],
        float((source.markdown or "").startswith("**") and source.markdown.endswith("**")),
    ]


@cache
def _hints() -> dict[str, tuple[int, ...]]:
    found: dict[str, tuple[int, ...]] = {}
    for index, words in enumerate(rules.PATH_HINTS.values()):
        for word in words.split():
            found[word] = (*found.get(word, ()), index)
    return found


@cache
def _step_hints(step: str) -> frozenset[int]:
    """Numbers of the hints that the names in one step of a path give."""
    known, found = _hints(), set[int]()
    for name in _PART.findall(step):
        low = name.lower()
        for word in {low, *re.split(r"[-_]+", low), *_CAMEL.sub(" ", name).lower().split()}:
            found.update(known.get(word, ()))
    if step.endswith("!"):
        found.add(HINTS.index("hidden"))
    return frozenset(found)


@cache
def _tag(step: str) -> str:
    return re.split(r"[.#\[@!]", step, maxsplit=1)[0]


def _path_features(path: str) -> list[float]:
    steps = path.split(" > ")
    tags = [_tag(step) for step in steps]
    near, far = set[int](), set[int]()
    for step in steps[-2:]:
        near |= _step_hints(step)
    for step in steps[:-2]:
        far |= _step_hints(step)
    return [
        *[float(name in tags) for name in ("article", "main", "aside", "nav", "footer", "header", "form")],
        float("li" in tags or "ul" in tags),
        float("figure" in tags or "figcaption" in tags),
        float(tags[-1] == "p"),
        float(tags[-1] in ("div", "span", "section")),
        float(len(steps)),
        float("@articleBody" in path),
        *[float(n in near) for n in range(len(HINTS))],
        *[float(n in far) for n in range(len(HINTS))],
    ]
