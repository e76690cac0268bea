"""Every page of a built archive is valid HTML, and so is every address in it."""

from __future__ import annotations

import os
import shutil
from pathlib import Path

import pytest
from nu import mistakes_of

from builder.publish.check import check_site


@pytest.mark.slow
@pytest.mark.timeout(180)
@pytest.mark.skipif(not shutil.which("java") and "CI" not in os.environ, reason="there is no Java")
def test_every_page_of_a_built_archive_is_valid_html(public: Path) -> None:
    assert mistakes_of(public) == ""


def test_a_built_archive_has_nothing_that_check_finds(public: Path) -> None:
    assert [str(problem) for problem in check_site(public, "https://archive.example/papers/")] == []
