"""What a build has set by typst: PDFs beside pages (`print.pdf`, `print.books`), the card of the site.

Each is made again only where something in it changed. In: the archive as a build has it. Out: outputs in the
stage, as `making` has them for pages. What is printed is decided in `printing`.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from builder.cache.sealed import digest_of
from builder.engine.edition import Edition
from builder.engine.making import Result, stands
from builder.errors import ContentError, Problem
from builder.model import Entry
from builder.permalinks import below, output_name, page_path
from builder.publish.manifest import Made
from builder.publish.pdf import Pdf, make_pdf, make_picture
from builder.publish.writer import Stage, has_bytes, write_output
from builder.render.page import Site
from builder.render.planners.briefings import PDF_NAME
from builder.render.planners.common import is_list
from builder.render.planners.tables import BOOK_NAME
from builder.render.theme.files import CARD, print_files
from builder.workers import Workers

_WORTH = 20
"""Prints from which on a second process is worth starting."""

_CARD_WORDS = 32
"""Words of the archive's description that the card has room for."""


@dataclass(frozen=True, slots=True)
class _Job:
    """One thing to be set."""

    name: str
    template: str
    data: Mapping[str, Any]
    entries: tuple[Entry, ...] = ()
    """What is in it; the card has none."""


@dataclass(frozen=True, slots=True)
class _Press:
    """What every job needs."""

    templates: Mapping[str, Path]
    fonts: tuple[Path, ...]
    folder: str
    public: str


_Ready = tuple[_Job, bytes, Made | None]
"""A job, its fingerprint, and what stands in its place."""


def make_prints(edition: Edition, stage: Stage, known: Mapping[str, Made], workers: Workers) -> list[Result]:
    """A result for each thing to be set: staged, or kept as it stands."""
    templates, fonts = print_files(edition.theme)
    press = _Press(templates, fonts, str(stage.folder), str(stage.public))
    look = b"".join(edition.theme.digests[path] for path in (*templates.values(), *fonts))
    results: list[Result] = []
    todo: list[_Ready] = []
    for job in _jobs(edition):
        print_ = digest_of(look + edition.site.digest + repr(job.data).encode("utf-8", "surrogatepass"))
        made = known.get(job.name)
        if made is not None and not stands(f"{stage.public}/{job.name}", made):
            made = None
        if made is not None and made.fingerprint == print_:
            results.append(Result(job.name, made))
        else:
            todo.append((job, print_, made))
    return [*results, *workers.map(partial(_make, press), todo, worth=_WORTH)]


def _jobs(edition: Edition) -> Iterator[_Job]:
    if edition.site.view.card:
        yield _Job(CARD, "card.typ", _card_data(edition.site))
    if edition.site.config.print.beside:
        yield from _pdfs(edition)


def _pdfs(edition: Edition) -> Iterator[_Job]:
    """Most archives have none: what they need is imported here."""
    from builder.engine.choosing import Choice, choose
    from builder.engine.printing import book_data

    options = edition.site.config.print
    for entry in edition.archive.entries if options.pdf else ():
        if not entry.briefing.withdrawn:
            name = output_name(below(page_path("briefings", entry.slug), PDF_NAME))
            choice = Choice(slugs=(entry.slug,))
            yield _Job(name, "briefing.typ", book_data(edition, choice, [entry]), (entry,))
    for room, terms in (("people", edition.archive.people), ("issues", edition.archive.issues)):
        for slug in (slug for slug, term in terms.items() if options.books and is_list(term)):
            choice = Choice(person=slug) if room == "people" else Choice(issue=slug)
            entries = choose(edition.archive, choice, edition.relations, lambda _: ())
            name = output_name(below(page_path(room, slug), BOOK_NAME))
            yield _Job(name, "book.typ", book_data(edition, choice, entries), tuple(entries))


def _card_data(site: Site) -> dict[str, str]:
    """What the archive is; no figure that a new briefing would change."""
    view = site.view
    said = view.description.split()
    return {
        "title": view.title,
        "description": " ".join(said[:_CARD_WORDS]) + (" …" if len(said) > _CARD_WORDS else ""),
        "host": urlsplit(view.base_url).hostname or "",
        "lang": view.language,
        "dir": view.dir,
    }


def _make(press: _Press, ready: _Ready) -> Result:
    job, fingerprint, standing = ready
    problems: tuple[Problem, ...] = ()
    try:
        if job.entries:
            from builder.engine.printing import missing_problem

            pdf = make_pdf(press.templates, job.template, press.fonts, job.data)
            problems = tuple(missing_problem(pdf, job.entries))
        else:
            pdf = Pdf(make_picture(press.templates, job.template, press.fonts, job.data))
    except ContentError as error:
        return Result(job.name, None, problems=error.problems)
    if standing is not None and has_bytes(press.public, job.name, standing, pdf.data):
        return Result(job.name, standing._replace(fingerprint=fingerprint), problems=problems)
    mtime = write_output(press.folder, job.name, pdf.data)
    made = Made(fingerprint, len(pdf.data), mtime)
    return Result(job.name, made, staged=True, problems=problems)
