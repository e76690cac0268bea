"""Lines kept for what they stand between."""

from __future__ import annotations

from collections.abc import Sequence

from builder.ingest.cleaning.between import find_between
from builder.model import LineKind, SeedLine

FIRST = "The council of the port town decided on Tuesday that the old harbour will be closed for two years."
NEXT = "Residents said they had not been asked, and some of them want to go to court against the plan."
LAST = "A new vote is planned for the first week of September, when the mayor is back from her journey."
HEADINGS = [(FIRST, 0.9), ("How it began", 0.8), (NEXT, 0.9)]


def kept(*pairs: tuple[str, float], claimed: dict[int, str] | None = None) -> list[int]:
    lines = [SeedLine(number, text) for number, (text, _) in enumerate(pairs, 1)]
    return sorted(find_between(lines, [value for _, value in pairs], claimed or {}))


def kept_of_page(*blocks: tuple[LineKind, str, float], inside: Sequence[str] = ()) -> list[int]:
    lines = [
        SeedLine(number, text, kind=kind, path=inside[number - 1] if inside else f"div.text > {kind}.a")
        for number, (kind, text, _) in enumerate(blocks, 1)
    ]
    return sorted(find_between(lines, [value for _, _, value in blocks], {}))


def test_a_heading_among_headings_is_kept_between_two_paragraphs() -> None:
    assert kept(*HEADINGS, ("What happens now", 0.3), (LAST, 0.9)) == [4]
    assert kept((FIRST, 0.9), ("What happens now", 0.3), (LAST, 0.9)) == []  # the only one
    assert kept(*HEADINGS, ("What happens now", 0.1), (LAST, 0.9)) == []  # hardly doubted
    assert kept(*HEADINGS, ("What happens now", 0.3), (LAST, 0.1)) == []  # over nothing


def test_what_stands_between_paragraphs_and_is_no_heading_is_left_out() -> None:
    others = (
        "Photo: Ann Lister",
        "Share on Facebook",
        "Subscribe to our letter",
        "Ada Rossi | Staff",
        "How it began",
    )
    for line in (*others, "• What happens now", "12 May 2021"):
        assert kept(*HEADINGS, (line, 0.3), (LAST, 0.9)) == [], line


def test_advertisements_and_captions_are_looked_over() -> None:
    lines = [
        *HEADINGS,
        ("Advertisement", 0.1),
        ("What happens now", 0.3),
        ("The quay in May", 0.5),
        (LAST, 0.9),
    ]
    assert kept(*lines, claimed={6: "caption"}) == [5]
    assert kept(*lines) == []


def test_a_usual_heading_needs_no_other_beside_it() -> None:
    assert kept((FIRST, 0.9), ("Fazit", 0.25), (LAST, 0.9)) == [2]
    assert kept((FIRST, 0.9), ("Fazit", 0.25), ("Menu", 0.1)) == []


def test_items_of_a_list_under_a_colon_stand_or_fall_together() -> None:
    items = [("* ships", 0.5), ("* boats", 0.05), ("* rafts", 0.3)]
    assert kept(("The harbour is open to these:", 0.9), *items, (LAST, 0.9)) == [3, 4]
    assert kept(("The harbour is open to these.", 0.9), *items, (LAST, 0.9)) == []
    assert kept(("Open to:", 0.9), *[(text, 0.1) for text, _ in items], (LAST, 0.9)) == []


def test_short_lines_under_a_colon_are_one_list_though_nothing_marks_them() -> None:
    list_of_winners = [
        ("The winners in full:", 0.9),
        ("Best actor", 0.8),
        ("Pal Henning, Winter Bread", 0.8),
        ("Lena Moe and Karl Friis", 0.6),
        ("Best design", 0.2),
    ]
    assert kept((FIRST, 0.9), *list_of_winners, (LAST, 0.9)) == [6]
    assert kept((FIRST, 0.9), *list_of_winners, (LAST, 0.1)) == []  # over nothing
    assert kept((FIRST, 0.9), *list_of_winners[:3], ("A", 0.1), ("B", 0.1), (LAST, 0.9)) == []  # few are kept
    assert kept((FIRST, 0.9), *list_of_winners[:4], ("Photo: Ann Lister", 0.2), (LAST, 0.9)) == []


def test_a_heading_of_a_page_is_kept_over_what_is_kept() -> None:
    for heading, numbers in (("Why lock?", [2]), ("Follow us", [])):
        assert kept_of_page(("text", FIRST, 0.9), ("heading", heading, 0.15), ("text", NEXT, 0.9)) == numbers
    assert kept_of_page(("text", FIRST, 0.9), ("heading", "Why lock?", 0.15), ("text", NEXT, 0.1)) == []


def test_blocks_of_code_are_kept_as_most_of_a_page_are() -> None:
    good: tuple[LineKind, str, float] = ("code", "import fcntl", 0.6)
    bad: tuple[LineKind, str, float] = ("code", "fcntl.flock(lock, fcntl.LOCK_EX)", 0.3)
    assert kept_of_page(("text", FIRST, 0.9), good, bad, good, ("text", NEXT, 0.9)) == [3]
    assert kept_of_page(("text", FIRST, 0.9), good, bad, bad, ("text", NEXT, 0.9)) == []


def test_a_sentence_of_a_page_is_kept_between_two_paragraphs() -> None:
    spoken: tuple[LineKind, str, float] = (
        "text",
        "Nobody in the town hall had expected such an answer.",
        0.2,
    )
    assert kept_of_page(("text", FIRST, 0.9), spoken, ("text", NEXT, 0.9)) == [2]
    assert kept_of_page(("text", FIRST, 0.9), spoken, ("text", "Menu", 0.1)) == []


def test_plain_items_right_inside_the_article_are_kept_and_those_beside_it_are_not() -> None:
    where = ("main > div.text > p", "main > div.text > p", "main > div.text > ol > li", "main > ol > li")
    item: tuple[LineKind, str, float] = ("item", "Bind all purchases to the place where they are made", 0.05)
    other: tuple[LineKind, str, float] = ("item", "A harbour without ships and without any sailors", 0.05)
    assert kept_of_page(("text", FIRST, 0.9), ("text", NEXT, 0.9), item, other, inside=where) == [3]


def test_a_table_between_two_paragraphs_of_one_element_is_kept_and_one_beside_them_is_not() -> None:
    """Nested as tables of figures are; its short rows say little to the score."""
    rows: tuple[tuple[LineKind, str, float], ...] = (
        ("text", FIRST, 0.9),
        ("table", "Old harbour 63 16.6 %", 0.05),
        ("table", "New harbour 56 14.7 %", 0.02),
        ("text", NEXT, 0.9),
    )
    places = ("div.text > p", "div.text > table.a > tr", "div.text > table.a > table > tr", "div.text > p")
    assert kept_of_page(*rows, inside=places) == [2, 3]
    assert kept_of_page(*rows[:3], ("text", NEXT, 0.1), inside=places) == []
    assert kept_of_page(*rows, inside=(*places[:3], "div.more > p")) == []
