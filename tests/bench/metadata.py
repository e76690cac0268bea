"""How well title, authors, date and figures are found: the table of `make bench-metadata`.

`DISPATCHBOX_CORPORA=… python -m tests.bench.metadata [--keep FOLDER] [--check]`. Two columns: cases that the
weights were learned from, and cases held aside by site. `--check` holds the figures of the cases held aside
against `tests/bench/metadata.json`: they may not fall; `--update` raises them.
"""

from __future__ import annotations

import argparse
import json
import statistics
import sys
import time
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from pathlib import Path

from builder.ingest.fields.dates import decide, from_captions
from builder.ingest.fields.figures import find_figures
from builder.ingest.fields.folding import fold
from builder.ingest.fields.metadata import find_fields
from builder.model import Figure
from tests.bench.cases import Case, read_cases
from tests.bench.questions import alike, set_f1

PINNED = Path(__file__).with_suffix(".json")
SLACK = 0.01
"""How far a pinned figure may fall, for the luck of single cases."""
Marks = dict[str, list[float]]


def measure(cases: Iterable[Case]) -> Marks:
    """Name of the measure → one mark a case (or a figure)."""
    marks: Marks = defaultdict(list)
    for case in cases:
        start = time.process_time()
        found = find_fields(case.document, case.body)
        figures, claimed, _ = find_figures(case.document, case.body)
        lines = {line.number: line.text for line in case.document.lines}
        captions = [(n, lines[n]) for n, field in claimed.items() if field == "caption"]
        decision = decide((*found.dates, *from_captions(case.document, captions, found.lang)))
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
    if day:
        marks["date precision"].append(float(given == wanted))
        marks["date precision ±1"].append(float(abs((day - date.fromisoformat(wanted)).days) <= 1))


def _mark_figures(marks: Marks, wanted: Sequence[Mapping[str, str]], figures: Sequence[Figure]) -> None:
    for caption in wanted:
        if caption["caption"]:
            marks["captions found"].append(float(any(alike(caption["caption"], f.caption) for f in figures)))
        if caption["caption"] and caption["credit"]:
            marks["credits found"].append(float(any(alike(caption["credit"], f.credit) for f in figures)))
    for figure in figures:
        right = any(alike(c["caption"] or "", figure.caption) for c in wanted)
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
    results = {}
    for kind in ("html", "dump", "light"):
        cases = read_cases(kind, given.keep)
        if not cases:
            print("No corpus: set DISPATCHBOX_CORPORA to the folder that holds extract/.")
            return 0
        learned = summary(measure(case for case in cases if not case.aside))
        aside = summary(measure(case for case in cases if case.aside))
        everything = summary(measure(cases))
        results[kind] = aside
        print(f"\n{kind:24s} {'learned from':>12s} {'held aside':>12s} {'all':>8s}")
        for name in sorted(everything):
            print(f"{name:24s} {learned[name]:12.3f} {aside[name]:12.3f} {everything[name]:8.3f}")
    pinned = json.loads(PINNED.read_text("utf-8")) if PINNED.is_file() else {}
    worse = [f"{kind}: {text}" for kind, best in pinned.items() for text in fallen(results[kind], best)]
    if given.update and not worse:
        PINNED.write_text(json.dumps(results, indent=1, sort_keys=True) + "\n", "utf-8")
    print("\n".join(worse))
    return 1 if worse and given.check else 0


if __name__ == "__main__":
    sys.exit(main())
