"""Learns the line score from the corpus and writes `builder/ingest/weights/lines/*.json`.

    make train-cleaner                 all models
    make train-cleaner ARGS=texts      those of texts alone, or of `pages`

Lines get their labels by aligning them with the known body: the chain of lines whose words follow each
other in it. The words of a line are learned first (`lexicon`); where they are features of a line to learn
from, the counts leave out the line's own site. Then the first look at lines alone (`glance`), then the score.
Every figure printed and kept comes from models, lexicon and all, that had not seen the site; the shipped
weights are then trained on all cases.

Tried without gain (by unseen sites): a second model over the first one's scores, dumps labelled by the page
model, more and smaller trees, extremely random trees, the mean of five alike models, whole dumps cropped at
random into lighter ones, weights by the words of a line alone. Features of the run of like lines a line
stands in, of credits, of repeated captions helped whole dumps a little (F1 +.003) and harmed light ones.
"""

from __future__ import annotations

import json
import sys
import time
from collections import Counter, defaultdict
from collections.abc import Sequence, Set
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import Any

import lightgbm
import numpy as np

sys.path.insert(0, str(Path(__file__).resolve().parents[2]))

from builder.ingest.cleaning import column, glance, lexicon, lift, score
from builder.ingest.cleaning.linefeatures import OWN, Line, describe
from builder.model import RawDocument
from tests.bench.articles import FOLDS, KINDS, Case, corpus_folder, iter_cases, read_case, tokens
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
WHOLE = {**SETTINGS, "learning_rate": 0.09}
WHOLE_ROUNDS = 120
SETTLED = {"page": -2.4, "text": -2.0, "light": -1.0, "column": -9.0, "glance": -99.0}
"""Sum of the first trees below which `trees` does not ask the others."""
GLANCE = {
    **SETTINGS,
    "learning_rate": 0.2,
    "num_leaves": 8,
    "min_child_samples": 200,
    "feature_fraction": 0.5,
}
GLANCE_ROUNDS = 30
PLAIN = (*OWN, *lexicon.NAMES)
LOOK = score.TEXT.index(glance.NAMES[0])
"""Where the first look stands in a row of a text."""
WORDS = slice(score.TEXT.index(lexicon.NAMES[0]), score.TEXT.index(lexicon.NAMES[-1]) + 1)
"""Where the features of the lexicon stand in a row of a text."""
COLUMN = {**SETTINGS, "learning_rate": 0.1, "num_leaves": 6, "min_child_samples": 15, "feature_fraction": 0.7}
COLUMN_ROUNDS = 40


@dataclass(slots=True)
class Sample:
    """One seed with the labels of its lines."""

    case: Case
    kind: str
    document: RawDocument
    lines: list[Line]
    labels: Any


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
    lines = describe(document.lines)
    mine = [labels[line.source.number - 1] for line in lines]
    return Sample(case, kind, document, lines, np.array(mine, dtype=np.int8))


class Words:
    """On which sites each word stands in an article, and on which around one."""

    def __init__(self, samples: Sequence[Sample]) -> None:
        sites: tuple[dict[str, set[str]], dict[str, set[str]]] = (defaultdict(set), defaultdict(set))
        for sample in samples:
            for line, label in zip(sample.lines, sample.labels, strict=True):
                for words in (*line.words, *lexicon.pairs_of(line.words)):
                    sites[label][words].add(sample.case.site)
        known = {
            words
            for words in sites[0].keys() | sites[1].keys()
            if len(sites[0].get(words, ())) + len(sites[1].get(words, ())) >= lexicon.LEAST_SITES
        }
        self.around, self.body = ({w: s for w, s in found.items() if w in known} for found in sites)

    def push(self, words: str, but: str = "") -> float | None:
        """What the words say by all sites but one."""
        counts = (len(sites) - (but in sites) for sites in (self._sites(words, 1), self._sites(words, 0)))
        return lexicon.push_of(*counts)

    def _sites(self, words: str, label: int) -> Set[str]:
        return (self.body if label else self.around).get(words, frozenset())

    def write(self) -> None:
        """The lexicon as `lexicon` reads it."""
        known = ((self.push(words), words) for words in self.body.keys() | self.around.keys())
        rows = sorted((push, words) for push, words in known if push is not None)
        about = "# Made by tests/bench/train_cleaner.py: push towards body, tab, words.\n"
        text = about + "".join(f"{push}\t{words}\n" for push, words in rows)
        (WEIGHTS / "words.txt").write_text(text, "utf-8")


