"""What the machine would write for a seed: a draft, its people and issues → front matter, body, record.

Pure. The order of keys, what is left out, and what a record keeps of a draft are decided here alone.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from builder.archive.records import Base, Record
from builder.errors import Problem
from builder.ingest.writing.merge import split_paragraphs
from builder.model import Draft, IssueTag


def front_matter(draft: Draft, language: str) -> dict[str, Any]:
    """The fields that the seed alone decides; empty ones left out."""
    values: dict[str, Any] = {
        "title": draft.title,
        "date": draft.date,
        "date_text": draft.date_text,
        "outlet": draft.outlet,
        "dateline": draft.dateline,
        "byline": list(draft.byline),
        "editors": list(draft.editors),
        "figures": [
            {
                key: value
                for key, value in (
                    ("caption", figure.caption),
                    ("credit", figure.credit),
                    ("alt", figure.alt),
                    ("image", figure.image),
                )
                if value
            }
            for figure in draft.figures
        ],
        "summary": draft.summary,
        "lang": "" if draft.lang == language else draft.lang,
        "source": {key: v for key, v in (("seed", draft.document.name), ("url", draft.url)) if v},
    }
    return _filled({key: _clean(value) for key, value in values.items()})


def with_wide(
    front: Mapping[str, Any], people: Sequence[str], issues: Sequence[str], duplicate_of: str
) -> dict[str, Any]:
    """`front` with the fields that depend on the whole archive."""
    wide = {"people": list(people), "issues": list(issues), "duplicate_of": duplicate_of}
    return _filled({**front, **wide})


def _filled(values: Mapping[str, Any]) -> dict[str, Any]:
    return {key: value for key, value in values.items() if value not in ("", [], {}, None)}


def _clean(value: Any) -> Any:
    """Text on one line, without control characters that YAML or a terminal would trip over."""
    if isinstance(value, str):
        return " ".join("".join(c if c.isprintable() else " " for c in value).split())
    if isinstance(value, list):
        return [_clean(item) for item in value]
    if isinstance(value, dict):
        return {key: _clean(item) for key, item in value.items()}
    return value


def make_record(
    draft: Draft,
    front: Mapping[str, Any],
    issues: Sequence[IssueTag],
    doubts: Sequence[Problem],
    slug: str,
    rules: str,
) -> Record:
    """The machine's account of a seed."""
    document = draft.document
    return Record(
        slug=slug,
        seed=document.name,
        sha256=document.sha256,
        rules=rules,
        media_type=document.media_type,
        encoding=document.encoding,
        url=draft.url,
        date_bounds=draft.date_bounds,
        ledger=draft.ledger,
        evidence=dict(sorted(draft.evidence.items())),
        damage=draft.damage,
        mentions=draft.mentions,
        statements=draft.statements,
        issues=tuple(issues),
        doubts=tuple(doubts),
        base=Base(dict(front), *_numbered(draft)),
    )


def _numbered(draft: Draft) -> tuple[tuple[str, ...], tuple[int, ...]]:
    """Paragraphs as a reader of the file would part them, each with its seed line."""
    blocks: list[str] = []
    lines: list[int] = []
    for block, line in zip(draft.body, draft.body_lines, strict=True):
        parts = split_paragraphs(block)
        blocks += parts
        lines += [line] * len(parts)
    return tuple(blocks), tuple(lines)
