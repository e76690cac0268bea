"""How well issues are found from a vocabulary that was learned: part of `make bench-tagging`.

Reuters-21578 (research only: measured, never shipped), its 90 topics as issues. The learner of `issues
suggest` learns terms from the earlier three quarters of the stories, the tagger of `ingest` tags the last
quarter; figures are micro and macro F1. With `--test FILE` it learns from all and tags that file instead:
the ModApte test stories in the same form. The figures in `tagging_issues.json` may only get better.
"""

from __future__ import annotations

import argparse
import gzip
import json
import os
import re
import sys
import time
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

sys.path.insert(0, str(Path(__file__).resolve().parents[2]))

from builder.archive.frontmatter import parse
from builder.archive.issues.issuefile import IssueFile
from builder.archive.issues.learning import learn_issue, read_corpus
from builder.archive.issues.vocabulary import Vocabulary, assemble_vocabulary, read_vocabulary
from builder.ingest.issues import find_issues
from builder.model import Issue

ROOT = Path(__file__).resolve().parents[2]
RATCHET = Path(__file__).with_suffix(".json")
TARGETS = {"micro F1": (81.0, 85.0), "macro F1": (61.0, 65.0), "starter, briefings/s": (2000.0, 2000.0)}
"""Must reach, aim."""
MONTHS = {name: n for n, name in enumerate(("JAN", "FEB", "MAR", "APR", "MAY", "JUN"), 1)}


@dataclass(frozen=True, slots=True)
class Story:
    """One story of the wire."""

    when: tuple[int, ...]
    title: str
    paragraphs: tuple[str, ...]
    topics: frozenset[str]


def read_stories(path: Path) -> list[Story]:
    """The stories of a file, oldest first."""
    with gzip.open(path, "rt", encoding="utf-8") as lines:
        stories = [_story(json.loads(line)) for line in lines]
    return sorted(stories, key=lambda story: story.when)


def _story(row: Mapping[str, Any]) -> Story:
    match = re.match(r"\s*(\d+)-(\w{3})-(\d{4}) (\d+):(\d+)", row["date"])
    when: tuple[int, ...] = (0,)
    if match:
        day, month, year, hour, minute = match.groups()
        when = (int(year), MONTHS.get(month, 0), int(day), int(hour), int(minute))
    paragraphs = tuple(part for part in re.split(r"\n\s{2,}", row["text"]) if part.strip())
    return Story((*when, row["id"]), row["title"], paragraphs, frozenset(row["topics"]))


def learn(stories: Sequence[Story], labels: Mapping[str, str]) -> Vocabulary:
    """A vocabulary with the terms that the stories teach for each label."""
    corpus = read_corpus([(story.title, story.paragraphs) for story in stories])
    issues = []
    for topic, label in labels.items():
        bearers = [n for n, story in enumerate(stories) if topic in story.topics]
        if bearers:
            learned = learn_issue(corpus, bearers, label.split("/"))
            issues.append(Issue(topic, label, learned.terms, threshold=1.0, additive=True))
    empty = parse("---\ntitle: x\n---\n", "x.md")
    vocabulary, _ = assemble_vocabulary(IssueFile(f"{i.slug}.md", i, "", empty) for i in issues)
    return vocabulary


def measure(vocabulary: Vocabulary, stories: Sequence[Story], topics: Sequence[str]) -> dict[str, float]:
    """Micro and macro F1 of the tags over the topics that the stories and the vocabulary have."""
    right, wrong, missed = Counter[str](), Counter[str](), Counter[str]()
    for story in stories:
        found = {tag.issue for tag in find_issues(vocabulary, story.title, story.paragraphs)}
        wanted = story.topics.intersection(topics)
        right.update(found & wanted)
        wrong.update(found - wanted)
        missed.update(wanted - found)
    known = {issue.slug for issue in vocabulary.issues}
    judged = [topic for topic in topics if topic in known and right[topic] + missed[topic]]
    every = [_f1(right[topic], wrong[topic], missed[topic]) for topic in judged]
    hits = right.total()
    return {
        "micro F1": _f1(hits, wrong.total(), missed.total()),
        "macro F1": round(sum(every) / len(every), 1),
        "precision": round(100 * hits / (hits + wrong.total()), 1),
        "recall": round(100 * hits / (hits + missed.total()), 1),
        "topics": float(len(judged)),
        "terms": float(sum(len(issue.terms) for issue in vocabulary.issues)),
    }


def _f1(right: int, wrong: int, missed: int) -> float:
    return round(200 * right / (2 * right + wrong + missed), 1) if right else 0.0


def measure_speed(stories: Sequence[Story]) -> float:
    """Briefings a second of one core with the starter vocabulary: stories of 150 words and more."""
    vocabulary, _ = read_vocabulary(ROOT)
    long = [story for story in stories if sum(map(len, story.paragraphs)) > 900][:600]
    for _ in range(2):  # the first round meets every word for the first time
        began = time.process_time()
        for story in long:
            find_issues(vocabulary, story.title, story.paragraphs)
        taken = time.process_time() - began
    return round(len(long) / taken)


def main() -> int:
    """Prints the table; 1 when a figure fell below the ratchet."""
    parser = argparse.ArgumentParser(description="Issues from a learned vocabulary, on unseen stories.")
    parser.add_argument("--test", type=Path, help="stories to tag instead of the last quarter")
    parser.add_argument("--update", action="store_true", help="raise the ratchet")
    options = parser.parse_args()
    folder = os.environ.get("DISPATCHBOX_CORPORA", "")
    source = Path(folder) / "tags" / "reuters21578.jsonl.gz"
    if not folder or not source.is_file():
        print("Issues: not measured; DISPATCHBOX_CORPORA has no tags/reuters21578.jsonl.gz.")
        return 0
    labels = json.loads((source.parent / "reuters21578_vocab.json").read_text("utf-8"))["topics"]
    stories = read_stories(source)
    cut = len(stories) if options.test else len(stories) * 3 // 4
    tagged = read_stories(options.test) if options.test else stories[cut:]
    began = time.process_time()
    vocabulary = learn(stories[:cut], labels)
    learned = time.process_time() - began
    figures = measure(vocabulary, tagged, list(labels))
    figures["starter, briefings/s"] = measure_speed(stories)
    print(f"Issues, Reuters-21578: {cut} stories learned from in {learned:.0f} s, {len(tagged)} tagged")
    for name, value in figures.items():
        must, aim = TARGETS.get(name, (0.0, 0.0))
        print(f"  {name:22}{value:9.1f}" + (f"   must {must:g}, aim {aim:g}" if must else ""))
    return 0 if options.test else _hold(figures, options.update)


def _hold(figures: Mapping[str, float], update: bool) -> int:
    """Compares with the ratchet, which speed is no part of: it says more of the machine."""
    held: dict[str, float] = json.loads(RATCHET.read_text("utf-8")) if RATCHET.exists() else {}
    pinned = {name: figures[name] for name in ("micro F1", "macro F1")}
    if update:
        best = {name: max(value, held.get(name, 0.0)) for name, value in pinned.items()}
        RATCHET.write_text(json.dumps(best, indent=2) + "\n", "utf-8")
        return 0
    fallen = [name for name, value in pinned.items() if value < held.get(name, 0.0)]
    for name in fallen:
        print(f"  fell: {name} {pinned[name]} < {held[name]}")
    return 1 if fallen else 0


if __name__ == "__main__":
    sys.exit(main())
