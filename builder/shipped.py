"""Where the things that travel with Dispatchbox lie: themes and the starter vocabulary of issues.

In a wheel they stand under `builder/_data/`; in a checkout they are the repository's own folders.
"""

from __future__ import annotations

from pathlib import Path

_PACKAGE = Path(__file__).resolve().parent


def shipped(name: str) -> Path:
    """The folder `themes` or `issues` that comes with the installed version."""
    packed = _PACKAGE / "_data" / name
    if packed.is_dir():
        return packed
    return _PACKAGE.parent / {"issues": "content/issues"}.get(name, name)
