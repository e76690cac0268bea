"""The short way: when only the text of briefings changed, the pages that show it are made again, and no more.

In: what the last build saw and what there is now. Out: a `Work` as `making.find_work` gives it, without
planning the site; or None when anything else may be different. Which pages exist, and all that they show
but those texts, follows from front matter, settings and theme, and these are the same: every reference is
held to its digest.
"""

from __future__ import annotations

import marshal
from collections.abc import Iterable, Sequence
from pathlib import Path

from builder.archive.flat import briefing_of
from builder.archive.store import Shard, Stored, blobs_of, by_shard, content_of, find_changed, shard_of
from builder.cache.listing import is_young
from builder.cache.packs import CacheDamaged, Packs
from builder.config import Project
from builder.engine.last import Last, Listing
from builder.engine.making import ToMake, Work, recipes_of, stands
from builder.engine.reading import ToRead, read_shard
from builder.engine.recipes import load_recipe
from builder.engine.shop import Shop
from builder.model import Account, Blob
from builder.permalinks import SEARCH_DATA
from builder.publish.manifest import Made, Manifest
from builder.render.page import Page, Part, blob_part, fingerprint


def only_texts(project: Project, inputs: Listing, last: Last | None) -> list[str] | None:
    """The briefings whose files changed since the last build; None when anything else did."""
    if last is None or project.config.print.beside or inputs[1].keys() != last.seen.keys():
        return None
    seen, since = last.seen, last.listed_at
    changed = [path for path, sign in inputs[1].items() if sign != seen[path] or is_young(sign, since)]
    return changed if all(path.startswith("content/briefings/") for path in changed) else None


class Retouch:
    """What is known of the content, read shard by shard as it is asked for."""

    def __init__(self, shop: Shop, inputs: Listing) -> None:
        self._store, self._reader, self._search = shop.store, shop.reader, shop.site.view.search
        self._listed_at, self._listed = inputs[0], content_of(inputs[1])
        self._shards: dict[int, Shard] = {}
        self._changed: set[tuple[str, str]] = set()

    def find_work(self, edited: Iterable[str], recipes: Packs, public: Path, old: Manifest) -> Work | None:
        """What to make and what stays, when nothing but texts of these briefings is different."""
        for number, paths in by_shard(edited).items():
            if not self._reread(number, paths):
                return None
        files = {path for path, _ in self._changed}
        todo: list[ToMake] = []
        kept: dict[str, Made] = {}
        folder, index = f"{public}/", SEARCH_DATA.lstrip("/")
        for name, made in old.made.items():
            if self._search and name.startswith(index):
                continue  # made of the whole archive, and kept where it stands there
            if not stands(folder + name, made):
                return None
            if files.isdisjoint(made.uses):
                kept[name] = made
                continue
            page, head = self._recipe(made, recipes)
            print_ = fingerprint(head, page.parts)
            if print_ == made.fingerprint:
                kept[name] = made
            else:
                todo.append(ToMake(page, head, print_, made))
        return Work(tuple(todo), kept)

    def _recipe(self, made: Made, recipes: Packs) -> tuple[Page, bytes]:
        if made.recipe is None:
            raise CacheDamaged("a page without a recipe")
        return load_recipe(recipes.read(Blob(*made.recipe)), self._resolve)

    def _resolve(self, kind: str, digest: bytes, path: str, name: str) -> Part:
        """A part as it is now; the same as it was, but for the texts that changed."""
        row = self._row(path)
        if row is None or row.data is None or (kind == "text" and name not in row.blobs):
            raise CacheDamaged(path)
        if kind == "front":
            part = Part(row.data[1], briefing_of(row.data[0]))
        else:
            part = blob_part(blobs_of(row)[name])
        if part.digest != digest and (path, name) not in self._changed:
            raise CacheDamaged(path)
        return part

    def _row(self, path: str) -> Stored | None:
        number = shard_of(path)
        if number not in self._shards:
            self._shards[number] = self._store.load(number)
        return self._shards[number].rows.get(path)

    def _reread(self, number: int, paths: Iterable[str]) -> bool:
        """Reads these files of a shard again; whether nothing but texts is different."""
        known = self._store.load(number)
        listed = {path: self._listed[path] for path in known.rows if path in self._listed}
        todo = ToRead(known, self._listed_at, listed, tuple(find_changed(listed, listed, known)))
        payload = read_shard(self._store, self._reader, todo)
        self._shards[number] = shard = self._store.parse(number, marshal.loads(payload))
        self._store.drop_packs([shard])
        return len(listed) == len(known.rows) and all(
            path in known.rows and self._differs_in_text(known.rows[path], shard.rows[path])
            for path in {*paths, *todo.changed}
        )

    def _differs_in_text(self, old: Stored, new: Stored) -> bool:
        """Whether two readings of a file differ in their texts at most; those that do are noted."""
        if old.digest and old.digest == new.digest:
            return True
        if old.data is None or new.data is None or old.kind != "briefings" or old.data[1] != new.data[1]:
            return False
        before, after = blobs_of(old), blobs_of(new)
        if before.keys() != after.keys() or self._edited(old) != self._edited(new):
            return False
        for name, blob in before.items():
            if blob.digest != after[name].digest:
                self._changed.add((old.path, name))
        return all(bool(blob.size) == bool(after[name].size) for name, blob in before.items())

    def _edited(self, row: Stored) -> bool:
        """Whether a person changed the text that the machine wrote: what a page shows depends on it."""
        record = self._row(f"content/records/{row.data[0][0]}.json")
        if record is None or record.data is None:
            return False
        body: bytes = row.data[2]
        return Account(*record.data).body != body


def find_texts(
    shop: Shop, inputs: Listing, edited: Sequence[str], project: Project, old: Manifest
) -> Work | None:
    """The work of a build in which nothing but texts of these briefings changed; None: plan the site."""
    recipes = recipes_of(project.cache)
    try:
        return Retouch(shop, inputs).find_work(edited, recipes, project.public, old)
    except CacheDamaged:
        return None
    finally:
        recipes.close()
