"""What `.dispatchbox/` is made of: sealed files and packs. Losing any of it only costs time.

A *sealed* file holds plain data and a checksum; one that is missing, cut off, damaged or of another
version reads as None. A *pack* is one file with many blobs, written once by one process; a blob knows its
own digest, so damage is noticed before anything is made from it.
"""

from __future__ import annotations

import marshal
import os
import uuid
from collections.abc import Iterable
from hashlib import blake2b
from pathlib import Path
from types import TracebackType
from typing import Any

from builder.model import Blob

_MAGIC = b"dispatchbox 1\n"
_DIGEST = 16


def digest_of(data: bytes) -> bytes:
    """16 bytes that stand for `data`."""
    return blake2b(data, digest_size=_DIGEST).digest()


def read_sealed(path: Path, key: bytes) -> Any:
    """The value written under the same `key` (what it was made with), or None."""
    try:
        data = path.read_bytes()
    except OSError:
        return None
    head = len(_MAGIC) + _DIGEST
    if not data.startswith(_MAGIC) or data[len(_MAGIC) : head] != digest_of(key + data[head:]):
        return None
    try:
        return marshal.loads(memoryview(data)[head:])
    except (ValueError, EOFError, TypeError):
        return None  # written by another Python


def write_sealed(path: Path, key: bytes, value: Any) -> None:
    """Writes plain data (numbers, text, bytes, tuples, lists, dicts), whole or not at all."""
    payload = marshal.dumps(value)
    write_whole(path, _MAGIC + digest_of(key + payload) + payload)


def write_whole(path: Path, data: bytes) -> None:
    """Puts a file in place by one rename: a reader sees the old bytes or the new ones."""
    path.parent.mkdir(parents=True, exist_ok=True)
    beside = path.with_name(f".{path.name}.{os.getpid()}")
    try:
        beside.write_bytes(data)
        beside.replace(path)
    except OSError:
        beside.unlink(missing_ok=True)
        raise


class CacheDamaged(Exception):
    """A blob is not what it was; the cache is to be thrown away and the work done again."""


class PackWriter:
    """A new pack; blobs are appended, and there once it is closed."""

    def __init__(self, folder: Path) -> None:
        folder.mkdir(parents=True, exist_ok=True)
        self.name = uuid.uuid4().hex
        self._file = (folder / self.name).open("xb")
        self._at = 0

    def add(self, data: bytes) -> Blob:
        blob = Blob(self.name, self._at, len(data), digest_of(data))
        self._file.write(data)
        self._at += len(data)
        return blob

    def __enter__(self) -> PackWriter:
        return self

    def __exit__(self, kind: type[BaseException] | None, value: object, trace: TracebackType | None) -> None:
        self._file.close()


class Packs:
    """Reads blobs. Picklable: files are opened where they are read."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self._open: dict[str, Any] = {}

    def __reduce__(self) -> tuple[type[Packs], tuple[Path]]:
        return (Packs, (self.folder,))

    def read(self, blob: Blob) -> bytes:
        """The bytes of a blob; `CacheDamaged` when they are gone or not what they were."""
        pack, start, size, digest = blob
        try:
            file = self._open.get(pack)
            if file is None:
                file = self._open[pack] = (self.folder / pack).open("rb", buffering=0)
            file.seek(start)
            data: bytes = file.read(size)
        except OSError as error:
            raise CacheDamaged(str(error)) from None
        if digest_of(data) != digest:
            raise CacheDamaged(f"blob at {start} of {pack}")
        return data

    def close(self) -> None:
        for file in self._open.values():
            file.close()
        self._open.clear()

    def keep_only(self, names: Iterable[str]) -> None:
        """Removes the packs that nothing refers to any more."""
        wanted = set(names)
        self.close()
        if self.folder.is_dir():
            for path in self.folder.iterdir():
                if path.name not in wanted:
                    path.unlink(missing_ok=True)
