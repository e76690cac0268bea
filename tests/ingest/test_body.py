"""Kept lines put together as Markdown that shows what they are."""

from __future__ import annotations

import pytest

from builder.ingest.cleaning.body import make_body
from builder.ingest.reading.readers import read_seed
from builder.model import LedgerLine
from builder.render.text.prose import render_prose

PAGE = """<html><body><article><ul>
<li>Share this story<ul><li>On the first network</li><li>On the second</li></ul></li>
<li>Second head<p>A paragraph that stands in the item and is long.</p><ol><li>One</li><li>Two</li></ol></li>
</ul><p>Prose.</p></article></body></html>"""


def body_without(*gone: str) -> str:
    document = read_seed("x.html", PAGE.encode())
    ledger = [
        LedgerLine(line.number, line.text, "removed:rule" if line.text in gone else "body")
        for line in document.lines
    ]
    return "\n\n".join(make_body(document, ledger).blocks)


def test_a_list_keeps_its_depths() -> None:
    assert body_without().startswith(
        "- Share this story\n    - On the first network\n    - On the second\n- Sec"
    )


@pytest.mark.parametrize(
    ("gone", "items"), [(["Share this story"], 5), (["Share this story", "Second head"], 4)]
)
def test_what_is_left_of_a_list_whose_head_is_gone_is_no_code(gone: list[str], items: int) -> None:
    html = render_prose(body_without(*gone))
    assert "<code>" not in html
    assert html.count("<li") == items


def test_a_paragraph_of_an_item_that_is_gone_is_a_paragraph() -> None:
    gone = ("Share this story", "On the first network", "On the second", "Second head")
    assert body_without(*gone).startswith("A paragraph that stands in the item and is long.")
    assert "1. One\n2. Two" in body_without(*gone)
