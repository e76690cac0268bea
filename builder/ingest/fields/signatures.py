"""Names of people in the short lines around an article, and the words that are no part of them.

In: a piece of text. Out: whether it looks like a name, or the names it begins with. Word lists are data
(`words/bylines.txt`). This is about who signed; people *in* an article are found elsewhere.
"""

from __future__ import annotations

import re
from functools import lru_cache

from builder.archive.words import read_given, read_words
from builder.ingest.fields.dateforms import is_weekday, read_dates
from builder.ingest.fields.outlets import known_names
from builder.ingest.fields.wordlists import alternatives, read_sections, word_set


@lru_cache(maxsize=1)
def splitting() -> re.Pattern[str]:
    """What stands between two names."""
    words = [w for w in read_sections("bylines")["and"] if w[0].isalpha()]
    signs = "".join(re.escape(w) for w in read_sections("bylines")["and"] if not w[0].isalpha())
    either = "|".join(words)
    return re.compile(rf"\s*[{signs}]\s*(?:(?:{either})\s+)?|\s+(?:{either})\s+", re.I)


@lru_cache(maxsize=1)
def role_tail() -> re.Pattern[str]:
    """An office or degree behind a name."""
    return re.compile(rf"(?:[\s,]+(?:{alternatives('bylines', 'role')})\.?)+\W*\Z", re.I)


