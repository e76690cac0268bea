"""JSON as text, put together of values that are JSON already: what many files say alike is written once.

In: plain values, or texts of JSON. Out: text that is the same every time, on one line.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from functools import lru_cache
from json.encoder import encode_basestring
from typing import Any

_encode = json.JSONEncoder(ensure_ascii=False, sort_keys=True).encode


def dump(value: Any) -> str:
    """A value; the keys of its objects are sorted. On one line, for only so is it written in C."""
    return _encode(value)


def dump_text(text: str) -> str:
    """A text. One that can be printed has two signs to escape at most: no need to walk it for others."""
    return _dump_clean(text) if text.isprintable() else encode_basestring(text)


def _dump_clean(text: str) -> str:
    """A text without controls."""
    if '"' in text or "\\" in text:
        text = text.replace("\\", "\\\\").replace('"', '\\"')
    return f'"{text}"'


def dump_field(name: str, text: str) -> str:
    """A field of an object that is a text; nothing where it is empty."""
    return f'"{name}": {dump_text(text)}' if text else ""


def dump_names(name: str, names: Sequence[str]) -> str:
    """A field that is a list of names, which many briefings have alike; nothing where there are none."""
    return f'"{name}": [{", ".join(map(_dump_name, names))}]' if names else ""


_dump_name = lru_cache(maxsize=16384)(dump_text)


def dump_object(fields: Iterable[tuple[str, str]]) -> str:
    """An object of (name, JSON), without those fields that have none."""
    kept = [f'"{name}": {value}' for name, value in fields if value]
    return f"{{{', '.join(kept)}}}"


def dump_list(items: Iterable[str]) -> str:
    """A list of items that are JSON."""
    return f"[{', '.join(items)}]"


def dump_paragraphs(paragraphs: Iterable[tuple[str, str]]) -> str:
    """The paragraphs of a text by (id, text). The ids are ours, and no text that is shown holds a control."""
    return dump_list([f'{{"id": "{anchor}", "text": {_dump_clean(text)}}}' for anchor, text in paragraphs])


def in_block(text: str) -> str:
    """JSON that may stand between script tags: nothing in it can end them."""
    for char, escaped in _UNSAFE:
        if char in text:  # to look is cheaper than to replace nothing
            text = text.replace(char, escaped)
    return text


_UNSAFE = tuple((char, f"\\u{ord(char):04x}") for char in "<>&\u2028\u2029")
