"""Jinja, compiled for many pages: what a template says alike on all of them is worked out once.

`t("skip")`, `site.title`, `'/about/' | href`: their value is known when a template is compiled. One that
gives the name `t` or `site` another meaning is left as it is. Pieces are gathered where they are made and
joined at once, so that none climbs through the blocks around it or is wrapped as safe text. A macro that is
called with its values in order is called as any function is, a field is taken without asking first whether it
could be an item, and a template is looked up once.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import jinja2
from jinja2 import nodes
from jinja2.compiler import CodeGenerator, Frame, MacroRef, optimizeconst
from jinja2.runtime import Context, Macro
from jinja2.utils import missing
from jinja2.visitor import NodeTransformer
from markupsafe import Markup, escape

_NAMES = ("t", "site")


def shown(value: Any) -> str:
    """What `escape` gives, as plain text where it may be."""
    if type(value) is str:
        text = value.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
        return text.replace("'", "&#39;").replace('"', "&#34;")
    if type(value) is int or type(value) is float:
        return str(value)  # a picture has hundreds
    return value if type(value) is Markup else escape(value)


class FoldingGenerator(CodeGenerator):
    """Jinja's own, but for what the module says."""

    def visit_Template(self, node: nodes.Template, frame: Frame | None = None) -> None:
        known = self.environment.globals
        if all(name in known for name in _NAMES) and not _renamed(node):
            node = _Folding(known).visit(node)
        super().visit_Template(node, frame)

    def enter_frame(self, frame: Frame) -> None:
        super().enter_frame(frame)
        if _is_whole(frame):
            self.buffer(frame)

    def leave_frame(self, frame: Frame, with_python_scope: bool = False) -> None:
        super().leave_frame(frame, with_python_scope)
        if _is_whole(frame):
            self.writeline(f"yield concat({frame.buffer})")

    def write_commons(self) -> None:
        super().write_commons()
        self.writeline("shown, quick = environment.shown, environment.Macro")

    def macro_def(self, macro_ref: MacroRef, frame: Frame) -> None:
        self.write("environment.")
        super().macro_def(macro_ref, frame)

    @optimizeconst
    def visit_Getattr(self, node: nodes.Getattr, frame: Frame) -> None:
        self.write("(got if (got := getattr(of := ")
        self.visit(node.node, frame)
        self.write(f", {node.attr!r}, missing)) is not missing else environment.getattr(of, {node.attr!r}))")

    def _output_child_pre(self, node: nodes.Expr, frame: Frame, finalize: Any) -> None:
        if not frame.eval_ctx.autoescape or frame.eval_ctx.volatile:
            super()._output_child_pre(node, frame, finalize)
            return
        if isinstance(node, nodes.Call) and isinstance(node.node, nodes.Name) and _is_plain(node):
            self.write("called.plain(")
            for arg in node.args:
                self.visit(arg, frame)
                self.write(", ")
            self.write(") if (called := ")
            self.visit(node.node, frame)
            self.write(").__class__ is quick and called.plain is not None else ")
        self.write("shown(")


class QuickMacro(Macro):
    """A macro that need not match names with values where a template gives all of them in order."""

    def __init__(self, environment: jinja2.Environment, func: Any, *about: Any) -> None:
        super().__init__(environment, func, *about)
        odd = self.catch_kwargs or self.catch_varargs or self.caller or self.explicit_caller
        self.plain = None if odd else func
        """What it makes of values in order, those that are left out at the end counting as such."""
        if self.plain:
            func.__defaults__ = (missing,) * self._argument_count
            func.__qualname__ = f"{self.name}"

    def quick(self, args: tuple[Any, ...], named: Mapping[str, Any], autoescape: bool) -> str | None:
        """What it makes of such a call; None for another one."""
        left_out = self._argument_count - len(args)
        if left_out < 0 or self.catch_kwargs or self.catch_varargs or self.explicit_caller:
            return None
        if len(named) != self.caller or (self.caller and "caller" not in named):
            return None
        made: str = self._func(*args, *(missing,) * left_out, *named.values())
        return Markup(made) if autoescape else made


class QuickContext(Context):
    """Calls macros without asking first what they are."""

    def call(__self, __obj: Any, *args: Any, **named: Any) -> Any:
        if type(__obj) is QuickMacro:
            named.pop("_block_vars", None)  # for those that ask for the context
            named.pop("_loop_vars", None)
            made = __obj.quick(args, named, __self.eval_ctx.autoescape)
            if made is not None:
                return made
        return super().call(__obj, *args, **named)


class ThemeEnvironment(jinja2.Environment):
    """Where a theme's templates are compiled like this."""

    code_generator_class = FoldingGenerator
    context_class = QuickContext
    Macro = QuickMacro
    shown = staticmethod(shown)

    def __init__(self, **options: Any) -> None:
        super().__init__(**options)
        self._known: dict[Any, jinja2.Template] = {}

    def get_template(self, name: Any, parent: str | None = None, globals: Any = None) -> jinja2.Template:
        """As Jinja does, but a theme does not change while its pages are made."""
        found = self._known.get(name)
        if found is None:
            found = self._known[name] = super().get_template(name, parent, globals)
            found.globals = dict(found.globals)  # a chain of mappings would be walked for every page
        return found


def _is_plain(call: nodes.Call) -> bool:
    return not (call.kwargs or call.dyn_args or call.dyn_kwargs)


def _is_whole(frame: Frame) -> bool:
    """A template or a block of one."""
    return frame.rootlevel or frame.block_frame


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
        if isinstance(node.node, nodes.Name) and node.node.name == "t" and _is_plain(node):
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
