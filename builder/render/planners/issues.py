"""A page per issue: those briefings first that are about it, then those that only touch it."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from typing import Any

from builder.model import Briefing, Entry, Issue
from builder.permalinks import page_path
from builder.render.dates import span_words
from builder.render.page import NOTHING, Page, Part, Plan, Site, blob_part, entry_part, part
from builder.render.parts import Item, Link, Passage, TermView
from builder.render.pictures import timeline
from builder.render.planners.common import (
    Named,
    Table,
    Tally,
    about_first,
    at_page,
    columns,
    edited_part,
    feed_refs,
    head,
    is_whole,
    items_of,
    links,
    paginate,
    recorded_part,
    slices,
    without,
)
from builder.render.planners.quoting import fit_passages
from builder.render.planners.tables import list_refs
from builder.render.views import TEMPLATES, IssueView


def plan_issues(plan: Plan) -> Iterator[Page]:
    size = plan.site.config.build.page_size
    table = Table(plan.archive.entries, *_wanted(plan.site))
    narrower, people = _narrower(plan), Tally(plan, "people")
    for term in plan.archive.issues.values():
        issue = term.about
        assert isinstance(issue, Issue)
        entries = term.entries
        dates = tuple([e.briefing.date for e in entries])
        shown = dates if plan.site.shows("timeline") else ()
        path = page_path("issues", term.slug)
        around = (issue.broader, narrower.get(term.slug, ()), issue.related)
        kin = tuple(_named(plan, slugs) for slugs in around)
        span = span_words(dates, plan.site.words) if plan.site.shows("span") else ""
        facts = (term.slug, term.title, issue.note, len(entries), len(term.main), span, kin[0])
        for number, some in slices(about_first(term), size):
            more: tuple[Any, ...] = ()
            held, parts = table.columns(some)
            if number == 1:
                terms = tuple((t.words, t.weight) for t in issue.terms)
                more = (kin[1], kin[2], terms, shown, people.most_frequent(entries))
            yield Page(
                at_page(path, number),
                make_issue,
                (
                    part((facts, number, size, held)),
                    part(more),
                    blob_part(term.prose) if term.prose and number == 1 else NOTHING,
                    *parts,
                ),
                TEMPLATES[IssueView],
                "issue",
            )


def _wanted(site: Site) -> tuple[Callable[[Entry], Part], ...]:
    """Of each briefing: where words of its issues stand, its text if a person changed it, front matter."""
    passages = site.shows("passages")
    return _terms if passages else without, _edited if passages else without, entry_part


def _terms(entry: Entry) -> Part:
    return recorded_part(entry, "terms")


def _edited(entry: Entry) -> Part:
    return edited_part(entry, "terms")


def _narrower(plan: Plan) -> dict[str, list[str]]:
    found: dict[str, list[str]] = {}
    for term in plan.archive.issues.values():
        for wide in term.about.broader if isinstance(term.about, Issue) else ():
            found.setdefault(wide, []).append(term.slug)
    return found


def _named(plan: Plan, slugs: Iterable[str]) -> tuple[Named, ...]:
    terms = plan.archive.issues
    found = [terms[slug] for slug in slugs if slug in terms]
    return tuple((t.title, page_path("issues", t.slug), len(t.entries)) for t in found)


def make_issue(site: Site, own: Any, more: tuple[Any, ...], prose: str, *rest: Any) -> IssueView:
    (slug, title, note, count, main, span, broader), number, size, held = own
    path = page_path("issues", slug)
    feeds = feed_refs(site, path, title, count)
    terms, texts, briefings = columns(rest, held)
    spoken = [found and found.get(slug) for found in terms]
    items = [
        _said(site, item, found, text, briefing) if found else item
        for item, found, text, briefing in zip(
            items_of(site, briefings), spoken, texts, briefings, strict=True
        )
    ]
    cut = min(max(main - (number - 1) * size, 0), len(items))
    extra: dict[str, Any] = {}
    if more:
        narrower, related, speaking, dates, people = more
        extra = {
            "narrower": links(narrower),
            "related": links(related),
            "terms": tuple(TermView(w, weight) for w, weight in speaking if weight > 0),
            "timeline": timeline("over-time", title, dates, site.words)
            if count > 1 and site.shows("timeline")
            else None,
            "people": links(people),
            "data": (*feeds, *list_refs(site, path, count)),
        }
    view = IssueView(
        head=head(site, at_page(path, number), title, feeds=feeds, description=note),
        title=title,
        count=count,
        span=span,
        items=(),
        pagination=paginate(path, number, size, count),
        note=note,
        prose=prose,
        broader=links(broader),
        **extra,
    )
    shown = fit_passages(view, items)
    return view._replace(items=shown[:cut], named=shown[cut:])


def _said(site: Site, item: Item, found: Any, edited: str, briefing: Briefing) -> Item:
    """The item of a briefing with the words that gave it the issue and, where its text may be shown, their
    sentences; of a text that a person edited those whose paragraph stands.
    """
    _, words, hits = found
    path = page_path("briefings", briefing.slug)
    passages = tuple(
        Passage(words, marks, f"{path}#{anchor}")
        for words, marks, anchor in (hits if is_whole(site, briefing) else ())
        if not edited or f'id="{anchor}"' in edited
    )
    return item._replace(passages=passages, words=tuple(Link(word, count=n) for word, n in words))
