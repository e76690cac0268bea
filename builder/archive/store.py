"""content/ on the disk, and the cache of what was read from it.

In: a project folder. Out: a `Stored` per content file, read again only where the file's bytes changed. The
cache is cut into shards by path, so that an edit rewrites one of them and a wave of workers takes one each.
What is made of a file's text is decided in `builder.engine.reading`; what it means, in `assemble`.
"""

from __future__ import annotations

import marshal
import os
import shutil
from collections import defaultdict
from collections.abc import Iterable, Mapping
from errno import ELOOP, EMLINK
from pathlib import Path
from typing import Any, NamedTuple
from zlib import crc32

from builder.cache.listing import Signature, is_young
from builder.cache.packs import Packs
from builder.cache.sealed import seal, unseal, write_whole
from builder.errors import Location, Problem, refused, unpack_problems
from builder.model import Blob

FOLDERS = {"briefings": ".md", "people": ".md", "issues": ".md", "pages": ".md", "records": ".json"}
"""Folder of content/ → how the names of its files end."""

MAX_BYTES = 20_000_000
"""A larger content file is refused: it is not one that a person edits."""


SHARDS = 64
"""Parts of the cache. Enough that one is small at 100,000 briefings, few enough to read them all."""


class Stored(NamedTuple):
    """What was made of one content file. Plain data through and through, as it stands in the cache."""

    path: str
    """From the project folder: `content/briefings/talks.md`."""
    signature: Signature
    digest: bytes
    """Of the file's bytes."""
    data: Any
    """Plain data of its kind; None when the file cannot be used."""
    blobs: Mapping[str, tuple[str, int, int, bytes]]
    """Larger things made of it, in the packs: `prose` …; each the first four fields of a `Blob`."""
    wrong: tuple[tuple[Any, ...], ...] = ()
    """What is wrong with it; `problems` gives it as such."""

    @property
    def kind(self) -> str:
        """`briefings`, `people` …"""
        return self.path.split("/", 2)[1]

    @property
    def problems(self) -> tuple[Problem, ...]:
        return unpack_problems(self.wrong)


Reread = tuple[Stored, Stored]
"""A content file as it was, and as it is."""


def blobs_of(item: Stored) -> dict[str, Blob]:
    """The blobs of a content file, by name."""
    path = item.path
    return {name: Blob._make((*blob, path, name)) for name, blob in item.blobs.items()}


def content_of(inputs: Mapping[str, Signature]) -> dict[str, Signature]:
    """The content files among all that a build may read."""
    return {path: sign for path, sign in inputs.items() if _is_content(path)}


def _is_content(path: str) -> bool:
    parts = path.split("/", 2)
    return len(parts) == 3 and parts[0] == "content" and path.endswith(FOLDERS.get(parts[1], "\0"))


def read_bytes(root: Path, path: str) -> bytes:
    """A content file's bytes, or `ContentError`: unreadable, outside the project, or far too large."""
    where = Location(path)
    try:
        handle = _open(root, path)
        try:
            size = os.fstat(handle).st_size
            data = b"" if size > MAX_BYTES else _read(handle, size)
        finally:
            os.close(handle)
    except OSError as error:
        reason = error.strerror or str(error)
        raise refused(
            "E111", where, f"It cannot be read: {reason}.", "Mend its permissions, or remove it."
        ) from None
    if size > MAX_BYTES:
        raise refused("E112", where, f"It is larger than {MAX_BYTES:,} bytes.", "Split it, or remove it.")
    return data


_READ = os.O_RDONLY | getattr(os, "O_BINARY", 0)
_ITSELF = getattr(os, "O_NOFOLLOW", 0)


def _open(root: Path, path: str) -> int:
    """A content file, opened; a link is followed inside the archive only."""
    file = f"{root}/{path}"
    if _ITSELF:
        try:
            return os.open(file, _READ | _ITSELF)
        except OSError as error:
            if error.errno not in (ELOOP, EMLINK):
                raise
    if not Path(file).resolve().is_relative_to(root.resolve()):
        raise refused(
            "E110", path, "It is a link to a file outside the archive.", "Put the file itself here."
        )
    return os.open(file, _READ)


