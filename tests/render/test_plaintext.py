"""Words of Markdown as a reader of the page sees them."""

from __future__ import annotations

import pytest

from builder.render.text.plaintext import words_of


@pytest.mark.parametrize(
    ("markdown", "words"),
    [
        ("announced [plans](https://example.org/a-025-03166-6) today", "announced plans today"),
        ('a [very *odd*](https://example.org/x_(y) "t") link', "a very odd link"),
        ("cut out of [a link](https://example.o", "cut out of a link"),
        ("the end of a link](https://example.org/) and more", "the end of a link and more"),
        ("**Will win:** _my heart_ says ***Raye***", "Will win: my heart says Raye"),
        (
            "5 * 3 is 15, snake_case_word and a price\\* with a note",
            "5 * 3 is 15, snake_case_word and a price* with a note",
        ),
        ("AT&amp;T [are] here", "AT&T [are] here"),
        ("plain words", "plain words"),
    ],
)
def test_markup_is_no_part_of_the_words(markdown: str, words: str) -> None:
    assert words_of(markdown) == words


def test_emphasis_is_sought_a_bounded_way_or_stray_signs_would_cost_their_square() -> None:
    assert words_of(f"*a{'b' * 1500}*") == f"a{'b' * 1500}"
    assert words_of(f"*a{'b' * 3000}*") == f"*a{'b' * 3000}*"


def test_what_is_left_of_a_link_is_taken_off_behind_the_last_bracket_alone() -> None:
    assert words_of("[He] spoke of [a plan") == "[He] spoke of a plan"
