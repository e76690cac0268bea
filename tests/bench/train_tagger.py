"""Train the scorer of names and write its weights: `python tests/bench/train_tagger.py [--out FILE]`.

Trains on the Groningen Meaning Bank sentences without the stretches that `tagging.py` measures on; a part
of the blocks is used a second time with other names in them, so that the words around a name count more
than the name. Deterministic: the same corpora give the same bytes.
"""

from __future__ import annotations

import argparse
import gzip
import random
import sys
from array import array
from collections.abc import Sequence
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[2]))

from builder.archive.people.names import split_name
from builder.archive.words import read_given, read_words
from builder.ingest.naming.binding import bind_names
from builder.ingest.naming.features import PLACES, briefing_evidence, context_features, word_features
from builder.ingest.naming.nametokens import Tokens, tokenize
from builder.ingest.naming.tagger import BEGIN, INSIDE, OUTSIDE, SCALE, candidate_runs
from tests.bench.tagging_corpora import Marked, gmb

EPOCHS = 6
RENAMED = 0.5
"""Share of the blocks used again with other names."""
HEADLINES = 0.05
"""Share of sentences used again as headlines, every word with a capital."""
LEAST_SEEN = 3
"""A feature seen less often is not learned."""
LEAST_WEIGHT = 0.12
SILENT = 0.25
"""Share of tokens whose own letters are hidden while learning, so that context is learned too."""
WEIGHTS = Path(__file__).resolve().parents[2] / "builder" / "ingest" / "weights" / "people.txt.gz"
CREDITS = """# Weights of the scorer of names of people (averaged perceptron), by tests/bench/train_tagger.py.
# Learned from the Groningen Meaning Bank (Bos, Basile, Evang, Venhuizen and Bjerva, 2017): texts in the
# public domain, annotations released to the public domain; see CREDITS.md beside this file.
"""

Run = tuple[list[Sequence[int]], list[int]]
"""Feature numbers of each token of a run, and its labels."""
OWN = ("w=", "s4", "p4", "s3", "p3")
"""Beginnings of the features that are a token's own letters."""


def rename(document: Marked, chance: random.Random) -> Marked:
    """The document with other people in it: every full name and its bare family name replaced throughout."""
    names = [document.name(n) for n in range(len(document.spans))]
    bound = bind_names(names)
    others: dict[str, tuple[str, str]] = {}
    for full in sorted(set(bound.values())):
        others[full] = invent(split_name(full).bare, chance)
    paragraphs = list(document.paragraphs)
    spans: list[tuple[int, int, int]] = []
    for number, text in enumerate(document.paragraphs):
        shift, out = 0, text
        for name, (paragraph, start, end) in zip(names, document.spans, strict=True):
            if paragraph != number:
                continue
            full, bare = others[bound[name]]
            new = bare if split_name(name).bare else full
            out = out[: start + shift] + new + out[end + shift :]
            spans.append((number, start + shift, start + shift + len(new)))
            shift += len(new) - (end - start)
        paragraphs[number] = out
    return Marked(document.id + "r", tuple(paragraphs), tuple(spans), document.keys)


def invent(bare: bool, chance: random.Random) -> tuple[str, str]:
    """A full name of some part of the world, and how it is said in short."""
    family = chance.choice(FAMILY)
    style = chance.random()
    if style < 0.12 and not bare:
        first, second = chance.choice(SYLLABLES).lower(), chance.choice(SYLLABLES).lower()
        given = chance.choice([f"{first}-{second}", f"{first}{second}", f"{first} {second.title()}"])
        family = chance.choice(SYLLABLES)
        return f"{family} {given[0].upper()}{given[1:]}", family
    if style < 0.2:
        family = f"{chance.choice(['al', 'al', 'el', 'Al'])}-{family}"
    elif style < 0.25:
        family = f"{chance.choice(['van', 'de', 'von', 'bin', 'Van', 'De', 'da', 'Le', 'de la'])} {family}"
    given = chance.choice(GIVEN)
    middle = chance.random()
    if middle < 0.12:
        given = f"{given} {chance.choice('ABCDEFGHJKLMPRSTW')}."
    elif middle < 0.2:
        given = f"{given} {chance.choice(GIVEN)}"
    return f"{given} {family}", family


GIVEN = sorted(name.title() for name in read_given() if name.isalpha() and len(name) > 2)
FAMILY = sorted(
    name.title()
    for name in read_words("family") | read_words("family_common")
    if name.isalpha() and len(name) > 2 and name not in read_words("not_names")
)
SYLLABLES = sorted(name.title() for name in read_words("family_first") if len(name) > 1)


def headline(document: Marked, number: int) -> Marked | None:
    """One sentence as the headline of a briefing that has the rest of the block as its body."""
    text = document.paragraphs[number]
    if len(text) > 120 or '"' in text:
        return None
    words = [
        w if len(w) < 4 or not w[0].islower() else w[0].upper() + w[1:] for w in text.rstrip(".").split(" ")
    ]
    paragraphs = (" ".join(words), *document.paragraphs[1:number], "", *document.paragraphs[number + 1 :])
    spans = tuple((0 if p == number else p, start, end) for p, start, end in document.spans)
    return Marked(document.id + "h", paragraphs, tuple(sorted(spans)), document.keys)


def labelled(tokens: Tokens, names: Sequence[tuple[int, int]]) -> list[int]:
    """The label of every token, from the offsets of the names."""
    labels = [OUTSIDE] * len(tokens.words)
    for start, end in names:
        inside = [
            i
            for i, at in enumerate(tokens.starts)
            if start <= at < end and tokens.words[i] not in ("'s", "’s")
        ]
        for i in inside:
            labels[i] = INSIDE
        if inside:
            labels[inside[0]] = BEGIN
    return labels


