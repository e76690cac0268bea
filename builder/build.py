"""THE SPINE. Open this first: read → assemble → plan → make → write.

In: a project folder. Out: public/, whole at every moment, and a `Report`. Every stage is a call into a room;
what a stage knows it gets from the one before, and nothing is filled in later.
"""

from __future__ import annotations

import gc
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from functools import partial
from time import perf_counter

from builder.archive.assemble import assemble, briefing_of
from builder.archive.store import Store, Stored, find_changed, list_content
from builder.cache import CacheDamaged, digest_of
from builder.config import Project
from builder.errors import Problem, sort_problems
from builder.listing import Signature, clock
from builder.model import Archive, Entry
from builder.publish.manifest import Made, read_manifest, write_manifest
from builder.publish.writer import (
    Stage,
    commit,
    find_orphans,
    locked,
    next_manifest,
    open_stage,
    read_made,
    recover,
)
from builder.render.page import Page, Plan, Site, fingerprint
from builder.render.pages import plan_pages
from builder.render.parts import SiteView
from builder.render.templates import Templates
from builder.render.themes import Theme, read_theme, read_words
from builder.shipped import shipped
from builder.waves import Maker, Reader, Result, ToMake, ToRead, read_chunk
from builder.workers import Workers, open_workers

READ_CHUNK = 64
"""Content files that a worker reads at a time: one pack per process and a few messages, not thousands."""


@dataclass(frozen=True, slots=True)
class Options:
    """What the command line says about one build."""

    clean: bool = False
    """Forget what earlier builds made."""
    drafts: bool = False
    jobs: int = 0


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


@dataclass(slots=True)
class Clockwork:
    """How long each stage took."""

    times: dict[str, float] = field(default_factory=dict)

    @contextmanager
    def stage(self, name: str) -> Iterator[None]:
        start = perf_counter()
        yield
        self.times[name] = self.times.get(name, 0.0) + perf_counter() - start


def build(project: Project, options: Options = Options()) -> Report:
    """Brings public/ up to date with content/, the theme and config.yaml."""
    with locked(project.cache), open_workers(options.jobs or project.config.build.jobs) as workers:
        recover(project.public, project.cache)
        try:
            return _build(project, options, workers)
        except CacheDamaged:
            Store(project.cache, b"").save((), 0)
            return _build(project, options, workers)


def _build(project: Project, options: Options, workers: Workers) -> Report:
    work = Clockwork()
    store = Store(project.cache, b"")
    gc.disable()  # nothing here makes circles; the collector would only walk the archive again and again
    try:
        with work.stage("theme"):
            site, theme = read_site(project)
        with work.stage("read"):
            stored = read_content(project, store, options, workers)
        with work.stage("assemble"):
            archive, problems = assemble_archive(stored, options.drafts)
        with work.stage("plan"):
            plan = Plan(archive, site, theme)
            pages = plan_pages(plan)
            templates = Templates(theme, site, project.cache / "templates")
            prints = fingerprints(pages, site, templates)
        with work.stage("make"):
            old = read_manifest(project.cache)
            known = {} if options.clean else old.made
            todo, kept = find_stale(pages, prints, known, project)
            stage = open_stage(project.public, project.cache)
            results = make_pages(todo, Maker(site, templates, store.packs, stage.folder), workers)
        with work.stage("write"):
            problems += problems_of(results)
            removed = write_site(stage, results, kept, old.made, old.complete)
        problems = [p for item in stored.values() for p in item.problems] + problems
        return Report(
            briefings=len(archive.entries),
            outputs=len(pages),
            made=len(todo),
            written=sum(result.staged for result in results),
            removed=removed,
            problems=tuple(sort_problems(problems)),
            times=work.times,
        )
    finally:
        store.packs.close()
        gc.enable()


def read_site(project: Project) -> tuple[Site, Theme]:
    """Settings, words and theme: what every page may depend on."""
    options = project.config.site
    theme = read_theme(options.theme, project.themes, shipped("themes"))
    words = read_words(theme, options.language)
    view = SiteView(
        title=options.title,
        description=options.description,
        language=options.language,
        dir=words.direction,
        base_url=options.base_url,
        author=options.author,
        rights=options.rights,
        repository=options.repository,
        search=project.config.build.search,
        paper=project.config.print.paper,
        tokens=dict(theme.tokens),
    )
    settings = repr((view, sorted(words.strings.items()), project.config.model_dump(exclude={"ingest"})))
    return Site(view, words, project.config, digest_of(settings.encode())), theme


