"""What a person decides about people and issues → the content files that say so: the shared pieces.

A decision gives `Change`s: files to write or to remove. Pure; the texts of briefings are never touched.
The decisions stand in `curate_people` and `curate_issues`; the files are written by `builder.desk.layout`.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from builder.errors import ContentError, refused

PEOPLE, ISSUES = "content/people", "content/issues"


@dataclass(frozen=True, slots=True)
class Change:
    """One file of content/ that is to be written, or to go."""

    path: str
    values: Mapping[str, Any] | None
    """Front matter; None: the file goes."""
    body: str = ""


def refuse(what: str, hint: str, where: str = PEOPLE) -> ContentError:
    """A decision that cannot be carried out."""
    return refused("E356", where, what, hint)


def unique(values: Iterable[str], but: str = "") -> tuple[str, ...]:
    """Each value once, in order; empty ones and `but` left out."""
    return tuple(dict.fromkeys(value for value in values if value and value != but))


def without(values: Iterable[str], unwanted: set[str]) -> tuple[str, ...]:
    """Each value once, in order, the unwanted left out."""
    return tuple(dict.fromkeys(value for value in values if value not in unwanted))


def moved_to(slugs: Iterable[str], gone: set[str], keep: str) -> tuple[str, ...]:
    """The slugs, those that are gone replaced by the one kept."""
    return tuple(dict.fromkeys(keep if slug in gone else slug for slug in slugs))


def free_slug(slug: str, taken: Mapping[str, Any], own: set[str]) -> str:
    """`slug`, or the first of `slug-2`, `slug-3` … that is free; one of its own is free."""
    number, wanted = 2, slug
    while wanted in taken and wanted not in own:
        wanted, number = f"{slug}-{number}", number + 1
    return wanted


def filled(values: Mapping[str, Any]) -> dict[str, Any]:
    """Without the keys that say nothing."""
    return {key: value for key, value in values.items() if value not in ("", None, [], (), {}, False)}
