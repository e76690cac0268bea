"""`dispatchbox publish`: public/ → a branch that GitHub Pages serves."""

from __future__ import annotations

from pathlib import Path

import click

from builder.commands import report_problems
from builder.config import load_project
from builder.publish import pages_host

SHOWN = 20
"""Paths listed by --dry-run for each of added, changed and removed."""


@click.command(epilog="Example: dispatchbox publish --branch gh-pages --dry-run")
@click.option("--branch", default="gh-pages", show_default=True, help="Branch that GitHub Pages serves.")
@click.option("--remote", default="origin", show_default=True, help="Git remote to push to.")
@click.option("--message", "-m", default="Publish the archive", show_default=True, help="Commit message.")
@click.option("--dry-run", is_flag=True, help="Say what would change on the branch, and push nothing.")
def command(branch: str, remote: str, message: str, dry_run: bool) -> None:
    """Push public/ to a branch of its own.

    The working tree is left alone. Without changes nothing is pushed.
    """
    project = load_project(Path.cwd())
    problems = list(pages_host.check_folder(project.public, project.config.site.base_url))
    fit = not any(problem.level == "error" for problem in problems)
    if fit and (obstacle := pages_host.find_obstacle(project.root, remote, branch)):
        problems.append(obstacle)
    report_problems(problems)
    changes = pages_host.find_changes(project.root, project.public, remote, branch)
    for name, paths in (("add", changes.added), ("change", changes.changed), ("remove", changes.removed)):
        if dry_run:
            for path in paths[:SHOWN]:
                click.echo(f"{name:>7}  {path}")
            if len(paths) > SHOWN:
                click.echo(f"{name:>7}  … and {len(paths) - SHOWN} more")
    counts = f"{len(changes.added)} added, {len(changes.changed)} changed, {len(changes.removed)} removed"
    if dry_run:
        click.echo(f"Would publish to {remote}/{branch}: {counts}.")
    elif not changes.total:
        click.echo(f"{remote}/{branch} is up to date.")
    else:
        pages_host.push_site(project.root, project.public, remote, branch, message)
        click.echo(f"Published to {remote}/{branch}: {counts}.")
