"""How well people are found and told apart: `make bench-tagging`. Prints tables; `--update` raises the
ratchet.

Measures on texts the scorer never learned from: stretches of GMB kept aside, GUM Wikinews, re3d, FRUS,
Reuters-21578 (research only: measured, never learned from). The figures in `tagging.json` may only get
better.
"""

from __future__ import annotations

import json
import re
import subprocess
import sys
import time
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from itertools import pairwise
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[2]))

from builder.archive.people.identity import settle
from builder.archive.people.names import fold, split_name
from builder.ingest.naming.binding import bind_names
from builder.ingest.naming.nametokens import tokenize
from builder.ingest.naming.people import find_mentions
from builder.ingest.naming.roles import find_address, find_role
from builder.model import Mention, Person
from tests.bench.marked_news import marked_news
from tests.bench.tagging_corpora import Marked, corpora, gmb, half_of, persons, read

Figures = dict[str, float]


People = list[frozenset[str]]
"""Each person by the names that stand for them in one document."""


def gold_people(document: Marked) -> People:
    """The people of a document as marked."""
    if not document.spans:
        return list(document.people)
    names = [" ".join(document.name(i).split()) for i in range(len(document.spans))]
    bound = bind_names(names)
    groups: dict[str, set[str]] = defaultdict(set)
    for name, key in zip(names, document.keys, strict=True):
        groups[key or bound[name]].add(fold(name))
    return [frozenset(groups[key]) for key in sorted(groups)]


def found_people(document: Marked) -> People:
    """The people `find_mentions` finds."""
    groups: dict[str, set[str]] = defaultdict(set)
    for mention in find_mentions(document.paragraphs[0], document.paragraphs[1:]):
        groups[mention.bound].add(fold(mention.name))
    return [frozenset(groups[key]) for key in sorted(groups)]


def match(right: People, guess: People) -> list[tuple[frozenset[str], frozenset[str]]]:
    """Pairs of a marked and a found person that share a name, each used once; most names in common first."""
    pairs = sorted(
        ((len(r & g), i, k) for i, r in enumerate(right) for k, g in enumerate(guess) if r & g),
        key=lambda pair: (-pair[0], pair[1], pair[2]),
    )
    used_right: set[int] = set()
    used_guess: set[int] = set()
    matched = []
    for _, i, k in pairs:
        if i not in used_right and k not in used_guess:
            used_right.add(i)
            used_guess.add(k)
            matched.append((right[i], guess[k]))
    return matched


def set_score(documents: Iterable[Marked], wrong: Counter[str] | None = None) -> Figures:
    """F1 and precision of the people of each document, summed; recall of people named in full, and only
    by one word.
    """
    hits = found = gold = 0
    total: Counter[bool] = Counter()
    got: Counter[bool] = Counter()
    for document in documents:
        right, guess = gold_people(document), found_people(document)
        matched = match(right, guess)
        used = {g for _, g in matched}
        guess = [g for g in guess if g in used or not any(g & other for other in document.perhaps)]
        hits, found, gold = hits + len(matched), found + len(guess), gold + len(right)
        known = {r for r, _ in matched}
        for person in right:
            bare = all(split_name(name).bare for name in person)
            total[bare] += 1
            got[bare] += person in known
        if wrong is not None:
            wrong.update(f"+ {max(g, key=len)}" for g in guess if g not in used)
            wrong.update(f"- {max(r, key=len)}" for r in right if r not in known)
    precision, recall = hits / max(found, 1), hits / max(gold, 1)
    return {
        "f1": 200 * hits / max(found + gold, 1),
        "precision": 100 * precision,
        "recall": 100 * recall,
        "recall_full": 100 * got[False] / max(total[False], 1),
        "recall_bare": 100 * got[True] / max(total[True], 1),
    }


