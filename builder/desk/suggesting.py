"""Proposals about people for the desk: gathers what the archive knows of them, and says it.

In: a `Desk`. Out: proposals that print themselves with their reasons and sentences, and the changes that
accepting one makes.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from builder.archive.curation import Change, refuse
from builder.archive.people.curate_people import merge_people, split_person
from builder.archive.people.same import SamePeople, Sighting, find_same
from builder.archive.people.twofold import TwoPeople, find_two
from builder.archive.records import Record, find_record
from builder.desk.layout import Desk
from builder.model import Mention


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
        record = find_record(desk.root, slug)
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
