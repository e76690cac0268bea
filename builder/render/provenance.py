"""A briefing's record → what its page says of where it came from, and why each thing is believed.

In: the account and ledger that wave 1 kept of the record (plain data). Out: parts of views. A line that was
removed because it holds a private address is not shown again: `PRIVATE`.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Mapping, Sequence
from functools import lru_cache
from typing import Any

from builder.model import Briefing
from builder.permalinks import below, page_path
from builder.render.page import Site
from builder.render.parts import (
    Count,
    DamageView,
    EvidenceView,
    FieldEvidence,
    Head,
    Link,
    ProvenanceView,
    RawLine,
    Tag,
)
from builder.render.rulenames import rule_words, settled_words
from builder.render.theme.words import Words, direction
from builder.render.views import RawView

PRIVATE = "removed:private-contact"
"""The fate of a line whose words must not be published."""

ADDRESS = re.compile(r"[\w.+-]{1,200}@[\w-]+\.[\w.]*\w")
"""An e-mail address: shown in what its author published as text, masked in everything around it. Of so many
letters at most, or a line of data would be walked once for each of its letters.
"""

SHOWN = ("title", "date", "dateline", "byline", "editors", "outlet", "lang", "summary")
"""Fields whose evidence the provenance panel lists, in this order."""


def evidence_of(words: Words, known: Mapping[str, Any], field: str) -> tuple[EvidenceView, ...]:
    """Why a field has its value."""
    rows: Sequence[Sequence[Any]] = known.get("evidence", {}).get(field, ())
    return tuple(EvidenceView(rule_words(words, rule), said, line) for rule, said, line in rows)


def tags_of(words: Words, room: str, named: Sequence[Any], known: Mapping[str, Any]) -> tuple[Tag, ...]:
    """People or issues of a briefing, with the reason each is there."""
    if not known:
        return tuple([_bare_tag(room, title, slug, about) for title, slug, _, _, about in named])
    made = set(known.get("front", {}).get(room, ()))
    tags = []
    for title, slug, written, reviewed, about in named:
        names = written or (title,)
        found = bool(made.intersection(names))
        note = ""
        if room == "people":
            evidence, note = _mention(words, known, names)
        else:
            evidence = _terms(words, known, slug)
        tags.append(
            Tag(
                Link(title, page_path(room, slug), note=note),
                found and not reviewed,
                evidence if found else (),
                about,
            )
        )
    return tuple(tags)


@lru_cache(maxsize=65536)
def _bare_tag(room: str, title: str, slug: str, about: bool) -> Tag:
    """Of somebody's hand, without a reason: the same in every briefing."""
    return Tag(Link(title, page_path(room, slug)), about=about)


MOST_MENTIONS = 4
"""Mentions of a person that the evidence quotes: one for each rule, the first ones."""


def _mention(
    words: Words, known: Mapping[str, Any], names: Sequence[str]
) -> tuple[tuple[EvidenceView, ...], str]:
    """Why a person is there: the first mention of each rule, and what settled who it is; the office."""
    found = next((known.get("people", {})[name] for name in names if name in known.get("people", {})), None)
    if found is None:
        return (), ""
    rule, why, _, rows = found
    firsts: dict[str, Sequence[Any]] = {}
    for row in rows:
        firsts.setdefault(row[1], row)
    shown = [
        EvidenceView(
            rule_words(words, how), f"{own} {name}" if own and not name.startswith(own) else name, line
        )
        for name, how, line, own in list(firsts.values())[:MOST_MENTIONS]
    ]
    settled = EvidenceView(settled_words(words, rule, why), "")
    return (*shown, settled), next((row[3] for row in rows if row[3]), "")


def _terms(words: Words, known: Mapping[str, Any], slug: str) -> tuple[EvidenceView, ...]:
    """Why an issue is there: the words that speak for it, and what they add up to."""
    score, found = known.get("issues", {}).get(slug, (0, ()))
    if not found:
        return ()
    said = ", ".join(f"{word} ×{n}" if n > 1 else word for word, n in found)
    return (EvidenceView(words("terms_score", score=f"{score:g}"), said),)


