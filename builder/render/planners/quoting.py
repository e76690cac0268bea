"""How much of what briefings say a list quotes: its page stays light, however many and long they are.

What a page weighs is told from its view: the text in it, and about as many bytes around each thing as the
default theme puts there.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any, TypeVar

from builder.render.parts import Item, Passage, Row, StatementView
from builder.render.text.mentions import LONGEST, shorten

PAGE = 55_000
"""Bytes of a whole page but for what all pages have, the frame of the theme."""
PASSAGES, STATEMENTS = 20_000, 14_000
"""Bytes of quoted sentences, and of what a person says, that are enough on any page."""
SHORTEST, STEP = 40, 40
"""Characters of a sentence that a list always shows; by how many it is shortened at a time."""

_THING, _ROW, _PASSAGE, _MARK, _STATEMENT = 40, 220, 120, 13, 240

T = TypeVar("T")


def fit_passages(view: tuple[Any, ...], items: Sequence[Item]) -> tuple[Item, ...]:
    """The items of a page that is `view` without them, with the same number of sentences of each, as many as
    there is room for and at the least one, which is shortened if need be. `cut` says where a text has more.
    """
    found = [item.passages for item in items]
    if not any(found):
        return tuple(items)
    room = min(PASSAGES, room_beside(view, items))
    most, longest = _depth(found, room, _passage), LONGEST
    firsts = [some[:1] for some in found] if most == 0 else []
    while firsts and longest > SHORTEST and sum(_passage(it) for some in firsts for it in some) > room:
        longest -= STEP
        firsts = [tuple(_shortened(it, longest) for it in some) for some in firsts]
    shown = firsts or [some[:most] for some in found]
    return tuple(
        item if item.passages == some else item._replace(passages=some, cut=len(item.passages) > len(some))
        for item, some in zip(items, shown, strict=True)
    )


def fit_statements(
    view: tuple[Any, ...], items: Sequence[Item], groups: Sequence[Sequence[StatementView]]
) -> tuple[StatementView, ...]:
    """What a person says, by briefing: the same number from each, as many as there is room for; where there
    is none for one of each, those from the first briefings.
    """
    if not groups:
        return ()
    room = min(STATEMENTS, room_beside(view, items) // 3)
    if most := _depth(groups, room, _statement):
        return tuple(said for group in groups for said in group[:most])
    shown = []
    for said in (group[0] for group in groups if group):
        room -= _statement(said)
        if room < 0:
            break
        shown.append(said)
    return tuple(shown)


def room_beside(view: tuple[Any, ...], items: Sequence[Item]) -> int:
    """Bytes that are left for what a page quotes."""
    return PAGE - weight(view) - sum([_row(item) for item in items])


def weight(value: Any) -> int:
    """About how many bytes a page needs to show something."""
    texts: list[str] = []
    things: list[tuple[Any, ...]] = [(value,)]
    for thing in things:  # and what is found in it: a call for each would take longer than all else
        for one in thing:
            if isinstance(one, str):
                texts.append(one)
            elif isinstance(one, tuple):
                things.append(one)
    return _THING * (len(things) - 1) + len("".join(texts).encode())


def _row(item: Item) -> int:
    return _ROW + weight((*_printed(item.row), item.reason, *item.words))


def _printed(row: Row) -> tuple[str, ...]:
    return row.title, row.path, row.outlet, row.dateline


def _passage(passage: Passage) -> int:
    return _PASSAGE + weight(passage.text) + weight(passage.path) + _MARK * len(passage.marks)


def _statement(said: StatementView) -> int:
    return _STATEMENT + weight((said.words, said.row.title, said.path, said.evidence))


def _shortened(passage: Passage, longest: int) -> Passage:
    text, marks = shorten(passage.text, passage.marks, longest)
    return passage._replace(text=text, marks=marks)


def _depth(groups: Sequence[Sequence[T]], room: int, weigh: Callable[[T], int]) -> int:
    """How many of each group there is room for: the same number for all."""
    deepest = max(map(len, groups), default=0)
    for depth in range(deepest):
        room -= sum(weigh(group[depth]) for group in groups if len(group) > depth)
        if room < 0:
            return depth
    return deepest
