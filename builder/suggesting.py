"""Proposals for the desk: gathers what the archive knows for them, and says it.

In: a `Desk`. Out: proposals that print themselves with their reasons and sentences, and the changes that
accepting one makes.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence, Set
from dataclasses import dataclass, replace

from builder.archive.curation import Change, refuse
from builder.archive.issues.curate_issues import add_terms, write_issue
from builder.archive.issues.learning import learn_issue, read_corpus
from builder.archive.issues.phrases import split_words
from builder.archive.issues.recurring import Phrase, find_phrases
from builder.archive.people.curate_people import merge_people, split_person
from builder.archive.people.same import SamePeople, Sighting, find_same
from builder.archive.people.twofold import TwoPeople, find_two
from builder.archive.records import Record
from builder.desk import Desk
from builder.ingest.issues import find_issues
from builder.model import Entry, Issue, IssueTerm, Mention
from builder.permalinks import slugify


@dataclass(frozen=True, slots=True)
class PersonProposal:
    """Two who are likely one, or one who is likely two, with the sentences."""

    found: SamePeople | TwoPeople
    sentences: tuple[str, ...]

    def __str__(self) -> str:
        found, why = self.found, "; ".join(self.found.reasons)
        if isinstance(found, SamePeople):
            head = f"{found.certainty:.0%}  {found.keep.name} = {found.other.name}: {why}."
        else:
            head = f"{found.certainty:.0%}  {found.person.name} may be two: {why}."
        return "\n".join([head, *(f"       {sentence}" for sentence in self.sentences)])


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
    """As printed where it first stands."""

    def __str__(self) -> str:
        found = self.phrase
        return f"{self.title}: {found.briefings} briefings, such as {', '.join(found.examples)}"


# ---------------------------------------------------------------- people


def suggest_people(desk: Desk, most: int) -> list[PersonProposal]:
    """Likely same people, then likely different ones, at most `most` of each, most certain first."""
    sightings = _sightings(desk)
    everyone = desk.register.people
    same = find_same(everyone, sightings)[:most]
    two = find_two(everyone, sightings)[:most]
    return [
        *(PersonProposal(p, _sentences_of(desk, sightings, (p.keep.slug, p.other.slug))) for p in same),
        *(PersonProposal(p, _sentences(desk, p.person.slug, p.briefings)) for p in two),
    ]


def accept_people(desk: Desk, proposal: PersonProposal) -> tuple[Change, ...]:
    """The files that carry a proposal out."""
    found = proposal.found
    get = desk.people.get
    if isinstance(found, SamePeople):
        return merge_people(desk.people, get(found.keep.slug), [get(found.other.slug)])
    if not found.names:
        raise refuse(
            f"Both people are written '{found.person.name}'.",
            "Name one of them otherwise under 'people:' of the briefings that mean him or her.",
        )
    return split_person(desk.people, get(found.person.slug), found.names, found.names[0])


def _sightings(desk: Desk) -> dict[str, list[Sighting]]:
    """Person → briefings, newest first, with the offices that each gives."""
    found: dict[str, list[Sighting]] = defaultdict(list)
    for entry in desk.archive.entries:
        year = int(entry.year) if entry.year else 0
        roles: dict[str, list[str]] = defaultdict(list)
        for name, role, _ in entry.account.roles if entry.account else ():
            roles[name].append(role)
        for name in entry.briefing.people:
            person = desk.register.find(name)
            if person:
                found[person.slug].append(Sighting(entry.slug, year, name, tuple(roles[name])))
    return found


def _sentences_of(
    desk: Desk, sightings: Mapping[str, Sequence[Sighting]], slugs: Iterable[str]
) -> tuple[str, ...]:
    return tuple(
        line
        for slug in slugs
        for line in _sentences(desk, slug, [s.briefing for s in sightings.get(slug, ())][:1])
    )


def _sentences(desk: Desk, person: str, briefings: Iterable[str]) -> tuple[str, ...]:
    """From each briefing, the sentence that first names the person."""
    lines = []
    for slug in filter(None, briefings):
        record = desk.find_record(slug)
        mention = _first_mention(desk, record, person) if record else None
        if record and mention:
            text = record.base.body[mention.paragraph - 1]
            lines.append(f"{slug}: “{sentence_at(text, mention.start)}”")
    return tuple(lines)


def _first_mention(desk: Desk, record: Record, person: str) -> Mention | None:
    """The first mention of a person in the body."""
    for tag in record.people:
        found = desk.register.find(tag.name)
        if found and found.slug == person:
            mentions = (record.mentions[n] for n in tag.mentions if n < len(record.mentions))
            return next((m for m in mentions if 0 < m.paragraph <= len(record.base.body)), None)
    return None


_SENTENCE_END = re.compile(
    r"(?<!\bMr)(?<!\bMs)(?<!\bDr)(?<!\bMrs)(?<!\bGen)(?<!\bSen)(?<!\bRep)(?<!\b[A-Z])[.!?][\"”’)]*\s+(?=[\"“‘(]?[A-Z])"
)


def sentence_at(text: str, start: int, longest: int = 200) -> str:
    """The sentence of a paragraph around an offset, on one line, shortened where it is long."""
    ends = [0, *(m.end() for m in _SENTENCE_END.finditer(text)), len(text)]
    first = max(end for end in ends if end <= start)
    last = min((end for end in ends if end > start), default=len(text))
    sentence = " ".join(text[first:last].split())
    return sentence if len(sentence) <= longest else sentence[: longest - 1].rpartition(" ")[0] + " …"


# ---------------------------------------------------------------- issues


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


def suggest_issues(desk: Desk, most: int) -> list[IssueProposal]:
    """Phrases that recur in the archive and that no issue has."""
    known = {
        " ".join(split_words(option).forms)
        for issue in desk.issues.by_slug.values()
        for words in (issue.title, *issue.aliases, *(t.words for t in issue.terms))
        for group in words.split(" + ")
        for option in group.split(" / ")
    }
    people = {" ".join(split_words(n).forms) for p in desk.register.people for n in (p.name, *p.aliases)}
    printed: dict[str, str] = {}
    titled: list[tuple[str, list[str]]] = []
    for entry, body in desk.iter_bodies():
        phrases = _phrases(entry.briefing.title, body)
        titled.append((entry.slug, [phrase for phrase in phrases if not _names(phrase, people)]))
        for phrase, words in phrases.items():
            printed.setdefault(phrase, words)
    found = find_phrases(titled, known, most=most)
    return [IssueProposal(phrase, printed[phrase.words]) for phrase in found]


def _names(phrase: str, people: Set[str]) -> bool:
    """Whether a phrase is a person's name, or a name with an office before it."""
    words = phrase.split(" ")
    return any(" ".join(words[first:]) in people for first in range(len(words)))


