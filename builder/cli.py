"""The command `dispatchbox`. Each command is a module of `commands/`, imported only when it is called."""

from __future__ import annotations

import os
import sys
from contextlib import suppress
from importlib import import_module
from pathlib import Path
from typing import NoReturn

import click

from builder import __version__
from builder.errors import ContentError, did_you_mean, disk_problem

COMMANDS = {
    "init": "a new archive that builds at once",
    "ingest": "seeds/ → content/",
    "build": "ingest what changed, then content/ → public/",
    "serve": "live preview on 127.0.0.1",
    "explain": "why a line was removed, a tag given, a date chosen, a page rebuilt",
    "check": "everything that is wrong or doubtful, sorted by file",
    "people": "curate people: list, merge, split, rename, suggest …",
    "issues": "curate issues: list, merge, split, rename, suggest …",
    "print": "a briefing, or a briefing book, as PDF",
    "publish": "public/ → a branch that GitHub Pages serves",
    "export": "the archive as csv, sqlite, skos or bagit",
}
"""Name → one line for `dispatchbox --help`, in that order. `commands/<name>.py` holds `command`."""


class _Commands(click.Group):
    """Lists commands from the table, so that help and a no-change build import no room."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        return list(COMMANDS)

    def get_command(self, ctx: click.Context, name: str) -> click.Command | None:
        if name not in COMMANDS:
            return None
        module = import_module(f"builder.commands.{name if name != 'print' else 'print_'}")
        command: click.Command = module.command
        return command

    def resolve_command(
        self, ctx: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        if args[0] not in COMMANDS and args[0][0] != "-":
            ctx.fail(f"No such command '{args[0]}'. {did_you_mean(args[0], COMMANDS)}")
        return super().resolve_command(ctx, args)

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        with formatter.section("Commands"):
            formatter.write_dl(list(COMMANDS.items()))


@click.command(
    cls=_Commands,
    context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100},
    epilog="Example: dispatchbox init my-archive && cd my-archive && dispatchbox build",
)
@click.version_option(__version__, prog_name="dispatchbox")
def cli() -> None:
    """Turn a pile of scraped articles into a clean, searchable, citable, printable archive."""


def main() -> None:
    """Runs a command and ends the process; exit status 0 done, 1 problems, 2 wrong usage."""
    status = 0
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(encoding="utf-8", errors="replace")
    try:
        cli(prog_name="dispatchbox")
    except ContentError as error:
        for problem in error.problems:
            click.echo(str(problem), err=True)
        status = 1
    except OSError as error:
        if not error.filename:
            raise
        click.echo(str(disk_problem(error, Path.cwd())), err=True)
        status = 1
    except SystemExit as end:
        if end.code is not None and not isinstance(end.code, int):
            raise
        _end(end.code or 0)  # here: once the exception is gone the archive is taken apart piece by piece
    _end(status)


def _end(status: int) -> NoReturn:
    with suppress(OSError):  # whoever read it is gone
        sys.stdout.flush()
        sys.stderr.flush()
    os._exit(status)
