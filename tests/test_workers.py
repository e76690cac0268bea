"""Work beside this process: its result, its error, and its end."""

from __future__ import annotations

import os
import signal
import sys
from functools import partial
from multiprocessing import active_children

import pytest

from builder.errors import ContentError
from builder.workers import Workers


@pytest.fixture
def forked(monkeypatch: pytest.MonkeyPatch) -> Workers:
    """Two workers that fork, whatever threads earlier tests of this process have left."""
    if sys.platform != "linux":
        pytest.skip("processes are forked on Linux only")
    monkeypatch.setattr("builder.workers._can_fork", lambda: True)
    return Workers(2)


def _fail() -> None:
    raise ValueError("no such shard")


def _die() -> None:
    os.kill(os.getpid(), signal.SIGKILL)


@pytest.mark.parametrize("count", [1, 2])
def test_what_is_made_beside_comes_when_it_is_asked_for(count: int) -> None:
    with Workers(count).beside(partial(divmod, 7, 2)) as result:
        assert result() == (3, 1)


def test_a_second_core_is_used(forked: Workers) -> None:
    with forked.beside(os.getpid) as result:
        assert result() != os.getpid()


def test_its_error_is_raised_where_the_result_is_waited_for(forked: Workers) -> None:
    for workers in (Workers(1), forked):
        with workers.beside(_fail) as result, pytest.raises(ValueError, match="no such shard"):
            result()


def test_a_process_that_was_killed_is_told_as_that(forked: Workers) -> None:
    with forked.beside(_die) as result, pytest.raises(ContentError, match="E413"):
        result()


def test_nothing_goes_on_once_nobody_waits_for_it(forked: Workers) -> None:
    with pytest.raises(KeyError), forked.beside(signal.pause):
        raise KeyError
    assert not active_children()


def test_this_process_has_something_to_do_while_others_work(forked: Workers) -> None:
    done: list[int] = []
    found = forked.map(abs, [-1, -2], meanwhile=lambda: done.append(os.getpid()))
    assert next(found) == 1
    assert done == [os.getpid()]
    assert list(found) == [2]
