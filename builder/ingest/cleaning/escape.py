"""Plain words → Markdown that renders as exactly these words.

In: a paragraph of a text seed. Out: one Markdown block. Scraped text is hostile: a leading `#`, an asterisk
or a `<script>` is words here, never markup. Texts that were dumped as Markdown keep links and bold.
"""

from __future__ import annotations

import re

_SPECIAL = re.compile(r"[\\`*_&\[<]")
"""Without any of these nothing is to be escaped inside a line."""
_MARKS = re.compile(r"[\\`*]")
_UNDERSCORE = re.compile(r"(?<![^\W_])_|_(?![^\W_])")
_ENTITY = re.compile(r"&(?=#\w|\w{1,32};)")
"""A number is read as a letter without its semicolon too."""
_BRACKET = re.compile(r"\[(?=[^\[\]]*\][(\[:]|\^)|(?<=\])\[")
_BLOCK = re.compile(r"\A(?:(#|>|[-+](?=[\s-]|\Z))|(\d{1,9})([.)])(?=\s|\Z))")
_LINK = re.compile(r"!?\[([^\[\]\n]{0,500})\]\(\s*<?([^()\s<>]{0,2000})>?(?:\s+\"[^\"\n]{0,200}\")?\s*\)")
_BOLD = re.compile(r"(?<!\*)\*\*(?=\S)([^*\n]{1,500}?)(?<=\S)\*\*(?!\*)")
_ITALIC = re.compile(r"(?<![\w*])\*(?=[^\s*])([^*\n]{1,500}?)(?<=[^\s*])\*(?![\w*])")
_AUTOLINK = re.compile(r"<(https?://[^\s<>]{1,2000})>")
_INLINE = re.compile("|".join(f"(?:{p.pattern})" for p in (_LINK, _AUTOLINK, _BOLD, _ITALIC)))


def escape_words(text: str) -> str:
    """Words inside a line, so that none of them is markup.

    >>> escape_words("5 * 3 < 20 [sic](x)")
    '5 \\\\* 3 &lt; 20 \\\\[sic](x)'
    """
    if not _SPECIAL.search(text):
        return text
    text = _ENTITY.sub("&amp;", text)
    text = _MARKS.sub(r"\\\g<0>", text)
    text = _UNDERSCORE.sub(r"\\_", text)
    text = _BRACKET.sub(r"\\[", text)
    return text.replace("<", "&lt;")


def escape_paragraph(text: str) -> str:
    """A paragraph on one line that renders as its words, whatever they begin with.

    >>> escape_paragraph("1. May was cold."), escape_paragraph("#metoo")
    ('1\\\\. May was cold.', '\\\\#metoo')
    """
    words = guard_start(escape_words(" ".join(text.split())))
    return f"&#126;{words[1:]}" if words.startswith("~~~") else words  # a fence elsewhere than here


def guard_start(markdown: str) -> str:
    """A block's Markdown, so that its first characters make no heading, list, quotation or rule."""
    return _BLOCK.sub(lambda m: f"\\{m[1]}" if m[1] else f"{m[2]}\\{m[3]}", markdown)


_DEFINITION = re.compile(r"\A {0,3}\[(?=[^\[\]]+\]:\s*(?!<?(?:https?://|mailto:))\S+\s*\Z)")


def guard_definition(line: str) -> str:
    """A line of a Markdown seed, so that a note of one word is shown and no link to a file of that name.

    >>> guard_definition("[^1]: ibidem"), guard_definition("[1]: https://example.org/")
    ('\\\\[^1]: ibidem', '[1]: https://example.org/')
    """
    return _DEFINITION.sub(r"\\[", line)


def looks_like_markdown(text: str) -> bool:
    """Whether a text was dumped as Markdown: it has links or bold words written so."""
    return bool(_LINK.search(text) or _BOLD.search(text))


def escape_markdown(text: str) -> str:
    """A paragraph of a text dumped as Markdown: web links, bold and italic stay, all else is words.

    >>> escape_markdown("By [A. Writer](#), *today* <b>")
    'By A. Writer, *today* &lt;b>'
    """
    text = " ".join(text.split())
    out, end = [], 0
    for match in _INLINE.finditer(text):
        out += [escape_words(text[end : match.start()]), _kept(match)]
        end = match.end()
    return guard_start("".join([*out, escape_words(text[end:])]))


def _kept(match: re.Match[str]) -> str:
    label, address, auto, bold, italic = match.groups()
    if auto:
        return f"<{auto}>"
    if bold:
        return f"**{escape_words(bold)}**"
    if italic:
        return f"*{escape_words(italic)}*"
    words = escape_words(label)
    if not address.strip("#"):
        return words
    is_web = address.startswith(("http://", "https://", "mailto:"))
    if is_web and words.strip() and match[0].endswith(f"({address})"):
        return f"[{words}]({address})"
    return escape_words(match[0])  # as it is, so that no letter of the seed is lost
