"""Every line of a seed gets its one fate: the ledger.

In: the document, a score a line, the lines that `metadata` claims for a field, patterns of the outlet.
Out: one `LedgerLine` a line, in order; the sum is checked. Order of decisions: blank, metadata, the user's
patterns for the outlet, pictures that cannot be shown, private contact, the families of `rules`, then the
score. In doubt a line stays.

Stitching contract, kept for the rooms beside this one:
`label_lines(document, scores, claimed, outlet_rules=()) -> tuple[LedgerLine, ...]`
with `claimed` = line number → metadata field ("title", "byline", "caption", …) and `outlet_rules` = the
compiled `outlets.*.remove` patterns. A line claimed for a short field that is surely a sentence of the body
stays body. Fates: `body`, `metadata:<field>`, `removed:<rule>`; the rules of this module are `blank`,
`outlet`, `private-contact`, the families of `rules`, and `score`.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Mapping, Sequence

from builder.ingest.cleaning.between import FLOOR, PLEAS, SOFT, find_between, pleads
from builder.ingest.cleaning.comments import find_comments
from builder.ingest.cleaning.company import find_company
from builder.ingest.cleaning.markdownblocks import headed, whole_blocks
from builder.ingest.cleaning.phrases import find_contact, find_family, find_line_rule
from builder.ingest.cleaning.score import THRESHOLD, LineScore
from builder.model import LedgerLine, RawDocument, SeedLine

SURE = 0.7
"""A line claimed for a short field stays body from this score on: the field keeps its value, and the body its
sentence. Of true headlines, bylines and date lines less than one in fifty scores as high on the corpus; of
sentences wrongly taken for one, one in three."""
LABEL = 50
"""Characters of a signature or of a date by itself."""
_SHORT_FIELDS = frozenset({"title", "byline", "editors", "date", "dateline"})


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
    values = [score.value for score in scores]
    spoken_for = {
        **find_between(document.lines, values, claimed),
        **find_company(document, scores, claimed),
    }
    comments = find_comments(document.lines, values) or len(document.lines) + 1
    for line, score in zip(document.lines, scores, strict=True):
        fate, why = _fate(line, score, claimed.get(line.number, ""), outlet_rules)
        if fate == "removed:score" and line.number in spoken_for:
            fate, why = "body", f"{score.value:.2f}, but {spoken_for[line.number]}"
        if fate == "body" and line.number >= comments:
            fate, why = "removed:comments", f"below {document.lines[comments - 1].text.strip()}"
        ledger.append(LedgerLine(line.number, line.text, fate, why))
    if document.media_type == "text/markdown":
        _keep_blocks_whole(ledger, values)
    check_ledger(document, ledger)
    return tuple(ledger)


def _keep_blocks_whole(ledger: list[LedgerLine], values: Sequence[float]) -> None:
    """In Markdown a block of code or a table of which a line is kept is kept, empty lines too, and a heading
    over kept lines unless it pleads; private addresses go all the same.
    """
    texts = [row.text for row in ledger]
    for block in whole_blocks(texts):
        if any(ledger[at].fate == "body" for at in block):
            for at in block:
                if ledger[at].fate not in ("body", "removed:private-contact"):
                    ledger[at] = _kept(ledger[at], "part of a block that is kept")
    for at, below in headed(texts):
        doubted = ledger[at].fate == "removed:score" and values[at] >= FLOOR
        if doubted and ledger[below].fate == "body" and not pleads(texts[at], PLEAS + SOFT):
            ledger[at] = _kept(ledger[at], f"{values[at]:.2f}, but a heading over kept lines")


def _kept(row: LedgerLine, why: str) -> LedgerLine:
    return LedgerLine(row.line, row.text, "body", why)


def _fate(
    line: SeedLine, score: LineScore, field: str, outlet_rules: Sequence[re.Pattern[str]]
) -> tuple[str, str]:
    text = line.text.strip()
    if field and (field not in _SHORT_FIELDS or score.chance < SURE or _is_label(line, field)):
        return f"metadata:{field}", ""
    if not text and not line.markdown:
        return "removed:blank", ""
    if line.kind == "front-matter":
        return "removed:front-matter", "no field of a briefing"
    for pattern in outlet_rules:
        if pattern.fullmatch(text):
            return "removed:outlet", pattern.pattern
    if line.kind == "image" and not line.markdown:
        return "removed:placeholder", "a picture without an address"
    if found := find_contact(text):
        return "removed:private-contact", found
    family, words = find_family(text)
    if not family:
        family, words = find_line_rule(text)
    if family:
        return f"removed:{family}", words
    if score.value >= THRESHOLD:
        return "body", score.why
    return "removed:score", score.why


def _is_label(line: SeedLine, field: str) -> bool:
    """No sentence, whatever its score: a title that does not end as one, a signature or a day by itself."""
    text = line.text.strip()
    if field == "title":
        return line.kind == "heading" or not text.endswith((".", ":", "…", "。", "؟", ","))
    quoted = "@" in text or text.startswith(("—", "–", "-"))  # who wrote an embedded post, and when
    short = len(text) <= LABEL and not text.endswith((".", ":"))
    return short and not quoted and field in ("byline", "date")


def check_ledger(document: RawDocument, ledger: Sequence[LedgerLine]) -> None:
    """Every line once, in order, with a known kind of fate; else `ValueError`, a bug of ours."""
    if [entry.line for entry in ledger] != [line.number for line in document.lines]:
        raise ValueError("the ledger does not hold every line once, in order")
    kinds = Counter(entry.fate.partition(":")[0] for entry in ledger)
    if kinds["body"] + kinds["metadata"] + kinds["removed"] != len(document.lines):
        raise ValueError(f"the ledger has fates of unknown kind: {sorted(kinds)}")
