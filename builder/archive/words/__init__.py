"""Word lists about names and what surrounds them, one file each; whoever splits or finds names reads them
here.

`read_words` gives a list's words, `read_groups` its lines, `read_given` all given names. The lists in
`kantrowitz/` are by Mark Kantrowitz and Bill Ross and travel with their README; `cities` is from GeoNames
(CC BY 4.0), `family` and `family_census` are works of the U.S. Government; the others are ours.
"""

from __future__ import annotations

from functools import cache
from importlib.resources import files


@cache
def read_groups(name: str) -> tuple[tuple[str, ...], ...]:
    """The words of each line of `<name>.txt`; `#` begins a comment."""
    text = (files(__name__) / f"{name}.txt").read_text("utf-8")
    return tuple(tuple(line.split()) for line in text.splitlines() if line.strip() and line[0] != "#")


@cache
def read_words(name: str) -> frozenset[str]:
    """All words of `<name>.txt`."""
    return frozenset(word for group in read_groups(name) for word in group)


@cache
def read_common_given() -> frozenset[str]:
    """Given names too common to stand for one person by themselves: English ones and their short forms."""
    folder = files(__name__) / "kantrowitz"
    english = f"{(folder / 'male.txt').read_text('utf-8')}\n{(folder / 'female.txt').read_text('utf-8')}"
    return frozenset(english.lower().split()) | read_words("given_variants")


@cache
def read_gender(name: str) -> frozenset[str]:
    """English given names that a `male` or a `female` person may bear, lower-case; many are in both."""
    return frozenset((files(__name__) / "kantrowitz" / f"{name}.txt").read_text("utf-8").lower().split())


@cache
def read_given() -> frozenset[str]:
    """Given names, lower-case: English (Kantrowitz and Ross) and of the wider world."""
    return read_common_given() | read_words("given_world")
