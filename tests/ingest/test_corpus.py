"""Conservation over the corpus of saved articles, where there is one: nothing of any page is lost."""

from __future__ import annotations

import gzip
import os
from pathlib import Path

import pytest

from builder.ingest.cleaning.clean import label_lines
from builder.ingest.cleaning.score import score_lines
from builder.ingest.reading.readers import read_seed

FOLDER = Path(os.environ.get("DISPATCHBOX_CORPORA") or "nowhere") / "extract"
needs_corpus = pytest.mark.skipif(
    not (FOLDER / "truth.jsonl").exists(), reason="DISPATCHBOX_CORPORA names no folder with extract/"
)


@needs_corpus
@pytest.mark.slow
@pytest.mark.timeout(600)
@pytest.mark.parametrize("kind", ["dump", "light", "html"])
def test_every_line_of_every_page_has_one_fate(kind: str) -> None:
    paths = sorted((FOLDER / kind).iterdir())
    assert paths
    for path in paths:
        data = gzip.decompress(path.read_bytes()) if path.suffix == ".gz" else path.read_bytes()
        document = read_seed(path.name.removesuffix(".gz"), data)
        ledger = label_lines(document, score_lines(document), {})  # checks its own sums, and raises
        assert len(ledger) == len(document.lines)
        assert [entry.text for entry in ledger] == [line.text for line in document.lines]
        if kind != "html":
            lines = data.decode(document.encoding).replace("\r\n", "\n").replace("\r", "\n").split("\n")
            assert [line.text for line in document.lines] == (lines if lines[-1] else lines[:-1])
