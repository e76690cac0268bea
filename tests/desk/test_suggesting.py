"""Terms and issues proposed from briefings that people tagged; accepting writes the file."""

from __future__ import annotations

from pathlib import Path

import pytest
from click.testing import CliRunner

from builder.cli import cli
from builder.desk.suggesting import sentence_at
from builder.desk.termsuggestions import _ends, _names, _phrases


@pytest.fixture
def project(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Thirty briefings; a person tagged ten of them, which all speak of a cotton board, as Trade."""
    (tmp_path / "config.yaml").write_text("site:\n  title: Test\n", "utf-8")
    for folder in ("briefings", "people", "issues"):
        (tmp_path / "content" / folder).mkdir(parents=True)
    words = str.split("tower river garden window letter summer winter table paper music")
    for n in range(30):
        tagged = n % 3 == 0
        body = f"The {words[n % 10]} near the {words[(n * 7) % 10]} was shut. Minister Abel Baker spoke."
        body += " The cotton board raised its price." if tagged else " The board of the museum met."
        body += " The Treaty of Westwick was signed. So the Treaty of Westwick holds." if n % 4 == 0 else ""
        issues = "issues: [Trade]\n" if tagged else ""
        text = (
            f"---\ntitle: News of {words[n % 9]} {n}\ndate: 2013-08-{n % 28 + 1:02}\n{issues}---\n\n{body}\n"
        )
        (tmp_path / "content" / "briefings" / f"b{n:02}.md").write_text(text, "utf-8")
    (tmp_path / "content" / "issues" / "trade.md").write_text(
        "---\ntitle: Trade\nterms: [trade]\n---\n", "utf-8"
    )
    monkeypatch.chdir(tmp_path)
    return tmp_path


def run(*arguments: str) -> str:
    result = CliRunner().invoke(cli, arguments, catch_exceptions=False)
    assert result.exit_code == 0, result.output
    return result.output


def test_terms_are_learned_from_tags_that_the_words_of_the_issue_do_not_give(project: Path) -> None:
    first = run("issues", "suggest", "trade").splitlines()[0]
    assert "cotton" in first
    assert "10 briefings with the issue, 0 without" in first
    assert "b00" in first


def test_accepting_a_term_writes_it_and_the_tag_is_then_given(project: Path) -> None:
    run("issues", "suggest", "trade", "--accept", "1")
    text = (project / "content" / "issues" / "trade.md").read_text("utf-8")
    assert "- trade" in text or "[trade," in text
    assert "cotton" in text


def test_a_phrase_that_recurs_is_proposed_as_an_issue_with_counts_and_examples(project: Path) -> None:
    lines = run("issues", "suggest").splitlines()
    (line, sentence) = [line for line in lines if "Treaty of Westwick" in line]
    assert sentence.strip() == "“The Treaty of Westwick was signed.”"
    assert "8 briefings, such as b00, b04, b08" in line
    number = line.split(".")[0].strip()
    run("issues", "suggest", "--accept", number)
    assert "title: Treaty of Westwick" in (
        project / "content" / "issues" / "treaty-of-westwick.md"
    ).read_text("utf-8")


def test_what_is_only_named_in_passing_is_no_issue(project: Path) -> None:
    for n in range(6):
        path = project / "content" / "briefings" / f"b{n:02}.md"
        path.write_text(path.read_text("utf-8") + "\nThe Hall of Mirrors stood by. It rained.\n", "utf-8")
    assert "Hall of Mirrors" not in run("issues", "suggest")


def test_nothing_is_proposed_for_an_issue_that_nobody_bears(project: Path) -> None:
    (project / "content" / "issues" / "x.md").write_text("---\ntitle: X-rays\nterms: [x-ray]\n---\n", "utf-8")
    assert "Nothing to propose" in run("issues", "suggest", "x")


def test_the_sentence_of_a_mention_is_cut_at_its_ends() -> None:
    text = "It rained. The U.S. envoy, Mr. Baker, spoke. He left."
    assert sentence_at(text, text.index("He left")) == "He left."
    assert sentence_at(text, text.index("rained")) == "It rained."
    assert sentence_at(text, text.index("spoke")) == "The U.S. envoy, Mr. Baker, spoke."


def test_half_of_an_office_in_a_title_and_what_a_paper_is_called_are_no_issue() -> None:
    title = "Memorandum From the Deputy Chief of Northern Harbor Affairs (Baker) about the ferry strike"
    found = set(_phrases(title, ["A Memorandum of Conversation said the Grain Board met."]).values())
    assert not any("Memorandum" in phrase or "Affairs" in phrase for phrase in found)
    assert "ferry strike" in found


def test_small_words_of_another_language_are_no_issue() -> None:
    found = set(_phrases("Was die Reform für die Bahn kostet", ["Viel."], lang="de").values())
    assert not any(phrase.startswith("für") or phrase.endswith("die") for phrase in found)
    assert any("Bahn kostet" in phrase for phrase in found)


def test_the_name_of_a_person_or_of_two_is_no_issue() -> None:
    people = _ends(["charles de gaulle", "ngo dinh diem", "ngo dinh nhu"])
    assert _names("de gaulle", people)
    assert _names("diem and nhu", people)
    assert not _names("test ban", people)
