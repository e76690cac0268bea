"""The first look at each line of a text: where the article is dense, whatever the length of its lines."""

from __future__ import annotations

import pytest

from builder.ingest.cleaning.glance import AWAY, ITSELF, WITHIN, settle, weights_of
from builder.ingest.cleaning.linefeatures import describe
from builder.ingest.cleaning.score import look_at
from builder.ingest.reading.readers import read_seed

TERMS = "By signing up, you agree to our terms of use and that we may send you our newsletter and offers.\n"
ARTICLE = (
    "The minister said on Tuesday that the senate had voted for the bill, and that it would be law in May.\n"
)


def test_a_line_that_is_more_probably_around_the_article_weighs_below_nothing() -> None:
    lines = describe(read_seed("a.txt", (ARTICLE + "Share\n" + ARTICLE * 5).encode()).lines)
    weights = weights_of(lines, [1.0, -1.0, 90.0, 4.0, 0.0, 0.0, 0.0])
    assert weights[0] > 0 > weights[1]
    assert weights[2] == weights[3] > weights[0]


def test_terms_of_use_are_less_like_an_article_than_its_sentences() -> None:
    lines = describe(read_seed("a.txt", (ARTICLE + TERMS).encode()).lines)
    _, (article, terms) = look_at(lines)
    assert article > 0 > terms


def test_a_line_is_settled_where_nothing_within_reach_is_like_an_article() -> None:
    looks = [AWAY - 1.0] * 30
    looks[20] = 9.0
    assert settle(looks).keys() == {*range(30)} - {*range(20 - WITHIN, 21 + WITHIN)}
    assert settle([AWAY] * 3) == dict.fromkeys(range(3), pytest.approx(1.7 * AWAY))


def test_a_line_that_may_be_of_an_article_itself_is_looked_at_wherever_it_stands() -> None:
    looks = [9 * AWAY] * 9
    looks[4] = ITSELF + 0.1
    assert 4 not in settle(looks)
    assert settle([]) == {}
