"""A book holds what the search page would find: words in any form, phrases, nothing that is excluded."""

from __future__ import annotations

import pytest

from builder.render.search.queries import matches, parse_query

TEXTS = ("Talks on Syria", "Sergei Lavrov", "Sergey Lavrov", "They negotiated in Geneva about Iran’s plans.")


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ("syria", True),
        ("negotiations", True),
        ('"negotiations"', False),
        ('"negotiated"', True),
        ("Sergey", True),
        ("syria iran", True),
        ("syria moscow", False),
        ('"talks on syria"', True),
        ('"syria talks"', False),
        ('"syria sergei"', False),
        ("syria -geneva", False),
        ('syria -"talks in geneva"', True),
        ("", True),
    ],
)
def test_a_query_is_answered_as_on_the_search_page(query: str, found: bool) -> None:
    assert matches(parse_query(query), TEXTS, "en") is found
