"""Links lead from the page they stand on to the file they mean."""

from __future__ import annotations

import pytest
from markupsafe import Markup, escape

from builder.render.theme.hrefs import NOT_FOUND, Links, anywhere, settle, shorten_own, way_up

BOX = "https://example.org/box/"


def links_at(here: str, base_url: str = BOX) -> Links:
    return Links(way_up(here, base_url))


@pytest.mark.parametrize(
    ("path", "here", "link"),
    [
        ("/people/a/", "/briefings/b/", "../../people/a/index.html"),
        ("/people/a/#p-1", "/", "people/a/index.html#p-1"),
        ("/people/a/", "/people/a/", "index.html"),
        ("/people/a/#p-1", "/people/a/", "#p-1"),
        ("/people/a/feed.xml", "/people/a/", "../../people/a/feed.xml"),
        ("/people/a/page/2/", "/people/a/", "../../people/a/page/2/index.html"),
        ("/", "/people/a/", "../../index.html"),
        ("#top", "/people/a/", "#top"),
        ("", "/people/a/", ""),
        ("/data/å b.csv", "/about/", "../data/%C3%A5%20b.csv"),
        ('/people/a/#"x', "/", "people/a/index.html#&#34;x"),
    ],
)
def test_a_link_is_relative_to_its_page(path: str, here: str, link: str) -> None:
    up = way_up(here, BOX)
    made = (f'<a href="{Links(up)[path]}">', str(settle(f'<a href="{anywhere[path]}">', up)))
    assert {shorten_own(html, here, up) for html in made} == {f'<a href="{link}">'}


def test_pages_of_one_depth_link_alike() -> None:
    links = links_at("/people/a/")
    for other in ("/people/b/", "/people/a/") * 2:
        assert (links[other], links[f"{other}#x"]) == (f"../..{other}index.html", f"../..{other}index.html#x")


def test_a_link_to_a_page_whose_name_begins_alike_stays() -> None:
    html = '<a href="../people/a.html5"><a href="../people/a.html#x">'
    assert shorten_own(html, "/people/a.html", "../") == '<a href="../people/a.html5"><a href="#x">'


def test_safe_text_is_a_path_as_any_other() -> None:
    assert Links("<up>")[Markup("/static/a.svg")] == "<up>static/a.svg"


def test_more_links_than_are_kept_are_the_same(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("builder.render.theme.hrefs._KNOWN", 2)
    links = links_at("/people/a/")
    for name in "abcabc":
        assert links[f"/people/{name}/"] == f"../../people/{name}/index.html"
    assert len(links) <= 2


def test_words_of_a_text_are_no_mark() -> None:
    words = escape("<up>x")
    assert settle(f'<p title="{words}">{words}</p>', "") == f'<p title="{words}">{words}</p>'


def test_the_page_for_wrong_addresses_links_from_the_root_of_its_host() -> None:
    links = links_at(NOT_FOUND)
    assert (links["/people/"], links[NOT_FOUND]) == ("/box/people/index.html", "/box/404.html")
    assert settle(str(anywhere[NOT_FOUND]), "/box/") == "/box/404.html"
    page = '<a href="/box/404.html#x">'
    assert shorten_own(page, NOT_FOUND, "/box/") == page
    assert links_at(NOT_FOUND, "")["/people/"] == "/people/index.html"
