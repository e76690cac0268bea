"""The default theme in a real Chromium: with and without a script, on paper, by keyboard, from disk."""

from __future__ import annotations

import re
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import pytest

pytestmark = pytest.mark.browser

AXE = (Path(__file__).parent / "vendor" / "axe.min.js").read_text("utf-8")
RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]

TALKS = "briefings/us-russia-need-to-make-progress-on-syria-despite-conflicts-kerry/"
PAGES = {
    "home": "",
    "briefing": TALKS,
    "briefing, Arabic": "briefings/liqa-fi-sochi/",
    "briefing, withdrawn": "briefings/gone/",
    "briefing, repeated": "briefings/again/",
    "briefing, long": "briefings/long/",
    "raw": f"{TALKS}raw/",
    "person": "people/sergei-lavrov/",
    "pair": "people/john-kerry/with/sergei-lavrov/",
    "issue": "issues/syria/",
    "event": "events/*/",
    "outlet": "outlets/reuters/",
    "year": "years/2013/",
    "chronology": "chronology/",
    "people": "people/",
    "people, by count": "people/by-count/",
    "graph": "graph/",
    "search": "search/",
    "about": "about/",
    "text": "method/",
    "404": "404.html",
}


@contextmanager
def opened(browser: Any, url: str, **options: Any) -> Iterator[Any]:
    """A page of its own, with what went wrong in `page.said`."""
    context = browser.new_context(**{"viewport": {"width": 1280, "height": 900}, **options})
    page = context.new_page()
    said: list[str] = []
    page.on("console", lambda message: said.append(message.text))
    page.on("pageerror", lambda error: said.append(str(error)))
    page.on("requestfailed", lambda request: said.append(f"failed: {request.url}"))
    page.said = said
    page.goto(url)
    yield page
    context.close()


def violations(page: Any, *rules: str) -> list[str]:
    """What axe finds: by all rules of WCAG 2.2 AA and good practice, or by some rules alone."""
    if not page.evaluate("'axe' in window"):
        page.evaluate(AXE)
    only = {"type": "rule", "values": rules} if rules else {"type": "tag", "values": RULES}
    found = page.evaluate(
        "only => axe.run(document, {runOnly: only, resultTypes: ['violations'], "
        "rules: {'target-size': {enabled: true}}})",
        only,
    )
    return [
        f"{v['id']}: {node['html'][:120]} {node['failureSummary'][:200]}"
        for v in found["violations"]
        for node in v["nodes"][:2]
    ]


@pytest.mark.slow
@pytest.mark.parametrize("name", PAGES)
def test_a_page_is_accessible_light_dark_and_narrow(browser: Any, site: str, public: Path, name: str) -> None:
    path = PAGES[name]
    if "*" in path:  # named by what is in it
        path = f"{min(public.glob(path)).relative_to(public).as_posix()}/"
    with opened(browser, site + path) as page:
        assert violations(page) == []
        page.emulate_media(color_scheme="dark")
        assert violations(page, "color-contrast", "link-in-text-block") == [], "dark"
        page.emulate_media(color_scheme="light")
        page.set_viewport_size({"width": 320, "height": 800})
        assert violations(page, "target-size", "scrollable-region-focusable", "color-contrast") == [], "320"
        assert page.evaluate("document.documentElement.scrollWidth") <= 320, "scrolls sideways"
        assert page.said == []


def test_a_wide_window_neither_scrolls_nor_stretches_lines(browser: Any, site: str) -> None:
    for width in (320, 375, 768, 1280, 1920, 2560):
        with opened(browser, site + TALKS, viewport={"width": width, "height": 900}) as page:
            assert page.evaluate("document.documentElement.scrollWidth") <= width
            text = page.locator(".prose p").nth(1)
            letters = text.evaluate(
                "p => { const r = document.createRange(); const t = p.lastChild; let n = 0, top = null;"
                "for (let i = 0; i < t.length; i++) { r.setStart(t, i); r.setEnd(t, i + 1);"
                "const b = r.getBoundingClientRect(); if (top === null) top = b.top;"
                "if (Math.abs(b.top - top) > 4) break; n++; } return n; }"
            )
            assert letters <= 84, f"{width}: {letters} letters on a line"


@pytest.mark.parametrize("name", ["home", "person", "issue", "people, by count", "about", "chronology"])
def test_the_matter_of_every_section_stands_in_the_column(browser: Any, site: str, name: str) -> None:
    with opened(browser, site + PAGES[name]) as page:
        column = "e => e.getBoundingClientRect().left"
        left = page.locator("h1").evaluate(column)
        places = page.locator(".sec:not(.list, .flow *) > .matter").evaluate_all(f"all => all.map({column})")
        assert places and all(abs(place - left) < 1 for place in places), (left, places)


