"""The numbers of the search index as text: positions, gaps, stable document numbers.

Every number is one to four printable characters. Gaps between documents and positions in a document use
different letters, so a line of postings needs no counts: `B!7C3` is two documents, the first with two
positions. static/search-core.js reads what is written here.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from zlib import crc32

_PRINTABLE = [chr(code) for code in range(0x21, 0x7F) if chr(code) not in "`\\$"]
GAP = "ABCDEFGHIJKLMNOPQRSTUVW"
"""Digits of document gaps: the first 16 end a number, the other 7 continue it."""
GAP_ENDS = 16
POSITION = "".join(char for char in _PRINTABLE if char not in GAP)
"""Digits of positions: the first 40 end a number, the other 28 continue it."""
POSITION_ENDS = 40
# The split was chosen on 5,418 diplomatic papers: 2.6 bytes for each word of text, all in all. Other
# splits cost up to a fifth more; packing bits instead of characters saved 14 % and made lines unreadable.

PRINTABLE = "".join(_PRINTABLE)

_KNOWN = 1 << 13


def _digits(value: int, alphabet: str, ends: int) -> str:
    more = len(alphabet) - ends
    chars = []
    while value >= ends:
        value -= ends
        chars.append(alphabet[ends + value % more])
        value //= more
    chars.append(alphabet[value])
    return "".join(chars)


_GAPS = [_digits(value, GAP, GAP_ENDS) for value in range(_KNOWN)]
_POSITIONS = [_digits(value, POSITION, POSITION_ENDS) for value in range(_KNOWN)]


def encode_positions(positions: Sequence[int]) -> str:
    """Rising positions as text, each as its distance from the one before."""
    if len(positions) == 1 and positions[0] < _KNOWN:
        return _POSITIONS[positions[0]]
    parts, before = [], 0
    for position in positions:
        step = position - before
        parts.append(_POSITIONS[step] if step < _KNOWN else _digits(step, POSITION, POSITION_ENDS))
        before = position
    return "".join(parts)


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


def encode_line(numbers: Sequence[int], codes: Sequence[str], start: int = 0) -> str:
    """Postings of a term: for each document its gap from the one before, then its positions."""
    parts, before = [], start - 1
    for number, code in zip(numbers, codes, strict=True):
        gap = number - before - 1
        parts.append(_GAPS[gap] if gap < _KNOWN else _digits(gap, GAP, GAP_ENDS))
        parts.append(code)
        before = number
    return "".join(parts)


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


_SIZES = (1, 2, 3, 4, 6, 8, 12, 16, 24, 32, 48, 64, 96, 128, 192, 256, 384, 512, 768, 1024, 1536, 2048, 4096)


def shard_count(total: int, target: int) -> int:
    """How many shards hold `total` bytes at about `target` each: few steps, so that it seldom changes."""
    return next((size for size in _SIZES if size * target >= total), _SIZES[-1])
