"""Writes the reference in docs/theme.md from the docstrings of `views` and `parts`.

python tests/render/describe_theme.py
"""

from __future__ import annotations

import ast
from collections.abc import Iterator
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
PAGE = ROOT / "docs" / "theme.md"
MARK = "<!-- Below this line: made by tests/render/describe_theme.py -->"


def classes(module: str) -> Iterator[str]:
    """Markdown for each dataclass of a module."""
    tree = ast.parse((ROOT / "builder" / "render" / f"{module}.py").read_text("utf-8"))
    for node in tree.body:
        if not isinstance(node, ast.ClassDef):
            continue
        yield f"### {node.name}\n"
        yield (ast.get_docstring(node) or "") + "\n"
        yield "| field | type | what it is |\n|---|---|---|"
        for field, text in zip(node.body, node.body[1:], strict=False):
            if isinstance(field, ast.AnnAssign) and isinstance(text, ast.Expr):
                said = " ".join(str(ast.literal_eval(text.value)).split()).replace("|", "\\|")
                kind = ast.unparse(field.annotation).replace("|", "or")
                yield f"| `{ast.unparse(field.target)}` | `{kind}` | {said} |"
        yield ""


def main() -> None:
    """Replaces everything below the mark."""
    written = PAGE.read_text("utf-8").partition(MARK)[0]
    lines = [MARK, "", "## Pages", "", *classes("views"), "## Parts", "", *classes("parts")]
    PAGE.write_text(written + "\n".join(lines).rstrip() + "\n", "utf-8")


if __name__ == "__main__":
    main()
