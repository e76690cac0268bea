"""The machine's account of a briefing: text of `content/records/<slug>.json` ↔ `Record`.

In: JSON made here, perhaps merged by a version control system since. Out: a `Record`, or `ContentError`
that names the line. Keys are sorted and every ledger line has a line of its own, so that a diff reads
well. What a record means for merging is decided in `ingest.writing.merge`.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from dataclasses import MISSING, dataclass, field, fields
from pathlib import Path
from types import MappingProxyType
from typing import Any, TypeVar

from builder.archive.store import read_text
from builder.errors import ContentError, Level, Location, Problem, refused
from builder.model import Damage, Evidence, IssueTag, LedgerLine, Mention, PersonTag, Statement

RECORDS = "content/records"
"""Folder of the records, from the project folder."""


@dataclass(frozen=True, slots=True)
class Base:
    """What the machine last wanted in the content file: the common ancestor of a three-way merge."""

    front: Mapping[str, Any]
    """Front matter, plain values as YAML gives them; empty ones left out."""
    body: tuple[str, ...]
    """Paragraphs as Markdown."""
    lines: tuple[int, ...]
    """Seed line on which each paragraph begins; 0 where it begins on none."""


@dataclass(frozen=True, slots=True)
class Record:
    """Everything the machine knows of how one seed became one briefing."""

    slug: str
    """Of the briefing; the name of the record's file, not written inside it."""
    seed: str
    """Path under seeds/; one article of many in a file: `dump.jsonl#12`."""
    sha256: str
    """Of the seed's bytes (of the part, for one article of many)."""
    rules: str
    """Fingerprint of the rules, weights and options that read the seed."""
    media_type: str
    encoding: str
    url: str
    date_bounds: str
    """EDTF interval the briefing must lie in where no date could be given, or empty."""
    ledger: tuple[LedgerLine, ...]
    """Every line of the seed exactly once, in order."""
    evidence: Mapping[str, tuple[Evidence, ...]]
    """Front matter field → why the machine gave it that value."""
    damage: tuple[Damage, ...]
    mentions: tuple[Mention, ...]
    issues: tuple[IssueTag, ...]
    base: Base
    doubts: tuple[Problem, ...] = ()
    """What a person should look at in the seed; shown by every `check` until the seed is read again."""
    declined: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    """`body` or a list field → what a person took out of the briefing, so that it never comes back."""
    people: tuple[PersonTag, ...] = ()
    """Who is named, as the whole archive settled it when it was last looked at."""
    statements: tuple[Statement, ...] = ()
    date_inferred: str = ""
    """EDTF interval that dated briefings on the same event leave to an undated one, or empty."""

    @property
    def bounds(self) -> str:
        """The days in which an undated briefing was written, as far as anything tells."""
        return self.date_inferred or self.date_bounds


def record_path(slug: str) -> str:
    """The record of a briefing, from the project folder."""
    return f"{RECORDS}/{slug}.json"


def read_record(root: Path, slug: str) -> Record:
    """The record of a briefing; `ContentError` when its file cannot be used."""
    return parse_record(read_text(root, record_path(slug)), slug)


def find_record(root: Path, slug: str) -> Record | None:
    """The record of a briefing; None where there is none that can be used, which `check` tells."""
    try:
        return read_record(root, slug)
    except ContentError:
        return None


def dump_record(record: Record) -> str:
    """The text of a record's file; `parse_record` gives the record back."""
    base = {
        "body": _Rows(
            {"line": line, "text": text}
            for line, text in zip(record.base.lines, record.base.body, strict=True)
        ),
        "front": dict(record.base.front),
    }
    values: dict[str, Any] = {
        "base": base,
        "damage": _Rows(map(_compact, record.damage)),
        "date_bounds": record.date_bounds,
        "date_inferred": record.date_inferred,
        "declined": {name: _Rows(texts) for name, texts in record.declined.items()},
        "doubts": _Rows(map(_doubt_row, record.doubts)),
        "encoding": record.encoding,
        "evidence": {name: _Rows(map(_compact, found)) for name, found in record.evidence.items()},
        "issues": _Rows(_compact(tag) for tag in record.issues),
        "ledger": _Rows(map(_compact, record.ledger)),
        "media_type": record.media_type,
        "mentions": _Rows(map(_compact, record.mentions)),
        "people": _Rows(map(_compact, record.people)),
        "rules": record.rules,
        "seed": record.seed,
        "sha256": record.sha256,
        "statements": _Rows(map(_compact, record.statements)),
        "url": record.url,
    }
    return _layout(values, 0) + "\n"


