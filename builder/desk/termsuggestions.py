"""Proposals about issues for the desk: terms that an issue lacks, phrases that may be issues of their own.

In: a `Desk`. Out: proposals that print themselves with counts and examples, and the changes that accepting
one makes. Terms are learned from the briefings that bear an issue, whoever tagged them; a phrase is proposed
for the briefings that, were it an issue, would be about it.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence, Set
from dataclasses import dataclass, replace

from builder.archive.curation import Change
from builder.archive.issues.curate_issues import add_terms, write_issue
from builder.archive.issues.learning import learn_issue, read_corpus
from builder.archive.issues.matching import Phrase as Sought
from builder.archive.issues.matching import find_phrases as find_places_of
from builder.archive.issues.matching import index_phrases
from builder.archive.issues.phrases import Words, split_words
from builder.archive.issues.recurring import Phrase, find_phrases
from builder.archive.issues.vocabulary import MOST, weigh_places
from builder.archive.links.places import find_places
from builder.archive.weighing import ABOUT_ISSUE
from builder.archive.words import read_words
from builder.desk.layout import Desk
from builder.desk.suggesting import sentence_at
from builder.ingest.fields.languages import function_words
from builder.ingest.issues import find_issues
from builder.model import Entry, Issue, IssueTerm
from builder.permalinks import slugify


@dataclass(frozen=True, slots=True)
class TermProposal:
    """A term that an issue lacks."""

    term: IssueTerm
    bearing: int
    """Briefings with the term that bear the issue."""
    others: int
    """Briefings with the term that do not."""
    examples: tuple[str, ...]

    def __str__(self) -> str:
        where = f" in {', '.join(self.examples)}" if self.examples else ""
        return (
            f"{self.term.words}  (weight {self.term.weight:g}): {_briefings(self.bearing)} with the issue,"
            f" {self.others} without;{where}"
        )


def _briefings(count: int) -> str:
    return f"{count} briefing{'s' if count != 1 else ''}"


@dataclass(frozen=True, slots=True)
class IssueProposal:
    """A phrase that may be an issue of its own."""

    phrase: Phrase
    title: str
    """As printed most often."""
    sentence: str
    """One that bears it."""

    def __str__(self) -> str:
        found = self.phrase
        where = f"{self.title}: {_briefings(found.briefings)}, such as {', '.join(found.examples)}"
        return f"{where}\n       “{self.sentence}”"


def suggest_terms(desk: Desk, issue: Issue, most: int) -> list[TermProposal]:
    """Terms that would give the tag to briefings that bear the issue without its words giving it."""
    entries: list[Entry] = []
    texts: list[tuple[str, Sequence[str]]] = []
    bearers: list[int] = []
    for entry, body in desk.iter_bodies():
        if issue.slug in entry.issues:
            bearers.append(len(texts))
        entries.append(entry)
        texts.append((entry.briefing.title, body))
    if not bearers or len(bearers) == len(texts):
        return []
    corpus = read_corpus(texts)
    learned = learn_issue(corpus, bearers, [issue.title])
    missed = {n for n in bearers if not _gives(desk, issue, *texts[n])} or set(bearers)
    known = {" ".join(split_words(t.words).forms) for t in issue.terms}
    yes, own = set(bearers), " ".join(split_words(issue.title).forms)
    found: list[tuple[tuple[float, ...], str, TermProposal]] = []
    for words, weight in _with_parts(learned.terms).items():
        if weight <= 0.1 or words in known or not _says_something(words):
            continue
        term = IssueTerm(words, weight)
        number = corpus.numbers.get(tuple(words.split(" ")))
        if number is None:
            continue
        holders = corpus.postings[number]
        gained = len(missed & set(holders))
        if not gained:
            continue
        bearing = sum(n in yes for n in holders)
        if bearing < 2 and words not in own:
            continue  # one briefing shares its words with itself
        others = len(holders) - bearing
        shown = tuple(entries[n].slug for n in holders if n in yes)[:2]
        proposed = replace(term, weight=1.0 if term.weight >= 0.75 or not others else 0.5)
        plain = sum(word in _LINK or len(word) < 3 for word in words.split(" "))
        rank = (2.0 * others - gained, plain, len(words.split(" ")), -weight)
        found.append((rank, words, TermProposal(proposed, bearing, others, shown)))
    return [proposal for _, _, proposal in sorted(found)[:most]]


def _with_parts(terms: Iterable[IssueTerm]) -> dict[str, float]:
    """Every term and every run of words in it, with the best weight that it or a longer one has: of words
    that only ever stand together one run has taken all the weight, and a shorter one may read better.
    """
    best: dict[str, float] = {}
    for term in terms:
        words = term.words.split(" ")
        for first in range(len(words)):
            for end in range(first + 1, len(words) + 1):
                part = " ".join(words[first:end])
                best[part] = max(best.get(part, term.weight), term.weight)
    return best


def accept_terms(desk: Desk, issue: Issue, proposals: Sequence[TermProposal]) -> tuple[Change, ...]:
    """The issue's file with the terms in it."""
    return add_terms(desk.issues, issue, [proposal.term for proposal in proposals])


def _gives(desk: Desk, issue: Issue, title: str, body: Sequence[str]) -> bool:
    return any(tag.issue == issue.slug for tag in find_issues(desk.vocabulary, title, body))


_LINK = frozenset(
    "a an and are as at be been by for from had has have he in is it its not of on or our said".split()
)
_LINK |= frozenset(
    "she that the their they this to was were will with would who which his her but we".split()
)


def _says_something(words: str) -> bool:
    """Whether a phrase could stand in a file: no article or preposition at its ends, not numbers alone."""
    parts = words.split(" ")
    return parts[0] not in _LINK and parts[-1] not in _LINK and any(len(p) > 2 and p.isalpha() for p in parts)


