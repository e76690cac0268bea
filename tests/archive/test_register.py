"""One person, one page; two people, two pages."""

from __future__ import annotations

import random

import pytest

from builder.archive.frontmatter import dump, parse
from builder.archive.people.personfile import check_people, parse_person, person_values
from builder.archive.people.register import Register
from builder.errors import ContentError
from builder.model import Person


def people(**files: str) -> tuple[Person, ...]:
    where = {slug: parse(text, f"content/people/{slug}.md") for slug, text in files.items()}
    found = tuple(map(parse_person, where.values()))
    if problems := check_people(found, where):
        raise ContentError(*problems)
    return found


def test_a_file_gives_a_reviewed_person() -> None:
    (kerry,) = people(kerry="---\nname: John Kerry\naliases: Kerry\nnote: U.S. Secretary of State\n---\n")
    assert kerry == Person("kerry", "John Kerry", ("Kerry",), note="U.S. Secretary of State", reviewed=True)


def test_what_is_written_is_read_back() -> None:
    person = Person(
        "kerry",
        "John Kerry",
        ("J. F. Kerry",),
        note="x",
        hidden=True,
        reviewed=True,
        links={"w": "https://x.org"},
    )
    assert people(kerry=dump(person_values(person), "")) == (person,)


@pytest.mark.parametrize(
    ("files", "says"),
    [
        (
            {"a": "---\nname: John Kerry\n---\n", "b": "---\nname: john kerry\n---\n"},
            "content/people/b.md:2: The name 'john kerry' already belongs to content/people/a.md.",
        ),
        (
            {
                "a": "---\nname: A B\ndistinct_from: [bush-fahter]\n---\n",
                "bush-father": "---\nname: C\n---\n",
            },
            "content/people/a.md:3: There is no person 'bush-fahter'. Did you mean 'bush-father'?",
        ),
        ({"a": "---\nnam: A B\n---\n"}, "Did you mean 'name'?"),
    ],
)
def test_mistakes_are_named_with_file_and_line(files: dict[str, str], says: str) -> None:
    with pytest.raises(ContentError) as caught:
        people(**files)
    assert says in str(caught.value)


NAMES = {
    "Sergei Lavrov": 4,
    "Sergey Lavrov": 1,
    "Lavrov": 2,
    "Bashar al-Assad": 1,
    "Bashar Assad": 1,
    "George W. Bush": 3,
    "George H. W. Bush": 2,
    "Fidel Castro": 1,
    "Raúl Castro": 1,
}


def test_spellings_are_one_person_and_namesakes_are_two() -> None:
    register = Register.build((), NAMES)
    assert register.find("Sergey Lavrov") == register.find("Lavrov") == register.find("SERGEI LAVROV")
    assert register.find("Bashar Assad") == register.find("Bashar al-Assad")
    assert register.find("George W. Bush") != register.find("George H. W. Bush")
    assert register.find("Raul Castro") != register.find("Fidel Castro")
    assert register.find("Angela Merkel") is None
    lavrov = register.find("Lavrov")
    assert lavrov
    assert (lavrov.name, lavrov.slug, lavrov.reviewed) == ("Sergei Lavrov", "sergei-lavrov", False)


def test_the_order_of_names_does_not_matter() -> None:
    expected = Register.build((), NAMES)
    shuffled = list(NAMES.items())
    for seed in range(20):
        random.Random(seed).shuffle(shuffled)
        assert Register.build((), dict(shuffled)) == expected


def test_every_name_of_front_matter_has_exactly_one_person() -> None:
    register = Register.build((), NAMES | {"Bush": 3, "George Bush": 1, "Kim": 1})
    for name in (*NAMES, "Bush", "George Bush", "Kim"):
        assert register.find(name) in register.people
    assert len({p.slug for p in register.people}) == len(register.people)


def test_a_file_wins_over_the_machine() -> None:
    curated = people(
        lavrov="---\nname: Sergey V. Lavrov\naliases: [The Minister]\n---\n",
        **{"george-bush": "---\nname: George Bush (father)\naliases: [George Bush]\nhidden: true\n---\n"},
    )
    register = Register.build(curated, NAMES | {"George Bush": 1, "The Minister": 1})
    minister = register.find("The Minister")
    assert minister
    assert minister == register.find("Lavrov") == register.find("Sergei Lavrov")
    assert minister.name == "Sergey V. Lavrov"
    assert minister.reviewed
    father = register.find("George Bush")
    assert father
    assert father.hidden


def test_two_of_one_name_have_a_page_each() -> None:
    register = Register.build([], {"John Hill (Ambassador)": 2, "John Hill (wrestler)": 2})
    slugs = {name: person.slug for name in register.by_name if (person := register.find(name))}
    assert sorted(slugs.values()) == ["john-hill-ambassador", "john-hill-wrestler"]


def test_someone_known_by_office_alone_is_not_the_only_one_named_in_full() -> None:
    register = Register.build([], {"Hussein (King)": 3, "Ahmed Hussein": 4})
    assert register.find("Hussein (King)") != register.find("Ahmed Hussein")
