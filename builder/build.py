"""THE SPINE. Open this first: read → assemble → plan → make → write.

In: a project folder. Out: public/, whole at every moment, and a `Report`. Every stage is a call into a room;
what a stage knows it gets from the one before, and nothing is filled in later.
"""

from __future__ import annotations

import gc
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, field, replace
from functools import partial
from time import perf_counter
from typing import NamedTuple

from builder.archive.store import Reread, Store
from builder.cache.packs import CacheDamaged
from builder.config import Project
from builder.engine.last import Last, Listing, environment, forget_last, list_inputs, read_last, save_last
from builder.engine.making import WORTH, Maker, Result, Work, drop_recipes, make_pages, problems_of
from builder.engine.retouch import Edits, find_edits, find_shown
from builder.engine.shop import Shop, open_shop
from builder.errors import ContentError, Problem, disk_problem, pack_problems, sort_problems, unpack_problems
from builder.model import Archive, Relations
from builder.publish.manifest import Made, Manifest, read_manifest
from builder.publish.writer import Stage, leave_out, locked, open_stage, recover, write_site
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
        raise ContentError(disk_problem(error, project.root)) from error


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
        told = _summary(report), pack_problems(own)
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


@dataclass(frozen=True, slots=True)
class _Run:
    """What every stage may need of the run that it belongs to."""

    project: Project
    options: Options
    inputs: Listing
    known: Mapping[str, Made]
    """Outputs of the last build that may stand."""
    shop: Shop
    stage: Stage
    workers: Workers
    watch: _Watch
    aside: ExitStack
    """Ends what is still at work beside this process."""


class _Found(NamedTuple):
    """What a build has to do."""

    shop: Shop
    work: Work
    search: Callable[[], list[Result] | None]
    """Makes the search index, or waits until it is made; None: that takes the archive."""
    prints: Callable[[], list[Result]]
    """Makes what is set by a printer, or waits for it; nothing where briefings changed in what pages show of
    them at most."""
    briefings: int
    problems: Sequence[Problem]
    related: bool
    """Some page shows what connects the briefings."""


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
        with ExitStack() as aside:
            stage = open_stage(project.public, project.cache)
            run = _Run(project, options, inputs, known, shop, stage, workers, watch, aside)
            found = (_find_shown(run, edits, old) if edits else None) or _plan(run)
            with watch.stage("make"):
                maker = Maker(shop.site, shop.templates, shop.store.packs, stage)
                results = make_pages(found.work, maker, workers)
            results += _make_wide(run, found)
        with watch.stage("write"):
            made = {**found.work.kept, **{item.name: item.made for item in results if item.made is not None}}
            staged = [result.name for result in results if result.staged]
            leave_out(stage, (result.name for result in results if result.made is None))
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


def _find_shown(run: _Run, edits: Edits, old: Manifest) -> _Found | None:
    """The short way: only what shows the edited briefings. None where that does not tell."""
    with run.watch.stage("read"):
        shown = find_shown(run.shop, run.project, run.inputs, edits, old)
    if not shown:
        return None
    since, (work, rereads) = edits.since, shown
    problems = unpack_problems(since.problems)
    index = partial(_index, run, rereads)
    return _Found(run.shop, work, index, list, since.summary["briefings"], problems, since.related)


def _plan(run: _Run) -> _Found:
    """The long way: the whole site is planned. What connects its briefings, its search index and its card
    need no plan, and are found and made meanwhile.
    """
    from builder.engine import planning

    shop, watch = run.shop, run.watch
    with watch.stage("assemble"):
        archive, problems = planning.read_archive(shop, run.inputs, run.options.drafts, run.workers)
    index: Callable[[], list[Result] | None] = partial(_index, run, archive)
    prints: Callable[[], list[Result]] = partial(
        planning.print_whole, run.project, archive, shop, run.stage, run.known, run.workers
    )
    relations: Callable[[], Relations] = partial(planning.find_relations, run.project, archive)
    if len(archive.entries) >= WORTH:
        from builder.render.pages import shows_relations

        view, alone = shop.site.view, not run.project.config.print.beside
        connected = shows_relations(shop.site, shop.theme)
        if connected:
            (relations,) = run.aside.enter_context(run.workers.beside(relations))
        if run.stage.cold or view.search or (view.card and alone):
            room = partial(planning.make_room, archive, run.stage)
            wide = (room, index, prints) if alone else (room, index)
            _, index, *rest = run.aside.enter_context(run.workers.beside(*wide))
            (prints,) = rest or [prints]
        if connected and run.stage.cold:
            with watch.stage("make"):
                planning.make_rows(archive, shop)
    with watch.stage("plan"):
        plan = planning.plan_of(run.project, archive, shop, relations)
        work, clashes, related = planning.find_whole(run.project, plan, shop.templates, run.known)
    return _Found(shop, work, index, prints, len(archive.entries), [*problems, *clashes], related)


def _index(run: _Run, content: Archive | Sequence[Reread]) -> list[Result] | None:
    if not run.shop.site.view.search:
        return []
    from builder.engine.searching import make_index

    return make_index(content, run.shop.site, run.shop.store.packs, run.stage, run.known)


def _make_wide(run: _Run, found: _Found) -> list[Result]:
    """What is made of the whole archive at once: the search index; after a plan also what is printed."""
    with run.watch.stage("search"):
        results = found.search()
        if results is None:
            from builder.engine import planning

            whole, _ = planning.read_archive(run.shop, run.inputs, run.options.drafts, run.workers)
            results = _index(run, whole) or []
    with run.watch.stage("print"):
        return results + found.prints()


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
