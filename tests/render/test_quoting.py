"""A list quotes as much as fits, the same of every briefing, and says where a text has more."""

from __future__ import annotations

from builder.render.parts import DateView, Item, Passage, Row, StatementView
from builder.render.planners.quoting import MARKUP, PASSAGES_ROOM, fit_passages, fit_statements

ROW = Row("a", "/briefings/a/", "A", DateView("", ""))


def item(count: int, text: str = "He said so.") -> Item:
    return Item(ROW, (Passage(text, (), "/briefings/a/#p-1"),) * count)


def test_a_few_sentences_are_all_quoted() -> None:
    items = (item(12), item(0), item(40))
    assert fit_passages(items) == items


def test_of_many_and_long_ones_each_briefing_keeps_the_same_number_and_the_page_its_size() -> None:
    items = fit_passages([item(40, "Кто? " * 40), item(40, "Кто? " * 40), item(1, "Он. ")])
    first, second, short = (len(one.passages) for one in items)
    assert first == second > short == 1
    assert [one.cut for one in items] == [True, True, False]
    weight = sum(len(p.text.encode()) + MARKUP for one in items for p in one.passages)
    assert PASSAGES_ROOM - 2 * 1000 < weight <= PASSAGES_ROOM


def test_no_briefing_is_left_without_its_sentence() -> None:
    items = fit_passages([item(3, "x" * 400)] * 100)
    assert {len(one.passages) for one in items} == {1}


def test_what_a_person_says_is_shared_among_the_briefings_too() -> None:
    said = StatementView("x" * 800, ROW)
    assert len(fit_statements([(said,) * 9, (), (said,) * 2])) == 8
    assert fit_statements([]) == ()
