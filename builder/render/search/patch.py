"""A search index with a few briefings changed: the shards that they touch, and no others.

In: the `Account` of the index as it stands, a way to read its shards, and each changed briefing before and
after. Out: the account after; the shards that came out different are in `Shards`. The bytes are those of an
index made anew.
"""

from __future__ import annotations

from bisect import bisect_left
from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from typing import TypeVar

from builder.render.search import postings as code
from builder.render.search.briefing import (
    UNIT,
    BriefingPostings,
    SearchEntry,
    document_code,
    facet_head,
    facets_of,
    lengthened,
    name_terms,
    row_line,
    text_line,
    with_name,
)
from builder.render.search.shards import (
    Account,
    count_of,
    document_parts,
    end_of,
    is_frequent,
    places_of,
    script,
    shard_of,
    term_lines,
    text_limit,
)
from builder.render.search.stemming import form_first

K = TypeVar("K")


class Outgrown(Exception):
    """The index needs another number of shards; it is to be made anew."""


class Shards:
    """An index being changed: lines by kind and key, read shard by shard."""

    def __init__(self, account: Account, read: Callable[[str], str]) -> None:
        self._counts, self.sizes, self._read = account.counts, dict(account.sizes), read
        self._open: dict[tuple[str, int], dict[str, str]] = {}
        self._changed: set[tuple[str, int]] = set()

    def get(self, kind: str, key: str) -> str | None:
        return self._table(kind, key)[1].get(key)

    def put(self, kind: str, key: str, value: str | None) -> None:
        """Sets a line; None removes it."""
        at, table = self._table(kind, key)
        old = table.get(key)
        if value == old:
            return
        self._changed.add(at)
        if value is None:
            del table[key]
        else:
            table[key] = value
        for sign, text in ((-1, old), (1, value)):
            if text is not None:
                self.sizes[kind] += sign * (len(key) + len(text) + 2)

    def _table(self, kind: str, key: str) -> tuple[tuple[str, int], dict[str, str]]:
        at = (kind, shard_of(kind, key, self._counts[kind]))
        table = self._open.get(at)
        if table is None:
            text = self._read(f"{kind}{at[1]}")
            pairs = [line.split(" ", 1) for line in text.split("\n")] if text else []
            table = self._open[at] = dict(pairs)
        return at, table

    def changed(self) -> Iterator[tuple[str, bytes]]:
        """(name, bytes) of the shards that are different now; no bytes: there is no such shard any more."""
        for kind, n in sorted(self._changed):
            table = self._open[kind, n]
            text = "\n".join(f"{key} {table[key]}" for key in sorted(table))
            gone = kind == "m" and not table
            yield f"{kind}{n}", b"" if gone else script(f"{kind}{n}", text)


@dataclass(frozen=True, slots=True)
class Change:
    """One briefing before and after; None: it is not there."""

    before: tuple[SearchEntry, BriefingPostings] | None
    after: tuple[SearchEntry, BriefingPostings] | None


def patch_index(
    account: Account,
    numbers: Mapping[str, int],
    changes: Mapping[str, Change],
    variants: tuple[Mapping[str, str], Mapping[str, str]],
    shards: Shards,
) -> Account:
    """The account after `changes` (by slug), which hold every briefing whose number is another in `numbers`.

    `variants` are the spellings before and after. `Outgrown` when a kind needs more shards, or fewer.
    """
    if code.id_space(len(numbers)) != account.space or text_limit(len(numbers)) != account.limit:
        raise Outgrown
    before, after = _Said.of(changes, account.numbers, True), _Said.of(changes, numbers, False)
    for slug in changes:
        if account.numbers.get(slug, -1) != numbers.get(slug) and slug in account.numbers:
            for kind in "rx":
                shards.put(kind, code.base36(account.numbers[slug]), None)
    for slug, change in changes.items():
        if change.after:
            key, (_, mine) = code.base36(numbers[slug]), change.after
            shards.put("r", key, row_line(mine, slug))
            shards.put("x", key, text_line(mine, account.limit))
    for kind_slug, members in _edits(before.filed, after.filed):
        _patch_facet(shards, *kind_slug, members)
    for term, codes in _edits(before.terms, after.terms):
        _patch_term(shards, term, codes, account.space)
    for _, codes in _edits(before.documents, after.documents):
        _patch_documents(shards, codes, account.space)
    for key in variants[0].keys() | variants[1].keys():
        if variants[0].get(key) != variants[1].get(key):
            shards.put("v", key, variants[1].get(key))
    sizes = shards.sizes
    if any(count_of(kind, size, account.space) != account.counts[kind] for kind, size in sizes.items()):
        raise Outgrown
    words = account.words + after.words - before.words
    return Account(numbers, words, account.counts, sizes)


Codes = Mapping[int, "str | None"]
"""Number of a briefing → what is said of it; None: nothing any more."""


