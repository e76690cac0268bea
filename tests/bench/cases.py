"""The measuring corpus: saved articles with known title, date, authors and captions, read as seeds."""

from __future__ import annotations

import gzip
import hashlib
import json
import os
import pickle
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from builder.errors import ContentError
from builder.ingest.cleaning.score import score_lines
from builder.ingest.fields.figures import find_figures
from builder.ingest.reading.readers import read_seed
from builder.model import Figure, RawDocument
from tests.bench.readable import day_is_readable

FOLDS = 5


@dataclass(frozen=True)
class Pictures:
    """The figures of a saved page, and every line that its markup calls a caption."""

    figures: tuple[Figure, ...]
    marked: tuple[str, ...]


@dataclass(frozen=True)
class Case:
    truth: dict[str, Any]
    kind: str
    """`html`, `dump` or `light`."""
    document: RawDocument
    body: tuple[float, ...]
    has_day: bool
    """The day of the truth stands in the file in some form (see `readable`): without it no one can say it."""
    page: Pictures | None = None
    """What the saved page of a text says of its captions, where no truth does: only to learn from."""

    @property
    def aside(self) -> bool:
        """Held aside: never looked at while rules were made. One site is on one side."""
        return _site_number(self.truth) % 3 == 0

    @property
    def fold(self) -> int:
        """Its weights are learned from the cases of the other folds; one site is in one fold."""
        return _site_number(self.truth) // 3 % FOLDS

    def visible(self, field: str) -> bool:
        """The value can be read in what we are given."""
        return bool(self.truth.get(field)) and (
            self.kind == "html" or bool((self.truth.get("visible") or {}).get(field))
        )


def _site_number(truth: dict[str, Any]) -> int:
    """The same for all cases of one host."""
    url = truth["url"] or truth["id"]
    host = urlsplit(url).netloc.removeprefix("www.") or url.split("::")[-1].split("-")[0]
    return int(hashlib.sha256(host.encode()).hexdigest(), 16)


def corpus() -> Path | None:
    """The folder of the corpus, or None where there is none."""
    root = os.environ.get("DISPATCHBOX_CORPORA", "")
    folder = Path(root) / "extract"
    return folder if root and (folder / "truth.jsonl").is_file() else None


def read_cases(kind: str, keep: Path | None = None) -> list[Case]:
    """All cases of a kind; with `keep`, what was read is kept there for the next run."""
    stored = keep / f"{kind}.pickle" if keep else None
    if stored and stored.is_file():
        return list(pickle.loads(stored.read_bytes()))
    cases = list(_read(kind))
    if stored:
        stored.write_bytes(pickle.dumps(cases))
    return cases


def _read(kind: str) -> Iterator[Case]:
    folder = corpus()
    if folder is None:
        return
    for line in (folder / "truth.jsonl").read_text("utf-8").splitlines():
        truth = json.loads(line)
        if not any(truth.get(field) for field in ("title", "date", "authors", "captions", "body")):
            continue
        path = folder / kind / f"{truth['id']}.{'html.gz' if kind == 'html' else 'txt'}"
        if not path.is_file():
            continue
        data = gzip.decompress(path.read_bytes()) if kind == "html" else path.read_bytes()
        try:
            document = read_seed(f"{truth['id']}.{'html' if kind == 'html' else 'txt'}", data)
        except ContentError:
            continue
        day = truth.get("date")
        has_day = bool(day) and day_is_readable(data.decode("utf-8", "replace"), date.fromisoformat(day))
        learned = kind != "html" and not truth.get("captions")
        page = _pictures(folder, truth["id"]) if learned else None
        yield Case(truth, kind, document, tuple(s.chance for s in score_lines(document)), has_day, page)


@lru_cache(maxsize=1024)
def _pictures(folder: Path, name: str) -> Pictures | None:
    path = folder / "html" / f"{name}.html.gz"
    if not path.is_file():
        return None
    try:
        document = read_seed(f"{name}.html", gzip.decompress(path.read_bytes()))
    except ContentError:
        return None
    figures, _, _ = find_figures(document, tuple(score.chance for score in score_lines(document)))
    return Pictures(figures, tuple(line.text for line in document.lines if line.kind == "caption"))
