"""What a page of the site was made from, and whether the next build will make it again. For `explain`.

Plans the site as `build` does, and writes nothing: the answer is the plan's own account, not a log.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime

from builder.archive.assemble import assemble
from builder.archive.links.connections import connect_cached
from builder.archive.store import content_of
from builder.config import Project
from builder.last import list_inputs
from builder.making import find_work
from builder.model import Archive, Blob, Briefing
from builder.permalinks import output_name
from builder.publish.manifest import Manifest, read_manifest
from builder.publish.writer import locked
from builder.reading import open_cache, read_content
from builder.render.page import FileRef, Page, Part, Plan, read_site
from builder.render.pages import plan_pages
from builder.render.templates import Templates
from builder.shipped import shipped
from builder.version import code_key
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
        site, theme = read_site(project, shipped("themes"), code_key())
        store, reader = open_cache(project, site)
        listed_at, inputs = list_inputs(project.root)
        stored = read_content(store, reader, content_of(inputs), listed_at, Workers())
        archive, _ = assemble(stored.values())
        relations = connect_cached(archive.entries, project.config.build.related, project.cache, code_key())
        pages = plan_pages(Plan(archive, relations, site, theme))
    wanted = {name, output_name(f"/{name}"), output_name(f"/{name.rstrip('/')}/")}
    page = next((page for page in pages if page.name in wanted), None)
    if page is None:
        return None
    templates = Templates(theme, site)
    manifest = read_manifest(project.cache)
    stale = bool(find_work([page], site, templates, project.public, manifest.made).todo)
    return _tell(project, page, archive, templates, manifest, stale)


def _tell(
    project: Project, page: Page, archive: Archive, templates: Templates, manifest: Manifest, stale: bool
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
    shown = list(dict.fromkeys(_inputs(page, archive)))
    since = made.mtime if made else None
    for line, path in shown[:MOST]:
        newer = since is not None and path and _mtime(project, path) > since
        yield f"  {line}{' – newer than the page' if newer else ''}"
    if len(shown) > MOST:
        yield f"  … and {len(shown) - MOST:,} more"


def _mtime(project: Project, path: str) -> int:
    try:
        return (project.root / path).stat().st_mtime_ns
    except OSError:
        return 0


def _inputs(page: Page, archive: Archive) -> Iterator[tuple[str, str]]:
    """(what it is, its file) of each part."""
    blobs = {
        blob.digest: (kind, entry.path)
        for entry in (*archive.entries, *archive.pages)
        for kind, blob in entry.blobs.items()
    }
    for part in page.parts:
        yield _input(part, archive, blobs)


def _input(part: Part, archive: Archive, blobs: dict[bytes, tuple[str, str]]) -> tuple[str, str]:
    value = part.value
    if isinstance(value, Briefing):
        entry = archive.by_slug.get(value.slug)
        path = entry.path if entry else ""
        return f"{path or value.slug}: its front matter", path
    if isinstance(value, Blob):
        kind, path = blobs.get(value.digest, ("text", ""))
        return f"{path or 'a curated file'}: its {kind}", path
    if isinstance(value, FileRef):
        return str(value.path), ""
    text = repr(value)
    return f"facts: {text if len(text) <= WIDEST else text[: WIDEST - 1] + '…'}", ""
