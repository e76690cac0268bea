"""The archive for machines: feeds, sitemap, JSON per briefing, CSV and JSON of everything."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from typing import Any

from builder.model import Blob, Briefing, Entry, Issue, Person
from builder.permalinks import below, page_path, permalink
from builder.render.citations import Cited, bibtex
from builder.render.indexes import (
    SITEMAP_LIMIT,
    FeedItem,
    atom,
    dump,
    json_feed,
    llms,
    robots,
    sitemap,
    sitemap_index,
    table,
)
from builder.render.mentions import paragraphs_of
from builder.render.page import Page, Plan, Site, blob_part, part
from builder.render.parts import FeedRef
from builder.render.planners.common import entry_part, has_feed, public_part
from builder.render.provenance import without_words
from builder.render.rights import first_words, public_words

DATA = (
    ("data_briefings_csv", "/data/briefings.csv", "text/csv"),
    ("data_briefings_json", "/data/briefings.json", "application/json"),
    ("data_people_csv", "/data/people.csv", "text/csv"),
    ("data_issues_csv", "/data/issues.csv", "text/csv"),
    ("data_mentions_csv", "/data/mentions.csv", "text/csv"),
)
"""(key of the catalogue, path, media type) of the files about all of the archive."""

COLUMNS = ("slug", "title", "date", "outlet", "dateline", "byline", "people", "issues", "lang", "url", "path")


def list_refs(site: Site, path: str) -> tuple[FeedRef, ...]:
    """The files beside a person's or an issue's page."""
    if not site.config.build.data:
        return ()
    words = site.words
    return (
        FeedRef(words("briefings_csv"), below(path, "briefings.csv"), "text/csv"),
        FeedRef(words("citations_all"), below(path, "citations.bib"), "application/x-bibtex"),
    )


# ---------------------------------------------------------------- feeds


def plan_feeds(plan: Plan) -> Iterator[Page]:
    site = plan.site
    if not has_feed(site):
        return
    yield from _feeds(site, "/", site.view.title, plan.archive.entries)
    for room in ("people", "issues"):
        for term in plan.terms(room).values():
            entries = term.main or term.entries  # of those that nothing is about, what names them
            yield from _feeds(site, page_path(room, term.slug), term.title, entries)


def _feeds(site: Site, path: str, name: str, entries: tuple[Entry, ...]) -> Iterator[Page]:
    newest = [e for e in entries if not e.briefing.withdrawn][: site.config.build.feed_limit]
    bounds = tuple(e.account.date_bounds if e.account else "" for e in newest)
    title = name if path == "/" else f"{site.view.title}: {name}"
    parts = (part((path, title, bounds)), *map(entry_part, newest))
    yield Page(below(path, "feed.xml"), make_atom, parts, kind="feed")
    yield Page(below(path, "feed.json"), make_json_feed, parts, kind="feed")


def make_atom(site: Site, facts: Any, *briefings: Briefing) -> str:
    path, title, bounds = facts
    at = _addresses(site, path, "feed.xml")
    return atom(title, *at, site.view.author, site.view.language, _items(site, bounds, briefings))


def make_json_feed(site: Site, facts: Any, *briefings: Briefing) -> str:
    path, title, bounds = facts
    at = _addresses(site, path, "feed.json")
    return json_feed(title, *at, site.view.author, site.view.language, _items(site, bounds, briefings))


def _addresses(site: Site, path: str, name: str) -> tuple[str, str]:
    return permalink(site.view.base_url, path), permalink(site.view.base_url, below(path, name))


def _items(site: Site, bounds: tuple[str, ...], briefings: tuple[Briefing, ...]) -> list[FeedItem]:
    return [
        FeedItem(
            permalink(site.view.base_url, page_path("briefings", b.slug)),
            b.title,
            b.date or bound,
            public_part(site, b).summary,
            b.byline or ((b.outlet,) if b.outlet else ()),
            (*b.people, *b.issues),
            b.lang,
        )
        for b, bound in zip(briefings, bounds, strict=True)
    ]


# ---------------------------------------------------------------- for crawlers


def plan_crawlers(plan: Plan) -> Iterator[Page]:
    site = plan.site
    base = site.view.base_url
    yield Page("/robots.txt", make_robots, kind="data")
    yield Page("/llms.txt", make_llms, (part(len(plan.archive.entries)),), kind="data")
    if not base:
        return
    paths = ["/", *(page_path(room) for room in ("chronology", "people", "issues", "outlets", "about"))]
    paths += [page_path("briefings", e.slug) for e in plan.archive.entries if not e.briefing.withdrawn]
    for room in ("people", "issues", "outlets", "years"):
        paths += [page_path(room, slug) for slug in plan.terms(room)]
    if len(paths) <= SITEMAP_LIMIT:
        yield Page("/sitemap.xml", make_sitemap, (part(tuple(paths)),), kind="data")
        return
    names = []
    for number, start in enumerate(range(0, len(paths), SITEMAP_LIMIT), 1):
        names.append(f"/sitemap-{number}.xml")
        yield Page(names[-1], make_sitemap, (part(tuple(paths[start : start + SITEMAP_LIMIT])),), kind="data")
    yield Page("/sitemap.xml", make_sitemap_index, (part(tuple(names)),), kind="data")


def make_sitemap(site: Site, paths: tuple[str, ...]) -> str:
    return sitemap(permalink(site.view.base_url, path) for path in paths)


def make_sitemap_index(site: Site, paths: tuple[str, ...]) -> str:
    return sitemap_index(permalink(site.view.base_url, path) for path in paths)


def make_robots(site: Site) -> str:
    base = site.view.base_url
    return robots(permalink(base, "/sitemap.xml") if base else "")


def make_llms(site: Site, count: int) -> str:
    words, base = site.words, site.view.base_url

    def at(path: str) -> str:
        return permalink(base, path) if base else path

    rooms = ("chronology", "people", "issues", "outlets", "about")
    links = [(words(room), at(page_path(room)), "") for room in rooms]
    if site.config.build.data:
        links += [(words(key), at(path), kind) for key, path, kind in DATA]
    note = words("briefings_n", n=count)
    return llms(site.view.title, f"{site.view.description} {note}.".strip(), links)


# ---------------------------------------------------------------- files about everything


def plan_data(plan: Plan) -> Iterator[Page]:
    if not plan.site.config.build.data:
        return
    entries = plan.archive.entries
    own = tuple(map(entry_part, (e for e in entries if not e.briefing.withdrawn)))
    yield Page("/data/briefings.csv", make_briefings_csv, own, kind="data")
    yield Page("/data/briefings.json", make_briefings_json, own, kind="data")
    for room in ("people", "issues", "outlets"):
        rows = tuple(_term_row(plan, room, slug) for slug in plan.terms(room))
        yield Page(f"/data/{room}.csv", make_terms_csv, (part((room, rows)),), kind="data")
    rows = tuple(
        (slug, term.title, e.slug, e.briefing.date)
        for slug, term in plan.archive.people.items()
        for e in term.entries
    )
    yield Page("/data/mentions.csv", make_mentions_csv, (part(rows),), kind="data")


def _term_row(plan: Plan, room: str, slug: str) -> tuple[Any, ...]:
    term = plan.terms(room)[slug]
    about = term.about
    dates = sorted(e.briefing.date for e in term.entries if e.briefing.date)
    also = about.aliases if isinstance(about, Person | Issue) else ()
    return (
        slug, term.title, len(term.entries), dates[0] if dates else "", dates[-1] if dates else "", also,
        getattr(about, "note", ""), "yes" if getattr(about, "reviewed", False) else "", page_path(room, slug),
    )  # fmt: skip


def make_terms_csv(site: Site, facts: tuple[str, Any]) -> str:
    columns = ("slug", "name", "briefings", "first", "last", "also", "note", "reviewed", "path")
    return table(columns, facts[1])


def make_mentions_csv(site: Site, rows: Any) -> str:
    return table(("person", "name", "briefing", "date"), rows)


def make_briefings_csv(site: Site, *briefings: Briefing) -> str:
    return table(COLUMNS, (tuple(_row(site, b).values()) for b in briefings))


def make_briefings_json(site: Site, *briefings: Briefing) -> str:
    return dump([{key: value for key, value in _row(site, b).items() if value} for b in briefings])


def _row(site: Site, b: Briefing) -> Mapping[str, Any]:
    path = page_path("briefings", b.slug)
    address = permalink(site.view.base_url, path) if site.view.base_url else path
    about = (b.slug, b.title, b.date, b.outlet, b.dateline, b.byline, b.people, b.issues, b.lang)
    values = (*about, b.source.url, address)
    return dict(zip(COLUMNS, values, strict=True))


def plan_term_data(plan: Plan) -> Iterator[Page]:
    """CSV and citations of each person's and each issue's briefings."""
    if not plan.site.config.build.data:
        return
    for room in ("people", "issues"):
        for term in plan.terms(room).values():
            path = page_path(room, term.slug)
            own = tuple(map(entry_part, (e for e in term.entries if not e.briefing.withdrawn)))
            yield Page(below(path, "briefings.csv"), make_briefings_csv, own, kind="data")
            yield Page(below(path, "citations.bib"), make_bibtex, own, kind="data")


def make_bibtex(site: Site, *briefings: Briefing) -> str:
    base, title = site.view.base_url, site.view.title
    cited = (
        Cited(
            b.slug, b.title, b.byline, b.outlet, b.date,
            permalink(base, page_path("briefings", b.slug)) if base else b.source.url, title, b.lang,
        )
        for b in briefings
    )  # fmt: skip
    return "\n\n".join(map(bibtex, cited)) + "\n"


# ---------------------------------------------------------------- a briefing as JSON


def plan_briefing_data(plan: Plan) -> Iterator[Page]:
    if not plan.site.config.build.data:
        return
    for entry in plan.archive.entries:
        if entry.briefing.withdrawn:
            continue
        account: Blob | None = entry.blobs.get("account")
        yield Page(
            below(page_path("briefings", entry.slug), "briefing.json"),
            make_briefing_json,
            (
                entry_part(entry),
                blob_part(entry.blobs["prose"]),
                blob_part(account) if account else part(""),
            ),
            kind="data",
        )


def make_briefing_json(site: Site, briefing: Briefing, prose: str, account: str) -> str:
    known = json.loads(account) if account else {}
    limit = public_words(briefing, site.config.outlets)
    if limit is not None:
        known = without_words(known)
    briefing = public_part(site, briefing)
    value = dict(_row(site, briefing))
    value |= {
        "date_text": briefing.date_text,
        "editors": briefing.editors,
        "figures": [{"caption": f.caption, "credit": f.credit} for f in briefing.figures],
        "summary": briefing.summary,
        "errata": briefing.errata,
        "duplicate_of": briefing.duplicate_of,
        "paragraphs": [
            {"id": anchor, "text": text} for anchor, text in first_words(paragraphs_of(prose), limit)
        ],
        "seed": {"name": known["seed"], "sha256": known["sha256"]} if known else {},
        "evidence": {
            field: [{"rule": rule, "words": said, "line": line} for rule, said, line in rows]
            for field, rows in known.get("evidence", {}).items()
        },
    }
    return dump({key: found for key, found in value.items() if found})
