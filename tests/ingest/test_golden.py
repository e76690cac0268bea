"""Golden cases: a folder with a seed and the briefing it must become. No Python is needed to add one.

What other briefings have a say in (people, issues, duplicates) is left out; it is tested where it is decided.
"""

from __future__ import annotations

import difflib
import re
from pathlib import Path

import pytest

from builder.config import IngestOptions
from builder.ingest.describe import describe
from builder.ingest.reading.containers import read_part
from builder.ingest.reading.parts import Part
from builder.ingest.writing.front import front_matter, make_record
from builder.ingest.writing.rewrite import new_text
from builder.render.text.prose import render_prose

CASES = sorted(path for path in (Path(__file__).parents[1] / "golden" / "ingest").iterdir() if path.is_dir())


def briefing_of(case: Path) -> str:
    """The briefing that the seed of a case becomes."""
    (seed,) = case.glob("seed.*")
    document = read_part(Part(seed.name, seed.read_bytes()), IngestOptions())
    draft, _ = describe(document, {})
    record = make_record(draft, front_matter(draft, "en"), (), (), "slug", "rules")
    return new_text(record.base.front, record.base.body)


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.name)
def test_a_seed_becomes_the_briefing_it_should(case: Path, update_golden: bool) -> None:
    path = case / "expected.md"
    got = briefing_of(case)
    if update_golden:
        path.write_text(got, "utf-8", newline="\n")
    expected = path.read_text("utf-8") if path.exists() else ""
    diff = difflib.unified_diff(
        expected.splitlines(), got.splitlines(), "expected.md", "made now", lineterm=""
    )
    assert got == expected, "\n" + "\n".join(diff)


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.name)
def test_nothing_in_a_briefing_can_run_in_a_browser(case: Path) -> None:
    page = render_prose(briefing_of(case).partition("\n---\n")[2])
    for tag, attributes in re.findall(r"<(\w+)([^>]*)>", page):
        assert tag not in ("script", "iframe", "img", "svg", "object", "style"), page
        assert not re.search(r"\son\w+\s*=|(?:javascript|data|vbscript):", attributes), page