def read_content(project: Project, store: Store, options: Options, workers: Workers) -> dict[str, Stored]:
    """Wave 1: every content file, read again only where its bytes changed."""
    now = clock()
    listed = list_content(project.root)
    known, listed_at = ({}, 0) if options.clean else store.load()
    paths = find_changed(listed, known, listed_at)
    todo = [ToRead(p, listed[p], known[p].digest if p in known else b"") for p in paths]
    chunks = [todo[start : start + READ_CHUNK] for start in range(0, len(todo), READ_CHUNK)]
    reader = Reader(project.root, store.packs.folder, project.config.site.language)
    found: dict[str, Stored] = {path: known[path] for path in listed if path in known}
    for chunk in workers.map(partial(read_chunk, reader), chunks):
        for item in chunk:
            if isinstance(item, Stored):
                found[item.path] = item
            else:
                found[item[0]] = _renewed(known[item[0]], item[1])
    stored = {path: found[path] for path in listed}
    if todo or len(known) != len(stored):
        store.save(stored.values(), now)
    return stored


def _renewed(item: Stored, signature: Signature) -> Stored:
    return Stored(item.path, signature, item.digest, item.data, item.blobs, item.problems)


def assemble_archive(stored: Mapping[str, Stored], drafts: bool) -> tuple[Archive, list[Problem]]:
    """The archive of all content files that can be used."""
    usable = [item for item in stored.values() if item.data is not None]
    entries = [_entry(item) for item in usable if item.kind == "briefings"]
    pages = [_entry(item) for item in usable if item.kind == "pages"]
    return assemble(entries, pages, drafts)


def _entry(item: Stored) -> Entry:
    front, digest = item.data
    return Entry(briefing_of(front), item.path, digest, item.blobs)


def fingerprints(pages: list[Page], site: Site, templates: Templates) -> list[bytes]:
    """One per page, in order."""
    digests = templates.digests({page.template for page in pages})
    return [fingerprint(page, site, digests) for page in pages]


def find_stale(
    pages: list[Page], prints: list[bytes], known: Mapping[str, Made], project: Project
) -> tuple[list[ToMake], dict[str, Made]]:
    """Pages that have to be made, and the outputs that stay as they are."""
    todo: list[ToMake] = []
    kept: dict[str, Made] = {}
    for page, print_ in zip(pages, prints, strict=True):
        made = known.get(page.name)
        standing = made is not None and _untouched(project, page.name, made)
        if made is not None and standing and made.fingerprint == print_:
            kept[page.name] = made
        else:
            todo.append(ToMake(page, print_, made.digest if made is not None and standing else b""))
    return todo, kept


def _untouched(project: Project, name: str, made: Made) -> bool:
    try:
        stat = (project.public / name).stat()
    except OSError:
        return False
    return stat.st_size == made.size and stat.st_mtime_ns == made.mtime


def make_pages(todo: list[ToMake], maker: Maker, workers: Workers) -> list[Result]:
    """Wave 2: every stale page, rendered and staged."""
    maker.templates.compile(dict.fromkeys(item.page.template for item in todo if item.page.template))
    return list(workers.map(maker.make, todo, worth=200))


def problems_of(results: list[Result]) -> list[Problem]:
    """What went wrong in making pages; one problem per place, however many pages met it."""
    first: dict[object, Problem] = {}
    for result in results:
        for problem in result.problems:
            first.setdefault((problem.code, problem.where), problem)
    return list(first.values())


def write_site(
    stage: Stage,
    results: list[Result],
    kept: dict[str, Made],
    known: Mapping[str, Made],
    complete: bool,
) -> int:
    """Commits what was made; how many outputs were removed."""
    made = dict(kept)
    for result in results:
        if result.made is not None:
            made[result.name] = (
                result.made if result.staged else result.made._replace(mtime=known[result.name].mtime)
            )
    orphans = [] if stage.cold else find_orphans(stage.public, set(made), known, complete)
    staged = [result.name for result in results if result.staged]
    write_manifest(next_manifest(stage.cache), made)
    commit(stage, staged, orphans, next_manifest(stage.cache))
    return len(orphans)


__all__ = ["Options", "Report", "build", "read_made"]
