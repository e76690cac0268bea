"""Decisions about people become files; nothing that was decided comes back."""

from __future__ import annotations

from collections.abc import Iterable

import pytest

from builder.archive.curation import Change
from builder.archive.frontmatter import dump, parse
from builder.archive.people.curate_people import (
    People,
    confirm_person,
    hide_person,
    merge_people,
    part_people,
    rename_person,
    split_person,
)
from builder.archive.people.personfile import parse_person
from builder.archive.people.register import Register
from builder.errors import ContentError
from builder.model import Person

NAMES = {"Sergei Lavrov": 5, "Sergey V. Lavrov": 2, "John Kerry": 4, "J. Doe": 1, "Jane Doe": 2}


def people(*curated: Person, bodies: dict[str, str] | None = None, names: dict[str, int] = NAMES) -> People:
    register = Register.build(curated, names)
    return People(
        {p.slug: p for p in register.people},
        {p.slug: f"content/people/{p.slug}.md" for p in curated},
        bodies or {},
    )


def after(state: People, changes: Iterable[Change], names: dict[str, int] = NAMES) -> Register:
    """The register of the next build, from the files as they would be written and read back."""
    files = dict.fromkeys(state.paths.values())
    kept = {path: next(p for s, p in state.by_slug.items() if state.paths.get(s) == path) for path in files}
    found = dict(kept)
    for change in changes:
        if change.values is None:
            found.pop(change.path)
        else:
            found[change.path] = parse_person(parse(dump(change.values, change.body), change.path))
    return Register.build(found.values(), names)


def test_confirming_writes_the_file_with_every_spelling() -> None:
    state = people()
    register = after(state, confirm_person(state, state.get("Sergei Lavrov"), "Foreign minister"))
    lavrov = register.find("Sergei Lavrov")
    assert lavrov and lavrov.reviewed and lavrov.note == "Foreign minister"
    assert register.find("Sergey V. Lavrov") == lavrov


def test_a_merge_keeps_names_and_paths_so_that_the_next_ingest_brings_nobody_back() -> None:
    state = people()
    register = after(state, merge_people(state, state.get("Jane Doe"), [state.get("John Kerry")]))
    jane = register.find("John Kerry")
    assert jane and jane.slug == "jane-doe"
    assert "john-kerry" in jane.old_slugs
    assert [p.slug for p in register.people if "kerry" in p.slug] == []


def test_merging_two_files_leaves_one_with_both_biographies() -> None:
    one = Person("a-one", "Ann One", reviewed=True)
    two = Person(
        "b-two", "Bea Two", note="A note", old_slugs=("bea",), distinct_from=("a-one",), reviewed=True
    )
    state = people(one, two, bodies={"a-one": "First.", "b-two": "Second.\n"}, names={})
    written, removed = merge_people(state, one, [two])
    assert removed == Change("content/people/b-two.md", None)
    assert written.body == "First.\n\nSecond."
    assert written.values == {
        "name": "Ann One",
        "aliases": ["Bea Two"],
        "note": "A note",
        "old_slugs": ["b-two", "bea"],
    }


def test_who_was_kept_apart_from_the_merged_is_now_kept_apart_from_the_one_that_stays() -> None:
    one, two = Person("a-one", "Ann One"), Person("b-two", "Bea Two")
    third = Person("c", "Cy Two", distinct_from=("b-two",))
    changes = merge_people(people(one, two, third, names={}), one, [two])
    assert {c.path: c.values and c.values.get("distinct_from") for c in changes} == {
        "content/people/a-one.md": None,
        "content/people/b-two.md": None,
        "content/people/c.md": ["a-one"],
    }


def test_a_split_gives_each_its_spellings_and_keeps_them_apart() -> None:
    names = {"George W. Bush": 3, "George H. W. Bush": 2}
    both = Person("george-bush", "George W. Bush", ("George H. W. Bush",), reviewed=True)
    state = people(both, names=names)
    register = after(state, split_person(state, both, ["George H. W. Bush"], "George H. W. Bush"), names)
    son, father = register.find("George W. Bush"), register.find("George H. W. Bush")
    assert son and father and son.slug != father.slug
    assert son.distinct_from == (father.slug,) and father.distinct_from == (son.slug,)