class Sight:
    """How the features of lines are made: the lexicon and the first look, both learned from some texts."""

    def __init__(self, dump: Sequence[Sample], texts: Sequence[Sample]) -> None:
        self.words = Words(dump)
        self._rows: dict[int, Any] = {}
        self.glance: lightgbm.Booster | None = None
        if texts:
            rows = [_floats(self._plain(sample), len(PLAIN))[:, : len(glance.ASKED)] for sample in texts]
            self.glance = train(GLANCE, GLANCE_ROUNDS, texts, rows, alike=True)

    def _plain(self, sample: Sample) -> list[list[float]]:
        return score.plain_rows(sample.lines, partial(self.words.push, but=sample.case.site))

    def rows_of(self, sample: Sample) -> Any:
        """All features of the sample's lines."""
        if (known := self._rows.get(id(sample))) is None:
            known = self._rows[id(sample)] = self._made(sample)
        return known

    def _made(self, sample: Sample) -> Any:
        if self.glance is None or sample.kind == "html":
            return _floats(score.page_rows(sample.lines), len(score.FEATURE_NAMES["page"]))
        plain = self._plain(sample)
        asked = _floats(plain, len(PLAIN))[:, : len(glance.ASKED)]
        odds = self.glance.predict(asked, raw_score=True) if len(plain) else []
        return _floats(score.join_rows(sample.lines, plain, list(odds)), len(score.TEXT))


def _floats(rows: list[list[float]], width: int) -> Any:
    return np.array(rows, dtype=np.float32).reshape(len(rows), width)


def train(
    settings: dict[str, Any], rounds: int, samples: Sequence[Sample], rows: Sequence[Any], alike: bool
) -> lightgbm.Booster:
    """Trees over rows of features of the samples' lines."""
    labels = np.concatenate([sample.labels for sample in samples])
    weights = np.concatenate([weigh(sample, alike) for sample in samples])
    return lightgbm.train(settings, lightgbm.Dataset(np.concatenate(rows), labels, weight=weights), rounds)


def weigh(sample: Sample, alike: bool) -> Any:
    """A line counts by the root of its words; where texts count alike, over the root of the body's."""
    sizes = np.array([line.size for line in sample.lines])
    weights = np.sqrt(np.minimum(sizes, 150) + 1)
    return 3.5 * weights / np.sqrt(float((sizes * sample.labels).sum()) + 50) if alike else weights


def fit(
    samples: Sequence[Sample],
    sight: Sight,
    worded: bool,
    settings: dict[str, Any] = SETTINGS,
    rounds: int = ROUNDS,
) -> lightgbm.Booster:
    """Learns from the lexicon too, each text counting alike; or from neither."""
    rows = [sight.rows_of(sample) for sample in samples]
    if not worded and samples[0].kind != "html":
        rows = [row.copy() for row in rows]
        for row in rows:
            row[:, WORDS] = 0
    return train(settings, rounds, samples, rows, worded)


def fit_column(light: Sequence[Sample], full: Sequence[Sample]) -> lightgbm.Booster:
    """Tells main columns from whole pages."""
    rows = np.array([column.column_features(sample.lines) for sample in (*light, *full)])
    labels = np.array([1] * len(light) + [0] * len(full))
    return lightgbm.train(COLUMN, lightgbm.Dataset(rows, labels), COLUMN_ROUNDS)


@dataclass(slots=True)
class Models:
    """Everything that is learned from some samples."""

    sight: Sight
    boosters: dict[str, tuple[lightgbm.Booster, ...]]
    """By the name of their weights file, which holds the mean of them."""

    def predict(self, sample: Sample) -> tuple[Any, float]:
        """The scores of its lines, as `score.score_lines` gives them, and the benefit in them."""
        rows = self.sight.rows_of(sample)
        if sample.kind == "html":
            return 1 / (1 + np.exp(-self._odds("page", rows))), 0.0
        column_odds = self._odds("column", np.array([column.column_features(sample.lines)]))
        kind = score.text_kind(float(column_odds[0]))
        odds = np.mean([self._odds(name, rows) for name in score.MODELS[kind]], axis=0)
        if kind != "light":
            for at, value in glance.settle(rows[:, LOOK].tolist()).items():
                odds[at] = value
        benefit = score.BENEFIT[kind]
        more = lift.lift_of(sample.lines, odds) + score.LEAN + benefit
        return 1 / (1 + np.exp(-odds - more)), benefit

    def _odds(self, name: str, rows: Any) -> Any:
        return np.mean([one.predict(rows, raw_score=True) for one in self.boosters[name]], axis=0)

    def write(self) -> None:
        """As weights files."""
        if "text" in self.boosters:
            self.sight.words.write()
        for name, boosters in self.boosters.items():
            trees = [as_trees(one, score.FEATURE_NAMES[name], len(boosters)) for one in boosters]
            mixed = [tree for same in zip(*trees, strict=True) for tree in same]
            write_trees(name, mixed)


