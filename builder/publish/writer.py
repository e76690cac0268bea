"""Outputs → public/: staged first, then committed; orphans removed; whole at every moment.

A first build becomes public/ by one rename. A later one is a short burst of renames under a journal: new
files before those that may link to them, deletions last. `recover` completes a burst that was cut short.
Nothing is removed from a folder that is not ours (`MARKER`).
"""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from time import strftime
from typing import Any

from builder.cache.sealed import read_sealed, sweep, write_sealed
from builder.errors import refused
from builder.publish.manifest import MANIFEST, Made, Manifest, write_manifest

MARKER = ".dispatchbox-site"
"""File in public/ that says who owns the folder."""
MARKER_TEXT = b"Made by Dispatchbox. Whatever is not part of the site is removed from this folder.\n"

_JOURNAL = "journal"
_STAGE = "stage"
_NEXT = "manifest.next"


@dataclass(frozen=True, slots=True)
class Stage:
    """Where the outputs of one build wait."""

    folder: Path
    public: Path
    cache: Path
    cold: bool
    """There is no public/ yet: the stage becomes it."""


def open_stage(public: Path, cache: Path) -> Stage:
    """An empty stage; `ContentError` when public/ is not ours.

    An empty folder that is a mount or a link cannot give way to the stage: it is filled file by file.
    """
    empty = not public.exists() or (public.is_dir() and not any(public.iterdir()))
    cold = empty and not public.is_symlink() and not public.is_mount()
    if not empty and not (public / MARKER).is_file():
        strange = sorted(path.name for path in public.iterdir())
        more = f" and {len(strange) - 3} more" if len(strange) > 3 else ""
        raise refused(
            "E410",
            f"{public.name}/",
            f"The folder holds what Dispatchbox did not write: {', '.join(strange[:3])}{more}.",
            "Move it away (what stands in this folder would be removed), then build again.",
        )
    stage = cache / _STAGE
    shutil.rmtree(stage, ignore_errors=True)
    stage.mkdir(parents=True)
    (stage / MARKER).write_bytes(MARKER_TEXT)
    return Stage(stage, public, cache, cold)


def write_output(folder: str, name: str, data: bytes) -> int:
    """Writes one output into the stage; its time of change, in nanoseconds."""
    path = f"{folder}/{name}"
    try:
        handle = os.open(path, _WRITE, 0o666)
    except FileNotFoundError:
        _make_folder(path.rpartition("/")[0])
        handle = os.open(path, _WRITE, 0o666)
    try:
        if os.write(handle, data) != len(data):
            raise OSError(28, "No space left on device", path)
        return os.fstat(handle).st_mtime_ns
    finally:
        os.close(handle)


def has_bytes(folder: str, name: str, made: Made, data: bytes) -> bool:
    """Whether an output that stands in a folder, as `made` tells of it, has just these bytes."""
    if made.size != len(data):
        return False
    try:
        with open(f"{folder}/{name}", "rb", buffering=0) as file:  # noqa: PTH123 - as in `write_output`
            return file.read() == data
    except OSError:
        return False


def make_folders(stage: Stage, paths: Iterable[str]) -> None:
    """Makes folders in the stage before anything is written into them. What goes wrong is told by whoever
    writes.
    """
    with suppress(OSError):
        for path in paths:
            _make_folder(f"{stage.folder}{path}")


def leave_out(stage: Stage, names: Iterable[str]) -> None:
    """Removes folders made ready for outputs that came to nothing, unless others stand in them."""
    _remove_all(stage.folder, names)


def _make_folder(path: str) -> None:
    """Makes a folder and those above it; `makedirs` would look whether each is there before it makes one.
    Another process may be quicker. What else bears its name is told by whoever writes into it.
    """
    with suppress(FileExistsError):
        try:
            os.mkdir(path)  # noqa: PTH102 - a tenth of the cost of Path, for every page
        except FileNotFoundError:
            _make_folder(path.rpartition("/")[0])
            os.mkdir(path)  # noqa: PTH102


_WRITE = os.O_WRONLY | os.O_CREAT | os.O_TRUNC | getattr(os, "O_BINARY", 0)


def write_site(stage: Stage, made: Mapping[str, Made], staged: Iterable[str], old: Manifest) -> int:
    """Makes the staged outputs the site, and `made` its account; how many old outputs were removed.

    Once the journal is written it will happen, crash or not.
    """
    orphans = [] if stage.cold else _find_orphans(stage.public, set(made), old)
    if stage.cold:
        moves = []
    else:
        names = sorted(staged)
        new = [name for name in (MARKER, *names) if not (stage.public / name).exists()]
        moves = [*new, *sorted(set(names) - set(new))]
    write_manifest(stage.cache / _NEXT, made)
    journal = {"cold": stage.cold, "moves": moves, "removals": orphans}
    write_sealed(stage.cache / _JOURNAL, b"journal", journal)
    _roll_forward(stage.public, stage.cache, journal)
    return len(orphans)


