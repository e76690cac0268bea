"""The long way: all content → the archive → every page of the site, and which of them are to be made.

In: what `reading` found. Out: a `Work`, and what is made of the whole archive at once. A build in which
nothing but texts changed does without the plan (`retouch`); so this is imported only where it is needed, and
what it needs itself while other processes read.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import partial
from typing import TYPE_CHECKING

from builder.archive.store import content_of
from builder.cache.version import code_key
from builder.config import Project
from builder.engine.last import Listing
from builder.engine.making import Result, Work, find_collisions, find_work
from builder.engine.reading import read_content
from builder.engine.shop import Shop
from builder.errors import Problem
from builder.model import Archive, Relations
from builder.permalinks import page_path
from builder.publish.manifest import Made
from builder.publish.writer import Stage, make_folders
from builder.render.known import KNOWN
from builder.render.page import Connections, Plan
from builder.workers import Workers

if TYPE_CHECKING:
    from builder.render.theme.templates import Templates


def read_archive(
    shop: Shop, inputs: Listing, drafts: bool, workers: Workers
) -> tuple[Archive, list[Problem]]:
    """All content, read where it changed, as an archive; and what is wrong with it."""
    ready = partial(_get_ready, shop)
    stored = read_content(shop.store, shop.reader, content_of(inputs[1]), inputs[0], workers, ready)
    from builder.archive.assemble import assemble

    return assemble(stored.values(), drafts)


def _get_ready(shop: Shop) -> None:
    """What planning and every process that makes pages will need: planners, names of months, templates."""
    import builder.archive.assemble
    from builder.render.dates import month_name
    from builder.render.pages import shows_relations
    from builder.render.views import TEMPLATES

    if shows_relations(shop.site, shop.theme):
        import builder.archive.links.connections  # noqa: F401
    month_name(1, shop.site.words)  # and with it Babel
    shop.templates.compile(TEMPLATES.values())


def make_room(archive: Archive, stage: Stage) -> None:
    """For a first build the folders of the pages of briefings: each has one, whatever is planned."""
    if stage.cold:
        make_folders(stage, (page_path("briefings", slug) for slug in archive.by_slug))


def make_rows(archive: Archive, shop: Shop) -> None:
    """Every briefing's row, made and rendered before processes are forked: the lists need them all, and the
    pages of briefings, which show others beside them, nearly all.
    """
    from builder.render.planners.common import rows_of

    if len(archive.entries) <= KNOWN:
        shop.templates.know(rows_of(shop.site, (entry.briefing for entry in archive.entries)))


def find_relations(project: Project, archive: Archive) -> Relations:
    """What connects the briefings, from the cache where nothing it looks at changed."""
    from builder.archive.links.connections import connect_cached

    return connect_cached(archive.entries, project.config.build.related, project.cache, code_key())


def plan_of(
    project: Project, archive: Archive, shop: Shop, relations: Callable[[], Relations] | None = None
) -> Plan:
    """What planners work from; `relations` are found when one of them asks."""
    find = relations or partial(find_relations, project, archive)
    return Plan(archive, Connections(find), shop.site, shop.theme)


def find_whole(
    project: Project, plan: Plan, templates: Templates, known: Mapping[str, Made]
) -> tuple[Work, list[Problem], bool]:
    """Every page of the site that is to be made, a problem for each that cannot be, and whether some page
    shows what connects the briefings.
    """
    from builder.render.pages import plan_pages

    pages, clashes = find_collisions(plan_pages(plan))
    work = find_work(pages, plan.site, templates, project.public, known)
    return work, clashes, plan.connections.found is not None


def print_whole(
    project: Project, archive: Archive, shop: Shop, stage: Stage, known: Mapping[str, Made], workers: Workers
) -> list[Result]:
    """What is set by a printer: PDFs and the card of the site."""
    if not (project.config.print.beside or shop.site.view.card):
        return []
    from builder.engine.edition import Edition
    from builder.engine.press import make_prints

    edition = Edition(project, archive, shop.site, shop.theme, shop.store.packs)
    return make_prints(edition, stage, known, workers)
