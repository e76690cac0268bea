"""Work on a Dask cluster, through the interface of `concurrent.futures`. [I/O]

In: a scheduler's address and the project folder. Out: an executor. A worker must have the code that we run,
and must reach the project folder under the same path. Both are checked before anything begins, and once more
by every worker process before its first chunk: one that joins late could work on an empty disk of its own.
"""

from __future__ import annotations

import threading
import warnings
from collections.abc import Callable, Iterator, Mapping
from concurrent.futures import CancelledError, Executor, Future
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any, TypeVar
from uuid import uuid4
from weakref import WeakSet

from builder.cache.sealed import write_whole
from builder.cache.version import made_with
from builder.errors import ContentError, Location, Problem, refused

R = TypeVar("R")

SCHEME = "dask://"
CONNECT_SECONDS = 10
WITHOUT_WORKERS_SECONDS = 60
"""So long the cluster may be without a worker before we give up."""


@dataclass(frozen=True, slots=True)
class Pass:
    """What a worker must see as we see it."""

    root: str
    """The project folder."""
    token: str
    """What stands in its file `.dispatchbox/cluster`."""
    code: Mapping[str, str]
    """See `version.made_with`."""

    def __hash__(self) -> int:
        return hash(self.token)


def find_fault(needed: Pass) -> str:
    """Why this process cannot do our work; empty when it can. Runs on a worker."""
    own = made_with()
    for name in sorted(needed.code.keys() | own.keys()):
        ours, theirs = needed.code.get(name, "none"), own.get(name, "none")
        if ours != theirs:
            return f"{name} is {theirs} there, {ours} here"
    cache = Path(needed.root) / ".dispatchbox"
    try:
        if (cache / "cluster").read_text() != needed.token:
            return f"another archive lies there under {needed.root}"
        probe = cache / f"cluster-{uuid4().hex}"
        probe.write_text("")
        probe.unlink()
    except OSError as error:
        return f"the project folder {needed.root} cannot be used there: {error.strerror or error}"
    return ""


_find_fault_once = lru_cache(maxsize=4)(find_fault)


def run_checked(needed: Pass, function: Callable[..., R], *args: Any) -> R:
    """Runs a chunk, in a process that was checked first."""
    fault = _find_fault_once(needed)
    if fault:
        raise ContentError(_unfit("that joined late", fault))
    return function(*args)


class _Checked(Executor):
    """An executor that sends the pass with every chunk."""

    def __init__(self, inner: Executor, needed: Pass) -> None:
        self.inner, self.needed = inner, needed
        self.begun: WeakSet[Future[Any]] = WeakSet()

    def submit(self, function: Callable[..., R], /, *args: Any, **kwargs: Any) -> Future[R]:
        future = self.inner.submit(run_checked, self.needed, function, *args, **kwargs)
        self.begun.add(future)
        return future

    def give_up(self) -> None:
        """Lets go of all that is not done."""
        for future in list(self.begun):
            future.cancel()


@contextmanager
def open_cluster(address: str, root: Path) -> Iterator[tuple[int, Executor]]:
    """How many chunks a cluster runs at once, and what runs them.

    `ContentError` when it cannot be reached, is unfit, or is lost midway.
    """
    try:
        import dask
        import distributed
    except ImportError:
        raise refused(
            "E420",
            "--workers",
            "A cluster needs the package 'distributed'.",
            "Install it, here and on every worker: pip install 'dispatchbox[cluster]'.",
        ) from None
    token, marker = uuid4().hex, root / ".dispatchbox" / "cluster"
    needed = Pass(str(root), token, made_with())
    encrypted = dask.config.get("distributed.comm.require-encryption")
    with warnings.catch_warnings(), _connected(distributed, address, encrypted) as client:
        warnings.simplefilter("ignore")  # what matters of the versions is compared by us, and is an error
        write_whole(marker, token.encode())
        try:
            count = _count_fit(client, needed)
            executor = _Checked(client.get_executor(pure=False), needed)
            with _told(), _watched(client, executor):
                yield count, executor
        finally:
            marker.unlink(missing_ok=True)


@contextmanager
def _connected(distributed: Any, address: str, encrypted: bool) -> Iterator[Any]:
    where = address.removeprefix(SCHEME)
    target = f"{'tls' if encrypted else 'tcp'}://{where}"
    try:
        if not address.startswith(SCHEME) or ":" not in where:
            raise ValueError("it has not the form dask://HOST:PORT")
        client = distributed.Client(target, timeout=CONNECT_SECONDS, set_as_default=False)
    except (OSError, ValueError) as error:
        raise refused(
            "E421",
            "--workers",
            f"No scheduler answers at '{address}': {str(error) or type(error).__name__}.",
            "Start one with `dask scheduler`, and workers with `dask worker HOST:PORT --nthreads 1`.",
        ) from None
    try:
        yield client
    finally:
        with suppress(Exception):  # the boundary of a library: a lost scheduler is told already
            client.close(timeout=CONNECT_SECONDS)


def _count_fit(client: Any, needed: Pass) -> int:
    """How many chunks run at once; `ContentError` names every worker that cannot do our work."""
    threads: Mapping[str, int] = client.nthreads()
    faults = client.run(find_fault, needed, on_error="return") if threads else {}
    if not threads:
        raise refused("E422", "--workers", "The cluster has no worker.", "Start one: dask worker.")
    unfit = {name: _said(fault) for name, fault in faults.items() if fault}
    if unfit:
        raise ContentError(*(_unfit(name, fault) for name, fault in sorted(unfit.items())))
    return sum(threads.values())


def _said(fault: object) -> str:
    if isinstance(fault, ImportError | AttributeError):
        return f"Dispatchbox is another version there, or not installed ({fault})"
    return str(fault)


def _unfit(worker: str, fault: str) -> Problem:
    return Problem(
        "E422",
        Location("--workers"),
        f"The worker {worker} cannot do this work: {fault}.",
        "All machines need the same installation and the same project folder under the same paths: put both "
        "on a shared disk.",
    )


@contextmanager
def _watched(client: Any, executor: _Checked) -> Iterator[None]:
    """Lets go of the work when no worker is left to do it: Dask itself would wait for ever."""
    done = threading.Event()

    def watch() -> None:
        without = 0
        while not done.wait(1):
            with suppress(Exception):  # the boundary of a library: what breaks here breaks the results too
                without = 0 if client.nthreads() else without + 1
                if without > WITHOUT_WORKERS_SECONDS:
                    executor.give_up()

    thread = threading.Thread(target=watch, name="cluster", daemon=True)
    thread.start()
    try:
        yield
    finally:
        done.set()
        thread.join()


@contextmanager
def _told() -> Iterator[None]:
    """A cluster that is lost midway is told as what it is."""
    from distributed import CancelledError as Cancelled
    from distributed import KilledWorker
    from distributed.comm.core import CommClosedError

    try:
        yield
    except (CancelledError, Cancelled, KilledWorker, CommClosedError) as error:
        reason = "workers died over the same work" if isinstance(error, KilledWorker) else "it was lost"
        raise refused(
            "E423",
            "--workers",
            f"The cluster did not finish the work: {reason}.",
            "The site stands as it was. Look at the workers' logs (memory?), then build again.",
        ) from None
