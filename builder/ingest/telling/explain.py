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
from builder.archive.records import Record
from builder.archive.weighing import ABOUT_ISSUE, ABOUT_PERSON
from builder.errors import shorten
from builder.ingest.writing.merge import split_paragraphs
from builder.ingest.writing.rewrite import paragraph_line
from builder.model import LedgerLine, PersonTag

BLANK = "removed:blank"
"""The fate of an empty line, which readers do not count among what was removed."""


def explain_line(record: Record, number: int) -> Iterator[str]:
    """Why one line of a seed went where it went, and what else stands on it."""
    row = record.ledger[number - 1]
    yield f"seeds/{record.seed}:{number}"
    yield f"  {shorten(row.text)}"
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
                yield f"  It is evidence for {field}: {why.rule} '{shorten(why.words)}'."
    for mention in record.mentions if row.fate == "body" else ():
        if mention.line == starts[-1] and mention.name in row.text:
            role = f", {mention.role}" if mention.role else ""
            bound = f" → {mention.bound}" if mention.bound != mention.name else ""
            yield f"  It names {mention.name}{bound}{role} [{mention.rule}]."
    for damage in record.damage:
        if damage.line == number:
            yield f"  Damage, {damage.kind}: '{shorten(damage.words)}' {damage.note}".rstrip()


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
    kinds = Counter("empty" if row.fate == BLANK else row.fate.partition(":")[0] for row in record.ledger)
    yield f"seeds/{record.seed} → content/briefings/{record.slug}.md"
    yield f"  {record.media_type}, {record.encoding}, sha256 {record.sha256[:12]}…, rules {record.rules}"
    sums = ", ".join(f"{kinds[kind]} {kind}" for kind in ("body", "metadata", "removed", "empty"))
    yield f"  {len(record.ledger)} lines = {sums}"
    for problem in record.doubts:
        yield f"  ! {problem}"
    for row in record.ledger:
        if row.fate != BLANK:
            joined = f" (continues {row.joined})" if row.joined else ""
            yield f"{row.line:>6}  {row.fate:<22}{joined} {shorten(row.text, 80)}"


def explain_briefing(record: Record, document: Document, vocabulary: Vocabulary) -> Iterator[str]:
    """Why a briefing's fields are what they are, and what a person changed."""
    yield f"{document.path}, from seeds/{record.seed}"
    for key in dict.fromkeys((*document.values, *record.base.front)):
        yield from _field(key, document.values.get(key), record)
    yield from _people(document.values.get("people"), record)
    yield from _issues(document.values.get("issues"), record, vocabulary)
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
        yield f"    {line}{why.rule}: '{shorten(why.words)}'"
    if key == "source":
        for why in record.evidence.get("url", ()):
            yield f"    {why.rule}: '{shorten(why.words)}'"


def _people(names: Any, record: Record) -> Iterator[str]:
    """Why each person of the front matter is there: what settled who it is, and every mention by its rule."""
    tags = {tag.name: tag for tag in record.people}
    for name in map(str, names if isinstance(names, list) else [names] if names else []):
        tag = tags.pop(name, None)
        if tag is None:
            yield f"  person {name}: added by you, or written otherwise than the machine would"
            continue
        about = "about" if tag.weight >= ABOUT_PERSON else "also named"
        why = f": {tag.evidence}" if tag.evidence else ""
        count = _times(len(tag.mentions))
        yield f"  person {name}: {about} (weight {tag.weight:g}), {count}, {tag.rule}{why}"
        yield from _mentions(tag, record)
    for name in tags:
        yield f"  person {name}: taken away by you"


def _times(count: int) -> str:
    return f"{count} mention{'' if count == 1 else 's'}"


def _mentions(tag: PersonTag, record: Record) -> Iterator[str]:
    seen: dict[tuple[str, str, str], list[int]] = {}
    for position in tag.mentions:
        mention = record.mentions[position]
        seen.setdefault((mention.name, mention.role, mention.rule), []).append(mention.line)
    for (words, role, rule), lines in seen.items():
        places = ", ".join(str(line) if line else "title" for line in dict.fromkeys(lines))
        yield f"    '{words}'{f', {role},' if role else ''} [{rule}] on line {places}"


def _issues(titles: Any, record: Record, vocabulary: Vocabulary) -> Iterator[str]:
    """Why each issue is there: its words and what they add up to."""
    names = list(map(str, titles if isinstance(titles, list) else [titles] if titles else []))
    slugs = {issue.slug if (issue := vocabulary.find(name)) else name: name for name in names}
    for tag in record.issues:
        issue = vocabulary.by_slug.get(tag.issue)
        words = ", ".join(f"'{word}'" + (f" ×{count}" if count > 1 else "") for word, count in tag.words)
        least = f" (from {issue.threshold:g} on it is given)" if issue else ""
        about = "about" if tag.score >= ABOUT_ISSUE else "touched on"
        state = f"{about}, score {tag.score:g}{least}" if tag.issue in slugs else "taken away by you"
        yield f"  issue {issue.title if issue else tag.issue}: {state}: {words}"
        slugs.pop(tag.issue, None)
    for name in slugs.values():
        yield f"  issue {name}: added by you"


def _body(record: Record, document: Document) -> Iterator[str]:
    written = split_paragraphs(document.body)
    for place, text in enumerate(written):
        if text not in record.base.body:
            yield f"  {document.path}:{paragraph_line(document, place)}: yours: {shorten(text)}"
    for text, line in zip(record.base.body, record.base.lines, strict=True):
        if text not in written:
            yield f"  seeds/{record.seed}:{line}: not in the briefing as the seed has it: {shorten(text)}"


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
    return f"'{shorten(str(value))}'"
