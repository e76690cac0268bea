"""Dates in words keep their precision, in every language."""

from __future__ import annotations

from pathlib import Path

import pytest

from builder.render.dates import date_view, long_date, short_date, span_words
from builder.render.theme.files import read_theme, read_words
from builder.render.theme.words import Words, direction

THEMES = Path(__file__).resolve().parents[2] / "themes"


def words(language: str) -> Words:
    return read_words(read_theme("default", THEMES, THEMES), language)


@pytest.mark.parametrize(
    ("edtf", "long", "short"),
    [
        ("2013-08-09", "Friday 9 August 2013", "9 Aug 2013"),
        ("2013-08", "August 2013", "Aug 2013"),
        ("2013", "2013", "2013"),
        ("2013-05~", "about May 2013", "c. May 2013"),
        ("2013-08-09~", "about 9 August 2013", "c. 9 Aug 2013"),
        ("2013-08-09?", "possibly 9 August 2013", "9 Aug 2013?"),
        ("2013-05%", "possibly about May 2013", "c. May 2013?"),
        ("2013-05-03/2013-05-09", "between 3 and 9 May 2013", "3–9 May 2013"),
        ("2013-04-23/2013-05-09", "between 23 April and 9 May 2013", "23 Apr–9 May 2013"),
        ("2012-12-30/2013-01-02", "between 30 December 2012 and 2 January 2013", "30 Dec 2012–2 Jan 2013"),
        ("2013-04-23/..", "on or after 23 April 2013", "from 23 Apr 2013"),
        ("../2013-04-23", "on or before 23 April 2013", "by 23 Apr 2013"),
        ("2013-04/2013-06", "between April 2013 and June 2013", "Apr 2013–Jun 2013"),
        ("", "undated", "undated"),
        ("last week", "last week", "last week"),
    ],
)
def test_english_says_what_is_known_and_no_more(edtf: str, long: str, short: str) -> None:
    assert long_date(edtf, words("en")) == long
    assert short_date(edtf, words("en")) == short


@pytest.mark.parametrize(
    ("language", "day", "about"),
    [
        ("de", "Freitag, 9. August 2013", "etwa Mai 2013"),
        ("fr", "vendredi 9 août 2013", "vers mai 2013"),
        ("es", "viernes 9 de agosto de 2013", "hacia mayo de 2013"),
        ("ru", "пятница, 9 августа 2013 г.", "около мая 2013 г."),
        ("ar", "الجمعة، 9 أغسطس 2013", "نحو مايو 2013"),
    ],
)
def test_other_languages_say_it_their_way(language: str, day: str, about: str) -> None:
    assert long_date("2013-08-09", words(language)) == day
    assert long_date("2013-05~", words(language)) == about


def test_a_machine_gets_only_what_html_can_say() -> None:
    assert date_view("2013-05~", words("en")).machine == "2013-05"
    assert date_view("2013-04-23/..", words("en")).machine == ""
    assert date_view("", words("en")).precision == "none"


def test_a_span_runs_from_the_first_to_the_last_known_day() -> None:
    assert span_words(["2013-08-09", "", "2015-05~"], words("en")) == "9 August 2013 to May 2015"
    assert span_words(["2013-08-09"], words("en")) == "9 August 2013"
    assert span_words(["", ""], words("en")) == ""
    assert span_words(["2013-04-23/..", "2013-08-09"], words("en")) == "9 August 2013"
    assert span_words(["2013-04-23/..", "../2015-01-01"], words("en")) == "", "bounds are no days"


def test_plural_forms_are_the_languages_own() -> None:
    russian = words("ru")
    assert [russian("briefings_n", n=n) for n in (1, 3, 5, 21)] == [
        "1 текст",
        "3 текста",
        "5 текстов",
        "21 текст",
    ]
    assert words("de")("briefings_n", n=12345) == "12.345 Texte"


@pytest.mark.parametrize(("tag", "way"), [("ar", "rtl"), ("he-IL", "rtl"), ("ku-Latn", "ltr"), ("ru", "ltr")])
def test_the_direction_follows_the_script(tag: str, way: str) -> None:
    assert direction(tag) == way
