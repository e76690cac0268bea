"""No sentence that rights keep back stands anywhere in the public edition."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from pypdf import PdfReader

from builder.build import Options, build
from builder.config import load_project, parse_config
from builder.desk.audit import find_problems
from builder.errors import ContentError
from builder.publish.leaks import Withheld, find_leaks, withheld_runs

SECRET = "The walrus was seen at the embassy by the ambassador of Ruritania."

BRIEFING = f"""---
title: Talks
date: 2013-08-09
outlet: Reuters
people: [John Kerry, Sergei Lavrov]
summary: {SECRET}
figures:
- caption: {SECRET}
---

John Kerry opened the talks.

{SECRET.replace("The walrus", "John Kerry said the walrus")}
"""


@pytest.mark.parametrize(("rights", "shown"), [("metadata", False), ("excerpt:5", True)])
@pytest.mark.parametrize("outlet_says_it", [True, False])
def test_a_withheld_sentence_is_in_no_output(
    tmp_path: Path, rights: str, shown: bool, outlet_says_it: bool
) -> None:
    outlets = f'outlets:\n  Reuters:\n    rights: "{rights}"\n' if outlet_says_it else ""
    (tmp_path / "config.yaml").write_text(f"site:\n  title: T\n  base_url: https://a.example/\n{outlets}")
    folder = tmp_path / "content" / "briefings"
    folder.mkdir(parents=True)
    own = BRIEFING if outlet_says_it else BRIEFING.replace("---\n", f'---\nrights: "{rights}"\n', 1)
    for number in range(4):
        (folder / f"talks-{number}.md").write_text(own.replace("Talks", f"Talks {number}"))
    report = build(load_project(tmp_path), Options(jobs=1))
    assert not report.problems
    for path in (tmp_path / "public").rglob("*"):
        if path.is_file() and path.suffix not in (".woff2", ".png"):
            assert "walrus" not in path.read_text("utf-8"), path
    page = (tmp_path / "public" / "briefings" / "talks-0" / "index.html").read_text("utf-8")
    assert ("John Kerry opened the talks." in page) is shown
    assert ("may be shown here" in page) or ("may not be shown here" in page)


@pytest.mark.parametrize("control", ["&#31;", "&#x1f;", "\x1f"])
def test_a_control_in_a_text_opens_no_way_for_what_is_withheld(tmp_path: Path, control: str) -> None:
    (tmp_path / "config.yaml").write_text("site:\n  title: T\n")
    folder = tmp_path / "content" / "briefings"
    folder.mkdir(parents=True)
    text = f"Talks{control}of a walrus behind the wall of the embassy.\n\nAnd of another walrus.\n"
    (folder / "talks.md").write_text(f'---\ntitle: Talks\nrights: "excerpt:3"\n---\n\n{text}')
    build(load_project(tmp_path), Options(jobs=1))
    for path in (tmp_path / "public").rglob("*"):
        if path.is_file() and path.suffix not in (".woff2", ".png"):
            assert "walrus" not in path.read_text("utf-8"), path


@pytest.mark.parametrize("rights", ["excerpt:5", "metadata"])
def test_a_withheld_text_breaks_no_link_and_its_pdf_holds_no_more_than_its_page(
    tmp_path: Path, rights: str
) -> None:
    (tmp_path / "config.yaml").write_text("site:\n  title: T\nprint:\n  pdf: true\n")
    (tmp_path / "seeds").mkdir()
    for number, day in enumerate(("Tuesday", "Thursday")):
        (tmp_path / "seeds" / f"{number}.txt").write_text(
            f"Talks on {day}\n\nBy Jane Roe\n\n"
            f"WASHINGTON, Aug {6 + number}, 2013 - The talks went on for a day.\n\n"
            f"Secretary of State John Kerry said on {day} that the walrus had been seen at the embassy.\n\n"
            "Kerry spoke to the press for an hour and left the embassy by the garden door in the evening.\n"
        )
    build(load_project(tmp_path), Options(jobs=1))
    for path in (tmp_path / "content" / "briefings").glob("*.md"):
        path.write_text(path.read_text("utf-8").replace("---\n", f'---\nrights: "{rights}"\n', 1), "utf-8")
    build(load_project(tmp_path), Options(jobs=1))
    assert {p.code for p in find_problems(load_project(tmp_path)) if p.level == "error"} == set()
    pdfs = list((tmp_path / "public" / "briefings").glob("*/briefing.pdf"))
    assert len(pdfs) == 2
    for pdf in pdfs:
        assert "walrus" not in " ".join(page.extract_text() for page in PdfReader(pdf).pages)


def test_rights_that_say_nothing_known_are_an_error_with_its_line(tmp_path: Path) -> None:
    with pytest.raises(ContentError) as error:
        parse_config("site:\n  title: T\noutlets:\n  Reuters:\n    rights: excerpt(20)\n")
    assert str(error.value.problems[0]).startswith(
        "config.yaml:5: outlets.Reuters.rights: 'excerpt(20)' says nothing that is known. Write full,"
    )
    (tmp_path / "config.yaml").write_text("site:\n  title: T\n")
    folder = tmp_path / "content" / "briefings"
    folder.mkdir(parents=True)
    (folder / "held.md").write_text(BRIEFING.replace("---\n", "---\nrights: some\n", 1))
    (problem,) = build(load_project(tmp_path), Options(jobs=1)).problems
    assert problem.code == "E103" and problem.where.line == 2


@pytest.mark.parametrize("leak", [
    "He said: “the walrus was seen at the embassy by the ambassador of Ruritania”.",
    "THE WALRUS WAS SEEN, AT THE EMBASSY: BY THE AMBASSADOR",
])  # fmt: skip
@pytest.mark.parametrize("name", ["page/index.html", "data/x.csv", "search/3.js", "feed.xml"])
def test_check_finds_a_withheld_sentence_in_whatever_file(tmp_path: Path, leak: str, name: str) -> None:
    (tmp_path / "config.yaml").write_text("site:\n  title: T\n")
    folder = tmp_path / "content" / "briefings"
    folder.mkdir(parents=True)
    (folder / "held.md").write_text(BRIEFING.replace("---\n", '---\nrights: "excerpt:5"\n', 1))
    (folder / "shown.md").write_text("---\ntitle: Shown\n---\n\nThe talks went on and came to nothing.\n")
    build(load_project(tmp_path), Options(jobs=1))
    assert [p for p in find_problems(load_project(tmp_path)) if p.code == "E526"] == []
    path = tmp_path / "public" / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(json.dumps(leak, ensure_ascii=False) if name.endswith((".js", ".csv")) else leak)
    (found,) = [p for p in find_problems(load_project(tmp_path)) if p.code == "E526"]
    assert found.where.path == f"public/{name}"


def test_what_another_briefing_shows_by_right_is_no_leak(tmp_path: Path) -> None:
    (tmp_path / "config.yaml").write_text("site:\n  title: T\n")
    folder = tmp_path / "content" / "briefings"
    folder.mkdir(parents=True)
    (folder / "held.md").write_text(BRIEFING.replace("---\n", "---\nrights: metadata\n", 1))
    (folder / "copy.md").write_text(BRIEFING)
    build(load_project(tmp_path), Options(jobs=1))
    assert [p for p in find_problems(load_project(tmp_path)) if p.code == "E526"] == []


def test_marks_inside_a_sentence_hide_nothing_and_neighbours_are_no_sentence(tmp_path: Path) -> None:
    held = Withheld(runs=withheld_runs([SECRET], []))
    page = tmp_path / "page.html"
    for text, leaks in (
        ("<p>The <em>wal</em>rus was seen at&#32;the <a href='x'>embassy</a> by the ambassador</p>", 1),
        ('<meta content="The walrus was seen at the embassy by the">', 1),
        ("<li>The walrus was seen</li><li>at the embassy by the ambassador</li>", 0),
    ):
        page.write_text(text)
        assert len(list(find_leaks({"page.html": page}, held))) == leaks, text
