"""Pages that a site sends in place of an article."""

from __future__ import annotations

import pytest

from builder.ingest.describe import describe
from builder.ingest.reading.readers import read_seed

PROSE = "The council decided on Tuesday that the old harbour will be closed, because its walls have sunk. "


def codes(text: str, name: str = "a.txt") -> list[str]:
    return [problem.code for problem in describe(read_seed(name, text.encode()), {})[1]]


@pytest.mark.parametrize(
    "text",
    [
        "404 Not Found\n\nThe requested URL was not found on this server.",
        "<html><title>Page not found | The Port Times</title><h1>Page not found</h1><p>Sorry.</p></html>",
        "Just a moment...\n\nChecking if the site connection is secure",
        "Seite nicht gefunden\n\nDie Seite gibt es nicht mehr.",
        f"Harbour to close\n\n{PROSE}\n\nSign in or subscribe to keep reading.",
        f"Hafen schließt\n\n{PROSE}\n\nNur für Abonnenten",
        "\n\n".join(["Harbour to close", *[PROSE * 3] * 3, "Page 1 2 Next Page"]),
    ],
)
def test_an_error_page_a_wall_and_a_text_that_goes_on_elsewhere_are_named(text: str) -> None:
    assert "D248" in codes(text)


@pytest.mark.parametrize(
    "text",
    [
        f"Harbour to close\n\n{PROSE}\n\n{PROSE}",
        f"The page that was not found\n\n{PROSE}\n\nThe engineer said that error 404 was a joke of his.",
        "\n\n".join(["Harbour to close", *[PROSE * 3] * 7, "Subscribe to keep reading."]),
        "\n\n".join(["Harbour to close", *[PROSE * 3] * 3, "2019 - 2020", "Next"]),
    ],
)
def test_an_article_is_none_of_them(text: str) -> None:
    assert "D248" not in codes(text)
