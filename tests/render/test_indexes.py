"""What machines read is well formed, and says no more than is known."""

from __future__ import annotations

import csv
import io
import json

from hypothesis import given
from hypothesis import strategies as st
from lxml import etree

from builder.render.indexes import (
    FeedItem,
    atom,
    atom_entry,
    feed_time,
    json_feed,
    json_item,
    line,
    llms,
    robots,
    sitemap,
    table,
)

ITEMS = [
    FeedItem(
        "https://a.example/x/", "Talks & <more>\x07", "2013-05~", "", ("Paul Eckert",), ("Syria",), "en"
    ),
    FeedItem("https://a.example/y/", "Undated"),
]
NS = {"a": "http://www.w3.org/2005/Atom"}


def feed() -> etree._Element:
    dates, entries = [item.date for item in ITEMS], map(atom_entry, ITEMS)
    page, own = "https://a.example/", "https://a.example/feed.xml"
    text = atom("The Papers", page, own, "Office", "en", dates, entries)
    return etree.fromstring(text.encode())


def test_an_atom_feed_has_all_that_its_specification_demands() -> None:
    root = feed()
    for need in ("id", "title", "updated", "author"):
        assert root.find(f"a:{need}", NS) is not None
    for entry in root.findall("a:entry", NS):
        for need in ("id", "title", "updated", "link", "summary"):
            assert entry.find(f"a:{need}", NS) is not None
    assert root.findtext("a:entry/a:title", namespaces=NS) == "Talks & <more>"


def test_a_feed_invents_no_day() -> None:
    assert feed_time("2013-05~") == "2013-05-31T00:00:00Z"
    assert feed_time("2013-04-23/..") == "2013-04-23T00:00:00Z"
    assert feed_time("") == "1970-01-01T00:00:00Z"
    assert feed().findtext("a:updated", namespaces=NS) == "2013-05-31T00:00:00Z"


def test_a_json_feed_says_the_same() -> None:
    items = map(json_item, ITEMS)
    value = json.loads(json_feed("P", "https://a.example/", "https://a.example/f.json", "", "en", items))
    assert value["version"] == "https://jsonfeed.org/version/1.1"
    assert [item["id"] for item in value["items"]] == ["https://a.example/x/", "https://a.example/y/"]
    assert "date_published" not in value["items"][1]


def test_a_sitemap_is_well_formed() -> None:
    root = etree.fromstring(sitemap(["https://a.example/x?a&b"]).encode())
    assert [loc.text for loc in root.iter("{*}loc")] == ["https://a.example/x?a&b"]


def test_a_table_survives_a_spreadsheet() -> None:
    text = table(("a", "b"), [("=1+1", 'x, "y"\nz'), (("p", "q"), 3)])
    assert list(csv.reader(io.StringIO(text))) == [["a", "b"], ["'=1+1", 'x, "y"\nz'], ["p; q", "3"]]


@given(st.lists(st.text(st.sampled_from(",;\"'\r\n a7é\u2028")), min_size=2, max_size=4))
def test_a_row_is_quoted_as_a_library_for_csv_would_quote_it(cells: list[str]) -> None:
    told = io.StringIO(newline="")
    csv.writer(told, lineterminator="\r\n").writerow(f"'{c}" if c[:1] == "\r" else c for c in cells)
    assert line(cells) == told.getvalue()


def test_crawlers_are_told_where_things_are() -> None:
    assert "Sitemap: https://a.example/sitemap.xml" in robots("https://a.example/sitemap.xml")
    assert "Sitemap" not in robots("")
    assert (
        llms("P", "Of  talks", [("People", "/people/", "")]) == "# P\n\n> Of talks\n\n- [People](/people/)\n"
    )
