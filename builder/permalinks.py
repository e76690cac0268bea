"""Every name that becomes a URL: slugs, paths, permalinks, and where two of them collide.

No other module joins path segments of the site. A *path* starts and ends with a slash when it is a
page (`/people/john-kerry/`) and names a file otherwise (`/feed.xml`).
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Mapping
from functools import lru_cache
from urllib.parse import quote, urlsplit

SLUG_LENGTH = 80
"""Longest slug, in characters: leaves room under the 255 bytes of a file name for suffixes."""

SEARCH_DATA = "/search/data/"
"""Folder of the search index."""

_NOT_SLUG = re.compile(r"[^a-z0-9]+")
_APOSTROPHES = str.maketrans("", "", "'’‘ʼ`´")
VALID_SLUG = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*\Z")

RESERVED = frozenset({"con", "prn", "aux", "nul", *(f"{d}{n}" for d in ("com", "lpt") for n in range(1, 10))})
"""Names that Windows cannot store."""


@lru_cache(maxsize=65536)
def slugify(text: str) -> str:
    """Lower-case ASCII words joined by hyphens; idempotent and never empty.

    >>> slugify("U.S., Russia need to make progress – Kerry")
    'us-russia-need-to-make-progress-kerry'
    >>> slugify("Лавров")
    'lavrov'
    """
    ascii_text = text
    if not text.isascii():
        from anyascii import anyascii

        ascii_text = anyascii(text)
    words = ascii_text.lower().translate(_APOSTROPHES)
    words = re.sub(r"(?<=\b[a-z])\.(?=[a-z]\b)", "", words)  # U.S. → us, J.F.K. → jfk
    slug = _NOT_SLUG.sub("-", words).strip("-")
    if len(slug) > SLUG_LENGTH:
        slug = slug[: SLUG_LENGTH + 1].rpartition("-")[0] or slug[:SLUG_LENGTH]
    slug = slug.strip("-")
    if not slug:
        return "untitled"
    return f"{slug}-x" if slug in RESERVED else slug


def unique_slugs(wanted: Iterable[tuple[str, str]]) -> dict[str, str]:
    """(id, title) pairs → id to slug, each slug once; the same whatever the order of the pairs."""
    groups: dict[str, list[str]] = defaultdict(list)
    for key, title in sorted(wanted):
        groups[slugify(title)].append(key)
    taken = set(groups)
    slugs: dict[str, str] = {}
    for slug, keys in sorted(groups.items()):
        slugs[keys[0]] = slug
        number = 2
        for key in keys[1:]:
            while f"{slug}-{number}" in taken:
                number += 1
            slugs[key] = f"{slug}-{number}"
            taken.add(slugs[key])
    return slugs


def find_collisions(owners: Iterable[tuple[str, str]]) -> Mapping[str, tuple[str, ...]]:
    """(path, owner) pairs → the paths that more than one owner claims. Case does not tell paths apart."""
    claims: dict[str, list[str]] = defaultdict(list)
    for path, owner in owners:
        claims[path.casefold()].append(owner)
    return {path: tuple(sorted(names)) for path, names in sorted(claims.items()) if len(names) > 1}


def page_path(room: str, slug: str = "", number: int = 1) -> str:
    """`/room/slug/`, and `/room/slug/page/2/` from the second page of a list on."""
    base = f"/{room}/{slug}/" if slug else f"/{room}/"
    return base if number == 1 else f"{base}page/{number}/"


def pair_path(one: str, other: str, number: int = 1) -> str:
    """The page of two people, the same whoever is named first: `/people/john-kerry/with/sergei-lavrov/`."""
    first, second = sorted((one, other))
    return page_path(f"people/{first}/with", second, number)


def below(path: str, name: str) -> str:
    """A file or page that stands below a page: `/briefings/talks/` and `raw/` → `/briefings/talks/raw/`."""
    return f"{path}{name}"


def output_name(path: str) -> str:
    """The file under public/ that serves a path: `/people/` → `people/index.html`."""
    name = path.lstrip("/")
    return f"{name}index.html" if path.endswith("/") else name


def relative(path: str, start: str) -> str:
    """`path` as a link from the page `start`; names index.html so that it also works from disk.

    >>> relative("/people/john-kerry/", "/briefings/talks/")
    '../../people/john-kerry/index.html'
    """
    target, here = output_name(path).split("/"), output_name(start).split("/")[:-1]
    common = 0
    while common < len(here) and common < len(target) - 1 and here[common] == target[common]:
        common += 1
    return "/".join([".."] * (len(here) - common) + [quote(part) for part in target[common:]])


def base_path(base_url: str) -> str:
    """The folder that a site lives under on its host: `/repo/` of https://user.github.io/repo."""
    return urlsplit(base_url).path.rstrip("/") + "/"


@lru_cache(maxsize=65536)
def permalink(base_url: str, path: str) -> str:
    """The absolute address of a path under the site's base URL (with or without a folder)."""
    return base_url.rstrip("/") + quote(path)
