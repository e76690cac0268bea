"""Captions and their credits: what belongs together, and what a credit looks like."""

from __future__ import annotations

import pytest

from builder.ingest.cleaning.score import score_lines
from builder.ingest.fields.bodyspan import BodySpan
from builder.ingest.fields.captionfeatures import caption_options
from builder.ingest.fields.captionlines import credit_of, join_pieces
from builder.ingest.fields.captionsigns import without_opening
from builder.ingest.fields.creditlines import pair_credits
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
    figures, claimed, _ = find_figures(document, [score.chance for score in score_lines(document)])
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
        (
            "The rocket stands on its pad. Northern Rockets",
            "The rocket stands on its pad.",
            "Northern Rockets",
        ),
        ("How a lander may look [Ada Rossi/Reuters]", "How a lander may look", "Ada Rossi/Reuters"),
        ("Image copyright EPA", "", "EPA"),
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
        "WORDS & IMAGES: Katerina",
        "Shares may cost 176 dollars (£17.43) is likely to be the final number, Reuters reported",
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


def paired(*rows: tuple[str, float]) -> dict[int, int]:
    """Position of a caption → position of its credit, of lines between two paragraphs."""
    texts = [(PROSE, 0.99), *rows, (PROSE, 0.99)]
    lines = tuple(SeedLine(number, text) for number, (text, _) in enumerate(texts, 1))
    span = BodySpan(lines, tuple(chance for _, chance in texts), 0, len(lines) - 1)
    return {place: pair.position for place, pair in pair_credits(span, range(len(lines))).items()}


CAPTION = "Workers look at the broken pillar of the bridge on Monday."


def test_a_credit_belongs_to_the_one_line_beside_it_that_is_less_like_the_article() -> None:
    assert paired((CAPTION, 0.6), ("Photo: Ada Rossi", 0.1), (PROSE, 0.95)) == {1: 2}
    assert paired((PROSE, 0.95), ("Photo: Ada Rossi", 0.1), (CAPTION, 0.6)) == {3: 2}


def test_a_page_prints_all_its_credits_on_one_side_of_their_captions() -> None:
    below = (("Photo: Ada Rossi", 0.1), (CAPTION, 0.3), (PROSE, 0.9), ("Photo: Ada Rossi", 0.1))
    assert paired(*below, ("The ferry waits in the harbour for better days.", 0.7)) == {2: 1, 5: 4}


@pytest.mark.parametrize(
    "rows",
    [
        ((PROSE, 0.98), ("Photo: Ada Rossi", 0.1), (PROSE, 0.98)),
        (("What the ferry costs", 0.8), ("Photo: Ada Rossi", 0.1)),
        (("Bridge stays closed", 0.1), ("Photo: Ada Rossi", 0.1), ("Bridge stays closed", 0.1)),
        (("Ada Rossi and Stefan Berg", 0.1), ("Photo: Ada Rossi", 0.1)),
        (("Passengers on the ferry by month, in thousands", 0.5), ("Source: Ministry of Transport", 0.1)),
    ],
)
def test_a_paragraph_a_heading_a_title_a_signature_or_a_chart_has_no_credit(
    rows: tuple[tuple[str, float], ...],
) -> None:
    assert paired(*rows) == {}


def test_somebody_quoted_above_a_credit_is_a_paragraph() -> None:
    """Only the picture has a credit, and the line above it was doubted."""
    quoted = "“You get nothing close to what you paid for,” one buyer complained about the ferry. “It leaks.”"
    assert paired((quoted, 0.6), ("Photo by Ada Rossi", 0.1)) == {}


def test_an_agency_that_signs_the_last_paragraph_makes_no_caption_of_it() -> None:
    last = (
        "The bridge will open again in May, an official of the ministry of transport said. (c)AFP/Ada Rossi"
    )
    document = read_seed("a.txt", "\n".join(("Bridge stays closed", PROSE, f"{PROSE} Yes.", last)).encode())
    assert find_figures(document, (0.1, 0.99, 0.99, 0.6))[0] == ()


def test_the_broken_end_of_a_line_is_no_credit() -> None:
    texts = (PROSE, "The rocket stands on its pad. Severely", "damaged parts lie around it.", PROSE)
    lines = tuple(SeedLine(number, text) for number, text in enumerate(texts, 1))
    options = caption_options(BodySpan(lines, (0.99, 0.9, 0.9, 0.99), 0, 3))
    assert [option.credit for option in options if option.credit] == []


def test_a_film_has_its_playing_time_in_place_of_a_credit() -> None:
    assert paired((CAPTION, 0.7), ("26.10.2025 | 2:43 min", 0.1)) == {1: 2}


