"""The fast path of content files: front matter as ingest writes it → what YAML would give, or None.

Plain text, names in brackets, one source, a list of figures: lines that need no YAML to be understood.
Whatever is not beyond doubt plain is refused whole; then `frontmatter` reads it, and says what is wrong with
it. A fuzz test holds the two to the same result.
"""

from __future__ import annotations

import re
from functools import lru_cache
from typing import Any

from builder.config import RIGHTS
from builder.edtf import check_edtf
from builder.model import Briefing, Figure, Source
from builder.permalinks import VALID_SLUG

_FENCE = "---\n"
_DOUBTFUL = re.compile("[^\n -~\xa1-\u2027\u202a-\ud7ff\ue000-\ufefe\uff00-\uffdf\U00010000-\U0001faff]")
"""Tabs, controls and whatever a reader of YAML might take for a line end or refuse."""

_PLAIN = r"[A-Za-z0-9À-ɏΑ-ωА-я]"
"""What a value without quotation marks may begin with."""
_TEXT = re.compile(rf"{_PLAIN}[^:#\n]*(?:(?::(?=[^ \n])|(?<! )#)[^:#\n]*)*(?<! )\Z")
_QUOTED = re.compile(r"'((?:[^'\n]|'')*)'\Z|\"([^\"\\\n]*)\"\Z")
_NAME = rf"{_PLAIN}[^\[\]{{}}:#,'\"&*!|>%@`\n]*"
_NAMES = re.compile(rf"\[{_NAME}(?:, {_NAME})*\]\Z")
_NUMBER = re.compile(r"[1-9][0-9]{0,8}\Z")
_OTHER = re.compile(r"(?:true|false|null|0|[0-9]+\.[0-9]+|[1-9][0-9]*)\Z")
"""What YAML reads as something else than text; a short plain number comes back as the same text."""
_MAYBE_OTHER = frozenset("tfn0123456789")
"""What such a value begins with."""

_TEXT_KEYS = frozenset(
    "title date date_text outlet dateline summary lang slug duplicate_of withdrawn rights".split()
)
_NAME_KEYS = frozenset({"byline", "editors", "people", "issues", "errata"})
_SOURCE_KEYS = frozenset(Source._fields)
_FIGURE_KEYS = frozenset({"caption", "credit", "alt", "image"})


class _Refused(Exception):
    pass


def read_plain(text: str, slug: str, lang: str) -> tuple[Briefing, str] | None:
    """The briefing and its body, as `parse` and `to_briefing` give them; None when they are to be asked."""
    end = text.find("\n---\n", 3)
    if not text.startswith(_FENCE) or end < 0 or "\r" in text:
        return None
    front = text[4 : end + 1]
    if _DOUBTFUL.search(front):
        return None
    try:
        values = _values(front)
    except _Refused:
        return None
    body = text[end + 5 :]
    title = values.get("title")
    if not title:
        return None
    values["slug"] = values.get("slug") or slug
    values["lang"] = values.get("lang") or lang
    return Briefing(**values), body[1:] if body.startswith("\n") else body


def _values(front: str) -> dict[str, Any]:
    """The fields of a briefing that these lines give."""
    values: dict[str, Any] = {}
    lines = front.split("\n")[:-1]
    at = 0
    while at < len(lines):
        key, colon, value = lines[at].partition(":")
        at += 1
        if not colon or key in values:
            raise _Refused
        if not value and key in ("source", "figures"):
            block: list[str] = []
            while at < len(lines) and lines[at][:2] in ("  ", "- "):
                block.append(lines[at])
                at += 1
            values[key] = _source(block) if key == "source" else _figures(block)
        elif value[:1] != " ":
            raise _Refused
        elif key in _TEXT_KEYS:
            values[key] = _checked(key, _text(value[1:]))
        elif key in _NAME_KEYS:
            values[key] = _names(value[1:])
        else:
            raise _Refused
    return values


def _source(block: list[str]) -> Source:
    if not block or any(line[:2] != "  " for line in block):
        raise _Refused
    return Source(**_mapping([line[2:] for line in block], _SOURCE_KEYS))


def _figures(block: list[str]) -> tuple[Figure, ...]:
    items: list[list[str]] = []
    for line in block:
        if line[:2] == "- ":
            items.append([])
        elif not items:
            raise _Refused
        items[-1].append(line[2:])
    found = [_mapping(item, _FIGURE_KEYS) for item in items]
    if not found or not all("caption" in item for item in found):
        raise _Refused
    return tuple(Figure(**item) for item in found)


def _mapping(lines: list[str], keys: frozenset[str]) -> dict[str, str]:
    values: dict[str, str] = {}
    for line in lines:
        key, colon, value = line.partition(": ")
        if not colon or key not in keys or key in values:
            raise _Refused
        values[key] = _checked(key, _text(value))
    return values


def _checked(key: str, value: str) -> str:
    """The value, where it is such as the key asks for."""
    if key in ("date", "retrieved") and not _is_date(value):
        raise _Refused
    if key == "rights" and not RIGHTS.fullmatch(value):  # of a source, anything may be said: not here
        raise _Refused
    if key in ("slug", "duplicate_of") and not VALID_SLUG.match(value):
        raise _Refused
    return value


@lru_cache(maxsize=65536)
def _is_date(value: str) -> bool:
    try:
        check_edtf(value)
    except ValueError:
        return False
    return True


def _text(value: str) -> str:
    if _TEXT.match(value):
        _refuse_other(value)
        return value
    quoted = _QUOTED.match(value)
    if quoted is None:
        raise _Refused
    return quoted[2] if quoted[1] is None else quoted[1].replace("''", "'")


def _names(value: str) -> tuple[str, ...]:
    """Names in brackets, or one name without."""
    if value[:1] != "[":
        if _OTHER.match(value):
            raise _Refused  # a number alone is no name
        return (_text(value),)
    if value == "[]":
        return ()
    if _NAMES.match(value) is None:
        raise _Refused
    names = value[1:-1].split(", ")
    for name in names:
        if name[-1] == " ":
            raise _Refused
        _refuse_other(name)
    return tuple(names)


def _refuse_other(value: str) -> None:
    if value[0] in _MAYBE_OTHER and _OTHER.match(value) and not _NUMBER.match(value):
        raise _Refused
