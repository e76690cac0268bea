"""The tree of a page → `SeedLine` blocks in document order, with Markdown made on the way.

One pass over start and end events. Text gathers as spans (words, link, emphasis) until a block element
begins or ends; then the spans become one block. What a block stands in (list, quotation, heading,
table row, caption, link) and its path of tags and classes come from the stack of open elements.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import lru_cache
from itertools import islice
from typing import Any
from urllib.parse import urljoin, urlsplit

from lxml import etree

from builder.ingest.cleaning.escape import escape_words, guard_start
from builder.model import LineKind, SeedLine

SILENT = frozenset(
    "script style template noscript svg math iframe object embed canvas audio video head datalist select "
    "option textarea input map area applet frameset frame noframes rp".split()
)
"""Elements whose content is no text of the page."""
INLINE = frozenset(
    "a abbr acronym b bdi bdo big cite code data del dfn em font i ins kbd label mark nobr q rb rt ruby s "
    "samp small span strike strong sub sup time tt u var wbr br img picture source track".split()
)
"""Elements that do not end a block; every other element, known or not, does."""
_EMPTY = frozenset({"br", "img", "wbr", "source", "track"})
_BOLD, _ITALIC = frozenset({"b", "strong"}), frozenset({"i", "em", "cite", "dfn"})
_HEADINGS = {"h1": 1, "h2": 2, "h3": 3, "h4": 4, "h5": 5, "h6": 6}
_BLOCKS_IN_CELL = ("p", "div", "table", "ul", "ol", "h1", "h2", "h3", "h4", "article", "section")
_PATH_TAGS = frozenset("article main aside nav footer header form section figure table".split())
_PATH_DEPTH = 9
_SPACE = re.compile(r"\s+")
_WHOLE = re.compile(r"https?://[\w.-]+(?:/[\w./%~+,;:@!$&*=-]*(?:\?[\w./%~+,;:@!$&*=-]+)?)?\Z", re.A)
"""An address that needs nothing of the page's own."""
_ROOTED = re.compile(r"/(?![/.])(?:[\w%~+,:@!$&*=-]|[/.](?![/.]))*(?:\?[\w./%~+,;:@!$&*=-]+)?\Z", re.A)
"""An address that needs the page's host alone."""
_BREAKS = dict.fromkeys(map(ord, "\t\r\n"))
"""What browsers drop from an address."""
_HIDDEN = re.compile(r"(?:display\s*:\s*none|visibility\s*:\s*hidden)", re.I)
_LAZY = re.compile(r"data-(?:[a-z]+-)?(?:src|original)(?!.*(?:mini|small|thumb))|srcset\Z")
_TRACKER = re.compile(r"(?:pixel|tracking|beacon|spacer|blank\.gif|1x1)", re.I)

Span = tuple[str, str, bool, bool]
"""(words, link address or empty, bold, italic)."""


@dataclass(slots=True)
class _Open:
    """An open element: its tag, how it looks in a path, and whether that says something: it has a name of its
    own, or a telling tag."""

    element: Any
    tag: str
    step: str
    tells: bool


@dataclass(slots=True)
class _Walk:
    """Where the walk stands. Lives for one page."""

    base: str
    root: str
    """The base's scheme and host."""
    blocks: list[SeedLine] = field(default_factory=list)
    """Those that are complete."""
    stack: list[_Open] = field(default_factory=list)
    spans: list[Span] = field(default_factory=list)
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
    item: bool = False
    """A list item has begun and has not shown its mark yet."""
    row: int = 0
    """Rows of the open data table so far; 0 outside one."""


