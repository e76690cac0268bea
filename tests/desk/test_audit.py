"""`check` finds what is wrong with content, records and the built site, and stays quiet when all is well."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

from builder.archive.records import Base, Record, dump_record, record_path
from builder.build import Options, build
from builder.config import load_project
from builder.desk.audit import check_record, find_problems
from builder.desk.layout import open_desk
from builder.engine.edition import open_edition
from builder.model import LedgerLine, Mention

CONTACT = LedgerLine(2, "Contact the author at e.x@example.ru", "removed:private-contact")
RECORD = Record(
    slug="talks",
    seed="talks.txt",
    sha256="0" * 64,
    rules="1",
    media_type="text/plain",
    encoding="utf-8",
    url="",
    date_bounds="",
    ledger=(LedgerLine(1, "They met.", "body"), CONTACT),
    evidence={},
    damage=(),
    mentions=(),
    issues=(),
    base=Base({"title": "Talks"}, ("They met.",), (1,)),
)


def archive(folder: Path) -> Path:
    (folder / "content" / "briefings").mkdir(parents=True)
    (folder / "content" / "records").mkdir()
    (folder / "config.yaml").write_text("site:\n  title: X\n")
    (folder / "content" / "briefings" / "talks.md").write_text("---\ntitle: Talks\n---\n\nThey met.\n")
    (folder / record_path("talks")).write_text(dump_record(RECORD))
    return folder


def test_a_sound_archive_has_no_problems(tmp_path: Path) -> None:
    assert list(find_problems(load_project(archive(tmp_path)))) == []


def test_content_records_and_site_are_all_looked_at(tmp_path: Path) -> None:
    root = archive(tmp_path)
    (root / "content" / "briefings" / "bad.md").write_text("---\ntitle: Bad\ndate: 2019-02-30\n---\n\nx\n")
    (root / record_path("other")).write_text("{")
    (root / "public").mkdir()
    (root / "public" / "index.html").write_text('<a href="gone.html">Write to e.x@example.ru</a>')
    codes = sorted(problem.code for problem in find_problems(load_project(root)))
    assert codes == ["E103", "E220", "E520", "E526"]


def test_a_ledger_that_skips_or_doubles_a_line_is_an_error() -> None:
    doubled = replace(RECORD, ledger=(RECORD.ledger[0], RECORD.ledger[0]))
    nowhere = replace(RECORD, ledger=(replace(CONTACT, line=1, fate="gone"),))
    assert not list(check_record(RECORD, "r.json"))
    assert [p.code for p in check_record(doubled, "r.json")] == ["E221"]
    assert [p.code for p in check_record(nowhere, "r.json")] == ["E221"]


def test_looking_leaves_the_cache_of_the_build_as_it_was(tmp_path: Path) -> None:
    root = archive(tmp_path)
    build(load_project(root), Options(jobs=1))
    packs = root / ".dispatchbox" / "packs"
    before = sorted(path.name for path in packs.iterdir())
    assert before
    list(find_problems(load_project(root)))
    open_desk(load_project(root))
    open_edition(load_project(root))
    assert sorted(path.name for path in packs.iterdir()) == before, "content was read again"


def test_a_name_that_stays_nobodys_is_noted_with_its_line(tmp_path: Path) -> None:
    root = archive(tmp_path)
    spoken, full = Mention("Karzai", "Karzai", 1, 0, 1, "scorer"), "Hamid Karzai"
    (root / record_path("talks")).write_text(dump_record(replace(RECORD, mentions=(spoken,))))
    (note,) = find_problems(load_project(root))
    assert (note.code, note.level, str(note.where)) == ("N310", "note", "seeds/talks.txt:1")
    assert note.message == "'Karzai' is nobody's name: no briefing gives the full name."
    (root / "content/people").mkdir()
    (root / "content/people/hamid-karzai.md").write_text(f"---\nname: {full}\naliases: [Karzai]\n---\n")
    assert list(find_problems(load_project(root))) == []
