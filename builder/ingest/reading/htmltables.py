"""Which rows of a page are rows of a table of data, and what stands in them. Pure.

Most tables of old pages only lay them out: their cells hold blocks, and are walked as blocks.
"""

from __future__ import annotations

from collections.abc import Iterator, Set
from itertools import islice
from typing import Any

_BLOCKS_IN_CELL = ("p", "div", "table", "ul", "ol", "h1", "h2", "h3", "h4", "article", "section")


def is_empty(table: Any) -> bool:
    """Neither text nor elements."""
    return not len(table) and not (table.text or "").strip()


def is_data_row(row: Any) -> bool:
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


def heads_blocks(row: Any) -> bool:
    """The heading row of a table whose next row holds blocks: as a row of data it would stand alone."""
    table = next(row.iterancestors("table"), None)
    after = next(islice(table.iter("tr"), 1, None), None) if table is not None else None
    return after is not None and len(after) > 1 and not is_data_row(after)


def cells_of(row: Any, silent: Set[str]) -> tuple[list[str], int]:
    """The words of each cell, and how many letters of them stand in links; `silent` elements have none."""
    cells, linked = [], 0
    for cell in row:
        if cell.tag in ("td", "th"):
            cells.append(" ".join("".join(_texts(cell, silent)).split()))
            linked += sum(len("".join(a.itertext()).strip()) for a in cell.iter("a"))
    return cells, linked


def _texts(element: Any, silent: Set[str]) -> Iterator[str]:
    """The text in an element, without that of scripts and their kind."""
    if element.text:
        yield element.text
    for child in element:
        if isinstance(child.tag, str) and child.tag not in silent:
            yield from _texts(child, silent)
        if child.tail:
            yield child.tail