def test_a_caption_above_its_credit_leaves_the_body_though_it_reads_like_a_paragraph() -> None:
    texts = ("Bridge stays closed", PROSE, CAPTION, "Foto: Ada Rossi (Getty)", f"{PROSE} So it is.")
    document = read_seed("a.txt", "\n".join(texts).encode())
    figures, _, _ = find_figures(document, (0.1, 0.99, 0.65, 0.1, 0.99))
    assert [(f.caption, f.credit) for f in figures] == [(CAPTION, "Ada Rossi (Getty)")]


@pytest.mark.parametrize(
    ("line", "credit"),
    [
        ("The model wears a coat by VALENTINOFoto: Ada Rossi", "Ada Rossi"),
        ("The offices of the firm in Muscat. Eman Ali for Asia Weekly", "Eman Ali for Asia Weekly"),
        ("Báez intenta marcharse de un defensor del Noia. (Edu Luque)", "Edu Luque"),
        ("연설하고 있는 후보. ⓒ 연합뉴스", "연합뉴스"),
        ("Wisuda Magister Manajemen ke-XV (Dok.IGI )", "IGI"),
    ],
)
def test_credits_are_known_by_their_place_in_many_languages(line: str, credit: str) -> None:
    found = credit_of(SeedLine(1, line))
    assert found is not None
    assert found.credit == credit


def test_a_word_that_names_a_source_inside_a_line_is_no_credit() -> None:
    assert credit_of(SeedLine(1, "• Open source: No")) is None


def test_a_short_paragraph_of_the_article_above_a_credit_stays() -> None:
    texts = ("Bridge stays closed", PROSE, CAPTION, "Foto: Ada Rossi (Getty)", f"{PROSE} So it is.")
    document = read_seed("a.txt", "\n".join(texts).encode())
    assert find_figures(document, (0.1, 0.99, 0.94, 0.1, 0.99))[0] == ()


@pytest.mark.parametrize("opening", ["MOSCOW, Aug 8, 2013 - ", "Moscow (AFP) - "])
def test_the_first_paragraph_below_its_byline_stays(opening: str) -> None:
    rows = (("By Jane Roe, Reuters", 0.1), (f"{opening}The minister came on Thursday for talks.", 0.6))
    assert paired(("Kerry Visits Moscow", 0.1), *rows, (PROSE, 0.99)) == {}


def test_a_playing_time_and_words_that_open_a_picture_are_no_caption_of_a_credit() -> None:
    assert paired((CAPTION, 0.1), ("© Ada Rossi/imago", 0.0), ("0:00 / 0:00", 0.0)) == {1: 2}
    assert paired((CAPTION, 0.3), ("(Image credit: NASA)", 0.1), ("Image 2 of 5", 0.1)) == {1: 2}


def test_who_wrote_is_no_credit_of_the_title_above() -> None:
    title = "Smaller nations are intimidated, says the minister of defence"
    assert paired((title, 0.1), ("Ada Rossi, AP Sports Writer", 0.1)) == {}
    assert paired((title, 0.1), ("Associated Press", 0.1)) == {}
    assert paired((title + ".", 0.1), ("(AP)", 0.1)) == {1: 2}


def test_a_name_that_nobody_knows_signs_a_line_between_two_paragraphs_and_no_other() -> None:
    texts = (PROSE, "The rocket stands on its pad. Northern Rockets", PROSE, "Read it. Subscribe Today")
    lines = tuple(SeedLine(number, text) for number, text in enumerate(texts, 1))
    options = caption_options(BodySpan(lines, (0.99, 0.6, 0.99, 0.1), 0, 2))
    assert [(o.caption, o.credit) for o in options if o.credit] == [
        ("The rocket stands on its pad.", "Northern Rockets")
    ]


@pytest.mark.parametrize("opening", ["Image caption ", "Foto: ", "2of4", "Media caption"])
def test_words_before_a_caption_are_no_part_of_it(opening: str) -> None:
    assert without_opening(opening + "Workers look at the bridge") == "Workers look at the bridge"


def test_two_pictures_with_a_credit_each_are_two_though_one_caption_opens_the_other() -> None:
    short = "Workers look at the broken pillar of the old bridge"
    lines = (f"{short} on Monday. Photo: Ada Rossi/AP", PROSE, PROSE, f"{short}. Photo: Ada Rossi/AP", PROSE)
    document = read_seed("a.txt", "\n".join(lines).encode())
    figures, _, _ = find_figures(document, (0.2, 0.99, 0.99, 0.3, 0.99))
    assert [figure.caption for figure in figures] == [f"{short} on Monday.", f"{short}."]
