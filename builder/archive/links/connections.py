"""The archive's entries → `Relations`, kept between builds: most edits change no relation.

In: entries in their order. Out: what `relations` and `events` find, from the cache where no briefing's title,
date, people or issues changed. What pages say of it is decided in `render`.
"""

from __future__ import annotations

import marshal
from collections.abc import Sequence
from pathlib import Path
from types import MappingProxyType

from builder.archive.links.events import find_events
from builder.archive.links.relations import Card, find_pairs, find_related, index_features, make_card
from builder.cache.sealed import digest_of, read_sealed, write_sealed
from builder.model import Entry, Event, Related, Relations


def connect(entries: Sequence[Entry], limit: int) -> Relations:
    """What connects the briefings; withdrawn ones and those that repeat another are left out."""
    cards = _cards(entries)
    features = index_features(cards)
    return Relations(
        find_related(features, limit) if limit else MappingProxyType({}),
        find_events(features),
        find_pairs(cards),
    )


def connect_cached(entries: Sequence[Entry], limit: int, cache: Path, code: bytes) -> Relations:
    """`connect`, from the cache where nothing it looks at changed."""
    seen = (limit, [(e.digest, e.people, e.issues, e.date_bounds) for e in entries])
    key = code + digest_of(marshal.dumps(seen, 2))
    kept = read_sealed(cache / "relations", key)
    if kept is not None:
        related, events, pairs = kept
        return Relations(
            {slug: tuple(Related(*item) for item in found) for slug, found in related.items()},
            tuple(Event(*event) for event in events),
            pairs,
        )
    relations = connect(entries, limit)
    related = {slug: [tuple(item) for item in found] for slug, found in relations.related.items()}
    write_sealed(
        cache / "relations", key, (related, [tuple(e) for e in relations.events], dict(relations.pairs))
    )
    return relations


def _cards(entries: Sequence[Entry]) -> list[Card]:
    return [
        make_card(e.briefing, e.people, e.issues, bounds=e.date_bounds)
        for e in entries
        if not e.briefing.withdrawn and not e.briefing.duplicate_of
    ]
