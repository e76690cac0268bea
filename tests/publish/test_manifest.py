"""The account of outputs: kept whole, and read by the version that wrote it only."""

from __future__ import annotations

from pathlib import Path

from builder.cache.sealed import write_sealed
from builder.publish.manifest import Made, Manifest, read_manifest, write_manifest


def test_what_is_written_is_read(tmp_path: Path) -> None:
    made = {"index.html": Made(b"f", 3, 4, ("pack", 0, 9, b"x"), ("content/briefings/a.md",))}
    write_manifest(tmp_path / "manifest", made)
    assert read_manifest(tmp_path) == Manifest(made)


def test_an_account_with_other_columns_is_not_read(tmp_path: Path) -> None:
    write_sealed(tmp_path / "manifest", b"manifest", {"index.html": (b"f", b"d", 3, 4, None, b"")})
    assert read_manifest(tmp_path) == Manifest({}, complete=False)
