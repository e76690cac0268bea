"""One way to map work over cores: serial, processes, or any `concurrent.futures` executor.

Work comes in as a list, results go out in the same order, whatever ran them. Forked processes inherit
the function and the list, so nothing but the results is pickled; elsewhere both are pickled, so a function
must be a top-level one or a `partial` of one. A cluster gets it with every chunk and unpacks it once.
"""

from __future__ import annotations

import copyreg
import gc
import os
import pickle
import sys
import threading
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from functools import lru_cache, partial
from pathlib import Path
from types import MappingProxyType
from typing import TYPE_CHECKING, Any, TypeVar

from builder.errors import ContentError, refused

if TYPE_CHECKING:
    from concurrent.futures import Executor, Future
    from multiprocessing.connection import Connection

copyreg.pickle(MappingProxyType, lambda mapping: (MappingProxyType, (dict(mapping),)))
"""Read-only mappings stand in much of what workers are sent."""

T = TypeVar("T")
R = TypeVar("R")

CHUNKS_PER_WORKER = 8
"""Small enough that no core waits long for the last one, large enough to make messages cheap."""


LARGEST_CHUNK = 500
"""For a cluster: what is lost with a worker is small, and so is each message."""


def _run_sent(sent: bytes, items: Sequence[Any]) -> list[Any]:
    """A chunk, in a worker of a cluster."""
    function = _unpack(sent, threading.get_ident())
    return [function(item) for item in items]


@lru_cache(maxsize=8)
def _unpack(sent: bytes, thread: int) -> Callable[[Any], Any]:
    """The function that was sent; one for each thread, for it keeps open files and compiled templates."""
    found: Callable[[Any], Any] = pickle.loads(sent)
    return found


_inherited: tuple[Callable[[Any], Any], Sequence[Any]]
"""In a worker process only: what it works on. Set once, when the process starts."""


def _inherit(function: Callable[[Any], Any], items: Sequence[Any]) -> None:
    global _inherited
    _inherited = (function, items)
    gc.disable()  # a worker lives for one batch
    threading.Thread(target=_end_with_parent, daemon=True).start()


def _end_with_parent() -> None:
    """A worker whose parent was killed would wait for work for ever, and hold the archive's lock."""
    import multiprocessing

    parent = multiprocessing.parent_process()
    if parent is not None:
        parent.join()
        os._exit(1)


def _run_range(start: int, stop: int) -> list[Any]:
    function, items = _inherited
    return [function(item) for item in items[start:stop]]


@dataclass(frozen=True, slots=True)
class Workers:
    """Where work runs."""

    count: int = 1
    executor: Executor | None = None
    """A cluster; None: processes of this machine."""

    def map(
        self,
        function: Callable[[T], R],
        items: Sequence[T],
        chunk: int = 0,
        worth: int = 2,
        meanwhile: Callable[[], None] = lambda: None,
    ) -> Iterator[R]:
        """Results in the order of `items`; fewer than `worth` items are done here and now. While others are
        at work this process does `meanwhile`, which may be left out.
        """
        if len(items) < max(2, worth) or (self.count == 1 and self.executor is None):
            yield from map(function, items)
            return
        size = chunk or max(1, -(-len(items) // (self.count * CHUNKS_PER_WORKER)))
        starts = range(0, len(items), size)
        if self.executor is not None:
            size = min(size, LARGEST_CHUNK)
            sent = pickle.dumps(function)
            chunks = (items[start : start + size] for start in range(0, len(items), size))
            yield from _results([self.executor.submit(_run_sent, sent, chunk) for chunk in chunks], meanwhile)
            return
        from concurrent.futures import ProcessPoolExecutor

        gc.freeze()  # what is alive now stays shared between forked processes
        try:
            with (
                _no_debris(),
                ProcessPoolExecutor(
                    min(self.count, len(starts)), _context(), _inherit, (function, items)
                ) as pool,
            ):
                futures = [pool.submit(_run_range, start, start + size) for start in starts]
                yield from _results(futures, meanwhile)
        finally:
            gc.unfreeze()

    @contextmanager
    def beside(self, function: Callable[[], R]) -> Iterator[Callable[[], R]]:
        """`function` at work in a process of its own while this one goes on; what is given waits for its
        result. With one core, or where no process can be forked, it is called when it is asked for.
        """
        if self.count == 1 or not _can_fork():
            yield function
            return
        import multiprocessing

        here, there = multiprocessing.Pipe(duplex=False)
        process = multiprocessing.get_context("fork").Process(target=_send, args=(function, there))
        process.start()
        there.close()
        try:
            yield partial(_receive, here)
        finally:
            process.kill()  # has sent its result, or nobody waits for it any more
            process.join()
            here.close()


def _send(function: Callable[[], Any], there: Connection) -> None:
    """In a process of its own: the result of a function, or its error."""
    threading.Thread(target=_end_with_parent, daemon=True).start()
    try:
        there.send((function(), None))
    except Exception as error:
        there.send((None, error))


def _receive(here: Connection) -> Any:
    try:
        result, error = here.recv()
    except EOFError:
        raise _ended() from None
    if error is not None:
        raise error
    return result


def _results(futures: list[Future[list[R]]], meanwhile: Callable[[], None]) -> Iterator[R]:
    meanwhile()
    futures.reverse()
    while futures:
        yield from futures.pop().result()


@contextmanager
def _no_debris() -> Iterator[None]:
    """A worker that was killed (memory, an operator) is told as what it is."""
    from concurrent.futures.process import BrokenProcessPool

    try:
        yield
    except BrokenProcessPool:
        raise _ended() from None


def _ended() -> ContentError:
    return refused(
        "E413",
        "config.yaml",
        "A worker process was ended from outside, perhaps for want of memory.",
        "Build again with fewer processes: --jobs 1.",
    )


def _can_fork() -> bool:
    """On Linux, and with no other thread that could hold a lock."""
    return sys.platform == "linux" and threading.active_count() == 1


def _context() -> Any:
    """Fork where it is safe, else a fresh process."""
    import multiprocessing

    return multiprocessing.get_context("fork" if _can_fork() else "spawn")


@contextmanager
def open_workers(jobs: int = 0, cluster: str = "", root: Path = Path()) -> Iterator[Workers]:
    """Workers over `jobs` processes; 0 means one per core, 1 means none besides this one.

    With `cluster` (dask://HOST:PORT) they are those of a cluster that reaches the project folder `root`.
    """
    if not cluster:
        yield Workers(jobs or os.cpu_count() or 1)
        return
    from builder.cluster import open_cluster

    with open_cluster(cluster, root) as (count, executor):
        yield Workers(count, executor)
