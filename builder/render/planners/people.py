"""A page per person, and one per pair of people who are often named together."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterator, Sequence
from typing import Any

from builder.model import Briefing, Person, Term
from builder.permalinks import page_path, pair_path
from builder.render.dates import span_words
from builder.render.mentions import passage_of
from builder.render.metatags import json_block
from builder.render.page import Page, Plan, Site, blob_part, part
from builder.render.parts import Item, Link, RoleView
from builder.render.pictures import timeline
from builder.render.planners.common import (
    at_page,
    entry_part,
    feed_refs,
    head,
    is_whole,
    most_frequent,
    paginate,
    row_of,
    slices,
)
from builder.render.planners.data import list_refs
from builder.render.views import TEMPLATES, PairView, PersonView

MOST_ROLES, MOST_WITH = 12, 24


def plan_people(plan: Plan) -> Iterator[Page]:
    size = plan.site.config.build.page_size
    for term in plan.archive.people.values():
        person = term.about
        assert isinstance(person, Person)
        names = names_of(person)
        facts = _facts(plan, term, person, names)
        path = page_path("people", term.slug)
        for number, entries in slices(term.entries, size):
            first = number == 1
            own = (term.digest, *(facts if first else facts[:4]), number, size)
            blobs = [e.blobs["mentions"] for e in entries] if plan.site.shows("passages") else []
            yield Page(
                at_page(path, number),
                make_person,
                (
                    part(own),
                    blob_part(term.prose) if term.prose and first else part(""),
                    part(names),
                    part(len(blobs)),
                    *map(blob_part, blobs),
                    *map(entry_part, entries),
                ),
                TEMPLATES[PersonView],
                "person",
            )


def names_of(person: Person) -> tuple[str, ...]:
    """Every way the archive writes a person's name, the chosen one first."""
    return tuple(dict.fromkeys((person.name, *person.aliases)))


def _facts(plan: Plan, term: Term, person: Person, names: tuple[str, ...]) -> tuple[Any, ...]:
    """What the page shows besides its briefings; the first four are on every page of the list."""
    entries, words = term.entries, plan.site.words
    dates = [e.briefing.date for e in entries]
    written = Counter(name for e in entries for name in e.briefing.people if name in names)
    also = tuple(
        (name, written[name])
        for name in sorted(set(written) | set(person.aliases), key=lambda n: (-written[n], n))
        if name != person.name
    )
    return (
        (term.slug, term.title, person.note, person.reviewed),
        len(entries),
        span_words(dates, words),
        (),
        also,
        tuple(sorted(person.links.items())),
        _roles(plan, term, set(names)),
        tuple(dates),
        _named_with(plan, term),
        most_frequent(plan, "issues", entries),
    )


def _roles(plan: Plan, term: Term, names: set[str]) -> tuple[tuple[Any, ...], ...]:
    """(words, dates, how many briefings, the newest of them) per office, most used first."""
    used: dict[str, list[Any]] = {}
    for entry in term.entries:
        for name, role in entry.account.roles if entry.account else ():
            if name in names and (not used.get(role) or used[role][-1] is not entry):
                used.setdefault(role, []).append(entry)
    ranked = sorted(used.items(), key=lambda item: (-len(item[1]), item[0]))[:MOST_ROLES]
    return tuple(
        (
            role,
            tuple(e.briefing.date for e in entries if e.briefing.date),
            len(entries),
            Link(entries[0].briefing.title, page_path("briefings", entries[0].slug)),
        )
        for role, entries in ranked
    )


def _named_with(plan: Plan, term: Term) -> tuple[Link, ...]:
    """Who is named with a person, most often first; a link leads to the page of both, else of the other."""
    pairs = plan.relations.pairs
    found = []
    for link in most_frequent(plan, "people", term.entries, MOST_WITH, without=term.slug):
        other = link.path.strip("/").rpartition("/")[2]
        paired = (min(term.slug, other), max(term.slug, other)) in pairs
        found.append(Link(link.text, pair_path(term.slug, other) if paired else link.path, link.count))
    return tuple(found)


