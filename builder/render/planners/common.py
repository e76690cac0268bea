"""What several planners share: heads, rows, pagination, the most frequent names."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from itertools import chain, compress, islice, starmap
from operator import attrgetter
from typing import Any

from builder.model import EMPTY, Briefing, Entry, Term
from builder.permalinks import below, page_path, permalink
from builder.render.dates import date_view, long_date
from builder.render.page import NOTHING, Part, Plan, Site, held_part, title_part
from builder.render.parts import FeedRef, Head, Item, Link, Pagination, Row
from builder.render.rights import public_words
from builder.render.theme.words import direction

Named = tuple[str, str, int]
"""A term among the facts of a page: its name, where it leads, and how many briefings are behind it."""
MOST = 24
"""Names shown beside a list: the most frequent ones."""


def head(site: Site, path: str, title: str, **more: Any) -> Head:
    """What `<head>` says of a page."""
    base = site.view.base_url
    if "canonical" not in more:
        more["canonical"] = permalink(base, path) if base else ""
    if "properties" not in more and site.shows("properties"):
        more["properties"] = open_graph(site, title, more["canonical"], more.get("description", ""))
    return Head(title, path, **more)


def open_graph(
    site: Site, title: str, url: str, description: str, kind: str = "website"
) -> tuple[tuple[str, str], ...]:
    """How a page looks where it is shared."""
    found = (
        ("og:type", kind),
        ("og:title", title),
        ("og:site_name", site.view.title),
        ("og:url", url),
        ("og:description", description),
        ("og:locale", site.view.language.replace("-", "_")),
        ("og:image", site.view.card),
        *((("og:image:alt", site.view.title),) if site.view.card else ()),
    )
    return tuple([tag for tag in found if tag[1]])


def is_whole(site: Site, briefing: Briefing) -> bool:
    """All of its text may be shown."""
    return public_words(briefing, site.config.outlets) is None


def public_part(site: Site, briefing: Briefing) -> Briefing:
    """The briefing without what rights keep back: of a text that is not shown whole, summary and captions."""
    return briefing if is_whole(site, briefing) else briefing._replace(summary="", figures=())


def page_address(site: Site, briefing: Briefing) -> str:
    """Where a briefing's page is found: with the site's address, where it has one."""
    path = page_path("briefings", briefing.slug)
    return permalink(site.view.base_url, path) if site.view.base_url else path


def row_of(site: Site, briefing: Briefing) -> Row:
    """A briefing's line in lists; made once per process, however many lists show it."""
    return site.once(_row_of, briefing)


def rows_of(site: Site, briefings: Iterable[Briefing]) -> list[Row]:
    """`row_of` each of them."""
    return site.each(_row_of, briefings)


def items_of(site: Site, briefings: Iterable[Briefing]) -> list[Item]:
    """An item for each of them that says no more than its row; made once per process as well."""
    return site.each(_item_of, briefings)


def _item_of(site: Site, briefing: Briefing) -> Item:
    return Item(row_of(site, briefing))


def _row_of(site: Site, briefing: Briefing) -> Row:
    return Row(
        slug=briefing.slug,
        path=page_path("briefings", briefing.slug),
        title=briefing.title,
        date=date_view(briefing.date, site.words, printed=briefing.date_text),
        outlet=briefing.outlet,
        dateline=briefing.dateline,
        summary=briefing.summary if is_whole(site, briefing) else "",
        lang=briefing.lang,
        dir=direction(briefing.lang),
        state="withdrawn" if briefing.withdrawn else "duplicate" if briefing.duplicate_of else "",
    )


def undated_item(site: Site, briefing: Briefing, bounds: str) -> Item:
    """A briefing's line in a list of undated ones, with the days between which it lies."""
    words, told = site.words, bounds and not briefing.date
    return Item(row_of(site, briefing), reason=words("bounds", d=long_date(bounds, words)) if told else "")


def titles_of(entries: Iterable[Entry]) -> tuple[tuple[str, ...], tuple[Part, ...]]:
    """Other briefings whose titles a page shows: their slugs, for its facts, and a part for each of them."""
    found = {entry.slug: title_part(entry) for entry in entries}
    return tuple(found), tuple(found.values())


class Tally:
    """The people or issues of an archive, to be counted in some of its briefings."""

    def __init__(self, plan: Plan, room: str) -> None:
        self._room = attrgetter(room)
        self._named = {slug: (term.title, page_path(room, slug)) for slug, term in plan.terms(room).items()}

    def most_frequent(
        self, entries: Iterable[Entry], most: int = MOST, without: str = "", ways: Mapping[str, str] = EMPTY
    ) -> tuple[Named, ...]:
        """Most frequent first, by slug among equals. `ways`: where some lead, if not to their own page."""
        counts = Counter(chain.from_iterable(map(self._room, entries)))
        counts.pop(without, None)
        named = self._named
        ranked = filter(named.__contains__, sorted(sorted(counts), key=counts.__getitem__, reverse=True))
        found = [(slug, *named[slug]) for slug in islice(ranked, most)]
        return tuple([(title, ways.get(slug, path), counts[slug]) for slug, title, path in found])


