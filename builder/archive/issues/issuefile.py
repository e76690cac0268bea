"""One file of content/issues/: text ↔ `Issue` and its introduction; parse and dump are inverses.

In: the text. Out: an `IssueFile`, or `ContentError` with every mistake and its line. How issues hang
together is decided in `vocabulary`.
"""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Annotated, Any

from pydantic import AfterValidator, BeforeValidator, Field

from builder.archive.frontmatter import Document, Names, Schema, Slug, parse, validate
from builder.archive.issues.phrases import phrase_forms
from builder.errors import refused
from builder.model import Issue, IssueTerm
from builder.permalinks import VALID_SLUG, slugify


def _term(value: Any) -> Any:
    return {"words": value} if isinstance(value, str | int | float) else value


def _words(value: str) -> str:
    for group in value.split(" + "):
        for option in group.split(" / "):
            if not phrase_forms(option):
                raise ValueError(
                    "has a part without a word; write a phrase, 'a + b' for both, 'a / b' for either"
                )
    return value


class TermKeys(Schema):
    """One entry of `terms:`."""

    words: Annotated[str, AfterValidator(_words)]
    weight: Annotated[float, Field(ge=-100, le=100)] = 1.0
    case: bool = False


class IssueKeys(Schema):
    """Front matter of `content/issues/<slug>.md`; meanings as in `model.Issue`."""

    title: Annotated[str, Field(min_length=1)]
    terms: tuple[Annotated[TermKeys, BeforeValidator(_term)], ...] = ()
    exclude: Names = ()
    broader: Names = ()
    related: Names = ()
    aliases: Names = ()
    threshold: Annotated[float, Field(gt=0, le=1000)] = 1.5
    additive: bool = False
    note: str = ""
    hidden: bool = False
    old_slugs: tuple[Slug, ...] = ()


@dataclass(frozen=True, slots=True)
class IssueFile:
    """A file of content/issues/, read."""

    path: str
    issue: Issue
    introduction: str
    """The body: Markdown."""
    document: Document


def parse_issue(text: str, path: str) -> IssueFile:
    """One file of content/issues/; `ContentError` names every mistake with its line."""
    document = parse(text, path)
    keys = validate(document, IssueKeys)
    slug = Path(path).stem
    if not VALID_SLUG.match(slug):
        raise refused(
            "E350",
            path,
            f"The file's name '{slug}' cannot be a path of the site.",
            f"Name it '{slugify(slug)}.md'.",
        )
    issue = Issue(
        slug=slug,
        title=keys.title,
        terms=tuple(IssueTerm(t.words, t.weight, t.case) for t in keys.terms),
        exclude=keys.exclude,
        broader=keys.broader,
        related=keys.related,
        aliases=keys.aliases,
        threshold=keys.threshold,
        additive=keys.additive,
        note=keys.note,
        hidden=keys.hidden,
        old_slugs=keys.old_slugs,
    )
    return IssueFile(path, issue, document.body.strip(), document)


def issue_values(issue: Issue) -> dict[str, Any]:
    """Front matter of the issue's file; `parse_issue` gives the issue back."""
    return {
        "title": issue.title,
        "aliases": list(issue.aliases),
        "broader": list(issue.broader),
        "related": list(issue.related),
        "terms": [_term_value(term) for term in issue.terms],
        "exclude": list(issue.exclude),
        "threshold": issue.threshold if issue.threshold != 1.5 else None,
        "additive": issue.additive,
        "note": issue.note,
        "hidden": issue.hidden,
        "old_slugs": list(issue.old_slugs),
    }


def _term_value(term: IssueTerm) -> Any:
    if term.case:
        return {"words": term.words, "weight": term.weight, "case": True}
    return {"words": term.words, "weight": term.weight} if term.weight != 1.0 else term.words