class _Rows(list[Any]):
    """A list that is written with one line per entry."""

    def __init__(self, items: Iterable[Any]) -> None:
        super().__init__(items)


def _layout(value: Any, depth: int) -> str:
    """JSON with one key or row per line, as deep as tables go, and everything below on one line."""
    inner, outer = "  " * (depth + 1), "  " * depth
    if isinstance(value, _Rows):
        rows = [f"{inner}{_line(row)}" for row in value]
        return "[\n" + ",\n".join(rows) + f"\n{outer}]" if rows else "[]"
    if isinstance(value, dict) and depth < 2:
        rows = [f"{inner}{_line(str(key))}: {_layout(value[key], depth + 1)}" for key in sorted(value)]
        return "{\n" + ",\n".join(rows) + f"\n{outer}}}" if rows else "{}"
    return _line(value)


def _line(value: Any) -> str:
    return json.dumps(value, ensure_ascii=False, sort_keys=True)


def _compact(row: Any) -> dict[str, Any]:
    """A row of the model as a mapping, without fields that have their default value."""
    values = {}
    for part in fields(row):
        value = getattr(row, part.name)
        if part.default is MISSING or value != part.default:
            values[part.name] = value
    return values


def _doubt_row(problem: Problem) -> dict[str, Any]:
    where = problem.where
    return {
        "code": problem.code,
        "hint": problem.hint,
        "level": problem.level,
        "line": where.line,
        "message": problem.message,
        "path": where.path,
    }


def _doubt(row: Mapping[str, Any]) -> Problem:
    where = Location(str(row["path"]), int(row["line"]))
    level: Level = "note" if row["level"] == "note" else "doubt"
    return Problem(str(row["code"]), where, str(row["message"]), str(row["hint"]), level)


def parse_record(text: str, slug: str) -> Record:
    """The record of a briefing, or `ContentError` with the line that cannot be read."""
    path = record_path(slug)
    try:
        values = json.loads(text)
    except (json.JSONDecodeError, RecursionError) as error:
        line, column = (error.lineno, error.colno) if isinstance(error, json.JSONDecodeError) else (1, 1)
        what = f"This is not a record of Dispatchbox: {error}."
        raise _unusable(Location(path, line, column), what) from None
    try:
        body = values["base"]["body"]
        record = Record(
            slug=slug,
            base=Base(
                MappingProxyType(dict(values["base"]["front"])),
                tuple(str(row["text"]) for row in body),
                tuple(int(row["line"]) for row in body),
            ),
            damage=_rows(Damage, values["damage"]),
            declined={str(k): tuple(map(_text, texts)) for k, texts in values["declined"].items()},
            doubts=tuple(map(_doubt, values["doubts"])),
            evidence=MappingProxyType({str(k): _rows(Evidence, v) for k, v in values["evidence"].items()}),
            issues=tuple(
                IssueTag(row["issue"], float(row["score"]), tuple((str(w), int(n)) for w, n in row["words"]))
                for row in values["issues"]
            ),
            ledger=_rows(LedgerLine, values["ledger"]),
            mentions=_rows(Mention, values["mentions"]),
            people=tuple(
                PersonTag(**{**row, "mentions": tuple(map(int, row["mentions"]))}) for row in values["people"]
            ),
            statements=_rows(Statement, values["statements"]),
            **{name: _text(values[name]) for name in _TEXTS},
        )
    except (KeyError, TypeError, ValueError, AttributeError) as error:
        lacks = f"it has no {error}" if isinstance(error, KeyError) else "a part of it has another form"
        what = f"This record is of another version of Dispatchbox, or was edited by hand: {lacks}."
        raise _unusable(Location(path), what) from None
    return record


_TEXTS = ("seed", "sha256", "rules", "media_type", "encoding", "url", "date_bounds", "date_inferred")

_T = TypeVar("_T")


def _rows(kind: type[_T], rows: Iterable[Mapping[str, Any]]) -> tuple[_T, ...]:
    return tuple(kind(**row) for row in rows)


def _text(value: Any) -> str:
    if not isinstance(value, str):
        raise TypeError(f"{value!r} is not text")
    return value


def _unusable(where: Location, what: str) -> ContentError:
    hint = (
        "Restore it from version control, or delete it (or all of content/records): the next ingest makes it "
        "again, and what you wrote in the briefing stays."
    )
    return refused("E220", where, what, hint)
