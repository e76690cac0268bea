"""A record, taken apart: what the archive keeps of every briefing in memory, and what only its pages read.

In: a parsed record. Out: the fields of an `Account`, and blobs: `account` (why each field is believed),
`ledger` (the seed line by line), `statements` (who said what), `terms` (where the words of its issues
stand). The last two are left out where there is nothing in them.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from typing import Any

from builder.archive.records import Record
from builder.archive.weighing import ABOUT_ISSUE, ABOUT_PERSON
from builder.cache.packs import to_data
from builder.cache.sealed import digest_of
from builder.model import Mention, PersonTag
from builder.render.text.mentions import Hit, find_words
from builder.render.text.plaintext import words_of
from builder.render.text.prose import block_id

Bindings = dict[int, str]
"""Position of a mention → the name in the front matter that it belongs to."""


def facts_of(record: Record) -> tuple[Any, ...]:
    """The fields of the briefing's `Account`, in their order."""
    fates = sorted(Counter(line.fate for line in record.ledger).items())
    return (
        record.bounds,
        tuple(fates),
        tuple(_roles(record)),
        tuple(sorted(record.evidence)),
        len(record.damage),
        tuple(tag.name for tag in record.people if tag.weight < ABOUT_PERSON),
        tuple(tag.issue for tag in record.issues if tag.score < ABOUT_ISSUE),
        digest_of("\n\n".join(record.base.body).encode()),
    )


def blobs_of(record: Record) -> dict[str, bytes]:
    """What is read when a page is made, as plain data."""
    damage = [[d.kind, d.line, d.words, d.note] for d in record.damage]
    account = {
        "seed": record.seed,
        "sha256": record.sha256,
        "fates": sorted(Counter(line.fate for line in record.ledger).items()),
        "front": dict(record.base.front),
        "evidence": {k: [[e.rule, e.words, e.line] for e in found] for k, found in record.evidence.items()},
        "people": {tag.name: _why(tag, record.mentions) for tag in record.people},
        "issues": {tag.issue: [tag.score, [list(word) for word in tag.words]] for tag in record.issues},
        "damage": damage,
    }
    ledger = {
        "seed": record.seed,
        "sha256": record.sha256,
        "lines": [[x.line, x.text, x.fate, x.why, x.joined] for x in record.ledger],
        "damage": damage,
    }
    some = {"statements": _statements(record), "terms": _terms(record)}
    return {"account": to_data(account), "ledger": to_data(ledger)} | {
        name: to_data(value) for name, value in some.items() if value
    }


def _bindings(people: Sequence[PersonTag]) -> Bindings:
    return {position: tag.name for tag in people for position in tag.mentions}


def _roles(record: Record) -> Iterator[tuple[str, str, str]]:
    """(name, office, id of its paragraph); an office that a text repeats is told once."""
    seen: set[tuple[str, str]] = set()
    for position, name in sorted(_bindings(record.people).items()):
        mention = record.mentions[position] if position < len(record.mentions) else None
        if mention and mention.role and mention.role not in name.split() and (name, mention.role) not in seen:
            seen.add((name, mention.role))
            yield name, mention.role, _anchor(record, mention.paragraph)


def _anchor(record: Record, paragraph: int) -> str:
    """Id of a paragraph on the briefing's page; empty for the title."""
    body = record.base.body
    return block_id(body[paragraph - 1]) if 0 < paragraph <= len(body) else ""


def _why(tag: PersonTag, mentions: Sequence[Mention]) -> list[Any]:
    """[rule that settled who it is, what decided, weight, mentions as [name, rule, line, office]]."""
    named = [mentions[position] for position in tag.mentions if position < len(mentions)]
    rows = [[m.name, m.rule, m.line, m.role] for m in named]
    return [tag.rule, tag.evidence, tag.weight, rows]


def _statements(record: Record) -> dict[str, list[list[str]]]:
    """Name → [words, id of the paragraph, the words that name the speaker, rule]."""
    found: dict[str, list[list[str]]] = {}
    names = _bindings(record.people)
    for said in record.statements:
        if said.mention in names:
            words, evidence = words_of(said.words), words_of(said.evidence)
            row = [words, _anchor(record, said.paragraph), evidence, said.rule]
            found.setdefault(names[said.mention], []).append(row)
    return found


def _terms(record: Record) -> dict[str, list[Any]]:
    """Issue → [score, [[word, how often]], first sentences with one]."""
    body = record.base.body
    texts = [words_of(text) for text in body] if record.issues else []
    found: dict[str, list[Any]] = {}
    for tag in record.issues:
        words = [part for word, _ in tag.words for part in word.split(" … ")]
        hits: list[Hit] = [
            (text, marks, block_id(body[number])) for number, text, marks in find_words(texts, words)
        ]
        found[tag.issue] = [tag.score, [list(word) for word in tag.words], hits]
    return found
