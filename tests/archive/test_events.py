"""Briefings that report one event: near in date, with people, places and words in common."""

from __future__ import annotations

from builder.archive.links.events import Event, find_events
from builder.archive.links.relations import Card, index_features

TALKS = ("kerry", "lavrov", "hagel", "shoigu", "obama", "putin", "snowden")
SEEDS = [
    Card(
        "officials-meeting",
        "",
        (*TALKS, "carney", "psaki"),
        ("syria",),
        ("official", "meeting"),
        ("Washington",),
    ),
    Card(
        "little-progress",
        "2013-08-08",
        (*TALKS, "lipman", "ryabkov", "assad"),
        ("syria",),
        ("progress", "talk"),
    ),
    Card("need-progress", "2013-08-09", TALKS, ("syria",), ("progress", "syria"), ("Washington", "Russia")),
    Card(
        "to-visit", "", ("kerry", "lavrov", "putin", "assad", "ventrell"), ("syria",), ("visit",), ("Russia",)
    ),
    Card(
        "in-russia",
        "2015-05-12",
        ("kerry", "putin", "lavrov", "peskov", "nemtsov", "obama", "stoltenberg", "shoigu"),
        ("syria",),
        ("meeting",),
        ("Russia", "Sochi"),
    ),
]


def events(*cards: Card) -> tuple[Event, ...]:
    return find_events(index_features(cards))


def test_three_reports_of_one_meeting_are_one_event_and_other_visits_are_not() -> None:
    (event,) = events(*SEEDS)
    assert event.briefings == ("little-progress", "need-progress", "officials-meeting")
    assert event.date == "2013-08-08/2013-08-09"
    assert set(event.people) == set(TALKS)
    assert event.slug == "little-progress"


def test_the_same_people_a_month_apart_are_two_events() -> None:
    first = [Card(f"a{n}", f"2013-08-0{n}", ("x", "y", "z"), (), ("summit",), ("Geneva",)) for n in (1, 2)]
    later = [Card(f"b{n}", f"2013-09-0{n}", ("x", "y", "z"), (), ("summit",), ("Geneva",)) for n in (1, 2)]
    assert [e.briefings for e in events(*first, *later)] == [("a1", "a2"), ("b1", "b2")]


def test_a_story_that_runs_on_for_weeks_is_no_single_event() -> None:
    cards = [
        Card(f"d{day:02}", f"2013-08-{day:02}", ("x", "y"), (), ("siege",), ("Aleppo",))
        for day in range(1, 29)
    ]
    for event in events(*cards):
        first, last = event.briefings[0], event.briefings[-1]
        assert int(last[1:]) - int(first[1:]) <= 7


def test_one_common_name_on_one_day_makes_no_event() -> None:
    assert events(*(Card(f"b{n}", "2013-08-08", ("obama", f"p{n}"), (), (f"w{n}",)) for n in range(12))) == ()


def test_an_issue_in_common_tells_no_event_from_the_next() -> None:
    cards = [Card(f"b{n}", "2013-08-08", (f"p{n}",), ("syria", "arms"), (f"w{n}",)) for n in range(4)]
    assert events(*cards) == ()


def test_what_each_report_alone_names_does_not_hide_what_they_share() -> None:
    own = [tuple(f"only-{n}-{i}" for i in range(9)) for n in (1, 2)]
    shared = ("kerry", "lavrov", "hagel", "shoigu", "obama", "putin", "snowden", "psaki")
    cards = [
        Card(f"r{n}", f"2013-08-0{n}", (*own[n - 1], *shared), (), ("talk",), ("Washington", "Moscow"))
        for n in (1, 2)
    ]
    assert [event.briefings for event in events(*cards)] == [("r1", "r2")]


def test_whom_all_reports_of_those_days_name_tells_no_event_from_the_next() -> None:
    crisis = [
        Card(f"c{n:02}", f"2013-08-{n % 5 + 1:02}", ("x", "y"), (), (f"word{n}", f"more{n}"))
        for n in range(60)
    ]
    calm = [Card(f"d{n:02}", f"20{n:02}-01-01", (f"p{n}",), (), (f"word{n}",)) for n in range(20, 90)]
    assert events(*crisis, *calm) == ()
    pair = [Card(f"e{n}", "2011-03-01", ("x", "y"), (), (f"other{n}",)) for n in (1, 2)]
    assert [e.briefings for e in events(*crisis, *calm, *pair)] == [("e1", "e2")]


def test_a_city_and_its_country_are_no_event() -> None:
    cards = [
        Card(f"a{n}", "2013-08-01", (), (), ("coal", f"word{n}"), ("New Delhi", "India")) for n in (1, 2)
    ]
    assert events(*cards) == ()
    same = [Card(f"a{n}", "2013-08-01", (), (), ("coal", "mine", "fire"), ("New Delhi",)) for n in (1, 2)]
    assert len(events(*same)) == 1
