"""Mentions of the whole archive → who each of them is, settled at once.

In: every briefing's mentions and date, and the curated people. Out: an `Identity`: the tags of each
briefing with the rule that decided, what stayed unresolved and why, and the people found. Families are
independent of each other (`settle_family`), so one briefing more means settling the families it names,
not all of them.

Order of decisions for a name: 1. a curated name; 2. a full name that fits one person; 3. a bare name
bound by its own briefing; 4. the only bearer in the archive; 5. the bearer whose office the text names;
6. the commonest bearer near in date, when clearly so. Otherwise it is unresolved, never guessed.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from builder.archive.people.clusters import Cluster, cluster_names
from builder.archive.people.families import NOBODY, Names, Settled, profiles, settle_family
from builder.archive.people.names import family_key, split_name
from builder.archive.people.sightings import Sighting, sight
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
class Decision:
    """Why names are one person."""

    name: str
    """Canonical name."""
    person: str
    """Slug of the curated person, or empty."""
    forms: tuple[tuple[str, int], ...]
    """Every spelling, bare names too, with the number of briefings."""


@dataclass(frozen=True, slots=True)
class Identity:
    """The whole archive's people, settled."""

    tags: Mapping[str, tuple[PersonTag, ...]]
    """Slug of the briefing → its people, most about first. Hidden people have no tag."""
    unresolved: tuple[Unresolved, ...]
    decisions: tuple[Decision, ...]


def settle(
    mentions: Mapping[str, Sequence[Mention]], dates: Mapping[str, str], people: Sequence[Person] = ()
) -> Identity:
    """Who every mention of the archive is. The same whatever the order of briefings or people."""
    people = sorted(people, key=lambda person: person.slug)
    sightings = [
        sighting for slug in sorted(mentions) for sighting in sight(slug, dates.get(slug, ""), mentions[slug])
    ]
    clusters = cluster_names(Counter(sighting.name for sighting in sightings), people)
    homes = _homes(clusters)
    named: dict[str, list[Cluster]] = defaultdict(list)
    families: dict[str, list[Sighting]] = defaultdict(list)
    for sighting in sightings:
        families[family_key(split_name(sighting.name).family)].append(sighting)
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
    seen = dict.fromkeys(clusters, NOBODY) | profiles(
        (s, homes[s.name]) for s in sightings if s.name in homes
    )
    settled: list[Settled] = []
    for key in sorted(families):
        settled += settle_family(families[key], Names(tuple(bearers[key] or others[key]), homes, named, seen))
    return _gather(sorted(mentions), settled, {person.slug for person in people if person.hidden})


def _homes(clusters: Sequence[Cluster]) -> dict[str, Cluster]:
    """Names that are one person's without a doubt: full names, and bare ones that a person owns."""
    return {
        form: cluster
        for cluster in clusters
        for form in cluster.forms
        if form in cluster.owned or not (cluster.unsure or split_name(form).bare)
    }


def _gather(slugs: Sequence[str], settled: Sequence[Settled], hidden: set[str]) -> Identity:
    tags: dict[str, dict[str, list[Settled]]] = {slug: defaultdict(list) for slug in slugs}
    unresolved: list[Unresolved] = []
    forms: dict[tuple[str, str], Counter[str]] = defaultdict(Counter)
    for found in settled:
        sighting, cluster = found.sighting, found.cluster
        if cluster is None:
            unresolved.append(
                Unresolved(
                    sighting.briefing, sighting.name, sighting.mentions, found.candidates, found.evidence
                )
            )
            continue
        forms[cluster.name, cluster.person].update(sighting.printed)
        if cluster.person not in hidden:
            tags[sighting.briefing][cluster.name].append(found)
    return Identity(
        {slug: _tags(found) for slug, found in tags.items()},
        tuple(sorted(unresolved, key=lambda u: (u.briefing, u.mentions))),
        tuple(Decision(*key, tuple(sorted(count.items()))) for key, count in sorted(forms.items())),
    )


def _tags(people: Mapping[str, Sequence[Settled]]) -> tuple[PersonTag, ...]:
    """A briefing's tags, most about first; the names of one person are one tag."""
    tags = [
        PersonTag(
            name,
            tuple(sorted(n for found in group for n in found.sighting.mentions)),
            group[0].rule,
            "; ".join(dict.fromkeys(found.evidence for found in group)),
            max(found.sighting.weight for found in group),
        )
        for name, group in people.items()
    ]
    return tuple(sorted(tags, key=lambda tag: (-tag.weight, tag.mentions)))
