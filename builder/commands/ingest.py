"""`dispatchbox ingest`: seeds/ → content/, and a table of what was decided."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING

import click

from builder.commands import counted, fails, print_problems

if TYPE_CHECKING:
    from builder.ingest.pipeline import IngestResult

EXAMPLE = "Example: dispatchbox ingest --dry-run seeds/summit.html"


@click.command(epilog=EXAMPLE)
@click.argument("seeds", nargs=-1, metavar="[SEED]...")
@click.option("--dry-run", is_flag=True, help="Print what would change as a diff; write nothing.")
@click.option("--restore", is_flag=True, help="Bring back briefings that were deleted from content/.")
@click.option("--jobs", type=click.IntRange(0, 512), default=0, help="Processes; 0 means one per core.")
@click.option("--workers", default="", metavar="dask://HOST:PORT", help="A Dask cluster, not processes.")
@click.option("-v", "--verbose", is_flag=True, help="Show notes, and the rules that never fired.")
@click.option("--strict", is_flag=True, help="Treat doubts as errors.")
def command(
    seeds: tuple[str, ...],
    dry_run: bool,
    restore: bool,
    jobs: int,
    workers: str,
    verbose: bool,
    strict: bool,
) -> None:
    """Bring content/ up to date with seeds/. What you edited in content/ stays.

    Without SEED, all seeds that changed are read; with one or more, just these, changed or not.
    """
    from builder.config import load_project
    from builder.ingest.pipeline import Request, ingest
    from builder.publish.writer import locked
    from builder.workers import open_workers

    project = load_project(Path.cwd())
    names = tuple(seed_name(seed) for seed in seeds)
    for name in names:
        if not (project.seeds / name.partition("#")[0]).is_file():
            raise click.UsageError(f"There is no seed '{name}' in seeds/.")
    own = project.config.build
    cluster = workers or ("" if jobs else own.workers)
    with locked(project.cache), open_workers(jobs or own.jobs, cluster, project.root) as opened:
        result = ingest(project, opened, Request(names, dry_run, restore))
    if dry_run:
        _print_diffs(result)
    _print_table(result)
    _print_hints(result, verbose)
    print_problems(result.problems, notes=verbose)
    _print_sum(result, dry_run)
    sys.exit(fails(result.problems, strict))


def seed_name(text: str) -> str:
    """A seed as a person names it (a path, with or without seeds/) → its name under seeds/."""
    name = Path(text).as_posix().removeprefix("./")
    return name.removeprefix("seeds/")


def _print_diffs(result: IngestResult) -> None:
    from builder.ingest.telling.report import diff_of

    for change in result.changes:
        if change.path.startswith("content/briefings/"):
            for line in diff_of(change.path, change.before, change.after):
                click.echo(line)


def _print_table(result: IngestResult) -> None:
    from builder.ingest.telling.report import HEAD, cells, plain_line

    if not result.rows:
        return
    if not sys.stdout.isatty():
        for row in result.rows:
            click.echo(plain_line(row))
        return
    from rich.console import Console
    from rich.table import Table
    from rich.text import Text

    table = Table(box=None, header_style="bold", pad_edge=False)
    for name in HEAD:
        is_number = name in ("People", "Issues", "Kept", "Meta", "Removed", "Doubts")
        table.add_column(name, justify="right" if is_number else "left", no_wrap=is_number or name == "Date")
    for row in result.rows:
        table.add_row(
            *(Text(cell) for cell in cells(row))
        )  # Text: a title may hold what rich takes for markup
    Console().print(table)


def _print_hints(result: IngestResult, verbose: bool) -> None:
    from builder.ingest.telling.report import most_doubtful, never_fired

    doubtful = most_doubtful(result.unsure, 1000 if verbose else 10)
    if doubtful:
        click.echo("\nRemoved by the score alone, most doubtful first (dispatchbox explain SEED:LINE):")
        for line in doubtful:
            click.echo(f"  {line}")
        if len(result.unsure) > len(doubtful):
            click.echo(f"  … and {len(result.unsure) - len(doubtful):,} more (-v shows them)")
    if verbose:
        names = ", ".join(never_fired(result.fired)) or "none"
        click.echo(f"\nRules that no line of the archive met: {names}")


def _print_sum(result: IngestResult, dry_run: bool) -> None:
    written = sum(1 for change in result.changes if change.path.startswith("content/briefings/"))
    verb = "would be written" if dry_run else "written"
    parts = [f"{result.seeds:,} seeds, {len(result.rows):,} read, {written:,} briefings {verb}"]
    if count := counted(result.problems):
        parts.append(count)
    if result.deleted:
        parts.append(f"{result.deleted:,} deleted briefings stay so (--restore brings them back)")
    click.echo(f"\n{'; '.join(parts)}.")
