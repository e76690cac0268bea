"""The story of a seed, of one of its lines, or of a briefing, told from its record. Prints nothing.

In: a `Record` and, for a briefing, its file as it stands. Out: lines of text. Why a page was rebuilt is told
elsewhere.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from builder.archive.frontmatter import Document
from builder.archive.issues.vocabulary import Vocabulary
from builder.archive.people.names import family_key, split_name
from builder.archive.records import Record
from builder.ingest.merge import split_paragraphs
from builder.ingest.rewrite import paragraph_line
from builder.model import LedgerLine

WIDTH = 100
"""Characters of a seed's line that are shown."""


def explain_line(record: Record, number: int) -> Iterator[str]:
    """Why one line of a seed went where it went, and what else stands on it."""
    row = record.ledger[number - 1]
    yield f"seeds/{record.seed}:{number}"
    yield f"  {_short(row.text)}"
    yield f"  {_told(row)}"
    if row.joined:
        yield f"  It continues line {row.joined}: the sentence was broken there and was put together again."
    for other in record.ledger:
        if other.joined == number:
            yield f"  Line {other.line} continues it."
    starts = [start for start in record.base.lines if start <= number]
    if row.fate == "body":
        yield f"  It stands in paragraph {len(starts)} of content/briefings/{record.slug}.md."
    for field, found in record.evidence.items():
        for why in found:
            if why.line == number:
                yield f"  It is evidence for {field}: {why.rule} '{_short(why.words)}'."
    for mention in record.mentions if row.fate == "body" else ():
        if mention.line == starts[-1] and mention.name in row.text:
            role = f", {mention.role}" if mention.role else ""
            bound = f" → {mention.bound}" if mention.bound != mention.name else ""
            yield f"  It names {mention.name}{bound}{role} [{mention.rule}]."
    for damage in record.damage:
        if damage.line == number:
            yield f"  Damage, {damage.kind}: '{_short(damage.words)}' {damage.note}".rstrip()


def _told(row: LedgerLine) -> str:
    """A line's fate as a sentence."""
    kind, _, detail = row.fate.partition(":")
    if kind == "body":
        return f"Kept as body; the score is {row.why or 'not recorded'}."
    if kind == "metadata":
        return f"Metadata: it holds the {detail} and nothing else."
    if detail == "blank":
        return "An empty line."
    if detail == "score":
        return f"Removed by the score, no rule knew it: {row.why}."
    words = f": '{row.why}'" if row.why else ""
    return f"Removed by the rule '{detail}'{words}."


def explain_seed(record: Record) -> Iterator[str]:
    """What became of a seed: the sums, and each line with its fate."""
    kinds = Counter(row.fate.partition(":")[0] for row in record.ledger)
    yield f"seeds/{record.seed} → content/briefings/{record.slug}.md"
    yield f"  {record.media_type}, {record.encoding}, sha256 {record.sha256[:12]}…, rules {record.rules}"
    sums = ", ".join(f"{kinds[kind]} {kind}" for kind in ("body", "metadata", "removed"))
    yield f"  {len(record.ledger)} lines = {sums}"
    for problem in record.doubts:
        yield f"  ! {problem}"
    for row in record.ledger:
        if row.fate != "removed:blank":
            joined = f" (continues {row.joined})" if row.joined else ""
            yield f"{row.line:>6}  {row.fate:<22}{joined} {_short(row.text, 80)}"


def explain_briefing(record: Record, document: Document, vocabulary: Vocabulary) -> Iterator[str]:
    """Why a briefing's fields are what they are, and what a person changed."""
    yield f"{document.path}, from seeds/{record.seed}"
    for key in dict.fromkeys((*document.values, *record.base.front)):
        yield from _field(key, document.values.get(key), record)
    yield from _people(document.values.get("people"), record)
    yield from _issues(record, vocabulary)
    yield from _body(record, document)


def _field(key: str, value: Any, record: Record) -> Iterator[str]:
    machine = record.base.front.get(key)
    if key in ("people", "issues"):
        if value != machine:
            yield f"  {key}: changed by you; the machine has {_words(machine)}"
        return
    yield f"  {key}: {_words(value)}"
    if value != machine and str(value) != str(machine):
        yield f"    Changed by you; the machine has {_words(machine)}."
    for why in record.evidence.get("date" if key == "date_text" else key, ()):
        line = f"line {why.line}, " if why.line else ""
        yield f"    {line}{why.rule}: '{_short(why.words)}'"
    if key == "source":
        for why in record.evidence.get("url", ()):
            yield f"    {why.rule}: '{_short(why.words)}'"


def _people(names: Any, record: Record) -> Iterator[str]:
    for name in names if isinstance(names, list) else [names] if names else []:
        family = family_key(split_name(str(name)).family)
        found = [m for m in record.mentions if family_key(split_name(m.bound or m.name).family) == family]
        known = f"{len(found)} mentions" if found else "added by you, or known by another name"
        yield f"  person {name}: {known}"
        seen: dict[tuple[str, str], list[int]] = {}
        for mention in found:
            seen.setdefault((mention.name, mention.rule), []).append(mention.line)
        for (words, rule), lines in seen.items():
            places = ", ".join(str(line) if line else "title" for line in dict.fromkeys(lines))
            yield f"    '{words}' [{rule}] on line {places}"


def _issues(record: Record, vocabulary: Vocabulary) -> Iterator[str]:
    for tag in record.issues:
        issue = vocabulary.by_slug.get(tag.issue)
        words = ", ".join(f"'{word}'" + (f" ×{count}" if count > 1 else "") for word, count in tag.words)
        least = f" (from {issue.threshold:g} on it is given)" if issue else ""
        yield f"  issue {issue.title if issue else tag.issue}: score {tag.score:g}{least}: {words}"


def _body(record: Record, document: Document) -> Iterator[str]:
    written = split_paragraphs(document.body)
    for place, text in enumerate(written):
        if text not in record.base.body:
            yield f"  {document.path}:{paragraph_line(document, place)}: yours: {_short(text)}"
    for text, line in zip(record.base.body, record.base.lines, strict=True):
        if text not in written:
            yield f"  seeds/{record.seed}:{line}: not in the briefing as the seed has it: {_short(text)}"


def compare(one: Sequence[str], two: Sequence[str]) -> Iterator[str]:
    """What differs between the bodies of two copies: `-` only in the first, `+` only in the second."""
    from difflib import ndiff

    yield from (line.rstrip("\n") for line in ndiff(list(one), list(two)) if line[:1] in "+-")


def _words(value: Any) -> str:
    if value in (None, "", [], {}):
        return "nothing"
    if isinstance(value, list):
        return ", ".join(map(_words, value))
    if isinstance(value, Mapping):
        return "; ".join(f"{key} {_words(item)}" for key, item in value.items())
    return f"'{_short(str(value))}'"


def _short(text: str, most: int = WIDTH) -> str:
    text = " ".join(text.split())
    return text if len(text) <= most else f"{text[:most]} …"
