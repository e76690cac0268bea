"""`dispatchbox issues`: look at the vocabulary and curate it, by writing files in content/issues/."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

import click

from builder.archive.curation import Change
from builder.archive.issues import curate_issues as curate
from builder.config import load_project
from builder.desk.layout import Desk, carry_out, open_desk
from builder.model import Issue


@click.group(epilog="Example: dispatchbox issues show syria")
def command() -> None:
    """Curate issues: every decision is a file in content/issues/ that you can read and undo.

    ISSUE is a title, an alias or a slug.
    """


def _open() -> Desk:
    return open_desk(load_project(Path.cwd()))


def _find(desk: Desk, name: str) -> Issue:
    found = desk.vocabulary.find(name)
    return found or desk.issues.by_slug.get(name) or _own(desk, name) or desk.vocabulary.get(name)


def _own(desk: Desk, name: str) -> Issue | None:
    return next((i for i in desk.issues.by_slug.values() if i.title.casefold() == name.casefold()), None)


def _write(desk: Desk, changes: Iterable[Change]) -> None:
    for line in carry_out(desk.root, changes):
        click.echo(line)
    click.echo("Tag again with: dispatchbox ingest. See the pages with: dispatchbox build.")


@command.command("list", epilog="Example: dispatchbox issues list --unused")
@click.option("--unused", is_flag=True, help="Only issues that no briefing bears.")
@click.option("--without-file", is_flag=True, help="Only issues that stand in front matter alone.")
def list_(unused: bool, without_file: bool) -> None:
    """List issues with the number of briefings, commonest first."""
    desk = _open()
    counts = {slug: len(term.entries) for slug, term in desk.archive.issues.items()}
    for issue in sorted(desk.issues.by_slug.values(), key=lambda i: (-counts.get(i.slug, 0), i.slug)):
        count = counts.get(issue.slug, 0)
        if (unused and count) or (without_file and issue.slug in desk.issues.paths):
            continue
        marks = [
            *(["hidden"] if issue.hidden else []),
            *([] if issue.slug in desk.issues.paths else ["no file"]),
        ]
        click.echo(
            f"{count:6}  {issue.slug:40}  {issue.title}{'  (' + ', '.join(marks) + ')' if marks else ''}"
        )


@command.command(epilog="Example: dispatchbox issues show 'Missile defense'")
@click.argument("issue")
def show(issue: str) -> None:
    """Show an issue: its terms, what is wider and narrower, and the briefings that bear it."""
    desk = _open()
    found = _find(desk, issue)
    click.echo(f"{found.title}  [{found.slug}]  {desk.issues.paths.get(found.slug, 'no file')}")
    for label, names in (
        ("also", found.aliases),
        ("broader", found.broader),
        ("narrower", tuple(i.slug for i in desk.vocabulary.narrower(found.slug))),
        ("related", found.related),
        ("not in", found.exclude),
    ):
        if names:
            click.echo(f"  {label}: {', '.join(names)}")
    click.echo(f"  threshold: {found.threshold:g}")
    for term in sorted(found.terms, key=lambda t: -t.weight):
        click.echo(f"  {term.weight:6g}  {term.words}{'  (as written)' if term.case else ''}")
    entries = desk.archive.issues[found.slug].entries if found.slug in desk.archive.issues else ()
    click.echo(f"  {len(entries)} briefings")
    for entry in entries[:20]:
        click.echo(f"    {entry.briefing.date or 'undated':12}  {entry.slug}")
    if len(entries) > 20:
        click.echo(f"    … and {len(entries) - 20} more")


@command.command(epilog="Example: dispatchbox issues merge syria 'Syrian war' --dry-run")
@click.argument("keep")
@click.argument("others", nargs=-1, required=True)
@click.option("--dry-run", is_flag=True, help="Say what would be written, and write nothing.")
def merge(keep: str, others: tuple[str, ...], dry_run: bool) -> None:
    """Make one issue of several; KEEP keeps its title, the others become aliases of it."""
    desk = _open()
    _do(desk, curate.merge_issues(desk.issues, _find(desk, keep), [_find(desk, o) for o in others]), dry_run)


@command.command(
    epilog="Example: dispatchbox issues split syria --term Idlib --term Aleppo --as 'Northern Syria'"
)
@click.argument("issue")
@click.option("--term", "terms", multiple=True, required=True, help="A term that goes to the new issue.")
@click.option("--as", "title", required=True, help="Title of the new issue.")
@click.option("--dry-run", is_flag=True, help="Say what would be written, and write nothing.")
def split(issue: str, terms: tuple[str, ...], title: str, dry_run: bool) -> None:
    """Give some terms of an issue a narrower issue of their own."""
    desk = _open()
    _do(desk, curate.split_issue(desk.issues, _find(desk, issue), terms, title), dry_run)


@command.command(epilog="Example: dispatchbox issues rename syria 'War in Syria'")
@click.argument("issue")
@click.argument("title")
@click.option("--dry-run", is_flag=True, help="Say what would be written, and write nothing.")
def rename(issue: str, title: str, dry_run: bool) -> None:
    """Give an issue a new title; the old one stays an alias, and the old path redirects."""
    desk = _open()
    _do(desk, curate.rename_issue(desk.issues, _find(desk, issue), title), dry_run)


@command.command(epilog="Example: dispatchbox issues hide trade")
@click.argument("issue")
@click.option("--undo", is_flag=True, help="Show it again.")
def hide(issue: str, undo: bool) -> None:
    """Give an issue neither page nor tag."""
    desk = _open()
    _do(desk, curate.hide_issue(desk.issues, _find(desk, issue), not undo))


@command.command(
    epilog="Example: dispatchbox issues confirm 'Grain deal' --note 'Exports through the Black Sea.'"
)
@click.argument("issue")
@click.option("--note", default="", help="One line: what it is.")
def confirm(issue: str, note: str) -> None:
    """Write the file of an issue that so far stands in front matter alone."""
    desk = _open()
    _do(desk, curate.confirm_issue(desk.issues, _find(desk, issue), note))


@command.command(epilog="Example: dispatchbox issues suggest syria --accept 1,3")
@click.argument("issue", required=False)
@click.option("--accept", default="", help="Numbers of proposals to write: 1,3 or 2-5 or all.")
@click.option("--most", default=20, show_default=True, help="Proposals shown.")
def suggest(issue: str | None, accept: str, most: int) -> None:
    """Propose terms for an issue from the briefings that bear it, or new issues from phrases that recur.

    With an ISSUE: words that tell its briefings from the others, most telling first; it learns from tags
    that people added or took away. Without one: phrases that recur and that no issue has as a term.
    """
    from builder.desk.termsuggestions import accept_issues, accept_terms, suggest_issues, suggest_terms

    desk = _open()
    if issue:
        found = _find(desk, issue)
        terms = suggest_terms(desk, found, most)
        for number, proposal in enumerate(terms, 1):
            click.echo(f"{number:3}. {proposal}")
        if not terms:
            click.echo("Nothing to propose: no briefing bears it whose words do not give it already.")
        chosen = numbers(accept, len(terms))
        if picked := [p for n, p in enumerate(terms, 1) if n in chosen]:
            _do(desk, accept_terms(desk, found, picked))
        return
    phrases = suggest_issues(desk, most)
    for number, phrase in enumerate(phrases, 1):
        click.echo(f"{number:3}. {phrase}")
    if not phrases:
        click.echo("Nothing to propose: no phrase that no issue has recurs in enough briefings.")
    chosen = numbers(accept, len(phrases))
    if new := [p for n, p in enumerate(phrases, 1) if n in chosen]:
        _do(desk, accept_issues(desk, new))


def numbers(text: str, most: int) -> set[int]:
    """Numbers of proposals: `1,3-5` → {1, 3, 4, 5}; `all` → all of them. One that there is not is refused."""
    if text == "all":
        return set(range(1, most + 1))
    found: set[int] = set()
    for part in filter(None, (piece.strip() for piece in text.split(","))):
        first, _, last = part.partition("-")
        if not first.isdigit() or not (last or first).isdigit():
            raise click.BadParameter(f"'{part}' is no number of a proposal; write 1,3 or 2-5 or all")
        found.update(range(int(first), int(last or first) + 1))
    if strange := sorted(found - set(range(1, most + 1))):
        raise click.BadParameter(
            f"there is no proposal {strange[0]}; there {'is' if most == 1 else 'are'} {most}"
        )
    return found


def _do(desk: Desk, changes: Iterable[Change], dry_run: bool = False) -> None:
    if not dry_run:
        _write(desk, changes)
        return
    for change in changes:
        click.echo(f"would {'remove' if change.values is None else 'write'} {change.path}")
