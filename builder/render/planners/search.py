"""The search page, and how its script is told where things are. The index itself is made in `searching`."""

from __future__ import annotations

import json
from collections.abc import Iterator

from builder.permalinks import SEARCH_DATA, page_path, relative
from builder.render.page import Page, Plan, Site
from builder.render.parts import Link
from builder.render.planners.common import head
from builder.render.views import TEMPLATES, SearchView

_PATH = "/search/"
_WAYS = ("chronology", "people", "issues", "outlets")
STRINGS = (
    *("people", "issues", "outlets", "years", "undated"),
    *("date_about_short", "date_perhaps_short", "date_after_short", "date_before_short"),
)


def plan_search(plan: Plan) -> Iterator[Page]:
    if plan.site.config.build.search:
        yield Page(_PATH, make_search, (), TEMPLATES[SearchView], "search")


def make_search(site: Site) -> SearchView:
    strings = {
        key: text for key, text in site.words.strings.items() if key.startswith("search_") or key in STRINGS
    }
    config = {
        "data": relative(f"{SEARCH_DATA}x", _PATH).removesuffix("x"),
        "scripts": relative("/static/search/x", _PATH).removesuffix("x"),
        "root": relative("/x", _PATH).removesuffix("x"),
        "language": site.view.language,
        "strings": dict(sorted(strings.items())),
    }
    text = json.dumps(config, ensure_ascii=False, separators=(",", ":")).replace("<", "\\u003c")
    ways = tuple(Link(site.words.get(room, room.title()), page_path(room)) for room in _WAYS)
    return SearchView(head(site, _PATH, site.words.get("search", "Search")), text, ways)