def examples(documents: Sequence[Marked], numbers: dict[str, int]) -> list[Run]:
    """The runs of all documents with their features as numbers."""
    found: list[Run] = []
    for document in documents:
        paragraphs = [tokenize(text) for text in document.paragraphs]
        evidence = briefing_evidence(paragraphs)
        for number, tokens in enumerate(paragraphs):
            gold = labelled(tokens, [(s, e) for p, s, e in document.spans if p == number])
            for run in candidate_runs(tokens):
                rows: list[Sequence[int]] = []
                for i in range(run[0], run[1] + 1):
                    features = word_features(tokens.words[i], "")
                    for place, at in zip(PLACES[1:], (i - 1, i + 1, i - 2, i + 2), strict=True):
                        if 0 <= at < len(tokens.words):
                            features += word_features(tokens.words[at], place)
                    features += context_features(tokens, run, i, evidence, number == 0)
                    rows.append(array("i", [numbers.setdefault(f, len(numbers)) for f in features]))
                found.append((rows, _possible(gold[run[0] : run[1] + 1])))
    return found


def _possible(labels: list[int]) -> list[int]:
    """Labels without a name that goes on before it began (its beginning is no candidate)."""
    before = OUTSIDE
    found = []
    for label in labels:
        before = BEGIN if label == INSIDE and before == OUTSIDE else label
        found.append(before)
    return found


def drop_rare(runs: list[Run], size: int) -> list[bool]:
    """Which features are seen often enough to be learned."""
    count = [0] * size
    for rows, _ in runs:
        for row in rows:
            for f in row:
                count[f] += 1
    return [n >= LEAST_SEEN for n in count]


def train(runs: list[Run], kept: list[bool], own: set[int], moves: tuple[int, int, int]) -> list[list[float]]:
    """Averaged weights, three for each feature."""
    size = len(kept)
    weights = [[0.0] * size for _ in range(3)]
    totals = [[0.0] * size for _ in range(3)]
    chance = random.Random(7)
    order = list(range(len(runs)))
    clean = [([array("i", [f for f in row if kept[f]]) for row in rows], gold) for rows, gold in runs]
    clock = 1
    for epoch in range(EPOCHS):
        chance.shuffle(order)
        wrong = 0
        for k in order:
            rows, gold = clean[k]
            if chance.random() < SILENT:
                rows = [array("i", [f for f in row if f not in own]) for row in rows]
            labels = best_labels(rows, weights, moves)
            clock += 1
            if labels == gold:
                continue
            wrong += 1
            before_gold = before_best = -1
            for row, right, guess in zip(rows, gold, labels, strict=True):
                if right != guess:
                    for f in row:
                        weights[right][f] += 1
                        totals[right][f] += clock
                        weights[guess][f] -= 1
                        totals[guess][f] -= clock
                if before_gold >= 0 and (before_gold, right) != (before_best, guess):
                    f, g = moves[before_gold], moves[before_best]
                    weights[right][f] += 1
                    totals[right][f] += clock
                    weights[guess][g] -= 1
                    totals[guess][g] -= clock
                before_gold, before_best = right, guess
        print(f"epoch {epoch + 1}: {wrong} of {len(runs)} runs wrong", file=sys.stderr)
    return [
        [w - t / clock for w, t in zip(ws, ts, strict=True)] for ws, ts in zip(weights, totals, strict=True)
    ]


def best_labels(
    rows: Sequence[Sequence[int]], weights: list[list[float]], moves: tuple[int, int, int]
) -> list[int]:
    """As `tagger.decode`, over numbered features."""
    from builder.ingest.naming.tagger import decode

    w0, w1, w2 = weights
    scores = [
        (sum([w0[f] for f in row]), sum([w1[f] for f in row]), sum([w2[f] for f in row])) for row in rows
    ]
    return decode(scores, [(w0[m], w1[m], w2[m]) for m in moves])


def training_documents() -> list[Marked]:
    """The training blocks, some of them again with other names or with a headline."""
    chance = random.Random(11)
    documents = gmb(held=False)
    again = [rename(d, chance) for d in documents if chance.random() < RENAMED]
    titled = [
        found
        for d in documents
        for number in range(1, len(d.paragraphs))
        if chance.random() < HEADLINES and (found := headline(d, number))
    ]
    return [*documents, *again, *titled]


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--out", type=Path, default=WEIGHTS)
    out: Path = parser.parse_args().out
    numbers: dict[str, int] = {"m=0": 0, "m=1": 1, "m=2": 2}
    runs = examples(training_documents(), numbers)
    kept = drop_rare(runs, len(numbers))
    kept[0] = kept[1] = kept[2] = True
    own = {n for f, n in numbers.items() if f[:2] in OWN}
    print(f"{len(runs)} runs, {sum(kept)} of {len(numbers)} features", file=sys.stderr)
    weights = train(runs, kept, own, (0, 1, 2))
    lines = []
    for feature, n in sorted(numbers.items()):
        row = [weights[label][n] for label in range(3)]
        if kept[n] and max(map(abs, row)) >= LEAST_WEIGHT:
            lines.append("\t".join([feature, *(str(round(w * SCALE)) for w in row)]))
    text = CREDITS + "\n".join(lines) + "\n"
    out.parent.mkdir(parents=True, exist_ok=True)
    out.write_bytes(gzip.compress(text.encode("utf-8"), 9, mtime=0))
    print(f"{len(lines)} features, {out.stat().st_size} bytes in {out}", file=sys.stderr)


if __name__ == "__main__":
    main()
