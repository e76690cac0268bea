"""Links of a page: `/people/x/` → `../../people/x/index.html`, under any base path and from disk.

Pages that lie equally deep link alike, so each link is worked out once for all of them. What is made once for
pages of any depth, a row or a line of a table, has links with a mark, which `settle` replaces.
"""

from __future__ import annotations

import re
from urllib.parse import quote

from markupsafe import Markup, escape

from builder.permalinks import base_path, output_name

MARK = "<up>"
"""Stands in a link for the way from its page to the root of the site. No text can: `<` is escaped."""

NOT_FOUND = "/404.html"
"""The one page that a host shows at addresses of any depth: its links start at the root of the host."""

_KNOWN = 65_536
"""Most links that are kept for a depth."""


def way_up(here: str, base_url: str) -> str:
    """What a link starts with on the page at `here`."""
    return base_path(base_url) if here == NOT_FOUND else "../" * (here.count("/") - 1)


class Links(dict[str, Markup]):
    """Site path → link, as a template prints it, on pages that start their links with `up`."""

    def __init__(self, up: str) -> None:
        super().__init__()
        self._up = up

    def __missing__(self, path: str) -> Markup:
        if "#" in path:
            page, _, anchor = path.partition("#")
            return Markup(f"{self[page]}#{escape(anchor)}")
        if len(self) >= _KNOWN:
            self.clear()
        link = self[path] = Markup(f"{self._up}{_file(path)}" if path else "")
        return link


def shorten_own(html: str, here: str, up: str) -> str:
    """The page at `here` with shorter links to itself: a reader may have come to it by another address, and
    one to a place on it would load it anew.
    """
    file = _file(here)
    own = f'="{up}{file}'
    if here == NOT_FOUND or own not in html:
        return html
    return html.replace(f"{own}#", '="#').replace(f'{own}"', f'="{file.rpartition("/")[2]}"')


def _file(path: str) -> str:
    """The file of a path, from the root of the site, as a link writes it."""
    name = output_name(path)
    return name if _PLAIN(name) else quote(name)


_PLAIN = re.compile(r"[A-Za-z0-9/._~-]*").fullmatch
"""What `quote` leaves as it is."""

anywhere = Links(MARK)
"""For what is made once for pages of any depth."""


def settle(html: str, up: str) -> Markup:
    """What was made with links from `anywhere`, for pages of one depth."""
    return Markup(str.replace(html, MARK, up))  # as text: safe text would ask what it is given
