"""The archive's entries → `Relations`, kept between builds: most edits change no relation.

In: entries in their order. Out: what `relations` and `events` find, from the cache where no briefing's title,
date, people or issues changed. What pages say of it is decided in `render`.
"""

from __future__ import annotations

import copyreg
import marshal
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from builder.archive.links.events import find_events
from builder.archive.links.relations import Card, find_pairs, find_related, index_features, make_card
from builder.cache.sealed import digest_of, read_sealed, write_sealed
from builder.model import Entry, Event, Relations


def connect(entries: Sequence[Entry], limit: int) -> Relations:
    """What connects the briefings; withdrawn ones and those that repeat another are left out."""
    cards = _cards(entries)
    features = index_features(cards)
    return Relations(
        find_related(features, limit),
        features.names,
        find_events(features),
        find_pairs(cards),
    )


def connect_cached(entries: Sequence[Entry], limit: int, cache: Path, code: bytes) -> Relations:
    """`connect`, from the cache where nothing it looks at changed."""
    seen = (limit, [(e.digest, e.people, e.issues, e.date_bounds) for e in entries])
    key = code + digest_of(marshal.dumps(seen, 2))
    kept = read_sealed(cache / "relations", key)
    if kept is not None:
        return _relations(*kept)
    relations = connect(entries, limit)
    write_sealed(cache / "relations", key, _plain(relations))
    return relations


def _plain(relations: Relations) -> tuple[Any, ...]:
    """For the cache, and for another process; `_relations` is the inverse."""
    related, features, events, pairs = relations
    return dict(related), features, [tuple(event) for event in events], dict(pairs)


def _relations(related: Any, features: Any, events: Sequence[Any], pairs: Any) -> Relations:
    return Relations(related, features, tuple(map(Event._make, events)), pairs)


def _unpacked(data: bytes) -> Relations:
    return _relations(*marshal.loads(data))


copyreg.pickle(Relations, lambda relations: (_unpacked, (marshal.dumps(_plain(relations)),)))
"""They are found in a process of their own, and unpacked ten times faster than objects."""


def _cards(entries: Sequence[Entry]) -> list[Card]:
    return [
        make_card(e.briefing, e.people, e.issues, bounds=e.date_bounds)
        for e in entries
        if not e.briefing.withdrawn and not e.briefing.duplicate_of
    ]
