"""One briefing → the text of its file, with what a person wrote kept. Pure.

In: what the machine would write today. Out: a `Written`: the new texts (None where nothing changes) and the
conflicts as problems on the line of the file they are about.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from builder.archive.frontmatter import Document, parse
from builder.archive.records import Record
from builder.errors import Location, Problem, shorten
from builder.ingest.writing.declined import Declined, front_without_declined, remember, without_declined
from builder.ingest.writing.merge import Conflict, merge_body, merge_fields, split_paragraphs
from builder.ingest.writing.rewrite import line_of, new_text, paragraph_line, rewrite

SHOWN = 60
"""Characters of a text that a problem quotes."""


@dataclass(frozen=True, slots=True)
class Written:
    """A briefing's file as it is to be."""

    text: str
    front: Mapping[str, Any]
    """Front matter of `text`: what stands in the file, whoever wrote it."""
    declined: Declined
    """What a person took out, now or earlier."""
    problems: tuple[Problem, ...]


def briefing_path(slug: str) -> str:
    """The content file of a briefing, from the project folder."""
    return f"content/briefings/{slug}.md"


def write_briefing(old: Record | None, new: Record, text: str | None) -> Written:
    """The text of a briefing's file: `text` as it stands (None: there is none) brought up to date.

    `ContentError` when a person left it so that it cannot be read.
    """
    fresh = new_text(new.base.front, new.base.body)
    if text is None:
        return Written(fresh, new.base.front, {}, ())
    document = parse(text, briefing_path(new.slug))
    if old is None:  # nobody knows what the machine wrote: all of it is the person's
        return Written(text, document.values, {}, ())
    if text in (fresh, new_text(old.base.front, old.base.body)) and not old.declined:
        # As the machine wrote it; or writes it now, and was ended before it could write the record.
        return Written(fresh, new.base.front, {}, ())
    base, mine = old.base, split_paragraphs(document.body)
    wanted = front_without_declined(old.declined, base.front, document.values, new.base.front)
    front, conflicts = merge_fields(base.front, document.values, wanted)
    paragraphs = without_declined(old.declined, "body", base.body, mine, new.base.body)
    body, more = merge_body(base.body, mine, paragraphs)
    merged = rewrite(text, document, front, body)
    declined = remember(old.declined, (base.front, base.body), (front, body), (document.values, mine))
    return Written(merged, front, declined, tuple(_problems(merged, new.slug, [*conflicts, *more])))


def _problems(text: str, slug: str, conflicts: Sequence[Conflict]) -> list[Problem]:
    if not conflicts:
        return []
    document = parse(text, briefing_path(slug))
    return [_problem(document, conflict) for conflict in conflicts]


def _problem(document: Document, conflict: Conflict) -> Problem:
    if conflict.field == "body":
        line = paragraph_line(document, conflict.paragraph)
    else:
        line = line_of(document, conflict.field)
    yours = f"you wrote '{shorten(conflict.yours, SHOWN)}'" if conflict.yours else "you deleted it"
    theirs = (
        f"the seed now gives '{shorten(conflict.machine, SHOWN)}'"
        if conflict.machine
        else "the seed has it no more"
    )
    message = f"{conflict.field}: {yours}; {theirs}. Yours stays."
    hint = "Take the other wording over if it is better; saving the file answers this."
    return Problem("D246", Location(document.path, line), message, hint, "doubt")
