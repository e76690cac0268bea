"""A paginated list per person, issue, outlet and year, and the indexes of them."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from typing import Any

from builder.model import Briefing
from builder.permalinks import page_path
from builder.render.dates import span_words
from builder.render.page import Page, Part, Plan, Site, part
from builder.render.parts import Item, Link
from builder.render.planners.common import head, paginate, row_of, slices
from builder.render.views import TEMPLATES, Group, IndexView, IssueView, ListView, Period, PersonView

INDEX_SIZE = 500
"""Names on one page of an index."""


def plan_terms(plan: Plan) -> Iterator[Page]:
    size = plan.site.config.build.page_size
    makers: Mapping[str, tuple[Callable[..., Any], type]] = {
        "people": (make_person, PersonView),
        "issues": (make_issue, IssueView),
        "outlets": (make_list, ListView),
        "years": (make_list, ListView),
    }
    for room, (make, view) in makers.items():
        for term in plan.terms(room).values():
            path = page_path(room, term.slug)
            span = span_words(
                [entry.briefing.date for entry in (*term.entries[-1:], *term.entries[:1])], plan.site.words
            )
            for number, entries in slices(term.entries, size):
                facts = (room, term.title, path, len(term.entries), span, number, size)
                yield Page(
                    page_path(room, term.slug, number),
                    make,
                    (part(facts), *(Part(e.digest, e.briefing) for e in entries)),
                    TEMPLATES[view],
                    room,
                )


def make_person(site: Site, facts: Any, *briefings: Briefing) -> PersonView:
    _, title, path, count, span, number, size = facts
    pages = paginate(path, number, size, count)
    return PersonView(
        head(site, path if number == 1 else f"{path}page/{number}/", title),
        title, count, span, tuple(Item(row_of(site, b)) for b in briefings), pages,
    )  # fmt: skip


def make_issue(site: Site, facts: Any, *briefings: Briefing) -> IssueView:
    _, title, path, count, span, number, size = facts
    pages = paginate(path, number, size, count)
    return IssueView(
        head(site, path if number == 1 else f"{path}page/{number}/", title),
        title, count, span, tuple(Item(row_of(site, b)) for b in briefings), pages,
    )  # fmt: skip


def make_list(site: Site, facts: Any, *briefings: Briefing) -> ListView:
    room, title, path, count, span, number, size = facts
    pages = paginate(path, number, size, count)
    items = tuple(Item(row_of(site, b)) for b in briefings)
    return ListView(
        head(site, path if number == 1 else f"{path}page/{number}/", title),
        room.removesuffix("s"), title, count, span, (Period("", len(items), items=items),), pages,
    )  # fmt: skip


def plan_indexes(plan: Plan) -> Iterator[Page]:
    for room in ("people", "issues", "outlets", "years"):
        links = plan.links(room)
        for number, some in slices(links, INDEX_SIZE):
            facts = (room, page_path(room), number, len(links))
            yield Page(
                page_path(room, "", number),
                make_index,
                (part(facts), part(tuple(some))),
                TEMPLATES[IndexView],
                "index",
            )


def make_index(site: Site, facts: Any, links: tuple[Link, ...]) -> IndexView:
    room, path, number, count = facts
    title = site.words.get(room, room.title())
    return IndexView(
        head(site, page_path(room, "", number), title),
        room, title, count, (Group("", links),), paginate(path, number, INDEX_SIZE, count),
    )  # fmt: skip
