"""The guide is true: every option, command and problem code is in it, and nothing that is not there."""

from __future__ import annotations

import ast
import inspect
import json
import re
from collections import defaultdict
from itertools import pairwise
from pathlib import Path

from builder.cli import COMMANDS
from builder.config import Config, OutletOptions

ROOT = Path(__file__).resolve().parent.parent
MARK = "<!-- options: written by `pytest tests/test_docs.py --update-golden` from builder/config.py -->"


def meanings(kind: type) -> dict[str, str]:
    """Option → the docstring below it."""
    body = ast.parse(inspect.getsource(kind)).body[0].body  # type: ignore[attr-defined]
    return {
        field.target.id: " ".join(said.value.value.split())
        for field, said in pairwise(body)
        if isinstance(field, ast.AnnAssign) and isinstance(said, ast.Expr)
    }


def option_reference() -> str:
    """The options as Markdown, from their defaults and docstrings."""
    parts = []
    sections = {name: type(default) for name, default in Config._field_defaults.items()}
    for name, kind in (sections | {"outlets": OutletOptions}).items():
        summary = (kind.__doc__ or "").strip().partition(" – ")[2] or "what is known about an outlet."
        parts.append(f"## {name}\n\n{summary[0].upper()}{summary[1:]}\n")
        said = meanings(kind)
        for key, default in kind._field_defaults.items():
            shown = f"`{json.dumps(default)}`"
            label = f"outlets.<name>.{key}" if name == "outlets" else f"{name}.{key}"
            parts.append(f"- **`{label}`** (default {shown}): {said[key]}")
        parts.append("")
    return "\n".join(parts)


def test_every_option_is_documented(update_golden: bool) -> None:
    path = ROOT / "docs" / "config.md"
    head = path.read_text("utf-8").partition(MARK)[0]
    expected = f"{head}{MARK}\n\n{option_reference()}"
    if update_golden:
        path.write_text(expected, "utf-8", newline="\n")
    assert path.read_text("utf-8") == expected


def test_every_command_is_documented() -> None:
    guide = (ROOT / "docs" / "commands.md").read_text("utf-8")
    for name in COMMANDS:
        assert f"## dispatchbox {name}" in guide, name


def test_every_problem_code_has_one_paragraph_and_no_paragraph_is_stale() -> None:
    used: dict[str, set[str]] = defaultdict(set)
    for path in (ROOT / "builder").rglob("*.py"):
        for code in re.findall(r"\"([EDN][0-5]\d\d)\"", path.read_text("utf-8")):
            used[code].add(path.name)
    documented: dict[str, list[str]] = defaultdict(list)
    for path in sorted((ROOT / "docs" / "problems").glob("*.md")):
        for code in re.findall(r"^## ([EDN][0-5]\d\d) – \S", path.read_text("utf-8"), re.M):
            documented[code].append(path.name)
    assert sorted(set(used) - set(documented)) == [], "codes without a paragraph in docs/problems/"
    assert sorted(set(documented) - set(used)) == [], "paragraphs about codes that are no more"
    assert {code: names for code, names in documented.items() if len(names) > 1} == {}


def test_every_link_in_the_guide_leads_to_a_file() -> None:
    pages = [ROOT / name for name in ("README.md", "CONTRIBUTING.md", "CHANGELOG.md")]
    for page in [*pages, *sorted((ROOT / "docs").rglob("*.md"))]:
        for target in re.findall(r"\]\(([^)#\s]+)[^)]*\)", page.read_text("utf-8")):
            if not target.startswith(("http://", "https://", "mailto:")):
                assert (page.parent / target).exists(), f"{page.name}: {target}"
