"""Train the scorer of names and write its weights: `python tests/bench/train_tagger.py [--out FILE]`.

Trains on the Groningen Meaning Bank sentences without the stretches that `tagging.py` measures on; a part
of the blocks is used a second time with other names in them, so that the words around a name count more
than the name. Diplomatic papers add bare family names, invented news adds companies. Deterministic: the same
corpora give the same weights. Needs the extra `train`.
"""

from __future__ import annotations

import argparse
import gzip
import random
import sys
from array import array
from collections import Counter
from collections.abc import Sequence
from functools import partial
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[2]))

from builder.archive.people.names import split_name
from builder.archive.words import read_given, read_words
from builder.ingest.naming.binding import bind_names
from builder.ingest.naming.features import (
    PLACES,
    Briefing,
    context_keys,
    key_features,
    look_at,
    word_features,
)
from builder.ingest.naming.nametokens import Tokens, tokenize
from builder.ingest.naming.tagger import BEGIN, INSIDE, OUTSIDE, SCALE, candidate_runs
from tests.bench.crf import chains, learn
from tests.bench.invented_news import invent_news
from tests.bench.tagging_corpora import Marked, gmb, persons

PENALTY = 2.0
STEPS = 60
UNIT = 10.0
"""What the tagger's thresholds count in: tenths of a unit of log odds."""
DRAWS = 3
"""The weights are the mean of so many draws: what a single draw happens to learn weighs less."""
PAPERS = 3
PAPER_SHARE = 0.3
MOST_PARAGRAPHS = 25
"""One diplomatic paper in so many is learned from, its runs at this share, and its beginning only."""
RENAMED = 0.5
"""Share of the blocks used again with other names."""
KNOWN = 0.6
"""Share of the invented family names that a list has."""
INVENTED = 400
"""Invented texts about companies."""
HEADLINES = 0.05
"""Share of sentences used again as headlines, every word with a capital."""
LEAST_SEEN = 3
"""A feature seen less often is not learned."""
LEAST_WEIGHT = 0.05
SILENT = 0.25
"""Share of tokens whose own letters are hidden while learning, so that context is learned too."""
WEIGHTS = Path(__file__).resolve().parents[2] / "builder" / "ingest" / "weights" / "people.txt.gz"
CREDITS = """# Weights of the scorer of names of people (conditional random field), by train_tagger.py.
# Learned from the Groningen Meaning Bank (Bos, Basile, Evang, Venhuizen and Bjerva, 2017): texts in the
# public domain, annotations released to the public domain; and from the Foreign Relations of the United
# States (Office of the Historian, U.S. Department of State; public domain). See CREDITS.md beside this file.
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
    family = chance.choice(FAMILY) if chance.random() < KNOWN else coin(chance)
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
    for name in read_words("family") | read_words("family_common") | read_words("family_census")
    if name.isalpha() and len(name) > 2 and name not in read_words("not_names") | read_words("english")
)
PLAIN = frozenset().union(*map(read_words, ("organisations", "places", "english", "not_names", "titles")))
"""Words that no name is made of where a corpus marks only some names."""
TOWNS = sorted(
    word.title()
    for word in read_words("cities")
    if word not in read_given() | read_words("family_census") | read_words("family_first")
)
BRANDS = sorted(word.title() for word in read_words("brands") if word.isalpha())
SYLLABLES = sorted(name.title() for name in read_words("family_first") if len(name) > 1)


def coin(chance: random.Random) -> str:
    """A family name that no list has: the head of one with the tail of another."""
    head, tail = chance.choice(FAMILY), chance.choice(FAMILY)
    return head[: max(2, len(head) // 2)] + tail[len(tail) // 2 :].lower()


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


def examples(documents: Sequence[Marked], numbers: dict[str, int], partly: bool = False) -> list[Run]:
    """The runs of all documents with their features as numbers. Where names are marked only `partly`, those
    with a mark, and those of plain words that no name is made of.
    """
    found: list[Run] = []
    for document in documents:
        paragraphs = [tokenize(text) for text in document.paragraphs]
        briefing = look_at(paragraphs)
        for number, tokens in enumerate(paragraphs):
            if partly and tokens.caps:
                continue
            gold = labelled(tokens, [(s, e) for p, s, e in document.spans if p == number])
            for run in candidate_runs(tokens):
                labels = _possible(gold[run[0] : run[1] + 1])
                places = range(run[0], run[1] + 1)
                if partly and not any(labels) and not all(tokens.lower[i] in PLAIN for i in places):
                    continue
                rows = [_numbered(tokens, run, i, briefing, number, numbers) for i in places]
                found.append((rows, labels))
    return found


def _numbered(
    tokens: Tokens, run: tuple[int, int], i: int, briefing: Briefing, number: int, numbers: dict[str, int]
) -> Sequence[int]:
    features = word_features(tokens.words[i], "")
    for place, at in zip(PLACES[1:], (i - 1, i + 1, i - 2, i + 2), strict=True):
        if 0 <= at < len(tokens.words):
            features += word_features(tokens.words[at], place)
    keys = context_keys(tokens, run, i, briefing, number)
    features += [feature for key in keys for feature in key_features(key)]
    return array("i", [numbers.setdefault(f, len(numbers)) for f in features])


def _possible(labels: list[int]) -> list[int]:
    """Labels without a name that goes on before it began (its beginning is no candidate)."""
    before = OUTSIDE
    found = []
    for label in labels:
        before = BEGIN if label == INSIDE and before == OUTSIDE else label
        found.append(before)
    return found


def without_rare(runs: Sequence[Run], names: Sequence[str], seed: int) -> tuple[list[Run], list[str]]:
    """The runs with the features that were seen often enough, and the names of these; of a part of the runs
    the tokens' own letters are hidden.
    """
    count = Counter(f for rows, _ in runs for row in rows for f in row)
    kept = [f for f in range(len(names)) if count[f] >= LEAST_SEEN]
    new = {f: n for n, f in enumerate(kept)}
    own = {f for f in kept if names[f][:2] in OWN}
    chance = random.Random(seed)
    found: list[Run] = []
    for rows, labels in runs:
        hidden = own if chance.random() < SILENT else frozenset()
        seen = [array("i", [new[f] for f in row if f in new and f not in hidden]) for row in rows]
        found.append((seen, labels))
    return found, [names[f] for f in kept]


def training_documents(seed: int) -> list[Marked]:
    """The training blocks, some of them again with other names or with a headline."""
    chance = random.Random(seed)
    documents = gmb(held=False)
    again = [rename(d, chance) for d in documents if chance.random() < RENAMED]
    titled = [
        found
        for d in documents
        for number in range(1, len(d.paragraphs))
        if chance.random() < HEADLINES and (found := headline(d, number))
    ]
    news = [invent_news(chance, partial(invent, False), TOWNS, BRANDS) for _ in range(INVENTED)]
    return [*documents, *again, *titled, *news]


def papers(draw: int) -> list[Marked]:
    """Diplomatic papers, where only the people of the volume's list are marked: many bare names."""
    found = []
    for number, paper in enumerate(persons("frus")):
        if number % PAPERS == draw % PAPERS:
            paragraphs = ("", *paper.paragraphs[1:MOST_PARAGRAPHS])
            spans = tuple(span for span in paper.spans if 0 < span[0] < len(paragraphs))
            found.append(Marked(paper.id, paragraphs, spans, ()))
    return found


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--out", type=Path, default=WEIGHTS)
    out: Path = parser.parse_args().out
    total: dict[str, list[float]] = {}
    for draw in range(DRAWS):
        for feature, row in learn_once(draw).items():
            seen = total.setdefault(feature, [0.0, 0.0, 0.0])
            total[feature] = [a + b / DRAWS for a, b in zip(seen, row, strict=True)]
    write(out, total)


