"""`kill -9` at random moments: whatever was being done, the site is whole, and the next build is right.

`DISPATCHBOX_KILLS` says how often each kind of build is killed; `make nightly` kills 200 of each.
"""

from __future__ import annotations

import os
import random
import re
import shutil
import signal
import time
import warnings
from collections.abc import Callable
from pathlib import Path

import pytest

import builder.engine.making
import builder.engine.reading
from builder.build import Options, build
from builder.config import load_project
from builder.errors import ContentError
from tests.whole import BENCH_THEME, assert_whole, brief, site

KILLS = int(os.environ.get("DISPATCHBOX_KILLS", "12"))
PATIENCE = 30
SEED = """{title}

By Paul Eckert

WASHINGTON | Fri Aug 9, 2013

(Reuters) - Secretary of State John Kerry met Russian Foreign Minister Sergei Lavrov in {place} on Friday
to talk about Syria, and both said that there was much to do.

Mr. Lavrov said that the two countries need to make progress despite their conflicts, and Mr. Kerry agreed.
"""

pytestmark = [
    pytest.mark.slow,
    pytest.mark.skipif(not hasattr(os, "fork"), reason="needs fork and POSIX signals"),
    pytest.mark.timeout(3600),
]


def write_first(root: Path) -> None:
    """The one state of the archive."""
    brief(root, "b1", "The first title", "John Kerry")
    brief(root, "b2", "Another", "Sergei Lavrov")
    brief(root, "old", "Soon to go", "Angela Merkel")
    (root / "content/briefings/new.md").unlink(missing_ok=True)
    write_seed(root, "Paris")


def write_second(root: Path) -> None:
    """The other: a briefing came, one went, one changed its title, one its person, a seed its text."""
    brief(root, "b1", "The second title", "John Kerry")
    brief(root, "b2", "Another", "Angela Merkel")
    brief(root, "new", "A new one", "A New Person")
    (root / "content/briefings/old.md").unlink(missing_ok=True)
    write_seed(root, "London")


def write_seed(root: Path, place: str) -> None:
    (root / "seeds/talks.txt").write_text(SEED.format(title="Ministers meet", place=place), "utf-8")


@pytest.fixture
def archive(tmp_path: Path) -> Path:
    root = tmp_path / "archive"
    for folder in ("content/briefings", "themes", "seeds"):
        (root / folder).mkdir(parents=True)
    (root / "themes/bench").symlink_to(BENCH_THEME)
    (root / "config.yaml").write_text("site:\n  theme: bench\nbuild:\n  page_size: 5\n")
    for number in range(3, 9):
        brief(root, f"b{number}", f"Title {number}", "John Kerry" if number % 2 else "Sergei Lavrov")
    return root


def built(root: Path, jobs: int = 1) -> dict[str, bytes]:
    """The site of a build that may end; a killed one lets go of the lock as soon as its workers are gone."""
    end = time.monotonic() + PATIENCE
    while True:
        try:
            report = build(load_project(root), Options(jobs=jobs))
        except ContentError as error:
            if error.problems[0].code != "E412" or time.monotonic() > end:
                raise
            continue
        assert [p for p in report.problems if p.level == "error"] == []
        return site(root)


def clean_site(root: Path, other: Path) -> dict[str, bytes]:
    shutil.copytree(root, other, symlinks=True, ignore=shutil.ignore_patterns("public", ".dispatchbox"))
    return built(other)


