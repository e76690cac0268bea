"""What a process has made of things, each once: a list asks for tens of thousands."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterable
from typing import Any, Generic, TypeVar

K = TypeVar("K")
V = TypeVar("V")

KNOWN = 20_000
"""Most things of which a process keeps what it made: about a kilobyte each at the most."""


class Known(Generic[K, V]):
    """`make` of things, by where they lie in memory: to look into each is what costs. Speed only: what is
    forgotten is made again.
    """

    def __init__(self, make: Callable[[K], V]) -> None:
        self._make = make
        self._made: dict[int, V] = {}
        self._things: list[K] = []
        """Kept too: nothing else can lie where they do."""

    def one(self, thing: K) -> V:
        """What was made of it, or is now."""
        found = self._made.get(id(thing))
        return self._new(thing) if found is None else found

    def each(self, things: Iterable[K]) -> list[V]:
        """`one` of each."""
        known, new = self._made.get, self._new
        return [new(thing) if (found := known(id(thing))) is None else found for thing in things]

    def _new(self, thing: K) -> V:
        if len(self._things) >= KNOWN:
            self._made.clear()
            self._things.clear()
        made = self._made[id(thing)] = self._make(thing)
        self._things.append(thing)
        return made


class Memory(dict[Hashable, Known[Any, Any]]):
    """`Known` by what makes it. Another process that is sent one begins with nothing."""

    def __reduce__(self) -> tuple[type[Memory], tuple[()]]:
        return Memory, ()
