"""Where the page of each briefing leads: people, issues, outlet, other briefings, events."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping
from typing import Any, NamedTuple

from builder.model import Entry, Related
from builder.render.page import Plan
from builder.render.planners.reasons import Shared, shared_of, told_of


class Links(NamedTuple):
    """Where a briefing's page leads. Slugs, and the names that are no briefing's title."""

    people: tuple[Any, ...]
    """As `_Cards.named` gives them."""
    issues: tuple[Any, ...]
    outlet: str
    outlet_slug: str
    before: str
    after: str
    same: str
    """Of the briefing that this one repeats."""
    repeats: tuple[str, ...]
    """Those that repeat this one."""
    events: tuple[tuple[str, str, int], ...]
    """(the briefing that gives the title, the event, reports)."""
    titled: tuple[str, ...]
    """All briefings among these; their titles are parts of the page, in this order."""
    path: str
    """Of the content file."""
    shared: tuple[Shared, ...] = ()
    """What it has in common with each of the briefings that are shown beside it."""


def find_links(plan: Plan, related: Mapping[str, tuple[Related, ...]]) -> Iterator[Links]:
    """Of every briefing, in their order; `related`: those that its page shows beside it."""
    entries, by_slug = plan.archive.entries, plan.archive.by_slug
    slugs = ["", *[entry.briefing.slug for entry in entries], ""]
    people, issues, outlets = _Cards(plan, "people"), _Cards(plan, "issues"), plan.terms("outlets")
    repeats, events = _repeats(entries), _events(plan)
    told = told_of(plan) if related else ()
    for entry, after, before in zip(entries, slugs, slugs[2:], strict=False):
        briefing, outlet = entry.briefing, entry.outlet
        slug, original = briefing.slug, briefing.duplicate_of
        same = original if original in by_slug else ""
        again, reported = tuple(repeats.get(slug, ())), tuple(events.get(slug, ()))
        others = (before, after, same, *again, *[title for title, _, _ in reported])
        yield Links(
            people.named(entry.people, entry.about_people, briefing.people),
            issues.named(entry.issues, entry.about_issues, briefing.issues),
            outlets[outlet].title if outlet else "",
            outlet,
            before,
            after,
            same,
            again,
            reported,
            tuple(dict.fromkeys(filter(None, others))),
            entry.path,
            tuple([shared_of(told, item) for item in related.get(slug, ())]),
        )


class _Cards:
    """The people or issues of an archive, as pages of briefings name them."""

    def __init__(self, plan: Plan, room: str) -> None:
        self._cards = {
            slug: (
                term.title,
                frozenset((term.title, *(term.about.aliases if term.about else ()))),
                bool(getattr(term.about, "reviewed", False)),
            )
            for slug, term in plan.terms(room).items()
        }
        self._plain = {
            slug: ((title, slug, (), reviewed, False), (title, slug, (), reviewed, True))
            for slug, (title, also, reviewed) in self._cards.items()
            if len(also) == 1
        }
        """Of what has one name: for all briefings that only name it, and for all about it."""

    def named(
        self, slugs: tuple[str, ...], about: tuple[str, ...], written: tuple[str, ...]
    ) -> tuple[Any, ...]:
        """(title, slug, names the front matter uses for it unless its title alone, a person confirmed it, the
        briefing is about it) per person or issue: those first that it is about.
        """
        if len(about) != len(slugs):
            slugs = tuple(sorted(slugs, key=lambda slug: slug not in about))
        plain = self._plain
        return tuple(
            [
                plain[slug][slug in about] if slug in plain else self._row(slug, slug in about, written)
                for slug in slugs
                if slug in self._cards
            ]
        )

    def _row(self, slug: str, is_about: bool, written: tuple[str, ...]) -> tuple[Any, ...]:
        title, also, reviewed = self._cards[slug]
        names = tuple([name for name in written if name in also])
        return (title, slug, names, reviewed, is_about)


def _repeats(entries: tuple[Entry, ...]) -> Mapping[str, list[str]]:
    found: dict[str, list[str]] = defaultdict(list)
    for entry in entries:
        if entry.briefing.duplicate_of:
            found[entry.briefing.duplicate_of].append(entry.slug)
    return found


def _events(plan: Plan) -> Mapping[str, list[tuple[str, str, int]]]:
    """Slug of a briefing → (the one that gives an event its title, slug of the event, reports) per event."""
    found: dict[str, list[tuple[str, str, int]]] = defaultdict(list)
    for event in plan.relations.events if plan.site.shows("events") else ():
        for slug in event.briefings:
            found[slug].append((event.title, event.slug, len(event.briefings)))
    return found
