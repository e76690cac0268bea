"""The default theme shows every kind of page, in every language it has, and says everything it needs."""

from __future__ import annotations

import json
import os
import re
import shutil
from functools import cache
from html.parser import HTMLParser
from pathlib import Path
from typing import Any

import jinja2
import pytest
import samples
from nu import mistakes_of

from builder.config import Config
from builder.errors import ContentError
from builder.permalinks import output_name
from builder.render import parts, views
from builder.render.page import Site, asked_by
from builder.render.parts import Passage
from builder.render.planners.search import STRINGS
from builder.render.theme.environment import ThemeEnvironment
from builder.render.theme.files import read_theme, read_words
from builder.render.theme.templates import Templates, isolated, marked
from builder.render.theme.words import find_locale
from builder.render.views import TEMPLATES, AboutView, ChronologyView, HomeView, PersonView
from builder.yamltext import load_yaml

ROOT = Path(__file__).resolve().parents[2]
THEMES = ROOT / "themes"
LANGUAGES = sorted(p.stem for p in (THEMES / "default" / "i18n").glob("*.yaml"))


@cache
def rendered(theme: str = "default", language: str = "en") -> dict[str, tuple[str, str]]:
    """Name of a sample → (its path, its page)."""
    found = read_theme(theme, THEMES, THEMES)
    words = read_words(found, language, THEMES)
    view = samples.SITE._replace(language=language, dir=words.direction)
    templates = Templates(found, Site(view, words, Config(), b""))
    return {
        name: (page.head.path, templates.render(TEMPLATES[type(page)], page).decode())
        for name, page in samples.sample_views(words).items()
    }


KINDS = sorted(rendered())


def strings(language: str) -> dict[str, str | dict[str, str]]:
    path = THEMES / "default" / "i18n" / f"{language}.yaml"
    return dict(load_yaml(path.read_text("utf-8"), path.name)[0])


def test_every_view_has_a_sample() -> None:
    shown = {type(page) for page in samples.sample_views(read_words_en()).values()}
    assert shown == set(TEMPLATES)


def read_words_en() -> object:
    return read_words(read_theme("default", THEMES, THEMES), "en", THEMES)


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("theme", ["default", "plain"])
def test_every_kind_of_page_is_shown_in_every_language(theme: str, language: str) -> None:
    for name, (_, html) in rendered(theme, language).items():
        assert html.count("<h1") == 1, name
        assert f'<html lang="{language}"' in html, name


def test_every_word_that_templates_and_code_ask_for_is_in_the_catalogue() -> None:
    known = strings("en")
    asked = set()
    for path in (THEMES / "default" / "templates").rglob("*.html"):
        asked |= set(re.findall(r"\bt\(['\"](\w+)['\"]\s*[,)]", path.read_text("utf-8")))
    for path in (ROOT / "builder" / "render").rglob("*.py"):
        asked |= set(re.findall(r"\bwords\(\s*[\"']([a-z_]+)[\"']\s*[,)]", path.read_text("utf-8")))
    assert asked and asked <= set(known), sorted(asked - set(known))


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_catalogue_says_nothing_that_english_does_not(language: str) -> None:
    english, other = strings("en"), strings(language)
    assert set(other) <= set(english)
    for key, text in other.items():
        forms = [text] if isinstance(text, str) else list(text.values())
        names = set(re.findall(r"\{(\w+)\}", json.dumps(english[key])))
        for form in forms:
            assert set(re.findall(r"\{(\w+)\}", form)) <= names, f"{language}: {key}"


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_search_page_speaks_every_language_of_the_theme_with_its_plurals(language: str) -> None:
    words = strings(language)
    for key, text in strings("en").items():
        if key.startswith("search_") or key in STRINGS:
            assert key in words, key
            if not isinstance(text, str):
                assert set(words[key]) == find_locale(language).plural_form.tags | {"other"}, key


FRAME = (
    "skip",
    "nav",
    "about",
    "chronology",
    "people",
    "issues",
    "outlets",
    "search",
    "find",
    "home",
    "briefings",
)


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_language_has_the_words_of_the_navigation(language: str) -> None:
    assert set(FRAME) <= set(strings(language))


