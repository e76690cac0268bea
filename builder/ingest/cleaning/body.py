"""Body lines of a ledger → the blocks of a Markdown body, and the sums that must hold.

In: a document and its ledger. Out: a `Body`. Text is escaped so that it renders as its words, broken
paragraphs are joined, list items and table rows stand together. `check_sums` raises when a line or a
character of the body would be lost; nothing is written then.
"""

from __future__ import annotations

import html
import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby

from builder.errors import refused
from builder.ingest.cleaning.escape import (
    escape_markdown,
    escape_paragraph,
    guard_definition,
    guard_start,
    looks_like_markdown,
)
from builder.ingest.cleaning.paragraphs import Paragraph, rejoin
from builder.model import LedgerLine, RawDocument, SeedLine

_ITEM = re.compile(r"\A(?:[-•‣▪◦·*]|(\d{1,2})[.)])\s+(?=\S)")
"""How an item of a list begins in a text; long dashes open a speech."""


_MARKED = re.compile(r"(?:-|\d+\.) ")
"""How `htmlblocks` marks an item; what else stands in one is only indented."""
_STEP = 4


@dataclass(frozen=True, slots=True)
class Body:
    """A body put together."""

    paragraphs: tuple[Paragraph, ...]
    """Words as the seed has them, with all lines of each; what damage is looked for in."""
    blocks: tuple[str, ...]
    """The same as Markdown."""

    @property
    def lines(self) -> tuple[int, ...]:
        """The seed line each block begins on."""
        return tuple(paragraph.lines[0] for paragraph in self.paragraphs)


def make_body(document: RawDocument, ledger: Sequence[LedgerLine]) -> Body:
    """The body of a document, of the lines that the ledger keeps."""
    kept = {row.line for row in ledger if row.fate == "body"}
    lines = [line for line in document.lines if line.number in kept]
    if document.media_type == "text/plain":
        return _text_body(lines)
    if document.media_type == "text/markdown":
        return _markdown_body(lines)
    return _block_body(lines)


def _text_body(lines: Sequence[SeedLine]) -> Body:
    """Paragraphs re-joined; items that stand together as a list."""
    dumped = any(looks_like_markdown(line.text) for line in lines)
    escape: Callable[[str], str] = escape_markdown if dumped else escape_paragraph
    paragraphs: list[Paragraph] = []
    blocks: list[str] = []
    for mark, run in _item_runs(rejoin([(line.number, line.text) for line in lines])):
        if not mark:
            paragraphs += run
            blocks.append(escape(run[0].text))
            continue
        numbers = tuple(number for item in run for number in item.lines)
        paragraphs.append(Paragraph(numbers, "\n".join(item.text for item in run)))
        if mark.startswith("\t"):
            blocks.append(_table([item.text for item in run]))
            continue
        words = [escape(_ITEM.sub("", item.text, count=1)) for item in run]
        blocks.append("\n".join(f"{n}. {w}" if mark == "1" else f"- {w}" for n, w in enumerate(words, 1)))
    return Body(tuple(paragraphs), tuple(blocks))


def _item_runs(paragraphs: Sequence[Paragraph]) -> Iterator[tuple[str, Sequence[Paragraph]]]:
    """("", one paragraph), or (mark, items): two and more with one bullet or as many cells, or numbered."""
    at = 0
    while at < len(paragraphs):
        mark, end = _mark(paragraphs[at]), at + 1
        while mark and end < len(paragraphs):
            if _mark(paragraphs[end]) != (str(end - at + 1) if mark == "1" else mark):
                break
            end += 1
        if end - at < 2 or (mark.isdigit() and mark != "1"):
            mark, end = "", at + 1
        yield mark, paragraphs[at:end]
        at = end


def _mark(paragraph: Paragraph) -> str:
    """The bullet or number that an item begins with, the tabs of a row; empty for prose."""
    if "\t" in paragraph.text:
        return "\t" * paragraph.text.count("\t")
    match = _ITEM.match(paragraph.text)
    return (match[1] or match[0].strip()) if match else ""


def _table(rows: Sequence[str]) -> str:
    """Rows of a table; the first names the columns."""
    cells = [[escape_paragraph(cell).replace("|", "\\|") for cell in row.split("\t")] for row in rows]
    first, *rest = [f"| {' | '.join(row)} |" for row in cells]
    return "\n".join([first, f"|{' --- |' * len(cells[0])}", *rest])


def _markdown_body(lines: Sequence[SeedLine]) -> Body:
    """Lines that follow each other are one block, as they are: it is Markdown already."""
    runs = groupby(enumerate(lines), key=lambda item: item[1].number - item[0])
    paragraphs = []
    for _, run in runs:
        block = [line for _, line in run]
        paragraphs.append(
            Paragraph(
                tuple(b.number for b in block), "\n".join(guard_definition(b.text.rstrip()) for b in block)
            )
        )
    return Body(tuple(paragraphs), tuple(paragraph.text for paragraph in paragraphs))


