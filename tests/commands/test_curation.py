"""`people` and `issues` end to end: what they print, which files they write, and that the texts stay."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from builder.archive.records import Base, Record, dump_record
from builder.cli import cli
from builder.errors import ContentError
from builder.model import Mention, PersonTag

BRIEFINGS = {
    "talks": (
        "2013-08-08",
        ["Sergei Lavrov", "John Kerry"],
        ["Syria"],
        "Sergei Lavrov met John Kerry. They spoke.",
    ),
    "visit": ("2013-08-10", ["Sergey Lavrov"], ["Syria"], "Foreign Minister Sergey Lavrov flew to Sochi."),
    "summit": ("2013-08-12", ["Sergei Lavrow"], ["Arms control"], "Foreign Minister Sergei Lavrow spoke."),
    "arms": (
        "2013-08-14",
        ["John Kerry"],
        ["Arms control"],
        "John Kerry praised the treaty on grain depots.",
    ),
    "grain": ("2013-08-20", ["J. Doe"], ["Grain deal"], "The grain corridor reopened, said J. Doe."),
}


@pytest.fixture
def project(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    (tmp_path / "config.yaml").write_text("site:\n  title: Test\n", "utf-8")
    for folder in ("briefings", "people", "issues", "records"):
        (tmp_path / "content" / folder).mkdir(parents=True)
    for slug, (date, people, issues, body) in BRIEFINGS.items():
        front = (
            f"title: About {slug}\ndate: {date}\npeople: {json.dumps(people)}\nissues: {json.dumps(issues)}"
        )
        (tmp_path / "content" / "briefings" / f"{slug}.md").write_text(
            f"---\n{front}\n---\n\n{body}\n", "utf-8"
        )
        mentions = tuple(
            Mention(
                name,
                name,
                1,
                body.find(name),
                1,
                "title-before",
                "Foreign Minister" if "Lavro" in name else "",
            )
            for name in people
        )
        tags = tuple(PersonTag(name, (n,), "full-name", "", 0.4) for n, name in enumerate(people))
        record = Record(
            slug=slug,
            seed=f"{slug}.txt",
            sha256="0",
            rules="r",
            media_type="text/plain",
            encoding="utf-8",
            url="",
            date_bounds="",
            ledger=(),
            evidence={},
            damage=(),
            mentions=mentions,
            issues=(),
            base=Base({}, (body,), (1,)),
            people=tags,
        )
        (tmp_path / "content" / "records" / f"{slug}.json").write_text(dump_record(record), "utf-8")
    (tmp_path / "content" / "issues" / "syria.md").write_text(
        "---\n# kept by hand\ntitle: Syria\nterms: [Syria]\n---\n\nThe war.\n", "utf-8"
    )
    (tmp_path / "content" / "issues" / "arms-control.md").write_text(
        "---\ntitle: Arms control\nterms: [arms control]\nbroader: [syria]\n---\n", "utf-8"
    )
    monkeypatch.chdir(tmp_path)
    return tmp_path


def run(*arguments: str) -> Result:
    return CliRunner().invoke(cli, arguments, catch_exceptions=False)


def texts(project: Path) -> dict[str, bytes]:
    return {path.name: path.read_bytes() for path in sorted((project / "content" / "briefings").iterdir())}


def test_people_are_listed_commonest_first_with_their_spellings(project: Path) -> None:
    lines = run("people", "list").output.splitlines()
    assert [line.split()[:2] for line in lines[:2]] == [["2", "john-kerry"], ["2", "sergei-lavrov"]]
    assert "Sergey Lavrov" in lines[1]
    assert "unreviewed" in lines[0]


def test_a_person_is_shown_with_every_briefing_and_how_it_writes_the_name(project: Path) -> None:
    output = run("people", "show", "Sergey Lavrov").output
    assert "2013-08-10    visit  (Sergey Lavrov)" in output
    assert "2 briefings" in output


def test_a_merge_writes_one_file_touches_no_text_and_lasts(project: Path) -> None:
    before = texts(project)
    assert (
        "wrote content/people/sergei-lavrov.md"
        in run("people", "merge", "sergei-lavrov", "Sergei Lavrow").output
    )
    assert texts(project) == before
    assert "3 briefings" in run("people", "show", "Sergei Lavrow").output
    assert "sergei-lavrow" not in [line.split()[1] for line in run("people", "list").output.splitlines()]


def test_a_dry_run_writes_nothing(project: Path) -> None:
    assert "would write" in run("people", "merge", "sergei-lavrov", "Sergei Lavrow", "--dry-run").output
    assert list((project / "content" / "people").iterdir()) == []


def test_doing_the_same_twice_changes_nothing_the_second_time(project: Path) -> None:
    run("people", "confirm", "John Kerry", "--note", "Secretary of State")
    path = project / "content" / "people" / "john-kerry.md"
    first = path.read_bytes()
    assert "says so already" in run("people", "confirm", "John Kerry").output
    assert path.read_bytes() == first


def test_hiding_a_person_takes_the_page_away_and_undo_brings_it_back(project: Path) -> None:
    run("people", "hide", "J. Doe")
    assert "hidden" in run("people", "list", "--hidden").output
    run("people", "hide", "J. Doe", "--undo")
    assert run("people", "list", "--hidden").output == ""


def test_a_rename_and_a_split_are_files_too(project: Path) -> None:
    run("people", "rename", "john-kerry", "John F. Kerry")
    assert "john-kerry" in (project / "content" / "people" / "john-f-kerry.md").read_text("utf-8")
    run("people", "split", "sergei-lavrov", "--name", "Sergey Lavrov", "--as", "Sergey Lavrov (poet)")
    assert "2 briefings" not in run("people", "show", "sergei-lavrov").output
    assert (project / "content" / "people" / "sergey-lavrov-poet.md").is_file()


def test_suggested_merges_come_with_reasons_and_sentences_and_can_be_accepted(project: Path) -> None:
    output = run("people", "suggest").output
    first = output.splitlines()[0]
    assert "Sergei Lavrov = Sergei Lavrow" in first
    assert "written alike" in first and "both are Foreign Minister" in first
    assert "summit: “Foreign Minister Sergei Lavrow spoke.”" in output
    assert "John Kerry" not in output
    run("people", "suggest", "--accept", "1")
    assert "Sergei Lavrow" in (project / "content" / "people" / "sergei-lavrov.md").read_text("utf-8")
    assert "Lavrow" not in run("people", "suggest").output


def test_that_there_is_nothing_to_propose_is_said(project: Path) -> None:
    assert run("issues", "suggest").output.startswith("Nothing to propose")


def test_who_is_kept_apart_is_not_suggested_again(project: Path) -> None:
    run("people", "split", "sergei-lavrov", "--from", "sergei-lavrow")
    assert "Lavrow" not in run("people", "suggest").output


def test_an_unknown_person_is_said_with_a_hint(project: Path) -> None:
    with pytest.raises(ContentError, match=r"There is no person 'Kery'.*Did you mean 'John Kerry'"):
        run("people", "show", "Kery")


def test_issues_are_listed_with_those_that_have_no_file(project: Path) -> None:
    lines = run("issues", "list").output.splitlines()
    assert lines[0].split()[:2] == ["2", "arms-control"]
    assert next(line for line in lines if "no file" in line).split()[:2] == ["1", "grain-deal"]


def test_an_issue_is_shown_with_terms_and_briefings(project: Path) -> None:
    output = run("issues", "show", "syria").output
    assert "narrower: arms-control" in output
    assert "visit" in output


def test_issues_can_be_merged_renamed_split_hidden_and_confirmed(project: Path) -> None:
    before = texts(project)
    run("issues", "confirm", "Grain deal", "--note", "Exports.")
    run("issues", "merge", "Arms control", "Grain deal")
    assert "3 briefings" in run("issues", "show", "Grain deal").output
    run("issues", "split", "arms-control", "--term", "Grain deal", "--as", "Grain")
    assert (project / "content" / "issues" / "grain.md").is_file()
    run("issues", "rename", "syria", "War in Syria")
    text = (project / "content" / "issues" / "war-in-syria.md").read_text("utf-8")
    assert "The war." in text and "old_slugs: [syria]" in text
    run("issues", "hide", "Arms control")
    assert "hidden: true" in (project / "content" / "issues" / "arms-control.md").read_text("utf-8")
    assert texts(project) == before


def test_an_issue_is_added_with_its_terms_and_gets_more_of_them(project: Path) -> None:
    run("issues", "add", "Sea cables", "--term", "undersea cable", "--broader", "Syria")
    path = project / "content" / "issues" / "sea-cables.md"
    assert "terms: [undersea cable]" in path.read_text("utf-8") and "broader: [syria]" in path.read_text(
        "utf-8"
    )
    run("issues", "add", "sea cables", "--term", "Estlink")
    assert "terms: [undersea cable, Estlink]" in path.read_text("utf-8")
    assert "There is an issue 'Sea cables' already" in run("issues", "add", "Sea cables").output
    run("issues", "add", "Fog")
    assert "terms: [Fog]" in (project / "content" / "issues" / "fog.md").read_text("utf-8")


def test_a_comment_in_an_issue_file_survives_a_decision(project: Path) -> None:
    run("issues", "hide", "syria")
    text = (project / "content" / "issues" / "syria.md").read_text("utf-8")
    assert "# kept by hand" in text and "hidden: true" in text and "The war." in text


def test_a_number_that_is_none_is_wrong_usage(project: Path) -> None:
    assert run("issues", "suggest", "--accept", "x").exit_code == 2


@pytest.mark.parametrize("group", ["people", "issues"])
def test_every_help_has_an_example(group: str) -> None:
    for name in ("", "list", "show", "merge", "split", "rename", "hide", "confirm", "suggest"):
        output = run(group, *filter(None, [name]), "--help").output
        assert f"Example: dispatchbox {group} {name}".rstrip() in output
