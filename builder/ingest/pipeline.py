"""THE SPINE of ingest: gather → describe → look at all → merge → write. [I/O]

In: seeds/, the records and what people wrote in content/. Out: content/briefings and content/records brought
up to date, and an `IngestResult`. Only what changed is read; one bad seed never stops the others; every file
is written whole or not at all, a briefing before its record, so that a crash loses no edit.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path

from builder.cache.listing import Signature, clock, is_young, list_files, signature
from builder.cache.sealed import write_whole
from builder.config import Project
from builder.errors import Problem, sort_problems
from builder.ingest.assign import Assignment, assign, new_slugs
from builder.ingest.describe import Described
from builder.ingest.gather import Gathered, describe_task, gather, iter_tasks
from builder.ingest.reading.parts import Part
from builder.ingest.reading.seeds import SeedFile
from builder.ingest.state import (
    Conflicts,
    State,
    find_unchanged,
    save_state,
    save_unchanged,
    unchanged_since,
)
from builder.ingest.telling.notices import find_gone, problems_of_run, unsure_lines
from builder.ingest.telling.report import Row
from builder.ingest.wide.entries import body_of, datings_of, entries_before, entries_of, tags_of_all
from builder.ingest.wide.known import count_fates
from builder.ingest.wide.neighbours import infer_bounds
from builder.ingest.wide.steps import Entry, Wide, key_of, look_at_all
from builder.ingest.world import World, read_world
from builder.ingest.writing.update import Change, Updater
from builder.model import LedgerLine
from builder.workers import Workers

WORTH = 16
"""Seeds from which on a second process is worth starting."""


@dataclass(frozen=True, slots=True)
class Request:
    """What the command line says about one ingest."""

    only: tuple[str, ...] = ()
    """Names of seeds to read again, changed or not; empty: all that changed."""
    dry_run: bool = False
    """Say what would change, write nothing."""
    restore: bool = False
    """Bring back briefings that were deleted."""


@dataclass(frozen=True, slots=True)
class IngestResult:
    """What an ingest did."""

    problems: tuple[Problem, ...] = ()
    """Errors and open conflicts of all seeds; doubts of those that were read (`check` lists all)."""
    rows: tuple[Row, ...] = ()
    """One for each seed that was read."""
    changes: tuple[Change, ...] = ()
    """With --dry-run: what would be written. Otherwise paths only, to keep memory flat."""
    fired: Mapping[str, int] = field(default_factory=dict)
    """Fate → lines, over the whole archive."""
    unsure: tuple[tuple[str, LedgerLine], ...] = ()
    """(seed, line) that no rule knew but the score removed, of the seeds that were read."""
    seeds: int = 0
    deleted: int = 0
    """Briefings that a person deleted and that stay so."""


def ingest_changed(
    project: Project, workers: Workers, listing: Mapping[str, Signature] | None = None
) -> IngestResult:
    """Brings content/ up to date with seeds/; next to nothing when neither changed. For `build`.

    `listing` is what `list_files` says of seeds/ and content/, when the caller has it already.
    """
    listed_at = clock()
    listing = list_project(project) if listing is None else listing
    known = find_unchanged(project.cache, listing, _config_key(project))
    if known is not None:
        return IngestResult(problems=known)
    return _ingest(project, workers, Request(), listing, listed_at)


def ingest(project: Project, workers: Workers, request: Request = Request()) -> IngestResult:
    """Brings content/ up to date with seeds/, as the request says."""
    listed_at = clock()
    return _ingest(project, workers, request, list_project(project), listed_at)


def list_project(project: Project) -> dict[str, Signature]:
    """The files that an ingest may depend on."""
    found: dict[str, Signature] = {}
    for name in ("content", "seeds"):
        found.update(list_files(str(project.root / name), f"{name}/"))
    return found


def _config_key(project: Project) -> str:
    config = project.config
    return repr((config.ingest, config.outlets, config.site.language))


# ---------------------------------------------------------------- the spine


def _ingest(
    project: Project,
    workers: Workers,
    request: Request,
    listing: Mapping[str, Signature],
    listed_at: int,
) -> IngestResult:
    """1. what there is · 2. which seed is which briefing · 3. read · 4. look at all · 5. merge and write."""
    world, found = read_world(project, listing, workers)
    gathered = gather(project, world.state)
    recorded = {slug: (item.seed, item.sha256) for slug, item in world.known.items()}
    assignment = assign(gathered.articles, recorded, world.adopted)
    todo = _find_todo(world, gathered, assignment, request)
    tasks = list(iter_tasks(gathered, todo, project.config.ingest))
    described, unread = _describe_all(world, workers, tasks)
    found += unread
    slugs = _name_all(world, assignment, described)
    tags = tags_of_all(world, described, slugs, workers)
    entries = entries_of(world, described, slugs, tags)
    wide = _look(world, entries, partial(body_of, world, described, slugs))
    forgotten = _forgotten(world, assignment, gathered)
    inferred = infer_bounds(datings_of(world, described, slugs))
    updater = Updater(world, described, slugs, tags, wide, inferred, forgotten)
    written: dict[str, Signature] = {}
    changes = tuple(_apply(project.root, updater.run(), None if request.dry_run else written))
    conflicts = _open_conflicts(project.root, updater)
    found += problems_of_run(updater, gathered, conflicts)
    found += find_gone(world, assignment, gathered, request.restore)
    result = IngestResult(
        problems=tuple(sort_problems(found)),
        rows=tuple(sorted(updater.rows)),
        changes=changes,
        fired=count_fates(updater.known),
        unsure=unsure_lines(described),
        seeds=len(gathered.articles),
        deleted=len(set(updater.known) - world.standing - set(slugs)),
    )
    if not request.dry_run:
        after = _remember(updater, gathered, conflicts, listing, listed_at, written)
        if not request.only:
            lasting = tuple(p for p in result.problems if p.level != "doubt" or p.code == "D246")
            save_unchanged(project.cache, after, listed_at, _config_key(project), lasting)
    return result


def _find_todo(world: World, gathered: Gathered, assignment: Assignment, request: Request) -> set[str]:
    """Names of the articles to describe: new, changed, or read by other rules."""
    todo = set()
    for article in gathered.articles:
        slug = assignment.slugs.get(article.name, "")
        item = world.known.get(slug)
        file = article.name.partition("#")[0]
        if request.only and not {article.name, file} & set(request.only):
            continue
        deleted = item is not None and slug not in world.standing
        if slug in world.broken or (deleted and not request.restore):
            continue
        fresh = item is not None and (item.seed, item.sha256, item.rules) == (
            article.name,
            article.sha256,
            world.setup.rules,
        )
        if request.only or not fresh or deleted:
            todo.add(article.name)
    return todo


def _describe_all(
    world: World, workers: Workers, tasks: Sequence[SeedFile | Part]
) -> tuple[dict[str, Described], list[Problem]]:
    """The articles that could be read, by name, and what is wrong with the others."""
    described: dict[str, Described] = {}
    problems: list[Problem] = []
    for name, outcome in workers.map(partial(describe_task, world.setup), tasks, worth=WORTH, risky=True):
        if isinstance(outcome, Described):
            described[name] = outcome
        else:
            problems += outcome
    return described, problems


def _name_all(world: World, assignment: Assignment, described: Mapping[str, Described]) -> dict[str, str]:
    """Slug → name of the article, for every article that was described."""
    slugs = {name: assignment.slugs[name] for name in described if name in assignment.slugs}
    titles = {name: found.draft.title for name, found in described.items() if name not in slugs}
    taken = {*world.known, *world.standing, *world.broken, *world.renamed.values()}
    return {slug: name for name, slug in {**slugs, **new_slugs(titles, taken)}.items()}


def _look(world: World, entries: Sequence[Entry], body_of: Callable[[str], Sequence[str]]) -> Wide:
    """What the whole archive says; as the records have it when nothing that it depends on changed."""
    state, known = world.state, world.known
    key = key_of(entries, world.people)
    if key != state.wide_key or any(entry.slug not in known for entry in entries):
        return look_at_all(entries, world.people, state.pairs, body_of, entries_before(world))
    repeated = {entry.slug: known[entry.slug].duplicate_of for entry in entries}
    copies = {slug: other for slug, other in repeated.items() if other}
    return Wide({e.slug: known[e.slug].people for e in entries}, copies, state.pairs, key)


def _apply(root: Path, changes: Iterator[Change], written: dict[str, Signature] | None) -> Iterator[Change]:
    """Carries the changes out and notes the signatures of the files in `written`; without it hands the
    changes on whole.
    """
    for change in changes:
        if written is None:
            yield change
            continue
        target = root / change.path
        if change.after is None:
            target.unlink(missing_ok=True)
        else:
            write_whole(target, change.after.encode("utf-8"))
            written[change.path] = signature(str(target))
        yield Change(change.path, None, None)


# ---------------------------------------------------------------- what stays for the next run


def _forgotten(world: World, assignment: Assignment, gathered: Gathered) -> tuple[str, ...]:
    """Slugs of records whose seed and briefing are both gone: a person removed the article."""
    files = gathered.sources
    gone = (slug for slug in assignment.gone if slug not in world.standing)
    return tuple(slug for slug in gone if world.known[slug].seed.partition("#")[0] not in files)


def _open_conflicts(root: Path, updater: Updater) -> Conflicts:
    """Where a person and the machine differ: found now, or earlier and the file not saved since."""
    kept = updater.world.state.conflicts.items()
    standing = {path: rows for path, rows in kept if signature(str(root / path)) == rows[0]}
    found = {path: (signature(str(root / path)), rows) for path, rows in updater.conflicts.items()}
    return {**standing, **found}


def _remember(
    updater: Updater,
    gathered: Gathered,
    conflicts: Conflicts,
    listing: Mapping[str, Signature],
    listed_at: int,
    written: Mapping[str, Signature],
) -> dict[str, Signature]:
    """Keeps what this run knows of seeds and records; the files as they are now."""
    project, relisted_at = updater.world.project, clock()
    after = _relist(project, listing)
    sure = {p: s for p, s in listing.items() if p not in written and not is_young(s, listed_at)}
    sure |= {p: s for p, s in written.items() if not is_young(s, relisted_at)}
    whole = not any(problem.level == "error" for problem in updater.problems)
    state = State(
        listed_at,
        gathered.files,
        unchanged_since(updater.known, sure, after),
        updater.world.setup.vocabulary.digest,
        updater.wide.pairs,
        updater.wide.key if whole else b"",  # a briefing that could not be written is looked at again
        conflicts,
    )
    save_state(project.cache, state)
    (project.cache / "ingest").unlink(missing_ok=True)
    return after


def _relist(project: Project, listing: Mapping[str, Signature]) -> dict[str, Signature]:
    """The listing that this run began with, with the files that it wrote as they are now."""
    inputs = ("seeds/", "content/people/", "content/issues/")
    after = {path: sign for path, sign in listing.items() if path.startswith(inputs)}
    for room in ("records", "briefings"):
        after.update(list_files(str(project.content / room), f"content/{room}/"))
    return after
