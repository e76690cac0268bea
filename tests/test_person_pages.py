"""From seeds to the pages of people and issues: who is written about, what is quoted, and where it stands."""

from __future__ import annotations

import json
import re
from html import unescape
from pathlib import Path

import pytest

from builder.build import Options, build
from builder.config import load_project

VISIT = """Kerry Visits Moscow

By Jane Roe, Reuters

MOSCOW, Aug 8, 2013 - U.S. Secretary of State John Kerry travelled to Moscow on Thursday for talks on Syria.

"We will discuss these differences today," Kerry told reporters. "It will not be easy at all."

Kerry met Foreign Minister Sergei Lavrov in the evening and praised the talks on Syria.

The war in Syria has lasted for two years and the ministers want to end it soon.

Weapons inspectors in Iran were not on the agenda, the officials who had come with the delegation said.
"""

DINNER = """Envoys Dine in Geneva

GENEVA, Sept 3, 2013 - Foreign Minister Sergei Lavrov gave a dinner for envoys of nine countries on Tuesday.

"Our goal is still the same for all of us," Lavrov said after the dinner that he gave in Geneva.

The guests talked about the price of wheat and about the weather, which had been bad for the harvest.

Lavrov left early because he had another appointment, and the guests stayed until the morning came.

A toast was given to Secretary of State John Kerry, who could not come because of the weather.
"""


@pytest.fixture
def root(tmp_path: Path) -> Path:
    config = "site:\n  title: Papers\n  base_url: https://papers.example\n"
    (tmp_path / "config.yaml").write_text(config, "utf-8")
    for folder in ("seeds", "content/issues"):
        (tmp_path / folder).mkdir(parents=True)
    for slug in ("syria", "iran"):
        text = f"---\ntitle: {slug.title()}\nterms: [{slug.title()}]\nthreshold: 1\n---\n"
        (tmp_path / "content" / "issues" / f"{slug}.md").write_text(text, "utf-8")
    (tmp_path / "seeds" / "a.txt").write_text(VISIT, "utf-8")
    (tmp_path / "seeds" / "b.txt").write_text(DINNER, "utf-8")
    make(tmp_path)
    return tmp_path


def make(root: Path) -> None:
    report = build(load_project(root), Options(jobs=1))
    assert not [p for p in report.problems if p.level == "error"], report.problems


def page(root: Path, path: str) -> str:
    return unescape((root / "public" / path).read_text("utf-8"))


def section(html: str, name: str) -> str:
    """The section of an id; empty when the page has none."""
    match = re.search(rf'<section [^>]*id="{name}".*?</section>', html, re.DOTALL)
    return match[0] if match else ""


def test_briefings_about_a_person_come_before_those_that_only_name_him(root: Path) -> None:
    kerry = page(root, "people/john-kerry/index.html")
    assert "Kerry Visits Moscow" in section(kerry, "briefings")
    assert "Envoys Dine" not in section(kerry, "briefings")
    assert "Envoys Dine" in section(kerry, "named")


def test_an_issue_lists_what_is_about_it_first_with_the_words_that_say_so(root: Path) -> None:
    syria = page(root, "issues/syria/index.html")
    assert "Kerry Visits Moscow" in section(syria, "briefings")
    assert "Syria ×3" in section(syria, "briefings")
    assert "<b>Syria</b>" in section(syria, "briefings")
    iran = page(root, "issues/iran/index.html")
    assert "Kerry Visits Moscow" in section(iran, "named") and not section(iran, "briefings")


def test_a_copy_quotes_nobody_again(root: Path) -> None:
    (root / "seeds" / "visit-again.txt").write_text(VISIT, "utf-8")
    make(root)
    kerry = page(root, "people/john-kerry/index.html")
    assert "Repeats another" in section(kerry, "briefings")
    assert section(kerry, "statements").count("It will not be easy at all.") == 1


def test_feeds_and_the_front_page_go_by_what_briefings_are_about(root: Path) -> None:
    feed = json.loads((root / "public/people/john-kerry/feed.json").read_text("utf-8"))
    assert [item["title"] for item in feed["items"]] == ["Kerry Visits Moscow"]
    assert "/issues/iran/" not in page(root, "index.html").replace("issues/iran/index.html", "/issues/iran/")
    assert "issues/syria/index.html" in page(root, "index.html")


