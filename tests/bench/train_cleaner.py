"""Learns the line score from the corpus and writes `builder/ingest/weights/lines/*.json`.

    make train-cleaner

Lines get their labels by aligning them with the known body: the chain of lines whose words follow each
other in it. Every figure printed and kept comes from models that had not seen the site; the shipped weights
are then trained on all cases.

Tried without gain (by unseen sites): a second model over the first one's scores, dumps labelled by the page
model, features of the page as a whole, more and smaller trees, extremely random trees.
"""

from __future__ import annotations

import json
import sys
import time
from collections import Counter, defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import lightgbm
import numpy as np

sys.path.insert(0, str(Path(__file__).resolve().parents[2]))

from builder.ingest.cleaning import score
from builder.ingest.cleaning.linefeatures import Line
from builder.model import RawDocument
from tests.bench.articles import FOLDS, Case, corpus_folder, iter_cases, read_case, tokens
from tests.bench.cleaning import RATCHET, Results, fallen, final_body, print_table, summary

WEIGHTS = Path(__file__).resolve().parents[2] / "builder" / "ingest" / "weights" / "lines"
SETTINGS: dict[str, Any] = {
    "objective": "binary",
    "learning_rate": 0.07,
    "num_leaves": 24,
    "min_child_samples": 60,
    "feature_fraction": 0.3,
    "bagging_fraction": 0.7,
    "bagging_freq": 1,
    "lambda_l2": 10,
    "max_bin": 127,
    "verbose": -1,
    "num_threads": 1,
    "seed": 1,
    "deterministic": True,
}
ROUNDS = 160


@dataclass(slots=True)
class Sample:
    """One seed with the labels of its lines."""

    case: Case
    kind: str
    document: RawDocument
    lines: list[Line]
    rows: Any
    labels: Any
    weights: Any


def align(lines: Sequence[str], body: str) -> list[int]:
    """1 for each line of the best chain of lines that follow each other in the body, else 0."""
    truth = [word.lower() for word in tokens(body)]
    fours: dict[tuple[str, ...], list[int]] = defaultdict(list)
    for at, four in enumerate(zip(truth, truth[1:], truth[2:], truth[3:], strict=False)):
        fours[four].append(at)
    ones: dict[str, list[int]] = defaultdict(list)
    for at, word in enumerate(truth):
        ones[word].append(at)
    found: list[tuple[int, int, int, float]] = []  # (line, start, end, worth)
    for number, text in enumerate(lines):
        words = [word.lower() for word in tokens(text)]
        if not words:
            continue
        if len(words) < 6:
            starts = [at for at in ones[words[0]] if truth[at : at + len(words)] == words]
            found += [(number, at, at + len(words), 0.9 * len(words)) for at in starts[:40]]
            continue
        hits = 0
        offsets: Counter[int] = Counter()
        for offset, four in enumerate(zip(words, words[1:], words[2:], words[3:], strict=False)):
            places = fours.get(four, ())
            hits += bool(places)
            offsets.update(at - offset for at in places[:10])
        if hits >= 0.6 * (len(words) - 3):
            likely = [(start, count) for start, count in offsets.most_common(4) if count >= 0.3 * hits]
            found += [(number, max(0, start), start + len(words), hits + 3.0) for start, _ in likely]
    return _best_chain(found, len(lines))


def _best_chain(found: list[tuple[int, int, int, float]], count: int) -> list[int]:
    found.sort()
    best, previous = [0.0] * len(found), [-1] * len(found)
    for i, (number, start, _, worth) in enumerate(found):
        top, at = 0.0, -1
        for j in range(i):
            if found[j][0] < number and found[j][2] <= start + 3 and best[j] > top:
                top, at = best[j], j
        best[i], previous[i] = top + worth, at
    labels = [0] * count
    at = max(range(len(found)), key=best.__getitem__) if found else -1
    while at >= 0:
        labels[found[at][0]] = 1
        at = previous[at]
    return labels


def make_sample(case: Case, kind: str, document: RawDocument, body: str) -> Sample:
    labels = align([line.text if line.kind != "image" else "" for line in document.lines], body)
    _, lines, rows = score.feature_rows(document)
    sizes = np.array([line.size for line in lines])
    return Sample(
        case,
        kind,
        document,
        lines,
        np.array(rows, dtype=np.float32),
        np.array([labels[line.source.number - 1] for line in lines], dtype=np.int8),
        np.sqrt(np.minimum(sizes, 150) + 1),
    )


