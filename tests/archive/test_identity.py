"""Who a name is, is settled for the whole archive at once, with a reason, and never by a guess."""

from __future__ import annotations

import random
from collections.abc import Mapping
from dataclasses import replace

from builder.archive.people.identity import Identity, settle
from builder.model import Mention, Person


def names(*printed: str) -> list[Mention]:
    """Mentions as ingest gives them; `office:name` has an office, `name>full` is bound to a full name."""
    found = []
    for number, text in enumerate(printed, start=1):
        role, _, name = text.rpartition(":")
        name, _, bound = name.partition(">")
        found.append(Mention(name, bound or name, number, 0, 0, "scorer", role))
    return found


def people_of(identity: Identity) -> Mapping[str, list[str]]:
    return {slug: [tag.name for tag in tags] for slug, tags in identity.tags.items()}


ARCHIVE = {
    "talks": names("Foreign Minister:Sergei Lavrov", "Lavrov>Sergei Lavrov", "Kerry"),
    "visit": names("John Kerry", "Sergey Lavrov", "Bashar Assad"),
    "army": names("Bashar al-Assad", "Assad>Bashar al-Assad"),
    "father": names("President:George H. W. Bush", "Bush>George H. W. Bush"),
    "gulf": names("President:George H. W. Bush"),
    "son": names("President:George W. Bush"),
    "war": names("President:George W. Bush"),
    "later": names("Bush"),
    "earlier": names("Bush"),
    "undated": names("Bush"),
}
DATES = {
    "talks": "2013-08-09",
    "visit": "2013-05-03",
    "army": "2013",
    "father": "1990-01-05",
    "gulf": "1991-01-17",
    "son": "2003-03-20",
    "war": "2004-05-01",
    "later": "2003-04-01",
    "earlier": "1990-08-02",
}


def test_spellings_and_bare_names_are_one_person() -> None:
    found = people_of(settle(ARCHIVE, DATES))
    assert sorted(found["talks"]) == ["John Kerry", "Sergei Lavrov"]
    assert sorted(found["visit"]) == ["Bashar al-Assad", "John Kerry", "Sergei Lavrov"]
    assert found["army"] == ["Bashar al-Assad"]


def test_a_name_is_shown_in_the_letters_that_most_briefings_write_it_in() -> None:
    spelled = {"a": "Sergei Lavrov", "b": "Sergey Lavrov", "c": "Sergej Lavrov", "d": "Сергей Лавров"}
    found = people_of(
        settle({slug: names(name) for slug, name in spelled.items()} | {"e": names("Сергей Лавров")}, {})
    )
    assert {name for people in found.values() for name in people} == {"Sergei Lavrov"}
    found = people_of(
        settle(
            {slug: names(name) for slug, name in spelled.items() if slug in "ad"}
            | {"e": names("Сергей Лавров")},
            {},
        )
    )
    assert {name for people in found.values() for name in people} == {"Сергей Лавров"}


def test_father_and_son_are_told_apart_by_date_and_nobody_is_guessed() -> None:
    identity = settle(ARCHIVE, DATES)
    assert people_of(identity)["later"] == ["George W. Bush"]
    assert people_of(identity)["earlier"] == ["George H. W. Bush"]
    assert identity.tags["later"][0].rule == "commonest-near"
    (left,) = identity.unresolved
    assert (left.briefing, left.name, left.candidates) == (
        "undated",
        "Bush",
        ("George H. W. Bush", "George W. Bush"),
    )


def test_an_office_outweighs_the_full_name_of_the_same_briefing() -> None:
    archive = {
        **{f"p{n}": names("President:John F. Kennedy") for n in range(3)},
        **{f"r{n}": names("Attorney General:Robert Kennedy") for n in range(3)},
        "both": names(
            "Attorney General:Robert Kennedy", "President:Kennedy>Robert Kennedy", "Kennedy>Robert Kennedy"
        ),
    }
    identity = settle(archive, dict.fromkeys(archive, "1962-10-20"))
    assert sorted(people_of(identity)["both"]) == ["John F. Kennedy", "Robert Kennedy"]
    assert next(t for t in identity.tags["both"] if t.name == "John F. Kennedy").rule == "office"


def test_an_office_that_another_bearer_has_is_not_taken_from_the_same_briefing() -> None:
    archive = {
        **{f"p{n}": names("President:John F. Kennedy") for n in range(3)},
        **{f"r{n}": names("Attorney General:Robert Kennedy") for n in range(8)},
        **{f"b{n}": names("Robert Kennedy", "President:Kennedy>Robert Kennedy") for n in range(3)},
        "letter": names("President:Kennedy"),
    }
    found = people_of(settle(archive, dict.fromkeys(archive, "1962-10-20")))
    assert found["letter"] == ["John F. Kennedy"]


