"""People who are likely one are proposed, most certain first; people who are likely two as well."""

from __future__ import annotations

import pytest

from builder.archive.people.same import SamePeople, Sighting, find_same
from builder.archive.people.twofold import country_of, find_two, is_head
from builder.model import Person


def seen(*rows: tuple[str, int, str]) -> list[Sighting]:
    """(briefing, year, office)."""
    return [Sighting(slug, year, "", (role,) if role else ()) for slug, year, role in rows]


def pair(
    one: str, other: str, a: list[Sighting] | None = None, b: list[Sighting] | None = None
) -> SamePeople | None:
    people = [Person("a", one), Person("b", other)]
    found = find_same(people, {"a": a or seen(("x", 1958, "")), "b": b or seen(("y", 1958, ""))})
    return found[0] if found else None


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Rashid Karame", "Rashid Karami"),
        ("Rashid Karame", "Rachid Karame"),
        ("Georgi Bolshikov", "Georgi Bolshakov"),
        ("Pham Huy Quat", "Phan Huy Quat"),
        ("Alexis Johnson", "Alex Johnson"),
        ("Muammar Qadhafi", "Muammar Qadhaafi"),
    ],
)
def test_spellings_of_one_name_are_proposed(one: str, other: str) -> None:
    assert pair(one, other) is not None


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("John Smith", "Mary Smith"),
        ("Bob Barnes", "Bob Barnett Quincy"),
        ("Huynh Huu Hien", "Le Van Hoa"),
        ("J. Kerry", "R. Kerry"),
    ],
)
def test_other_people_of_an_alike_name_are_not(one: str, other: str) -> None:
    assert pair(one, other) is None


def test_a_rare_office_in_common_makes_it_more_certain_and_one_briefing_with_both_less() -> None:
    plain = pair("Rashid Karame", "Rashid Karami")
    office = pair(
        "Rashid Karame",
        "Rashid Karami",
        seen(("x", 1958, "Lebanese Prime Minister")),
        seen(("y", 1958, "Lebanese prime minister")),
    )
    both = pair("Rachid Zeghar", "Rashid Zeghar", seen(("x", 1958, "")), seen(("x", 1958, "")))
    assert plain and office and office.certainty > plain.certainty
    assert "both are Lebanese Prime Minister" in office.reasons
    assert both is None


def test_the_one_named_more_often_is_kept_and_the_most_certain_come_first() -> None:
    people = [
        Person("a", "Rashid Karami"),
        Person("b", "Rashid Karame"),
        Person("c", "Hassan Oueini"),
        Person("d", "Hassan Queini"),
    ]
    sightings = {
        "a": seen(("x", 1958, "Prime Minister")),
        "b": seen(("y", 1958, "Prime Minister"), ("z", 1958, "")),
        "c": seen(("v", 1958, "")),
        "d": seen(("w", 1971, "")),
    }
    found = find_same(people, sightings)
    assert [(p.keep.slug, p.other.slug) for p in found] == [("b", "a"), ("c", "d")]
    assert found[0].certainty > found[1].certainty


def test_two_who_were_parted_are_never_proposed() -> None:
    people = [Person("a", "Rashid Karame", distinct_from=("b",)), Person("b", "Rashid Karami")]
    assert find_same(people, {}) == []


def test_a_head_of_state_and_a_senator_of_the_same_years_are_likely_two() -> None:
    rows = [(f"p{n}", 1960 + n, "President") for n in range(4)] + [
        (f"s{n}", 1961 + n, "Senator") for n in range(2)
    ]
    (found,) = find_two([Person("kennedy", "Robert Kennedy")], {"kennedy": seen(*rows)})
    assert "“President” in 4 briefings, “Senator” in 2" in found.reasons[0]
    after = [
        ("s0", 1955, "Senator"),
        ("s1", 1956, "Senator"),
        ("p0", 1961, "President"),
        ("p1", 1962, "President"),
    ]
    assert find_two([Person("kennedy", "John Kennedy")], {"kennedy": seen(*after)}) == []


def test_offices_of_two_countries_are_likely_two_people_but_an_envoy_is_one() -> None:
    rows = [("a", 1961, "French Foreign Minister"), ("b", 1962, "French Foreign Minister")]
    rows += [("c", 1961, "Belgian Foreign Minister"), ("d", 1962, "Belgian Foreign Minister")]
    assert find_two([Person("x", "X Y")], {"x": seen(*rows)})
    assert country_of("Soviet Ambassador") == "" and country_of("Soviet Premier") == "Russian"
    assert is_head("U.S. President") and not is_head("Vice President") and not is_head("University President")
