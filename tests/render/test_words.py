"""Words in a reader's language are put together as Babel puts them together."""

from __future__ import annotations

import pytest
from babel.lists import format_list

from builder.render.theme.words import Words


@pytest.mark.parametrize("language", ["en", "de", "fr", "ru", "ar", "zh", "ja", "pt-BR", "fa", "he", "xx"])
def test_names_are_listed_as_the_language_lists_them(language: str) -> None:
    words = Words(language, {})
    names = ("Kerry", "Lavrov", "{Shoigu}", "Hagel")
    for count in range(len(names) + 1):
        assert words.listed(names[:count]) == format_list(names[:count], locale=words.locale)


def test_a_number_is_grouped_and_a_text_that_looks_like_one_is_not() -> None:
    words = Words("en", {"line": "line {n}"})
    assert [words("line", n=1234), words("line", n="1234"), words("line", n=1234)] == [
        "line 1,234", "line 1234", "line 1,234",
    ]  # fmt: skip
