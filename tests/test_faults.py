"""A crash, a full disk, two builds at once: what is published stays whole, and the next build is right."""

from __future__ import annotations

import os
import random
import shutil
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Callable
from html.parser import HTMLParser
from pathlib import Path, PurePosixPath

import pytest

import builder.publish.writer as writer
from builder.build import Options, Report, build
from builder.config import load_project
from builder.errors import ContentError

ROOT = Path(__file__).resolve().parent.parent
BENCH_THEME = Path(__file__).parent / "bench" / "theme"
KILLS = int(os.environ.get("DISPATCHBOX_KILLS", "6"))


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


def brief(root: Path, slug: str, title: str, person: str) -> None:
    text = f"---\ntitle: {title}\ndate: 2013-08-09\npeople: [{person}]\n---\n\nWords of {title}.\n"
    (root / f"content/briefings/{slug}.md").write_text(text, "utf-8")


def make(root: Path) -> Report:
    return build(load_project(root), Options(jobs=1))


def site(root: Path) -> dict[str, bytes]:
    public = root / "public"
    return {p.relative_to(public).as_posix(): p.read_bytes() for p in public.rglob("*") if p.is_file()}


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


class _Links(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.found: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.found += [value for name, value in attrs if name in ("href", "src") and value]


def broken_links(pages: dict[str, bytes]) -> list[str]:
    """Links that a reader who starts at the front page can follow into nothing."""
    broken = []
    seen = {"index.html"}
    waiting = ["index.html"]
    while waiting:
        name = waiting.pop()
        parser = _Links()
        parser.feed(pages[name].decode())
        for link in parser.found:
            if "://" in link or link.startswith("#"):
                continue
            parts: list[str] = []
            for part in (PurePosixPath(name).parent / link.partition("#")[0]).parts:
                parts = parts[:-1] if part == ".." else [*parts, part]
            target = "/".join(parts)
            if target not in pages:
                broken.append(f"{name} → {link}")
            elif target not in seen and target.endswith(".html"):
                seen.add(target)
                waiting.append(target)
    return broken


def assert_whole(pages: dict[str, bytes], *versions: dict[str, bytes]) -> None:
    """Every file is one that some whole site has, and no link leads nowhere."""
    for name, data in pages.items():
        assert any(version.get(name) == data for version in versions), f"{name} is of no version"
    assert broken_links(pages) == []


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


@pytest.mark.slow
@pytest.mark.skipif(sys.platform == "win32", reason="needs POSIX signals")
@pytest.mark.timeout(3600)
def test_kill_at_random_moments(archive: Path, tmp_path: Path) -> None:
    rng = random.Random(5)
    make(archive)
    versions = [site(archive)]
    env = {**os.environ, "PYTHONPATH": str(ROOT)}
    for _ in range(KILLS):
        brief(
            archive, f"b{rng.randint(0, 9)}", f"Title {rng.random()}", rng.choice(["John Kerry", "New Man"])
        )
        versions = [versions[-1], clean_site(archive, tmp_path / "clean")]
        process = subprocess.Popen([sys.executable, "-m", "builder", "build"], cwd=archive, env=env)
        time.sleep(rng.uniform(0.05, 1.2))  # the moment is the thing tested
        process.send_signal(signal.SIGKILL)
        process.wait()
        assert_whole(site(archive), *versions)
        make(archive)
        assert site(archive) == versions[-1]


def test_a_full_disk_leaves_the_site_as_it_was(archive: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    make(archive)
    before = site(archive)
    edit_much(archive)

    def full(folder: str, name: str, data: bytes, made: set[str]) -> int:
        raise OSError(28, "No space left on device", f"{folder}/{name}")

    with monkeypatch.context() as patch:
        patch.setattr("builder.making.write_output", full)
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


def test_two_builds_at_once_are_told_apart(archive: Path) -> None:
    project = load_project(archive)
    with (
        writer.locked(project.cache),
        pytest.raises(ContentError, match=rf"Another command.*process {os.getpid()} on .*since.*E412"),
    ):
        make(archive)
    make(archive)


def test_a_folder_that_is_not_ours_is_not_touched(archive: Path) -> None:
    (archive / "public").mkdir()
    (archive / "public/thesis.txt").write_text("years of work")
    with pytest.raises(ContentError, match=r"did not write.*E410"):
        make(archive)
    assert (archive / "public/thesis.txt").read_text() == "years of work"
    assert [p.name for p in (archive / "public").iterdir()] == ["thesis.txt"]


def test_without_a_manifest_orphans_are_found_on_the_disk(archive: Path) -> None:
    make(archive)
    shutil.rmtree(archive / ".dispatchbox")
    (archive / "content/briefings/b1.md").unlink()
    (archive / "public/left-over.html").write_text("x")
    make(archive)
    assert "briefings/b1/index.html" not in site(archive)
    assert "left-over.html" not in site(archive)


def test_a_reader_meets_no_broken_page_while_builds_run(archive: Path) -> None:
    make(archive)
    public = archive / "public"
    done = threading.Event()
    wrong: list[str] = []

    def read() -> None:
        while not done.is_set():
            for name in ("index.html", "people/john-kerry/index.html", "briefings/b1/index.html"):
                try:
                    text = (public / name).read_text("utf-8")
                except OSError as error:
                    wrong.append(f"{name}: {error}")
                    continue
                if not text.endswith("</html>\n"):
                    wrong.append(f"{name}: half a page")

    reader = threading.Thread(target=read)
    reader.start()
    try:
        for turn in range(8):
            brief(archive, "b1", f"Turn {turn}", "John Kerry")
            make(archive)
    finally:
        done.set()
        reader.join()
    assert wrong == []
