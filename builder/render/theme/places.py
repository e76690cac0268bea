"""Templates as pages of one depth run them: with links and rows for it.

A row is rendered once, whatever pages join it, and completed once for every depth.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

from markupsafe import Markup

from builder.render.known import Known
from builder.render.parts import Item, Link, Row
from builder.render.theme.drawing import tabled
from builder.render.theme.environment import ThemeEnvironment
from builder.render.theme.hrefs import Links, anywhere, settle, shorten_own

ROW_TEMPLATE = "row.html"


class Rows(Known[Row, Markup]):
    """Rows by the object they show: those of a briefing are one while a build goes on (`row_of`)."""

    def lines(self, items: Sequence[Item], between: str) -> Markup:
        """The rows of items that say nothing else, joined; nothing where one of them does."""
        rows = [it.row for it in items if not (it.reason or it.passages or it.words)]
        return Markup(between.join(self.each(rows)) if len(rows) == len(items) else "")


class Place:
    """Where pages lie that start their links with `up`."""

    def __init__(self, env: ThemeEnvironment, up: str, rows: Rows) -> None:
        self._up = up
        here = Rows(lambda row: settle(rows.one(row), up))
        href = Links(up).__getitem__
        self._env = env.at(href=href, line=here.one, lines=here.lines, tabled=self._tabled)

    def render(self, name: str, page: Any) -> str:
        """A view through its template."""
        html = self._env.get_template(name).render(page=page)
        return shorten_own(html, page.head.path, self._up)

    def _tabled(self, rows: Iterable[tuple[Link, ...]]) -> Markup:
        return settle(tabled(rows), self._up)


def rows_anywhere(env: ThemeEnvironment) -> Rows:
    """Rows for pages of any depth."""
    env = env.at(href=anywhere.__getitem__, tabled=lambda rows: Markup(tabled(rows)))
    return Rows(lambda row: Markup(env.get_template(ROW_TEMPLATE).render(page=None, row=row)))
