"""A list quotes as much as fits, the same of every briefing, and says where a text has more."""

from __future__ import annotations

from pathlib import Path

import pytest
import samples

from builder.build import Options, build
from builder.config import Config, load_project
from builder.render.page import Site
from builder.render.parts import DateView, Item, Link, Passage, Row, StatementView
from builder.render.planners.quoting import (
    PASSAGES,
    STATEMENTS,
    fit_passages,
    fit_statements,
    room_beside,
    weight,
)
from builder.render.theme.files import read_theme, read_words
from builder.render.theme.templates import Templates

THEMES = Path(__file__).parents[2] / "themes"
ROW = Row("a", "/briefings/a/", "A", DateView("", ""))
LIGHT = ("A page", ())
HEAVY = ("x" * 40_000,)


def item(count: int, text: str = "He said so.") -> Item:
    return Item(ROW, (Passage(text, ((0, 2),), "/briefings/a/#p-1"),) * count)


def quoted(items: tuple[Item, ...]) -> int:
    return sum(weight(passage.text) for one in items for passage in one.passages)


def test_a_few_sentences_are_all_quoted() -> None:
    items = (item(12), item(0), item(40))
    assert fit_passages(LIGHT, items) == items


def test_of_many_and_long_ones_each_briefing_keeps_the_same_number_and_the_page_its_size() -> None:
    items = fit_passages(LIGHT, [item(40, "Кто? " * 40), item(40, "Кто? " * 40), item(1, "Он. ")])
    first, second, short = (len(one.passages) for one in items)
    assert first == second > short == 1
    assert [one.cut for one in items] == [True, True, False]
    assert PASSAGES / 2 < quoted(items) <= PASSAGES


def test_no_briefing_is_left_without_its_sentence_which_is_shortened_where_there_is_little_room() -> None:
    items = fit_passages(LIGHT, [item(3, "He " + "was there. " * 27)] * 50)
    assert {len(one.passages) for one in items} == {1} and all(one.cut for one in items)
    (short,) = {passage for one in items for passage in one.passages}
    assert short.text.startswith("He was there. ") and short.text.endswith(" …") and short.marks == ((0, 2),)
    assert 10_000 < quoted(items) <= PASSAGES


def test_the_heavier_a_page_is_beside_the_less_it_quotes() -> None:
    many = [item(9, "He was there. " * 9)] * 9
    light, heavy, full = (quoted(fit_passages(view, many)) for view in (LIGHT, HEAVY, (*HEAVY, *HEAVY)))
    assert light > heavy > full > 0
    assert room_beside(LIGHT, many) - room_beside(HEAVY, many) > 39_000


def test_what_a_person_says_is_shared_among_the_briefings_too() -> None:
    said = StatementView("x" * 800, ROW)
    assert len(fit_statements(LIGHT, (), [(said,) * 9, (), (said,) * 8])) == 12
    assert fit_statements(LIGHT, (), []) == ()


def test_where_not_each_briefing_can_say_something_the_first_ones_do() -> None:
    said = [StatementView(f"{number:0800}", ROW) for number in range(60)]
    shown = fit_statements(LIGHT, (), [(one, one) for one in said])
    assert shown == tuple(said[: len(shown)]) and 0 < len(shown) * 800 <= STATEMENTS
    assert len(fit_statements(HEAVY, (), [(one, one) for one in said])) < len(shown)


@pytest.mark.parametrize(
    "text",
    [
        "After that, and before that, John Kerry and Sergei Lavrov said something more about it. " * 3,
        "После этого John Kerry и Sergei Lavrov снова говорили о том же самом предмете, как и прежде " * 4,
        "当时约翰与谢尔盖继续讨论同样的问题" * 30
        + "，John Kerry、Sergei Lavrov，"
        + "没有得出结论" * 70
        + "。",
    ],
    ids=["English", "Russian", "Chinese"],
)
def test_pages_of_people_and_pairs_stay_below_their_weight_whatever_they_quote(
    tmp_path: Path, text: str
) -> None:
    (tmp_path / "config.yaml").write_text("build:\n  search: false\n")
    folder = tmp_path / "content" / "briefings"
    folder.mkdir(parents=True)
    names = ["John Kerry", "Sergei Lavrov", *(f"Person of a Long Name Number {n}" for n in range(24))]
    for month in range(60):
        title = f"On the talks in Geneva, which went on for longer than anybody had thought, part {month}"
        front = f"title: {title}\ndate: {2011 + month // 12}-{month % 12 + 1:02d}\nissues: [Talks of {month}]"
        body = "\n\n".join([text] * 3)
        (folder / f"the-talks-in-geneva-which-went-on-for-longer-than-anybody-{month}.md").write_text(
            f"---\n{front}\npeople: [{', '.join(names)}]\n---\n\n{body}\n", "utf-8"
        )
    assert not build(load_project(tmp_path), Options(jobs=1)).problems
    public = tmp_path / "public"
    weights = {path: path.stat().st_size for path in public.glob("people/*/**/index.html")}
    assert weights and max(weights.values()) < 60_000
    page = (public / "people/john-kerry/index.html").read_text("utf-8")
    assert page.count('<p class="passage">') == 50 == page.count("More in the text")


def test_the_page_of_an_issue_stays_below_its_weight_with_the_words_that_gave_it() -> None:
    theme = read_theme("default", THEMES, THEMES)
    words = read_words(theme, "ru", THEMES)
    view = samples.sample_views(words)["issue"]._replace(items=(), named=())
    path = "/briefings/the-talks-in-geneva-which-went-on-for-longer-than-anybody-had-thought/"
    title = "О переговорах в Женеве, которые шли дольше, чем думали"
    row = samples.row(words, "a", title, "2013-08-09", lang="en")
    passage = Passage("Они говорили о химическом оружии. " * 9, ((17, 26),), f"{path}#p-1a2b3c4")
    said = (Link("химическое оружие", count=3), Link("Женева", count=2), Link("Сирия", count=12))
    shown = fit_passages(view, [Item(row._replace(path=path), (passage, passage), words=said)] * 50)
    templates = Templates(theme, Site(samples.SITE, words, Config(), b""))
    html = templates.render("issue.html", view._replace(items=shown))
    assert 40_000 < len(html) < 60_000
