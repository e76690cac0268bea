"""Files are read together, each step for all of them before the next; each stands for itself."""

from __future__ import annotations

import os
from collections.abc import Mapping
from pathlib import Path

from pytest import MonkeyPatch

from builder.archive.flat import Parsed
from builder.config import load_project
from builder.engine import reading
from builder.engine.reading import read_now

GOOD = "---\ntitle: Talks {}\ndate: 1994-05-02\n---\n\nTalks were held.\n"


def write(root: Path, names: str) -> None:
    folder = root / "content/briefings"
    folder.mkdir(parents=True)
    (root / "config.yaml").write_text("site:\n  title: Archive\nbuild:\n  jobs: 1\n")
    for name in names:
        (folder / f"{name}.md").write_text(GOOD.format(name))


def test_a_file_that_cannot_be_used_is_told_and_the_others_of_its_group_are_read(tmp_path: Path) -> None:
    write(tmp_path, "abcdefghijklmnopqrstuvwxyz")
    for name in "bcm":
        (tmp_path / f"content/briefings/{name}.md").write_bytes(b"---\ntitle: Talks \xff\n---\n")
    _, _, store, rows = read_now(load_project(tmp_path))
    store.packs.close()
    assert {path[-4] for path, row in rows.items() if row.problems} == set("bcm")
    assert {path[-4] for path, row in rows.items() if row.data} == set("adefghijklnopqrstuvwxyz")
    assert all(path == row.path for path, row in rows.items())


def test_a_file_that_was_touched_alone_is_not_parsed_again(tmp_path: Path) -> None:
    write(tmp_path, "ab")
    project = load_project(tmp_path)
    before = read_now(project)[3]
    (tmp_path / "content/briefings/b.md").write_text(GOOD.format("of others"))
    os.utime(tmp_path / "content/briefings/a.md", (1, 1))
    after = read_now(project)[3]
    same, other = "content/briefings/a.md", "content/briefings/b.md"
    assert after[same].blobs == before[same].blobs  # the pack that the first reading wrote
    assert after[same].signature != before[same].signature
    assert after[other].digest != before[other].digest


def test_files_are_read_together_while_they_are_few_and_small(
    tmp_path: Path, monkeypatch: MonkeyPatch
) -> None:
    write(tmp_path, "abcdefgh")
    for name in "bh":
        with (tmp_path / f"content/briefings/{name}.md").open("a") as file:
            file.write("Talks were held again.\n" * 40)
    monkeypatch.setattr(reading, "AT_ONCE", 3)
    monkeypatch.setattr(reading, "ROOM", 1_080)
    monkeypatch.setattr("builder.archive.store.SHARDS", 1)
    monkeypatch.setattr(reading, "SHARDS", 1)
    groups: list[str] = []
    parse = reading._parse

    def seen(files: Mapping[str, bytes], reader: reading.Reader) -> dict[str, Parsed]:
        groups.append("".join(path[-4] for path in files))
        return parse(files, reader)

    monkeypatch.setattr(reading, "_parse", seen)
    read_now(load_project(tmp_path))[2].packs.close()
    assert groups == ["ab", "cde", "fg", "h"]
