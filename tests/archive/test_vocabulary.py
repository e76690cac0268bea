"""The vocabulary of issues: files in, one tree of names out, every mistake with its line."""

from __future__ import annotations

from pathlib import Path

import pytest

from builder.archive.frontmatter import dump
from builder.archive.issues.issuefile import IssueFile, issue_values, parse_issue
from builder.archive.issues.vocabulary import Vocabulary, assemble_vocabulary, read_vocabulary
from builder.errors import ContentError, Problem
from builder.model import IssueTerm

ROOT = Path(__file__).resolve().parents[2]


def file(slug: str, front: str, body: str = "") -> IssueFile:
    return parse_issue(f"---\n{front}\n---\n\n{body}", f"content/issues/{slug}.md")


def vocabulary(**fronts: str) -> tuple[Vocabulary, tuple[Problem, ...]]:
    return assemble_vocabulary(
        file(slug.replace("_", "-"), front.replace("; ", "\n")) for slug, front in fronts.items()
    )


def test_a_term_is_a_phrase_or_a_phrase_with_weight_and_case() -> None:
    issue = file(
        "start", "title: New START\nterms:\n- arms treaty\n- {words: START, weight: 0.5, case: true}"
    ).issue
    assert issue.terms == (IssueTerm("arms treaty"), IssueTerm("START", 0.5, True))
    assert issue.threshold == 1.5


def test_dumping_an_issue_and_parsing_it_gives_it_back() -> None:
    text = (
        "---\ntitle: Syria\naliases: [Syria's civil war]\nbroader: [wars]\nterms:\n- Syria\n"
        "- words: a + b / c\n  weight: 0.5\n- words: START\n  weight: 1.0\n  case: true\n"
        "exclude: [Syrian Airlines]\nthreshold: 1.5\n"
        "note: One line.\nold_slugs: [syrian-war]\n---\n\nAn introduction.\n"
    )
    parsed = parse_issue(text, "content/issues/syria.md")
    again = parse_issue(dump(issue_values(parsed.issue), parsed.introduction), "content/issues/syria.md")
    assert again.issue == parsed.issue
    assert again.introduction == "An introduction."


def test_an_issue_is_found_by_title_alias_slug_and_old_slug_whatever_the_case() -> None:
    found, problems = vocabulary(syria="title: Syria; aliases: [Syria’s civil war]; old_slugs: [syrian-war]")
    assert not problems
    for name in ("Syria", "SYRIA", "Syria's civil war", "syria", "syrian-war"):
        assert found.get(name).slug == "syria"


def test_an_unknown_issue_is_a_problem_with_the_nearest_title() -> None:
    found, _ = vocabulary(syria="title: Syria")
    with pytest.raises(ContentError) as error:
        found.get("Siria")
    assert "Did you mean 'Syria'?" in str(error.value)


def test_broader_may_be_written_as_title_or_slug_and_reads_both_ways() -> None:
    found, problems = vocabulary(
        wars="title: Wars", syria="title: Syria; broader: [Wars]", homs="title: Homs; broader: [syria]"
    )
    assert not problems
    assert found.wider("homs") == ("syria", "wars")
    assert [i.slug for i in found.narrower("wars")] == ["syria"]


def test_a_broader_issue_that_does_not_exist_is_named_with_its_line() -> None:
    found, problems = vocabulary(syria="title: Syria; broader: [warz]", wars="title: Wars")
    assert [str(p) for p in problems] == [
        "content/issues/syria.md:3: broader: there is no issue 'warz'. Did you mean 'wars'? [E351]"
    ]
    assert found.get("syria").broader == ()


