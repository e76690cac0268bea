"""Names → clusters of names that are one person, by the names alone; decides nothing about dates or
roles.

In: names as printed with how often each stands, and the curated people. Out: `Cluster`s, the same
whatever the order. A full name joins the one cluster it is compatible with; a bare family name joins when
its family has a single bearer. What fits two people (George Bush, between George W. and George H. W.) is
a cluster of its own.
"""

from __future__ import annotations

import unicodedata
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from builder.archive.people.names import SUFFIXES, NameParts, compatible, family_key, fold, split_name
from builder.archive.words import read_common_given, read_words
from builder.model import Person

FULLER_SHARE = 0.2
"""A fuller spelling is shown when it is at least this share of the commonest one's count."""


@dataclass(frozen=True, slots=True, eq=False)
class Cluster:
    """Names of one person. Compared and hashed as the object it is: two clusters are two people."""

    name: str
    """To show: the curated name, else the fullest common spelling."""
    forms: Mapping[str, int]
    """Every spelling with its count, in alphabetical order; a curated person's names too."""
    person: str = ""
    """Slug of the curated person; empty for one the machine found."""
    unsure: bool = False
    """Only ever a bare family name, or a name that fits several people."""
    owned: frozenset[str] = frozenset()
    """Spellings that are the curated person's by name or alias, bare ones too."""
    names: tuple[str, ...] = ()
    """Full names, printed or curated, that a further name must be compatible with."""
    families: frozenset[str] = frozenset()
    """Keys of the family names borne."""
    spelled: frozenset[str] = frozenset()
    """Family names borne, as they are spelled; empty where any will do."""
    others: frozenset[str] = frozenset()
    """Keys of other words that may stand for the whole where nobody bears them as a family name:
    `giscard`.
    """


@dataclass(slots=True)
class _Group:
    """A cluster being gathered; never leaves this module."""

    person: str
    names: list[str]
    forms: dict[str, int]
    owned: set[str] = field(default_factory=set)

    def fits(self, parts: NameParts) -> bool:
        return fits(parts, self.names)


def cluster_names(names: Mapping[str, int], people: Sequence[Person] = ()) -> tuple[Cluster, ...]:
    """All clusters, by name: every curated person, then those found. Every name of `names` is in exactly
    one.
    """
    owners = _owners(people)
    groups = {person.slug: _Group(person.slug, [person.name, *person.aliases], {}) for person in people}
    families: dict[str, list[str]] = defaultdict(list)
    for name in sorted(names):
        slug = owners.get(fold(name))
        if slug:
            groups[slug].forms[name] = names[name]
            groups[slug].owned.add(name)
        else:
            families[family_key(split_name(name).family)].append(name)
    curated: dict[str, list[_Group]] = defaultdict(list)
    for group in groups.values():
        for key in _families(group.names):
            curated[key].append(group)
    found: list[Cluster] = []
    for key in sorted(families):
        found += _cluster_family(families[key], names, curated[key])
    known = [_cluster(groups[person.slug], person.name) for person in people]
    return tuple(sorted([*known, *found], key=lambda c: (c.name, c.person)))


def _families(names: Iterable[str]) -> frozenset[str]:
    return frozenset(family_key(word) for name in names for word in bare_words(split_name(name)))


def keys_of(name: str) -> frozenset[str]:
    """Keys of the families whose names someone of this name may be called by."""
    return _families([name]) | _others([name])


def _others(names: Iterable[str]) -> frozenset[str]:
    """Rare given names and halves of double names: what someone is called when it is not the family name."""
    words = {
        word for name in names for word in (*split_name(name).given, *split_name(name).family.split("-")[:-1])
    }
    return frozenset(family_key(word) for word in words if len(word) > 3 and word not in read_common_given())


def bare_words(parts: NameParts) -> tuple[str, ...]:
    """What someone is called for short: the family name; the last syllable too where it stands last (Ngo
    Dinh Diem).
    """
    return (parts.family, *parts.short)


def _cluster(group: _Group, name: str = "", unsure: bool = False) -> Cluster:
    forms = dict(sorted(group.forms.items()))
    full = tuple(sorted({n for n in (*group.names, *forms) if not split_name(n).bare}))
    return Cluster(
        name or display_name(forms),
        forms,
        group.person,
        unsure,
        frozenset(group.owned),
        full,
        _families((*group.names, *forms)),
        frozenset(word for n in (*group.names, *forms) for word in bare_words(split_name(n))),
        _others((*group.names, *forms)),
    )


