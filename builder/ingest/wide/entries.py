"""Every briefing as the steps over the whole archive see it, just described or on record. [I/O]"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from functools import partial
from pathlib import Path

from builder.archive.issues.vocabulary import Vocabulary
from builder.archive.people.resettle import keys_named
from builder.archive.records import find_record
from builder.ingest.describe import Described
from builder.ingest.issues import find_issues
from builder.ingest.wide.known import Known
from builder.ingest.wide.neighbours import Dating
from builder.ingest.wide.steps import Before, Entry, key_of, titles_of
from builder.ingest.world import World
from builder.model import IssueTag
from builder.workers import Workers


def tags_of_all(
    world: World, described: Mapping[str, Described], slugs: Mapping[str, str], workers: Workers
) -> dict[str, tuple[IssueTag, ...]]:
    """Slug → issues, of those described, and of all when the vocabulary changed."""
    tags = {slug: described[name].issues for slug, name in slugs.items()}
    vocabulary = world.setup.vocabulary
    if vocabulary.digest != world.state.vocabulary:
        rest = [slug for slug in world.known if slug not in tags and slug in world.standing]
        paths = [(slug, world.renamed.get(slug, slug)) for slug in rest]
        found = workers.map(partial(_tag_again, world.project.root, vocabulary), paths, worth=16)
        tags.update({slug: issues for slug, issues in found if issues is not None})
    return tags


def _tag_again(
    root: Path, vocabulary: Vocabulary, item: tuple[str, str]
) -> tuple[str, tuple[IssueTag, ...] | None]:
    slug, old = item
    record = find_record(root, old)
    if record is None:
        return slug, None
    front = record.base.front
    title, is_foreign = str(front.get("title", "")), bool(front.get("lang"))
    return slug, find_issues(vocabulary, title, record.base.body, is_foreign)


def entries_of(
    world: World,
    described: Mapping[str, Described],
    slugs: Mapping[str, str],
    tags: Mapping[str, tuple[IssueTag, ...]],
) -> list[Entry]:
    """Every briefing that stands, or will."""
    vocabulary = world.setup.vocabulary
    entries = []
    for slug in sorted({*slugs, *(world.known.keys() & world.standing)}):
        issues = titles_of(vocabulary, [t.issue for t in tags[slug]]) if slug in tags else None
        if slug in slugs:
            found = described[slugs[slug]]
            draft, families = found.draft, keys_named(found.draft.mentions)
            origin = (draft.document.sha256, world.setup.rules)
            entries.append(
                Entry(slug, draft.date, draft.mentions, issues or (), found.sketch, origin, families)
            )
        else:
            entry = _entry(world.known[slug])
            entries.append(entry if issues is None else replace(entry, issues=issues))
    return entries


def entries_before(world: World) -> Before | None:
    """What the last ingest looked at as a whole; None where that is not what the records hold now."""
    entries = [_entry(world.known[slug]) for slug in sorted(world.known.keys() & world.standing)]
    if key_of(entries, world.people) != world.state.wide_key:
        return None
    return Before({e.slug: e for e in entries}, {e.slug: world.known[e.slug].people for e in entries})


def _entry(item: Known) -> Entry:
    origin = (item.sha256, item.rules)
    return Entry(item.slug, item.date, item.mentions, item.issues, item.sketch, origin, item.families)


def datings_of(
    world: World, described: Mapping[str, Described], slugs: Mapping[str, str]
) -> dict[str, Dating]:
    """Every briefing that stands, or will, as far as it dates others or is to be dated."""
    found = {slug: world.known[slug].dating for slug in world.known.keys() & world.standing}
    for slug, name in slugs.items():
        draft = described[name].draft
        found[slug] = Dating(described[name].telling, draft.date, draft.date_bounds)
    return found


def body_of(
    world: World, described: Mapping[str, Described], slugs: Mapping[str, str], slug: str
) -> Sequence[str]:
    """The paragraphs of a body, read where they are needed."""
    if slug in slugs:
        return described[slugs[slug]].draft.body
    record = find_record(world.project.root, world.renamed.get(slug, slug))
    return record.base.body if record else ()
