"""What caches are made with: a key that changes with our code, our libraries and Python."""

from __future__ import annotations

import os
import re
import sys
from collections.abc import Mapping
from functools import cache
from hashlib import blake2b
from pathlib import Path

from builder.cache.listing import list_files
from builder.shipped import shipped


@cache
def code_key() -> bytes:
    """16 bytes; another version of anything that could make a page come out different has another key."""
    own = Path(__file__).parent.parent
    seen: list[object] = [sys.version]
    for name, sign in list_files(str(own)).items():
        if not name.endswith(".pyc"):
            seen.append((name, sign[0], sign[1]))
    for folder in sys.path:
        try:
            names = os.listdir(folder or ".") if folder.endswith("-packages") else []  # noqa: PTH208
        except OSError:
            continue
        seen += sorted(name for name in names if name.endswith(".dist-info"))
    return blake2b(repr(seen).encode(), digest_size=16).digest()


def made_with() -> Mapping[str, str]:
    """What could make a page come out different, by name: equal on two machines that do the same work.

    Unlike `code_key` it reads every file of ours: the times of files differ between machines.
    """
    from importlib.metadata import PackageNotFoundError, requires, version

    own = Path(__file__).parent.parent
    code = blake2b(digest_size=8)
    for name in list_files(str(own)):
        code.update(name.encode() + (own / name).read_bytes())
    found = {"Python": sys.version.split()[0], "the code of Dispatchbox": code.hexdigest()}
    found["the folder of themes"] = str(shipped("themes"))
    try:
        needed = [name for name in requires("dispatchbox") or () if "extra ==" not in name]
    except PackageNotFoundError:  # run from a folder
        return found
    for name in sorted(_PACKAGE.match(line)[0] for line in needed):  # type: ignore[index]
        try:
            found[name] = version(name)
        except PackageNotFoundError:
            continue
    return found


_PACKAGE = re.compile(r"[\w.-]+")
