"""The fast path: plain Markdown → the very bytes that the slow path would give, or None.

Ingested articles are paragraphs, links, emphasis, headings, simple quotations and lists. Such a text is
rendered here directly, thirty times faster than a Markdown library and a sanitiser can. Where blocks are
not beyond doubt the text is refused whole, and `prose` takes the slow path; where only the words of some
are not (pictures, escapes, odd links), that path is asked for these words alone. What is made here is text
(escaped), a tag of this module, or a link to http(s): so it is safe without a sanitiser. A fuzz test
compares the two paths.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from itertools import chain

from builder.render.text.blocks import Blocks

_DOUBTFUL = re.compile("[\x00-\x09\x0b-\x1f\x7f-\x9f\u2028\u2029\ufeff\ufffe\uffff\ud800-\udfff<]")
"""Controls, line ends that not everyone takes for one, and what begins HTML."""

_CERTAIN = bytes(set(range(0x20, 0x7F)) | {0x0A}).translate(None, b"!&<]`\\|")
"""What is plain text whatever stands beside it: most of what is written, and gone in one step."""

_SIGNS = frozenset("`\\|!&")
"""What begins code, escapes, cells, pictures and entities."""
_ENTITY = re.compile(r"&(?:#|[0-9A-Za-z]+;)")
_PICTURE = re.compile(r"!\[[^\[\]`\\\n]*\]\([^\s()<>`\\'\"]+\)\Z")
_LATER_LINE = re.compile(r"\n(?:[#>=_*+:~|-]|\d+\. |$)")
"""A line inside a paragraph that may begin something else."""

_BLOCK_START = re.compile(r"[#>=_:~]|[-+](?:[ +-]|$)|\*(?:[ +-]|[* ]*(?:\n|\Z))|\d+\. ")
_HEADING = re.compile(r"(\#{1,6}) ([^#\n\\](?:[^\n\\]*[^#\n\\])?)\Z")
_QUOTE = re.compile(r"> [^\n]+(?:\n> [^\n]+)*\Z")
_BULLETS = re.compile(r"([-*+]) [^\n]+(?:\n\1 [^\n]+)*\Z")
_NUMBERS = re.compile(r"1\. [^\n]+(?:\n\d+\. [^\n]+)*\Z")
_NUMBER = re.compile(r"\d+\. ")

_INLINE = re.compile(
    r"[\[*](?:"
    r"(?<=\[)(?P<text>[^\[\]*_()]+)\]\((?P<url>https?://[A-Za-z0-9][A-Za-z0-9\-._~:/?#@!$&+,;=%]*)\)"
    r"|(?<=\*)(?<!\*\*)\*(?P<strong>[^*\s](?:[^*]*[^*\s])?)\*\*(?!\*)"
    r"|(?<=\*)(?<!\*\*)(?P<em>[^*\s](?:[^*]*[^*\s])?)\*(?!\*))"
)
"""Begins with a set of characters, which is what makes a search through plain words fast."""
_UNPAIRED = re.compile(r"\[[^\]]*(?:\[|\Z)|\A[^\[]*\]")

_HOST = re.compile(
    r"https?://[A-Za-z0-9](?:[A-Za-z0-9-]*[A-Za-z0-9])?(?:\.[A-Za-z0-9](?:[A-Za-z0-9-]*[A-Za-z0-9])?)+(?:[/?#]|\Z)"
)


class _Refused(Exception):
    pass


Slowly = Callable[[list[str]], "list[str] | None"]
"""Texts that would be paragraphs each → their inner HTML by the slow path, empty for one of pictures alone;
None where they are not what was thought.
"""


def render_plain(markdown: str, blocks: Blocks, slowly: Slowly) -> str | None:
    """The body as safe HTML with paragraph ids, and what stands in it told to `blocks`; None, and nothing
    told, when its blocks are not beyond doubt plain. Where only the words of a few are not, the slow path is
    asked for these.
    """
    text = markdown.strip("\n")
    if not text:
        return ""
    left = text.encode("utf-8", "surrogatepass").translate(None, _CERTAIN).decode("utf-8", "surrogatepass")
    if left and (_DOUBTFUL.search(left) or ("]" in left and "]:" in text)):
        return None
    try:
        parts = _parts(text, not _SIGNS.isdisjoint(left))
        doubtful = [h for _, groups in parts for group in groups for h in group if h[:1] == _DOUBT]
        if doubtful:
            parts = _settled(parts, doubtful, slowly)
        if "!" in left:
            parts = _without_pictures(parts)
    except _Refused:
        return None
    return "\n".join([_html(tag, groups, blocks) for tag, groups in parts])


Part = tuple[str, list[list[str]]]
"""The tag of a block, and the inner HTML of its paragraph or items: of several that are one each its own."""

_DOUBT = "\0"
"""Stands before a text in the place of its HTML, where that is not beyond doubt."""

_JOINED = frozenset({"blockquote", "ul", "ol"})
"""Those of a kind in a row are one."""


def _parts(text: str, marked: bool) -> list[Part]:
    parts: list[Part] = []
    for block in text.split("\n\n"):
        tag, inner = _block(block, marked)
        if tag in _JOINED and parts and parts[-1][0] == tag:
            parts[-1][1].append(inner)
        else:
            parts.append((tag, [inner]))
    return parts


def _block(block: str, marked: bool) -> tuple[str, list[str]]:
    """The tag of a block, and the inner HTML of its paragraph or items; it may be `marked`."""
    if not block or block[0].isspace() or block[-1].isspace():
        raise _Refused
    lines = "\n" in block
    if lines and "\n " in block:
        raise _Refused  # indents
    breaks = lines and " \n" in block
    if block[0].isalpha() or not _BLOCK_START.match(block):
        if lines and _LATER_LINE.search(block):
            raise _Refused
        return "p", [_inline(block, marked or breaks)]
    if breaks:
        raise _Refused
    if block[0] == "#":
        tag, texts = _heading(block)
    else:
        tag, texts = _quotation(block) if block[0] == ">" else _list(block)
    return tag, [_inline(text, marked) for text in texts]


def _heading(block: str) -> tuple[str, list[str]]:
    match = _HEADING.match(block)
    if match is None or match[2] != match[2].strip():
        raise _Refused
    return f"h{len(match[1])}", [match[2]]


def _quotation(block: str) -> tuple[str, list[str]]:
    if _QUOTE.match(block) is None:
        raise _Refused
    text = block.replace("\n> ", "\n")[2:]
    if _BLOCK_START.match(text) or _LATER_LINE.search(text) or text != text.strip() or "\n " in text:
        raise _Refused
    return "blockquote", [text]


def _list(block: str) -> tuple[str, list[str]]:
    if _BULLETS.match(block):
        tag, items = "ul", [line[2:] for line in block.split("\n")]
    elif _NUMBERS.match(block):
        tag, items = "ol", [_NUMBER.sub("", line, count=1) for line in block.split("\n")]
    else:
        raise _Refused
    for item in items:
        if _BLOCK_START.match(item) or item != item.strip():
            raise _Refused
    return tag, items


# ---------------------------------------------------------------- what is not beyond doubt


def _texts(part: Part) -> Iterator[str]:
    return chain.from_iterable(part[1])


def _settled(parts: list[Part], doubtful: list[str], slowly: Slowly) -> list[Part]:
    """The parts with the HTML of the slow path in the place of each doubtful text."""
    found = slowly([html.removeprefix(_DOUBT) for html in doubtful])
    if found is None:
        raise _Refused
    settled = dict(zip(doubtful, found, strict=True))
    return [(tag, [[settled.get(html, html) for html in group] for group in groups]) for tag, groups in parts]


def _without_pictures(parts: list[Part]) -> list[Part]:
    """Without the paragraphs of pictures alone, which have no HTML."""
    shown = [part for part in parts if all(_texts(part))]
    if any(tag != "p" and not all(chain.from_iterable(groups)) for tag, groups in parts):
        raise _Refused
    return shown if shown[-1:] == parts[-1:] else [*shown, _NOTHING]


_NOTHING: Part = ("", [])
"""The slow path leaves the end of line before pictures that stand last."""


# ---------------------------------------------------------------- written


def _html(tag: str, groups: list[list[str]], blocks: Blocks) -> str:
    if tag == "p":
        inner = groups[0][0]
        return f'<p id="{blocks.paragraph(inner)}">{inner}</p>'
    if tag == "blockquote":
        inner = "\n".join([_paragraph(paragraph, blocks) for (paragraph,) in groups])
        return f"<blockquote>\n{inner}\n</blockquote>"
    if tag in _JOINED:
        return f"<{tag}>\n{''.join(_items(groups, blocks))}</{tag}>"
    if not tag:
        return ""
    blocks.other(groups[0][0])
    return f"<{tag}>{groups[0][0]}</{tag}>"


def _items(groups: list[list[str]], blocks: Blocks) -> Iterator[str]:
    """The items of a list; those beside a blank line are paragraphs, and have air."""
    for number, group in enumerate(groups, 1):
        for at, inner in enumerate(group, 1):
            if (at == 1 and number > 1) or (at == len(group) and number < len(groups)):
                yield f"<li>\n{_paragraph(inner, blocks)}\n</li>\n"
            else:
                blocks.other(inner)
                yield f"<li>{inner}</li>\n"


def _paragraph(inner: str, blocks: Blocks) -> str:
    return f'<p id="{blocks.paragraph(inner)}">{inner}</p>'


# ---------------------------------------------------------------- inside a block


def _is_marked(text: str) -> bool:
    """Whether it may hold code, escapes, cells, pictures, entities or line breaks."""
    if "`" in text or "\\" in text or "|" in text or "![" in text or " \n" in text:
        return True
    return "&" in text and _ENTITY.search(text) is not None


def _inline(text: str, marked: bool) -> str:
    """Text with links and emphasis, neither inside the other, or nothing for a picture alone; the text itself
    behind a mark where it is not beyond doubt.
    """
    if marked and _is_marked(text):
        return "" if _PICTURE.match(text) else _DOUBT + text
    try:
        if "[" not in text and "*" not in text:
            return _plain(text)
        out = []
        at = 0
        for match in _INLINE.finditer(text):
            out.append(_plain(text[at : match.start()]))
            at = match.end()
            words, url, strong, em = match.groups()
            if url:
                out.append(_link(words, url))
            elif strong:
                out.append(f"<strong>{_emphasised(strong)}</strong>")
            else:
                out.append(f"<em>{_emphasised(em)}</em>")
        out.append(_plain(text[at:]))
        return "".join(out)
    except _Refused:
        return _DOUBT + text


def _emphasised(text: str) -> str:
    if "[" in text or "]" in text:
        raise _Refused
    return _plain(text)


def _link(text: str, url: str) -> str:
    if _HOST.match(url) is None or text != text.strip() or "\n" in text:
        raise _Refused
    return f'<a href="{url.replace("&", "&amp;")}" rel="noopener noreferrer">{_escape(text)}</a>'


def _plain(text: str) -> str:
    if "*" in text or "_" in text:
        raise _Refused
    if ("[" in text or "]" in text) and ("](" in text or _UNPAIRED.search(text)):
        raise _Refused
    return _escape(text)


def _escape(text: str) -> str:
    return text.replace("&", "&amp;").replace(">", "&gt;").replace("\xa0", "&nbsp;")
