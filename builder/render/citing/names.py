"""An author's name in parts: who is a person, and what is the family's."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import NamedTuple


class Name(NamedTuple):
    """An author's name in parts; an organisation has only `family`."""

    family: str
    given: str = ""

    @property
    def inverted(self) -> str:
        return f"{self.family}, {self.given}" if self.given else self.family

    @property
    def plain(self) -> str:
        return f"{self.given} {self.family}" if self.given else self.family

    @property
    def initials(self) -> str:
        """`P. J.`; `J.-P.`"""
        words = re.sub(r"[^\s-]+", lambda m: m[0][0] + ".", self.given.replace(".", ". "))
        return " ".join(words.split()).replace("- ", "-")


_ORGANISATION = re.compile(
    r"\b(staff|agency|press|news|newsroom|service|services|desk|editors?|editorial|bureau|correspondents?|"
    r"reporters?|times|post|radio|television|tv|ministry|department|office|team|board|reuters|afp|tass|interfax|"
    r"redaktion|rédaction|redacción|редакция|агентство)\b",
    re.IGNORECASE,
)
_PARTICLES = frozenset(
    "af al al- am auf da dal de del della den der des di do dos du el el- la las le les lo ten ter van vom "
    "von y zu zum zur".split()
)
_SUFFIX = re.compile(r"(?:jr|sr|ii|iii|iv)\.?\Z", re.IGNORECASE)


@lru_cache(maxsize=4096)
def name_of(text: str) -> Name:
    """A byline's name in parts; what is no person's name stays whole.

    >>> name_of("Ludwig van der Berg")
    Name(family='van der Berg', given='Ludwig')
    >>> name_of("Reuters Staff")
    Name(family='Reuters Staff', given='')
    """
    words = text.split()
    if len(words) < 2 or _ORGANISATION.search(text) or "," in text:
        return Name(text)
    last = len(words) - 1
    if last > 1 and _SUFFIX.match(words[last]):
        last -= 1
    start = last
    while start > 1 and words[start - 1].lower() in _PARTICLES:
        start -= 1
    return Name(" ".join(words[start:]), " ".join(words[:start]))
