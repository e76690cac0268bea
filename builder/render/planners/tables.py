"""The archive as tables: CSV and JSON of everything, and of each person's and issue's briefings.

A table of the whole archive is made from what its rows show and nothing else, so that an edit of a text
makes none of them again.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from builder.model import Archive, Briefing, Entry, Issue, Person
from builder.permalinks import below, page_path
from builder.render.citing.cited import cited_of
from builder.render.citing.files import bibtex, csl, ris
from builder.render.indexes import line, table
from builder.render.jsontext import dump, dump_field, dump_list, dump_names
from builder.render.page import NOTHING, Page, Part, Plan, Site, entry_part, part, to_bytes
from builder.render.parts import FeedRef
from builder.render.planners.common import edited_part, is_list, is_whole, page_address, recorded_part
from builder.render.text.statements import statements_of

DATA = (
    ("data_briefings_csv", "/data/briefings.csv", "text/csv"),
    ("data_briefings_json", "/data/briefings.json", "application/json"),
    ("data_people_csv", "/data/people.csv", "text/csv"),
    ("data_people_json", "/data/people.json", "application/json"),
    ("data_issues_csv", "/data/issues.csv", "text/csv"),
    ("data_issues_json", "/data/issues.json", "application/json"),
    ("data_mentions_csv", "/data/mentions.csv", "text/csv"),
    ("data_roles_csv", "/data/roles.csv", "text/csv"),
    ("data_statements_csv", "/data/statements.csv", "text/csv"),
)
"""(key of the catalogue, path, media type) of the files about all of the archive."""

BOOK_NAME = "book.pdf"
"""The briefing book of a person or an issue, beside the page."""

COLUMNS = ("slug", "title", "date", "outlet", "dateline", "byline", "people", "issues", "lang", "url", "path")
TERM_COLUMNS = ("slug", "name", "briefings", "first", "last", "also", "note", "reviewed", "path")


def list_refs(site: Site, path: str, count: int) -> tuple[FeedRef, ...]:
    """The files beside a person's or an issue's page; what is named once has its briefing's own."""
    words = site.words
    if count < 2:
        return ()
    book = (FeedRef(words("book_pdf"), below(path, BOOK_NAME), "application/pdf"),)
    return (
        *(book if site.config.print.books else ()),
        *(_data_refs(site, path) if site.config.build.data else ()),
    )


def _data_refs(site: Site, path: str) -> tuple[FeedRef, ...]:
    words = site.words
    return (
        FeedRef(words("briefings_csv"), below(path, "briefings.csv"), "text/csv"),
        FeedRef(words("citations_all"), below(path, "citations.bib"), "application/x-bibtex"),
        FeedRef("RIS", below(path, "citations.ris"), "application/x-research-info-systems"),
        FeedRef("CSL-JSON", below(path, "citations.json"), "application/vnd.citationstyles.csl+json"),
    )


def plan_data(plan: Plan) -> Iterator[Page]:
    if not plan.site.config.build.data:
        return
    entries = [e for e in plan.archive.entries if not e.briefing.withdrawn]
    own = tuple(map(entry_part, entries))
    yield Page("/data/briefings.csv", make_briefings_csv, own, kind="data")
    yield Page("/data/briefings.json", make_briefings_json, own, kind="data")
    for room in ("people", "issues", "outlets"):
        rows = (part(tuple(_term_row(plan, room, slug) for slug in plan.terms(room))),)
        yield Page(f"/data/{room}.csv", make_terms_csv, rows, kind="data")
        yield Page(f"/data/{room}.json", make_terms_json, rows, kind="data")
    yield Page("/data/mentions.csv", make_mentions_csv, _mentions(plan.archive), kind="data")
    yield Page("/data/roles.csv", make_roles_csv, (part(tuple(_roles(plan, entries))),), kind="data")
    yield Page("/data/statements.csv", make_statements_csv, tuple(_said(plan, entries)), kind="data")


def _term_row(plan: Plan, room: str, slug: str) -> tuple[Any, ...]:
    term = plan.terms(room)[slug]
    about = term.about
    dates = [date for e in term.entries if (date := e.briefing.date)]
    also = about.aliases if isinstance(about, Person | Issue) else ()
    return (
        slug, term.title, len(term.entries), min(dates, default=""), max(dates, default=""), also,
        getattr(about, "note", ""), "yes" if getattr(about, "reviewed", False) else "", page_path(room, slug),
    )  # fmt: skip


def _mentions(archive: Archive) -> tuple[Part, Part]:
    """Who there is, and whom each briefing names and is about."""
    people = tuple([(slug, term.title) for slug, term in archive.people.items()])
    named = tuple([(e.briefing.slug, e.briefing.date, e.people, e.about_people) for e in archive.entries])
    return part(people), part(named)


def people_of(archive: Archive, entry: Entry) -> Mapping[str, str]:
    """Name as a briefing has it → slug of the person."""
    people = archive.people
    names: dict[str, str] = {}
    for slug in entry.people:
        if slug in people and isinstance(about := people[slug].about, Person):
            names |= dict.fromkeys((about.name, *about.aliases), slug)
    return names


