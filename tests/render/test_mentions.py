"""Every sentence that names somebody is found in the text as it is now."""

from __future__ import annotations

import json
from typing import Any

from hypothesis import given
from hypothesis import strategies as some

from builder.render.text.blocks import paragraphs_of
from builder.render.text.mentions import (
    MOST,
    _names,
    find_forms,
    find_mentions,
    find_words,
    passages_of,
    sentences,
    shared_passages,
)

PROSE = (
    '<p id="p-1">U.S. Secretary of State John Kerry spoke on Friday. He met <em>Sergei</em> Lavrov.</p>'
    '<p id="p-2">Lavrov &amp; Kerry agreed. Mr. Assad did not.</p>'
)
PAGE = "/briefings/talks/"


def found(prose: str, *names: str) -> Any:
    """As it comes back from the cache."""
    return json.loads(json.dumps(find_mentions(paragraphs_of(prose), names)))


def texts(prose: str, name: str, *others: str) -> list[str]:
    return [p.text for p in passages_of(found(prose, name, *others), [name], PAGE)]


def test_every_sentence_that_names_somebody_is_found_with_its_paragraph_and_marks() -> None:
    full, bare = passages_of(found(PROSE, "John Kerry", "Sergei Lavrov"), ["John Kerry"], PAGE)
    assert (full.text, full.marks, full.path) == (
        "U.S. Secretary of State John Kerry spoke on Friday.",
        ((24, 34),),
        "/briefings/talks/#p-1",
    )
    assert (bare.text, bare.marks) == ("Lavrov & Kerry agreed.", ((9, 14),))
    assert texts(PROSE, "Sergei Lavrov") == ["He met Sergei Lavrov.", "Lavrov & Kerry agreed."]


def test_a_sentence_that_names_two_is_kept_once() -> None:
    both = found(PROSE, "John Kerry", "Sergei Lavrov")
    assert len(both["sentences"]) == 3


def test_a_surname_will_do_and_an_article_is_no_part_of_it() -> None:
    assert texts(PROSE, "Bashar al-Assad") == ["Mr. Assad did not."]
    assert texts(PROSE, "Sergey Lavrov") == ["He met Sergei Lavrov.", "Lavrov & Kerry agreed."]
    assert texts(PROSE, "Nobody Here") == []


def test_a_name_with_accents_is_found_where_the_text_has_none() -> None:
    prose = '<p id="p-1">Hammarskjold spoke. Dag Hammarskjöld left.</p>'
    assert texts(prose, "Dag Hammarskjöld") == ["Hammarskjold spoke.", "Dag Hammarskjöld left."]


def test_a_surname_that_two_bear_shows_neither_of_them() -> None:
    prose = '<p id="p-1">Allen Dulles and John Foster Dulles met. Dulles left.</p>'
    assert texts(prose, "Allen Dulles", "John Foster Dulles") == ["Allen Dulles and John Foster Dulles met."]
    prose = '<p id="p-1">Allen Dulles came. Secretary Dulles left.</p>'
    assert texts(prose, "John Foster Dulles", "Allen Dulles") == ["Secretary Dulles left."]


@given(some.text("KaЛ "), some.lists(some.text("KaЛ ", max_size=4)))
def test_a_text_has_a_name_wherever_its_letters_stand_in_it(whole: str, forms: list[str]) -> None:
    assert _names(whole, forms) is any(form in whole for form in forms)


def test_a_name_inside_a_longer_word_is_none() -> None:
    assert texts('<p id="p-1">Kerryman won.</p>', "John Kerry") == []
    assert find_forms("Kerry, Kerryman, John Kerry", ("John Kerry", "Kerry")) == ((0, 5), (17, 27))


def test_an_abbreviation_ends_no_sentence() -> None:
    text = "Gen. Philip Breedlove came. On Jan. Five he left the U.S. Army. The end."
    assert list(sentences(text)) == [
        "Gen. Philip Breedlove came.",
        "On Jan. Five he left the U.S. Army.",
        "The end.",
    ]


def test_a_very_long_sentence_is_cut_around_the_name_at_words() -> None:
    text = "word " * 200 + "John Kerry " + "word " * 200
    (passage,) = passages_of(found(f'<p id="p-1">{text}</p>', "John Kerry"), ["John Kerry"], PAGE)
    assert len(passage.text) < 340 and passage.text[slice(*passage.marks[0])] == "John Kerry"
    assert passage.text.startswith("… word") and passage.text.endswith("word …")


def test_a_script_without_spaces_is_cut_around_the_name_too() -> None:
    text = "他们继续讨论同样的问题" * 60 + "，John Kerry，" + "没有结论" * 100
    (passage,) = passages_of(found(f'<p id="p-1">{text}</p>', "John Kerry"), ["John Kerry"], PAGE)
    assert len(passage.text) == 324 and passage.text[slice(*passage.marks[0])] == "John Kerry"


def test_a_text_that_names_somebody_in_every_line_fills_no_page() -> None:
    prose = "".join(f'<p id="p-{n}">Kerry spoke {n} times.</p>' for n in range(MOST + 9))
    assert len(texts(prose, "John Kerry")) == MOST


def test_of_two_people_the_sentences_are_shown_that_name_both() -> None:
    groups = (["John Kerry"], ["Sergei Lavrov"])
    (both,) = shared_passages(found(PROSE, "John Kerry", "Sergei Lavrov"), groups, PAGE)
    assert both.text == "Lavrov & Kerry agreed." and both.marks == ((0, 6), (9, 14))
    groups = (["John Kerry"], ["Bashar al-Assad"])
    firsts = shared_passages(found(PROSE, "John Kerry", "Bashar al-Assad"), groups, PAGE)
    assert [p.text[:4] for p in firsts] == ["U.S.", "Mr. "]


def test_the_words_of_an_issue_are_shown_where_each_first_stands() -> None:
    body = ["It rained.", "Syria is at war. Syria again.", "The Assad army marched on."]
    assert list(find_words(body, ["Syria", "Assad army"])) == [
        (1, "Syria is at war.", ((0, 5),)),
        (2, "The Assad army marched on.", ((4, 14),)),
    ]
