"""Changes a content file as little as possible: keys and paragraphs that did not change keep their text.

In: the text as it stands, taken apart by `frontmatter.parse`, and the merged values. Out: the new text,
in which comments, order, quoting and line ends are still the person's.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from itertools import pairwise
from typing import Any

from builder.archive.frontmatter import FENCE, BriefingKeys, Document, dump, dump_key
from builder.ingest.writing.merge import join_paragraphs, split_paragraphs

KEY_ORDER = tuple(BriefingKeys.model_fields)
"""The order in which new keys are put in."""


def rewrite(text: str, document: Document, front: Mapping[str, Any], body: Sequence[str]) -> str:
    """`text` with the merged front matter and body; the very same text when nothing changed."""
    same_front = dict(document.values) == dict(front)
    same_body = split_paragraphs(document.body) == list(body)
    if same_front and same_body:
        return text
    lines = text.removeprefix("\ufeff").replace("\r\n", "\n").replace("\r", "\n").split("\n")
    head = lines[: document.body_line - 1]
    if not same_front:
        head = _rewrite_head(document, front, head)
    prose = document.body if same_body else join_paragraphs(body)
    result = "\n".join([*head, prose])
    return result.replace("\n", "\r\n") if "\r\n" in text else result


def new_text(front: Mapping[str, Any], body: Sequence[str]) -> str:
    """A content file that the machine writes for the first time, or that nobody edited."""
    return dump(in_order(front), join_paragraphs(body))


def in_order(front: Mapping[str, Any]) -> dict[str, Any]:
    """The keys in the order of the schema; unknown ones last."""
    known = {key: front[key] for key in KEY_ORDER if key in front}
    return known | {key: value for key, value in front.items() if key not in known}


def line_of(text_front: Document, field: str) -> int:
    """Line of the file on which a key stands; 1 when the file does not have it."""
    return text_front.lines.get((field.partition(".")[0],), 1)


def paragraph_line(document: Document, paragraph: int) -> int:
    """Line of the file on which the n-th paragraph (0-based) of the body begins, or the body's last line."""
    start = document.body.split("\n")
    line, seen = document.body_line, -1
    for block in split_paragraphs(document.body):
        seen += 1
        first, *_ = block.split("\n")
        line = start.index(first, line - document.body_line) + document.body_line
        if seen == paragraph:
            return line
        line += block.count("\n") + 1
    return document.body_line + max(0, len(start) - 2)


def _rewrite_head(document: Document, front: Mapping[str, Any], head: list[str]) -> list[str]:
    """The front matter's lines, the changed keys' lines replaced, both fences kept."""
    places = {str(where[0]): line for where, line in document.lines.items() if len(where) == 1}
    starts = sorted(places.values())
    end = max(number for number, line in enumerate(head, 1) if line.rstrip() == FENCE)
    if len(set(starts)) != len(starts):  # `{title: …, date: …}` on one line
        return dump(in_order(front), "").rstrip("\n").split("\n") + head[end:]
    spans = dict(pairwise([*starts, end]))
    pieces: dict[str, list[str]] = {}
    for key, line in sorted(places.items(), key=lambda item: item[1]):
        lines = head[line - 1 : spans[line] - 1]
        if document.values[key] != front.get(key):
            tail = _comments_below(lines)
            value = front.get(key)
            lines = [*(dump_key(key, value).splitlines() if _holds(value) else []), *tail]
        pieces[key] = lines
    ordered = list(pieces)
    for key, value in in_order(front).items():
        if key not in pieces and _holds(value):
            pieces[key] = dump_key(key, value).splitlines()
            ordered.insert(_place(key, ordered), key)
    before = head[: starts[0] - 1] if starts else head[: end - 1]
    return [*before, *(line for key in ordered for line in pieces[key]), *head[end - 1 :]]


def _holds(value: Any) -> bool:
    return value not in ("", None, [], (), {}, False)


def _comments_below(lines: list[str]) -> list[str]:
    """Comments and blank lines after a key's value: they speak of the next key and stay."""
    count = 0
    while count < len(lines) - 1 and (not lines[-1 - count].strip() or lines[-1 - count].startswith("#")):
        count += 1
    return lines[len(lines) - count :]


def _place(key: str, present: list[str]) -> int:
    """Where a new key goes: after the last one that comes before it in the schema."""
    if key not in KEY_ORDER:
        return len(present)
    rank = KEY_ORDER.index(key)
    earlier = [
        n for n, other in enumerate(present, 1) if other in KEY_ORDER and KEY_ORDER.index(other) < rank
    ]
    return max(earlier, default=0)
