"""Tables and files → CSV, SQLite for Datasette, SKOS, BagIt. The same bytes for the same archive.

In: plain values. Out: files, written beside their place and moved there. What a table holds is decided in
`exporting`.
"""

from __future__ import annotations

import csv
import io
import shutil
import sqlite3
from collections.abc import Callable, Iterable, Sequence
from contextlib import suppress
from dataclasses import dataclass
from functools import partial
from hashlib import sha256
from pathlib import Path
from urllib.parse import quote

from builder.errors import ContentError, Location, Problem, refused

Value = str | int
"""What a cell holds."""


@dataclass(frozen=True, slots=True)
class Table:
    """Rows of plain values."""

    name: str
    columns: tuple[str, ...]
    rows: tuple[tuple[Value, ...], ...]
    key: str = ""
    """The column that names a row; empty: the whole row does."""


@dataclass(frozen=True, slots=True)
class Concept:
    """An issue as SKOS knows it."""

    slug: str
    label: str
    other: tuple[str, ...] = ()
    hidden: tuple[str, ...] = ()
    """Words that lead to it."""
    note: str = ""
    broader: tuple[str, ...] = ()
    related: tuple[str, ...] = ()


# ---------------------------------------------------------------- csv


def write_csv(tables: Iterable[Table], folder: Path) -> list[Path]:
    """A file for each table; RFC 4180, UTF-8."""
    made = []
    for table in tables:
        data = _csv(table)
        target = folder / f"{table.name}.csv"
        _replace(target, partial(_write, data))
        made.append(target)
    return made


def _csv(table: Table) -> bytes:
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\r\n")
    writer.writerow(table.columns)
    writer.writerows([_safe_cell(value) for value in row] for row in table.rows)
    return out.getvalue().encode()


def _write(data: bytes, path: Path) -> None:
    path.write_bytes(data)


def _safe_cell(value: Value) -> Value:
    """A cell that a spreadsheet would run as a formula gets an apostrophe before it."""
    dangerous = isinstance(value, str) and value[:1] in ("=", "+", "-", "@", "\t", "\r")
    return f"'{value}" if dangerous else value


# ---------------------------------------------------------------- sqlite


def write_sqlite(tables: Sequence[Table], target: Path) -> None:
    """One database with foreign keys, and `briefings_fts` for full-text search: `datasette archive.db`."""

    def fill(path: Path) -> None:
        connection = sqlite3.connect(path)
        try:
            connection.execute("PRAGMA page_size = 4096")
            connection.execute("PRAGMA journal_mode = OFF")
            for table in tables:
                connection.execute(_create(table))
                marks = ", ".join("?" for _ in table.columns)
                connection.executemany(f"INSERT INTO {table.name} VALUES ({marks})", table.rows)
            for name, column in (("briefing_people", "person"), ("briefing_issues", "issue")):
                connection.execute(f"CREATE INDEX {name}_{column} ON {name} ({column})")
            connection.execute(
                "CREATE VIRTUAL TABLE briefings_fts USING fts5"
                "(title, text, content='briefings', tokenize='unicode61 remove_diacritics 2')"
            )
            connection.execute("INSERT INTO briefings_fts (briefings_fts) VALUES ('rebuild')")
            connection.commit()
            connection.execute("VACUUM")
        finally:
            connection.close()

    _replace(target, fill)


_REFERENCES = {"briefing": "briefings", "person": "people", "issue": "issues"}
_NUMBERS = {"words", "reviewed", "number"}


def _create(table: Table) -> str:
    columns = []
    for name in table.columns:
        kind = "INTEGER" if name in _NUMBERS else "TEXT"
        key = " PRIMARY KEY" if name == table.key else ""
        refers = f" REFERENCES {_REFERENCES[name]} (slug)" if name in _REFERENCES else ""
        columns.append(f"{name} {kind} NOT NULL{key}{refers}")
    return f"CREATE TABLE {table.name} ({', '.join(columns)})"


# ---------------------------------------------------------------- skos


