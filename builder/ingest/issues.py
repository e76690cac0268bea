"""Title and paragraphs → issue tags, each with the words that gave it and its score.

In: the vocabulary and a briefing's text. Out: `IssueTag`s, strongest first. The terms are compiled once
per vocabulary into a dictionary on their first word, so the cost is that of reading the text; a term
counts more in the title and the lead, and at most `MOST` times.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import NamedTuple

from builder.archive.phrases import STOP, WORD, Words, phrase_forms, split_words
from builder.archive.vocabulary import Vocabulary
from builder.model import Issue, IssueTag

TITLE, LEAD, BODY = 2.0, 1.5, 1.0
"""What a match counts in the title, in the first paragraph and further down."""
MOST = 3
"""How often one term counts: a word repeated says less each time."""
ABOUT = 2.5
"""From this score on a briefing is about the issue; below it, the issue is only named."""


@dataclass(frozen=True, slots=True)
class Phrase:
    """One run of words to look for."""

    forms: tuple[str, ...]
    printed: tuple[str, ...]
    """The words as they must be printed; empty where case does not matter."""
    number: int


@dataclass(frozen=True, slots=True)
class TermRule:
    """A term of an issue, compiled: one phrase of each group, all in one sentence."""

    issue: int
    weight: float
    groups: tuple[frozenset[int], ...]
    """Numbers of phrases. One group: a plain phrase with its other wordings."""


@dataclass(frozen=True, slots=True)
class Matcher:
    """A vocabulary compiled for matching."""

    issues: tuple[Issue, ...]
    starts: Mapping[str, tuple[Phrase, ...]]
    """First form → phrases that begin with it, longest first; the end of a sentence begins none."""
    rules: tuple[TermRule, ...]
    rules_of: Mapping[int, tuple[int, ...]]
    """Phrase → rules it takes part in."""
    excludes: Mapping[int, frozenset[int]]
    """Phrase → issues for which it shields the words it covers."""


class Hit(NamedTuple):
    """A phrase found: word positions (end exclusive) and the sentence."""

    phrase: int
    start: int
    end: int
    sentence: int


@dataclass(frozen=True, slots=True)
class TermHit:
    """A term found once, in one paragraph."""

    rule: int
    place: float
    """`TITLE`, `LEAD` or `BODY`."""
    words: str


def find_issues(vocabulary: Vocabulary, title: str, paragraphs: Sequence[str]) -> tuple[IssueTag, ...]:
    """The issues of a briefing, strongest first; hidden issues give no tag."""
    matcher = compile_matcher(vocabulary)
    hits: dict[int, list[TermHit]] = defaultdict(list)
    places = [(title, TITLE), *((text, LEAD if n == 0 else BODY) for n, text in enumerate(paragraphs))]
    for text, place in places:
        for hit in iter_term_hits(matcher, text, place):
            hits[matcher.rules[hit.rule].issue].append(hit)
    tags = []
    for index, found in hits.items():
        issue = matcher.issues[index]
        score = _score(matcher, found)
        if not issue.hidden and score >= issue.threshold:
            tags.append(IssueTag(issue.slug, round(score, 3), _words(found)))
    return tuple(sorted(tags, key=lambda tag: (-tag.score, tag.issue)))


def _score(matcher: Matcher, hits: Iterable[TermHit]) -> float:
    places: dict[int, list[float]] = defaultdict(list)
    for hit in hits:
        places[hit.rule].append(hit.place)
    return sum(
        matcher.rules[rule].weight * sum(sorted(found, reverse=True)[:MOST]) for rule, found in places.items()
    )


def _words(hits: Iterable[TermHit]) -> tuple[tuple[str, int], ...]:
    """Matching words as first printed, how often; commonest first."""
    shown: dict[str, str] = {}
    counts: dict[str, int] = defaultdict(int)
    for hit in hits:
        key = hit.words.casefold()
        shown.setdefault(key, hit.words)
        counts[key] += 1
    return tuple((shown[key], n) for key, n in sorted(counts.items(), key=lambda item: (-item[1], item[0])))


# ---------------------------------------------------------------- matching


def iter_term_hits(matcher: Matcher, text: str, place: float) -> Sequence[TermHit]:
    """Every term found in one paragraph: within an issue the longest of overlapping phrases counts."""
    words = split_words(text)
    hits = find_phrases(matcher.starts, words)
    return _judge(matcher, words, hits, place) if hits else ()


def find_phrases(starts: Mapping[str, tuple[Phrase, ...]], words: Words) -> list[Hit]:
    """Every phrase that stands in the words, in order; of those at one place the longest first."""
    hits: list[Hit] = []
    forms, sentence = words.forms, 0
    spans: list[tuple[int, int]] = []
    for index in [index for index, form in enumerate(forms) if form in starts]:
        phrases = starts[forms[index]]
        if not phrases:
            sentence += 1
        for phrase in phrases:
            end = index + len(phrase.forms)
            if end > index + 1 and forms[index:end] != phrase.forms:
                continue
            if phrase.printed:
                spans = spans or words.spans()
                raw = [words.text[start:stop] for start, stop in spans[index:end]]
                if not _as_printed(raw, phrase.printed, words.capitals):
                    continue
            hits.append(Hit(phrase.number, index, end, sentence))
    return hits


def _as_printed(raw: Sequence[str], printed: Sequence[str], capitals: bool) -> bool:
    """Capitals as written, endings aside. A line all in capitals can only show that a name may be meant."""
    for found, wanted in zip(raw, printed, strict=True):
        if capitals:
            if not wanted[:1].isupper() or (wanted.isupper() and len(wanted) > 1):
                return False
        elif not found.startswith(wanted[: max(1, len(wanted) - 1)]):
            return False
    return True


def _judge(matcher: Matcher, words: Words, hits: Sequence[Hit], place: float) -> list[TermHit]:
    """Phrases → terms: shielded ones out, the longest of overlapping ones, joint terms per sentence."""
    rules = matcher.rules
    shields: dict[int, list[Hit]] = defaultdict(list)
    plain: dict[int, list[tuple[Hit, int]]] = defaultdict(list)
    joint: dict[int, list[Hit]] = defaultdict(list)
    for hit in hits:
        for issue in matcher.excludes.get(hit.phrase, ()):
            shields[issue].append(hit)
        for rule in matcher.rules_of.get(hit.phrase, ()):
            if len(rules[rule].groups) == 1:
                plain[rules[rule].issue].append((hit, rule))
            else:
                joint[rule].append(hit)
    spans = words.spans()
    out: list[TermHit] = []
    said: dict[tuple[int, int], float] = defaultdict(float)
    for issue, pairs in plain.items():
        end = -1
        for hit, rule in sorted(pairs, key=lambda p: (p[0].start, -p[0].end, -abs(rules[p[1]].weight))):
            if hit.start < end or _covered(hit, shields.get(issue, ())):
                continue
            end = hit.end
            key = (issue, hit.sentence)
            said[key] = max(said[key], rules[rule].weight)
            out.append(TermHit(rule, place, _printed(words.text, spans, (hit,))))
    for rule in sorted(joint, key=lambda r: (-rules[r].weight, r)):
        if len(joint[rule]) < 2:
            continue
        issue = rules[rule].issue
        found = [hit for hit in joint[rule] if not _covered(hit, shields.get(issue, ()))]
        for sentence, parts in _join(rules[rule].groups, found):
            # A stronger term of the issue in the same sentence has said it already.
            if said[issue, sentence] < rules[rule].weight:
                said[issue, sentence] = rules[rule].weight
                out.append(TermHit(rule, place, _printed(words.text, spans, parts)))
    return out


def _covered(hit: Hit, shields: Iterable[Hit]) -> bool:
    return any(s.start <= hit.start and hit.end <= s.end for s in shields)


def _printed(text: str, spans: Sequence[tuple[int, int]], parts: Sequence[Hit]) -> str:
    """The words as printed, without a possessive, white space folded."""
    pieces = (" ".join(text[spans[h.start][0] : spans[h.end - 1][1]].split()) for h in parts)
    return " … ".join(piece.removesuffix("'s").removesuffix("’s") for piece in pieces)


def _join(groups: Sequence[frozenset[int]], hits: Iterable[Hit]) -> Iterator[tuple[int, tuple[Hit, ...]]]:
    """(sentence, one phrase of each group) for every sentence that holds all groups, in different words."""
    sentences: dict[int, list[Hit]] = defaultdict(list)
    for hit in hits:
        sentences[hit.sentence].append(hit)
    for sentence, found in sentences.items():
        parts: list[Hit] = []
        for group in groups:
            for hit in found:
                if hit.phrase in group and all(hit.end <= p.start or hit.start >= p.end for p in parts):
                    parts.append(hit)
                    break
            else:
                break
        else:
            yield sentence, tuple(sorted(parts, key=lambda h: h.start))


# ---------------------------------------------------------------- compiling


@lru_cache(maxsize=8)
def compile_matcher(vocabulary: Vocabulary) -> Matcher:
    """The matcher of a vocabulary; made once, however many briefings."""
    phrases: dict[tuple[tuple[str, ...], tuple[str, ...]], int] = {}
    rules: list[TermRule] = []
    excludes: dict[int, set[int]] = defaultdict(set)

    def number(words: str, case: bool) -> int:
        forms = phrase_forms(words)
        printed = tuple(word for word in WORD.findall(words) if word not in STOP) if case else ()
        return phrases.setdefault((forms, printed), len(phrases))

    for index, issue in enumerate(vocabulary.issues):
        for term in issue.terms:
            groups = tuple(
                frozenset(number(option, term.case) for option in group.split(" / "))
                for group in term.words.split(" + ")
            )
            rules.append(TermRule(index, term.weight, groups))
        for words in issue.exclude:
            excludes[number(words, False)].add(index)
    rules_of: dict[int, list[int]] = defaultdict(list)
    for position, rule in enumerate(rules):
        for phrase in frozenset().union(*rule.groups):
            rules_of[phrase].append(position)
    starts: dict[str, list[Phrase]] = defaultdict(list)
    for (forms, printed), position in phrases.items():
        starts[forms[0]].append(Phrase(forms, printed, position))
    return Matcher(
        issues=vocabulary.issues,
        starts={
            **dict.fromkeys(STOP, ()),
            **{form: tuple(sorted(found, key=_longest_first)) for form, found in starts.items()},
        },
        rules=tuple(rules),
        rules_of={phrase: tuple(positions) for phrase, positions in rules_of.items()},
        excludes={phrase: frozenset(found) for phrase, found in excludes.items()},
    )


def _longest_first(phrase: Phrase) -> tuple[int, int]:
    return (-len(phrase.forms), phrase.number)
