"""Which seed becomes which briefing: slugs that stay, and seeds that were moved, renamed or taken away.

In: the articles found under seeds/, what the records say, the briefings there are. Out: an `Assignment`.
A slug once written never moves; new ones come from titles, in the order of seed names.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from builder.permalinks import slugify


@dataclass(frozen=True, slots=True)
class Article:
    """One article found under seeds/."""

    name: str
    sha256: str


@dataclass(frozen=True, slots=True)
class Assignment:
    """Who has which slug."""

    slugs: Mapping[str, str]
    """Name of the article → slug of its briefing; new articles are not in it."""
    gone: tuple[str, ...]
    """Slugs of records whose seed is there no more."""


def assign(
    articles: Iterable[Article], recorded: Mapping[str, tuple[str, str]], adopted: Mapping[str, str]
) -> Assignment:
    """Slugs of the articles that have one. `recorded`: slug → (seed, sha256) as the records say;
    `adopted`: seed → slug of a briefing that names it as its source but has no record.

    An article keeps the briefing of its name, unless the very same bytes are recorded under a name that is
    gone or holds something else now: then they were moved (a file renamed, a row put in above), and the
    briefing goes with the bytes.
    """
    found = {article.name: article.sha256 for article in articles}
    named: dict[str, list[str]] = defaultdict(list)  # of a deleted briefing the record keeps an old name
    for slug, (seed, _) in sorted(recorded.items()):
        named[seed].append(slug)
    slugs: dict[str, str] = {}
    for name, sha in found.items():
        slugs.update((name, slug) for slug in reversed(named[name]) if recorded[slug][1] == sha)
    loose: dict[str, list[str]] = defaultdict(list)
    used = set(slugs.values())
    for slug, (seed, sha) in sorted(recorded.items(), key=lambda item: (item[1][0], item[0])):
        if slug not in used and found.get(seed) != sha:
            loose[sha].append(slug)
    for name, sha in sorted(found.items()):
        if name not in slugs and loose[sha]:
            slugs[name] = loose[sha].pop(0)
    used = set(slugs.values())
    for name in sorted(found):
        slug = next((one for one in (*named[name], adopted.get(name, "")) if one and one not in used), "")
        if name not in slugs and slug:
            slugs[name] = slug
            used.add(slug)
    return Assignment(slugs, tuple(sorted(set(recorded) - used)))


def new_slugs(titles: Mapping[str, str], taken: Iterable[str]) -> dict[str, str]:
    """Name of a new article → slug, from its title; the same whatever the order. What is taken stays."""
    used = {slug.casefold() for slug in taken}
    slugs: dict[str, str] = {}
    for name in sorted(titles):
        slug = base = slugify(titles[name])
        number = 2
        while slug in used:
            slug = f"{base}-{number}"
            number += 1
        used.add(slug)
        slugs[name] = slug
    return slugs