def _owners(people: Iterable[Person]) -> dict[str, str]:
    """Folded curated name → slug, for the names that only one curated person bears."""
    owners: dict[str, str] = {}
    shared: set[str] = set()
    for person in people:
        for name in {fold(n) for n in (person.name, *person.aliases)}:
            if owners.setdefault(name, person.slug) != person.slug:
                shared.add(name)
    for person in people:
        owners[fold(person.name)] = person.slug
        shared.discard(fold(person.name))
    return {name: slug for name, slug in owners.items() if name not in shared}


def _cluster_family(
    forms: Sequence[str], counts: Mapping[str, int], curated: Sequence[_Group]
) -> list[Cluster]:
    """The clusters found among the names of one family; what is a curated person's is put into `curated`."""
    found: list[_Group] = []
    several: list[str] = []
    bare: list[str] = []
    for name in sorted(forms, key=lambda n: _precedence(n, counts)):
        parts = split_name(name)
        if parts.bare and parts.suffix and parts.suffix not in SUFFIXES:
            several.append(name)  # Hussein (King)
            continue
        if parts.bare:
            bare.append(name)
            continue
        homes = [group for group in (*curated, *found) if group.fits(parts)]
        if len(homes) > 1:
            homes = [group for group in homes if _bears(group, parts)] or homes
        if len(homes) > 1:
            several.append(name)
        elif homes:
            homes[0].names.append(name)
            homes[0].forms[name] = counts[name]
        else:
            found.append(_Group("", [name], {name: counts[name]}))
    bearers = [*curated, *found]
    if len(bearers) == 1:
        bearers[0].forms.update((name, counts[name]) for name in bare)
        bare = []
    unsure = [_Group("", [name], {name: counts[name]}) for name in several]
    if bare:
        unsure.append(_Group("", bare, {name: counts[name] for name in bare}))
    return [*(_cluster(group) for group in found), *(_cluster(group, unsure=True) for group in unsure)]


def fits(parts: NameParts, names: Iterable[str]) -> bool:
    """Whether a name is compatible with the fullest of a person's names that have the same family name."""
    key = family_key(parts.family)
    related = [other for other in map(split_name, names) if family_key(other.family) == key]
    most = max((len(other.given) for other in related), default=0)
    return any(compatible(parts, other) for other in related if len(other.given) == most)


def _bears(group: _Group, parts: NameParts) -> bool:
    """Whether the group has a name with the very same given names."""
    return any((p.given, p.suffix) == (parts.given, parts.suffix) for p in map(split_name, group.names))


def _precedence(name: str, counts: Mapping[str, int]) -> tuple[int, int, int, int, str]:
    """Fullest names first: they make the groups that shorter ones join."""
    parts = split_name(name)
    words = sum(len(word) > 1 for word in parts.given)
    return (-words, -len(parts.given), -bool(parts.suffix), -counts[name], name)


def display_name(forms: Mapping[str, int]) -> str:
    """The fullest common spelling: of those nearly as common as the commonest, the one with most given
    names; in the letters that most briefings write the name in, however many spellings they have for it.
    """
    full = {name: n for name, n in forms.items() if not split_name(name).bare} or dict(forms)
    letters: Counter[str] = Counter()
    for name, n in full.items():
        letters[_letters(name)] += n
    used = min(letters, key=lambda script: (-letters[script], script != "LATIN", script))
    full = {name: n for name, n in full.items() if _letters(name) == used}
    most = max(full.values())
    common = [name for name, n in full.items() if n >= most * FULLER_SHARE]
    return min(common, key=lambda name: (*_shown_first(name), -full[name], name))


def _letters(name: str) -> str:
    """The script of a name's first letter, as Unicode calls it: `LATIN`, `CYRILLIC`."""
    return next((unicodedata.name(sign, "").partition(" ")[0] for sign in name if sign.isalpha()), "")


def _shown_first(name: str) -> tuple[bool, int, int, int]:
    parts = split_name(name)
    titled = fold(name).split()[0] in read_words("titles") or name.startswith("M. ")
    spelled = sum(len(word) > 1 for word in parts.given)
    odd = name.isupper() or titled or "[" in name
    return (odd, -spelled, -len(parts.given), -len(name.replace("-", " ").split()))
