"""Do the thresholds of finding and identity fit more than the texts they were chosen on? `python
tests/bench/tagging_halves.py`.

Each corpus is cut in two by a hash (FRUS by volume, news by site, the others by document). Every threshold is
moved down and up on half A, one at a time; the best value on A is taken, in turn, and half B is measured with
the thresholds that ship and with A's choice. What moves little on A, and gains nothing on B, was not tuned
too closely.
"""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path
from types import ModuleType

sys.path.insert(0, str(Path(__file__).resolve().parents[2]))

from builder.archive.people import clusters, families, nearness
from builder.ingest.naming import tagger
from tests.bench.marked_news import marked_news
from tests.bench.tagging import Figures, given_mentions, pages, set_score, show
from tests.bench.tagging_corpora import Marked, corpora, half_of, persons

Threshold = tuple[ModuleType, str]
Halves = Mapping[str, Sequence[Marked]]

IDENTITY: tuple[tuple[Threshold, tuple[float, ...]], ...] = (
    ((nearness, "ANYWHEN"), (0.1, 0.2, 0.3, 0.45, 0.6)),
    ((nearness, "OFFICE"), (1.5, 2.0, 2.5, 3.0, 3.5)),
    ((nearness, "USUAL"), (2.0, 3.0, 4.0)),
    ((nearness, "AGAINST"), (-0.8, -0.6, -0.4, -0.2, 0.0)),
    ((nearness, "FAME"), (0.25, 0.4, 0.5, 0.6, 0.75)),
    ((nearness, "COMPANY"), (0.15, 0.2, 0.3, 0.4, 0.5)),
    ((nearness, "MOST_COMPANY"), (1.0, 1.5, 2.0, 3.0)),
    ((nearness, "SMOOTH"), (0.5, 1.0, 2.0)),
    ((nearness, "MARGIN"), (0.0, 0.07, 0.14, 0.3, 0.5)),
    ((families, "SURE_OFFICE"), (0.45, 0.6, 0.75)),
    ((families, "BRIEFINGS_TO_STAND_ALONE"), (1, 2, 3)),
    ((families, "MENTIONS_TO_STAND_ALONE"), (2, 3, 5)),
    ((clusters, "FULLER_SHARE"), (0.1, 0.2, 0.3)),
)
FINDING: tuple[tuple[Threshold, tuple[float, ...]], ...] = (
    ((tagger, "RECALL"), (3.0, 4.5, 6.0, 7.5, 9.0)),
    ((tagger, "STRANGE_LEAST"), (5.0, 7.5, 10.0, 12.5, 15.0)),
    ((tagger, "MEAN_LEAST"), (8.0, 10.0, 12.0, 14.0, 16.0)),
    ((tagger, "MAX_LEAST"), (10.0, 12.5, 15.0, 17.5, 20.0)),
)


@contextmanager
def moved(threshold: Threshold, value: float) -> Iterator[None]:
    """With another value for a threshold."""
    module, name = threshold
    ships = getattr(module, name)
    setattr(module, name, value)
    try:
        yield
    finally:
        setattr(module, name, ships)


def compare(
    halves: Halves,
    measure: Callable[[Sequence[Marked]], Figures],
    thresholds: Sequence[tuple[Threshold, tuple[float, ...]]],
    figure: str,
) -> None:
    """Prints what each threshold does on A, and both halves as they ship and with A's choice."""
    for half in "AB":
        show(f"{half}, as it ships", measure(halves[half]))
    kept: list[tuple[Threshold, float]] = []
    for threshold, values in thresholds:
        module, name = threshold
        ships = getattr(module, name)
        on_a = {}
        for value in values:
            with moved(threshold, value):
                on_a[value] = measure(halves["A"])[figure]
        best = max(values, key=lambda value: (round(on_a[value], 2), -abs(value - ships)))
        row = "  ".join(f"{value:g}: {on_a[value]:.2f}" for value in values)
        print(f"  {name:26}{row}   ships {ships:.2g}, best on A {best:g}", flush=True)
        kept.append((threshold, ships))
        setattr(module, name, best)
    for half in "AB":
        show(f"{half}, with A's choice", measure(halves[half]))
    for (module, name), ships in kept:
        setattr(module, name, ships)


def frus() -> None:
    """Identity, the mentions given."""
    papers = persons("frus")
    mentions = {paper.id: given_mentions(paper) for paper in papers}
    halves = {half: [p for p in papers if half_of(p.volume) == half] for half in "AB"}
    print(
        "identity, FRUS: " + ", ".join(f"{len(papers)} papers in {half}" for half, papers in halves.items())
    )
    compare(halves, lambda documents: pages(documents, mentions), IDENTITY, "b3")


def found() -> None:
    """Finding, on all corpora of news together; then each alone as it ships."""
    others = [*persons("gum-wikinews"), *persons("re3d")]
    halves = {half: [*(d for d in others if half_of(d.id) == half), *marked_news(half)] for half in "AB"}
    print("finding, GUM, re3d and news: " + ", ".join(f"{len(ds)} in {half}" for half, ds in halves.items()))
    compare(halves, set_score, FINDING, "f1")
    for name in ("gum-wikinews", "re3d"):
        for half in "AB":
            show(f"{name} {half}", set_score(d for d in persons(name) if half_of(d.id) == half))
    for half in "AB":
        show(f"news {half}", set_score(marked_news(half)))


if __name__ == "__main__":
    if corpora() is None:
        sys.exit("DISPATCHBOX_CORPORA names no folder with tags/: nothing to measure.")
    frus()
    found()
