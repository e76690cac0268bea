"""How well seeds are cleaned: precision, recall and F1 over the corpus, and speed. `make bench-cleaning`.

Two tables: the figures of `train_cleaner`, by models that had not seen the site (kept in `cleaning.json`),
and those of the shipped weights now. The ratchet: no figure of the shipped weights may fall;
`--update` raises the pinned ones, and never lowers one.
"""

from __future__ import annotations

import json
import sys
import time
from collections.abc import Sequence
from dataclasses import asdict, dataclass, field
from pathlib import Path
from statistics import median
from typing import Any

sys.path.insert(0, str(Path(__file__).resolve().parents[2]))

from builder.ingest.cleaning.clean import label_lines
from builder.ingest.cleaning.score import LineScore, score_lines
from builder.ingest.fields.figures import find_figures
from builder.ingest.fields.metadata import find_fields
from builder.model import RawDocument
from tests.bench.articles import (
    ASIDE,
    HALVES,
    KINDS,
    Case,
    Figures,
    corpus_folder,
    iter_cases,
    precision_recall,
    read_case,
)

RATCHET = Path(__file__).with_name("cleaning.json")
SLACK = 0.0005
"""Rounding of a figure on another machine."""


def final_body(document: RawDocument, scores: Sequence[LineScore]) -> str:
    """What ingest keeps as body: after metadata, rules and score."""
    chances = [score.chance for score in scores]
    _, captions, _ = find_figures(document, chances)
    claimed = {**captions, **find_fields(document, chances).claimed}
    ledger = label_lines(document, scores, claimed)
    pictures = {line.number for line in document.lines if line.kind == "image"}
    return "\n".join(entry.text for entry in ledger if entry.fate == "body" and entry.line not in pictures)


@dataclass(slots=True)
class Results:
    """Precision and recall of every page, by kind of seed."""

    pages: dict[str, list[tuple[Case, float, float]]] = field(default_factory=dict)

    def add(self, kind: str, case: Case, found: str) -> None:
        self.pages.setdefault(kind, []).append((case, *precision_recall(found, case.body)))


def summary(results: Results) -> dict[str, dict[str, Any]]:
    """`dump news aside` … → figures."""
    found: dict[str, dict[str, Any]] = {}
    for kind in KINDS:
        for half in HALVES:
            for part in ("all", "development", "aside"):
                chosen = [
                    (p, r)
                    for case, p, r in results.pages.get(kind, ())
                    if case.half == half and (part == "all" or (case.fold == ASIDE) == (part == "aside"))
                ]
                if chosen:
                    found[f"{kind} {half} {part}"] = asdict(Figures.of(chosen))
    return found


def print_table(title: str, results: Results) -> None:
    print_summary(title, summary(results))


def print_summary(title: str, table: dict[str, dict[str, Any]]) -> None:
    print(f"\n{title}\n{'seeds':26}{'pages':>6}{'precision':>11}{'recall':>9}{'F1':>9}{'> 0.95':>9}")
    for name, row in table.items():
        print(
            f"{name:26}{row['pages']:6}{row['precision']:11.4f}{row['recall']:9.4f}"
            f"{row['f1']:9.4f}{row['good']:9.3f}"
        )


def measure_shipped(folder: Path) -> tuple[Results, dict[str, float]]:
    """All pages with the shipped weights, and the median milliseconds of scoring a seed of each kind."""
    results, spent = Results(), {}
    for kind in KINDS:
        times = []
        for case in iter_cases(folder):
            start = time.process_time()
            document = read_case(folder, case, kind) if case.body else None
            if document is None:
                continue
            scores = score_lines(document)
            times.append(1000 * (time.process_time() - start))
            results.add(kind, case, final_body(document, scores))
        spent[kind] = round(median(times), 1) if times else 0.0
    return results, spent


def fallen(pinned: dict[str, Any], now: dict[str, Any]) -> list[str]:
    """What is lower than the ratchet allows."""
    return [
        f"{name}: F1 {now[name]['f1']} is below the pinned {row['f1']}"
        for name, row in pinned.items()
        if name in now and now[name]["f1"] < row["f1"] - SLACK
    ]


def main(arguments: list[str]) -> int:
    folder = corpus_folder()
    if folder is None:
        print("Skipped: DISPATCHBOX_CORPORA names no folder with extract/truth.jsonl.")
        return 0
    ratchet = json.loads(RATCHET.read_text("utf-8")) if RATCHET.exists() else {}
    print_summary(
        "By models that had not seen the site (make train-cleaner)", ratchet.get("unseen sites", {})
    )
    results, spent = measure_shipped(folder)
    now = summary(results)
    print_summary("Shipped weights, trained on all cases: a check, no promise", now)
    print("\nMedian milliseconds to read and score:", ", ".join(f"{k} {v}" for k, v in spent.items()))
    pinned = ratchet.get("shipped", {})
    problems = fallen(pinned, now)
    print("\n".join(problems))
    if "--update" in arguments and not problems:
        ratchet["shipped"] = {
            name: row if row["f1"] >= pinned.get(name, row)["f1"] else pinned[name]
            for name, row in now.items()
        }
        RATCHET.write_text(json.dumps(ratchet, indent=1, sort_keys=True) + "\n", "utf-8")
    return 1 if problems else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
