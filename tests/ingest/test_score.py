"""The line score: what it gives, that it can be read, and how it treats seeds nobody tuned for."""

from __future__ import annotations

import math
import re
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from builder.ingest.cleaning import glance, lift
from builder.ingest.cleaning.linefeatures import Line, describe
from builder.ingest.cleaning.score import (
    BENEFIT,
    BENEFIT_NAME,
    FEATURE_NAMES,
    MODELS,
    THRESHOLD,
    explain_line,
    is_misled,
    join_rows,
    kind_of,
    load_model,
    look_at,
    page_rows,
    score_lines,
    text_kind,
)
from builder.ingest.cleaning.trees import EARLY, make_forest, strongest
from builder.ingest.reading.readers import read_seed

CAPTION = re.compile(r"\(R\) (?:listens|walks)|earlier this year\. \*\*")
SEEDS = sorted((Path(__file__).parents[2] / "seeds").glob("*.txt"))

PAGE = """Menu
Home
Sport
Search

Parliament passes the harbour bill after a long night

By Ann Lee
9 August 2013

Parliament passed a bill on Thursday night that lets the port of Rotterdam close its oldest docks by 2020.
The vote, 91 to 59, came after eleven hours of debate, in which the opposition asked for more time.

What happens next

The senate will discuss the bill in September, the minister said, and the first dock could close in spring.
"We have waited for this for ten years," said the mayor, who had asked for the law.

Share this article
Related articles
Ten things to do in Rotterdam
Subscribe to our newsletter
© 2013 The Paper. All rights reserved.
"""


def kept(text: str) -> list[str]:
    document = read_seed("a.txt", text.encode())
    scores = score_lines(document)
    return [line.text for line, score in zip(document.lines, scores, strict=True) if score.value >= THRESHOLD]


def lines_of(text: str, name: str = "a.txt") -> list[Line]:
    return describe(read_seed(name, text.encode()).lines)


@given(st.lists(st.text(st.characters(exclude_categories=("Cc", "Cs")), max_size=60), max_size=25))
def test_every_line_gets_a_probability_whatever_the_text(texts: list[str]) -> None:
    document = read_seed("a.txt", ("x\n" + "\n".join(texts)).encode())
    scores = score_lines(document)
    assert [score.line for score in scores] == [line.number for line in document.lines]
    assert all(0 <= score.value <= 1 for score in scores)
    assert all(
        score.value == 0 for score, line in zip(scores, document.lines, strict=True) if not line.text.strip()
    )


def test_an_article_among_menus_keeps_its_paragraphs_and_loses_the_menus() -> None:
    lines = kept(PAGE)
    assert [line for line in PAGE.splitlines() if len(line) > 80] == [
        line for line in lines if len(line) > 80
    ]
    assert not {"Menu", "Home", "Subscribe to our newsletter", "Related articles"} & set(lines)


@pytest.mark.parametrize("language", ["de", "fr", "es", "ru", "ar", "zh"])
def test_running_text_of_other_languages_is_kept(language: str) -> None:
    join = "" if language == "zh" else " "
    paragraphs = [join.join(words.split("\n")) for words in PARAGRAPHS[language].strip().split("\n\n")]
    assert kept("\n\n".join(paragraphs)) == paragraphs


