"""What a preview knows: what was saved, what is shown where, what the last build came to.

In: saves, browsers that come and go, the end of a build. Out: pages as they should be now, and word to a
browser that shows another. Nothing here listens on a port (`server`) or watches the disk (`watching`). All of
it runs in the server's loop, except `build_forever`, which has a thread of its own: one build after another,
and a save during a build starts the next one, so none is lost.
"""

from __future__ import annotations

import threading
from collections.abc import Callable, Collection
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Protocol

from builder.cache.sealed import digest_of

BREATH = 1.0
"""Seconds that a build waits at most while a browser loads the page that was made ahead of it."""


@dataclass(frozen=True, slots=True)
class Outcome:
    """What a build came to."""

    problems: tuple[str, ...] = ()
    """Errors, as they are printed."""
    failed: bool = False
    """It ended before it had planned anything."""
    idle: bool = False
    """There was nothing to do."""
    planned: bool = False
    """Looks begin from this build; else from an earlier one."""


def is_page(name: str) -> bool:
    return name.endswith(".html")


Rebuild = Callable[[Collection[str]], Outcome]
"""Files saved since the build that looks begin from → what building them came to."""
Look = Callable[[Collection[str], Collection[str]], dict[str, bytes] | None]
"""Saved files, outputs that are looked at → these made again; None where only a build can tell."""


class Viewer(Protocol):
    """A browser's window."""

    name: str
    """The output it shows."""

    def reload(self) -> None: ...


@dataclass(slots=True)
class Preview:
    """The state between builder, watcher and browsers."""

    public: Path
    rebuild: Rebuild
    look: Look
    hosts: frozenset[str]
    tell: Callable[[str], None]
    """Prints a line."""
    outcome: Outcome = field(default_factory=Outcome)
    base: Callable[[], str] = str
    """Folder in which the site will lie on its host (`papers/`): a page may lead there by a full path."""
    call: Callable[..., Any] = lambda function, *args: function(*args)
    """Has something done in the server's loop."""
    saved: dict[str, int] = field(default_factory=dict)
    """Files saved since the build that looks begin from → the number of the save."""
    saves: int = 0
    held: dict[str, bytes] = field(default_factory=dict)
    """Outputs made ahead of the build."""
    sent: dict[str, bytes] = field(default_factory=dict)
    """Output → what a browser got last."""
    good: dict[str, bytes] = field(default_factory=dict)
    """Pages that were shown: one that a mistake takes out of the site is shown on, with the mistake."""
    viewers: set[Viewer] = field(default_factory=set)
    back: threading.Event = field(default_factory=threading.Event)
    """A window that was told to reload has come back."""
    dirty: threading.Event = field(default_factory=threading.Event)
    stopping: threading.Event = field(default_factory=threading.Event)
    waiting: bool = False
    """Saves are noted that nobody looked at yet."""
    looking: bool = False
    """The disk raises no events. A build may have seen what came and went between two looks at it."""

    def mark(self, paths: Collection[str]) -> None:
        """Files (paths from the project folder) were saved; called from any thread."""
        self.call(self._note, tuple(paths))

    def read(self, name: str) -> bytes | None:
        """An output as it should be shown now."""
        found = self.held.get(name)
        if found is not None:
            return found
        try:
            return (self.public / name).read_bytes()
        except OSError:
            return self.good.get(name) if self.outcome.problems else None

    def send(self, name: str) -> bytes | None:
        """An output that a browser asked for."""
        data = self.read(name)
        self.sent[name] = self._state_of(name, data)
        if data is not None and is_page(name):
            self.good[name] = data
        return data

    def join(self, viewer: Viewer) -> None:
        """A window is open and can be told to reload; perhaps it must at once."""
        self.viewers.add(viewer)
        self.back.set()
        if self.saved:
            self._glance({viewer.name})
        self._reload_changed()

    def leave(self, viewer: Viewer) -> None:
        self.viewers.discard(viewer)

    def _note(self, paths: tuple[str, ...]) -> None:
        self.saves += 1
        self.saved.update(dict.fromkeys(paths, self.saves))
        if not self.waiting:
            self.waiting = True
            self.call(self._answer)  # behind all saves that are noted already

    def _answer(self) -> None:
        """Shows what a look can show of the saves, then has them built."""
        self.waiting = False
        try:
            self._glance({viewer.name for viewer in self.viewers})
            self._reload_changed()
        finally:
            self.dirty.set()

    def _glance(self, names: Collection[str]) -> None:
        made = self.look(self.saved, names) if names else None
        self.held.update(made or {})

    def _reload_changed(self) -> None:
        """Reloads the windows that show another page than they should; all when a file of theirs changed."""
        shared = [name for name in self.sent if not is_page(name) and self._differs(name)]
        for viewer in list(self.viewers):
            if shared or self._differs(viewer.name):
                self.viewers.discard(viewer)  # its page comes back as another window
                self.back.clear()
                viewer.reload()
        for name in shared:
            del self.sent[name]

    def _differs(self, name: str) -> bool:
        return self.sent.get(name) != self._state_of(name, self.read(name))

    def _state_of(self, name: str, data: bytes | None) -> bytes:
        """Stands for what a window shows: the output and, over a page, what is wrong with the last build."""
        shown = repr(self.outcome.problems).encode() if is_page(name) else b""
        return digest_of(shown + (b"gone" if data is None else data))

    def build_forever(self) -> None:
        """Builds whenever something was saved; runs in a thread of its own."""
        while True:
            self.dirty.wait()
            if self.held:
                self.back.wait(BREATH)
            if self.stopping.is_set():
                return
            self.dirty.clear()  # before the build looks: what is saved from here on is seen now or next time
            begun, outcome = self.saves, self.rebuild(tuple(self.saved))
            self.call(self._built, begun, outcome)
            if self.looking and not (outcome.idle or outcome.failed):
                self.dirty.set()

    def _built(self, begun: int, outcome: Outcome) -> None:
        before, self.outcome = self.outcome, outcome
        if outcome.planned:
            self.saved = {path: number for path, number in self.saved.items() if number > begun}
        if not outcome.failed:
            self.held.clear()
        if self.saves > begun:
            self._glance({viewer.name for viewer in self.viewers})
        if outcome.problems != before.problems:
            for line in outcome.problems:
                self.tell(line)
        self._reload_changed()

    def stop(self) -> None:
        """Lets the threads end."""
        self.stopping.set()
        self.back.set()
        self.dirty.set()
