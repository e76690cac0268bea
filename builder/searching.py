"""The search index in a build: what each briefing adds is cached, its shards are made when something changed.

In: the archive and the cache. Out: outputs in the stage, as `making` has them for pages. What the index
looks like is decided in `render.search`.
"""

from __future__ import annotations

import marshal
from collections.abc import Iterator, Mapping
from hashlib import blake2b
from pathlib import Path

from builder.archive.people.names import given_variants
from builder.config import OutletOptions
from builder.making import Result
from builder.model import Archive, Briefing, Entry, Person
from builder.packs import Packs
from builder.permalinks import output_name
from builder.publish.manifest import Made
from builder.publish.writer import Stage, write_output
from builder.render.page import Site
from builder.render.plaintext import blocks_of
from builder.render.rights import first_words, public_words
from builder.render.search import (
    FOLDER,
    VERSION,
    BriefingPostings,
    Named,
    SearchEntry,
    index_outputs,
    postings,
)
from builder.sealed import digest_of

BLOB = "search"
"""Name of a briefing's postings among its blobs."""


def postings_blob(briefing: Briefing, prose: str) -> bytes:
    """What a briefing adds to the index, for the cache."""
    found = postings(briefing, blocks_of(prose), briefing.lang)
    return _dump(found)


def _dump(found: BriefingPostings) -> bytes:
    return marshal.dumps(
        (found.lang, found.length, found.terms, found.codes, found.title, found.paragraphs), 2
    )


def make_index(
    archive: Archive, site: Site, packs: Packs, stage: Stage, known: Mapping[str, Made]
) -> list[Result]:
    """Every file of the index: staged, or kept as it stands when nothing it is made from has changed."""
    if not site.config.build.search:
        return []
    print_ = _fingerprint(archive, site)
    prefix = FOLDER.lstrip("/")
    old = {name: made for name, made in known.items() if name.startswith(prefix)}
    if f"{prefix}index.js" in old and all(
        made.fingerprint == print_ and _stands(stage.public / name, made) for name, made in old.items()
    ):
        return [Result(name, made) for name, made in old.items()]
    results: list[Result] = []
    made_dirs: set[str] = set()
    for path, data in index_outputs(_entries(archive, site, packs), site.view.language):
        name, digest = output_name(path), digest_of(data)
        standing = old.get(name)
        if standing and standing.digest == digest and _stands(stage.public / name, standing):
            results.append(Result(name, standing._replace(fingerprint=print_)))
            continue
        mtime = write_output(str(stage.folder), name, data, made_dirs)
        results.append(Result(name, Made(print_, digest, len(data), mtime), staged=True))
    return results


def _stands(path: Path, made: Made) -> bool:
    try:
        stat = path.stat()
    except OSError:
        return False
    return stat.st_size == made.size and stat.st_mtime_ns == made.mtime


def _fingerprint(archive: Archive, site: Site) -> bytes:
    """Of everything the index is made from."""
    found = blake2b(f"{VERSION}".encode() + site.digest, digest_size=16)
    for room in (archive.people, archive.issues, archive.outlets):
        for term in room.values():
            found.update(repr((term.slug, term.title, term.about)).encode())
    for entry in sorted(archive.entries, key=lambda e: e.slug):
        found.update(entry.digest + entry.blobs[BLOB].digest)
        found.update(repr((entry.slug, entry.people, entry.issues, entry.outlet)).encode())
    return found.digest()


def _entries(archive: Archive, site: Site, packs: Packs) -> Iterator[SearchEntry]:
    people = {slug: _named(slug, term.title, term.about) for slug, term in archive.people.items()}
    issues = {slug: _named(slug, term.title, term.about) for slug, term in archive.issues.items()}
    outlets = {slug: Named(slug, term.title) for slug, term in archive.outlets.items()}
    for entry in archive.entries:
        yield SearchEntry(
            entry.slug,
            entry.briefing.date,
            outlets.get(entry.outlet),
            tuple(people[slug] for slug in entry.people if slug in people),
            tuple(issues[slug] for slug in entry.issues if slug in issues),
            entry.briefing.byline,
            _public_postings(entry, site.config.outlets, packs),
        )


def _named(slug: str, title: str, about: object) -> Named:
    """A person with every known spelling; an issue with its other titles."""
    also = getattr(about, "aliases", ()) if about is not None else ()
    name = about.name if isinstance(about, Person) else title
    given, _, rest = name.partition(" ")
    if isinstance(about, Person) and rest:
        also = (*also, *(f"{other.title()} {rest}" for other in given_variants(given)[:8]))
    return Named(slug, name, tuple(other for other in (title, *also) if other != name))


def _public_postings(entry: Entry, outlets: Mapping[str, OutletOptions], packs: Packs) -> BriefingPostings:
    """From the cache; made anew from the public words where rights keep some of the text back."""
    own = BriefingPostings(*marshal.loads(packs.read(entry.blobs[BLOB])))
    words = public_words(entry.briefing, outlets)
    if words is None:
        return own
    body = [(anchor, text) for anchor, text in own.paragraphs if anchor]
    return postings(entry.briefing._replace(figures=()), first_words(body, words), own.lang)