def find_blocks(tree: Any, base: str = "") -> tuple[SeedLine, ...]:
    """The blocks of a page, numbered from 1. `base` makes links absolute."""
    walk = _Walk(base, urljoin(base, "/")[:-1])
    body = tree.find("body")
    events = etree.iterwalk(tree if body is None else body, events=("start", "end"))
    for event, element in events:
        tag = element.tag
        if event == "start":
            if not isinstance(tag, str) or tag in SILENT or (tag == "table" and _is_empty(element)):
                events.skip_subtree()
            elif tag == "tr" and _is_data_row(element) and (walk.row or not _heads_blocks(element)):
                _flush(walk)
                _table_row(walk, element)
                events.skip_subtree()
            elif tag in _EMPTY:
                _pass(walk, tag, element)
            else:
                _start(walk, tag, element)
        else:
            if walk.stack and walk.stack[-1].element is element:
                _end(walk, tag)
            if element is not body and (tail := element.tail):
                _add_text(walk, tail)
    _flush(walk)
    return tuple(walk.blocks)


def _is_empty(table: Any) -> bool:
    return not len(table) and not (table.text or "").strip()


def _pass(walk: _Walk, tag: str, element: Any) -> None:
    """An element without content."""
    if tag == "img":
        _image(walk, element)
    elif tag == "br":
        _break(walk)
        if walk.spans and walk.spans[-1][0] == "\n\n":
            _flush(walk)


def _start(walk: _Walk, tag: str, element: Any) -> None:
    if tag not in INLINE:
        if walk.spans:
            _flush(walk)
        _open_block(walk, tag)
    elif tag == "a":
        walk.linked += 1
        walk.link = _address(walk, element.get("href"))
    elif tag in _BOLD:
        walk.bold += 1
    elif tag in _ITALIC:
        walk.italic += 1
    step = "" if tag in INLINE and tag != "a" else _step(tag, element)
    walk.stack.append(_Open(element, tag, step, len(step) > len(tag) or tag in _PATH_TAGS))
    if text := element.text:
        _add_text(walk, text)


def _end(walk: _Walk, tag: str) -> None:
    if tag not in INLINE:
        if walk.spans:
            _flush(walk)
        _close_block(walk, tag)
    elif tag == "a":
        walk.linked -= 1
        walk.link = ""
    elif tag in _BOLD:
        walk.bold -= 1
    elif tag in _ITALIC:
        walk.italic -= 1
    walk.stack.pop()


def _open_block(walk: _Walk, tag: str) -> None:
    if tag in _HEADINGS:
        walk.heading = _HEADINGS[tag]
    elif tag == "blockquote":
        walk.quote += 1
    elif tag == "pre":
        walk.code += 1
    elif tag in ("figcaption", "caption"):
        walk.caption += 1
    elif tag in ("ul", "ol", "menu", "dir"):
        walk.lists.append([tag == "ol", 0])
    elif tag == "li":
        walk.item = True
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
    elif tag in ("ul", "ol", "menu", "dir") and walk.lists:
        walk.lists.pop()
    elif tag == "li":
        walk.item = False


def _step(tag: str, element: Any) -> str:
    """`div.story-body#main`; `!` marks what the page hides."""
    if not element.keys():
        return tag
    style = element.get("style")
    hidden = element.get("hidden") is not None or (style is not None and bool(_HIDDEN.search(style)))
    get = element.get
    return _step_of(tag, get("id", ""), get("class", ""), get("role", ""), get("itemprop", ""), hidden)


@lru_cache(maxsize=8192)
def _step_of(tag: str, ident: str, classes: str, role: str, prop: str, hidden: bool) -> str:
    parts = [tag]
    if ident:
        parts.append(f"#{ident[:40]}")
    parts.extend(f".{name[:40]}" for name in classes.split()[:5])
    if role:
        parts.append(f"[{role[:20]}]")
    if prop:
        parts.append(f"@{prop[:30]}")
    if hidden:
        parts.append("!")
    return _SPACE.sub("", "".join(parts))


def _path(walk: _Walk) -> str:
    """The open elements that say something, and the innermost."""
    steps = [o.step for o in walk.stack if o.tells]
    last = next((o.step for o in reversed(walk.stack) if o.step), "")
    if last and (not steps or steps[-1] != last):
        steps.append(last)
    return " > ".join(steps[-_PATH_DEPTH:])


