"""Markdown → safe HTML. Every paragraph has an id that survives edits elsewhere in the text.

In: the body of a content file. Out: HTML from an allow-list: nothing of it can run in a reader's browser
or reach another host unasked. Links open nothing by themselves; pictures stay at home.
"""

from __future__ import annotations

import re
from functools import cache
from html import unescape
from typing import Any, NamedTuple

from builder.render.text.blocks import Block, Blocks, blocks_of, paragraph_id, paragraphs_of
from builder.render.text.fastmark import render_plain

TAGS = frozenset(
    "a abbr b blockquote br caption cite code dd del dfn div dl dt em h1 h2 h3 h4 h5 h6 hr i ins kbd li mark "
    "ol p pre q s samp small span strong sub sup table tbody td tfoot th thead tr u ul var".split()
)
ATTRIBUTES = {
    "a": {"href", "title", "hreflang", "lang"},
    "abbr": {"title"},
    "blockquote": {"cite"},
    "ol": {"start"},
    "td": {"colspan", "rowspan"},
    "th": {"colspan", "rowspan", "scope"},
    "span": {"lang"},
    "p": {"lang"},
    "q": {"lang"},
}
SCHEMES = frozenset({"http", "https", "mailto"})


class Prose(NamedTuple):
    """A body as safe HTML, and what stands in it."""

    html: str
    blocks: list[Block]
    """As `blocks_of` finds them."""
    paragraphs: list[Block]
    """As `paragraphs_of` finds them."""


def read_prose(markdown: str) -> Prose:
    """The body as safe HTML with its blocks; one walk where the text is plain."""
    blocks = Blocks()
    html = render_plain(markdown, blocks, inner_of)
    if html is not None:
        return Prose(html, blocks.all, blocks.paragraphs)
    html = render_slowly(markdown)
    return Prose(html, blocks_of(html), paragraphs_of(html))


def render_prose(markdown: str) -> str:
    """The body as safe HTML."""
    html = render_plain(markdown, Blocks(wanted=False), inner_of)
    return render_slowly(markdown) if html is None else html


def render_slowly(markdown: str) -> str:
    """What `render_prose` gives, through Python-Markdown and the sanitiser whatever the text is."""
    return add_paragraph_ids(sanitise(_without_pictures(to_html(markdown))))


@cache
def _markdown() -> Any:
    from markdown import Markdown

    return Markdown(extensions=["tables", "sane_lists"], output_format="html")


def to_html(markdown: str) -> str:
    """Markdown as Python-Markdown renders it; not yet safe."""
    converter = _markdown()
    converter.reset()
    html: str = converter.convert(markdown)
    return html


def sanitise(html: str) -> str:
    """What the allow-list keeps of some HTML, without controls: `&#31;` may have been one. No page may hold
    it, nor any text that search parts by it.
    """
    import nh3

    safe = nh3.clean(
        html,
        tags=set(TAGS),
        attributes={tag: set(names) for tag, names in ATTRIBUTES.items()},
        url_schemes=set(SCHEMES),
        link_rel="noopener noreferrer",
    )
    return _CONTROLS.sub(" ", safe)


_CONTROLS = re.compile("[\x00-\x08\x0b-\x1f\x7f]")


_PICTURES = re.compile(
    r"<(p|li)>(?:\s|<br ?/?>|</?a\b[^>]*>)*(?:<img\b[^>]*>(?:\s|<br ?/?>|</?a\b[^>]*>)*)+</\1>\n?"
)


def _without_pictures(html: str) -> str:
    """The HTML without paragraphs and items that hold pictures alone: these stay at home, and what is left
    would be numbered and empty.
    """
    return _PICTURES.sub("", html) if "<img" in html else html


STUMBLED = "klzzwxh:"
"""What Python-Markdown leaves in a text it stumbles on, with a number that depends on all of the text."""


def inner_of(paragraphs: list[str]) -> list[str] | None:
    """The safe inner HTML of each of some texts that are paragraphs, empty for one that holds pictures alone;
    None where one of them is something else.
    """
    html = to_html("\n\n".join(paragraphs))
    found = _PARAGRAPH.findall(html)
    if len(found) != len(paragraphs) or html != _paragraphs(found) or STUMBLED in html:
        return None
    shown = [inner if _without_pictures(f"<p>{inner}</p>") else "" for inner in found]
    safe = sanitise(_paragraphs(shown))
    found = _PARAGRAPH.findall(safe)
    return found if len(found) == len(paragraphs) and safe == _paragraphs(found) else None


def _paragraphs(inner: list[str]) -> str:
    return "\n".join([f"<p>{html}</p>" for html in inner])


_PARAGRAPH = re.compile(r"<p>(.*?)</p>", re.DOTALL)
_TAG = re.compile(r"<[^>]*>")


def add_paragraph_ids(html: str) -> str:
    """Each `<p>` with an id from its words."""
    seen: dict[str, int] = {}
    return _PARAGRAPH.sub(lambda match: f'<p id="{paragraph_id(match[1], seen)}">{match[1]}</p>', html)


def block_id(markdown: str) -> str:
    """The id of the first paragraph of one block of Markdown; empty when it has none."""
    _, opened, rest = render_prose(markdown).partition(_OPENED)
    return rest.partition('"')[0] if opened else ""


_OPENED = '<p id="'


def number_paragraphs(html: str) -> str:
    """Rendered prose with a quiet number before each paragraph that leads to it."""
    before, *paragraphs = html.split(_OPENED)
    out = [before]
    for number, text in enumerate(paragraphs, 1):
        anchor, _, rest = text.partition('">')
        out.append(f'{_OPENED}{anchor}"><a class="pn" href="#{anchor}">{number}</a>{rest}')
    return "".join(out)


LEAST_HEADINGS = 4
"""Headings from which on a text has a table of contents."""
_HEADING = re.compile(r"<h([2-6])>(.*?)</h\1>", re.DOTALL)


def anchor_headings(html: str) -> tuple[str, tuple[tuple[str, str], ...]]:
    """Rendered prose whose headings have ids, and (words, id) of those that a table of contents lists: the
    highest, with as many levels below as it takes for a table. Prose of few headings as it is, without any.
    """
    found = [(int(level), unescape(_TAG.sub("", inner))) for level, inner in _HEADING.findall(html)]
    if len(found) < LEAST_HEADINGS:
        return html, ()
    deepest = sorted(level for level, _ in found)[LEAST_HEADINGS - 1]
    seen: dict[str, int] = {}
    ids = ["h" + paragraph_id(words, seen)[1:] for _, words in found]
    rest = iter(ids)
    marked = _HEADING.sub(lambda m: f'<h{m[1]} id="{next(rest)}">{m[2]}</h{m[1]}>', html)
    return marked, tuple(
        (words, name) for (level, words), name in zip(found, ids, strict=True) if level <= deepest
    )
