"""A page per briefing."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from builder.model import Briefing
from builder.permalinks import page_path
from builder.render.dates import date_view
from builder.render.page import Page, Part, Plan, Site, blob_part, part
from builder.render.parts import Link, Tag
from builder.render.planners.common import head
from builder.render.views import TEMPLATES, BriefingView


def plan_briefings(plan: Plan) -> Iterator[Page]:
    archive = plan.archive
    last = len(archive.entries) - 1
    for number, entry in enumerate(archive.entries):
        after = archive.entries[number - 1] if number else None
        before = archive.entries[number + 1] if number < last else None
        tags = tuple(plan.link("people", slug) for slug in entry.people)
        issues = tuple(plan.link("issues", slug) for slug in entry.issues)
        yield Page(
            page_path("briefings", entry.slug),
            make_briefing,
            (
                Part(entry.digest, entry.briefing),
                blob_part(entry.blobs["prose"]),
                part((tags, issues)),
                part((_title(before), _title(after))),
            ),
            TEMPLATES[BriefingView],
            "briefing",
            (entry.path,),
        )


def _title(entry: Any) -> Link | None:
    return Link(entry.briefing.title, page_path("briefings", entry.slug)) if entry else None


def make_briefing(
    site: Site, briefing: Briefing, prose: str, tags: tuple[Any, Any], around: tuple[Any, Any]
) -> BriefingView:
    people, issues = tags
    return BriefingView(
        head=head(site, page_path("briefings", briefing.slug), briefing.title, lang=briefing.lang),
        slug=briefing.slug,
        title=briefing.title,
        lang=briefing.lang,
        dir="ltr",
        date=date_view(briefing.date, site.words, printed=briefing.date_text),
        date_evidence=(),
        prose="" if briefing.withdrawn else prose,
        dateline=briefing.dateline,
        byline=briefing.byline,
        people=tuple(Tag(link) for link in people),
        issues=tuple(Tag(link) for link in issues),
        withdrawn=briefing.withdrawn,
        previous=around[0],
        next=around[1],
    )
