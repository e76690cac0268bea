"""A person's word wins: cases a person would recognise, and random edits against random machine changes."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from builder.archive.frontmatter import parse
from builder.ingest.writing.merge import Conflict, join_paragraphs, merge_body, merge_fields, split_paragraphs
from builder.ingest.writing.rewrite import new_text, paragraph_line, rewrite

A = "The talks opened in Washington on Friday."
B = "Secretary of State John met the Russian president."
C = "Both sides said that they would meet again."
BK = B.replace("John", "John Kerry")
CM = C.replace("again", "in Moscow")
D = "No date was given for the next round of talks in Geneva."


@pytest.mark.parametrize(
    ("base", "edited", "new", "merged"),
    [
        ({"title": "Talk"}, {"title": "Talks"}, {"title": "Talk"}, {"title": "Talks"}),
        ({"title": "Talk"}, {"title": "Talk"}, {"title": "Talks"}, {"title": "Talks"}),
        ({"title": "Talk"}, {"title": "Talks"}, {"title": "Talks"}, {"title": "Talks"}),
        ({}, {}, {"date": "2013"}, {"date": "2013"}),
        ({"date": "2013"}, {"date": 2013}, {"date": "2013-08"}, {"date": "2013-08"}),
        ({"date": "2013"}, {}, {"date": "2013"}, {}),
        ({"date": "2013"}, {"date": "2013"}, {}, {}),
        ({"byline": ["A B"]}, {"byline": "A B"}, {"byline": ["A B", "C D"]}, {"byline": ["A B", "C D"]}),
        ({}, {"extra": {"box": 7}}, {"lang": "de"}, {"extra": {"box": 7}, "lang": "de"}),
        (
            {"source": {"seed": "a.txt"}},
            {"source": {"seed": "a.txt", "rights": "ours"}},
            {"source": {"seed": "b.txt", "url": "https://a.org"}},
            {"source": {"seed": "b.txt", "rights": "ours", "url": "https://a.org"}},
        ),
    ],
)
def test_fields_merge_without_conflict(
    base: dict[str, Any], edited: dict[str, Any], new: dict[str, Any], merged: dict[str, Any]
) -> None:
    assert merge_fields(base, edited, new) == (merged, [])


def test_a_title_both_changed_stays_the_persons_and_is_reported() -> None:
    merged, conflicts = merge_fields({"title": "Talk"}, {"title": "Talks!"}, {"title": "Talks"})
    assert merged == {"title": "Talks!"}
    assert conflicts == [Conflict("title", "Talks!", "Talks")]


def test_a_field_a_person_deleted_stays_deleted_even_when_the_machine_knows_better() -> None:
    merged, conflicts = merge_fields({"date": "2013"}, {}, {"date": "2013-08"})
    assert merged == {}
    assert conflicts == [Conflict("date", "", "2013-08")]


@pytest.mark.parametrize(
    ("base", "edited", "new", "merged"),
    [
        ("Kerry Lavrov", "Kerry", "Kerry Lavrov Putin", "Kerry Putin"),
        ("Kerry Lavrov", "Kerry Lavrov Hagel", "Kerry Lavrov Putin", "Kerry Lavrov Putin Hagel"),
        ("Kerry Lavrov", "Lavrov Kerry", "Kerry", "Kerry"),
        ("Kerry", "Kerry", "Putin Kerry", "Putin Kerry"),
        ("Kerry", "Hagel Kerry", "Putin Kerry", "Hagel Kerry Putin"),
        ("Kerry", "Kerry Putin", "Kerry Putin", "Kerry Putin"),
    ],
)
def test_a_tag_a_person_added_or_removed_stays_so(base: str, edited: str, new: str, merged: str) -> None:
    fields = [{"people": names.split()} for names in (base, edited, new)]
    assert merge_fields(*fields) == ({"people": merged.split()}, [])


def test_a_name_a_person_corrected_is_not_joined_by_the_machines_correction() -> None:
    merged, conflicts = merge_fields(
        {"people": ["Jon Kerry", "Sergei Lavrov"]},
        {"people": ["John Kerry", "Sergei Lavrov"]},
        {"people": ["John F. Kerry", "Sergei Lavrov", "Vladimir Putin"]},
    )
    assert merged["people"] == ["John Kerry", "Sergei Lavrov", "Vladimir Putin"]
    assert [conflict.machine for conflict in conflicts] == ["John F. Kerry"]


@pytest.mark.parametrize(
    ("base", "edited", "new", "merged"),
    [
        ([A, B, C], [A, BK, C], [A, B, C, D], [A, BK, C, D]),
        ([A, B, C], [A, C], [A, B, C, D], [A, C, D]),
        ([A, B, C], [A, "A note of mine.", B, C], [A, B], [A, "A note of mine.", B]),
        ([A, B, C], [B, A, C], [A, B, C, D], [B, A, C, D]),
        ([A, B], [A, B, D], [A, B, C, D], [A, B, C, D]),
        ([A, B, C], ["New first.", B, C], [A, B, CM], ["New first.", B, CM]),
        ([], ["Mine."], [A], ["Mine.", A]),
        ([A], [], [A, B], [B]),
    ],
)
def test_paragraphs_merge_without_conflict(
    base: list[str], edited: list[str], new: list[str], merged: list[str]
) -> None:
    assert merge_body(base, edited, new) == (merged, [])


def test_neighbouring_edits_do_not_conflict() -> None:
    mine, theirs = A.replace("Friday", "Thursday"), B.replace("John", "John Kerry")
    assert merge_body([A, B, C], [mine, B, C], [A, theirs, C]) == ([mine, theirs, C], [])


def test_a_paragraph_both_changed_stays_the_persons_and_names_its_place() -> None:
    mine, theirs = A.replace("Friday", "Thursday"), A.replace("Friday", "Saturday")
    merged, conflicts = merge_body([B, A, C], [B, mine, C], [B, theirs, C])
    assert merged == [B, mine, C]
    assert conflicts == [Conflict("body", mine, theirs, 1)]


def test_a_paragraph_a_person_edited_is_kept_when_the_machine_would_drop_it() -> None:
    mine = B.replace("John", "John Kerry")
    merged, conflicts = merge_body([A, B, C], [A, mine, C], [A, C])
    assert merged == [A, mine, C]
    assert conflicts == [Conflict("body", mine, "", 1)]


def test_a_paragraph_that_a_person_brought_back_is_not_doubled_when_the_machine_finds_it_too() -> None:
    mine = D.replace("No date", "No day")
    merged, conflicts = merge_body([A, C], [A, C, mine], [A, C, D])
    assert merged == [A, C, mine]
    assert [c.machine for c in conflicts] == [D]


def test_a_paragraph_that_the_machine_moves_does_not_come_back_after_deletion() -> None:
    assert merge_body([A, B, C], [A, C], [B, A, C]) == ([A, C], [])


def test_fenced_blocks_are_one_paragraph() -> None:
    body = "One.\n\n```\na\n\nb\n```\n\nTwo\nlines.\n"
    assert split_paragraphs(body) == ["One.", "```\na\n\nb\n```", "Two\nlines."]
    assert join_paragraphs(split_paragraphs(body)) == body


# ---------------------------------------------------------------- the text of the file

FILE = """---
# Checked against the print edition.
title: "Talks"   # as printed
date: 2013-08

