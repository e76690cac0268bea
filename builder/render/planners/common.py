"""What several planners share: heads, rows, pagination."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

from builder.model import Briefing
from builder.permalinks import page_path, permalink
from builder.render.dates import date_view
from builder.render.page import Site
from builder.render.parts import Head, Link, Pagination, Row


def head(site: Site, path: str, title: str, **more: Any) -> Head:
    """What `<head>` says of a page."""
    base = site.view.base_url
    return Head(title, path, canonical=permalink(base, path) if base else "", **more)


def row_of(site: Site, briefing: Briefing) -> Row:
    """A briefing's line in lists."""
    return Row(
        slug=briefing.slug,
        path=page_path("briefings", briefing.slug),
        title=briefing.title,
        date=date_view(briefing.date, site.words, printed=briefing.date_text),
        outlet=briefing.outlet,
        dateline=briefing.dateline,
        summary=briefing.summary,
        lang=briefing.lang,
        state="withdrawn" if briefing.withdrawn else "duplicate" if briefing.duplicate_of else "",
    )


def paginate(path: str, number: int, size: int, items: int) -> Pagination:
    """Where page `number` of a list of `items` stands."""
    total = max(1, -(-items // size))

    def at(n: int) -> str:
        return path if n == 1 else f"{path}page/{n}/"

    shown = sorted({1, total, *range(max(1, number - 2), min(total, number + 2) + 1)})
    links: list[Link] = []
    for n in shown if total > 1 else ():
        if links and n - int(links[-1].text) > 1:
            links.append(Link("…"))
        links.append(Link(str(n), at(n) if n != number else ""))
    return Pagination(
        number, total, items, at(number - 1) if number > 1 else "", at(number + 1) if number < total else "",
        tuple(links),
    )  # fmt: skip


def slices(items: Sequence[Any], size: int) -> Iterator[tuple[int, Sequence[Any]]]:
    """(page number, its items); an empty list still has its first page."""
    for number, start in enumerate(range(0, max(1, len(items)), size), 1):
        yield number, items[start : start + size]
