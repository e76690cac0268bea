"""A briefing as JSON, beside its page."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from typing import Any

from builder.model import Briefing
from builder.permalinks import below, page_path
from builder.render.jsontext import dump, dump_field, dump_names, dump_paragraphs
from builder.render.page import Page, Plan, Site, entry_part, held_part
from builder.render.planners.common import page_address, public_part
from builder.render.provenance import without_words
from builder.render.rights import first_words, public_words


def plan_briefing_data(plan: Plan) -> Iterator[Page]:
    if not plan.site.config.build.data:
        return
    for entry in plan.archive.entries:
        if entry.briefing.withdrawn:
            continue
        yield Page(
            below(page_path("briefings", entry.slug), "briefing.json"),
            make_briefing_json,
            (
                entry_part(entry),
                held_part(entry, "paragraphs"),
                held_part(entry, "account"),
            ),
            kind="data",
            sources=(entry.path,),
        )


def make_briefing_json(site: Site, briefing: Briefing, paragraphs: str, account: Mapping[str, Any]) -> str:
    known = account or {}
    limit = public_words(briefing, site.config.outlets)
    if limit is not None:
        known = without_words(known)
        kept = [(it["id"], it["text"]) for it in json.loads(paragraphs or "[]")]
        kept = first_words(kept, limit)
        paragraphs = dump_paragraphs(kept) if kept else ""
    about = public_part(site, briefing)
    evidence = {
        field: [{"rule": rule, "words": said, "line": line} for rule, said, line in rows]
        for field, rows in known.get("evidence", {}).items()
    }
    fields = (
        dump_names("byline", about.byline),
        dump_field("date", about.date),
        dump_field("date_text", about.date_text),
        dump_field("dateline", about.dateline),
        dump_field("duplicate_of", about.duplicate_of),
        dump_names("editors", about.editors),
        _found("errata", about.errata),
        _found("evidence", evidence),
        _found("figures", [{"caption": f.caption, "credit": f.credit} for f in about.figures]),
        dump_names("issues", about.issues),
        dump_field("lang", about.lang),
        dump_field("outlet", about.outlet),
        dump_field("path", page_address(site, about)),
        dump_names("people", about.people),
        _found("seed", {"name": known["seed"], "sha256": known["sha256"]} if known else {}),
        dump_field("slug", about.slug),
        dump_field("summary", about.summary),
        dump_field("title", about.title),
        dump_field("url", about.source.url),
        paragraphs and f'"paragraphs": {paragraphs}',
    )
    return f"{{{', '.join(filter(None, fields))}}}\n"


def _found(name: str, value: Any) -> str:
    return f'"{name}": {dump(value)}' if value else ""
