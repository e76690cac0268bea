"""Work beside this process and in it: its results, its errors, and its end."""

from __future__ import annotations

import os
import signal
import sys
import time
from functools import partial
from pathlib import Path

import pytest

from builder.errors import ContentError
from builder.workers import Workers


@pytest.fixture
def forked(monkeypatch: pytest.MonkeyPatch) -> Workers:
    """Two workers that fork, whatever threads earlier tests of this process have left."""
    if sys.platform != "linux":
        pytest.skip("processes are forked on Linux only")
    monkeypatch.setattr("builder.forks.can_fork", lambda: True)
    return Workers(2)


@pytest.fixture
def copies(forked: Workers, monkeypatch: pytest.MonkeyPatch) -> list[int]:
    """The processes that are forked in a test: other children of this one are of other tests."""
    pids: list[int] = []
    fork = os.fork

    def recorded() -> int:
        pid = fork()
        pids.append(pid)
        return pid

    monkeypatch.setattr(os, "fork", recorded)
    return pids


def _is_gone(pid: int) -> bool:
    """Whether a copy has ended and its end was waited for."""
    try:
        os.waitpid(pid, os.WNOHANG)
    except ChildProcessError:
        return True
    return False


def _fail() -> None:
    raise ValueError("no such shard")


def _die() -> None:
    os.kill(os.getpid(), signal.SIGKILL)


@pytest.mark.parametrize("count", [1, 2])
def test_what_is_made_beside_comes_when_it_is_asked_for(count: int) -> None:
    with Workers(count).beside(partial(divmod, 7, 2)) as (result,):
        assert result() == (3, 1)


def test_a_second_core_is_used(forked: Workers) -> None:
    with forked.beside(os.getpid) as (result,):
        assert result() != os.getpid()


def test_what_is_made_beside_one_after_the_other_is_asked_for_in_any_order(forked: Workers) -> None:
    with forked.beside(_fail, os.getpid, partial(divmod, 7, 2)) as (failed, process, divided):
        assert divided() == (3, 1)
        with pytest.raises(ValueError, match="no such shard"):
            failed()
        assert process() != os.getpid()


def test_its_error_is_raised_where_the_result_is_waited_for(forked: Workers) -> None:
    for workers in (Workers(1), forked):
        with workers.beside(_fail) as (result,), pytest.raises(ValueError, match="no such shard"):
            result()


def test_a_process_that_was_killed_is_told_as_that(forked: Workers) -> None:
    with forked.beside(_die) as (result,), pytest.raises(ContentError, match="E413"):
        result()


def test_nothing_goes_on_once_nobody_waits_for_it(forked: Workers, copies: list[int]) -> None:
    with pytest.raises(KeyError), forked.beside(signal.pause):
        raise KeyError
    assert copies
    assert all(map(_is_gone, copies))


def test_this_process_has_something_to_do_while_others_work(forked: Workers) -> None:
    done: list[int] = []
    found = forked.map(abs, [-1, -2], meanwhile=lambda: done.append(os.getpid()))
    assert next(found) == 1
    assert done == [os.getpid()]
    assert list(found) == [2]


def _meet(folder: Path, number: int) -> int:
    """Goes on once another process is at another of these tasks."""
    (folder / str(number)).write_text(str(os.getpid()), "utf-8")
    while len(list(folder.iterdir())) < 2:
        time.sleep(0.001)
    return os.getpid()


def test_two_processes_share_the_work_and_this_is_one_of_them(forked: Workers, tmp_path: Path) -> None:
    found = set(forked.map(partial(_meet, tmp_path), [0, 1]))
    assert len(found) == 2
    assert os.getpid() in found


def test_results_may_be_larger_than_a_pipe_holds(forked: Workers) -> None:
    found = forked.map(bytes, [1_000_000, 2_000_000, 300_000] * 3, chunk=1)
    assert list(map(len, found)) == [1_000_000, 2_000_000, 300_000] * 3


def test_results_need_no_file_in_memory(forked: Workers, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delattr("os.memfd_create")
    assert list(forked.map(abs, [-3, 2, -1], chunk=1)) == [3, 2, 1]


def _no_room() -> int:
    raise BlockingIOError(11, "Resource temporarily unavailable")


def test_where_no_process_can_be_had_this_one_does_the_work(
    forked: Workers, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("os.fork", _no_room)
    assert list(forked.map(abs, [-3, 2, -1], chunk=1)) == [3, 2, 1]
    with forked.beside(os.getpid) as (result,):
        assert result() == os.getpid()


def test_more_items_than_tasks_come_in_their_order(forked: Workers) -> None:
    assert list(forked.map(abs, range(-5000, 0), chunk=1)) == list(range(5000, 0, -1))


def _refuse(number: int) -> int:
    if number % 5 == 3:
        raise ValueError(f"not {number}")
    return number


@pytest.mark.parametrize("count", [1, 2, 3])
def test_the_first_error_is_raised_where_its_result_would_come(forked: Workers, count: int) -> None:
    found = Workers(count).map(_refuse, range(30), chunk=1)
    assert [next(found) for _ in range(3)] == [0, 1, 2]
    with pytest.raises(ValueError, match="not 3"):
        next(found)


def _die_but_here(folder: Path, here: int, number: int) -> int:
    """Goes on here once another process has begun, and that one dies."""
    if os.getpid() != here:
        (folder / "begun").touch()
        _die()
    while not (folder / "begun").exists():
        time.sleep(0.001)
    return number


def test_a_worker_that_was_killed_is_told_as_that(forked: Workers, tmp_path: Path) -> None:
    with pytest.raises(ContentError, match="E413"):
        list(forked.map(partial(_die_but_here, tmp_path, os.getpid()), range(40), chunk=1))


def test_what_brings_its_process_down_is_told_where_it_is_known_to_be_risky(forked: Workers) -> None:
    with pytest.raises(ContentError, match="E413"):
        list(forked.map(lambda _: _die(), range(40), chunk=1, risky=True))


def test_a_result_that_cannot_be_sent_is_told(forked: Workers) -> None:
    with forked.beside(lambda: lambda: 0) as (result,), pytest.raises(RuntimeError, match="cannot be sent"):
        result()


def test_no_worker_is_left_when_results_are_asked_for_no_more(forked: Workers, copies: list[int]) -> None:
    found = forked.map(abs, range(40), chunk=1)
    assert next(found) == 0
    found.close()  # type: ignore[attr-defined]
    assert copies
    assert all(map(_is_gone, copies))
