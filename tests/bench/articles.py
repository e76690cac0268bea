"""The corpus of saved articles with known content: cases, documents, and how a cleaned text is measured.

The folder comes from the environment variable DISPATCHBOX_CORPORA; nothing of it is part of the project.
"""

from __future__ import annotations

import gzip
import hashlib
import json
import os
import re
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import urlsplit

from builder.ingest.reading.readers import read_seed
from builder.model import RawDocument

FOLDS = 5
ASIDE = 0
"""The fold that is held aside: its sites are never looked at one by one."""
KINDS = ("dump", "light", "html")
HALVES = {"news": ("aeb", "feval", "fundus"), "web": ("wcxb",)}

_TOKEN = re.compile(
    r"[\u0e00-\u0e7f\u3040-\u30ff\u3400-\u4dbf\u4e00-\u9fff\uac00-\ud7af]"
    r"|[^\W\u0e00-\u0e7f\u3040-\u30ff\u3400-\u4dbf\u4e00-\u9fff\uac00-\ud7af]+"
)
_COMMON_HOST = re.compile(r"^(?:www\d?|m|amp|edition|en|de|fr|es|news|blog)\.")


@dataclass(frozen=True, slots=True)
class Case:
    """One saved article."""

    id: str
    source: str
    site: str
    body: str
    """Empty where it is not known."""

    @property
    def fold(self) -> int:
        """By site, so that no site is both learned from and measured."""
        return int(hashlib.sha256(self.site.encode()).hexdigest(), 16) % FOLDS

    @property
    def half(self) -> str:
        return next((name for name, sources in HALVES.items() if self.source in sources), "")


def corpus_folder() -> Path | None:
    """Where the corpus is, or None."""
    folder = os.environ.get("DISPATCHBOX_CORPORA", "")
    path = Path(folder) / "extract"
    return path if folder and (path / "truth.jsonl").exists() else None


def iter_cases(folder: Path) -> Iterator[Case]:
    """All cases, in the order of the truth file; a body that the dump does not show counts as unknown."""
    for line in (folder / "truth.jsonl").read_text("utf-8").splitlines():
        truth = json.loads(line)
        host = (urlsplit(truth.get("url") or "").hostname or truth["id"]).lower()
        visible = (truth.get("visible") or {}).get("body") or 0
        body = (truth.get("body") or "") if visible >= 0.8 else ""
        yield Case(truth["id"], truth["source"], _COMMON_HOST.sub("", host), body)


def read_case(folder: Path, case: Case, kind: str) -> RawDocument | None:
    """The case as a seed of one kind, or None where there is no such file."""
    if kind == "html":
        path = folder / "html" / f"{case.id}.html.gz"
        return read_seed(f"{case.id}.html", gzip.decompress(path.read_bytes())) if path.exists() else None
    path = folder / kind / f"{case.id}.txt"
    return read_seed(f"{case.id}.txt", path.read_bytes()) if path.exists() else None


def tokens(text: str) -> list[str]:
    """Words; single letters of scripts that write without spaces."""
    return _TOKEN.findall(text)


def shingles(text: str) -> Counter[tuple[str, ...]]:
    """The multiset of runs of four words."""
    words = tokens(text)
    if len(words) < 4:
        return Counter([tuple(words)] if words else [])
    return Counter(zip(words, words[1:], words[2:], words[3:], strict=False))


def precision_recall(found: str, truth: str) -> tuple[float, float]:
    """Of one page, by shingles."""
    ours, theirs = shingles(found), shingles(truth)
    both = sum((ours & theirs).values())
    return (both / sum(ours.values()) if ours else 0.0, both / sum(theirs.values()) if theirs else 1.0)


def f1_of(precision: float, recall: float) -> float:
    return 2 * precision * recall / (precision + recall) if precision + recall else 0.0


@dataclass(frozen=True, slots=True)
class Figures:
    """Averages over pages."""

    pages: int
    precision: float
    recall: float
    f1: float
    """Of the two averages."""
    good: float
    """Share of pages whose own F1 is above 0.95."""

    @classmethod
    def of(cls, results: Iterable[tuple[float, float]]) -> Figures:
        pages = list(results)
        count = len(pages) or 1
        precision = sum(p for p, _ in pages) / count
        recall = sum(r for _, r in pages) / count
        good = sum(f1_of(p, r) > 0.95 for p, r in pages) / count
        return cls(
            len(pages),
            round(precision, 4),
            round(recall, 4),
            round(f1_of(precision, recall), 4),
            round(good, 3),
        )
