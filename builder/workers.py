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
import threading
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from functools import lru_cache, partial
from itertools import chain
from pathlib import Path
from types import MappingProxyType
from typing import TYPE_CHECKING, Any, TypeVar

from builder import forks

if TYPE_CHECKING:
    from concurrent.futures import Executor, Future

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


def _run_range(function: Callable[[Any], Any], items: Sequence[Any], size: int, number: int) -> list[Any]:
    return [function(item) for item in items[number * size : (number + 1) * size]]


_inherited: Callable[[int], list[Any]]
"""In a fresh process only: what it works on. Set once, when the process starts."""


def _inherit(run: Callable[[int], list[Any]]) -> None:
    global _inherited
    _inherited = run
    gc.disable()  # a worker lives for one batch
    threading.Thread(target=_end_with_parent, daemon=True).start()


def _run_inherited(number: int) -> list[Any]:
    return _inherited(number)


def _end_with_parent() -> None:
    """A worker whose parent was killed would wait for work for ever, and hold the archive's lock."""
    import multiprocessing

    parent = multiprocessing.parent_process()
    if parent is not None:
        parent.join()
        os._exit(1)


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
        risky: bool = False,
    ) -> Iterator[R]:
        """Results in the order of `items`; fewer than `worth` items are done here and now. While others are
        at work this process does `meanwhile`, which may be left out; and takes no items itself if they are
        `risky`: what brings down the process that works on it is told then.
        """
        if len(items) < max(2, worth) or (self.count == 1 and self.executor is None):
            yield from map(function, items)
            return
        size = chunk or max(1, -(-len(items) // (self.count * CHUNKS_PER_WORKER)))
        if self.executor is not None:
            size = min(size, LARGEST_CHUNK)
            sent = pickle.dumps(function)
            chunks = (items[start : start + size] for start in range(0, len(items), size))
            futures = [self.executor.submit(_run_sent, sent, chunk) for chunk in chunks]
            yield from chain.from_iterable(_results(futures, meanwhile))
            return
        size = max(size, -(-len(items) // forks.MOST_TASKS))
        run, tasks = partial(_run_range, function, items, size), -(-len(items) // size)
        spread = forks.spread if forks.can_fork() else _spread
        yield from chain.from_iterable(spread(run, tasks, self.count, meanwhile, risky))

    @contextmanager
    def beside(self, *functions: Callable[[], Any]) -> Iterator[Sequence[Callable[[], Any]]]:
        """These at work in a process of their own, one after the other, while this one goes on; what is given
        waits for their results. With one core, or where no process can be forked, each is called when it is
        asked for.
        """
        if self.count == 1 or not forks.can_fork():
            yield functions
            return
        with forks.beside(*functions) as results:
            yield results


def _spread(
    run: Callable[[int], list[R]], tasks: int, processes: int, meanwhile: Callable[[], None], risky: bool
) -> Iterator[list[R]]:
    """As `forks.spread`, in fresh processes: this one only waits, so that nothing is risky for it."""
    import multiprocessing
    from concurrent.futures.process import BrokenProcessPool, ProcessPoolExecutor

    spawn = multiprocessing.get_context("spawn")
    try:
        with ProcessPoolExecutor(min(processes, tasks), spawn, _inherit, (run,)) as pool:
            yield from _results([pool.submit(_run_inherited, number) for number in range(tasks)], meanwhile)
    except BrokenProcessPool:
        raise forks.ended() from None


def _results(futures: list[Future[list[R]]], meanwhile: Callable[[], None]) -> Iterator[list[R]]:
    meanwhile()
    futures.reverse()
    while futures:
        yield futures.pop().result()


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
