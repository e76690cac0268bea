"""What several planners share: pages of a list, names in an index, reasons in words."""

from __future__ import annotations

import pytest

from builder.model import Blob, Briefing, Entry, Person
from builder.render.citing.metatags import exact_date, highwire
from builder.render.page import NOTHING, entry_part
from builder.render.planners.common import Table, columns, mentions_part, paginate, without
from builder.render.planners.indexes import anchor, inverted, sort_key


@pytest.mark.parametrize(
    ("name", "family", "shown"),
    [
        ("John Kerry", "Kerry", "Kerry, John"),
        ("John Kerry", "", "Kerry, John"),
        ("Bashar al-Assad", "al-Assad", "al-Assad, Bashar"),
        ("Bashar al-Assad", "Assad", "al-Assad, Bashar"),
        ("Xi Jinping", "Xi", "Xi Jinping"),
        ("Ludwig van der Berg", "van der Berg", "van der Berg, Ludwig"),
        ("Diem", "", "Diem"),
        ("John Hill (Senator)", "Hill", "Hill, John (Senator)"),
        ("Nhu (Madame)", "", "Nhu (Madame)"),
    ],
)
def test_an_index_begins_with_the_family_name(name: str, family: str, shown: str) -> None:
    assert inverted(Person("x", name, family=family)) == shown


def test_names_sort_without_case_accents_and_articles() -> None:
    names = ["Ábalos, José", "al-Assad, Bashar", "Zarif, Javad", "abe, Shinzo"]
    assert sorted(names, key=sort_key) == ["Ábalos, José", "abe, Shinzo", "al-Assad, Bashar", "Zarif, Javad"]
    assert (anchor("L"), anchor("#")) == ("l", "other")


def test_a_long_list_shows_first_last_and_near_pages() -> None:
    pages = paginate("/people/x/", 10, 50, 1000)
    assert [link.text for link in pages.pages] == ["1", "…", "8", "9", "10", "11", "12", "…", "20"]
    assert (pages.previous, pages.next) == ("/people/x/page/9/", "/people/x/page/11/")
    assert paginate("/people/x/", 2, 50, 60).previous == "/people/x/"
    assert paginate("/people/x/", 1, 50, 0).total == 1


def test_machines_get_a_date_only_when_it_is_certain() -> None:
    assert [exact_date(d) for d in ("2013-08-09", "2013", "2013-05~", "2013-04-23/..", "", "x")] == [
        "2013-08-09", "2013", "", "", "", "",
    ]  # fmt: skip


def test_reference_managers_find_author_title_date_and_outlet() -> None:
    briefing = Briefing("talks", "Talks", "2013-08-09", byline=("Paul Eckert",), outlet="Reuters")
    tags = highwire(briefing, "https://a.example/x/", "Papers")
    assert ("citation_title", "Talks") in tags and ("citation_author", "Eckert, Paul") in tags
    assert ("citation_publication_date", "2013/08/09") in tags and ("DC.publisher", "Reuters") in tags
    assert all(content for _, content in tags)


def test_a_list_holds_only_the_columns_that_hold_something() -> None:
    said = Blob("pack", 0, 9, b"said", "a.md", "mentions")
    one = Entry(Briefing("a", "A"), "a.md", b"a", {"mentions": said})
    other = Entry(Briefing("b", "B"), "b.md", b"b", {})
    table = Table((one, other), mentions_part, without, entry_part)
    held, parts = table.columns((other, one))
    assert held == (True, False, True)
    assert [part.value for part in parts] == ["", said, other, one]
    assert columns(["", "said", "B", "A"], held) == [["", "said"], ("", ""), ["B", "A"]]
    held, parts = table.columns((other,))
    assert (held, parts) == ((False, False, True), [entry_part(other)])
    assert NOTHING not in parts


def test_a_list_of_nothing_has_its_columns_too() -> None:
    held, parts = Table((), mentions_part, entry_part).columns(())
    assert (held, parts) == ((False, False), [])
    assert columns(parts, held) == [(), ()]
