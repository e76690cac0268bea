"""seeds/ → content/: only what changed, nothing a person wrote lost, the same whatever the order."""

from __future__ import annotations

import json
import shutil
import time
from pathlib import Path
from typing import Any

import pytest

from builder.archive.frontmatter import parse
from builder.config import Project, load_project
from builder.ingest import pipeline
from builder.ingest.pipeline import IngestResult, Request, ingest, ingest_changed
from builder.ingest.state import load_state
from builder.ingest.wide import known
from builder.ingest.wide import steps as wide
from builder.workers import Workers

ROOT = Path(__file__).resolve().parents[2]

STORY = """Ministers Meet in Geneva

By Jane Roe

August 9, 2013

The foreign ministers of both countries met in Geneva on Friday to discuss the war in Syria and the treaty.

Secretary of State John Kerry said that the talks had been difficult, but that they would go on next month.

"We have agreed to meet again," Foreign Minister Sergei Lavrov told reporters after the meeting on Friday.

The two sides have been at odds for months over the question of how the conflict might be brought to an end.

Share this article
"""


@pytest.fixture
def archive(tmp_path: Path) -> Project:
    """An archive with one seed and the vocabulary that ships."""
    (tmp_path / "config.yaml").write_text("site:\n  title: Test\n", "utf-8")
    shutil.copytree(ROOT / "content" / "issues", tmp_path / "content" / "issues")
    (tmp_path / "seeds").mkdir()
    (tmp_path / "seeds" / "geneva.txt").write_text(STORY, "utf-8")
    return load_project(tmp_path)


def run(project: Project, **request: Any) -> IngestResult:
    return ingest(load_project(project.root), Workers(), Request(**request))


def briefing(project: Project, slug: str = "ministers-meet-in-geneva") -> Path:
    return project.content / "briefings" / f"{slug}.md"


def record(project: Project, slug: str = "ministers-meet-in-geneva") -> dict[str, Any]:
    values: dict[str, Any] = json.loads((project.content / "records" / f"{slug}.json").read_text("utf-8"))
    return values


def front(project: Project, slug: str = "ministers-meet-in-geneva") -> dict[str, Any]:
    return dict(parse(briefing(project, slug).read_text("utf-8"), "x.md").values)


def snapshot(project: Project) -> dict[str, bytes]:
    """Everything under content/, as bytes."""
    return {
        path.relative_to(project.content).as_posix(): path.read_bytes()
        for path in sorted(project.content.rglob("*"))
        if path.is_file()
    }


def edit(path: Path, old: str, new: str) -> None:
    text = path.read_text("utf-8")
    assert old in text
    path.write_text(text.replace(old, new), "utf-8")


def codes(result: IngestResult) -> list[str]:
    return [problem.code for problem in result.problems]


# ---------------------------------------------------------------- what is written


def test_a_seed_becomes_a_briefing_and_a_record(archive: Project) -> None:
    result = run(archive)
    assert [(row.seed, row.slug, row.state) for row in result.rows] == [
        ("geneva.txt", "ministers-meet-in-geneva", "new")
    ]
    values = front(archive)
    assert values["title"] == "Ministers Meet in Geneva"
    assert values["date"] == "2013-08-09"
    assert values["byline"] == ["Jane Roe"]
    assert values["source"] == {"seed": "geneva.txt"}
    assert {"John Kerry", "Sergei Lavrov"} <= set(values["people"])
    assert "Syria" in values["issues"]
    ledger = record(archive)["ledger"]
    assert [row["text"] for row in ledger] == STORY.splitlines()
    assert ledger[-1]["fate"] == "removed:share"


def test_nothing_is_written_twice(archive: Project) -> None:
    run(archive)
    before = snapshot(archive)
    again = run(archive)
    assert (again.rows, again.changes) == ((), ())
    assert snapshot(archive) == before


def test_the_cache_may_be_deleted_without_any_difference(archive: Project) -> None:
    first = run(archive)
    before = snapshot(archive)
    shutil.rmtree(archive.cache)
    again = run(archive)
    assert (again.rows, again.changes) == ((), ())
    assert again.problems == first.problems
    assert snapshot(archive) == before


