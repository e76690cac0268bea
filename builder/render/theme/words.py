"""Interface strings in a reader's language: `t("skip")`, `t("briefings_n", n=3)`.

Strings live in the theme, a file per language (`i18n/en.yaml`, complete; others may lack some and fall back
to English). A string with forms (`one`, `few`, `other`) is chosen by the language's own plural rules.
Dates in words are in `dates`.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property, lru_cache
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from babel import Locale

Strings = Mapping[str, "str | Mapping[str, str]"]


@dataclass(frozen=True, eq=False)
class Words:
    """The strings of one language; callable from templates."""

    language: str
    """BCP 47: `en`, `pt-BR`."""
    strings: Strings
    """Key → text with `{names}` to fill, or plural form → text."""

    def __call__(self, key: str, **values: Any) -> str:
        """The text for `key`, filled in; `n` chooses the plural form and is written as the language does."""
        if len(values) == 1:
            [(name, value)] = values.items()
            if type(value) is int or type(value) is str:
                return _filled_once(self, key, name, value)
        return self._filled(key, values)

    def _filled(self, key: str, values: Mapping[str, Any]) -> str:
        text = self.strings[key]
        if not isinstance(text, str):
            form = _form(values.get("n", 0), self.language)
            text = text.get(form) or text["other"]
        if not values:
            return text
        shown = {name: self.number(v) if isinstance(v, int) else v for name, v in values.items()}
        return text.format_map(shown)

    def get(self, key: str, fallback: str) -> str:
        """The text for `key`, or `fallback` where the catalogue has none (a rule it never heard of)."""
        text = self.strings.get(key, fallback)
        return text if isinstance(text, str) else fallback

    def number(self, n: int) -> str:
        """`12,345` as the language groups it."""
        return str(n) if -1000 < n < 1000 and self.direction == "ltr" else _decimal(n, self.language)

    def listed(self, names: Sequence[str]) -> str:
        """`a, b and c`."""
        return _listed(tuple(names), self.language) if names else ""

    @cached_property
    def locale(self) -> Locale:
        """Babel's locale for the language; English for one that it does not know."""
        return find_locale(self.language)

    @cached_property
    def direction(self) -> str:
        """`ltr` or `rtl`."""
        return direction(self.language)


RTL = frozenset(
    {"ar", "arc", "ckb", "dv", "fa", "he", "ks", "ku", "nqo", "ps", "sd", "syr", "ug", "ur", "yi"}
)


@lru_cache(maxsize=1024)
def direction(language: str) -> str:
    """`rtl` for languages and scripts written from the right, else `ltr`.

    >>> direction("ar-EG"), direction("az-Arab"), direction("ku-Latn"), direction("en")
    ('rtl', 'rtl', 'ltr', 'ltr')
    """
    parts = language.replace("_", "-").lower().split("-")
    script = next((part for part in parts[1:] if len(part) == 4 and part.isalpha()), "")
    if script:
        return "rtl" if script in {"arab", "hebr", "syrc", "thaa", "nkoo"} else "ltr"
    return "rtl" if parts[0] in RTL else "ltr"


@lru_cache(maxsize=64)
def find_locale(language: str) -> Locale:
    """Babel's locale for a BCP 47 tag, its language alone where the region is unknown, else English."""
    from babel import Locale, UnknownLocaleError

    for tag in (language, language.replace("_", "-").split("-")[0]):
        try:
            return Locale.parse(tag.replace("-", "_"))
        except (UnknownLocaleError, ValueError):
            continue
    return Locale("en")


def layered(language: str, *layers: Strings) -> Words:
    """Words from catalogues, the first winning: the language's own, a base theme's, English."""
    merged: dict[str, str | Mapping[str, str]] = {}
    for layer in reversed(layers):
        merged.update(layer)
    return Words(language, merged)


@lru_cache(maxsize=1 << 14)
def _filled_once(words: Words, key: str, name: str, value: int | str) -> str:
    """`3 briefings`, `line 12`, `By Paul Eckert` stand on many pages."""
    return words._filled(key, {name: value})


@lru_cache(maxsize=4096)
def _form(n: int, language: str) -> str:
    return str(find_locale(language).plural_form(n))


@lru_cache(maxsize=1 << 14)
def _listed(names: tuple[str, ...], language: str) -> str:
    """As Babel would, which looks its patterns up anew for every list."""
    if len(names) == 1:
        return names[0]
    joints = _joints(language)
    if len(names) == 2:
        return joints["2"].format(*names)
    text = joints["start"].format(*names[:2])
    for name in names[2:-1]:
        text = joints["middle"].format(text, name)
    return joints["end"].format(text, names[-1])


@lru_cache(maxsize=64)
def _joints(language: str) -> Mapping[str, str]:
    """What stands between the names of a list: of two, and at the start, in the middle and at the end."""
    patterns = find_locale(language).list_patterns["standard"]
    return {place: patterns[place] for place in ("2", "start", "middle", "end")}


@lru_cache(maxsize=4096)
def _decimal(n: int, language: str) -> str:
    from babel.numbers import format_decimal

    return str(format_decimal(n, locale=find_locale(language)))
