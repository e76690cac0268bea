"""The export spine: the archive → tables that spreadsheets, databases and catalogues read.

In: an `Edition`. Out: `Table`s of plain values, sorted. Texts are those of the public edition
(`render.rights`); how tables become files is decided in `publish.export`.
"""

from __future__ import annotations

from collections.abc import Iterator

from builder.cache.packs import from_data
from builder.edtf import find_span
from builder.engine.edition import Edition
from builder.model import Entry, Issue, Person
from builder.permalinks import page_path, permalink
from builder.publish.export import Concept, Table, Value
from builder.render.planners.tables import people_of
from builder.render.rights import first_words, public_words
from builder.render.text.blocks import blocks_of
from builder.render.text.statements import statements_of


def tables_of(edition: Edition) -> list[Table]:
    """Every table, in an order in which each refers only to those before it."""
    archive = edition.archive
    entries = sorted(archive.entries, key=lambda e: e.slug)
    people = [
        (slug, term.title, _listed(about.aliases), about.family, about.note, int(about.reviewed))
        for slug, term in archive.people.items()
        if isinstance(about := term.about, Person)
    ]
    issues = [
        (slug, term.title, _listed(getattr(term.about, "aliases", ())), getattr(term.about, "note", ""))
        for slug, term in archive.issues.items()
    ]
    return [
        Table("briefings", BRIEFING_COLUMNS, tuple(_briefing(edition, e) for e in entries), "slug"),
        Table("people", ("slug", "name", "also", "family", "note", "reviewed"), tuple(people), "slug"),
        Table("issues", ("slug", "title", "also", "note"), tuple(issues), "slug"),
        Table(
            "briefing_people", ("briefing", "person"), tuple(_pairs(entries, "people", set(archive.people)))
        ),
        Table(
            "briefing_issues", ("briefing", "issue"), tuple(_pairs(entries, "issues", set(archive.issues)))
        ),
        Table("roles", ("briefing", "person", "role"), tuple(_roles(edition, entries))),
        Table(
            "statements", ("briefing", "person", "words", "evidence"), tuple(_statements(edition, entries))
        ),
        Table("figures", ("briefing", "number", "caption", "credit"), tuple(_figures(edition, entries))),
    ]


BRIEFING_COLUMNS = (
    "slug", "title", "date", "first_day", "last_day", "outlet", "dateline", "byline", "lang", "url",
    "seed", "permalink", "withdrawn", "duplicate_of", "words", "text",
)  # fmt: skip


def _briefing(edition: Edition, entry: Entry) -> tuple[Value, ...]:
    briefing = entry.briefing
    span = find_span(briefing.date)
    text = _public_text(edition, entry)
    path, base = page_path("briefings", entry.slug), edition.site.view.base_url
    return (
        entry.slug, briefing.title, briefing.date,
        span.first.isoformat() if span and span.first else "",
        span.last.isoformat() if span and span.last else "",
        briefing.outlet, briefing.dateline, _listed(briefing.byline), briefing.lang, briefing.source.url,
        briefing.source.seed, permalink(base, path) if base else path,
        briefing.withdrawn, briefing.duplicate_of, len(text.split()), text,
    )  # fmt: skip


def _public_text(edition: Edition, entry: Entry) -> str:
    blocks = blocks_of(edition.packs.read(entry.blobs["prose"]).decode())
    words = public_words(entry.briefing, edition.project.config.outlets)
    return "\n\n".join(text for _, text in first_words(blocks, words))


def _listed(names: tuple[str, ...]) -> str:
    return "; ".join(names)


def _pairs(entries: list[Entry], room: str, known: set[str]) -> Iterator[tuple[Value, ...]]:
    for entry in entries:
        for slug in getattr(entry, room):
            if slug in known:
                yield entry.slug, slug


def _roles(edition: Edition, entries: list[Entry]) -> Iterator[tuple[Value, ...]]:
    for entry in _shown(edition, entries):
        names = people_of(edition.archive, entry)
        for name, role, _ in entry.account.roles if entry.account else ():
            if name in names:
                yield entry.slug, names[name], role


def _statements(edition: Edition, entries: list[Entry]) -> Iterator[tuple[Value, ...]]:
    for entry in _shown(edition, entries):
        if said := entry.blobs.get("statements"):
            names = people_of(edition.archive, entry)
            text = edition.packs.read(entry.blobs["prose"]).decode() if entry.edited else ""
            if entry.edited and not text:
                continue  # a person emptied it
            for it in statements_of(from_data(edition.packs.read(said)), text):
                if it.name in names:
                    yield entry.slug, names[it.name], it.words, it.evidence


def _shown(edition: Edition, entries: list[Entry]) -> Iterator[Entry]:
    """Those whose text may be shown whole."""
    outlets = edition.project.config.outlets
    return (entry for entry in entries if public_words(entry.briefing, outlets) is None)


def _figures(edition: Edition, entries: list[Entry]) -> Iterator[tuple[Value, ...]]:
    for entry in entries:
        if public_words(entry.briefing, edition.project.config.outlets) == 0:
            continue
        for number, figure in enumerate(entry.briefing.figures, 1):
            yield entry.slug, number, figure.caption, figure.credit


def concepts_of(edition: Edition) -> list[Concept]:
    """The issues of the archive as a thesaurus."""
    found = []
    for slug, term in edition.archive.issues.items():
        issue = term.about if isinstance(term.about, Issue) else Issue(slug, term.title)
        found.append(
            Concept(
                slug,
                issue.title,
                issue.aliases,
                tuple(item.words for item in issue.terms),
                issue.note,
                tuple(wide for wide in issue.broader if wide in edition.archive.issues),
                tuple(other for other in issue.related if other in edition.archive.issues),
            )
        )
    return found
