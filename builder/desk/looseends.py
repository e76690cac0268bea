"""What stands in content/ and leads nowhere: files that nothing reads, references to no briefing.

A build passes over both, so `check` must tell.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from builder.archive.store import FOLDERS
from builder.errors import Location, Problem, did_you_mean
from builder.model import Archive


def find_strays(root: Path) -> Iterator[Problem]:
    """Files and folders of content/ that no room reads; what begins with a dot is nobody's business."""
    content = root / "content"
    for entry in _listed(content):
        suffix = FOLDERS.get(entry.name) if entry.is_dir() else None
        if suffix is None:
            hint = f"It is none of the folders of content/. {did_you_mean(entry.name, FOLDERS)}"
            yield _stray(f"content/{entry.name}{'/' * entry.is_dir()}", hint)
            continue
        for file in sorted(entry.rglob("*")):
            name = file.relative_to(content).as_posix()
            if file.is_file() and file.suffix != suffix and "/." not in name:
                yield _stray(f"content/{name}", f"Only *{suffix} is read here.")


def _listed(folder: Path) -> list[Path]:
    return sorted(p for p in folder.iterdir() if p.name[0] != ".") if folder.is_dir() else []


def _stray(path: str, hint: str) -> Problem:
    return Problem(
        "D115", Location(path), "Nothing reads it.", f"{hint} Or move it out of content/.", "doubt"
    )


def find_loose_ends(archive: Archive) -> Iterator[Problem]:
    """A briefing that repeats none there is, and an old address that another briefing has now."""
    for entry in archive.entries:
        same = entry.briefing.duplicate_of
        if same and same not in archive.by_slug:
            where, known = Location(entry.path), did_you_mean(same, archive.by_slug)
            hint = known if known.startswith("Did") else "Write the slug of the briefing that it repeats."
            yield Problem("D116", where, f"duplicate_of: there is no briefing '{same}'.", hint, "doubt")
        for old in entry.briefing.aliases:
            if old != entry.slug and old in archive.by_slug:
                yield Problem(
                    "D117",
                    Location(entry.path),
                    f"aliases: '{old}' is the slug of another briefing, so it cannot lead here.",
                    "Take it out, or give the other briefing another slug.",
                    "doubt",
                )
