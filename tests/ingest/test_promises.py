"""The promises of ingest: no line lost on any page, no edit lost under any change, the five seeds."""

from __future__ import annotations

import gzip
import os
import shutil
import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from builder.archive.frontmatter import parse
from builder.archive.records import parse_record
from builder.config import IngestOptions, load_project
from builder.errors import ContentError
from builder.ingest.cleaning.body import find_imbalance, make_body
from builder.ingest.describe import describe
from builder.ingest.pipeline import Request, ingest
from builder.ingest.reading.containers import read_part
from builder.ingest.reading.parts import Part
from builder.ingest.writing.merge import join_paragraphs, split_paragraphs
from builder.workers import Workers

ROOT = Path(__file__).resolve().parents[2]
CORPORA = os.environ.get("DISPATCHBOX_CORPORA", "")
EXTRACT = Path(CORPORA) / "extract"

# ---------------------------------------------------------------- nothing is lost


def pages() -> list[Path]:
    """Every page of the corpus: saved pages, full dumps, light dumps."""
    if not CORPORA or not EXTRACT.is_dir():
        return []
    return [path for room in ("dump", "html", "light") for path in sorted((EXTRACT / room).iterdir())]


def sums_of(path: Path) -> str:
    """What does not add up for a page; empty when all does, or the page cannot be read."""
    data = path.read_bytes()
    name = path.name
    if name.endswith(".gz"):
        data, name = gzip.decompress(data), name.removesuffix(".gz")
    try:
        draft, _ = describe(read_part(Part(name, data), IngestOptions()), {})
    except ContentError as error:
        assert {p.code for p in error.problems} <= {"E201", "E203"}, error
        return ""
    body = make_body(draft.document, draft.ledger)
    assert [row.line for row in draft.ledger] == list(range(1, len(draft.document.lines) + 1))
    return find_imbalance(draft.document, draft.ledger, body)