def _address(walk: _Walk, href: str | None) -> str:
    """An absolute http(s) or mail address, or empty: what a script or a bare `#` is."""
    if not href or href.startswith("#"):
        return ""
    if (whole := _WHOLE.match(href)) or (walk.root and _ROOTED.match(href)):
        address = href if whole else walk.root + href
        return address if len(address) <= 2000 else ""
    try:
        address = urljoin(walk.base, href.strip().translate(_BREAKS))
        scheme = urlsplit(address).scheme
    except ValueError:
        return ""
    if scheme not in ("http", "https", "mailto") or len(address) > 2000:
        return ""
    return address.replace(" ", "%20").replace("(", "%28").replace(")", "%29").replace("<", "%3C")


def _add_text(walk: _Walk, text: str) -> None:
    if not walk.code:
        text = _single_spaced(text)
    if text != " " or walk.spans:
        walk.spans.append((text, walk.link or ("#" if walk.linked else ""), walk.bold > 0, walk.italic > 0))


def _single_spaced(text: str) -> str:
    """White space inside and at the ends as one space each; as `_SPACE` does it, three times as fast."""
    words = " ".join(text.split())
    if not words:
        return " "
    return f"{' ' * text[0].isspace()}{words}{' ' * text[-1].isspace()}"


def _break(walk: _Walk) -> None:
    """One `<br>` is a line break; two in a row end the paragraph, as old pages do."""
    last = next((span[0] for span in reversed(walk.spans) if span[0].strip(" ")), "")
    if last == "\n":
        walk.spans.append(("\n\n", "", False, False))
    elif last:
        walk.spans.append(("\n", "", False, False))


def _image(walk: _Walk, element: Any) -> None:
    """A picture is a block of its own kind, without ending the paragraph that it stands in."""
    source = _source(element)
    address = _address(walk, source)
    alt = _SPACE.sub(" ", element.get("alt") or "").strip()
    tiny = (element.get("width") or "").strip("px ") in ("0", "1") or _TRACKER.search(source)
    if tiny or not (address or alt):
        return
    if any(span[0].strip() for span in walk.spans):
        return  # inside a sentence: an icon or an emoji
    markdown = f"![{escape_words(alt)}]({address})" if address else ""
    path = f"{_path(walk)} > img" if walk.stack else "img"
    _add_block(walk, alt, markdown, "image", 1.0 if walk.linked else 0.0, path)


def _source(element: Any) -> str:
    """The address of a picture; of one that is loaded when it comes into view, where its script finds it."""
    source: str = element.get("src") or ""
    if source and not source.startswith("data:"):
        return source
    return next((v.split()[0] for name, v in element.items() if _LAZY.match(name) and "/" in v), "")


def _add_block(walk: _Walk, text: str, markdown: str, kind: LineKind, linked: float, path: str) -> None:
    walk.blocks.append(SeedLine(len(walk.blocks) + 1, text, markdown, kind, linked, path))


def _flush(walk: _Walk) -> None:
    """The gathered spans as one block, if they hold any text."""
    spans, walk.spans = walk.spans, []
    raw = "".join([span[0] for span in spans])
    text = raw.strip("\n") if walk.code else " ".join(raw.split())
    if not text or text.isspace():
        return
    kind, markdown = _block_markdown(walk, spans, text)
    linked = total = 0
    for words, link, _, _ in spans:
        size = len(words.strip())
        total += size
        if link:
            linked += size
    share = round(linked / (total or 1), 3)
    _add_block(walk, text, "" if markdown == text else markdown, kind, share, _path(walk))


def _block_markdown(walk: _Walk, spans: list[Span], text: str) -> tuple[LineKind, str]:
    if walk.code:
        return "code", f"```\n{text}\n```"
    prose = _prose(spans, text)
    if walk.caption:
        return "caption", prose
    if walk.heading:
        return "heading", f"{'#' * max(2, walk.heading)} {prose}"
    if walk.lists and any(o.tag == "li" for o in walk.stack[-6:]):
        indent = "    " * (len(walk.lists) - 1)
        ordered, count = walk.lists[-1]
        mark = f"{count or 1}. " if ordered else "- "
        mark = mark if walk.item else " " * 4
        walk.item = False
        return "item", f"{indent}{mark}{prose}"
    if walk.quote:
        return "quote", f"{'> ' * min(walk.quote, 3)}{prose}"
    return "text", guard_start(prose)


