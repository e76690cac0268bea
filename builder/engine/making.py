"""Wave 2: every page whose fingerprint is new, rendered and staged. Plain data in, plain data out.

`Maker.make` may run in another process or on another machine; it leaves a recipe of each page. What becomes
of the staged outputs is decided in `publish.writer`.
"""

from __future__ import annotations

import os
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import groupby
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

from builder.cache.packs import Packs, PackWriter
from builder.engine.recipes import Inputs, dump_recipes, inputs_of
from builder.errors import ContentError, Location, Problem
from builder.publish.manifest import Made
from builder.publish.writer import Stage, has_bytes, write_output
from builder.render.page import Page, Part, Site, fingerprint, joined, made_with, to_bytes, values_of
from builder.workers import Workers

if TYPE_CHECKING:
    from builder.render.theme.templates import Templates

WORTH = 200
"""Pages from which on a second process is worth starting."""
LEAST = 25
"""Pages of a chunk: each leaves a pack of recipes."""
CHUNK = 500
"""Most pages that a machine of a cluster makes at a time: what is lost with it is small."""
AT_ONCE = 32
"""Pages that are taken together from step to step: parts read, views made, rendered, written. At each change
of what it does the processor would have to learn anew what that needs."""


def recipes_of(cache: Path) -> Packs:
    """Where the recipes of pages are kept."""
    return Packs(cache / "recipes")


def drop_recipes(cache: Path, made: Mapping[str, Made]) -> None:
    """Removes those of pages that are no longer made like that."""
    wanted = {row.recipe[0] for row in made.values() if row.recipe}
    recipes_of(cache).keep_only(wanted.__contains__)


class ToMake(NamedTuple):
    """A page that is to be made again."""

    name: str
    """Of its output."""
    page: Page
    head: bytes
    """Of its fingerprint."""
    standing: Made | None = None
    """The output that stands in public/; one with the same bytes is not written again."""


class Result(NamedTuple):
    """What became of a page."""

    name: str
    made: Made | None
    """None: it could not be made; `problems` say why."""
    staged: bool = False
    problems: tuple[Problem, ...] = ()


@dataclass(frozen=True, slots=True)
class Work:
    """What is to be made, and what stays as it is."""

    todo: tuple[ToMake, ...]
    kept: Mapping[str, Made]


def find_work(
    pages: Mapping[str, Page], site: Site, templates: Templates, public: Path, known: Mapping[str, Made]
) -> Work:
    """Of the pages, by the names of their outputs, those whose fingerprint is new or whose file is not as it
    was written.
    """
    digests = templates.digests({page.template for page in pages.values()})
    todo: list[ToMake] = []
    kept: dict[str, Made] = {}
    alike: dict[tuple[Any, str], bytes] = {}
    folder = f"{public}/"
    for name, page in pages.items():
        kind = page.make, page.template
        if kind not in alike:
            alike[kind] = made_with(*kind, site, digests)
        head = page.path.encode() + alike[kind]
        made = known.get(name)
        if made is not None and not stands(folder + name, made):
            made = None
        if made is not None and made.fingerprint == fingerprint(head, joined(page.parts)):
            kept[name] = made
        else:
            todo.append(ToMake(name, page, head, made))
    return Work(tuple(todo), kept)


def stands(path: str, made: Made) -> bool:
    """Whether an output is as it was written."""
    try:
        stat = os.stat(path)  # noqa: PTH116 - for every page of the site
    except OSError:
        return False
    return stat.st_size == made.size and stat.st_mtime_ns == made.mtime


def find_collisions(pages: Iterable[Page]) -> tuple[dict[str, Page], list[Problem]]:
    """The pages by the names of their outputs, and a problem for every page whose output another one claims.

    Case does not tell names apart: not every disk keeps `A.html` beside `a.html`.
    """
    found: dict[str, Page] = {}
    owners: dict[str, Page] = {}
    problems: list[Problem] = []
    for page in pages:
        name = page.name
        if (".." in name and ".." in name.split("/")) or "\0" in name:
            raise ValueError(f"a page outside the site: {page.path!r}")
        first = owners.setdefault(name.casefold(), page)
        if first is page:
            found[name] = page
        else:
            where = Location(next(iter(page.sources or first.sources), "content"))
            problems.append(
                Problem(
                    "E405",
                    where,
                    f"The address {page.path} is claimed twice, by a page of kind '{first.kind or '?'}' "
                    f"and one of kind '{page.kind or '?'}'.",
                    "Rename one of the two; the second is left out.",
                )
            )
    return found, problems


