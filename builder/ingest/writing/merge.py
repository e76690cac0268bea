"""A person's word wins: base, edited and new → merged, field by field and paragraph by paragraph.

In: what the machine last wrote (`base`), what stands in the file now (`edited`), what the machine would
write today (`new`). Out: the merged value and the places where both changed the same thing differently;
there the person's stays. Nothing here reads files; `rewrite` turns the result into text.
"""

from __future__ import annotations

import json
import re
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from typing import Any

from builder.ingest.cleaning.markdownblocks import fence_after

NAME_LISTS = frozenset({"people", "issues", "byline", "editors", "figures", "aliases", "errata"})
"""Fields whose entries are merged one by one: a name that a person took out stays out."""

NESTED = frozenset({"source", "extra"})
"""Fields that are mappings; their keys are merged one by one."""

ALIKE = 0.5
"""Share of common words from which a paragraph is a new wording of another rather than another one."""

MAX_PAIRS = 40_000
"""Rewritten blocks with more pairs than this are paired by position: nobody edits 200 paragraphs in a row."""

_WORD = re.compile(r"\w+")


@dataclass(frozen=True, slots=True)
class Conflict:
    """Both changed the same thing differently; the person's version stays."""

    field: str
    """Front matter key (`source.url` for a nested one), or `body`."""
    yours: str
    """What stays; empty when the person deleted it."""
    machine: str
    """What the machine would have written; empty when it would have deleted it."""
    paragraph: int = -1
    """Body: 0-based place in the merged body."""


# ---------------------------------------------------------------- front matter


def merge_fields(
    base: Mapping[str, Any], edited: Mapping[str, Any], new: Mapping[str, Any]
) -> tuple[dict[str, Any], list[Conflict]]:
    """Front matter merged; keys in the order of `edited`, then those only the machine has."""
    merged: dict[str, Any] = {}
    conflicts: list[Conflict] = []
    for key in dict.fromkeys((*edited, *new)):
        value = _merge_field(key, base.get(key), edited.get(key), new.get(key), conflicts)
        if value is not None:
            merged[key] = value
    return merged, conflicts


def _merge_field(key: str, base: Any, edited: Any, new: Any, conflicts: list[Conflict]) -> Any:
    before, mine, theirs = _plain(key, base), _plain(key, edited), _plain(key, new)
    if theirs in (before, mine):
        return edited
    if mine == before:
        return new
    if mine is not None and key in NAME_LISTS:
        return _merge_list(key, before or [], mine, theirs or [], conflicts)
    if mine is not None and key in NESTED and all(isinstance(v, Mapping | None) for v in (base, edited, new)):
        inner, found = merge_fields(base or {}, edited, new or {})
        conflicts += [Conflict(f"{key}.{c.field}", c.yours, c.machine) for c in found]
        return inner
    conflicts.append(Conflict(key, _words(edited), _words(new)))
    return edited


def _plain(key: str, value: Any) -> Any:
    """A value for comparing: `2013` equals `'2013'`, one name equals a list of it, empty equals absent."""
    if key in NAME_LISTS and value is not None and not isinstance(value, list | tuple):
        value = [value]
    if isinstance(value, Mapping):
        return {name: _plain("", item) for name, item in value.items()} or None
    if isinstance(value, list | tuple):
        return [_plain("", item) for item in value] or (None if not key else [])
    if isinstance(value, int | float) and not isinstance(value, bool):
        return str(value)
    return None if value in ("", False) else value


def _merge_list(
    key: str, base: list[Any], edited: list[Any], new: list[Any], conflicts: list[Conflict]
) -> list[Any]:
    """Entries one by one: additions and removals of both sides, the person's order."""
    was, mine, theirs = ([key_of_item(item) for item in items] for items in (base, edited, new))
    value_of = dict(zip([*theirs, *mine], [*new, *edited], strict=True))
    merged = [item for item in mine if item not in was or item in theirs]
    changed_by_both = {
        word for item in was if item not in mine and item not in theirs for word in _WORD.findall(item)
    }
    for place, item in enumerate(theirs):
        if item in was or item in mine:
            continue
        if changed_by_both.intersection(_WORD.findall(item)):
            conflicts.append(Conflict(key, ", ".join(_words(i) for i in edited), _words(value_of[item])))
            continue
        before = next((other for other in reversed(theirs[:place]) if other in merged), None)
        merged.insert(merged.index(before) + 1 if before is not None else len(merged), item)
    return [value_of[item] for item in merged]


def key_of_item(item: Any) -> str:
    """What an entry of a list is compared by."""
    return item if isinstance(item, str) else json.dumps(item, ensure_ascii=False, sort_keys=True)


def _words(value: Any) -> str:
    if isinstance(value, list | tuple):
        return ", ".join(map(_words, value))
    return "" if value is None else value if isinstance(value, str) else json.dumps(value, ensure_ascii=False)


# ---------------------------------------------------------------- body


