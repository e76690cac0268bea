"""Everything that is wrong or doubtful: content, records, the built site. Writes nothing but the cache.

In: a project folder. Out: problems. The third spine, beside `build` and `ingest.pipeline`: each check is a
call into a room.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence

from builder.archive.assemble import assemble
from builder.archive.people.identity import settle
from builder.archive.people.personfile import parse_person
from builder.archive.records import RECORDS, Record, read_record
from builder.archive.store import Stored
from builder.cache.packs import Packs
from builder.config import Project
from builder.desk.layout import people_files
from builder.desk.looseends import find_loose_ends, find_strays
from builder.engine.reading import read_now
from builder.errors import ContentError, Location, Problem
from builder.ingest.doubts import doubts_of_damage
from builder.model import Archive, Briefing, Mention, Person
from builder.publish.check import check_site
from builder.publish.leaks import Withheld, withheld_runs
from builder.publish.writer import locked
from builder.render.rights import first_words, public_words
from builder.render.text.blocks import blocks_of, paragraphs_of

_ADDRESS = re.compile(r"[\w.+-]{1,200}@[\w-]+(?:\.[\w-]+)+")
_FATE = re.compile(r"body|(?:metadata|removed):[\w-]+")


def find_problems(project: Project) -> Iterator[Problem]:
    """All problems of a project: its content files, its records and, where there is one, its public/."""
    archive, stored, problems, runs = _check_content(project)
    yield from problems
    yield from find_strays(project.root)
    private: set[str] = set()
    records: dict[str, tuple[str, tuple[Mention, ...]]] = {}
    for path in sorted((project.root / RECORDS).glob("*.json")):
        name = path.relative_to(project.root).as_posix()
        try:
            record = read_record(project.root, path.stem)
        except ContentError:
            continue  # told above: reading the content files reads the records too
        yield from check_record(record, name)
        private |= find_private(record)
        records[record.slug] = (record.seed, record.mentions)
    yield from find_unresolved(records, archive, [parse_person(it) for it in people_files(stored)])
    if (project.public / "index.html").is_file():
        withheld = Withheld(frozenset(private), runs)
        yield from check_site(project.public, project.config.site.base_url, withheld)


def _check_content(
    project: Project,
) -> tuple[Archive, list[Stored], list[Problem], frozenset[tuple[str, ...]]]:
    """The archive and its files, what is wrong with them, and the runs of words that rights keep back."""
    with locked(project.cache):
        _, _, store, stored = read_now(project)
        try:
            archive, problems = assemble(stored.values(), drafts=True)
            problems += find_loose_ends(archive, project.root)
            return archive, list(stored.values()), problems, _find_withheld(archive, store.packs, project)
        finally:
            store.packs.close()


def _find_withheld(archive: Archive, packs: Packs, project: Project) -> frozenset[tuple[str, ...]]:
    """What no file of the public edition may hold: the texts past what rights allow."""
    limits = {e.slug: public_words(e.briefing, project.config.outlets) for e in archive.entries}
    texts = ((e, packs.read(e.blobs["prose"]).decode()) for e in archive.entries)
    held = [(e, prose) for e, prose in texts if limits[e.slug] is not None] if _any(limits) else []

    def shown() -> Iterator[str]:
        for entry in archive.entries:
            if not entry.briefing.draft:
                prose = packs.read(entry.blobs["prose"]).decode()
                yield from _published(entry.briefing, prose, limits[entry.slug])

    kept = (text for e, prose in held for text in _kept_back(e.briefing, prose, limits[e.slug] or 0))
    return withheld_runs(kept, shown())


def _any(limits: Mapping[str, int | None]) -> bool:
    """Whether anything is kept back: where all texts are shown whole, none need be read."""
    return any(limit is not None for limit in limits.values())


def _kept_back(briefing: Briefing, prose: str, words: int) -> Iterator[str]:
    """The text past its first words, the summary and the captions."""
    whole = " ".join(text for _, text in blocks_of(prose))
    yield " ".join(whole.split()[words:])
    yield from (briefing.summary, *_captions(briefing))


def _published(briefing: Briefing, prose: str, words: int | None) -> Iterator[str]:
    """What is shown of a briefing: as blocks in search and exports, as paragraphs on its page."""
    for blocks in (blocks_of(prose), paragraphs_of(prose)):
        yield " ".join(text for _, text in first_words(blocks, words))
    yield from (briefing.title, " ".join(briefing.people), " ".join(briefing.issues))
    if words is None:
        yield from (briefing.summary, *_captions(briefing))


def _captions(briefing: Briefing) -> Iterator[str]:
    return (f"{figure.caption} {figure.credit}" for figure in briefing.figures)


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


def find_unresolved(
    records: Mapping[str, tuple[str, tuple[Mention, ...]]], archive: Archive, people: Sequence[Person]
) -> Iterator[Problem]:
    """Names that are nobody's. `records`: slug → seed and mentions; `people`: those of content/people/."""
    dates = {slug: archive.by_slug[slug].briefing.date for slug in records if slug in archive.by_slug}
    mentions = {slug: found for slug, (_, found) in records.items() if slug in dates}
    for left in settle(mentions, dates, people).unresolved:
        seed, line = records[left.briefing][0], mentions[left.briefing][left.mentions[0]].line
        hint = f"It may be {' or '.join(left.candidates)}. " if left.candidates else ""
        yield Problem(
            "N310",
            Location(f"seeds/{seed}", line),
            f"'{left.name}' is nobody's name: {left.why}.",
            f"{hint}Write it into the aliases of whoever is meant, or into `people:` of the briefing.",
            "note",
        )


def find_private(record: Record) -> set[str]:
    """Private addresses that were removed from a seed and must stand nowhere in the site."""
    return {
        address
        for line in record.ledger
        if line.fate == "removed:private-contact"
        for address in _ADDRESS.findall(line.text)
    }
