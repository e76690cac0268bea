"""What is the same on every page is worked out when a template is compiled; and nothing else is different."""

from __future__ import annotations

import ast
from collections.abc import Mapping
from typing import Any

import jinja2
import pytest
from hypothesis import given
from hypothesis import strategies as st
from markupsafe import Markup, escape

from builder.render.parts import SiteView
from builder.render.theme.environment import ThemeEnvironment
from builder.render.theme.running import _escaped, escaped, shown
from builder.render.theme.words import Words

OPTIONS: Any = {
    "autoescape": True,
    "undefined": jinja2.StrictUndefined,
}
WORDS = Words("en", {"skip": "Skip <it>", "n": {"one": "{n} paper", "other": "{n} papers"}})


def environment(files: Mapping[str, str] = {}) -> ThemeEnvironment:
    found = ThemeEnvironment(**OPTIONS, loader=jinja2.DictLoader(files))
    found.know(WORDS, SiteView("A & B", tokens={"red": "#c00"}))
    return found


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ('{{ t("skip") }}', "Skip &lt;it&gt;"),
        ("{{ site.title }}{% if site.author %}!{% endif %}", "A &amp; B"),
        ('{{ t("n", n=3) }}', "3 papers"),
        ('{{ t("n", n=key | length) }}{% for x in [1] %}{{ t("n", n=x) }}{% endfor %}', "4 papers1 paper"),
        ('{{ t("n", **{"n": 3}) }}{{ t(*["skip"]) }}', "3 papersSkip &lt;it&gt;"),
        ('{{ t("n", n=3, class=2) }}{{ t("n", n=key | length, class=2) }}', "3 papers4 papers"),
        ("{{ t.number(1234) }}{{ t.number(key | length) }}{{ t.get('no', '<') }}", "1,2344&lt;"),
        ("{{ [t.language, site.title] | join }}{{ (site | string).__class__.__name__ }}", "enA &amp; Bstr"),
        ("{{ t(key) }}", "Skip &lt;it&gt;"),
        ("{% for t in [7] %}{{ t }}{% endfor %}", "7"),
        ("{% macro m(t) %}{{ t('x') }}{% endmacro %}{{ m(key.upper) if 0 else m(shout) }}", "X!"),
        ("{% set site = {'title': 'other'} %}{{ site.title }}", "other"),
        ("{% macro t(x) %}mine {{ x }}{% endmacro %}{{ t('skip') }}", "mine skip"),
        (
            "{% macro m(a, b=1) %}{{ a }}{{ b }}{% endmacro %}{% for x in '<' %}{{ m(x, b=x) }}{% endfor %}",
            "&lt;&lt;",
        ),
        ("{% macro m(a) %}{{ a }}{{ caller() }}{% endmacro %}{% call m(a='>') %}<b>{% endcall %}", "&gt;<b>"),
        ("{% macro m(class) %}{{ class }}{% endmacro %}{{ m(class='k') }}{{ m(*['l']) }}", "kl"),
        (
            "{% macro m(a) %}<{{ a }}>{% endmacro %}{% autoescape false %}{{ m('&') }}{% endautoescape %}",
            "<&amp;>",
        ),
        ("{{ site.tokens.red }}{{ site.tokens['red'] }}{{ site.tokens | length }}", "#c00#c001"),
        ("{% for link in site.nav %}{{ link.text }}{% else %}none{% endfor %}", "none"),
    ],
)
def test_a_template_says_what_it_said(text: str, shown: str) -> None:
    template = environment({"it": text}).get_template("it")
    assert template.render(key="skip", shout=lambda word: f"{word.upper()}!") == shown


def test_words_and_settings_are_text_in_the_compiled_template() -> None:
    compiled = environment().compile('{{ t("skip") }} {{ site.title }} ', raw=True)
    assert "Skip &lt;it&gt; A &amp; B " in ast.literal_eval(_longest(compiled))


def _longest(source: str) -> str:
    return max((line.strip(" ,") for line in source.splitlines() if line.strip().startswith("'")), key=len)


@pytest.mark.parametrize("text", ['{{ t("unheard") }}', "{{ site.unheard }}"])
def test_an_unknown_name_is_an_error_when_the_page_is_made(text: str) -> None:
    template = environment({"it": text}).get_template("it")
    with pytest.raises((KeyError, jinja2.UndefinedError)):
        template.render()


@given(
    st.one_of(
        st.text("<>&'\"ab é\x02", max_size=9),
        st.integers(),
        st.floats(),
        st.booleans(),
        st.none(),
        st.text().map(Markup),
    )
)
def test_what_is_printed_is_escaped_as_ever(value: object) -> None:
    assert shown(value) == escape(value)
    assert _escaped(str(value)) == escaped(str(value)) == escape(str(value))


class Safe:
    """Not text, and says itself how it is shown."""

    def __html__(self) -> str:
        return "<hr>"

    def __str__(self) -> str:
        return "a rule"