def split_paragraphs(body: str) -> list[str]:
    """The blocks of a Markdown body, as blank lines part them; a fenced block is never parted."""
    blocks: list[str] = []
    block: list[str] = []
    fence = ""
    for line in body.split("\n"):
        before, fence = fence, fence_after(fence, line)
        if not (before or fence or line.strip()):
            if block:
                blocks.append("\n".join(block))
            block = []
            continue
        block.append(line)
    if block:
        blocks.append("\n".join(block).rstrip("\n"))
    return blocks


def join_paragraphs(paragraphs: Sequence[str]) -> str:
    """The body of a content file; empty, or ending with a line end."""
    return "\n\n".join(paragraphs) + "\n" if paragraphs else ""


def merge_body(
    base: Sequence[str], edited: Sequence[str], new: Sequence[str]
) -> tuple[list[str], list[Conflict]]:
    """Paragraphs merged against their common base.

    Paragraph by paragraph, not region by region: two edits of neighbouring paragraphs do not conflict.
    """
    if list(new) == list(base) or list(edited) == list(new):
        return list(edited), []
    if list(edited) == list(base):
        return list(new), []
    mine, theirs = _changes(base, edited), _changes(base, new)
    deleted = Counter(base) - Counter(edited)
    written = [text for texts in mine.inserted for text in texts]
    written += [text for text, old in zip(mine.kept, base, strict=True) if text and text != old]
    merged: list[str] = []
    conflicts: list[Conflict] = []
    for place in range(len(base) + 1):
        gap = list(mine.inserted[place])
        pending: list[str] = []
        for text in theirs.inserted[place]:
            twin = next((other for other in written if _alike(text, other)), "")
            if twin and twin != text:
                conflicts.append(Conflict("body", twin, text, len(merged)))
            if twin in gap:
                gap[gap.index(twin) : gap.index(twin)] = pending
                pending = []
            elif not twin and text not in deleted:
                pending.append(text)
        merged += gap + pending
        if place == len(base):
            break
        was, my, their = base[place], mine.kept[place], theirs.kept[place]
        if was != my != their != was:
            conflicts.append(Conflict("body", my or "", their or "", len(merged)))
        chosen = their if my == was else my
        if chosen is not None:
            merged.append(chosen)
    return merged, conflicts


@dataclass(frozen=True, slots=True)
class _Changes:
    """What one side did to the base."""

    kept: list[str | None]
    """For each paragraph of the base: its wording now, None when it is gone."""
    inserted: list[list[str]]
    """For each gap (one more than paragraphs): what was put in before the paragraph of that number."""


def _changes(base: Sequence[str], other: Sequence[str]) -> _Changes:
    kept: list[str | None] = [None] * len(base)
    inserted: list[list[str]] = [[] for _ in range(len(base) + 1)]
    matcher = SequenceMatcher(None, base, other, autojunk=False)
    for tag, i1, i2, j1, j2 in matcher.get_opcodes():
        if tag == "equal":
            kept[i1:i2] = other[j1:j2]
            continue
        place = i1
        pairs = dict(_pair(base[i1:i2], other[j1:j2]))
        for j in range(j1, j2):
            if j - j1 in pairs:
                place = i1 + pairs[j - j1]
                kept[place] = other[j]
                place += 1
            else:
                inserted[place].append(other[j])
    return _Changes(kept, inserted)


def _pair(old: Sequence[str], new: Sequence[str]) -> list[tuple[int, int]]:
    """(place in new, place in old) of paragraphs that are wordings of each other, in the order of both."""
    if len(old) * len(new) > MAX_PAIRS:
        return [(n, n) for n in range(min(len(old), len(new)))]
    words_old, words_new = ([Counter(_WORD.findall(text)) for text in texts] for texts in (old, new))
    best = [[0.0] * (len(old) + 1) for _ in range(len(new) + 1)]
    like = [[_overlap(a, b) for b in words_old] for a in words_new]
    for j in range(len(new) - 1, -1, -1):
        for i in range(len(old) - 1, -1, -1):
            both = like[j][i] + best[j + 1][i + 1] if like[j][i] >= ALIKE else 0.0
            best[j][i] = max(both, best[j + 1][i], best[j][i + 1])
    pairs, i, j = [], 0, 0
    while j < len(new) and i < len(old):
        if like[j][i] >= ALIKE and best[j][i] == like[j][i] + best[j + 1][i + 1]:
            pairs.append((j, i))
            i, j = i + 1, j + 1
        elif best[j + 1][i] >= best[j][i + 1]:
            j += 1
        else:
            i += 1
    return pairs


def _alike(one: str, other: str) -> bool:
    return one == other or _overlap(Counter(_WORD.findall(one)), Counter(_WORD.findall(other))) >= ALIKE


def _overlap(one: Counter[str], other: Counter[str]) -> float:
    """Common words / words of the longer, 0 to 1."""
    longer = max(one.total(), other.total())
    return (one & other).total() / longer if longer else 0.0
