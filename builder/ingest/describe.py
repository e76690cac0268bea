"""One seed, read → a `Draft`: title, date, body and all the rest, each with its evidence. Pure.

Steps, each a room: score the lines, find fields and figures, decide the date, give every line its fate
(`clean`), put the body together (`body`), find mentions and damage. The sums are checked at the end: what
does not add up is an error of ours and is never written.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from functools import lru_cache
from itertools import pairwise
from pathlib import PurePosixPath

from builder.archive.issues.vocabulary import Vocabulary
from builder.config import IngestOptions, OutletOptions
from builder.errors import Location, Problem
from builder.ingest.cleaning.body import Body, check_sums, make_body
from builder.ingest.cleaning.clean import label_lines
from builder.ingest.cleaning.damage import find_damage
from builder.ingest.cleaning.score import score_lines
from builder.ingest.cleaning.whole import is_note, keep_all
from builder.ingest.doubts import TEXT_LINE, doubts_of
from builder.ingest.fields.dates import DateDecision, decide, from_captions
from builder.ingest.fields.figures import find_figures
from builder.ingest.fields.metadata import Found, find_fields
from builder.ingest.fields.outlets import host_of
from builder.ingest.fields.relativewords import find_distance
from builder.ingest.fields.timewords import Telling, find_misfit, read_telling
from builder.ingest.fields.titles import headline
from builder.ingest.issues import find_issues
from builder.ingest.naming.people import find_mentions
from builder.ingest.naming.statements import find_statements
from builder.ingest.reading.containers import read_part
from builder.ingest.reading.parts import Part
from builder.ingest.wide.duplicates import Sketch, sketch_of
from builder.model import Draft, Evidence, IssueTag, LedgerLine, RawDocument


@dataclass(frozen=True, slots=True)
class Setup:
    """What describing a seed depends on besides the seed."""

    options: IngestOptions
    outlets: Mapping[str, OutletOptions]
    vocabulary: Vocabulary
    language: str
    """Of the archive, and of its vocabulary."""
    rules: str
    """Fingerprint of the rules, weights and options."""
    names: tuple[str, ...] = ()
    """Of people, in other letters than Latin ones, as content/people/ has them."""


@dataclass(frozen=True, slots=True)
class Described:
    """A seed described, with its issues, what there is to say about it, and what it is compared by."""

    draft: Draft
    issues: tuple[IssueTag, ...]
    problems: tuple[Problem, ...]
    sketch: Sketch
    telling: Telling


def describe_part(setup: Setup, part: Part) -> Described:
    """A seed described; a `ContentError` says why it cannot be."""
    document = read_part(part, setup.options)
    draft, problems = describe(document, setup.outlets, setup.names)
    foreign = draft.lang not in ("", setup.language)
    issues = find_issues(setup.vocabulary, draft.title, draft.body, foreign)
    lines = list(zip(draft.body_lines, draft.body, strict=True))
    telling = read_telling(draft.title, lines, draft.lang or "en")
    return Described(draft, issues, problems, sketch_of(draft.body), telling)


def describe(
    document: RawDocument, outlets: Mapping[str, OutletOptions], names: tuple[str, ...] = ()
) -> tuple[Draft, tuple[Problem, ...]]:
    """All that can be known of one seed, and what is doubtful about it."""
    document = replace(document, whole=document.whole or is_note(document))
    scores = keep_all(document) if document.whole else score_lines(document)
    chances = [score.chance for score in scores]
    found = find_fields(document, chances)
    figures, captions, figure_why = find_figures(document, chances)
    outlet = find_outlet_options(found.outlet, found.url, outlets)
    claimed = {**captions, **found.claimed, **_head(document)}
    ledger = label_lines(document, scores, claimed, _patterns(outlets[outlet].remove if outlet else ()))
    body = make_body(document, ledger)
    ledger = _with_joins(ledger, body)
    check_sums(document, ledger, body)
    decision = _decide_date(document, found, ledger, body)
    title, title_why = _title(document, found, ledger, body)
    evidence = {**found.evidence, "title": title_why, "date": decision.evidence, "figures": figure_why}
    mentions = find_mentions(title, body.blocks, body.lines, found.lang or "en", names)
    draft = Draft(
        document=document,
        ledger=ledger,
        title=title,
        date=decision.date,
        date_text=decision.text,
        date_bounds=decision.bounds,
        dateline=found.dateline,
        byline=found.byline,
        editors=found.editors,
        outlet=outlet or found.outlet,
        lang=found.lang,
        url=found.url,
        figures=figures,
        summary=found.summary,
        body=body.blocks,
        body_lines=body.lines,
        evidence={field: why for field, why in evidence.items() if why},
        damage=(*document.damage, *find_damage(body.paragraphs, title)),
        mentions=mentions,
        statements=find_statements(body.blocks, mentions),
    )
    return draft, (*decision.problems, *doubts_of(draft))


def _head(document: RawDocument) -> dict[int, str]:
    """The lines of front matter → the field that each states."""
    used = [c for c in document.claims if c.evidence.rule == "front-matter" and c.field != "section"]
    stated = {claim.evidence.line: claim.field for claim in used}
    return {line.number: stated[line.number] for line in document.lines if line.number in stated}


def find_outlet_options(outlet: str, url: str, outlets: Mapping[str, OutletOptions]) -> str:
    """The name under which config.yaml knows the outlet of a seed, or empty."""
    host = host_of(url)
    for name, options in outlets.items():
        if any(host == known or host.endswith(f".{known}") for known in options.hosts if host):
            return name
    wanted = outlet.casefold()
    for name, options in outlets.items():
        if wanted and wanted in (name.casefold(), *(alias.casefold() for alias in options.aliases)):
            return name
    return ""


@lru_cache(maxsize=256)
def _patterns(patterns: tuple[str, ...]) -> tuple[re.Pattern[str], ...]:
    return tuple(re.compile(pattern) for pattern in patterns)


def _with_joins(ledger: Sequence[LedgerLine], body: Body) -> tuple[LedgerLine, ...]:
    """The ledger, with each line that continues another one saying so."""
    mended = [p.lines for p in body.paragraphs if p.is_mended]
    joins = {line: before for lines in mended for before, line in pairwise(lines)}
    return tuple(replace(row, joined=joins[row.line]) if row.line in joins else row for row in ledger)


def _decide_date(
    document: RawDocument, found: Found, ledger: Sequence[LedgerLine], body: Body
) -> DateDecision:
    captions = [(row.line, row.text) for row in ledger if row.fate == "metadata:caption"]
    lang, seed = found.lang or "en", f"seeds/{document.name}"
    evidence = (*found.dates, *from_captions(document, captions, lang))
    decision = decide(evidence, seed)
    if decision.problems or len(decision.date) != len("2013-08-09"):
        return decision
    doubt = _date_doubt(decision.date, [(p.lines[0], p.text) for p in body.paragraphs], lang, seed)
    return replace(decision, problems=(doubt,)) if doubt else decision


def _date_doubt(given: str, lines: Sequence[tuple[int, str]], lang: str, seed: str) -> Problem | None:
    """What the text says of days, where it does not fit the date."""
    day = date.fromisoformat(given)
    misfit, hint = find_misfit(lines, lang, day), "That day has another weekday in that year."
    if misfit is None:
        misfit, hint = find_distance(lines, lang, day), "Counted from that date it is another day."
    if misfit is None:
        return None
    message = f"The evidence for the date disagrees: it is {given}, but the text says '{misfit[0]}'."
    hint = f"{hint} Set `date:` in the briefing by hand."
    return Problem("D230", Location(seed, misfit[1]), message, hint, "doubt")


MOST_OF_TITLE = 90
"""Characters of the text that stand in for a title; scripts without spaces have no words to count."""


def _title(
    document: RawDocument, found: Found, ledger: Sequence[LedgerLine], body: Body
) -> tuple[str, tuple[Evidence, ...]]:
    """The title found; else the first words of the body, else the seed's name: a page needs one."""
    if found.title:
        why = found.evidence.get("title", ())
        claimed = any(claim.field == "title" for claim in document.claims)
        if why and why[0].line and not claimed and ledger[why[0].line - 1].fate == "body":
            why = (replace(why[0], rule=why[0].rule.replace("title line", TEXT_LINE, 1)), *why[1:])
        return found.title, why
    if body.paragraphs:
        words = headline(body.paragraphs[0].text).split()
        cut = " ".join(words[:12])[:MOST_OF_TITLE]
        cut += " …" if len(words) > 12 or len(cut) == MOST_OF_TITLE else ""
        return cut, (Evidence("first words of the body", cut, body.lines[0]),)
    stem = PurePosixPath(document.name).stem
    return stem, (Evidence("name of the seed", document.name),)
