"""A line that says who wrote → the names, apart from editors, offices and dates.

In: the text of one line. Out: a `Byline`, or None where the line is no byline. The words around names
("By", "von", "Reporting by", "文/") are data: `words/bylines.txt`. Which line of a seed is *the* byline,
`metadata` decides.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache

from builder.ingest.wordlists import alternatives, read_sections, word_set


@dataclass(frozen=True, slots=True)
class Byline:
    """Who a line says wrote and edited."""

    names: tuple[str, ...]
    editors: tuple[str, ...] = ()
    whole: bool = True
    """The line is a byline and nothing else."""
    word: str = ""
    """The word that said so: `by`, `von`, `reporting by`; empty for names alone."""


@lru_cache(maxsize=1)
def _opening() -> re.Pattern[str]:
    """A line that opens with a byline word and goes on with something."""
    words = alternatives("bylines", "by")
    return re.compile(rf"[\W_]*({words})(?<=[:：/／])\s*(?=\S)|[\W_]*({words})\s+(?=\S)", re.I)


@lru_cache(maxsize=1)
def _editing() -> re.Pattern[str]:
    return re.compile(rf"\b(?:{alternatives('bylines', 'editors')})\s+", re.I)


@lru_cache(maxsize=1)
def _splitting() -> re.Pattern[str]:
    words = [w for w in read_sections("bylines")["and"] if w[0].isalpha()]
    signs = "".join(re.escape(w) for w in read_sections("bylines")["and"] if not w[0].isalpha())
    return re.compile(rf"\s*[{signs}]\s*|\s+(?:{'|'.join(words)})\s+", re.I)


@lru_cache(maxsize=1)
def _role_tail() -> re.Pattern[str]:
    return re.compile(rf"[\s,]+(?:{alternatives('bylines', 'role')})\.?(?=\s|\W*\Z)", re.I)


_MARKUP = re.compile(r"!?\[([^\]]*)\]\([^)]*\)|\*\*|__|(?<!\w)[*_]+|[*_]+(?!\w)")
_STOP = re.compile(
    r"\s[|•·–—-]+(?:\s|\Z)|[|•·]|\d|@|\(|\s{3,}|\t|\.\s|\bhttps?:|:\s|#|"
    r"\b(?:published|updated|posted|last\s+updated|on|for|in|at|from|who|is|was|has|the"
    r"|für|am|pour|para|im|a las|le|il|el"
    r"|follow|share|twitter|facebook|min|minutes?|read|contact|email|e-mail)\b",
    re.I,
)
_PARTICLES = frozenset(
    "al an af av bin ibn bint da das de del della den der di do dos du e el i la las le los mac san st "
    "ten ter van vom von y zu zum zur bte ul ur".split()
)
_TOKEN = re.compile(r"[^\W\d_]+(?:['’ʼ`.\-‐‑][^\W\d_]+)*[.'’]?")
_CASELESS = re.compile(
    r"[\u0590-\u08ff\u0900-\u0dff\u0e00-\u0eff\u10a0-\u10ff\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af]"
)
_CREDIT_LINE = re.compile(
    r"\A\W*\(?\s*(?:additional\s+)?(?:reporting|writing|compiled|written|reported)\b.*\bby\b", re.I
)


def plain(text: str) -> str:
    """`text` without Markdown's links and emphasis: `By [Jane Doe](#)` → `By Jane Doe`."""
    return _MARKUP.sub(lambda m: m[1] or "", text).strip()


def looks_like_name(text: str, least: int = 2) -> bool:
    """`text` may be the name of a person: two to five capitalised words, none of them a web page's word.

    >>> looks_like_name("Jan van der Berg"), looks_like_name("Most Popular"), looks_like_name("Ein neuer Tag")
    (True, False, False)
    """
    if len(text) > 60 or any(c.isdigit() for c in text):
        return False
    if _CASELESS.search(text):
        return (
            len(text.split()) <= 5 and 2 <= len(text) <= 30 and not re.search(r"[.,:;!?。、！？「」]", text)
        )
    tokens = text.split()
    if not least <= len(tokens) <= 5 or not all(_TOKEN.fullmatch(token) for token in tokens):
        return False
    bare = [token.strip(".'’").casefold() for token in tokens]
    if any(word in word_set("bylines", "not-a-name") for word in bare):
        return False
    capital = [
        token[0].isupper() or (token[:2] in ("d'", "d’", "l'") and token[2:3].isupper()) for token in tokens
    ]
    return capital[-1] and all(
        c or b in _PARTICLES or "-" in t for c, b, t in zip(capital, bare, tokens, strict=True)
    )


