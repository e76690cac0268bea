"""THE SPINE. Open this first: read → assemble → plan → make → write.

In: a project folder. Out: public/, whole at every moment, and a `Report`. Every stage is a call into a room;
what a stage knows it gets from the one before, and nothing is filled in later.
"""

from __future__ import annotations

import gc
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from pathlib import Path
from time import perf_counter
from typing import NamedTuple

from builder.archive.store import Reread, Store, plain_problems
from builder.archive.store import problems_of as problems_from
from builder.cache.packs import CacheDamaged
from builder.config import Project
from builder.engine.last import Last, Listing, environment, forget_last, list_inputs, read_last, save_last
from builder.engine.making import Maker, Result, Work, drop_recipes, make_pages, problems_of
from builder.engine.retouch import find_edits, find_shown
from builder.engine.shop import Shop, open_shop
from builder.errors import ContentError, Location, Problem, sort_problems
from builder.model import Archive
from builder.publish.manifest import Made, read_manifest
from builder.publish.writer import Stage, locked, open_stage, recover, write_site
from builder.workers import Workers, open_workers


@dataclass(frozen=True, slots=True)
class Options:
    """What the command line says about one build."""

    clean: bool = False
    """Forget what earlier builds made."""
    drafts: bool = False
    """Show briefings that are marked as drafts."""
    jobs: int = 0
    """Processes; 0: as config.yaml says."""
    workers: str = ""
    """A cluster; empty: as config.yaml says."""
    ingest: bool = True
    """Read seeds/ first."""

    @property
    def key(self) -> tuple[bool, bool]:
        """Those that an output depends on."""
        return (self.drafts, self.ingest)


@dataclass(frozen=True, slots=True)
class Report:
    """What a build did."""

    briefings: int
    outputs: int
    made: int
    """Pages that were rendered."""
    written: int
    """Outputs that came out different, or new."""
    removed: int
    problems: tuple[Problem, ...]
    times: Mapping[str, float]
    """Stage → seconds."""
    rest: object = field(default=None, repr=False, compare=False)
    """The archive and its plan. Nobody needs them, and a process that ends need not take them apart."""


def build(project: Project, options: Options = Options(), inputs: Listing | None = None) -> Report:
    """Brings public/ up to date with content/, the theme and config.yaml. `inputs`: a listing just made."""
    own = project.config.build
    jobs, cluster = options.jobs or own.jobs, options.workers or ("" if options.jobs else own.workers)
    try:
        with locked(project.cache), open_workers(jobs, cluster, project.root) as workers:
            return _build_locked(project, options, inputs or list_inputs(project.root), workers)
    except OSError as error:
        raise ContentError(_cannot_write(error, project)) from error


def _build_locked(project: Project, options: Options, inputs: Listing, workers: Workers) -> Report:
    again = recover(project.public, project.cache) or options.clean
    last = None if again else read_last(project.root, options.key)
    forget_last(project.root)
    inputs, wrong = _ingest(project, options, inputs, workers)
    try:
        report, found = _build(project, options, inputs, last, workers)
    except CacheDamaged:
        Store(project.cache, b"").forget()
        report, found = _build(project, options, inputs, None, workers)
    own = report.problems
    report = replace(report, problems=tuple(sort_problems([*wrong, *own])))
    if not any(problem.level == "error" for problem in report.problems):
        told = _summary(report), plain_problems(own)
        done = Last(
            options.key, environment(project.root), *inputs, *told, found.shop.settings, found.related
        )
        save_last(project.root, done)
    return report


def _ingest(
    project: Project, options: Options, inputs: Listing, workers: Workers
) -> tuple[Listing, tuple[Problem, ...]]:
    """What there is to read, once seeds/ has become content/; and what was wrong with the seeds."""
    if not options.ingest or not any(path.startswith("seeds/") for path in inputs[1]):
        return inputs, ()
    from builder.ingest.pipeline import ingest_changed

    listing = {path: sign for path, sign in inputs[1].items() if path.startswith(("seeds/", "content/"))}
    result = ingest_changed(project, workers, listing)
    return (list_inputs(project.root) if result.changes else inputs), result.problems


