"""How well title, authors, date and figures are found on sites that were not seen: `make bench-metadata`.

`DISPATCHBOX_CORPORA=… python -m tests.bench.metadata [--keep FOLDER] [--check]`. The weights of the choices
are learned anew for each fold, from the sites of the others. Three columns: cases that were read by eye while
the rules were made, cases held aside that nobody looked at, and all. The line score is the shipped one, which
has seen these pages: what it says of body and menu is a little better here than elsewhere. `--check` holds
the figures against `tests/bench/metadata.json`: they may not fall; `--update` writes them there.
"""

from __future__ import annotations

import argparse
import json
import statistics
import sys
import time
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from contextlib import ExitStack
from datetime import date
from itertools import product
from pathlib import Path
from unittest.mock import patch

from builder.ingest.fields import authors, datechoice, titles
from builder.ingest.fields import figures as captions
from builder.ingest.fields.dates import decide, from_captions
from builder.ingest.fields.figures import find_figures
from builder.ingest.fields.folding import fold
from builder.ingest.fields.metadata import find_fields
from builder.model import Figure
from tests.bench.cases import FOLDS, Case, read_cases
from tests.bench.questions import QUESTIONS, alike, same_figure, set_f1
from tests.bench.train_choices import RIDGE, RIDGES, learn

PINNED = Path(__file__).with_suffix(".json")
KINDS = ("html", "dump", "light")
CHOOSERS = (authors, captions, datechoice, titles)
"""The rooms that choose by weights."""
SLACK = 0.01
"""How far a pinned figure may fall, for the luck of single cases."""
Marks = dict[str, list[float]]


def measure_unseen(cases: Sequence[Case]) -> Mapping[tuple[str, bool], list[Marks]]:
    """(kind, held aside) → marks, each case weighed by what other sites taught."""
    asked = {name: [(case.fold, list(ask(case))) for case in cases] for name, ask in QUESTIONS.items()}
    marks: dict[tuple[str, bool], list[Marks]] = defaultdict(list)
    for number in range(FOLDS):
        weights = {
            name: learn(
                [question for other, questions in rows if other != number for question in questions],
                RIDGES.get(name, RIDGE),
            )
            for name, rows in asked.items()
        }
        with ExitStack() as stack:
            for room in CHOOSERS:
                stack.enter_context(patch.object(room, "read_weights", weights.__getitem__))
            for kind, side in product(KINDS, (False, True)):
                mine = [c for c in cases if (c.fold, c.kind, c.aside) == (number, kind, side)]
                marks[kind, side].append(measure(mine))
    return marks


def merge(parts: Iterable[Marks]) -> Marks:
    merged: Marks = defaultdict(list)
    for part in parts:
        for name, found in part.items():
            merged[name] += found
    return merged


def measure(cases: Iterable[Case]) -> Marks:
    """Name of the measure → one mark a case (or a figure)."""
    marks: Marks = defaultdict(list)
    for case in cases:
        start = time.process_time()
        found = find_fields(case.document, case.body)
        figures, claimed, _ = find_figures(case.document, case.body)
        lines = {line.number: line.text for line in case.document.lines}
        printed = [(n, lines[n]) for n, field in claimed.items() if field == "caption"]
        decision = decide((*found.dates, *from_captions(case.document, printed, found.lang)))
        marks["milliseconds"].append((time.process_time() - start) * 1000)
        truth = case.truth
        if case.visible("title"):
            marks["title"].append(float(fold(found.title) == fold(truth["title"])))
        if case.visible("authors"):
            given, wanted = {fold(n) for n in found.byline}, {fold(n) for n in truth["authors"]}
            marks["authors F1"].append(set_f1(given, wanted))
        _mark_date(marks, case, decision.date)
        if truth.get("captions"):
            _mark_figures(marks, truth["captions"], figures)
    return marks


def _mark_date(marks: Marks, case: Case, given: str) -> None:
    wanted = case.truth.get("date")
    if not wanted:
        return
    day = date.fromisoformat(given) if len(given) == 10 else None
    if case.visible("date"):
        marks["date given"].append(float(day is not None))
        marks["date right"].append(float(given == wanted))
        if case.has_day:
            marks["date right of readable"].append(float(given == wanted))
    if day:
        marks["date precision"].append(float(given == wanted))
        marks["date precision ±1"].append(float(abs((day - date.fromisoformat(wanted)).days) <= 1))


def _mark_figures(marks: Marks, wanted: Sequence[Mapping[str, str]], figures: Sequence[Figure]) -> None:
    for known in wanted:
        if known["caption"]:
            right = any(same_figure(known, f.caption, f.credit) for f in figures)
            marks["captions found"].append(float(right))
        if known["caption"] and known["credit"]:
            marks["credits found"].append(float(any(alike(known["credit"], f.credit) for f in figures)))
    for figure in figures:
        right = any(same_figure(known, figure.caption, figure.credit) for known in wanted)
        marks["figures wrong"].append(float(not right))


def summary(marks: Marks) -> dict[str, float]:
    return {
        name: round(statistics.median(found) if name == "milliseconds" else statistics.fmean(found), 3)
        for name, found in marks.items()
    }


def fallen(now: Mapping[str, float], pinned: Mapping[str, float]) -> list[str]:
    """The measures that are worse than their pinned figure."""
    worse = []
    for name, best in pinned.items():
        low = name == "figures wrong"
        if name != "milliseconds" and (now[name] - best) * (-1 if low else 1) < -SLACK:
            worse.append(f"{name}: {now[name]:.3f}, was {best:.3f}")
    return worse


def main() -> int:
    parser = argparse.ArgumentParser()
    parser.add_argument("--keep", type=Path)
    parser.add_argument("--check", action="store_true")
    parser.add_argument("--update", action="store_true")
    given = parser.parse_args()
    cases = [case for kind in KINDS for case in read_cases(kind, given.keep)]
    if not cases:
        print("No corpus: set DISPATCHBOX_CORPORA to the folder that holds extract/.")
        return 0
    marks = measure_unseen(cases)
    results = {}
    for kind in KINDS:
        looked, aside = (summary(merge(marks[kind, side])) for side in (False, True))
        everything = summary(merge(marks[kind, False] + marks[kind, True]))
        results[kind] = everything
        print(f"\n{kind:24s} {'looked at':>12s} {'held aside':>12s} {'all':>8s}")
        for name in sorted(everything):
            print(f"{name:24s} {looked[name]:12.3f} {aside[name]:12.3f} {everything[name]:8.3f}")
    pinned = json.loads(PINNED.read_text("utf-8")) if PINNED.is_file() else {}
    worse = [f"{kind}: {text}" for kind, best in pinned.items() for text in fallen(results[kind], best)]
    if given.update and not worse:
        PINNED.write_text(json.dumps(results, indent=1, sort_keys=True) + "\n", "utf-8")
    print("\n".join(worse))
    return 1 if worse and given.check else 0


if __name__ == "__main__":
    sys.exit(main())
