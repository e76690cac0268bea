"""What can be wrong with a user's files, and how it is said.

A `Problem` is a value: functions return or collect them. `ContentError` carries problems out of a
parser that cannot go on. Nothing here prints; `cli` does.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from difflib import get_close_matches
from pathlib import Path
from typing import Any, Literal

Level = Literal["error", "doubt", "note"]
"""`error`: exit status 1. `doubt`: shown, an error under --strict. `note`: shown with -v."""

_LEVEL_ORDER: dict[str, int] = {"error": 0, "doubt": 1, "note": 2}


@dataclass(frozen=True, slots=True, order=True)
class Location:
    """Where in the user's files."""

    path: str
    """Relative to the project folder, with forward slashes."""
    line: int = 0
    """1-based; 0 when the whole file is meant."""
    column: int = 0
    """1-based; 0 when the whole line is meant."""

    def __str__(self) -> str:
        parts = [self.path, *(str(n) for n in (self.line, self.column) if n)]
        return ":".join(parts)


@dataclass(frozen=True, slots=True)
class Problem:
    """Something for a person to mend: `file:line: what is wrong, with the value. What to do. [code]`."""

    code: str
    """`E…`, `D…` or `N…` and three digits; each has a paragraph in docs/problems.md."""
    where: Location
    message: str
    """What is wrong, with the value; a full sentence."""
    hint: str = ""
    """What to do; a full sentence, or empty."""
    level: Level = "error"

    def __str__(self) -> str:
        hint = f" {self.hint}" if self.hint else ""
        return f"{self.where}: {self.message}{hint} [{self.code}]"


class ContentError(Exception):
    """A file that cannot be used; carries at least one problem."""

    def __init__(self, *problems: Problem) -> None:
        super().__init__("\n".join(map(str, problems)))
        self.problems = problems

    def __reduce__(self) -> tuple[type[ContentError], tuple[Problem, ...]]:
        return (type(self), self.problems)


def refused(code: str, where: Location | str, message: str, hint: str = "") -> ContentError:
    """The error to raise where one thing is wrong; a path alone means the whole file."""
    place = Location(where) if isinstance(where, str) else where
    return ContentError(Problem(code, place, message, hint))


def disk_problem(error: OSError, root: Path) -> Problem:
    """A full disk, a file or folder that may not be read or written: what is there stays as it was."""
    path = Path(str(error.filename or "public"))
    return Problem(
        "E411",
        Location(path.relative_to(root).as_posix() if path.is_relative_to(root) else path.name),
        f"It cannot be read or written: {error.strerror or error}.",
        "The site stands as it was. Make room, or mend the permissions, and do this again.",
    )


def sort_problems(problems: Iterable[Problem]) -> list[Problem]:
    """By file, line, level and code, each problem once: the order in which they are printed."""
    unique = dict.fromkeys(problems)
    return sorted(unique, key=lambda p: (p.where, _LEVEL_ORDER[p.level], p.code, p.message))


def pack_problems(problems: Iterable[Problem]) -> tuple[tuple[Any, ...], ...]:
    """Problems as plain data, for a cache."""
    return tuple(
        (p.code, p.where.path, p.where.line, p.where.column, p.message, p.hint, p.level) for p in problems
    )


def unpack_problems(rows: Iterable[tuple[Any, ...]]) -> tuple[Problem, ...]:
    """What `pack_problems` was given."""
    return tuple(
        Problem(code, Location(path, line, column), message, hint, level)
        for code, path, line, column, message, hint, level in rows
    )


def shorten(text: str, most: int = 100) -> str:
    """A text for a message: on one line, cut after `most` characters."""
    text = " ".join(text.split())
    return text if len(text) <= most else f"{text[:most]} …"


def did_you_mean(word: str, known: Iterable[str]) -> str:
    """A hint with the nearest known word, else the list of known words."""
    words = sorted(known)
    near = get_close_matches(word, words, n=1, cutoff=0.6)
    return f"Did you mean '{near[0]}'?" if near else f"Known are: {', '.join(words)}."
