"""PDFs: the words are in it, in order, tagged; the same bytes twice; text is never markup."""

from __future__ import annotations

import io
from pathlib import Path

import pytest
from pypdf import PdfReader

from builder.build import Options, build
from builder.config import load_project
from builder.engine.choosing import Choice
from builder.engine.edition import open_edition
from builder.engine.printing import print_choice
from builder.errors import ContentError
from builder.publish.pdf import Pdf
from builder.render.text.typeset import mark_people, shortened, tree_of

TALKS = """---
title: "Talks on Syria – #danger $x$ *not markup*"
date: 2013-08-09
outlet: Reuters
dateline: WASHINGTON
byline: [Paul Eckert]
people: [John Kerry, Sergei Lavrov]
issues: [Syria]
figures:
- caption: Kerry and Lavrov shake hands
  credit: REUTERS/Gary Cameron
source:
  url: https://example.org/talks
  seed: 002.txt
---

John Kerry met #emph[Lavrov] at `@label` for #read("/etc/passwd").

He spoke of [asylum](https://example.org/asylum).

| who | what |
|---|---|
| Kerry | talks |
"""
LATER = """---
title: Переговоры в Москве
date: 2014-02~
lang: ru
people: [Sergei Lavrov]
---

Лавров встретил послов. Ο υπουργός μίλησε.
"""


@pytest.fixture
def project(tmp_path: Path) -> Path:
    (tmp_path / "config.yaml").write_text("site:\n  title: The Box\n", "utf-8")
    for name, text in (("talks", TALKS), ("later", LATER)):
        path = tmp_path / f"content/briefings/{name}.md"
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, "utf-8")
    return tmp_path


def made(root: Path, choice: Choice) -> Pdf:
    edition, problems = open_edition(load_project(root))
    try:
        pdf, more = print_choice(edition, choice)
    finally:
        edition.packs.close()
    assert not [problem for problem in [*problems, *more] if problem.level == "error"]
    return pdf


def words(pdf: Pdf) -> str:
    pages = PdfReader(io.BytesIO(pdf.data)).pages
    return " ".join(" ".join(page.extract_text().replace("\u200b", "") for page in pages).split())


def test_a_briefing_has_everything_a_minister_is_handed(project: Path) -> None:
    text = words(made(project, Choice(slugs=("talks",))))
    for wanted in (
        "Talks on Syria", "Friday 9 August 2013", "Reuters", "WASHINGTON", "Paul Eckert", "Sergei Lavrov",
        "Kerry and Lavrov shake hands", "REUTERS/Gary Cameron", "https://example.org/talks", "Cite as",
    ):  # fmt: skip
        assert wanted in text
    assert len(text.rsplit("SHA-256", 1)[1].split()[0]) == 64


def test_text_is_never_markup(project: Path) -> None:
    text = words(made(project, Choice(slugs=("talks",))))
    assert "#danger $x$ *not markup*" in text
    assert '#emph[Lavrov] at @label for #read("/etc/passwd")' in text


def test_a_book_has_cover_contents_briefings_index_and_sources(project: Path) -> None:
    pdf = made(project, Choice(everything=True))
    pages = [page.extract_text() for page in PdfReader(io.BytesIO(pdf.data)).pages]
    assert "The Box" in pages[0] and "2 briefings" in pages[0]
    assert "Contents" in pages[1] and pages[1].index("Talks on Syria") < pages[1].index("Переговоры")
    assert "Лавров встретил послов. Ο υπουργός μίλησε." in " ".join(pages[3].split())
    index = next(page for page in pages if "Index of persons" in page)
    assert "Kerry, John 3" in " ".join(index.split()) and "Lavrov, Sergei 3, 4" in " ".join(index.split())
    assert "Sources" in pages[-1]


def test_the_same_input_gives_the_same_bytes(project: Path) -> None:
    assert made(project, Choice(everything=True)) == made(project, Choice(everything=True))


def test_a_pdf_is_tagged_titled_and_has_bookmarks(project: Path) -> None:
    reader = PdfReader(io.BytesIO(made(project, Choice(everything=True)).data))
    root = reader.trailer["/Root"]
    assert root["/MarkInfo"]["/Marked"] and root["/Lang"].lower().startswith("en")
    assert reader.metadata and reader.metadata.title == "The Box"
    titles = [item.title for item in reader.outline if not isinstance(item, list)]
    assert titles[0] == "Contents" and any("Переговоры" in title for title in titles)
    assert b"pdfuaid" in made(project, Choice(everything=True)).data


def test_people_issues_and_dates_choose(project: Path) -> None:
    assert "Переговоры" not in words(made(project, Choice(person="John Kerry")))
    assert "Переговоры" in words(made(project, Choice(person="Lavrov", first="2014-02-20")))
    with pytest.raises(ContentError, match="E543"):
        made(project, Choice(person="Nobody"))
    with pytest.raises(ContentError, match="E542"):
        made(project, Choice(first="2020"))


def test_characters_that_no_font_has_are_named(project: Path) -> None:
    path = project / "content/briefings/talks.md"
    path.write_text(TALKS.replace("He spoke", "He \U000f1234 spoke"), "utf-8")
    edition, _ = open_edition(load_project(project))
    pdf, problems = print_choice(edition, Choice(slugs=("talks",)))
    edition.packs.close()
    assert [problem.code for problem in problems] == ["D541"]
    assert "U+F1234" in problems[0].message and pdf.data.startswith(b"%PDF")


