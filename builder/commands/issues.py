"""`dispatchbox issues`: look at the vocabulary and curate it, by writing files in content/issues/."""

from __future__ import annotations

from collections.abc import Iterable

import click

from builder.archive.curation import Change
from builder.archive.issues import curate_issues as curate
from builder.commands.curating import DRY_RUN, choose, decide, open_here, show_briefings, show_labels
from builder.desk.layout import Desk
from builder.model import Issue, IssueTerm


@click.group(epilog="Example: dispatchbox issues show syria")
def command() -> None:
    """Curate issues: every decision is a file in content/issues/ that you can read and undo.

    ISSUE is a title, an alias or a slug.
    """


def _find(desk: Desk, name: str) -> Issue:
    found = desk.vocabulary.find(name)
    return found or desk.issues.by_slug.get(name) or _own(desk, name) or desk.vocabulary.get(name)


def _own(desk: Desk, name: str) -> Issue | None:
    return next((i for i in desk.issues.by_slug.values() if i.title.casefold() == name.casefold()), None)


def _do(desk: Desk, changes: Iterable[Change], dry_run: bool = False) -> None:
    decide(
        desk, changes, "Tag again with: dispatchbox ingest. See the pages with: dispatchbox build.", dry_run
    )


@command.command("list", epilog="Example: dispatchbox issues list --unused")
@click.option("--unused", is_flag=True, help="Only issues that no briefing bears.")
@click.option("--without-file", is_flag=True, help="Only issues that stand in front matter alone.")
def list_(unused: bool, without_file: bool) -> None:
    """List issues with the number of briefings, commonest first."""
    desk = open_here()
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
    desk = open_here()
    found = _find(desk, issue)
    click.echo(f"{found.title}  [{found.slug}]  {desk.issues.paths.get(found.slug, 'no file')}")
    show_labels(
        {
            "also": found.aliases,
            "broader": found.broader,
            "narrower": tuple(narrow.slug for narrow in desk.vocabulary.narrower(found.slug)),
            "related": found.related,
            "not in": found.exclude,
        }
    )
    click.echo(f"  threshold: {found.threshold:g}")
    for term in sorted(found.terms, key=lambda t: -t.weight):
        click.echo(f"  {term.weight:6g}  {term.words}{'  (as written)' if term.case else ''}")
    show_briefings(desk.archive.issues.get(found.slug))


@command.command(epilog="Example: dispatchbox issues merge syria 'Syrian war' --dry-run")
@click.argument("keep")
@click.argument("others", nargs=-1, required=True)
@DRY_RUN
def merge(keep: str, others: tuple[str, ...], dry_run: bool) -> None:
    """Make one issue of several; KEEP keeps its title, the others become aliases of it."""
    desk = open_here()
    _do(desk, curate.merge_issues(desk.issues, _find(desk, keep), [_find(desk, o) for o in others]), dry_run)


@command.command(
    epilog="Example: dispatchbox issues split syria --term Idlib --term Aleppo --as 'Northern Syria'"
)
@click.argument("issue")
@click.option("--term", "terms", multiple=True, required=True, help="A term that goes to the new issue.")
@click.option("--as", "title", required=True, help="Title of the new issue.")
@DRY_RUN
def split(issue: str, terms: tuple[str, ...], title: str, dry_run: bool) -> None:
    """Give some terms of an issue a narrower issue of their own."""
    desk = open_here()
    _do(desk, curate.split_issue(desk.issues, _find(desk, issue), terms, title), dry_run)


@command.command(epilog="Example: dispatchbox issues rename syria 'War in Syria'")
@click.argument("issue")
@click.argument("title")
@DRY_RUN
def rename(issue: str, title: str, dry_run: bool) -> None:
    """Give an issue a new title; the old one stays an alias, and the old path redirects."""
    desk = open_here()
    _do(desk, curate.rename_issue(desk.issues, _find(desk, issue), title), dry_run)


@command.command(epilog="Example: dispatchbox issues hide trade")
@click.argument("issue")
@click.option("--undo", is_flag=True, help="Show it again.")
def hide(issue: str, undo: bool) -> None:
    """Give an issue neither page nor tag."""
    desk = open_here()
    _do(desk, curate.hide_issue(desk.issues, _find(desk, issue), not undo))


@command.command(
    epilog="Example: dispatchbox issues confirm 'Grain deal' --note 'Exports through the Black Sea.'"
)
@click.argument("issue")
@click.option("--note", default="", help="One line: what it is.")
def confirm(issue: str, note: str) -> None:
    """Write the file of an issue that so far stands in front matter alone."""
    desk = open_here()
    _do(desk, curate.confirm_issue(desk.issues, _find(desk, issue), note))


@command.command(epilog="Example: dispatchbox issues add 'Sea cables' --term 'sea cable' --broader europe")
@click.argument("issue")
@click.option("--term", "terms", multiple=True, help="Words that speak for it; else its title does.")
@click.option("--broader", multiple=True, metavar="ISSUE", help="An issue that it is part of.")
@DRY_RUN
def add(issue: str, terms: tuple[str, ...], broader: tuple[str, ...], dry_run: bool) -> None:
    """Write a new issue, or add terms to one that there is."""
    desk = open_here()
    known = desk.vocabulary.find(issue) or _own(desk, issue)
    if not known:
        wider = [_find(desk, name).slug for name in broader]
        _do(desk, curate.make_issue(desk.issues, issue, terms, wider), dry_run)
    elif terms and not broader:
        _do(desk, curate.add_terms(desk.issues, known, map(IssueTerm, terms)), dry_run)
    else:
        raise click.UsageError(f"There is an issue '{known.title}' already: content/issues/{known.slug}.md.")


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

    desk = open_here()
    if issue:
        found = _find(desk, issue)
        without = "Nothing to propose: no briefing bears it whose words do not give it already."
        if terms := choose(suggest_terms(desk, found, most), accept, without):
            _do(desk, accept_terms(desk, found, terms))
        return
    without = "Nothing to propose: no phrase that no issue has recurs in enough briefings."
    if phrases := choose(suggest_issues(desk, most), accept, without):
        _do(desk, accept_issues(desk, phrases))
