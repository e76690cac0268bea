"""How much of what briefings say a list quotes: its page stays light, however many and long they are."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TypeVar

from builder.render.page import Site
from builder.render.parts import Item, Passage, StatementView

PASSAGES_ROOM, STATEMENTS_ROOM = 20_000, 8_000
"""Bytes of quoted sentences, and of what a person says, on one page."""
MARKUP = 200
"""Bytes around a sentence: its address, the marks in it."""

T = TypeVar("T")


def quoting_size(site: Site) -> int:
    """Briefings on one page of a list: half as many where the theme quotes each as where a line says all."""
    size = site.config.build.page_size
    return max(1, size // 2) if site.shows("passages") or site.shows("statements") else size


def fit_passages(items: Sequence[Item]) -> tuple[Item, ...]:
    """The items with as many of their sentences as there is room for; `cut` says where a text has more."""
    found = [item.passages for item in items]
    most = _depth(found, PASSAGES_ROOM, _weight)
    if most >= max(map(len, found), default=0):
        return tuple(items)
    return tuple(
        item._replace(passages=item.passages[:most], cut=True) if len(item.passages) > most else item
        for item in items
    )


def fit_statements(groups: Sequence[Sequence[StatementView]]) -> tuple[StatementView, ...]:
    """What a person says, by briefing, as much of it as there is room for."""
    most = _depth(groups, STATEMENTS_ROOM, lambda said: len(said.words.encode()) + MARKUP)
    return tuple(said for group in groups for said in group[:most])


def _weight(passage: Passage) -> int:
    return len(passage.text.encode()) + MARKUP


def _depth(groups: Sequence[Sequence[T]], room: int, weigh: Callable[[T], int]) -> int:
    """How many of each group there is room for: the same number for all, at the least one."""
    deepest = max(map(len, groups), default=0)
    for depth in range(deepest):
        room -= sum(weigh(group[depth]) for group in groups if len(group) > depth)
        if room < 0:
            return max(1, depth)
    return max(1, deepest)
