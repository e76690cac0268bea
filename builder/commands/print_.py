"""`dispatchbox print`: a briefing, or a briefing book, as PDF."""

from __future__ import annotations

from pathlib import Path

import click

from builder.commands import report_problems


@click.command(
    name="print",
    epilog="Example: dispatchbox print --person sergei-lavrov --from 2013-05 --to 2013-12 -o talks.pdf",
)
@click.argument("slugs", nargs=-1, metavar="[SLUG]...")
@click.option("--person", default="", metavar="NAME", help="Briefings that name this person (name or slug).")
@click.option("--issue", default="", metavar="NAME", help="Briefings with this issue.")
@click.option("--outlet", default="", metavar="NAME", help="Briefings of this outlet.")
@click.option("--event", default="", metavar="NAME", help="The reports of this event (slug or title).")
@click.option("--query", default="", metavar="WORDS", help='As on the search page: syria "2+2 talks" -iran.')
@click.option("--from", "first", default="", metavar="DATE", help="From this day, month or year on.")
@click.option("--to", "last", default="", metavar="DATE", help="Up to this day, month or year.")
@click.option("--all", "everything", is_flag=True, help="Every briefing.")
@click.option("--drafts", is_flag=True, help="Drafts too.")
@click.option("--strict", is_flag=True, help="Treat doubts as errors.")
@click.option("-o", "--output", type=click.Path(dir_okay=False, path_type=Path), help="Where to write it.")
def command(
    slugs: tuple[str, ...],
    person: str,
    issue: str,
    outlet: str,
    event: str,
    query: str,
    first: str,
    last: str,
    everything: bool,
    drafts: bool,
    strict: bool,
    output: Path | None,
) -> None:
    """Set a briefing, or a book of briefings, as PDF.

    One SLUG gives that briefing alone; anything else a book: cover, contents, the briefings from the oldest
    on, an index of persons, the sources. Several conditions must all hold.
    """
    asked = (person, issue, outlet, event, query, first, last)
    if not (slugs or any(asked) or everything):
        raise click.UsageError(
            "Say what to print: a SLUG, --person, --issue, --outlet, --event, --query, --from, --to or --all."
        )
    if slugs and everything:
        raise click.UsageError("--all prints every briefing; leave out the slugs.")
    _check_date("--from", first)
    _check_date("--to", last)

    from builder.config import load_project
    from builder.engine.choosing import Choice
    from builder.engine.edition import open_edition
    from builder.engine.printing import print_choice

    edition, problems = open_edition(load_project(Path.cwd()), drafts)
    choice = Choice(slugs, person, issue, outlet, event, first, last, query, everything)
    pdf, more = print_choice(edition, choice)
    target = output or Path(f"{_name(choice.slugs, *asked)}.pdf")
    _write(target, pdf.data)
    click.echo(f"{target}: {len(pdf.data):,} bytes")
    report_problems([*problems, *more], strict=strict)


def _check_date(option: str, text: str) -> None:
    from builder.edtf import parse_edtf

    try:
        if text:
            parse_edtf(text)
    except ValueError as error:
        raise click.BadParameter(f"'{text}' {error}.", param_hint=option) from None


def _name(slugs: tuple[str, ...], *asked: str) -> str:
    from builder.permalinks import slugify

    if len(slugs) == 1:
        return slugify(Path(slugs[0]).stem)
    named = [slugify(text) for text in asked if text]
    return "-".join(["book", *named])


def _write(target: Path, data: bytes) -> None:
    """Written beside and moved into place, so that a full disk leaves no half a file."""
    from builder.errors import refused

    beside = target.with_name(f".{target.name}.part")
    try:
        beside.write_bytes(data)
        beside.replace(target)
    except OSError as error:
        beside.unlink(missing_ok=True)
        reason = error.strerror or str(error)
        raise refused(
            "E544", target.as_posix(), f"It cannot be written: {reason}.", "Choose another file with -o."
        ) from None
