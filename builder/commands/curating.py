"""What `people` and `issues` have in common: the desk, decisions carried out, proposals taken by number."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from pathlib import Path
from typing import TypeVar

import click

from builder.archive.curation import Change
from builder.config import load_project
from builder.desk.layout import Desk, carry_out, open_desk
from builder.model import Entry, Term

T = TypeVar("T")

SHOWN = 20
"""Briefings that `show` lists of a person or an issue."""

DRY_RUN = click.option("--dry-run", is_flag=True, help="Say what would be written, and write nothing.")


def open_here() -> Desk:
    """The desk of the archive in this folder."""
    return open_desk(load_project(Path.cwd()))


def decide(desk: Desk, changes: Iterable[Change], then: str, dry_run: bool = False) -> None:
    """Carries a decision out, with a line about each file and what to do `then`; or says what it would do."""
    if dry_run:
        for change in changes:
            click.echo(f"would {'remove' if change.values is None else 'write'} {change.path}")
        return
    for line in carry_out(desk.root, changes):
        click.echo(line)
    click.echo(then)


def show_labels(labels: Mapping[str, Sequence[str]]) -> None:
    """A line for each label that has something to say."""
    for label, values in labels.items():
        if values:
            click.echo(f"  {label}: {', '.join(values)}")


def show_briefings(term: Term | None, about: Callable[[Entry], str] = lambda entry: "") -> None:
    """How many briefings a person or an issue has, and the newest of them."""
    entries = term.entries if term else ()
    click.echo(f"  {len(entries)} briefings")
    for entry in entries[:SHOWN]:
        click.echo(f"    {entry.briefing.date or 'undated':12}  {entry.slug}{about(entry)}")
    if len(entries) > SHOWN:
        click.echo(f"    … and {len(entries) - SHOWN} more")


def choose(proposals: Sequence[T], accept: str, without: str) -> list[T]:
    """Shows proposals with their numbers, or says what it means to be `without` any; those accepted."""
    for number, proposal in enumerate(proposals, 1):
        click.echo(f"{number:3}. {proposal}")
    if not proposals:
        click.echo(without)
    chosen = _numbers(accept, len(proposals))
    return [proposal for number, proposal in enumerate(proposals, 1) if number in chosen]


def _numbers(text: str, most: int) -> set[int]:
    """Numbers of proposals: `1,3-5` → {1, 3, 4, 5}; `all` → all of them. One that there is not is refused."""
    if text == "all":
        return set(range(1, most + 1))
    found: set[int] = set()
    for part in filter(None, (piece.strip() for piece in text.split(","))):
        first, _, last = part.partition("-")
        if not first.isdigit() or not (last or first).isdigit():
            raise click.BadParameter(f"'{part}' is no number of a proposal; write 1,3 or 2-5 or all")
        found.update(range(int(first), int(last or first) + 1))
    if strange := sorted(found - set(range(1, most + 1))):
        raise click.BadParameter(
            f"there is no proposal {strange[0]}; there {'is' if most == 1 else 'are'} {most}"
        )
    return found
