"""A picture as HTML: its marks as SVG, `{{ picture.marks | drawn }}`, and the table of the same figures,
`{{ picture.rows | tabled }}`. Colours and widths of lines are the theme's.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from functools import lru_cache

from markupsafe import Markup

from builder.render.parts import Link, Mark
from builder.render.theme.hrefs import anywhere
from builder.render.theme.running import shown


def drawn(marks: Iterable[Mark]) -> Markup:
    """What stands in `<svg>`, a line each. Their class says how strong they are drawn: `l0` to `l4`."""
    return Markup("\n".join(map(_drawn, marks)))


@lru_cache(maxsize=1 << 14)
def _drawn(mark: Mark) -> str:
    """Most pictures of an archive have the same axes, and many the same bars."""
    return _SHAPES[mark.shape](*mark[1:])


def tabled(rows: Iterable[tuple[Link, ...]]) -> str:
    """What stands in `<tbody>`, a line each; the last cell is the number. Its links are from `anywhere`."""
    return "".join(map(_tabled, rows))


@lru_cache(maxsize=1 << 14)
def _tabled(row: tuple[Link, ...]) -> str:
    *cells, number = row
    before = "".join([f"<td>{_cell(cell)}</td>" for cell in cells])
    return f'<tr>{before}<td class="n">{shown(number.text)}</td></tr>\n'


def _cell(link: Link) -> str:
    text, lang = shown(link.text), f' lang="{shown(link.lang)}"' if link.lang else ""
    if link.path:
        return f'<a href="{anywhere[link.path]}"{lang}>{text}</a>'
    return f"<span{lang}>{text}</span>" if lang else text


def _rect(x: float, y: float, w: float, h: float, level: int, text: str, _: str) -> str:
    return f'<rect class="l{level}" x="{x}" y="{y}" width="{w}" height="{h}">{_told(text)}</rect>'


def _text(x: float, y: float, w: float, h: float, level: int, text: str, anchor: str) -> str:
    return f'<text class="l{level}" x="{x}" y="{y}" text-anchor="{anchor}">{shown(text)}</text>'


def _line(x: float, y: float, w: float, h: float, level: int, text: str, _: str) -> str:
    return f'<line class="l{level}" x1="{x}" y1="{y}" x2="{x + w}" y2="{y + h}"/>'


def _arc(x: float, y: float, w: float, h: float, level: int, text: str, _: str) -> str:
    return f'<path class="l{level}" d="M{x} {y}A{w} {h / 2} 0 0 1 {x} {y + h}">{_told(text)}</path>'


def _dot(x: float, y: float, w: float, h: float, level: int, text: str, _: str) -> str:
    return f'<circle class="l{level}" cx="{x}" cy="{y}" r="{w}">{_told(text)}</circle>'


def _told(text: str) -> str:
    return f"<title>{shown(text)}</title>" if text else ""


_SHAPES: Mapping[str, Callable[..., str]] = {
    "bar": _rect,
    "cell": _rect,
    "text": _text,
    "line": _line,
    "arc": _arc,
    "dot": _dot,
}