def test_order_of_seeds_and_number_of_processes_say_nothing(archive: Project, tmp_path: Path) -> None:
    for number in range(20):
        text = STORY.replace("Geneva", f"City{number % 7}").replace("months", f"{number} months")
        (archive.seeds / f"s{number:02}.txt").write_text(text, "utf-8")
    ingest(archive, Workers())
    serial = snapshot(archive)
    shutil.rmtree(archive.content / "briefings")
    shutil.rmtree(archive.content / "records")
    shutil.rmtree(archive.cache)
    ingest(archive, Workers(2))
    assert snapshot(archive) == serial


def test_seeds_one_by_one_give_what_all_at_once_give(archive: Project) -> None:
    texts = {f"s{n}.txt": STORY.replace("Geneva", f"City{n}").replace("John Kerry", name) for n, name in enumerate(("John F. Kerry", "Kerry", "John Kerry"))}  # fmt: skip  # noqa: E501
    for name, text in texts.items():
        (archive.seeds / name).write_text(text, "utf-8")
        run(archive)
    stepwise = snapshot(archive)
    shutil.rmtree(archive.content / "briefings")
    shutil.rmtree(archive.content / "records")
    run(archive)
    assert snapshot(archive) == stepwise


def test_a_dry_run_shows_what_would_change_and_writes_nothing(archive: Project) -> None:
    before = snapshot(archive)
    result = run(archive, dry_run=True)
    paths = [change.path for change in result.changes]
    assert paths == [
        "content/briefings/ministers-meet-in-geneva.md",
        "content/records/ministers-meet-in-geneva.json",
    ]
    assert "The foreign ministers of both countries" in (result.changes[0].after or "")
    assert snapshot(archive) == before
    assert not archive.cache.exists()


def test_an_unchanged_archive_is_not_looked_into(archive: Project, monkeypatch: pytest.MonkeyPatch) -> None:
    (archive.seeds / "empty.txt").write_text("", "utf-8")
    # Files just written are never trusted: the clock stands an hour ahead.
    monkeypatch.setattr(pipeline, "clock", lambda: time.time_ns() + 3_600 * 10**9)
    first = ingest_changed(archive, Workers())
    monkeypatch.setattr(pipeline, "read_world", None)
    again = ingest_changed(archive, Workers())
    assert codes(again) == codes(first) == ["E201"]
    assert again.rows == ()