def _read(handle: int, size: int) -> bytes:
    """All of an open file of this size: one call, and more only where it was not all."""
    data = os.read(handle, size + 1)
    if len(data) == size:
        return data
    parts = [data]
    while more := os.read(handle, 1 << 16):
        parts.append(more)
    return b"".join(parts)


def decode(data: bytes, path: str) -> str:
    """The text of a content file, or `ContentError` on the line that is not UTF-8."""
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
        found = data[error.start : error.start + 1].hex()
        raise refused(
            "E113", Location(path, line), f"It is not UTF-8 text: byte 0x{found}.", "Save the file as UTF-8."
        ) from None


def read_text(root: Path, path: str) -> str:
    """The text of a content file, its line ends as they are; `ContentError` where it cannot be used."""
    return decode(read_bytes(root, path), path)


class Shard(NamedTuple):
    """A part of the cache."""

    number: int
    listed_at: int = 0
    """When its files were last listed."""
    rows: Mapping[str, Stored] = {}
    """By path."""


def shard_of(path: str) -> int:
    """Which shard keeps a content file; the same on every machine."""
    return crc32(path.encode("utf-8", "surrogatepass")) % SHARDS


def by_shard(listed: Iterable[str]) -> dict[int, list[str]]:
    """The paths of each shard."""
    found: dict[int, list[str]] = defaultdict(list)
    for path in listed:
        found[shard_of(path)].append(path)
    return found


def packs_of(shards: Iterable[Shard]) -> frozenset[str]:
    """The packs that the files of these shards refer to."""
    return frozenset(
        blob[0] for shard in shards for row in shard.rows.values() for blob in row.blobs.values()
    )


class Store:
    """The cache of read content files: sealed shards, and packs with the blobs."""

    def __init__(self, folder: Path, key: bytes) -> None:
        self.folder = folder / "read"
        self.packs = Packs(folder / "packs")
        self.key = key

    def load(self, number: int) -> Shard:
        """What the last build read of a shard; empty when nothing can be used."""
        try:
            data = self._path(number).read_bytes()
        except OSError:
            return Shard(number)
        return self.parse(number, unseal(data, self.key))

    @staticmethod
    def parse(number: int, kept: Any) -> Shard:
        """A shard from the value that `save` gave."""
        if kept is None:
            return Shard(number)
        return Shard(number, kept[0], {row[0]: Stored._make(row) for row in kept[1]})

    def save(self, shard: Shard) -> bytes:
        """Keeps a shard for the next build; it as plain bytes, for `parse` in another process."""
        rows = [tuple(row) for row in shard.rows.values()]
        payload = marshal.dumps((shard.listed_at, rows))
        write_whole(self._path(shard.number), seal(payload, self.key))
        return payload

    def outdate_build(self) -> None:
        """To be called before shards are written: they will no longer be what the last build read, so the
        next one may not take the short way (`builder.engine.last`, `builder.engine.retouch`).
        """
        (self.folder.parent / "last").unlink(missing_ok=True)

    def forget(self) -> None:
        """Everything is read again."""
        self.packs.close()
        shutil.rmtree(self.folder, ignore_errors=True)
        shutil.rmtree(self.packs.folder, ignore_errors=True)

    def drop_packs(self, shards: Iterable[Shard]) -> None:
        """Removes the packs of these shards that none of their files refers to any more."""
        wanted = {f"{shard.number:02x}": packs_of([shard]) for shard in shards}
        self.packs.keep_only(lambda name: name in wanted.get(name[:2], (name,)))

    def _path(self, number: int) -> Path:
        return self.folder / f"{number:02x}"


def find_changed(listed: Mapping[str, Signature], paths: Iterable[str], shard: Shard) -> list[str]:
    """Those of a shard's paths to read: new, with another signature, or too young at the last listing to be
    sure of.
    """
    rows, listed_at = shard.rows, shard.listed_at
    return [
        path
        for path in paths
        if (row := rows.get(path)) is None
        or row.signature != (sign := listed[path])
        or is_young(sign, listed_at)
    ]
