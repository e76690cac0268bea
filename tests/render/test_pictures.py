"""A picture and the table below it show the same figures, and stay inside their frame."""

from __future__ import annotations

from pathlib import Path

import pytest

from builder.edtf import find_year
from builder.render.calendars import calendar
from builder.render.parts import Link, PictureView
from builder.render.pictures import date_span, graph, month_of, timeline
from builder.render.theme.files import read_theme, read_words

THEMES = Path(__file__).resolve().parents[2] / "themes"
WORDS = read_words(read_theme("default", THEMES, THEMES), "en")

DATES = ["2013-08-08", "2013-08-09", "2013-05", "2013-12-01~", "2013", "2013-04-23/..", ""]


def shapes(picture: PictureView, shape: str) -> list[str]:
    return [mark.text for mark in picture.marks if mark.shape == shape and mark.text]


def test_a_timeline_counts_what_is_known_to_the_month() -> None:
    picture = timeline("t", "Kerry", DATES, WORDS)
    assert picture is not None
    assert [(label.text, n.text) for label, n in picture.rows] == [
        ("May 2013", "1"),
        ("August 2013", "2"),
        ("December 2013", "1"),
    ]
    assert shapes(picture, "bar") == [
        "May 2013: 1 briefing",
        "August 2013: 2 briefings",
        "December 2013: 1 briefing",
    ]
    assert picture.rows[1][0].path == "/years/2013/#m2013-08"
    assert "most in August 2013 (2)" in picture.description


def test_a_long_timeline_counts_years_and_keeps_those_known_to_the_year_only() -> None:
    picture = timeline("t", "Kerry", ["1969", "1969-07", "2013-08-09"], WORDS)
    assert picture is not None and picture.columns[0] == "Year"
    assert [(label.text, n.text) for label, n in picture.rows] == [("1969", "2"), ("2013", "1")]


def test_nothing_dated_gives_no_picture() -> None:
    assert timeline("t", "x", ["", "2013-04-23/.."], WORDS) is None
    assert calendar("c", ["", "2013"], WORDS) is None
    assert date_span("s", "x", {"a": ""}, WORDS) is None


@pytest.mark.parametrize(("edtf", "month", "year"), [
    ("2013-08-09", (2013, 8), 2013), ("2013-05~", (2013, 5), 2013), ("2013", None, 2013),
    ("2013-04-23/2013-05-09", None, 2013), ("2012-12-30/2013-01-02", None, None), ("", None, None),
])  # fmt: skip
def test_a_coarse_date_is_put_into_no_month(edtf: str, month: object, year: object) -> None:
    assert month_of(edtf) == month
    assert find_year(edtf) == year


def test_a_calendar_has_a_ruled_row_for_every_year_that_has_any_however_far_apart() -> None:
    picture = calendar("c", ["1925-01-01", "2014-03", "2014-03-05", "2015-01"], WORDS)
    assert picture is not None
    assert sum(mark.shape == "line" for mark in picture.marks) == 3 + 1 + 1, "rows, the foot, the gap"
    numbers = [text for text in shapes(picture, "text") if text.isdigit()]
    assert numbers == ["1925", "1", "2014", "2", "2015", "1"]
    assert shapes(picture, "cell")[:2] == ["January 1925: 1 briefing", "March 2014: 2 briefings"]


def test_a_calendar_of_very_many_years_is_a_table_of_decades() -> None:
    picture = calendar("c", [*(f"{year}-05" for year in range(1900, 1930)), "1964-05-02", "1964"], WORDS)
    assert picture is not None
    rows = [text for text in shapes(picture, "text") if len(text) == 4]
    assert rows == ["1900", "1910", "1920", "1960"]
    assert "1964: 2 briefings" in shapes(picture, "cell")
    assert [cell.text for cell in picture.rows[-1]] == ["1964", "2"]
    assert picture.columns[0] == "Year" and len(picture.rows) == 31


def test_every_mark_lies_in_the_frame() -> None:
    people = [Link(f"Person {n}", f"/people/p{n}/", 9 - n) for n in range(9)]
    together = {(a.path, b.path): 3 for a in people for b in people if a.path < b.path}
    span = date_span("s", "x", {"a": "2013-04-23/..", "b": "../2013-05-01"}, WORDS)
    found = [
        timeline("t", "x", DATES, WORDS),
        calendar("c", DATES, WORDS),
        graph(people, together, 20, WORDS),
        span,
    ]
    for picture in found:
        assert picture is not None
        for mark in picture.marks:
            assert 0 <= mark.x <= picture.width and 0 <= mark.y <= picture.height, (picture.kind, mark)
            assert mark.x + (mark.w if mark.shape != "dot" else 0) <= picture.width + 0.1
            assert mark.y + (mark.h if mark.shape != "dot" else 0) <= picture.height


def test_an_open_end_of_a_span_runs_off_the_edge_and_the_scale_holds_the_archive() -> None:
    picture = date_span("s", "x", {"from": "2013-04-23/..", "day": "2013-08-08"}, WORDS, ["2012", "2014"])
    assert picture is not None
    bars = {mark.text: mark for mark in picture.marks if mark.shape == "bar"}
    assert bars["from"].x + bars["from"].w == picture.width and 0 < bars["day"].x < picture.width - 40
    assert shapes(picture, "text")[-2:] == ["1 January 2012", "31 December 2014"]
    assert [cell.text for cell in picture.rows[0]] == ["from", "23 April 2013", "…"]


def test_the_graph_and_its_table_name_the_same_pairs() -> None:
    people = [Link("Kerry", "/people/k/", 5), Link("Lavrov", "/people/l/", 4), Link("Alone", "/people/a/", 1)]
    together = {("/people/k/", "/people/l/"): 4, ("/people/k/", "/people/unseen/"): 2}
    picture = graph(people, together, 3, WORDS)
    assert shapes(picture, "arc") == ["Kerry, Lavrov: 4 briefings"]
    assert [[cell.text for cell in row] for row in picture.rows] == [["Kerry", "Lavrov", "4"]]
