"""Runs of words that look alike → the Markdown of one block: links, emphasis, line breaks. Pure."""

from __future__ import annotations

from itertools import groupby
from operator import itemgetter

from builder.ingest.cleaning.escape import escape_words

Span = tuple[str, str, bool, bool]
"""(words, link address or empty, bold, italic)."""


def prose_of(spans: list[Span], text: str) -> str:
    """The Markdown of a block; in most all spans are plain, or one link."""
    (_, link, bold, italic), *others = spans
    if bold or italic or any(span[1] != link or span[2] or span[3] or "\n" in span[0] for span in others):
        return inline_markdown(spans)
    words = escape_words(text)
    return f"[{words}]({link})" if link not in ("", "#") else words


def inline_markdown(spans: list[Span]) -> str:
    """Spans → Markdown: neighbours that look alike are one, marks hug the words.

    >>> inline_markdown([("Read ", "", False, False), ("the report ", "https://x.org/", False, True)])
    'Read [*the report*](https://x.org/)'
    """
    out: list[str] = []
    for (link, bold, italic), run in groupby(spans, key=itemgetter(1, 2, 3)):
        words = "".join([span[0] for span in run])
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


def link_share(spans: list[Span]) -> float:
    """The share of characters that stand in links."""
    looks = {bool(link) for _, link, _, _ in spans}
    if len(looks) == 1:
        return float(looks.pop())
    linked = total = 0
    for words, link, _, _ in spans:
        size = len(" ".join(words.split()))
        total += size
        if link:
            linked += size
    return round(linked / (total or 1), 3)
