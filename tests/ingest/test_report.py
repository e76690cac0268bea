"""The line of a seed in the table of an ingest."""

from __future__ import annotations

from pathlib import Path

import pytest
from click.testing import CliRunner

from builder.commands.ingest import command as ingest
from builder.ingest.telling.report import Row, plain_line

STORY = """Ministers Meet in Geneva

The foreign ministers of both countries met in Geneva on Friday and talked for nine hours about the war.

"We have agreed to meet again," Foreign Minister Sergei Lavrov told reporters after the meeting on Friday.
"""
ONE = Row("a.txt", "talks", "new", "Talks", "–", ("John Kerry",), ("Syria",), 1, 0, 0, 1)


def test_one_is_told_in_the_singular_and_many_in_the_plural() -> None:
    assert plain_line(ONE) == (
        "a.txt: Talks | – | 1 person, 1 issue | 1 line kept, 0 metadata, 0 removed, 1 doubt | new"
    )
    many = ONE._replace(people=("A", "B"), issues=(), body=1200, doubts=2)
    assert "2 people, 0 issues | 1,200 lines kept, 0 metadata, 0 removed, 2 doubts" in plain_line(many)


def test_a_copy_says_whose_copy_it_is(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "config.yaml").write_text("site:\n  title: Test\n", "utf-8")
    (tmp_path / "seeds").mkdir()
    for name in ("a.txt", "b.txt"):
        (tmp_path / "seeds" / name).write_text(STORY, "utf-8")
    monkeypatch.chdir(tmp_path)
    first, second, *_ = CliRunner().invoke(ingest, []).output.splitlines()
    assert first.endswith("| new")
    assert second.endswith("| new, a copy of ministers-meet-in-geneva")
