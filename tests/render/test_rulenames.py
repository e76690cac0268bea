"""Rules are told in the reader's language: which, and how sure it was; not what it weighed."""

from __future__ import annotations

from pathlib import Path

import pytest

from builder.render.rulenames import rule_words
from builder.render.themes import read_theme, read_words

THEMES = Path(__file__).resolve().parents[2] / "themes"


def told(rule: str, language: str = "en") -> str:
    return rule_words(read_words(read_theme("default", THEMES, THEMES), language, THEMES), rule)


@pytest.mark.parametrize(("rule", "shown"), [
    ("blank", "Empty line"),
    ("date-line", "a date that stands by itself"),
    ("title line, 0.98: alone +5.1, heading:0 -1.4", "reads like the title, 98 % sure"),
    ("date-line: labelled published, 1.00: weekday +1.1, index:0 +1.0",
     "a date that stands by itself: labelled as published, 99 % sure"),
    ("meta: json-ld:datePublished 0.39: stated +0.9",
     "given in the page’s markup (json-ld:datePublished), 39 % sure"),
    ("meta:og:site_name", "given in the page’s markup (meta:og:site_name)"),
    ("byline word 'posted by', 0.94: link -1.2", "a name after ‘posted by’, 94 % sure"),
    ("caption: not before its picture was taken",
     "reads like a caption: not written before its picture was taken"),
    ("a rule of one's own", "a rule of one's own"),
    ("my-rule", "my-rule"),
])  # fmt: skip
def test_a_rule_is_told_in_words(rule: str, shown: str) -> None:
    assert told(rule) == shown


@pytest.mark.parametrize("language", ["de", "fr", "es", "ru", "ar"])
def test_no_english_is_left_where_the_reader_has_another_language(language: str) -> None:
    for rule in ("title line, 0.98: alone +5.1", "scorer", "share", "url-path: the date in the URL"):
        assert not set(told(rule).split(",")[0].split()) <= set(told(rule, language).split())
        assert told(rule, language) != told(rule)
