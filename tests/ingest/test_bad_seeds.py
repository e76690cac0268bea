"""Whatever lies under seeds/: a clear problem for what cannot be read, and the rest is ingested."""

from __future__ import annotations

import json
import os
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from click.testing import CliRunner

from builder.commands.ingest import command
from builder.config import Project, load_project
from builder.ingest import gather
from builder.ingest.describe import Described, Setup
from builder.ingest.pipeline import Request, ingest
from builder.ingest.reading.parts import Part
from builder.workers import Workers

GOLDEN = Path(__file__).parents[1] / "golden" / "problems"
CASES = sorted(path for path in GOLDEN.iterdir() if (path / "seeds").is_dir())
GOOD = """Ministers Meet in Geneva

By Jane Roe

The foreign ministers of both countries met in Geneva on Friday to discuss the war in Syria and the treaty.

The two sides have been at odds for months over the question of how the conflict might be brought to an end.
"""


def problems_of(root: Path) -> list[str]:
    """What an ingest says of an archive, every level of it."""
    (root / "config.yaml").touch()
    return [str(problem) for problem in ingest(load_project(root), Workers(), Request()).problems]


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.name)
def test_each_problem_reads_as_it_should(case: Path, tmp_path: Path, update_golden: bool) -> None:
    root = tmp_path / "archive"
    shutil.copytree(case, root)
    got = "\n".join(problems_of(root)) + "\n"
    path = case / "expected.txt"
    if update_golden:
        path.write_text(got, "utf-8", newline="\n")
    assert got == path.read_text("utf-8")
    assert f"[{case.name}]" in got


@pytest.fixture
def archive(tmp_path: Path) -> Project:
    """An archive with one good seed."""
    (tmp_path / "config.yaml").write_text("ingest:\n  max_bytes: 2000000\n  max_line: 100000\n", "utf-8")
    (tmp_path / "seeds").mkdir()
    (tmp_path / "seeds" / "good.txt").write_text(GOOD, "utf-8")
    return load_project(tmp_path)


def only_problem(project: Project) -> str:
    """The one problem of an ingest that also ingests the good seed."""
    result = ingest(project, Workers(), Request())
    assert (project.content / "briefings" / "ministers-meet-in-geneva.md").is_file()
    (problem,) = (p for p in result.problems if p.level != "doubt")
    assert problem.level in ("error", "note")
    return str(problem)


def test_a_seed_of_fifty_megabytes_is_refused_without_being_read(archive: Project) -> None:
    path = archive.seeds / "huge.txt"
    with path.open("wb") as file:
        file.truncate(50_000_000)
    text = only_problem(archive)
    assert text.startswith("seeds/huge.txt: The seed has 50,000,000 bytes")
    assert text.endswith("[E204]")


def test_one_line_of_a_megabyte_is_refused_with_its_number(archive: Project) -> None:
    (archive.seeds / "line.txt").write_text("Title\n\n" + "x " * 500_000 + "\n", "utf-8")
    text = only_problem(archive)
    assert text.startswith("seeds/line.txt:3: The line has 1,000,000 characters")
    assert text.endswith("[E205]")


def test_bytes_that_fit_no_encoding_are_kept_as_damage(archive: Project) -> None:
    russian = "Министры встретились в Женеве, чтобы обсудить войну в Сирии и договор о вооружениях.\n\n" * 5
    (archive.seeds / "broken.txt").write_bytes(russian.encode() + b"Fri\xffday\n")
    result = ingest(archive, Workers(), Request())
    text = " ".join(problem.message for problem in result.problems)
    assert "Damaged text, bytes that fit no encoding" in text
    assert [row.seed for row in result.rows] == ["broken.txt", "good.txt"]


@pytest.mark.skipif(os.name == "nt" or os.geteuid() == 0, reason="permissions do not bind this user")
def test_an_unreadable_seed_is_named(archive: Project) -> None:
    path = archive.seeds / "secret.txt"
    path.write_text(GOOD, "utf-8")
    path.chmod(0)
    assert only_problem(archive).endswith("[E244]")


def test_a_mistake_of_ours_stops_one_seed_and_names_its_place(
    archive: Project, monkeypatch: pytest.MonkeyPatch
) -> None:
    (archive.seeds / "odd.txt").write_text(GOOD.replace("Geneva", "Basel"), "utf-8")
    real = gather.describe_part

    def fail(setup: Setup, part: Part) -> Described:
        return real(setup, part) if part.name == "good.txt" else real(setup, None)  # type: ignore[arg-type]

    monkeypatch.setattr(gather, "describe_part", fail)
    text = only_problem(archive)
    assert text.startswith("seeds/odd.txt: Dispatchbox stumbled over it: AttributeError:")
    assert "(containers.py:" in text
    assert text.endswith("[E246]")