@dataclass(slots=True)
class _Said:
    """What the changed briefings say on one side of the change: line → number → what."""

    terms: defaultdict[str, dict[int, str]]
    filed: defaultdict[tuple[str, str], dict[int, str]]
    documents: defaultdict[str, dict[int, str]]
    words: int = 0

    @classmethod
    def of(cls, changes: Mapping[str, Change], numbers: Mapping[str, int], before: bool) -> _Said:
        said = cls(defaultdict(dict), defaultdict(dict), defaultdict(dict))
        for slug, change in changes.items():
            side = change.before if before else change.after
            if side:
                said._add(numbers[slug], *side)
        return said

    def _add(self, number: int, entry: SearchEntry, own: BriefingPostings) -> None:
        self.words += own.length
        self.documents["d"][number] = document_code(own.length, entry.date)
        for kind, group in facets_of(entry):
            for named in group:
                self.filed[kind, named.slug][number] = facet_head(named)
        for part, names in enumerate(name_terms(entry, own.lang)):
            said = own.terms(part)
            for term, name in names.items():
                said[term] = with_name(said[term], name) if term in said else name
            for term, value in said.items():
                self.terms[term][number] = value


def _edits(
    before: Mapping[K, dict[int, str]], after: Mapping[K, dict[int, str]]
) -> Iterator[tuple[K, Codes]]:
    """Lines that come out different, with what becomes of the briefings in them."""
    for key in {**before, **after}:
        old, new = before.get(key, {}), after.get(key, {})
        if old != new:
            yield key, {number: new.get(number) for number in old | new if old.get(number) != new.get(number)}


def _spliced(numbers: list[int], codes: list[str], edits: Mapping[int, str | None]) -> bool:
    """Puts edits into postings, in place; whether anything is different."""
    different = False
    for number in sorted(edits):
        value, at = edits[number], bisect_left(numbers, number)
        there = at < len(numbers) and numbers[at] == number
        if there and value is None:
            del numbers[at], codes[at]
        elif there and value is not None and codes[at] != value:
            codes[at] = value
        elif not there and value is not None:
            numbers.insert(at, number)
            codes.insert(at, value)
        else:
            continue
        different = True
    return different


def _patch_documents(shards: Shards, edits: Codes, space: int) -> None:
    parts = document_parts(space)
    parts_of: defaultdict[int, dict[int, str | None]] = defaultdict(dict)
    for number, value in edits.items():
        parts_of[min(number * parts // space, parts - 1)][number] = value
    for part, mine in parts_of.items():
        start, key = part * space // parts, code.base36(part)
        numbers, codes = code.decode_line(shards.get("d", key) or "", start)
        if _spliced(numbers, codes, mine):
            shards.put("d", key, code.encode_line(numbers, codes, start))


def _patch_facet(shards: Shards, kind: str, slug: str, members: Codes) -> None:
    """The line of a person, issue or outlet; `members` say the name."""
    head, _, line = (shards.get(kind, slug) or "").partition(UNIT)
    numbers, codes = code.decode_line(line)
    _spliced(numbers, codes, {number: None if name is None else "" for number, name in members.items()})
    head = next((name for name in members.values() if name is not None), head)
    shards.put(kind, slug, head + UNIT + code.encode_line(numbers, codes) if numbers else None)


def _patch_term(shards: Shards, term: str, edits: Codes, space: int) -> None:
    line = shards.get("t", term) or ""
    places: list[tuple[str, str]] = []
    total = 0
    if line.startswith("="):
        head, _, line = line.partition(" ")
        total = int(head[1:])
        places = places_of(term, total)
    numbers, codes = code.decode_line(line)
    if places:
        if _patch_parts(shards, term, (numbers, codes), edits, (places, total), space):
            return
        rest = [c for place in places for c in code.decode_codes(shards.get(*place) or "")]
        codes = [weight + positions for weight, positions in zip(codes, rest, strict=True)]
    else:
        codes = lengthened(codes)
    _spliced(numbers, codes, edits)
    new = {(k, key): value for k, key, value in term_lines(term, numbers, codes, space)} if numbers else {}
    for place in {**dict.fromkeys([("t", term), ("l", form_first(term)), *places]), **new}:
        shards.put(*place, new.get(place))


def _patch_parts(
    shards: Shards,
    term: str,
    heads: tuple[list[int], list[str]],
    edits: Codes,
    known: tuple[list[tuple[str, str]], int],
    space: int,
) -> bool:
    """Changes a frequent word in those parts alone where something is different. False when that is not
    enough, because it is no longer frequent or its parts must be cut anew; nothing is changed then.
    """
    (places, total), parts = known, len(known[0])
    numbers, weights = [*heads[0]], [*heads[1]]
    _spliced(numbers, weights, {number: value and value[0] for number, value in edits.items()})
    parts_of: defaultdict[int, dict[int, str | None]] = defaultdict(dict)
    for number, value in edits.items():
        parts_of[min(number * parts // space, parts - 1)][number] = value and value[1:]
    lines = []
    total += len(numbers) - len(heads[0])
    for part, mine in parts_of.items():
        begin = end_of(heads[0], part - 1, parts, space) if part else 0
        at = heads[0][begin : end_of(heads[0], part, parts, space)]
        codes = code.decode_codes(shards.get(*places[part]) or "")
        before = sum(map(len, codes))
        if _spliced(at, codes, mine):
            total += sum(map(len, codes)) - before
            lines.append((places[part], code.encode_codes(codes)))
    if not is_frequent(len(numbers)) or places_of(term, total) != places:
        return False
    for place, text in lines:
        shards.put(*place, text)
    shards.put("t", term, f"={total} {code.encode_line(numbers, weights)}")
    shards.put("l", form_first(term), code.base36(len(numbers).bit_length()))
    return True
