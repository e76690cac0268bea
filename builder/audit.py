"""Everything that is wrong or doubtful: content, records, the built site. Writes nothing but the cache.

In: a project folder. Out: problems. The third spine, beside `build` and `ingest.pipeline`: each check is a
call into a room.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from builder.archive.assemble import assemble
from builder.archive.records import RECORDS, Record, parse_record
from builder.archive.store import content_of, decode, read_bytes
from builder.config import Project
from builder.errors import ContentError, Location, Problem
from builder.ingest.describe import doubts_of_damage
from builder.last import list_inputs
from builder.publish.check import check_site
from builder.publish.writer import locked
from builder.reading import open_cache, read_content
from builder.render.page import read_site
from builder.shipped import shipped
from builder.version import code_key
from builder.workers import open_workers

_ADDRESS = re.compile(r"[\w.+-]+@[\w-]+(?:\.[\w-]+)+")
_FATE = re.compile(r"body|(?:metadata|removed):[\w-]+")


def find_problems(project: Project) -> Iterator[Problem]:
    """All problems of a project: its content files, its records and, where there is one, its public/."""
    yield from _check_content(project)
    withheld: set[str] = set()
    for path in sorted((project.root / RECORDS).glob("*.json")):
        name = path.relative_to(project.root).as_posix()
        try:
            record = parse_record(decode(read_bytes(project.root, name), name), path.stem)
        except ContentError:
            continue  # told above: reading the content files reads the records too
        yield from check_record(record, name)
        withheld |= find_withheld(record)
    if (project.public / "index.html").is_file():
        yield from check_site(project.public, project.config.site.base_url, withheld)


def _check_content(project: Project) -> Iterator[Problem]:
    with locked(project.cache), open_workers(project.config.build.jobs) as workers:
        site, _ = read_site(project, shipped("themes"), code_key())
        store, reader = open_cache(project, site)
        listed_at, inputs = list_inputs(project.root)
        try:
            stored = read_content(store, reader, content_of(inputs), listed_at, workers)
        finally:
            store.packs.close()
        _, problems = assemble(stored.values(), drafts=True)
    yield from problems


def check_record(record: Record, path: str) -> Iterator[Problem]:
    """The arithmetic of a ledger (every line once, in order, with a fate), and the damage it flags."""
    for number, line in enumerate(record.ledger, 1):
        if line.line != number or not _FATE.fullmatch(line.fate):
            yield Problem(
                "E221",
                Location(path),
                f"The ledger does not add up: entry {number} is line {line.line}, fate '{line.fate}'.",
                "Delete the record and ingest the seed again.",
            )
            break
    yield from record.doubts
    yield from doubts_of_damage(f"seeds/{record.seed}", record.damage)


def find_withheld(record: Record) -> set[str]:
    """Private addresses that were removed from a seed and must stand nowhere in the site."""
    return {
        address
        for line in record.ledger
        if line.fate == "removed:private-contact"
        for address in _ADDRESS.findall(line.text)
    }
