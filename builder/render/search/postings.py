"""The search index as text: numbers, positions, weights, stable numbers of briefings, shards.

Every number is one to four printable characters. Gaps between documents use other letters than positions in a
document, so a line of postings needs no counts: `B!C3` is two documents, each with a position.
static/search/core.js reads what is written here.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from functools import lru_cache
from itertools import accumulate
from math import log2
from operator import sub
from zlib import crc32

_PRINTABLE = [chr(code) for code in range(0x21, 0x7F) if chr(code) not in '`\\$|"']
GAP = "ABCDEFGHIJKLMNOPQRSTUVWXYZ"
"""Digits of document gaps: the first 18 end a number, the other 8 continue it."""
GAP_ENDS = 18
POSITION = "".join(char for char in _PRINTABLE if char not in GAP)
"""Digits of positions: the first 44 end a number, the other 20 continue it."""
POSITION_ENDS = 44
# The split was chosen on 5,418 diplomatic papers and 4,582 wire reports. Other splits cost up to a fifth
# more; packing bits instead of characters saved 14 % and made lines unreadable.

WEIGHT = '"'
"""Stands before a weight where it cannot be told from the position."""
NAMES = "|"
"""Stands before positions in the names that the archive gives a briefing: they are counted from 0 again."""

STEPS = 2.5
"""Levels of weight for each doubling: 32 levels reach a word that stands 5,000 times."""


def _digits(value: int, alphabet: str, ends: int) -> str:
    more = len(alphabet) - ends
    chars = []
    while value >= ends:
        value -= ends
        chars.append(alphabet[ends + value % more])
        value //= more
    chars.append(alphabet[value])
    return "".join(chars)


class _GapCodes(dict[int, str]):
    """Codes of the gaps between documents, each made when it is first met."""

    def __missing__(self, value: int) -> str:
        found = self[value] = _digits(value - 1, GAP, GAP_ENDS)
        return found


class _Gaps(dict[str, int]):
    """The inverse of `_gap`."""

    def __missing__(self, code: str) -> int:
        value, scale, more = 0, 1, len(GAP) - GAP_ENDS
        for char in code:
            value += GAP.index(char) * scale
            scale *= more
        self[code] = value + 1
        return value + 1


_STEPS: list[str] = []
_gap = _GapCodes().__getitem__
"""Code of a step from one document to the next; none is 0."""
_gap_value = _Gaps().__getitem__
_NEXT = GAP[0]
_GAP_CODE = re.compile("([S-Z]*[A-R])")


def step_codes(last: int) -> Sequence[str]:
    """The code of each step from one position to the next, in texts whose positions end with `last`."""
    if last >= len(_STEPS):
        _STEPS.extend(_digits(step, POSITION, POSITION_ENDS) for step in range(len(_STEPS), last + 1))
    return _STEPS


def encode_positions(positions: Sequence[int]) -> str:
    """Rising positions as text, each as its distance from the one before."""
    step = step_codes(max(positions, default=0)).__getitem__
    return "".join(map(step, map(sub, positions, (0, *positions))))


def decode_positions(code: str) -> list[int]:
    """The inverse of `encode_positions`.

    >>> decode_positions(encode_positions([3, 512, 70000]))
    [3, 512, 70000]
    """
    values, value, scale, position = [], 0, 1, 0
    more = len(POSITION) - POSITION_ENDS
    for char in code:
        digit = POSITION.index(char)
        if digit >= POSITION_ENDS:
            value += digit * scale  # digit = ends + d, and each continued digit stands for ends + d
            scale *= more
        else:
            position += value + digit * scale
            values.append(position)
            value, scale = 0, 1
    return values


@lru_cache(maxsize=4096)
def weight_char(weight: float, in_title: bool) -> str:
    """How much a word weighs in a briefing, and whether its title has it, in one character."""
    level = min(len(POSITION) // 2 - 1, round(STEPS * log2(max(1.0, weight))))
    return POSITION[2 * level + in_title]


@lru_cache(maxsize=8192)
def weights_joined(own: str, names: str) -> str:
    """The character for a word that stands in the text and in the names of a briefing."""
    a, b = POSITION.index(own), POSITION.index(names)
    return weight_char(2 ** (a // 2 / STEPS) + 2 ** (b // 2 / STEPS), bool((a | b) & 1))


def encode_line(numbers: Sequence[int], codes: Sequence[str], start: int = 0) -> str:
    """Postings of a term: for each document its gap from the one before, then what is said of it."""
    if len(numbers) == 1:  # most words of an archive
        return _gap(numbers[0] - start + 1) + codes[0]
    line = [""] * (2 * len(numbers))
    line[::2] = map(_gap, map(sub, numbers, (start - 1, *numbers)))
    line[1::2] = codes
    return "".join(line)


def decode_line(line: str, start: int = 0) -> tuple[list[int], list[str]]:
    """The inverse of `encode_line`.

    >>> decode_line(encode_line([4, 90_000], ["!7", "!"]))
    ([4, 90000], ['!7', '!'])
    """
    found = _GAP_CODE.split(line)
    return list(accumulate(map(_gap_value, found[1::2]), initial=start - 1))[1:], found[2::2]


def encode_codes(codes: Iterable[str]) -> str:
    """What is said of documents that are known already, in order."""
    return _NEXT.join(["", *codes])


def decode_codes(line: str) -> list[str]:
    """The inverse of `encode_codes`."""
    return line.split(_NEXT)[1:]


# ---------------------------------------------------------------- numbers and shards


def bucket(key: str, count: int) -> int:
    """Which of `count` shards holds a key; the same in the browser."""
    return crc32(key.encode()) % count


def id_space(count: int) -> int:
    """How many numbers `count` keys are spread over: a power of two, a quarter full at most."""
    return max(64, 1 << (4 * count - 1).bit_length())


def stable_numbers(keys: Iterable[str]) -> Mapping[str, int]:
    """A number for each key, from the keys alone: a new key moves a neighbour now and then, never the rest.

    Each key takes the place of its hash, or the next free one; in the order of hashes, so that the result
    does not depend on which key came first. Numbers rise in the order of the mapping.
    """
    unique = set(keys)
    space = id_space(len(unique))
    numbers: dict[str, int] = {}
    free = 0
    for home, key in sorted((bucket(key, space), key) for key in unique):
        free = max(free, home)
        numbers[key] = free
        free += 1
    return numbers


def base36(value: int) -> str:
    """As JavaScript's `toString(36)`.

    >>> base36(35), base36(36)
    ('z', '10')
    """
    digits = "0123456789abcdefghijklmnopqrstuvwxyz"
    text = digits[value % 36]
    while value >= 36:
        value //= 36
        text = digits[value % 36] + text
    return text


_SIZES = (1, 2, 3, *(step << power for power in range(11) for step in (4, 5, 6, 7)))


def shard_count(total: int, target: int) -> int:
    """How many shards hold `total` bytes at about `target` each: few steps, so that it seldom changes."""
    return next((size for size in _SIZES if size * target >= total), _SIZES[-1])