def given_mentions(document: Marked) -> tuple[Mention, ...]:
    """The marked names of a document as mentions, bound and with their offices as ingest would."""
    names = [" ".join(document.name(i).split()) for i in range(len(document.spans))]
    bound = bind_names(names)
    tokens = {p: tokenize(document.paragraphs[p]) for p, _, _ in document.spans}
    mentions = []
    for name, (paragraph, start, end) in zip(names, document.spans, strict=True):
        inside = [i for i, at in enumerate(tokens[paragraph].starts) if start <= at < end]
        role = find_role(tokens[paragraph], inside[0], inside[-1]) if inside else ""
        address = find_address(tokens[paragraph], inside[0]) if inside else ""
        mentions.append(Mention(name, bound[name], paragraph, start, 0, "given", role, address=address))
    return tuple(mentions)


def identity(documents: Sequence[Marked]) -> Figures:
    """Given the mentions: how well pages and persons agree, and how long settling takes."""
    mentions = {d.id: given_mentions(d) for d in documents}
    clock = time.process_time()
    figures = pages(documents, mentions)
    return {**figures, "seconds": time.process_time() - clock}


def pages(documents: Sequence[Marked], mentions: Mapping[str, Sequence[Mention]]) -> Figures:
    """B-cubed of pages, persons on one page, pages with one person. What is unresolved is alone."""
    settled = settle({d.id: mentions[d.id] for d in documents}, {d.id: d.date[:10] for d in documents})
    page_of = {
        (slug, n): tag.name for slug, tags in settled.tags.items() for tag in tags for n in tag.mentions
    }
    items: dict[tuple[str, str], str] = {}
    for document in documents:
        votes: dict[str, Counter[str]] = defaultdict(Counter)
        for n, person in enumerate(document.known):
            votes[person][page_of.get((document.id, n), f"?{document.id}?{person}")] += 1
        for person, count in votes.items():
            items[document.id, person] = min(count, key=lambda p: (p.startswith("?"), -count[p], p))
    return agreement(items)


def agreement(items: Mapping[tuple[str, str], str]) -> Figures:
    """From (document, person) → page."""
    persons_of: dict[str, Counter[str]] = defaultdict(Counter)
    pages_of: dict[str, Counter[str]] = defaultdict(Counter)
    for (_, person), page in items.items():
        persons_of[page][person] += 1
        pages_of[person][page] += 1
    precision = sum(
        persons_of[page][person] / persons_of[page].total() for (_, person), page in items.items()
    )
    recall = sum(pages_of[person][page] / pages_of[person].total() for (_, person), page in items.items())
    precision, recall = precision / len(items), recall / len(items)
    found = [count for page, count in persons_of.items() if not page.startswith("?")]
    return {
        "b3": 200 * precision * recall / (precision + recall),
        "b3_precision": 100 * precision,
        "b3_recall": 100 * recall,
        "persons_on_one_page": 100 * sum(len(p) == 1 for p in pages_of.values()) / len(pages_of),
        "pages_with_one_person": 100 * sum(len(p) == 1 for p in found) / len(found),
        "unresolved": 100 * sum(p.startswith("?") for p in items.values()) / len(items),
    }


def reuters() -> Figures:
    """The PEOPLE field of Reuters-21578: its 267 people as curated files, a story coded with those it is
    about.
    """
    folder = corpora()
    assert folder
    vocabulary = json.loads((folder / "reuters21578_vocab.json").read_text("utf-8"))["people"]
    people = [_coded_person(slug, entry["description"]) for slug, entry in sorted(vocabulary.items())]
    people = [p for p in people if p.name not in {q.name for q in people if q is not p}]
    mentions, dates, coded = {}, {}, {}
    for record in read("reuters21578"):
        slug = str(record["id"])
        paragraphs = [p.replace("\n", " ") for p in re.split(r"\n {4}", record["text"]) if p.strip()]
        mentions[slug] = find_mentions(record["title"], paragraphs)
        day = re.match(r"\s*(\d+)-(\w{3})-(\d{4})", record["date"])
        dates[slug] = f"{day[3]}-{MONTHS.index(day[2]) + 1:02d}-{int(day[1]):02d}" if day else ""
        coded[slug] = set(record["people"])
    slugs = {person.name: person.slug for person in people}
    hits = found = gold = 0
    for slug, tags in settle(mentions, dates, people).tags.items():
        guess = {slugs[tag.name] for tag in tags if tag.name in slugs and tag.weight >= ABOUT}
        hits, found, gold = hits + len(guess & coded[slug]), found + len(guess), gold + len(coded[slug])
    return {"f1": 200 * hits / (found + gold), "precision": 100 * hits / found, "recall": 100 * hits / gold}


