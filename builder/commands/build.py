"""`dispatchbox build`: ingest what changed, then content/ → public/."""

from __future__ import annotations

import gc
import sys
from pathlib import Path
from typing import TYPE_CHECKING

import click

from builder.commands import counted, fails, print_problems

if TYPE_CHECKING:
    from builder.build import Report


@click.command(epilog="Example: dispatchbox build --jobs 2 -v")
@click.option("--clean", is_flag=True, help="Make everything again, whatever earlier builds left.")
@click.option("--drafts", is_flag=True, help="Show briefings that are marked as drafts.")
@click.option("--jobs", type=click.IntRange(0, 512), default=0, help="Processes; 0 means one per core.")
@click.option("--workers", default="", metavar="dask://HOST:PORT", help="A Dask cluster, not processes.")
@click.option("-v", "--verbose", is_flag=True, help="Say how long each stage took, and show notes.")
@click.option("--strict", is_flag=True, help="Treat doubts as errors.")
@click.option("--no-ingest", is_flag=True, help="Leave seeds/ alone.")
def command(
    clean: bool, drafts: bool, jobs: int, workers: str, verbose: bool, strict: bool, no_ingest: bool
) -> None:
    """Bring public/ up to date with seeds/, content/, the theme and config.yaml."""
    gc.disable()  # neither imports nor listings make circles: the collector would walk them in vain
    from builder.engine.last import list_inputs, nothing_to_do

    root = Path.cwd()
    inputs = list_inputs(root)
    elsewhere = (root / ".dispatchbox" / "remote").exists()
    last = None if clean or elsewhere else nothing_to_do(root, (drafts, not no_ingest), inputs)
    if last is not None:
        for line in last["doubts"]:
            click.echo(line, err=True)
        click.echo(f"{last['briefings']:,} briefings, {last['outputs']:,} pages and files: nothing to do.")
        click.echo("Look at public/index.html")
        sys.exit(1 if strict and last["doubts"] else 0)

    from builder.build import Options, build
    from builder.config import load_project
    from builder.remote import mirrored

    project = load_project(root)
    gc.enable()
    with mirrored(project) as is_remote:
        options = Options(clean, drafts, jobs, workers, not no_ingest)
        report = build(project, options, None if is_remote else inputs)
    print_problems(report.problems, notes=verbose)
    _summarise(report, verbose)
    sys.exit(fails(report.problems, strict))


def _summarise(report: Report, verbose: bool) -> None:
    seconds = sum(report.times.values())
    click.echo(
        f"{report.briefings:,} briefings, {report.outputs:,} pages and files: {report.made:,} made, "
        f"{report.written:,} written, {report.removed:,} removed, in {seconds:.2f} s."
    )
    if count := counted(report.problems):
        click.echo(f"{count}.")
    if not report.briefings:
        click.echo("The archive is empty: put articles into seeds/ and build again.")
    if verbose:
        for name, time in report.times.items():
            click.echo(f"  {name:<10} {time * 1000:8.1f} ms")
    click.echo("Look at public/index.html")
