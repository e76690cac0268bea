"""The first look at each line of a text: where the article is dense, whatever the length of its lines."""

from __future__ import annotations

from builder.ingest.cleaning.glance import weights_of
from builder.ingest.cleaning.linefeatures import describe
from builder.ingest.cleaning.score import TEXT, text_rows
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
    look = TEXT.index("like an article by itself")
    article, terms = weights_of(lines, [row[look] for row in text_rows(lines)])
    assert article > 0 > terms
