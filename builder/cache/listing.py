"""What is on the disk, without reading it: path → signature. Two equal signatures mean the same bytes.

Imports next to nothing, for a build that finds nothing to do runs no more than this.
"""

from __future__ import annotations

import os
import time

Signature = tuple[int, int, int, int]
"""Size, time of change, time of status change (which no program can set back), number of the file."""

TICK = 2_000_000_000
"""Nanoseconds. A file changed twice within one tick of its file system's clock can keep its signature;
FAT's clock is the coarsest in use. A file younger than this when it was listed is compared by content."""

GONE: Signature = (-1, 0, 0, 0)
"""The signature of a file that is not there."""

DEEPEST = 32
"""Folders within folders: a link that leads back to its own folder ends somewhere."""


def signature(path: str) -> Signature:
    """The signature of one file, following links; `GONE` when it cannot be seen."""
    try:
        return signature_of(os.stat(path))  # noqa: PTH116 - imports as little as can be
    except OSError:
        return GONE


def signature_of(found: os.stat_result) -> Signature:
    """The signature in what the file system says of a file."""
    return found.st_size, found.st_mtime_ns, found.st_ctime_ns, found.st_ino


def is_aside(name: str) -> bool:
    """Whether a file is no content: hidden, or left by an editor."""
    return name[0] in ".#" or name[-1] == "~" or name == "__pycache__"


def list_files(folder: str, prefix: str = "", follow: bool = False) -> dict[str, Signature]:
    """Every file below `folder` (relative path with forward slashes → signature), sorted by path.

    Names that begin with a dot, and what editors leave beside a file, are not content. Links to folders
    are entered only with `follow`.
    """
    found: dict[str, Signature] = {}
    _list(folder, prefix, found, follow, DEEPEST)
    return dict(sorted(found.items()))


def _list(folder: str, prefix: str, found: dict[str, Signature], follow: bool, depth: int) -> None:
    try:
        entries = os.scandir(folder)
    except (FileNotFoundError, NotADirectoryError):
        return  # any other error goes on: a folder that may not be read is not an empty one
    with entries:
        for entry in entries:
            name = entry.name
            if is_aside(name):
                continue
            if entry.is_dir(follow_symlinks=follow):
                if depth:
                    _list(entry.path, f"{prefix}{name}/", found, follow, depth - 1)
                continue
            try:
                found[prefix + name] = signature_of(entry.stat())
            except OSError:
                found[prefix + name] = GONE


def is_young(found: Signature, listed_at: int) -> bool:
    """Whether a file listed at that time could have changed since without its signature showing it."""
    return max(found[1], found[2]) > listed_at - TICK


def clock() -> int:
    """Now, on the clock that file times are told by; nanoseconds."""
    return time.time_ns()
