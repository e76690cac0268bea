"""The record of one seed, for `explain`. [I/O] Reads, writes nothing."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace

from builder.archive.records import Record, read_record
from builder.config import IngestOptions, Project
from builder.errors import ContentError
from builder.ingest.cleaning.score import explain_line
from builder.ingest.describe import Described
from builder.ingest.gather import describe_task, gather, iter_tasks, read_task
from builder.ingest.pipeline import list_project
from builder.ingest.reading.parts import Part
from builder.ingest.reading.seeds import SeedFile
from builder.ingest.world import read_world
from builder.ingest.writing.front import front_matter, make_record
from builder.workers import Workers

_SCORE = re.compile(r"[01]\.\d+")
"""What the ledger says of a line of which there was no doubt: the score alone."""


def account_for(project: Project, name: str, number: int = 0) -> Record | None:
    """The record of a seed as it is now: the one on file, or a new one where the seed has changed; None for
    a name that is no seed. Of the line asked for it holds all that the score weighed, however clear it was.
    """
    world, _ = read_world(project, list_project(project), Workers())
    gathered = gather(project, world.state)
    sha = next((article.sha256 for article in gathered.articles if article.name == name), "")
    known = next((item for item in world.known.values() if item.seed == name), None)
    tasks = iter_tasks(gathered, [name], project.config.ingest)
    if known and (not sha or (known.sha256, known.rules) == (sha, world.setup.rules)):
        record = read_record(project.root, world.renamed.get(known.slug, known.slug))
        return _look_closer(record, number, tasks, project.config.ingest) if sha else record
    if not sha:
        return None
    slug = known.slug if known else "(new)"
    task = next(tasks)
    _, outcome = describe_task(world.setup, task)
    if not isinstance(outcome, Described):
        raise ContentError(*outcome)
    front = front_matter(outcome.draft, project.config.site.language)
    record = make_record(outcome.draft, front, outcome.issues, outcome.problems, slug, world.setup.rules)
    return _look_closer(record, number, iter([task]), project.config.ingest)


def _look_closer(
    record: Record, number: int, tasks: Iterator[SeedFile | Part], options: IngestOptions
) -> Record:
    """The record, with the features that decided one line where it gives the score alone."""
    row = record.ledger[number - 1] if 0 < number <= len(record.ledger) else None
    if row is None or not _SCORE.fullmatch(row.why):
        return record
    document = read_task(next(tasks), options)
    why = explain_line(document, number).why if document else row.why
    ledger = (*record.ledger[: number - 1], replace(row, why=why), *record.ledger[number:])
    return replace(record, ledger=ledger)
