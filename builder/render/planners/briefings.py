"""A page per briefing, its seed line by line, and the same briefing as JSON."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from html import escape, unescape
from typing import Any
from urllib.parse import urlsplit

from builder.model import Briefing, Related
from builder.permalinks import below, page_path, permalink
from builder.render.citing.citations import citations
from builder.render.citing.cited import address_of, cited_of
from builder.render.citing.metatags import briefing_jsonld, highwire
from builder.render.dates import date_view, long_date
from builder.render.page import Page, Plan, Site, blob_part, entry_part, held_part, part, title_part
from builder.render.parts import CiteView, FeedRef, FigureView, Head, Item, Link, Tag
from builder.render.planners.common import head, is_whole, open_graph, public_part, rows_of
from builder.render.planners.links import Links, find_links
from builder.render.planners.reasons import reason
from builder.render.provenance import evidence_of, provenance, raw_view, tags_of, without_words
from builder.render.rights import first_words, public_words
from builder.render.text.blocks import paragraphs_of
from builder.render.text.prose import anchor_headings, number_paragraphs
from builder.render.theme.words import direction
from builder.render.views import TEMPLATES, BriefingView, RawView

OUTSIDE = re.compile(r'<a href="(https?://[^"]*)"')
"""A link of the body that leads out of the site."""


def plan_briefings(plan: Plan) -> Iterator[Page]:
    entries, records = plan.archive.entries, plan.site.config.build.records
    fronts = {slug: entry_part(entry) for slug, entry in plan.archive.by_slug.items()}
    titles = {slug: title_part(entry) for slug, entry in plan.archive.by_slug.items()}
    related = _related(plan)
    for entry, links in zip(entries, find_links(plan, related), strict=True):
        slug = entry.briefing.slug
        path = page_path("briefings", slug)
        yield Page(
            path,
            make_briefing,
            (
                fronts[slug],
                blob_part(entry.blobs["prose"]),
                part(tuple(links)),
                held_part(entry, "account"),
                *[titles[other] for other in links.titled],
                *[fronts[other] for other, _, _ in related.get(slug, ())],
            ),
            TEMPLATES[BriefingView],
            "briefing",
            (entry.path, *((entry.record[0],) if entry.record else ())),
        )
        if records and "ledger" in entry.blobs and is_whole(plan.site, entry.briefing):
            yield Page(
                below(path, "raw/"),
                make_raw,
                (fronts[slug], blob_part(entry.blobs["ledger"])),
                TEMPLATES[RawView],
                "raw",
                (entry.path,),
            )


def _link(titles: Mapping[str, str], slug: str) -> Link | None:
    return Link(titles[slug], page_path("briefings", slug)) if slug else None


def _related(plan: Plan) -> Mapping[str, tuple[Related, ...]]:
    """Slug → the briefings that its page shows beside it."""
    wanted = plan.site.config.build.related and plan.site.shows("related")
    return plan.relations.related if wanted else {}


def make_briefing(
    site: Site, briefing: Briefing, prose: str, own: tuple[Any, ...], account: Mapping[str, Any], *others: Any
) -> BriefingView:
    words, path, base = site.words, page_path("briefings", briefing.slug), site.view.base_url
    links = Links(*own)
    titles = dict(zip(links.titled, others, strict=False))
    whole, withdrawn = is_whole(site, briefing), bool(briefing.withdrawn)
    briefing = public_part(site, briefing)
    shown = site.config.build.records and whole
    known: Mapping[str, Any] = account or {}
    if not whole:
        known = without_words(known)
    people = tags_of(words, "people", links.people, known)
    issues = tags_of(words, "issues", links.issues, known)
    inferred = is_inferred(briefing, known)
    address = address_of(site, briefing)
    url = urlsplit(briefing.source.url)
    outside = url.scheme in ("http", "https")
    same = _link(titles, links.same)
    shown_prose = public_prose(site, briefing, prose)
    marked, contents = anchor_headings(shown_prose)
    return BriefingView(
        head=_head(site, briefing, address, same.path if same else path, people, issues),
        slug=briefing.slug,
        title=briefing.title,
        lang=briefing.lang,
        dir=direction(briefing.lang),
        date=date_view(briefing.date, words, inferred=inferred, printed=briefing.date_text),
        date_evidence=evidence_of(words, known, "date") if inferred else (),
        prose=number_paragraphs(marked),
        contents=tuple(Link(words, f"#{anchor}") for words, anchor in contents),
        links=tuple(map(unescape, OUTSIDE.findall(shown_prose))) if site.shows("links") else (),
        outlet=Link(links.outlet, page_path("outlets", links.outlet_slug)) if links.outlet else None,
        dateline=briefing.dateline,
        byline=briefing.byline,
        editors=briefing.editors,
        people=() if withdrawn else people,
        issues=() if withdrawn else issues,
        figures=tuple(FigureView(f.caption, f.credit, f.alt) for f in briefing.figures),
        events=tuple(Link(titles[s], page_path("events", event), n) for s, event, n in links.events),
        source_url=briefing.source.url if outside else "",
        source_host=(url.hostname or "") if outside else "",
        retrieved=long_date(briefing.source.retrieved, words) if briefing.source.retrieved else "",
        rights=briefing.source.rights,
        withheld="" if whole or withdrawn else withheld_words(site, briefing),
        withdrawn=briefing.withdrawn,
        errata=briefing.errata,
        duplicate_of=same,
        duplicates=tuple(Link(titles[s], page_path("briefings", s)) for s in links.repeats),
        related=tuple([
            Item(row, (), reason(words, both))
            for row, both in zip(rows_of(site, others[len(titles) :]), links.shared, strict=True)
        ]),
        previous=_link(titles, links.before),
        next=_link(titles, links.after),
        cite=CiteView(citations(cited_of(site, briefing)), address if base else "")
        if site.shows("cite") else None,
        provenance=provenance(site, briefing, known) if known and shown else None,
        data=data_refs(site, path) if not withdrawn else (),
        correct_url=correct_url(site, links.path),
    )  # fmt: skip


def _head(
    site: Site,
    briefing: Briefing,
    address: str,
    canonical: str,
    people: tuple[Tag, ...],
    issues: tuple[Tag, ...],
) -> Head:
    """What `<head>` says of a briefing; `canonical` is the path of the one that it repeats, or its own."""
    base, path = site.view.base_url, page_path("briefings", briefing.slug)
    title, summary = briefing.title, briefing.summary
    return head(
        site, path, title,
        description=summary,
        canonical=permalink(base, canonical) if base else "",
        meta=highwire(briefing, address, site.view.title, _pdf_address(site, path))
        if site.shows("meta") else (),
        properties=open_graph(site, title, address if base else "", summary, "article")
        if site.shows("properties") else (),
        jsonld=briefing_jsonld(site, briefing, address, _names(people), _names(issues))
        if site.shows("jsonld") else "",
        index=not briefing.withdrawn,
    )  # fmt: skip


def _pdf_address(site: Site, path: str) -> str:
    base = site.view.base_url
    return permalink(base, below(path, PDF_NAME)) if base and site.config.print.pdf else ""


def _names(tags: tuple[Tag, ...]) -> list[str]:
    return [tag.link.text for tag in tags]


def public_prose(site: Site, briefing: Briefing, prose: str) -> str:
    """The body, or as much of it as rights allow: then plain paragraphs with the ids of the whole."""
    words = public_words(briefing, site.config.outlets)
    if words is None:
        return prose
    blocks = first_words(paragraphs_of(prose), words)
    return "\n".join(f'<p id="{escape(anchor)}">{escape(text)}</p>' for anchor, text in blocks)


def withheld_words(site: Site, briefing: Briefing) -> str:
    """Why not all of a text is here."""
    words = public_words(briefing, site.config.outlets)
    return site.words("excerpt_only", n=words) if words else site.words("metadata_only")


def is_inferred(briefing: Briefing, known: Mapping[str, Any]) -> bool:
    """A machine worked the date out: no seed printed it, and no person changed it since."""
    made = known.get("front", {}).get("date", "")
    return bool(briefing.date and made == briefing.date and not briefing.date_text)


def data_refs(site: Site, path: str) -> tuple[FeedRef, ...]:
    """A briefing in other forms."""
    refs = []
    if site.config.build.data:
        refs.append(FeedRef(site.words("json_data"), below(path, "briefing.json"), "application/json"))
    if site.config.print.pdf:
        refs.append(FeedRef(site.words("pdf_data"), below(path, PDF_NAME), "application/pdf"))
    return tuple(refs)


PDF_NAME = "briefing.pdf"
"""The printed briefing beside its page, with `print.pdf: true`."""


def correct_url(site: Site, path: str) -> str:
    """Where a reader may suggest a correction: the content file in the archive's repository."""
    where = site.view.repository.rstrip("/")
    return f"{where}/edit/main/{path}" if where.startswith(("https://", "http://")) else ""


def make_raw(site: Site, briefing: Briefing, ledger: Mapping[str, Any]) -> RawView:
    path = page_path("briefings", briefing.slug)
    title = f"{site.words('raw')}: {briefing.title}"
    view = raw_view(site.words, ledger, Link(briefing.title, path), briefing.lang)
    return view._replace(head=head(site, below(path, "raw/"), title, index=False))