def fit(samples: Sequence[Sample]) -> lightgbm.Booster:
    data = lightgbm.Dataset(
        np.concatenate([sample.rows for sample in samples]),
        np.concatenate([sample.labels for sample in samples]),
        weight=np.concatenate([sample.weights for sample in samples]),
    )
    return lightgbm.train(SETTINGS, data, ROUNDS)


def crossed(samples: list[Sample], kinds: Sequence[str]) -> list[Any]:
    """Scores of every sample by a model that had not seen its site, learned from samples of some kinds."""
    scores: list[Any] = [None] * len(samples)
    for fold in range(FOLDS):
        model = fit([sample for sample in samples if sample.case.fold != fold and sample.kind in kinds])
        for number, sample in enumerate(samples):
            if sample.case.fold == fold:
                scores[number] = model.predict(sample.rows)
    return scores


def as_trees(model: lightgbm.Booster, names: Sequence[str]) -> list[Any]:
    """The model as `trees` reads it."""

    def tree(node: dict[str, Any]) -> Any:
        if "leaf_value" in node:
            return round(node["leaf_value"], 3)
        limit = float(f"{node['threshold']:.5g}")
        return [names[node["split_feature"]], limit, tree(node["left_child"]), tree(node["right_child"])]

    return [tree(info["tree_structure"]) for info in model.dump_model()["tree_info"]]


def write_trees(file: str, trees: list[Any]) -> None:
    lines = ",\n".join(json.dumps(tree, ensure_ascii=False, separators=(",", ":")) for tree in trees)
    note = "Made by tests/bench/train_cleaner.py; a tree is a number or [feature, limit, not above, above]."
    (WEIGHTS / file).write_text(f'{{"about": {json.dumps(note)},\n"trees": [\n{lines}\n]}}\n', "utf-8")


def train(model: str, samples: list[Sample], kinds: Sequence[str]) -> list[Any]:
    """Weights from all samples of these kinds, written; scores of every sample by unseen-site models."""
    start = time.perf_counter()
    scores = crossed(samples, kinds)
    print(f"{model}: {FOLDS} folds in {time.perf_counter() - start:.0f} s", flush=True)
    trees = as_trees(fit([sample for sample in samples if sample.kind in kinds]), score.FEATURE_NAMES[model])
    write_trees(f"{model}.json", trees)
    return scores


def measure(samples: list[Sample], scores: list[Any], results: Results) -> None:
    """Adds each page's precision and recall, by scores of models that had not seen its site."""
    for sample, values in zip(samples, scores, strict=True):
        if sample.case.body:
            by_line = {line.source.number: float(p) for line, p in zip(sample.lines, values, strict=True)}
            found = final_body(sample.document, score.scores_of(sample.document, by_line))
            results.add(sample.kind, sample.case, found)


def main() -> None:
    folder = corpus_folder()
    if folder is None:
        sys.exit("DISPATCHBOX_CORPORA names no folder with extract/truth.jsonl.")
    known = [case for case in iter_cases(folder) if case.body]
    results = Results()

    def samples_of(kind: str) -> list[Sample]:
        pairs = ((case, read_case(folder, case, kind)) for case in known)
        return [make_sample(case, kind, document, case.body) for case, document in pairs if document]

    pages = samples_of("html")
    measure(pages, train("page", pages, ("html",)), results)
    texts = [*samples_of("dump"), *samples_of("light")]
    by_text, by_light = train("text", texts, ("dump", "light")), train("light", texts, ("light",))
    light = [score.kind_of(sample.lines) == "light" for sample in texts]
    measure(texts, [b if few else a for a, b, few in zip(by_text, by_light, light, strict=True)], results)
    print_table("by models that had not seen the site", results)
    ratchet = json.loads(RATCHET.read_text("utf-8")) if RATCHET.exists() else {}
    now = summary(results)
    if problems := fallen(ratchet.get("unseen sites", {}), now):
        sys.exit("\n".join(["Worse than the figures kept; restore weights/lines/ from Git.", *problems]))
    ratchet["unseen sites"] = now
    RATCHET.write_text(json.dumps(ratchet, indent=1, sort_keys=True) + "\n", "utf-8")


if __name__ == "__main__":
    main()