_MARKUP = re.compile(r"!?\[([^\]]{0,500})\]\([^)]*\)|\*\*|__|(?<!\w)[*_]+|[*_]+(?!\w)")
_MARKED = re.compile(r"[*_\[]")
STOP = re.compile(
    r"\s[|•·–—-]+(?:\s|\Z)|[|•·⋅∙—]|\d|@|\(|\s{3,}|\t|(?<=[a-zß-ÿ]{3})(?<!\bProf)\.\s|\bhttps?:|:\s|#|"
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
_LATIN, _OTHER_ALPHABET = re.compile(r"[A-Za-z]"), re.compile(r"[\u0370-\u058f]")
_EAST_ASIAN = re.compile(r"[\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af]")
_EAST_ASIAN_NAME = re.compile(
    r"[\u3400-\u9fff々]{2,4}|[\u3400-\u9fff々]{1,3}[\s\u3000][\u3400-\u9fff々\u3040-\u309f]{1,4}|[\uac00-\ud7af]{2,4}"
    r"|[\u30a0-\u30ff]{2,10}[・=＝][\u30a0-\u30ff・=＝]{2,16}"
)
"""Two to four Han or Hangul letters, family and given name apart, or a foreign name in Katakana."""
_CASELESS = re.compile(
    r"[\u0590-\u08ff\u0900-\u0dff\u0e00-\u0eff\u10a0-\u10ff\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af]"
)


@lru_cache(maxsize=8192)
def plain(text: str) -> str:
    """`text` without Markdown's links and emphasis: `By [Jane Doe](#)` → `By Jane Doe`."""
    if not _MARKED.search(text):
        return text.strip()
    return _MARKUP.sub(lambda m: m[1] or "", text).strip()


@lru_cache(maxsize=1)
def _date_labels() -> frozenset[str]:
    """`نشر في`, `公開日`: where a script has no capitals they look like names."""
    return frozenset(word.strip(" :：") for words in read_sections("datelabels").values() for word in words)


def _says_no_name(text: str) -> bool:
    """A weekday, or a word of a page's buttons, where no capitals tell a name."""
    words = [word.strip(".,:;!?،؛؟") for word in text.split()]
    unlike = word_set("bylines", "not-a-name")
    return any(word in unlike or is_weekday(word) for word in words)


def looks_like_name(text: str, least: int = 2) -> bool:
    """`text` may be the name of a person: two to five capitalised words, none of them a web page's word.

    >>> looks_like_name("Jan van der Berg"), looks_like_name("Most Popular"), looks_like_name("Ein neuer Tag")
    (True, False, False)
    """
    if len(text) > 60 or any(c.isdigit() for c in text):
        return False
    if _CASELESS.search(text):
        if text in _date_labels() or _says_no_name(text):
            return False
        if _EAST_ASIAN.search(text):  # no spaces part a label from the word before it: `기사입력`
            return bool(_EAST_ASIAN_NAME.fullmatch(text)) and not text.endswith(tuple(_date_labels()))
        return len(text.split()) <= 5 and 2 <= len(text) <= 30 and not re.search(r"[.,:;!?،؛؟]", text)
    if _LATIN.search(text) and _OTHER_ALPHABET.search(text):
        return False  # `Հայ Рус Eng`: a choice of languages
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


def is_agency(name: str) -> bool:
    """A news agency or an outlet that signs as a person would."""
    return name.casefold() in word_set("credits", "agency") or name.casefold() in known_names()


def without_agency(name: str) -> str:
    """A name without the agency or outlet that stands behind it.

    >>> without_agency("Jane Doe Associated Press")
    'Jane Doe'
    """
    words = name.split()
    for first in range(2, len(words) if not is_agency(name) else 0):
        if any(is_agency(" ".join(words[first : first + size])) for size in range(1, 5)):
            return " ".join(words[:first])
    return name


_OFFICE = re.compile(
    r"\b(?:correspondent|editor|reporter|columnist|korrespondent|redakteur|journaliste?)(?:in|s)?\Z", re.I
)


def names_in(text: str, least: int = 2) -> tuple[str, ...]:
    """The names that `text` begins with, up to the first words that are none.

    >>> names_in("Sarah Lynch and Jan de Vries, Senior Writer on Friday")
    ('Sarah Lynch', 'Jan de Vries')
    """
    stop = STOP.search(text + " ")
    head = text[: stop.start()] if stop else text
    if stop and stop.group().startswith(":") and head.count(" ") > 1:
        head = head.rpartition(" ")[0]  # the word before a colon is the next field's label
    for phrase in read_dates(text[:80]):
        head = head[: phrase.start] if phrase.start < len(head) else head
    names: list[str] = []
    for part in splitting().split(head):
        part = without_agency(_capitals(part))
        name = role_tail().sub("", " " + _unglued(part)).strip(" .,:;'\"“”()[]（）【】")
        name = unlabelled(name)
        if not name or name.casefold() in word_set("bylines", "role"):
            continue
        if names and (_is_desk(name) or (least > 1 and _is_calling(name))):
            continue
        if name not in names and (looks_like_name(name, least) or is_agency(name)):
            names.append(name)
        elif not _OFFICE.search(part.strip()):
            break
    return tuple(names)


@lru_cache(maxsize=1)
def _han_labels() -> re.Pattern[str]:
    words = (w for w in read_sections("bylines")["by"] if _EAST_ASIAN.match(w) and w[-1] not in ":：/")
    return re.compile(rf"\A(?:{'|'.join(map(re.escape, words))})(?=[\u3400-\u9fff]{{2,}})")


def unlabelled(name: str) -> str:
    """`作者魏星` → `魏星`: no space parts a label from the name behind it."""
    return _han_labels().sub("", name) if _EAST_ASIAN.match(name) else name


def _is_desk(name: str) -> bool:
    """The desk of an agency, with the role cut off: `AP Auto` of `Tom Krisher, AP Auto Writer`."""
    first, _, rest = name.partition(" ")
    return bool(rest) and not is_agency(name) and first.casefold() in word_set("credits", "agency")


def _is_calling(name: str) -> bool:
    """What somebody is, or the firm: `sociologue`, `Soziologin`, `Staff Engineer`, `Acme Corp`."""
    first, *more = (word.strip(".").casefold() for word in name.split())
    if not more:
        return len(first) > 4 and not _CASELESS.search(first) and not is_agency(name)
    firm = len(more[-1]) > 2 and more[-1] in read_words("company_marks")
    office = more[-1] in read_words("titles") and more[-1] not in read_words("family_census")
    return firm or (office and len(first) > 2 and first not in read_given())


_GLUED = re.compile(r"(?<=[a-zß-ÿ]{2})(?<!\bMac)(?<!\bVan)(?<!\bFitz)(?=[A-ZÀ-Þ][a-zß-ÿ]{2})")
_HEADS = frozenset("Mac Fitz Van Von Der Den Del Della Des Ten Ter Vander Vanden".split())
"""What a name of one word may go on behind with a capital: `VanderBeek`, `MacKenzie`."""


def _capitals(text: str) -> str:
    """A name in capitals without what stands behind it in small letters: `ANN LEE Special to The Post`."""
    words = text.split()
    size = next((i for i, word in enumerate(words) if not (word.isupper() and len(word) > 1)), 0)
    return " ".join(words[:size]) if size > 1 else text


def _unglued(text: str) -> str:
    """A name without what runs on behind it: `Dan Jervis-BardyThe West Australian` → `Dan Jervis-Bardy`."""
    words = text.split()
    for index, word in enumerate(words[1:], 1):
        seam = _GLUED.search(word)
        if seam and seam.start() > 2 and word[: seam.start()] not in _HEADS:
            return " ".join([*words[:index], word[: seam.start()]])
    return text


def as_printed(text: str) -> tuple[str, ...]:
    """A short signature that is no name by its looks: a handle, a firm, a blog."""
    words = text.split()
    lettered = any(c.isalpha() for c in text)
    plainly = lettered and 1 <= len(words) <= 4 and len(text) <= 40 and not re.search(r"[/|@:<>]", text)
    known = any(word.casefold() in word_set("bylines", "not-a-name") for word in words)
    generic = {word.casefold() for word in words} & {
        "admin",
        "administrator",
        "user",
        "editor",
        "author",
        "staff",
    }
    return (text.strip(),) if plainly and not known and not generic else ()
