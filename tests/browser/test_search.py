"""Search in a real browser: from disk, by keyboard, with its state in the address, and without a script."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

import pytest

from builder.build import build
from builder.config import load_project

pytestmark = pytest.mark.browser

BRIEFING = """---
title: {title}
date: {date}
outlet: Reuters
people: [{people}]
---

{body}
"""


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    root = tmp_path_factory.mktemp("site")
    (root / "config.yaml").write_text("site:\n  title: The Box\n", "utf-8")
    folder = root / "content/briefings"
    folder.mkdir(parents=True)
    rows = [
        (
            "talks",
            "Talks on Syria",
            "2013-08-09",
            "Sergei Lavrov, John Kerry",
            "Filler.\n\nSergei Lavrov met Kerry.",
        ),
        (
            "rough",
            "A rough date",
            "2013-05~",
            "Sergey Lavrov",
            "Sergey Lavrov spoke of <script>alert(1)</script>.",
        ),
        ("late", "A late paper", "2013-09-03", "Jane Roe", "Leaves fell."),
        *[(f"n{n}", f"Paper {n}", f"2012-01-{n:02}", "John Kerry", "Grain was sold.") for n in range(1, 26)],
    ]
    for slug, title, date, people, body in rows:
        text = BRIEFING.format(title=title, date=date, people=people, body=body)
        (folder / f"{slug}.md").write_text(text, "utf-8")
    report = build(load_project(root))
    assert not [problem for problem in report.problems if problem.level == "error"]
    return root / "public"


@pytest.fixture(scope="module")
def served(site: Path) -> Iterator[str]:
    """The archive over HTTP; ends with a slash."""
    server = ThreadingHTTPServer(("127.0.0.1", 0), partial(_Quiet, directory=str(site)))
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield f"http://127.0.0.1:{server.server_port}/"
    server.shutdown()
    server.server_close()


class _Quiet(SimpleHTTPRequestHandler):
    def log_message(self, format: str, *args: object) -> None:
        """Says nothing."""


def opened(browser: Any, site: Path, query: str = "", script: bool = True) -> tuple[Any, list[str]]:
    context = browser.new_context(java_script_enabled=script)
    page, said = context.new_page(), []
    page.on("console", lambda message: said.append(message.text))
    page.on("pageerror", lambda error: said.append(str(error)))
    page.goto(f"{(site / 'search/index.html').as_uri()}{query}")
    return page, said


def titles(page: Any, count: int) -> list[str]:
    from playwright.sync_api import expect

    expect(page.locator("#search-results > li")).to_have_count(count, timeout=20_000)
    found: list[str] = page.locator("#search-results h3").all_inner_texts()
    return found


def test_typing_finds_from_disk_and_the_address_keeps_it(browser: Any, site: Path) -> None:
    page, said = opened(browser, site)
    page.fill("#q", "lavr")
    assert sorted(titles(page, 2)) == ["A rough date", "Talks on Syria"]
    assert "2 briefings" in page.inner_text("#search-status")
    page.wait_for_url("**/index.html?q=lavr")
    page.reload()
    assert page.input_value("#q") == "lavr"
    assert said == []


def test_names_are_found_however_spelt_and_marked(browser: Any, site: Path) -> None:
    page, _ = opened(browser, site, "?q=Sergey+met")
    assert titles(page, 1) == ["Talks on Syria"]
    assert page.locator("#search-results mark").all_inner_texts() == ["Sergei", "met"]
    assert page.locator("#search-results h3 a").get_attribute("href").split("#")[1].startswith("p-")


def test_a_rough_date_is_found_in_a_range_and_says_so(browser: Any, site: Path) -> None:
    page, _ = opened(browser, site, "?from=2013-05-03&to=2013-05-09")
    assert titles(page, 1) == ["A rough date"]
    assert "roughly known" in page.inner_text("#search-status")


def test_a_month_is_called_as_on_the_pages(browser: Any, site: Path) -> None:
    page, _ = opened(browser, site, "?q=leaves")
    assert titles(page, 1) == ["A late paper"]
    assert "3 Sep 2013" in page.inner_text("#search-results")
    assert "3 Sep 2013" in (site / "years/2013/index.html").read_text("utf-8")


def test_facets_narrow_and_go_back(browser: Any, site: Path) -> None:
    page, _ = opened(browser, site, "?q=kerry")
    titles(page, 10)
    assert "26 briefings" in page.inner_text("#search-status")
    page.click("[data-facet='year:2013']")
    assert titles(page, 1) == ["Talks on Syria"]
    assert page.get_attribute("[data-facet='year:2013']", "aria-pressed") == "true"
    page.go_back()
    titles(page, 10)
    page.click("#search-more")
    titles(page, 20)
    page.click("#search-more")
    titles(page, 26)


def test_the_keyboard_is_enough(browser: Any, site: Path) -> None:
    page, _ = opened(browser, site)
    page.keyboard.type("lavrov")  # the box has the focus
    titles(page, 2)
    page.keyboard.press("ArrowDown")
    page.keyboard.press("ArrowDown")
    page.keyboard.press("ArrowUp")
    page.keyboard.press("Enter")
    page.wait_for_url("**/briefings/**")


def test_a_narrow_page_folds_the_facets_away(browser: Any, site: Path) -> None:
    page, _ = opened(browser, site, "?q=kerry")
    titles(page, 10)
    assert page.is_visible("#search-facets") and not page.is_visible("#search-narrow > summary")
    page.set_viewport_size({"width": 375, "height": 800})
    page.locator("#search-facets").wait_for(state="hidden")
    page.click("#search-narrow > summary")
    page.click("[data-facet='year:2013']")
    assert titles(page, 1) == ["Talks on Syria"] and page.is_visible("#search-facets")


def test_on_the_web_extracts_are_quoted_from_the_pages(browser: Any, site: Path, served: str) -> None:
    page = browser.new_page()
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url.removeprefix(served)))
    page.goto(f"{served}search/index.html?q=sergey+met")
    assert titles(page, 1) == ["Talks on Syria"]
    page.locator("#search-results mark").first.wait_for()
    assert page.inner_text("#search-results .extract") == "Sergei Lavrov met Kerry."
    assert "sergei" in page.inner_text("#search-status")
    assert "briefings/talks/index.html" in asked
    assert not [name for name in asked if name.startswith(("search/data/x", "http"))]


def test_text_of_a_seed_is_only_text(browser: Any, site: Path) -> None:
    page, said = opened(browser, site, "?q=rough")
    titles(page, 1)
    assert page.locator("#search-results script").count() == 0 and said == []


def test_without_a_script_there_are_other_ways(browser: Any, site: Path) -> None:
    page, _ = opened(browser, site, script=False)
    assert not page.is_visible("#search-form")
    assert page.locator("main a").count() >= 3
