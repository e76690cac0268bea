"""Which language a seed is in: what its small words say, checked against what the page claims."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Mapping
from functools import lru_cache
from importlib.resources import files

from builder.ingest.fields.bodyspan import BodySpan
from builder.model import Evidence, RawDocument

_WORDS = re.compile(r"[^\W\d_]+")
_CODE = re.compile(r"\A([a-z]{2,3})(?:[-_]|\Z)", re.I)
_SCRIPTS = (
    ("ja", re.compile(r"[\u3040-\u30ff]")),
    ("ko", re.compile(r"[\uac00-\ud7af]")),
    ("zh", re.compile(r"[\u4e00-\u9fff]")),
    ("th", re.compile(r"[\u0e00-\u0e7f]")),
    ("hy", re.compile(r"[\u0530-\u058f]")),
    ("ka", re.compile(r"[\u10a0-\u10ff]")),
)
ENOUGH = 400
"""Words that are looked at; more change nothing."""


@lru_cache(maxsize=1)
def _function_words() -> Mapping[str, frozenset[str]]:
    lines = files("builder.ingest").joinpath("words/function_words.txt").read_text("utf-8").splitlines()
    pairs = (line.partition(" = ") for line in lines if not line.startswith("#"))
    return {code: frozenset(words.split()) for code, sign, words in pairs if sign}


def function_words(code: str) -> frozenset[str]:
    """The commonest small words of a language; none of one that is not listed."""
    return _function_words().get(code, frozenset())


def guess_language(text: str) -> str:
    """The code of the language most of whose small words stand in `text`; empty where none does.

    >>> guess_language("Der Minister sagte, dass die Gespräche mit den USA nicht zu Ende sind.")
    'de'
    """
    sample = text[:4000]
    for code, script in _SCRIPTS:
        if len(script.findall(sample)) > len(sample) / 12:
            return code
    words = Counter(word.casefold() for word in _WORDS.findall(text)[:ENOUGH])
    scores = {code: sum(words[w] for w in known) for code, known in _function_words().items()}
    best = max(scores, key=lambda code: scores[code])
    return best if scores[best] >= max(3, sum(words.values()) * 0.08) else ""


def find_language(document: RawDocument, span: BodySpan) -> tuple[str, tuple[Evidence, ...]]:
    """The language of the body; what the page claims, where the words do not say."""
    lines = span.filled[span.first : span.last + 1] or span.filled
    guessed = guess_language(" ".join(line.text for line in lines))
    claimed = next(
        (claim for claim in document.claims if claim.field == "lang" and _CODE.match(claim.value)), None
    )
    code = _CODE.match(claimed.value) if claimed else None
    if (
        claimed
        and code
        and (not guessed or guessed == code[1].lower() or guessed not in _rivals(code[1].lower()))
    ):
        return code[1].lower(), (claimed.evidence,)
    if guessed:
        return guessed, (Evidence("small words", ", ".join(_seen(lines[0].text if lines else "", guessed))),)
    return "", ()


def _rivals(code: str) -> frozenset[str]:
    """Languages that are a better guess than the claim `code`: those of a script of their own, those whose
    small words are counted, when `code` is one of them."""
    scripts = frozenset(name for name, _ in _SCRIPTS)
    known = frozenset(_function_words())
    return (scripts | known if code in known else scripts) - _NEAR.get(code, frozenset())


_NEAR: Mapping[str, frozenset[str]] = {
    "nb": frozenset(("da", "sv")),
    "da": frozenset(("nb", "sv")),
    "sk": frozenset(("cs",)),
    "cs": frozenset(("sk",)),
    "sr": frozenset(("hr", "bg")),
    "hr": frozenset(("sr",)),
    "bg": frozenset(("ru", "sr")),
    "ca": frozenset(("es",)),
    "uk": frozenset(("ru",)),
    "yue": frozenset(("zh",)),
}
"""Languages that a short text may be mistaken for: there the page's claim stands."""


def _seen(text: str, code: str) -> list[str]:
    known = _function_words().get(code, frozenset())
    return list(dict.fromkeys(w for w in _WORDS.findall(text.casefold()) if w in known))[:6] or [code]
