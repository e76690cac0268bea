"""The tree of a page → `SeedLine` blocks in document order, with Markdown made on the way.

One pass over start and end events. Text gathers as spans (words, link, emphasis) until a block element
begins or ends; then the spans become one block. What a block stands in (list, quotation, heading,
table row, caption, link) and its path of tags and classes come from the stack of open elements.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import urljoin

from lxml import etree

from builder.ingest.cleaning.escape import escape_words, guard_start
from builder.ingest.reading.htmlattributes import address_of, source_of, step_of
from builder.ingest.reading.htmlspans import Span, link_share, prose_of
from builder.ingest.reading.htmltables import cells_of, heads_blocks, is_data_row, is_empty
from builder.model import LineKind, SeedLine

SILENT = frozenset(
    "script style template noscript svg math iframe object canvas audio video head datalist select "
    "option textarea input map area applet frameset frame noframes rp".split()
)
"""Elements whose content is no text of the page."""
INLINE = frozenset(
    "a abbr acronym b bdi bdo big cite code data del dfn em font i ins kbd label mark nobr q rb rt ruby s "
    "samp small span strike strong sub sup time tt u var br img picture".split()
)
"""Elements that do not end a block; every other element, known or not, does."""
_BOLD, _ITALIC = frozenset({"b", "strong"}), frozenset({"i", "em", "cite", "dfn"})
_HEADINGS = {"h1": 1, "h2": 2, "h3": 3, "h4": 4, "h5": 5, "h6": 6}
_LISTS = frozenset({"ul", "ol", "menu", "dir"})
_MEANING = frozenset({*_HEADINGS, *_LISTS, "blockquote", "pre", "figcaption", "caption", "li", "table"})
"""Elements that say what the blocks in them are."""
_SPECIAL = frozenset({*SILENT, "br", "img", "table", "tr"})
"""Elements that may not be walked into."""
_PATH_TAGS = frozenset("article main aside nav footer header form section figure table".split())
_PATH_DEPTH = 9
_NEAR = 6
"""Open elements between a list item and its words, at most; the one that holds them is among them."""
_SPACE = re.compile(r"\s+")
_TRACKER = re.compile(r"(?:pixel|tracking|beacon|spacer|blank\.gif|1x1)", re.I)


@dataclass(slots=True)
class _Walk:
    """Where the walk stands. Lives for one page."""

    base: str
    root: str
    """The base's scheme and host."""
    blocks: list[SeedLine] = field(default_factory=list)
    """Those that are complete."""
    spans: list[Span] = field(default_factory=list)
    depth: int = 0
    """Elements that are open."""
    steps: list[str] = field(default_factory=list)
    """How the open elements look in a path; those that only change how words look have no step."""
    telling: list[str] = field(default_factory=list)
    """The steps that say something: a name of their own, or a telling tag."""
    link: str = ""
    bold: int = 0
    italic: int = 0
    quote: int = 0
    code: int = 0
    heading: int = 0
    caption: int = 0
    linked: int = 0
    lists: list[list[Any]] = field(default_factory=list)
    """Open lists as [ordered, items so far]."""
    items: list[int] = field(default_factory=list)
    """How deep each open list item stands."""
    item: bool = False
    """A list item has begun and has not shown its mark yet."""
    row: int = 0
    """Rows of the open data table so far; 0 outside one."""


def find_blocks(tree: Any, base: str = "") -> tuple[SeedLine, ...]:
    """The blocks of a page, numbered from 1. `base` makes links absolute."""
    walk = _Walk(base, urljoin(base, "/")[:-1])
    body = tree.find("body")
    events = etree.iterwalk(tree if body is None else body, events=("start", "end"))
    passed = False
    for event, element in events:
        tag = element.tag
        if event == "start":
            if (tag in _SPECIAL or not isinstance(tag, str)) and _pass(walk, tag, element):
                events.skip_subtree()
                passed = True  # the next event is its end
            else:
                _start(walk, tag, element)
            continue
        if passed:
            passed = False
        else:
            _end(walk, tag)
        if (tail := element.tail) and element is not body:
            _add_text(walk, tail)
    _flush(walk)
    return tuple(walk.blocks)


def _pass(walk: _Walk, tag: Any, element: Any) -> bool:
    """Whether the element is dealt with here, or holds no text of the page."""
    if tag == "img":
        _image(walk, element)
    elif tag == "br":
        _break(walk)
    elif tag == "table":
        return is_empty(element)
    elif tag == "tr":
        if not is_data_row(element) or (heads_blocks(element) and not walk.row):
            return False
        _flush(walk)
        _table_row(walk, element)
    return True


def _start(walk: _Walk, tag: str, element: Any) -> None:
    if tag not in INLINE:
        if walk.spans:
            _flush(walk)
        if tag in _MEANING:
            _open_block(walk, tag)
        _enter(walk, tag, element)
    elif tag == "a":
        walk.linked += 1
        walk.link = address_of(element.get("href"), walk.base, walk.root)
        _enter(walk, tag, element)
    elif tag in _BOLD:
        walk.bold += 1
    elif tag in _ITALIC:
        walk.italic += 1
    walk.depth += 1
    if text := element.text:
        _add_text(walk, text)


def _end(walk: _Walk, tag: str) -> None:
    if tag not in INLINE:
        if walk.spans:
            _flush(walk)
        if tag in _MEANING:
            _close_block(walk, tag)
        _leave(walk, tag)
    elif tag == "a":
        walk.linked -= 1
        walk.link = ""
        _leave(walk, tag)
    elif tag in _BOLD:
        walk.bold -= 1
    elif tag in _ITALIC:
        walk.italic -= 1
    walk.depth -= 1


