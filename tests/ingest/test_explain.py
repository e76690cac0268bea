"""`dispatchbox explain` tells the story of a line, a seed and a briefing."""

from __future__ import annotations

import re
import shutil
from pathlib import Path

import pytest
from click.testing import CliRunner

from builder.commands.explain import command as explain
from builder.commands.ingest import command as ingest

ROOT = Path(__file__).resolve().parents[2]
STORY = """Menu

Ministers Meet in Geneva

The foreign ministers of both countries met in Geneva on Friday. They had come for the war in \
Syria, the Syrian opposition, nuclear arms, missile defense, trade, global security,

and human rights, Secretary of State John Kerry said after the talks had come to an end.

"We have agreed to meet again," Foreign Minister Sergei Lavrov told reporters after the meeting on Friday.

Share this article
"""


@pytest.fixture
def told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> CliRunner:
    """An ingested archive as the current folder."""
    (tmp_path / "config.yaml").write_text("site:\n  title: Test\n", "utf-8")
    shutil.copytree(ROOT / "content" / "issues", tmp_path / "content" / "issues")
    (tmp_path / "seeds").mkdir()
    (tmp_path / "seeds" / "a.txt").write_text(STORY, "utf-8")
    monkeypatch.chdir(tmp_path)
    runner = CliRunner()
    result = runner.invoke(ingest, [])
    assert result.exit_code == 0, result.output
    return runner


def ask(runner: CliRunner, what: str, code: int = 0) -> str:
    result = runner.invoke(explain, [what])
    assert result.exit_code == code, result.output
    return result.output


def test_a_removed_line_names_its_rule_and_words(told: CliRunner) -> None:
    text = ask(told, "seeds/a.txt:11")
    assert "Share this article" in text
    assert "Removed by the rule 'share': 'share this article'." in text


def test_a_body_line_names_its_paragraph_its_people_and_its_join(told: CliRunner) -> None:
    text = ask(told, "a.txt:7")
    assert "Kept as body" in text
    assert "paragraph 1 of content/briefings/ministers-meet-in-geneva.md" in text
    assert "It continues line 5" in text
    assert "It names John Kerry" in text
    assert "Line 7 continues it." in ask(told, "a.txt:5")


def test_a_line_of_which_there_is_no_doubt_shows_what_decided_too(told: CliRunner) -> None:
    record = next(Path("content/records").glob("*.json")).read_text("utf-8")
    assert re.search(r'"line": ?9, .*"why": ?"[01]\.\d+"', record), "the record gives the score alone"
    assert re.search(r"Kept as body; the score is [01]\.\d+: \w.* [+-]\d\.\d, ", ask(told, "a.txt:9"))


def test_a_title_line_says_that_it_is_metadata(told: CliRunner) -> None:
    text = ask(told, "a.txt:3")
    assert "Metadata: it holds the title and nothing else." in text
    assert "It is evidence for title" in text


def test_a_seed_shows_its_sums_and_every_line_that_is_not_empty(told: CliRunner) -> None:
    text = ask(told, "a.txt")
    assert "11 lines = 3 body, 1 metadata, 2 removed, 5 empty" in text
    for line in STORY.splitlines():
        assert line[:60] in text


def test_a_seed_that_changed_is_told_as_it_is_now(told: CliRunner) -> None:
    seed = Path("seeds/a.txt")
    seed.write_text(STORY.replace("Share this article", "Print this page"), "utf-8")
    assert "Print this page" in ask(told, "a.txt:11")


def test_a_briefing_gives_the_reasons_of_its_fields_and_what_a_person_changed(told: CliRunner) -> None:
    path = Path("content/briefings/ministers-meet-in-geneva.md")
    text = path.read_text("utf-8")
    path.write_text(text.replace("title: Ministers", "title: Envoys").replace("meet again", "part"), "utf-8")
    for name in ("ministers-meet-in-geneva", str(path)):
        told_text = ask(told, name)
        assert "title: 'Envoys Meet in Geneva'" in told_text
        assert "Changed by you; the machine has 'Ministers Meet in Geneva'." in told_text
        assert "person Sergei Lavrov: also named (weight" in told_text
        assert "1 mention, full-name: named in full: Sergei Lavrov" in told_text
        assert "issue Syria: about, score" in told_text
        assert ': yours: "We have agreed to part,"' in told_text
        assert "seeds/a.txt:9: not in the briefing as the seed has it" in told_text


def test_a_tag_that_a_person_added_or_took_away_is_told_as_such(told: CliRunner) -> None:
    path = Path("content/briefings/ministers-meet-in-geneva.md")
    text = path.read_text("utf-8")
    assert "Sergei Lavrov" in text and "issues: [" in text
    path.write_text(
        text.replace("Sergei Lavrov]", "Jane Roe]").replace("issues: [Syria", "issues: [Chess"), "utf-8"
    )
    told_text = ask(told, "ministers-meet-in-geneva")
    assert "person Jane Roe: added by you" in told_text
    assert "person Sergei Lavrov: taken away by you" in told_text
    assert "issue Chess: added by you" in told_text
    assert "issue Syria: taken away by you" in told_text


def test_what_is_nothing_is_a_wrong_use(told: CliRunner) -> None:
    assert "is no seed, no briefing" in ask(told, "nothing", 2)
    assert "has 11 lines, not 99" in ask(told, "a.txt:99", 2)
    ask(told, "../../etc/passwd", 2)
