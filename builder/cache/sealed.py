"""Sealed files: plain data with a checksum, written whole or not at all. What `.dispatchbox/` is made of.

One that is missing, cut off, damaged or made by another version reads as None: losing it only costs time.
Imports next to nothing, for a build that finds nothing to do runs no more than this.
"""

from __future__ import annotations

import marshal
import os
import re
from hashlib import sha256
from pathlib import Path
from typing import Any

_MAGIC = b"dispatchbox 1\n"
_DIGEST = 16


def digest_of(data: bytes) -> bytes:
    """16 bytes that stand for `data`. Processors know SHA-256: it takes half as long here as BLAKE2."""
    return sha256(data).digest()[:_DIGEST]


def read_sealed(path: Path, key: bytes) -> Any:
    """The value written under the same `key` (what it was made with), or None."""
    try:
        data = path.read_bytes()
    except OSError:
        return None
    return unseal(data, key)


def write_sealed(path: Path, key: bytes, value: Any) -> None:
    """Writes plain data (numbers, text, bytes, tuples, lists, dicts), whole or not at all."""
    write_whole(path, seal(marshal.dumps(value), key))


def seal(payload: bytes, key: bytes) -> bytes:
    """Marshalled data with its checksum."""
    return b"".join((_MAGIC, _checksum(payload, key), payload))


def unseal(data: bytes, key: bytes) -> Any:
    """The value that was sealed under this key, or None."""
    head = len(_MAGIC) + _DIGEST
    payload = memoryview(data)[head:]
    if not data.startswith(_MAGIC) or data[len(_MAGIC) : head] != _checksum(payload, key):
        return None
    try:
        return marshal.loads(payload)
    except (ValueError, EOFError, TypeError):
        return None  # written by another Python


def _checksum(payload: bytes | memoryview, key: bytes) -> bytes:
    found = sha256(key)
    found.update(payload)
    return found.digest()[:_DIGEST]


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


_BESIDE = re.compile(r"\..+\.\d+")
"""Names that `write_whole` gives to what is not yet in place."""


def sweep(folder: Path) -> None:
    """Removes what processes that were killed left beside the files they were writing."""
    for above, _, names in os.walk(folder):
        for name in names:
            if _BESIDE.fullmatch(name):
                Path(above, name).unlink(missing_ok=True)
