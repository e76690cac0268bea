"""`dispatchbox people`: look at the people of the archive and curate them, by writing content/people/."""

from __future__ import annotations

from collections.abc import Iterable

import click

from builder.archive.curation import Change
from builder.archive.people import curate_people as curate
from builder.commands.curating import DRY_RUN, choose, decide, open_here, show_briefings, show_labels
from builder.desk.layout import Desk
from builder.model import Entry


@click.group(epilog="Example: dispatchbox people merge sergei-lavrov 'Sergey Lavrov'")
def command() -> None:
    """Curate people: every decision is a file in content/people/ that you can read and undo.

    PERSON is a name as it is written anywhere, or a slug. The texts of briefings are never touched.
    """


def _do(desk: Desk, changes: Iterable[Change], dry_run: bool = False) -> None:
    decide(desk, changes, "See the pages with: dispatchbox build.", dry_run)


@command.command("list", epilog="Example: dispatchbox people list --unreviewed")
@click.option("--unreviewed", is_flag=True, help="Only people that no file confirms.")
@click.option("--hidden", is_flag=True, help="Only people who are hidden.")
def list_(unreviewed: bool, hidden: bool) -> None:
    """List people with the number of briefings, commonest first."""
    desk = open_here()
    counts = {slug: len(term.entries) for slug, term in desk.archive.people.items()}
    for person in sorted(desk.people.by_slug.values(), key=lambda p: (-counts.get(p.slug, 0), p.slug)):
        if (unreviewed and person.reviewed) or (hidden and not person.hidden):
            continue
        marks = [*(["hidden"] if person.hidden else []), *([] if person.reviewed else ["unreviewed"])]
        also = f"  = {', '.join(person.aliases)}" if person.aliases else ""
        shown = f"  ({', '.join(marks)})" if marks else ""
        click.echo(f"{counts.get(person.slug, 0):6}  {person.slug:32}  {person.name}{also}{shown}")


@command.command(epilog="Example: dispatchbox people show Lavrov")
@click.argument("person")
def show(person: str) -> None:
    """Show a person: spellings, notes, and the briefings that name the person."""
    desk = open_here()
    found = desk.people.get(person)
    click.echo(f"{found.name}  [{found.slug}]  {desk.people.paths.get(found.slug, 'no file')}")
    show_labels(
        {
            "also": found.aliases,
            "not": found.distinct_from,
            "once at": found.old_slugs,
            "note": (found.note,) if found.note else (),
        }
    )

    def names(entry: Entry) -> str:
        own = [name for name in entry.briefing.people if desk.register.find(name) == found]
        return f"  ({', '.join(own)})"

    show_briefings(desk.archive.people.get(found.slug), names)


@command.command(epilog="Example: dispatchbox people merge sergei-lavrov 'Sergey V. Lavrov'")
@click.argument("keep")
@click.argument("others", nargs=-1, required=True)
@DRY_RUN
def merge(keep: str, others: tuple[str, ...], dry_run: bool) -> None:
    """Make one person of several; KEEP keeps the name, the others' names become aliases."""
    desk = open_here()
    get = desk.people.get
    _do(desk, curate.merge_people(desk.people, get(keep), [get(other) for other in others]), dry_run)


@command.command(
    epilog="Example: dispatchbox people split george-bush --name 'George W. Bush' --as 'George W. Bush'"
)
@click.argument("person")
@click.option("--name", "names", multiple=True, help="A spelling that means the other person.")
@click.option("--as", "new", default="", help="Name of the other person; the first spelling if not given.")
@click.option("--from", "other", default="", help="Keep PERSON apart from this one, who is known already.")
@DRY_RUN
def split(person: str, names: tuple[str, ...], new: str, other: str, dry_run: bool) -> None:
    """Make two people of one, or keep two apart for good."""
    desk = open_here()
    found = desk.people.get(person)
    if other:
        _do(desk, curate.part_people(desk.people, found, desk.people.get(other)), dry_run)
        return
    if not names:
        raise click.UsageError("Say which spellings go (--name), or from whom to keep apart (--from).")
    _do(desk, curate.split_person(desk.people, found, names, new or names[0]), dry_run)


@command.command(epilog="Example: dispatchbox people rename dmitri-peskov 'Dmitry Peskov'")
@click.argument("person")
@click.argument("name")
@DRY_RUN
def rename(person: str, name: str, dry_run: bool) -> None:
    """Give a person another display name; the old one stays an alias, and the old path redirects."""
    desk = open_here()
    _do(desk, curate.rename_person(desk.people, desk.people.get(person), name), dry_run)


@command.command(epilog="Example: dispatchbox people hide 'Maxim Stulov'")
@click.argument("person")
@click.option("--undo", is_flag=True, help="Show the person again.")
def hide(person: str, undo: bool) -> None:
    """Give a person neither page nor tag: a name that is none, or someone who should not be listed."""
    desk = open_here()
    _do(desk, curate.hide_person(desk.people, desk.people.get(person), not undo))


@command.command(
    epilog="Example: dispatchbox people confirm 'Jen Psaki' --note 'State Department spokeswoman'"
)
@click.argument("person")
@click.option("--note", default="", help="One line: who this is.")
@click.option("--also", multiple=True, help="Another way to write the name, in any script; may be repeated.")
def confirm(person: str, note: str, also: tuple[str, ...]) -> None:
    """Write the file that confirms a person the machine found, with further spellings."""
    desk = open_here()
    _do(desk, curate.confirm_person(desk.people, desk.people.get(person), note, also))


@command.command(epilog="Example: dispatchbox people suggest --accept 1")
@click.option("--most", default=20, show_default=True, help="Proposals of each kind shown.")
@click.option("--accept", default="", help="Numbers of proposals to carry out: 1,3 or 2-5 or all.")
def suggest(most: int, accept: str) -> None:
    """Propose people who are likely one, and people who are likely two, most certain first.

    Each with why, and with the sentences that name them. Nothing is written unless you accept it.
    """
    from builder.desk.suggesting import accept_people, suggest_people

    proposals = suggest_people(open_here(), most)
    for proposal in choose(proposals, accept, "Nobody looks like two people, and no two look like one."):
        desk = open_here()  # what was accepted before may have changed who is who
        _do(desk, accept_people(desk, proposal))
