"""Outputs on their way: what stands is left alone only if it has just the bytes that it should have."""

from __future__ import annotations

from pathlib import Path

import pytest

from builder.publish.manifest import Made
from builder.publish.writer import has_bytes, write_output


@pytest.mark.parametrize(
    ("stands", "data", "same"),
    [
        (b"a page", b"a page", True),
        (b"a page", b"a pale", False),
        (b"a page", b"a longer page", False),
        (b"", b"", True),
    ],
)
def test_an_output_is_compared_by_its_bytes(tmp_path: Path, stands: bytes, data: bytes, same: bool) -> None:
    mtime = write_output(str(tmp_path), "people/index.html", stands)
    made = Made(b"print", len(stands), mtime)
    assert has_bytes(str(tmp_path), "people/index.html", made, data) is same


def test_an_output_that_is_gone_has_no_bytes(tmp_path: Path) -> None:
    assert not has_bytes(str(tmp_path), "index.html", Made(b"print", 4, 1), b"page")
