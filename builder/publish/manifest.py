"""What each output was made from: the account kept between builds.

An output whose fingerprint is the same and whose file nobody touched needs no work. The manifest may be
lost at any time: then everything is made again, and compared with what is there.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import NamedTuple

from builder.cache.sealed import read_sealed, write_sealed

MANIFEST = "manifest"


class Made(NamedTuple):
    """One output as it was written."""

    fingerprint: bytes
    size: int
    mtime: int
    """Nanoseconds."""
    recipe: tuple[str, int, int, bytes] | None = None
    """Where its recipe is kept, with those of pages made at the same time: the fields of a `Blob`. None: it
    shows nothing of a briefing."""
    marks: bytes = b""
    """Of what it shows of briefings; see `engine.recipes.mark`."""


SHAPE = repr(Made._fields).encode()
"""A manifest of another shape, by an older program, is none."""


@dataclass(frozen=True, slots=True)
class Manifest:
    """Outputs by name (`people/index.html`)."""

    made: Mapping[str, Made]
    complete: bool = True
    """It was read; False: nothing is known of what stands in the folder."""


def read_manifest(cache: Path) -> Manifest:
    """The manifest of the last build that was committed."""
    rows = read_sealed(cache / MANIFEST, SHAPE)
    if rows is None:
        return Manifest({}, complete=False)
    return Manifest({name: Made._make(row) for name, row in rows.items()})


def write_manifest(path: Path, made: Mapping[str, Made]) -> None:
    """Keeps the account of a build; `path` is its place until the outputs are committed."""
    write_sealed(path, SHAPE, {name: tuple(row) for name, row in made.items()})
