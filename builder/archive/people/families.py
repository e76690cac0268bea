"""The sightings of one family name → who each of them is.

In: sightings that share a family name, and what is known of those who bear it (`Names`). Out: `Settled`,
each with the rule that decided. Families are independent of each other: one briefing more means settling
those it names.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

from builder.archive.people.address import known_sex, sex_of_address, speaks_against
from builder.archive.people.clusters import Cluster, display_name, fits
from builder.archive.people.names import fold, split_name
from builder.archive.people.nearness import Bearer, choose_bearer, offices, role_words
from builder.archive.people.sightings import Sighting
from builder.archive.words import read_common_given

SURE_RULES = frozenset({"curated", "full-name", "bound", "office"})
"""What the second round builds on: never on a choice by number alone, which would feed itself."""
SURE_OFFICE = 0.6
"""Agreement of an office that outweighs the full name of the same briefing."""
BRIEFINGS_TO_STAND_ALONE = 2
MENTIONS_TO_STAND_ALONE = 3
SURE_TO_STAND_ALONE = 0.88
"""Briefings that must give a bare family name before it becomes a person of its own; one of them with an
office, or so many mentions together, or each sure to mean a person."""
REIGNING = frozenset({"king", "queen", "emperor", "empress", "sultan", "shah", "emir", "pope"})
"""Offices that nobody comes to from another or leaves for another."""
BRIEFINGS_TO_HOLD_OFFICE = 3
"""Briefings that must give an office with a bare name before somebody not named in full holds it."""
NOBODY = Bearer.seen(())


@dataclass(frozen=True, slots=True)
class Names:
    """What is known when the names of one family are settled."""

    bearers: tuple[Cluster, ...]
    """Who bears the family name."""
    homes: Mapping[str, Cluster]
    """Names that are one person's without a doubt."""
    named: Mapping[str, Sequence[Cluster]]
    """Briefing → those it names in full."""
    profiles: Mapping[Cluster, Bearer]
    """When, and in what office, each is named."""
    parted: Mapping[Cluster, Sequence[Sighting]]
    """What tells those apart who share a full name."""


@dataclass(frozen=True, slots=True)
class Settled:
    """A sighting and who it is; no cluster: unresolved."""

    sighting: Sighting
    cluster: Cluster | None
    rule: str
    evidence: str
    candidates: tuple[str, ...] = ()


def settle_family(sightings: Sequence[Sighting], view: Names) -> list[Settled]:
    """Who the sightings of one family name are. Where several bear it a second round knows what the first
    found out about bare names.
    """
    view = _with_addressed(sightings, _with_office_holder(sightings, view))
    settled = _settle(sightings, view)
    if len(view.bearers) < 2:
        return settled
    parted = [(s, c) for c in view.bearers for s in view.parted.get(c, ())]
    known = {(s.briefing, s.name) for s, _ in parted}
    sure = [
        (s.sighting, s.cluster)
        for s in settled
        if s.cluster
        and s.rule in SURE_RULES
        and not (s.cluster in view.parted and (s.sighting.briefing, s.sighting.name) in known)
    ]
    found = profiles([*sure, *parted])
    return _settle(sightings, replace(view, profiles={c: view.profiles[c] for c in view.bearers} | found))


def _with_office_holder(sightings: Sequence[Sighting], view: Names) -> Names:
    """With someone only ever called by reign and name (King Hussein), where nobody who is named in full has
    had that office, though others are known.
    """
    held: dict[str, list[Sighting]] = defaultdict(list)
    known = [view.profiles.get(c, NOBODY) for c in view.bearers]
    for sighting in sightings:
        bare = sighting.name not in view.homes and split_name(sighting.name).bare
        if bare and sighting.roles and known and max(offices(known, sighting.roles)) < 0:
            for word in REIGNING & {word for role in sighting.roles for word in role_words(role)}:
                held[word].append(sighting)
    word = max(held, key=lambda w: (len({s.briefing for s in held[w]}), w), default="")
    if not word or len({s.briefing for s in held[word]}) < BRIEFINGS_TO_HOLD_OFFICE:
        return view
    return _with(view, held[word], word.title())


def _with_addressed(sightings: Sequence[Sighting], view: Names) -> Names:
    """With someone only ever called Mrs. and the family name, where it can be nobody who is named in full."""
    held = [
        sighting
        for sighting in sightings
        if sighting.address
        and sighting.name not in view.homes
        and split_name(sighting.name).bare
        and view.bearers
        and not _addressed(sighting, view.bearers, view)
    ]
    if len({s.briefing for s in held}) < BRIEFINGS_TO_HOLD_OFFICE:
        return view
    words = Counter(s.address for s in held)
    return _with(view, held, min(words, key=lambda word: (-words[word], word)))


def _with(view: Names, held: Sequence[Sighting], mark: str) -> Names:
    """With one bearer more, told from the others by a mark."""
    name = display_name(Counter(s.name for s in held))
    holder = Cluster(f"{name} ({mark})", {}, "", True)
    return replace(
        view,
        bearers=(*view.bearers, holder),
        profiles={**view.profiles, **profiles((s, holder) for s in held)},
        parted={**view.parted, holder: held},
    )


def profiles(seen: Iterable[tuple[Sighting, Cluster]]) -> dict[Cluster, Bearer]:
    """When and in what office each person was seen."""
    rows: dict[Cluster, list[tuple[int | None, Sequence[str], frozenset[str], str]]] = defaultdict(list)
    for sighting, cluster in seen:
        sex = sex_of_address(sighting.address)
        rows[cluster].append((sighting.day, sighting.roles, sighting.beside, sex))
    return {cluster: Bearer.seen(found) for cluster, found in rows.items()}


