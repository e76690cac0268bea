"""Which pages exist. One planner per kind, in a table; a planner says what each page is made from.

A planner gets a `Plan` (archive, site, theme) and yields `Page`s. It passes on parts only: what is not
among the parts of a page cannot reach its view. How a view is filled stands beside its planner, in
`planners`; how it looks is the theme's.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping

from builder.render.page import Page, Plan, Site
from builder.render.planners.about import plan_about
from builder.render.planners.briefings import plan_briefings
from builder.render.planners.chronology import plan_chronology
from builder.render.planners.data import plan_briefing_data
from builder.render.planners.events import plan_events
from builder.render.planners.feeds import plan_crawlers, plan_feeds
from builder.render.planners.files import plan_files
from builder.render.planners.front import plan_home, plan_redirects, plan_texts
from builder.render.planners.graph import plan_graph
from builder.render.planners.indexes import plan_indexes
from builder.render.planners.issues import plan_issues
from builder.render.planners.lists import plan_lists
from builder.render.planners.pairs import plan_pairs
from builder.render.planners.people import plan_people
from builder.render.planners.search import plan_search
from builder.render.planners.tables import plan_data, plan_term_data
from builder.render.theme.files import Theme

Planner = Callable[[Plan], Iterator[Page]]

PLANNERS: tuple[Planner, ...] = (
    plan_briefings,
    plan_people,
    plan_pairs,
    plan_issues,
    plan_events,
    plan_lists,
    plan_indexes,
    plan_chronology,
    plan_graph,
    plan_about,
    plan_home,
    plan_texts,
    plan_redirects,
    plan_search,
    plan_feeds,
    plan_crawlers,
    plan_data,
    plan_term_data,
    plan_briefing_data,
    plan_files,
)
"""Every kind of page. A new kind is a new planner here, a view in `views`, a template in the theme."""


OPTIONAL: Mapping[Planner, str] = {
    plan_lists: "list.html",
    plan_pairs: "pair.html",
    plan_events: "event.html",
    plan_chronology: "chronology.html",
    plan_graph: "graph.html",
    plan_about: "about.html",
}
"""Kinds that a theme may do without: no template, no page."""


CONNECTED = frozenset((plan_briefings, plan_people, plan_pairs, plan_events))
"""Those that may ask what connects the briefings. They plan last: it may still be worked out."""


def plan_pages(plan: Plan) -> list[Page]:
    """Every page of the site."""
    wanted = [planner for planner in PLANNERS if _has_template(planner, plan.theme)]
    pages = {planner: list(planner(plan)) for planner in sorted(wanted, key=CONNECTED.__contains__)}
    return [page for planner in wanted for page in pages[planner]]


def shows_relations(site: Site, theme: Theme) -> bool:
    """Whether some page shows what connects the briefings."""
    return (
        any(map(site.shows, ("events", "named_with")))
        or bool(site.config.build.related and site.shows("related"))
        or any(_has_template(planner, theme) for planner in (plan_pairs, plan_events))
    )


def _has_template(planner: Planner, theme: Theme) -> bool:
    template = OPTIONAL.get(planner)
    return template is None or f"templates/{template}" in theme.files
