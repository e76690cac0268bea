"""What others fetch by themselves: Atom and JSON feeds, the sitemap, robots.txt, llms.txt."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from itertools import islice
from typing import Any

from builder.model import Briefing, Entry
from builder.permalinks import below, page_path, permalink
from builder.render.indexes import (
    SITEMAP_LIMIT,
    FeedItem,
    atom,
    atom_entry,
    json_feed,
    json_item,
    llms,
    robots,
    sitemap,
    sitemap_index,
)
from builder.render.page import Page, Plan, Site, entry_part, part
from builder.render.planners.common import has_feed, is_list, public_part
from builder.render.planners.tables import DATA

# ---------------------------------------------------------------- feeds


def plan_feeds(plan: Plan) -> Iterator[Page]:
    site = plan.site
    if not has_feed(site):
        return
    yield from _feeds(site, "/", site.view.title, plan.archive.entries)
    for room in ("people", "issues"):
        for term in filter(is_list, plan.terms(room).values()):
            entries = term.main or term.entries  # of those that nothing is about, what names them
            yield from _feeds(site, page_path(room, term.slug), term.title, entries)


def _feeds(site: Site, path: str, name: str, entries: tuple[Entry, ...]) -> Iterator[Page]:
    newest = [*islice((e for e in entries if not e.briefing.withdrawn), site.config.build.feed_limit)]
    bounds = tuple(e.date_bounds for e in newest)
    title = name if path == "/" else f"{site.view.title}: {name}"
    parts = (part((path, title, bounds)), *map(entry_part, newest))
    yield Page(below(path, "feed.xml"), make_atom, parts, kind="feed")
    if site.config.build.json_feeds:
        yield Page(below(path, "feed.json"), make_json_feed, parts, kind="feed")


def make_atom(site: Site, facts: Any, *briefings: Briefing) -> str:
    bounds = facts[2]
    dates = [b.date or bound for b, bound in zip(briefings, bounds, strict=True)]
    return atom(*_feed(site, "feed.xml", facts), dates, _each(site, _atom_entry, bounds, briefings))


def make_json_feed(site: Site, facts: Any, *briefings: Briefing) -> str:
    return json_feed(*_feed(site, "feed.json", facts), _each(site, _json_item, facts[2], briefings))


def _feed(site: Site, name: str, facts: Any) -> tuple[str, str, str, str, str]:
    """Title, address of the page and of the feed, author, language."""
    path, title, _ = facts
    view = site.view
    page, feed = permalink(view.base_url, path), permalink(view.base_url, below(path, name))
    return title, page, feed, view.author, view.language


def _each(
    site: Site, write: Callable[..., str], bounds: tuple[str, ...], briefings: tuple[Briefing, ...]
) -> list[str]:
    """Each briefing as feeds have it: what has a date is the same in all of them."""
    return [
        site.once(write, b) if b.date else write(site, b, bound)
        for b, bound in zip(briefings, bounds, strict=True)
    ]


def _atom_entry(site: Site, b: Briefing, bound: str = "") -> str:
    return atom_entry(_item(site, b, bound))


def _json_item(site: Site, b: Briefing, bound: str = "") -> str:
    return json_item(_item(site, b, bound))


def _item(site: Site, b: Briefing, bound: str) -> FeedItem:
    return FeedItem(
        permalink(site.view.base_url, page_path("briefings", b.slug)),
        b.title,
        b.date or bound,
        public_part(site, b).summary,
        b.byline or ((b.outlet,) if b.outlet else ()),
        (*b.people, *b.issues),
        b.lang,
    )


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