@pytest.mark.skipif(not pages(), reason="DISPATCHBOX_CORPORA names no folder with the corpus")
def test_every_line_of_some_pages_is_accounted_for() -> None:
    every = max(1, len(pages()) // 30)
    assert {path.name: lost for path in pages()[::every] if (lost := sums_of(path))} == {}


@pytest.mark.slow
@pytest.mark.timeout(900)
@pytest.mark.skipif(not pages(), reason="DISPATCHBOX_CORPORA names no folder with the corpus")
def test_every_line_of_every_page_is_accounted_for() -> None:
    assert {path.name: lost for path in pages() if (lost := sums_of(path))} == {}


WORDS = "the ministers met in Geneva, on and [x](http://a.org) **b** 1.".split()
LINES = st.lists(
    st.one_of(
        st.text(st.characters(codec="utf-8", exclude_characters="\r\n\x00"), max_size=80),
        st.sampled_from(["", "Share this article", "By Jane Roe", "August 9, 2013", "• Most Popular"]),
        st.lists(st.sampled_from(WORDS), min_size=8).map(" ".join),
    ),
    min_size=1,
    max_size=30,
)


@given(LINES, st.sampled_from(["a.txt", "a.md"]))
@settings(deadline=None, max_examples=60)
def test_every_line_of_any_text_is_accounted_for(lines: list[str], name: str) -> None:
    data = "\n".join(lines).encode()
    try:
        document = read_part(Part(name, data), IngestOptions())
    except ContentError:
        return
    draft, _ = describe(document, {})
    assert len(draft.ledger) == len(document.lines)
    assert find_imbalance(document, draft.ledger, make_body(document, draft.ledger)) == ""


def test_a_ledger_that_loses_something_is_noticed() -> None:
    text = "The ministers met in Geneva on Friday to discuss the war.\n\n"
    text += "They agreed to meet again in the autumn.\n"
    draft, _ = describe(read_part(Part("a.txt", text.encode()), IngestOptions()), {})
    body = make_body(draft.document, draft.ledger)
    assert find_imbalance(draft.document, draft.ledger, body) == ""
    assert "have a fate" in find_imbalance(draft.document, draft.ledger[:-1], body)
    cut = type(body)(body.paragraphs, (body.blocks[0].replace("Geneva", "Gnva"), *body.blocks[1:]))
    assert "not in the briefing" in find_imbalance(draft.document, draft.ledger, cut)
    less = type(body)(body.paragraphs[:-1], body.blocks[:-1])
    assert "stand in the briefing" in find_imbalance(draft.document, draft.ledger, less)


# ---------------------------------------------------------------- a person's word wins

CITIES = ("Geneva", "Vienna", "Rome", "Moscow", "Paris", "Berlin", "Ankara", "Cairo", "Tokyo", "Oslo")
SENTENCES = [
    f"{city} {' '.join(f'{city.lower()}{n}' for n in range(8))} was what they said on Friday."
    for city in CITIES
]
QUICK = (Phase.explicit, Phase.reuse, Phase.generate)  # shrinking whole archives takes minutes
EDITS = st.lists(
    st.tuples(st.sampled_from(["reword", "delete", "insert", "title", "tag"]), st.integers(0, 20)), max_size=4
)
SEEDS = st.lists(st.sampled_from(SENTENCES), min_size=3, max_size=8, unique=True)


@given(st.lists(st.tuples(SEEDS, EDITS), min_size=2, max_size=4))
@settings(deadline=None, max_examples=15, suppress_health_check=[HealthCheck.too_slow], phases=QUICK)
def test_no_edit_is_lost_however_seeds_change(rounds: list[tuple[list[str], list[tuple[str, int]]]]) -> None:
    with tempfile.TemporaryDirectory() as folder:
        root = Path(folder)
        (root / "config.yaml").touch()
        (root / "seeds").mkdir()
        written: list[str] = []
        deleted: set[str] = set()
        title = ""
        count = 0
        for paragraphs, edits in rounds:
            seed = "Ministers Meet Abroad\n\nBy Jane Roe\n\n" + "\n\n".join(paragraphs) + "\n"
            (root / "seeds" / "a.txt").write_text(seed, "utf-8")
            ingest(load_project(root), Workers(), Request())
            (path,) = (root / "content" / "briefings").iterdir()
            text = path.read_text("utf-8")
            body = split_paragraphs(parse(text, "a.md").body)
            assert [t for t in body if t in written] == written
            assert sorted(deleted & set(body)) == []
            assert not title or parse(text, "a.md").values["title"] == title
            head = text.partition("\n---\n\n")[0]
            for act, place in edits:
                count += 1
                mine = [n for n, t in enumerate(body) if t not in written]
                if act == "title":
                    old, title = parse(head + "\n---\n", "a.md").values["title"], f"Title number {count}"
                    head = head.replace(f"title: {old}", f"title: {title}")
                elif act == "insert":
                    body.insert(place % (len(body) + 1), f"Remark {count} by a person who read the seed.")
                elif act == "tag":
                    head += f"\nrights: full # {count}" if "rights:" not in head else ""
                elif mine:
                    at = mine[place % len(mine)]
                    deleted.add(body[at])
                    if act == "delete":
                        del body[at]
                    else:
                        body[at] = f"{body[at]} Reworded {count}."
            written = [t for t in body if "Remark" in t or "Reworded" in t]
            path.write_text(f"{head}\n---\n\n{join_paragraphs(body)}", "utf-8")


# ---------------------------------------------------------------- the five seeds


@pytest.fixture(scope="module")
def five(tmp_path_factory: pytest.TempPathFactory) -> Iterator[dict[str, tuple[dict[str, Any], str, Any]]]:
    """Number of the seed → (front matter, body, record), ingested together."""
    root = tmp_path_factory.mktemp("five")
    shutil.copytree(ROOT / "seeds", root / "seeds")
    shutil.copytree(ROOT / "content" / "issues", root / "content" / "issues")
    (root / "config.yaml").touch()
    result = ingest(load_project(root), Workers(), Request())
    assert not [p for p in result.problems if p.level == "error"]
    found = {}
    for row in result.rows:
        document = parse((root / f"content/briefings/{row.slug}.md").read_text("utf-8"), "x.md")
        record = parse_record((root / f"content/records/{row.slug}.json").read_text("utf-8"), row.slug)
        found[row.seed[:3]] = (dict(document.values), document.body, record)
    yield found


Five = dict[str, tuple[dict[str, Any], str, Any]]


def removed(record: Any) -> str:
    return "\n".join(row.text for row in record.ledger if row.fate.startswith("removed:"))


def test_seed_000_has_its_title_and_no_invented_date(five: Five) -> None:
    front, body, record = five["000"]
    assert front["title"] == "Key US, Russian Officials Meeting in Washington"
    assert not {"byline", "outlet", "date"} & set(front)
    assert "Accessibility links\n" in removed(record)
    assert "Breaking News" in removed(record)
    assert len(split_paragraphs(body)) == 8


def test_seed_001_has_its_byline_date_url_figure_and_mended_paragraphs(five: Five) -> None:
    front, body, record = five["001"]
    assert front["byline"] == ["Yekaterina Kravtsova"]
    assert front["date"] == "2013-08-08"
    assert front["outlet"] == "The Moscow Times"
    assert front["source"]["url"].startswith("https://www.themoscowtimes.com/2013/08/08/")
    assert [figure["credit"] for figure in front["figures"]] == ["Maxim Stulov"]
    assert 'commercial relations, global security, and human rights issues."' in body
    assert "foreign and defense ministers in Rome on Tuesday." in body
    assert [row.joined for row in record.ledger if row.joined] == [17, 43]
    assert "e.kravtsova@imedia.ru" not in body
    assert "Contact the author" in removed(record)


def test_seed_002_has_its_date_and_place_and_one_figure(five: Five) -> None:
    front, body, _ = five["002"]
    assert (front["date"], front["date_text"]) == ("2013-08-09", "Fri Aug 9, 2013 11:07pm IST")
    assert (front["outlet"], front["dateline"]) == ("Reuters", "WASHINGTON")
    assert [figure["credit"] for figure in front["figures"]] == ["REUTERS/Gary Cameron"]
    assert front["byline"] == ["Paul Eckert"]
    assert front["editors"] == ["Philip Barbara"]
    assert body.startswith("WASHINGTON (Reuters) - The United States and Russia must find ways")


def test_seed_002_ends_before_the_comments(five: Five) -> None:
    _, body, record = five["002"]
    start = next(row.line for row in record.ledger if row.text.startswith("Comments (0)"))
    assert all(row.fate.startswith("removed:") for row in record.ledger if row.line >= start)
    assert "Sewol" not in body
    assert body.rstrip().endswith("they agreed to work to expand military-to-military cooperation.")


def test_seed_003_has_a_figure_whose_date_is_only_a_bound(five: Five) -> None:
    front, body, record = five["003"]
    assert front["title"] == "Kerry to Visit Russia for Talks on Syria"
    assert front["figures"][0]["caption"].endswith("April 23, 2013.")
    assert front.get("date", "") != "2013-04-23"
    assert record.date_bounds.startswith("2013-04-23/") or front["date"].startswith(("2013-04", "2013-05"))
    assert len(split_paragraphs(body)) == 10


def test_seed_000_has_no_date_but_the_days_that_the_other_seeds_leave(five: Five) -> None:
    front, _, record = five["000"]
    assert "date" not in front
    assert (record.date_bounds, record.date_inferred) == ("", "2013-08-08?/2013-08-09?")
    assert all(why.rule.startswith("neighbours: same event") for why in record.evidence["date"])


def test_seed_004_is_flagged_where_it_lost_a_word_and_ends_before_the_comments(five: Five) -> None:
    front, body, record = five["004"]
    assert "U.S. Secretary of State John met Russian President Vladimir Putin" in body
    assert any(d.kind == "lost-words" and "John" in d.words for d in record.damage)
    for line in ('Press "Enter"', "Be First to Comment", "Leave a Reply", "%d bloggers like this:"):
        assert line in removed(record)
        assert line not in body
    assert "date" not in front or "~" in front["date"] or "/" in front["date"]


def test_nobody_is_two_people_in_the_five_seeds(five: Five) -> None:
    for number, (front, _, _) in five.items():
        assert "Sergei Lavrov" in front["people"], number
        assert "John Kerry" in front["people"], number
        assert not {"Sergey Lavrov", "Lavrov", "Kerry", "Bashar Assad", "Assad"} & set(front["people"]), (
            number
        )
        assert not {"Paul Eckert", "Gary Cameron", "Philip Barbara", "Maxim Stulov"} & set(front["people"])


def test_what_a_draft_says_is_its_seed_word_for_word(five: Five) -> None:
    assert isinstance(five, dict)
    for _, body, record in five.values():
        kept = "".join(row.text for row in record.ledger if row.fate == "body")
        assert [c for c in kept if c.isalnum()] == [c for c in body if c.isalnum()]