PARAGRAPHS = {
    "de": """
Der Bundestag hat am Donnerstagabend ein Gesetz verabschiedet, das dem Hafen erlaubt, seine ältesten
Docks bis 2020 zu schließen. Die Opposition hatte mehr Zeit verlangt.

„Darauf haben wir zehn Jahre gewartet“, sagte der Bürgermeister, der um das Gesetz gebeten hatte. Im
Herbst wird der Bundesrat darüber beraten.
""",
    "fr": """
Le Parlement a adopté jeudi soir une loi qui permet au port de fermer ses plus anciens bassins d'ici
à 2020, après onze heures de débat pendant lesquelles l'opposition a demandé plus de temps.

« Nous attendions cela depuis dix ans », a déclaré le maire, qui avait demandé cette loi. Le Sénat
en discutera en septembre.
""",
    "es": """
El Parlamento aprobó el jueves por la noche una ley que permite al puerto cerrar sus muelles más
antiguos antes de 2020, después de once horas de debate en las que la oposición pidió más tiempo.

«Llevábamos diez años esperando esto», dijo el alcalde, que había pedido la ley. El Senado la
debatirá en septiembre.
""",
    "ru": """
Парламент в четверг вечером принял закон, который позволяет порту закрыть старейшие доки до 2020
года, после одиннадцати часов дебатов, во время которых оппозиция просила больше времени.

«Мы ждали этого десять лет», — сказал мэр, который просил принять закон. В сентябре его обсудит
сенат.
""",
    "ar": """
أقر البرلمان مساء الخميس قانونا يسمح للميناء بإغلاق أقدم أرصفته بحلول عام 2020، بعد إحدى عشرة ساعة
من النقاش طلبت خلالها المعارضة مزيدا من الوقت.

وقال رئيس البلدية الذي طلب القانون إننا انتظرنا هذا منذ عشر سنوات، ومن المقرر أن يناقشه مجلس الشيوخ
في سبتمبر المقبل.
""",
    "zh": """
议会星期四晚上通过了一项法律，允许港口在2020年之前关闭最古老的码头。在长达十一个小时的辩论中，反对派要求给予更多的时
间，但是没有得到同意。

“我们等了十年了，”要求制定这项法律的市长说。参议院将在九月份讨论这项法案，第一个码头可能在明年春天关闭，工人们将得到新
的工作。
""",
}
"""Two paragraphs a language, a blank line between them."""


@pytest.mark.parametrize("seed", SEEDS, ids=lambda path: path.stem)
def test_the_paragraphs_of_the_seeds_are_kept(seed: Path) -> None:
    document = read_seed(seed.name, seed.read_bytes())
    scores = score_lines(document)
    end = next((line.number for line in document.lines if line.text.startswith("Comments (0)")), 10_000)
    lost = [
        line.text
        for line, score in zip(document.lines, scores, strict=True)
        if line.number < end
        and len(line.text) > 100
        and not CAPTION.search(line.text)
        and score.value < THRESHOLD
    ]
    assert lost == []


def test_a_score_can_be_explained_by_the_names_of_features() -> None:
    document = read_seed("a.txt", PAGE.encode())
    number = next(line.number for line in document.lines if line.text == "Ten things to do in Rotterdam")
    explained = explain_line(document, number)
    assert explained.value == score_lines(document)[number - 1].value
    assert explained.reasons
    known = {*FEATURE_NAMES["text"], BENEFIT_NAME}
    assert all(name.removeprefix("no ") in known and push for name, push in explained.reasons)
    assert explained.why.startswith(f"{explained.value:.2f}: ")


def test_rows_have_a_number_for_every_name() -> None:
    lines = lines_of(PAGE)
    rows = join_rows(lines, *look_at(lines))
    assert len(rows) == len(lines) and {len(row) for row in rows} == {len(load_model("text").names)}
    blocks = lines_of(f"<html><body><p>{PAGE}</p><h2>x</h2></body></html>", "a.html")
    assert {len(row) for row in page_rows(blocks)} == {len(load_model("page").names)}


def test_rows_of_some_lines_are_those_of_all_of_them() -> None:
    lines = lines_of(PAGE)
    looks = look_at(lines)
    rows = join_rows(lines, *looks)
    assert join_rows(lines, *looks, [0, 5, len(lines) - 1]) == [rows[0], rows[5], rows[-1]]


def test_the_main_column_alone_is_told_from_a_whole_page() -> None:
    article = "\n\n".join(line for line in PAGE.splitlines() if len(line) > 80)
    menus = "".join(f"Menu {n}\nSport\nHome\n" for n in range(40))
    footer = "Privacy policy\nTerms of use\nContact us\n© 2013 The Paper. All rights reserved.\n"
    assert kind_of(lines_of(article)) == "light"
    assert kind_of(lines_of(menus + PAGE + menus + footer)) == "text"
    assert kind_of(lines_of("<html><body><p>One.</p></body></html>", "a.html")) == "page"


@pytest.mark.parametrize(
    ("values", "misled"),
    [([0.2, 0.3, 0.2, 0.0], True), ([0.02, 0.03, 0.02, 0.0], False), ([0.9, 0.3, 0.2, 0.0], False)],
    ids=["doubted and all lost", "clearly refused, as comments are", "some of it kept"],
)
def test_a_page_that_loses_its_doubtful_densest_text_was_misled_by_its_markup(
    values: list[float], misled: bool
) -> None:
    text = (
        "<p>The senate will discuss the bill in September, the minister said, and vote on it in spring.</p>"
    )
    page = f"<body><div class='comments'>{text * 3}</div><p>Menu</p></body>"
    lines = lines_of(page, "a.html")
    assert is_misled(lines, values) is misled


