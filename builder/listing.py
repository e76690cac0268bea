"""What is on the disk, without reading it: path → signature. Two equal signatures mean the same bytes.

Imports next to nothing, for a build that finds nothing to do runs no more than this.
"""

from __future__ import annotations

import os
import time
from collections.abc import Iterable

Signature = tuple[int, int, int, int]
"""Size, time of change, time of status change (which no program can set back), number of the file."""

TICK = 2_000_000_000
"""Nanoseconds. A file changed twice within one tick of its file system's clock can keep its signature;
FAT's clock is the coarsest in use. A file younger than this when it was listed is compared by content."""

GONE: Signature = (-1, 0, 0, 0)
"""The signature of a file that is not there."""


def signature(path: str) -> Signature:
    """The signature of one file, following links; `GONE` when it cannot be seen."""
    try:
        found = os.stat(path)  # noqa: PTH116 - imports as little as can be
    except OSError:
        return GONE
    return found.st_size, found.st_mtime_ns, found.st_ctime_ns, found.st_ino


def list_files(folder: str, prefix: str = "") -> dict[str, Signature]:
    """Every file below `folder` (relative path with forward slashes → signature), sorted by path.

    Names that begin with a dot, and what editors leave beside a file, are not content.
    """
    found: dict[str, Signature] = {}
    _list(folder, prefix, found)
    return dict(sorted(found.items()))


def _list(folder: str, prefix: str, found: dict[str, Signature]) -> None:
    try:
        entries = os.scandir(folder)
    except OSError:
        return
    with entries:
        for entry in entries:
            name = entry.name
            if name[0] in ".#" or name[-1] == "~":
                continue
            if entry.is_dir(follow_symlinks=False):
                _list(entry.path, f"{prefix}{name}/", found)
            else:
                try:
                    stat = entry.stat()
                except OSError:
                    found[prefix + name] = GONE
                    continue
                found[prefix + name] = (stat.st_size, stat.st_mtime_ns, stat.st_ctime_ns, stat.st_ino)


def is_young(found: Signature, now: int) -> bool:
    """Whether a file could have changed again after `now` without its signature showing it."""
    return max(found[1], found[2]) > now - TICK


def clock() -> int:
    """Now, on the clock that file times are told by."""
    return time.time_ns()


def changed(old: dict[str, Signature], new: dict[str, Signature]) -> Iterable[str]:
    """Paths that were added, removed, or have another signature; sorted."""
    return sorted(path for path in old.keys() | new.keys() if old.get(path) != new.get(path))
