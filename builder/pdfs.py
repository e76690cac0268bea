"""A PDF beside each briefing page (`print.pdf: true`), made again only where something in it changed.

In: the archive as a build has it. Out: outputs in the stage, as `making` has them for pages. What is printed
is decided in `printing`.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import Any

from builder.errors import ContentError
from builder.making import Result
from builder.model import Entry
from builder.permalinks import output_name, page_path
from builder.printing import Choice, Desk, book_data, missing_problem, print_files
from builder.publish.manifest import Made
from builder.publish.pdf import make_pdf
from builder.publish.writer import Stage, write_output
from builder.render.planners.briefings import PDF_NAME
from builder.sealed import digest_of
from builder.workers import Workers

_WORTH = 20
"""PDFs from which on a second process is worth starting."""


@dataclass(frozen=True, slots=True)
class _Job:
    """One PDF that is to be made."""

    name: str
    entry: Entry
    data: Mapping[str, Any]
    fingerprint: bytes
    standing: Made | None


@dataclass(frozen=True, slots=True)
class _Press:
    """What every job needs."""

    templates: Mapping[str, Path]
    fonts: tuple[Path, ...]
    folder: str


def make_pdfs(desk: Desk, stage: Stage, known: Mapping[str, Made], workers: Workers) -> list[Result]:
    """A result for each briefing that is not withdrawn: staged, or kept as it stands."""
    templates, fonts = print_files(desk.theme)
    press = _Press(templates, fonts, str(stage.folder))
    look = b"".join(desk.theme.digests[path] for path in (*templates.values(), *fonts))
    results: list[Result] = []
    jobs: list[_Job] = []
    for entry in desk.archive.entries:
        if entry.briefing.withdrawn:
            continue
        name = output_name(f"{page_path('briefings', entry.slug)}{PDF_NAME}")
        data = book_data(desk, Choice(slugs=(entry.slug,)), [entry])
        print_ = digest_of(look + desk.site.digest + repr(data).encode("utf-8", "surrogatepass"))
        made = known.get(name)
        if made is not None and not _stands(stage.public / name, made):
            made = None
        if made is not None and made.fingerprint == print_:
            results.append(Result(name, made))
        else:
            jobs.append(_Job(name, entry, data, print_, made))
    return [*results, *workers.map(partial(_make, press), jobs, worth=_WORTH)]


def _make(press: _Press, job: _Job) -> Result:
    try:
        pdf = make_pdf(press.templates, "briefing.typ", press.fonts, job.data)
    except ContentError as error:
        return Result(job.name, None, problems=error.problems)
    problems = tuple(missing_problem(pdf, [job.entry]))
    digest = digest_of(pdf.data)
    if job.standing is not None and job.standing.digest == digest:
        return Result(job.name, job.standing._replace(fingerprint=job.fingerprint), problems=problems)
    mtime = write_output(press.folder, job.name, pdf.data, set())
    made = Made(job.fingerprint, digest, len(pdf.data), mtime)
    return Result(job.name, made, staged=True, problems=problems)


def _stands(path: Path, made: Made) -> bool:
    try:
        stat = path.stat()
    except OSError:
        return False
    return stat.st_size == made.size and stat.st_mtime_ns == made.mtime