@pytest.mark.parametrize(
    "broader",
    [{"a": "b", "b": "a"}, {"a": "b", "b": "c", "c": "a"}, {"a": "a"}, {"x": "a", "a": "b", "b": "a"}],
)
def test_a_circle_of_broader_issues_is_reported_and_opened(broader: dict[str, str]) -> None:
    found, problems = vocabulary(**{slug: f"title: {slug}; broader: [{up}]" for slug, up in broader.items()})
    assert [p.code for p in problems] == ["E352"]
    for slug in broader:
        assert slug not in found.wider(slug)


def test_a_name_claimed_by_two_issues_is_reported_and_a_title_beats_an_alias() -> None:
    found, problems = vocabulary(a="title: Alpha; aliases: [Beta]", b="title: Beta")
    assert [(p.code, p.where.path, p.where.line) for p in problems] == [("E353", "content/issues/a.md", 3)]
    assert found.get("Beta").slug == "b"


@pytest.mark.parametrize(
    ("front", "message"),
    [
        ("title: X\nterms: ['a + ']", "has a part without a word"),
        ("title: X\nterms: ['...']", "has a part without a word"),
        ("title: X\ntermz: [a]", "Did you mean 'terms'?"),
        ("title: X\nthreshold: 0", "greater than 0"),
        ("title: X\nterms:\n- words: a\n  wieght: 2", "Did you mean 'weight'?"),
        ("terms: [a]", "title"),
    ],
)
def test_a_mistake_in_an_issue_file_says_what_and_where(front: str, message: str) -> None:
    with pytest.raises(ContentError) as error:
        file("x", front)
    assert message in str(error.value)
    assert "content/issues/x.md:" in str(error.value)


def test_a_file_whose_name_cannot_be_a_path_is_refused_with_a_name_that_can() -> None:
    with pytest.raises(ContentError, match=r"Name it 'arms-control\.md'"):
        parse_issue("---\ntitle: Arms\n---\n", "content/issues/Arms Control.md")


def test_one_bad_file_does_not_stop_the_others(tmp_path: Path) -> None:
    folder = tmp_path / "content" / "issues"
    folder.mkdir(parents=True)
    (folder / "good.md").write_text("---\ntitle: Good\n---\n", "utf-8")
    (folder / "bad.md").write_text("---\ntitle: [\n---\n", "utf-8")
    (folder / "bytes.md").write_bytes(b"---\ntitle: \xff\n---\n")
    found, problems = read_vocabulary(tmp_path)
    assert [i.slug for i in found.issues] == ["good"]
    assert {(p.where.path, p.code) for p in problems} == {
        ("content/issues/bad.md", "E101"),
        ("content/issues/bytes.md", "E113"),
    }


def test_the_digest_changes_with_what_tagging_depends_on_and_with_nothing_else() -> None:
    one, _ = vocabulary(a="title: A; terms: [x]")
    note, _ = vocabulary(a="title: A; terms: [x]; note: New.")
    term, _ = vocabulary(a="title: A; terms: [x, y]")
    assert one == note and hash(one) == hash(note)
    assert one != term


def test_the_starter_vocabulary_has_no_problem_and_an_introduction_for_every_issue() -> None:
    found, problems = read_vocabulary(ROOT)
    assert not problems
    assert len(found.issues) >= 60
    for issue in found.issues:
        assert issue.terms, issue.slug
        assert 5 <= len(found.introductions[issue.slug].split()) <= 80, issue.slug


def test_the_starter_vocabulary_covers_international_affairs() -> None:
    found, _ = read_vocabulary(ROOT)
    assert len(found.issues) >= 150
    for title in (
        *("Syria's civil war", "Snowden asylum", "U.S.-Russia relations", "Missile defense", "Arms control"),
        *("Ukraine crisis", "Iran nuclear", "Chemical weapons", "Human rights", "North Korea", "Afghanistan"),
        *("NATO", "G8", "Adoption ban", "Surveillance", "Yemen", "Libya", "Terrorism", "Climate change"),
    ):
        assert found.find(title), title
    narrower = {slug for issue in found.issues for slug in issue.broader}
    assert len(narrower) > 40
