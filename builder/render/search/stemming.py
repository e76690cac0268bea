"""Text → the terms that search finds it by. The browser does the same in themes/default/static/search.js.

In: any text, any script. Out: tokens (words as printed, lower case) and terms (stemmed, folded). What is
changed here must be changed there; tests/render/test_search.py runs both over the same words.
"""

from __future__ import annotations

import re
import sys
import unicodedata
from collections.abc import Callable, Iterable
from functools import cache, lru_cache
from importlib import import_module
from importlib.util import find_spec
from types import ModuleType

STEMMERS = {
    "ar": "arabic", "ca": "catalan", "da": "danish", "de": "german", "el": "greek", "en": "english",
    "es": "spanish", "et": "estonian", "eu": "basque", "fi": "finnish", "fr": "french", "ga": "irish",
    "hi": "hindi", "hu": "hungarian", "hy": "armenian", "id": "indonesian", "it": "italian",
    "lt": "lithuanian", "nb": "norwegian", "ne": "nepali", "nl": "dutch", "nn": "norwegian",
    "no": "norwegian", "pt": "portuguese", "ro": "romanian", "ru": "russian", "sr": "serbian",
    "sv": "swedish", "ta": "tamil", "tr": "turkish", "yi": "yiddish",
}  # fmt: skip
"""Language → Snowball algorithm, version 3.0.1 in Python and in static/search/stemmers alike."""

_FOLDS = str.maketrans(
    {"ß": "ss", "æ": "ae", "œ": "oe", "ø": "o", "đ": "d", "ð": "d", "þ": "th", "ł": "l", "ı": "i", "ς": "σ"}
)
_ACCENTS = re.compile("[\u0300-\u036f\u0591-\u05c7\u064b-\u065f\u0670]")
"""Marks that are dropped: accents, and the vowel points of Hebrew and Arabic. Indic vowels are letters."""

_ALONE = re.compile(
    "[\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u3005-\u3007\u3040-\u30ff\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff"
    "\U00020000-\U0003ffff]"
)
"""Scripts written without spaces: each letter is a token, and a run of them is searched as a phrase."""

_TAIL = "'(?:s|t|re|ve|ll|d|m)"
_UNDOTTED = re.compile(rf"\w+(?:{_TAIL}(?!\w))?")
_PLAIN = re.compile(rf"[^\W\d_](?:\.[^\W\d_])+(?![\w'])|{_UNDOTTED.pattern}")
_DOTTED = re.compile(r"\.[^\W\d_](?![\w'])")
"""How a word with dots ends; `a sentence.Another` and `example.org` hold none."""
_ASCII = bytes(range(128))
_WITHIN = b"'\n" + bytes(code for code in range(256) if code > 127 or chr(code).isalnum())
_SPACED = bytes(code if code in _WITHIN else 32 for code in range(256))
_SPECIAL = re.compile(f"[\u0300-\u036f\u0483-\u0489\u0590-\u1fff\ua800-\uabff]|{_ALONE.pattern}")


@lru_cache(maxsize=1)
def _marked() -> tuple[re.Pattern[str], re.Pattern[str]]:
    """As `_PLAIN`, with combining marks inside words; and one letter of a script without spaces."""
    ranges = (*range(0x300, 0x2100), *range(0xA800, 0xAC00))
    marks = "".join(chr(c) for c in ranges if unicodedata.category(chr(c))[0] == "M")
    word = f"[\\w{marks}]"
    return (
        re.compile(rf"[^\W\d_](?:\.[^\W\d_])+(?![\w{marks}'])|{word}+(?:{_TAIL}(?!{word}))?"),
        re.compile(f"{_ALONE.pattern}[{marks}]*"),
    )


def tokens(text: str) -> list[str]:
    """Words in order, lower case; `U.S.` is `us`, `Russia's` keeps its tail for the stemmer.

    >>> tokens("The U.S.-Russia talks: Lavrov’s 1,000 words")
    ['the', 'us', 'russia', 'talks', "lavrov's", '1', '000', 'words']
    """
    return token_lists((text.replace("\n", " "),))[0]


def token_lists(texts: Iterable[str]) -> list[list[str]]:
    """The tokens of each text, none of which has an end of line: all in one go, with a space for whatever is
    no part of a word. Only words with an apostrophe or dots, and texts in scripts whose letters are marked or
    stand alone, are looked at with a pattern.
    """
    text = "\n".join(texts)
    if not text.isascii():
        text = unicodedata.normalize("NFC", text).replace("’", "'").replace("ʼ", "'")
    text = text.lower().replace("_", " ")
    data = text.encode("utf-8", "surrogatepass").translate(_SPACED)
    plain = data.decode("utf-8", "surrogatepass")
    odd = set("" if data.isascii() else data.translate(None, _ASCII).decode("utf-8", "surrogatepass"))
    signs = [char for char in odd if not char.isalnum()]
    if len(signs) > MANY:
        plain, signs = _SIGN.sub(" ", plain), []
    for sign in signs:
        plain = plain.replace(sign, " ")
    lines = plain.split("\n")
    found = [line.split() for line in lines]
    for at, line in enumerate(lines if "'" in plain else ()):
        marked = [word for word in found[at] if "'" in word] if "'" in line else []
        if marked and any(_parted(word) != (word,) for word in marked):
            found[at] = [one for word in found[at] for one in (_parted(word) if "'" in word else (word,))]
    special = _SPECIAL.search("".join(odd))
    if special or _DOTTED.search(text):
        for at, line in enumerate(text.split("\n")):
            if special and _SPECIAL.search(line):
                found[at] = _special_tokens(line)
            elif _DOTTED.search(line):
                found[at] = [word.replace(".", "") for word in _PLAIN.findall(line)]
    return found


