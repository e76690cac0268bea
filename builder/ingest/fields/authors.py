"""Who wrote and who edited.

In: the lines with the stretch of the body, the title, and what the page's metadata claims. Out: `Authors`.
Lines and claims that give names are weighed against each other (`weights/byline.txt`, see `choice`), also
against nobody; the credit line at the body's end ("(Reporting by …; Editing by …)") speaks for itself. What
a line says, `bylines` reads.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from builder.ingest.fields.bodyspan import BodySpan
from builder.ingest.fields.bylineoptions import byline_options, evidence_of
from builder.ingest.fields.bylines import Byline, read_byline
from builder.ingest.fields.choice import Features, choose, read_weights, reasons
from builder.ingest.fields.folding import fold
from builder.ingest.fields.signatures import is_agency, is_organisation, without_agency
from builder.ingest.fields.titles import STATED, Title
from builder.model import Claim, Evidence


@dataclass(frozen=True, slots=True)
class Authors:
    """Who signed and who edited, with the lines that say nothing else."""

    names: tuple[str, ...] = ()
    editors: tuple[str, ...] = ()
    evidence: tuple[Evidence, ...] = ()
    editor_evidence: tuple[Evidence, ...] = ()
    lines: tuple[int, ...] = ()
    editor_lines: tuple[int, ...] = ()


LEAST = 0.25
"""Least probability of a byline; below it nobody signed. Of those given, five in six are right."""
LEAST_BARE = 0.5
"""The same for words on a line of their own that nothing but their capitals makes a name. In German they make
none, since every noun has one: `Neues Leitmotto`."""
_NAMING = ("given:all", "given:some", "also-claimed", "author-link", "spoken-of")
"""What tells a name from other words with capitals."""
_SIGNING = {"also-claimed", "author-link"}
"""What tells that a name signs."""


def find_authors(span: BodySpan, title: Title, claims: Sequence[Claim], lang: str) -> Authors:
    """Those who signed and edited; nobody where nothing says so."""
    credits = _credit_lines(span)
    weights = read_weights("byline")
    options = byline_options(span, title, claims, lang)
    outright = next((i for i, o in enumerate(options) if o.evidence.rule in STATED), -1)
    best, chance = (outright, 1.0) if outright >= 0 else choose([o.features for o in options], weights)
    names: tuple[str, ...] = ()
    evidence: list[Evidence] = []
    lines: list[int] = []
    if best >= 0 and chance >= _least(options[best].features, lang):
        chosen = options[best]
        names = _people(chosen.names, [claim.value for claim in claims if claim.field == "outlet"])
        why = f"{chosen.evidence.rule}, {chance:.2f}: {reasons(chosen.features, weights)}"
        evidence = [Evidence(why, chosen.evidence.words, chosen.evidence.line)]
        folded = {fold(name) for name in (*names, *chosen.names)}
        lines = [n for o in options if {fold(name) for name in o.names} <= folded for n in o.lines]
    for position, byline in credits:
        if byline.names and (not names or not lines):
            names = names or byline.names
            evidence.append(evidence_of(span, "credit line", position))
    with_editors = [(position, byline) for position, byline in credits if byline.editors]
    return Authors(
        names,
        tuple(dict.fromkeys(name for _, byline in with_editors for name in byline.editors)),
        tuple(evidence),
        tuple(evidence_of(span, "credit line", position) for position, _ in with_editors),
        tuple(sorted({*lines, *(span.filled[p].number for p, byline in credits if byline.names)})),
        tuple(span.filled[p].number for p, byline in credits if not byline.names),
    )


def _least(features: Features, lang: str) -> float:
    """The least probability of a byline with these features. Who stands in the title is written about."""
    if "bare" in features and features.get("in-title", 0) == 1 and not _SIGNING & features.keys():
        return 1.0
    if "bare" not in features or any(name in features for name in _NAMING):
        return LEAST
    return 1.0 if lang.startswith("de") else LEAST_BARE


def _people(names: Sequence[str], outlets: Sequence[str]) -> tuple[str, ...]:
    """The names without the house they write for: `Jane Doe, CNN`, `Jane Doe, University of Rome`.

    Where nobody else signed, the outlet stays.
    """
    houses = {fold(outlet) for outlet in outlets}
    bare = tuple(dict.fromkeys(without_agency(name) for name in names))
    kept = tuple(n for i, n in enumerate(bare) if not ((i and _is_house(n)) or fold(n) in houses))
    return kept or bare


def _is_house(name: str) -> bool:
    return is_agency(name) or is_organisation(name)


def _credit_lines(span: BodySpan) -> list[tuple[int, Byline]]:
    """The lines of the body and below it that say who reported and edited."""
    found = []
    for position in range(max(span.first, 0), min(len(span.filled), span.last + 8)):
        text = span.filled[position].text
        byline = read_byline(text) if len(text) <= 600 else None
        if byline and (byline.word == "credit line" or byline.editors):
            found.append((position, byline))
    return found
