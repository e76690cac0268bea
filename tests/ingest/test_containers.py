"""Seeds beyond text and HTML: each read through its library, each with a clear problem when it cannot be."""

from __future__ import annotations

import gzip
import io
import json
import zipfile
from collections.abc import Iterable
from contextlib import nullcontext

import pytest
from pypdf import PdfWriter

from builder.config import IngestOptions
from builder.errors import ContentError, Problem
from builder.ingest.describe import describe
from builder.ingest.reading import pdf
from builder.ingest.reading.containers import find_opener, iter_parts, read_part
from builder.ingest.reading.parts import Part
from builder.model import RawDocument

OPTIONS = IngestOptions(max_bytes=200_000)
STORY = "The ministers met in Washington on Friday.\n\nThey agreed to meet again."


def opened(name: str, data: bytes, options: IngestOptions = OPTIONS) -> tuple[list[Part], list[Problem]]:
    found = list(iter_parts(name, io.BytesIO(data), options))
    return [f for f in found if isinstance(f, Part)], [f for f in found if isinstance(f, Problem)]


def only_document(name: str, data: bytes) -> RawDocument:
    parts, problems = opened(name, data)
    assert problems == []
    (part,) = parts
    return read_part(part, OPTIONS)


def texts(document: RawDocument) -> list[str]:
    return [line.text for line in document.lines if line.text.strip()]


def claims(document: RawDocument) -> dict[str, list[str]]:
    found: dict[str, list[str]] = {}
    for claim in document.claims:
        found.setdefault(claim.field, []).append(claim.value)
    return found


def pdf_with(*pages: Iterable[str], title: str = "") -> bytes:
    """A small PDF with a text layer: the lines of each page."""
    objects = [
        "<< /Type /Catalog /Pages 2 0 R >>",
        "",
        "<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>",
    ]
    kids = []
    for lines in pages:
        text = "BT /F1 11 Tf 50 750 Td 14 TL " + " ".join(f"({line}) Tj T*" for line in lines) + " ET"
        objects.append(f"<< /Length {len(text)} >>\nstream\n{text}\nendstream")
        objects.append(
            f"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents {len(objects)} 0 R "
            "/Resources << /Font << /F1 3 0 R >> >> >>"
        )
        kids.append(f"{len(objects)} 0 R")
    objects[1] = f"<< /Type /Pages /Kids [{' '.join(kids)}] /Count {len(kids)} >>"
    objects.append(f"<< /Title ({title}) >>")
    out, offsets = b"%PDF-1.4\n", []
    for number, body in enumerate(objects, 1):
        offsets.append(len(out))
        out += f"{number} 0 obj\n{body}\nendobj\n".encode("latin-1")
    table = "".join(f"{offset:010d} 00000 n \n" for offset in offsets)
    size = len(objects)
    tail = f"trailer << /Size {size + 1} /Root 1 0 R /Info {size} 0 R >>\nstartxref\n{len(out)}\n%%EOF"
    return out + f"xref\n0 {len(objects) + 1}\n0000000000 65535 f \n{table}{tail}".encode("latin-1")


def docx_paragraph(text: str) -> str:
    return f"<w:p><w:r><w:t>{text}</w:t></w:r></w:p>"


def docx_table(*rows: Iterable[str]) -> str:
    cells = [[f"<w:tc>{docx_paragraph(cell)}</w:tc>" for cell in row] for row in rows]
    return "<w:tbl>" + "".join(f"<w:tr>{''.join(row)}</w:tr>" for row in cells) + "</w:tbl>"


def docx_with(*paragraphs: str) -> bytes:
    types = "http://schemas.openxmlformats.org/package/2006/content-types"
    rels = "http://schemas.openxmlformats.org/package/2006/relationships"
    office = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument"
    space = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
    rel_type = "application/vnd.openxmlformats-package.relationships+xml"
    paras = "".join(text if text.startswith("<") else docx_paragraph(text) for text in paragraphs)
    default = f'<Default Extension="rels" ContentType="{rel_type}"/>'
    relation = f'<Relationship Id="r1" Type="{office}" Target="word/document.xml"/>'
    document = f'<w:document xmlns:w="{space}"><w:body>{paras}</w:body></w:document>'
    return zip_with(
        {
            "[Content_Types].xml": f'<Types xmlns="{types}">{default}</Types>'.encode(),
            "_rels/.rels": f'<Relationships xmlns="{rels}">{relation}</Relationships>'.encode(),
            "word/document.xml": document.encode(),
        }
    )


