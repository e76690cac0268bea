"""What a page tells of a seed's lines, and what it keeps back."""

from __future__ import annotations

from builder.render.parts import Link
from builder.render.provenance import PRIVATE, raw_view
from builder.render.theme.words import Words
from builder.render.views import RawView

WORDS = Words("en", {key: key for key in ("lines_kept", "lines_metadata", "lines_removed", "lines_all")})


def view_of(*lines: tuple[str, str]) -> RawView:
    rows = [(number, text, fate, "", 0) for number, (text, fate) in enumerate(lines, 1)]
    ledger = {"lines": rows, "damage": [], "seed": "a.txt", "sha256": "0"}
    return raw_view(WORDS, ledger, Link("Talks"), "en")


def test_addresses_are_masked_in_all_but_the_body() -> None:
    view = view_of(
        ("Write to a.b@c.example.", "body"),
        ("Contact: a.b@c.example, x@y.example", "removed:contact"),
        ("+1 555 0100", PRIVATE),
    )
    assert [line.text for line in view.lines] == ["Write to a.b@c.example.", "Contact: […], […]", ""]
    assert [line.withheld for line in view.lines] == [False, False, True]
    assert [count.value for count in view.counts] == [1, 0, 2, 3]


def test_a_long_line_of_data_is_looked_through_once() -> None:
    """It took seven seconds: each of its letters may begin an address."""
    data = "x" * 60_000
    (line,) = view_of((f"{data} a@b.example", "removed:boilerplate")).lines
    assert line.text == f"{data} […]"
