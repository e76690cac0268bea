"""seeds/ → the articles in it, and the work to do on those that changed. [I/O]

A file with the signature it had at the last ingest is not opened. A file of one article is hashed here and
read again by the worker that describes it; a file of many is taken apart here, once.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from builder.cache.listing import is_young
from builder.config import IngestOptions, Project
from builder.errors import ContentError, Problem
from builder.ingest.assign import Article
from builder.ingest.describe import Described, Setup, describe_part
from builder.ingest.reading.containers import find_opener, iter_parts, read_part
from builder.ingest.reading.parts import Part, seed_problem, stumbled
from builder.ingest.reading.seeds import SeedFile, list_seeds, open_seed
from builder.ingest.state import SeenFile, State
from builder.model import RawDocument


@dataclass(frozen=True, slots=True)
class Gathered:
    """What lies under seeds/."""

    files: Mapping[str, SeenFile]
    """Name of the file → what is in it."""
    sources: Mapping[str, SeedFile]
    """Name of the file → where it is."""
    problems: tuple[Problem, ...]
    """Of the folder: what was left aside or refused."""

    @property
    def articles(self) -> list[Article]:
        """Every article, in the order of names."""
        return [Article(*pair) for name in sorted(self.files) for pair in self.files[name].articles]


def gather(project: Project, state: State) -> Gathered:
    """Every file under seeds/ with the articles in it; opened only where it may have changed."""
    found, problems = list_seeds(project.seeds, project.root)
    files: dict[str, SeenFile] = {}
    for seed in found:
        kept = state.files.get(seed.name)
        if kept and kept.sign == seed.sign and not is_young(seed.sign, state.listed_at):
            files[seed.name] = kept
        else:
            files[seed.name] = _look_into(seed, project.config.ingest)
    return Gathered(files, {seed.name: seed for seed in found}, tuple(problems))


def _look_into(seed: SeedFile, options: IngestOptions) -> SeenFile:
    if find_opener(seed.name) is None:
        try:
            with open_seed(seed, options) as file:
                articles = [(seed.name, hashlib.sha256(file.read()).hexdigest())]
        except ContentError as error:
            return SeenFile(seed.sign, (), error.problems)
        return SeenFile(seed.sign, tuple(articles), ())
    parts = list(_named(_open_parts(seed, options)))
    problems = [part for part in parts if isinstance(part, Problem)]
    articles = [part for part in parts if not isinstance(part, Problem)]
    if not parts:
        hint = "Delete it, or put articles into it."
        problems = [seed_problem("E233", seed.name, "The file holds no article.", hint)]
    return SeenFile(seed.sign, tuple(articles), tuple(problems))


def _named(parts: Iterable[Part | Problem]) -> Iterator[tuple[str, str] | Problem]:
    """Name and hash of each article, so that no more than one is held at once."""
    return ((p.name, sha256_of(p)) if isinstance(p, Part) else p for p in parts)


def sha256_of(part: Part) -> str:
    """Of the article as it stood in its container."""
    return part.sha256 or hashlib.sha256(part.data).hexdigest()


def _open_parts(seed: SeedFile, options: IngestOptions) -> Iterator[Part | Problem]:
    """The articles of a file and what is wrong with it; what stood before a mistake of ours is kept."""
    try:
        with open_seed(seed, options) as file:
            yield from iter_parts(seed.name, file, options)
    except ContentError as error:
        yield from error.problems
    except Exception as error:  # the boundary of a seed: a mistake of ours must not stop the others
        yield stumbled(seed.name, error)


def iter_tasks(
    gathered: Gathered, wanted: Iterable[str], options: IngestOptions
) -> Iterator[SeedFile | Part]:
    """The work on the wanted articles: the file itself, or the article taken out of its container."""
    names = set(wanted)
    for name in sorted(gathered.files):
        mine = [article for article, _ in gathered.files[name].articles if article in names]
        if not mine:
            continue
        if mine == [name]:
            yield gathered.sources[name]
        else:
            parts = _open_parts(gathered.sources[name], options)
            yield from (part for part in parts if isinstance(part, Part) and part.name in names)


def read_task(task: SeedFile | Part, options: IngestOptions) -> RawDocument | None:
    """The seed read again, for a closer look; None where its container holds no article."""
    only = task if isinstance(task, Part) else next(_open_parts(task, options))
    return read_part(only, options) if isinstance(only, Part) else None


def describe_task(setup: Setup, task: SeedFile | Part) -> tuple[str, Described | tuple[Problem, ...]]:
    """(name, description or problems). Top-level and picklable: runs in any worker."""
    try:
        only = task if isinstance(task, Part) else next(_open_parts(task, setup.options))
        return task.name, describe_part(setup, only) if isinstance(only, Part) else (only,)
    except ContentError as error:
        return task.name, error.problems
    except Exception as error:  # the boundary of a seed: a mistake of ours must not stop the others
        return task.name, (stumbled(task.name, error),)
