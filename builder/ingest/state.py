"""What the last ingest saw and found, in `.dispatchbox/`. [I/O] Losing it only costs time.

`ingest` is small: enough to know that nothing changed, and what was wrong. `ingest-archive` holds what the
steps over the whole archive need, so that one new seed does not mean reading every record.
"""

from __future__ import annotations

import gc
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from hashlib import blake2b
from pathlib import Path
from typing import Any

from builder.archive.records import record_path
from builder.cache.listing import Signature, is_young
from builder.cache.sealed import read_sealed, write_sealed
from builder.cache.version import code_key
from builder.errors import Problem, pack_problems, unpack_problems
from builder.ingest.wide.known import Known, pack_known, unpack_known

Conflicts = Mapping[str, tuple[Signature, tuple[Problem, ...]]]
"""Path of a briefing → its signature, and where it differs from what the machine would write now."""


@dataclass(frozen=True, slots=True)
class SeenFile:
    """A file under seeds/, as the last ingest found it."""

    sign: Signature
    articles: tuple[tuple[str, str], ...]
    """(name, sha256) of each article in it."""
    problems: tuple[Problem, ...]


@dataclass(frozen=True, slots=True)
class State:
    """What the last ingest left behind."""

    listed_at: int = 0
    files: Mapping[str, SeenFile] = field(default_factory=dict)
    records: Mapping[str, tuple[Signature, Known]] = field(default_factory=dict)
    """Those whose signature is old enough to tell that the file is the same; the others are read again."""
    vocabulary: str = ""
    """Digest of the vocabulary that tagged the archive."""
    pairs: Mapping[tuple[bytes, bytes], bool] = field(default_factory=dict)
    """Digests of two bodies → whether they are copies."""
    wide_key: bytes = b""
    """Of all that the archive's people and copies were settled from."""
    conflicts: Conflicts = field(default_factory=dict)
    """Shown until a person saves the file."""


def fingerprint(listing: Mapping[str, Signature], config: str) -> bytes:
    """Of everything that an ingest depends on: equal fingerprints mean that there is nothing to do.

    Of briefings only the names count, for what a person writes in them is read when their seed changes.
    """
    seen: list[object] = [config]
    for path, sign in sorted(listing.items()):
        if path.startswith(("seeds/", "content/people/", "content/issues/", "content/records/")):
            seen.append((path, sign))
        elif path.startswith("content/briefings/"):
            seen.append(path)
    return blake2b(repr(seen).encode("utf-8", "replace"), digest_size=16).digest()


def find_unchanged(cache: Path, listing: Mapping[str, Signature], config: str) -> tuple[Problem, ...] | None:
    """The problems of the last ingest when nothing changed since; None when something may have."""
    kept = read_sealed(cache / "ingest", code_key())
    if kept is None or kept[0] != fingerprint(listing, config):
        return None
    if any(is_young(sign, kept[1]) for path, sign in listing.items() if path.startswith("seeds/")):
        return None
    return unpack_problems(row for row, sign in kept[2] if sign is None or listing.get(row[1]) == sign)


def save_unchanged(
    cache: Path, listing: Mapping[str, Signature], listed_at: int, config: str, problems: tuple[Problem, ...]
) -> None:
    """Remembers what this ingest saw and found."""
    rows = tuple((row, _edited(row[1], listing)) for row in pack_problems(problems))
    write_sealed(cache / "ingest", code_key(), (fingerprint(listing, config), listed_at, rows))


def _edited(path: str, listing: Mapping[str, Signature]) -> Signature | None:
    """The signature of a briefing that a problem is about: saving the file answers the problem."""
    return listing.get(path) if path.startswith("content/briefings/") else None


def load_state(cache: Path) -> State:
    """The state of the last ingest; an empty one when there is none that can be used."""
    kept = read_sealed(cache / "ingest-archive", code_key())
    if kept is None:
        return State()
    gc.disable()
    try:
        return _unpack(kept)
    finally:
        gc.freeze()  # all of it stays: the collector would walk it again and again, and find no circle
        gc.enable()


def _unpack(kept: Sequence[Any]) -> State:
    listed_at, files, records, vocabulary, pairs, wide_key, conflicts = kept
    return State(
        listed_at,
        {name: SeenFile(s, a, unpack_problems(p)) for name, s, a, p in files},
        {slug: (sign, unpack_known(row)) for slug, sign, row in records},
        vocabulary,
        {(one, two): same for one, two, same in pairs},
        wide_key,
        {path: (sign, unpack_problems(rows)) for path, sign, rows in conflicts},
    )


def save_state(cache: Path, state: State) -> None:
    """Keeps the state for the next ingest."""
    value: tuple[Any, ...] = (
        state.listed_at,
        [(n, f.sign, f.articles, pack_problems(f.problems)) for n, f in state.files.items()],
        [(slug, sign, pack_known(item)) for slug, (sign, item) in state.records.items()],
        state.vocabulary,
        [(one, two, same) for (one, two), same in state.pairs.items()],
        state.wide_key,
        [(path, sign, pack_problems(rows)) for path, (sign, rows) in state.conflicts.items()],
    )
    write_sealed(cache / "ingest-archive", code_key(), value)


def unchanged_since(
    known: Mapping[str, Known], sure: Mapping[str, Signature], after: Mapping[str, Signature]
) -> dict[str, tuple[Signature, Known]]:
    """The records that the next ingest need not read: their files are as this one read or wrote them."""
    paths = {slug: record_path(slug) for slug in known}
    return {
        slug: (sure[path], known[slug])
        for slug, path in paths.items()
        if path in sure and sure[path] == after[path]
    }
