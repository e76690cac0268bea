"""Offices over time are what the texts print, with first and last date and place."""

from __future__ import annotations

from pathlib import Path

from builder.model import Account, Briefing, Entry
from builder.render.planners.roles import MOST, role_views, roles_over_time
from builder.render.theme.files import read_theme, read_words

THEMES = Path(__file__).resolve().parents[2] / "themes"


def entry(slug: str, date: str, role: str, anchor: str = "p-1", edited: bool = False) -> Entry:
    roles = (("John Kerry", role, anchor),) if role else ()
    account = Account(roles=roles, body=b"x")
    return Entry(
        Briefing(slug, f"About {slug}", date),
        f"{slug}.md",
        b"",
        {},
        account=account,
        body=b"y" if edited else b"x",
    )


def test_each_phrase_has_its_first_and_last_date_and_place() -> None:
    spans = roles_over_time(
        [
            entry("c", "2015-05-12", "Secretary of State", "p-2"),
            entry("a", "2013-08-09", "the secretary of state", "p-3"),
            entry("b", "2014", "Secretary of State"),
            entry("z", "", "Secretary of State"),
            entry("old", "2004-07-29", "Senator"),
            entry("none", "2004-07-29", ""),
        ],
        {"John Kerry"},
    )
    assert [(phrase, first[0], last[0], count) for phrase, count, first, last in spans] == [
        ("Senator", "2004-07-29", "2004-07-29", 1),
        ("Secretary of State", "2013-08-09", "2015-05-12", 4),
    ]
    _, _, first, last = spans[1]
    assert (first[2], last[2]) == ("/briefings/a/#p-3", "/briefings/c/#p-2")


def test_offices_of_others_are_not_told_and_edited_texts_lead_to_the_page() -> None:
    assert roles_over_time([entry("a", "2013", "Senator")], {"Jane Roe"}) == ()
    ((_, _, first, _),) = roles_over_time([entry("a", "2013", "Senator", edited=True)], {"John Kerry"})
    assert first[2] == "/briefings/a/"


def test_undated_offices_come_last_and_only_the_most_used_are_shown() -> None:
    some = [entry("u", "", "Envoy"), entry("d", "2013", "Senator")]
    assert [span[0] for span in roles_over_time(some, {"John Kerry"})] == ["Senator", "Envoy"]
    many = [entry(f"e{n:02}", "2013", f"Office {n:02}") for n in range(MOST + 5)]
    assert len(roles_over_time(many, {"John Kerry"})) == MOST


def test_an_office_of_one_day_is_not_told_from_that_day_to_that_day() -> None:
    words = read_words(read_theme("default", THEMES, THEMES), "en", THEMES)
    day, same = (("2013-08-09", slug, f"/briefings/{slug}/") for slug in "ab")
    later = ("2014", "c", "/briefings/c/")
    views = role_views([("Minister", 2, day, same), ("Envoy", 2, day, later)], {}, words)
    assert [(view.first.text, view.last and view.last.text) for view in views] == [
        ("9 Aug 2013", None),
        ("9 Aug 2013", "2014"),
    ]
