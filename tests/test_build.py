"""The spine, end to end: content in, a whole site out."""

from __future__ import annotations

import shutil
import subprocess
import sys
from pathlib import Path

import pytest

import builder.cache.listing
from builder.build import Options, Report, build
from builder.config import load_project
from builder.engine.last import nothing_to_do

BENCH_THEME = Path(__file__).parent / "bench" / "theme"

TALKS = """---
title: Talks & more
date: 2013-08-09
outlet: Reuters
people: [John Kerry, Sergei Lavrov]
issues: [Syria]
---

They met in *Washington*.

A <script>alert(1)</script>second paragraph.
"""


@pytest.fixture
def archive(tmp_path: Path) -> Path:
    """A small archive with the least theme."""
    write(tmp_path, "config.yaml", "site:\n  title: Test\n  theme: bench\n")
    write(tmp_path, "content/briefings/talks.md", TALKS)
    write(
        tmp_path,
        "content/briefings/later.md",
        TALKS.replace("Talks & more", "Later").replace("08-09", "09-01"),
    )
    (tmp_path / "themes").mkdir()
    (tmp_path / "themes" / "bench").symlink_to(BENCH_THEME)
    return tmp_path


def write(root: Path, name: str, text: str) -> None:
    path = root / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, "utf-8")


def make(root: Path, **options: bool | int) -> Report:
    return build(load_project(root), Options(**{"jobs": 1, **options}))


def site(root: Path) -> dict[str, bytes]:
    public = root / "public"
    return {p.relative_to(public).as_posix(): p.read_bytes() for p in public.rglob("*") if p.is_file()}


def test_a_briefing_has_a_page_and_is_listed_under_its_people(archive: Path) -> None:
    report = make(archive)
    assert not report.problems
    pages = site(archive)
    assert b"They met in <em>Washington</em>." in pages["briefings/talks/index.html"]
    assert b"<script" not in pages["briefings/talks/index.html"]
    assert b"../../briefings/talks/index.html" in pages["people/sergei-lavrov/index.html"]
    assert b"Talks &amp; more" in pages["people/sergei-lavrov/index.html"]


def test_that_nothing_changed_is_known_without_a_build(
    archive: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("builder.cache.listing.TICK", -(10**18))  # no file is too young to be sure of
    assert nothing_to_do(archive, Options().key) is None
    make(archive)
    assert nothing_to_do(archive, Options().key) is not None
    (archive / "public/index.html").write_text("by hand")
    assert nothing_to_do(archive, Options().key) is None


@pytest.mark.parametrize(
    ("config", "needless"),
    [
        ("site:\n  theme: bench\nbuild:\n  search: false\n", "pydantic builder.engine.searching ssl"),
        ("site:\n  base_url: https://x.example/\n", "pydantic lxml builder.engine.choosing snowballstemmer"),
    ],
)
def test_a_build_of_plain_files_imports_nothing_that_only_other_archives_need(
    archive: Path, config: str, needless: str
) -> None:
    """Such imports take a tenth of the time that a small archive is built in."""
    write(archive, "config.yaml", config)
    code = (
        "import sys; from pathlib import Path; from builder.build import *; from builder.config import *;"
        "build(load_project(Path.cwd()), Options(jobs=1));"
        f"print([name for name in {needless.split()} if name in sys.modules])"
    )
    done = subprocess.run([sys.executable, "-c", code], cwd=archive, capture_output=True, text=True)
    assert done.stdout == "[]\n", done.stderr


def test_a_second_build_makes_nothing(archive: Path) -> None:
    make(archive)
    report = make(archive)
    assert (report.made, report.written, report.removed) == (0, 0, 0)


def test_an_edited_body_makes_its_page_and_its_data_alone(archive: Path) -> None:
    make(archive)
    before = site(archive)
    write(archive, "content/briefings/talks.md", TALKS.replace("They met", "They spoke"))
    report = make(archive)
    after = site(archive)
    changed = {name for name, data in after.items() if before.get(name) != data}
    assert report.made == 2 and report.written == len(changed)
    pages = {name for name in changed if not name.startswith("search/")}
    assert pages == {"briefings/talks/index.html", "briefings/talks/briefing.json"}
    assert b"They spoke" in after["briefings/talks/index.html"]


def test_a_folder_that_was_moved_builds_an_edit(archive: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(builder.cache.listing, "TICK", 0)  # no file is too young to be sure of
    (archive / "themes" / "bench").unlink()
    shutil.copytree(BENCH_THEME, archive / "themes" / "bench")
    make(archive)
    moved = archive.rename(archive.with_name("elsewhere"))
    write(moved, "content/briefings/talks.md", TALKS.replace("They met", "They spoke"))
    assert not make(moved).problems
    assert b"They spoke" in site(moved)["briefings/talks/index.html"]


def test_a_removed_briefing_leaves_nothing_behind(archive: Path) -> None:
    make(archive)
    (archive / "content/briefings/later.md").unlink()
    make(archive)
    after = site(archive)
    assert not any("later" in name or b"Later" in data for name, data in after.items())
    assert not (archive / "public/briefings/later").exists()


def test_a_bad_file_stops_nothing_but_itself(archive: Path) -> None:
    write(archive, "content/briefings/bad.md", "---\ntitel: x\n---\n")
    report = make(archive)
    assert [str(p.where) for p in report.problems] == [
        "content/briefings/bad.md:1",
        "content/briefings/bad.md:2",
    ]
    assert "briefings/talks/index.html" in site(archive)


@pytest.mark.parametrize(
    "date", ["", "2013", "2013-08", "2013-05~", "2013-04-23/..", "../2013-04-23", "2013-12-30/2014-01-02"]
)
def test_every_briefing_stands_in_the_chronology_whatever_its_date(archive: Path, date: str) -> None:
    write(archive, "config.yaml", "site:\n  title: Test\n")
    write(archive, "content/briefings/vague.md", f"---\ntitle: Vague\ndate: {date}\n---\n\nText.\n")
    make(archive)
    assert b"briefings/vague/index.html" in site(archive)["chronology/index.html"]


def test_a_long_file_name_with_a_number_keeps_its_number(archive: Path) -> None:
    name = "-".join(["negotiators"] * 6 + ["arrive"])
    assert len(name) > 75
    write(archive, f"content/briefings/{name}.md", TALKS)
    write(archive, f"content/briefings/{name}-123.md", TALKS)
    assert not make(archive).problems
    assert f"briefings/{name}-123/index.html" in site(archive)


def test_a_letter_of_an_index_is_opened_once(archive: Path) -> None:
    write(archive, "config.yaml", "site:\n  title: Test\n")
    people = "Gina Gold, 'Gus Gray, Hal Hope, Zoe Zorn"
    write(
        archive,
        "content/briefings/names.md",
        f'---\ntitle: N\npeople: ["{people}"]\n---\n\nx\n'.replace(", ", '", "'),
    )
    make(archive)
    page = site(archive)["people/index.html"].decode()
    assert page.count('id="g"') == 1
