"""Why a briefing is shown beside another: the best of what both share, in words."""

from __future__ import annotations

from pathlib import Path
from types import SimpleNamespace
from typing import cast

from builder.model import Term
from builder.render.page import Plan
from builder.render.planners.reasons import reason, shared_of, told_of
from builder.render.theme.files import read_theme, read_words

THEMES = Path(__file__).resolve().parents[2] / "themes"
WORDS = read_words(read_theme("default", THEMES, THEMES), "en")
PEOPLE = {slug: Term(slug, slug.title(), ()) for slug in ("lavrov", "shoigu", "kerry", "hagel")}


def said(days: int | None, *shared: tuple[str, str]) -> str:
    archive = SimpleNamespace(people=PEOPLE, issues={})
    plan = SimpleNamespace(archive=archive, relations=SimpleNamespace(features=shared))
    numbers = tuple(range(len(shared)))
    return reason(WORDS, shared_of(told_of(cast(Plan, plan)), ("talks", days, numbers)))


def test_it_names_people_places_and_how_far_apart() -> None:
    both = ("person", "lavrov"), ("place", "Sochi"), ("word", "talk"), ("person", "shoigu")
    assert said(0, *both) == "both name Lavrov and Shoigu; both in Sochi; same day"
    assert said(40, *both) == said(None, *both) == "both name Lavrov and Shoigu; both in Sochi"


def test_three_names_say_enough_without_a_place() -> None:
    assert said(None, *(("person", slug) for slug in PEOPLE), ("place", "Sochi")) == (
        "both name Lavrov, Shoigu, and Kerry"
    )


def test_words_of_the_titles_are_told_where_there_is_nothing_else() -> None:
    assert said(1, ("word", "treaty"), ("word", "ceasefire")) == (
        "titles share “treaty” and “ceasefire”; 1 day apart"
    )


def test_who_has_no_page_is_not_named() -> None:
    assert said(None, ("person", "hidden"), ("issue", "hidden")) == ""
