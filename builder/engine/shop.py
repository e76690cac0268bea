"""What a build works with: settings, theme, templates and the cache of content, opened in one place."""

from __future__ import annotations

import pickle
from typing import NamedTuple

from builder.archive.store import Store
from builder.cache.version import code_key
from builder.config import Project
from builder.engine.reading import Reader, open_cache
from builder.render.page import Site, read_site
from builder.render.theme.files import Theme
from builder.render.theme.templates import Templates
from builder.shipped import shipped


class Shop(NamedTuple):
    """Everything that is the same for all pages of a build."""

    site: Site
    theme: Theme
    templates: Templates
    store: Store
    reader: Reader
    settings: bytes
    """Site and theme, for `open_shop` in the next build."""


def open_shop(project: Project, settings: bytes = b"") -> Shop:
    """From the theme's files and the options; from `settings` where both are known to be unchanged."""
    if not settings:
        settings = pickle.dumps(read_site(project, shipped("themes"), code_key()))
    site, theme = pickle.loads(settings)
    templates = Templates(theme, site, project.cache / "templates")
    return Shop(site, theme, templates, *open_cache(project, site), settings)