def recover(public: Path, cache: Path) -> bool:
    """Completes a commit that was cut short; whether there was one."""
    path = cache / _JOURNAL
    if not path.exists():
        return False
    journal = read_sealed(path, b"journal")
    if journal is None:  # it was never complete, so nothing was begun
        path.unlink()
        return False
    _roll_forward(public, cache, journal)
    return True


def _roll_forward(public: Path, cache: Path, journal: dict[str, Any]) -> None:
    """Does what is left of a journal; may be repeated at any point."""
    stage = cache / _STAGE
    if journal["cold"]:
        if stage.exists():
            if public.is_dir():
                public.rmdir()
            _move(stage, public)
    else:
        _replace_all(stage, public, journal["moves"])
        _remove_all(public, journal["removals"])
    if (cache / _NEXT).exists():
        _move(cache / _NEXT, cache / MANIFEST)
    _finish(stage, cache / _JOURNAL)


def _finish(stage: Path, journal: Path) -> None:
    journal.unlink(missing_ok=True)
    shutil.rmtree(stage, ignore_errors=True)


def _replace_all(stage: Path, public: Path, names: Iterable[str]) -> None:
    made: set[Path] = set()
    for name in names:
        source, target = stage / name, public / name
        if not source.exists():
            continue  # moved before the crash
        if target.parent not in made:
            _make_room(public, target.parent)
            made.add(target.parent)
        if target.is_dir() and not target.is_symlink():
            shutil.rmtree(target)  # a page's folder was in the way of a file of this name
        _move(source, target)


def _make_room(public: Path, folder: Path) -> None:
    """Makes a folder, in place of a file of that name if need be."""
    for parent in [*reversed(folder.relative_to(public).parents), folder.relative_to(public)]:
        path = public / parent
        if path.is_file() or (path.is_symlink() and path != public):
            path.unlink()
    folder.mkdir(parents=True, exist_ok=True)


def _move(source: Path, target: Path) -> None:
    """One rename; across file systems a copy beside the target first."""
    try:
        source.replace(target)
    except OSError as error:
        if error.errno != 18:  # EXDEV
            raise
        beside = target.with_name(f".{target.name}.new")
        if source.is_dir():
            shutil.rmtree(beside, ignore_errors=True)
            shutil.copytree(source, beside)
        else:
            shutil.copy2(source, beside)
        beside.replace(target)


def _remove_all(public: Path, names: Iterable[str]) -> None:
    """Removes outputs, and the folders they leave empty; never anything outside."""
    for name in names:
        _remove_one(public, public / name)


def _remove_one(public: Path, path: Path) -> None:
    if path.is_dir() and not path.is_symlink():
        return
    path.unlink(missing_ok=True)
    parent = path.parent
    while parent != public:
        try:
            parent.rmdir()
        except OSError:
            break
        parent = parent.parent


def _find_orphans(public: Path, made: set[str], old: Manifest) -> list[str]:
    """Outputs that are no longer made; without an account of the old ones, all files that stand there."""
    if old.complete:
        return sorted(set(old.made) - made)
    found = []
    for folder, _, files in os.walk(public):
        inner = Path(folder).relative_to(public).as_posix()
        found += [name if inner == "." else f"{inner}/{name}" for name in files]
    return sorted(set(found) - made - {MARKER})


@contextmanager
def locked(cache: Path) -> Iterator[None]:
    """Holds the archive for one command; `ContentError` names who holds it.

    A name that stands in the lock though nobody holds it is that of a process that was killed.
    """
    cache.mkdir(parents=True, exist_ok=True)
    with (cache / "lock").open("a+") as file:
        free = _try_lock(file)
        file.seek(0)
        holder = file.read().strip()
        if not free:
            raise refused(
                "E412",
                f"{cache.name}/lock",
                f"Another command is at work on this archive ({holder or 'just begun'}).",
                "Wait until it is done, or end it.",
            )
        if holder:
            sweep(cache)
            sweep(cache.parent / "content")
        file.truncate(0)
        file.write(f"process {os.getpid()} on {_machine()}, since {strftime('%H:%M:%S')}")
        file.flush()
        try:
            yield
        finally:
            file.truncate(0)


def _machine() -> str:
    """The name of this machine, without importing sockets."""
    return os.uname().nodename if hasattr(os, "uname") else os.environ.get("COMPUTERNAME", "")


def _try_lock(file: Any) -> bool:
    """The operating system lets go of the lock when its process ends, however it ends."""
    try:
        import fcntl
    except ImportError:  # Windows
        import msvcrt

        try:
            file.seek(2**30)
            msvcrt.locking(file.fileno(), msvcrt.LK_NBLCK, 1)  # type: ignore[attr-defined]
        except OSError:
            return False
        return True
    try:
        fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except OSError:
        return False
    return True
