"""The static search index: what each briefing adds to it, and the shards that the browser loads.

In, wave 1: `postings` for one briefing, a pure function whose result may be cached. In, at the end: all of
them with what the register and the vocabulary say (`SearchEntry`). Out: (path, bytes) of every shard.
Shards are scripts that hand lines of text to one function, so that they load from disk too. A briefing's
number comes from its slug (`stable_numbers`), its positions are counted anew from each paragraph, so an
edit changes the lines of the words it touches and no others. The page and its script are the theme's.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from builder.model import Briefing
from builder.render import passages
from builder.render import postings as code
from builder.render.stemming import languages_of, terms, tokens

VERSION = 1
"""Of the format; part of the cache key of everything made here."""

FOLDER = "/search/data/"

# Where words stand: a field is a stretch of positions, so that a posting says it without a byte.
TITLE, PEOPLE, ISSUES, OTHER, BODY = 0, 64, 320, 416, 512
STEP, APART = 16, 4
"""A paragraph begins at a multiple of STEP, at least APART after the last: phrases do not cross it, and
a word more or less in one paragraph seldom moves the next."""

SHARD = 64_000
"""Bytes of a shard to aim at; with chance and compression every one stays under 100 KB gzipped."""
LONG_LINE = 8_000
"""Postings of a frequent word are cut into parts of about this size, spread over the shards."""
LARGE_ARCHIVE, PASSAGE_LIMIT = 4_000, 2_400
"""From so many briefings on, only so many characters of each are kept for extracts; words further down are
found all the same, and their extract is read from the briefing's page."""


@dataclass(frozen=True, slots=True)
class BriefingPostings:
    """What one briefing adds to the index, from its own file alone."""

    lang: str
    length: int
    """Words of title and body."""
    terms: tuple[str, ...]
    codes: tuple[str, ...]
    """Encoded positions in title and body; as long as `terms`."""
    title: str
    paragraphs: tuple[tuple[str, str], ...]
    """(anchor, text) of each paragraph, then captions with an empty anchor."""


@dataclass(frozen=True, slots=True)
class Named:
    """A person, issue or outlet as search knows it."""

    slug: str
    name: str
    also: tuple[str, ...] = ()
    """Other names it is found by."""


@dataclass(frozen=True, slots=True)
class SearchEntry:
    """A briefing with what the whole archive says about it."""

    slug: str
    date: str
    """EDTF, or empty."""
    outlet: Named | None
    people: tuple[Named, ...]
    issues: tuple[Named, ...]
    byline: tuple[str, ...]
    postings: BriefingPostings


