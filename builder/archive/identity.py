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

from builder.archive.clusters import Cluster, cluster_names, display_name, fits
from builder.archive.names import family_key, split_name
from builder.archive.nearness import Bearer, choose_bearer, day_of
from builder.model import Mention, Person

BRIEFINGS_TO_STAND_ALONE = 3
"""Briefings that must name a bare family name with an office before it becomes a person of its own."""


@dataclass(frozen=True, slots=True)
class Tag:
    """A person of a briefing."""

    name: str
    """Canonical name, as the front matter prints it."""
    mentions: tuple[int, ...]
    """Positions in the briefing's mentions."""
    rule: str
    """`curated`, `full-name`, `bound`, `only-bearer`, `office`, `commonest-near`, `stands-alone`."""
    evidence: str
    """The names as printed, and what decided."""
    weight: float
    """How much the briefing is about the person, 0 to 1: headline, lead, count."""


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

    tags: Mapping[str, tuple[Tag, ...]]
    """Slug of the briefing → its people, most about first. Hidden people have no tag."""
    unresolved: tuple[Unresolved, ...]
    decisions: tuple[Decision, ...]


@dataclass(frozen=True, slots=True)
class Sighting:
    """One name in one briefing."""

    briefing: str
    day: int | None
    name: str
    """Fullest form of the briefing."""
    mentions: tuple[int, ...]
    roles: tuple[str, ...]
    printed: tuple[str, ...]
    weight: float


def sight(slug: str, date: str, mentions: Sequence[Mention]) -> tuple[Sighting, ...]:
    """A briefing's mentions by name: all that identity needs of it."""
    groups: dict[str, list[int]] = defaultdict(list)
    for number, mention in enumerate(mentions):
        groups[mention.bound or mention.name].append(number)
    most = max(map(len, groups.values()), default=1)
    day = day_of(date)
    return tuple(
        Sighting(
            slug,
            day,
            name,
            tuple(numbers),
            tuple(dict.fromkeys(mentions[n].role for n in numbers if mentions[n].role)),
            tuple(dict.fromkeys(mentions[n].name for n in numbers)),
            about(min(mentions[n].paragraph for n in numbers), len(numbers), most, _later(mentions, numbers)),
        )
        for name, numbers in groups.items()
    )


def _later(mentions: Sequence[Mention], numbers: Sequence[int]) -> int:
    """The first body paragraph that names the person; 0 when only the title does."""
    return min((mentions[n].paragraph for n in numbers if mentions[n].paragraph), default=0)


def about(first: int, count: int, most: int, lead: int) -> float:
    """How much a briefing is about someone, 0 to 1: 0.4 for the headline, up to 0.3 each for lead and
    count.
    """
    headline = 0.4 if first == 0 else 0.0
    early = 0.3 / lead if lead else 0.0
    return round(headline + early + 0.3 * min(1.0, count / max(most, 3)), 3)


def settle(
    mentions: Mapping[str, Sequence[Mention]], dates: Mapping[str, str], people: Sequence[Person] = ()
) -> Identity:
    """Who every mention of the archive is. The same whatever the order of briefings or people."""
    people = sorted(people, key=lambda person: person.slug)
    sightings = [
        sighting for slug in sorted(mentions) for sighting in sight(slug, dates.get(slug, ""), mentions[slug])
    ]
    clusters = cluster_names(Counter(sighting.name for sighting in sightings), people)
    families: dict[str, list[Sighting]] = defaultdict(list)
    for sighting in sightings:
        families[family_key(split_name(sighting.name).family)].append(sighting)
    bearers: dict[str, list[Cluster]] = defaultdict(list)
    for cluster in clusters:
        for key in () if cluster.unsure else cluster.families:
            bearers[key].append(cluster)
    settled = [found for key in sorted(families) for found in settle_family(families[key], bearers[key])]
    return _gather(sorted(mentions), settled, {person.slug for person in people if person.hidden})


@dataclass(frozen=True, slots=True)
class Settled:
    """A sighting and who it is; no cluster: unresolved."""

    sighting: Sighting
    cluster: Cluster | None
    rule: str
    evidence: str
    candidates: tuple[str, ...] = ()


def settle_family(sightings: Sequence[Sighting], bearers: Sequence[Cluster]) -> list[Settled]:
    """Who the sightings of one family name are, given those who bear it in full."""
    homes = {
        form: cluster
        for cluster in bearers
        for form in cluster.forms
        if form in cluster.owned or not split_name(form).bare
    }
    named: dict[str, list[Cluster]] = defaultdict(list)
    seen: dict[Cluster, list[tuple[int | None, Sequence[str]]]] = {cluster: [] for cluster in bearers}
    for sighting in sightings:
        cluster = homes.get(sighting.name)
        if cluster:
            named[sighting.briefing].append(cluster)
            seen[cluster].append((sighting.day, sighting.roles))
    profiles = {cluster: Bearer.seen(found) for cluster, found in seen.items()}
    settled: list[Settled] = []
    alone: list[Sighting] = []
    for sighting in sightings:
        home = homes.get(sighting.name)
        if home:
            rule = "curated" if home.person else "full-name"
            settled.append(Settled(sighting, home, rule, f"named in full: {sighting.name}"))
            continue
        parts = split_name(sighting.name)
        able = [c for c in bearers if fits(parts, c.names)]
        here = [c for c in dict.fromkeys(named[sighting.briefing]) if c in able]
        if len(here) == 1:
            settled.append(Settled(sighting, here[0], "bound", f"the briefing also names {here[0].name}"))
        elif not able:
            alone.append(sighting)
        else:
            settled.append(_choose(sighting, here or able, profiles))
    return settled + _stand_alone(alone)


def _choose(sighting: Sighting, able: Sequence[Cluster], profiles: Mapping[Cluster, Bearer]) -> Settled:
    choice = choose_bearer([profiles[c] for c in able], sighting.day, sighting.roles)
    if choice:
        return Settled(sighting, able[choice[0]], choice[1], choice[2])
    names = tuple(sorted(c.name for c in able))
    return Settled(sighting, None, "", f"{len(able)} people bear the name and none is clearly meant", names)


def _stand_alone(sightings: Sequence[Sighting]) -> list[Settled]:
    """Names without a full form anywhere: a person of their own when enough briefings give them an office."""
    with_office = {s.briefing for s in sightings if s.roles}
    if len(with_office) >= BRIEFINGS_TO_STAND_ALONE:
        counts = Counter(s.name for s in sightings)
        cluster = Cluster(display_name(counts), dict(sorted(counts.items())), "", True)
        why = f"{len(with_office)} briefings name the office"
        return [Settled(s, cluster, "stands-alone", why) for s in sightings]
    return [Settled(s, None, "", "no briefing gives the full name") for s in sightings]


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


def _tags(people: Mapping[str, Sequence[Settled]]) -> tuple[Tag, ...]:
    """A briefing's tags, most about first; the names of one person are one tag."""
    tags = [
        Tag(
            name,
            tuple(sorted(n for found in group for n in found.sighting.mentions)),
            group[0].rule,
            "; ".join(dict.fromkeys(found.evidence for found in group)),
            max(found.sighting.weight for found in group),
        )
        for name, group in people.items()
    ]
    return tuple(sorted(tags, key=lambda tag: (-tag.weight, tag.mentions)))
