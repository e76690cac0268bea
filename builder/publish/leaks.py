"""What must not be published → where it stands all the same.

Two kinds: exact texts (private addresses), searched with white space folded; and what rights keep back,
searched by runs of eight words, so that a sentence is found in whatever file, format or case it comes out.
A run that is also published by right (a title, another briefing shown whole) is none.
"""

from __future__ import annotations

import csv
import html
import io
import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from builder.errors import Location, Problem

RUN = 8
"""Words in a row that do not meet by chance."""

TEXTS = frozenset({".html", ".xml", ".json", ".csv", ".js", ".txt", ".bib", ".ris"})

_WORD = re.compile(r"\w+")
_INLINE = re.compile(
    r"</?(?:a|abbr|b|bdi|cite|code|del|em|i|ins|mark|q|s|small|span|strong|sub|sup|u)\b[^<>]*>"
)
_BLOCK = re.compile(r"<[^<>]*>")
_VALUE = re.compile(r'="([^"]*)"')
_STRING = re.compile(r'"((?:[^"\\]|\\.)*)"')
_ESCAPE = re.compile(r"\\(?:u([0-9a-fA-F]{4})|(.))")


@dataclass(frozen=True, slots=True)
class Withheld:
    """What must stand nowhere."""

    texts: frozenset[str] = frozenset()
    """As they are, of at least six characters."""
    runs: frozenset[tuple[str, ...]] = frozenset()
    """Runs of `RUN` words, in lower case."""


NOTHING = Withheld()


def runs_of(text: str) -> Iterator[tuple[str, ...]]:
    """Every run of `RUN` words of a text."""
    words = _WORD.findall(text.lower())
    return zip(*(words[start:] for start in range(RUN)), strict=False)


def withheld_runs(withheld: Iterable[str], public: Iterable[str]) -> frozenset[tuple[str, ...]]:
    """The runs of what is kept back, without those published by right; `public` is read only if needed."""
    runs = {run for text in withheld for run in runs_of(text)}
    for text in public if runs else ():
        runs.difference_update(runs_of(text))
    return frozenset(runs)


def find_leaks(paths: Mapping[str, Path], withheld: Withheld) -> Iterator[Problem]:
    """A problem for each file that holds something of it. `paths`: name under public/ → file."""
    needles = sorted({folded for text in withheld.texts if len(folded := _fold(text)) >= 6})
    longest = sorted(map(re.escape, needles), key=len, reverse=True)
    pattern = re.compile("|".join(longest)) if needles else None
    for name, path in paths.items() if pattern or withheld.runs else ():
        for piece in _pieces_of(path):
            match = pattern.search(_fold(piece)) if pattern else None
            run = next((run for run in runs_of(piece) if run in withheld.runs), ()) if withheld.runs else ()
            if match or run:
                yield _leak(name, match.group() if match else " ".join(run))
                break


def _pieces_of(path: Path) -> Iterator[str]:
    """What a file says, piece by piece as a reader or a program gets it; nothing of pictures and fonts."""
    kind = path.suffix
    if kind == ".pdf":
        from pypdf import PdfReader

        yield " ".join(page.extract_text() for page in PdfReader(path).pages)
    if kind not in TEXTS:
        return
    text = path.read_text("utf-8", errors="replace")
    if kind in (".html", ".xml"):
        yield from map(html.unescape, _BLOCK.split(_INLINE.sub("", text)))
        yield from (html.unescape(value) for value in _VALUE.findall(text))
    elif kind in (".json", ".js"):
        yield from (_ESCAPE.sub(_unescaped, value) for value in _STRING.findall(text))
    elif kind == ".csv":
        csv.field_size_limit(1 << 30)
        yield from (cell for row in csv.reader(io.StringIO(text)) for cell in row)
    else:
        yield text


def _unescaped(match: re.Match[str]) -> str:
    return chr(int(match[1], 16)) if match[1] else " " if match[2] in "nrt" else match[2]


def _fold(text: str) -> str:
    return " ".join(text.split()).lower()


def _leak(name: str, words: str) -> Problem:
    return Problem(
        "E526",
        Location(f"public/{name}"),
        f"It holds words that must not be published: '{words[:60]}'.",
        "Report this as a bug; do not publish the site.",
    )
