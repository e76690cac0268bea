"""config.yaml → options: the quick way says what the schema says, and leaves every doubt to it."""

from __future__ import annotations

from typing import Any

import pytest
import yaml

from builder.config import LIMITS, Config, parse_config
from builder.errors import ContentError
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
    ],
)
def test_a_mistake_is_told_with_its_line(text: str) -> None:
    with pytest.raises(ContentError) as told:
        parse_config(text)
    assert [(p.code, p.where.line) for p in told.value.problems] == [("E003", 1)]
