"""`dispatchbox serve`: live preview on 127.0.0.1."""

from __future__ import annotations

import asyncio
import contextlib
import traceback
from pathlib import Path

import click

from builder.publish.server import Outcome, Preview, own_hosts, serve
from builder.publish.watching import Watcher


@click.command(epilog="Example: dispatchbox serve --port 8001")
@click.option("--port", type=click.IntRange(0, 65535), default=8000, show_default=True)
@click.option("--host", default="127.0.0.1", show_default=True, help="Address to listen on.")
@click.option("--poll", is_flag=True, help="Look for changes: for disks that raise no events.")
@click.option("--drafts", is_flag=True, help="Show briefings that are marked as drafts.")
def command(port: int, host: str, poll: bool, drafts: bool) -> None:
    """Build, show the site in a browser, and reload it at every save."""
    from builder.last import list_inputs

    root = Path.cwd().resolve()
    outcome = rebuild(root, drafts, jobs=0)
    for line in outcome.problems:
        click.echo(line, err=True)
    preview = Preview(
        root / "public",
        lambda: rebuild(root, drafts, jobs=1),
        own_hosts(host),
        lambda line: click.echo(line, err=True),
        outcome,
        base_path=read_base_path(root),
    )
    watcher = Watcher(root, preview.mark, lambda: list_inputs(root)[1])

    def watch(_: Preview) -> None:
        if watcher.start(poll) == "looking" and not poll:
            click.echo("This disk raises no events: looking for changes twice a second.")
        preview.mark()  # what was saved since the first build

    def ready(opened: int) -> None:
        click.echo(f"Preview on http://{host}:{opened}/ – Ctrl-C ends it.")

    try:
        with contextlib.suppress(KeyboardInterrupt):
            asyncio.run(serve(preview, host, port, watch, ready))
    finally:
        watcher.stop()


def read_base_path(root: Path) -> str:
    """The folder that the published site lives under; `/` when config.yaml does not say, or is broken."""
    from builder.config import load_project
    from builder.errors import ContentError
    from builder.permalinks import base_path

    try:
        return base_path(load_project(root).config.site.base_url)
    except ContentError:
        return "/"


def rebuild(root: Path, drafts: bool, jobs: int) -> Outcome:
    """One build; whatever goes wrong is an outcome, for the preview lives on."""
    from builder.build import Options, build
    from builder.config import load_project
    from builder.errors import ContentError
    from builder.last import nothing_to_do

    options = Options(drafts=drafts, jobs=jobs)
    try:
        if nothing_to_do(root, options.key) is not None:
            return Outcome(False)
        report = build(load_project(root), options)
    except ContentError as error:
        return Outcome(False, tuple(map(str, error.problems)))
    except Exception:  # the boundary of a worker: a mistake of ours must not end the preview
        return Outcome(False, (traceback.format_exc(),))
    errors = tuple(str(problem) for problem in report.problems if problem.level == "error")
    return Outcome(report.written + report.removed > 0, errors)
