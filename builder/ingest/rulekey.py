"""What a seed's reading depends on besides the seed, as twelve letters that every record carries.

When the rules, the weights or the options change, the key does, and the seeds are read again.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache
from hashlib import blake2b
from pathlib import Path

from builder.config import Config

SPINE = frozenset(
    "pipeline gather seeds assign merge rewrite write front known state steps world update entries "
    "duplicates notices report rulekey declined explain account".split()
)
"""Modules of this room that decide nothing about a single seed."""


@cache
def code_of_rules() -> bytes:
    """Digest of the modules, weights and word lists that describe a seed."""
    here = Path(__file__).parent
    digest = blake2b(digest_size=16)
    files = [path for path in here.rglob("*") if path.is_file() and path.suffix != ".pyc"]
    for path in sorted(files, key=lambda path: path.relative_to(here).as_posix()):
        if path.stem not in SPINE:
            digest.update(path.relative_to(here).as_posix().encode())
            digest.update(path.read_bytes().replace(b"\r\n", b"\n"))
    return digest.digest()


def rules_key(config: Config, names: Sequence[str] = ()) -> str:
    """The key of the rules, of the options that a user may change, and of names in other letters."""
    options = repr((config.ingest, config.outlets, config.site.language, *names))
    return blake2b(code_of_rules() + options.encode(), digest_size=6).hexdigest()
