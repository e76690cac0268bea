"""The readers: bytes of a seed → lines, claims, damage."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from builder.config import IngestOptions
from builder.errors import ContentError
from builder.ingest.reading.decode import binary_kind
from builder.ingest.reading.readers import read_seed


def texts(data: bytes, name: str = "a.txt") -> list[str]:
    return [line.text for line in read_seed(name, data).lines]


def code_of(name: str, data: bytes, options: IngestOptions | None = None) -> str:
    with pytest.raises(ContentError) as caught:
        read_seed(name, data, options=options)
    (problem,) = caught.value.problems
    assert problem.where.path == f"seeds/{name}"
    return problem.code


@pytest.mark.parametrize(
    ("data", "expected"),
    [
        (b"one\ntwo", ["one", "two"]),
        (b"one\ntwo\n", ["one", "two"]),
        (b"one\r\n\r\ntwo\r\n", ["one", "", "two"]),
        (b"one\rtwo\r", ["one", "two"]),
        (b"\n\none\n\n", ["", "", "one", ""]),
        ("a\u2028b\x0bc\x0cd\x85e\n".encode(), ["a\u2028b\x0bc\x0cd\x85e"]),
    ],
)
def test_lines_end_at_line_ends_and_nowhere_else(data: bytes, expected: list[str]) -> None:
    assert texts(data) == expected


def test_lines_are_numbered_from_one_without_gaps() -> None:
    lines = read_seed("a.txt", b"\nx\n\ny\n").lines
    assert [line.number for line in lines] == [1, 2, 3, 4]


@pytest.mark.parametrize(
    ("data", "encoding"),
    [
        ("Łódź".encode(), "utf-8"),
        (b"\xef\xbb\xbf" + "Łódź".encode(), "utf-8"),
        (b"\xff\xfe" + "Łódź".encode("utf-16-le"), "utf-16-le"),
        (b"\xfe\xff" + "Łódź".encode("utf-16-be"), "utf-16-be"),
        ("Lodz said no more than this about it.".encode("utf-16-le"), "utf-16-le"),
    ],
)
def test_marks_and_plain_unicode_are_read_without_damage(data: bytes, encoding: str) -> None:
    document = read_seed("a.txt", data)
    assert document.encoding == encoding
    assert document.lines[0].text.startswith(("Łódź", "Lodz"))
    assert not document.damage


def test_a_legacy_encoding_is_found() -> None:
    words = (
        "Министр иностранных дел России Сергей Лавров заявил об этом в среду после переговоров в Москве. " * 5
    )
    document = read_seed("a.txt", words.encode("cp1251"))
    assert document.lines[0].text == words
    assert [item.kind for item in document.damage] == ["guessed-encoding"]


RUSSIAN = "Министр иностранных дел Сергей Лавров заявил об этом в среду после переговоров.\n" * 3
CHINESE = "外交部长星期三在莫斯科会谈后表示，双方将继续就叙利亚问题进行磋商。\n" * 3
JAPANESE = "外務大臣は水曜日、モスクワでの会談の後にこのように述べた。\n" * 3
ARABIC = "قال وزير الخارجية يوم الأربعاء بعد المحادثات في موسكو إن الجانبين سيواصلان الحوار\n" * 3


@pytest.mark.parametrize("encoding", ["utf-16-le", "utf-16-be"])
@pytest.mark.parametrize("words", [RUSSIAN, CHINESE, JAPANESE, ARABIC])
def test_utf16_without_its_mark_is_read_in_every_script(words: str, encoding: str) -> None:
    document = read_seed("a.txt", words.encode(encoding))
    assert (document.lines[0].text, document.damage) == (words.splitlines()[0], ())


def test_japanese_with_escapes_is_read() -> None:
    document = read_seed("a.txt", JAPANESE.encode("iso2022_jp"))
    assert (document.lines[0].text, document.encoding) == (JAPANESE.splitlines()[0], "iso2022_jp")


@given(st.binary(min_size=400, max_size=2000))
def test_bytes_at_random_are_not_taken_for_wide_text(data: bytes) -> None:
    if len(re.findall(rb"[\x00-\x08\x0e-\x1a]", data)) > len(data) // 50:
        assert binary_kind(data)


def test_a_page_that_was_saved_anew_is_utf_8_whatever_it_still_declares() -> None:
    words = "La operación militar siguió mañana, según él, también en el sur, después de más días."
    page = f"<html><head><meta charset='iso-8859-15'></head><body><p>{words}</p></body></html>"
    saved, old = read_seed("a.html", page.encode()), read_seed("a.html", page.encode("iso-8859-15"))
    assert [(line.text, doc.damage) for doc in (saved, old) for line in doc.lines] == [(words, ())] * 2


def test_a_declared_encoding_is_believed_where_it_fits() -> None:
    page = "<html><head><meta charset='iso-8859-2'></head><body><p>Łódź i Kraków</p></body></html>"
    document = read_seed("a.html", page.encode("iso-8859-2"))
    assert document.lines[0].text == "Łódź i Kraków"


def test_a_wrong_declaration_does_not_spoil_utf8() -> None:
    page = "<html><head><meta charset='utf-16'></head><body><p>Łódź</p></body></html>"
    assert read_seed("a.html", page.encode()).lines[0].text == "Łódź"


def test_bytes_that_fit_nothing_are_shown_and_recorded() -> None:
    words = "Größe, Straße, Öl, Übung, Äpfel, Bär, Tür, Föhn, schön, früh, für, hören, müssen, süß, über, öde"
    data = f"first\n{words} x".encode() + b"\xff\n"
    document = read_seed("a.txt", data)
    (damage,) = document.damage
    assert (damage.kind, damage.line) == ("undecodable", 2)
    assert "�" in document.lines[1].text


@pytest.mark.parametrize(
    ("name", "data", "code"),
    [
        ("a.txt", b"", "E201"),
        ("a.txt", b"\x89PNG\r\n\x1a\n\x00\x00", "E202"),
        ("a.rtf", b"{\\rtf1\\ansi Talks in Oslo\\par}", "E202"),
        ("a.webarchive", b"bplist00\xd1\x01\x02", "E202"),
        ("a.ps", b"%!PS-Adobe-3.0", "E202"),
        ("a.txt", bytes(range(256)) * 20, "E202"),
        ("a.txt", b" \n\t\n", "E203"),
        ("a.html", b"<html><body><script>var a = 'text'</script></body></html>", "E203"),
        ("a.html", b"<!-- nothing -->", "E203"),
    ],
)
def test_what_cannot_be_read_is_a_problem(name: str, data: bytes, code: str) -> None:
    assert code_of(name, data) == code


def test_sizes_have_limits() -> None:
    assert code_of("a.txt", b"x" * 5000, IngestOptions(max_bytes=4000)) == "E204"
    assert code_of("a.txt", b"x" * 5000, IngestOptions(max_line=4000)) == "E205"
    assert code_of("a.txt", b"x\n" * 200_001) == "E206"


def test_front_matter_of_a_markdown_seed_becomes_claims() -> None:
    seed = b"---\ntitle: Talks\nauthor: [Ann Lee, Bo Ek]\nsource: https://x.org/a\n---\n\nBody.\n"
    document = read_seed("a.md", seed)
    stated = [(claim.field, claim.value, claim.evidence.line) for claim in document.claims]
    assert stated == [
        ("title", "Talks", 2),
        ("byline", "Ann Lee", 3),
        ("byline", "Bo Ek", 3),
        ("url", "https://x.org/a", 4),
    ]
    assert document.url == "https://x.org/a"
    assert len(document.lines) == 7


def test_broken_front_matter_is_damage_not_loss() -> None:
    document = read_seed("a.md", b"---\ntitle: [a\n---\nBody.\n")
    assert [damage.kind for damage in document.damage] == ["front-matter"]
    assert len(document.lines) == 4


PAGE = """<!DOCTYPE html><html lang="en"><head><title>Talks – The Paper</title>
<link rel="canonical" href="https://x.org/talks">
<meta property="article:published_time" content="2013-08-09T10:00:00Z">
<script type="application/ld+json">{"@type": "NewsArticle", "headline": "Talks",
 "author": [{"@type": "Person", "name": "Ann Lee"}], "publisher": {"name": "The Paper"}}</script>
