"""What a template says alike on every page, worked out when it is compiled and not on each of them.

`t("skip")`, `site.title`, `'/about/' | href`: their value is known by then. A template that gives the name
`t` or `site` another meaning is left as it is.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from jinja2 import nodes
from jinja2.compiler import CodeGenerator, Frame
from jinja2.visitor import NodeTransformer

_NAMES = ("t", "site")


class FoldingGenerator(CodeGenerator):
    """Jinja's own, given a template without the calls and fields whose value is known."""

    def visit_Template(self, node: nodes.Template, frame: Frame | None = None) -> None:
        known = self.environment.globals
        if all(name in known for name in _NAMES) and not _renamed(node):
            node = _Folding(known).visit(node)
        super().visit_Template(node, frame)


def _renamed(tree: nodes.Template) -> bool:
    """Whether a template gives one of our names another meaning."""
    given = {name.name for name in tree.find_all(nodes.Name) if name.ctx != "load"}
    given |= {macro.name for macro in tree.find_all(nodes.Macro)}
    given |= {imported.target for imported in tree.find_all(nodes.Import)}
    for taken in tree.find_all(nodes.FromImport):
        given |= {name if isinstance(name, str) else name[1] for name in taken.names}
    return not given.isdisjoint(_NAMES)


class _Folding(NodeTransformer):
    def __init__(self, known: Mapping[str, Any]) -> None:
        self._words, self._site = known["t"], known["site"]

    def visit_Call(self, node: nodes.Call) -> nodes.Node:
        self.generic_visit(node)
        plain = not (node.kwargs or node.dyn_args or node.dyn_kwargs)
        if isinstance(node.node, nodes.Name) and node.node.name == "t" and plain:
            keys = [arg.value for arg in node.args if isinstance(arg, nodes.Const)]
            if len(keys) == len(node.args) == 1 and keys[0] in self._words.strings:
                return nodes.Const(self._words(keys[0]), lineno=node.lineno)
        return node

    def visit_Getattr(self, node: nodes.Getattr) -> nodes.Node:
        self.generic_visit(node)
        if isinstance(node.node, nodes.Name) and node.node.name == "site":
            value = getattr(self._site, node.attr, None)
            if isinstance(value, str | bool | int):
                return nodes.Const(value, lineno=node.lineno)
        return node
