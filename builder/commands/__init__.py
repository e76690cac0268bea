"""One module a command: parse the options, call the rooms, print. No logic lives here."""

from __future__ import annotations

import sys
from collections import Counter
from collections.abc import Iterable

import click

from builder.errors import Level, Problem, sort_problems


def report_problems(problems: Iterable[Problem], *, strict: bool = False, notes: bool = False) -> None:
    """Prints problems sorted by file, then their count; exit status 1 when one of them is an error.

    Under `strict` a doubt is an error too. Notes are printed only when asked for.
    """
    found = print_problems(problems, notes=notes)
    if count := counted(found):
        click.echo(f"{count}.", err=True)
    if fails(found, strict):
        sys.exit(1)


def print_problems(problems: Iterable[Problem], *, notes: bool = False) -> list[Problem]:
    """Prints problems sorted by file, and gives those that it printed; notes only when asked for."""
    found = [problem for problem in sort_problems(problems) if notes or problem.level != "note"]
    for problem in found:
        click.echo(str(problem), err=True)
    return found


def counted(problems: Iterable[Problem]) -> str:
    """`1 error, 3 doubts`; empty where there is neither."""
    count = Counter(problem.level for problem in problems)
    levels: tuple[Level, ...] = ("error", "doubt")
    return ", ".join(f"{count[name]:,} {name}{'s' * (count[name] > 1)}" for name in levels if count[name])


def fails(problems: Iterable[Problem], strict: bool) -> bool:
    """Whether a command ends with exit status 1."""
    failing = {"error", "doubt"} if strict else {"error"}
    return any(problem.level in failing for problem in problems)
