"""What a process has made of things is made once, and is nobody else's."""

from __future__ import annotations

import pickle

import pytest

from builder.render.known import Known, Memory


def test_each_thing_is_made_once_and_equal_ones_apart() -> None:
    made: list[list[int]] = []
    known = Known[list[int], int](lambda thing: made.append(thing) or len(made))
    one, other = [1], [1]
    assert known.each([one, other, one]) == [1, 2, 1]
    assert (known.one(other), known.each([other, one])) == (2, [2, 1])


def test_what_is_forgotten_is_made_again(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("builder.render.known.KNOWN", 2)
    known = Known[list[int], int](sum)
    assert known.each([[number, 1] for number in range(9)]) == list(range(1, 10))


def test_another_process_begins_with_nothing() -> None:
    memory = Memory(len=Known(len))
    memory["len"].one("abc")
    assert pickle.loads(pickle.dumps(memory)) == {}
