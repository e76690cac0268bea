"""Names that people wrote into `content/people/`, in letters that the scorer cannot read: Arabic, Chinese …

In: the names, the texts of a briefing. Out: a mention wherever one is printed exactly so. Nothing is guessed:
a name that no file has stays unfound.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from functools import lru_cache
from unicodedata import name as letter_name

from builder.ingest.naming.nametokens import blank_markup
from builder.model import Mention, Person

_UNSPACED = re.compile(r"[\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u3040-\u30ff\u3400-\u9fff\uf900-\ufaff]")
"""Scripts that part no words."""
_LEADS = "[وفبكل]{0,2}|[והבלמשכ]{0,2}"
"""Arabic and Hebrew write "and", "to", "from" as one with the name."""


def names_in_other_letters(people: Iterable[Person]) -> tuple[str, ...]:
    """Every name and alias with a letter that is not Latin, in order."""
    names = {name for person in people for name in (person.name, *person.aliases)}
    return tuple(sorted(name for name in names if len(name) > 1 and _is_foreign(name)))


def _is_foreign(name: str) -> bool:
    return any(char.isalpha() and not letter_name(char, "LATIN").startswith("LATIN") for char in name)


def find_curated(names: tuple[str, ...], texts: Sequence[str], lines: Sequence[int]) -> list[Mention]:
    """Where the texts (the title first) print one of the names. `lines`: of each text but the title."""
    return [
        Mention(
            name=match[1],
            bound=match[1],
            paragraph=number,
            start=match.start(1),
            line=lines[number - 1] if 0 < number <= len(lines) else 0,
            rule="known-name",
        )
        for number, text in enumerate(texts)
        if names and not text.isascii()
        for pattern in _patterns(names)
        for match in pattern.finditer(blank_markup(text))
    ]


@lru_cache(maxsize=4)
def _patterns(names: tuple[str, ...]) -> tuple[re.Pattern[str], ...]:
    """Of names that fit one place the longest; as whole words where the script parts words."""
    longest = sorted(names, key=lambda name: (-len(name), name))
    joined = "|".join(re.escape(name) for name in longest if _UNSPACED.search(name))
    parted = "|".join(re.escape(name) for name in longest if not _UNSPACED.search(name))
    whole = rf"(?<!\w)(?:{_LEADS})({parted})(?!\w)" if parted else ""
    return tuple(re.compile(pattern) for pattern in (whole, joined and f"({joined})") if pattern)
