"""The briefings of one run → the changes to their files, a person's words kept.

In: the world, what was described, what the whole archive says. Out: `Change`s, a briefing before its record,
one at a time, so that memory stays flat. Nothing is written here.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace

from builder.archive.records import Base, Record, dump_record, read_record, record_path
from builder.archive.store import read_text
from builder.errors import ContentError, Problem
from builder.ingest.describe import Described
from builder.ingest.telling.report import Row, row_of
from builder.ingest.wide.known import Known, know
from builder.ingest.wide.neighbours import Inferred, with_inferred
from builder.ingest.wide.steps import Wide, titles_of
from builder.ingest.world import World
from builder.ingest.writing.front import front_matter, make_record, with_wide
from builder.ingest.writing.write import briefing_path, write_briefing
from builder.model import IssueTag


@dataclass(frozen=True, slots=True)
class Change:
    """A file that ingest writes or removes."""

    path: str
    before: str | None
    after: str | None
    """None: the file is removed."""


@dataclass(slots=True)
class Updater:
    """Makes the changes of one run, briefing after briefing; gathers what there is to say about them."""

    world: World
    described: Mapping[str, Described]
    slugs: Mapping[str, str]
    tags: Mapping[str, tuple[IssueTag, ...]]
    wide: Wide
    inferred: Mapping[str, Inferred]
    """Slug → the days that its neighbours leave an undated briefing."""
    forgotten: tuple[str, ...] = ()
    """Slugs of records that nothing stands for any more."""
    known: dict[str, Known] = field(default_factory=dict)
    """Every record after this run, by slug."""
    rows: list[Row] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)
    conflicts: dict[str, tuple[Problem, ...]] = field(default_factory=dict)
    """Path of the briefing → where a person and the machine differ."""

    def run(self) -> Iterator[Change]:
        """The changes, a briefing before its record."""
        self.known = dict(self.world.known)
        for slug in sorted({*self.slugs, *(self.world.known.keys() & self.world.standing)}):
            if slug not in self.slugs and not self._moved(slug):
                continue
            try:
                yield from self._one(slug)
            except ContentError as error:
                self.problems += error.problems
        for slug in self.forgotten:
            self.known.pop(slug, None)
            yield Change(record_path(slug), "", None)

    def _moved(self, slug: str) -> bool:
        """Whether the archive says something else of a briefing than it did, or its file has a new name."""
        item = self.world.known[slug]
        issues = item.issues
        if slug in self.tags:
            issues = titles_of(self.world.setup.vocabulary, [tag.issue for tag in self.tags[slug]])
        before = (item.people, item.issues, item.duplicate_of, item.inferred)
        return slug in self.world.renamed or before != (
            self.wide.people.get(slug, ()),
            issues,
            self.wide.duplicate_of.get(slug, ""),
            self.inferred[slug].bounds if slug in self.inferred else "",
        )

    def _one(self, slug: str) -> Iterator[Change]:
        root = self.world.project.root
        old_slug = self.world.renamed.get(slug, slug)
        old = read_record(root, old_slug) if slug in self.world.known else None
        new = with_inferred(self._record(slug, old), self.inferred.get(slug))
        path, there = briefing_path(slug), slug in self.world.standing
        text = read_text(root, path) if there else None
        written = write_briefing(old if there else None, new, text)
        new = replace(new, declined=written.declined)
        if written.text != text:
            yield Change(path, text, written.text)
        before = dump_record(old) if old and old_slug == slug else None
        after = dump_record(new)
        if after != before:
            yield Change(record_path(slug), before, after)
        if old_slug != slug:
            yield Change(record_path(old_slug), "", None)
        self.known[slug] = know(new)
        self.problems += written.problems
        if written.problems:
            self.conflicts[path] = written.problems
        if slug in self.slugs:
            state = "new" if text is None else "changed" if written.text != text else "same"
            doubts = len(new.doubts) + len(written.problems)
            self.rows.append(row_of(new, written.front, state, doubts))

    def _record(self, slug: str, old: Record | None) -> Record:
        """What the machine knows and would write of a briefing today."""
        setup = self.world.setup
        people = self.wide.people.get(slug, ())
        names = [tag.name for tag in people]
        repeated = self.wide.duplicate_of.get(slug, "")
        tags = self.tags.get(slug)
        if slug in self.slugs:
            found = self.described[self.slugs[slug]]
            front = front_matter(found.draft, self.world.project.config.site.language)
            issues = titles_of(setup.vocabulary, [t.issue for t in found.issues])
            front = with_wide(front, names, issues, repeated)
            record = make_record(found.draft, front, found.issues, found.problems, slug, setup.rules)
            return replace(record, people=people)
        assert old is not None
        tags = old.issues if tags is None else tags
        titles = titles_of(setup.vocabulary, [tag.issue for tag in tags])
        front = with_wide(old.base.front, names, titles, repeated)
        base = Base(front, old.base.body, old.base.lines)
        return replace(old, slug=slug, issues=tags, people=people, base=base)
