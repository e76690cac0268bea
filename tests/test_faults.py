"""A crash, a full disk, two builds at once: what is published stays whole, and the next build is right."""

from __future__ import annotations

import os
import random
import re
import shutil
import subprocess
import sys
import threading
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

import builder.publish.writer as writer
from builder.build import Options, Report, build
from builder.config import load_project
from builder.errors import ContentError
from tests.whole import BENCH_THEME, assert_whole, brief, broken_links, site, targets

ROOT = Path(__file__).resolve().parent.parent


class Crash(BaseException):
    """The process ends here."""


@pytest.fixture
def archive(tmp_path: Path) -> Path:
    root = tmp_path / "archive"
    (root / "content/briefings").mkdir(parents=True)
    (root / "themes").mkdir()
    (root / "themes/bench").symlink_to(BENCH_THEME)
    (root / "config.yaml").write_text("site:\n  theme: bench\nbuild:\n  search: false\n  page_size: 5\n")
    for number in range(8):
        brief(root, f"b{number}", f"Title {number}", "John Kerry" if number % 2 else "Sergei Lavrov")
    return root


def make(root: Path) -> Report:
    return build(load_project(root), Options(jobs=1))


def edit_much(root: Path) -> None:
    """New, changed and removed briefings, so that a commit has every kind of step."""
    brief(root, "new", "A new one", "Angela Merkel")
    brief(root, "b1", "Another title", "Sergei Lavrov")
    (root / "content/briefings/b3.md").unlink()
    (root / "content/briefings/b5.md").rename(root / "content/briefings/moved.md")


def clean_site(root: Path, other: Path) -> dict[str, bytes]:
    shutil.rmtree(other, ignore_errors=True)
    shutil.copytree(root, other, symlinks=True, ignore=shutil.ignore_patterns("public", ".dispatchbox"))
    make(other)
    return site(other)


def crash_at(step: int, monkeypatch: pytest.MonkeyPatch) -> None:
    """Ends the process before the n-th change that a commit makes to the disk."""
    count = 0

    def counted(function: Callable[..., None]) -> Callable[..., None]:
        def wrapper(*args: object, **kwargs: object) -> None:
            nonlocal count
            count += 1
            if count > step:
                raise Crash
            function(*args, **kwargs)

        return wrapper

    monkeypatch.setattr(writer, "_move", counted(writer._move))
    monkeypatch.setattr(writer, "_remove_one", counted(writer._remove_one))
    monkeypatch.setattr(writer, "write_sealed", counted(writer.write_sealed))
    monkeypatch.setattr(writer, "write_manifest", counted(writer.write_manifest))
    monkeypatch.setattr(writer, "_finish", counted(writer._finish))


