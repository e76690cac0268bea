"""Words of a text seed render as exactly these words."""

from __future__ import annotations

import html
import re

import pytest
from hypothesis import given
from hypothesis import strategies as st
from markdown import Markdown

from builder.ingest.cleaning.escape import (
    escape_markdown,
    escape_paragraph,
    guard_definition,
    looks_like_markdown,
)

CONVERTER = Markdown(extensions=["tables", "sane_lists"], output_format="html")


def render(markdown: str) -> str:
    CONVERTER.reset()
    return CONVERTER.convert(markdown)


def words(markdown: str) -> str:
    """What a reader sees of one block: a paragraph, and nothing in it but words."""
    found = re.fullmatch(r"<p>(.*)</p>", render(markdown), re.S)
    assert found, render(markdown)
    assert "<" not in found[1], found[1]
    return html.unescape(found[1])


@pytest.mark.parametrize(
    "text",
    [
        "# Not a heading",
        "#hashtag",
        "1. May was cold.",
        "1986. A year.",
        "2) second",
        "- dash",
        "+ plus",
        "* star",
        "> greater",
        "---",
        "***",
        "___",
        "===",
        "*stars* and **more** and _under_ and file_name_here",
        "<script>alert(1)</script>",
        "<b>bold</b> & &amp; &lt; &#60; AT&T",
        "[text](javascript:alert(1)) ![x](http://a.org/p.png)",
        "[1]: http://example.org 'title'",
        "[a][b] and [c] and [^1] and [d]",
        "`code` and ``more`` and a\\b and a\\*b",
        "<https://example.org>",
        "| a | b |",
        "~~~",
        "    indented",
        "Term : definition",
        "5 < 6 > 4",
        "snake_case _ alone __ two",
        "\\",
        "tail \\",
        "&",
        "a &#1 b",
        "&#128 and &#x41",
    ],
)
def test_words_that_look_like_markup_stay_words(text: str) -> None:
    assert words(escape_paragraph(text)) == " ".join(text.split())


SPECIAL = st.text(st.sampled_from("ab1 .)#>-+*_=~`\\[](){}<>!&;:|'\"^/@\n"), min_size=1, max_size=40)


@given(SPECIAL.filter(str.strip))
def test_any_words_come_out_as_they_went_in(text: str) -> None:
    assert words(escape_paragraph(text)) == " ".join(text.split())


@given(st.text(st.characters(codec="utf-8", exclude_characters="\x02\x03")).filter(lambda t: t.split()))
def test_any_text_comes_out_as_it_went_in(text: str) -> None:
    assert " ".join(words(escape_paragraph(text)).split()) == " ".join(text.split())


def test_ordinary_prose_is_not_touched() -> None:
    text = (
        'U.S.-Russia ties – "deeply strained" (he said) – cost $1.5bn; [The] minister\'s 2+2 talks: 50% done!'
    )
    assert escape_paragraph(text) == text


def test_a_text_dumped_as_markdown_keeps_web_links_and_bold() -> None:
    text = "By [A. Writer](#): see [the *report*](https://example.org/a_b), **now**, "
    text += "[x](javascript:1) <b>no</b> 5*3"
    assert looks_like_markdown(text)
    assert render(escape_markdown(text)) == (
        '<p>By A. Writer: see <a href="https://example.org/a_b">the *report*</a>, <strong>now</strong>, '
        "[x](javascript:1) &lt;b&gt;no&lt;/b&gt; 5*3</p>"
    )


def test_ordinary_prose_is_not_taken_for_markdown() -> None:
    assert not looks_like_markdown("He said [sic] that 5*3 is **** and (maybe) more.")


@given(SPECIAL.filter(str.strip))
def test_no_element_but_the_allowed_ones_comes_out_of_a_dump(text: str) -> None:
    tags = set(re.findall(r"<(/?[^\s>]+)", render(escape_markdown(text))))
    assert tags <= {"p", "/p", "a", "/a", "strong", "/strong", "em", "/em"}


def test_a_note_of_one_word_in_a_markdown_seed_is_shown_and_leads_nowhere() -> None:
    lines = ("They met in May.[^1] See [the paper][2].", "", "[^1]: ibidem", "[2]: https://example.org/")
    page = render("\n".join(map(guard_definition, lines)))
    assert "[^1]: ibidem" in page
    assert re.findall(r'href="([^"]+)"', page) == ["https://example.org/"]
