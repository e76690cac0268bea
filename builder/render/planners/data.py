"""A briefing as JSON, beside its page."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from typing import Any

from builder.model import Briefing
from builder.permalinks import below, page_path
from builder.render.jsontext import dump, dump_paragraphs
from builder.render.page import Page, Plan, Site, entry_part, held_part
from builder.render.planners.common import public_part
from builder.render.planners.tables import row_values
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
    row, briefing = site.once(row_values, briefing), public_part(site, briefing)
    value = {
        **row,
        "date_text": briefing.date_text,
        "editors": briefing.editors,
        "figures": [{"caption": f.caption, "credit": f.credit} for f in briefing.figures],
        "summary": briefing.summary,
        "errata": briefing.errata,
        "duplicate_of": briefing.duplicate_of,
        "seed": {"name": known["seed"], "sha256": known["sha256"]} if known else {},
        "evidence": {
            field: [{"rule": rule, "words": said, "line": line} for rule, said, line in rows]
            for field, rows in known.get("evidence", {}).items()
        },
    }
    facts = dump({key: found for key, found in value.items() if found})
    return f'{facts[:-1]}, "paragraphs": {paragraphs}}}\n' if paragraphs else facts + "\n"
