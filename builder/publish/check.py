"""A built site → what is wrong with it: links, ids, requests to others, leaks.

In: the folder public/. Out: problems, sorted by nothing in particular. Each check is a function over
one page (`CHECKS`), so a new one is a function and a line in the table. Content is checked elsewhere.
"""

from __future__ import annotations

import html
import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import unquote, urlsplit

from builder.errors import Location, Problem
from builder.permalinks import base_path, output_name
from builder.publish.leaks import NOTHING, Withheld, find_leaks

_TAG = re.compile(
    r"<([a-zA-Z][a-zA-Z0-9-]*)((?:\s+[^\s=>\"'/]+(?:\s*=\s*(?:\"[^\"]*\"|'[^']*'|[^\s>\"']+))?)*)\s*/?>"
)
_ATTRIBUTE = re.compile(r"([^\s=>\"'/]+)(?:\s*=\s*(?:\"([^\"]*)\"|'([^']*)'|([^\s>\"']+)))?")
_CSS_URL = re.compile(r"url\(\s*['\"]?([^'\")]+)|@import\s+['\"]([^'\"]+)")
_XML_LINK = re.compile(r"<(?:loc|id|uri)>([^<]+)<|\bhref=\"([^\"]+)\"")

LOADS = {
    "script": "src",
    "img": "src",
    "iframe": "src",
    "source": "src",
    "video": "src",
    "audio": "src",
    "embed": "src",
    "object": "data",
    "image": "href",
    "use": "href",
}
"""Tags whose address the browser fetches by itself."""
LOADING_RELS = {"stylesheet", "icon", "preload", "modulepreload", "manifest", "prefetch", "preconnect"}
DATA_SCRIPTS = {"application/ld+json", "application/json", "text/plain"}


@dataclass(frozen=True, slots=True)
class Tag:
    name: str
    attributes: Mapping[str, str]
    line: int


@dataclass(frozen=True, slots=True)
class CheckedPage:
    """One HTML file of the site, read once."""

    name: str
    """Under public/, with forward slashes."""
    tags: tuple[Tag, ...]
    ids: frozenset[str]


@dataclass(frozen=True, slots=True)
class CheckedSite:
    """The files of the site, and the ids of its pages: what links are held against."""

    files: frozenset[str]
    ids: Mapping[str, frozenset[str]]
    base_url: str


Check = Callable[[CheckedPage, CheckedSite], Iterator[Problem]]


def check_links(page: CheckedPage, site: CheckedSite) -> Iterator[Problem]:
    """Every link into the site leads to a file, every fragment to an id."""
    for tag in page.tags:
        for attribute in ("href", "src"):
            address = tag.attributes.get(attribute, "").strip()
            if not address or (tag.name == "base"):
                continue
            target, fragment = _inside(address, page.name, site)
            if target is None:
                continue
            if target not in site.files:
                yield _problem(
                    "E520", page, tag, f"The link '{address}' leads to no file.", "Mend it, or build again."
                )
            elif fragment and target in site.ids and fragment not in site.ids[target]:
                yield _problem(
                    "E521", page, tag, f"The link '{address}' names an id that {target} does not have.", ""
                )


def check_ids(page: CheckedPage, site: CheckedSite) -> Iterator[Problem]:
    """No id stands twice on a page."""
    seen: set[str] = set()
    for tag in page.tags:
        name = tag.attributes.get("id", "")
        if name and name in seen:
            yield _problem("E522", page, tag, f"The id '{name}' stands twice on this page.", "")
        seen.add(name)


def check_third_parties(page: CheckedPage, site: CheckedSite) -> Iterator[Problem]:
    """Nothing is fetched from another host."""
    for tag in page.tags:
        address = tag.attributes.get(LOADS.get(tag.name, ""), "")
        if tag.name == "link" and LOADING_RELS & set(tag.attributes.get("rel", "").lower().split()):
            address = tag.attributes.get("href", "")
        if address.startswith(("http://", "https://", "//")):
            yield _problem(
                "E523",
                page,
                tag,
                f"The page fetches '{address}' from another host.",
                "Put a copy into the theme's static/ or the archive.",
            )


def check_scripts(page: CheckedPage, site: CheckedSite) -> Iterator[Problem]:
    """Nothing that the Content-Security-Policy forbids: inline code, style attributes, script addresses."""
    for tag in page.tags:
        is_code = tag.name == "script" and tag.attributes.get("type", "") not in DATA_SCRIPTS
        if is_code and "src" not in tag.attributes:
            yield _problem("E524", page, tag, "There is an inline script.", "Put it into a file.")
        if tag.name == "style" or "style" in tag.attributes:
            yield _problem("E524", page, tag, "There is an inline style.", "Put it into the stylesheet.")
        for name, value in tag.attributes.items():
            scheme = re.sub(r"[\x00-\x20]", "", value).lower()
            if name.startswith("on") or (
                name in ("href", "src") and scheme.startswith(("javascript:", "vbscript:"))
            ):
                yield _problem("E525", page, tag, f"The attribute {name}='{value}' is code.", "Remove it.")