# who was there
people: [John Kerry,
  Sergei Lavrov]
extra: {box: 7}
---

First.


Second.
"""


def test_a_file_that_nothing_changes_keeps_every_byte() -> None:
    for text in (FILE, FILE.replace("\n", "\r\n")):
        document = parse(text, "a.md")
        assert rewrite(text, document, document.values, ["First.", "Second."]) == text


def test_only_the_keys_that_changed_are_written_anew() -> None:
    document = parse(FILE, "a.md")
    front = dict(document.values) | {"people": ["John Kerry"], "outlet": "Reuters"}
    text = rewrite(FILE, document, front, ["First.", "Second."])
    assert text == FILE.replace("[John Kerry,\n  Sergei Lavrov]", "[John Kerry]").replace(
        "date: 2013-08\n\n# who was there\n", "date: 2013-08\n\n# who was there\noutlet: Reuters\n"
    )


def test_a_changed_body_leaves_the_front_matter_alone() -> None:
    document = parse(FILE, "a.md")
    text = rewrite(FILE, document, document.values, ["First.", "Second.", "Third."])
    assert text == FILE.replace("First.\n\n\nSecond.\n", "First.\n\nSecond.\n\nThird.\n")


def test_line_ends_of_the_person_stay() -> None:
    text = FILE.replace("\n", "\r\n")
    document = parse(text, "a.md")
    out = rewrite(text, document, dict(document.values) | {"lang": "de"}, ["First.", "More."])
    assert "\n" not in out.replace("\r\n", "")
    assert "lang: de\r\n" in out


def test_a_front_matter_on_one_line_is_still_understood() -> None:
    text = "---\n{title: Talks, date: 2013}\n---\n\nFirst.\n"
    document = parse(text, "a.md")
    out = rewrite(text, document, dict(document.values) | {"lang": "de"}, ["First."])
    assert parse(out, "a.md").values == {"title": "Talks", "date": 2013, "lang": "de"}


def test_paragraphs_know_their_line() -> None:
    document = parse(FILE, "a.md")
    lines = FILE.split("\n")
    assert [lines[paragraph_line(document, n) - 1] for n in (0, 1, 9)] == ["First.", "Second.", "Second."]


# ---------------------------------------------------------------- random edits

PARAGRAPHS = st.lists(
    st.text("abcdefgh ", min_size=3, max_size=60).map(str.strip).filter(bool), max_size=12, unique=True
)


@st.composite
def versions(draw: st.DrawFn) -> tuple[list[str], list[str], list[str]]:
    """A base, and two sides that each delete, reword, insert and move at random."""
    base = [f"p{n} {text}" for n, text in enumerate(draw(PARAGRAPHS))]

    def side(name: str) -> list[str]:
        out = []
        for paragraph in base:
            act = draw(st.sampled_from(["keep"] * 4 + ["drop", "reword", "insert"]))
            if act == "insert":
                out.append(f"{name} adds {draw(st.text('ijklm ', min_size=1, max_size=30))}".strip())
            if act != "drop":
                out.append(f"{paragraph} {name}" if act == "reword" else paragraph)
        if draw(st.booleans()):
            out.append(f"{name} ends")
        return out

    return base, side("person"), side("machine")


@given(versions())
def test_no_edit_of_a_person_is_ever_lost(sides: tuple[list[str], list[str], list[str]]) -> None:
    base, edited, new = sides
    merged, conflicts = merge_body(base, edited, new)
    written = [text for text in edited if text not in base]
    assert [text for text in merged if text in written] == written
    assert not (set(base) - set(edited)) & set(merged)
    lost = [t for t in new if t not in base and t not in merged]
    assert set(lost) <= {conflict.machine for conflict in conflicts}
    assert {t for t in base if t in edited and t in new} <= set(merged)


@given(versions())
def test_only_one_side_changed_means_that_side(sides: tuple[list[str], list[str], list[str]]) -> None:
    base, edited, new = sides
    assert merge_body(base, edited, base) == (edited, [])
    assert merge_body(base, base, new) == (new, [])
    assert merge_body(base, new, new) == (new, [])


@given(versions(), versions())
def test_ingesting_again_changes_nothing_more(
    sides: tuple[list[str], list[str], list[str]], _: tuple[list[str], list[str], list[str]]
) -> None:
    base, edited, new = sides
    merged, _conflicts = merge_body(base, edited, new)
    assert merge_body(new, merged, new) == (merged, [])


@given(
    st.lists(
        st.text(
            st.characters(codec="utf-8", exclude_characters="\r\x0b\x0c\x1c\x1d\x1e\x85\u2028\u2029"),
            min_size=1,
        ).filter(str.strip)
    )
)
def test_splitting_and_joining_are_inverses(texts: list[str]) -> None:
    blocks = split_paragraphs("\n\n".join(texts))
    assert split_paragraphs(join_paragraphs(blocks)) == blocks


def test_a_new_file_reads_back() -> None:
    front = {"source": {"seed": "a.txt"}, "title": "Talks: a – b", "people": ["John Kerry"]}
    document = parse(new_text(front, [A, B]), "a.md")
    assert document.values == front
    assert list(document.values) == ["title", "people", "source"]
    assert split_paragraphs(document.body) == [A, B]