def _counts(words: Words, fates: Sequence[Sequence[Any]]) -> tuple[Count, ...]:
    """Kept, metadata, removed, in all: they add up."""
    sums = {"body": 0, "metadata": 0, "removed": 0}
    for fate, n in fates:
        sums[fate.partition(":")[0]] += n
    names = {"body": "lines_kept", "metadata": "lines_metadata", "removed": "lines_removed"}
    return (
        *(Count(words(names[kind]), n) for kind, n in sums.items()),
        Count(words("lines_all"), sum(sums.values())),
    )


def removed_rules(words: Words, fates: Sequence[Sequence[Any]]) -> tuple[Count, ...]:
    """Rules that removed lines, those that removed most first."""
    rules = [(fate.partition(":")[2], n) for fate, n in fates if fate.startswith("removed:")]
    ranked = sorted(rules, key=lambda item: (-item[1], item[0]))
    named = ((rule_words(words, rule), n) for rule, n in ranked)
    return tuple(Count(name[:1].upper() + name[1:], n) for name, n in named)


def damage_views(words: Words, rows: Sequence[Sequence[Any]]) -> tuple[DamageView, ...]:
    """What is broken in a seed."""
    return tuple(
        DamageView(words.get(f"damage_{kind}", kind.replace("-", " ")), said, note, line)
        for kind, line, said, note in rows
    )


def without_words(known: Mapping[str, Any]) -> Mapping[str, Any]:
    """The account of a record without the words of its seed: which rules spoke, and where, may be told."""
    if not known:
        return known
    evidence = {
        field: [[rule, "", line] for rule, _, line in rows] for field, rows in known["evidence"].items()
    }
    people = {
        name: [settled, "", weight, [[name, rule, line, ""] for _, rule, line, _ in rows]]
        for name, (settled, _, weight, rows) in known["people"].items()
    }
    return {**known, "evidence": evidence, "people": people, "damage": []}


def provenance(site: Site, briefing: Briefing, known: Mapping[str, Any]) -> ProvenanceView:
    """The panel below a briefing."""
    words, front = site.words, known.get("front", {})
    fields = []
    for field in SHOWN:
        value = getattr(briefing, field)
        shown = ", ".join(value) if isinstance(value, tuple) else value
        made = front.get(field, "")
        made = ", ".join(made) if isinstance(made, list | tuple) else str(made)
        evidence = evidence_of(words, known, field)
        if shown and (evidence or shown != made):
            edited = shown != made and field != "lang"
            fields.append(
                FieldEvidence(field, words(f"field_{field}"), shown, () if edited else evidence, edited)
            )
    return ProvenanceView(
        known["seed"],
        known["sha256"],
        _counts(words, known["fates"]),
        removed_rules(words, known["fates"]),
        tuple(fields),
        damage_views(words, known["damage"]),
        below(page_path("briefings", briefing.slug), "raw/"),
    )


def raw_view(words: Words, ledger: Mapping[str, Any], briefing: Link, lang: str) -> RawView:
    """The seed line by line; its head is the planner's."""
    lines = tuple([_line(words, row) for row in ledger["lines"]])
    private = {line.number for line in lines if line.withheld}
    fates = tuple(Counter([row[2] for row in ledger["lines"]]).items())
    damage = [row for row in ledger["damage"] if row[1] not in private]
    return RawView(
        Head("", ""), briefing, ledger["seed"], ledger["sha256"], _counts(words, fates), lines,
        damage_views(words, damage), lang, direction(lang),
    )  # fmt: skip


def _line(words: Words, row: Sequence[Any]) -> RawLine:
    number, text, fate, why, joined = row
    kind, shown = _fate(words, fate)
    if fate == PRIVATE:
        return RawLine(number, "", kind, shown, "", joined, True)
    if kind != "body" and "@" in text:
        text = ADDRESS.sub("[…]", text)
    return RawLine(number, text, kind, shown, why, joined)


@lru_cache(maxsize=4096)
def _fate(words: Words, fate: str) -> tuple[str, str]:
    """What a line is, and the field or the rule in words."""
    kind, _, detail = fate.partition(":")
    if kind == "metadata":
        return kind, words.get(f"field_{detail}", detail)
    return kind, "" if detail in ("", "blank") else rule_words(words, detail)