MANY = 64
"""Different signs of a text that are replaced one by one; one of thousands would be walked once for each."""
_SIGN = re.compile(r"[^\w'\n]")


@lru_cache(maxsize=1 << 14)
def _parted(word: str) -> tuple[str, ...]:
    """The tokens of a word with an apostrophe."""
    return tuple(_UNDOTTED.findall(word))


def _special_tokens(text: str) -> list[str]:
    """Those of a text, lower case, in whatever script."""
    words, alone = _marked()
    result: list[str] = []
    for word in words.findall(text):
        if not _ALONE.search(word):
            result.append(word.replace(".", ""))
            continue
        end = 0
        for letter in alone.finditer(word):
            if letter.start() > end:
                result.append(word[end : letter.start()])
            result.append(letter.group())
            end = letter.end()
        if end < len(word):
            result.append(word[end:])
    return result


def fold(word: str) -> str:
    """Without accents and case: `Müller` and `MULLER` are one word."""
    if word.isascii():
        return word
    bare = _ACCENTS.sub("", unicodedata.normalize("NFKD", word.translate(_FOLDS)))
    return unicodedata.normalize("NFC", bare).translate(_FOLDS)


@cache
def _algorithms() -> str:
    """The package of Snowball's algorithms, under a name of ours: under its own it imports all thirty when it
    is asked for one, in 12 ms.
    """
    package = ModuleType(f"{__name__}.snowball")
    found = find_spec("snowballstemmer")
    package.__path__ = found.submodule_search_locations if found else []  # type: ignore[assignment]
    sys.modules[package.__name__] = package
    return package.__name__


@lru_cache(maxsize=64)
def stemmer(lang: str) -> Callable[[str], str] | None:
    """The stemmer of a language tag (`en`, `pt-BR`), or None where there is none."""
    name = STEMMERS.get(lang.lower().replace("_", "-").partition("-")[0])
    if name is None:
        return None
    # The pure Python class: `snowballstemmer.stemmer()` would take another version where one is installed.
    module = import_module(f"{_algorithms()}.{name}_stemmer")
    stem: Callable[[str], str] = getattr(module, f"{name.capitalize()}Stemmer")().stemWord
    return stem


APART = "!"
"""Between a stem and the form of it that stands in the text. Sorts before every letter."""


class _Terms(dict[str, str]):
    """Token → term for one language, filled as words are met: a text has few words that are new."""

    def __init__(self, lang: str) -> None:
        super().__init__()
        self._stem = stemmer(lang)

    def __missing__(self, token: str) -> str:
        word = token
        if "'" in word:
            word = word[:-2] if word.endswith("'s") else word.replace("'", "")
        form = fold(word)
        number = word.isascii() and word.isdigit()  # no stemmer changes it, and archives have many
        stem = fold(self._stem(word)) or form if self._stem and not number else form
        found = self[token] = form if form == stem else f"{stem}{APART}{form}"
        return found


@lru_cache(maxsize=64)
def _terms_of(lang: str) -> _Terms:
    return _Terms(lang)


def term(token: str, lang: str) -> str:
    """What a token is found by: its stem, and the form it has here; both folded.

    >>> term("negotiations", "en"), term("lavrov's", "en"), term("лавровым", "ru")
    ('negoti!negotiations', 'lavrov', 'лавров!лавровым')
    """
    return _terms_of(lang)[token]


def terms(text: str, lang: str) -> list[str]:
    """The terms of a text, one for each token, in order."""
    return list(map(term_of(lang), tokens(text)))


def term_of(lang: str) -> Callable[[str], str]:
    """Token → term, for very many."""
    return _terms_of(lang).__getitem__


def stem_of(term: str) -> str:
    return term.partition(APART)[0]


def form_first(term: str) -> str:
    """A term the other way round, for completing what is being typed.

    >>> form_first("negoti!negotiations"), form_first("lavrov")
    ('negotiations!negoti', 'lavrov')
    """
    stem, _, form = term.partition(APART)
    return f"{form}{APART}{stem}" if form else stem


def languages_of(tags: Iterable[str]) -> list[str]:
    """The stemming languages among some language tags, sorted."""
    found = {tag.lower().replace("_", "-").partition("-")[0] for tag in tags}
    return sorted(found & STEMMERS.keys())
