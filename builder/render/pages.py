"""Which pages exist. One planner per kind, in a table; a planner says what each page is made from.

A planner gets a `Plan` (archive, site, theme) and yields `Page`s. It passes on parts only: what is not
among the parts of a page cannot reach its view. How a view is filled stands beside its planner, in
`planners`; how it looks is the theme's.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator

from builder.render.page import Page, Plan
from builder.render.planners.briefings import plan_briefings
from builder.render.planners.files import plan_files
from builder.render.planners.front import plan_home, plan_texts
from builder.render.planners.search import plan_search
from builder.render.planners.terms import plan_indexes, plan_terms

Planner = Callable[[Plan], Iterator[Page]]

PLANNERS: tuple[Planner, ...] = (
    plan_briefings,
    plan_terms,
    plan_indexes,
    plan_home,
    plan_texts,
    plan_search,
    plan_files,
)
"""Every kind of page. A new kind is a new planner here, a view in `views`, a template in the theme."""


def plan_pages(plan: Plan) -> list[Page]:
    """Every page of the site."""
    return [page for planner in PLANNERS for page in planner(plan)]