def is_organisation(name: str) -> bool:
    """The name of a desk, an agency or a staff, rather than of a person."""
    return any(
        word.strip(".").casefold() in word_set("bylines", "organisation")
        for word in re.split(r"[\s-]+", name)
    )


def names_in(text: str, least: int = 2) -> tuple[str, ...]:
    """The names that `text` begins with, up to the first words that are none."""
    stop = _STOP.search(text + " ")
    head = text[: stop.start()] if stop else text
    names: list[str] = []
    for part in _splitting().split(head):
        name = _role_tail().sub("", " " + part).strip(" .,:;'\"“”()[]")
        if not name or name.casefold() in word_set("bylines", "role") | word_set("bylines", "credit"):
            continue
        if not looks_like_name(name, least) or name in names:
            break
        names.append(name)
    return tuple(names)


def read_byline(text: str) -> Byline | None:
    """Names from a line that opens with a byline word, or from a credit line in brackets.

    >>> read_byline("(Reporting by Paul Eckert; Editing by Philip Barbara)")
    Byline(names=('Paul Eckert',), editors=('Philip Barbara',), whole=True, word='reporting by')
    >>> read_byline("By [Yekaterina Kravtsova](#)").names
    ('Yekaterina Kravtsova',)
    """
    line = plain(text)
    if _CREDIT_LINE.match(line) or (line.startswith("(") and _editing().search(line)):
        return _read_credit(line)
    opening = _opening().match(line)
    if not opening:
        editing = _editing().match(line)
        if editing and (names := names_in(line[editing.end() :])):
            return Byline((), names, len(line) < 90, editing.group().strip().casefold())
        return None
    rest = line[opening.end() :]
    word = (opening[1] or opening[2]).casefold()
    names = names_in(rest, least=1 if len(rest.split()) == 1 and word.rstrip(":").isalpha() else 2)
    editors: tuple[str, ...] = ()
    editing = _editing().search(rest)
    if editing:
        editors = names_in(rest[editing.end() :])
    if not names and not editors:
        return None
    return Byline(names, editors, len(line) <= 60 + sum(map(len, names)), word)


def _read_credit(line: str) -> Byline | None:
    """`(Reporting by A in X and B; Additional reporting by C; Editing by D and E)`."""
    names: list[str] = []
    editors: list[str] = []
    for clause in re.split(r";|\.\s+(?=[A-Z])", line.strip("()*_ ")):
        editing = _editing().match(clause.strip())
        reporting = re.match(r"(?:[\w\s,]*?\b)?by\s+", clause.strip(), re.I)
        if editing:
            editors.extend(_scattered(clause.strip()[editing.end() :]))
        elif reporting:
            names.extend(_scattered(clause.strip()[reporting.end() :]))
    if not names and not editors:
        return None
    return Byline(tuple(dict.fromkeys(names)), tuple(dict.fromkeys(editors)), True, "reporting by")


def _scattered(text: str) -> list[str]:
    """Every name of a credit clause, where places stand between: `A in Moscow, B and C in Rome`."""
    found = []
    for part in _splitting().split(text):
        name = re.split(r"\s+(?:in|for|at|from)\s+", part)[0].strip(" .,;()*_")
        if looks_like_name(name):
            found.append(name)
    return found


def bare_names(text: str) -> tuple[str, ...]:
    """The names of a line that holds names and nothing else but an office: a byline without a word."""
    line = plain(text).strip(" •*–-")
    if len(line) > 90 or line.endswith((".", "!", "?", ":")) or _STOP.search(line + " "):
        return ()
    names = names_in(line)
    rest = line
    for name in names:
        rest = rest.replace(name, "", 1)
    rest = _splitting().sub("", _role_tail().sub("", " " + rest)).strip(" ,")
    return names if not rest else ()