MONTHS = ("JAN", "FEB", "MAR", "APR", "MAY", "JUN", "JUL", "AUG", "SEP", "OCT", "NOV", "DEC")
ABOUT = 0.35
"""Least weight of a person whom the indexers would have coded."""


def _coded_person(slug: str, description: str) -> Person:
    """`Treasury Secretary James Baker` → the person; the last word of the code is the family name."""
    family = slug.split("-")[-1]
    found = [m.name for m in find_mentions("", [f"{description} said."]) if family in fold(m.name)]
    words = re.findall(r"[\w'-]+", description)
    near = [f"{a} {b}" for a, b in pairwise(words) if b.lower() == family]
    name = (found or near or [slug.replace("-", " ").title()])[0]
    return Person(slug, name, (family.title(),) if fold(name) != family else (), reviewed=True)


def speed(documents: Sequence[Marked]) -> Figures:
    """Briefings a second of one core, weights loaded."""
    found_people(documents[0])
    clock = time.process_time()
    for document in documents:
        find_mentions(document.paragraphs[0], document.paragraphs[1:])
    return {"briefings_per_second": len(documents) / (time.process_time() - clock)}


def show(title: str, figures: Mapping[str, float]) -> None:
    print(f"{title:28}" + "  ".join(f"{name} {value:.1f}" for name, value in figures.items()), flush=True)


def hold(figures: Mapping[str, float], update: bool) -> int:
    """Compares with the ratchet, and raises it with `update`; speed is no part of it."""
    held: dict[str, float] = json.loads(RATCHET.read_text("utf-8")) if RATCHET.exists() else {}
    if update:
        best = {**held, **{n: max(round(v, 1), held.get(n, 0.0)) for n, v in figures.items()}}
        RATCHET.write_text(json.dumps(dict(sorted(best.items())), indent=2) + "\n", "utf-8")
        return 0
    fallen = [n for n, v in figures.items() if round(v, 1) < held.get(n, 0.0)]
    for name in fallen:
        print(f"  fell: {name} {figures[name]:.1f} < {held[name]}")
    return 1 if fallen else 0


RATCHET = Path(__file__).with_suffix(".json")
PINNED = ("f1", "precision", "b3", "persons_on_one_page", "pages_with_one_person")


def main() -> int:
    if corpora() is None:
        print("DISPATCHBOX_CORPORA names no folder with tags/: nothing to measure.")
        return 0
    chosen = [word for word in sys.argv[1:] if not word.startswith("-")]
    wrong: Counter[str] = Counter()
    tables: dict[str, Callable[[], Figures]] = {
        "gmb": lambda: set_score(gmb(held=True), wrong),
        "gum": lambda: set_score(persons("gum-wikinews"), wrong),
        "re3d": lambda: set_score(persons("re3d"), wrong),
        "news": lambda: set_score(marked_news(sport=False), wrong),
        "news half B": lambda: set_score(marked_news("B", sport=False), wrong),
        "identity": lambda: identity(persons("frus")),
        "identity half B": lambda: identity([d for d in persons("frus") if half_of(d.volume) == "B"]),
        "reuters": reuters,
        "speed": lambda: speed(gmb(held=True)),
    }
    pinned: dict[str, float] = {}
    for name in chosen or tables:
        wrong.clear()
        figures = tables[name]()
        show(name, figures)
        pinned.update({f"{name} {n}": v for n, v in figures.items() if n in PINNED})
        if "-v" in sys.argv:
            print("\n".join(f"  {n} {what}" for what, n in wrong.most_common(80)))
    fallen = hold(pinned, "--update" in sys.argv)
    if not chosen:
        issues = Path(__file__).with_name("tagging_issues.py")
        arguments = [sys.executable, str(issues), *(["--update"] if "--update" in sys.argv else [])]
        fallen |= subprocess.run(arguments, check=False).returncode if issues.exists() else 0
    return fallen


if __name__ == "__main__":
    sys.exit(main())