def links(named: Iterable[Named]) -> tuple[Link, ...]:
    """Terms as pages lead to them."""
    return tuple(starmap(Link, named))


def about_first(term: Term) -> tuple[Entry, ...]:
    """A term's briefings: those that are about it, then those that only name it, both newest first."""
    if len(term.main) == len(term.entries):
        return term.entries
    main = {entry.slug for entry in term.main}
    return (*term.main, *(entry for entry in term.entries if entry.slug not in main))


class Table:
    """What the lists of one kind are made from of each briefing: `wanted`, column by column."""

    def __init__(self, entries: Sequence[Entry], *wanted: Callable[[Entry], Part]) -> None:
        found = [[column(entry) for entry in entries] for column in wanted]
        self._held = [column.count(NOTHING) < len(column) for column in found]
        """What holds nothing of any briefing need not be looked for in each list."""
        rows = zip(*compress(found, self._held), strict=True)
        self._rows = dict(zip([entry.briefing.slug for entry in entries], rows, strict=True))

    def columns(self, entries: Iterable[Entry]) -> tuple[tuple[bool, ...], list[Part]]:
        """Which columns hold anything of these briefings, for the facts of a page; and the parts in those."""
        some = zip(*[self._rows[entry.briefing.slug] for entry in entries], strict=True)
        found: list[Sequence[Part]] = [next(some, ()) if is_held else () for is_held in self._held]
        held = tuple([column.count(NOTHING) < len(column) for column in found])
        return held, [*chain.from_iterable(compress(found, held))]


def columns(parts: Sequence[Any], held: Sequence[bool]) -> list[Sequence[Any]]:
    """The values of parts that `Table` gave, by column; "" all along in one that holds nothing."""
    size = len(parts) // max(1, sum(held))
    found = iter([parts[start : start + size] for start in range(0, len(parts), size or 1)])
    nothing = ("",) * size
    return [next(found) if is_held else nothing for is_held in held]


def mentions_part(entry: Entry) -> Part:
    """Who is named where in a briefing."""
    return held_part(entry, "mentions")


def recorded_part(entry: Entry, name: str) -> Part:
    """What the record says under this name of a briefing's text; nothing of a text that a person emptied."""
    gone = name in entry.blobs and entry.edited and not entry.blobs["prose"].size
    return NOTHING if gone else held_part(entry, name)


def edited_part(entry: Entry, name: str) -> Part:
    """The text that a person changed, where the record says something of it under this name: it may not hold
    any more what the record speaks of.
    """
    return held_part(entry, "prose") if name in entry.blobs and entry.edited else NOTHING


def without(entry: Entry) -> Part:
    """A column that no template of the theme asks for."""
    return NOTHING


def at_page(path: str, number: int) -> str:
    """A further page of a list."""
    return path if number == 1 else below(path, f"page/{number}/")


def paginate(path: str, number: int, size: int, items: int) -> Pagination:
    """Where page `number` of a list of `items` stands."""
    total = max(1, -(-items // size))
    if total == 1:
        return Pagination(items=items)
    shown = sorted({1, total, *range(max(1, number - 2), min(total, number + 2) + 1)})
    links: list[Link] = []
    for n in shown:
        if links and links[-1].text.isdigit() and n - int(links[-1].text) > 1:
            links.append(Link("…"))
        links.append(Link(str(n), at_page(path, n) if n != number else ""))
    before = at_page(path, number - 1) if number > 1 else ""
    after = at_page(path, number + 1) if number < total else ""
    return Pagination(number, total, items, before, after, tuple(links))


def slices(items: Sequence[Any], size: int) -> Iterator[tuple[int, Sequence[Any]]]:
    """(page number, its items); an empty list still has its first page."""
    for number, start in enumerate(range(0, max(1, len(items)), size), 1):
        yield number, items[start : start + size]


def has_feed(site: Site) -> bool:
    """Feeds need the archive's address: they are read elsewhere."""
    return bool(site.view.base_url and site.config.build.feed_limit)


def is_list(term: Term) -> bool:
    """Whether a term has feeds and files of its own: for a single briefing, the briefing's are enough."""
    return len(term.entries) > 1


def feed_refs(site: Site, path: str, name: str, count: int) -> tuple[FeedRef, ...]:
    """The Atom feed below a page, where there are feeds."""
    if not has_feed(site) or count < 2:
        return ()
    return (FeedRef(site.words("feed_atom", name=name), below(path, "feed.xml")),)
