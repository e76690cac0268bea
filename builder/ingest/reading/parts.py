"""What a file under seeds/ is taken apart into, and how a file is refused."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import PurePath

from builder.config import IngestOptions
from builder.errors import ContentError, Location, Problem
from builder.model import Claim, Damage


@dataclass(frozen=True, slots=True)
class Part:
    """The bytes of one article, in a format that `readers` knows."""

    name: str
    """Of the seed; one article of many in a file: `dump.jsonl#12`."""
    data: bytes
    media_type: str = ""
    """With `charset=` where the container states it; empty: the name and the bytes say."""
    url: str = ""
    claims: tuple[Claim, ...] = ()
    """What the container states about the article."""
    damage: tuple[Damage, ...] = ()
    sha256: str = ""
    """Of the article as it stood in its container; empty: of `data`."""
    whole: bool = False
    """It holds the article and nothing else."""


def seed_problem(code: str, name: str, message: str, hint: str, line: int = 0) -> Problem:
    """Why a file under seeds/, or one article of it, cannot be used."""
    return Problem(code, Location(f"seeds/{name}", line), message, hint)


def refused_seed(code: str, name: str, message: str, hint: str, line: int = 0) -> ContentError:
    """`seed_problem` as the error to raise."""
    return ContentError(seed_problem(code, name, message, hint, line))


def note(code: str, name: str, message: str, hint: str = "", line: int = 0) -> Problem:
    """Something left aside on purpose, said so that nothing is left aside in silence."""
    return Problem(code, Location(f"seeds/{name}", line), message, hint, "note")


def too_large(name: str, options: IngestOptions) -> Problem:
    """An article has more bytes than the options allow."""
    hint = "Split it, or raise ingest.max_bytes in config.yaml."
    return seed_problem("E204", name, f"The article has more than {options.max_bytes:,} bytes.", hint)


def stumbled(name: str, error: Exception) -> Problem:
    """What a mistake of ours did to one seed, with the place in our code that a report should name."""
    at = error.__traceback__
    while at and at.tb_next:
        at = at.tb_next
    place = f" ({PurePath(at.tb_frame.f_code.co_filename).name}:{at.tb_lineno})" if at else ""
    message = f"Dispatchbox stumbled over it: {type(error).__name__}: {str(error)[:200]}{place}."
    hint = "The other seeds go on. The mistake is in Dispatchbox: please report this line, with the seed."
    return seed_problem("E246", name, message, hint)
