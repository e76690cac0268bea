"""A few briefings more or fewer are settled like the whole archive, and only where they can matter."""

from __future__ import annotations

from hypothesis import given, settings
from hypothesis import strategies as st

from builder.archive.people.identity import settle
from builder.archive.people.resettle import Naming, keys_named, settle_again
from builder.ingest.naming.binding import bind_names
from builder.model import Mention, Person

NAMES = (
    "John Foster Dulles", "Allen Dulles", "Dulles", "Foster", "Ngo Dinh Diem", "Diem", "Ngo", "George Bush",
    "George W. Bush", "George H. W. Bush", "Bush", "Valéry Giscard d'Estaing", "Giscard", "Estaing",
    "Hu Jintao", "Hu", "Jintao", "Abu Hassan", "Hassan", "Abd Hassan", "Lyndon Johnson", "U. Alexis Johnson",
    "Johnson", "Alexis", "Kim Jong Il", "Kim", "Kim Philby", "Philby", "Sergei Lavrov",
    "Sergey Lavrov", "Lavrov",
)  # fmt: skip
ROLES = ("", "", "King", "King", "President", "Secretary of State", "Director", "Ambassador")
PEOPLE = (
    (),
    (Person("foster", "J. F. Dulles", ("Foster", "Lavrov Junior")), Person("hid", "Kim Philby", hidden=True)),
    (Person("sr", "Bush the Elder", ("George Bush",)), Person("jr", "Bush the Younger", ("George Bush",))),
)


@st.composite
def briefings(draw: st.DrawFn) -> tuple[str, tuple[Mention, ...]]:
    names = draw(st.lists(st.sampled_from(NAMES), max_size=6))
    bound = bind_names(names)
    mentions = tuple(
        Mention(name, bound[name], number + 1, 0, 0, "scorer", draw(st.sampled_from(ROLES)))
        for number, name in enumerate(names)
    )
    return draw(st.sampled_from(("", "1955-03-01", "1961", "1989-05-05", "2003-01-31"))), mentions


def naming(briefing: tuple[str, tuple[Mention, ...]]) -> Naming:
    return Naming(briefing[0], briefing[1], keys_named(briefing[1]))


@given(
    old=st.dictionaries(st.sampled_from("abcdefgh"), briefings(), min_size=2, max_size=8),
    edits=st.dictionaries(st.sampled_from("abcdefghij"), st.none() | briefings(), min_size=1, max_size=3),
    people=st.sampled_from(PEOPLE),
)
@settings(max_examples=300, deadline=None)
def test_settling_what_changed_equals_settling_everything(
    old: dict[str, tuple[str, tuple[Mention, ...]]],
    edits: dict[str, tuple[str, tuple[Mention, ...]] | None],
    people: tuple[Person, ...],
) -> None:
    new = {slug: b for slug, b in {**old, **edits}.items() if b}
    before = settle({k: m for k, (_, m) in old.items()}, {k: d for k, (d, _) in old.items()}, people)
    whole = settle({k: m for k, (_, m) in new.items()}, {k: d for k, (d, _) in new.items()}, people)
    again = settle_again(
        before.tags,
        {slug: naming(briefing) for slug, briefing in new.items()},
        {slug: naming(old[slug]) if slug in old else None for slug in edits},
        people,
    )
    assert again == dict(whole.tags)