class _Page(HTMLParser):
    """Ids, links, and what a strict policy would forbid."""

    def __init__(self) -> None:
        super().__init__()
        self.ids: list[str] = []
        self.links: list[str] = []
        self.forbidden: list[str] = []
        self.script = ""

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        values = dict(attrs)
        self.ids += [values["id"] or ""] if "id" in values else []
        self.links += [value for key, value in attrs if key in ("href", "src", "action") and value]
        self.forbidden += [key for key in values if key == "style" or key.startswith("on")]
        if tag == "script" and "src" not in values and not (values.get("type") or "").endswith("json"):
            self.forbidden.append("inline script")
        if tag == "style":
            self.forbidden.append("style")


@pytest.mark.parametrize("name", KINDS)
def test_a_page_keeps_the_policy_and_its_ids_apart(name: str) -> None:
    page = _Page()
    page.feed(rendered()[name][1])
    assert page.forbidden == []
    assert len(page.ids) == len(set(page.ids)), sorted(i for i in page.ids if page.ids.count(i) > 1)
    deep = [link for link in page.links if link.startswith("/")]
    inner = [link for link in page.links if not link.startswith(("#", "http"))]
    beside = ["static/tokens.css", "static/style.css"]  # for a reader who opens it from disk
    wanted = [link for link in inner if link not in beside] if name == "404" else []
    assert deep == wanted, "only 404.html is shown at any depth"


def test_citations_and_addresses_keep_their_own_direction_on_a_page_from_the_right() -> None:
    html = rendered("default", "ar")["briefing"][1]
    assert re.search(r'<p class="reference" dir="auto"', html) and re.search(r'<pre dir="ltr"', html)
    assert re.search(r'id="permalink" dir="ltr"', html)


def test_the_page_for_wrong_addresses_starts_at_the_host_without_a_base_url_too() -> None:
    found = read_theme("default", THEMES, THEMES)
    words = read_words(found, "en", THEMES)
    view = samples.SITE._replace(base_url="")
    page = samples.sample_views(words)["404"]
    html = Templates(found, Site(view, words, Config(), b"")).render("404.html", page).decode()
    assert 'href="/static/style.css"' in html and 'href="/chronology/index.html"' in html


def test_a_mistake_in_a_template_newer_than_the_build_is_told_of_its_own_file(tmp_path: Path) -> None:
    templates = tmp_path / "mine/templates"
    templates.mkdir(parents=True)
    (tmp_path / "mine/theme.yaml").write_text("extends: default\n", "utf-8")
    found = read_theme("mine", tmp_path, THEMES)
    words = read_words(found, "en", THEMES)
    (templates / "404.html").write_text("{% if %}", "utf-8")
    page = samples.sample_views(words)["404"]
    with pytest.raises(ContentError, match=r"themes/mine/templates/404\.html:1: .*E401"):
        Templates(found, Site(samples.SITE, words, Config(), b"")).render("404.html", page)


def test_a_page_asks_no_other_host_for_anything() -> None:
    for name, (_, html) in rendered().items():
        for tag in re.findall(r"<(?:link|script|img|source|iframe|form)[^>]*>", html):
            outside = re.search(r"(?:src|href|action)=\"(https?:[^\"]*)", tag)
            assert not outside or 'rel="canonical"' in tag, f"{name}: {tag}"


def test_the_theme_is_light() -> None:
    static = THEMES / "default" / "static"
    for name, (_, html) in rendered().items():
        sheets = dict.fromkeys(re.findall(r"static/(\w+\.css)", html))
        weight = sum((static / sheet).stat().st_size for sheet in sheets if sheet != "print.css")
        assert sheets and weight < 20_000, f"{name}: {weight}"
    assert sum((static / f"{sheet}.css").stat().st_size for sheet in ("tokens", "style", "print")) < 20_480
    assert sum((static / name).stat().st_size for name in ("early.js", "site.js")) < 15_000
    assert len(rendered()["briefing"][1].encode()) < 60_000


