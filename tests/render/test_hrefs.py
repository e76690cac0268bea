"""Links lead from the page they stand on to the file they mean."""

from __future__ import annotations

import pytest
from markupsafe import escape

from builder.render.theme.hrefs import NOT_FOUND, href, settle


def settled(html: str, here: str, base_url: str) -> str:
    return settle(html, here, base_url).decode()


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
        ("/data/å b.csv", "/about/", "../data/%C3%A5%20b.csv"),
        ('/people/a/#"x', "/", "people/a/index.html#&#34;x"),
    ],
)
def test_a_link_is_relative_to_its_page(path: str, here: str, link: str) -> None:
    assert settled(f'<a href="{href(path)}">', here, "https://example.org/box/") == f'<a href="{link}">'


def test_a_control_character_of_a_text_is_no_link() -> None:
    control = "\x02"
    words = escape(f"a{control}b <{control}/x")
    page = f'<p title="{words}">{words}</p><a href="{href("/people/")}">'
    assert settled(page, "/", "") == '<p title="ab &lt;/x">ab &lt;/x</p><a href="people/index.html">'


def test_the_page_for_wrong_addresses_links_from_the_root_of_its_host() -> None:
    assert settled(str(href("/people/")), NOT_FOUND, "https://example.org/box/") == "/box/people/index.html"
    assert settled(str(href(NOT_FOUND)), NOT_FOUND, "https://example.org/box/") == "/box/404.html"
    assert settled(str(href("/people/")), NOT_FOUND, "") == "/people/index.html"


def test_what_utf_8_has_no_letter_for_is_a_question_mark() -> None:
    assert (
        settle(f'\udce9 é <a href="{href("/é/")}">', "/a/", "")
        == '? é <a href="../%C3%A9/index.html">'.encode()
    )
