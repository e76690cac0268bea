"""Dates shared between briefings on one event: bounds, never a date, and never against what a seed says."""

from __future__ import annotations

from builder.ingest.fields.timewords import read_telling
from builder.ingest.wide.neighbours import Dating, infer_bounds

FIRST = (
    "Hagel, Shoigu and Snowden were named by Carney; officials are meeting in Washington Friday for talks."
)
SECOND = "Carney said Thursday that Psaki would speak."
OTHER = "Hagel and Shoigu are to meet in Washington Friday; Snowden and Carney come up, said Psaki."
UNDATED = Dating(read_telling("Officials meet", [(1, FIRST), (2, SECOND)], "en"), "", "")


def other(day: str, text: str = OTHER) -> Dating:
    return Dating(read_telling("Talks", [(1, text)], "en"), day, "")


def test_a_dated_neighbour_on_the_same_event_gives_uncertain_bounds() -> None:
    far = other("2013-08-08", "Farmers in Kansas said Friday that rain fell.")
    found = infer_bounds({"000": UNDATED, "001": other("2013-08-08"), "009": far})
    assert found["000"].bounds == "2013-08-08?/2013-08-09?"
    assert ["001" in why.rule for why in found["000"].evidence] == [True]


def test_another_event_with_the_same_weekday_dates_nothing() -> None:
    far = other("2013-08-08", "Farmers in Kansas said Friday that rain fell.")
    assert infer_bounds({"000": UNDATED, "009": far}) == {}


def test_neighbours_that_disagree_date_nothing() -> None:
    assert infer_bounds({"000": UNDATED, "001": other("2013-08-08"), "002": other("2014-02-04")}) == {}


def test_what_the_seed_says_goes_before_its_neighbours() -> None:
    bounded = Dating(UNDATED.telling, "", "2014/..")
    assert infer_bounds({"000": bounded, "001": other("2013-08-08")}) == {}
    dated = Dating(UNDATED.telling, "2013-08", "")
    assert infer_bounds({"000": dated, "001": other("2013-08-08")}) == {}
