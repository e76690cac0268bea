"""What an ingest did, for a person to read: one line a seed, then where to look. Prints nothing."""

from __future__ import annotations

import difflib
import re
from collections.abc import Iterator, Mapping, Sequence
from typing import Any, NamedTuple

from builder.archive.records import Record
from builder.errors import shorten
from builder.ingest.cleaning.rules import FAMILIES, LINE_PATTERNS, PATTERNS
from builder.model import LedgerLine


class Row(NamedTuple):
    """One seed of the table."""

    seed: str
    slug: str
    state: str
    """`new`, `changed` or `same`; and whose copy its briefing is."""
    title: str
    date: str
    """EDTF, or its bounds in brackets, or a dash."""
    people: tuple[str, ...]
    issues: tuple[str, ...]
    body: int
    """Lines kept as body."""
    metadata: int
    removed: int
    """Lines removed; blank ones are not counted."""
    doubts: int


def row_of(record: Record, front: Mapping[str, Any], state: str, doubts: int) -> Row:
    """The line of the table for a seed; `front` is what stands in its briefing now."""
    kinds = [row.fate.partition(":")[0] for row in record.ledger if row.fate != "removed:blank"]
    bounds = f"({record.bounds})" if record.bounds else "–"
    original = front.get("duplicate_of")
    return Row(
        record.seed,
        record.slug,
        f"{state}, a copy of {original}" if original else state,
        str(front.get("title", "")),
        str(front.get("date", "")) or bounds,
        _names(front.get("people")),
        _names(front.get("issues")),
        kinds.count("body"),
        kinds.count("metadata"),
        kinds.count("removed"),
        doubts,
    )


def _names(value: Any) -> tuple[str, ...]:
    return tuple(map(str, value)) if isinstance(value, list | tuple) else (str(value),) if value else ()


HEAD = ("Seed", "Title", "Date", "People", "Issues", "Kept", "Meta", "Removed", "Doubts", "")


def cells(row: Row) -> tuple[str, ...]:
    """A row of the table as texts, under `HEAD`."""
    return (
        row.seed,
        row.title,
        row.date,
        str(len(row.people)),
        str(len(row.issues)),
        str(row.body),
        str(row.metadata),
        str(row.removed),
        str(row.doubts or ""),
        row.state,
    )


def plain_line(row: Row) -> str:
    """A row where there is no terminal to draw a table on."""
    doubts = f", {_count(row.doubts, 'doubt', 'doubts')}" if row.doubts else ""
    people = _count(len(row.people), "person", "people")
    return (
        f"{row.seed}: {row.title} | {row.date} | {people}, {_count(len(row.issues), 'issue', 'issues')} | "
        f"{_count(row.body, 'line', 'lines')} kept, {row.metadata} metadata, {row.removed} removed{doubts} | "
        f"{row.state}"
    )


def _count(number: int, one: str, more: str) -> str:
    return f"{number:,} {one if number == 1 else more}"


def never_fired(fired: Mapping[str, int]) -> list[str]:
    """The families of boilerplate that no line of the archive belongs to."""
    names = {*FAMILIES, *PATTERNS, *LINE_PATTERNS}
    return sorted(name for name in names if f"removed:{name}" not in fired)


def most_doubtful(unsure: Sequence[tuple[str, LedgerLine]], limit: int = 20) -> list[str]:
    """Lines that no rule knew but the score removed, those nearest to being kept first."""
    ordered = sorted(unsure, key=lambda item: (-_score(item[1]), item[0], item[1].line))
    return [f"seeds/{seed}:{row.line}: {shorten(row.text, 90)} [{row.why}]" for seed, row in ordered[:limit]]


def _score(row: LedgerLine) -> float:
    found = re.match(r"\d+(?:\.\d+)?", row.why)
    return float(found[0]) if found else 0.0


def diff_of(path: str, before: str | None, after: str | None) -> Iterator[str]:
    """A unified diff of one file, line by line, without line ends."""
    yield from difflib.unified_diff(
        (before or "").splitlines(),
        (after or "").splitlines(),
        f"a/{path}" if before is not None else "/dev/null",
        f"b/{path}" if after is not None else "/dev/null",
        lineterm="",
    )
