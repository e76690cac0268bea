"""The examples in docstrings say what the code does."""

from __future__ import annotations

import doctest
from importlib import import_module
from pathlib import Path

import pytest

BUILDER = Path(__file__).resolve().parents[1] / "builder"
MODULES = sorted(
    ".".join(path.relative_to(BUILDER.parent).with_suffix("").parts)
    for path in BUILDER.rglob("*.py")
    if ">>>" in path.read_text("utf-8")
)


@pytest.mark.parametrize("name", MODULES)
def test_examples_are_true(name: str) -> None:
    done = doctest.testmod(import_module(name))
    assert done.attempted and not done.failed
