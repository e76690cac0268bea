"""The print spine: choose briefings → gather what a page of each shows → set them → PDF.

In: a project and a `Choice` (`choosing`). Out: the bytes of one PDF, and problems. The text is that of the
public edition (`render.rights`); how it looks is the theme's (`themes/default/print/`).
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from hashlib import sha256
from pathlib import Path
from typing import Any

from builder.archive.records import Record, find_record
from builder.config import Project
from builder.engine.choosing import Choice, choose, names_of_choice
from builder.engine.edition import Edition
from builder.errors import Location, Problem
from builder.model import Archive, Entry, Person
from builder.permalinks import slugify
from builder.publish.pdf import Pdf, make_pdf
from builder.render.citing.citations import chicago
from builder.render.citing.cited import cited_of
from builder.render.dates import long_date, short_date, span_words
from builder.render.planners.indexes import inverted
from builder.render.rights import first_words, public_words
from builder.render.text.blocks import blocks_of
from builder.render.text.typeset import mark_people, shortened, tree_of
from builder.render.theme.files import Theme, print_files
from builder.render.theme.words import Words


def print_choice(edition: Edition, choice: Choice) -> tuple[Pdf, list[Problem]]:
    """A single briefing where one slug is asked for, else a book, oldest briefing first."""
    entries = choose(edition.archive, choice, edition.relations, lambda entry: read_text(edition, entry))
    single = len(choice.slugs) == 1 and len(entries) == 1
    data = book_data(edition, choice, entries)
    pdf = typeset(edition.theme, "briefing.typ" if single else "book.typ", data)
    return pdf, missing_problem(pdf, entries)


def read_text(edition: Edition, entry: Entry) -> Iterator[str]:
    """What a query looks in: the title, the names however they are spelt, the text that may be shown."""
    briefing, archive = entry.briefing, edition.archive
    yield briefing.title
    for slug in entry.people:
        if slug in archive.people:
            yield from (archive.people[slug].title, *getattr(archive.people[slug].about, "aliases", ()))
    yield from (archive.issues[slug].title for slug in entry.issues if slug in archive.issues)
    blocks = blocks_of(edition.packs.read(entry.blobs["prose"]).decode())
    limit = public_words(briefing, edition.project.config.outlets)
    yield from (text for _, text in first_words(blocks, limit))


def typeset(theme: Theme, name: str, data: Mapping[str, Any]) -> Pdf:
    """The theme's print template `name` with some data."""
    templates, fonts = print_files(theme)
    return make_pdf(templates, name, fonts, data)


def missing_problem(pdf: Pdf, entries: Sequence[Entry]) -> list[Problem]:
    """A doubt that names the characters no font could draw."""
    if not pdf.missing:
        return []
    shown = ", ".join(f"{char} (U+{ord(char):04X})" for char in pdf.missing[:12])
    where = entries[0].path if len(entries) == 1 else "content/briefings"
    return [
        Problem(
            "D541",
            Location(where),
            f"No font has these characters: {shown}; boxes stand in their place in the PDF.",
            "Install a font for that script, for example one of the Noto fonts, and print again.",
            "doubt",
        )
    ]


# ---------------------------------------------------------------- gathering


def book_data(edition: Edition, choice: Choice, entries: Sequence[Entry]) -> dict[str, Any]:
    """What the templates are given: plain text, numbers and trees."""
    words, view = edition.site.words, edition.site.view
    briefings = [briefing_data(edition, entry, f"{n}") for n, entry in enumerate(entries)]
    dates = [entry.briefing.date for entry in entries]
    named = {slug for entry in entries for slug in entry.people if slug in edition.archive.people}
    title = _title(edition, choice, entries)
    return {
        "title": title,
        "subtitle": words.get("print_book", "Briefing book") if title != view.title else view.description,
        "archive": view.title,
        "description": view.description if title != view.title else "",
        "rights": view.rights,
        "lang": view.language,
        "dir": view.dir,
        "paper": edition.project.config.print.paper,
        "words": _strings(words),
        "cover": [line for line in (words("briefings_n", n=len(entries)), span_words(dates, words)) if line],
        "briefings": briefings,
        "persons": _persons(edition.archive, named),
    }


def _title(edition: Edition, choice: Choice, entries: Sequence[Entry]) -> str:
    if len(entries) == 1 and choice.slugs:
        return entries[0].briefing.title
    if named := names_of_choice(edition.archive, choice, edition.relations):
        return " · ".join(named)
    if choice.first or choice.last:
        return span_words([choice.first or entries[0].briefing.date, choice.last], edition.site.words)
    return edition.site.view.title


