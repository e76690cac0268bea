"""How a command ends: what it says last, and its exit status."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest
from click.testing import CliRunner

from builder.cli import cli
from builder.commands import counted, fails
from builder.errors import Level, Location, Problem


def problems(*levels: Level) -> list[Problem]:
    return [Problem("D243", Location("a"), "Damaged.", level=level) for level in levels]


@pytest.mark.parametrize(
    ("levels", "said"),
    [
        ((), ""),
        (("note",), ""),
        (("error",), "1 error"),
        (("doubt", "error", "doubt"), "1 error, 2 doubts"),
    ],
)
def test_problems_are_counted_in_words(levels: tuple[Level, ...], said: str) -> None:
    assert counted(problems(*levels)) == said


def test_a_doubt_fails_only_a_strict_command() -> None:
    assert [fails(problems("doubt", "note"), strict) for strict in (False, True)] == [False, True]
    assert [fails(problems("note"), strict) for strict in (False, True)] == [False, False]
    assert fails(problems("error"), strict=False)


@pytest.mark.parametrize("command", [["build"], ["check"], ["ingest"], ["people", "list"]])
def test_a_cache_that_cannot_be_written_is_a_problem_and_no_traceback(
    tmp_path: Path, command: list[str]
) -> None:
    (tmp_path / "config.yaml").write_text("site: {}\n")
    (tmp_path / ".dispatchbox").write_text("a file where a folder should be")
    done = subprocess.run(
        [sys.executable, "-m", "builder", *command],
        cwd=tmp_path,
        env={"PYTHONPATH": str(Path(__file__).parents[2])},
        capture_output=True,
        encoding="utf-8",
    )
    assert done.returncode == 1
    assert done.stderr.endswith("[E411]\n") and "Traceback" not in done.stderr
    assert done.stderr.startswith(".dispatchbox")


def test_a_command_that_there_is_not_is_answered_with_the_nearest() -> None:
    answer = CliRunner().invoke(cli, ["biuld"])
    assert answer.exit_code == 2
    assert "Did you mean 'build'?" in answer.output
