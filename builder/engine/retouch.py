"""The short way: when briefings changed only in what pages show of them, those pages are made again, no more.

In: what the last build saw and what there is now. Out: a `Work` as `making.find_work` gives it, without
planning the site; or None when anything else may be different. Which pages exist, their order and their links
follow from what is the same: settings, theme, records and all of the front matter but `page.SHOWN`. What
pages show of a text or a front matter they have by reference, and every reference is held to its digest.
"""

from __future__ import annotations

import marshal
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import NamedTuple

from builder.archive.flat import briefing_of, found_at
from builder.archive.store import (
    Reread,
    Shard,
    Stored,
    blobs_of,
    by_shard,
    content_of,
    find_changed,
    shard_of,
)
from builder.cache.listing import is_young
from builder.cache.packs import CacheDamaged, Packs
from builder.config import Project
from builder.engine.last import Last, Listing
from builder.engine.making import ToMake, Work, recipes_of, stands
from builder.engine.reading import ToRead, read_shard
from builder.engine.recipes import load_recipe, mark, may_show
from builder.engine.shop import Shop
from builder.model import Account, Blob, Briefing, Entry
from builder.permalinks import SEARCH_DATA
from builder.publish.manifest import Made, Manifest
from builder.render.page import (
    Page,
    Part,
    blob_part,
    entry_part,
    fingerprint,
    is_planned_alike,
    joined,
    title_part,
)


class Edits(NamedTuple):
    """Briefings whose files changed, and nothing else did."""

    since: Last
    paths: Sequence[str]


def find_edits(project: Project, inputs: Listing, last: Last) -> Edits | None:
    """What changed since the last build; None when it is more than briefings."""
    if project.config.print.beside or inputs[1].keys() != last.seen.keys():
        return None
    seen, since = last.seen, last.listed_at
    changed = [path for path, sign in inputs[1].items() if sign != seen[path] or is_young(sign, since)]
    return Edits(last, changed) if all(path.startswith("content/briefings/") for path in changed) else None


class Retouch:
    """What is known of the content, read shard by shard as it is asked for."""

    def __init__(self, shop: Shop, inputs: Listing, related: bool) -> None:
        self._related = related
        self._store, self._reader, self._search = shop.store, shop.reader, shop.site.view.search
        self._listed_at, self._listed = inputs[0], content_of(inputs[1])
        self._shards: dict[int, Shard] = {}
        self._entries: dict[str, Entry] = {}
        self.rereads: list[Reread] = []
        self._changed: dict[tuple[str, str], bytes] = {}
        """(content file, name of the text; none for its front matter) → the digest of the part as it was."""

    def find_work(self, edited: Iterable[str], recipes: Packs, public: Path, old: Manifest) -> Work | None:
        """What to make and what stays, when these briefings differ only in what pages show of them."""
        for number, paths in by_shard(edited).items():
            if not self._reread(number, paths):
                return None
        changed = set(map(mark, self._changed.values()))
        todo: list[ToMake] = []
        kept: dict[str, Made] = {}
        folder, index = f"{public}/", SEARCH_DATA.lstrip("/")
        for name, made in old.made.items():
            if self._search and name.startswith(index):
                continue  # made of the whole archive, and kept where it stands there
            if not stands(folder + name, made):
                return None
            if not may_show(made.marks, changed):
                kept[name] = made
                continue
            page, head = self._recipe(name, made, recipes)
            if fingerprint(head, joined(page.parts)) == made.fingerprint:
                kept[name] = made
            else:
                todo.append(ToMake(name, page, head, made))
        return Work(tuple(todo), kept)

    def _recipe(self, name: str, made: Made, recipes: Packs) -> tuple[Page, bytes]:
        if made.recipe is None:
            raise CacheDamaged("a page without a recipe")
        return load_recipe(recipes.read(Blob(*made.recipe)), name, self._resolve)

    def _resolve(self, digest: bytes, path: str, name: str | None) -> Part:
        """A part as it is now; the same as it was, but for what changed."""
        row = self._row(path)
        if row is None or row.data is None or (name and name not in row.blobs):
            raise CacheDamaged(path)
        part = blob_part(blobs_of(row)[name]) if name else self._front(row, whole=name is None)
        if part.digest != digest and (path, name or "") not in self._changed:
            raise CacheDamaged(path)
        return part

    def _front(self, row: Stored, whole: bool) -> Part:
        entry = self._entries.get(row.path)
        if entry is None:
            digest = found_at(row.data[1], row.path)
            entry = self._entries[row.path] = Entry(briefing_of(row.data[0]), row.path, digest, {})
        return entry_part(entry) if whole else title_part(entry)

    def _row(self, path: str) -> Stored | None:
        number = shard_of(path)
        if number not in self._shards:
            self._shards[number] = self._store.load(number)
        return self._shards[number].rows.get(path)

    def _reread(self, number: int, paths: Iterable[str]) -> bool:
        """Reads these files of a shard again; whether nothing is different but what pages show of them."""
        known = self._store.load(number)
        listed = {path: self._listed[path] for path in known.rows if path in self._listed}
        todo = ToRead(known, self._listed_at, listed, tuple(find_changed(listed, listed, known)))
        payload = read_shard(self._store, self._reader, todo)
        self._shards[number] = shard = self._store.parse(number, marshal.loads(payload))
        self._store.drop_packs([shard])
        return len(listed) == len(known.rows) and all(
            path in known.rows and self._differs_as_shown(known.rows[path], shard.rows[path])
            for path in {*paths, *todo.changed}
        )

    def _differs_as_shown(self, old: Stored, new: Stored) -> bool:
        """Whether two readings of a file differ in what pages show at most; what does is noted."""
        if old.digest and old.digest == new.digest:
            return True
        if old.data is None or new.data is None or old.kind != "briefings":
            return False
        if old.data[1] != new.data[1]:
            fronts = briefing_of(old.data[0]), briefing_of(new.data[0])
            if not is_planned_alike(*fronts) or (self._related and not _relates_alike(*fronts)):
                return False
            self._changed[old.path, ""] = old.data[1]
        before, after = blobs_of(old), blobs_of(new)
        if before.keys() != after.keys() or self._edited(old) != self._edited(new):
            return False
        self.rereads.append((old, new))
        for name, blob in before.items():
            if blob.digest != after[name].digest:
                self._changed[old.path, name] = blob_part(blob).digest
        return all(bool(blob.size) == bool(after[name].size) for name, blob in before.items())

    def _edited(self, row: Stored) -> bool:
        """Whether a person changed the text that the machine wrote: what a page shows depends on it."""
        record = self._row(f"content/records/{row.data[0][0]}.json")
        if record is None or record.data is None:
            return False
        body: bytes = row.data[2]
        return Account(*record.data).body != body


def _relates_alike(one: Briefing, other: Briefing) -> bool:
    """Whether a briefing is related to the same ones as before, by what relations compare."""
    from builder.archive.links.relations import make_card

    return make_card(one, (), ()) == make_card(other, (), ())


def find_shown(
    shop: Shop, project: Project, inputs: Listing, edits: Edits, old: Manifest
) -> tuple[Work, Sequence[Reread]] | None:
    """The work of a build in which only what pages show of these briefings changed, and these before and
    after; None: plan the site.
    """
    recipes = recipes_of(project.cache)
    retouch = Retouch(shop, inputs, edits.since.related)
    try:
        work = retouch.find_work(edits.paths, recipes, project.public, old)
        return (work, retouch.rereads) if work else None
    except CacheDamaged:
        return None
    finally:
        recipes.close()
