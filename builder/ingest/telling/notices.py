"""What there is to say after a run: what is wrong or doubtful, what is gone, which lines were in doubt."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from builder.errors import Location, Problem
from builder.ingest.assign import Assignment
from builder.ingest.describe import Described
from builder.ingest.gather import Gathered
from builder.ingest.reading.parts import note
from builder.ingest.state import Conflicts
from builder.ingest.world import World
from builder.ingest.writing.update import Updater
from builder.ingest.writing.write import briefing_path
from builder.model import LedgerLine


def problems_of_run(updater: Updater, gathered: Gathered, conflicts: Conflicts) -> Iterator[Problem]:
    """What is wrong with seeds, records and briefings; and what is doubtful in the seeds read now."""
    yield from gathered.problems
    for file in gathered.files.values():
        yield from file.problems
    for rows in updater.world.broken.values():
        yield from rows
    for slug in (slug for slug in updater.slugs if slug in updater.known):
        yield from updater.known[slug].doubts
    yield from updater.problems
    for _, rows in conflicts.values():
        yield from rows


def find_gone(world: World, assignment: Assignment, gathered: Gathered, restore: bool) -> Iterator[Problem]:
    """Seeds that are there no more, briefings that a person deleted."""
    unread = {p.where.path.partition("#")[0] for f in gathered.files.values() for p in f.problems}
    for slug in assignment.gone:
        seed = world.known[slug].seed
        if slug in world.standing and f"seeds/{seed.partition('#')[0]}" not in unread:
            hint = f"{briefing_path(slug)} stays; delete it if the briefing is to go."
            yield note("N242", seed, "The seed is gone.", hint)
    now = {slug: name for name, slug in assignment.slugs.items()}
    for slug in sorted(set(world.known) - world.standing):
        if not restore and slug not in assignment.gone:
            hint = f"To bring it back: dispatchbox ingest --restore {now.get(slug, world.known[slug].seed)}"
            message = "The briefing was deleted; it stays so."
            yield Problem("N243", Location(briefing_path(slug)), message, hint, "note")


def unsure_lines(described: Mapping[str, Described]) -> tuple[tuple[str, LedgerLine], ...]:
    """(seed, line) that no rule knew but the score removed."""
    return tuple(
        (name, row)
        for name in sorted(described)
        for row in described[name].draft.ledger
        if row.fate == "removed:score"
    )
