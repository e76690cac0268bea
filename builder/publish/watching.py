"""Noticing that something was saved: events where the disk raises them, looking where it does not.

In: a project folder. Calls `changed(paths)` for each burst of saves, from threads of its own. Network mounts,
some containers and WSL raise no events: a file written as a probe finds that out.
"""

from __future__ import annotations

import threading
import time
from collections.abc import Callable, Collection, Iterator, Mapping
from functools import partial
from pathlib import Path

from builder.cache.listing import Signature, is_aside

PROBE = ".dispatchbox-probe"
PROBE_SECONDS = 2.0
"""An event takes milliseconds; a disk that needs longer than this is looked at instead."""
ROOMS = ("content", "seeds", "themes")
POLL_SECONDS = 0.5

Listing = Callable[[], dict[str, Signature]]


class Watcher:
    """Watches a project until stopped."""

    def __init__(self, root: Path, changed: Callable[[Collection[str]], None], listing: Listing) -> None:
        self.root, self.changed, self.listing = root, changed, listing
        self.stopping = threading.Event()
        self._probed = threading.Event()
        self._threads: list[threading.Thread] = []

    def start(self, poll: bool = False) -> str:
        """Starts watching; `events` or `looking`, whichever it came to be."""
        if not poll:
            self._run(self._watch_root)
            if self._probe():
                self._run(self._watch_rooms)
                return "events"
        self._run(partial(self._look, self.listing()))
        return "looking"

    def stop(self) -> None:
        self.stopping.set()
        for thread in self._threads:
            thread.join()

    def _run(self, target: Callable[[], None]) -> None:
        thread = threading.Thread(target=target, name="watch", daemon=True)
        self._threads.append(thread)
        thread.start()

    def _probe(self) -> bool:
        """Whether writing a file raises an event."""
        path = self.root / PROBE
        end = time.monotonic() + PROBE_SECONDS
        try:
            while time.monotonic() < end and not self._probed.is_set():
                path.write_text(str(time.monotonic()))
                self._probed.wait(0.1)
        except OSError:
            return False
        finally:
            path.unlink(missing_ok=True)
        return self._probed.is_set()

    def _watch_root(self) -> None:
        """config.yaml, and rooms that come into being."""
        for paths in self._events([self.root], recursive=False):
            if any(path.name == PROBE for path in paths):
                self._probed.set()
            found = [path.name for path in paths if path.name == "config.yaml" or path.name in ROOMS]
            if found:
                self.changed(found)

    def _watch_rooms(self) -> None:
        while not self.stopping.is_set():
            rooms = [self.root / name for name in ROOMS if (self.root / name).is_dir()]
            links = {path.resolve(): path for path in (self.root / "themes").glob("*") if path.is_symlink()}
            for paths in self._events([*rooms, *(link for link in links if link.is_dir())], recursive=True):
                found = {self._named(path, links) for path in paths if not is_aside(path.name)}
                if found or not paths:
                    self.changed(found)
                if not all(room.is_dir() for room in rooms) or self._new_room(rooms):
                    break

    def _named(self, path: Path, links: Mapping[Path, Path]) -> str:
        """A file's path from the project folder, also where a theme is a link."""
        for target, link in links.items():
            if path.is_relative_to(target):
                path = link / path.relative_to(target)
        return path.relative_to(self.root).as_posix() if path.is_relative_to(self.root) else path.as_posix()

    def _new_room(self, rooms: list[Path]) -> bool:
        return any((self.root / name).is_dir() and self.root / name not in rooms for name in ROOMS)

    def _events(self, paths: list[Path], recursive: bool) -> Iterator[list[Path]]:
        """What changed, burst by burst; the first time also nothing, for a save just before is not seen."""
        import watchfiles

        watched = watchfiles.watch(
            *paths,
            watch_filter=None,
            debounce=50,
            step=5,
            stop_event=self.stopping,
            rust_timeout=500,
            yield_on_timeout=True,
            raise_interrupt=False,
            recursive=recursive,
        )
        begun = False
        for changes in watched:
            if changes or not begun or (recursive and self._new_room(paths)):
                yield sorted({Path(path) for _, path in changes})
            begun = True

    def _look(self, before: Mapping[str, Signature]) -> None:
        while not self.stopping.wait(POLL_SECONDS):
            now = self.listing()
            if now != before:
                changed = [path for path in now.keys() | before.keys() if now.get(path) != before.get(path)]
                before = now
                self.changed(changed)