# ---------------------------------------------------------------- new issues


def suggest_issues(desk: Desk, most: int) -> list[IssueProposal]:
    """Phrases that recur in the archive and that no issue has, those first that would tag most briefings."""
    texts = [
        (entry.slug, entry.briefing.title, body, entry.briefing.lang)
        for entry, body in desk.iter_bodies()
        if not entry.briefing.duplicate_of
    ]
    printed: dict[str, Counter[str]] = defaultdict(Counter)
    for _, title, body, lang in texts:
        for phrase, words in _phrases(title, body, lang).items():
            printed[phrase][words] += 1
    unwanted = _known(desk)
    people = _ends(" ".join(split_words(n).forms) for p in desk.register.people for n in (p.name, *p.aliases))
    sought = [
        p for p, seen in printed.items() if seen.total() > 1 and p not in unwanted and not _names(p, people)
    ]
    starts = index_phrases(Sought(tuple(phrase.split(" ")), (), n) for n, phrase in enumerate(sought))
    sentences: dict[str, str] = {}
    titled: list[tuple[str, list[str]]] = []
    for slug, title, body, _ in texts:
        scores: dict[int, list[float]] = defaultdict(list)
        for place, text in weigh_places(title, body):
            split = split_words(text)
            for hit in find_places_of(starts, split):
                scores[hit.phrase].append(place)
                sentences.setdefault(sought[hit.phrase], _sentence(split, hit.start))
        given = [n for n, places in scores.items() if sum(sorted(places)[-MOST:]) >= ABOUT_ISSUE]
        titled.append((slug, [sought[n] for n in given]))
    found = find_phrases(titled, (), most=most)
    return [
        IssueProposal(
            phrase,
            min(printed[phrase.words].items(), key=lambda i: (-i[1], i[0]))[0],
            sentences[phrase.words],
        )
        for phrase in found
    ]


def _known(desk: Desk) -> set[str]:
    """What need not be proposed: words that an issue has, outlets, places."""
    known = {
        option
        for issue in desk.issues.by_slug.values()
        for words in (issue.title, *issue.aliases, *(t.words for t in issue.terms))
        for group in words.split(" + ")
        for option in group.split(" / ")
    }
    known |= {term.title for term in desk.archive.outlets.values()}
    return {" ".join(split_words(words).forms) for words in known}


def _sentence(words: Words, at: int) -> str:
    return sentence_at(words.text, words.spans()[at][0])


def _ends(names: Iterable[str]) -> set[str]:
    """Names and what they end in: `charles de gaulle`, `de gaulle`, `gaulle`."""
    parted = [name.split(" ") for name in names]
    return {" ".join(words[first:]) for words in parted for first in range(len(words))}


def _names(phrase: str, people: Set[str]) -> bool:
    """Whether a phrase is a person's name, or one with an office before it, or the names of two."""
    words = phrase.split(" ")
    named = any(" ".join(words[first:]) in people for first in range(len(words) - 1))
    return named or phrase in people or people >= set(phrase.split(" and "))


_NAMED = re.compile(r"[A-Z][\w’'-]+(?: (?:(?:of|the|for|and|on) )*[A-Z][\w’'-]+)+")


def _phrases(title: str, body: Sequence[str], lang: str = "en") -> dict[str, str]:
    """Comparable form → as printed: names of several words, and runs of two or three words of the title, but
    no part of a name and nothing that a small word of the language begins or ends.
    """
    small = function_words(lang)
    found: dict[str, str] = {}
    for text in body:
        if text.startswith("#"):
            continue  # a heading is in capitals without being a name
        for match in _NAMED.finditer(text):
            words = re.sub(r"^(?:The|A|An|In|On|At|But|And|For|From|As) ", "", match.group())
            found.setdefault(" ".join(split_words(words).forms), words)
    whole = {match.group() for match in _NAMED.finditer(title)}
    said = title.split()
    for length in (2, 3):
        for first in range(len(said) - length + 1):
            run = " ".join(said[first : first + length]).strip(".,;:!?–-“”\"'")
            if run in whole or not all(word[:1].isupper() for word in run.split()):
                found.setdefault(" ".join(split_words(run).forms), run)
    return {
        form: words
        for form, words in found.items()
        if " " in form and small.isdisjoint(_ends_of(words)) and _is_subject(form, words)
    }


def _ends_of(words: str) -> tuple[str, str]:
    """The first and the last word, in small letters."""
    parts = words.casefold().split()
    return parts[0], parts[-1]


_PAPERS = frozenset("memorandum telegram letter conversation note report paper minutes undated".split())
"""What papers are called: they head a text and say nothing of its subject."""


def _is_subject(form: str, words: str) -> bool:
    """Whether a phrase could be what a text is about: more than places, offices and bodies, and no pronoun or
    day at its ends.
    """
    first, *rest = form.lower().split(" ")
    plain, offices = read_words("not_names"), read_words("titles")
    common = plain | offices | read_words("places") | read_words("organisations") | read_words("around_names")
    return (
        _says_something(form)
        and first not in plain | offices
        and rest[-1] not in plain | offices | _PAPERS
        and first not in _PAPERS
        and not common.issuperset((first, *rest))
        and not any(mark in words for mark in "’'“”\"()[]:")
        and find_places(words) != (words,)
    )


def accept_issues(desk: Desk, proposals: Iterable[IssueProposal]) -> tuple[Change, ...]:
    """A file for each phrase, with the phrase as its first term."""
    changes = []
    for proposal in proposals:
        title = proposal.title[:1].upper() + proposal.title[1:]
        issue = Issue(slugify(title), title, (IssueTerm(title),))
        changes.append(write_issue(desk.issues, issue))
    return tuple(changes)
