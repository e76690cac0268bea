"""What becomes of a briefing's file when its seed is read again."""

from __future__ import annotations

from pathlib import Path

from builder.config import load_project
from builder.ingest.pipeline import ingest_changed
from builder.workers import Workers
from tests.test_kills import write_seed


def ingest(root: Path) -> None:
    ingest_changed(load_project(root), Workers())


def test_an_ingest_that_ended_before_its_record_was_written_declines_nothing(tmp_path: Path) -> None:
    (tmp_path / "config.yaml").write_text("site:\n  title: T\n")
    (tmp_path / "seeds").mkdir()
    write_seed(tmp_path, "Paris")
    ingest(tmp_path)
    (file,) = (tmp_path / "content/briefings").iterdir()
    (record,) = (tmp_path / "content/records").iterdir()
    first, known = file.read_bytes(), record.read_bytes()
    assert b"in Paris" in first
    write_seed(tmp_path, "London")
    ingest(tmp_path)
    record.write_bytes(known)  # as if it had been killed between the two files
    ingest(tmp_path)
    write_seed(tmp_path, "Paris")
    ingest(tmp_path)
    assert file.read_bytes() == first