def test_the_company_a_name_is_in_tells_two_bearers_apart() -> None:
    archive = {
        **{f"a{n}": names("Howard Jones", "Sukarno", "Nasution", "Subandrio") for n in range(4)},
        **{f"b{n}": names("Lewis Jones", "Nasser", "Fawzi", "Menzies") for n in range(4)},
        "cable": names("Jones", "Sukarno", "Nasution"),
    }
    found = people_of(settle(archive, dict.fromkeys(archive, "1959-03-13")))
    assert "Howard Jones" in found["cable"]


def test_initials_and_middle_names_join_the_fullest_name() -> None:
    archive = {
        "a": names("Paul-Henri Spaak"),
        "b": names("P. H. Spaak"),
        "c": names("Henri Spaak"),
        "d": names("G. Frederick Reinhardt"),
        "e": names("Fred Reinhardt"),
        "f": names("David Ben-Gurion"),
        "g": names("David Ben Gurion"),
    }
    assert len({tag.name for tags in settle(archive, {}).tags.values() for tag in tags}) == 3


def test_a_name_in_two_briefings_that_is_hardly_one_gets_no_page() -> None:
    doubtful = [Mention("Brent", "Brent", 1, 0, 0, "scorer", "", 0.75)]
    sure = [Mention("Subroto", "Subroto", 1, 0, 0, "scorer", "", 0.95)]
    found = people_of(settle({"a": [*doubtful, *sure], "b": [*doubtful, *sure]}, {}))
    assert found == {"a": ["Subroto"], "b": ["Subroto"]}


def test_two_of_one_name_half_a_life_apart_with_other_offices_are_two_people() -> None:
    archive = {
        "a": names("Ambassador to France:John Hill"),
        "b": names("Ambassador:John Hill"),
        "c": names("wrestler:John Hill"),
        "d": names("wrestler:John Hill", "Hill>John Hill"),
        "e": names("John Hill"),
        "f": names("Hill"),
    }
    dates = {"a": "1955-03-01", "b": "1956-01-07", "c": "2012-08-03", "d": "2013-01-09", "e": "2013-02-02"}
    found = people_of(settle(archive, {**dates, "f": "1956-02-02"}))
    assert found["a"] == found["b"] == found["f"] == ["John Hill (Ambassador)"]
    assert found["c"] == found["d"] == found["e"] == ["John Hill (wrestler)"]


def test_someone_remembered_long_after_is_still_one_person() -> None:
    archive = {
        **{f"a{n}": names("President:Charles de Gaulle") for n in range(3)},
        **{f"b{n}": names("late general:Charles de Gaulle", "wartime leader:de Gaulle") for n in range(3)},
    }
    dates = {slug: "1960-01-01" if slug[0] == "a" else "2012-01-01" for slug in archive}
    assert {tag.name for tags in settle(archive, dates).tags.values() for tag in tags} >= {
        "Charles de Gaulle"
    }


def test_what_a_person_noted_tells_two_of_one_name_apart() -> None:
    people = [
        Person("elder", "George Bush (the elder)", ("George Bush",), distinct_from=("younger",),
               note="President of the United States 1989–1993", reviewed=True),
        Person("younger", "George Bush (the younger)", ("George Bush",), distinct_from=("elder",),
               note="President of the United States 2001–2005", reviewed=True),
    ]  # fmt: skip
    archive = {
        "gulf": names("George Bush"),
        "iraq": names("President:George Bush"),
        "x": names("George Bush"),
    }
    found = settle(archive, {"gulf": "1991-01-17", "iraq": "2003-03-20"}, people)
    assert people_of(found)["gulf"] == ["George Bush (the elder)"]
    assert people_of(found)["iraq"] == ["George Bush (the younger)"]
    assert [u.briefing for u in found.unresolved] == ["x"]


def test_a_bare_name_with_an_office_that_its_bearer_never_had_is_somebody_else() -> None:
    archive = {
        **{f"a{n}": names("Ambassador:Ahmed Hussein") for n in range(4)},
        **{f"k{n}": names("King:Hussein") for n in range(3)},
    }
    found = people_of(settle(archive, dict.fromkeys(archive, "1958-07-14")))
    assert found["a0"] == ["Ahmed Hussein"]
    assert found["k0"] == ["Hussein (King)"]


def test_a_bare_name_goes_to_the_one_who_is_spelled_so() -> None:
    archive = {
        "a": names("Gamal Abdel Nasser"),
        **{f"b{n}": names("Foreign Minister:Musa Nasir") for n in range(5)},
        "c": names("Nasser"),
    }
    assert people_of(settle(archive, {}))["c"] == ["Gamal Abdel Nasser"]


def test_the_order_of_briefings_does_not_matter() -> None:
    expected = settle(ARCHIVE, DATES)
    for seed in range(10):
        slugs = list(ARCHIVE)
        random.Random(seed).shuffle(slugs)
        assert settle({slug: ARCHIVE[slug] for slug in slugs}, DATES) == expected


