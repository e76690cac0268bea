"""What caches are made with: a key that changes with our code, our libraries and Python."""

from __future__ import annotations

import os
import sys
from functools import cache
from hashlib import blake2b
from pathlib import Path

from builder.listing import list_files


@cache
def code_key() -> bytes:
    """16 bytes; another version of anything that could make a page come out different has another key."""
    own = Path(__file__).parent
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
