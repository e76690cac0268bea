"""What stands in content/ and means nothing: files that nobody reads, a language that is none, references to
no briefing.

A build passes over them, so `check` must tell.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from builder.archive.frontmatter import parse
from builder.archive.store import FOLDERS, read_text
from builder.config import LANGUAGE_TAG
from builder.errors import Location, Problem, did_you_mean
from builder.model import Archive, Entry


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


def find_loose_ends(archive: Archive, root: Path) -> Iterator[Problem]:
    """A language that is none, a copy of no briefing, an old address that another briefing has now."""
    for entry in (*archive.entries, *archive.pages):
        briefing = entry.briefing
        if not LANGUAGE_TAG.fullmatch(briefing.lang):
            what = f"'{briefing.lang}' is no tag of a language."
            yield _loose(root, entry, "D118", "lang", what, "Write it as en, de or pt-BR.")
    for entry in archive.entries:
        same = entry.briefing.duplicate_of
        if same and same not in archive.by_slug:
            known, what = did_you_mean(same, archive.by_slug), f"there is no briefing '{same}'."
            hint = known if known.startswith("Did") else "Write the slug of the briefing that it repeats."
            yield _loose(root, entry, "D116", "duplicate_of", what, hint)
        for old in entry.briefing.aliases:
            if old != entry.slug and old in archive.by_slug:
                what = f"'{old}' is the slug of another briefing, so it cannot lead here."
                hint = "Take it out, or give the other briefing another slug."
                yield _loose(root, entry, "D117", "aliases", what, hint)


def _loose(root: Path, entry: Entry, code: str, key: str, what: str, hint: str) -> Problem:
    line = parse(read_text(root, entry.path), entry.path).lines.get((key,), 0)
    return Problem(code, Location(entry.path, line), f"{key}: {what}", hint, "doubt")
