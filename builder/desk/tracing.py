"""What a page of the site was made from, and whether the next build will make it again. For `explain`.

Plans the site as `build` does, and writes nothing: the answer is the plan's own account, not a log.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime
from typing import Any

from builder.cache.packs import CacheDamaged
from builder.config import Project
from builder.engine.last import list_inputs
from builder.engine.making import find_work, recipes_of
from builder.engine.planning import plan_of, read_archive
from builder.engine.recipes import digests_of
from builder.engine.shop import open_shop
from builder.model import Blob, Entry
from builder.permalinks import output_name
from builder.publish.manifest import Made, Manifest, read_manifest
from builder.publish.writer import locked
from builder.render.page import NOTHING, FileRef, Page, Part, Title
from builder.render.pages import plan_pages
from builder.render.theme.templates import Templates
from builder.workers import Workers

MOST = 40
"""Inputs that are listed one by one; a long list's are counted."""
WIDEST = 100
"""Characters of a fact that are shown."""


def trace_page(project: Project, what: str) -> Iterator[str] | None:
    """The story of a page by its path (`/people/x/`) or its file (`public/people/x/index.html`)."""
    name = what.removeprefix("./").removeprefix("public/").lstrip("/")
    if not name and "/" not in what:
        return None
    with locked(project.cache):
        shop, inputs = open_shop(project), list_inputs(project.root)
        archive, _ = read_archive(shop, inputs, False, Workers())
        pages = plan_pages(plan_of(project, archive, shop))
    wanted = {name, output_name(f"/{name}"), output_name(f"/{name.rstrip('/')}/")}
    page = next((page for page in pages if page.name in wanted), None)
    if page is None:
        return None
    manifest = read_manifest(project.cache)
    stale = bool(find_work({page.name: page}, shop.site, shop.templates, project.public, manifest.made).todo)
    return _tell(project, page, shop.templates, manifest, stale)


def _tell(
    project: Project, page: Page, templates: Templates, manifest: Manifest, stale: bool
) -> Iterator[str]:
    made = manifest.made.get(page.name)
    yield f"public/{page.name}: a page of kind '{page.kind}', the file of {page.path}"
    if made is None:
        yield "It has not been built yet; the next build makes it."
    else:
        when = datetime.fromtimestamp(made.mtime / 1e9, UTC).strftime("%Y-%m-%d %H:%M:%S UTC")
        yield f"Its bytes last changed on {when}."
        if stale:
            yield "The next build makes it again: something below, or the file itself, has changed since."
        else:
            yield "The next build leaves it: nothing below has changed since it was made."
    yield "Made from"
    yield "  the site's settings, the theme's words, and this version of Dispatchbox"
    for name in templates.reached(page.template) if page.template else ():
        yield f"  {name}"
    before = _recorded(project, page.name, made)
    since = made.mtime if made else None
    shown = list(dict.fromkeys((*_input(part), part.digest) for part in page.parts if part != NOTHING))
    for line, path, digest in shown[:MOST]:
        if before:
            changed = "" if digest in before else " – changed since the page was made"
        else:
            newer = since is not None and path and _mtime(project, path) > since
            changed = " – newer than the page" if newer else ""
        yield f"  {line}{changed}"
    if len(shown) > MOST:
        yield f"  … and {len(shown) - MOST:,} more"


def _readable(value: Any) -> Any:
    """Facts without digests, which say nothing to a reader."""
    if not isinstance(value, tuple):
        return value
    return tuple([_readable(one) for one in value if not isinstance(one, bytes)])


def _recorded(project: Project, name: str, made: Made | None) -> frozenset[bytes]:
    """Digests of all that the page was made from last time, where it left a recipe."""
    if made is None or made.recipe is None:
        return frozenset()
    recipes = recipes_of(project.cache)
    try:
        return digests_of(recipes.read(Blob(*made.recipe)), name)
    except CacheDamaged:
        return frozenset()
    finally:
        recipes.close()


def _mtime(project: Project, path: str) -> int:
    try:
        return (project.root / path).stat().st_mtime_ns
    except OSError:
        return 0


def _input(part: Part) -> tuple[str, str]:
    """(what it is, its file)."""
    value = part.value
    if isinstance(value, Entry):
        return f"{value.path}: its front matter", value.path
    if isinstance(value, Title):
        return f"{value.entry.path}: its title", value.entry.path
    if isinstance(value, Blob):
        return f"{value.path}: its {value.name}", value.path
    if isinstance(value, FileRef):
        return str(value.path), ""
    text = repr(_readable(value))
    return f"facts: {text if len(text) <= WIDEST else text[: WIDEST - 1] + '…'}", ""
