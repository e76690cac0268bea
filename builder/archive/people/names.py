"""The anatomy of a person's name: given names, family name, particles, suffix; and when two names can be
one person.

In: a name as printed, without or with titles. Out: `NameParts`, folded (lower-case ASCII), so that
accents, apostrophes and case never matter. Who a name *is*, the register decides; nothing here looks at
the archive.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from functools import cache, lru_cache

from builder.archive.words import read_given, read_groups, read_words

SUFFIXES = frozenset({"jr", "sr", "ii", "iii", "iv", "junior", "senior"})
_APOSTROPHES = re.compile(r"['’‘ʼʻʿʾ`´]")
_JOINED_PARTICLE = re.compile(r"\b(?:al|el|as|ash|ad|an|at|az|ar|ul|ben|bin|ibn|st)-(?=\w)")
_POSSESSIVE = re.compile(r"['’](?:s|S)?\Z")
_DOUBLED = re.compile(r"([bcdfgklmnprstvz])\1")
_BRACKETS = re.compile(r"[\[\]()“”\"]")
_GLUED_PARTICLE = re.compile(r"\b(De|Du|Van|Von|La|Le)([A-Z][a-z]{3,})")
_GLUED_INITIALS = re.compile(r"\b([A-Z])([A-Z])(?= [A-Z][a-z])")
_MARKED = re.compile(r"(.*\S)\s+\(([^()]+)\)\s*\Z")
_COMMA = re.compile(r",(?!\s*(?:jr|sr|ii|iii|iv)\b)\s*", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class NameParts:
    """A name taken apart, every part folded."""

    given: tuple[str, ...]
    """Given names and initials in order; empty for a bare family name."""
    family: str
    """Family name without particles: `assad` for al-Assad, `laden` for bin Laden."""
    suffix: str = ""
    """`jr`, `sr`, `ii` …; the mark that tells two of one name apart."""
    family_first: bool = False
    """The family name was printed first (Hu Jintao)."""
    short: tuple[str, ...] = ()
    """Other words that stand for the whole: the last of a Vietnamese name (Ngo Dinh Diem)."""

    @property
    def bare(self) -> bool:
        """Only a family name, no given name."""
        return not self.given


@lru_cache(maxsize=131072)
def fold(text: str) -> str:
    """Lower-case ASCII with single spaces; apostrophes and full stops gone.

    >>> fold("Raúl  CASTRO")
    'raul castro'
    """
    if not text.isascii():
        from anyascii import anyascii

        text = anyascii(_APOSTROPHES.sub("", text))
    text = _APOSTROPHES.sub("", text).replace(".", " ").lower()
    return " ".join(text.split())


@lru_cache(maxsize=65536)
def family_key(family: str) -> str:
    """One key for the common spellings of a family name; two names of one key need not be one family.

    >>> family_key("Shoygu") == family_key("Shoigu")
    True
    """
    key = fold(family).replace("-", "").replace(" ", "")
    key = _family_variants().get(key, key)
    key = key[:1] + key[1:].replace("y", "i").replace("ii", "i").replace("ou", "u")
    return _DOUBLED.sub(r"\1", key)


@cache
def _family_variants() -> dict[str, str]:
    return {name: group[0] for group in read_groups("family_variants") for name in group}


@lru_cache(maxsize=131072)
def split_name(name: str) -> NameParts:
    """The parts of a name; titles before it are dropped, a comma form (`Lavrov, Sergei`) is turned round.

    >>> split_name("Bashar al-Assad").family, split_name("Hu Jintao").family
    ('assad', 'hu')
    """
    marked = _MARKED.match(name)
    if marked:  # John Smith (Senator): as the register tells two of one name apart
        return replace(split_name(marked[1]), suffix=fold(marked[2]))
    words = _words(name)
    titles = read_words("titles")
    while len(words) > 1 and (words[0] == "m" or words[0] in titles or words[1] in titles):
        before_title = words[1] in titles and words[0] in read_words("around_names")
        if words[0] in read_words("titles_or_names") or not (
            before_title or words[0] == "m" or words[0] in titles
        ):
            break
        words = words[1:]
    suffix = ""
    while len(words) > 1 and words[-1] in SUFFIXES:
        suffix = {"junior": "jr", "senior": "sr"}.get(words[-1], words[-1])
        words = words[:-1]
    core = _without_particles(words)
    if len(core) == 1:
        return NameParts((), core[0], suffix)
    if _is_family_first(core):
        syllables = "".join(core[1:]).replace("-", "")
        return NameParts((syllables,), core[0], suffix, True, (core[-1],))
    given = tuple(part for word in core[:-1] for part in word.split("-") if part)
    return NameParts(given, core[-1], suffix)


def _without_particles(words: list[str]) -> list[str]:
    """`[osama, bin, laden]` → `[osama, laden]`; `al` and `ben` that begin a name of two words are given
    names (Al Gore).
    """
    particles = read_words("particles")
    if len(words) > 2 and words[0] in read_words("family_first") and words[1] in ("van", "thi"):
        return words  # Nguyen Van La, Le Van Kim
    core = [word for word in words[:-1] if word not in particles or len(word) == 1] + words[-1:]
    if len(words) == 2 and words[0] in ("al", "ben", "della", "an", "do") and len(core) == 1:
        return words
    return core or words[-1:]


def _words(name: str) -> list[str]:
    name = _POSSESSIVE.sub("", _BRACKETS.sub("", name.strip()))
    turned = _COMMA.split(name, maxsplit=1)
    if len(turned) == 2 and turned[1]:
        name = f"{turned[1]} {turned[0]}"
    name = re.sub(r"(?<=\b[A-Za-z])\.(?=[A-Za-z])", ". ", name)
    name = _GLUED_PARTICLE.sub(r"\1 \2", name)
    name = _GLUED_INITIALS.sub(r"\1 \2", name)
    return _JOINED_PARTICLE.sub("", fold(name).replace(",", " ")).split()


def _is_family_first(words: list[str]) -> bool:
    """Chinese, Korean, Vietnamese order: a known family name, then syllables that are no family name
    themselves.
    """
    surnames = read_words("family_first")
    if words[0] not in surnames or len(words) > 4:
        return False
    rest = words[1:]
    if any(len(word) == 1 for word in rest) or rest[-1] in _western_endings():
        return False
    return "-" in rest[0] or len(rest) == 2 or _is_syllables(rest[0])


@cache
def _western_endings() -> frozenset[str]:
    return frozenset(word for group in read_groups("given_variants") for word in group) - {"kim", "jong"}


_SYLLABLES = re.compile(
    r"(?:(?:[bpmfdtnlgkhjqxrzcswyv]|zh|ch|sh|ng|ph|th|tr|nh|kh)?(?:[aeiou]{1,3}|y)(?:ng|n|r|m|k|l|p|t|h|c|ch)?){1,3}\Z"
)


def _is_syllables(word: str) -> bool:
    """Whether a word reads like one to three Chinese or Korean syllables (`jintao`), not like `clijsters`."""
    return len(word) <= 9 and _SYLLABLES.match(word) is not None


@cache
def _variants() -> dict[str, frozenset[int]]:
    table: dict[str, set[int]] = {}
    for number, group in enumerate(read_groups("given_variants")):
        for name in group:
            table.setdefault(name, set()).add(number)
    return {name: frozenset(numbers) for name, numbers in table.items()}


@lru_cache(maxsize=4096)
def given_variants(given: str) -> tuple[str, ...]:
    """Other ways to write a given name: Sergey, Sergej, Serge … for Sergei; for search, not for identity."""
    rows = _variants().get(fold(given), frozenset())
    return tuple(sorted(word for word, mine in _variants().items() if mine & rows and word != fold(given)))


def same_given(a: str, b: str) -> bool:
    """Whether two folded given names can be one: equal, an initial of it, or a listed variant."""
    if a == b or (len(a) == 1 and b.startswith(a)) or (len(b) == 1 and a.startswith(b)):
        return True
    a, b = a.replace("-", ""), b.replace("-", "")
    if a == b or family_key(a) == family_key(b) or _is_slip(a, b):
        return True
    table = _variants()
    return bool(table.get(a, frozenset()) & table.get(b, frozenset()))


def _is_slip(a: str, b: str) -> bool:
    """Whether two given names differ in one letter, and one of them is none that a list has (Willian)."""
    if len(a) != len(b) or len(a) < 6 or (a in read_given()) == (b in read_given()):
        return False
    return sum(x != y for x, y in zip(a, b, strict=True)) == 1


def compatible(a: NameParts, b: NameParts) -> bool:
    """Whether two names with one family name can be one person: no given name, initial or suffix speaks
    against it.

    >>> compatible(split_name("Henry A. Kissinger"), split_name("Henry Kissinger"))
    True
    >>> compatible(split_name("George W. Bush"), split_name("George H. W. Bush"))
    False
    """
    if a.suffix != b.suffix and a.suffix and b.suffix:
        return False
    if not a.given or not b.given:
        return True
    if a.family_first and b.family_first:
        return _consonants(a.given[0]) == _consonants(b.given[0])
    if same_given(a.given[0], b.given[0]):
        return _same_middle(a.given[1:], b.given[1:])
    for one, other in (
        (a, b),
        (b, a),
    ):  # J. William Fulbright, William Fulbright; Henry Cabot Lodge, Cabot Lodge
        if len(one.given) > 1 and len(one.given[1]) > 1 and same_given(one.given[1], other.given[0]):
            return _same_middle(one.given[2:], other.given[1:])
    return False


@lru_cache(maxsize=16384)
def _consonants(given: str) -> str:
    """What the romanisations of a Chinese or Korean given name share: Il-sung, Il Song; Chung Hee,
    Chong-hui; Jong-pil, Chong Pil.
    """
    return re.sub(r"[aeiouwy-]", "", re.sub(r"ch|zh|j", "c", given).replace("sh", "s")) or given


def _same_middle(a: tuple[str, ...], b: tuple[str, ...]) -> bool:
    if not a or not b:
        return True
    if len(a) == len(b):
        return all(same_given(one, other) for one, other in zip(a, b, strict=True))
    return not (all(len(x) == 1 for x in (*a, *b))) and any(same_given(x, y) for x in a for y in b)


def printed_family(name: str) -> str:
    """The family name as the name has it, with the particles before it and the suffix behind; empty for a
    name of one part.

    >>> printed_family("Jean-Yves Le Drian"), printed_family("Xi Jinping"), printed_family("Sukarno")
    ('Le Drian', 'Xi', '')
    """
    marked = _MARKED.match(name)
    name = marked[1] if marked else name
    parts = split_name(name)
    words = name.split()
    if len(words) < 2:
        return ""
    if parts.bare:
        return name  # De Gaulle
    if parts.family_first:
        return words[0]
    tail = 1 + (fold(words[-1]) in SUFFIXES)
    while len(words) > tail + 1 and len(before := fold(words[-tail - 1])) > 1:
        if before not in read_words("particles"):
            break
        tail += 1
    return " ".join(words[-tail:])
