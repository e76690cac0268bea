"""The desk at which people and issues are curated: reads the whole archive, writes files of content/.

In: a project. Out: a `Desk` with everyone and everything as the next build will see it; `carry_out` writes
what `archive.people.curate_people` and `curate_issues` decide, and keeps the comments of files that stand.
"""

from __future__ import annotations

import os
import pickle
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from builder.archive.assemble import assemble
from builder.archive.curation import Change
from builder.archive.frontmatter import Document, dump, parse
from builder.archive.issues.curate_issues import Issues
from builder.archive.issues.issuefile import IssueFile
from builder.archive.issues.vocabulary import Vocabulary, assemble_vocabulary
from builder.archive.people.curate_people import People
from builder.archive.people.personfile import parse_person
from builder.archive.people.register import Register
from builder.archive.store import Stored, read_text
from builder.config import Project
from builder.engine.reading import read_now
from builder.errors import ContentError, Problem
from builder.ingest.writing.merge import split_paragraphs
from builder.ingest.writing.rewrite import rewrite
from builder.model import Archive, Entry, Issue
from builder.publish.writer import locked


@dataclass(frozen=True, slots=True)
class Desk:
    """The archive laid out for curation."""

    root: Path
    archive: Archive
    register: Register
    people: People
    issues: Issues
    vocabulary: Vocabulary
    problems: tuple[Problem, ...]

    def iter_bodies(self) -> Iterator[tuple[Entry, tuple[str, ...]]]:
        """Every briefing with its paragraphs, oldest first; one that cannot be read is left out."""
        for entry in reversed(self.archive.entries):
            try:
                document = parse(read_text(self.root, entry.path), entry.path)
            except ContentError:
                continue  # `assemble` has reported it
            yield entry, tuple(split_paragraphs(document.body))


def open_desk(project: Project) -> Desk:
    """Everything that curation looks at, drafts and hidden people too."""
    with locked(project.cache):
        _, _, store, stored = read_now(project)
        store.packs.close()
    return lay_out(project.root, list(stored.values()))


def people_files(stored: Iterable[Stored]) -> list[Document]:
    """The files of content/people/ that can be used."""
    return [pickle.loads(item.data) for item in stored if item.kind == "people" and item.data is not None]


def lay_out(root: Path, stored: list[Stored]) -> Desk:
    """The desk of content files already read."""
    archive, problems = assemble(stored, drafts=True)
    read = (item for item in stored if item.kind == "issues" and item.data is not None)
    files: list[IssueFile] = [pickle.loads(item.data) for item in read]
    curated = {parse_person(document).slug: document for document in people_files(stored)}
    names = Counter(name for entry in archive.entries for name in entry.briefing.people)
    register = Register.build([parse_person(document) for document in curated.values()], names)
    vocabulary, _ = assemble_vocabulary(files)
    return Desk(
        root=root,
        archive=archive,
        register=register,
        people=People(
            {person.slug: person for person in register.people},
            {slug: document.path for slug, document in curated.items()},
            {slug: document.body for slug, document in curated.items()},
        ),
        issues=Issues(_all_issues(archive, vocabulary), vocabulary.paths, vocabulary.introductions),
        vocabulary=vocabulary,
        problems=tuple(problems),
    )


def _all_issues(archive: Archive, vocabulary: Vocabulary) -> dict[str, Issue]:
    """The vocabulary, and issues that so far only stand in front matter."""
    own = {slug: Issue(slug, term.title) for slug, term in archive.issues.items()}
    return {**own, **{issue.slug: issue for issue in vocabulary.issues}}


def carry_out(root: Path, changes: Iterable[Change]) -> list[str]:
    """Writes and removes the files; returns a line about each. Files to write come before files to go."""
    done = []
    ordered = sorted(changes, key=lambda change: change.values is None)
    texts = [(change, _new_text(root, change)) for change in ordered]  # all or none: fails before writing
    for change, text in texts:
        file = root / change.path
        if text is None:
            file.unlink(missing_ok=True)
            done.append(f"removed {change.path}")
            continue
        known = file.exists()
        if known and file.read_bytes() == text.encode():
            done.append(f"kept {change.path}: it says so already")
            continue
        file.parent.mkdir(parents=True, exist_ok=True)
        young = file.with_name(f".{file.name}.new")
        young.write_text(text, "utf-8", newline="")
        os.replace(young, file)  # noqa: PTH105 - Path.replace would do the same; one call, all or nothing
        done.append(f"{'changed' if known else 'wrote'} {change.path}")
    return done


def _new_text(root: Path, change: Change) -> str | None:
    if change.values is None:
        return None
    body = split_paragraphs(change.body)
    try:
        text = read_text(root, change.path)
        return rewrite(text, parse(text, change.path), change.values, body)
    except ContentError:
        pass  # a new file, or one that could not be read before either
    return dump(change.values, "\n\n".join(body) + "\n" if body else "")