def test_text_from_outside_never_becomes_markup() -> None:
    words = read_words(read_theme("default", THEMES, THEMES), "en", THEMES)
    evil = '<script>alert("x")</script>'
    row = samples.items(words)[0].row._replace(title=evil, outlet=evil, dateline=evil)
    home = samples.sample_views(words)["home"]._replace(newest=(parts.Item(row, reason=evil),))
    templates = Templates(read_theme("default", THEMES, THEMES), Site(samples.SITE, words, Config(), b""))
    html = templates.render("home.html", home).decode()
    assert "<script>alert" not in html and html.count("&lt;script&gt;") == 4


def test_a_row_is_shown_alike_among_rows_alone_and_beside_items_that_say_more() -> None:
    theme = read_theme("default", THEMES, THEMES)
    words = read_words(theme, "en", THEMES)
    templates = Templates(theme, Site(samples.SITE, words, Config(), b""))
    home = samples.sample_views(words)["home"]
    plain = [parts.Item(item.row) for item in samples.items(words)]

    def listed(*items: parts.Item) -> list[str]:
        html = templates.render("home.html", home._replace(newest=items)).decode()
        return re.findall(r"(?s)  <li>.*?  </li>\n", html.partition('<ol class="rows"')[2])

    mixed = listed(*plain, plain[0]._replace(reason="both about Syria"))
    assert len(mixed) == 4 and "both about Syria" in mixed[3]
    assert listed(*plain) == mixed[:3] and listed(plain[1]) == mixed[1:2] and not listed()


# ---------------------------------------------------------------- the contract


def documented() -> str:
    return (ROOT / "docs" / "theme.md").read_text("utf-8")


@pytest.mark.parametrize("module", [views, parts], ids=["views", "parts"])
def test_every_field_a_template_can_see_is_documented(module: object) -> None:
    text = documented()
    for name, kind in vars(module).items():
        if hasattr(kind, "_fields") and getattr(kind, "__module__", "") == module.__name__:
            section = text.partition(f"### {name}\n")[2].partition("\n### ")[0]
            assert section, f"{name} has no section in docs/theme.md: run tests/render/describe_theme.py"
            missing = [name for name in kind._fields if f"`{name}`" not in section]
            assert not missing, f"{name}: {missing}"


def test_every_template_and_filter_is_documented() -> None:
    text = documented()
    for template in (THEMES / "default" / "templates").rglob("*.html"):
        assert f"`{template.relative_to(THEMES / 'default' / 'templates').as_posix()}`" in text
    for name in ("href", "line", "permalink", "number", "listed"):
        assert f"`{name}`" in text


# ---------------------------------------------------------------- valid HTML


@pytest.mark.slow
@pytest.mark.skipif(not shutil.which("java") and "CI" not in os.environ, reason="there is no Java")
def test_every_kind_of_page_is_valid_html(tmp_path: Path) -> None:
    for name, (_, html) in rendered().items():
        (tmp_path / f"{name}.html").write_text(html, "utf-8")
    assert mistakes_of(tmp_path) == ""


def test_samples_have_paths_of_their_own() -> None:
    paths = [
        output_name(page.head.path)
        for name, page in samples.sample_views(read_words_en()).items()
        if "empty" not in name
    ]  # type: ignore[arg-type]
    assert len(paths) == len(set(paths))


def test_a_sentence_shows_the_words_that_matter_and_is_safe() -> None:
    found = marked(Passage("<A> & B met <A>", ((0, 3), (6, 7))))
    assert found == "<b>&lt;A&gt;</b> &amp; <b>B</b> met &lt;A&gt;"
    assert marked(Passage("Nobody")) == "Nobody"


def test_an_address_keeps_its_direction_in_a_text_that_holds_it_and_both_are_safe() -> None:
    assert (
        isolated("<A> at https://x/?a&b.", "https://x/?a&b") == "&lt;A&gt; at <bdi>https://x/?a&amp;b</bdi>."
    )
    assert isolated("<A>", "https://x/") == isolated("<A>", "") == "&lt;A&gt;"


def test_what_only_an_extended_file_asks_for_is_worked_out(tmp_path: Path) -> None:
    templates = tmp_path / "own/templates"
    templates.mkdir(parents=True)
    (tmp_path / "own/theme.yaml").write_text("extends: default\n")
    (templates / "about.html").write_text('{% extends "default/about.html" %}')
    asked = asked_by(read_theme("own", tmp_path, THEMES))
    assert asked >= asked_by(read_theme("default", THEMES, THEMES))


