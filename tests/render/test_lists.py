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


def test_an_index_and_a_graph_of_long_names_stay_below_their_weight(
    tmp_path: Path,
) -> None:
    (tmp_path / "config.yaml").write_text("build:\n  search: false\n")
    folder = tmp_path / "content" / "briefings"
    folder.mkdir(parents=True)
    for start in range(0, 900, 90):
        names = [
            f"Константин {chr(0x410 + n % 26)}{chr(0x430 + n // 26)}лександровский"
            for n in range(start, start + 90)
        ]
        text = f"---\ntitle: Встреча {start}\npeople: [{', '.join(names)}]\n---\n\nТекст.\n"
        (folder / f"b{start}.md").write_text(text, "utf-8")
    assert not build(load_project(tmp_path), Options(jobs=1)).problems
    assert list(check_site(tmp_path / "public")) == []
    pages = sorted((tmp_path / "public/people").glob("**/page/*/index.html"))
    graph = (tmp_path / "public/graph/index.html").read_bytes()
    assert len(graph) < 60_000 and graph.count(b"<tr>") > 50
    assert pages and all(
        page.stat().st_size < 60_000 for page in (*pages, tmp_path / "public/people/index.html")
    )


def test_the_chronology_of_a_century_stays_below_its_weight_and_leads_to_every_year(tmp_path: Path) -> None:
    folder = tmp_path / "content" / "briefings"
    folder.mkdir(parents=True)
    (tmp_path / "config.yaml").write_text("build:\n  search: false\n  data: false\n")
    for month in range(500):
        date = f"{1901 + month // 12}-{month % 12 + 1:02d}"
        (folder / f"b{month}.md").write_text(f"---\ntitle: No {month}\ndate: {date}\n---\n\nText.\n")
    assert not build(load_project(tmp_path), Options(jobs=1)).problems
    assert list(check_site(tmp_path / "public")) == []
    page = (tmp_path / "public/chronology/index.html").read_text("utf-8")
    assert len(page.encode()) < 60_000 and page.count('<h2><a href="../years/') == 42
    years = (tmp_path / "public/years/index.html").read_text("utf-8")
    assert years.count('href="../years/') >= 42 and 'class="letters"' not in years