FILES = {
    "base": "<{% block head %}base {{ a }}{% endblock %}|{% block main %}{% endblock %}|{{ a }}>",
    "child": "{% extends 'base' %}lost{{ a }}{% block main %}{{ super() }}{% include 'part' %}{% endblock %}",
    "grandchild": "{% extends 'child' %}{% block head %}{{ super() }}{% endblock %}",
    "framed": "{% extends 'base' %}{% from 'macros' import m %}{% import 'macros' as of %}lost"
    "{% block head %}{{ super() }}{{ m(a) }}{% endblock %}{% block main %}{{ of.m(a) }}{% endblock %}",
    "deep": "{% extends 'framed' %}{% block main %}{{ m(xs) }}{{ super() }}{{ self.head() }}{% endblock %}",
    "above": "first{% extends 'base' %}",
    "setting": "{% extends 'base' %}{% set b = a %}{% block main %}{{ b }}{% endblock %}",
    "twice": "{% extends 'base' %}{% extends 'base' %}",
    "nowhere": "{% extends 'none' %}",
    "nothing": "{% extends 'base' %}{% from 'macros' import no %}{% block main %}{{ no() }}{% endblock %}",
    "perhaps": "{% if up %}{% extends 'base' %}{% endif %}kept {{ a }}{% block main %}own{% endblock %}",
    "part": "{% for x in xs %}{{ loop.index }}{{ x }}{% if not loop.last %}, {% endif %}{% endfor %}.",
    "macros": "{% macro m(x) %}<i>{{ x }}{% if caller is defined %}{{ caller() }}{% endif %}"
    "</i>{% endmacro %}",
    "user": "{% from 'macros' import m %}{{ m(a) }}{% call m('b') %}{{ a }}{% endcall %}",
    "ways": "{% macro m(x, y='<2>') %}{{ x }}{{ y }};{% endmacro %}{{ m(a) }}{{ m(a, 3) }}{{ m(y=1, x=a) }}"
    "{% for x in xs %}{{ m(x) }}{% endfor %}{% block b %}{{ m(a, y=a) }}{% endblock %}",
    "more": "{% macro m(x) %}{{ x }}{{ varargs }}{{ kwargs }};{% endmacro %}{{ m(1, 2, z=3) }}{{ m(1) }}",
    "wrong": "{% macro m(x) %}{{ x }}{% endmacro %}{% call m(1) %}in{% endcall %}",
    "wronger": "{% macro m(x) %}{{ caller() }}{% endmacro %}{% call m(1, 2) %}in{% endcall %}",
    "asked": "{% macro m(x, caller=none) %}{{ x }}{{ caller() if caller }};{% endmacro %}{{ m(1) }}"
    "{% call m(2) %}in{% endcall %}{% macro n() %}{{ caller(a, 4) }}{% endmacro %}"
    "{% call(p, q) n() %}{{ p }}{{ q }}{% endcall %}",
    "bare": "{% macro m(x) %}<b>{{ x }}{% endmacro %}{% autoescape false %}{{ m(a) ~ a }}{% endautoescape %}",
    "kept": "{% set s %}<b>{{ a }}</b>{% endset %}{{ s }}{{ s ~ a }}",
    "filtered": "{% filter upper %}<u>{{ a }}</u>{% endfilter %}",
    "unsafe": "{% autoescape false %}{{ a }}{% endautoescape %}{{ a }}{{ a | safe }}",
    "nested": "{% block o %}{% for x in xs %}{% block i scoped %}{{ x }}{% endblock %}{% endfor %}"
    "{% endblock %}{{ self.o() }}",
    "safe": "{{ a | safe }}{{ 5 | safe }}{{ none | safe }}{{ b | safe }}{{ (a | safe) ~ a }}{{ '<' | safe }}",
    "words": "{{ a.partition('&') }}{{ a.join(xs) }}{% for x in xs %}{{ x.upper() }}{% endfor %}",
    "around": "{% macro s(t, c='') %}<{{ t }}{{ c }}>{{ caller() }}{% endmacro %}{% for x in xs %}"
    "{% call s(x) %}{{ x }}{% call s(a, 3) %}{{ loop.index }}{% endcall %}{% endcall %}{% endfor %}"
    "{% block w %}{% call s(a) %}{{ b }}{% include 'part' %}{% endcall %}{% endblock %}",
    "asking": "{% set k = 3 %}{% include 'part' without context %}{% include ['none', 'part'] %}"
    "{% include 'none' ignore missing %}{% for a in xs %}{% include 'below' %}{% endfor %}",
    "below": "{{ a }}{{ k is defined }}{% block q %}({{ a }}){% endblock %}",
    "required": "{% extends 'needs' %}{% block r %}{{ a }}{% endblock %}",
    "unfilled": "{% extends 'needs' %}",
    "needs": "{% if up %}[{% block r required %}{% endblock %}]{% endif %}",
    "recursive": "{% for x in tree recursive %}({{ x.n }}{{ loop(x.of) }}){% endfor %}",
    "lacking": "{% if up %}{{ a | nosuch }}{% endif %}{{ 1 if a or b is nosuch }}",
    "lost": "{% if not up %}{{ a is nosuch }}{% endif %}"
    "{% macro m() %}{{ a | nosuch if up }}{% endmacro %}{{ m() }}",
    "renaming": "{% for t in tree %}{% include 'renamed' %}{% endfor %}"
    "{% with site = d %}{% include 'resited' %}{% endwith %}",
    "renamed": "{{ t.n }}{{ t.of }}{{ t }}{{ t.get }}{{ t['n'] }}{{ t.number is defined }}",
    "resited": "{{ site.x }}{{ site.nav is defined }}{{ site }}",
    "calling": "{% macro m(t) %}{% include 'called' %}{% endmacro %}{{ m(d.get) }}",
    "called": "{{ t('x') }}{{ t(a) }}",
    "items": "{{ d.x }}{{ d.get('x') }}{% include 'recursive' %}{{ d.class }}"
    "{{ d.no is defined }}{{ 5.real }}",
    "missing": "{{ d.x }}{{ d.no }}",
    "fields": "{{ b.__class__.__name__ }}{{ (a ~ a).upper() }}{{ (-3).real }}"
    "{{ [a][0].lower() }}{{ 'x'.upper() }}",
    "fieldless": "{{ b.no }}",
    "undefined": "{{ nobody.no }}",
    "nobody": "{% block n %}{{ nobody is defined }}{{ nobody }}{% endblock %}",
    "branch": "{% if up %}{% set z = 1 %}{% endif %}{% for x in xs if up %}{% set z = x %}{% endfor %}"
    "{{ z is defined }}{% if z is defined %}{{ z }}{% endif %}{% block z %}{{ z is defined }}{% endblock %}",
    "places": "{% from 'macros' import m %}{% block w %}{% include 'plainly' %}{% include 'giving' %}"
    "{{ k is defined }}{{ a }}{% endblock %}{% macro n() %}{% include 'plainly' %}{% endmacro %}{{ n() }}",
    "plainly": "{{ a }}{{ k is defined }}{{ nobody is defined }}{% if m is defined %}{{ m('x') }}{% endif %}"
    "{% for x in xs %}{{ x }}{% include 'giving' %}{{ a }}{% endfor %}",
    "giving": "{% set k = a %}{% set a = 1 %}{{ k }}{% block g %}[{{ a }}]{% endblock %}",
    "locals": "{% macro o(a) %}{% if not a %}{% set k = 1 %}{% endif %}{% include 'plainly' %}{% endmacro %}"
    "{{ o('<') }}{{ o('') }}{% for a in xs %}{% include 'plainly' %}{% endfor %}",
    "perchance": "{% if up %}{% set k = 1 %}{% endif %}{% include 'plainly' %}{{ k is defined }}",
    "inside": "{% macro m(x) %}{{ caller() | upper }}{{ caller.name }}{{ caller.arguments }}"
    "{{ caller.catch_kwargs }}{{ caller() ~ a }}{{ caller(x=1) if up }}{% endmacro %}"
    "{% call m(1) %}<b>{{ a }}{% endcall %}",
    "empty": "",
}


