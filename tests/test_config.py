"""config.yaml → options: the quick way says what the schema says, and leaves every doubt to it."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
import yaml

from builder.config import LIMITS, Config, line_of, parse_config
from builder.errors import ContentError, Location
from builder.schemas import schema_of


@pytest.mark.parametrize(
    "values",
    [
        {},
        {"site": {"title": "A", "language": "de"}, "build": {"page_size": 20, "json_feeds": False}},
        {"print": {"pdf": True}, "outlets": {}},
        {"outlets": {"The Paper": {"hosts": ["paper.example"], "rights": "excerpt:40"}}},
        {"build": {"page_size": "20"}},
    ],
)
def test_options_are_what_the_schema_says(values: dict[str, Any]) -> None:
    expected = schema_of(Config, LIMITS).model_validate(values).model_dump()
    assert parse_config(yaml.safe_dump(values)) == expected


@pytest.mark.parametrize(
    "text",
    [
        "build: {page_size: 1}",
        "build: {page_sise: 20}",
        "build: {search: 3}",
        "biuld: {}",
        "build: 3",
        "- build",
        "site: {title: [a]}",
        "site: {base_url: example.org}",
        "site: {language: english}",
        "print: {paper: a5}",
        "outlets: {X: {hosts: a.example}}",
        "outlets: {X: {remove: ['(a']}}",
        "outlets: {X: {rights: none}}",
    ],
)
def test_a_mistake_is_told_with_its_line(text: str) -> None:
    with pytest.raises(ContentError) as told:
        parse_config(text)
    assert [(p.code, p.where.line, bool(p.hint)) for p in told.value.problems] == [("E003", 1, True)]


def test_a_key_with_nothing_after_it_is_left_at_its_default() -> None:
    assert parse_config("site:\n  title:\nbuild:\noutlets:\n  X:\n    hosts:") == parse_config(
        "outlets: {X: {}}"
    )


def test_an_option_knows_its_line(tmp_path: Path) -> None:
    (tmp_path / "config.yaml").write_text("site:\n  theme: none\n")
    assert line_of(tmp_path, "site", "theme") == Location("config.yaml", 2)
    assert line_of(tmp_path, "site", "title") == Location("config.yaml")
    assert line_of(tmp_path / "elsewhere", "site", "theme") == Location("config.yaml")
