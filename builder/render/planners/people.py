"""A page per person: first the briefings that are about the person, then those that only name him or her."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from typing import Any

from builder.model import Briefing, Entry, Person, Term
from builder.permalinks import page_path, pair_path
from builder.render.dates import long_date, span_words
from builder.render.jsontext import dump, in_block
from builder.render.page import NOTHING, Page, Part, Plan, Site, blob_part, entry_part, part
from builder.render.parts import Link, Passage, RoleView, StatementView
from builder.render.pictures import timeline
from builder.render.planners.common import (
    Table,
    Tally,
    about_first,
    at_page,
    columns,
    edited_part,
    feed_refs,
    head,
    is_whole,
    items_of,
    links,
    mentions_part,
    paginate,
    recorded_part,
    row_of,
    slices,
    titles_of,
    without,
)
from builder.render.planners.quoting import fit_passages, fit_statements
from builder.render.planners.roles import role_views, roles_over_time
from builder.render.planners.tables import list_refs
from builder.render.text.mentions import passages_of
from builder.render.text.statements import statements_of
from builder.render.views import TEMPLATES, PersonView

MOST_WITH = 24


def plan_people(plan: Plan) -> Iterator[Page]:
    size = plan.site.config.build.page_size
    table, facts = Table(plan.archive.entries, *_wanted(plan.site)), _Facts(plan)
    for term in plan.archive.people.values():
        person = term.about
        assert isinstance(person, Person)
        names = names_of(person)
        known = (term.slug, term.title, person.note, person.reviewed, names)
        dates = [entry.briefing.date for entry in term.entries]
        span = span_words(dates, plan.site.words) if plan.site.shows("span") else ""
        counts = (len(term.entries), len(term.main), span)
        path = page_path("people", term.slug)
        for number, entries in slices(about_first(term), size):
            more, titled = facts.of(term, person, names, dates) if number == 1 else ((), ())
            slugs, titles = titles_of(titled)
            held, parts = table.columns(entries)
            yield Page(
                at_page(path, number),
                make_person,
                (
                    part((term.digest, known, counts, more, slugs, number, size, held)),
                    blob_part(term.prose) if term.prose and number == 1 else NOTHING,
                    *titles,
                    *parts,
                ),
                TEMPLATES[PersonView],
                "person",
            )


def names_of(person: Person) -> tuple[str, ...]:
    """Every way the archive writes a person's name, the chosen one first."""
    return tuple(dict.fromkeys((person.name, *person.aliases)))


def _wanted(site: Site) -> tuple[Callable[[Entry], Part], ...]:
    """Of each briefing: who is named where, who said what, its text if a person changed it, front matter."""
    mentions = mentions_part if site.shows("passages") else without
    said = (_said, _edited) if site.shows("statements") else (without, without)
    return mentions, *said, entry_part


def _said(entry: Entry) -> Part:
    return recorded_part(entry, "statements")


def _edited(entry: Entry) -> Part:
    return edited_part(entry, "statements")


class _Facts:
    """What first pages of people show besides their briefings."""

    def __init__(self, plan: Plan) -> None:
        self.plan, self.people, self.issues = plan, Tally(plan, "people"), Tally(plan, "issues")
        self.with_others = plan.site.shows("named_with")
        self.pairs: dict[str, dict[str, str]] = defaultdict(dict)
        """Person → the other one → the page of both."""
        for one, other in plan.relations.pairs if self.with_others else ():
            self.pairs[one][other] = self.pairs[other][one] = pair_path(one, other)

    def of(
        self, term: Term, person: Person, names: tuple[str, ...], dates: Sequence[str]
    ) -> tuple[tuple[Any, ...], list[Entry]]:
        """And the briefings whose titles that needs."""
        site, entries, slug = self.plan.site, term.entries, term.slug
        dated = [entry for entry in entries if entry.briefing.date]
        ends = [dated[-1], dated[0]] if dated else []
        roles = roles_over_time(entries, names, _whole_on(site)) if site.shows("roles") else ()
        undated = {slug for span in roles for date, slug, _ in span[2:] if not date}
        pairs = self.pairs.get(slug, {})
        facts = (
            _also(entries, names) if site.shows("also") else (),
            tuple(sorted(person.links.items())),
            roles,
            tuple((e.briefing.date, e.slug) for e in ends),
            tuple(dates) if site.shows("timeline") else (),
            self.people.most_frequent(entries, MOST_WITH, slug, pairs) if self.with_others else (),
            self.issues.most_frequent(entries),
        )
        return facts, [*ends, *(self.plan.archive.by_slug[slug] for slug in sorted(undated))]


