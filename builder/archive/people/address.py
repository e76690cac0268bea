"""Mrs. or Mr.: what a word of address says of who is meant where two bear one family name.

In: words of address and names. Out: `f`, `m`, or nothing where they do not say. Never a reason to join two
names, only to keep Mrs. Clinton off the page of Bill Clinton.
"""

from __future__ import annotations

from collections import Counter
from functools import lru_cache

from builder.archive.people.names import given_variants, split_name
from builder.archive.words import read_gender

_WORDS = {
    "f": "mrs ms miss madam madame mme mlle lady queen princess empress duchess frau signora senora",
    "m": "mr mister sir monsieur king prince emperor duke herr signor senor",
}
_SEX = {word: sex for sex, words in _WORDS.items() for word in words.split()}
CLEARLY = 3
"""Someone is addressed one way when that is so many times as often as the other."""


def sex_of_address(word: str) -> str:
    """`Mrs.` → f, `Mr.` → m; nothing for others."""
    return _SEX.get(word.lower().rstrip("."), "")


@lru_cache(maxsize=65536)
def sex_of_name(name: str) -> str:
    """By the given name, where only one list of English names has it."""
    given = next((word for word in split_name(name).given if len(word) > 1), "")
    for word in (given, *given_variants(given)):  # Bill is in both lists, William in one
        female, male = word in read_gender("female"), word in read_gender("male")
        if female != male:
            return "f" if female else "m"
    return ""


def speaks_against(sex: str, name: str, addressed: Counter[str]) -> bool:
    """Whether someone of this name, addressed so, is not of that sex. A given name alone speaks against Mrs.,
    not against Mr.: the list has Alexis and Jody for women only.
    """
    return (sex == "f" and known_sex(name, addressed) == "m") or (sex == "m" and _clear(addressed) == "f")


def known_sex(name: str, addressed: Counter[str]) -> str:
    """How someone is addressed, else what the given name says."""
    return _clear(addressed) or sex_of_name(name)


def _clear(addressed: Counter[str]) -> str:
    pairs = (("f", "m"), ("m", "f"))
    return next((sex for sex, other in pairs if addressed[sex] >= CLEARLY * max(addressed[other], 1)), "")