@pytest.mark.parametrize(
    ("text", "changed", "differs"),
    [
        ("{% extends 'frame.html' %}", "frame.html", True),
        ("{% extends 'frame.html' %}", "deep.html", True),
        ("{% from 'deep.html' import x %}", "deep.html", True),
        ("{% include ['none.html', 'deep.html'] %}", "deep.html", True),
        ("{% include page.head.title %}", "other.html", True),
        ("{% extends 'frame.html' %}", "other.html", False),
        ("{% extends 'frame.html' %}{% nonsense %}", "about.html", True),
    ],
)
def test_a_template_stands_for_every_file_that_it_reaches(
    tmp_path: Path, text: str, changed: str, differs: bool
) -> None:
    folder = tmp_path / "own/templates"
    folder.mkdir(parents=True)
    (tmp_path / "own/theme.yaml").write_text("extends: default\n")
    for name, content in {
        "about.html": text,
        "frame.html": "{% include 'deep.html' %}",
        "deep.html": "",
        "other.html": "",
    }.items():
        (folder / name).write_text(content)

    site = Site(samples.SITE, read_words(read_theme("default", THEMES, THEMES), "en", THEMES), Config(), b"")

    def digest() -> bytes:
        found = Templates(read_theme("own", tmp_path, THEMES), site, tmp_path / "compiled")
        found.compile(["about.html"])
        return found.digests(["about.html"])["about.html"]

    before = digest()
    assert digest() == before, "also when it was found compiled"
    (folder / changed).write_text((folder / changed).read_text() + "more")
    assert (digest() != before) == differs


def test_a_mistake_on_a_page_is_told_with_the_file_and_line_it_stands_in(tmp_path: Path) -> None:
    folder = tmp_path / "own/templates/parts"
    folder.mkdir(parents=True)
    (tmp_path / "own/theme.yaml").write_text("extends: default\n")
    (folder / "own.html").write_text("{{ {'a': 1}.a }}\n\n{{ page.head.nothing }}\n")
    (folder.parent / "404.html").write_text(
        '{% extends "base.html" %}\n{% block main %}\n{% include "parts/own.html" %}\n{% endblock %}\n'
    )
    found = read_theme("own", tmp_path, THEMES)
    words = read_words(found, "en", THEMES)
    page = samples.sample_views(words)["404"]
    templates = Templates(found, Site(samples.SITE, words, Config(), b""))
    for _ in range(2):
        with pytest.raises(
            ContentError, match=r"^themes/own/templates/parts/own\.html:3: Head has no field 'noth"
        ):
            templates.render("404.html", page)


def test_templates_that_take_items_as_fields_link_as_deep_as_their_pages_lie(tmp_path: Path) -> None:
    folder = tmp_path / "own/templates"
    folder.mkdir(parents=True)
    (tmp_path / "own/theme.yaml").write_text("extends: default\n")
    links = '{% block footer %} {{ "/about/" | href }} {{ "/people/#k" | href }}{% endblock %}'
    text = '{{ {"a": page.head.path}.a }}' + links
    for name in ("about.html", "home.html", "person.html"):
        (folder / name).write_text(text)
    found = read_theme("own", tmp_path, THEMES)
    words = read_words(found, "en", THEMES)
    templates = Templates(found, Site(samples.SITE, words, Config(), b""))
    views = samples.sample_views(words).values()
    made = {type(page): templates.render(TEMPLATES[type(page)], page).decode() for page in views}
    assert made[AboutView] == "/about/ ../about/index.html ../people/index.html#k"
    assert made[HomeView] == "/ about/index.html people/index.html#k"
    assert made[PersonView].endswith("/ ../../about/index.html ../../people/index.html#k")


