"""`dispatchbox explain`: why a line was removed, a tag given, a date chosen."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from itertools import chain
from pathlib import Path
from typing import TYPE_CHECKING

import click

from builder.config import Project, load_project

if TYPE_CHECKING:
    from builder.archive.records import Record

Answer = Iterator[str] | None
"""Lines of text; None when the word is not of the kind that is asked for."""


@click.command(epilog="Example: dispatchbox explain 002_bc361f33faddde71.txt:59")
@click.argument("what", metavar="SEED[:LINE]|SLUG|PATH")
def command(what: str) -> None:
    """Say why a seed's line went where it went, why a briefing has its date, people and issues, or why a page
    was rebuilt."""
    project = load_project(Path.cwd())
    for answer in ANSWERS:
        lines = answer(project, what)
        if lines is not None:
            for line in lines:
                click.echo(line)
            return
    raise click.UsageError(
        f"'{what}' is no seed, no briefing and no page, and nobody's slug. "
        "Look into seeds/, content/briefings/, public/."
    )


def _explain_seed(project: Project, what: str) -> Answer:
    """The story of a seed or of one of its lines."""
    from builder.commands.ingest import seed_name
    from builder.ingest.telling.explain import explain_line, explain_seed

    name = seed_name(what)
    found, number = _find_record(project, name), 0
    line = re.fullmatch(r"(.+):(\d+)", name)
    if found is None and line:
        found, number = _find_record(project, line[1], int(line[2])), int(line[2])
    if found is None:
        return None
    if number > len(found.ledger):
        raise click.UsageError(f"seeds/{found.seed} has {len(found.ledger)} lines, not {number}.")
    return explain_line(found, number) if number else explain_seed(found)


def _find_record(project: Project, name: str, number: int = 0) -> Record | None:
    """The record of a seed; made on the spot when the seed is new or changed since."""
    from builder.ingest.telling.account import account_for

    return account_for(project, name, number)


def _explain_briefing(project: Project, what: str) -> Answer:
    """The story of a briefing, by its slug or file."""
    from builder.archive.frontmatter import parse
    from builder.archive.issues.vocabulary import read_vocabulary
    from builder.archive.records import find_record, read_record, record_path
    from builder.archive.store import read_text
    from builder.ingest.telling.explain import compare, explain_briefing
    from builder.ingest.writing.write import briefing_path

    slug = Path(what).name.removesuffix(".md") if what.startswith("content/") else what
    if not re.fullmatch(r"[\w-]+", slug) or not (project.root / briefing_path(slug)).is_file():
        return None
    path = briefing_path(slug)
    document = parse(read_text(project.root, path), path)

    def told() -> Iterator[str]:
        if not (project.root / record_path(slug)).is_file():
            yield f"{path} was written by hand: it has no record."
            return
        record = read_record(project.root, slug)
        yield from explain_briefing(record, document, read_vocabulary(project.root)[0])
        other = str(document.values.get("duplicate_of", ""))
        canonical = find_record(project.root, other) if other else None
        if canonical:
            yield f"  What differs from {briefing_path(other)}:"
            yield from (f"    {line}" for line in compare(canonical.base.body, record.base.body))

    return told()


def _explain_page(project: Project, what: str) -> Answer:
    """What a page of the site is made from, and whether the next build makes it again."""
    from builder.desk.tracing import trace_page

    return trace_page(project, what)


def _explain_term(project: Project, what: str) -> Answer:
    """What the page of a person, an issue or an outlet is made from, by its slug; and what knows more."""
    if not re.fullmatch(r"[\w-]+", what):
        return None
    for room, known in (("people", "people show"), ("issues", "issues show"), ("outlets", "")):
        if (project.public / room / what / "index.html").is_file():
            lines = _explain_page(project, f"{room}/{what}/")
            more = [f"Its briefings and names: dispatchbox {known} {what}"] if known else []
            return chain(lines or (), more)
    return None


ANSWERS: tuple[Callable[[Project, str], Answer], ...] = (
    _explain_seed,
    _explain_briefing,
    _explain_page,
    _explain_term,
)
"""Who may know what a word means, in the order in which they are asked."""
