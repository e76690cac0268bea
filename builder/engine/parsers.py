"""Content files that need more than the fast path: all kinds, and briefings whose front matter is not plain.

In: the text of a file. Out: plain data of its kind, and what is too large to keep in memory. Imports YAML,
pydantic and most of `archive`; an edit of a plain briefing does without.
"""

from __future__ import annotations

import pickle
from collections.abc import Callable, Mapping
from pathlib import PurePosixPath

from builder.archive.flat import Parsed, front_of
from builder.archive.frontmatter import Schema, parse, to_briefing, validate
from builder.archive.issues.issuefile import parse_issue
from builder.archive.people.personfile import parse_person
from builder.archive.records import parse_record
from builder.engine.accounts import blobs_of, facts_of
from builder.model import Briefing
from builder.render.text.prose import render_prose


def parse_briefing(text: str, path: str, slug: str, lang: str) -> tuple[Briefing, str]:
    """A briefing and its body; `slug` and `lang` where the front matter names none."""
    document = parse(text, path)
    return to_briefing(document, slug, lang), document.body


class PageKeys(Schema):
    """Front matter of `content/pages/<slug>.md`."""

    title: str
    draft: bool = False
    lang: str = ""


def _page(text: str, path: str, slug: str, lang: str) -> Parsed:
    document = parse(text, path)
    keys = validate(document, PageKeys)
    page = Briefing(slug, keys.title, lang=keys.lang or lang, draft=keys.draft)
    return front_of(page, document.body), {"prose": render_prose(document.body).encode()}


def _person(text: str, path: str, slug: str, lang: str) -> Parsed:
    document = parse(text, path)
    parse_person(document)  # its own mistakes are told here, those between files in `assemble`
    return pickle.dumps(document), {"prose": render_prose(document.body).encode()}


def _issue(text: str, path: str, slug: str, lang: str) -> Parsed:
    file = parse_issue(text, path)
    return pickle.dumps(file), {"prose": render_prose(file.introduction).encode()}


def _record(text: str, path: str, slug: str, lang: str) -> Parsed:
    record = parse_record(text, PurePosixPath(path).stem)
    return facts_of(record), blobs_of(record)


PARSERS: Mapping[str, Callable[[str, str, str, str], Parsed]] = {
    "people": _person,
    "issues": _issue,
    "pages": _page,
    "records": _record,
}
"""Folder of content/ → (text, path, slug, language) → what was made of it."""
