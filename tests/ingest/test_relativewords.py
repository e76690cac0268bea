"""Words that count days from the writing: they bound an undated text, check a dated one, never name a day."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from builder.edtf import Span, parse_edtf
from builder.ingest.fields.dates import decide
from builder.ingest.fields.relativewords import (
    Relation,
    find_distance,
    read_relative_words,
    relative_bounds,
)


@pytest.mark.parametrize(
    ("lang", "text", "bounds"),
    [
        ("en", "He said yesterday, August 8, 2013, that the talks failed.", "2013-08-09/2013-08-11"),
        ("en", "Talks open next week (September 5, 2013) in Moscow.", "2013-08-23/2013-09-06"),
        ("en", "They met last Friday, August 9, 2013.", "2013-08-10/2013-08-24"),
        ("en", "The vote is due next month, in September 2013, in Sofia.", "2013-08-01/2013-09-02"),
        ("de", "Er sagte gestern (8. August 2013), dass die Gespräche scheiterten.", "2013-08-09/2013-08-11"),
        ("de", "Sie treffen sich kommenden Freitag, den 16. August 2013.", "2013-08-03/2013-08-17"),
        ("fr", "Il a déclaré hier, jeudi 8 août 2013, que tout va bien.", "2013-08-09/2013-08-11"),
        ("es", "Lo dijo ayer, 8 de agosto de 2013, en Madrid.", "2013-08-09/2013-08-11"),
        ("ru", "Он заявил вчера, 8 августа 2013 года, что переговоры идут.", "2013-08-09/2013-08-11"),
        ("ar", "قال أمس (8 أغسطس 2013) إن المحادثات فشلت", "2013-08-09/2013-08-11"),
        ("ja", "昨日（2013年8月8日）、会談が行われた。", "2013-08-09/2013-08-11"),
        ("zh", "昨天（2013年8月8日），会谈举行。", "2013-08-09/2013-08-11"),
    ],
)
def test_a_day_named_twice_bounds_an_undated_text(lang: str, text: str, bounds: str) -> None:
    assert decide(relative_bounds([(3, text)], lang)).bounds == bounds


@pytest.mark.parametrize(
    ("lang", "text"),
    [
        ("en", "Unlike last month, July 2013, it was cold."),
        ("en", "It rained in the last week of July 2013, they said."),
        ("en", "“We won yesterday, August 8, 2013,” he said."),
        ("en", 'He said: "We met last week, August 8, 2013, in Rome."'),
        ("en", "They met yesterday. August 8, 2013, was the day of the vote."),
        ("en", "They met last week in August 2013."),
        ("en", "They met yesterday, August 8, in Rome."),
        ("de", "Am Morgen, 8. August 2013, kam er hier an."),
        ("de", "Er war hier, 8. August 2013, und ging."),
        ("xx", "He said yesterday, August 8, 2013, that the talks failed."),
    ],
)
def test_what_only_compares_quotes_or_follows_bounds_nothing(lang: str, text: str) -> None:
    assert relative_bounds([(3, text)], lang) == ()


def test_two_such_days_that_leave_none_in_common_are_a_contradiction() -> None:
    text = "He said yesterday, August 8, 2013, that it ended last month, June 2013."
    decision = decide(relative_bounds([(3, text)], "en"))
    assert decision.date == ""
    assert "yesterday, August 8, 2013" in decision.problems[0].message
    assert "last month, June 2013" in decision.problems[0].message


def test_a_day_that_lies_elsewhere_from_the_date_makes_it_doubtful() -> None:
    lines = [(4, "He spoke yesterday (Thursday, Aug. 8) in Rome.")]
    assert find_distance(lines, "en", date(2013, 8, 9)) is None
    assert find_distance(lines, "en", date(2013, 9, 9)) == ("yesterday (Thursday, Aug. 8", 4)


def test_one_day_that_fits_shows_that_the_others_are_of_another_time() -> None:
    lines = [(4, "He spoke yesterday (Aug. 8) in Rome."), (5, "He will speak today (Sept. 9) in Paris.")]
    assert find_distance(lines, "en", date(2013, 9, 9)) is None


FORMS = [
    (lang, form, relation)
    for lang, words in sorted(read_relative_words().items())
    for form, relation in words.forms.items()
    if relation.unit != "weekday"
]


def days_meant(relation: Relation, writing: date, first_of_week: int) -> tuple[date, date]:
    """First and last day that a writer means whose week begins on that weekday."""
    if relation.unit == "day":
        day = writing + timedelta(days=relation.shift)
        return day, day
    if relation.unit == "week":
        into = (writing.weekday() - first_of_week) % 7
        start = writing + timedelta(days=7 * relation.shift - into)
        return start, start + timedelta(days=6)
    number = writing.year * 12 + writing.month - 1 + relation.shift
    following = number + 1
    end = date(following // 12, following % 12 + 1, 1) - timedelta(days=1)
    return date(number // 12, number % 12 + 1, 1), end


@given(
    chosen=st.sampled_from(FORMS),
    writing=st.dates(date(1990, 1, 1), date(2090, 1, 1)),
    first_of_week=st.sampled_from([0, 5, 6]),
    later=st.integers(0, 2),
    pick=st.integers(0, 30),
)
def test_the_day_of_printing_is_never_left_out_and_never_named(
    chosen: tuple[str, str, Relation], writing: date, first_of_week: int, later: int, pick: int
) -> None:
    lang, form, relation = chosen
    first, last = days_meant(relation, writing, first_of_week)
    day = min(first + timedelta(days=pick), last)
    printed = writing + timedelta(days=later)
    lines = [(1, f"{form} ({day.isoformat()}).")]
    decision = decide(relative_bounds(lines, lang))
    span = parse_edtf(decision.bounds)
    assert span.intersect(Span(printed, printed)), (form, day, printed)
    assert "/" in decision.bounds
    assert len(decision.date) != len("2013-08-09")
    assert span.days > 1
    assert find_distance(lines, lang, printed) is None