def test_withheld_text_is_not_printed(project: Path) -> None:
    path = project / "content/briefings/talks.md"
    path.write_text(TALKS.replace("---\n\nJohn", "rights: excerpt:3\n---\n\nJohn"), "utf-8")
    text = words(made(project, Choice(slugs=("talks",))))
    assert "John Kerry met …" in text and "asylum" not in text


def test_html_becomes_a_tree_of_data() -> None:
    tree = tree_of("<h3>x</h3><p>a <strong>b</strong><br>c</p><ol start='3'><li>d</li></ol><pre>e\n f</pre>")
    assert [block["t"] for block in tree] == ["h", "p", "ol", "pre"]
    assert tree[0]["level"] == 2 and tree[2]["start"] == 3
    assert tree[1]["c"] == ["a ", {"t": "strong", "c": ["b"]}, {"t": "br"}, "c"]
    assert shortened(tree, 2)[-1] == {"t": "p", "c": ["a …"]}


def test_a_family_name_alone_counts_only_for_its_one_bearer() -> None:
    blocks = tree_of("<p>Bush spoke</p><p>George Bush spoke</p>")
    one = mark_people(blocks, {"bush": "George Bush"})
    two = mark_people(blocks, {"bush": "George Bush", "laura": "Laura Bush"})
    assert [block.get("who") for block in one] == [["bush"], ["bush"]]
    assert [block.get("who") for block in two] == [None, ["bush"]]


def test_a_pdf_stands_beside_each_page_and_is_made_again_only_when_it_changed(project: Path) -> None:
    (project / "config.yaml").write_text("site:\n  title: The Box\nprint:\n  pdf: true\n", "utf-8")
    first = build(load_project(project))
    assert not [problem for problem in first.problems if problem.level == "error"]
    talks = project / "public/briefings/talks/briefing.pdf"
    later = project / "public/briefings/later/briefing.pdf"
    before = talks.read_bytes(), later.stat().st_mtime_ns
    assert b"briefing.pdf" in (project / "public/briefings/talks/index.html").read_bytes()
    path = project / "content/briefings/talks.md"
    path.write_text(TALKS.replace("He spoke", "She spoke"), "utf-8")
    build(load_project(project))
    assert talks.read_bytes() != before[0] and later.stat().st_mtime_ns == before[1]
    assert "She spoke" in words(Pdf(talks.read_bytes()))


def test_the_card_of_a_site_is_made_once_and_the_same_on_every_machine(project: Path) -> None:
    card = project / "public/card.png"
    long = "A title of very many words that needs more than one line, " * 4
    (project / "config.yaml").write_text(
        f"site:\n  title: {long}\n  description: {long * 3}\n  base_url: https://a.example/box/\n", "utf-8"
    )
    build(load_project(project), Options(jobs=1))
    assert card.read_bytes()[:8] == b"\x89PNG\r\n\x1a\n"
    head = (project / "public/index.html").read_text("utf-8")
    assert 'property="og:image" content="https://a.example/box/card.png"' in head
    first = card.stat().st_mtime_ns, card.read_bytes()
    later = project / "content/briefings/later.md"
    later.write_text(later.read_text("utf-8").replace("title: ", "title: Changed "), "utf-8")
    build(load_project(project), Options(jobs=1))
    assert card.stat().st_mtime_ns == first[0]
    build(load_project(project), Options(jobs=1, clean=True))
    assert card.read_bytes() == first[1]


def test_a_site_without_an_address_has_no_card(project: Path) -> None:
    build(load_project(project), Options(jobs=1))
    assert not (project / "public/card.png").exists()
    assert "og:image" not in (project / "public/index.html").read_text("utf-8")


def test_words_and_events_choose_too(project: Path) -> None:
    assert "Talks on Syria" in words(made(project, Choice(query="asylum Sergei")))
    with pytest.raises(ContentError, match="E542"):
        made(project, Choice(query='"asylum Sergei"'))
    for n in (1, 2):
        other = TALKS.replace("Talks on Syria", f"Talks on Syria in Washington {n}")
        (project / f"content/briefings/talks-{n}.md").write_text(other, "utf-8")
    edition, _ = open_edition(load_project(project))
    (event,) = edition.relations().events
    edition.packs.close()
    text = words(made(project, Choice(event=event.slug)))
    assert f"{len(event.briefings)} briefings" in text and "Переговоры" not in text
    with pytest.raises(ContentError, match="There is no event 'nothing'"):
        made(project, Choice(event="nothing"))


def test_a_book_stands_beside_each_person_with_a_list(project: Path) -> None:
    (project / "config.yaml").write_text("print:\n  books: true\n", "utf-8")
    report = build(load_project(project), Options(jobs=1))
    assert not [problem for problem in report.problems if problem.level == "error"]
    books = sorted(path.parent.name for path in (project / "public").rglob("book.pdf"))
    assert "sergei-lavrov" in books and "john-kerry" not in books
    page = (project / "public/people/sergei-lavrov/index.html").read_text("utf-8")
    assert 'people/sergei-lavrov/book.pdf"' in page
    text = words(Pdf((project / "public/people/sergei-lavrov/book.pdf").read_bytes()))
    assert "Index of persons" in text and "Talks on Syria" in text
