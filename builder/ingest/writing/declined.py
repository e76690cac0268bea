"""What a person took out of a briefing, remembered for as long as the briefing stands.

A merge knows only what the machine last wrote. A paragraph that a person deleted, that the seed then lost and
now has again, would come back: so the record keeps what was declined, field by field. Pure.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from builder.ingest.writing.merge import NAME_LISTS, key_of_item

Declined = Mapping[str, tuple[str, ...]]
"""`body` or a list field → texts that a person took out."""


def without_declined(
    declined: Declined, field: str, base: Sequence[Any], edited: Sequence[Any], new: Sequence[Any]
) -> list[Any]:
    """`new` without what was declined earlier; what is in `base` the merge itself decides on."""
    refused = set(declined.get(field, ())) - {key_of_item(item) for item in (*base, *edited)}
    return [item for item in new if key_of_item(item) not in refused]


def front_without_declined(
    declined: Declined, base: Mapping[str, Any], edited: Mapping[str, Any], new: Mapping[str, Any]
) -> dict[str, Any]:
    """The machine's front matter without names that a person took out earlier."""
    values = dict(new)
    for field in NAME_LISTS & declined.keys() & new.keys():
        values[field] = without_declined(
            declined, field, _list(base.get(field)), _list(edited.get(field)), _list(new[field])
        )
    return {key: value for key, value in values.items() if value != []}


def remember(
    declined: Declined,
    base: tuple[Mapping[str, Any], Sequence[str]],
    merged: tuple[Mapping[str, Any], Sequence[str]],
    edited: tuple[Mapping[str, Any], Sequence[str]],
) -> dict[str, tuple[str, ...]]:
    """What is declined after a merge; each argument but the first is (front matter, paragraphs)."""
    found = {}
    for field in ("body", *sorted(NAME_LISTS)):
        was, now, mine = (
            {key_of_item(item) for item in (body if field == "body" else _list(front.get(field)))}
            for front, body in (base, merged, edited)
        )
        refused = (set(declined.get(field, ())) | (was - mine)) - now
        if refused:
            found[field] = tuple(sorted(refused))
    return found


def _list(value: Any) -> list[Any]:
    return list(value) if isinstance(value, list | tuple) else [] if value is None else [value]
