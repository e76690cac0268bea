"""The shards of the search index: which line lies where, and all of them from all briefings.

In: `SearchEntry`s and a way to read what each briefing adds. Out: (name, bytes) of shards, and an `Account`
by which `patch` knows where everything stands. Shards are scripts that hand lines of text (`key value`)
to one function, so that they load from disk too.

Kinds: `t` words with the briefings that have them, `w` and `m` positions of frequent words, `l` words for
completing, `d` lengths and dates, `p` `i` `o` facets, `r` rows of results, `x` texts for a site on a
disk, `v` spellings.
"""

from __future__ import annotations

from bisect import bisect_left
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from builder.render.search import postings as code
from builder.render.search.briefing import (
    PARTS,
    UNIT,
    BriefingPostings,
    Named,
    SearchEntry,
    document_code,
    facet_head,
    facets_of,
    name_terms,
    row_line,
    shortened,
    text_line,
    with_name,
)
from builder.render.search.stemming import form_first, stem_of

TARGETS = {
    "t": 48_000, "w": 56_000, "l": 64_000, "d": 1, "p": 48_000, "i": 48_000, "o": 48_000, "r": 12_000,
    "x": 160_000, "v": 24_000, "m": 0,
}  # fmt: skip
"""Bytes of a shard to aim at: small where a query loads it for one line, and none above 100 KB gzipped."""
FREQUENT = 256
"""A word of more briefings than this has its positions apart from the list of briefings: only phrases ask."""
SHARED, LONG = 24_576, 65_536
"""Positions of one word beyond SHARED have shards of their own, each of LONG at most."""
RANGE = 16_384
"""Numbers of briefings in one shard of `d`; at most a quarter of them are taken."""
TEXTS, LIMITS = 8_000_000, (64_000, 32_000, 16_000, 8_000, 4_000, 2_000, 1_000, 300, 150)
"""Characters kept of all texts, and of one. On the web the pages are quoted from, on a disk these."""

Said = tuple[int, Sequence[tuple[str, str]], Sequence[Mapping[str, str]]]
"""Number of a briefing; for each part of the vocabulary what its own words and its names say."""

Read = Callable[[str], BriefingPostings]
"""What the briefing of a slug adds to the index."""


@dataclass(frozen=True, slots=True)
class Account:
    """Where everything stands in an index."""

    numbers: Mapping[str, int]
    """Slug → number of the briefing; rising."""
    words: int
    """Words of all briefings together."""
    counts: Mapping[str, int]
    """Kind → number of shards."""
    sizes: Mapping[str, int]
    """Kind → length of all its lines."""

    @property
    def space(self) -> int:
        return code.id_space(len(self.numbers))

    @property
    def limit(self) -> int:
        """Characters kept of each text."""
        return text_limit(len(self.numbers))


def text_limit(count: int) -> int:
    return next((limit for limit in LIMITS if limit * count <= TEXTS), LIMITS[-1])


def script(name: str, text: str) -> bytes:
    """A shard as a file."""
    for sign in ("\\", "`", "${"):
        if sign[0] in text:  # most hold none, and looking is far quicker than replacing nothing
            text = text.replace(sign, f"\\{sign}")
    return f"dispatchboxSearch('{name}',`{text}`);\n".encode()


def text_of(data: bytes) -> str:
    """The inverse of `script`."""
    text = data.decode()
    text = text[text.index("`") + 1 : text.rindex("`")]
    return text.replace("\\`", "`").replace("\\${", "${").replace("\\\\", "\\") if "\\" in text else text


def shard_of(kind: str, key: str, count: int) -> int:
    """Which shard holds a key; the same in the browser. Those of `m` are named by their keys alone."""
    if kind in "drx":
        return int(key, 36) % count
    if kind in "tw":
        key = stem_of(key)  # all forms of a word lie together
    return code.bucket(key[:2] if kind == "l" else key, 1 << 32 if kind == "m" else count)


# ---------------------------------------------------------------- words


def term_lines(
    term: str, numbers: Sequence[int], codes: Sequence[str], space: int
) -> Iterator[tuple[str, str, str]]:
    """(kind, key, value) of everything said of one word: `t`, for a frequent one `w` or `m`, `l`."""
    yield "l", form_first(term), code.base36(len(numbers).bit_length())
    if not is_frequent(len(numbers)):
        yield "t", term, code.encode_line(numbers, shortened(codes))
        return
    total = len("".join(codes))
    yield "t", term, f"={total} {code.encode_line(numbers, [c[0] for c in codes])}"
    places = places_of(term, total)
    end = 0
    for part, (kind, key) in enumerate(places):
        begin, end = end, end_of(numbers, part, len(places), space)
        yield kind, key, code.encode_codes([c[1:] for c in codes[begin:end]])