def _enter(walk: _Walk, tag: str, element: Any) -> None:
    step = step_of(tag, element)
    walk.steps.append(step)
    if step != tag or tag in _PATH_TAGS:
        walk.telling.append(step)


def _leave(walk: _Walk, tag: str) -> None:
    if walk.steps.pop() != tag or tag in _PATH_TAGS:
        walk.telling.pop()


def _open_block(walk: _Walk, tag: str) -> None:
    if tag in _HEADINGS:
        walk.heading = _HEADINGS[tag]
    elif tag == "blockquote":
        walk.quote += 1
    elif tag == "pre":
        walk.code += 1
    elif tag in ("figcaption", "caption"):
        walk.caption += 1
    elif tag in _LISTS:
        walk.lists.append([tag == "ol", 0])
    elif tag == "li":
        walk.item = True
        walk.items.append(walk.depth)
        if walk.lists:
            walk.lists[-1][1] += 1
    elif tag == "table":
        walk.row = 0


def _close_block(walk: _Walk, tag: str) -> None:
    if tag in _HEADINGS:
        walk.heading = 0
    elif tag == "blockquote":
        walk.quote -= 1
    elif tag == "pre":
        walk.code -= 1
    elif tag in ("figcaption", "caption"):
        walk.caption -= 1
    elif tag in _LISTS:
        walk.lists.pop()
    elif tag == "li":
        walk.item = False
        walk.items.pop()


def _path(walk: _Walk) -> str:
    """The open elements that say something, and the innermost."""
    steps = walk.telling[-_PATH_DEPTH:]
    if walk.steps and (not steps or steps[-1] != walk.steps[-1]):
        steps = [*steps[1 - _PATH_DEPTH :], walk.steps[-1]]
    return " > ".join(steps)


def _add_text(walk: _Walk, text: str) -> None:
    """Words, whose white space `_flush` folds; a line end in them is white space, unlike that of a `<br>`."""
    if not walk.code:
        if text.isspace():
            if not walk.spans:
                return
            text = " "
        elif "\n" in text:
            text = text.replace("\n", " ")
    walk.spans.append((text, walk.link or ("#" if walk.linked else ""), walk.bold > 0, walk.italic > 0))


def _break(walk: _Walk) -> None:
    """One `<br>` is a line break; two in a row end the paragraph, as old pages do."""
    last = next((span[0] for span in reversed(walk.spans) if span[0].strip(" ")), "")
    if last == "\n":
        _flush(walk)
    elif last:
        walk.spans.append(("\n", "", False, False))


def _image(walk: _Walk, element: Any) -> None:
    """A picture is a block of its own kind, without ending the paragraph that it stands in."""
    source = source_of(element)
    address = address_of(source, walk.base, walk.root)
    alt = _SPACE.sub(" ", element.get("alt") or "").strip()
    tiny = (element.get("width") or "").strip("px ") in ("0", "1") or _TRACKER.search(source)
    if tiny or not (address or alt):
        return
    if any(span[0].strip() for span in walk.spans):
        return  # inside a sentence: an icon or an emoji
    markdown = f"![{escape_words(alt)}]({address})" if address else ""
    path = f"{_path(walk)} > img" if walk.steps else "img"
    _add_block(walk, alt, markdown, "image", 1.0 if walk.linked else 0.0, path)


def _add_block(walk: _Walk, text: str, markdown: str, kind: LineKind, linked: float, path: str) -> None:
    walk.blocks.append(SeedLine(len(walk.blocks) + 1, text, markdown, kind, linked, path))


def _flush(walk: _Walk) -> None:
    """The gathered spans as one block, if they hold any text."""
    spans, walk.spans = walk.spans, []
    while spans and spans[-1][0] in (" ", "\n"):
        spans.pop()
    raw = "".join([span[0] for span in spans])
    text = raw.strip("\n") if walk.code else " ".join(raw.split())
    if text and not text.isspace():
        kind, markdown = _block_markdown(walk, spans, text)
        _add_block(walk, text, "" if markdown == text else markdown, kind, link_share(spans), _path(walk))


def _block_markdown(walk: _Walk, spans: list[Span], text: str) -> tuple[LineKind, str]:
    if walk.code:
        return "code", f"```\n{text}\n```"
    prose = prose_of(spans, text)
    if walk.caption:
        return "caption", prose
    if walk.heading:
        return "heading", f"{'#' * max(2, walk.heading)} {prose}"
    if walk.lists and walk.items and walk.items[-1] >= walk.depth - _NEAR:
        indent = "    " * (len(walk.lists) - 1)
        ordered, count = walk.lists[-1]
        mark = f"{count or 1}. " if ordered else "- "
        mark = mark if walk.item else " " * 4
        walk.item = False
        return "item", f"{indent}{mark}{prose}"
    if walk.quote:
        return "quote", f"{'> ' * min(walk.quote, 3)}{prose}"
    return "text", guard_start(prose)


def _table_row(walk: _Walk, row: Any) -> None:
    cells, linked = cells_of(row, SILENT)
    text = " ".join(cell for cell in cells if cell)
    if not text:
        return
    walk.row += 1
    markdown = "| " + " | ".join(escape_words(cell).replace("|", "\\|") for cell in cells) + " |"
    if walk.row == 1:
        markdown += "\n|" + " --- |" * len(cells)
    path = f"{_path(walk)} > {step_of('tr', row)}"
    _add_block(walk, text, markdown, "table", round(min(1.0, linked / len(text)), 3), path)
