"""Copies of this process that work beside it: they inherit what they work on, and nothing is sent to them.

Linux only. This process works too: another copy in its place would have to warm up for itself, and memory
that two processes write to is copied. Results wait in shared memory, so nobody stops to hand one over.
"""

from __future__ import annotations

import gc
import os
import pickle
import select
import sys
import threading
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager, suppress
from functools import partial
from typing import Any

from builder.errors import ContentError, refused

MOST_TASKS = 1024
"""Numbers of tasks that fit into any pipe: nobody needs to fill it again."""

Outcome = tuple[Any, Exception | None]
_NUMBER, _SIZE = 4, 8


def can_fork() -> bool:
    """On Linux, and with no other thread that could hold a lock or be waited for in the copy; libraries have
    some that Python does not know of.
    """
    try:
        return sys.platform == "linux" and len(os.listdir("/proc/self/task")) == 1  # noqa: PTH208 - no import
    except OSError:
        return False


def spread(
    run: Callable[[int], Any], tasks: int, processes: int, meanwhile: Callable[[], None], risky: bool = False
) -> Iterator[Any]:
    """`run(0)`, `run(1)` … in this order, by so many processes, this one among them; each takes the next task
    when it is done with one. `meanwhile` is done here first. What is `risky` is done by copies alone: a task
    that brings its process down is told then.
    """
    helpers = min(processes, tasks) - (not risky)
    todo, feed = os.pipe()
    os.write(feed, b"".join(number.to_bytes(_NUMBER) for number in range(tasks)))
    os.close(feed)
    numbers = iter(partial(os.read, todo, _NUMBER), b"")
    found: dict[int, Outcome] = {}
    try:
        with _copies(run, map(int.from_bytes, numbers), helpers) as copies:
            meanwhile()
            mine = iter(()) if risky and copies else numbers
            for number in range(tasks):
                while number not in found:
                    if own := next(mine, b""):
                        at = int.from_bytes(own)
                        found[at] = _outcome(run, at)
                    found.update(_heard(copies, wait=not own))
                yield _result(found.pop(number))
    finally:
        os.close(todo)


@contextmanager
def beside(*functions: Callable[[], Any]) -> Iterator[Sequence[Callable[[], Any]]]:
    """These at work in a copy of this process, one after the other; what is given waits for their results."""
    with _copies(lambda number: functions[number](), range(len(functions)), 1) as copies:
        if not copies:
            yield functions
            return
        found: dict[int, Outcome] = {}

        def result(number: int) -> Any:
            while number not in found:
                found.update(_heard(copies, wait=True))
            return _result(found.pop(number))

        yield [partial(result, number) for number in range(len(functions))]


class _Copy:
    """A forked process, as this one sees it."""

    def __init__(self, pid: int, news: int, results: int) -> None:
        self.pid, self.news, self.results = pid, news, results
        """News tell the number of a task that is done and the size of its result, which is appended."""
        self._at = 0

    def hear(self) -> tuple[int, Outcome] | None:
        """The next result; None: there will be no more. `ContentError` where its work was cut off."""
        news = os.read(self.news, _NUMBER + _SIZE)
        if not news:
            _, status = os.waitpid(self.pid, 0)
            self.pid = 0
            if status:
                raise ended()
            return None
        size = int.from_bytes(news[_NUMBER:])
        data = os.pread(self.results, size, self._at)
        self._at += size
        return int.from_bytes(news[:_NUMBER]), pickle.loads(data)

    def end(self) -> None:
        """It has done its work, or nobody waits for it any more."""
        if self.pid:
            os.kill(self.pid, 9)
            os.waitpid(self.pid, 0)
        os.close(self.news)
        os.close(self.results)


@contextmanager
def _copies(run: Callable[[int], Any], numbers: Iterable[int], helpers: int) -> Iterator[list[_Copy]]:
    """Copies of this process that do the tasks with these numbers; they end with the block, or with us."""
    gc.freeze()  # what is alive now stays shared
    watched, alive = os.pipe()
    copies: list[_Copy] = []
    try:
        with suppress(OSError):  # no room for another process: there are fewer, or none
            for _ in range(helpers):
                copies.append(_begin(run, numbers, watched, alive))
        yield list(copies)
    finally:
        for copy in copies:
            copy.end()
        os.close(alive)
        os.close(watched)
        gc.unfreeze()


def _begin(run: Callable[[int], Any], numbers: Iterable[int], watched: int, alive: int) -> _Copy:
    news, tell = os.pipe()
    results = _shared_file()
    try:
        pid = os.fork()
    except OSError:
        for file in (news, tell, results):
            os.close(file)
        raise
    if not pid:
        os.close(alive)
        _work(run, numbers, results, tell, watched)
    os.close(tell)
    return _Copy(pid, news, results)


def _shared_file() -> int:
    """A file without a name. A Python that was built for any Linux cannot make one in memory."""
    if hasattr(os, "memfd_create"):
        return os.memfd_create("results")
    import tempfile

    with tempfile.TemporaryFile() as file:
        return os.dup(file.fileno())


def _work(run: Callable[[int], Any], numbers: Iterable[int], results: int, tell: int, watched: int) -> None:
    """All that a copy does; it never comes back from here."""
    try:
        gc.disable()  # it lives for one batch
        threading.Thread(target=_end_with, args=(watched,), daemon=True).start()
        for number in numbers:
            data = _packed(_outcome(run, number))
            with memoryview(data) as rest:
                while rest:
                    rest = rest[os.write(results, rest) :]
            os.write(tell, number.to_bytes(_NUMBER) + len(data).to_bytes(_SIZE))
        os._exit(0)
    finally:
        os._exit(1)


def _end_with(watched: int) -> None:
    """A copy whose parent was killed would go on for nobody, and hold the archive's lock."""
    os.read(watched, 1)
    os._exit(1)


def _outcome(run: Callable[[int], Any], number: int) -> Outcome:
    try:
        return run(number), None
    except Exception as error:
        return None, error


def _packed(outcome: Outcome) -> bytes:
    try:
        return pickle.dumps(outcome, 5)
    except Exception as error:
        return pickle.dumps((None, RuntimeError(f"what cannot be sent: {error!r}")), 5)


def _result(outcome: Outcome) -> Any:
    found, error = outcome
    if error is not None:
        raise error
    return found


def _heard(copies: list[_Copy], wait: bool) -> dict[int, Outcome]:
    """What copies have done since they were heard last. Those that have ended are dropped."""
    if wait and not copies:
        raise ended()
    poll = select.poll()
    by_news = {copy.news: copy for copy in copies}
    for news in by_news:
        poll.register(news, select.POLLIN)
    found: dict[int, Outcome] = {}
    for news, _ in poll.poll(None if wait else 0):
        heard = by_news[news].hear()
        if heard is None:
            copies.remove(by_news[news])
        else:
            found[heard[0]] = heard[1]
    return found


def ended() -> ContentError:
    """Something is waited for, and nobody is left to do it."""
    return refused(
        "E413",
        "config.yaml",
        "A worker process was ended from outside, perhaps for want of memory.",
        "Build again with fewer processes: --jobs 1.",
    )
