"""The files under seeds/: which are read, and why the others are not. [I/O]

Out: `SeedFile`s sorted by name. Hidden files and what browsers save beside a page are left aside with a
note; links that lead out of the archive, pipes and devices are refused. Nothing outside is ever opened.
"""

from __future__ import annotations

import os
import stat
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO

from builder.cache.listing import Signature, signature_of
from builder.config import IngestOptions
from builder.errors import ContentError, Problem
from builder.ingest.reading.containers import find_opener
from builder.ingest.reading.parts import note, refused_seed, seed_problem

DEEPEST = 32
"""Folders within folders that are entered."""

_PAGE_FILES = (
    ".css",
    ".js",
    ".png",
    ".jpg",
    ".jpeg",
    ".gif",
    ".svg",
    ".webp",
    ".ico",
    ".woff",
    ".woff2",
    ".ttf",
)
"""What browsers save beside a page."""


@dataclass(frozen=True, slots=True)
class SeedFile:
    """One file under seeds/."""

    name: str
    """Path under seeds/, with forward slashes."""
    path: str
    """Where it is on the disk: plain text, for there may be very many."""
    sign: Signature


def list_seeds(folder: Path, root: Path) -> tuple[list[SeedFile], list[Problem]]:
    """The seeds below `folder`, sorted by name, and what was left aside or refused."""
    found: list[SeedFile] = []
    problems: list[Problem] = []
    for item in _walk(folder, "", root.resolve(), DEEPEST):
        if isinstance(item, SeedFile):
            found.append(item)
        else:
            problems.append(item)
    return sorted(found, key=lambda seed: seed.name), problems


def _walk(folder: Path, prefix: str, root: Path, depth: int) -> Iterator[SeedFile | Problem]:
    try:
        with os.scandir(folder) as entries:
            listed = sorted(entries, key=lambda entry: entry.name)
    except FileNotFoundError:
        return
    except OSError as error:
        hint = "Mend its permissions, or move it away."
        yield seed_problem("E244", prefix.rstrip("/"), f"The folder cannot be read: {_reason(error)}.", hint)
        return
    pages = {
        entry.name.rpartition(".")[0] for entry in listed if entry.name.lower().endswith((".html", ".htm"))
    }
    for entry in listed:
        name = prefix + entry.name
        if entry.name.startswith("."):
            yield note("N230", name, "It is hidden, so it is no seed.", "Rename it if it is one.")
        elif entry.name.endswith("~") or entry.name.startswith("#"):
            yield note("N230", name, "An editor left it, so it is no seed.", "Rename it if it is one.")
        elif not _is_text(name):
            shown = name.encode("utf-8", "replace").decode()
            yield seed_problem("E243", shown, "Its name is not UTF-8.", "Rename it.")
        elif entry.is_symlink() and (problem := _refuse_link(entry, name, root)):
            yield problem
        elif entry.is_dir():
            if entry.name.endswith("_files") and entry.name.removesuffix("_files") in pages:
                yield note("N241", name, "A browser saved it beside a page; its files are no seeds.")
            elif depth:
                yield from _walk(Path(entry.path), f"{name}/", root, depth - 1)
            else:
                yield seed_problem("E243", name, "It lies too deep.", "Move it up.")
        else:
            yield _file(entry, name)


def _file(entry: os.DirEntry[str], name: str) -> SeedFile | Problem:
    try:
        found = entry.stat()
    except OSError as error:
        return _unreadable(name, error)
    if not stat.S_ISREG(found.st_mode):
        return seed_problem("E243", name, "It is a pipe, a socket or a device, not a file.", "Remove it.")
    if name.lower().endswith(_PAGE_FILES):
        return note("N241", name, "A picture, a style or a script is no article.")
    return SeedFile(name, entry.path, signature_of(found))


def _refuse_link(entry: os.DirEntry[str], name: str, root: Path) -> Problem | None:
    try:
        inside = Path(entry.path).resolve(strict=True).is_relative_to(root)
    except (OSError, RuntimeError) as error:
        return _unreadable(name, error)
    if entry.is_dir():
        return seed_problem("E242", name, "It is a link to a folder.", "Put the folder itself here.")
    if not inside:
        message = "It is a link to a file outside the archive."
        return seed_problem("E242", name, message, "Put the file itself here.")
    return None


def open_seed(seed: SeedFile, options: IngestOptions) -> BinaryIO:
    """The seed, open for reading; `ContentError` when it cannot be read or is too large for an article."""
    if seed.sign[0] > options.max_bytes and find_opener(seed.name) is None:
        size, most = seed.sign[0], options.max_bytes
        hint = "Split it, or raise ingest.max_bytes in config.yaml."
        raise refused_seed(
            "E204", seed.name, f"The seed has {size:,} bytes; more than {most:,} are not read.", hint
        )
    try:
        return Path(seed.path).open("rb")
    except OSError as error:
        raise ContentError(_unreadable(seed.name, error)) from None


def _unreadable(name: str, error: Exception) -> Problem:
    hint = "Mend its permissions, or move it away."
    return seed_problem("E244", name, f"The seed cannot be read: {_reason(error)}.", hint)


def _reason(error: Exception) -> str:
    return getattr(error, "strerror", None) or str(error)


def _is_text(name: str) -> bool:
    try:
        name.encode()
    except UnicodeEncodeError:
        return False
    return True
