"""Links lead from the page they stand on to the file they mean."""

from __future__ import annotations

import pytest
from markupsafe import escape

from builder.render.theme.hrefs import NOT_FOUND, Links, anywhere, way_up

BOX = "https://example.org/box/"


def links_at(here: str, base_url: str = BOX) -> Links:
    links = Links(way_up(here, base_url))
    links.stand_at(here)
    return links


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
    links = links_at(here)
    assert links[path] == link
    assert links.settle(f'<a href="{anywhere[path]}">') == f'<a href="{link}">', (
        "also where it was made before"
    )


def test_pages_of_one_depth_link_alike_but_to_themselves() -> None:
    links = links_at("/people/a/")
    for here, other in (("/people/a/", "/people/b/"), ("/people/b/", "/people/a/")) * 2:
        links.stand_at(here)
        assert (links[here], links[f"{here}#x"]) == ("index.html", "#x")
        assert (links[other], links[f"{other}#x"]) == (f"../..{other}index.html", f"../..{other}index.html#x")


def test_more_links_than_are_kept_are_the_same(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("builder.render.theme.hrefs._KNOWN", 2)
    links = links_at("/people/a/")
    for name in "abcabc":
        assert links[f"/people/{name}/"] == (
            "index.html" if name == "a" else f"../../people/{name}/index.html"
        )
    assert len(links) <= 2


def test_words_of_a_text_are_no_mark() -> None:
    words = escape("<up>x")
    assert links_at("/").settle(f'<p title="{words}">{words}</p>') == f'<p title="{words}">{words}</p>'


def test_the_page_for_wrong_addresses_links_from_the_root_of_its_host() -> None:
    links = links_at(NOT_FOUND)
    assert (links["/people/"], links[NOT_FOUND]) == ("/box/people/index.html", "/box/404.html")
    assert links.settle(str(anywhere[NOT_FOUND])) == "/box/404.html"
    assert links_at(NOT_FOUND, "")["/people/"] == "/people/index.html"
