"""Wave 1: every content file, read again only where its bytes changed. Plain data in, plain data out.

`read_shard` may run in another process or on another machine; it writes prose to a pack and hands back the
rest. What the files mean together is decided in `archive.assemble`.
"""

from __future__ import annotations

import marshal
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from pathlib import Path

from builder.archive.flat import Parsed, front_of
from builder.archive.plainfront import read_plain
from builder.archive.store import (
    SHARDS,
    Shard,
    Store,
    Stored,
    by_shard,
    content_of,
    decode,
    find_changed,
    packs_of,
    read_bytes,
)
from builder.cache.listing import Signature
from builder.cache.packs import PackWriter, to_data
from builder.cache.sealed import digest_of
from builder.cache.version import code_key
from builder.config import Project
from builder.engine.last import list_inputs
from builder.errors import ContentError, pack_problems
from builder.model import Briefing
from builder.permalinks import VALID_SLUG, slugify
from builder.render.page import Site, read_site
from builder.render.text.prose import read_prose, render_prose
from builder.render.theme.files import Theme
from builder.shipped import shipped
from builder.workers import Workers, open_workers

AT_ONCE, ROOM = 32, 4_000_000
"""Files that are taken together from step to step, as pages are (see `engine.making`): so many, or fewer that
have so many bytes. Each may have 20 million, and all of a group are held with what is made of them.
"""
WORTH = 4
"""Shards from which on a second process is worth starting."""


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
    data: bool = True
    """Write the paragraphs as the JSON of a briefing has them."""


def open_cache(project: Project, site: Site) -> tuple[Store, Reader]:
    """The cache of read content and the reader that fills it. Every command opens it here: one that used
    another key or other settings would throw away what the last build read.
    """
    settings = (site.view.language, site.view.search, site.shows("passages"), project.config.build.data)
    store = Store(project.cache, code_key() + repr(settings).encode())
    return store, Reader(project.root, store.packs.folder, *settings)


def read_now(project: Project) -> tuple[Site, Theme, Store, dict[str, Stored]]:
    """The content as it stands, by file, for commands that look at it without building it. The caller holds
    the lock where it needs one, and closes the packs of the store.
    """
    site, theme = read_site(project, shipped("themes"), code_key())
    store, reader = open_cache(project, site)
    listed_at, inputs = list_inputs(project.root)
    try:
        with open_workers(project.config.build.jobs) as workers:
            return site, theme, store, read_content(store, reader, content_of(inputs), listed_at, workers)
    except BaseException:
        store.packs.close()
        raise


def read_content(
    store: Store,
    reader: Reader,
    listed: Mapping[str, Signature],
    listed_at: int,
    workers: Workers,
    meanwhile: Callable[[], None] = lambda: None,
) -> dict[str, Stored]:
    """A `Stored` for each content file listed, from the cache where it has the same bytes; `meanwhile` is
    done while other processes read.
    """
    shards: dict[int, Shard] = {}
    todo: list[ToRead] = []
    parts = by_shard(listed)
    for number in range(SHARDS):
        known, paths = store.load(number), parts.get(number, [])
        changed = find_changed(listed, paths, known)
        if changed or len(known.rows) != len(paths):
            todo.append(ToRead(known, listed_at, {path: listed[path] for path in paths}, tuple(changed)))
        shards[number] = known
    if todo:
        store.outdate_build()
    read = workers.map(partial(read_shard, store, reader), todo, 1, WORTH, meanwhile)
    for item, payload in zip(todo, read, strict=True):
        shards[item.known.number] = store.parse(item.known.number, marshal.loads(payload))
    if todo:
        changed_now = [shards[item.known.number] for item in todo]
        store.packs.own = packs_of(changed_now) - packs_of(item.known for item in todo)
        store.drop_packs(changed_now)
    rows = {path: row for shard in shards.values() for path, row in shard.rows.items()}
    return {path: rows[path] for path in listed}


def read_shard(store: Store, reader: Reader, todo: ToRead) -> bytes:
    """Reads what changed of a shard and keeps it; its rows as plain bytes, for `Store.parse`."""
    rows = {path: row for path, row in todo.known.rows.items() if path in todo.listed}
    with PackWriter(reader.packs, f"{todo.known.number:02x}-") as pack:
        for some in _groups(todo.changed, todo.listed):
            rows.update({row.path: row for row in _read(reader, some, todo, pack)})
    return store.save(Shard(todo.known.number, todo.listed_at, rows))


