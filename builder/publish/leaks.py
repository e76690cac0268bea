"""What must not be published → where it stands all the same.

Two kinds: exact texts (private addresses), searched with white space folded; and what rights keep back,
searched by runs of eight words, so that a sentence is found in whatever file, format or case it comes out.
A run that is also published by right (a title, another briefing shown whole) is none.
"""

from __future__ import annotations

import html
import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from builder.errors import Location, Problem

RUN = 8
"""Words in a row that do not meet by chance."""

TEXTS = frozenset({".html", ".xml", ".json", ".csv", ".js", ".txt", ".bib", ".ris"})

_WORD = re.compile(r"\w+")
_TAG = re.compile(r"<[^<>]*>")
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
        text = _text_of(path)
        match = pattern.search(_fold(text)) if pattern else None
        if match:
            yield _leak(name, match.group())
        elif withheld.runs and (run := next(filter(withheld.runs.__contains__, runs_of(text)), None)):
            yield _leak(name, " ".join(run))


def _text_of(path: Path) -> str:
    """The words of a file as a reader or a program would see them; empty of pictures and fonts."""
    if path.suffix == ".pdf":
        from pypdf import PdfReader

        return " ".join(page.extract_text() for page in PdfReader(path).pages)
    if path.suffix not in TEXTS:
        return ""
    text = path.read_text("utf-8", errors="replace")
    if path.suffix in (".json", ".js"):
        text = _ESCAPE.sub(lambda m: chr(int(m[1], 16)) if m[1] else " " if m[2] in "nrt" else m[2], text)
    return html.unescape(_TAG.sub(" ", text)) + html.unescape(text)


def _fold(text: str) -> str:
    return " ".join(text.split()).lower()


def _leak(name: str, words: str) -> Problem:
    return Problem(
        "E526",
        Location(f"public/{name}"),
        f"It holds words that must not be published: '{words[:60]}'.",
        "Report this as a bug; do not publish the site.",
    )
