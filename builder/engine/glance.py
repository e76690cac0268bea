"""A quick look for the preview: the pages that are being looked at, made again before the build is done.

In: what was planned after an earlier build (`Kept`), the files saved since, the outputs that are looked at.
Out: these as they will be, or None where only a build can tell: a briefing came or went, another person or
issue stands in it, an option changed, something is wrong. Exact where only a body, a template or a static
file was saved; after a new title what it has to do with *other* briefings follows with the build.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from contextlib import closing
from dataclasses import dataclass, replace
from typing import Any

from builder.archive.flat import briefing_of, found_at
from builder.cache.packs import CacheDamaged, Packs
from builder.config import Project
from builder.engine.last import list_inputs
from builder.engine.making import find_collisions, render_page
from builder.engine.planning import plan_of, read_archive
from builder.engine.reading import parse_now
from builder.engine.shop import Shop, open_shop
from builder.errors import ContentError
from builder.model import Blob, Entry
from builder.publish.writer import locked
from builder.render.page import FileRef, Page, Part, entry_part, held, is_planned_alike, title_part
from builder.render.pages import plan_pages
from builder.render.theme.files import Theme
from builder.workers import Workers


@dataclass(frozen=True, slots=True)
class Kept:
    """A planned site; the preview keeps it for as long as nothing but texts is saved."""

    project: Project
    shop: Shop
    entries: Mapping[str, Entry]
    """Content file → its briefing."""
    pages: Mapping[str, Page]
    """Output → what it is made from."""


Changed = dict[Any, Part]
"""A blob, the digest of a front matter, that with `title`, or a file of the theme → the part in its place."""


def plan_to_keep(project: Project, drafts: bool) -> Kept:
    """The site as it stands, planned; a build before it has read everything into the cache."""
    with locked(project.cache):
        shop = open_shop(project)
        with closing(shop.store.packs):
            archive, _ = read_archive(shop, list_inputs(project.root), drafts, Workers())
            pages, _ = find_collisions(plan_pages(plan_of(project, archive, shop)))
    entries = {entry.path: entry for entry in (*archive.entries, *archive.pages)}
    return Kept(project, shop, entries, pages)


def is_current(kept: Kept, saved: Collection[str]) -> bool:
    """Whether nothing but texts of known briefings was saved, so that the plan is still the same."""
    try:
        changed = _read(kept, saved)
    except (ContentError, OSError):
        return False
    return changed is not None and all(isinstance(key, Blob) for key in changed)


def look(kept: Kept, saved: Collection[str], wanted: Collection[str]) -> dict[str, bytes] | None:
    """The wanted outputs that what was saved (paths from the project folder) touches; also static files."""
    themed = [path for path in saved if path.startswith("themes/")]
    try:
        changed = _read(kept, [path for path in saved if path not in themed])
        if changed is None:
            return None
        shop = kept.shop
        if themed:
            shop = open_shop(kept.project)
            if _settings(shop) != _settings(kept.shop):
                return None
            changed |= _static(shop.theme, kept.shop.theme)
        pages = _touched(kept, changed, set(wanted), bool(themed))
        with closing(Packs(shop.reader.packs)) as packs:
            return {page.name: render_page(page, shop.site, shop.templates, packs) for page in pages}
    except (ContentError, CacheDamaged, OSError):
        return None  # the build says what is wrong


def _settings(shop: Shop) -> tuple[Any, ...]:
    """What the plan of a site depends on besides its content."""
    return shop.site.digest, shop.site.asked, shop.theme.files


def _read(kept: Kept, paths: Collection[str]) -> Changed | None:
    """What is different in these briefings; None when it is more than a look can show."""
    changed: Changed = {}
    reader = replace(kept.shop.reader, search=False)
    for path in paths:
        old = kept.entries.get(path)
        if old is None:
            return None
        (front, digest, body), texts = parse_now(reader, path)
        new = old._replace(briefing=briefing_of(front), digest=found_at(digest, path), body=body)
        if not is_planned_alike(old.briefing, new.briefing) or new.edited != old.edited:
            return None
        if any((name in texts) != (name in old.blobs) for name in ("prose", "mentions", "paragraphs")):
            return None
        if any(bool(text) != bool(old.blobs[name].size) for name, text in texts.items()):
            return None
        if new.digest != old.digest:
            changed |= {make(old).digest: make(new) for make in (entry_part, title_part)}
        changed |= {old.blobs[name]: Part(b"", held(text, name)) for name, text in texts.items()}
    return changed


def _static(theme: Theme, old: Theme) -> Changed:
    """The theme's files that are not as they were."""
    digests = theme.digests.items()
    return {path: Part(found, FileRef(path)) for path, found in digests if old.digests.get(path) != found}


def _touched(kept: Kept, changed: Changed, wanted: set[str], themed: bool) -> Iterator[Page]:
    """The wanted pages with their new parts; with a theme saved all of them, and its static files."""
    pages = [kept.pages[name] for name in wanted if name in kept.pages]
    if themed:
        pages += [page for page in kept.pages.values() if page.kind == "static"]
    for page in pages:
        parts = tuple(changed.get(_key(part), part) for part in page.parts)
        if parts != page.parts or (themed and page.template):
            yield page._replace(parts=parts)


def _key(part: Part) -> Any:
    if isinstance(part.value, Blob):
        return part.value
    return part.value.path if isinstance(part.value, FileRef) else part.digest
