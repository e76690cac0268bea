"""`explain PATH`: what a page is made from, and whether it will be made again."""

from __future__ import annotations

from pathlib import Path

import pytest
from click.testing import CliRunner

import builder.cache.listing
from builder.build import Options, build
from builder.commands.explain import command as explain
from builder.config import load_project
from builder.desk.tracing import trace_page

BENCH_THEME = Path(__file__).parent.parent / "bench" / "theme"


@pytest.fixture
def archive(tmp_path: Path) -> Path:
    (tmp_path / "themes").mkdir()
    (tmp_path / "themes/bench").symlink_to(BENCH_THEME)
    (tmp_path / "config.yaml").write_text("site:\n  theme: bench\nbuild:\n  search: false\n")
    for slug in ("one", "two"):
        path = tmp_path / f"content/briefings/{slug}.md"
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(f"---\ntitle: {slug}\npeople: [John Kerry]\n---\n\nWords of {slug}.\n")
    return tmp_path


def told(root: Path, what: str) -> str:
    lines = trace_page(load_project(root), what)
    assert lines is not None
    return "\n".join(lines)


def test_explain_finds_the_page_of_a_person_by_the_slug_alone(
    archive: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    build(load_project(archive), Options(jobs=1))
    monkeypatch.chdir(archive)
    output = CliRunner().invoke(explain, ["john-kerry"], catch_exceptions=False).output
    assert "the file of /people/john-kerry/" in output
    assert output.endswith("dispatchbox people show john-kerry\n")
    assert CliRunner().invoke(explain, ["jack-kerry"]).exit_code == 2


@pytest.mark.parametrize(
    "what", ["/people/john-kerry/", "people/john-kerry", "public/people/john-kerry/index.html"]
)
def test_a_page_names_its_inputs_however_it_is_asked_for(archive: Path, what: str) -> None:
    build(load_project(archive), Options(jobs=1))
    text = told(archive, what)
    assert "content/briefings/one.md: its front matter" in text
    assert "content/briefings/two.md: its front matter" in text
    assert "themes/bench/templates/person.html" in text
    assert "themes/bench/templates/base.html" in text
    assert "The next build leaves it" in text


def test_an_edit_shows_as_the_reason_to_build_again(archive: Path) -> None:
    build(load_project(archive), Options(jobs=1))
    path = archive / "content/briefings/one.md"
    path.write_text(path.read_text().replace("Words", "Other words"))
    assert "its prose – changed since the page was made" in told(archive, "/briefings/one/")
    assert "its front matter – changed" not in told(archive, "/briefings/one/")
    assert "The next build makes it again" in told(archive, "/briefings/one/")
    assert "The next build leaves it" in told(archive, "/briefings/two/")


def test_what_is_no_page_has_no_story(archive: Path) -> None:
    assert trace_page(load_project(archive), "/nothing/here/") is None


def test_whoever_reads_an_edit_first_the_next_build_still_makes_its_page(
    archive: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(builder.cache.listing, "TICK", 0)  # no file is too young to be sure of
    build(load_project(archive), Options(jobs=1))
    path = archive / "content/briefings/one.md"
    path.write_text(path.read_text().replace("Words", "Other words"))
    told(archive, "/briefings/one/")
    build(load_project(archive), Options(jobs=1))
    assert "Other words" in (archive / "public/briefings/one/index.html").read_text()


def test_nothing_is_told_of_what_a_page_has_not_nor_any_digest(archive: Path) -> None:
    build(load_project(archive), Options(jobs=1))
    for what in ("/people/john-kerry/", "/briefings/one/"):
        facts = [line for line in told(archive, what).split("\n") if line.startswith("  facts: ")]
        assert any("john-kerry" in line for line in facts)
        assert not any("facts: ''" in line or "b'" in line or 'b"' in line for line in facts)
