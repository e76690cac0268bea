"""Comparing prints of one text: letters and digits only, in small letters."""

from __future__ import annotations

import re
from functools import lru_cache

_WORDS = re.compile(r"\w+")


@lru_cache(maxsize=8192)
def fold(text: str) -> str:
    """Letters and digits only, small: two prints of one title or name compare equal.

    >>> fold("Talks “end” –  early")
    'talks end early'
    """
    return " ".join(_WORDS.findall(text.replace("\xad", "").casefold()))
