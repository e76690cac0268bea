"""Marks become SVG, figures a table: every shape, and no words of an archive as markup."""

from __future__ import annotations

from xml.etree import ElementTree as ET

from builder.render.parts import Link, Mark
from builder.render.theme.drawing import drawn, tabled
from builder.render.theme.hrefs import anywhere

MARKS = (
    Mark("bar", 3.6, 16.0, 18.4, 64.0, 4, '2013: 1 <briefing> & "more"'),
    Mark("cell", 0, 1, 2, 3, 1),
    Mark("text", 12.8, 12, text="</text><script>", level=1, anchor="middle"),
    Mark("line", 128.0, 80, 0, 5),
    Mark("arc", 255, 12, 30.4, 24, 2, "Kerry, Lavrov"),
    Mark("dot", 255, 12, 3, level=4),
)


def test_every_shape_is_drawn_where_it_stands() -> None:
    svg = ET.fromstring(f"<svg>{drawn(MARKS)}</svg>")
    assert [element.tag for element in svg] == ["rect", "rect", "text", "line", "path", "circle"]
    bar, _, text, line, arc, dot = svg
    assert bar.attrib == {"class": "l4", "x": "3.6", "y": "16.0", "width": "18.4", "height": "64.0"}
    assert (text.get("text-anchor"), line.get("x2"), line.get("y2")) == ("middle", "128.0", "85")
    assert arc.get("d") == "M255 12A30.4 12.0 0 0 1 255 36" and dot.get("r") == "3"


def test_words_stay_words() -> None:
    svg = ET.fromstring(f"<svg>{drawn(MARKS)}</svg>")
    assert svg[0][0].text == MARKS[0].text and svg[2].text == MARKS[2].text
    assert "<script>" not in drawn(MARKS)
    assert [len(element) for element in svg] == [1, 0, 0, 0, 1, 0], "what has no name tells none"


def test_a_table_links_names_and_sets_numbers_apart() -> None:
    names = Link("Сочи", lang="ru"), Link("A <b> & c", "/people/a-b/", lang="ru")
    rows = tabled([(Link("1946"), Link("3")), (*names, Link("1,200"))])
    place = str(anywhere["/people/a-b/"])
    assert rows == (
        '<tr><td>1946</td><td class="n">3</td></tr>\n'
        '<tr><td><span lang="ru">Сочи</span></td>'
        f'<td><a href="{place}" lang="ru">A &lt;b&gt; &amp; c</a></td><td class="n">1,200</td></tr>\n'
    )
