"""`dispatchbox check`: everything that is wrong or doubtful, sorted by file."""

from __future__ import annotations

from pathlib import Path

import click

from builder.commands import report_problems
from builder.config import load_project
from builder.desk.audit import find_problems


@click.command(epilog="Example: dispatchbox check --strict")
@click.option("--strict", is_flag=True, help="Doubts count as errors.")
@click.option("-v", "--verbose", is_flag=True, help="Print notes too.")
def command(strict: bool, verbose: bool) -> None:
    """List what is wrong or doubtful in content/, its records and public/.

    Looks at front matter, people and issues, ledgers and damage, and reads the built site as a visitor
    would: links, ids, requests to other hosts, code, leaks.
    """
    project = load_project(Path.cwd())
    report_problems(find_problems(project), strict=strict, notes=verbose)
    click.echo("No errors.")