def _also(entries: Iterable[Entry], names: tuple[str, ...]) -> tuple[tuple[str, int], ...]:
    """Other ways the name is written, with the briefings that do, most often first."""
    if len(names) == 1:
        return ()
    written = Counter(name for entry in entries for name in entry.briefing.people if name in names)
    return tuple((name, written[name]) for name in sorted(names[1:], key=lambda n: (-written[n], n)))


def _whole_on(site: Site) -> Callable[[Entry], bool]:
    return lambda entry: is_whole(site, entry.briefing)


def make_person(site: Site, own: tuple[Any, ...], prose: str, *rest: Any) -> PersonView:
    _, (slug, title, note, reviewed, names), (total, main, span), more, titled, number, size, held = own
    titles, rest = dict(zip(titled, rest, strict=False)), rest[len(titled) :]
    path = page_path("people", slug)
    feeds = feed_refs(site, path, title, total)
    mentions, said, texts, briefings = columns(rest, held)
    items = [
        item._replace(passages=passages(site, found, briefing, names)) if found else item
        for item, found, briefing in zip(items_of(site, briefings), mentions, briefings, strict=True)
    ]
    statements = [
        tuple(_statements(site, *quoted, names))
        for quoted in zip(said, texts, briefings, strict=True)
        if quoted[0]
    ]
    cut = min(max(main - (number - 1) * size, 0), len(items))
    extra = _first_page(site, title, more, titles, total) if more else {}
    if more:
        extra["data"] = (*feeds, *list_refs(site, path, total))
    view = PersonView(
        head=head(
            site, at_page(path, number), title, feeds=feeds, description=note,
            jsonld=_jsonld(title, names, note) if site.shows("jsonld") else "",
        ),
        name=title,
        count=total,
        span=span,
        items=(),
        pagination=paginate(path, number, size, total),
        note=note,
        prose=prose,
        reviewed=reviewed,
        **extra,
    )  # fmt: skip
    quoted = fit_statements(view, items, statements)
    shown = fit_passages((view, quoted), items)
    return view._replace(statements=quoted, items=shown[:cut], named=shown[cut:])


def _first_page(
    site: Site, title: str, more: tuple[Any, ...], titles: Mapping[str, str], total: int
) -> dict[str, Any]:
    also, elsewhere, roles, ends, dates, named_with, issues = more
    words = site.words
    spans: tuple[RoleView, ...] = role_views(roles, titles, words)
    return {
        "also": tuple(Link(name, count=n) for name, n in also),
        "links": elsewhere,
        "roles": spans,
        "ends": tuple(
            Link(titles[slug], page_path("briefings", slug), note=long_date(date, words))
            for date, slug in (ends if total > 1 else ends[:1])
        ),
        "timeline": timeline("over-time", title, dates, words)
        if total > 1 and site.shows("timeline")
        else None,
        "named_with": links(named_with),
        "issues": links(issues),
    }


def passages(
    site: Site, mentions: Mapping[str, Any], briefing: Briefing, names: Sequence[str]
) -> tuple[Passage, ...]:
    """The sentences of a briefing that name a person, where its text may be shown."""
    if not is_whole(site, briefing):
        return ()
    return passages_of(mentions, names, page_path("briefings", briefing.slug))


def _statements(
    site: Site, said: Mapping[str, Any], text: str, briefing: Briefing, names: Sequence[str]
) -> Iterator[StatementView]:
    """What the person says in a briefing; of a text that was edited only what still stands in it. A copy says
    nothing that its original does not say.
    """
    if briefing.duplicate_of or not is_whole(site, briefing):
        return
    path = page_path("briefings", briefing.slug)
    for it in statements_of(said, text):
        if it.name in names:
            yield StatementView(it.words, row_of(site, briefing), f"{path}#{it.anchor}", it.evidence)


def _jsonld(name: str, names: Sequence[str], note: str) -> str:
    value: dict[str, Any] = {"@context": "https://schema.org", "@type": "Person", "name": name}
    if len(names) > 1:
        value["alternateName"] = list(names[1:])
    if note:
        value["description"] = note
    return in_block(dump(value))