def test_a_wrong_address_however_deep_leads_back(browser: Any, site: str) -> None:
    with opened(browser, f"{site}no/such/page/at/all") as page:
        assert page.evaluate("getComputedStyle(document.documentElement).borderTopWidth") != "0px"
        page.get_by_role("main").get_by_role("link", name="Chronology").click()
        assert page.locator("h1").inner_text() == "Chronology"


def test_the_page_for_wrong_addresses_is_dressed_from_disk_too(browser: Any, public: Path) -> None:
    page = browser.new_page()
    page.goto((public / "404.html").as_uri())
    assert page.evaluate("getComputedStyle(document.documentElement).borderTopWidth") != "0px"
    page.close()


def test_a_page_asks_only_its_own_host(browser: Any, site: str) -> None:
    asked: list[str] = []
    context = browser.new_context()
    page = context.new_page()
    page.on("request", lambda request: asked.append(request.url))
    for path in (path for path in PAGES.values() if "*" not in path):
        page.goto(site + path)
    context.close()
    assert {urlsplit(url).netloc for url in asked} == {urlsplit(site).netloc}
    assert all(urlsplit(url).path.startswith("/papers/") for url in asked)


def test_the_theme_works_from_disk(browser: Any, public: Path) -> None:
    with opened(browser, (public / "index.html").as_uri()) as page:
        page.get_by_role("link", name="John Kerry").first.click()
        assert page.locator("h1").inner_text() == "John Kerry"
        page.locator(".rows h3 a").first.click()
        assert page.locator(".prose p").nth(3).inner_text()  # waits for the page, as a count does not
        assert page.evaluate("document.fonts.ready.then(fonts => fonts.check('1em Book') && [...fonts].some("
                             "face => face.family === 'Book' && face.status === 'loaded'))")  # fmt: skip
        assert page.evaluate("getComputedStyle(document.documentElement).borderTopWidth") != "0px"
        assert page.said == []


def test_the_theme_works_without_a_script(browser: Any, site: str) -> None:
    with opened(browser, site + TALKS, java_script_enabled=False) as page:
        assert not page.get_by_role("button", name="Copy").first.is_visible()
        page.locator(".whence summary").click()
        assert page.locator(".record .note").first.is_visible()
        page.get_by_role("link", name="Search").click()
        assert page.locator("noscript").count()
        assert page.get_by_role("link", name="Chronology").first.is_visible()


def test_evidence_opens_in_place_by_keyboard_and_escape_closes_it(browser: Any, site: str) -> None:
    with opened(browser, site + TALKS) as page:
        note = page.locator(".record .note").first
        assert not note.is_visible()
        page.locator(".whence summary").focus()
        page.keyboard.press("Enter")
        assert "John Kerry" in note.inner_text()
        page.keyboard.press("Escape")
        assert not note.is_visible()
        assert page.evaluate("document.activeElement.tagName") == "SUMMARY"


def test_what_is_inferred_is_marked_by_more_than_colour(browser: Any, site: str) -> None:
    with opened(browser, site + TALKS) as page:
        style = "a => { const s = getComputedStyle(a); return s.textDecorationStyle }"
        assert page.locator(".inferred > a").first.evaluate(style) == "dotted"
        assert page.locator(".whence summary").inner_text().startswith("†")


def test_the_first_tab_skips_to_the_content(browser: Any, site: str) -> None:
    with opened(browser, site + TALKS) as page:
        page.keyboard.press("Tab")
        assert page.evaluate("document.activeElement.className") == "skip"
        page.keyboard.press("Enter")
        assert page.evaluate("document.activeElement.id") == "main"


def test_focus_can_always_be_seen(browser: Any, site: str) -> None:
    with opened(browser, site + TALKS) as page:
        for _ in range(30):
            page.keyboard.press("Tab")
            width = page.evaluate("parseFloat(getComputedStyle(document.activeElement).outlineWidth)")
            assert width >= 2, page.evaluate("document.activeElement.outerHTML.slice(0, 100)")


def test_keys_lead_to_search_to_the_neighbours_and_to_their_own_help(browser: Any, site: str) -> None:
    with opened(browser, site) as page:
        page.keyboard.press("/")
        assert page.evaluate("document.activeElement.id") == "q"
        page.keyboard.type("jk?/")
        assert page.locator("#q").input_value() == "jk?/"
        page.locator("h1").click()
        page.keyboard.press("j")
        page.keyboard.press("j")
        assert page.locator(".rows h3 a").nth(1).evaluate("a => a === document.activeElement")
        page.keyboard.press("k")
        page.keyboard.press("Enter")
        page.wait_for_url("**/briefings/**")
        first = page.url
        page.keyboard.press("k")
        page.wait_for_url(lambda url: url != first)
        page.keyboard.press("?")
        assert page.locator("dialog#keys").is_visible()
        page.locator("#keys-on").uncheck()
        page.keyboard.press("Escape")
        page.keyboard.press("?")
        assert not page.locator("dialog#keys").is_visible()
        page.reload()
        page.keyboard.press("?")
        assert not page.locator("dialog#keys").is_visible()


