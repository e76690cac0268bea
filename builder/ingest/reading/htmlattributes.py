"""What the attributes of an element say: its step in a path, where it links to, its picture. Pure."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import Any
from urllib.parse import urljoin, urlsplit

_WHOLE = re.compile(r"https?://[\w.-]+(?:/[\w./%~+,;:@!$&*=-]*(?:\?[\w./%~+,;:@!$&*=-]+)?)?\Z", re.A)
"""An address that needs nothing of the page's own."""
_ROOTED = re.compile(r"/(?![/.])(?:[\w%~+,:@!$&*=-]|[/.](?![/.]))*(?:\?[\w./%~+,;:@!$&*=-]+)?\Z", re.A)
"""An address that needs the page's host alone."""
_BREAKS = dict.fromkeys(map(ord, "\t\r\n"))
"""What browsers drop from an address."""
_NAMING = frozenset({"id", "class", "role", "itemprop", "hidden", "style"})
"""Attributes that make a step."""
_HIDDEN = re.compile(r"(?:display\s*:\s*none|visibility\s*:\s*hidden)", re.I)
_LAZY = re.compile(r"data-(?:[a-z]+-)?(?:src|original)(?!.*(?:mini|small|thumb))|srcset\Z")


def step_of(tag: str, element: Any) -> str:
    """`div.story-body#main`; `!` marks what the page hides."""
    named = _NAMING.intersection(element.keys())
    if not named:
        return tag
    get = element.get
    if len(named) == 1 and "class" in named:  # as of most
        return _named(tag, "", get("class"), "", "", False)
    hidden = "hidden" in named or bool(_HIDDEN.search(get("style", "")))
    return _named(tag, get("id", ""), get("class", ""), get("role", ""), get("itemprop", ""), hidden)


@lru_cache(maxsize=8192)
def _named(tag: str, ident: str, classes: str, role: str, prop: str, hidden: bool) -> str:
    step = f"{tag}#{ident[:40]}" if ident else tag
    for name in classes.split()[:5]:
        step += f".{name[:40]}"
    if role:
        step += f"[{role[:20]}]"
    if prop:
        step += f"@{prop[:30]}"
    if hidden:
        step += "!"
    return "".join(step.split())


def address_of(href: str | None, base: str, root: str) -> str:
    """An absolute http(s) or mail address, or empty: what a script or a bare `#` is. `root`: scheme and host
    of the base.
    """
    if not href or href.startswith("#"):
        return ""
    if (whole := _WHOLE.match(href)) or (root and _ROOTED.match(href)):
        address = href if whole else root + href
        return address if len(address) <= 2000 else ""
    try:
        address = urljoin(base, href.strip().translate(_BREAKS))
        scheme = urlsplit(address).scheme
    except ValueError:
        return ""
    if scheme not in ("http", "https", "mailto") or len(address) > 2000:
        return ""
    return address.replace(" ", "%20").replace("(", "%28").replace(")", "%29").replace("<", "%3C")


def source_of(element: Any) -> str:
    """The address of a picture; of one that is loaded when it comes into view, where its script finds it."""
    source: str = element.get("src") or ""
    if source and not source.startswith("data:"):
        return source
    return next((v.split()[0] for name, v in element.items() if _LAZY.match(name) and "/" in v), "")