def learn_once(draw: int) -> dict[str, list[float]]:
    """The weights of one draw of other names, headlines, invented news and hidden letters; those of the moves
    from label to label as `m=0`, `m=1`, `m=2`.
    """
    numbers: dict[str, int] = {}
    runs = examples(training_documents(11 + draw), numbers)
    partly = examples(papers(draw), numbers, partly=True)
    shares = [1.0] * len(runs) + [PAPER_SHARE] * len(partly)
    runs, names = without_rare([*runs, *partly], list(numbers), 7 + draw)
    print(f"{len(runs)} runs ({len(partly)} of papers), {len(names)} features", file=sys.stderr)
    weights, moves = learn(chains(runs, shares, len(names)), PENALTY, STEPS)
    rows = {name: [w - sum(row) / 3 for w in row] for name, row in zip(names, weights.tolist(), strict=True)}
    return rows | {f"m={label}": row for label, row in enumerate(moves.tolist())}


def write(out: Path, weights: dict[str, list[float]]) -> None:
    """The weights file: a feature a line, each with its three weights around their mean."""
    rows = {f: row for f, row in weights.items() if f[:2] == "m=" or max(map(abs, row)) >= LEAST_WEIGHT}
    lines = ["\t".join([f, *(str(round(w * UNIT * SCALE)) for w in row)]) for f, row in sorted(rows.items())]
    text = CREDITS + "\n".join(lines) + "\n"
    out.parent.mkdir(parents=True, exist_ok=True)
    out.write_bytes(gzip.compress(text.encode("utf-8"), 9, mtime=0))
    print(f"{len(lines)} features, {out.stat().st_size} bytes in {out}", file=sys.stderr)


if __name__ == "__main__":
    main()