def test_a_text_that_is_doubted_as_a_whole_is_lifted_by_most_of_what_it_lacks() -> None:
    lines = lines_of(PAGE)
    assert lift.lift_of(lines, [4.0] * len(lines)) == 0
    assert lift.lift_of(lines, [0.5] * len(lines)) == pytest.approx(1.6)
    assert lift.lift_of(lines, [-30.0] * len(lines)) == pytest.approx(4.4)
    assert lift.lift_of(lines[:3], [-30.0] * 3) == 0, "a menu says nothing of a text"


def test_a_lift_is_among_the_reasons_of_a_score() -> None:
    rows = "\n".join(f"{n} July {1990 + n}: Hall {n}, Bern, with the band from Basel" for n in range(1, 30))
    document = read_seed("a.txt", f"Tour\n\n{rows}\n".encode())
    reasons = dict(explain_line(document, 12, most=200).reasons)
    assert reasons[lift.NAME] > 0, "nobody learned from such a text"


def test_lines_far_from_anything_like_an_article_are_settled_by_the_first_look_and_say_so() -> None:
    menus = "".join(f"Menu {n}\nSport\nSign in\n" for n in range(40))
    document = read_seed("a.txt", (menus + PAGE + menus + "Privacy policy\nTerms of use\n").encode())
    far, near = explain_line(document, 20), explain_line(document, 125)
    assert far.value < 0.05 and dict(far.reasons).keys() == {glance.FAR}
    assert glance.FAR not in dict(near.reasons)
    assert far.value == score_lines(document)[19].value


def test_what_is_surely_a_main_column_is_looked_at_whole() -> None:
    document = read_seed(SEEDS[2].name, SEEDS[2].read_bytes())
    lines = describe(document.lines)
    far = glance.settle(look_at(lines)[1])
    assert kind_of(lines) == "light" and far
    asked = [explain_line(document, lines[at].source.number) for at in far]
    assert not any(glance.FAR in dict(score.reasons) for score in asked)


def test_what_may_be_a_main_column_gets_a_benefit_that_is_told_and_taken_off_for_fields() -> None:
    article = "\n\n".join(line for line in PAGE.splitlines() if len(line) > 80)
    explained = explain_line(read_seed("a.txt", article.encode()), 1, most=200)
    assert dict(explained.reasons)[BENEFIT_NAME] == explained.benefit == BENEFIT["light"]
    odds = [math.log(chance / (1 - chance)) for chance in (explained.value, explained.chance)]
    assert odds[0] - odds[1] == pytest.approx(explained.benefit, abs=0.02)
    page = explain_line(read_seed("a.html", f"<p>{article}</p>".encode()), 1, most=200)
    assert BENEFIT_NAME not in dict(page.reasons) and page.chance == page.value


def test_a_text_of_which_it_is_open_whether_it_is_a_main_column_asks_both_models() -> None:
    assert [text_kind(odds) for odds in (-2.1, -2.0, -0.1, 0.0)] == ["text", "either", "either", "light"]
    assert MODELS["either"] == (*MODELS["light"], *MODELS["text"])


def test_trees_are_summed_and_explained() -> None:
    forest = make_forest([["a", 1.5, -1.0, ["b", 0.5, 0.5, 2.0]], 0.25], ("a", "b"))
    assert forest.odds([1.0, 9.0]) == -0.75
    assert forest.odds([2.0, 0.0]) == 0.75
    assert forest.odds([2.0, 1.0]) == 2.25
    assert strongest(forest.pushes([2.0, 1.0]), 3) == (("a", 1.1), ("b", 0.8))


def test_where_the_first_trees_leave_no_doubt_the_others_are_not_asked() -> None:
    trees = [["a", 0.5, -0.1, 0.1]] * EARLY + [5.0]
    assert make_forest(trees, ("a",), -3.0).odds([0.0]) == pytest.approx(-8.0)
    assert make_forest(trees, ("a",), -3.0).odds([1.0]) == pytest.approx(9.0)
    assert make_forest(trees, ("a",)).odds([0.0]) == pytest.approx(1.0)