def test_a_rename_moves_the_file_and_the_old_name_still_leads_there() -> None:
    state = people(Person("dmitri-peskov", "Dmitri Peskov", reviewed=True), names={"Dmitri Peskov": 3})
    changes = rename_person(state, state.get("dmitri-peskov"), "Dmitry Peskov")
    assert Change("content/people/dmitri-peskov.md", None) in changes
    found = after(state, changes, {"Dmitri Peskov": 3}).find("Dmitri Peskov")
    assert found and (found.slug, found.name, found.old_slugs) == (
        "dmitry-peskov",
        "Dmitry Peskov",
        ("dmitri-peskov",),
    )


def test_renaming_back_takes_the_old_path_again() -> None:
    state = people(Person("b", "Bea", ("Ann",), old_slugs=("ann",)), names={})
    written, _ = rename_person(state, state.get("b"), "Ann")
    assert written.path == "content/people/ann.md"
    assert written.values == {"name": "Ann", "aliases": ["Bea"], "old_slugs": ["b"]}


def test_hiding_and_showing_again_are_one_key() -> None:
    state = people(Person("x", "X Y"), names={})
    (hidden,) = hide_person(state, state.get("x"))
    assert hidden.values == {"name": "X Y", "hidden": True}
    (shown,) = hide_person(state, state.get("x"), hidden=False)
    assert shown.values == {"name": "X Y"}


def test_parting_two_people_writes_both_files() -> None:
    state = people()
    changes = part_people(state, state.get("J. Doe"), state.get("John Kerry"))
    assert sorted(c.path for c in changes) == [
        f"content/people/{state.get('J. Doe').slug}.md",
        "content/people/john-kerry.md",
    ]


@pytest.mark.parametrize(
    ("name", "message"),
    [("Kerri", "There is no person 'Kerri'"), ("Someone Kerry", "Did you mean 'John Kerry'?")],
)
def test_an_unknown_person_is_a_problem_with_a_hint(name: str, message: str) -> None:
    with pytest.raises(ContentError, match=r"E355") as error:
        people().get(name)
    assert message in str(error.value)


def test_decisions_that_make_no_sense_are_refused() -> None:
    state = people(Person("x", "X Y", ("X Z",)), Person("q", "Q R"), names={})
    person = state.get("x")
    for refused in (
        lambda: merge_people(state, person, [person]),
        lambda: split_person(state, person, ["X Y", "X Z"], "New"),
        lambda: split_person(state, person, ["Nobody"], "New"),
        lambda: rename_person(state, person, "Q R"),
        lambda: part_people(state, person, person),
    ):
        with pytest.raises(ContentError, match="E356"):
            refused()


def test_a_split_undoes_a_merge_and_the_other_has_the_old_slug_back() -> None:
    names = {"John Kerry": 4, "Jen Psaki": 2}
    merged = Person("john-kerry", "John Kerry", ("Jen Psaki",), old_slugs=("jen-psaki",), reviewed=True)
    state = people(merged, names=names)
    register = after(state, split_person(state, merged, ["Jen Psaki"], "Jen Psaki"), names)
    found = register.find("Jen Psaki")
    assert found and found.slug == "jen-psaki"
    kerry = register.find("John Kerry")
    assert kerry and kerry.old_slugs == ()


def test_a_split_to_a_name_that_makes_the_same_slug_makes_another() -> None:
    one = Person("john-hill", "John Hill", ("J. Hill",), reviewed=True)
    state = people(one, names={"John Hill": 2, "J. Hill": 1})
    changes = split_person(state, one, ["J. Hill"], "John Hill")
    assert sorted(c.path for c in changes) == ["content/people/john-hill-2.md", "content/people/john-hill.md"]


def test_a_confirmed_person_is_also_written_in_another_script() -> None:
    state = people()
    changes = confirm_person(state, state.get("Sergei Lavrov"), also=["سيرغي لافروف"])
    found = after(state, changes).find("سيرغي لافروف")
    assert found and found == after(state, changes).find("Sergei Lavrov")
    with pytest.raises(ContentError, match="another person already"):
        confirm_person(state, state.get("Sergei Lavrov"), also=["John Kerry"])
