"""What the steps over the whole archive need of each briefing, kept between runs. [I/O]

In: records. Out: a `Known` for each, from the cache where the record's file is the same. The cache may be
deleted at any time: everything in it is read from the records again.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import Any

from builder.archive.people.resettle import keys_named
from builder.archive.records import Record, read_record
from builder.cache.listing import Signature
from builder.errors import ContentError, Problem, pack_problems, unpack_problems
from builder.ingest.fields.timewords import Telling, WeekdayWord, read_telling
from builder.ingest.wide.duplicates import Sketch, sketch_of
from builder.ingest.wide.neighbours import Dating
from builder.model import Mention, PersonTag
from builder.workers import Workers


@dataclass(frozen=True, slots=True)
class Known:
    """One record, as far as other briefings are concerned."""

    slug: str
    seed: str
    sha256: str
    rules: str
    title: str
    date: str
    """As the machine last gave it."""
    people: tuple[PersonTag, ...]
    issues: tuple[str, ...]
    """Titles, as the machine last wrote them; so the next."""
    duplicate_of: str
    mentions: tuple[Mention, ...]
    fates: tuple[tuple[str, int], ...]
    """Fate → lines."""
    sketch: Sketch
    doubts: tuple[Problem, ...]
    families: frozenset[str]
    """Keys of the families that its names have to do with."""
    dating: Dating
    inferred: str
    """The bounds that its neighbours gave it, or empty."""


def know(record: Record) -> Known:
    """What the archive needs of a record."""
    front = record.base.front
    return Known(
        record.slug,
        record.seed,
        record.sha256,
        record.rules,
        str(front.get("title", "")),
        str(front.get("date", "")),
        record.people,
        tuple(front.get("issues", ())),
        str(front.get("duplicate_of", "")),
        record.mentions,
        tuple(sorted(Counter(row.fate for row in record.ledger).items())),
        sketch_of(record.base.body),
        record.doubts,
        keys_named(record.mentions),
        Dating(_telling(record), str(front.get("date", "")), record.date_bounds),
        record.date_inferred,
    )


def _telling(record: Record) -> Telling:
    base = record.base
    lines = list(zip(base.lines, base.body, strict=True))
    return read_telling(str(base.front.get("title", "")), lines, str(base.front.get("lang", "en")))


def _know_file(root: Path, slug: str) -> Known | tuple[Problem, ...]:
    try:
        return know(read_record(root, slug))
    except ContentError as error:
        return error.problems


def know_all(
    root: Path,
    listed: Mapping[str, Signature],
    cached: Mapping[str, tuple[Signature, Known]],
    workers: Workers,
) -> tuple[dict[str, Known], dict[str, tuple[Problem, ...]]]:
    """Every record by slug, and the slugs whose record cannot be used; `listed` is slug → signature."""
    known: dict[str, Known] = {}
    broken: dict[str, tuple[Problem, ...]] = {}
    todo = []
    for slug, sign in listed.items():
        kept = cached.get(slug)
        if kept and kept[0] == sign:
            known[slug] = kept[1]
        else:
            todo.append(slug)
    for slug, found in zip(todo, workers.map(partial(_know_file, root), todo), strict=True):
        if isinstance(found, Known):
            known[slug] = found
        else:
            broken[slug] = found
    return {slug: known[slug] for slug in sorted(known)}, broken


def pack_known(item: Known) -> tuple[Any, ...]:
    """Plain data, for the cache."""
    mentions = tuple(
        (m.name, m.bound, m.paragraph, m.start, m.line, m.rule, m.role, m.score, m.address)
        for m in item.mentions
    )
    return (
        item.slug, item.seed, item.sha256, item.rules, item.title, item.date,
        tuple((p.name, p.mentions, p.rule, p.evidence, p.weight) for p in item.people), item.issues,
        item.duplicate_of, mentions, item.fates, tuple(item.sketch), pack_problems(item.doubts),
        tuple(sorted(item.families)), _pack_dating(item.dating), item.inferred,
    )  # fmt: skip


def unpack_known(row: Sequence[Any]) -> Known:
    """What `pack_known` was given."""
    rest = (
        tuple(Mention(*m) for m in row[9]),
        row[10],
        Sketch(*row[11]),
        unpack_problems(row[12]),
        frozenset(row[13]),
        _unpack_dating(row[14]),
        row[15],
    )
    people = tuple(PersonTag(*tag) for tag in row[6])
    return Known(*(*row[:6], people, *row[7:9], *rest))


def _pack_dating(dating: Dating) -> tuple[Any, ...]:
    words = tuple((w.weekday, w.past, w.words, w.line) for w in dating.telling.weekdays)
    return dating.telling.names, words, dating.stated, dating.bounds


def _unpack_dating(row: Sequence[Any]) -> Dating:
    return Dating(Telling(row[0], tuple(WeekdayWord(*word) for word in row[1])), row[2], row[3])


def count_fates(known: Mapping[str, Known]) -> dict[str, int]:
    """Fate → lines, over all records."""
    counts: dict[str, int] = {}
    for item in known.values():
        for fate, lines in item.fates:
            counts[fate] = counts.get(fate, 0) + lines
    return dict(sorted(counts.items()))