def _build(
    project: Project, options: Options, inputs: Listing, last: Last | None, workers: Workers
) -> tuple[Report, _Found]:
    """The stages; and what there was to do. Nothing in them makes circles: the collector would only walk the
    archive in vain.
    """
    watch, old = _Watch(), read_manifest(project.cache)
    known = {} if options.clean else old.made
    edits = find_edits(project, inputs, last) if last and old.complete else None
    with watch.stage("theme"):
        shop = open_shop(project, edits.since.settings if edits else b"")
    if options.clean:
        shop.store.forget()
    gc.disable()
    try:
        with watch.stage("read"):
            shown = find_shown(shop, project, inputs, edits, old) if edits else None
        if edits and shown:
            since, (work, rereads) = edits.since, shown
            problems = problems_from(since.problems)
            found = _Found(shop, work, None, rereads, since.summary["briefings"], problems, since.related)
        else:
            found = _plan(project, options, inputs, known, shop, workers, watch)
        with watch.stage("make"):
            stage = open_stage(project.public, project.cache)
            results = make_pages(
                found.work, Maker(shop.site, shop.templates, shop.store.packs, stage), workers
            )
        results += _make_wide(project, options, inputs, found, known, stage, workers, watch)
        with watch.stage("write"):
            made = {**found.work.kept, **{item.name: item.made for item in results if item.made is not None}}
            staged = [result.name for result in results if result.staged]
            removed = write_site(stage, made, staged, old)
            drop_recipes(project.cache, made)
        return Report(
            briefings=found.briefings,
            outputs=len(made),
            made=len(found.work.todo),
            written=len(staged),
            removed=removed,
            problems=tuple(sort_problems([*found.problems, *problems_of(results)])),
            times=watch.times,
            rest=(found, results, made, old),
        ), found
    finally:
        shop.store.packs.close()
        gc.freeze()  # or the collector would walk all that was made, and find no circle
        gc.enable()


class _Found(NamedTuple):
    """What a build has to do."""

    shop: Shop
    work: Work
    archive: Archive | None
    """None: briefings changed in what pages show of them at most, and the archive was not asked."""
    rereads: Sequence[Reread]
    """Then these briefings, before and after."""
    briefings: int
    problems: Sequence[Problem]
    related: bool
    """Some page shows what connects the briefings."""


def _plan(
    project: Project, options: Options, inputs: Listing, known: Mapping[str, Made], shop: Shop,
    workers: Workers, watch: _Watch,
) -> _Found:  # fmt: skip
    """The long way: the whole site is planned."""
    from builder.engine import planning

    with watch.stage("assemble"):
        archive, problems = planning.read_archive(shop, inputs, options.drafts, workers)
    with watch.stage("plan"):
        work, clashes, related = planning.find_whole(project, archive, shop, known)
    return _Found(shop, work, archive, (), len(archive.entries), [*problems, *clashes], related)


def _make_wide(
    project: Project, options: Options, inputs: Listing, found: _Found, known: Mapping[str, Made],
    stage: Stage, workers: Workers, watch: _Watch,
) -> list[Result]:  # fmt: skip
    """What is made of the whole archive at once: the search index; after a plan also what is printed."""
    archive, shop = found.archive, found.shop
    results: list[Result] = []
    if shop.site.view.search:
        from builder.engine.searching import make_index

        with watch.stage("search"):
            content = found.rereads if archive is None else archive
            made = make_index(content, shop.site, shop.store.packs, stage, known)
            if made is None:
                from builder.engine import planning

                whole, _ = planning.read_archive(shop, inputs, options.drafts, workers)
                made = make_index(whole, shop.site, shop.store.packs, stage, known)
            results = made or []
    if archive is not None:
        from builder.engine import planning

        with watch.stage("print"):
            results += planning.print_whole(project, archive, shop, stage, known, workers)
    return results


def _cannot_write(error: OSError, project: Project) -> Problem:
    """A full disk, a folder that may not be written: the site stays as it was."""
    path = Path(str(error.filename)) if error.filename else project.public
    shown = path.relative_to(project.root).as_posix() if path.is_relative_to(project.root) else path.name
    return Problem(
        "E411",
        Location(shown),
        f"It cannot be written: {error.strerror or error}.",
        "The site stands as it was. Make room, or mend the permissions, and build again.",
    )


def _summary(report: Report) -> dict[str, object]:
    """What the next build says when it finds nothing to do."""
    shown = [str(problem) for problem in report.problems if problem.level == "doubt"]
    return {"briefings": report.briefings, "outputs": report.outputs, "doubts": shown}


@dataclass(slots=True)
class _Watch:
    """How long each stage took."""

    times: dict[str, float] = field(default_factory=dict)

    @contextmanager
    def stage(self, name: str) -> Iterator[None]:
        start = perf_counter()
        yield
        self.times[name] = self.times.get(name, 0.0) + perf_counter() - start
