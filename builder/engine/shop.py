"""What a build works with: settings, theme, templates and the cache of content, opened in one place."""

from __future__ import annotations

import pickle
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

from builder.archive.store import Store
from builder.cache.version import code_key
from builder.config import Project
from builder.engine.reading import Reader, open_cache
from builder.render.page import Site, read_site
from builder.render.theme.files import Theme
from builder.shipped import shipped

if TYPE_CHECKING:
    from pathlib import Path

    from builder.render.theme.templates import Templates


@dataclass(frozen=True)
class Shop:
    """Everything that is the same for all pages of a build."""

    site: Site
    theme: Theme
    store: Store
    reader: Reader
    settings: bytes
    """Site and theme, for `open_shop` in the next build."""
    compiled: Path
    """Where compiled templates are kept."""

    @cached_property
    def templates(self) -> Templates:
        """The theme's templates, and with them Jinja: not before other processes are at work."""
        from builder.render.theme.templates import Templates

        return Templates(self.theme, self.site, self.compiled)


def open_shop(project: Project, settings: bytes = b"") -> Shop:
    """From the theme's files and the options; from `settings` where both are known to be unchanged."""
    if not settings:
        settings = pickle.dumps(read_site(project, shipped("themes"), code_key()))
    site, theme = pickle.loads(settings)
    return Shop(site, theme, *open_cache(project, site), settings, project.cache / "templates")