def test_a_mistake_of_ours_in_a_container_stops_that_container(
    archive: Project, monkeypatch: pytest.MonkeyPatch
) -> None:
    (archive.seeds / "odd.csv").write_text("title,text\nA,B\n", "utf-8")
    monkeypatch.setattr(gather, "iter_parts", lambda name, *_: 1 // 0 if name == "odd.csv" else iter(()))
    result = ingest(archive, Workers(), Request(only=("odd.csv",)))
    assert [p.code for p in result.problems if p.where.path == "seeds/odd.csv"] == ["E246"]


def test_a_mistake_of_ours_in_the_midst_of_a_container_keeps_what_stands_before(
    archive: Project, monkeypatch: pytest.MonkeyPatch
) -> None:
    (archive.seeds / "odd.csv").write_text("title,text\n", "utf-8")

    def fail(name: str, *_: object) -> Iterator[Part]:
        yield Part(f"{name}#1", GOOD.replace("Geneva", "Basel").encode())
        raise ZeroDivisionError

    monkeypatch.setattr(gather, "iter_parts", fail)
    result = ingest(archive, Workers(), Request(only=("odd.csv",)))
    assert [p.code for p in result.problems if p.where.path == "seeds/odd.csv"] == ["E246"]
    assert [row.seed for row in result.rows] == ["odd.csv#1"]


def test_a_table_without_a_row_is_named(archive: Project) -> None:
    (archive.seeds / "empty.csv").write_text("title,text\n", "utf-8")
    assert only_problem(archive).endswith("[E233]")


def test_a_seed_that_cannot_be_opened_is_named(archive: Project, monkeypatch: pytest.MonkeyPatch) -> None:
    (archive.seeds / "secret.txt").write_text(GOOD, "utf-8")
    real = Path.open

    def refuse(self: Path, *args: object, **kwargs: object) -> object:
        if self.name == "secret.txt":
            raise PermissionError(13, "Permission denied")
        return real(self, *args, **kwargs)  # type: ignore[call-overload]

    monkeypatch.setattr(Path, "open", refuse)
    assert only_problem(archive) == (
        "seeds/secret.txt: The seed cannot be read: Permission denied. "
        "Mend its permissions, or move it away. [E244]"
    )


@pytest.mark.parametrize("target", ["/etc/hosts", "../../outside.txt", "nowhere.txt", ".."])
def test_a_link_out_of_the_archive_is_not_followed(archive: Project, target: str) -> None:
    (archive.root.parent / "outside.txt").write_text(GOOD, "utf-8")
    try:
        (archive.seeds / "link.txt").symlink_to(target)
    except OSError:
        pytest.skip("no links here")
    assert only_problem(archive).endswith("[E244]" if target == "nowhere.txt" else "[E242]")


def test_a_link_to_a_file_of_the_archive_is_a_seed(archive: Project) -> None:
    try:
        (archive.seeds / "link.txt").symlink_to("good.txt")
    except OSError:
        pytest.skip("no links here")
    result = ingest(archive, Workers(), Request())
    assert [row.seed for row in result.rows] == ["good.txt", "link.txt"]


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="no pipes here")
def test_a_pipe_is_not_waited_for(archive: Project) -> None:
    os.mkfifo(archive.seeds / "pipe.txt")
    assert only_problem(archive).endswith("[E243]")


def test_a_title_that_climbs_out_of_the_folder_stays_in_it(archive: Project) -> None:
    row = {"title": "../../etc/passwd", "text": GOOD.partition("Roe\n\n")[2], "slug": "../../etc/x"}
    (archive.seeds / "dump.jsonl").write_text(json.dumps(row), "utf-8")
    ingest(archive, Workers(), Request())
    written = {path.name for path in (archive.content / "briefings").iterdir()}
    assert written == {"etc-passwd.md", "ministers-meet-in-geneva.md"}
    assert not (archive.root / "etc").exists()


def test_a_pattern_of_an_outlet_removes_its_lines(archive: Project) -> None:
    (archive.root / "config.yaml").write_text(
        "outlets:\n  The Example:\n    hosts: [example.org]\n    remove: ['The two sides .*']\n", "utf-8"
    )
    seed = archive.seeds / "good.txt"
    seed.write_text(GOOD + "\nOriginal url: https://www.example.org/talks\n", "utf-8")
    ingest(load_project(archive.root), Workers(), Request())
    text = (archive.content / "briefings" / "ministers-meet-in-geneva.md").read_text("utf-8")
    assert "outlet: The Example" in text
    assert "The two sides" not in text


def test_the_command_ends_with_one_when_a_seed_cannot_be_read(
    archive: Project, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(archive.root)
    assert CliRunner().invoke(command, []).exit_code == 0
    (archive.seeds / "empty.txt").touch()
    result = CliRunner().invoke(command, [])
    assert result.exit_code == 1
    assert "seeds/empty.txt: The seed is empty." in result.output
    assert CliRunner().invoke(command, ["nothing.txt"]).exit_code == 2


def test_the_command_prints_a_line_for_each_seed_and_diffs_on_a_dry_run(
    archive: Project, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(archive.root)
    dry = CliRunner().invoke(command, ["--dry-run"])
    assert "+title: Ministers Meet in Geneva" in dry.output
    assert not archive.content.exists()
    wet = CliRunner().invoke(command, [])
    assert "good.txt: Ministers Meet in Geneva | – |" in wet.output
    assert "1 seeds, 1 read, 1 briefings written" in wet.output
