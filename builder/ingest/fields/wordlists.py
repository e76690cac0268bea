"""Word lists of `words/`: `[section]`, then one phrase a line, `#` for remarks. Read once, kept as tuples."""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import lru_cache
from importlib.resources import files


@lru_cache(maxsize=16)
def read_sections(name: str) -> Mapping[str, tuple[str, ...]]:
    """Section → its phrases, the longest first, of `words/<name>.txt`."""
    sections: dict[str, list[str]] = {}
    current: list[str] = []
    for line in files("builder.ingest").joinpath(f"words/{name}.txt").read_text("utf-8").splitlines():
        phrase = line.strip()
        if phrase.startswith("["):
            current = sections.setdefault(phrase.strip("[]"), [])
        elif phrase and not phrase.startswith("#"):
            current.append(phrase)
    return {title: tuple(sorted(set(found), key=lambda w: (-len(w), w))) for title, found in sections.items()}


@lru_cache(maxsize=64)
def word_set(name: str, section: str) -> frozenset[str]:
    """The phrases of one section, to look up whole."""
    return frozenset(read_sections(name)[section])


def alternatives(name: str, section: str) -> str:
    """The phrases of one section as alternatives of a pattern; any white space between their words."""
    return "|".join(re.escape(phrase).replace(r"\ ", r"\s+") for phrase in read_sections(name)[section])