def test_a_crash_at_any_step_of_a_commit_leaves_a_whole_site(
    archive: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    make(archive)
    before = site(archive)
    pristine = tmp_path / "pristine"
    shutil.copytree(archive, pristine, symlinks=True)
    edit_much(archive)
    after = clean_site(archive, tmp_path / "clean")
    content = archive / "content"
    for step in range(200):
        other = tmp_path / "crashed"
        shutil.rmtree(other, ignore_errors=True)
        shutil.copytree(pristine, other, symlinks=True)
        shutil.rmtree(other / "content")
        shutil.copytree(content, other / "content")
        with monkeypatch.context() as patch:
            crash_at(step, patch)
            try:
                make(other)
            except Crash:
                crashed = True
            else:
                crashed = False
        assert_whole(site(other), before, after)
        make(other)
        assert site(other) == after, f"after a crash at step {step}"
        if not crashed:
            assert step > 15
            return
    pytest.fail("the commit never ends")


def test_a_crash_before_the_first_site_is_there_leaves_none(
    archive: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for step in range(4):
        with monkeypatch.context() as patch:
            crash_at(step, patch)
            with pytest.raises(Crash):
                make(archive)
        assert not (archive / "public").exists() or broken_links(site(archive)) == []
        shutil.rmtree(archive / "public", ignore_errors=True)
    make(archive)
    assert broken_links(site(archive)) == []


def test_a_full_disk_leaves_the_site_as_it_was(archive: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    make(archive)
    before = site(archive)
    edit_much(archive)

    def full(folder: str, name: str, data: bytes) -> int:
        raise OSError(28, "No space left on device", f"{folder}/{name}")

    with monkeypatch.context() as patch:
        patch.setattr("builder.engine.making.write_output", full)
        with pytest.raises(ContentError, match=r"No space left on device.*E411"):
            make(archive)
    assert site(archive) == before
    make(archive)
    assert "briefings/new/index.html" in site(archive)


@pytest.mark.skipif(not hasattr(os, "geteuid") or os.geteuid() != 0, reason="only root can mount a tmpfs")
def test_a_small_disk_that_fills_up(archive: Path, tmp_path: Path) -> None:
    disk = tmp_path / "disk"
    disk.mkdir()
    if subprocess.run(["mount", "-t", "tmpfs", "-o", "size=1m", "tmpfs", str(disk)], check=False).returncode:
        pytest.skip("a tmpfs cannot be mounted here")
    try:
        root = disk / "archive"
        shutil.copytree(archive, root, symlinks=True)
        make(root)
        before = site(root)
        big = "word " * 40_000
        for number in range(3):
            brief(root, f"big{number}", "Big", "John Kerry")
            path = root / f"content/briefings/big{number}.md"
            path.write_text(path.read_text() + big, "utf-8")
        with pytest.raises(ContentError, match="E411"):
            make(root)
        assert site(root) == before
        for number in range(3):
            (root / f"content/briefings/big{number}.md").unlink()
        make(root)
        assert site(root) == before
    finally:
        subprocess.run(["umount", str(disk)], check=True)


@pytest.fixture
def disk(tmp_path: Path) -> Iterator[Path]:
    """A file system of its own."""
    found = tmp_path / "disk"
    found.mkdir()
    if not hasattr(os, "geteuid") or os.geteuid() != 0:
        pytest.skip("only root can mount a tmpfs")
    if subprocess.run(["mount", "-t", "tmpfs", "tmpfs", str(found)], check=False).returncode:
        pytest.skip("a tmpfs cannot be mounted here")
    try:
        yield found
    finally:
        subprocess.run(["umount", str(found)], check=True)


def remount(disk: Path, how: str) -> None:
    subprocess.run(["mount", "-o", f"remount,{how}", str(disk)], check=True)


@pytest.mark.parametrize("linked", [False, True])
def test_a_disk_mounted_on_public_is_filled_file_by_file(
    archive: Path, tmp_path: Path, disk: Path, linked: bool
) -> None:
    expected = clean_site(archive, tmp_path / "clean")
    public = archive / "public"
    if linked:
        public.symlink_to(disk)
    else:
        public.mkdir()
        subprocess.run(["mount", "--bind", str(disk), str(public)], check=True)
    try:
        make(archive)
        assert site(archive) == expected
        edit_much(archive)
        make(archive)
        assert site(archive) == clean_site(archive, tmp_path / "clean")
    finally:
        if not linked:
            subprocess.run(["umount", str(public)], check=True)


def test_a_read_only_output_leaves_the_site_as_it_was(archive: Path, tmp_path: Path, disk: Path) -> None:
    (archive / "public").symlink_to(disk)
    make(archive)
    before = site(archive)
    edit_much(archive)
    remount(disk, "ro")
    for _ in range(2):  # the second finds the journal of the first
        with pytest.raises(ContentError, match=r"Read-only file system.*E411"):
            make(archive)
        assert site(archive) == before
    remount(disk, "rw")
    make(archive)
    assert site(archive) == clean_site(archive, tmp_path / "clean")


def test_a_folder_that_may_not_be_listed_is_no_empty_folder(
    archive: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    make(archive)
    before = site(archive)
    scandir = os.scandir

    def forbidden(folder: str) -> object:
        if str(folder).endswith("content/briefings"):
            raise PermissionError(13, "Permission denied", str(folder))
        return scandir(folder)

    with monkeypatch.context() as patch:
        patch.setattr("builder.cache.listing.os.scandir", forbidden)
        with pytest.raises(ContentError, match=r"content/briefings: .*Permission denied.*E411"):
            make(archive)
    assert site(archive) == before


def test_a_read_only_archive_is_told(archive: Path, disk: Path) -> None:
    root = disk / "archive"
    shutil.copytree(archive, root, symlinks=True)
    make(root)
    before = site(root)
    brief(root, "b1", "Another title", "John Kerry")
    remount(disk, "ro")
    with pytest.raises(ContentError, match=r"Read-only file system.*E411"):
        make(root)
    assert site(root) == before


def test_of_two_builds_at_once_one_waits_and_is_told_for_whom(archive: Path) -> None:
    code = (
        "import sys, pathlib; from builder.publish.writer import locked\n"
        "with locked(pathlib.Path('.dispatchbox').absolute()): print('held', flush=True); sys.stdin.read()"
    )
    env = {**os.environ, "PYTHONPATH": str(ROOT)}
    command = [sys.executable, "-c", code]
    with subprocess.Popen(
        command, cwd=archive, env=env, stdin=subprocess.PIPE, stdout=subprocess.PIPE
    ) as other:
        assert other.stdout is not None
        assert other.stdin is not None
        assert other.stdout.readline() == b"held\n"
        for name in ("build", "ingest"):
            done = subprocess.run(
                [sys.executable, "-m", "builder", name],
                cwd=archive, env=env, capture_output=True, text=True, check=False,
            )  # fmt: skip
            assert done.returncode == 1
            assert re.search(rf"Another command .*process {other.pid} on .*since.*E412", done.stderr)
            assert "Traceback" not in done.stderr
        other.stdin.close()
    make(archive)
    assert broken_links(site(archive)) == []


def test_what_a_killed_command_left_beside_its_files_is_swept(archive: Path) -> None:
    make(archive)
    (archive / ".dispatchbox/lock").write_text("process 4711 on elsewhere, since 10:00:00")
    left = [archive / "content/briefings/.talks.md.4711", archive / ".dispatchbox/templates/.a.4711"]
    mine = archive / "content/briefings/.notes.txt"
    for path in (*left, mine):
        path.parent.mkdir(exist_ok=True)
        path.write_text("half")
    make(archive)
    assert [path.exists() for path in (*left, mine)] == [False, False, True]


def damage_by(kind: str, path: Path) -> None:
    """One of the things that can happen to a file of the cache."""
    data = path.read_bytes()
    if kind == "deleted":
        path.unlink()
    elif kind == "emptied":
        path.write_bytes(b"")
    elif kind == "cut off":
        path.write_bytes(data[: len(data) // 2])
    elif kind == "of another version":
        path.write_bytes(data.replace(b"dispatchbox 1", b"dispatchbox 0", 1)[::-1])
    elif kind == "one bit flipped":
        at = len(data) // 2
        path.write_bytes(data[:at] + bytes([data[at] ^ 16]) + data[at + 1 :])


@pytest.mark.parametrize("kind", ["deleted", "emptied", "cut off", "of another version", "one bit flipped"])
@pytest.mark.timeout(300)
def test_a_cache_that_is_damaged_only_costs_time(archive: Path, tmp_path: Path, kind: str) -> None:
    with_features(archive)
    make(archive)
    pristine = tmp_path / "pristine"
    shutil.copytree(archive, pristine, symlinks=True)
    expected = site(archive)
    edited = tmp_path / "edited"
    shutil.copytree(archive, edited, symlinks=True)
    edit_much(edited)
    after = clean_site(edited, tmp_path / "clean")
    names = [p.relative_to(archive) for p in (archive / ".dispatchbox").rglob("*") if p.stat().st_size]
    files = sorted(name for name in names if (archive / name).is_file())
    assert len(files) > 5
    for name in files:
        for root, wanted in ((archive, expected), (edited, after)):
            shutil.rmtree(root)
            shutil.copytree(pristine, root, symlinks=True)
            if root is edited:
                edit_much(root)
            damage_by(kind, root / name)
            report = make(root)
            assert [p for p in report.problems if p.level == "error"] == [], name
            assert site(root) == wanted, f"{name} {kind}"


def with_features(root: Path) -> None:
    """Search, related briefings and two seeds: every kind of cache."""
    (root / "config.yaml").write_text("site:\n  theme: bench\nbuild:\n  page_size: 5\n")
    (root / "seeds").mkdir()
    for name in ("first", "second"):
        text = f"The {name} talks\n\nGENEVA - John Kerry met Sergei Lavrov there on Friday.\n"
        (root / f"seeds/{name}.txt").write_text(text, "utf-8")


def test_a_folder_that_is_not_ours_is_not_touched(archive: Path) -> None:
    (archive / "public").mkdir()
    (archive / "public/thesis.txt").write_text("years of work")
    with pytest.raises(ContentError, match=r"did not write: thesis\.txt\..*E410"):
        make(archive)
    assert (archive / "public/thesis.txt").read_text() == "years of work"
    assert [p.name for p in (archive / "public").iterdir()] == ["thesis.txt"]


def test_a_page_that_cannot_be_made_leaves_no_folder(archive: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("builder.build.WORTH", 1)
    with (archive / "config.yaml").open("a") as config:
        config.write("  data: false\n")
    (archive / "themes/bench").unlink()
    shutil.copytree(BENCH_THEME, archive / "themes/bench")
    template = archive / "themes/bench/templates/briefing.html"
    fault = "{% block main %}{% if page.slug == 'b3' %}{{ page.nothing }}{% endif %}"
    template.write_text(template.read_text().replace("{% block main %}", fault))
    report = build(load_project(archive), Options(jobs=2))
    assert [problem.code for problem in report.problems] == ["E402"]
    assert "BriefingView has no field 'nothing'" in report.problems[0].message
    assert (archive / "public/briefings/b2/index.html").exists()
    assert not (archive / "public/briefings/b3").exists()


def test_without_a_manifest_orphans_are_found_on_the_disk(archive: Path) -> None:
    make(archive)
    shutil.rmtree(archive / ".dispatchbox")
    (archive / "content/briefings/b1.md").unlink()
    (archive / "public/left-over.html").write_text("x")
    make(archive)
    assert "briefings/b1/index.html" not in site(archive)
    assert "left-over.html" not in site(archive)


def test_a_reader_meets_no_broken_page_while_builds_run(archive: Path) -> None:
    """Follows links as they stand on the pages; what is gone must no longer be linked from where it was."""
    make(archive)
    public = archive / "public"
    done = threading.Event()
    wrong: list[str] = []
    followed: list[str] = []

    def read(name: str) -> list[str]:
        text = (public / name).read_text("utf-8")
        if name.endswith(".html") and not text.endswith("</html>\n"):
            wrong.append(f"{name}: half a page")
        return targets(name, text) if name.endswith(".html") else []

    def links_of(name: str) -> list[str]:
        """Where a page leads that a reader stands on; nowhere if a build has taken it away meanwhile."""
        try:
            return read(name)
        except OSError:
            return []

    def wander(seed: int) -> None:
        rng = random.Random(seed)
        here = "index.html"
        while not done.wait(0.002):  # three readers without a pause would leave the build no time
            there = rng.choice(links_of(here) or ["index.html"])
            try:
                read(there)
            except OSError:
                if there in links_of(here) and not (public / there).exists():
                    wrong.append(f"{here} → {there}: not there")
                there = "index.html"
            followed.append(there)
            here = there if there.endswith(".html") else "index.html"

    readers = [threading.Thread(target=wander, args=(seed,)) for seed in range(3)]
    for reader in readers:
        reader.start()
    try:
        for turn in range(12):
            brief(archive, "b1", f"Turn {turn}", ["John Kerry", "Angela Merkel"][turn % 2])
            brief(archive, f"new{turn}", f"New in turn {turn}", f"Person {turn} Newman")
            (archive / f"content/briefings/new{turn - 3}.md").unlink(missing_ok=True)
            make(archive)
    finally:
        done.set()
        for reader in readers:
            reader.join()
    assert wrong == []
    assert len(followed) > 100
