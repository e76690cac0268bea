"""Broken paragraphs and damage."""

from __future__ import annotations

from pathlib import Path

from builder.ingest.cleaning.damage import find_damage
from builder.ingest.cleaning.paragraphs import Paragraph, rejoin
from builder.ingest.doubts import doubts_of_damage
from builder.model import Damage

SEEDS = Path(__file__).resolve().parents[2] / "seeds"


def body_of(number: str) -> list[tuple[int, str]]:
    text = next(SEEDS.glob(f"{number}_*.txt")).read_text("utf-8")
    return [(n, line) for n, line in enumerate(text.split("\n"), 1) if line.strip()]


def test_in_seed_001_exactly_the_two_broken_paragraphs_are_joined() -> None:
    made = rejoin([pair for pair in body_of("001") if 12 < pair[0] < 51])
    assert [p.lines for p in made if len(p.lines) > 1] == [(17, 19), (43, 45)]
    joined = [d for d in find_damage(made) if d.kind == "joined"]
    assert [d.line for d in joined] == [19, 45]


def test_lines_that_are_paragraphs_of_their_own_stay_so() -> None:
    for number in ("000", "003", "004"):
        body = body_of(number)
        assert [p.lines for p in rejoin(body)] == [(n,) for n, _ in body]


def test_a_heading_or_a_list_is_never_joined() -> None:
    lines = [
        (1, "the talks went on until the"),
        (2, "# Later that day"),
        (3, "- first item without an end"),
        (4, "- second"),
    ]
    assert len(rejoin(lines)) == 4


def test_a_given_name_alone_after_an_office_is_flagged() -> None:
    made = rejoin([pair for pair in body_of("004") if 4 < pair[0] < 27])
    assert [d.words for d in find_damage(made) if d.kind == "lost-words"] == ["Secretary of State John"]


def test_hard_wrapped_text_is_unwrapped() -> None:
    text = (
        "The ministers met on Friday in the capital to talk about the treaty and\n"
        "the war that has now gone on for more than two years without any end\n"
        "in sight. Both sides said that they would meet again before the summer,\n"
        "though neither named a day for it or said where the next round of the\n"
        "talks would be held.\n"
        "\n"
        "The treaty, signed ten years ago by the two presidents, limits warheads\n"
        "and the missiles that carry them; it ends next year unless both agree\n"
        "to prolong it."
    )
    made = rejoin([(n, line) for n, line in enumerate(text.split("\n"), 1) if line])
    assert [p.lines for p in made] == [(1, 2, 3, 4, 5), (7, 8, 9)]


def test_a_text_that_stops_in_the_midst_is_flagged() -> None:
    long = "The ministers met on Friday in the capital and agreed after five hours of talks that the"
    assert [d.kind for d in find_damage([Paragraph((3,), long)])] == ["truncated"]


def test_the_items_of_a_list_are_no_broken_sentence() -> None:
    items = Paragraph((3, 4), "- no deposit is asked for\n- a third is paid at once")
    assert not items.is_mended
    assert [damage.kind for damage in find_damage([items])] == []


def test_many_pieces_of_one_damage_are_said_in_three_doubts() -> None:
    found = [Damage("mojibake", line, "â€“", "may read: –") for line in range(1, 8)]
    doubts = list(doubts_of_damage("seeds/a.txt", found))
    assert len(doubts) == 3
    assert "in 4 more places" in doubts[-1].message


def test_verses_and_quotations_that_go_on_in_a_list_are_no_damage() -> None:
    verse = "We were the last who heard the bell of the tower above the quay\nand what the harbour was to us"
    points = ('• "They promise to cut it once again, he said.', '• "It has been a promise for years."')
    assert find_damage([Paragraph((1,), f"{verse}  \n{verse}")]) == ()
    assert find_damage([Paragraph((n,), text) for n, text in enumerate(points, 1)]) == ()
