"""Records: parse and dump are inverses, the layout diffs well, and a broken one names its line."""

from __future__ import annotations

import json
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from builder.archive.records import Base, Record, dump_record, parse_record
from builder.errors import ContentError, Location, Problem
from builder.model import Damage, Evidence, IssueTag, LedgerLine, Mention, PersonTag, Statement

RECORD = Record(
    slug="talks",
    seed="a.txt",
    sha256="ab" * 32,
    rules="0123456789ab",
    media_type="text/plain",
    encoding="utf-8",
    url="",
    date_bounds="2013-04-23/..",
    ledger=(
        LedgerLine(1, "Talks", "metadata:title"),
        LedgerLine(2, "", "removed:blank"),
        LedgerLine(3, "Kerry met “Lavrov”.", "body", "score 0.98", 0),
    ),
    evidence={"title": (Evidence("first-line", "Talks", 1),)},
    damage=(Damage("lost-words", 3, "Secretary of State John met"),),
    mentions=(Mention("Kerry", "John Kerry", 1, 0, 3, "bound-surname"),),
    issues=(IssueTag("syria", 3.0, (("Syria", 2), ("Assad", 1))),),
    people=(PersonTag("John Kerry", (0,), "only-bearer", "only John Kerry bears the name", 0.4),),
    statements=(Statement(0, "We will go on", 1, "said-after", "said Kerry"),),
    declined={"body": ("Taken out.",), "people": ("Nobody",)},
    doubts=(Problem("D243", Location("seeds/a.txt", 3), "Damaged text.", "Mend it.", "doubt"),),
    base=Base(
        {"title": "Talks", "people": ["John Kerry"], "figures": [{"caption": "C"}]},
        ("Kerry met “Lavrov”.",),
        (3,),
    ),
)

TEXT = st.text(st.characters(exclude_categories=["Cs"]))


def test_a_record_comes_back_as_it_was() -> None:
    assert parse_record(dump_record(RECORD), "talks") == RECORD


@given(st.lists(st.tuples(TEXT, TEXT, TEXT, st.integers(0, 9))), st.lists(TEXT), TEXT)
def test_any_text_comes_back(rows: list[tuple[str, str, str, int]], body: list[str], url: str) -> None:
    ledger = tuple(
        LedgerLine(n, text, f"removed:{fate}", why, joined)
        for n, (text, fate, why, joined) in enumerate(rows, 1)
    )
    record = replace(RECORD, ledger=ledger, url=url, base=Base({}, tuple(body), (0,) * len(body)))
    assert parse_record(dump_record(record), "talks") == record


def test_each_ledger_line_has_a_line_of_its_own_and_keys_are_sorted() -> None:
    text = dump_record(RECORD)
    assert '    {"fate": "metadata:title", "line": 1, "text": "Talks"},\n' in text
    keys = list(json.loads(text))
    assert keys == sorted(keys)
    assert text.endswith("}\n")


def test_one_more_ledger_line_is_one_more_line_of_the_file() -> None:
    longer = replace(RECORD, ledger=(LedgerLine(1, "Menu", "removed:menu"), *RECORD.ledger))
    assert len(dump_record(longer).splitlines()) == len(dump_record(RECORD).splitlines()) + 1


@pytest.mark.parametrize(
    ("text", "where"),
    [
        ("", "talks.json:1:1"),
        ('{\n  "base": \n}', "talks.json:3:1"),
        ("[]", "talks.json"),
        ("{}", "talks.json"),
        ("<<<<<<< HEAD\n{}", "talks.json:1:1"),
        (dump_record(RECORD).replace('"seed": "a.txt"', '"seed": 7'), "talks.json"),
        (dump_record(RECORD).replace('"fate"', '"fat"'), "talks.json"),
        ("[" * 100_000, "talks.json:1:1"),
    ],
)
def test_what_is_no_record_is_a_problem_with_its_place(text: str, where: str) -> None:
    with pytest.raises(ContentError) as caught:
        parse_record(text, "talks")
    (problem,) = caught.value.problems
    assert str(problem).startswith(f"content/records/{where}: This ")
    assert problem.code == "E220"


def test_a_record_of_another_version_says_in_words_what_is_wrong_and_what_to_do() -> None:
    older = {key: value for key, value in json.loads(dump_record(RECORD)).items() if key != "people"}
    with pytest.raises(ContentError) as caught:
        parse_record(json.dumps(older), "talks")
    (problem,) = caught.value.problems
    assert problem.message.endswith("version of Dispatchbox, or was edited by hand: it has no 'people'.")
    assert "delete it (or all of content/records)" in problem.hint
