"""One module a command: parse the options, call the rooms, print. No logic lives here."""

from __future__ import annotations

import sys
from collections.abc import Iterable

import click

from builder.errors import Problem, sort_problems


def report_problems(problems: Iterable[Problem], *, strict: bool = False, notes: bool = False) -> None:
    """Prints problems sorted by file, then their count; exit status 1 when one of them is an error.

    Under `strict` a doubt is an error too. Notes are printed only when asked for.
    """
    found = [problem for problem in sort_problems(problems) if notes or problem.level != "note"]
    for problem in found:
        click.echo(str(problem), err=True)
    errors = sum(problem.level == "error" for problem in found)
    doubts = sum(problem.level == "doubt" for problem in found)
    if errors or doubts:
        parts = [
            f"{count} {name}{'s' * (count > 1)}"
            for count, name in ((errors, "error"), (doubts, "doubt"))
            if count
        ]
        click.echo(", ".join(parts) + ".", err=True)
    if errors or (strict and doubts):
        sys.exit(1)
