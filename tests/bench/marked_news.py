"""News whose people were marked by reading: which cases of the corpus of saved articles, and who is named.

`marked_news.json` was written by hand from the beginnings of 120 English news articles, the sites in the
order of a hash, before the program was run on them. A name with `|` has the other ways the text calls that
person. `perhaps` are figures of fiction, credits and names of things: neither right nor wrong. Reports of
sport are marked `sport`.
"""

from __future__ import annotations

import json
import re
from collections.abc import Sequence
from pathlib import Path

from builder.archive.people.names import fold
from tests.bench.articles import corpus_folder
from tests.bench.tagging_corpora import Marked, half_of

MARKS = Path(__file__).with_suffix(".json")
WORDS = 260
"""The beginning of each article that was read, up to the last sentence that ends within so many words."""
_SENTENCE_END = re.compile(r"[.!?][”\"’')]*(?= )")


def marked_news(half: str = "", sport: bool = True) -> list[Marked]:
    """The articles with their people: of half the sites, `A` or `B`, or of all; with sport or without."""
    folder = corpus_folder()
    if folder is None:
        return []
    marks = json.loads(MARKS.read_text("utf-8"))
    rows = (json.loads(line) for line in (folder / "truth.jsonl").read_text("utf-8").splitlines())
    truths = {row["id"]: row for row in rows}
    return [
        Marked(
            ident,
            tuple(beginning(truths[ident].get("title") or "", truths[ident]["body"])),
            (),
            (),
            people=tuple(_forms(name) for name in mark["people"]),
            perhaps=tuple(_forms(name) for name in mark.get("perhaps", ())),
        )
        for ident, mark in marks.items()
        if half in ("", half_of(mark["site"])) and (sport or not mark.get("sport"))
    ]


def beginning(title: str, body: str) -> Sequence[str]:
    """Title and first paragraphs, as they were read."""
    paragraphs, left = [title], WORDS
    for line in body.split("\n"):
        words = line.split()
        if len(words) > left:
            head = " ".join(words[:left])
            ends = [match.end() for match in _SENTENCE_END.finditer(head)]
            return [*paragraphs, head[: ends[-1]]] if ends else paragraphs
        paragraphs += [" ".join(words)] if words else []
        left -= len(words)
    return paragraphs


def _forms(name: str) -> frozenset[str]:
    """Each way to say the name, and its last word."""
    ways = [fold(way) for way in name.split("|")]
    return frozenset(ways) | {way.split()[-1] for way in ways}
