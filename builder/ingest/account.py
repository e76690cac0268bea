"""The record of one seed, for `explain`. [I/O] Reads, writes nothing."""

from __future__ import annotations

from builder.archive.records import Record
from builder.config import Project
from builder.errors import ContentError
from builder.ingest.describe import Described
from builder.ingest.front import front_matter, make_record
from builder.ingest.gather import describe_task, gather, iter_tasks
from builder.ingest.known import read_record
from builder.ingest.pipeline import list_project
from builder.ingest.world import read_world
from builder.workers import Workers


def account_for(project: Project, name: str) -> Record | None:
    """The record of a seed as it is now: the one on file, or a new one where the seed has changed; None for
    a name that is no seed.
    """
    world, _ = read_world(project, list_project(project), Workers())
    gathered = gather(project, world.state)
    sha = next((article.sha256 for article in gathered.articles if article.name == name), "")
    known = next((item for item in world.known.values() if item.seed == name), None)
    if known and (not sha or (known.sha256, known.rules) == (sha, world.setup.rules)):
        return read_record(project.root, world.renamed.get(known.slug, known.slug))
    if not sha:
        return None
    slug = known.slug if known else "(new)"
    for task in iter_tasks(gathered, [name], project.config.ingest):
        _, outcome = describe_task(world.setup, task)
        if not isinstance(outcome, Described):
            raise ContentError(*outcome)
        front = front_matter(outcome.draft, project.config.site.language)
        return make_record(outcome.draft, front, outcome.issues, outcome.problems, slug, world.setup.rules)
    return None