_NAMED = re.compile(r"[A-Z][\w’'-]+(?: (?:(?:of|the|for|and|on) )*[A-Z][\w’'-]+)+")


def _phrases(title: str, body: Sequence[str]) -> dict[str, str]:
    """Comparable form → as printed: names of several words, and runs of two or three words of the title."""
    found: dict[str, str] = {}
    for text in body:
        for match in _NAMED.finditer(text):
            words = re.sub(r"^(?:The|A|An|In|On|At|But|And|For|From|As) ", "", match.group())
            found.setdefault(" ".join(split_words(words).forms), words)
    said = title.split()
    for length in (2, 3):
        for first in range(len(said) - length + 1):
            run = " ".join(said[first : first + length]).strip(".,;:!?–-“”\"'")
            found.setdefault(" ".join(split_words(run).forms), run)
    return {form: words for form, words in found.items() if " " in form and _says_something(form)}


def accept_issues(desk: Desk, proposals: Iterable[IssueProposal]) -> tuple[Change, ...]:
    """A file for each phrase, with the phrase as its first term."""
    changes = []
    for proposal in proposals:
        title = proposal.title[:1].upper() + proposal.title[1:]
        issue = Issue(slugify(title), title, (IssueTerm(title),))
        changes.append(write_issue(desk.issues, issue))
    return tuple(changes)
