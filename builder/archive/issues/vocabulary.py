"""Files of `content/issues/` → `Vocabulary`: the issues, their names, and which is wider than which.

In: the text of each file. Out: `Issue` values, found by slug, title or alias, with every broken
reference as a problem. What a briefing is tagged with is decided in `ingest.issues`.
"""

from __future__ import annotations

import hashlib
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING

from builder.archive.curation import ISSUES
from builder.archive.store import read_text
from builder.errors import ContentError, Location, Problem, did_you_mean, refused
from builder.model import Issue
from builder.permalinks import slugify

if TYPE_CHECKING:
    from builder.archive.issues.issuefile import IssueFile

TITLE, LEAD, BODY = 2.0, 1.5, 1.0
"""What a match counts in the title, in the first paragraph and further down."""
LONG = 600
"""Words from which on a text is long: what is named as often in more words is less its subject."""
MOST = 3
"""How often one term counts: a word repeated says less each time."""


@dataclass(frozen=True, slots=True, eq=False)
class Vocabulary:
    """All issues, sorted by slug, and the ways to find one. Equal when their `digest` is."""

    issues: tuple[Issue, ...]
    by_slug: Mapping[str, Issue]
    """Slugs and old slugs."""
    by_name: Mapping[str, Issue]
    """Titles and aliases, folded."""
    introductions: Mapping[str, str]
    """Slug → Markdown of the introduction."""
    paths: Mapping[str, str]
    """Slug → path of its file."""
    digest: str
    """Hash of all that tagging depends on: a key for caches."""

    def find(self, name: str) -> Issue | None:
        """The issue of a title, alias, slug or old slug."""
        return self.by_name.get(fold_name(name)) or self.by_slug.get(name)

    def get(self, name: str) -> Issue:
        """As `find`; `ContentError` with the nearest known title when there is none."""
        issue = self.find(name)
        if issue is None:
            known = [i.title for i in self.issues] + [i.slug for i in self.issues]
            hint = did_you_mean(name, known) if known else "Write one: content/issues/<slug>.md."
            if hint.startswith("Known are") and len(known) > 20:
                hint = f"See them all: dispatchbox issues list. Make it: dispatchbox issues add '{name}'."
            raise refused("E355", "content/issues", f"There is no issue '{name}'.", hint)
        return issue

    def narrower(self, slug: str) -> tuple[Issue, ...]:
        """The issues that name this one as broader."""
        return tuple(issue for issue in self.issues if slug in issue.broader)

    def wider(self, slug: str) -> tuple[str, ...]:
        """Slugs of every issue above this one, nearest first, each once."""
        found: dict[str, None] = {}
        level = [slug]
        while level:
            level = [
                up for low in level for up in self.by_slug[low].broader if up not in found and up != slug
            ]
            found.update(dict.fromkeys(level))
        return tuple(found)

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Vocabulary) and other.digest == self.digest

    def __hash__(self) -> int:
        return hash(self.digest)


def weigh_places(title: str, paragraphs: Sequence[str]) -> list[tuple[float, str]]:
    """(what a match there counts, text) for title, lead and body. In the body of a long text a match counts
    less, by the square root: half in one four times as long.
    """
    words = sum(text.count(" ") + 1 for text in paragraphs)
    body = BODY * min(1.0, (LONG / words) ** 0.5) if words else BODY
    return [(TITLE, title), *((body if number else LEAD, text) for number, text in enumerate(paragraphs))]


def fold_name(name: str) -> str:
    """What titles and aliases are compared by: case, accents, dots and apostrophes aside."""
    return slugify(name)


def assemble_vocabulary(files: Iterable[IssueFile]) -> tuple[Vocabulary, tuple[Problem, ...]]:
    """The vocabulary, whole whatever is wrong: what does not resolve is left out and reported."""
    ordered = sorted(files, key=lambda file: file.issue.slug)
    by_path = {file.issue.slug: file for file in ordered}
    by_slug, by_name, problems = _names(ordered)
    issues: dict[str, Issue] = {}
    for file in ordered:
        broader = _resolve(file, "broader", by_slug, by_name, problems)
        related = _resolve(file, "related", by_slug, by_name, problems)
        issues[file.issue.slug] = replace(file.issue, broader=broader, related=related)
    for trail in _circles({slug: issue.broader for slug, issue in issues.items()}):
        slug = trail[0]
        issues[slug] = replace(
            issues[slug], broader=tuple(up for up in issues[slug].broader if up != trail[1])
        )
        problems.append(
            _problem(
                by_path[slug],
                "E352",
                "broader",
                f"The issue would be wider than itself: {' → '.join(trail)}.",
                "Take out one 'broader' of the circle.",
            )
        )
    vocabulary = Vocabulary(
        issues=tuple(issues.values()),
        by_slug={name: issues[slug] for name, slug in by_slug.items()},
        by_name={name: issues[slug] for name, slug in by_name.items()},
        introductions={file.issue.slug: file.introduction for file in ordered},
        paths={file.issue.slug: file.path for file in ordered},
        digest=_digest(issues.values()),
    )
    return vocabulary, tuple(problems)