def _strings(words: Words) -> dict[str, str]:
    defaults = {
        "byline": "Byline", "people": "Named here", "issues": "Issues", "erratum": "Correction",
        "picture": "Picture", "cite": "Cite as", "hash": "SHA-256", "contents": "Contents",
        "index": "Index of persons", "sources": "Sources",
    }  # fmt: skip
    return {key: words.get(f"print_{key}", text) for key, text in defaults.items()}


def _persons(archive: Archive, slugs: Iterable[str]) -> list[dict[str, str]]:
    """The index of persons: `Lavrov, Sergei`, by family name."""
    found = []
    for slug in slugs:
        about = archive.people[slug].about
        if isinstance(about, Person):
            found.append({"slug": slug, "name": inverted(about), "note": about.note})
    return sorted(found, key=lambda person: (slugify(person["name"]), person["slug"]))


def briefing_data(edition: Edition, entry: Entry, key: str) -> dict[str, Any]:
    """One briefing as the templates see it."""
    briefing, words = entry.briefing, edition.site.words
    record = find_record(edition.project.root, entry.slug)
    limit = public_words(briefing, edition.project.config.outlets)
    tree = tree_of(edition.packs.read(entry.blobs["prose"]).decode()) if limit != 0 else []
    if limit is not None:
        tree = shortened(tree, limit)
    names = dict(zip(entry.people, briefing.people, strict=False))
    tree = mark_people(tree, {slug: name for slug, name in names.items() if slug in edition.archive.people})
    placed = {slug for block in tree for slug in block.get("who", ())}
    return {
        "key": key,
        "title": briefing.title,
        "lang": briefing.lang,
        "outlet": briefing.outlet,
        "dateline": briefing.dateline,
        "date": long_date(briefing.date, words),
        "short-date": short_date(briefing.date, words),
        "date-note": _date_note(record if limit is None else None, briefing.date_text, words),
        "byline": list(briefing.byline),
        "people": _people(edition.archive, entry, record),
        "unplaced": [slug for slug in entry.people if slug not in placed],
        "issues": [
            edition.archive.issues[slug].title for slug in entry.issues if slug in edition.archive.issues
        ],
        "errata": list(briefing.errata),
        "blocks": tree,
        "figures": [{"caption": f.caption, "credit": f.credit} for f in briefing.figures]
        if limit is None
        else [],
        "withheld": briefing.withdrawn or ("" if limit is None else words.get("print_withheld", _WITHHELD)),
        "sources": _sources(entry, words),
        "rights": briefing.source.rights,
        "citation": chicago(cited_of(edition.site, briefing)),
        "hash": record.sha256 if record else _content_hash(edition.project, entry),
    }


_WITHHELD = "The text is not ours to print in full; the source has it."


def _content_hash(project: Project, entry: Entry) -> str:
    path: Path = project.root / entry.path
    return sha256(path.read_bytes()).hexdigest()


def _people(archive: Archive, entry: Entry, record: Record | None) -> list[dict[str, Any]]:
    """Who is named, each with the offices that this text gives them."""
    found = []
    for slug, printed in zip(entry.people, entry.briefing.people, strict=False):
        term = archive.people.get(slug)
        if term is None:
            continue
        names = {name.casefold() for name in (printed, term.title, *getattr(term.about, "aliases", ()))}
        roles = dict.fromkeys(
            mention.role
            for mention in (record.mentions if record else ())
            if mention.role and ({mention.bound.casefold(), mention.name.casefold()} & names)
        )
        found.append({"name": term.title, "roles": list(roles)[:2]})
    return found


def _date_note(record: Record | None, printed: str, words: Words) -> str:
    """Why this date, where it was worked out and not printed as it stands."""
    evidence = record.evidence.get("date", ()) if record else ()
    if evidence:
        said = "; ".join(f"“{item.words}”" for item in evidence if item.words)
        return words.get("print_date_from", "Date from: {words}").replace("{words}", said) if said else ""
    return printed


def _sources(entry: Entry, words: Words) -> list[dict[str, str]]:
    source = entry.briefing.source
    made = []
    if source.url:
        made.append({"label": words.get("print_published", "Published at"), "url": source.url})
    if source.retrieved:
        label = words.get("print_retrieved", "retrieved {date}")
        made.append({"label": label.replace("{date}", long_date(source.retrieved, words)), "url": ""})
    if source.seed:
        label = words.get("print_seed", "Kept in the archive as {seed}")
        made.append({"label": label.replace("{seed}", source.seed), "url": ""})
    return made