def warc_with(*pages: tuple[str, str, str, bytes], packed: bool = True) -> bytes:
    """A web archive of (url, status, type, payload) responses."""
    out = b""
    for url, status, kind, payload in pages:
        block = f"HTTP/1.1 {status}\r\nContent-Type: {kind}\r\n\r\n".encode() + payload
        head = (
            "WARC/1.0\r\nWARC-Type: response\r\nWARC-Date: 2013-08-09T10:00:00Z\r\n"
            f"WARC-Target-URI: {url}\r\nWARC-Record-ID: <urn:uuid:{len(out)}>\r\n"
            f"Content-Type: application/http; msgtype=response\r\nContent-Length: {len(block)}\r\n\r\n"
        )
        record = head.encode() + block + b"\r\n\r\n"
        out += gzip.compress(record) if packed else record
    return out


def zip_with(members: dict[str, bytes]) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in members.items():
            archive.writestr(name, data)
    return out.getvalue()


# ---------------------------------------------------------------- one article each


def test_a_plain_text_is_one_part_as_it_is() -> None:
    assert opened("a.txt", STORY.encode()) == ([Part("a.txt", STORY.encode())], [])
    assert find_opener("a.txt") is None


def test_a_word_document_keeps_its_paragraphs() -> None:
    document = only_document("a.docx", docx_with("Talks in Washington", *STORY.split("\n\n")))
    assert texts(document) == ["Talks in Washington", *STORY.split("\n\n")]


def test_a_word_document_is_kept_whole_with_its_tables() -> None:
    table = docx_table(("Year", "Sum"), ("1999", "12"))
    data = docx_with("Harbour strike", "By Jane Doe | 4 March 2021", *STORY.split("\n\n"), table, "Bread")
    draft, problems = describe(only_document("memo.docx", data), {})
    assert (draft.title, draft.byline, draft.date) == ("Harbour strike", ("Jane Doe",), "2021-03-04")
    assert draft.body == (*STORY.split("\n\n"), "| Year | Sum |\n| --- | --- |\n| 1999 | 12 |", "Bread")
    assert problems == ()


def test_a_printed_line_goes_on_with_a_year() -> None:
    lines = (
        "An engineer who has worked on the quay since",
        "1998 told the newspaper that it could be done sooner.",
    )
    assert texts(only_document("a.pdf", pdf_with(lines))) == [" ".join(lines)]


def test_the_printed_lines_of_a_script_without_spaces_are_joined_without_one() -> None:
    page = (
        "据港媒消息，当事人今日九时在西贡出狱，并向死者家人鞠躬致歉，媒体直播显\n"
        "示，他走出监狱后，在劝他赴台自首的牧师的白色汽车旁停下，没有遮蔽样貌。\n"
        "他说对不起。"
    )
    first, second, _ = page.split("\n")
    assert pdf.unwrap([page])[0].startswith(first + second)


