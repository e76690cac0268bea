"""`check` tells what in content/ nobody reads and what leads nowhere."""

from __future__ import annotations

from pathlib import Path

from builder.config import load_project
from builder.desk.audit import find_problems


def told(root: Path, files: dict[str, str]) -> list[str]:
    (root / "config.yaml").write_text("site:\n  title: X\n")
    for name, text in files.items():
        path = root / "content" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text)
    return [f"{p.code} {p.where}" for p in find_problems(load_project(root))]


def briefing(keys: str = "") -> str:
    return f"---\ntitle: Talks\n{keys}---\n\nThey met.\n"


def test_a_file_that_no_room_reads_is_told(tmp_path: Path) -> None:
    files = {
        "briefings/2019/talks.md": briefing(),
        "briefings/other.markdown": briefing(),
        "briefing/third.md": briefing(),
        "note.txt": "x",
        ".hidden": "x",
        "people/.swp.txt": "x",
    }
    assert told(tmp_path, files) == [
        "D115 content/briefing/",
        "D115 content/briefings/other.markdown",
        "D115 content/note.txt",
    ]


def test_a_reference_to_no_briefing_and_an_alias_in_use_are_told(tmp_path: Path) -> None:
    files = {
        "briefings/talks.md": briefing("duplicate_of: tolks\naliases: [talks, old-talks]\n"),
        "briefings/copy.md": briefing("duplicate_of: talks\naliases: [talks]\n"),
    }
    assert told(tmp_path, files) == ["D117 content/briefings/copy.md:4", "D116 content/briefings/talks.md:3"]


def test_a_language_that_is_none_is_told_with_its_line(tmp_path: Path) -> None:
    files = {
        "briefings/talks.md": briefing("outlet: Reuters\nlang: klingon\n"),
        "briefings/andere.md": briefing("lang: de-CH\n"),
        "pages/imprint.md": briefing("lang: English\n"),
    }
    assert told(tmp_path, files) == [
        "D118 content/briefings/talks.md:4",
        "D118 content/pages/imprint.md:3",
    ]
