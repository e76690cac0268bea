"""Names of one briefing → the fullest name each of them stands for there.

A bare family name ("Kerry") binds to the full name of the same briefing that bears it; two spellings of
one name bind to the fuller. What fits two people of the briefing goes to the one the briefing names
first.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from builder.archive.people.names import NameParts, compatible, family_key, fold, split_name


def bind_names(names: Sequence[str]) -> dict[str, str]:
    """Each distinct name, given in the order of the text → the fullest name of the same person; itself
    when alone.
    """
    distinct = list(dict.fromkeys(names))
    full = [name for name in distinct if not split_name(name).bare]
    groups: list[list[str]] = []
    for name in full:
        home = next((group for group in groups if _same(name, group)), None)
        if home is None:
            groups.append([name])
        else:
            home.append(name)
    bound = {name: _fullest(group) for group in groups for name in group}
    alone: dict[str, str] = {}
    for name in distinct:
        if name not in bound:
            bound[name] = _bearer(name, groups)
            if not bound[name]:
                key = family_key(split_name(name).family)
                alone[key] = max(alone.get(key, name), name, key=lambda n: (not n.isupper(), len(n)))
    for name in distinct:  # Abu Ghadiya and Ghadiya, al-Assad and Assad
        bound[name] = bound[name] or alone[family_key(split_name(name).family)]
    return bound


def _same(name: str, group: Sequence[str]) -> bool:
    parts = split_name(name)
    return all(
        family_key(parts.family) == family_key(other.family) and compatible(parts, other)
        for other in map(split_name, group)
    )


def _fullest(group: Sequence[str]) -> str:
    return min(group, key=lambda name: (name.isupper(), -len(split_name(name).given), -len(name), name))


def _bearer(name: str, groups: Iterable[Sequence[str]]) -> str:
    """The full name a bare one stands for: by family name, else by any one word of the name."""
    key = family_key(split_name(name).family)
    by_family = [g for g in groups if any(family_key(split_name(n).family) == key for n in g)]
    by_word = by_family or [g for g in groups if any(key in map(family_key, _words(n)) for n in g)]
    if by_family or len(by_word) == 1:
        return _fullest(by_word[0])
    return ""


def _words(name: str) -> tuple[str, ...]:
    parts: NameParts = split_name(name)
    if parts.family_first:
        return (parts.family, *parts.short)
    return tuple(word for word in (*parts.given, *fold(name).replace("-", " ").split()) if len(word) > 2)