CHECKS: tuple[Check, ...] = (check_links, check_ids, check_third_parties, check_scripts)


def check_site(public: Path, base_url: str = "", withheld: Withheld = NOTHING) -> Iterator[Problem]:
    """All problems of the built site; `withheld` must stand nowhere in it."""
    paths = {
        path.relative_to(public).as_posix(): path for path in sorted(public.rglob("*")) if path.is_file()
    }
    pages = [read_page(name, _read(path)) for name, path in paths.items() if name.endswith(".html")]
    site = CheckedSite(frozenset(paths), {page.name: page.ids for page in pages}, base_url)
    for page in pages:
        for check in CHECKS:
            yield from check(page, site)
    for name, path in paths.items():
        if name.endswith(".css"):
            yield from _check_css(name, _read(path), site)
        elif name.endswith(".xml"):
            yield from _check_xml(name, _read(path), site)
    yield from find_leaks(paths, withheld)


def _read(path: Path) -> str:
    """The text of a file; what a theme brings along need not be UTF-8."""
    return path.read_text("utf-8", "replace")


def read_page(name: str, text: str) -> CheckedPage:
    """An HTML file → its tags, each with its line."""
    tags = []
    line, position = 1, 0
    for match in _TAG.finditer(text):
        line += text.count("\n", position, match.start())
        position = match.start()
        attributes = {
            key.lower(): html.unescape(a or b or c) for key, a, b, c in _ATTRIBUTE.findall(match.group(2))
        }
        tags.append(Tag(match.group(1).lower(), attributes, line))
    ids = frozenset(tag.attributes["id"] for tag in tags if "id" in tag.attributes)
    return CheckedPage(name, tuple(tags), ids)


def _inside(address: str, page: str, site: CheckedSite) -> tuple[str | None, str]:
    """(file under public/, fragment) of an address inside the site; (None, "") when it leads outside."""
    if site.base_url and address.startswith(site.base_url.rstrip("/") + "/"):
        address = "/" + address[len(site.base_url.rstrip("/")) + 1 :]
        parts = urlsplit(address)
        return output_name(unquote(parts.path)), unquote(parts.fragment)
    try:
        parts = urlsplit(address)
    except ValueError:
        return None, ""
    if parts.scheme or parts.netloc:
        return None, ""
    if not parts.path:
        return page, unquote(parts.fragment)
    root = base_path(site.base_url)
    if page == "404.html" and parts.path.startswith(root):  # shown at any depth, it starts at the host
        return output_name(unquote(parts.path.removeprefix(root.rstrip("/")))), unquote(parts.fragment)
    if parts.path.startswith("/"):
        return f"(outside the site){parts.path}", ""  # breaks under a base path and from disk
    folder = page.split("/")[:-1]
    for step in unquote(parts.path).split("/"):
        if step == "..":
            if not folder:
                return f"(outside the site){parts.path}", ""
            folder.pop()
        elif step != ".":
            folder.append(step)
    name = "/".join(folder)
    return (f"{name}index.html" if name.endswith("/") or not name else name), unquote(parts.fragment)


def _check_css(name: str, text: str, site: CheckedSite) -> Iterator[Problem]:
    for match in _CSS_URL.finditer(text):
        address = match.group(1) or match.group(2)
        where = Location(f"public/{name}", text.count("\n", 0, match.start()) + 1)
        if address.startswith(("http:", "https:", "//")):
            yield Problem("E523", where, f"The stylesheet fetches '{address}' from another host.")
        elif not address.startswith(("data:", "#")) and _inside(address, name, site)[0] not in site.files:
            yield Problem("E520", where, f"The address '{address}' leads to no file.")


def _check_xml(name: str, text: str, site: CheckedSite) -> Iterator[Problem]:
    if not site.base_url:
        return
    for match in _XML_LINK.finditer(text):
        address = html.unescape(match.group(1) or match.group(2))
        if address.startswith(site.base_url.rstrip("/") + "/"):
            target, _ = _inside(address, name, site)
            if target not in site.files:
                where = Location(f"public/{name}", text.count("\n", 0, match.start()) + 1)
                yield Problem("E520", where, f"The address '{address}' leads to no file.")


def _problem(code: str, page: CheckedPage, tag: Tag, message: str, hint: str) -> Problem:
    return Problem(code, Location(f"public/{page.name}", tag.line), message, hint)
