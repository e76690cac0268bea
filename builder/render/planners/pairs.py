"""A page per pair of people who are often named together, with the sentences that name both."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from builder.model import Briefing, Person
from builder.permalinks import page_path, pair_path
from builder.render.page import Page, Plan, Site, entry_part, part
from builder.render.parts import Link, Passage
from builder.render.pictures import timeline
from builder.render.planners.common import (
    Table,
    at_page,
    columns,
    head,
    is_whole,
    items_of,
    mentions_part,
    paginate,
    slices,
)
from builder.render.planners.people import names_of
from builder.render.planners.quoting import fit_passages
from builder.render.text.mentions import Found, shared_passages
from builder.render.views import TEMPLATES, PairView


def plan_pairs(plan: Plan) -> Iterator[Page]:
    size = plan.site.config.build.page_size
    people, by_slug = plan.archive.people, plan.archive.by_slug
    table = Table(plan.archive.entries, mentions_part, entry_part)
    for (one, other), slugs in plan.relations.pairs.items():
        if one not in people or other not in people:
            continue
        both = [people[one], people[other]]
        entries = [by_slug[slug] for slug in slugs]
        names = tuple(names_of(term.about) for term in both if isinstance(term.about, Person))
        for number, some in slices(entries, size):
            facts = (one, other, both[0].title, both[1].title, len(entries), number, size)
            held, parts = table.columns(some)
            dates = tuple([e.briefing.date for e in entries]) if number == 1 else ()
            yield Page(
                pair_path(one, other, number),
                make_pair,
                (part((facts, names, dates, held)), *parts),
                TEMPLATES[PairView],
                "pair",
            )


def make_pair(site: Site, facts: Any, *rest: Any) -> PairView:
    (one, other, a, b, total, number, size), names, dates, held = facts
    path, words = pair_path(one, other), site.words
    title = words("pair_title", a=a, b=b)
    mentions, briefings = columns(rest, held)
    items = [
        item._replace(passages=_passages(site, found, briefing, names)) if found else item
        for item, found, briefing in zip(items_of(site, briefings), mentions, briefings, strict=True)
    ]
    view = PairView(
        head(site, at_page(path, number), title),
        title,
        (Link(a, page_path("people", one)), Link(b, page_path("people", other))),
        (),
        paginate(path, number, size, total),
        timeline("over-time", title, dates, words) if number == 1 else None,
    )
    return view._replace(items=fit_passages(view, items))


def _passages(site: Site, mentions: Found, briefing: Briefing, names: Any) -> tuple[Passage, ...]:
    """The sentences that name both, where the briefing's text may be shown."""
    if not is_whole(site, briefing):
        return ()
    return shared_passages(mentions, names, page_path("briefings", briefing.slug))