def write_skos(concepts: Sequence[Concept], title: str, base_url: str, lang: str, target: Path) -> None:
    """The thesaurus of issues as Turtle."""
    base = f"{base_url.rstrip('/')}/issues/" if base_url else "urn:dispatchbox:issues:"
    narrower: dict[str, list[str]] = {}
    for concept in concepts:
        for wide in concept.broader:
            narrower.setdefault(wide, []).append(concept.slug)

    def about(slug: str) -> str:
        return f"<{base}{quote(slug)}{'/' if base_url else ''}>"

    def literal(text: str) -> str:
        for char, safe in (("\\", "\\\\"), ('"', '\\"'), ("\n", "\\n"), ("\r", "\\r"), ("\t", "\\t")):
            text = text.replace(char, safe)
        return f'"{text}"@{lang}'

    lines = ["@prefix skos: <http://www.w3.org/2004/02/skos/core#> .", ""]
    lines += [f"<{base}> a skos:ConceptScheme ;", f"    skos:prefLabel {literal(title)} .", ""]
    for concept in concepts:
        facts = [("prefLabel", literal(concept.label)), ("inScheme", f"<{base}>")]
        facts += [
            ("altLabel", literal(text)) for text in dict.fromkeys(concept.other) if text != concept.label
        ]
        shown = {concept.label, *concept.other}
        facts += [
            ("hiddenLabel", literal(text)) for text in dict.fromkeys(concept.hidden) if text not in shown
        ]
        facts += [("scopeNote", literal(concept.note))] if concept.note else []
        facts += [("broader", about(slug)) for slug in concept.broader]
        facts += [("narrower", about(slug)) for slug in narrower.get(concept.slug, ())]
        facts += [("related", about(slug)) for slug in concept.related]
        facts += [] if concept.broader else [("topConceptOf", f"<{base}>")]
        lines.append(f"{about(concept.slug)} a skos:Concept ;")
        lines += [f"    skos:{name} {value} ;" for name, value in facts[:-1]]
        lines += [f"    skos:{facts[-1][0]} {facts[-1][1]} .", ""]
    _replace(target, partial(_write, "\n".join(lines).encode()))


# ---------------------------------------------------------------- bagit


def write_bag(root: Path, parts: Sequence[str], info: Sequence[tuple[str, str]], target: Path) -> int:
    """Seeds, content and settings as a BagIt bag (RFC 8493) for keeping; how many files it holds.

    `parts`: files and folders of `root` that go in. Links are left out: they lead elsewhere.
    """
    if target.exists():
        raise refused(
            "E550", target.as_posix(), "It is already there.", "Remove it, or choose another with -o."
        )
    beside = target.with_name(f".{target.name}.part")
    shutil.rmtree(beside, ignore_errors=True)
    files = sorted(
        path
        for part in parts
        for path in ([root / part] if (root / part).is_file() else (root / part).rglob("*"))
        if path.is_file() and not path.is_symlink()
    )
    try:
        manifest, size = _copy_payload(root, files, beside)
        lines = [*info, ("Payload-Oxum", f"{size}.{len(files)}")]
        tags = {
            "bagit.txt": "BagIt-Version: 1.0\nTag-File-Character-Encoding: UTF-8\n",
            "bag-info.txt": "".join(f"{name}: {' '.join(value.split())}\n" for name, value in lines if value),
            "manifest-sha256.txt": manifest,
        }
        sums = (f"{sha256(text.encode()).hexdigest()}  {name}\n" for name, text in sorted(tags.items()))
        for name, text in {**tags, "tagmanifest-sha256.txt": "".join(sums)}.items():
            (beside / name).write_bytes(text.encode())
        beside.replace(target)
    except OSError as error:
        shutil.rmtree(beside, ignore_errors=True)
        raise ContentError(_cannot_write(target, error)) from None
    return len(files)


def _copy_payload(root: Path, files: Iterable[Path], bag: Path) -> tuple[str, int]:
    """The files copied below data/; the manifest of their sums, and how many bytes they have."""
    (bag / "data").mkdir(parents=True)
    manifest, size = [], 0
    for path in files:
        name, data = f"data/{path.relative_to(root).as_posix()}", path.read_bytes()
        (bag / name).parent.mkdir(parents=True, exist_ok=True)
        (bag / name).write_bytes(data)
        escaped = name.replace("%", "%25").replace("\n", "%0A").replace("\r", "%0D")
        manifest.append(f"{sha256(data).hexdigest()}  {escaped}\n")
        size += len(data)
    return "".join(manifest), size


# ---------------------------------------------------------------- files


def _replace(target: Path, fill: Callable[[Path], object]) -> None:
    """Written beside its place and moved there: never half a file."""
    beside = target.with_name(f".{target.name}.part")
    try:
        target.parent.mkdir(parents=True, exist_ok=True)
        beside.unlink(missing_ok=True)
        fill(beside)
        beside.replace(target)
    except (OSError, sqlite3.OperationalError) as error:
        with suppress(OSError):
            beside.unlink()
        raise ContentError(_cannot_write(target, error)) from None


def _cannot_write(target: Path, error: Exception) -> Problem:
    reason = getattr(error, "strerror", None) or str(error)
    return Problem(
        "E544",
        Location(target.as_posix()),
        f"It cannot be written: {reason}.",
        "Choose another place with -o.",
    )