def read_vocabulary(root: Path) -> tuple[Vocabulary, tuple[Problem, ...]]:
    """The vocabulary of a project; a file of an issue that cannot be used is reported, the rest stands."""
    from builder.archive.issues.issuefile import parse_issue  # and with it pydantic: a build may do without

    files: list[IssueFile] = []
    problems: list[Problem] = []
    for file in sorted((root / ISSUES).glob("*.md")):
        path = f"{ISSUES}/{file.name}"
        try:
            files.append(parse_issue(read_text(root, path), path))
        except ContentError as error:
            problems.extend(error.problems)
    vocabulary, more = assemble_vocabulary(files)
    return vocabulary, (*problems, *more)


def _names(files: Sequence[IssueFile]) -> tuple[dict[str, str], dict[str, str], list[Problem]]:
    """Slug → slug, folded name → slug, and every name that two issues claim (the first keeps it)."""
    by_slug = {file.issue.slug: file.issue.slug for file in files}
    by_name: dict[str, str] = {}
    problems: list[Problem] = []
    for key in ("title", "aliases", "old_slugs"):  # a title beats an alias, an alias an old path
        for file in files:
            issue = file.issue
            names = (issue.title,) if key == "title" else getattr(issue, key)
            target = by_slug if key == "old_slugs" else by_name
            for name in names:
                owner = target.setdefault(name if key == "old_slugs" else fold_name(name), issue.slug)
                if owner != issue.slug:
                    problems.append(
                        _problem(
                            file,
                            "E353",
                            key,
                            f"'{name}' already names the issue '{owner}'.",
                            "Take it out of one of the two, or merge them: dispatchbox issues merge.",
                        )
                    )
    return by_slug, by_name, problems


def _resolve(
    file: IssueFile, key: str, by_slug: Mapping[str, str], by_name: Mapping[str, str], problems: list[Problem]
) -> tuple[str, ...]:
    """Slugs for the slugs or titles under `key`; what names no issue is reported and left out."""
    found: dict[str, None] = {}
    for name in getattr(file.issue, key):
        slug = by_slug.get(name) or by_name.get(fold_name(name))
        if slug is None:
            near = did_you_mean(fold_name(name), by_slug)
            hint = near if near.startswith("Did") else "Write its file, or take the name out."
            problems.append(_problem(file, "E351", key, f"{key}: there is no issue '{name}'.", hint))
        elif slug != file.issue.slug:
            found[slug] = None
        elif key == "broader":
            problems.append(
                _problem(
                    file, "E352", key, f"The issue '{slug}' is named broader than itself.", "Take it out."
                )
            )
    return tuple(found)


def _circles(broader: Mapping[str, Sequence[str]]) -> list[tuple[str, ...]]:
    """One trail per link that closes a circle of `broader`; without these links there is none."""
    state: dict[str, int] = defaultdict(int)  # 1: on the trail, 2: done
    circles: list[tuple[str, ...]] = []

    def visit(slug: str, trail: list[str]) -> None:
        state[slug] = 1
        for up in broader[slug]:
            if state[up] == 1:
                circles.append((slug, *trail[trail.index(up) :]))  # the trail ends with slug itself
            elif state[up] == 0:
                visit(up, [*trail, up])
        state[slug] = 2

    for slug in sorted(broader):
        if state[slug] == 0:
            visit(slug, [slug])
    return circles


def _problem(file: IssueFile, code: str, key: str, message: str, hint: str) -> Problem:
    line = file.document.lines.get((key,), 1)
    return Problem(code, Location(file.path, line), message, hint)


def _digest(issues: Iterable[Issue]) -> str:
    parts = [
        repr(
            (
                i.slug,
                [(t.words, t.weight, t.case) for t in i.terms],
                i.exclude,
                i.threshold,
                i.additive,
                i.hidden,
            )
        )
        for i in issues
    ]
    return hashlib.sha256("\n".join(parts).encode()).hexdigest()


def _flags(issue: Issue) -> tuple[bool, bool]:
    return issue.additive, issue.hidden