def _prose(spans: list[Span], text: str) -> str:
    """The Markdown of a block; in most all spans are plain, or one link."""
    link = spans[0][1]
    if any(span[1] != link or span[2] or span[3] or "\n" in span[0] for span in spans):
        return inline_markdown(spans)
    words = escape_words(text)
    return f"[{words}]({link})" if link not in ("", "#") else words


def inline_markdown(spans: list[Span]) -> str:
    """Spans → Markdown: neighbours that look alike are one, marks hug the words.

    >>> inline_markdown([("Read ", "", False, False), ("the report ", "https://x.org/", False, True)])
    'Read [*the report*](https://x.org/)'
    """
    out: list[str] = []
    index = 0
    while index < len(spans):
        _, link, bold, italic = spans[index]
        run = []
        while index < len(spans) and spans[index][1:] == (link, bold, italic):
            run.append(spans[index][0])
            index += 1
        words = "".join(run).replace("\n\n", "\n")
        core = words.strip()
        if not core:
            out.append("\n" if "\n" in words else " " if words else "")
            continue
        before, after = words[: words.index(core[0])], words[words.rindex(core[-1]) + 1 :]
        mark = "**" * bold + "*" * italic
        marked = f"{mark}{escape_words(core)}{mark[::-1]}"
        out.append(f"{before}[{marked}]({link})" if link not in ("", "#") else f"{before}{marked}")
        out.append(after)
    lines = [" ".join(line.split()) for line in "".join(out).split("\n")]
    return "  \n".join(line for line in lines if line)


def _is_data_row(row: Any) -> bool:
    """A row of a table of data: several cells, none of which holds blocks."""
    cells = [cell for cell in row if cell.tag in ("td", "th")]
    if len(cells) < 2 or any(_holds_blocks(cell) for cell in cells):
        return False
    return all(len("".join(cell.itertext())) < 400 for cell in cells)


def _holds_blocks(cell: Any) -> bool:
    """Blocks of its own; one paragraph alone (how word processors write a cell) is none."""
    blocks = list(islice(cell.iter(*_BLOCKS_IN_CELL), 2))
    alone = len(blocks) == 1 and blocks[0].tag == "p" and len(cell) == 1 and blocks[0] is cell[0]
    return bool(blocks) and not alone


def _heads_blocks(row: Any) -> bool:
    """The heading row of a table whose next row holds blocks: as a row of data it would stand alone."""
    table = next(row.iterancestors("table"), None)
    after = next(islice(table.iter("tr"), 1, None), None) if table is not None else None
    return after is not None and len(after) > 1 and not _is_data_row(after)


def _table_row(walk: _Walk, row: Any) -> None:
    cells, linked = [], 0
    for cell in row:
        if cell.tag in ("td", "th"):
            words = "".join(t for t in _texts(cell))
            cells.append(_SPACE.sub(" ", words).strip())
            linked += sum(len("".join(a.itertext()).strip()) for a in cell.iter("a"))
    text = " ".join(cell for cell in cells if cell)
    if not text:
        return
    walk.row += 1
    markdown = "| " + " | ".join(escape_words(cell).replace("|", "\\|") for cell in cells) + " |"
    if walk.row == 1:
        markdown += "\n|" + " --- |" * len(cells)
    path = f"{_path(walk)} > {_step('tr', row)}"
    _add_block(walk, text, markdown, "table", round(min(1.0, linked / len(text)), 3), path)


def _texts(element: Any) -> Iterator[str]:
    """The text in an element, without that of scripts and their kind."""
    if element.text:
        yield element.text
    for child in element:
        if isinstance(child.tag, str) and child.tag not in SILENT:
            yield from _texts(child)
        if child.tail:
            yield child.tail
