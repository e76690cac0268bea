"""Work beside this process: its result, its error, and its end."""

from __future__ import annotations

import os
import signal
from functools import partial
from multiprocessing import active_children

import pytest

from builder.errors import ContentError
from builder.workers import Workers


def _fail() -> None:
    raise ValueError("no such shard")


def _die() -> None:
    os.kill(os.getpid(), signal.SIGKILL)


@pytest.mark.parametrize("count", [1, 2])
def test_what_is_made_beside_comes_when_it_is_asked_for(count: int) -> None:
    with Workers(count).beside(partial(divmod, 7, 2)) as result:
        assert result() == (3, 1)


def test_a_second_core_is_used() -> None:
    with Workers(2).beside(os.getpid) as result:
        assert result() != os.getpid()


@pytest.mark.parametrize("count", [1, 2])
def test_its_error_is_raised_where_the_result_is_waited_for(count: int) -> None:
    with Workers(count).beside(_fail) as result, pytest.raises(ValueError, match="no such shard"):
        result()


def test_a_process_that_was_killed_is_told_as_that() -> None:
    with Workers(2).beside(_die) as result, pytest.raises(ContentError, match="E413"):
        result()


def test_nothing_goes_on_once_nobody_waits_for_it() -> None:
    with pytest.raises(KeyError), Workers(2).beside(signal.pause):
        raise KeyError
    assert not active_children()
