"""The house keeps its shape: imports run one way, no circles, small rooms."""

from __future__ import annotations

import ast
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent
MODULES = {
    ".".join(path.relative_to(ROOT).with_suffix("").parts).removesuffix(".__init__"): path
    for path in sorted((ROOT / "builder").rglob("*.py"))
    if "_data" not in path.parts
}
BASE = {
    "builder",
    "builder.errors",
    "builder.model",
    "builder.cluster",
    "builder.config",
    "builder.schemas",
    "builder.edtf",
    "builder.forks",
    "builder.permalinks",
    "builder.workers",
    "builder.shipped",
    "builder.yamltext",
    *(name for name in MODULES if name.startswith("builder.cache")),
}
ROOMS = {"ingest", "archive", "render", "publish"}
DOORS = {("ingest", "archive")}
"""The only room that may look into another."""


def imports_of(path: Path) -> set[str]:
    """Our modules that a file imports anywhere in it, lazily or for typing alike."""
    found: set[str] = set()
    for node in ast.walk(ast.parse(path.read_text("utf-8"))):
        if isinstance(node, ast.Import):
            names = [alias.name for alias in node.names]
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, f"{path}: relative import"
            base = node.module or ""
            names = [f"{base}.{a.name}" if f"{base}.{a.name}" in MODULES else base for a in node.names]
        else:
            continue
        found.update(name for name in names if name.split(".")[0] == "builder")
    return found


def room_of(module: str) -> str:
    parts = module.split(".")
    return parts[1] if len(parts) > 1 and parts[1] in ROOMS else ""


GRAPH = {name: imports_of(path) for name, path in MODULES.items()}


@pytest.mark.parametrize("module", sorted(MODULES))
def test_rooms_know_only_what_they_may(module: str) -> None:
    room = room_of(module)
    for target in GRAPH[module]:
        other = room_of(target)
        if room and other:
            assert room == other or (room, other) in DOORS, f"{module} imports {target}"
        elif room or module in BASE:
            assert target in BASE, f"{module} imports {target}"
    if module == "builder.model":
        assert not GRAPH[module]


def test_the_engine_does_not_know_who_uses_it() -> None:
    above = ("builder.commands", "builder.build", "builder.desk")
    for name, targets in GRAPH.items():
        if name.startswith("builder.engine"):
            assert not [target for target in targets if target.startswith(above)], name
        if name.startswith("builder.desk"):
            assert not [target for target in targets if target.startswith(above[:2])], name


def test_there_are_no_circles() -> None:
    done: set[str] = set()

    def visit(name: str, trail: tuple[str, ...]) -> None:
        assert name not in trail, " → ".join([*trail, name])
        if name in done:
            return
        for target in sorted(GRAPH.get(name, ())):
            visit(target, (*trail, name))
        done.add(name)

    for name in sorted(GRAPH):
        visit(name, ())
