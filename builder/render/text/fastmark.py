"""The fast path: plain Markdown → the very bytes that the slow path would give, or None.

Ingested articles are paragraphs, links, emphasis, headings, simple quotations and lists. Such a text is
rendered here directly, thirty times faster than a Markdown library and a sanitiser can. Whatever is not
beyond doubt is refused whole: then `prose` takes the slow path. Everything that gets through is text
(escaped), a tag of this module, or a link to http(s): so it is safe without a sanitiser. A fuzz test
compares the two paths.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from builder.render.text.blocks import Blocks

_DOUBTFUL = re.compile("[\x00-\x09\x0b-\x1f\x7f-\x9f\u2028\u2029\ufeff\ufffe\uffff\ud800-\udfff<`\\\\|]")
"""Controls, line ends that not everyone takes for one, and what begins code, HTML, escapes and tables."""

_CERTAIN = bytes(set(range(0x20, 0x7F)) | {0x0A}).translate(None, b"!&<]`\\|")
"""What is plain text whatever stands beside it: most of what is written, and gone in one step."""

_ENTITY = re.compile(r"&[0-9A-Za-z]+;")
_LATER_LINE = re.compile(r"\n(?:[#>=_*+:~-]|\d+[.)]|$)")
"""A line inside a paragraph that may begin something else."""

_BLOCK_START = re.compile(r"[#>=_:~]|[-+](?:[ +-]|$)|\*(?:[ +-]|$|\*(?:[ *]|$))|\d+[.)]")
_HEADING = re.compile(r"(\#{1,6}) ([^#\n]+)\Z")
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


def render_plain(markdown: str, blocks: Blocks) -> str | None:
    """The body as safe HTML with paragraph ids, and what stands in it told to `blocks`; None, and nothing
    told, when it is not beyond doubt plain.
    """
    text = markdown.strip("\n")
    if not text:
        return ""
    if _is_doubtful(text):
        return None
    parts: list[tuple[str, list[list[str]]]] = []
    try:
        for block in text.split("\n\n"):
            tag, inner = _block(block)
            if tag in _JOINED and parts and parts[-1][0] == tag:
                parts[-1][1].append(inner)
            else:
                parts.append((tag, [inner]))
    except _Refused:
        return None
    return "\n".join([_html(tag, groups, blocks) for tag, groups in parts])


_JOINED = frozenset({"blockquote", "ul", "ol"})
"""Those of a kind in a row are one."""


def _block(block: str) -> tuple[str, list[str]]:
    """The tag of a block, and the inner HTML of its paragraph or of its items."""
    if not block or block[0].isspace() or block[-1].isspace():
        raise _Refused
    lines = "\n" in block
    if lines and (" \n" in block or "\n " in block):
        raise _Refused  # line breaks, indents
    if block[0].isalpha() or not _BLOCK_START.match(block):
        if lines and _LATER_LINE.search(block):
            raise _Refused
        return "p", [_inline(block)]
    if block[0] == "#":
        return _heading(block)
    return _quotation(block) if block[0] == ">" else _list(block)


def _html(tag: str, groups: list[list[str]], blocks: Blocks) -> str:
    """A block, or several that are one, each a group."""
    if tag == "p":
        return _paragraph(groups[0][0], blocks)
    if tag == "blockquote":
        inner = "\n".join([_paragraph(paragraph, blocks) for (paragraph,) in groups])
        return f"<blockquote>\n{inner}\n</blockquote>"
    if tag in _JOINED:
        return f"<{tag}>\n{''.join(_items(groups, blocks))}</{tag}>"
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


def _is_doubtful(text: str) -> bool:
    left = text.encode("utf-8", "surrogatepass").translate(None, _CERTAIN).decode("utf-8", "surrogatepass")
    if not left:
        return False
    if _DOUBTFUL.search(left) or ("!" in left and "![" in text) or ("]" in left and "]:" in text):
        return True
    return "&" in left and ("&#" in text or _ENTITY.search(text) is not None)


def _heading(block: str) -> tuple[str, list[str]]:
    match = _HEADING.match(block)
    if match is None or match[2] != match[2].strip():
        raise _Refused
    return f"h{len(match[1])}", [_inline(match[2])]


def _quotation(block: str) -> tuple[str, list[str]]:
    if _QUOTE.match(block) is None:
        raise _Refused
    text = block.replace("\n> ", "\n")[2:]
    if _BLOCK_START.match(text) or _LATER_LINE.search(text) or text != text.strip() or "\n " in text:
        raise _Refused
    return "blockquote", [_inline(text)]


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
    return tag, [_inline(item) for item in items]


def _inline(text: str) -> str:
    """Text with links and emphasis, neither inside the other."""
    if "[" not in text and "*" not in text:
        return _plain(text)
    out = []
    at = 0
    for match in _INLINE.finditer(text):
        out.append(_plain(text[at : match.start()]))
        at = match.end()
        if match["url"]:
            out.append(_link(match["text"], match["url"]))
        elif match["strong"]:
            out.append(f"<strong>{_emphasised(match['strong'])}</strong>")
        else:
            out.append(f"<em>{_emphasised(match['em'])}</em>")
    out.append(_plain(text[at:]))
    return "".join(out)


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
