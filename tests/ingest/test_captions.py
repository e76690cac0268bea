"""Captions and their credits: what belongs together, and what a credit looks like."""

from __future__ import annotations

import pytest

from builder.ingest.cleaning.score import score_lines
from builder.ingest.fields.bodyspan import BodySpan
from builder.ingest.fields.captionlines import credit_of, join_pieces
from builder.ingest.fields.figures import find_figures
from builder.ingest.reading.readers import read_seed
from builder.model import SeedLine

PROSE = (
    "The minister told reporters on Tuesday that the bridge would stay closed until the end of the year, "
    "and that nobody should expect the ferry to run again before the ice on the river has gone."
)
PAGE = f"""<html><body><article><h1>Bridge stays closed</h1><p>{PROSE}</p><p>{PROSE} He left it at that.</p>
<figure><img src="https://x.org/a.jpg" alt="The bridge"><figcaption><h3>The bridge</h3>
<p>Workers look at the broken pillar on Monday.</p><p class="credit">Ada Rossi</p></figcaption></figure>
<p>{PROSE} The ferrymen disagree.</p><p>{PROSE} So do the fishermen.</p></article></body></html>"""


def test_a_caption_in_several_blocks_is_one_figure_and_every_block_is_claimed() -> None:
    document = read_seed("a.html", PAGE.encode())
    figures, claimed, _ = find_figures(document, [score.value for score in score_lines(document)])
    assert [(f.caption, f.credit) for f in figures] == [
        ("The bridge Workers look at the broken pillar on Monday.", "Ada Rossi")
    ]
    texts = {line.number: line.text for line in document.lines}
    assert [texts[number] for number in claimed] == [
        "The bridge",
        "Workers look at the broken pillar on Monday.",
        "Ada Rossi",
    ]


def test_captions_of_two_pictures_are_not_joined() -> None:
    path = "article > figure > figcaption"
    lines = (SeedLine(1, "The bridge", kind="caption", path=path), SeedLine(2, "", "![](a)", "image"))
    lines += (SeedLine(3, "The ferry", kind="caption", path=path),)
    span, parts = join_pieces(BodySpan(lines, (0.0, 0.0, 0.0), 0, 2))
    assert not parts
    assert span.filled == lines


def test_a_label_on_a_line_of_its_own_takes_the_name_below_it() -> None:
    texts = ("The ferry in March", "Foto:", "Ada Rossi / dpa", PROSE)
    lines = tuple(SeedLine(number, text) for number, text in enumerate(texts, 1))
    span, parts = join_pieces(BodySpan(lines, (0.1, 0.0, 0.0, 0.9), 3, 3))
    assert [line.text for line in span.filled] == [texts[0], "Foto: Ada Rossi / dpa", PROSE]
    assert dict(parts) == {2: (2, 3)}
    assert (span.first, span.last) == (2, 2)


@pytest.mark.parametrize(
    ("line", "caption", "credit"),
    [
        ("ソウルの国会前で警備に当たる警察官ら＝ＡＰ", "ソウルの国会前で警備に当たる警察官ら", "ＡＰ"),
        (
            "이재명 후보가 15일 유세에서 연설하고 있다. 연합뉴스",
            "이재명 후보가 15일 유세에서 연설하고 있다.",
            "연합뉴스",
        ),
        (
            "Residents say talks may fail. (Maria Saife/ABC)",
            "Residents say talks may fail.",
            "Maria Saife/ABC",
        ),
        (
            "The mayor leaves a plane in Rome Stefan Berg/via ABC",
            "The mayor leaves a plane in Rome",
            "Stefan Berg/via ABC",
        ),
        ("A policeman in Malmö - Copyright Nils Berg/AP", "A policeman in Malmö", "Nils Berg/AP"),
        ("Photo by ada /Getty Images/iStockphoto", "", "ada /Getty Images/iStockphoto"),
        ("Ada Rossi / Pool via Reuters", "", "Ada Rossi / Pool via Reuters"),
    ],
)
def test_a_credit_is_parted_from_its_caption(line: str, caption: str, credit: str) -> None:
    found = credit_of(SeedLine(1, line))
    assert found is not None
    assert (found.caption, found.credit) == (caption, credit)


@pytest.mark.parametrize(
    "line",
    [
        "First Picture: what the new station will look like",
        "Read the whole report on the left/right divide in our series",
        "Most people judge a business by its website. (Stanford University)",
        "The Running Man by Richard Bachman / Stephen King",
        "He called it a scandal (and left the room without a word).",
    ],
)
def test_a_headline_or_a_sentence_has_no_credit(line: str) -> None:
    found = credit_of(SeedLine(1, line))
    assert found is None
