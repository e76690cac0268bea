"""All people, issues, outlets and years: by name and by count."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import groupby
from typing import Any

from builder.model import Person, Term
from builder.permalinks import page_path
from builder.render.page import Page, Plan, Site, part
from builder.render.parts import FeedRef, Link
from builder.render.planners.common import at_page, head, paginate, slices
from builder.render.planners.quoting import PAGE, weight
from builder.render.views import TEMPLATES, Group, IndexView

SIZES = (500, 400, 300, 200, 100)
"""Names on one page of an index: the most that no page is too heavy with."""

ROOMS = ("people", "issues", "outlets", "years")
Sorted = tuple[str, str, Link]
"""(sort key, letter, entry)."""
_NAME = 35
"""Bytes that a name in an index takes beyond what any thing on a page takes."""


def plan_indexes(plan: Plan) -> Iterator[Page]:
    listed = "templates/list.html" in plan.theme.files
    for room in ROOMS if listed else ("people", "issues"):
        path, other = page_path(room), page_path(room, "by-count")
        named = sorted((_sorted(plan, room, term) for term in plan.terms(room).values()), key=_by_name)
        if room == "years":
            named = [("", "", link) for _, _, link in reversed(named)]
        counted = sorted(named, key=lambda item: (-item[2].count, item[2].path))
        yield from _pages(plan, room, path, named, "name", other if room != "years" else "")
        if room != "years" and named:
            flat = [("", "", link) for _, _, link in counted]
            yield from _pages(plan, room, other, flat, "count", path)


def _by_name(item: Sorted) -> tuple[str, str, str]:
    # By letter first: a name that begins with a quotation mark must not open its letter a second time.
    return item[1], item[0], item[2].path


def _sorted(plan: Plan, room: str, term: Term) -> Sorted:
    shown = inverted(term.about) if isinstance(term.about, Person) else term.title
    note = getattr(term.about, "note", "")
    key = sort_key(shown)
    first = next((char for char in key if char.isalnum()), "#")
    letter = first.upper() if first.isalpha() else "#"
    return key, letter, Link(shown, page_path(room, term.slug), len(term.entries), note)


def inverted(person: Person) -> str:
    """`Kerry, John` where the family name comes last in the name; as it is where it comes first.

    A name of one word stays. An article (`al-Assad`) stays with the name, and does not count in sorting; what
    tells two of one name apart stays behind: `Hill, John (Senator)`.
    """
    name, opened, mark = person.name.partition(" (")
    family = person.family or name.split()[-1]
    if name == family or name.startswith(f"{family} ") or not name.endswith(family):
        return person.name
    given = name[: len(name) - len(family)].rstrip(" -")
    hidden = given.rpartition(" ")
    if name[: len(name) - len(family)].endswith("-"):  # family `Assad` of `Bashar al-Assad`
        return f"{hidden[2]}-{family}, {hidden[0]}{opened}{mark}" if hidden[0] else person.name
    return f"{family}, {given}{opened}{mark}" if given else person.name


def sort_key(text: str) -> str:
    """For ordering names: letters without case, accents and leading articles."""
    from anyascii import anyascii

    plain = anyascii(text).casefold()
    for article in ("al-", "el-", "the "):
        plain = plain.removeprefix(article)
    return plain


def index_size(links: Sequence[Link]) -> int:
    """How many of them, in this order, stand on a page."""
    weights = [_NAME + weight(link) for link in links]
    for size in SIZES:
        if all(sum(weights[start : start + size]) <= PAGE for start in range(0, len(weights), size)):
            return size
    return SIZES[-1]


def _letters(named: Sequence[Sorted], path: str, size: int) -> tuple[Link, ...]:
    """A link to each letter in use, on the page where it begins; the other letters without one. None for few
    names, or for years.
    """
    page_of: dict[str, int] = {}
    for position, (_, letter, _) in enumerate(named):
        page_of.setdefault(letter, position // size + 1)
    if len(named) < 20 or "" in page_of:
        return ()
    alphabet = sorted(set("ABCDEFGHIJKLMNOPQRSTUVWXYZ") | set(page_of))
    return tuple(
        Link(letter, f"{at_page(path, page_of[letter])}#{anchor(letter)}" if letter in page_of else "")
        for letter in alphabet
    )


def anchor(letter: str) -> str:
    """The id of a letter's section."""
    return "other" if letter == "#" else letter.lower()


def _pages(plan: Plan, room: str, path: str, listed: Sequence[Sorted], by: str, other: str) -> Iterator[Page]:
    size = index_size([link for _, _, link in listed])
    letters = _letters(listed, path, size) if by == "name" else ()
    for number, some in slices(listed, size):
        groups = tuple(
            (letter, tuple(link for _, _, link in found))
            for letter, found in groupby(some, key=lambda item: item[1])
        )
        yield Page(
            at_page(path, number),
            make_index,
            (part((room, path, number, size, len(listed), by, other)), part(groups), part(letters)),
            TEMPLATES[IndexView],
            "index",
        )


def make_index(site: Site, facts: Any, groups: Any, letters: tuple[Link, ...]) -> IndexView:
    room, path, number, size, count, by, other = facts
    words = site.words
    data: tuple[FeedRef, ...] = ()
    if site.config.build.data:
        data = (FeedRef(words("csv_of", name=words(room)), f"/data/{room}.csv", "text/csv"),)
    return IndexView(
        head=head(site, at_page(path, number), words(room)),
        kind=room,
        title=words(room),
        count=count,
        groups=tuple(Group(letter, links) for letter, links in groups),
        pagination=paginate(path, number, size, count),
        letters=letters,
        by=by,
        other=Link(words("by_count" if by == "name" else "by_name"), other) if other and count else None,
        data=data if room != "years" and count else (),
    )