def postings(briefing: Briefing, paragraphs: Sequence[tuple[str, str]], lang: str) -> BriefingPostings:
    """The briefing's own words. `paragraphs` are (anchor, text) of what the public edition shows, no more."""
    texts = [(anchor, " ".join(text.split())) for anchor, text in paragraphs]
    texts += [("", " ".join(figure.caption.split())) for figure in briefing.figures if figure.caption]
    where: dict[str, list[int]] = {}
    title = terms(briefing.title, lang)
    for position, word in enumerate(title[: PEOPLE - APART]):
        where.setdefault(word, []).append(position)
    base, length = BODY, len(title)
    for _, text in texts:
        words = terms(text, lang)
        for position, word in enumerate(words, base):
            if word in where:
                where[word].append(position)
            else:
                where[word] = [position]
        length += len(words)
        base += -(-(len(words) + APART) // STEP) * STEP
    found = sorted(where)
    return BriefingPostings(
        lang,
        length,
        tuple(found),
        tuple(code.encode_positions(where[word]) for word in found),
        " ".join(briefing.title.split()),
        tuple((anchor, text) for anchor, text in texts if text),
    )


def _facts(entry: SearchEntry) -> dict[str, list[int]]:
    """Terms of the names that the archive gives a briefing → their positions, field by field."""
    lang = entry.postings.lang
    where: dict[str, list[int]] = {}
    fields: tuple[tuple[int, int, list[str]], ...] = (
        (PEOPLE, ISSUES, [name for person in entry.people for name in (person.name, *person.also)]),
        (ISSUES, OTHER, [name for issue in entry.issues for name in (issue.name, *issue.also)]),
        (OTHER, BODY, [*([entry.outlet.name] if entry.outlet else []), *entry.byline]),
    )
    for start, end, names in fields:
        position = start
        for name in dict.fromkeys(names):
            for word in terms(name, lang):
                if position < end - APART:
                    where.setdefault(word, []).append(position)
                position += 1
            position += APART
    return where


def index_outputs(entries: Iterable[SearchEntry], site_lang: str) -> Iterator[tuple[str, bytes]]:
    """Every file of the index, (path, bytes); the same for the same entries in whatever order."""
    ordered = sorted(entries, key=lambda entry: entry.slug)
    numbers = code.stable_numbers(entry.slug for entry in ordered)
    ordered.sort(key=lambda entry: numbers[entry.slug])
    facets = {
        "p": _facet_numbers(person for entry in ordered for person in entry.people),
        "i": _facet_numbers(issue for entry in ordered for issue in entry.issues),
        "o": _facet_numbers(entry.outlet for entry in ordered if entry.outlet),
    }
    made: list[tuple[str, bytes]] = []
    lines = _term_lines(ordered, numbers)
    counts = {}
    kinds: tuple[tuple[str, list[tuple[str, str]], Callable[[str, int], int]], ...] = (
        ("l", [_lexicon_line(word, lines[word][0]) for word in sorted(lines)], _by_beginning),
        ("t", _split_lines(lines, code.id_space(len(ordered))), code.bucket),
        ("d", [_document_line(entry, numbers, facets) for entry in ordered], _by_number),
        *(
            (kind, [_facet_line(named, number) for number, named in table.values()], _by_number)
            for kind, table in facets.items()
        ),
    )
    for kind, table, choose in kinds:
        shards = _shards(table, choose)
        counts[kind] = len(shards)
        made += [(f"{kind}{n}", _script(f"{kind}{n}", "\n".join(shard))) for n, shard in enumerate(shards)]
    limit = PASSAGE_LIMIT if len(ordered) >= LARGE_ARCHIVE else 0
    texts = list(_passage_shards(ordered, numbers, limit))
    counts["x"] = len(texts)
    made += [(f"x{n}", _script(f"x{n}", text)) for n, text in enumerate(texts)]
    digest = hashlib.sha256()
    for name, data in made:
        digest.update(name.encode() + data)
        yield f"{FOLDER}{name}.js", data
    meta = {
        "version": VERSION,
        "digest": digest.hexdigest()[:12],
        "count": len(ordered),
        "space": code.id_space(len(ordered)),
        "length": sum(entry.postings.length for entry in ordered),
        "shards": counts,
        "limit": limit,
        "lang": site_lang,
        "langs": languages_of([site_lang, *(entry.postings.lang for entry in ordered)]),
        "letters": _letters(ordered),
    }
    yield f"{FOLDER}names.js", _script("names", _variant_lines(ordered))
    text = json.dumps(meta, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    yield f"{FOLDER}index.js", f"dispatchboxSearch('index',{text});\n".encode()


def _script(name: str, text: str) -> bytes:
    safe = text.replace("\\", "\\\\").replace("`", "\\`").replace("${", "\\${").replace("\r", "")
    return f"dispatchboxSearch('{name}',`{safe}`);\n".encode()


def _by_number(key: str, count: int) -> int:
    return int(key, 36) % count


def _shards(table: Sequence[tuple[str, str]], choose: Callable[[str, int], int]) -> list[list[str]]:
    """(key, line) pairs dealt out by key to as many shards as their size asks for, order kept."""
    count = code.shard_count(sum(len(line) + 1 for _, line in table), SHARD)
    shards: list[list[str]] = [[] for _ in range(count)]
    for key, line in table:
        shards[choose(key, count)].append(line)
    return shards


# ---------------------------------------------------------------- words


def _by_beginning(word: str, count: int) -> int:
    return code.bucket(word[:2], count)


def _lexicon_line(word: str, numbers: Sequence[int]) -> tuple[str, str]:
    """`word documents`: what a word that is still being typed may become."""
    return word, f"{word} {code.base36(len(numbers))}"


def _term_lines(
    ordered: Sequence[SearchEntry], numbers: Mapping[str, int]
) -> dict[str, tuple[list[int], list[str]]]:
    """Term → (numbers of its briefings, their positions), both rising with the number."""
    lines: dict[str, tuple[list[int], list[str]]] = {}
    for entry in ordered:
        number = numbers[entry.slug]
        facts = _facts(entry)
        own = entry.postings
        for word, positions in zip(own.terms, own.codes, strict=True):
            if word in facts:
                positions = code.encode_positions(sorted(code.decode_positions(positions) + facts.pop(word)))
            line = lines.get(word)
            if line is None:
                line = lines[word] = ([], [])
            line[0].append(number)
            line[1].append(positions)
        for word, places in facts.items():
            line = lines.setdefault(word, ([], []))
            line[0].append(number)
            line[1].append(code.encode_positions(places))
    return lines


def _split_lines(lines: Mapping[str, tuple[list[int], list[str]]], space: int) -> list[tuple[str, str]]:
    """(key, line): `word postings`; for a frequent word `word =parts documents`, and a line for each part."""
    made: list[tuple[str, str]] = []
    for word in sorted(lines):
        numbers, codes = lines[word]
        text = code.encode_line(numbers, codes)
        if len(text) <= LONG_LINE:
            made.append((word, f"{word} {text}"))
            continue
        parts = 1 << (len(text) // LONG_LINE).bit_length()
        made.append((word, f"{word} ={parts} {len(numbers)}"))
        width = space // parts
        end = 0
        for part in range(parts):
            begin = end
            last = part == parts - 1  # numbers may run a little past the space
            while end < len(numbers) and (last or numbers[end] < (part + 1) * width):
                end += 1
            text = code.encode_line(numbers[begin:end], codes[begin:end], part * width)
            made.append((f"{word}/{part}", f"{word}/{part} {text}"))
    return made


# ---------------------------------------------------------------- briefings, facets, names


def _facet_numbers(named: Iterable[Named]) -> dict[str, tuple[int, Named]]:
    table = {item.slug: item for item in named}
    numbers = code.stable_numbers(table)
    return {slug: (number, table[slug]) for slug, number in numbers.items()}


def _facet_line(named: Named, number: int) -> tuple[str, str]:
    key = code.base36(number)
    return key, f"{key} {named.slug} {' '.join(named.name.split())}"


def _document_line(
    entry: SearchEntry, numbers: Mapping[str, int], facets: Mapping[str, Mapping[str, tuple[int, Named]]]
) -> tuple[str, str]:
    """`number length date outlet people issues`, facets by number, `-` where there is nothing."""
    key = code.base36(numbers[entry.slug])
    outlet = code.base36(facets["o"][entry.outlet.slug][0]) if entry.outlet else "-"
    people = ".".join(code.base36(facets["p"][person.slug][0]) for person in entry.people) or "-"
    issues = ".".join(code.base36(facets["i"][issue.slug][0]) for issue in entry.issues) or "-"
    length = code.base36(entry.postings.length)
    return key, f"{key} {length} {entry.date or '-'} {outlet} {people} {issues}"


def _letters(ordered: Iterable[SearchEntry]) -> dict[str, str]:
    """Letter → Latin letters, for the alphabets that names are typed in: Лавров finds Lavrov."""
    from anyascii import anyascii

    letters = {chr(c) for c in (*range(0x370, 0x400), *range(0x400, 0x530))}
    for entry in ordered:
        for person in entry.people:
            for name in (person.name, *person.also):
                if not name.isascii():
                    letters.update(char for char in name.lower() if char > "\u02ff")
    table = {char: anyascii(char).lower() for char in sorted(letters) if char.isalpha() and char.islower()}
    table |= {char: anyascii(char).lower() for char in sorted(letters) if char.isalpha() and char > "\u0530"}
    return {char: latin for char, latin in table.items() if latin.isalpha()}


def _variant_lines(ordered: Iterable[SearchEntry]) -> str:
    """`token other other` for words that stand for each other in the names of one person."""
    people = {person.slug: person for entry in ordered for person in entry.people if person.also}
    pairs: dict[str, set[str]] = {}
    for slug in sorted(people):
        names = [tokens(name) for name in (people[slug].name, *people[slug].also)]
        for name in names:
            for other in names:
                if len(name) != len(other) or len(name) < 2:
                    continue
                differing = [(a, b) for a, b in zip(name, other, strict=True) if a != b]
                if len(differing) == 1 and len(differing[0][0]) > 1 and len(differing[0][1]) > 1:
                    pairs.setdefault(differing[0][0], set()).add(differing[0][1])
    return "\n".join(f"{token} {' '.join(sorted(others))}" for token, others in sorted(pairs.items()))


# ---------------------------------------------------------------- extracts


def _passage_shards(ordered: Sequence[SearchEntry], numbers: Mapping[str, int], limit: int) -> Iterator[str]:
    total = sum(
        min(limit or 10**9, sum(len(text) for _, text in entry.postings.paragraphs)) for entry in ordered
    )
    count = code.shard_count(total // 2, SHARD)
    groups: list[list[SearchEntry]] = [[] for _ in range(count)]
    for entry in ordered:
        groups[numbers[entry.slug] % count].append(entry)
    for group in groups:
        items = [
            passages.Passages(
                code.base36(numbers[entry.slug]),
                entry.slug,
                entry.postings.lang,
                entry.postings.title,
                passages.clip(entry.postings.paragraphs, limit),
            )
            for entry in group
        ]
        yield passages.dump_shard(items)
