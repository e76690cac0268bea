"""Exports: what another program reads out of them is what the archive holds."""

from __future__ import annotations

import csv
import io
import sqlite3
from hashlib import sha256
from pathlib import Path

import pytest
from click.testing import CliRunner

from builder.commands.export import command
from builder.errors import ContentError

TALKS = """---
title: =Talks
date: 2013-05~
outlet: Reuters
people: [John Kerry, Sergei Lavrov]
issues: [Syria]
---

They spoke of “asylum”, not of *grain*.
"""
HELD = """---
title: Held back
rights: excerpt:2
people: [John Kerry]
---

Only two words may be shown.
"""

SYRIA = """---
title: Syria
aliases: [Syrian Arab Republic]
broader: [middle-east]
---

War.
"""


@pytest.fixture
def project(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    files = {
        "config.yaml": "site:\n  title: The Box\n  base_url: https://example.org/box/\n",
        "content/briefings/talks.md": TALKS,
        "content/briefings/held.md": HELD,
        "content/issues/syria.md": SYRIA,
        "content/issues/middle-east.md": "---\ntitle: Middle East\n---\n\nA region.\n",
        "seeds/talks.txt": "They spoke.",
    }  # fmt: skip
    for name, text in files.items():
        path = tmp_path / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, "utf-8")
    monkeypatch.chdir(tmp_path)
    return tmp_path


def run(*arguments: str) -> str:
    result = CliRunner().invoke(command, list(arguments), catch_exceptions=False)
    assert result.exit_code == 0, result.output
    return result.output


def test_csv_tables_read_back_and_no_cell_is_a_formula(project: Path) -> None:
    run("csv", "-o", "out")
    text = (project / "out/briefings.csv").read_bytes().decode()
    rows = list(csv.DictReader(io.StringIO(text, newline="")))
    assert [row["slug"] for row in rows] == ["held", "talks"]
    assert rows[1]["title"] == "'=Talks"
    assert (rows[1]["first_day"], rows[1]["last_day"]) == ("2013-05-01", "2013-05-31")
    assert rows[1]["text"] == "They spoke of “asylum”, not of grain."
    assert rows[0]["text"] == "Only two …"


def test_sqlite_finds_text_and_joins_people(project: Path) -> None:
    run("sqlite", "-o", "a.db")
    with sqlite3.connect(project / "a.db") as db:
        found = db.execute(
            "SELECT b.slug FROM briefings b JOIN briefings_fts f ON f.rowid = b.rowid "
            "WHERE briefings_fts MATCH 'asylum'"
        ).fetchall()
        named = db.execute(
            "SELECT p.name FROM people p JOIN briefing_people x ON x.person = p.slug "
            "WHERE x.briefing = 'talks' ORDER BY 1"
        ).fetchall()
        assert db.execute("PRAGMA foreign_key_check").fetchall() == []
    db.close()
    assert found == [("talks",)]
    assert named == [("John Kerry",), ("Sergei Lavrov",)]


def test_an_export_is_the_same_twice(project: Path) -> None:
    run("sqlite", "-o", "a.db")
    run("sqlite", "-o", "b.db")
    assert (project / "a.db").read_bytes() == (project / "b.db").read_bytes()


def test_skos_says_what_is_broader(project: Path) -> None:
    run("skos", "-o", "issues.ttl")
    text = (project / "issues.ttl").read_text("utf-8")
    assert "<https://example.org/box/issues/syria/> a skos:Concept ;" in text
    assert "    skos:broader <https://example.org/box/issues/middle-east/>" in text
    assert "    skos:narrower <https://example.org/box/issues/syria/>" in text
    assert '    skos:altLabel "Syrian Arab Republic"@en ;' in text


def test_a_bag_holds_seeds_and_content_with_true_sums(project: Path) -> None:
    run("bagit", "-o", "bag")
    sums = (project / "bag/manifest-sha256.txt").read_text("utf-8").splitlines()
    names = [line.split("  ", 1)[1] for line in sums]
    assert "data/seeds/talks.txt" in names and "data/content/briefings/talks.md" in names
    for line in sums:
        digest, name = line.split("  ", 1)
        assert sha256((project / "bag" / name).read_bytes()).hexdigest() == digest
    assert f".{len(sums)}\n" in (project / "bag/bag-info.txt").read_text("utf-8")
    with pytest.raises(ContentError, match="E550"):
        CliRunner().invoke(command, ["bagit", "-o", "bag"], catch_exceptions=False)


def test_a_place_that_cannot_be_written_is_a_problem(project: Path) -> None:
    with pytest.raises(ContentError, match="E544"):
        CliRunner().invoke(command, ["skos", "-o", "config.yaml/x.ttl"], catch_exceptions=False)