def test_the_chosen_appearance_stays_and_does_not_flash(browser: Any, site: str) -> None:
    ground = "getComputedStyle(document.documentElement).backgroundColor"
    with opened(browser, site, color_scheme="light") as page:
        light = page.evaluate(ground)
        page.get_by_role("radio", name="Dark").check()
        dark = page.evaluate(ground)
        assert dark != light
        page.goto(site + TALKS, wait_until="commit")
        page.wait_for_selector("body")
        assert page.evaluate(ground) == dark
        page.get_by_role("radio", name="System").check()
        assert page.evaluate(ground) == light


def test_a_citation_is_copied_and_a_paragraph_can_be_cited(browser: Any, site: str) -> None:
    with opened(browser, site + TALKS, permissions=["clipboard-read", "clipboard-write"]) as page:
        page.get_by_role("button", name="Copy").first.click()
        page.get_by_role("button", name="Copied").wait_for()
        assert page.evaluate("navigator.clipboard.readText()").startswith("Eckert, P. (2013, August 9).")
        page.locator(".pn").nth(2).focus()
        page.keyboard.press("Enter")
        page.get_by_role("link", name="Cite this paragraph").wait_for()
        address = page.locator("#permalink").inner_text()
        assert re.search(r"/#p-[0-9a-f]+$", address)
        assert page.locator("#cite-apa").inner_text().endswith(address)
        page.get_by_role("link", name="Cite this paragraph").click()
        assert page.evaluate("document.activeElement.closest('#cite') !== null")


def test_a_right_to_left_briefing_reads_from_the_right(browser: Any, site: str) -> None:
    with opened(browser, site + PAGES["briefing, Arabic"]) as page:
        assert page.locator(".prose").evaluate("e => getComputedStyle(e).direction") == "rtl"
        assert page.locator("html").get_attribute("dir") == "ltr"
        address = page.locator("#permalink").inner_text()  # reads from the left within the citation
        assert page.locator("#cite-apa bdi").inner_text() == address


def test_a_long_briefing_has_contents_that_lead_to_its_parts(browser: Any, site: str) -> None:
    with opened(browser, site + PAGES["briefing, long"]) as page:
        page.locator(".contents summary").focus()
        page.keyboard.press("Enter")
        page.locator(".contents a").nth(2).click()
        anchor = page.url.rpartition("#")[2]
        assert (
            page.locator(f".prose h2#{anchor}").inner_text()
            == page.locator(".contents a").nth(2).inner_text()
        )


def test_a_withdrawn_briefing_leaves_a_tombstone_and_no_word(browser: Any, site: str, public: Path) -> None:
    with opened(browser, site + PAGES["briefing, withdrawn"]) as page:
        assert "At the publisher's wish." in page.locator("main").inner_text()
    for path in public.rglob("*"):
        if path.is_file() and path.suffix in (".html", ".xml", ".json", ".csv", ".js"):
            assert "Never to be read again" not in path.read_text("utf-8"), path


def test_an_old_address_leads_on(browser: Any, site: str) -> None:
    with opened(browser, f"{site}briefings/once-here/") as page:
        page.wait_for_url("**/briefings/gone/index.html")


def test_print_is_light_without_chrome_and_as_long_as_expected(browser: Any, site: str) -> None:
    from io import BytesIO

    from pypdf import PdfReader

    with opened(browser, site + TALKS, color_scheme="dark") as page:
        pdf = PdfReader(BytesIO(page.pdf(prefer_css_page_size=True)))
        text = " ".join(" ".join(sheet.extract_text() for sheet in pdf.pages).split())
        assert 1 <= len(pdf.pages) <= 3
        width, height = pdf.pages[0].mediabox.width, pdf.pages[0].mediabox.height
        assert (round(float(width)), round(float(height))) == (595, 842)
        assert "Keyboard shortcuts" not in text and "Appearance" not in text
        assert "SHA-256" in text and "Eckert, P. (2013, August 9)" in text
        page.evaluate("document.documentElement.classList.replace('paper-a4', 'paper-letter')")
        letter = PdfReader(BytesIO(page.pdf(prefer_css_page_size=True))).pages[0].mediabox
        assert (round(float(letter.width)), round(float(letter.height))) == (612, 792)
        page.emulate_media(media="print")
        assert (
            page.evaluate("getComputedStyle(document.documentElement).backgroundColor")
            == "rgb(255, 255, 255)"
        )


def test_pages_styles_and_scripts_stay_light(public: Path) -> None:
    assert (public / TALKS / "index.html").stat().st_size < 60_000
    static = public / "static"
    assert sum((static / name).stat().st_size for name in ("tokens.css", "style.css")) < 20_000
    assert (static / "print.css").stat().st_size < 5_000, "read only when somebody prints"
    assert sum((static / name).stat().st_size for name in ("early.js", "site.js")) < 15_000