def test_every_mention_every_quotation_and_every_office_leads_to_its_paragraph(root: Path) -> None:
    kerry = page(root, "people/john-kerry/index.html")
    assert section(kerry, "briefings").count('class="passage"') == 3
    assert "We will discuss these differences today" in section(kerry, "statements")
    assert "It will not be easy at all." in section(kerry, "statements")
    assert "Secretary of State" in kerry
    assert "8 Aug 2013" in kerry and "3 Sep 2013" in kerry
    for name in ("john-kerry", "sergei-lavrov"):
        links = re.findall(r'href="([^"#]*)#(p-[^"]+)"', page(root, f"people/{name}/index.html"))
        assert len(links) > 3
        for where, anchor in links:
            target = (root / "public" / "people" / name / where).resolve()
            assert f'id="{anchor}"' in target.read_text("utf-8")


def test_what_a_person_edited_is_not_quoted_from_the_machine_s_account(root: Path) -> None:
    path = next(root.glob("content/briefings/kerry*.md"))
    text = path.read_text("utf-8").replace(
        "We will discuss these differences today", "No comment for the day"
    )
    path.write_text(text.replace("U.S. Secretary of State John Kerry", "The minister John Kerry"), "utf-8")
    make(root)
    kerry = page(root, "people/john-kerry/index.html")
    assert "We will discuss" not in kerry
    assert "The minister <b>John Kerry</b>" in kerry
    for where, anchor in re.findall(r'href="([^"#]*)#(p-[^"]+)"', kerry):
        target = (root / "public" / "people" / "john-kerry" / where).resolve()
        assert f'id="{anchor}"' in target.read_text("utf-8")
    assert "travelled to Moscow" not in section(page(root, "issues/syria/index.html"), "briefings")


def test_of_a_text_that_a_person_emptied_nothing_is_quoted(root: Path) -> None:
    path = next(root.glob("content/briefings/kerry*.md"))
    path.write_text(path.read_text("utf-8").partition("\n---\n")[0] + "\n---\n", "utf-8")
    make(root)
    assert "We will discuss" not in page(root, "people/john-kerry/index.html")
    assert "We will discuss" not in (root / "public/data/statements.csv").read_text("utf-8")
    assert "travelled to Moscow" not in page(root, "issues/syria/index.html")


def test_an_issue_quotes_the_paragraphs_that_an_edit_left_as_they_were(root: Path) -> None:
    path = next(root.glob("content/briefings/kerry*.md"))
    path.write_text(path.read_text("utf-8").replace("The war in Syria has lasted", "It has lasted"), "utf-8")
    make(root)
    assert "travelled to Moscow" in section(page(root, "issues/syria/index.html"), "briefings")


def test_the_reason_of_a_tag_opens_beside_it(root: Path) -> None:
    html = page(root, "briefings/kerry-visits-moscow/index.html")
    tags = html[html.index('class="tags"') :]
    lavrov = tags[tags.index("Sergei Lavrov") :][:900]
    assert "<q>Foreign Minister Sergei Lavrov</q>" in lavrov and "named in full" in lavrov
    assert "words of the issue, score" in html


def test_a_tag_that_a_person_wrote_counts_as_about(root: Path) -> None:
    path = next(root.glob("content/briefings/envoys*.md"))
    text = path.read_text("utf-8")
    path.write_text(re.sub(r"people: \[", "people: [Ban Ki-moon, ", text), "utf-8")
    make(root)
    assert "Envoys Dine" in section(page(root, "people/ban-ki-moon/index.html"), "briefings")


def test_a_bound_is_not_shown_as_a_day_of_a_person(root: Path) -> None:
    path = next((root / "content" / "briefings").glob("kerry-visits-moscow.md"))
    path.write_text(re.sub(r"(?m)^date: .*$", "date: 2013-04-23/..", path.read_text("utf-8")), "utf-8")
    make(root)
    html = page(root, "people/sergei-lavrov/index.html")
    told = re.sub(r"<[^>]+>|\s+", " ", html[html.index("First and last") :])[:400]
    assert "on or after 23 April 2013" in told
    assert "3 September 2013" in told
    above = html[: html.index("First and last")]
    assert "3 September 2013" in above and "23 April 2013" not in above


def test_what_is_quoted_or_shown_of_a_text_with_links_is_its_words(root: Path) -> None:
    linked = VISIT.replace("for talks on Syria", "for [talks](https://news.example/a_(b)) on **Syria**")
    linked = linked.replace("these differences", "[these differences](https://news.example/b)")
    (root / "seeds" / "c.md").write_text(f"# {linked}", "utf-8")
    (root / "seeds" / "a.txt").unlink()
    make(root)
    shown, quoted = page(root, "issues/syria/index.html"), page(root, "people/john-kerry/index.html")
    assert shown.count("on Thursday for talks on <b>Syria</b>.") == 2
    assert quoted.count("We will discuss these differences today") > 1
    assert "](http" not in shown + quoted
