"""Rules are told in the reader's language: which, and how sure it was; not what it weighed."""

from __future__ import annotations

from pathlib import Path

import pytest

from builder.render.rulenames import rule_words, settled_words
from builder.render.theme.files import read_theme, read_words
from builder.render.theme.words import Words

THEMES = Path(__file__).resolve().parents[2] / "themes"


def words_of(language: str) -> Words:
    return read_words(read_theme("default", THEMES, THEMES), language, THEMES)


def told(rule: str, language: str = "en") -> str:
    return rule_words(words_of(language), rule)


@pytest.mark.parametrize(("rule", "shown"), [
    ("blank", "Empty line"),
    ("date-line", "a date that stands by itself"),
    ("title line, 0.98: alone +5.1, heading:0 -1.4", "reads like the title, 98 % sure"),
    ("date-line: labelled published, 1.00: weekday +1.1, index:0 +1.0",
     "a date that stands by itself: labelled as published, 99 % sure"),
    ("meta: json-ld:datePublished 0.39: stated +0.9",
     "given in the page’s markup (json-ld:datePublished), 39 % sure"),
    ("meta: front-matter", "its front matter"),
    ("meta:og:site_name", "given in the page’s markup (meta:og:site_name)"),
    ("byline word 'posted by', 0.94: link -1.2", "a name after ‘posted by’, 94 % sure"),
    ("caption: not before its picture was taken",
     "reads like a caption: not written before its picture was taken"),
    ("a line of the text, 0.52: alone +5.1", "a line of the text, 52 % sure"),
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


@pytest.mark.parametrize(("rule", "why", "english", "german"), [
    ("full-name", "named in full: John Kerry", "named in full: John Kerry",
     "mit vollem Namen genannt: John Kerry"),
    ("office", "the office agrees (Secretary of State)",
     "the office tells who is meant: the office agrees (Secretary of State)",
     "das Amt sagt, wer gemeint ist: Secretary of State"),
    ("stands-alone", "2 briefings, and none gives a full name",
     "only ever named this way: 2 briefings, and none gives a full name", "stets nur so genannt"),
    ("only-bearer", "", "nobody else in the archive bears the name",
     "niemand sonst im Archiv trägt den Namen"),
])  # fmt: skip
def test_what_settled_a_name_keeps_its_names_in_every_language(
    rule: str, why: str, english: str, german: str
) -> None:
    assert settled_words(words_of("en"), rule, why) == english
    assert settled_words(words_of("de"), rule, why) == german