def _groups(paths: Iterable[str], listed: Mapping[str, Signature]) -> Iterator[list[str]]:
    """Files to be read together."""
    group: list[str] = []
    held = 0
    for path in paths:
        size = listed[path][0]
        if group and (len(group) == AT_ONCE or held + size > ROOM):
            yield group
            group, held = [], 0
        group.append(path)
        held += size
    if group:
        yield group


def _read(reader: Reader, paths: Sequence[str], todo: ToRead, pack: PackWriter) -> list[Stored]:
    """These files as they are now. When one cannot be used each is read alone, to tell which."""
    known, signs = todo.known.rows, todo.listed
    try:
        files = {path: read_bytes(reader.root, path) for path in paths}
        digests = {path: digest_of(data) for path, data in files.items()}
        new = [path for path in paths if path not in known or known[path].digest != digests[path]]
        parsed = _parse({path: files[path] for path in new}, reader)
    except ContentError as error:
        if len(paths) > 1:
            return [row for path in paths for row in _read(reader, (path,), todo, pack)]
        return [Stored(paths[0], signs[paths[0]], b"", None, {}, pack_problems(error.problems))]
    rows = [known[path]._replace(signature=signs[path]) for path in paths if path not in parsed]
    for path, (data, blobs) in parsed.items():
        kept = {name: pack.add(blob) for name, blob in blobs.items()}
        rows.append(Stored(path, signs[path], digests[path], data, kept))
    return rows


def parse_now(reader: Reader, path: str) -> Parsed:
    """What a content file says as it stands, past the cache; `ContentError` when it cannot be used."""
    return _parse({path: read_bytes(reader.root, path)}, reader)[path]


def slug_of(path: str) -> str:
    """The name of the file, as it is when it can be a slug: one made longer by `-2` is not cut again."""
    name = path.rpartition("/")[2]
    stem = name.rpartition(".")[0] or name
    return stem if VALID_SLUG.match(stem) else slugify(stem)


def _parse(files: Mapping[str, bytes], reader: Reader) -> dict[str, Parsed]:
    """What each of these files says."""
    texts = {path: decode(data, path) for path, data in files.items()}
    briefings = [path for path in files if path.split("/", 2)[1] == "briefings"]
    parsed = dict(zip(briefings, _briefings({path: texts[path] for path in briefings}, reader), strict=True))
    if len(parsed) == len(files):
        return parsed  # most groups hold nothing else
    from builder.engine.parsers import PARSERS

    for path, text in texts.items():
        if path not in parsed:
            kind = path.split("/", 2)[1]
            parsed[path] = PARSERS[kind](text, path, slug_of(path), reader.language)
    return parsed


def _briefings(texts: Mapping[str, str], reader: Reader) -> list[Parsed]:
    """Briefings, each step for all of them before the next."""
    read = [_front(text, path, reader) for path, text in texts.items()]
    fronts = [front_of(briefing, body) for briefing, body in read]
    if not (reader.mentions or reader.data or reader.search):
        return [
            (front, {"prose": render_prose(body).encode()})
            for front, (_, body) in zip(fronts, read, strict=True)
        ]
    proses = [read_prose(body) for _, body in read]
    blobs = [{"prose": prose.html.encode()} for prose in proses]
    if reader.mentions:
        from builder.render.text.mentions import find_mentions

        for (briefing, _), prose, found in zip(read, proses, blobs, strict=True):
            named = find_mentions(prose.paragraphs, briefing.people)
            if named["names"]:
                found["mentions"] = to_data(named)
    if reader.data:
        from builder.render.jsontext import dump_paragraphs

        for prose, found in zip(proses, blobs, strict=True):
            if prose.paragraphs:
                found["paragraphs"] = to_data(dump_paragraphs(prose.paragraphs))
    if reader.search:
        from builder.render.search.briefing import postings

        for (briefing, _), prose, found in zip(read, proses, blobs, strict=True):
            found["search"] = to_data(tuple(postings(briefing, prose.blocks, briefing.lang)))
    return list(zip(fronts, blobs, strict=True))


def _front(text: str, path: str, reader: Reader) -> tuple[Briefing, str]:
    """A briefing and its body."""
    slug = slug_of(path)
    plain = read_plain(text, slug, reader.language)
    if plain is None:
        from builder.engine.parsers import parse_briefing

        plain = parse_briefing(text, path, slug, reader.language)
    return plain
