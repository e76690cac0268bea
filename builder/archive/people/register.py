"""The register of people: for every name that front matter prints, one person.

A briefing is under a person iff it names that person, by any known spelling. The result never depends on the
order of briefings. Who a mention in a text is, is decided in `identity`, for ingest; how a curated person is
written, in `personfile`.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from types import MappingProxyType

from builder.archive.people.clusters import Cluster, cluster_names
from builder.archive.people.names import fold
from builder.model import Person
from builder.permalinks import slugify, unique_slugs


@dataclass(frozen=True, slots=True)
class Register:
    """Every name the archive prints in front matter → one person."""

    people: tuple[Person, ...]
    """Curated and machine-found, by slug; hidden ones too."""
    by_name: Mapping[str, Person]
    """Folded name → person."""

    @classmethod
    def build(cls, people: Iterable[Person], names: Mapping[str, int]) -> Register:
        """From the curated people and how often each name stands in front matter."""
        curated = tuple(sorted(people, key=lambda p: p.slug))
        clusters = cluster_names(names, curated)
        return cls(*_name_people(curated, clusters))

    def find(self, name: str) -> Person | None:
        """The person of a name, in any spelling the register knows; None for a name it never saw."""
        return self.by_name.get(fold(name))


def _name_people(
    curated: tuple[Person, ...], clusters: tuple[Cluster, ...]
) -> tuple[tuple[Person, ...], Mapping[str, Person]]:
    known = {person.slug: person for person in curated}
    taken = {slug for person in curated for slug in (person.slug, *person.old_slugs)}
    found = [
        (f"~{slugify(cluster.name)}~{cluster.name}", cluster) for cluster in clusters if not cluster.person
    ]
    slugs = unique_slugs(
        [*((slug, slug) for slug in taken), *((key, cluster.name) for key, cluster in found)]
    )
    machine = {key: Person(slugs[key], cluster.name, _others(cluster)) for key, cluster in found}
    by_name: dict[str, Person] = {}
    for key, cluster in found:
        by_name.update(dict.fromkeys(map(fold, cluster.forms), machine[key]))
    for cluster in clusters:
        if cluster.person:
            person = known[cluster.person]
            others = tuple(name for name in _others(cluster) if name not in (person.name, *person.aliases))
            known[person.slug] = person = replace(person, aliases=(*person.aliases, *others))
            by_name.update(dict.fromkeys(map(fold, cluster.forms), person))
    for person in known.values():
        for name in person.aliases:
            by_name.setdefault(fold(name), person)
    by_name.update({fold(person.name): person for person in known.values()})
    everyone = sorted((*known.values(), *machine.values()), key=lambda p: p.slug)
    return tuple(everyone), MappingProxyType(by_name)


def _others(cluster: Cluster) -> tuple[str, ...]:
    return tuple(name for name in cluster.forms if name != cluster.name)
