"""Words in one comparable form."""

from __future__ import annotations

import pytest

from builder.archive.issues.phrases import fold, phrase_forms, split_words


@pytest.mark.parametrize(
    ("words", "form"),
    [
        ("weapon weapons Weapons weapon's weapons’", "weapon"),
        ("treaty treaties", "treaty"),
        ("defence defense", "defense"),
        ("organisation Organizations", "organization"),
        ("labour labor", "labor"),
        ("U.S. US U.S", "US"),
        ("NGO NGOs NGO's", "NGO"),
        ("Nato NATO nato", "nato"),
        ("Erdoğan Erdogan", "erdogan"),
        ("crisis", "crisis"),
        ("crises", "crisis"),
        ("boss bosses", "boss"),
    ],
)
def test_spellings_and_inflections_of_one_word_share_a_form(words: str, form: str) -> None:
    assert {fold(word) for word in split_raw(words)} == {form}


def split_raw(text: str) -> list[str]:
    return text.split()


def test_capitals_tell_short_acronyms_from_words() -> None:
    assert fold("US") != fold("us")
    assert fold("IS") != fold("is")
    assert fold("WHO") != fold("Who")


def test_hyphens_part_words_and_sentence_ends_are_kept() -> None:
    assert split_words("U.S.-Russia talks end. Next: missile-defense?").forms == (
        *("US", "russia", "talk", "end", ".", "next", "missile", "defense", "?"),
    )


def test_the_point_of_an_abbreviation_ends_no_sentence() -> None:
    assert "." not in split_words("U.S. President Obama").forms


def test_in_a_line_of_capitals_words_are_words_and_acronyms_stay() -> None:
    assert split_words("IMF TO AID WHO CAN PAY, SAYS U.S.").forms == (
        *("IMF", "to", "aid", "who", "can", "pay", "say", "US"),
    )


def test_every_word_knows_where_it_stands() -> None:
    text = "Russia’s  U.S.\nties (in 2013). End."
    words = split_words(text)
    assert [text[a:b] for a, b in words.spans()] == [
        "Russia’s",
        "U.S.",
        "ties",
        "in",
        "2013",
        ".",
        "End",
        ".",
    ]
    assert len(words.spans()) == len(words.forms)


def test_a_term_takes_the_same_door_as_text() -> None:
    assert phrase_forms("U.S.-Russia relations") == ("US", "russia", "relation")