<style>p { color: red }</style></head><body>
<nav><a href="/a">Home</a></nav><article class="story"><h1>Talks</h1>
<p>They <b>met</b> in <a href="/b">Geneva</a>.</p><script>alert(1)</script>
<h2>Next *steps*</h2><ul><li>One</li><li>Two<ol><li>Deep</li></ol></li></ul>
<blockquote><p>We agreed.</p></blockquote>
<table><tr><th>A</th><th>B</th></tr><tr><td>1</td><td>2</td></tr></table>
<figure><img src="/p.jpg" alt="A hall"><figcaption>The hall</figcaption></figure>
First<br><br>Second <a href="javascript:alert(1)">bad</a></article></body></html>"""


def test_what_follows_an_empty_element_in_a_line_is_kept() -> None:
    page = b"<p>One <embed src=x> two <source> three<track>four</p><div>a<wbr>b <b>c<wbr>d</b></div>"
    assert [line.text for line in read_seed("a.html", page).lines] == ["One two threefour", "ab cd"]


def test_a_page_becomes_blocks_with_markdown() -> None:
    document = read_seed("a.html", PAGE.encode())
    shown = [(line.kind, line.markdown or line.text) for line in document.lines]
    assert shown == [
        ("text", "[Home](https://x.org/a)"),
        ("heading", "## Talks"),
        ("text", "They **met** in [Geneva](https://x.org/b)."),
        ("heading", "## Next \\*steps\\*"),
        ("item", "- One"),
        ("item", "- Two"),
        ("item", "    1. Deep"),
        ("quote", "> We agreed."),
        ("table", "| A | B |\n| --- | --- |"),
        ("table", "| 1 | 2 |"),
        ("image", "![A hall](https://x.org/p.jpg)"),
        ("caption", "The hall"),
        ("text", "First"),
        ("text", "Second bad"),
    ]
    assert [line.number for line in document.lines] == list(range(1, len(shown) + 1))
    assert document.lines[2].path == "article.story > p"
    assert document.lines[0].link_share == 1.0


def test_a_page_that_ends_in_its_midst_is_read_to_its_end() -> None:
    page = "<html><body><div>Menu</div></body></html><p>The article.</p></body></html>\n<p>More.</p>"
    assert texts(page.encode(), "a.html") == ["Menu", "The article.", "More."]


def test_a_picture_loaded_late_has_the_address_that_its_script_uses() -> None:
    blank = "data:image/gif;base64,R0lGOD"
    page = (
        f'<body><img src="{blank}" alt="One" data-src-mini="https://x.org/s.jpg"'
        ' data-src-large="https://x.org/l.jpg"><p>Text</p>'
        f'<img src="{blank}" alt="Two" srcset="https://x.org/t.jpg 1x, https://x.org/u.jpg 2x">'
    )
    document = read_seed("a.html", page.encode())
    shown = [line.markdown for line in document.lines if line.kind == "image"]
    assert shown == ["![One](https://x.org/l.jpg)", "![Two](https://x.org/t.jpg)"]


def test_a_heading_row_over_cells_of_blocks_is_no_table_of_its_own() -> None:
    page = """<body><table><tr><th>Pros</th><th>Cons</th></tr>
    <tr><td><ul><li>Cheap</li></ul></td><td><ul><li>Slow</li></ul></td></tr></table></body>"""
    lines = read_seed("a.html", page.encode()).lines
    assert [(line.kind, line.text) for line in lines] == [
        ("text", "Pros"),
        ("text", "Cons"),
        ("item", "Cheap"),
        ("item", "Slow"),
    ]


def test_a_link_keeps_its_query_and_loses_its_line_breaks() -> None:
    page = '<body><p><a href="https://x.org/a?b=c&amp;d=1">One</a> <a href="https://x.org/\n?e=f">two</a></p></body>'
    line = read_seed("a.html", page.encode()).lines[0]
    assert line.markdown == "[One](https://x.org/a?b=c&d=1) [two](https://x.org/?e=f)"


def test_a_page_states_claims_with_their_source() -> None:
    document = read_seed("a.html", PAGE.encode())
    stated = {(claim.field, claim.value, claim.evidence.rule) for claim in document.claims}
    assert document.url == "https://x.org/talks"
    assert {
        ("title", "Talks", "json-ld:headline"),
        ("title", "Talks – The Paper", "html:title"),
        ("byline", "Ann Lee", "json-ld:author"),
        ("outlet", "The Paper", "json-ld:publisher"),
        ("date", "2013-08-09T10:00:00Z", "meta:article:published_time"),
        ("lang", "en", "html:lang"),
    } <= stated


def ld_json(text: str) -> str:
    return f'<script type="application/ld+json">{text}</script>'


@pytest.mark.parametrize(
    ("head", "claim"),
    [
        ('<meta value="2016-12-14T06:02Z" name="article:published_time">', ("date", "2016-12-14T06:02Z")),
        ('<meta name="sn-post-date" content="2020-05-03 10:00">', ("date", "2020-05-03 10:00")),
        ('<meta name="twitter:data1" content="Jane Doe">', ("byline", "Jane Doe")),
        (
            '<meta property="og:title" content="Google&amp;#039;s search &amp; &amp;quot;AI&amp;quot;">',
            ("title", 'Google\'s search & "AI"'),
        ),
        (ld_json('{"@type": "Article", "headline": "A &#163;5 note&copy=1"}'), ("title", "A £5 note&copy=1")),
        (
            ld_json('[{"@type": "Article", "author": {"@id": "#a"}}, {"@id": "#a", "name": "Jane Doe"}]'),
            ("byline", "Jane Doe"),
        ),
        (
            ld_json('{"headline": "A "quoted" one", "datePublished": "2020-05-03",}'),
            ("date", "2020-05-03"),
        ),
    ],
)
def test_what_a_head_states_is_read_in_the_forms_that_pages_use(head: str, claim: tuple[str, str]) -> None:
    document = read_seed("a.html", f"<html><head>{head}</head><body><p>Text.</p></body></html>".encode())
    assert claim in {(found.field, found.value) for found in document.claims}


@pytest.mark.parametrize(
    "head",
    [
        '<meta name="twitter:data1" content="5 minutes">',
        '<meta name="expires" content="2020-05-03">',
        '<meta name="build-date" content="2020-05-03">',
    ],
)
def test_what_is_no_day_of_publication_and_no_name_is_not_claimed(head: str) -> None:
    document = read_seed("a.html", f"<html><head>{head}</head><body><p>Text.</p></body></html>".encode())
    assert {claim.field for claim in document.claims} & {"date", "modified", "byline"} == set()


def test_html_under_a_text_name_is_read_as_html() -> None:
    assert read_seed("a.txt", PAGE.encode()).media_type == "text/html"


def test_a_page_nested_beyond_reason_is_read_as_far_as_it_goes_and_says_so() -> None:
    page = "<html><body><p>Before.</p>" + "<div>" * 50_000 + "deep" + "</div>" * 50_000 + "</body></html>"
    document = read_seed("a.html", page.encode())
    assert document.lines[0].text == "Before."
    assert [damage.kind for damage in document.damage] == ["truncated"]


def test_a_very_wide_page_takes_no_more_than_a_pass() -> None:
    page = "<html><body>" + "<p>a<b>b</b></p>" * 20_000 + "</body></html>"
    assert len(read_seed("a.html", page.encode()).lines) == 20_000


HEADED = "Title: Talks in Oslo\nDate: 2020-11-09\nURL: https://news.example/a\nTags: cables\n\nThe body."


def test_a_block_of_titled_lines_at_the_head_of_a_text_is_what_they_say() -> None:
    document = read_seed("a.txt", HEADED.encode())
    assert [(claim.field, claim.value, claim.evidence.line) for claim in document.claims] == [
        ("title", "Talks in Oslo", 1),
        ("date", "2020-11-09", 2),
        ("url", "https://news.example/a", 3),
    ]
    assert document.url == "https://news.example/a" and not document.whole
    assert [line.kind for line in document.lines] == ["front-matter"] * 4 + ["text"] * 2


def test_a_mail_saved_as_text_gives_no_address_away() -> None:
    mail = "From: Jane Roe <jane@example.org>\nSubject: Talks\nDate: Tue, 22 Oct 2019\n\nThe body."
    claims = read_seed("a.txt", mail.encode()).claims
    assert [(claim.field, claim.value) for claim in claims][:2] == [
        ("byline", "Jane Roe"),
        ("title", "Talks"),
    ]


@pytest.mark.parametrize(
    "text",
    [
        "Title: Talks in Oslo\n\nThe body.",
        "Title: Talks in Oslo\nCuriously: nobody came\nDate: 2020-11-09\n\nThe body.",
        "By: Jane Roe\nDate: 2020-11-09\n\nThe body.",
        "Oslo: A title\nTitle: Talks\nDate: 2020-11-09\n",
    ],
)
def test_lines_with_colons_are_no_such_block_without_a_title_or_with_keys_that_nobody_knows(
    text: str,
) -> None:
    document = read_seed("a.txt", text.encode())
    assert document.claims == () and {line.kind for line in document.lines} == {"text"}