@pytest.mark.parametrize(
    "footer",
    [
        '{% import "way.html" as ways %}{% block footer %}{{ ways.way() }}{% endblock %}',
        '{% block footer %}{% include "way.html" without context %}{% endblock %}',
        '{% block footer %}{% include ["no.html", "way.html"] %}{% endblock %}',
        "{% block footer %}{% set d = {'x': 1} %}{{ d.x }}{% include ['way' ~ '.html'] %}{% endblock %}",
    ],
)
def test_what_is_worked_out_once_links_as_each_page_does(tmp_path: Path, footer: str) -> None:
    folder = tmp_path / "own/templates"
    folder.mkdir(parents=True)
    (tmp_path / "own/theme.yaml").write_text("extends: default\n")
    (folder / "way.html").write_text(
        "{% set to = '/about/' | href %}{% macro way() %}<a href=\"{{ to }}\">{{ '/people/' | href }}</a>"
        "{% endmacro %}{{ way() }}"
    )
    for name in ("about.html", "chronology.html", "home.html", "person.html"):
        (folder / name).write_text(footer)
    found = read_theme("own", tmp_path, THEMES)
    words = read_words(found, "en", THEMES)
    templates = Templates(found, Site(samples.SITE, words, Config(), b""))
    views = {type(page): page for page in samples.sample_views(words).values()}

    def made(kind: type) -> str:
        return templates.render(TEMPLATES[kind], views[kind]).decode().removeprefix("1")

    for _ in range(2):
        assert made(AboutView) == '<a href="index.html">../people/index.html</a>'
        assert made(ChronologyView) == '<a href="../about/index.html">../people/index.html</a>'
        assert made(HomeView) == '<a href="about/index.html">people/index.html</a>'
        assert made(PersonView) == '<a href="../../about/index.html">../../people/index.html</a>'


def test_what_a_page_leaves_in_the_midst_of_is_its_own_affair(tmp_path: Path) -> None:
    folder = tmp_path / "own/templates"
    folder.mkdir(parents=True)
    (tmp_path / "own/theme.yaml").write_text("extends: default\n")
    (folder / "em.html").write_text("{% macro em(x) %}<em>{{ x }}</em>{% endmacro %}")
    (folder / "frame.html").write_text(
        '{% import "em.html" as it %}{% block main %}{% endblock %}<p>{{ it.em("&") ~ "!" }}</p>'
    )
    (folder / "404.html").write_text(
        '{% extends "frame.html" %}{% block main %}{% for n in [1] %}{% autoescape false %}'
        "{% if page.head.title == 'b' %}{% break %}{% endif %}{% endautoescape %}{% endfor %}{% endblock %}"
    )
    found = read_theme("own", tmp_path, THEMES)
    words = read_words(found, "en", THEMES)
    templates = Templates(found, Site(samples.SITE, words, Config(), b""))
    page = samples.sample_views(words)["404"]

    def made(title: str) -> bytes:
        return templates.render("404.html", page._replace(head=page.head._replace(title=title)))

    first = made("a")
    made("b")
    assert made("a") == first == b"<p><em>&amp;</em>!</p>"


@pytest.mark.parametrize("theme", ["default", "plain"])
def test_every_kind_of_page_is_what_jinja_itself_makes_of_it(
    theme: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    found = read_theme(theme, THEMES, THEMES)
    words = read_words(found, "en", THEMES)
    site = Site(samples.SITE, words, Config(), b"")
    views = [(TEMPLATES[type(page)], page) for page in samples.sample_views(words).values()]
    ours, plain = Templates(found, site), Templates(found, site)
    monkeypatch.setattr(ThemeEnvironment, "at", jinja_of)
    expected = [plain.render(*view) for view in views]
    monkeypatch.undo()
    assert [ours.render(*view) for view in views] == expected
    assert [ours.render(*view) for view in reversed(views)] == expected[::-1], "whatever was made before"


def jinja_of(ours: ThemeEnvironment, **filters: Any) -> Any:
    """Jinja without what we add to it."""
    plain = jinja2.Environment(
        loader=ours.loader,
        autoescape=True,
        undefined=jinja2.StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
        extensions=["jinja2.ext.loopcontrols"],
    )
    plain.globals.update(ours.globals)
    plain.filters.update(ours.filters | filters)
    if "href" in filters:  # as one that asks for the page: nothing to work out when it is compiled
        plain.filters["href"] = jinja2.pass_context(lambda _, path: filters["href"](path))
    return plain
