"""Decisions about issues → the files of content/issues/ that say so.

In: all issues, and a decision (confirm, hide, merge, split, rename, add terms). Titles and slugs that go
out of use stay as aliases and old slugs, so that front matter resolves and old links lead on. Pure.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

from builder.archive.curation import ISSUES, Change, filled, free_slug, moved_to, refuse, unique, without
from builder.archive.issues.issuefile import issue_values
from builder.archive.issues.vocabulary import fold_name
from builder.model import Issue, IssueTerm
from builder.permalinks import slugify


@dataclass(frozen=True, slots=True)
class Issues:
    """All issues, and what their files say."""

    by_slug: Mapping[str, Issue]
    paths: Mapping[str, str]
    introductions: Mapping[str, str]


def write_issue(issues: Issues, issue: Issue, introduction: str | None = None) -> Change:
    """The issue's file."""
    path = issues.paths.get(issue.slug, f"{ISSUES}/{issue.slug}.md")
    text = issues.introductions.get(issue.slug, "") if introduction is None else introduction
    return Change(path, filled(issue_values(issue)), text)


def confirm_issue(issues: Issues, issue: Issue, note: str = "") -> tuple[Change, ...]:
    """A file for an issue that so far only stands in front matter; its title is its first term."""
    terms = issue.terms or (IssueTerm(issue.title),)
    return (write_issue(issues, replace(issue, terms=terms, note=note or issue.note)),)


def make_issue(
    issues: Issues, title: str, terms: Sequence[str], broader: Sequence[str] = ()
) -> tuple[Change, ...]:
    """A new issue; without terms its title is its first one."""
    slug = free_slug(slugify(title), issues.by_slug, set())
    words = tuple(IssueTerm(term) for term in terms or (title,))
    return (write_issue(issues, Issue(slug, title, words, broader=tuple(broader))),)


def hide_issue(issues: Issues, issue: Issue, hidden: bool = True) -> tuple[Change, ...]:
    """No page and no tag for this issue, or both again."""
    return (write_issue(issues, replace(issue, hidden=hidden)),)


def merge_issues(issues: Issues, keep: Issue, others: Sequence[Issue]) -> tuple[Change, ...]:
    """One issue of several: titles, terms and paths of the others go to `keep`."""
    others = [other for other in others if other.slug != keep.slug]
    if not others:
        raise refuse(f"'{keep.title}' cannot be merged into itself.", "Name another issue.", ISSUES)
    gone = {other.slug for other in others}
    terms = {term.words.casefold(): term for other in others for term in other.terms}
    terms |= {term.words.casefold(): term for term in keep.terms}
    ordered = [*keep.terms, *(t for key, t in terms.items() if t not in keep.terms)]
    merged = replace(
        keep,
        terms=tuple(ordered),
        exclude=unique([*keep.exclude, *(words for o in others for words in o.exclude)]),
        broader=without([*keep.broader, *(up for o in others for up in o.broader)], {*gone, keep.slug}),
        related=without([*keep.related, *(x for o in others for x in o.related)], {*gone, keep.slug}),
        aliases=unique([*keep.aliases, *(n for o in others for n in (o.title, *o.aliases))], keep.title),
        old_slugs=unique([*keep.old_slugs, *(s for o in others for s in (o.slug, *o.old_slugs))], keep.slug),
        note=keep.note or next((o.note for o in others if o.note), ""),
    )
    texts = [issues.introductions.get(issue.slug, "") for issue in (keep, *others)]
    body = "\n\n".join(text.strip() for text in texts if text.strip())
    removed = [Change(issues.paths[o.slug], None) for o in others if o.slug in issues.paths]
    pointed = [
        write_issue(
            issues,
            replace(
                issue,
                broader=moved_to(issue.broader, gone, keep.slug),
                related=moved_to(issue.related, gone, keep.slug),
            ),
        )
        for issue in issues.by_slug.values()
        if issue.slug in issues.paths
        and issue.slug not in {*gone, keep.slug}
        and gone & {*issue.broader, *issue.related}
    ]
    return (write_issue(issues, merged, body), *removed, *pointed)


def split_issue(issues: Issues, issue: Issue, words: Sequence[str], title: str) -> tuple[Change, ...]:
    """A narrower issue of its own for some of the terms."""
    wanted = {word.casefold(): word for word in words}
    moved = [term for term in issue.terms if term.words.casefold() in wanted]
    unknown = sorted(wanted.keys() - {term.words.casefold() for term in moved})
    if unknown or not moved:
        raise refuse(
            f"'{issue.title}' has no term '{wanted[unknown[0]] if unknown else '?'}'.",
            f"See its terms: dispatchbox issues show {issue.slug}.",
            ISSUES,
        )
    if len(moved) == len(issue.terms):
        raise refuse(f"'{issue.title}' would keep no term.", "Use: dispatchbox issues rename.", ISSUES)
    if any(fold_name(title) == fold_name(other.title) for other in issues.by_slug.values()):
        raise refuse(f"There is an issue '{title}' already.", "Choose another title.", ISSUES)
    slug = free_slug(slugify(title), issues.by_slug, set())
    aliases = tuple(name for name in issue.aliases if fold_name(name) != fold_name(title))
    second = Issue(slug, title, tuple(moved), broader=(issue.slug,), threshold=issue.threshold)
    first = replace(issue, terms=tuple(t for t in issue.terms if t not in moved), aliases=aliases)
    return (write_issue(issues, first), write_issue(issues, second))


def rename_issue(issues: Issues, issue: Issue, title: str) -> tuple[Change, ...]:
    """A new title; the old one stays an alias and the old path leads to the new one."""
    for other in issues.by_slug.values():
        if other.slug != issue.slug and fold_name(title) in map(fold_name, (other.title, *other.aliases)):
            raise refuse(
                f"'{title}' names the issue '{other.slug}' already.",
                f"If they are one: dispatchbox issues merge {issue.slug} {other.slug}.",
                ISSUES,
            )
    slug = free_slug(slugify(title), issues.by_slug, {issue.slug, *issue.old_slugs})
    renamed = replace(
        issue,
        slug=slug,
        title=title,
        aliases=unique([*issue.aliases, issue.title], title),
        old_slugs=unique([*issue.old_slugs, issue.slug], slug),
    )
    body = issues.introductions.get(issue.slug, "")
    moved = slug != issue.slug and issue.slug in issues.paths
    removed = [Change(issues.paths[issue.slug], None)] if moved else []
    return (write_issue(issues, renamed, body), *removed)


def add_terms(issues: Issues, issue: Issue, terms: Iterable[IssueTerm]) -> tuple[Change, ...]:
    """The issue with more terms; one that stands already gets the new weight."""
    new = {term.words.casefold(): term for term in terms}
    kept = [new.pop(term.words.casefold(), term) for term in issue.terms]
    return (write_issue(issues, replace(issue, terms=(*kept, *new.values()))),)