def test_a_briefing_saved_by_a_person_is_no_work_for_ingest(
    archive: Project, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(pipeline, "clock", lambda: time.time_ns() + 3_600 * 10**9)
    ingest_changed(archive, Workers())
    monkeypatch.setattr(pipeline, "read_world", None)
    edit(briefing(archive), "had been difficult", "had been very difficult")
    assert ingest_changed(archive, Workers()).problems == ()


# ---------------------------------------------------------------- slugs


def test_same_titles_get_numbers_and_keep_them(archive: Project) -> None:
    (archive.seeds / "b.txt").write_text(STORY.replace("difficult", "easy"), "utf-8")
    run(archive)
    assert front(archive)["source"]["seed"] == "b.txt"
    assert front(archive, "ministers-meet-in-geneva-2")["source"]["seed"] == "geneva.txt"
    (archive.seeds / "a.txt").write_text(STORY.replace("difficult", "short"), "utf-8")
    run(archive)
    assert front(archive)["source"]["seed"] == "b.txt"
    assert front(archive, "ministers-meet-in-geneva-3")["source"]["seed"] == "a.txt"


def test_a_title_that_changes_keeps_its_slug(archive: Project) -> None:
    run(archive)
    edit(archive.seeds / "geneva.txt", "Ministers Meet", "Envoys Meet")
    run(archive)
    assert front(archive)["title"] == "Envoys Meet in Geneva"
    assert len(list((archive.content / "briefings").iterdir())) == 1


def test_a_seed_that_moves_takes_its_briefing_along(archive: Project) -> None:
    run(archive)
    (archive.seeds / "2013").mkdir()
    (archive.seeds / "geneva.txt").rename(archive.seeds / "2013" / "talks.txt")
    run(archive)
    assert front(archive)["source"]["seed"] == "2013/talks.txt"
    assert len(list((archive.content / "briefings").iterdir())) == 1


def test_a_briefing_that_a_person_renames_keeps_its_record(archive: Project) -> None:
    run(archive)
    edit(briefing(archive), "difficult", "hard")
    briefing(archive).rename(briefing(archive, "geneva-talks"))
    edit(archive.seeds / "geneva.txt", "Ministers Meet", "Envoys Meet")
    run(archive)
    assert [path.name for path in (archive.content / "briefings").iterdir()] == ["geneva-talks.md"]
    assert [path.name for path in (archive.content / "records").iterdir()] == ["geneva-talks.json"]
    assert front(archive, "geneva-talks")["title"] == "Envoys Meet in Geneva"
    assert "had been hard" in briefing(archive, "geneva-talks").read_text("utf-8")


def test_a_row_put_in_above_moves_no_briefing(archive: Project) -> None:
    text = STORY.partition("2013\n\n")[2]
    rows = [{"title": f"Talks number {n}", "text": text.replace("months", f"{n} months")} for n in range(3)]
    dump = archive.seeds / "dump.jsonl"
    dump.write_text("".join(json.dumps(row) + "\n" for row in rows[1:]), "utf-8")
    run(archive)
    assert front(archive, "talks-number-1")["source"]["seed"] == "dump.jsonl#1"
    dump.write_text("".join(json.dumps(row) + "\n" for row in rows), "utf-8")
    run(archive)
    assert front(archive, "talks-number-0")["source"]["seed"] == "dump.jsonl#1"
    assert front(archive, "talks-number-1")["source"]["seed"] == "dump.jsonl#2"
    assert front(archive, "talks-number-2")["source"]["seed"] == "dump.jsonl#3"


# ---------------------------------------------------------------- a person's word


def test_what_a_person_wrote_survives_a_new_seed(archive: Project) -> None:
    run(archive)
    path = briefing(archive)
    edit(path, "title: Ministers Meet in Geneva", "# checked\ntitle: Ministers Met in Geneva")
    edit(path, "had been difficult", "had been very difficult")
    edit(archive.seeds / "geneva.txt", "for months over", "for years over")
    result = run(archive)
    text = path.read_text("utf-8")
    assert "# checked\ntitle: Ministers Met in Geneva\n" in text
    assert "had been very difficult" in text
    assert "for years over" in text
    assert codes(result) == []


def test_where_both_changed_the_same_the_persons_stays_and_the_line_is_named(archive: Project) -> None:
    run(archive)
    path = briefing(archive)
    edit(path, "had been difficult", "had been very difficult")
    edit(archive.seeds / "geneva.txt", "had been difficult", "had been easy")
    (problem,) = run(archive).problems
    lines = path.read_text("utf-8").splitlines()
    assert problem.code == "D246"
    assert problem.where.path == "content/briefings/ministers-meet-in-geneva.md"
    assert "very difficult" in lines[problem.where.line - 1]
    assert run(archive).problems == (problem,)
    path.write_text(path.read_text("utf-8") + "\nSeen.\n", "utf-8")
    assert run(archive).problems == ()


def test_tags_a_person_set_stay_when_the_archive_learns_more(archive: Project) -> None:
    run(archive)
    path = briefing(archive)
    people = ["Jane Roe", *(name for name in front(archive)["people"] if name != "Sergei Lavrov")]
    old = next(line for line in path.read_text("utf-8").splitlines() if line.startswith("people:"))
    edit(path, old, f"people: [{', '.join(people)}]")
    edit(archive.seeds / "geneva.txt", "The two sides have", "President Barack Obama said the two sides have")
    run(archive)
    names = front(archive)["people"]
    assert names[0] == "Jane Roe"
    assert "Sergei Lavrov" not in names
    assert "Barack Obama" in names


def test_what_a_person_took_out_does_not_come_back_when_the_seed_loses_it_and_has_it_again(
    archive: Project,
) -> None:
    run(archive)
    path = briefing(archive)
    gone = '"We have agreed to meet again,"'
    text = path.read_text("utf-8")
    paragraph = next(line for line in text.splitlines() if line.startswith(gone))
    names = [name for name in front(archive)["people"] if name != "John Kerry"]
    old = next(line for line in text.splitlines() if line.startswith("people:"))
    path.write_text(
        text.replace(f"{paragraph}\n\n", "").replace(old, f"people: [{', '.join(names)}]"), "utf-8"
    )
    seed = (archive.seeds / "geneva.txt").read_text("utf-8")
    shorter = seed.replace(f"{paragraph}\n\n", "").replace("Secretary of State John Kerry", "One of them")
    (archive.seeds / "geneva.txt").write_text(shorter, "utf-8")
    run(archive)
    (archive.seeds / "geneva.txt").write_text(seed, "utf-8")
    run(archive)
    assert gone not in path.read_text("utf-8")
    assert "John Kerry" not in front(archive).get("people", [])
    assert "Secretary of State John Kerry said" in path.read_text("utf-8")


def test_a_deleted_briefing_stays_deleted_until_it_is_asked_for(archive: Project) -> None:
    run(archive)
    briefing(archive).unlink()
    edit(archive.seeds / "geneva.txt", "months", "years")
    result = run(archive)
    assert codes(result) == ["N243"]
    assert result.deleted == 1
    assert not briefing(archive).exists()
    restored = run(archive, only=("geneva.txt",), restore=True)
    assert codes(restored) == []
    assert "for years over" in briefing(archive).read_text("utf-8")


def test_an_article_under_the_old_name_of_a_deleted_one_becomes_one_briefing(archive: Project) -> None:
    run(archive)
    briefing(archive).unlink()
    seed = archive.seeds / "geneva.txt"
    seed.rename(archive.seeds / "moved.txt")
    seed.write_text((archive.seeds / "moved.txt").read_text("utf-8").replace("months", "years"), "utf-8")
    (problem,) = run(archive).problems
    assert "--restore moved.txt" in str(problem)
    made = sorted(path.name for path in (archive.content / "briefings").iterdir())
    for _ in range(2):
        shutil.rmtree(archive.cache)
        run(archive)
        assert sorted(path.name for path in (archive.content / "briefings").iterdir()) == made


def test_a_seed_that_is_gone_leaves_its_briefing(archive: Project) -> None:
    run(archive)
    (archive.seeds / "geneva.txt").unlink()
    assert codes(run(archive)) == ["N242"]
    assert briefing(archive).exists()
    briefing(archive).unlink()
    assert codes(run(archive)) == []
    assert list((archive.content / "records").iterdir()) == []


def test_a_persons_alias_in_other_letters_tags_the_briefings_that_print_it(archive: Project) -> None:
    text = (
        "会见外国客人\n\n2019年6月20日 北京\n\n"
        + "国家主席习近平星期四在北京会见了来访的外国客人,双方就两国关系交换了意见。\n\n" * 2
    )
    (archive.root / "seeds" / "b.txt").write_text(text, "utf-8")
    run(archive)
    slug = next(path.stem for path in (archive.content / "briefings").iterdir() if "geneva" not in path.stem)
    assert "people" not in front(archive, slug)
    person = archive.content / "people" / "xi-jinping.md"
    person.parent.mkdir(exist_ok=True)
    person.write_text("---\nname: Xi Jinping\naliases: [习近平]\n---\n", "utf-8")
    run(archive)
    assert front(archive, slug)["people"] == ["Xi Jinping"]
    person.unlink()
    run(archive)
    assert "people" not in front(archive, slug)


def test_a_lost_record_costs_no_edit(archive: Project) -> None:
    run(archive)
    edit(briefing(archive), "had been difficult", "had been very difficult")
    mine = briefing(archive).read_bytes()
    shutil.rmtree(archive.content / "records")
    run(archive)
    assert briefing(archive).read_bytes() == mine
    assert record(archive)["seed"] == "geneva.txt"


def test_a_broken_record_is_reported_and_nothing_is_written_over_it(archive: Project) -> None:
    run(archive)
    path = archive.content / "records" / "ministers-meet-in-geneva.json"
    path.write_text("<<<<<<< HEAD\n" + path.read_text("utf-8"), "utf-8")
    before = snapshot(archive)
    assert codes(run(archive)) == ["E220"]
    assert snapshot(archive) == before


def test_a_briefing_that_is_no_yaml_is_reported_and_left_alone(archive: Project) -> None:
    run(archive)
    edit(briefing(archive), "title:", "title: [")
    edit(archive.seeds / "geneva.txt", "months", "years")
    before = snapshot(archive)
    assert codes(run(archive)) == ["E101"]
    assert snapshot(archive) == before


# ---------------------------------------------------------------- the whole archive


def test_a_copy_says_whom_it_repeats_and_no_longer_when_that_is_gone(archive: Project) -> None:
    (archive.seeds / "copy.txt").write_text(STORY.replace("Ministers Meet", "Envoys Meet"), "utf-8")
    run(archive)
    assert front(archive, "ministers-meet-in-geneva")["duplicate_of"] == "envoys-meet-in-geneva"
    briefing(archive, "envoys-meet-in-geneva").unlink()
    run(archive)
    assert "duplicate_of" not in front(archive)


def test_a_new_issue_is_found_in_old_briefings(archive: Project) -> None:
    run(archive)
    (archive.content / "issues" / "reporters.md").write_text(
        "---\ntitle: Reporters\nterms: [reporters]\nthreshold: 1\n---\n", "utf-8"
    )
    result = run(archive)
    assert result.rows == ()
    assert "Reporters" in front(archive)["issues"]


def test_one_seed_more_settles_only_the_families_it_names(
    archive: Project, monkeypatch: pytest.MonkeyPatch
) -> None:
    story = STORY.replace("Geneva", "Sochi").replace("John Kerry", "Kerry")
    other = STORY.replace("Geneva", "Berlin").replace("John Kerry", "Angela Merkel")
    (archive.seeds / "berlin.txt").write_text(other, "utf-8")
    run(archive)
    (archive.seeds / "sochi.txt").write_text(story, "utf-8")

    def settle(*_: object) -> None:
        raise AssertionError("the whole archive was settled")

    with monkeypatch.context() as patched:
        patched.setattr(wide, "settle", settle)
        run(archive)
    assert "John Kerry" in front(archive, "ministers-meet-in-sochi")["people"]
    one_by_one = snapshot(archive)
    shutil.rmtree(archive.content / "briefings")
    shutil.rmtree(archive.content / "records")
    run(archive)
    assert snapshot(archive) == one_by_one


def test_a_curated_name_is_used_in_old_briefings(archive: Project) -> None:
    run(archive)
    (archive.content / "people").mkdir()
    (archive.content / "people" / "sergey-lavrov.md").write_text(
        "---\nname: Sergey Lavrov\naliases: [Sergei Lavrov]\n---\n", "utf-8"
    )
    run(archive)
    assert "Sergey Lavrov" in front(archive)["people"]
    assert "Sergei Lavrov" not in front(archive)["people"]


def test_what_a_run_wrote_long_before_its_end_is_not_read_again(
    archive: Project, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(pipeline, "is_young", lambda found, listed_at: False)
    run(archive)
    read: list[str] = []
    monkeypatch.setattr(known, "_know_file", lambda root, slug: read.append(slug))
    (archive.root / "seeds" / "more.txt").write_text(STORY.replace("Geneva", "Vienna"), "utf-8")
    run(archive)
    assert not read


def test_a_record_that_changed_while_a_run_went_on_is_read_again(
    archive: Project, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(pipeline, "is_young", lambda found, listed_at: False)
    relist = pipeline._relist

    def touch_first(*given: Any) -> Any:
        path = archive.content / "records" / "ministers-meet-in-geneva.json"
        path.write_text(path.read_text("utf-8") + "\n", "utf-8")
        return relist(*given)

    monkeypatch.setattr(pipeline, "_relist", touch_first)
    run(archive)
    assert not load_state(archive.cache).records
