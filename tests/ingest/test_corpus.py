"""Reading over the corpus of saved articles, where there is one: no line of any page changes or goes missing.

That every line then gets one fate, and the sums hold, is `test_promises.py`.
"""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from builder.ingest.reading.readers import read_seed

FOLDER = Path(os.environ.get("DISPATCHBOX_CORPORA") or "nowhere") / "extract"


@pytest.mark.skipif(
    not (FOLDER / "truth.jsonl").exists(), reason="DISPATCHBOX_CORPORA names no folder with extract/"
)
@pytest.mark.parametrize("kind", ["dump", "light"])
def test_the_lines_of_every_page_are_those_of_its_file(kind: str) -> None:
    paths = sorted((FOLDER / kind).iterdir())
    assert paths
    for path in paths:
        document = read_seed(path.name, path.read_bytes())
        text = path.read_bytes().decode(document.encoding).removeprefix("\ufeff")
        lines = text.replace("\r\n", "\n").replace("\r", "\n").split("\n")
        assert [line.text for line in document.lines] == (lines if lines[-1] else lines[:-1]), path.name
        assert [line.number for line in document.lines] == list(range(1, len(document.lines) + 1))
