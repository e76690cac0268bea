"""Wave 1: every content file, read again only where its bytes changed. Plain data in, plain data out.

`read_shard` may run in another process or on another machine; it writes prose to a pack and hands back the
rest. What the files mean together is decided in `archive.assemble`.
"""

from __future__ import annotations

import marshal
import pickle
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import partial
from pathlib import Path, PurePosixPath
from typing import Any

from builder.accounts import blobs_of, facts_of, to_json
from builder.archive.assemble import briefing_data
from builder.archive.frontmatter import Schema, parse, to_briefing, validate
from builder.archive.issues.issuefile import parse_issue
from builder.archive.people.register import parse_person
from builder.archive.plainfront import read_plain
from builder.archive.records import parse_record
from builder.archive.store import (
    SHARDS,
    Shard,
    Store,
    Stored,
    by_shard,
    decode,
    find_changed,
    plain_problems,
    read_bytes,
)
from builder.config import Project
from builder.errors import ContentError
from builder.listing import Signature
from builder.model import Briefing
from builder.packs import PackWriter
from builder.permalinks import VALID_SLUG, slugify
from builder.render.mentions import find_mentions
from builder.render.page import Site
from builder.render.prose import render_prose
from builder.sealed import digest_of
from builder.searching import BLOB, postings_blob
from builder.version import code_key
from builder.workers import Workers

WORTH = 4
"""Shards from which on a second process is worth starting."""

Parsed = tuple[Any, dict[str, bytes]]
"""Plain data, and what is too large to keep in memory."""


@dataclass(frozen=True, slots=True)
class ToRead:
    """A shard of the cache that is to be brought up to date."""

    known: Shard
    """As the last build left it."""
    listed_at: int
    listed: Mapping[str, Signature]
    """Every file that belongs to it now."""
    changed: tuple[str, ...]
    """Those to read."""


@dataclass(frozen=True, slots=True)
class Reader:
    """What wave 1 needs to know."""

    root: Path
    packs: Path
    language: str
    search: bool = True
    """Make the postings that the search index is joined from."""
    mentions: bool = True
    """Find the sentences that name people."""


def open_cache(project: Project, site: Site) -> tuple[Store, Reader]:
    """The cache of read content and the reader that fills it. Every command opens it here: one that used
    another key or other settings would throw away what the last build read.
    """
    settings = (site.view.language, site.view.search, site.shows("passages"))
    store = Store(project.cache, code_key() + repr(settings).encode())
    return store, Reader(project.root, store.packs.folder, *settings)


def read_content(
    store: Store, reader: Reader, listed: Mapping[str, Signature], listed_at: int, workers: Workers
) -> dict[str, Stored]:
    """A `Stored` for each content file listed, from the cache where it has the same bytes."""
    shards: dict[int, Shard] = {}
    todo: list[ToRead] = []
    parts = by_shard(listed)
    for number in range(SHARDS):
        known, paths = store.load(number), parts.get(number, [])
        changed = find_changed(listed, paths, known)
        if changed or len(known.rows) != len(paths):
            todo.append(ToRead(known, listed_at, {path: listed[path] for path in paths}, tuple(changed)))
        shards[number] = known
    for item, payload in zip(
        todo, workers.map(partial(read_shard, store, reader), todo, chunk=1, worth=WORTH), strict=True
    ):
        shards[item.known.number] = store.parse(item.known.number, marshal.loads(payload))
    if todo:
        store.drop_packs(shards[item.known.number] for item in todo)
    rows = {path: row for shard in shards.values() for path, row in shard.rows.items()}
    return {path: rows[path] for path in listed}


def read_shard(store: Store, reader: Reader, todo: ToRead) -> bytes:
    """Reads what changed of a shard and keeps it; its rows as plain bytes, for `Store.parse`."""
    rows = {path: row for path, row in todo.known.rows.items() if path in todo.listed}
    with PackWriter(reader.packs, f"{todo.known.number:02x}-") as pack:
        for path in todo.changed:
            rows[path] = _read_one(reader, path, todo.listed[path], rows.get(path), pack)
    return store.save(Shard(todo.known.number, todo.listed_at, rows))


def _read_one(reader: Reader, path: str, sign: Signature, known: Stored | None, pack: PackWriter) -> Stored:
    try:
        data = read_bytes(reader.root, path)
        digest = digest_of(data)
        if known and digest == known.digest:
            return known._replace(signature=sign)
        parsed, blobs = _PARSERS[path.split("/", 2)[1]](data, path, reader)
        return Stored(path, sign, digest, parsed, {name: pack.add(blob) for name, blob in blobs.items()})
    except ContentError as error:
        return Stored(path, sign, b"", None, {}, plain_problems(error.problems))


def _slug_of(path: str) -> str:
    """The name of the file, as it is when it can be a slug: one made longer by `-2` is not cut again."""
    stem = PurePosixPath(path).stem
    return stem if VALID_SLUG.match(stem) else slugify(stem)


def _front(briefing: Briefing, body: str) -> tuple[Any, bytes, bytes]:
    """A briefing as plain data, its digest, the same however the data came about, and that of its body."""
    data = briefing_data(briefing)
    return data, digest_of(marshal.dumps(data, 2)), digest_of(body.strip("\n").encode())


def _briefing(data: bytes, path: str, reader: Reader) -> Parsed:
    text, slug = decode(data, path), _slug_of(path)
    plain = read_plain(text, slug, reader.language)
    if plain is None:
        document = parse(text, path)
        plain = to_briefing(document, slug, reader.language), document.body
    briefing, body = plain
    prose = render_prose(body)
    named = find_mentions(prose, briefing.people) if reader.mentions else {}
    blobs = {"prose": prose.encode(), "mentions": to_json(named)}
    if reader.search:
        blobs[BLOB] = postings_blob(briefing, prose)
    return _front(briefing, body), blobs


class PageKeys(Schema):
    """Front matter of `content/pages/<slug>.md`."""

    title: str
    draft: bool = False
    lang: str = ""


def _page(data: bytes, path: str, reader: Reader) -> Parsed:
    document = parse(decode(data, path), path)
    keys = validate(document, PageKeys)
    slug = _slug_of(path)
    page = Briefing(slug, keys.title, lang=keys.lang or reader.language, draft=keys.draft)
    return _front(page, document.body), {"prose": render_prose(document.body).encode()}


def _person(data: bytes, path: str, reader: Reader) -> Parsed:
    document = parse(decode(data, path), path)
    parse_person(document)  # its own mistakes are told here, those between files in `assemble`
    return pickle.dumps(document), {"prose": render_prose(document.body).encode()}


def _issue(data: bytes, path: str, reader: Reader) -> Parsed:
    file = parse_issue(decode(data, path), path)
    return pickle.dumps(file), {"prose": render_prose(file.introduction).encode()}


def _record(data: bytes, path: str, reader: Reader) -> Parsed:
    record = parse_record(decode(data, path), PurePosixPath(path).stem)
    return facts_of(record), blobs_of(record)


_PARSERS: Mapping[str, Callable[[bytes, str, Reader], Parsed]] = {
    "briefings": _briefing,
    "people": _person,
    "issues": _issue,
    "pages": _page,
    "records": _record,
}
