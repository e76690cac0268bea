"""Blocks of a Markdown text that stay or go whole."""

from __future__ import annotations

from builder.ingest.cleaning.markdownblocks import headed, whole_blocks


def test_code_and_tables_are_blocks_and_fences_inside_code_are_none() -> None:
    text = "a\n~~~\n```\n| x |\n|---|\n~~~\n| a | b |\n| --- | --- |\n| 1 | 2 |\nend"
    assert list(whole_blocks(text.split("\n"))) == [range(1, 6), range(6, 9)]


def test_each_row_stands_in_one_table_whatever_it_looks_like() -> None:
    assert list(whole_blocks(["|---|"] * 400)) == [range(400)]


def test_a_heading_stands_over_the_first_line_of_its_section() -> None:
    assert list(headed(["# One", "", "text", "```", "# no heading", "```", "## Two", "more"])) == [
        (6, 7),
        (0, 2),
    ]