def build_and_kill(root: Path, seconds: float, jobs: int) -> bool:
    """Builds in a process that is killed after so long; whether it was still at work."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", DeprecationWarning)  # of forking beside threads, from Python 3.12 on
        pid = os.fork()
    if pid == 0:
        try:
            build(load_project(root), Options(jobs=jobs))
        finally:
            os._exit(0)
    time.sleep(seconds)  # the moment is the thing tested
    os.kill(pid, signal.SIGKILL)
    return os.WIFSIGNALED(os.waitpid(pid, 0)[1])


def seconds_of(function: Callable[[], object]) -> float:
    start = time.perf_counter()
    function()
    return time.perf_counter() - start


def debris(root: Path) -> list[str]:
    """What a killed command left and nobody swept."""
    own = [p for p in (root / ".dispatchbox").iterdir() if p.name in ("journal", "stage", "manifest.next")]
    beside = [p for p in root.rglob(".*") if re.fullmatch(r"\..+\.(\d+|new)", p.name)]
    return [str(path) for path in [*own, *beside]]


def forget(root: Path) -> None:
    for name in ("public", ".dispatchbox"):
        shutil.rmtree(root / name, ignore_errors=True)


@pytest.mark.parametrize("jobs", [1, 2])
@pytest.mark.parametrize("kind", ["incremental", "cold", "without a cache"])
def test_a_build_killed_at_any_moment_leaves_a_whole_site(
    archive: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, kind: str, jobs: int
) -> None:
    if jobs == 2:  # so small an archive is worth no second process
        monkeypatch.setattr(builder.engine.making, "WORTH", 2)
        monkeypatch.setattr(builder.engine.reading, "WORTH", 2)
    write_first(archive)
    first = clean_site(archive, tmp_path / "first")
    built(archive, jobs)
    write_second(archive)
    second = clean_site(archive, tmp_path / "second")
    longest = seconds_of(lambda: built(archive, jobs))
    rng = random.Random(f"{kind} {jobs}")
    states = [(write_first, first, second), (write_second, second, first)]
    struck = 0
    for turn in range(KILLS):
        write, after, before = states[turn % 2]
        write(archive)
        if kind == "cold":
            forget(archive)
        elif kind == "without a cache":
            shutil.rmtree(archive / ".dispatchbox")
        hit = build_and_kill(archive, rng.uniform(0, longest), jobs)
        struck += hit
        longest *= 1.1 if hit else 0.7  # one measure on a busy machine says little
        found = site(archive)
        if found or kind != "cold":
            assert_whole(found, before, after)
        assert built(archive, jobs) == after, f"turn {turn}"
        assert debris(archive) == []
    assert struck > KILLS // 3, "the builds were over before they were killed"


def test_a_killed_build_leaves_no_worker_behind(archive: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A worker that outlived its parent would hold the archive's lock."""
    monkeypatch.setattr(builder.engine.reading, "WORTH", 2)
    write_first(archive)
    reached = archive / "reached"

    def wait_for_ever(*_: object) -> bytes:
        reached.write_text("")
        time.sleep(PATIENCE * 10)  # until killed
        return b""

    monkeypatch.setattr(builder.engine.reading, "read_shard", wait_for_ever)
    pid = os.fork()
    if pid == 0:
        try:
            build(load_project(archive), Options(jobs=2))
        finally:
            os._exit(0)
    end = time.monotonic() + PATIENCE
    while not reached.exists():
        assert time.monotonic() < end
        time.sleep(0.01)
    os.kill(pid, signal.SIGKILL)
    os.waitpid(pid, 0)
    monkeypatch.undo()
    assert built(archive)


def test_content_is_whole_though_an_ingest_is_killed(archive: Path, tmp_path: Path) -> None:
    write_first(archive)
    for number in range(6):
        (archive / f"seeds/more-{number}.txt").write_text(
            SEED.format(title=f"Talks of day {number}", place="Geneva"), "utf-8"
        )
    pristine = tmp_path / "pristine"
    shutil.copytree(archive, pristine, symlinks=True)
    longest = seconds_of(lambda: built(archive))
    expected, content = site(archive), texts(archive)
    rng = random.Random(3)
    for turn in range(KILLS):
        shutil.rmtree(archive)
        shutil.copytree(pristine, archive, symlinks=True)
        build_and_kill(archive, rng.uniform(0, longest), 1)
        for name, data in texts(archive).items():
            assert content.get(name) == data, f"{name} is half written"
        assert built(archive) == expected, f"turn {turn}"
        assert texts(archive) == content
        assert debris(archive) == []


def texts(root: Path) -> dict[str, bytes]:
    """Every file of content/ that an ingest or a build would read."""
    content = root / "content"
    return {
        p.relative_to(content).as_posix(): p.read_bytes()
        for p in content.rglob("*")
        if p.is_file() and not p.name.startswith(".")
    }
