"""A list of many pages can be entered anywhere: every address of a long year leads to its month."""

from __future__ import annotations

from pathlib import Path

from builder.build import Options, build
from builder.config import load_project
from builder.publish.check import check_site


def test_every_month_of_a_long_year_can_be_reached_from_chronology_and_timelines(tmp_path: Path) -> None:
    (tmp_path / "config.yaml").write_text("build:\n  page_size: 5\n")
    folder = tmp_path / "content" / "briefings"
    folder.mkdir(parents=True)
    for month in range(1, 13):
        text = f"---\ntitle: No {month}\ndate: 2013-{month:02d}\npeople: [John Kerry]\n---\n\nText.\n"
        (folder / f"b{month}.md").write_text(text)
    assert not build(load_project(tmp_path), Options(jobs=1)).problems
    assert list(check_site(tmp_path / "public")) == []
    page = (tmp_path / "public/years/2013/index.html").read_text("utf-8")
    assert '<li id="m2013-03"><a href="../../years/2013/page/2/index.html#m2013-03">March 2013</a>' in page
