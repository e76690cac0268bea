"""Markdown becomes safe HTML, and the fast path gives the very bytes of the slow one."""

from __future__ import annotations

import importlib.util
import re
from pathlib import Path

import pytest

from builder.render.text.blocks import Blocks
from builder.render.text.fastmark import render_plain
from builder.render.text.prose import anchor_headings, inner_of, read_prose, render_prose, render_slowly

_spec = importlib.util.spec_from_file_location("fuzz_prose", Path(__file__).with_name("fuzz_prose.py"))
assert _spec is not None
assert _spec.loader is not None
fuzz_prose = importlib.util.module_from_spec(_spec)
_spec.loader.exec_module(fuzz_prose)

ARTICLE = """They met in *Washington*, [Reuters](https://example.org/a?b=1&c=2) **said**.

## What they said

> "We agree," he said.
> So did she.

- one thing
- another & more

1. first
2. second

[He] spoke at 5 > 3, AT&T.
"""


def fast(markdown: str) -> str | None:
    return render_plain(markdown, Blocks(), inner_of)


def test_an_ordinary_article_takes_the_fast_path_and_comes_out_the_same() -> None:
    assert fast(ARTICLE) == render_slowly(ARTICLE)


@pytest.mark.parametrize(
    "odd",
    [
        "![A flag](https://example.org/a_b.png)",
        "[![A flag](https://example.org/a.png)](https://example.org/)",
        "Words ![and a flag](https://example.org/a.png) in a row",
        "First line  \nsecond line",
        "Comcast\\* and `code` | *a [link](https://example.org/x_(y)) in it*",
        "AT&amp;T said snake_case&nbsp;words",
    ],
)
def test_the_odd_words_of_a_paragraph_leave_the_rest_of_the_text_on_the_fast_path(odd: str) -> None:
    for text in (odd, f"{odd}\n\nPlain.", f"Plain.\n\n{odd}", f"## Head\n\n- one\n- two\n\n{odd}\n\n{odd}"):
        assert fast(text) == render_slowly(text)


@pytest.mark.parametrize(
    "odd", ["- ![A flag](https://example.org/a.png)\n- two", "*a* *b**one*[x](http://a.example)"]
)
def test_a_text_whose_odd_words_depend_on_what_stands_around_them_takes_the_slow_path(odd: str) -> None:
    assert fast(f"Plain.\n\n{odd}") is None


def test_what_the_fast_path_takes_it_renders_as_the_library_would() -> None:
    taken, wrong = fuzz_prose.compare(5000, seed=20)
    assert taken > 800
    assert wrong == []


@pytest.mark.parametrize(
    "hostile",
    [
        "<script>alert(1)</script>",
        "[x](javascript:alert(1))",
        "[x](JaVaScRiPt:alert(1))",
        "[x](data:text/html,<script>alert(1)</script>)",
        "[x](vbscript:x)",
        '<a href="javascript:alert(1)" onclick="x()">x</a>',
        '<img src=x onerror="alert(1)">',
        "![x](https://tracker.example/p.png)",
        '<iframe src="https://evil.example"></iframe>',
        '<p style="background:url(https://evil.example)">x</p>',
        "<svg onload=alert(1)>",
        '[x](https://a.example/"onmouseover="alert(1))',
        "<style>p{display:none}</style>",
        "<form action=https://evil.example><input></form>",
        '<p id="search">clobbered</p>',
    ],
)
def test_nothing_of_a_seed_runs_in_a_browser(hostile: str) -> None:
    html = render_prose(f"before\n\n{hostile}\n\nafter").lower()
    tags = [part.partition(">")[0] for part in html.split("<")[1:]]
    assert "before" in html
    assert "after" in html
    for tag in tags:
        assert tag.split(" ")[0] in {"p", "/p", "a", "/a"}, tag
        assert "javascript:" not in tag
        assert "data:" not in tag
        assert "vbscript:" not in tag
        assert " on" not in tag
        assert "style" not in tag
        assert 'id="search"' not in tag


def test_the_id_of_a_paragraph_survives_edits_elsewhere() -> None:
    before = render_prose("First words.\n\nSecond words.")
    after = render_prose("Other first words.\n\nNew.\n\nSecond words.")
    anchor = before.split('id="')[2].partition('"')[0]
    assert f'<p id="{anchor}">Second words.</p>' in after


def test_equal_paragraphs_have_different_ids() -> None:
    html = render_prose("Again.\n\nAgain.\n\nAgain.")
    ids = [part.partition('"')[0] for part in html.split('id="')[1:]]
    assert len(set(ids)) == 3


def test_a_text_of_several_headings_has_a_table_of_contents() -> None:
    prose = render_prose(
        "## One\n\nA.\n\n## T*w*o & more\n\nB.\n\n### Below\n\nC.\n\n## One\n\nD.\n\n## Four\n\nE."
    )
    marked, contents = anchor_headings(prose)
    assert [words for words, _ in contents] == ["One", "Two & more", "One", "Four"]
    assert len({anchor for _, anchor in contents}) == 4
    for words, anchor in contents:
        assert f'<h2 id="{anchor}">{words[0]}' in marked
    assert marked.count(' id="h-') == 5


def test_levels_below_are_listed_where_the_highest_are_too_few() -> None:
    prose = render_prose("## Part\n\nA.\n\n### One\n\n### Two\n\n#### Deep\n\n### Three\n\nE.")
    assert [words for words, _ in anchor_headings(prose)[1]] == ["Part", "One", "Two", "Three"]


def test_a_text_of_few_headings_is_left_as_it_is() -> None:
    prose = render_prose("## One\n\nA.\n\n## Two\n\nB.\n\n## Three\n\n`<h2>` `<h2>`")
    assert anchor_headings(prose) == (prose, ())


@pytest.mark.parametrize(
    ("markdown", "paragraphs"),
    [
        ("One.\n\n![A bowl](https://example.org/a.jpg)\n\nTwo.", ["One.", "Two."]),
        (
            "One.\n\n[![A](https://e.org/a.jpg)](https://e.org/) ![B](https://e.org/b.jpg)\n\nTwo.",
            ["One.", "Two."],
        ),
        ("One. ![A](https://example.org/a.jpg)", ["One. "]),
    ],
)
def test_a_paragraph_of_pictures_alone_leaves_no_empty_one(markdown: str, paragraphs: list[str]) -> None:
    html = render_prose(markdown)
    assert [part.partition(">")[2].partition("</p>")[0] for part in html.split("<p")[1:]] == paragraphs


def test_an_item_of_a_picture_alone_leaves_no_empty_one() -> None:
    assert render_prose("- ![A](https://example.org/a.jpg)\n- Two").count("<li>") == 1


@pytest.mark.parametrize("around", ["{}", "# A heading\n\n{}", "{}\n\n| a | b |\n|---|---|\n| c | d |"])
@pytest.mark.parametrize("control", ["&#31;", "&#x1f;", "&#9;", "&#13;", "&#7;", "\x1f", "\x85"])
def test_no_text_holds_a_control_however_it_is_written(around: str, control: str) -> None:
    prose = read_prose(around.format(f"One{control}two."))
    assert "One two." in [text for _, text in prose.paragraphs]
    assert "One two." in [text for _, text in prose.blocks]
    assert not re.search("[\x00-\x08\x0b-\x1f\x7f]", prose.html)
