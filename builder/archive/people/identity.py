"""Mentions of the whole archive → who each of them is, settled at once.

In: every briefing's mentions and date, and the curated people. Out: an `Identity`: the tags of each
briefing with the rule that decided, and what stayed unresolved and why. Families are independent of each
other (`settle_family`), so one briefing more means settling the families it names, not all of them.

Order of decisions for a name: 1. a curated name; 2. a full name that fits one person; 3. a bare name
bound by its own briefing; 4. the only bearer in the archive; 5. the bearer whose office the text names;
6. the commonest bearer near in date, when clearly so. Otherwise it is unresolved, never guessed.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Container, Iterable, Mapping, Sequence
from dataclasses import dataclass

from builder.archive.people.clusters import Cluster, cluster_names
from builder.archive.people.families import NOBODY, Names, Settled, profiles, settle_family
from builder.archive.people.names import split_name
from builder.archive.people.namesakes import noted, part_namesakes
from builder.archive.people.nearness import Bearer
from builder.archive.people.sightings import Sighting, family_of, sight
from builder.model import Mention, Person, PersonTag


@dataclass(frozen=True, slots=True)
class Unresolved:
    """A name that stayed nobody's."""

    briefing: str
    name: str
    mentions: tuple[int, ...]
    candidates: tuple[str, ...]
    """Canonical names of those it may be; empty when the archive knows no bearer."""
    why: str


@dataclass(frozen=True, slots=True)
class Identity:
    """The whole archive's people, settled."""

    tags: Mapping[str, tuple[PersonTag, ...]]
    """Slug of the briefing → its people, most about first. Hidden people have no tag."""
    unresolved: tuple[Unresolved, ...]
    """By briefing, in the order of the text."""


def settle(
    mentions: Mapping[str, Sequence[Mention]], dates: Mapping[str, str], people: Sequence[Person] = ()
) -> Identity:
    """Who every mention of the archive is. The same whatever the order of briefings or people."""
    sightings = [
        sighting for slug in sorted(mentions) for sighting in sight(slug, dates.get(slug, ""), mentions[slug])
    ]
    settled = settle_sightings(sightings, people)
    return _gather(sorted(mentions), settled, {person.slug for person in people if person.hidden})


def settle_sightings(
    sightings: Sequence[Sighting], people: Sequence[Person], wanted: Container[str] | None = None
) -> list[Settled]:
    """Who the sightings are, family by family; of the `wanted` families alone when they are given. Then the
    sightings must hold every one that these depend on (`archive.people.resettle` says which).
    """
    people = sorted(people, key=lambda person: person.slug)
    clusters, homes, seen, parted = _bearers(sightings, people)
    named: dict[str, list[Cluster]] = defaultdict(list)
    families: dict[str, list[Sighting]] = defaultdict(list)
    for sighting in sightings:
        families[family_of(sighting.name)].append(sighting)
        if sighting.name in homes:
            named[sighting.briefing].append(homes[sighting.name])
    bearers: dict[str, list[Cluster]] = defaultdict(list)
    others: dict[str, list[Cluster]] = defaultdict(list)
    for cluster in clusters:
        if not cluster.unsure:
            for key in cluster.families:
                bearers[key].append(cluster)
            for key in cluster.others:
                others[key].append(cluster)
    settled: list[Settled] = []
    for key in sorted(families):
        if wanted is None or key in wanted:
            able = tuple(bearers[key] or others[key])
            settled += settle_family(families[key], Names(able, homes, named, seen, parted))
    return settled


def _bearers(
    sightings: Sequence[Sighting], people: Sequence[Person]
) -> tuple[list[Cluster], dict[str, Cluster], dict[Cluster, Bearer], dict[Cluster, list[Sighting]]]:
    """Everyone there is; names that are one person's without a doubt; when and in what office each is named;
    and what tells those apart who share a full name.
    """
    clusters = cluster_names(Counter(sighting.name for sighting in sightings), people)
    homes = _homes(clusters)
    seen: dict[Cluster, list[Sighting]] = {cluster: [] for cluster in clusters}
    for sighting in sightings:
        if sighting.name in homes:
            seen[homes[sighting.name]].append(sighting)
    notes = {person.slug: rows for person in people if (rows := noted(person))}
    parted: dict[Cluster, list[Sighting]] = {}
    for cluster in clusters:
        if cluster.person in notes:
            parted[cluster] = notes[cluster.person]
        two = None if cluster.person or cluster.unsure else part_namesakes(cluster, seen[cluster])
        if two:
            parted |= dict(two)
            del seen[cluster]
            for form in cluster.forms:
                homes.pop(form, None)
    everyone = list(dict.fromkeys([*seen, *parted]))
    known = profiles((s, c) for c in everyone for s in (*seen.get(c, ()), *parted.get(c, ())))
    return everyone, homes, dict.fromkeys(everyone, NOBODY) | known, parted


def _homes(clusters: Sequence[Cluster]) -> dict[str, Cluster]:
    """Names that are one person's without a doubt: full names, and bare ones that a person owns."""
    return {
        form: cluster
        for cluster in clusters
        for form in cluster.forms
        if form in cluster.owned or not (cluster.unsure or split_name(form).bare)
    }


def _gather(slugs: Sequence[str], settled: Sequence[Settled], hidden: set[str]) -> Identity:
    of_briefing: dict[str, list[Settled]] = {slug: [] for slug in slugs}
    for found in settled:
        of_briefing[found.sighting.briefing].append(found)
    unresolved = (
        Unresolved(it.sighting.briefing, it.sighting.name, it.sighting.mentions, it.candidates, it.evidence)
        for it in settled
        if not it.cluster
    )
    return Identity(
        {slug: tags_of(found, hidden) for slug, found in of_briefing.items()},
        tuple(sorted(unresolved, key=lambda u: (u.briefing, u.mentions))),
    )


def tags_of(settled: Sequence[Settled], hidden: Container[str] = ()) -> tuple[PersonTag, ...]:
    """A briefing's tags, most about first; the names of one person are one tag, hidden people have none."""
    people: dict[str, list[Settled]] = defaultdict(list)
    for found in settled:
        if found.cluster and found.cluster.person not in hidden:
            people[found.cluster.name].append(found)
    return sort_tags(
        PersonTag(
            name,
            tuple(sorted(n for found in group for n in found.sighting.mentions)),
            group[0].rule,
            "; ".join(dict.fromkeys(found.evidence for found in group)),
            max(found.sighting.weight for found in group),
        )
        for name, group in people.items()
    )


def sort_tags(tags: Iterable[PersonTag]) -> tuple[PersonTag, ...]:
    """Most about first."""
    return tuple(sorted(tags, key=lambda tag: (-tag.weight, tag.mentions)))
