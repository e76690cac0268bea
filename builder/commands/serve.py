"""`dispatchbox serve`: live preview on 127.0.0.1."""

from __future__ import annotations

import asyncio
import contextlib
import gc
import sys
import traceback
from collections.abc import Collection
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

import click

from builder.publish.preview import Outcome, Preview
from builder.publish.server import own_hosts, serve
from builder.publish.watching import Watcher

if TYPE_CHECKING:
    from builder.cache.listing import Signature
    from builder.engine.glance import Kept


@click.command(epilog="Example: dispatchbox serve --port 8001")
@click.option("--port", type=click.IntRange(0, 65535), default=8000, show_default=True)
@click.option("--host", default="127.0.0.1", show_default=True, help="Address to listen on.")
@click.option("--poll", is_flag=True, help="Look for changes: for disks that raise no events.")
@click.option("--drafts", is_flag=True, help="Show briefings that are marked as drafts.")
def command(port: int, host: str, poll: bool, drafts: bool) -> None:
    """Build, show the site in a browser, and reload it at every save."""
    from builder.config import CONFIG_NAME, load_project

    root = Path.cwd().resolve()
    if not (root / CONFIG_NAME).exists():
        load_project(root)  # says so; any other mistake is shown in the preview, until it is mended
    session = Session(root, drafts)
    outcome = session.build(jobs=0)
    for line in outcome.problems:
        click.echo(line, err=True)
    preview = Preview(
        root / "public",
        session.build,
        session.look,
        own_hosts(host),
        lambda line: click.echo(line, err=True),
        outcome,
        session.base,
    )
    watcher = Watcher(root, preview.mark, partial(_listing, root))

    def watch(_: Preview) -> None:
        preview.looking = watcher.start(poll) == "looking"
        if preview.looking and not poll:
            click.echo("This disk raises no events: looking for changes twice a second.")
        preview.mark(())  # what was saved since the first build

    def ready(opened: int) -> None:
        click.echo(f"Preview on http://{host}:{opened}/ – Ctrl-C ends it.")

    sys.setswitchinterval(SWITCH)
    try:
        with contextlib.suppress(KeyboardInterrupt):
            asyncio.run(serve(preview, host, port, watch, ready))
    finally:
        watcher.stop()


def _listing(root: Path) -> dict[str, Signature]:
    """What the watcher compares; nothing where a folder may not be read, which the next build tells."""
    from builder.engine.last import list_inputs

    with contextlib.suppress(OSError):
        return list_inputs(root)[1]
    return {}


SWITCH = 0.0005
"""Seconds. A browser is answered while a build runs in another thread; Python's own 5 ms would show."""


class Session:
    """The builds of one preview, and what the last of them planned."""

    def __init__(self, root: Path, drafts: bool) -> None:
        self.root, self.drafts = root, drafts
        self.kept: Kept | None = None

    def build(self, saved: Collection[str] = (), jobs: int = 1) -> Outcome:
        """One build; whatever goes wrong is an outcome, for the preview lives on."""
        from builder.build import Options, build
        from builder.config import load_project
        from builder.engine.glance import is_current, plan_to_keep
        from builder.engine.last import nothing_to_do
        from builder.errors import ContentError

        options = Options(drafts=self.drafts, jobs=jobs)
        planned = False
        try:
            if self.kept and nothing_to_do(self.root, options.key) is not None:
                return Outcome(idle=True)
            project = load_project(self.root)
            report = build(project, options)
            if self.kept is None or not saved or not is_current(self.kept, saved):
                self.kept, planned = plan_to_keep(project, self.drafts), True
                gc.freeze()  # it stays: the collector need not walk it while a browser waits
        except ContentError as error:
            return Outcome(tuple(map(str, error.problems)), failed=True)
        except Exception:  # the boundary of a worker: a mistake of ours must not end the preview
            return Outcome((traceback.format_exc(),), failed=True)
        problems = tuple(str(problem) for problem in report.problems if problem.level == "error")
        return Outcome(problems, planned=planned)

    def base(self) -> str:
        """The folder in which the site will lie on its host."""
        return urlsplit(self.kept.shop.site.view.base_url).path.lstrip("/") if self.kept else ""

    def look(self, saved: Collection[str], wanted: Collection[str]) -> dict[str, bytes] | None:
        """What is being looked at, made again ahead of the next build."""
        from builder.engine.glance import look

        return None if self.kept is None else look(self.kept, saved, wanted)
