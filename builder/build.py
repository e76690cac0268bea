"""THE SPINE. Open this first: read → assemble → plan → make → write.

In: a project folder. Out: public/, whole at every moment, and a `Report`. Every stage is a call into a room;
what a stage knows it gets from the one before, and nothing is filled in later.
"""

from __future__ import annotations

import gc
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from pathlib import Path
from time import perf_counter

from builder.archive.assemble import assemble
from builder.archive.links.connections import connect_cached
from builder.archive.store import Store, content_of
from builder.config import Project
from builder.errors import ContentError, Location, Problem, sort_problems
from builder.last import Listing, forget_last, list_inputs, save_last
from builder.making import Maker, find_collisions, find_work, make_pages, problems_of
from builder.packs import CacheDamaged
from builder.press import make_prints, wants_press
from builder.printing import Desk
from builder.publish.manifest import read_manifest
from builder.publish.writer import locked, open_stage, recover, write_site
from builder.reading import open_cache, read_content
from builder.render.page import Plan, read_site
from builder.render.pages import plan_pages
from builder.render.templates import Templates
from builder.searching import make_index
from builder.shipped import shipped
from builder.version import code_key
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


def build(project: Project, options: Options = Options()) -> Report:
    """Brings public/ up to date with content/, the theme and config.yaml."""
    own = project.config.build
    jobs, cluster = options.jobs or own.jobs, options.workers or ("" if options.jobs else own.workers)
    try:
        with locked(project.cache), open_workers(jobs, cluster, project.root) as workers:
            return _build_locked(project, options, workers)
    except OSError as error:
        raise ContentError(_cannot_write(error, project)) from error


def _build_locked(project: Project, options: Options, workers: Workers) -> Report:
    recover(project.public, project.cache)
    forget_last(project.root)
    inputs, found = _ingest(project, options, workers)
    try:
        report = _build(project, options, inputs, workers)
    except CacheDamaged:
        Store(project.cache, b"").forget()
        report = _build(project, options, inputs, workers)
    report = replace(report, problems=tuple(sort_problems([*found, *report.problems])))
    if not any(problem.level == "error" for problem in report.problems):
        save_last(project.root, options.key, inputs, _summary(report))
    return report


def _ingest(project: Project, options: Options, workers: Workers) -> tuple[Listing, tuple[Problem, ...]]:
    """What there is to read, once seeds/ has become content/; and what was wrong with the seeds."""
    inputs = list_inputs(project.root)
    if not options.ingest or not any(path.startswith("seeds/") for path in inputs[1]):
        return inputs, ()
    from builder.ingest.pipeline import ingest_changed

    listing = {path: sign for path, sign in inputs[1].items() if path.startswith(("seeds/", "content/"))}
    result = ingest_changed(project, workers, listing)
    return (list_inputs(project.root) if result.changes else inputs), result.problems


def _build(project: Project, options: Options, inputs: Listing, workers: Workers) -> Report:
    """The five stages. Nothing in them makes circles: the collector would only walk the archive in vain."""
    work = _Watch()
    with work.stage("theme"):
        site, theme = read_site(project, shipped("themes"), code_key())
        store, reader = open_cache(project, site)
    if options.clean:
        store.forget()
    gc.disable()
    try:
        with work.stage("read"):
            stored = read_content(store, reader, content_of(inputs[1]), inputs[0], workers)
        with work.stage("assemble"):
            archive, problems = assemble(stored.values(), options.drafts)
            relations = connect_cached(
                archive.entries, project.config.build.related, project.cache, code_key()
            )
        with work.stage("plan"):
            pages, clashes = find_collisions(plan_pages(Plan(archive, relations, site, theme)))
            templates = Templates(theme, site, project.cache / "templates")
            old = read_manifest(project.cache)
            todo = find_work(pages, site, templates, project.public, {} if options.clean else old.made)
        with work.stage("make"):
            stage = open_stage(project.public, project.cache)
            results = make_pages(todo, Maker(site, templates, store.packs, stage), workers)
        with work.stage("search"):
            results += make_index(archive, site, store.packs, stage, {} if options.clean else old.made)
        if wants_press(site):
            with work.stage("print"):
                desk = Desk(project, archive, site, theme, store.packs)
                results += make_prints(desk, stage, {} if options.clean else old.made, workers)
        with work.stage("write"):
            made = {result.name: result.made for result in results if result.made is not None}
            staged = [result.name for result in results if result.staged]
            removed = write_site(stage, {**todo.kept, **made}, staged, old)
        problems = [*problems, *clashes, *problems_of(results)]
        return Report(
            briefings=len(archive.entries),
            outputs=len(pages),
            made=len(todo.todo),
            written=len(staged),
            removed=removed,
            problems=tuple(sort_problems(problems)),
            times=work.times,
        )
    finally:
        store.packs.close()
        gc.enable()


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