@pytest.mark.parametrize("name", sorted(FILES))
@pytest.mark.parametrize("up", [True, False])
def test_a_page_is_put_together_as_jinja_does(name: str, up: bool) -> None:
    mine = environment(FILES)
    plain = jinja2.Environment(**OPTIONS, loader=jinja2.DictLoader(FILES))
    plain.globals.update(t=mine.t, site=mine.site)
    tree = [{"n": "<1>", "of": [{"n": 2, "of": []}]}]
    given_ = {
        "a": "<&>",
        "b": Safe(),
        "xs": ["<x>", Markup("<y>")],
        "up": up,
        "tree": tree,
        "d": {"x": "<", "class": 1},
    }
    for _ in range(2):
        assert made(mine, name, given_) == made(plain, name, given_)


def made(environment: jinja2.Environment, name: str, given: dict[str, Any]) -> str:
    """A page, or the mistake that it ends in."""
    try:
        return environment.get_template(name).render(given)
    except (jinja2.TemplateError, TypeError, LookupError) as error:
        return repr(error)


@pytest.mark.parametrize("call", ["m()", "m(1, 2)", "m(1, y=2)", "m(1, caller=2)"])
def test_a_macro_that_is_called_wrongly_is_an_error_as_ever(call: str) -> None:
    text = f"{{% macro m(x) %}}{{{{ x }}}}{{% endmacro %}}{{{{ {call} }}}}"
    template = environment({"it": text}).get_template("it")
    with pytest.raises((TypeError, jinja2.UndefinedError)):
        template.render()


def test_a_template_for_which_a_field_was_none_asks_from_then_on() -> None:
    template = environment({"it": "{{ d.x }}"}).get_template("it")
    assert [template.render(d=Row(x) if x % 2 else {"x": x}) for x in range(4)] == ["0", "1", "2", "3"]


class Row:
    def __init__(self, x: int) -> None:
        self.x = x
