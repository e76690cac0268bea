"""Each mistake a built site can have is found on its line; a good page raises none."""

from __future__ import annotations

from pathlib import Path

import pytest

from builder.publish.check import check_site
from builder.publish.leaks import Withheld


def found(folder: Path, files: dict[str, str], **options: object) -> list[str]:
    for name, text in files.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, "utf-8")
    return [str(problem) for problem in check_site(folder, **options)]  # type: ignore[arg-type]


GOOD = """<!doctype html>
<link rel="stylesheet" href="../../site.css"><a href="https://example.org/x">out</a>
<a href="../../index.html#top">home</a> <a href="#here" id=here>here</a> <a href="mailto:a@b.c">mail</a>
<script src="../../a.js?v=1"></script><p title="a > b">x</p>"""


def test_a_good_site_has_no_problems(tmp_path: Path) -> None:
    files = {
        "index.html": '<p id="top">',
        "people/ada/index.html": GOOD,
        "site.css": "a{background:url(x.svg)}b{src:url('data:font/x')}",
        "x.svg": "",
        "a.js": "",
        "sitemap.xml": "<loc>https://a.org/r/people/ada/</loc>",
    }
    assert found(tmp_path, files, base_url="https://a.org/r/") == []


def test_only_the_page_for_wrong_addresses_starts_at_the_root_of_the_host(tmp_path: Path) -> None:
    files = {"404.html": '<a href="/r/people/">', "people/index.html": '<a href="/r/404.html">'}
    problems = found(tmp_path, files, base_url="https://a.org/r/")
    assert len(problems) == 1 and problems[0].startswith("public/people/index.html:1: ")
    (tmp_path / "404.html").write_text('<a href="/people/">')
    assert found(tmp_path, {}) == ["public/people/index.html:1: " + problems[0].partition(": ")[2]]


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ('<a href="nowhere.html">', "E520"),
        ('<a href="../up.html">', "E520"),
        ('<a href="/people/">', "E520"),
        ('<a href="#missing">', "E521"),
        ('<p id="a"><p id="a">', "E522"),
        ('<img src="https://cdn.example/x.png">', "E523"),
        ('<link rel="stylesheet" href="//cdn.example/x.css">', "E523"),
        ("<script>alert(1)</script>", "E524"),
        ('<p style="color:red">', "E524"),
        ('<p onclick="x()">', "E525"),
        ('<a href="java\nscript:x()">', "E525"),
        ('<a href="&#106;avascript:x()">', "E525"),
    ],
)
def test_each_mistake_is_found_on_its_line(tmp_path: Path, text: str, code: str) -> None:
    problems = found(tmp_path, {"index.html": f"<!doctype html>\n<p>\n{text}"})
    assert len(problems) == 1, problems
    assert problems[0].startswith("public/index.html:3: ")
    assert problems[0].endswith(f"[{code}]")


def test_addresses_of_the_published_site_must_lead_somewhere(tmp_path: Path) -> None:
    files = {
        "index.html": '<link rel="canonical" href="https://a.org/r/gone/">',
        "sitemap.xml": "<loc>https://a.org/r/gone/</loc>",
    }
    problems = found(tmp_path, files, base_url="https://a.org/r")
    assert [problem[-6:] for problem in problems] == ["[E520]"] * 2


def test_withheld_words_are_found_in_every_kind_of_file(tmp_path: Path) -> None:
    files = {
        "index.html": "<p>Write to e.x@example.ru now",
        "a/data.json": '{"x": "E.X@example.ru"}',
        "b.css": "e.x@example.ru",
    }
    problems = found(tmp_path, files, withheld=Withheld(frozenset({"e.x@example.ru"})))
    assert [problem.split(":")[0] for problem in problems] == ["public/a/data.json", "public/index.html"]


def test_files_in_other_encodings_are_looked_at_too(tmp_path: Path) -> None:
    (tmp_path / "old.css").write_bytes("/* Zürich */ a{background:url(gone.svg)}".encode("latin-1"))
    (tmp_path / "old.html").write_bytes('<p>Zürich <a href="gone.html">'.encode("latin-1"))
    assert sorted(problem[-6:] for problem in found(tmp_path, {})) == ["[E520]", "[E520]"]
