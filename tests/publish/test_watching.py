"""Saves are noticed: by events with the names of files, by looking where the disk raises none."""

from __future__ import annotations

import queue
import threading
from collections.abc import Collection, Iterator
from pathlib import Path

import pytest

from builder.engine.last import list_inputs
from builder.publish import watching
from builder.publish.watching import Watcher

DEADLINE = 30


class Saves:
    """What a watcher told, as a queue."""

    def __init__(self) -> None:
        self.told: queue.Queue[frozenset[str]] = queue.Queue()

    def __call__(self, paths: Collection[str]) -> None:
        self.told.put(frozenset(paths))

    def until(self, path: str) -> None:
        while path not in self.told.get(timeout=DEADLINE):
            pass


@pytest.fixture
def root(tmp_path: Path) -> Path:
    (tmp_path / "content/briefings").mkdir(parents=True)
    (tmp_path / "config.yaml").write_text("")
    return tmp_path


@pytest.fixture
def watched(root: Path) -> Iterator[tuple[Watcher, Saves]]:
    saves = Saves()
    watcher = Watcher(root, saves, lambda: list_inputs(root)[1])
    yield watcher, saves
    watcher.stop()


@pytest.mark.parametrize("poll", [False, True])
def test_a_save_is_told_by_its_path(root: Path, watched: tuple[Watcher, Saves], poll: bool) -> None:
    watcher, saves = watched
    assert watcher.start(poll) == ("looking" if poll else "events")
    if not poll:
        saves.told.get(timeout=DEADLINE)  # that the watch stands
    path = root / "content/briefings/talks.md"
    path.write_text("one")
    saves.until("content/briefings/talks.md")
    beside = path.with_name(".talks.swp")
    beside.write_text("two")
    beside.replace(path)  # as editors save
    saves.until("content/briefings/talks.md")
    path.unlink()
    saves.until("content/briefings/talks.md")
    (root / "config.yaml").write_text("site:\n  title: X\n")
    saves.until("config.yaml")


def test_a_room_that_comes_into_being_is_watched(root: Path, watched: tuple[Watcher, Saves]) -> None:
    watcher, saves = watched
    assert watcher.start() == "events"
    (root / "seeds").mkdir()
    done = threading.Event()

    def write() -> None:
        while not done.wait(0.05):  # until the new room is watched
            (root / "seeds/a.txt").write_text("x")

    writer = threading.Thread(target=write)
    writer.start()
    try:
        saves.until("seeds/a.txt")
    finally:
        done.set()
        writer.join()


def test_a_theme_that_is_a_link_is_told_by_its_name_here(
    root: Path, watched: tuple[Watcher, Saves], tmp_path_factory: pytest.TempPathFactory
) -> None:
    away = tmp_path_factory.mktemp("theme")
    (root / "themes").mkdir()
    (root / "themes/mine").symlink_to(away)
    watcher, saves = watched
    assert watcher.start() == "events"
    saves.told.get(timeout=DEADLINE)
    (away / "page.html").write_text("x")
    saves.until("themes/mine/page.html")


def test_a_disk_that_raises_no_events_is_looked_at(
    root: Path, watched: tuple[Watcher, Saves], monkeypatch: pytest.MonkeyPatch
) -> None:
    """WSL, Docker and network mounts: the probe is written, and no event comes."""
    monkeypatch.setattr(watching, "PROBE_SECONDS", 0.3)
    monkeypatch.setattr("watchfiles.watch", lambda *_, **__: iter(()))
    watcher, saves = watched
    assert watcher.start() == "looking"
    assert not (root / watching.PROBE).exists()
    (root / "content/briefings/talks.md").write_text("one")
    saves.until("content/briefings/talks.md")


def test_a_folder_that_cannot_be_written_is_looked_at(
    root: Path, watched: tuple[Watcher, Saves], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(watching, "PROBE", "no/such/folder/probe")
    watcher, _ = watched
    assert watcher.start() == "looking"