@pytest.mark.parametrize(
    ("text", "is_read"),
    [
        (".קודמת הבטיחות אבל מחכים אנשים\n.שנה בתוך פעמיים עלה המחיר", False),
        ("אנשים מחכים אבל הבטיחות קודמת.\nהמחיר עלה פעמיים בתוך שנה.", True),
    ],
)
def test_a_pdf_whose_words_come_in_reverse_order_is_refused(
    text: str, is_read: bool, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(pdf, "_read", lambda _name, _data: ([text], ""))
    with nullcontext() if is_read else pytest.raises(ContentError, match="in reverse order"):
        pdf.open_pdf("a.pdf", b"", IngestOptions())


def test_a_pdf_gives_paragraphs_and_a_title_worth_having() -> None:
    lines = [
        "The ministers of both countries met on Friday in Wash-",
        "ington to speak about the treaty that binds them.",
        "They left.",
    ]
    document = only_document("a.pdf", pdf_with(lines, title="Talks in Washington"))
    assert texts(document)[0].startswith(
        "The ministers of both countries met on Friday in Washington to speak"
    )
    assert claims(document)["title"] == ["Talks in Washington"]
    assert "title" not in claims(only_document("a.pdf", pdf_with(lines, title="Microsoft Word - talks.doc")))


def test_printed_lines_become_paragraphs() -> None:
    page = """The foreign ministers of the two countries met on Friday to
talk about the war. They left without an agreement that
either of them wanted.
The next meeting is in May, a spokesman told reporters who
"""
    first = "The foreign ministers of the two countries met on Friday to talk about the war."
    second = "had waited outside for hours.\n• First point\n• Second point\n"
    assert pdf.unwrap([page, second]) == [
        f"{first} They left without an agreement that either of them wanted.",
        "The next meeting is in May, a spokesman told reporters who had waited outside for hours.",
        "• First point",
        "• Second point",
    ]


MAIL = (
    b"From: The Daily Brief <news@example.org>\r\nSubject: Fwd: [brief] Talks end without deal\r\n"
    b"Date: Fri, 9 Aug 2013 23:30:00 -0700\r\nList-Id: <brief.example.org>\r\nMIME-Version: 1.0\r\n"
    b"Content-Type: text/plain; charset=iso-8859-1\r\nContent-Transfer-Encoding: quoted-printable\r\n\r\n"
    b"Sergej Lawrow reiste ab, hie=DF es.\r\n"
)


def test_a_newsletter_states_title_sender_and_the_day_as_written() -> None:
    document = only_document("a.eml", MAIL)
    assert texts(document) == ["Sergej Lawrow reiste ab, hieß es."]
    assert claims(document) == {
        "title": ["Talks end without deal"],
        "outlet": ["The Daily Brief"],
        "date": ["2013-08-09"],
    }


def test_a_saved_page_knows_its_address() -> None:
    data = (
        b"From: <Saved by Blink>\r\nSnapshot-Content-Location: https://example.org/talks\r\n"
        b"MIME-Version: 1.0\r\n"
        b'Content-Type: multipart/related; type="text/html"; boundary="B"\r\n\r\n--B\r\n'
        b"Content-Type: text/html; charset=utf-8\r\nContent-Transfer-Encoding: quoted-printable\r\n\r\n"
        b"<html><body><article><p>They met on Friday =E2=80=93 at last.</p></article></body></html>\r\n"
        b"--B--\r\n"
    )
    document = only_document("a.mhtml", data)
    assert document.url == "https://example.org/talks"
    assert texts(document) == ["They met on Friday – at last."]


# ---------------------------------------------------------------- many articles


def test_each_row_of_a_dump_is_an_article_with_its_own_number() -> None:
    rows = [
        {
            "title": "Talks",
            "text": STORY,
            "url": "https://example.org/1",
            "date": "2013-08-09",
            "authors": ["A B", "C D"],
        },
        {"headline": "More", "html": "<p>One.</p><p>Two.</p>", "site_name": "Reuters"},
    ]
    parts, problems = opened("dump.jsonl", b"\n".join(json.dumps(row).encode() for row in rows))
    assert problems == []
    assert [part.name for part in parts] == ["dump.jsonl#1", "dump.jsonl#2"]
    first, second = (read_part(part, OPTIONS) for part in parts)
    assert first.url == "https://example.org/1"
    assert claims(first)["byline"] == ["A B", "C D"]
    assert texts(second) == ["One.", "Two."]
    assert (second.media_type, claims(second)["outlet"]) == ("text/html", ["Reuters"])


def test_a_bad_row_is_named_and_hides_no_other() -> None:
    data = b'{"text": "One."}\n{"text": \n\n[1]\n{"title": "No text"}\n\xff\n{"text": "Two."}\n'
    parts, problems = opened("dump.jsonl", data)
    assert [part.name for part in parts] == ["dump.jsonl#1", "dump.jsonl#7"]
    assert [(p.where.line, p.code) for p in problems] == [(2, "E231"), (4, "E234"), (5, "E234"), (6, "E231")]


def test_a_row_larger_than_an_article_may_be_is_named() -> None:
    data = b'{"text": "%s"}\n{"text": "Two."}\n' % (b"x" * 300_000)
    parts, problems = opened("dump.jsonl", data)
    assert [part.name for part in parts] == ["dump.jsonl#2"]
    assert [str(p.where) for p in problems] == ["seeds/dump.jsonl#1"]


def test_half_a_surrogate_in_a_row_is_damage_not_a_crash() -> None:
    document = only_document("dump.jsonl", b'{"text": "They met \\ud83d again."}')
    assert texts(document) == ["They met ? again."]
    assert [damage.kind for damage in document.damage] == ["undecodable"]


@pytest.mark.parametrize("delimiter", [",", ";", "\t"])
def test_a_table_is_read_whatever_parts_its_columns(delimiter: str) -> None:
    text = delimiter.join(["Title", "Text"]) + "\n" + delimiter.join(["Talks", '"Line one\nline two"']) + "\n"
    document = only_document("dump.csv", text.encode())
    assert texts(document) == ["Line one", "line two"]
    assert claims(document)["title"] == ["Talks"]


def test_cells_beyond_the_columns_are_named_and_stop_nothing() -> None:
    parts, problems = opened("dump.csv", b"title,text\nA,They met.\nB,They left,on Friday\n")
    assert [part.name for part in parts] == ["dump.csv#1", "dump.csv#2"]
    assert [(p.code, p.where.line) for p in problems] == [("D247", 3)]


def test_columns_may_be_called_as_people_call_them() -> None:
    head, row = (
        "Überschrift;Veröffentlicht am;Inhalt;Verfasser;Quelle",
        "Treffen;3.5.2020;Sie trafen sich.;Jo Roe;Bote",
    )
    document = only_document("tabelle.csv", f"{head}\n{row}\n".encode())
    found = claims(document)
    assert texts(document) == ["Sie trafen sich."]
    assert [found[key] for key in ("title", "date", "byline", "outlet")] == [
        ["Treffen"],
        ["3.5.2020"],
        ["Jo Roe"],
        ["Bote"],
    ]


RSS = """<?xml version="1.0"?><rss version="2.0"><channel><title>The Port Times</title>
<item><title>Talks</title><link>https://example.org/1</link><pubDate>Fri, 15 May 2020 07:00:00 GMT</pubDate>
<description>&lt;p&gt;They met.&lt;/p&gt;&lt;p&gt;They left.&lt;/p&gt;</description></item>
<item><title>Nothing</title></item></channel></rss>"""
ATOM = """<feed xmlns="http://www.w3.org/2005/Atom"><title>Port</title><entry><title>Talks</title>
<link href="https://example.org/2"/><author><name>Jo Roe</name></author><published>2020-05-15</published>
<content type="html">They met.</content></entry></feed>"""


def test_a_saved_feed_gives_an_article_for_each_entry() -> None:
    (part,), problems = opened("feed.xml", RSS.encode())
    document = read_part(part, OPTIONS)
    assert (texts(document), part.url) == (["They met.", "They left."], "https://example.org/1")
    assert claims(document)["outlet"] == ["The Port Times"]
    assert [(p.code, str(p.where)) for p in problems] == [("E234", "seeds/feed.xml#2")]
    (part,), problems = opened("feed.atom", ATOM.encode())
    found = claims(read_part(part, OPTIONS))
    assert (found["byline"], found["date"], part.url, problems) == (
        ["Jo Roe"],
        ["2020-05-15"],
        "https://example.org/2",
        [],
    )


def test_what_is_no_feed_or_not_called_one_is_refused() -> None:
    assert [p.code for p in opened("x.xml", b"<?xml version='1.0'?><tei><p>They met.</p></tei>")[1]] == [
        "E231"
    ]
    with pytest.raises(ContentError) as caught:
        read_part(Part("feed.html", RSS.encode()), OPTIONS)
    assert caught.value.problems[0].code == "E202"


def test_a_list_of_articles_under_a_name_is_read() -> None:
    parts, problems = opened(
        "dump.json", json.dumps({"articles": [{"text": "One."}, {"text": "Two."}]}).encode()
    )
    assert ([part.name for part in parts], problems) == (["dump.json#1", "dump.json#2"], [])


def test_a_list_of_articles_is_read() -> None:
    parts, problems = opened("dump.json", json.dumps([{"text": "One."}, {"text": "Two."}]).encode())
    assert (len(parts), problems) == (2, [])


@pytest.mark.parametrize("packed", [True, False])
def test_pages_of_a_web_archive_are_read_and_the_rest_is_counted(packed: bool) -> None:
    data = warc_with(
        ("https://example.org/1", "200 OK", "text/html; charset=utf-8", b"<p>They met.</p>"),
        ("https://example.org/x.png", "200 OK", "image/png", b"\x89PNG"),
        ("https://example.org/2", "301 Moved", "text/html", b"moved"),
        packed=packed,
    )
    parts, problems = opened("crawl.warc.gz" if packed else "crawl.warc", data)
    assert [(part.name.partition("#")[2], part.url) for part in parts] == [("1", "https://example.org/1")]
    assert [(p.level, p.message) for p in problems] == [
        ("note", "2 of 3 records are no pages (redirects, pictures, scripts).")
    ]


@pytest.mark.parametrize("packed", [True, False])
def test_a_web_archive_cut_off_gives_the_pages_before_and_says_so(packed: bool) -> None:
    page = ("https://example.org/1", "200 OK", "text/html", b"<p>They met.</p>" * 500)
    data = warc_with(page, page, packed=packed)
    parts, problems = opened("crawl.warc.gz" if packed else "crawl.warc", data[: len(data) - 60])
    assert [part.name.partition("#")[2] for part in parts] == ["1"]
    assert [p.code for p in problems] == ["E231"]


def test_members_of_a_zipped_folder_are_read_as_if_they_lay_in_seeds() -> None:
    data = zip_with({
        "b.txt": b"Two.",
        "a/one.txt": b"One.",
        "__MACOSX/._b.txt": b"x",
        "../../etc/x.txt": b"Three.",
        "rows.jsonl": b'{"text": "Four."}\n',
        "empty.pdf": b"%PDF-1.4",
    })  # fmt: skip
    parts, problems = opened("folder.zip", data)
    assert [part.name for part in parts] == [
        "folder.zip#etc/x.txt",
        "folder.zip#a/one.txt",
        "folder.zip#b.txt",
        "folder.zip#rows.jsonl#1",
    ]
    assert [(str(p.where), p.code) for p in problems] == [
        ("seeds/folder.zip#empty.pdf", "E231"),
        ("seeds/folder.zip", "N230"),
    ]


def test_a_folder_zipped_again_and_again_is_refused() -> None:
    data = b"One."
    for name in ("a.txt", "a.zip", "a.zip", "a.zip"):
        data = zip_with({name: data})
    parts, problems = opened("a.zip", data)
    assert parts == []
    assert [p.code for p in problems] == ["E235"]


# ---------------------------------------------------------------- what cannot be read


def encrypted_pdf() -> bytes:
    writer = PdfWriter()
    writer.add_blank_page(200, 200)
    writer.encrypt("secret", algorithm="RC4-128")
    out = io.BytesIO()
    writer.write(out)
    return out.getvalue()


@pytest.mark.parametrize(
    ("name", "data", "code", "words"),
    [
        ("a.pdf", encrypted_pdf(), "E232", "The PDF is encrypted."),
        ("a.pdf", pdf_with([]), "E233", "The PDF has no text layer: it is a scan."),
        ("a.pdf", b"%PDF-1.4 broken", "E231", "It cannot be read as a PDF"),
        ("a.pdf", pdf_with(["They met."])[:300], "E231", "It cannot be read as a PDF"),
        ("a.docx", b"\xd0\xcf\x11\xe0" + b"x" * 600, "E232", "The document is encrypted, or an old .doc."),
        ("a.docx", b"PK\x03\x04 broken", "E231", "It cannot be read as a Word document"),
        ("a.docx", docx_with(""), "E233", "The document holds no text."),
        ("a.docx", zip_with({"a.txt": b"One."}), "E231", "It cannot be read as a Word document"),
        (
            "a.docx",
            zip_with({"word/document.xml": b" " * 3_000_000}),
            "E235",
            "Unpacked it has 3,000,000 bytes.",
        ),
        ("a.eml", b"\n\nno headers", "E231", "It cannot be read as mail"),
        ("a.eml", b"Subject: x\nContent-Type: image/png\n\nxx", "E233", "The mail holds no text."),
        ("a.mhtml", b"Subject: x\nContent-Type: text/plain\n\nxx", "E233", "The saved page holds no HTML."),
        ("a.zip", b"PK\x03\x04 broken", "E231", "It cannot be read as a zipped folder"),
        ("a.json", b"{", "E231", "It cannot be read as JSON"),
        ("a.warc", b"not a web archive", "E231", "The web archive breaks off"),
        ("a.warc.gz", gzip.compress(b""), "E23", ""),
        ("a.csv", b'a,b\n"' + b"x" * 300_000, "E231", "It cannot be read as CSV"),
    ],
)
def test_what_cannot_be_read_is_a_clear_problem(name: str, data: bytes, code: str, words: str) -> None:
    parts, problems = opened(name, data)
    assert parts == []
    (problem,) = problems
    assert problem.code.startswith(code)
    assert problem.where.path == f"seeds/{name}"
    assert problem.message.startswith(words)
    assert problem.hint


def test_an_empty_file_of_any_kind_is_refused_by_the_reader() -> None:
    for name in ("a.txt", "a.pdf", "a.docx", "a.eml"):
        (part,), _ = opened(name, b"")
        with pytest.raises(ContentError) as caught:
            read_part(part, OPTIONS)
        assert caught.value.problems[0].code == "E201"
