"""The offices of a person over time, as the texts phrase them: each phrase with first and last date and line.

In: a person's briefings with what their records keep of offices. Out: plain facts, and `RoleView`s of them.
Nothing is filled in: a phrase that was printed twice has two dates, and the time between is not claimed.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Collection, Iterable, Mapping

from builder.edtf import sort_key
from builder.model import Entry
from builder.permalinks import page_path
from builder.render.dates import date_view
from builder.render.parts import Link, RoleView
from builder.render.theme.words import Words

MOST = 16
"""Offices of a person that are shown: the most used ones."""


Seen = tuple[str, str, str]
"""Date and slug of a briefing, whose title is shown where it has no date; path of the paragraph."""

Span = tuple[str, int, Seen, Seen]
"""(phrase, briefings, first, last)."""


def roles_over_time(
    entries: Iterable[Entry], names: Collection[str], whole: Callable[[Entry], bool] = lambda _: True
) -> tuple[Span, ...]:
    """Every office that the briefings give someone of these names, earliest first, undated ones last.

    `whole`: all of a briefing's text is shown, and so the paragraph that gives the office.
    """
    groups: dict[str, dict[str, tuple[str, Entry, str]]] = {}
    for entry in entries:
        for name, role, anchor in entry.account.roles if entry.account else ():
            if name in names:
                anchor = anchor if whole(entry) and not entry.edited else ""
                groups.setdefault(_key(role), {}).setdefault(entry.slug, (role, entry, anchor))
    ranked = sorted(groups.items(), key=lambda item: (-len(item[1]), item[0]))[:MOST]
    spans = [_span(list(found.values())) for _, found in ranked]
    return tuple(sorted(spans, key=lambda span: (span[2][0] == "", sort_key(span[2][0]), span[0])))


def _key(role: str) -> str:
    return " ".join(role.casefold().replace(".", "").split()).removeprefix("the ")


def _span(found: list[tuple[str, Entry, str]]) -> Span:
    phrases = Counter(role for role, _, _ in found)
    phrase = min(phrases, key=lambda role: (-phrases[role], role))
    dated = [item for item in found if item[1].briefing.date]
    ordered = sorted(dated or found, key=lambda item: (sort_key(item[1].briefing.date), item[1].slug))
    return phrase, len(found), _seen(ordered[0]), _seen(ordered[-1] if dated else ordered[0])


def _seen(item: tuple[str, Entry, str]) -> Seen:
    _, entry, anchor = item
    path = page_path("briefings", entry.slug)
    return entry.briefing.date, entry.slug, f"{path}#{anchor}" if anchor else path


def role_views(spans: Iterable[Span], titles: Mapping[str, str], words: Words) -> tuple[RoleView, ...]:
    """The offices as pages show them; `titles`: of the undated briefings, by slug."""
    return tuple(
        RoleView(
            phrase,
            count,
            _link(first, titles, words),
            None if last == first or first[0] == last[0] != "" else _link(last, titles, words),
        )
        for phrase, count, first, last in spans
    )


def _link(seen: Seen, titles: Mapping[str, str], words: Words) -> Link:
    date, slug, path = seen
    return Link(date_view(date, words).short if date else titles[slug], path)
