"""Where readers' comments begin: a heading, and signed and dated lines below an article."""

from __future__ import annotations

import pytest

from builder.ingest.cleaning.comments import find_comments
from builder.model import SeedLine

ARTICLE = ["The council decided on Tuesday that the old harbour will be closed for two years. " * 2] * 3
SAID = "I have fished there for thirty years and nobody asked me."
STAMPED = [
    "Anna K. – 14.05.2020 18:02",
    SAID,
    "seagull7 – 14.05.2020 18:40",
    SAID,
    "Old Tom – 15.05.2020 09:55",
    SAID,
]


def heading_of(*texts: str) -> int:
    lines = [SeedLine(number, text) for number, text in enumerate(texts, 1)]
    return find_comments(lines, [0.9] * len(lines))


@pytest.mark.parametrize(
    "heading", ["Comments", "Visitor comments (12)", "Коментари", "3 Kommentare", "评论"]
)
def test_comments_begin_at_a_heading_above_signed_and_dated_lines(heading: str) -> None:
    assert heading_of(*ARTICLE, heading, *STAMPED) == len(ARTICLE) + 1


def test_a_day_may_stand_below_the_name_and_be_told_from_now() -> None:
    told = [text for name in ("uno", "dos", "tres") for text in (name, "Hace 2 horas", SAID)]
    assert heading_of(*ARTICLE, "Comentarios", *told) == len(ARTICLE) + 1


@pytest.mark.parametrize(
    "texts",
    [
        ["Comments", *STAMPED, *ARTICLE],  # no article above
        [*ARTICLE, *STAMPED],  # nothing says that these are comments
        [*ARTICLE, "Comments", *STAMPED[:4], *ARTICLE],  # two hands
        [*ARTICLE, "Comments", *["By Jane Roe, 14.05.2020 18:02", SAID] * 4],  # one hand: a live report
        [*ARTICLE, "His comments on the plan were heard by everybody in the hall.", *STAMPED],
    ],
)
def test_a_heading_or_dates_alone_are_no_comments(texts: list[str]) -> None:
    assert heading_of(*texts) == 0
