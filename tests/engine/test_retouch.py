"""The short way of an edit: the pages that show it, the bytes of a clean build, and no plan of the site."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

import builder.cache.listing
import builder.render.pages
from builder.build import Options, Report, build
from builder.config import load_project
from tests.whole import BENCH_THEME, site

TALKS = "content/briefings/talks.md"
TEXT = """\
---
title: Talks in Geneva
date: 2013-08-09
dateline: GENEVA
byline: [Paul Eckert]
people: [John Kerry, Sergei Lavrov]
issues: [Syria]
---

They met on *Friday*.
"""


def write(root: Path, name: str, text: str) -> None:
    path = root / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, "utf-8")


def make(root: Path) -> Report:
    report = build(load_project(root), Options(jobs=1))
    assert not [problem for problem in report.problems if problem.level == "error"]
    return report


@pytest.fixture
def root(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """An archive that was built with the least theme; no file is too young to be sure of."""
    monkeypatch.setattr(builder.cache.listing, "TICK", 0)
    root = tmp_path / "archive"
    shutil.copytree(BENCH_THEME, root / "themes/bench")
    write(
        root,
        "config.yaml",
        "site:\n  theme: bench\n  base_url: https://x.example/\nbuild:\n  page_size: 5\n  search: false\n",
    )
    write(root, TALKS, TEXT)
    for number in range(12):
        other = TEXT.replace("Talks in", f"{number} talks in").replace("-09", f"-{number + 3:02d}")
        write(root, f"content/briefings/other-{number}.md", other)
    make(root)
    return root


@pytest.fixture
def plans(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """One entry for each time that the whole site was planned."""
    found: list[str] = []
    plan = builder.render.pages.plan_pages

    def noted(*args: object) -> object:
        found.append("planned")
        return plan(*args)  # type: ignore[arg-type]

    monkeypatch.setattr(builder.render.pages, "plan_pages", noted)
    return found


def edit(root: Path, old: str, new: str) -> dict[str, bytes]:
    """The site after an edit of the briefing."""
    text = (root / TALKS).read_text("utf-8")
    assert old in text
    write(root, TALKS, text.replace(old, new))
    make(root)
    return site(root)


def from_nothing(root: Path) -> dict[str, bytes]:
    other = root.with_name("clean")
    shutil.copytree(root, other, ignore=shutil.ignore_patterns("public", ".dispatchbox"))
    make(other)
    return site(other)


SHOWN = [
    ("title: Talks in Geneva", "title: Talks in Bern"),
    ("dateline: GENEVA", "dateline: BERN"),
    ("dateline: GENEVA\n", ""),
    ("byline: [Paul Eckert]", "byline: [Ann Other]"),
    ("issues:", "summary: In short\nissues:"),
    ("issues:", "editors: [Philip Barbara]\nissues:"),
    ("issues:", "figures:\n- caption: A handshake\nissues:"),
    ("They met", "They spoke"),
    ("title: Talks in Geneva", "title: They met\nerrata: [The place was wrong.]"),
]
DECIDING = [
    ("date: 2013-08-09", "date: 2013-08-20"),
    ("people: [John Kerry, ", "people: ["),
    ("issues: [Syria]", "issues: [NATO]"),
    ("issues:", "outlet: Reuters\nissues:"),
    ("issues:", "aliases: [once]\nissues:"),
    ("byline: [Paul Eckert]\n", ""),  # one more that nobody signed
    ("issues:", "date_text: Friday\nissues:"),
    ("issues:", "withdrawn: By mistake\nissues:"),
]


@pytest.mark.parametrize(("old", "new"), SHOWN)
def test_what_pages_show_changes_without_a_plan(root: Path, plans: list[str], old: str, new: str) -> None:
    after = edit(root, old, new)
    assert plans == []
    assert after == from_nothing(root)


@pytest.mark.parametrize(("old", "new"), DECIDING)
def test_what_decides_order_and_links_is_planned(root: Path, plans: list[str], old: str, new: str) -> None:
    after = edit(root, old, new)
    assert plans == ["planned"]
    assert after == from_nothing(root)


def test_edit_upon_edit_is_made_from_what_the_last_one_left(root: Path, plans: list[str]) -> None:
    edit(root, "They met", "They spoke")
    edit(root, "Talks in Geneva", "Talks in Bern")
    edit(root, "They spoke", "They wrote")
    edit(root, "title: Talks in Bern", "title: Letters\nsummary: From Bern")
    after = edit(root, "date: 2013-08-09", "date: 2013-08-20")
    assert plans == ["planned"]
    assert after == from_nothing(root)


def test_a_recipe_that_was_harmed_costs_time_alone(root: Path, plans: list[str]) -> None:
    for path in (root / ".dispatchbox/recipes").iterdir():
        path.write_bytes(path.read_bytes()[:-40] + bytes(40))
    after = edit(root, "Talks in Geneva", "Talks in Bern")
    assert plans == ["planned"]
    assert after == from_nothing(root)


def full(root: Path, more: str = "") -> None:
    """The archive with every page of the full theme, and all that leads from one briefing to another."""
    write(
        root,
        "config.yaml",
        f"site:\n  base_url: https://x.example/\nbuild:\n  page_size: 5\n  search: false\n{more}",
    )
    write(root, TALKS, TEXT.replace("issues:", "aliases: [once-so-called]\nissues:"))
    again = TEXT.replace("Talks in Geneva", "Again").replace("issues:", "duplicate_of: talks\nissues:")
    write(root, "content/briefings/again.md", again)
    make(root)


def test_a_new_title_stands_wherever_the_old_one_stood(root: Path, plans: list[str]) -> None:
    full(root, "  related: 0\n")
    plans.clear()
    before = {name for name, data in site(root).items() if b"Talks in Geneva" in data}
    after = edit(root, "Talks in Geneva", "Quiet words")
    assert {name for name, data in after.items() if b"Talks in Geneva" in data} == set()
    assert before <= {name for name, data in after.items() if b"Quiet words" in data}
    assert after == from_nothing(root)
    for name in (
        "index.html",
        "feed.xml",
        "data/briefings.csv",
        "people/john-kerry/feed.xml",
        "people/john-kerry/briefings.csv",
        "briefings/once-so-called/index.html",
        "briefings/again/index.html",
        "years/2013/page/2/index.html",
    ):
        assert name in before, f"{name} never showed it: the archive of this test is too small"


def test_a_title_of_other_words_may_relate_other_briefings(root: Path, plans: list[str]) -> None:
    full(root)
    plans.clear()
    edit(root, "Talks in Geneva", "Talks, in Geneva")
    assert plans == []
    after = edit(root, "Talks, in Geneva", "Peace for Syria")
    assert plans == ["planned"]
    assert after == from_nothing(root)


def test_the_first_sentence_that_names_somebody_is_planned_and_the_next_one_is_not(
    root: Path, plans: list[str]
) -> None:
    full(root)
    plans.clear()
    edit(root, "on *Friday*", "on Kerry's plane")
    assert plans == ["planned"]
    after = edit(root, "plane", "boat")
    assert plans == ["planned"]
    pair = [data for name, data in after.items() if name.startswith("people/john-kerry/with/sergei-lavrov/")]
    assert any(b"They met on <b>Kerry</b>&#39;s boat." in data for data in pair)
    assert after == from_nothing(root)
