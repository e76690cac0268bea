"""Files that are copied as they are."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from builder.render.page import FileRef, Page, Part, Plan, Site


def plan_files(plan: Plan) -> Iterator[Page]:
    for name, path in plan.theme.under("static"):
        yield Page(
            f"/static/{name}", as_it_is, (Part(plan.theme.digests[path], FileRef(path)),), kind="static"
        )
    yield Page("/.nojekyll", nothing, kind="static")


def as_it_is(site: Site, data: Any) -> Any:
    return data


def nothing(site: Site) -> bytes:
    return b""
