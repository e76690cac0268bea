"""Quoted passages with the speaker the text names. Precise rather than complete: no speaker, no statement.

In: body paragraphs and their mentions. Out: `Statement`s in reading order. The speaker is a mention beside a
verb of quoting next to the quotation; whoever spoke the passage that this one goes on from; or "he", "she"
where the text leaves one person only whom that can mean.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from builder.archive.people.names import split_name
from builder.archive.words import read_gender, read_words
from builder.model import Mention, Statement

LEAST = 4
"""Words of a passage; fewer are a name of something, or a word held up with tongs."""

_QUOTE = re.compile(r'“([^“”]{12,}?)”|«\s?([^«»]{12,}?)\s?»|(?<![\w.,!?])"(?=\S)([^"]{12,}?)(?<=\S)"(?!\w)')
_MARKS = re.compile(r"[“”«»\"]")
_END = re.compile(r"(\b[\w.’'-]*)[.!?](?=\s|[”\"»]?\s|[”\"»]?\Z)")
_SIDE = r"(?:,[^,\"“]{1,60},)?\s+(?:also\s+|later\s+|then\s+)?"
"""What may stand between a name and its verb: an aside, a short adverb."""
_VERB_BEHIND = re.compile(rf"{_SIDE}(\w+)")
_VERB_BEFORE_QUOTE = re.compile(rf"{_SIDE}(\w+)(?:\s[\w\s’'.-]{{0,80}})?(?:[,:]| that)?\s*\Z")
_PRONOUN = re.compile(r"[\s,]*(?:(he|she)\s+(\w+)|(\w+)\s+(he|she))\b", re.IGNORECASE)
_PRONOUN_BEFORE = re.compile(
    r"(he|she)\s+(?:also\s+|later\s+|then\s+)?(\w+)(?:\s[\w\s’'-]{0,60})?(?:[,:]| that)?\s*\Z", re.IGNORECASE
)
_LOOSE = frozenset(
    "of for by to with from in on at about and or as against after before through than who whom that".split()
)
"""Words between which and a name there is another speaker: `said a spokesman for Kerry`."""
_CLAUSE = frozenset(
    "he she it they who which that when while because if where since whether as but so".split()
)
"""Words of another clause: what stands between is no office."""


class _Found(NamedTuple):
    mention: int
    rule: str
    evidence: str


def find_statements(paragraphs: Sequence[str], mentions: Sequence[Mention]) -> tuple[Statement, ...]:
    """Every quoted passage of at least four words whose speaker the text names."""
    by_paragraph: dict[int, list[tuple[int, Mention]]] = {}
    for position, mention in enumerate(mentions):
        by_paragraph.setdefault(mention.paragraph, []).append((position, mention))
    found: list[Statement] = []
    spoke: int | None = None
    for number, text in enumerate(paragraphs, start=1):
        here = by_paragraph.get(number, [])
        quotes = [match for match in _QUOTE.finditer(text) if len(_said(match).split()) >= LEAST]
        speakers = list(_speakers(text, quotes, here, mentions, spoke)) if quotes else []
        for match, speaker in zip(quotes, speakers, strict=True):
            if speaker:
                found.append(Statement(speaker.mention, _said(match), number, speaker.rule, speaker.evidence))
        spoke = _in_reach(speakers, here)
    return tuple(found)


def _said(match: re.Match[str]) -> str:
    return (match[1] or match[2] or match[3]).strip().removesuffix(",")


def _in_reach(speakers: Sequence[_Found | None], here: Sequence[tuple[int, Mention]]) -> int | None:
    """Whom "he" in the next paragraph means: the one person named or speaking in this one, if it is one."""
    if not all(speakers):
        return None  # somebody whom the text does not name
    people = [position for position, _ in here] + [found.mention for found in speakers if found]
    names = {mention.bound for _, mention in here}
    return people[-1] if people and len(names) < 2 else None


def _speakers(
    text: str,
    quotes: Sequence[re.Match[str]],
    here: Sequence[tuple[int, Mention]],
    mentions: Sequence[Mention],
    spoke: int | None,
) -> Iterator[_Found | None]:
    """The speaker of each quotation of a paragraph, in order."""
    last: _Found | None = None
    before = 0
    for number, match in enumerate(quotes):
        found = _after(text, match.end(), here) or _before(text, match.start(), here)
        if found is None and number and last:
            speaker = mentions[last.mention].bound
            others = any(before <= m.start < match.start() and m.bound != speaker for _, m in here)
            if not others and _goes_on(text[before : match.start()], last.rule):
                found = _Found(last.mention, "goes-on", last.evidence)
        if found is None:
            near = [position for position, m in here if m.start < match.start()]
            alone = {mentions[position].bound for position in (*near, *([] if spoke is None else [spoke]))}
            who = near[-1] if near else spoke
            if who is not None and len(alone) == 1:
                found = _pronoun(text, match, mentions[who].bound, who)
        last, before = found, match.end()
        yield found


def _goes_on(between: str, rule: str) -> bool:
    """`"…," said Kerry. "…"`, `"…," Kerry said, "…"`: no sentence of its own lies between two quotations."""
    ends = [match.end() for match in _END.finditer(between) if not _is_short(match[1])]
    alone = len(ends) == 1 and not between[ends[0] :].strip() and rule in ("said-after", "pronoun")
    return not ends or alone


def _after(text: str, end: int, here: Sequence[tuple[int, Mention]]) -> _Found | None:
    """`"…," said (the office) Kerry`, `"…," (the office) Kerry said`."""
    stop = _sentence_end(text, end)
    position, mention = next(((n, m) for n, m in here if end <= m.start < stop), (0, None))
    if mention is None:
        return None
    between = text[end : mention.start].strip(' ,”"»')
    behind = text[mention.start + len(mention.name) : stop]
    if behind.startswith(("'s", "’s", "' ", "’ ")):
        return None  # said Kerry's spokesman
    words = between.split()
    if words and words[0].lower() in read_words("quoting"):
        if _is_office(words[1:]):
            return _Found(position, "said-after", f"{between} {mention.name}")
        return None
    verb = _VERB_BEHIND.match(behind)
    if verb and verb[1].lower() in read_words("quoting") and _is_office(words):
        return _Found(position, "said-after", f"{mention.name} {verb[1]}")
    return None


def _is_office(words: Sequence[str]) -> bool:
    """Whether the words before a name describe it, and nobody else."""
    return not words or (
        words[-1].lower() not in _LOOSE
        and words[0].lower() not in ("and", "or")
        and not any(mark in word for word in words for mark in ",;:—–")
        and _CLAUSE.isdisjoint(word.lower() for word in words)
        and len(words) <= 10
    )


def _before(text: str, start: int, here: Sequence[tuple[int, Mention]]) -> _Found | None:
    """`Kerry said, "…"`, `Kerry told reporters: "…"`."""
    first = _sentence_start(text, start)
    inside = [(n, m) for n, m in here if first <= m.start < start]
    if not inside or _MARKS.search(text, first, start):
        return None
    position, mention = inside[-1]
    ahead = text[first : mention.start].split()
    verb = _VERB_BEFORE_QUOTE.match(text[mention.start + len(mention.name) : start])
    if verb and verb[1].lower() in read_words("quoting") and not (ahead and ahead[-1].lower() in _LOOSE):
        return _Found(position, "said-before", f"{mention.name} {verb[1]}")
    return None


def _pronoun(text: str, match: re.Match[str], name: str, position: int) -> _Found | None:
    """`"…," he said`, `He said, "…"`: the one person in reach, unless the given name says otherwise."""
    after = _PRONOUN.match(text, match.end())
    word, verb = (after[1] or after[4], after[2] or after[3]) if after else ("", "")
    if not after:
        ahead = text[_sentence_start(text, match.start()) : match.start()]
        before = _PRONOUN_BEFORE.match(ahead)
        word, verb = (before[1], before[2]) if before else ("", "")
    if verb.lower() not in read_words("quoting") or not word:
        return None
    given = split_name(name).given[:1]
    other = read_gender("male" if word.lower() == "she" else "female")
    own = read_gender("female" if word.lower() == "she" else "male")
    if given and given[0] in other and given[0] not in own:
        return None
    return _Found(position, "pronoun", f"{word} {verb}")


def _is_short(word: str) -> bool:
    """Whether a full stop after this word ends no sentence: `Mr.`, `U.S.`, `W.`"""
    low = word.lower().replace(".", "")
    return "." in word or len(low) < 2 or low in read_words("abbreviations")


def _sentence_end(text: str, start: int) -> int:
    """Where the sentence after a quotation ends, or the next quotation begins."""
    ends = (match.end() for match in _END.finditer(text, start) if not _is_short(match[1]))
    mark = _MARKS.search(text, start)
    return min(next(ends, len(text)), mark.start() if mark else len(text))


def _sentence_start(text: str, end: int) -> int:
    starts = [m.end() for m in _END.finditer(text, 0, end) if not _is_short(m[1])]
    start = starts[-1] if starts else 0
    return start + len(text[start:end]) - len(text[start:end].lstrip('”"» '))
