"""The front page, plain pages from content/pages/, and the page for what is not there."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from builder.model import Briefing
from builder.permalinks import page_path
from builder.render.page import Page, Part, Plan, Site, blob_part, part
from builder.render.parts import Count, Item
from builder.render.planners.common import head, row_of
from builder.render.views import TEMPLATES, HomeView, NotFoundView, TextView

HOME_NEWEST = 10
HOME_TERMS = 12


def plan_home(plan: Plan) -> Iterator[Page]:
    archive = plan.archive
    counts = [(room, len(found)) for room in ("people", "issues", "outlets") for found in (plan.terms(room),)]
    top = tuple(
        tuple(sorted(plan.links(room), key=lambda link: (-link.count, link.path))[:HOME_TERMS])
        for room in ("people", "issues")
    )
    newest = archive.entries[:HOME_NEWEST]
    yield Page(
        "/",
        make_home,
        (
            part((("briefings", len(archive.entries)), *counts)),
            part(top),
            *(Part(e.digest, e.briefing) for e in newest),
        ),
        TEMPLATES[HomeView],
        "home",
    )


def make_home(site: Site, counts: Any, top: Any, *newest: Briefing) -> HomeView:
    return HomeView(
        head(site, "/", site.view.title),
        tuple(Count(site.words.get(room, room.title()), n, page_path(room)) for room, n in counts),
        "",
        tuple(Item(row_of(site, b)) for b in newest),
        *top,
    )


def plan_texts(plan: Plan) -> Iterator[Page]:
    for entry in plan.archive.pages:
        path = f"/{entry.slug}/"
        yield Page(
            path,
            make_text,
            (part((path, entry.briefing.title)), blob_part(entry.blobs["prose"])),
            TEMPLATES[TextView],
            "text",
            (entry.path,),
        )
    yield Page("/404.html", make_not_found, (), TEMPLATES[NotFoundView], "404")


def make_text(site: Site, facts: tuple[str, str], prose: str) -> TextView:
    path, title = facts
    return TextView(head(site, path, title), title, prose)


def make_not_found(site: Site) -> NotFoundView:
    return NotFoundView(head(site, "/404.html", site.words.get("not_found", "Not found"), index=False))
