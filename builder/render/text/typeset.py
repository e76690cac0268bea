"""Safe HTML → a tree of blocks that the print templates set. Text stays data: nothing in it is ever markup.

A block is `{"t": "p", "c": [...]}`, an inline piece a string or `{"t": "em", "c": [...]}`. The kinds are
those of `prose`, fewer: p, h, ul, ol, quote, pre, table, hr; em, strong, sub, sup, code, link, br.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from lxml import html as lxml_html

Node = dict[str, Any]
Inline = str | Node

_INLINE = {
    "em": "em", "i": "em", "cite": "em", "dfn": "em", "var": "em",
    "strong": "strong", "b": "strong", "sub": "sub", "sup": "sup",
    "code": "code", "kbd": "code", "samp": "code",
}  # fmt: skip
_HEADINGS = {f"h{n}": n for n in range(1, 7)}
_ITEMS = {"li", "dt", "dd"}
_SPACE = re.compile(r"\s+")
_CONTROLS = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u200b\ufeff\ufff9-\ufffb]")
"""Characters that no font draws and no reader sees."""


def tree_of(html: str) -> list[Node]:
    """The blocks of some safe HTML, in order.

    >>> tree_of("<p>A <em>b</em></p>")
    [{'t': 'p', 'c': ['A ', {'t': 'em', 'c': ['b']}]}]
    """
    if not html.strip():
        return []
    root = lxml_html.fragment_fromstring(html, create_parent="div")
    return list(_level_headings(_blocks(root)))


def _blocks(element: Any) -> list[Node]:
    """What stands in a container: its blocks, and text between them as paragraphs."""
    made: list[Node] = []
    loose: list[Inline] = []

    def flush() -> None:
        content = _trimmed(loose)
        if content:
            made.append({"t": "p", "c": content})
        loose.clear()

    _add_text(loose, element.text)
    for child in element:
        block = _block(child)
        if block is None:
            loose.extend(_inline(child))
        else:
            flush()
            made.extend(block)
        _add_text(loose, child.tail)
    flush()
    return made


def _block(element: Any) -> list[Node] | None:
    """A block element as blocks; None for an inline one."""
    tag = element.tag if isinstance(element.tag, str) else ""
    if tag == "p":
        content = _trimmed(_children(element))
        return [{"t": "p", "c": content}] if content else []
    if tag in _HEADINGS:
        return [{"t": "h", "level": _HEADINGS[tag], "c": _trimmed(_children(element))}]
    if tag in ("ul", "ol", "dl"):
        items = [_blocks(item) for item in element if item.tag in _ITEMS]
        start = element.get("start", "1")
        node: Node = {"t": "ol" if tag == "ol" else "ul", "items": items}
        if tag == "ol" and start.isdigit():
            node["start"] = int(start)
        return [node]
    if tag == "blockquote":
        return [{"t": "quote", "c": _blocks(element)}]
    if tag == "pre":
        return [{"t": "pre", "text": _CONTROLS.sub("", element.text_content().rstrip("\n"))}]
    if tag == "table":
        rows = [[_trimmed(_children(cell)) for cell in row.iter("td", "th")] for row in element.iter("tr")]
        rows = [row for row in rows if row]
        width = max(map(len, rows), default=0)
        head = bool(rows) and next(element.iter("tr")).find("th") is not None
        return [{"t": "table", "head": head, "rows": [row + [[]] * (width - len(row)) for row in rows]}]
    if tag == "hr":
        return [{"t": "hr"}]
    if tag == "div":
        return _blocks(element)
    return None


def _children(element: Any) -> list[Inline]:
    content: list[Inline] = []
    _add_text(content, element.text)
    for child in element:
        content.extend(_inline(child))
        _add_text(content, child.tail)
    return content


def _inline(element: Any) -> list[Inline]:
    tag = element.tag if isinstance(element.tag, str) else ""
    if tag == "br":
        return [{"t": "br"}]
    content = _children(element)
    if tag == "a" and element.get("href", "").startswith(("http://", "https://", "mailto:")):
        return [{"t": "link", "to": element.get("href"), "c": content}]
    if tag == "q":
        return ["“", *content, "”"]
    return [{"t": _INLINE[tag], "c": content}] if tag in _INLINE else content


def _add_text(content: list[Inline], text: str | None) -> None:
    if text:
        content.append(_CONTROLS.sub("", _SPACE.sub(" ", text)))


def _trimmed(content: Sequence[Inline]) -> list[Inline]:
    """Without white space at either end."""
    made = [part for part in content if part != ""]
    if made and isinstance(made[0], str):
        made[0] = made[0].lstrip()
    if made and isinstance(made[-1], str):
        made[-1] = made[-1].rstrip()
    return [part for part in made if part != ""]


def _level_headings(blocks: Iterable[Node]) -> Iterable[Node]:
    """Headings two or three deep and none skipped: the briefing's title is the first, and PDF/UA insists."""
    deepest = 1
    for block in blocks:
        if block["t"] == "h":
            level = min(2 if block["level"] <= 2 else 3, deepest + 1)
            deepest = level
            block = {**block, "level": level}
        yield block


def text_of(node: Inline | Sequence[Inline]) -> str:
    """The plain text of a piece."""
    if isinstance(node, str):
        return node
    if isinstance(node, Mapping):
        parts = [*node.get("c", ()), *(part for item in node.get("items", ()) for part in item)]
        parts += [part for row in node.get("rows", ()) for cell in row for part in cell]
        return " ".join([*map(text_of, parts), node.get("text", "")]) if parts or "text" in node else ""
    return "".join(map(text_of, node))


def mark_people(blocks: Sequence[Node], names: Mapping[str, str]) -> list[Node]:
    """The blocks, each with `who`: slugs of the people it names, for the index of persons.

    `names`: slug → name as the briefing has it. A family name alone stands for its only bearer here.
    """
    families: dict[str, list[str]] = {}
    for slug, name in names.items():
        families.setdefault(name.split()[-1], []).append(slug)
    made: list[Node] = []
    for block in blocks:
        text = text_of(block)
        who = []
        for slug, name in names.items():
            family = name.split()[-1]
            known = [name] if len(families[family]) > 1 else [name, family]
            if any(re.search(rf"(?<!\w){re.escape(word)}(?!\w)", text) for word in known):
                who.append(slug)
        made.append({**block, "who": who} if who else block)
    return made


def shortened(blocks: Sequence[Node], words: int) -> list[Node]:
    """The first blocks, up to so many words; what is cut becomes a plain paragraph that ends so."""
    made: list[Node] = []
    for block in blocks:
        if words <= 0:
            break
        parts = text_of(block).split()
        made.append(block if len(parts) <= words else {"t": "p", "c": [" ".join(parts[:words]) + " …"]})
        words -= len(parts)
    return made
