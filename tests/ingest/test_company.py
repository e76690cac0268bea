"""Lines kept for the company they keep."""

from __future__ import annotations

from builder.ingest.cleaning.company import find_company
from builder.ingest.cleaning.score import LineScore
from builder.model import RawDocument, SeedLine

FIRST = "The council of the port town decided on Tuesday that the old harbour will be closed for two years."
NEXT = "Residents said they had not been asked, and some of them want to go to court against the plan."


def kept(*pairs: tuple[str, float]) -> dict[int, str]:
    lines = tuple(SeedLine(number, text) for number, (text, _) in enumerate(pairs, 1))
    scores = [LineScore(number, value) for number, (_, value) in enumerate(pairs, 1)]
    return find_company(RawDocument("a.txt", "text/plain", lines, "0" * 64), scores, {})


def test_the_first_paragraph_is_kept_where_an_agency_says_so() -> None:
    assert kept((FIRST, 0.3), (NEXT, 0.9)) == {}
    assert list(kept((f"PORTVILLE (AP) — {FIRST}", 0.2), (NEXT, 0.9))) == [1]


def test_rows_of_a_table_stand_or_fall_together() -> None:
    rows = [("Year\tShips", 0.5), ("2001\t44", 0.2), ("2002\t51", 0.1), ("2003\t48", 0.3)]
    assert list(kept((FIRST, 0.9), *rows, (NEXT, 0.9))) == [3, 4, 5]
    assert kept((FIRST, 0.9), *[(text, 0.1) for text, _ in rows], (NEXT, 0.9)) == {}
    assert kept((FIRST, 0.9), *rows[:3], (NEXT, 0.9)) == {}


def test_one_who_speaks_is_heard_to_the_end() -> None:
    talk = [(f"MAYOR ROE: {FIRST}", 0.9), (f"MAYOR ROE: {NEXT}", 0.9), ("MAYOR ROE: Thank you.", 0.1)]
    assert list(kept(*talk, ("MR. LEE: Bye.", 0.1))) == [3]