def _settle(sightings: Sequence[Sighting], view: Names) -> list[Settled]:
    settled: list[Settled] = []
    alone: list[Sighting] = []
    for sighting in sightings:
        home = view.homes.get(sighting.name)
        if home:
            rule = "curated" if home.person else "full-name"
            settled.append(Settled(sighting, home, rule, f"named in full: {sighting.name}"))
            continue
        if sighting.bound:
            settled.append(_bound(sighting, view))
            continue
        parts = split_name(sighting.name)
        able = [c for c in view.bearers if parts.bare or fits(parts, c.names)]
        able = [c for c in able if not c.spelled or parts.family in c.spelled] or able
        if able and not (able := _addressed(sighting, able, view)):
            settled.append(Settled(sighting, None, "", _nobody_so(sighting), _names(view.bearers)))
            continue
        here = [c for c in dict.fromkeys(view.named.get(sighting.briefing, ())) if c in able]
        if len(here) == 1 and not _speaks_against(sighting, here[0], view):
            settled.append(Settled(sighting, here[0], "bound", f"the briefing also names {here[0].name}"))
        elif not able:
            alone.append(sighting)
        else:
            settled.append(_choose(sighting, here or able, view))
    return settled + _stand_alone(alone)


def _speaks_against(sighting: Sighting, home: Cluster, view: Names) -> bool:
    """Whether the office before a bare name is none that the person named in full has had, though some are
    known: President Kennedy beside Robert Kennedy.
    """
    others = [c for c in view.bearers if c is not home]
    return bool(others) and offices([view.profiles.get(home, NOBODY)], sighting.roles)[0] < 0


def _bound(sighting: Sighting, view: Names) -> Settled:
    """The full name of its briefing, unless the office is plainly that of somebody else of the name."""
    home = view.homes.get(sighting.bound) or next(
        (c for c in view.bearers if sighting.bound in c.forms), None
    )
    if home and not _addressed(sighting, [home], view):
        others = _addressed(sighting, [c for c in view.bearers if c is not home], view)
        if others:
            return _choose(sighting, others, view)
        return Settled(sighting, None, "", _nobody_so(sighting), _names(view.bearers))
    if home is None:
        return Settled(sighting, None, "", f"the briefing also names {sighting.bound}, who stays unresolved")
    able = list(dict.fromkeys((home, *view.bearers)))
    agree = dict(
        zip(able, offices([view.profiles.get(c, NOBODY) for c in able], sighting.roles), strict=True)
    )
    best = max(able, key=lambda c: (agree[c], c is home, c.name))
    if agree[best] >= SURE_OFFICE and agree[home] <= agree[best] / 3:
        return Settled(sighting, best, "office", f"the office agrees ({', '.join(sighting.roles)})")
    if _speaks_against(sighting, home, view):
        return _choose(sighting, able, view)
    return Settled(sighting, home, "bound", f"the briefing also names {sighting.bound}")


def _addressed(sighting: Sighting, able: Sequence[Cluster], view: Names) -> list[Cluster]:
    """Those of the bearers whom the word of address may mean: Mrs. Nhu is not Ngo Dinh Nhu. Where Mrs.
    excludes somebody, only women are left.
    """
    sex = sex_of_address(sighting.address)
    ways = {c: view.profiles.get(c, NOBODY).addressed for c in able} if sex else {}
    fit = [c for c in able if not sex or not speaks_against(sex, c.name, ways[c])]
    if sex != "f" or len(fit) == len(able):
        return fit
    return [c for c in fit if known_sex(c.name, ways[c]) == sex]


def _nobody_so(sighting: Sighting) -> str:
    return f"addressed as {sighting.address}, as nobody is who bears the name in full"


def _names(bearers: Iterable[Cluster]) -> tuple[str, ...]:
    return tuple(sorted(c.name for c in bearers))


def _choose(sighting: Sighting, able: Sequence[Cluster], view: Names) -> Settled:
    choice = choose_bearer(
        [view.profiles.get(c, NOBODY) for c in able], sighting.day, sighting.roles, sighting.beside
    )
    if choice:
        return Settled(sighting, able[choice[0]], choice[1], choice[2])
    why = f"{len(able)} people bear the name and none is clearly meant"
    return Settled(sighting, None, "", why, _names(able))


def _stand_alone(sightings: Sequence[Sighting]) -> list[Settled]:
    """Names without a full form anywhere: a person of their own when several briefings agree that it is
    one.
    """
    briefings = {s.briefing for s in sightings}
    known = (
        any(s.roles for s in sightings)
        or sum(len(s.mentions) for s in sightings) >= MENTIONS_TO_STAND_ALONE
        or min((s.score for s in sightings), default=0.0) >= SURE_TO_STAND_ALONE
    )
    given = all(fold(s.name) in read_common_given() for s in sightings)
    if len(briefings) >= BRIEFINGS_TO_STAND_ALONE and known and not given:
        counts = Counter(s.name for s in sightings)
        cluster = Cluster(display_name(counts), dict(sorted(counts.items())), "", True)
        why = "several briefings, and none gives a full name"
        return [Settled(s, cluster, "stands-alone", why) for s in sightings]
    return [Settled(s, None, "", "no briefing gives the full name") for s in sightings]