def make_pages(work: Work, maker: Maker, workers: Workers) -> list[Result]:
    """Every page of the work, rendered and staged."""
    maker.templates.compile(dict.fromkeys(item.page.template for item in work.todo if item.page.template))
    alone = sorted((item for item in work.todo if item.page.sources), key=lambda item: item.page.sources)
    lists = [item for item in work.todo if not item.page.sources]
    few, many = max(1, workers.count // 2), workers.count * 16
    chunks = [*_cut(lists, few, workers), *_cut(alone, many, workers, ends=workers.count * 2)]
    worth = 2 if len(work.todo) >= WORTH else len(chunks) + 1
    rows = (row for rows in workers.map(maker.make, chunks, chunk=1, worth=worth) for row in rows)
    return [
        Result(item.name, made and Made._make(made), staged, problems)
        for item, (made, staged, problems) in zip((*lists, *alone), rows, strict=True)
    ]


def _cut(todo: Sequence[ToMake], parts: int, workers: Workers, ends: int = 1) -> list[Sequence[ToMake]]:
    """Chunks of work. Lists come first and in few of them: they take long, and a process that makes many
    works out once what they have of a briefing. What is about one briefing comes last in many, and its files
    side by side: what they share is worked out once. Of what is left no chunk is more than one in so many
    `ends`, so that the last ones are small and no core waits for another.
    """
    size = max(LEAST, -(-len(todo) // parts))
    if workers.executor is not None:
        size = min(size, CHUNK)
    chunks: list[Sequence[ToMake]] = []
    start = 0
    while start < len(todo):
        end = start + max(LEAST, min(size, -(-(len(todo) - start) // ends)))
        chunks.append(todo[start:end])
        start = end
    return chunks


_Place = tuple[str, int, int, bytes]
"""Where recipes are kept: the first fields of a `Blob`."""


class Maker:
    """What wave 2 needs to know."""

    def __init__(self, site: Site, templates: Templates, packs: Packs, stage: Stage) -> None:
        self.site, self.templates, self.packs = site, templates, packs
        self._folder, self._public = str(stage.folder), str(stage.public)
        self._recipes = recipes_of(stage.cache).folder
        self._inputs: tuple[tuple[Part, ...], Inputs] = ((), inputs_of(()))
        """Of the last page made: the next one, another file of the same list, often has the same."""

    def make(self, chunk: Sequence[ToMake]) -> list[tuple[Any, ...]]:
        """(fields of `Made`, staged, problems) for each page, which is rendered and staged."""
        rows: list[tuple[Any, ...]] = []
        with PackWriter(self._recipes) as pack:
            for start in range(0, len(chunk), AT_ONCE):
                some = chunk[start : start + AT_ONCE]
                rendered = self._render([todo.page for todo in some])
                inputs = [self._inputs_of(todo.page.parts) for todo in some]
                recipes = pack.add(dump_recipes(map(_recipe, some, inputs)))
                rows += [self._keep(*each, recipes) for each in zip(some, rendered, inputs, strict=True)]
        return rows

    def _inputs_of(self, parts: tuple[Part, ...]) -> Inputs:
        if self._inputs[0] is not parts:
            self._inputs = (parts, inputs_of(parts))
        return self._inputs[1]

    def _render(self, pages: Sequence[Page]) -> Sequence[bytes | tuple[Problem, ...]]:
        """The bytes of pages, or why there are none."""
        try:
            return render_pages(pages, self.site, self.templates, self.packs)
        except ContentError:
            return [self._render_one(page) for page in pages]

    def _render_one(self, page: Page) -> bytes | tuple[Problem, ...]:
        try:
            return render_page(page, self.site, self.templates, self.packs)
        except ContentError as error:
            return tuple(_about(p, page) for p in error.problems)

    def _keep(
        self, todo: ToMake, data: bytes | tuple[Problem, ...], inputs: Inputs, recipes: _Place
    ) -> tuple[Any, ...]:
        """Unless a page came out as it stands in public/, it is staged."""
        name, _, head, standing = todo
        if isinstance(data, tuple):
            return None, False, data
        print_ = fingerprint(head, inputs.digests)
        kept = (recipes, inputs.marks) if inputs.marks else (None, b"")
        if standing is not None and has_bytes(self._public, name, standing, data):
            return (print_, standing.size, standing.mtime, *kept), False, ()
        mtime = write_output(self._folder, name, data)
        return (print_, len(data), mtime, *kept), True, ()


def _recipe(todo: ToMake, inputs: Inputs) -> tuple[str, Page, bytes, Inputs]:
    return todo.name, todo.page, todo.head, inputs


def render_page(page: Page, site: Site, templates: Templates, packs: Packs) -> bytes:
    """A page's bytes, from its parts."""
    return render_pages([page], site, templates, packs)[0]


def render_pages(pages: Sequence[Page], site: Site, templates: Templates, packs: Packs) -> list[bytes]:
    """The bytes of pages, all of them taken from step to step together."""
    values: list[list[Any]] = []
    for _, files in groupby(pages, lambda page: id(page.parts)):  # those of a list are made from the same
        alike = list(files)
        values += [values_of(alike[0], packs)] * len(alike)
    views = [page.make(site, *held) for page, held in zip(pages, values, strict=True)]
    made = [
        templates.render(page.template, view) if page.template else view
        for page, view in zip(pages, views, strict=True)
    ]
    return [to_bytes(one) if isinstance(one, str) else one for one in made]


def _about(problem: Problem, page: Page) -> Problem:
    """A template's problem says which page met it."""
    return replace(problem, message=f"{problem.message.rstrip('.')}, on the page {page.path}.")


def problems_of(results: Iterable[Result]) -> list[Problem]:
    """What went wrong in making pages; one problem per place, however many pages met it."""
    first: dict[object, Problem] = {}
    for result in results:
        for problem in result.problems:
            first.setdefault((problem.code, problem.where), problem)
    return list(first.values())
