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

from builder.archive.issues.matching import Hit, Phrase, Starts, figures_of, find_phrases, index_phrases
from builder.archive.issues.phrases import STOP, WORD, Words, phrase_forms, split_words
from builder.archive.issues.vocabulary import MOST, Vocabulary, weigh_places
from builder.model import Issue, IssueTag


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
    starts: Starts
    """First form → phrases that begin with it, longest first; the end of a sentence begins none."""
    rules: tuple[TermRule, ...]
    rules_of: Mapping[int, tuple[int, ...]]
    """Phrase → rules it takes part in."""
    excludes: Mapping[int, frozenset[int]]
    """Phrase → issues for which it shields the words it covers."""
    names: frozenset[int]
    """Phrases that the vocabulary writes with a capital."""


class TermHit(NamedTuple):
    """A term found once, in one paragraph."""

    rule: int
    place: float
    """What a match counts where it stands."""
    words: Words
    """Of the paragraph."""
    parts: tuple[Hit, ...]


def find_issues(
    vocabulary: Vocabulary, title: str, paragraphs: Sequence[str], foreign: bool = False
) -> tuple[IssueTag, ...]:
    """The issues of a briefing, strongest first; hidden issues give no tag. `foreign`: the text is in another
    language than the vocabulary, so that only names can mean the same in both.
    """
    matcher = compile_matcher(vocabulary)
    hits: dict[int, list[TermHit]] = defaultdict(list)
    for place, text in weigh_places(title, paragraphs):
        for hit in _term_hits(matcher, text, place, foreign):
            hits[matcher.rules[hit.rule].issue].append(hit)
    tags = []
    spans: dict[int, list[tuple[int, int]]] = {}
    for index, found in hits.items():
        issue = matcher.issues[index]
        score = _score(matcher, found)
        if not issue.hidden and score >= issue.threshold:
            tags.append(IssueTag(issue.slug, round(score, 3), _words(found, spans)))
    return tuple(sorted(tags, key=lambda tag: (-tag.score, tag.issue)))


def _score(matcher: Matcher, hits: Iterable[TermHit]) -> float:
    places: dict[int, list[float]] = defaultdict(list)
    for hit in hits:
        places[hit.rule].append(hit.place)
    return sum(
        matcher.rules[rule].weight * sum(sorted(found, reverse=True)[:MOST]) for rule, found in places.items()
    )


def _words(hits: Iterable[TermHit], spans: dict[int, list[tuple[int, int]]]) -> tuple[tuple[str, int], ...]:
    """Matching words as first printed, how often; commonest first. `spans` keeps where words stand."""
    shown: dict[str, str] = {}
    counts: dict[str, int] = defaultdict(int)
    for hit in hits:
        key = id(hit.words)  # the hits keep it alive
        if key not in spans:
            spans[key] = hit.words.spans()
        printed = _printed(hit.words.text, spans[key], hit.parts)
        shown.setdefault(printed.casefold(), printed)
        counts[printed.casefold()] += 1
    return tuple((shown[key], n) for key, n in sorted(counts.items(), key=lambda item: (-item[1], item[0])))


# ---------------------------------------------------------------- matching


def _term_hits(matcher: Matcher, text: str, place: float, foreign: bool) -> Sequence[TermHit]:
    """Every term found in one paragraph: within an issue the longest of overlapping phrases counts."""
    words = split_words(text)
    hits: Sequence[Hit] = find_phrases(matcher.starts, words)
    if foreign and hits:
        hits = _only_names(matcher, words, hits)
    return _judge(matcher, words, hits, place) if hits else ()


def _only_names(matcher: Matcher, words: Words, hits: Iterable[Hit]) -> list[Hit]:
    """Those written with a capital here as in the vocabulary, and not because a sentence begins with them."""
    spans = words.spans()
    return [
        hit
        for hit in hits
        if hit.phrase in matcher.names
        and words.text[spans[hit.start][0]].isupper()
        and hit.start > 0
        and words.forms[hit.start - 1] not in STOP
    ]


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
    out: list[TermHit] = []
    said: dict[tuple[int, int], float] = defaultdict(float)
    for issue, pairs in plain.items():
        end = -1
        for hit, rule in sorted(pairs, key=lambda p: (p[0].start, -p[0].end, -abs(rules[p[1]].weight))):
            if hit.start < end or _covered(hit, shields.get(issue, ())):
                continue
            end = -1 if matcher.issues[issue].additive else hit.end
            key = (issue, hit.sentence)
            said[key] = max(said[key], rules[rule].weight)
            out.append(TermHit(rule, place, words, (hit,)))
    for rule in sorted(joint, key=lambda r: (-rules[r].weight, r)):
        if len(joint[rule]) < 2:
            continue
        issue = rules[rule].issue
        found = [hit for hit in joint[rule] if not _covered(hit, shields.get(issue, ()))]
        for sentence, parts in _join(rules[rule].groups, found):
            # A stronger term of the issue in the same sentence has said it already.
            if said[issue, sentence] < rules[rule].weight:
                said[issue, sentence] = rules[rule].weight
                out.append(TermHit(rule, place, words, parts))
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
    phrases: dict[tuple[tuple[str, ...], tuple[str, ...], str], int] = {}
    rules: list[TermRule] = []
    excludes: dict[int, set[int]] = defaultdict(set)
    names: set[int] = set()

    def number(words: str, case: bool) -> int:
        forms = phrase_forms(words)
        printed = tuple(word for word in WORD.findall(words) if word not in STOP) if case else ()
        found = phrases.setdefault((forms, printed, figures_of(words, forms)), len(phrases))
        if words.lstrip()[:1].isupper():
            names.add(found)
        return found

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
    return Matcher(
        issues=vocabulary.issues,
        starts=index_phrases(
            Phrase(forms, printed, n, figures) for (forms, printed, figures), n in phrases.items()
        ),
        rules=tuple(rules),
        rules_of={phrase: tuple(positions) for phrase, positions in rules_of.items()},
        excludes={phrase: frozenset(found) for phrase, found in excludes.items()},
        names=frozenset(names),
    )
