"""content/ on the disk, and the cache of what was read from it.

In: a project folder. Out: a `Stored` per content file, read again only where the file's bytes changed.
What is made of a file's text is handed in (`builder.waves`); what it means is decided in `assemble`.
"""

from __future__ import annotations

import os
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from builder.errors import ContentError, Location, Problem
from builder.listing import Signature, is_young
from builder.model import Blob
from builder.packs import Packs
from builder.sealed import read_sealed, write_sealed

FOLDERS = {"briefings": ".md", "people": ".md", "issues": ".md", "pages": ".md", "records": ".json"}
"""Folder of content/ → how the names of its files end."""

MAX_BYTES = 20_000_000
"""A larger content file is refused: it is not one that a person edits."""


@dataclass(frozen=True, slots=True)
class Stored:
    """What was made of one content file."""

    path: str
    """From the project folder: `content/briefings/talks.md`."""
    signature: Signature
    digest: bytes
    """Of the file's bytes."""
    data: Any
    """Plain data of its kind; None when the file cannot be used."""
    blobs: Mapping[str, Blob]
    """Larger things made of it, in the packs: `prose` …"""
    problems: tuple[Problem, ...] = ()

    @property
    def kind(self) -> str:
        """`briefings`, `people` …"""
        return self.path.split("/", 2)[1]

    def at(self, signature: Signature) -> Stored:
        """The same bytes, touched."""
        return replace(self, signature=signature)


def content_of(inputs: Mapping[str, Signature]) -> dict[str, Signature]:
    """The content files among all that a build may read."""
    return {path: sign for path, sign in inputs.items() if _is_content(path)}


def _is_content(path: str) -> bool:
    parts = path.split("/", 2)
    return len(parts) == 3 and parts[0] == "content" and path.endswith(FOLDERS.get(parts[1], "\0"))


def read_bytes(root: Path, path: str) -> bytes:
    """A content file's bytes, or `ContentError`: unreadable, outside the project, or far too large."""
    file, where = root / path, Location(path)
    try:
        if file.is_symlink() and not file.resolve().is_relative_to(root.resolve()):
            raise ContentError(
                Problem(
                    "E110",
                    where,
                    "It is a link to a file outside the archive.",
                    "Put the file itself here.",
                )
            )
        with file.open("rb") as handle:
            large = os.fstat(handle.fileno()).st_size > MAX_BYTES
            data = b"" if large else handle.read()
    except OSError as error:
        reason = error.strerror or str(error)
        raise ContentError(
            Problem("E111", where, f"It cannot be read: {reason}.", "Mend its permissions, or remove it.")
        ) from None
    if large:
        raise ContentError(
            Problem("E112", where, f"It is larger than {MAX_BYTES:,} bytes.", "Split it, or remove it.")
        )
    return data


def decode(data: bytes, path: str) -> str:
    """The text of a content file, or `ContentError` on the line that is not UTF-8."""
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
        found = data[error.start : error.start + 1].hex()
        raise ContentError(
            Problem(
                "E113",
                Location(path, line),
                f"It is not UTF-8 text: byte 0x{found}.",
                "Save the file as UTF-8.",
            )
        ) from None


class Store:
    """The cache of read content files: one sealed index, and packs with the blobs."""

    def __init__(self, folder: Path, key: bytes) -> None:
        self.index = folder / "content"
        self.packs = Packs(folder / "packs")
        self.key = key

    def load(self) -> tuple[dict[str, Stored], int]:
        """What the last build read, by path, and when it listed it; empty when nothing can be used."""
        kept = read_sealed(self.index, self.key)
        if kept is None:
            return {}, 0
        listed_at, rows = kept
        return {row[0]: _unpack(row) for row in rows}, listed_at

    def forget(self) -> None:
        """Everything is read again."""
        self.index.unlink(missing_ok=True)
        self.packs.keep_only(())

    def save(self, stored: Iterable[Stored], listed_at: int) -> None:
        """Keeps this for the next build, and drops the packs that nothing refers to."""
        rows: list[tuple[Any, ...]] = []
        packs: set[str] = set()
        for item in stored:
            rows.append(_pack(item))
            packs.update(blob.pack for blob in item.blobs.values())
        write_sealed(self.index, self.key, (listed_at, rows))
        self.packs.keep_only(packs)


def find_changed(listed: Mapping[str, Signature], known: Mapping[str, Stored], listed_at: int) -> list[str]:
    """Paths to read: new, with another signature, or too young at the last listing to be sure of."""
    return [
        path
        for path, sign in listed.items()
        if path not in known or known[path].signature != sign or is_young(sign, listed_at)
    ]


def _pack(item: Stored) -> tuple[Any, ...]:
    problems = tuple(
        (p.code, p.where.path, p.where.line, p.where.column, p.message, p.hint, p.level)
        for p in item.problems
    )
    blobs = tuple((name, *blob) for name, blob in item.blobs.items())
    return item.path, item.signature, item.digest, item.data, blobs, problems


def _unpack(row: Any) -> Stored:
    path, sign, digest, data, blobs, problems = row
    return Stored(
        path,
        sign,
        digest,
        data,
        {name: Blob(pack, start, size, own) for name, pack, start, size, own in blobs},
        tuple(
            Problem(code, Location(where, line, column), message, hint, level)
            for code, where, line, column, message, hint, level in problems
        )
        if problems
        else (),
    )
