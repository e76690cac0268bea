"""The ledger: every line of a seed gets exactly one fate."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from builder.ingest.cleaning.clean import label_lines
from builder.ingest.cleaning.phrases import find_contact, find_family, find_line_rule
from builder.ingest.cleaning.score import LineScore, score_lines
from builder.ingest.reading.readers import read_seed
from builder.model import RawDocument

SEEDS = sorted((Path(__file__).parents[2] / "seeds").glob("*.txt"))


def document_of(*lines: str) -> RawDocument:
    return read_seed("a.txt", "\n".join(lines).encode())


def fates(document: RawDocument, value: float = 1.0, **options: object) -> list[str]:
    scores = [LineScore(line.number, value) for line in document.lines]
    claimed = options.pop("claimed", {})
    return [entry.fate for entry in label_lines(document, scores, claimed, **options)]  # type: ignore[arg-type]


@given(
    st.lists(
        st.text(st.characters(exclude_categories=("Cc", "Cs")), max_size=80), min_size=1, max_size=30
    ).filter(lambda ts: any(t.strip() for t in ts))
)
def test_every_line_has_one_fate_whatever_the_text(texts: list[str]) -> None:
    document = read_seed("a.txt", ("x\n" + "\n".join(texts)).encode("utf-8", "replace"))
    ledger = label_lines(document, score_lines(document), {1: "title"})
    assert [entry.line for entry in ledger] == list(range(1, len(document.lines) + 1))
    assert [entry.text for entry in ledger] == [line.text for line in document.lines]
    assert all(re.fullmatch(r"body|(?:metadata|removed):[\w-]+", entry.fate) for entry in ledger)


def test_a_claimed_line_is_metadata_even_where_a_rule_would_remove_it() -> None:
    document = document_of("Comments", "x")
    assert fates(document, 0.5, claimed={1: "title"}) == ["metadata:title", "body"]


def test_a_sentence_that_is_surely_body_stays_though_it_was_taken_for_the_title() -> None:
    document = document_of("The minister left.", "x")
    assert fates(document, 0.9, claimed={1: "title", 2: "caption"}) == ["body", "metadata:caption"]


def test_a_signature_and_a_day_by_themselves_are_metadata_whatever_their_score() -> None:
    document = document_of("By Jane Roe", "14 May 2020", "By Jane Roe, he meant.")
    claimed = {1: "byline", 2: "date", 3: "byline"}
    assert fates(document, 0.9, claimed=claimed) == ["metadata:byline", "metadata:date", "body"]


def test_a_users_pattern_for_an_outlet_removes_whole_lines_only() -> None:
    document = document_of("Read our series", "Read our series, he said.")
    assert fates(document, outlet_rules=(re.compile("Read our series"),)) == ["removed:outlet", "body"]


@pytest.mark.parametrize(
    ("line", "family"),
    [
        ("Share this article", "share"),
        ("  • Most Popular", "related"),
        ("Comments (0)", "comments"),
        ('Press "Enter" to skip to content', "accessibility"),
        ("%d bloggers like this:", "comments"),
        ("Be First to Comment", "comments"),
        ("Leave a Reply", "comments"),
        ("ANZEIGE", "advertisement"),
        ("Lire aussi :", "related"),
        ("Читайте также:", "related"),
        ("اقرأ أيضاً", "related"),
        ("相关阅读：", "related"),
        ("© 2013 The Paper. All rights reserved.", "legal"),
        ("Facebook Twitter", "share"),
        ("12 comments", "comments"),
        ("Les også: Kraftig uvær på vei mot Vestlandet", "related"),
        ("Read more: Alibaba poised to launch its listing", "related"),
        ("Читайте также: Парламент принял закон о портах", "related"),
        ("Sign up for our weekly newsletter and never miss a story.", "newsletter"),
        ("A lire aussi : Le récit du congrès de dimanche", "related"),
        ("特别声明：以上内容为自媒体平台用户上传并发布，本平台仅提供信息存储服务。", "legal"),
        (
            f"© 2016 The Agency. All rights reserved. {'This may not be published or rewritten. ' * 4}",
            "legal",
        ),
        ("Follow Ann Lee on Twitter: @annlee", "share"),
        ("Click to share on Facebook (Opens in new window)", "share"),
        ("Thank you for signing up!", "newsletter"),
        ("Please enter a valid email address.", "comments"),
        ("Deine E-Mail-Adresse wird nicht veröffentlicht. Erforderliche Felder sind markiert", "comments"),
        ("Externer Inhalt nicht verfügbar", "consent"),
        (f"Deine Privatsphäre-Einstellungen verhindern das Laden von {'Videos, Bildern, ' * 12}", "consent"),
        ("Ich bin damit einverstanden, dass mir externe Inhalte angezeigt werden.", "consent"),
        ("To view this content, please accept all cookies in your settings.", "consent"),
    ],
)
def test_phrases_of_boilerplate_are_removed_by_the_rule_of_their_family(line: str, family: str) -> None:
    assert fates(document_of(line, "x")) == [f"removed:{family}", "body"]


@pytest.mark.parametrize(
    "line",
    [
        "The share of exports fell.",
        "Comments by the minister angered Rome.",
        "“Subscribe now,” he joked.",
        "This content may allow hackers in, the ministry said, and cookies were stolen.",
        "The court told banks to accept that customers enter an email address.",
        "2013",
    ],
)
def test_sentences_that_only_use_such_words_stay(line: str) -> None:
    assert find_family(line) == find_line_rule(line) == ("", "")


@pytest.mark.parametrize(
    "line",
    [
        "Contact the author at e.kravtsova@imedia.ru",
        "Email: someone@example.org",
        "someone@example.org",
        "Reach the reporter at someone.else@example.co.uk.",
    ],
)
def test_a_line_that_gives_a_private_address_is_removed(line: str) -> None:
    assert find_contact(line)
    assert fates(document_of(line, "x")) == ["removed:private-contact", "body"]


def test_a_sentence_with_an_address_in_it_stays() -> None:
    assert not find_contact("The hackers wrote from john@example.org to the minister, the court heard.")


@pytest.mark.parametrize("seed", SEEDS, ids=lambda path: path.stem)
def test_no_sentence_of_the_seeds_is_lost(seed: Path) -> None:
    document = read_seed(seed.name, seed.read_bytes())
    captions = {line.number: "caption" for line in document.lines if re.search(r"\(R\) \w+s ", line.text)}
    ledger = label_lines(document, score_lines(document), captions)
    end = next((e.line for e in ledger if e.text.startswith("Comments (0)")), len(ledger) + 1)
    lost = [e.text for e in ledger if e.line < end and len(e.text) > 120 and e.fate.startswith("removed")]
    assert not lost


CODE = (
    "Prose.",
    "",
    "```py",
    "import cables",
    "",
    "# a comment",
    "cables.cut()",
    "```",
    "",
    "More.",
    "~~~",
    "left open",
)


def test_a_block_of_code_in_markdown_stays_or_goes_whole() -> None:
    document = read_seed("a.md", "\n".join(CODE).encode())
    kept = (1, 4, 10)  # of the block one line
    scores = [LineScore(n, 1.0 if n in kept else 0.0) for n in range(1, len(CODE) + 1)]
    ledger = label_lines(document, scores, {})
    assert [row.line for row in ledger if row.fate == "body"] == [1, *range(3, 9), 10]
    gone = label_lines(document, [LineScore(n, float(n == 1)) for n in range(1, len(CODE) + 1)], {})
    assert [row.line for row in gone if row.fate == "body"] == [1]


def test_a_private_address_is_taken_out_of_a_block_of_code_too() -> None:
    document = read_seed("a.md", b"Prose.\n\n```\nmail\njane.roe@example.org\n```\n")
    (removed,) = [
        row
        for row in label_lines(document, [LineScore(n, 1.0) for n in range(1, 7)], {})
        if "private" in row.fate
    ]
    assert removed.line == 5


def test_a_table_in_markdown_keeps_the_line_under_its_head() -> None:
    lines = ("Prose.", "", "| Year | Cuts |", "|---|---:|", "| 2018 | 3 |", "", "More.")
    document = read_seed("a.md", "\n".join(lines).encode())
    scores = [LineScore(n, 0.0 if n == 4 else 1.0) for n in range(1, 8)]
    assert [row.line for row in label_lines(document, scores, {}) if row.fate == "body"] == [1, 3, 4, 5, 7]


def test_a_marked_heading_of_markdown_stays_with_its_section() -> None:
    lines = (
        "## One",
        "",
        "## First",
        "Prose.",
        "",
        "## Two",
        "Removed.",
        "",
        "## Share this",
        "Prose.",
        "",
        "## Left",
    )
    document = read_seed("a.md", "\n".join(lines).encode())
    scores = [LineScore(n, 1.0 if n in (4, 10) else 0.3) for n in range(1, 13)]
    assert [row.line for row in label_lines(document, scores, {}) if row.fate == "body"] == [1, 3, 4, 10]


@pytest.mark.parametrize(
    ("line", "family"),
    [
        ("This article was translated automatically from German.", "translation"),
        ("Dieser Artikel wurde mit Hilfe von KI übersetzt.", "translation"),
        ("Ce texte est une traduction automatique de l'anglais.", "translation"),
        ("本文由机器翻译，仅供参考。", "translation"),
        ("分享至好友和朋友圈", "share"),
        ("このニュースをシェア", "share"),
        ("Photo: Peter Hall", "credit"),
        ("Фото: РИА Новости", "credit"),
        ("字号：大 中 小", "site"),
        ("Photo: it shows a bridge, the minister said. Nobody laughed.", ""),
        ("This article was translated by Jane Doe, who teaches in Leeds.", ""),
        ("The text was translated into Latin by monks, and the machine that set it is lost.", ""),
        ("扫描二维码即可付款，店主说。", ""),
    ],
)
def test_notes_on_machine_translation_calls_to_share_and_credits_alone_are_no_body(
    line: str, family: str
) -> None:
    assert find_line_rule(line)[0] == family