def make_person(
    site: Site, own: tuple[Any, ...], prose: str, names: tuple[str, ...], count: int, *rest: Any
) -> PersonView:
    _, (slug, title, note, reviewed), total, span, _, *more, number, size = own
    mentions, briefings = rest[:count], rest[count:]
    path, words = page_path("people", slug), site.words
    feeds = feed_refs(site, path, title)
    extra: dict[str, Any] = {}
    if more:
        also, links, roles, dates, named_with, issues = more
        extra = {
            "also": tuple(Link(name, count=n) for name, n in also),
            "links": links,
            "roles": tuple(RoleView(w, span_words(list(d), words), n, link) for w, d, n, link in roles),
            "timeline": timeline("over-time", title, dates, words)
            if total > 1 and site.shows("timeline")
            else None,
            "named_with": named_with,
            "issues": issues,
            "data": (*feeds, *list_refs(site, path)),
        }
    return PersonView(
        head=head(
            site, at_page(path, number), title, feeds=feeds, description=note,
            jsonld=_jsonld(title, names, note) if site.shows("jsonld") else "",
        ),
        name=title,
        count=total,
        span=span,
        items=tuple(
            Item(row_of(site, b), _passages(site, m, b, names))
            for m, b in zip(mentions or [""] * len(briefings), briefings, strict=True)
        ),
        pagination=paginate(path, number, size, total),
        note=note,
        prose=prose,
        reviewed=reviewed,
        **extra,
    )  # fmt: skip


def _passages(site: Site, mentions: str, briefing: Briefing, names: Sequence[str]) -> Any:
    if not mentions or not is_whole(site, briefing):
        return ()
    return passage_of(json.loads(mentions), names, page_path("briefings", briefing.slug))


def _jsonld(name: str, names: Sequence[str], note: str) -> str:
    value: dict[str, Any] = {"@context": "https://schema.org", "@type": "Person", "name": name}
    if len(names) > 1:
        value["alternateName"] = list(names[1:])
    if note:
        value["description"] = note
    return json_block(value)


def plan_pairs(plan: Plan) -> Iterator[Page]:
    size = plan.site.config.build.page_size
    people = plan.archive.people
    for (one, other), slugs in plan.relations.pairs.items():
        if one not in people or other not in people:
            continue
        both = [people[one], people[other]]
        wanted = set(slugs)
        entries = [e for e in both[0].entries if e.slug in wanted]
        names = tuple(names_of(term.about) for term in both if isinstance(term.about, Person))
        for number, some in slices(entries, size):
            facts = (one, other, both[0].title, both[1].title, len(entries), number, size)
            dates = tuple(e.briefing.date for e in entries) if number == 1 else ()
            yield Page(
                pair_path(one, other, number),
                make_pair,
                (
                    part((facts, names, dates)),
                    part(len(some)),
                    *(blob_part(e.blobs["mentions"]) for e in some),
                    *map(entry_part, some),
                ),
                TEMPLATES[PairView],
                "pair",
            )


def make_pair(site: Site, facts: Any, count: int, *rest: Any) -> PairView:
    (one, other, a, b, total, number, size), names, dates = facts
    path, words = pair_path(one, other), site.words
    title = words("pair_title", a=a, b=b)
    items = []
    for mentions, briefing in zip(rest[:count], rest[count:], strict=True):
        found = [p for some in names for p in _passages(site, mentions, briefing, some)]
        items.append(Item(row_of(site, briefing), tuple(dict.fromkeys(found))))
    return PairView(
        head(site, at_page(path, number), title),
        title,
        (Link(a, page_path("people", one)), Link(b, page_path("people", other))),
        tuple(items),
        paginate(path, number, size, total),
        timeline("over-time", title, dates, words) if number == 1 else None,
    )