def _block_body(lines: Sequence[SeedLine]) -> Body:
    """Blocks of a page: prose is re-joined where a sentence is broken, rows and items stand together."""
    paragraphs: list[Paragraph] = []
    above: list[int] = []
    for kind, run in _runs(lines):
        marked = [(line.number, line.markdown or line.text) for line in run]
        if kind != "item":
            above.clear()
        if kind == "text":
            # Blocks are numbered without gaps; twice the distance says that they are no wrapped lines.
            joined = rejoin([(2 * number, text) for number, text in marked])
            paragraphs += [Paragraph(tuple(n // 2 for n in p.lines), p.text) for p in joined]
        elif kind == "item":
            paragraphs += _list_blocks([(number, _below(above, text)) for number, text in marked])
        elif kind == "table":
            text = "\n".join(text for _, text in marked)
            paragraphs.append(Paragraph(tuple(number for number, _ in marked), _headed(text)))
        else:
            paragraphs += [Paragraph((number,), text) for number, text in marked]
    return Body(tuple(paragraphs), tuple(paragraph.text for paragraph in paragraphs))


def _runs(lines: Sequence[SeedLine]) -> Iterator[tuple[str, list[SeedLine]]]:
    """Neighbours of one kind; items and rows only when no other block stood between them."""
    run: list[SeedLine] = []
    for line in lines:
        close = run and (line.kind == "text" or line.number == run[-1].number + 1)
        if run and not (line.kind == run[-1].kind and close):
            yield run[-1].kind, run
            run = []
        run.append(line)
    if run:
        yield run[-1].kind, run


def _below(above: list[int], text: str) -> str:
    """A line of a list as deep as the items that are kept above it allow: what stands deeper than its list is
    code to Markdown. `above`: how deep each open item stood in the page; changed to what is open behind it.
    """
    bare = text.lstrip(" ")
    depth = len(text) - len(bare)
    while above and above[-1] >= depth:
        above.pop()
    indent, item = " " * _STEP * len(above), _MARKED.match(bare)
    if item:
        above.append(depth)
    return f"{indent}{bare if item or indent else guard_start(bare)}"


def _list_blocks(lines: Sequence[tuple[int, str]]) -> Iterator[Paragraph]:
    """The items as one block; what is left of an item whose head is gone is a paragraph of its own."""
    for listed, run in groupby(
        lines, key=lambda line: line[1].startswith(" ") or bool(_MARKED.match(line[1]))
    ):
        for block in [list(run)] if listed else [[line] for line in run]:
            yield Paragraph(tuple(number for number, _ in block), "\n".join(text for _, text in block))


def _headed(text: str) -> str:
    """Rows of a table whose heading row is gone get an empty one: Markdown knows no table without."""
    first, _, rest = text.partition("\n")
    if rest.startswith("| ---"):
        return text
    columns = max(1, first.replace("\\|", "").count("|") - 1)
    return f"|{'  |' * columns}\n|{' --- |' * columns}\n{text}"


# ---------------------------------------------------------------- sums


def check_sums(document: RawDocument, ledger: Sequence[LedgerLine], body: Body) -> None:
    """`ContentError` when lines ≠ body + metadata + removed, or words of the body are not in its blocks."""
    lost = find_imbalance(document, ledger, body)
    if lost:
        hint = "This is a mistake in Dispatchbox, not in the seed: please report it with the seed."
        raise refused("E240", f"seeds/{document.name}", f"The ledger: {lost}.", hint)


def find_imbalance(document: RawDocument, ledger: Sequence[LedgerLine], body: Body) -> str:
    """What does not add up, in words; empty when everything does."""
    counts = {"body": 0, "metadata": 0, "removed": 0}
    for line, row in zip(document.lines, ledger, strict=False):
        kind, _, detail = row.fate.partition(":")
        if row.line != line.number or row.text != line.text:
            return f"line {line.number} of the seed is not in its place"
        if kind not in counts or (not detail and kind != "body"):
            return f"line {row.line} has the fate '{row.fate}', which is none"
        counts[kind] += 1
    if sum(counts.values()) != len(document.lines) or len(ledger) != len(document.lines):
        return f"{len(document.lines)} lines, but {sum(counts.values())} of them have a fate"
    in_blocks = [number for paragraph in body.paragraphs for number in paragraph.lines]
    kept = [
        row.line
        for row in ledger
        if row.fate == "body" and (row.text.strip() or document.media_type != "text/plain")
    ]
    if in_blocks != kept:
        return f"{len(kept)} lines are body, but {len(in_blocks)} stand in the briefing"
    return _lost_words(document, ledger, body)


def _lost_words(document: RawDocument, ledger: Sequence[LedgerLine], body: Body) -> str:
    """Every letter and digit of the body lines stands in the blocks, in order; text gains none besides."""
    said = "\n".join(row.text for row in ledger if row.fate == "body")
    if document.media_type == "text/markdown":
        said = html.unescape(said)  # as it is read: what stands in Markdown stays as it is written
    wanted = _letters(said)
    there = _letters(html.unescape("\n".join(body.blocks)))
    if wanted == there:
        return ""
    at = 0
    for count, letter in enumerate(wanted):
        at = there.find(letter, at) + 1
        if not at:
            return f"letter {count + 1} of {len(wanted)} of the body is not in the briefing"
    return ""


def _letters(text: str) -> str:
    return "".join(filter(str.isalnum, text))
