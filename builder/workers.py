"""One way to map work over cores: serial, processes, or any `concurrent.futures` executor.

Work comes in as a list, results go out in the same order, whatever ran them. What a worker needs
besides its item must be picklable (a top-level function and plain data).
"""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import Executor, Future, ProcessPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass
from typing import TypeVar

T = TypeVar("T")
R = TypeVar("R")


def _run_chunk(function: Callable[[T], R], items: Sequence[T]) -> list[R]:
    return [function(item) for item in items]


@dataclass(frozen=True, slots=True)
class Workers:
    """Where work runs. `executor` None means here and now, one item after another."""

    executor: Executor | None = None
    count: int = 1

    def map(self, function: Callable[[T], R], items: Sequence[T], chunk: int = 0) -> Iterator[R]:
        """Results in the order of `items`. Chunks keep the cost of pickling small beside the work."""
        if self.executor is None or len(items) < 2:
            yield from map(function, items)
            return
        size = chunk or max(1, min(256, len(items) // (self.count * 4) or 1))
        futures: list[Future[list[R]]] = [
            self.executor.submit(_run_chunk, function, items[start : start + size])
            for start in range(0, len(items), size)
        ]
        for future in futures:
            yield from future.result()


@contextmanager
def open_workers(jobs: int = 0) -> Iterator[Workers]:
    """Workers over `jobs` processes; 0 means one per core, 1 means none besides this one."""
    count = jobs or os.cpu_count() or 1
    if count == 1:
        yield Workers()
        return
    with ProcessPoolExecutor(count) as executor:
        yield Workers(executor, count)
