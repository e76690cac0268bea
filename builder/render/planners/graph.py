"""Who is named with whom: the most named people, drawn at build time."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from itertools import chain, combinations
from typing import Any

from builder.permalinks import page_path
from builder.render.page import Page, Plan, Site, part
from builder.render.parts import Link, PictureView
from builder.render.pictures import graph
from builder.render.planners.common import head
from builder.render.planners.quoting import PAGE, weight
from builder.render.views import TEMPLATES, GraphView

SHOWN = 40
"""Names in the picture: as many as can be read in a column."""


def plan_graph(plan: Plan) -> Iterator[Page]:
    people = sorted(plan.links("people"), key=lambda link: (-link.count, link.path))
    shown = tuple(people[:SHOWN])
    ways = {link.path for link in shown}
    paths = {slug: path for slug in plan.archive.people if (path := page_path("people", slug)) in ways}
    named = (sorted([paths[s] for s in entry.people if s in paths]) for entry in plan.archive.entries)
    together = Counter(chain.from_iterable(combinations(some, 2) for some in named))
    yield Page(
        page_path("graph"),
        make_graph,
        (part((shown, len(people))), part(tuple(sorted(together.items())))),
        TEMPLATES[GraphView],
        "graph",
    )


def make_graph(site: Site, own: tuple[tuple[Link, ...], int], together: Any) -> GraphView:
    shown, everybody = own
    words = site.words
    view = GraphView(
        head(site, page_path("graph"), words("graph")),
        graph(shown, dict(together), everybody, words),
        words("graph_note", shown=len(shown), all=everybody),
    )
    return view._replace(picture=_fitting(view.picture, PAGE - weight(view)))


def _fitting(picture: PictureView, room: int) -> PictureView:
    """The picture with as many of the strongest rows under it as there is room for."""
    rows = picture.rows
    while room < 0 and rows:
        room, rows = room + weight(rows[-1]), rows[:-1]
    return picture._replace(rows=rows)
