"""What is the same on every page is worked out when a template is compiled; what is not, is not."""

from __future__ import annotations

import jinja2
import pytest

from builder.render.folding import FoldingGenerator
from builder.render.hrefs import href
from builder.render.parts import SiteView
from builder.render.words import Words

WORDS = Words("en", {"skip": "Skip <it>", "n": {"one": "{n} paper", "other": "{n} papers"}})


def environment() -> jinja2.Environment:
    found = jinja2.Environment(autoescape=True, undefined=jinja2.StrictUndefined)
    found.code_generator_class = FoldingGenerator
    found.globals.update(t=WORDS, site=SiteView("A & B"))
    found.filters["href"] = href
    return found


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ('{{ t("skip") }}', "Skip &lt;it&gt;"),
        ("{{ site.title }}{% if site.author %}!{% endif %}", "A &amp; B"),
        ('{{ t("n", n=3) }}', "3 papers"),
        ("{{ t(key) }}", "Skip &lt;it&gt;"),
        ("{% for t in [7] %}{{ t }}{% endfor %}", "7"),
        ("{% macro m(t) %}{{ t('x') }}{% endmacro %}{{ m(key.upper) if 0 else m(shout) }}", "X!"),
        ("{% set site = {'title': 'other'} %}{{ site.title }}", "other"),
        ("{% macro t(x) %}mine {{ x }}{% endmacro %}{{ t('skip') }}", "mine skip"),
        ("{% for link in site.nav %}{{ link.text }}{% else %}none{% endfor %}", "none"),
    ],
)
def test_a_template_says_what_it_said(text: str, shown: str) -> None:
    made = environment().from_string(text).render(key="skip", shout=lambda word: f"{word.upper()}!")
    assert made == shown


def test_words_and_settings_are_text_in_the_compiled_template() -> None:
    compiled = environment().compile('{{ t("skip") }} {{ site.title }} {{ "/about/" | href }}', raw=True)
    assert "Skip &lt;it&gt; A &amp; B <\\x02about/index.html" in compiled


@pytest.mark.parametrize("text", ['{{ t("unheard") }}', "{{ site.unheard }}"])
def test_an_unknown_name_is_an_error_when_the_page_is_made(text: str) -> None:
    template = environment().from_string(text)
    with pytest.raises((KeyError, jinja2.UndefinedError)):
        template.render()
