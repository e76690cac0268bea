"""What the last build saw: enough to know, without reading a file, that there is nothing to do.

In: a listing of everything a build reads, and the manifest of what it wrote. Imports next to nothing (no
Markdown, Jinja, pydantic or YAML): the commonest build is the one after which nothing changed.
"""

from __future__ import annotations

import os
from pathlib import Path
from typing import Any, NamedTuple

from builder.cache.listing import Signature, clock, is_young, list_files, signature
from builder.cache.sealed import read_sealed, write_sealed
from builder.cache.version import code_key
from builder.publish.manifest import SHAPE
from builder.shipped import shipped

ENVIRONMENT = ("SOURCE_DATE_EPOCH",)
"""Variables that an output may depend on."""

Listing = tuple[int, dict[str, Signature]]
"""When it was made, and what was seen."""


def list_inputs(root: Path) -> Listing:
    """Everything that a build may read."""
    now = clock()
    found = {"config.yaml": signature(str(root / "config.yaml"))}
    for name in ("content", "seeds"):
        found.update(list_files(str(root / name), f"{name}/"))
    found.update(list_files(str(root / "themes"), "themes/", follow=True))
    if shipped("themes") != root / "themes":
        found.update(list_files(str(shipped("themes")), "/themes/"))
    return now, found


class Last(NamedTuple):
    """A build that went through without an error."""

    options: tuple[Any, ...]
    environment: tuple[str, ...]
    listed_at: int
    seen: dict[str, Signature]
    """What it read."""
    summary: dict[str, Any]
    """What the next build says when it finds nothing to do."""
    problems: tuple[tuple[Any, ...], ...]
    """What was wrong with the content, as `pack_problems` has it."""
    settings: bytes
    """Of the `Shop` that made it."""
    related: bool
    """Some page shows what connects the briefings."""


def save_last(root: Path, last: Last) -> None:
    """Remembers a build."""
    write_sealed(root / ".dispatchbox" / "last", code_key(), tuple(last))


def read_last(root: Path, options: tuple[Any, ...]) -> Last | None:
    """The last build, where it was made in the same way as the next one will be."""
    kept = read_sealed(root / ".dispatchbox" / "last", code_key())
    if kept is None or kept[0] != options or kept[1] != environment(root):
        return None
    return Last(*kept)


def forget_last(root: Path) -> None:
    """The next build looks at everything."""
    (root / ".dispatchbox" / "last").unlink(missing_ok=True)


def nothing_to_do(
    root: Path, options: tuple[Any, ...], inputs: Listing | None = None
) -> dict[str, Any] | None:
    """The summary of the last build when it saw just this; None when anything may be different."""
    last = read_last(root, options)
    if last is None or any(is_young(sign, last.listed_at) for sign in last.seen.values()):
        return None
    if (inputs or list_inputs(root))[1] != last.seen:
        return None
    if (root / ".dispatchbox" / "journal").exists() or not _outputs_stand(root):
        return None
    return last.summary


def environment(root: Path) -> tuple[str, ...]:
    """What an output or the cache depends on besides files: variables, and where the project lies."""
    return (os.path.realpath(root), *(os.environ.get(name, "") for name in ENVIRONMENT))


def _outputs_stand(root: Path) -> bool:
    """Whether every output is there as it was written."""
    made = read_sealed(root / ".dispatchbox" / "manifest", SHAPE)
    if made is None:
        return False
    public, stat = f"{root}/public/", os.stat
    try:
        for name, row in made.items():
            found = stat(public + name)
            if found.st_size != row[1] or found.st_mtime_ns != row[2]:
                return False
    except OSError:
        return False
    return True
