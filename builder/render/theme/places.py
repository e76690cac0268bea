"""Templates as pages of one depth run them: with links and rows for it.

A row is rendered once, whatever pages join it, and completed once for every depth.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from typing import Any

from markupsafe import Markup

from builder.render.page import KNOWN
from builder.render.parts import Item, Link, Row
from builder.render.theme.drawing import tabled
from builder.render.theme.environment import ThemeEnvironment
from builder.render.theme.hrefs import Links, anywhere, settle

ROW_TEMPLATE = "row.html"


class Rows:
    """Rows by the object they show: those of a briefing are one while a build goes on (`row_of`)."""

    def __init__(self, make: Callable[[Row], str]) -> None:
        self._make = make
        self._known: dict[int, tuple[Row, Markup]] = {}

    def line(self, row: Row) -> Markup:
        """A row, made once."""
        return (self._known.get(id(row)) or self._new(row))[1]

    def lines(self, items: Sequence[Item], between: str) -> Markup:
        """The rows of items that say nothing else, joined; nothing where one of them does."""
        rows = [it.row for it in items if not (it.reason or it.passages or it.words)]
        if len(rows) < len(items):
            return Markup()
        known, new = self._known, self._new
        return Markup(between.join([(known.get(id(row)) or new(row))[1] for row in rows]))

    def _new(self, row: Row) -> tuple[Row, Markup]:
        if len(self._known) >= KNOWN:
            self._known.clear()
        made = self._known[id(row)] = (row, Markup(self._make(row)))  # with the row: no other can lie there
        return made


class Place:
    """Where pages lie that start their links with `up`."""

    def __init__(self, env: ThemeEnvironment, up: str, rows: Rows) -> None:
        self._links = Links(up)
        here = Rows(lambda row: settle(rows.line(row), up))
        self._env = env.at(
            href=self._links.__getitem__, line=here.line, lines=here.lines, tabled=self._tabled
        )

    def render(self, name: str, page: Any) -> str:
        """A view through its template."""
        self._links.stand_at(page.head.path)
        return self._env.get_template(name).render(page=page)

    def _tabled(self, rows: Iterable[tuple[Link, ...]]) -> Markup:
        return self._links.settle(tabled(rows))


def rows_anywhere(env: ThemeEnvironment) -> Rows:
    """Rows for pages of any depth."""
    env = env.at(href=anywhere.__getitem__, tabled=lambda rows: Markup(tabled(rows)))
    return Rows(lambda row: env.get_template(ROW_TEMPLATE).render(page=None, row=row))