def test_a_name_without_a_bearer_needs_more_than_one_doubtful_briefing() -> None:
    once = settle({"a": names("Karzai")}, {})
    assert once.tags["a"] == ()
    assert once.unresolved[0].why == "no briefing gives the full name"
    twice = settle({"a": names("President:Karzai"), "b": names("Karzai")}, {})
    assert people_of(twice) == {"a": ["Karzai"], "b": ["Karzai"]}
    assert settle({"a": names("Minister:Bill"), "b": names("Bill")}, {}).tags == {"a": (), "b": ()}


def test_a_file_decides_and_a_hidden_person_has_no_tag() -> None:
    people = [
        Person("lavrov", "Sergey V. Lavrov", reviewed=True),
        Person("kerry", "John Kerry", hidden=True, reviewed=True),
        Person("bush", "George Bush (son)", ("Bush", "George W. Bush"), reviewed=True),
    ]
    identity = settle(ARCHIVE, DATES, people)
    found = people_of(identity)
    assert found["talks"] == ["Sergey V. Lavrov"]
    assert found["undated"] == ["George Bush (son)"]
    assert found["gulf"] == ["George H. W. Bush"]


def test_the_weight_says_whether_a_briefing_is_about_someone() -> None:
    mentions = [
        Mention("Kerry", "John Kerry", 0, 0, 0, "scorer"),
        Mention("John Kerry", "John Kerry", 1, 0, 0, "scorer"),
        Mention("Kerry", "John Kerry", 2, 0, 0, "scorer"),
        Mention("Jen Psaki", "Jen Psaki", 9, 0, 0, "scorer"),
    ]
    about, also = settle({"a": mentions}, {}).tags["a"]
    assert (about.name, about.mentions) == ("John Kerry", (0, 1, 2))
    assert about.weight > 0.9
    assert also.weight < 0.2


def test_every_mention_is_either_in_one_tag_or_unresolved() -> None:
    identity = settle(ARCHIVE, DATES)
    for slug, mentions in ARCHIVE.items():
        tagged = [n for tag in identity.tags[slug] for n in tag.mentions]
        left = [n for u in identity.unresolved if u.briefing == slug for n in u.mentions]
        assert sorted(tagged + left) == list(range(len(mentions)))


def addressed(*printed: str) -> list[Mention]:
    """`Mrs:Clinton>Bill Clinton`: a name with its word of address."""
    plain = names(*(text.rpartition(":")[2] for text in printed))
    return [replace(m, address=text.rpartition(":")[0]) for m, text in zip(plain, printed, strict=True)]


def test_mrs_is_not_the_husband_even_where_the_briefing_names_him() -> None:
    archive = {
        "he": addressed("Bill Clinton", "Mr:Clinton>Bill Clinton"),
        "he again": addressed("Bill Clinton"),
        "she": addressed("Laura Clinton"),
        "both": addressed("Bill Clinton", "Mrs:Clinton>Bill Clinton"),
        "alone": addressed("Mrs:Clinton"),
    }
    found = people_of(settle(archive, {}))
    assert sorted(found["both"]) == ["Bill Clinton", "Laura Clinton"]
    assert found["alone"] == ["Laura Clinton"]


def test_a_wife_whom_nobody_names_in_full_is_unresolved_or_a_page_of_her_own() -> None:
    husband = {f"he {n}": addressed("Robert Nhu") for n in range(3)}
    once = settle({**husband, "she": addressed("Madame:Nhu")}, {})
    assert once.tags["she"] == ()
    assert [(u.briefing, u.candidates) for u in once.unresolved] == [("she", ("Robert Nhu",))]
    often = settle({**husband, **{f"she {n}": addressed("Madame:Nhu") for n in range(3)}}, {})
    assert people_of(often)["she 0"] == ["Nhu (Madame)"]


def test_mr_does_not_take_a_man_with_a_name_that_is_listed_for_women_off_his_page() -> None:
    archive = {"one": addressed("Alexis Johnson"), "two": addressed("Mr:Johnson")}
    assert people_of(settle(archive, {}))["two"] == ["Alexis Johnson"]


def test_two_of_a_name_with_different_offices_in_one_briefing_are_told_apart() -> None:
    archive = {
        "state": names("Secretary of State:John Foster Dulles"),
        "state again": names("Secretary of State:John Foster Dulles"),
        "agency": names("Director of Central Intelligence:Allen Dulles"),
        "agency again": names("Director of Central Intelligence:Allen Dulles"),
        "both": names("Secretary of State:Dulles", "Director of Central Intelligence:Dulles"),
    }
    assert sorted(people_of(settle(archive, {}))["both"]) == ["Allen Dulles", "John Foster Dulles"]


def test_evidence_does_not_change_with_each_briefing_more() -> None:
    before = settle(ARCHIVE, DATES).tags["later"][0]
    after = settle({**ARCHIVE, "more": names("George W. Bush")}, {**DATES, "more": "2003-05-01"}).tags[
        "later"
    ][0]
    assert before == after
