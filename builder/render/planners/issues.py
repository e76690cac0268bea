"""A page per issue."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from builder.model import Briefing, Issue, Term
from builder.permalinks import page_path
from builder.render.dates import span_words
from builder.render.page import Page, Plan, Site, blob_part, part
from builder.render.parts import Item, Link, TermView
from builder.render.pictures import timeline
from builder.render.planners.common import (
    at_page,
    entry_part,
    feed_refs,
    head,
    most_frequent,
    paginate,
    row_of,
    slices,
)
from builder.render.planners.data import list_refs
from builder.render.views import TEMPLATES, IssueView


def plan_issues(plan: Plan) -> Iterator[Page]:
    size = plan.site.config.build.page_size
    narrower = _narrower(plan)
    for term in plan.archive.issues.values():
        issue = term.about
        assert isinstance(issue, Issue)
        entries = term.entries
        dates = tuple(e.briefing.date for e in entries)
        path = page_path("issues", term.slug)
        around = (issue.broader, narrower.get(term.slug, ()), issue.related)
        kin = tuple(_links(plan, slugs) for slugs in around)
        span = span_words(list(dates), plan.site.words)
        facts = (term.slug, term.title, issue.note, len(entries), span, kin[0])
        for number, some in slices(entries, size):
            more: tuple[Any, ...] = ()
            if number == 1:
                terms = tuple((t.words, t.weight) for t in issue.terms)
                more = (kin[1], kin[2], terms, dates, most_frequent(plan, "people", entries))
            yield Page(
                at_page(path, number),
                make_issue,
                (
                    part((facts, number, size)),
                    part(more),
                    blob_part(term.prose) if term.prose and number == 1 else part(""),
                    *map(entry_part, some),
                ),
                TEMPLATES[IssueView],
                "issue",
            )


def _narrower(plan: Plan) -> dict[str, list[str]]:
    found: dict[str, list[str]] = {}
    for term in plan.archive.issues.values():
        for wide in term.about.broader if isinstance(term.about, Issue) else ():
            found.setdefault(wide, []).append(term.slug)
    return found


def _links(plan: Plan, slugs: Any) -> tuple[Link, ...]:
    terms: Any = plan.archive.issues
    found: list[Term] = [terms[slug] for slug in slugs if slug in terms]
    return tuple(Link(t.title, page_path("issues", t.slug), len(t.entries)) for t in found)


def make_issue(site: Site, own: Any, more: tuple[Any, ...], prose: str, *briefings: Briefing) -> IssueView:
    (slug, title, note, count, span, broader), number, size = own
    path = page_path("issues", slug)
    feeds = feed_refs(site, path, title)
    extra: dict[str, Any] = {}
    if more:
        narrower, related, terms, dates, people = more
        extra = {
            "narrower": narrower,
            "related": related,
            "terms": tuple(TermView(w, weight) for w, weight in terms if weight > 0),
            "timeline": timeline("over-time", title, dates, site.words)
            if count > 1 and site.shows("timeline")
            else None,
            "people": people,
            "data": (*feeds, *list_refs(site, path)),
        }
    return IssueView(
        head=head(site, at_page(path, number), title, feeds=feeds, description=note),
        title=title,
        count=count,
        span=span,
        items=tuple(Item(row_of(site, b)) for b in briefings),
        pagination=paginate(path, number, size, count),
        note=note,
        prose=prose,
        broader=broader,
        **extra,
    )