def learn(samples: Sequence[Sample]) -> Models:
    """Models of pages and of texts, whichever there are samples of.

    Main columns are scored by the mean of two models that see them differently: worth more than two seeds of
    one. For whole pages, where the first look settles most lines, one of 120 trees is as good as these 320.
    """
    html, dump, light = ([s for s in samples if s.kind == kind] for kind in ("html", "dump", "light"))
    # A page whose main column is all of it says nothing of the difference.
    both = {s.document.sha256 for s in light} & {s.document.sha256 for s in dump}
    full = [s for s in dump if s.document.sha256 not in both]
    sight = Sight(dump, [*light, *full])
    boosters = {"page": (fit(html, sight, worded=False),)} if html else {}
    if sight.glance:
        boosters["text"] = (fit([*light, *full], sight, True, WHOLE, WHOLE_ROUNDS),)
        boosters["light"] = (fit(light, sight, worded=True), fit(light, sight, worded=False))
        boosters["glance"] = (sight.glance,)
        boosters["column"] = (fit_column([s for s in light if s.document.sha256 not in both], full),)
    return Models(sight, boosters)


def as_trees(model: lightgbm.Booster, names: Sequence[str], share: int) -> list[Any]:
    """The model as `trees` reads it, where so many share the say."""

    def tree(node: dict[str, Any]) -> Any:
        if "leaf_value" in node:
            return round(node["leaf_value"] / share, 3)
        limit = float(f"{node['threshold']:.5g}")
        return [names[node["split_feature"]], limit, tree(node["left_child"]), tree(node["right_child"])]

    return [tree(info["tree_structure"]) for info in model.dump_model()["tree_info"]]


def write_trees(name: str, trees: list[Any]) -> None:
    lines = ",\n".join(json.dumps(tree, ensure_ascii=False, separators=(",", ":")) for tree in trees)
    note = "Made by tests/bench/train_cleaner.py; a tree is a number or [feature, limit, not above, above]."
    head = f'{{"about": {json.dumps(note)},\n"settled": {SETTLED[name]},\n"trees": [\n'
    (WEIGHTS / f"{name}.json").write_text(f"{head}{lines}\n]}}\n", "utf-8")


def measure(sample: Sample, values: Sequence[float], benefit: float, results: Results) -> None:
    """Adds the page's precision and recall."""
    by_line = {line.source.number: float(p) for line, p in zip(sample.lines, values, strict=True)}
    found = final_body(sample.document, score.scores_of(sample.document, by_line, benefit=benefit))
    results.add(sample.kind, sample.case, found)


def read_samples(folder: Path, kinds: Sequence[str]) -> list[Sample]:
    known = [case for case in iter_cases(folder) if case.body]
    pairs = ((case, kind, read_case(folder, case, kind)) for kind in kinds for case in known)
    return [make_sample(case, kind, document, case.body) for case, kind, document in pairs if document]


PARTS = {"texts": ("dump", "light"), "pages": ("html",)}


def main(part: str = "") -> None:
    folder = corpus_folder()
    if folder is None:
        sys.exit("DISPATCHBOX_CORPORA names no folder with extract/truth.jsonl.")
    samples, results = read_samples(folder, PARTS.get(part, KINDS)), Results()
    for fold in range(FOLDS):
        start = time.perf_counter()
        models = learn([sample for sample in samples if sample.case.fold != fold])
        for sample in samples:
            if sample.case.fold == fold:
                measure(sample, *models.predict(sample), results)
        print(f"fold {fold + 1} of {FOLDS} in {time.perf_counter() - start:.0f} s", flush=True)
    print_table("by models that had not seen the site", results)
    ratchet = json.loads(RATCHET.read_text("utf-8")) if RATCHET.exists() else {}
    now = summary(results)
    if problems := fallen(ratchet.get("unseen sites", {}), now):
        sys.exit("\n".join(["Worse than the figures kept; restore weights/lines/ from Git.", *problems]))
    ratchet["unseen sites"] = {**ratchet.get("unseen sites", {}), **now}
    RATCHET.write_text(json.dumps(ratchet, indent=1, sort_keys=True) + "\n", "utf-8")
    learn(samples).write()


if __name__ == "__main__":
    main(*sys.argv[1:2])
