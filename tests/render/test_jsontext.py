"""JSON put together of texts is what Python makes of the whole."""

from __future__ import annotations

import json

from hypothesis import given
from hypothesis import strategies as some

from builder.render.jsontext import (
    dump,
    dump_field,
    dump_list,
    dump_object,
    dump_paragraphs,
    dump_text,
    in_block,
)


@given(some.text())
def test_a_text_is_escaped_as_python_escapes_it(text: str) -> None:
    assert dump_text(text) == json.dumps(text, ensure_ascii=False)


@given(some.lists(some.text(some.characters(min_codepoint=32))))
def test_paragraphs_are_escaped_as_python_escapes_them(texts: list[str]) -> None:
    paragraphs = [(f"p-{number}", text) for number, text in enumerate(texts)]
    assert dump_paragraphs(paragraphs) == dump([{"id": a, "text": text} for a, text in paragraphs])


def test_an_object_of_finished_values_is_the_object() -> None:
    whole = {"a": 'x"\\', "b": [{"c": 1}, {"c": 2}]}
    items = [dump(item) for item in [{"c": 1}, {"c": 2}]]
    assert dump_object([("a", dump_text('x"\\')), ("b", dump_list(items)), ("d", "")]) == dump(whole)
    assert f"{{{dump_field('a', '<é>')}}}" == dump({"a": "<é>"}) and dump_field("a", "") == ""


def test_json_cannot_end_its_block() -> None:
    value = {"headline": "</script><script>alert(1)</script>\u2028"}
    text = in_block(dump(value))
    assert "<" not in text and "\u2028" not in text and json.loads(text) == value