def _roles(plan: Plan, entries: Iterable[Entry]) -> Iterator[tuple[str, ...]]:
    for e in entries:
        roles = e.account.roles if e.account and is_whole(plan.site, e.briefing) else ()
        names = people_of(plan.archive, e) if roles else {}
        for name, role, anchor in roles:
            if name in names:
                path = page_path("briefings", e.slug)
                yield names[name], role, e.slug, e.briefing.date, path if e.edited else f"{path}#{anchor}"


def _said(plan: Plan, entries: Iterable[Entry]) -> Iterator[Part]:
    """Two parts per briefing that quotes somebody: who is who in it, and who said what."""
    for e in entries:
        said = recorded_part(e, "statements")
        if said is not NOTHING and is_whole(plan.site, e.briefing):
            names = tuple(sorted(people_of(plan.archive, e).items()))
            yield part((e.slug, e.briefing.date, names))
            yield said
            yield edited_part(e, "statements")


def make_terms_csv(site: Site, rows: Any) -> str:
    return table(TERM_COLUMNS, rows)


def make_terms_json(site: Site, rows: Any) -> str:
    found = (dict(zip(TERM_COLUMNS, row, strict=True)) for row in rows)
    return dump([{key: value for key, value in row.items() if value} for row in found]) + "\n"


def make_mentions_csv(site: Site, people: Any, briefings: Any) -> str:
    """By person, as pages of people list them. What every row of a person or of a briefing says is written
    once.
    """
    rows: dict[str, list[str]] = {slug: [] for slug, _ in people}
    for slug, date, named, about in briefings:
        passing, main = line((slug, date, "")), line((slug, date, "yes"))
        for person in named:
            rows[person].append(main if person in about else passing)
    told = [line(("person", "name", "briefing", "date", "about"))]
    for slug, name in people:
        who = line((slug, name)).removesuffix("\r\n") + ","
        told += [who + row for row in rows[slug]]
    return "".join(told)


def make_roles_csv(site: Site, rows: Any) -> str:
    return table(("person", "role", "briefing", "date", "path"), rows)


def make_statements_csv(site: Site, *rest: Any) -> str:
    rows = []
    for (slug, date, names), said, text in zip(rest[::3], rest[1::3], rest[2::3], strict=True):
        known, path = dict(names), page_path("briefings", slug)
        rows += [
            (known[it.name], it.words, it.evidence, slug, date, f"{path}#{it.anchor}")
            for it in statements_of(said, text)
            if it.name in known
        ]
    return table(("person", "words", "evidence", "briefing", "date", "path"), rows)


def make_briefings_csv(site: Site, *briefings: Briefing) -> bytes:
    return line(COLUMNS).encode() + b"".join(site.each(_csv_row, briefings))


def make_briefings_json(site: Site, *briefings: Briefing) -> str:
    return dump_list([_json_row(site, b) for b in briefings]) + "\n"


def _csv_row(site: Site, b: Briefing) -> bytes:
    about = (b.slug, b.title, b.date, b.outlet, b.dateline, b.byline, b.people, b.issues, b.lang)
    return to_bytes(line((*about, b.source.url, page_address(site, b))))


def _json_row(site: Site, b: Briefing) -> str:
    """The same as an object, without what is empty, by name."""
    fields = (
        dump_names("byline", b.byline),
        dump_field("date", b.date),
        dump_field("dateline", b.dateline),
        dump_names("issues", b.issues),
        dump_field("lang", b.lang),
        dump_field("outlet", b.outlet),
        dump_field("path", page_address(site, b)),
        dump_names("people", b.people),
        dump_field("slug", b.slug),
        dump_field("title", b.title),
        dump_field("url", b.source.url),
    )
    return f"{{{', '.join(filter(None, fields))}}}"


# ---------------------------------------------------------------- of one person or issue


def plan_term_data(plan: Plan) -> Iterator[Page]:
    """CSV and citations of each person's and each issue's briefings."""
    if not plan.site.config.build.data:
        return
    fronts = {e.path: entry_part(e) for e in plan.archive.entries if not e.briefing.withdrawn}
    for room in ("people", "issues"):
        for term in filter(is_list, plan.terms(room).values()):
            path = page_path(room, term.slug)
            own = tuple([fronts[e.path] for e in term.entries if e.path in fronts])
            yield Page(below(path, "briefings.csv"), make_briefings_csv, own, kind="data")
            yield Page(below(path, "citations.bib"), make_bibtex, own, kind="data")
            yield Page(below(path, "citations.ris"), make_ris, own, kind="data")
            yield Page(below(path, "citations.json"), make_csl, own, kind="data")


def make_bibtex(site: Site, *briefings: Briefing) -> bytes:
    return b"\n\n".join([it[0] for it in site.each(_citations, briefings)]) + b"\n"


def make_ris(site: Site, *briefings: Briefing) -> bytes:
    return b"\r\n\r\n".join([it[1] for it in site.each(_citations, briefings)]) + b"\r\n"


def make_csl(site: Site, *briefings: Briefing) -> bytes:
    return b"[" + b", ".join([it[2] for it in site.each(_citations, briefings)]) + b"]\n"


def _citations(site: Site, b: Briefing) -> tuple[bytes, bytes, bytes]:
    """In BibTeX, RIS and CSL-JSON: a list has files of all three."""
    cited = cited_of(site, b)
    return to_bytes(bibtex(cited)), to_bytes(ris(cited)), to_bytes(csl(cited))
