"""The archive as its public site shows it, for what is made beside the site: PDFs and exports."""

from __future__ import annotations

from dataclasses import dataclass

from builder.archive.assemble import assemble
from builder.archive.links.connections import connect_cached
from builder.cache.packs import Packs
from builder.cache.version import code_key
from builder.config import Project
from builder.engine.reading import read_now
from builder.errors import Problem
from builder.model import Archive, Relations
from builder.render.page import Site
from builder.render.theme.files import Theme


@dataclass(frozen=True, slots=True)
class Edition:
    """The archive with its settings, its theme and its cache: all that a PDF or an export is made from."""

    project: Project
    archive: Archive
    site: Site
    theme: Theme
    packs: Packs

    def relations(self) -> Relations:
        """What connects the briefings; from the cache where a build has worked it out."""
        related = self.project.config.build.related
        return connect_cached(self.archive.entries, related, self.project.cache, code_key())


def open_edition(project: Project, drafts: bool = False) -> tuple[Edition, list[Problem]]:
    """The archive as a build sees it, without building it."""
    site, theme, store, stored = read_now(project)
    archive, problems = assemble(stored.values(), drafts)
    return Edition(project, archive, site, theme, store.packs), problems
