"""What the archive says as tables: all of it, each with the paragraph it stands in."""

from __future__ import annotations

import csv
import io
import json
from pathlib import Path

import pytest

from builder.build import Options, build
from builder.config import load_project
from builder.render.planners.tables import make_mentions_csv

SEED = """\
Kerry hopes for talks

WASHINGTON, Aug 9, 2013

Secretary of State John Kerry met the ambassadors of twelve countries in Washington on Friday morning.

"We hope for talks before the summer is over," said John Kerry after the meeting with the ambassadors.
"""


@pytest.fixture(scope="module")
def archive(tmp_path_factory: pytest.TempPathFactory) -> Path:
    root = tmp_path_factory.mktemp("tables")
    (root / "config.yaml").write_text(
        "site:\n  base_url: https://a.example/\noutlets:\n  Held:\n    rights: metadata\n"
    )
    (root / "seeds").mkdir()
    (root / "seeds" / "talks.txt").write_text(SEED)
    build(load_project(root), Options(jobs=1))
    more = root / "content" / "briefings" / "held.md"
    named = "people: [John Kerry, Ada Once]"
    more.write_text(f"---\ntitle: Held\noutlet: Held\n{named}\n---\n\nAda Once spoke.\n")
    build(load_project(root), Options(jobs=1))
    return root / "public"


def rows(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def test_who_said_what_and_was_called_what_leads_to_the_paragraph(archive: Path) -> None:
    (said,) = rows(archive / "data/statements.csv")
    assert said["person"] == "john-kerry" and said["words"].startswith("We hope for talks")
    (role,) = rows(archive / "data/roles.csv")
    assert (role["person"], role["role"]) == ("john-kerry", "Secretary of State")
    for path in (said["path"], role["path"]):
        page, _, anchor = path.partition("#")
        assert f'id="{anchor}"' in (archive / page.strip("/") / "index.html").read_text("utf-8")


def test_csv_and_json_name_the_same_people(archive: Path) -> None:
    people = json.loads((archive / "data/people.json").read_text("utf-8"))
    assert [one["slug"] for one in people] == [row["slug"] for row in rows(archive / "data/people.csv")]
    assert {row["person"] for row in rows(archive / "data/mentions.csv")} == {one["slug"] for one in people}


def test_mentions_stand_by_person_in_the_order_of_briefings_and_say_whom_these_are_about() -> None:
    people = (("ada", "Ada"), ("kerry", "Kerry, John"))
    named = (("new", "2013-08-09", ("kerry", "ada"), ("ada",)), ("old", "", ("kerry",), ("kerry",)))
    told = make_mentions_csv(None, people, named)  # type: ignore[arg-type]
    assert list(csv.reader(io.StringIO(told)))[1:] == [
        ["ada", "Ada", "new", "2013-08-09", "yes"],
        ["kerry", "Kerry, John", "new", "2013-08-09", ""],
        ["kerry", "Kerry, John", "old", "", "yes"],
    ]


def test_a_list_can_be_cited_as_a_whole_and_a_single_briefing_has_no_list(archive: Path) -> None:
    kerry = archive / "people/john-kerry"
    assert (kerry / "citations.bib").read_text("utf-8").count("@online{") == 2
    assert (kerry / "citations.ris").read_bytes().decode().count("TY  - ") == 2
    assert len(json.loads((kerry / "citations.json").read_text("utf-8"))) == 2
    assert (kerry / "feed.xml").is_file()
    assert [path.name for path in (archive / "people/ada-once").iterdir()] == ["index.html"]


def test_json_feeds_can_be_left_out(archive: Path) -> None:
    kerry = archive / "people/john-kerry"
    assert (kerry / "feed.json").is_file()
    config = archive.parent / "config.yaml"
    config.write_text(config.read_text() + "build: {json_feeds: false}\n")
    build(load_project(archive.parent), Options(jobs=1))
    assert (kerry / "feed.xml").is_file() and not list(archive.rglob("feed.json"))
