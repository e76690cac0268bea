"""Names of rules in a reader's words: `title line, 0.98: alone +5.1, …` → `reads like the title, 98 % sure`.

What a rule weighed is for `explain` and the data; a page says which rule, how sure it was, and why. A rule
that the catalogue (`rule_…`) does not have is shown by its own name.
"""

from __future__ import annotations

import re
from functools import lru_cache

from builder.render.theme.words import Words

_SURE = re.compile(r"[,:]?\s+(\d)\.(\d\d)(?::\s.*)?\Z", re.DOTALL)
"""A score behind a name, with the features that gave it or without."""
_MARKUP = re.compile(r"(?:meta|meta-like|json-ld|json-ld-page|html|link):.+")
_QUOTED = re.compile(r"(.+?) '(.+)'")
_NAMES = re.compile(r"named in full: ([^;]+)|the office agrees \((.+)\)")
_OTHER = re.compile(r"[^a-z0-9]+")


@lru_cache(maxsize=4096)
def rule_words(words: Words, rule: str) -> str:
    """A rule's name for a reader."""
    if known := words.get(f"rule_{rule}", ""):
        return known
    sure = _SURE.search(rule)
    name, _, why = (rule[: sure.start()] if sure else rule).partition(": ")
    if _MARKUP.fullmatch(why):
        name, why = why, ""  # `meta: meta:date` says the same twice
    if name == "meta" and why:
        name, why = why, ""  # `meta: front-matter`: a text has no markup
    shown = _named(words, name)
    if why:
        shown = f"{shown}: {_named(words, why)}"
    # Never 100: a score is rounded, and no rule is certain.
    return words("rule_sure", rule=shown, n=min(99, 100 * int(sure[1]) + int(sure[2]))) if sure else shown


def settled_words(words: Words, rule: str, why: str) -> str:
    """What settled who is meant. `why` is English: in another language its names are kept."""
    how = rule_words(words, rule)
    if not words.language.startswith("en"):
        names = _NAMES.search(why)
        why = (names[1] or names[2]) if names else ""
    if not why or why.startswith(how):
        return why or how
    return f"{how}: {why}"


def _named(words: Words, name: str) -> str:
    """One part of a name, with a quoted word or the place in the markup that it speaks of."""
    if _MARKUP.fullmatch(name):
        return words("rule_markup", name=name)
    quoted = _QUOTED.fullmatch(name)
    key = f"rule_{_OTHER.sub('-', (quoted[1] if quoted else name).lower()).strip('-')}"
    if key not in words.strings:
        return name
    return words(key, word=quoted[2]) if quoted else words(key)