def is_frequent(briefings: int) -> bool:
    return briefings > FREQUENT


def places_of(term: str, total: int) -> list[tuple[str, str]]:
    """Where positions of this length lie: kinds and keys, as many as the parts they are cut into."""
    if total <= SHARED:
        return [("w", term)]
    return [("m", f"{term}/{part}") for part in range(1 << ((total - 1) // LONG).bit_length())]


def end_of(numbers: Sequence[int], part: int, parts: int, space: int) -> int:
    """How many of the numbers lie before the end of a part; a few may lie beyond the space, in the last."""
    return len(numbers) if part == parts - 1 else bisect_left(numbers, (part + 1) * space // parts)


# ---------------------------------------------------------------- all of it


def whole_index(
    entries: Mapping[str, SearchEntry], read: Read, variants: Mapping[str, str]
) -> tuple[Account, Iterator[tuple[str, bytes]]]:
    """The account, and (name, bytes) of every shard; the same for the same entries in whatever order."""
    numbers = code.stable_numbers(entries)
    space, limit = code.id_space(len(numbers)), text_limit(len(numbers))
    lines: dict[str, dict[str, str]] = {kind: {} for kind in TARGETS}
    words = 0
    said: list[Said] = []
    documents: list[str] = []
    filed: defaultdict[str, dict[str, tuple[Named, list[int]]]] = defaultdict(dict)
    for slug, number in numbers.items():
        entry, mine = entries[slug], read(slug)
        key = code.base36(number)
        words += mine.length
        documents.append(document_code(mine.length, entry.date))
        lines["r"][key] = row_line(mine, slug)
        lines["x"][key] = text_line(mine, limit)
        for kind, group in facets_of(entry):
            for named in group:
                filed[kind].setdefault(named.slug, (named, []))[1].append(number)
        said.append((number, mine.parts, name_terms(entry, mine.lang)))
    for kind, table in filed.items():
        for slug, (named, members) in table.items():
            lines[kind][slug] = facet_head(named) + UNIT + code.encode_line(members, [""] * len(members))
    ordered = list(numbers.values())
    parts = document_parts(space)
    end = 0
    for part in range(parts):
        begin, end = end, end_of(ordered, part, parts, space)
        lines["d"][code.base36(part)] = code.encode_line(
            ordered[begin:end], documents[begin:end], part * space // parts
        )
    lines["v"] = dict(variants)
    for part in range(PARTS):
        for term, its in _join(said, part).items():
            for kind, key, value in term_lines(term, its[::2], its[1::2], space):
                lines[kind][key] = value
    sizes = {
        kind: sum(map(len, table)) + sum(map(len, table.values())) + 2 * len(table)
        for kind, table in lines.items()
    }
    counts = {kind: count_of(kind, size, space) for kind, size in sizes.items()}
    return Account(numbers, words, counts, sizes), _deal(lines, counts)


def _join(said: Iterable[Said], part: int) -> dict[str, list[Any]]:
    """Term → number of a briefing, code, number, code …, for one part of the vocabulary: of each briefing, by
    rising numbers, what its own words and its names say. One list a term, as most have one briefing alone.
    """
    found: defaultdict[str, list[Any]] = defaultdict(list)
    for number, parts, names in said:
        words, own = parts[part]
        if words:
            for term, value in zip(words.split(" "), own.split(" "), strict=True):
                its = found[term]
                its.append(number)
                its.append(value)
        for term, name in names[part].items():
            its = found[term]
            if its and its[-2] == number:
                its[-1] = with_name(its[-1], name)
            else:
                its.append(number)
                its.append(name)
    return found


def document_parts(space: int) -> int:
    return max(1, space // RANGE)


def count_of(kind: str, size: int, space: int) -> int:
    if kind == "m":
        return 0
    return document_parts(space) if kind == "d" else code.shard_count(size, TARGETS[kind])


def _deal(lines: Mapping[str, dict[str, str]], counts: Mapping[str, int]) -> Iterator[tuple[str, bytes]]:
    for kind, table in lines.items():
        shards: dict[int, list[str]] = {n: [] for n in range(counts[kind])}
        for key, value in table.items():
            shards.setdefault(shard_of(kind, key, counts[kind]), []).append(f"{key} {value}")
        table.clear()
        for n, shard in shards.items():
            shard.sort()  # by key: whatever a key holds comes after the space that ends it
            yield f"{kind}{n}", script(f"{kind}{n}", "\n".join(shard))
