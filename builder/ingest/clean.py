"""Every line of a seed gets its one fate: the ledger.

In: the document, a score a line, the lines that `metadata` claims for a field, patterns of the outlet.
Out: one `LedgerLine` a line, in order; the sum is checked. Order of decisions: blank, metadata, the user's
patterns for the outlet, private contact, the families of `rules`, then the score. In doubt a line stays.

Stitching contract, kept for the rooms beside this one:
`label_lines(document, scores, claimed, outlet_rules=()) -> tuple[LedgerLine, ...]`
with `claimed` = line number → metadata field ("title", "byline", "caption", …) and `outlet_rules` = the
compiled `outlets.*.remove` patterns. Fates: `body`, `metadata:<field>`, `removed:<rule>`; the rules of this
module are `blank`, `outlet`, `private-contact`, the families of `rules`, `image` and `score`.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Mapping, Sequence
from functools import cache

from builder.ingest import rules
from builder.ingest.score import THRESHOLD, LineScore
from builder.model import LedgerLine, RawDocument, SeedLine

_EDGES = re.compile(r"\A[\W\d_]+|[\W\d_]+\Z")
_INNER = re.compile(r"\s+")
_LONGEST_PHRASE = 120
"""Characters; a longer line is no phrase of the families."""


def label_lines(
    document: RawDocument,
    scores: Sequence[LineScore],
    claimed: Mapping[int, str],
    outlet_rules: Sequence[re.Pattern[str]] = (),
) -> tuple[LedgerLine, ...]:
    """The ledger of a document: every line exactly once, in order."""
    if len(scores) != len(document.lines):
        raise ValueError(f"{len(scores)} scores for {len(document.lines)} lines")
    ledger = []
    for line, score in zip(document.lines, scores, strict=True):
        fate, why = _fate(line, score, claimed.get(line.number, ""), outlet_rules)
        ledger.append(LedgerLine(line.number, line.text, fate, why))
    check_ledger(document, ledger)
    return tuple(ledger)


def _fate(
    line: SeedLine, score: LineScore, field: str, outlet_rules: Sequence[re.Pattern[str]]
) -> tuple[str, str]:
    text = line.text.strip()
    if field:
        return f"metadata:{field}", ""
    if not text and not line.markdown:
        return "removed:blank", ""
    for pattern in outlet_rules:
        if pattern.fullmatch(text):
            return "removed:outlet", pattern.pattern
    if found := find_contact(text):
        return "removed:private-contact", found
    family, words = find_family(text)
    if family:
        return f"removed:{family}", words
    if score.value >= THRESHOLD:
        return "body", score.why
    return "removed:score", score.why


def find_contact(text: str) -> str:
    """The private address a line exists for, or empty."""
    if "@" not in text or len(text) > 300:
        return ""
    return text if any(pattern.fullmatch(text) for pattern in _contact_patterns()) else ""


def find_family(text: str) -> tuple[str, str]:
    """The family of boilerplate a whole line belongs to and the words that matched, else two empties.

    >>> find_family("Share this article")
    ('share', 'share this article')
    """
    if len(text) > _LONGEST_PHRASE:
        return "", ""
    folded = fold(text)
    phrases, patterns = _families()
    if family := phrases.get(folded, ""):
        return family, folded
    for name, pattern in patterns:
        if pattern.fullmatch(text):
            return name, text
    return "", ""


def fold(text: str) -> str:
    """Lower case, without bullets, digits and punctuation at the edges, white space single.

    >>> fold("  • Most   Popular »")
    'most popular'
    """
    return _INNER.sub(" ", _EDGES.sub("", text)).lower().replace("’", "'")


@cache
def _families() -> tuple[dict[str, str], tuple[tuple[str, re.Pattern[str]], ...]]:
    phrases = {fold(phrase): name for name, known in rules.FAMILIES.items() for phrase in known.split("|")}
    patterns = tuple(
        (name, re.compile(pattern, re.I)) for name, known in rules.PATTERNS.items() for pattern in known
    )
    return phrases, patterns


@cache
def _contact_patterns() -> tuple[re.Pattern[str], ...]:
    return tuple(re.compile(pattern, re.I) for pattern in rules.CONTACT)


def check_ledger(document: RawDocument, ledger: Sequence[LedgerLine]) -> None:
    """Every line once, in order, with a known kind of fate; else `ValueError`, a bug of ours."""
    if [entry.line for entry in ledger] != [line.number for line in document.lines]:
        raise ValueError("the ledger does not hold every line once, in order")
    kinds = Counter(entry.fate.partition(":")[0] for entry in ledger)
    if kinds["body"] + kinds["metadata"] + kinds["removed"] != len(document.lines):
        raise ValueError(f"the ledger has fates of unknown kind: {sorted(kinds)}")
