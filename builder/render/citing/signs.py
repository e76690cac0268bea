"""How citations are put together of parts: full stops, signs of TeX, fields of files."""

from __future__ import annotations

import re

from builder.render.text.plaintext import folded

ENDS = (".", "?", "!", "…")
_CLOSERS = tuple("\"'”’»)")


def stop(text: str) -> str:
    """With a full stop, unless it ends in one or in another mark that ends a sentence, or is empty."""
    inner = text[:-1] if text.endswith(_CLOSERS) else text
    return text if not text or inner.endswith(ENDS) else f"{text}."


_TEX = str.maketrans(
    {char: f"\\{char}" for char in "{}$&#%_"}
    | {"\\": r"\textbackslash{}", "~": r"\textasciitilde{}", "^": r"\textasciicircum{}"}
)
_SIGNS = re.compile(f"[{re.escape(''.join(map(chr, _TEX)))}]")
"""What TeX reads as something else: few texts have any, and to seek it is cheaper than to translate them."""


def tex(text: str) -> str:
    """A text as TeX reads it."""
    text = folded(text)
    return text.translate(_TEX) if _SIGNS.search(text) else text


def tex_field(key: str, value: str) -> str:
    """A field of BibTeX, on a line of its own; nothing where it is empty."""
    return f"  {key} = {{{value}}},\n" if value else ""


def ris_field(tag: str, value: str) -> str:
    """A line of RIS; nothing where it is empty."""
    return f"{tag}  - {folded(value)}\r\n" if value else ""


def joined(between: str, *parts: str) -> str:
    """Of the parts those that say something."""
    return between.join(filter(None, parts))
