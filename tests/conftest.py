"""Options and rules for the whole suite."""

from __future__ import annotations

import os

import pytest
from hypothesis import settings

# How long an example may take says more about the machine than about the code: pytest's timeout stands.
settings.register_profile("house", deadline=None)
settings.load_profile("house")


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--update-golden", action="store_true", help="rewrite expected files; refused in CI")


def pytest_configure(config: pytest.Config) -> None:
    if config.getoption("--update-golden") and os.environ.get("CI"):
        raise pytest.UsageError(
            "--update-golden is refused when CI is set: look at the change, then commit it"
        )


@pytest.fixture
def update_golden(request: pytest.FixtureRequest) -> bool:
    """True when expected files are to be rewritten instead of compared."""
    return bool(request.config.getoption("--update-golden"))
