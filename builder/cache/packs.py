"""Packs: what is too large to keep in memory, many blobs to a file. Losing one only costs time.

A pack is written once, by one process; a blob knows its own digest, so damage is noticed before anything is
made from it.
"""

from __future__ import annotations

import marshal
import os
from collections.abc import Callable
from pathlib import Path
from types import TracebackType
from typing import Any, BinaryIO

from builder.cache.sealed import digest_of
from builder.model import Blob


class CacheDamaged(Exception):
    """A blob is not what it was; the cache is to be thrown away and the work done again."""


class PackWriter:
    """A new pack; blobs are appended, and there once it is closed. Its name begins with `prefix`."""

    def __init__(self, folder: Path, prefix: str = "") -> None:
        self.name = prefix + os.urandom(12).hex()
        self._path = folder / self.name
        self._file: BinaryIO | None = None
        self._at = 0

    def add(self, data: bytes) -> tuple[str, int, int, bytes]:
        """Appends some bytes; the first four fields of their `Blob`."""
        if self._file is None:
            self._path.parent.mkdir(parents=True, exist_ok=True)
            self._file = self._path.open("xb", buffering=1 << 18)
        blob = (self.name, self._at, len(data), digest_of(data))
        self._file.write(data)
        self._at += len(data)
        return blob

    def __enter__(self) -> PackWriter:
        return self

    def __exit__(self, kind: type[BaseException] | None, value: object, trace: TracebackType | None) -> None:
        if self._file is not None:
            self._file.close()


class Packs:
    """Reads blobs. Picklable: files are opened where they are read."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.own: frozenset[str] = frozenset()
        """Names of packs that this build wrote: nobody damaged them since."""
        self._open: dict[str, int] = {}

    def __reduce__(self) -> tuple[type[Packs], tuple[Path]]:
        return (Packs, (self.folder,))

    def read(self, blob: Blob) -> bytes:
        """The bytes of a blob; `CacheDamaged` when they are gone or not what they were."""
        pack, start, size, digest = blob[:4]
        try:
            file = self._open.get(pack)
            if file is None:
                file = self._open[pack] = os.open(self.folder / pack, _READ)
            data = _read_at(file, size, start)
        except OSError as error:
            raise CacheDamaged(str(error)) from None
        if len(data) != size or (pack not in self.own and digest_of(data) != digest):
            raise CacheDamaged(f"blob at {start} of {pack}")
        return data

    def close(self) -> None:
        for file in self._open.values():
            os.close(file)
        self._open.clear()

    def keep_only(self, wanted: Callable[[str], bool]) -> None:
        """Removes the packs, by name, that nobody wants any more."""
        self.close()
        if self.folder.is_dir():
            for path in self.folder.iterdir():
                if not wanted(path.name):
                    path.unlink(missing_ok=True)


def _seek_and_read(file: int, size: int, start: int) -> bytes:
    os.lseek(file, start, os.SEEK_SET)
    return os.read(file, size)


_READ = os.O_RDONLY | getattr(os, "O_BINARY", 0)
_read_at: Callable[[int, int, int], bytes] = getattr(os, "pread", _seek_and_read)
"""Moves no place in the file, which processes would share that one was forked from."""


def to_data(value: Any) -> bytes:
    """Plain data, as blobs hold it: the same bytes for the same data, whoever else holds parts of it."""
    return marshal.dumps(value, 2)


def from_data(data: bytes) -> Any:
    """What `to_data` was given."""
    return marshal.loads(data)
