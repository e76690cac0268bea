"""The measuring corpora as documents with the persons marked in them. Files are looked for where
DISPATCHBOX_CORPORA says.

Nothing here is part of the program; see the README beside the corpora for sources and licences.
"""

from __future__ import annotations

import gzip
import hashlib
import json
import os
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

BLOCK = 12
"""Sentences taken together as one briefing where a corpus does not say where a text ends."""
STRIDE = 50
HELD = 8
"""One stretch of STRIDE sentences in HELD is kept aside for measuring."""


@dataclass(frozen=True, slots=True)
class Marked:
    """A document with the names of persons marked."""

    id: str
    paragraphs: tuple[str, ...]
    """The first is the title, or empty."""
    spans: tuple[tuple[int, int, int], ...]
    """(paragraph, start, end) of each name."""
    keys: tuple[str, ...]
    """The person each name stands for, in this document; empty where the corpus does not say."""
    known: tuple[str, ...] = ()
    """The person across documents, where the corpus says."""
    date: str = ""
    people: tuple[frozenset[str], ...] = ()
    """Where people are marked and not places: each by the names that stand for them."""
    perhaps: tuple[frozenset[str], ...] = ()
    """Names that are neither right nor wrong."""
    volume: str = ""

    def name(self, number: int) -> str:
        """The text of a name."""
        paragraph, start, end = self.spans[number]
        return self.paragraphs[paragraph][start:end]


def half_of(name: str) -> str:
    """`A`, to choose on, or `B`, to measure on: by a hash of the name of a volume, a document or a site."""
    return "AB"[int(hashlib.sha256(name.encode()).hexdigest(), 16) % 2]


def corpora() -> Path | None:
    """The folder of tag corpora, or None."""
    root = os.environ.get("DISPATCHBOX_CORPORA", "")
    folder = Path(root) / "tags" if root else None
    return folder if folder and folder.is_dir() else None


def read(name: str) -> Iterator[dict[str, Any]]:
    """The records of a corpus."""
    folder = corpora()
    assert folder, "DISPATCHBOX_CORPORA names no folder with tags/"
    with gzip.open(folder / f"{name}.jsonl.gz", "rt", encoding="utf-8") as lines:
        yield from map(json.loads, lines)


_GLUE_LEFT = frozenset(". , ; : ! ? ) % 's ' n't".split())


def spell_out(tokens: Sequence[str]) -> tuple[str, list[tuple[int, int]]]:
    """Tokens as running text, and where each of them stands in it."""
    text = ""
    places: list[tuple[int, int]] = []
    quoted = False
    for i, token in enumerate(tokens):
        before = tokens[i - 1] if i else ""
        close = token in _GLUE_LEFT or before in ("(", "$") or (before == '"' and quoted)
        if token == '"':
            close = quoted or not text
            quoted = not quoted
        text += "" if close or not text else " "
        places.append((len(text), len(text) + len(token)))
        text += token
    return text, places


def gmb(held: bool) -> list[Marked]:
    """Blocks of news sentences: those kept aside, or the others."""
    blocks: list[Marked] = []
    sentences = list(read("gmb"))
    for stretch in range(0, len(sentences), STRIDE):
        if (stretch // STRIDE % HELD == HELD - 1) is not held:
            continue
        for first in range(stretch, min(stretch + STRIDE, len(sentences)), BLOCK):
            block = sentences[first : min(first + BLOCK, stretch + STRIDE)]
            paragraphs = [""]
            spans: list[tuple[int, int, int]] = []
            for number, sentence in enumerate(block, start=1):
                text, places = spell_out(sentence["t"].split())
                paragraphs.append(text)
                spans += [(number, places[a][0], places[b - 1][1]) for a, b in sentence["p"]]
            blocks.append(Marked(f"gmb{first}", tuple(paragraphs), tuple(spans), ("",) * len(spans)))
    return blocks


def persons(name: str) -> list[Marked]:
    """`frus`, `gum-wikinews` or `re3d`."""
    return [_persons(record) for record in read(name)]


def _persons(record: dict[str, Any]) -> Marked:
    text = record["text"]
    starts = [0, *(m.end() for m in re.finditer(r"\n", text))]
    paragraphs = text.split("\n")
    spans: list[tuple[int, int, int]] = []
    keys: list[str] = []
    for start, end, key in record["mentions"]:
        number = max(i for i, s in enumerate(starts) if s <= start)
        if end - starts[number] <= len(paragraphs[number]):
            spans.append((number, start - starts[number], end - starts[number]))
            keys.append(key)
    known = tuple(record["persons"][key]["kb"] or "" for key in keys)
    return Marked(
        record["id"],
        tuple(paragraphs),
        tuple(spans),
        tuple(keys),
        known,
        record.get("date") or "",
        volume=record.get("volume") or "",
    )
