"""A quick look shows what the build will make, byte for byte, or leaves it to the build."""

from __future__ import annotations

from pathlib import Path

import pytest

from builder.build import Options, build
from builder.config import load_project
from builder.engine.glance import Kept, is_current, look, plan_to_keep
from tests.whole import site

BRIEFING = "content/briefings/talks.md"
PAGE = "briefings/talks/index.html"
TEXT = """\
---
title: Talks in Geneva
date: 2013-08-09
dateline: GENEVA
people: [John Kerry, Sergei Lavrov]
issues: [Syria]
---

John Kerry said on Friday that the talks went well.

Sergei Lavrov agreed.
"""


@pytest.fixture
def root(tmp_path: Path) -> Path:
    (tmp_path / "config.yaml").write_text("site:\n  title: Looks\n")
    (tmp_path / "themes/mine/templates").mkdir(parents=True)
    (tmp_path / "themes/mine/static").mkdir()
    (tmp_path / "themes/mine/theme.yaml").write_text("extends: default\n")
    (tmp_path / "themes/mine/templates/text.html").write_text('{% extends "default/text.html" %}\n')
    (tmp_path / "themes/mine/static/mine.css").write_text("p { color: red }\n")
    (tmp_path / "config.yaml").write_text("site:\n  title: Looks\n  theme: mine\n")
    (tmp_path / "content/briefings").mkdir(parents=True)
    (tmp_path / BRIEFING).write_text(TEXT)
    for number in range(12):
        other = TEXT.replace("Talks in Geneva", f"Talks {number}").replace("-09", f"-{number + 10}")
        (tmp_path / f"content/briefings/other-{number}.md").write_text(other)
    (tmp_path / "content/pages").mkdir()
    (tmp_path / "content/pages/method.md").write_text("---\ntitle: Method\n---\n\nBy hand.\n")
    return tmp_path


def make(root: Path) -> Kept:
    report = build(load_project(root), Options(jobs=1))
    assert not [p for p in report.problems if p.level == "error"]
    return plan_to_keep(load_project(root), drafts=False)


def save(root: Path, path: str, text: str) -> None:
    (root / path).write_text(text, "utf-8")


@pytest.mark.parametrize(
    ("path", "old", "new"),
    [
        (BRIEFING, "went well", "went *badly*, as John Kerry said"),
        (BRIEFING, "Sergei Lavrov agreed.\n", ""),
        ("content/briefings/other-3.md", "agreed", "did not agree"),
        ("content/pages/method.md", "By hand", "By rule and by hand"),
        ("themes/mine/templates/text.html", "\n", "\n{% block main %}Mended{% endblock %}\n"),
        ("themes/mine/static/mine.css", "red", "blue"),
    ],
)
def test_a_look_is_what_the_build_makes(root: Path, path: str, old: str, new: str) -> None:
    kept = make(root)
    before = site(root)
    save(root, path, (root / path).read_text("utf-8").replace(old, new))
    found = look(kept, {path}, set(before))
    assert found
    make(root)
    after = site(root)
    changed = {name for name in after if after[name] != before.get(name)}
    assert changed, "the edit changes nothing"
    assert {name: data for name, data in found.items() if data != after[name]} == {}
    assert {name for name in changed if not name.startswith(("search/", "static/search"))} <= set(found)


def test_a_template_shows_at_once_on_every_page_that_is_looked_at(root: Path) -> None:
    kept = make(root)
    template = root / "themes/mine/templates/text.html"
    template.write_text('{% extends "base.html" %}{% block main %}Mended{% endblock %}\n')
    found = look(kept, {"themes/mine/templates/text.html"}, {"method/index.html", PAGE})
    make(root)
    assert found == {name: site(root)[name] for name in ("method/index.html", PAGE)}


def test_only_what_is_looked_at_is_made(root: Path) -> None:
    kept = make(root)
    save(root, BRIEFING, TEXT.replace("well", "badly"))
    assert set(look(kept, {BRIEFING}, {PAGE, "index.html", "no/such.html"}) or ()) == {PAGE}
    assert look(kept, {BRIEFING}, ()) == {}


@pytest.mark.parametrize(
    ("field", "exact"),
    [
        ("title: Talks in Geneva", False),  # which event it belongs to may be another: the build says
        ("dateline: GENEVA", False),
        ("editors: [Philip Barbara", True),
        ("summary: In short, it went well", False),
    ],
)
def test_what_a_briefing_says_of_itself_shows_on_its_page(root: Path, field: str, exact: bool) -> None:
    end = "]" if "[" in field else ""
    if field not in TEXT:
        save(root, BRIEFING, TEXT.replace("people:", f"{field}{end}\npeople:"))
    kept = make(root)
    text = (root / BRIEFING).read_text("utf-8")
    save(root, BRIEFING, text.replace(field, f"{field} and Bern"))
    found = look(kept, {BRIEFING}, {PAGE, "index.html"}) or {}
    assert b"and Bern" in found[PAGE]
    make(root)
    assert b"and Bern" in site(root)[PAGE]
    assert not exact or found[PAGE] == site(root)[PAGE]


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("Sergei Lavrov]", "Angela Merkel]"),
        ("[Syria]", "[Ukraine]"),
        ("2013-08-09", "2012-08-09"),
        ("dateline:", "datelines:"),
        ("---\n\nJohn", "---\n\n\udcff"),
        (TEXT.partition("---\n\n")[2], "Nobody is named here any more.\n"),
    ],
)
def test_what_only_a_build_can_tell_is_left_to_it(root: Path, old: str, new: str) -> None:
    kept = make(root)
    (root / BRIEFING).write_bytes(TEXT.replace(old, new).encode("utf-8", "surrogateescape"))
    assert look(kept, {BRIEFING}, {PAGE}) is None


def test_a_plan_is_kept_for_as_long_as_only_texts_are_saved(root: Path) -> None:
    kept = make(root)
    for text in ("badly", "not at all"):
        save(root, BRIEFING, TEXT.replace("well", text))
        assert is_current(kept, {BRIEFING})
        build(load_project(root), Options(jobs=1))
        found = look(kept, {BRIEFING}, {PAGE}) or {}
        assert text.encode() in found[PAGE]
        assert found[PAGE] == site(root)[PAGE]
    save(root, BRIEFING, TEXT.replace("Geneva", "Bern"))
    assert not is_current(kept, {BRIEFING})
    assert not is_current(kept, {"themes/mine/templates/text.html"})


def test_what_comes_and_goes_is_left_to_the_build(root: Path) -> None:
    kept = make(root)
    save(root, "content/briefings/new.md", TEXT)
    assert look(kept, {"content/briefings/new.md"}, {PAGE}) is None
    (root / BRIEFING).unlink()
    assert look(kept, {BRIEFING}, {PAGE}) is None
    assert look(kept, {"config.yaml"}, {PAGE}) is None
    assert look(kept, {"seeds/a.txt", "content/briefings/other-1.md"}, {PAGE}) is None


def test_a_broken_template_and_a_lost_cache_are_left_to_the_build(root: Path) -> None:
    kept = make(root)
    (root / "themes/mine/templates/text.html").write_text("{% if %}")
    assert look(kept, {"themes/mine/templates/text.html"}, {"method/index.html"}) is None
    for pack in (root / ".dispatchbox/packs").iterdir():
        pack.unlink()
    save(root, BRIEFING, TEXT.replace("well", "badly"))
    assert look(kept, {BRIEFING, "content/briefings/other-1.md"}, {"people/john-kerry/index.html"}) is None
