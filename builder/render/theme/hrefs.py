"""Links of a page: `/people/x/` → `../../people/x/index.html`, under any base path and from disk.

In a template `href` knows no page: it gives the place with a mark before it, the same wherever it stands. So
it is worked out once, and so is what a template says on every page alike. `settle` completes the links of a
page that is done.
"""

from __future__ import annotations

from functools import lru_cache
from urllib.parse import quote

from markupsafe import Markup, escape

from builder.permalinks import base_path, output_name

_CONTROL = b"\x02"
_MARK = b"<" + _CONTROL * 5
"""Stands in a link for the way from its page to the root of the site. No text can: `<` is escaped. It has
six letters because Python seeks longer words in longer strides, up to that length."""

NOT_FOUND = "/404.html"
"""The one page that a host shows at addresses of any depth: its links start at the root of the host."""


@lru_cache(maxsize=65536)
def href(path: str) -> Markup:
    """A site path as a template prints it, for `settle` to complete."""
    path, mark, anchor = path.partition("#")
    if not path:
        return Markup(f"{mark}{escape(anchor)}")
    return Markup(f"{_MARK.decode()}{_quoted(path)}{mark}{escape(anchor)}")


def settle(html: str, here: str, base_url: str) -> bytes:
    """The page at `here`, in UTF-8, with its links relative to it."""
    page = html.encode("utf-8", "replace")  # first: bytes are sought faster than letters of several bytes
    up = base_path(base_url) if here == NOT_FOUND else "../" * (here.count("/") - 1)
    own = f"{_MARK.decode()}{_quoted(here)}".encode()
    if here != NOT_FOUND and own in page:
        page = page.replace(own + b"#", b"#").replace(own, own[own.rfind(b"/") + 1 :].removeprefix(_MARK))
    page = page.replace(_MARK, up.encode())
    return page.replace(_CONTROL, b"")  # in some text; no page may hold it


@lru_cache(maxsize=65536)
def _quoted(path: str) -> str:
    """The file of a path, from the root of the site, as a link writes it."""
    return quote(output_name(path))
