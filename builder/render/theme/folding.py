"""Jinja, compiled for many pages: what a template says alike on all of them is worked out once.

`t("skip")`, `site.title`, `'/about/' | href`: their value is known when a template is compiled; `t` is
called without being sought. One that gives the name `t` or `site` another meaning is left as it is. Pieces
are gathered where they are made and joined at once, so that none climbs through the blocks around it or is
wrapped as safe text. A macro that is called with its values in order is called as any function is, a field is
taken without asking first whether it could be an item, and a template is looked up once.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from contextlib import suppress
from keyword import iskeyword
from typing import Any

import jinja2
import markupsafe
from jinja2 import nodes
from jinja2.compiler import CodeGenerator, Frame, MacroRef, optimizeconst
from jinja2.runtime import Context, Macro
from jinja2.utils import missing
from jinja2.visitor import NodeTransformer
from markupsafe import Markup, escape

_NAMES = ("t", "site")
_MARKUP = frozenset({"href", "line", "marked"})
"""Filters that give safe text whatever they are given."""


def _escaped(text: str) -> str:
    text = text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
    return text.replace("'", "&#39;").replace('"', "&#34;")


escaped: Callable[[str], str] = getattr(markupsafe, "_escape_inner", _escaped)
"""What `escape` asks of text, without an object around the answer."""


def shown(value: Any) -> str:
    """What `escape` gives, as plain text where it may be."""
    if type(value) is str:
        return escaped(value)
    if type(value) is int or type(value) is float:
        return str(value)  # a picture has hundreds
    return value if type(value) is Markup else escape(value)


class FoldingGenerator(CodeGenerator):
    """Jinja's own, but for what the module says."""

    environment: ThemeEnvironment

    def visit_Template(self, node: nodes.Template, frame: Frame | None = None) -> None:
        if self.environment.t is not None and not _renamed(node):
            node = _Folding(self.environment).visit(node)
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
        self.writeline("shown, escaped, quick = environment.shown, environment.escaped, environment.Macro")

    def macro_def(self, macro_ref: MacroRef, frame: Frame) -> None:
        self.write("environment.")
        super().macro_def(macro_ref, frame)

    @optimizeconst
    def visit_Getattr(self, node: nodes.Getattr, frame: Frame) -> None:
        if isinstance(node.node, nodes.EnvironmentAttribute) and hasattr(
            getattr(self.environment, node.node.name), node.attr
        ):
            self.visit(node.node, frame)
            self.write(f".{node.attr}")
            return
        self.write("(got if (got := getattr(of := ")
        self.visit(node.node, frame)
        self.write(f", {node.attr!r}, missing)) is not missing else environment.getattr(of, {node.attr!r}))")

    @optimizeconst
    def visit_Call(self, node: nodes.Call, frame: Frame, forward_caller: bool = False) -> None:
        ours = _is_ours(node) or _is_ours(node.node)
        odd = forward_caller or node.dyn_args or node.dyn_kwargs or any(iskeyword(k.key) for k in node.kwargs)
        if odd or not ours:
            super().visit_Call(node, frame, forward_caller=forward_caller)
            return
        self.visit(node.node, frame)
        self.write("(")
        for given in (*node.args, *node.kwargs):
            self.visit(given, frame)
            self.write(", ")
        self.write(")")

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
        self.write("(" if _is_markup(node) else "(escaped(text) if (text := ")

    def _output_child_post(self, node: nodes.Expr, frame: Frame, finalize: Any) -> None:
        if not frame.eval_ctx.autoescape or frame.eval_ctx.volatile:
            super()._output_child_post(node, frame, finalize)
        else:
            self.write(")" if _is_markup(node) else ").__class__ is str else shown(text))")


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
    shown, escaped = staticmethod(shown), staticmethod(escaped)
    t: Any = None
    site: Any = None

    def __init__(self, **options: Any) -> None:
        super().__init__(**options)
        self._known: dict[Any, jinja2.Template] = {}

    def know(self, t: Any, site: Any) -> None:
        """What a template says alike on all pages comes from these."""
        self.t, self.site = t, site
        self.globals.update(t=t, site=site)

    def get_template(self, name: Any, parent: str | None = None, globals: Any = None) -> jinja2.Template:
        """As Jinja does, but a theme does not change while its pages are made."""
        found = self._known.get(name)
        if found is None:
            found = self._known[name] = super().get_template(name, parent, globals)
            found.globals = dict(found.globals)  # a chain of mappings would be walked for every page
        return found


def _is_ours(node: nodes.Node) -> bool:
    """Whether it is a call or a field of `t` or `site`."""
    return isinstance(node, nodes.Call | nodes.Getattr) and isinstance(node.node, nodes.EnvironmentAttribute)


def _is_markup(node: nodes.Node) -> bool:
    return isinstance(node, nodes.Filter) and node.name in _MARKUP


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
    def __init__(self, known: ThemeEnvironment) -> None:
        self._known = known

    def visit_Name(self, node: nodes.Name) -> nodes.Node:
        return nodes.EnvironmentAttribute(node.name, lineno=node.lineno) if node.name in _NAMES else node

    def visit_Call(self, node: nodes.Call) -> nodes.Node:
        self.generic_visit(node)
        if isinstance(node.node, nodes.EnvironmentAttribute) and not (node.dyn_args or node.dyn_kwargs):
            named = {given.key: given.value for given in node.kwargs}
            if all(isinstance(given, nodes.Const) for given in (*node.args, *named.values())):
                with suppress(
                    KeyError, TypeError
                ):  # a word that no catalogue has: an error when the page is made
                    values = [given.as_const() for given in node.args]
                    text = self._known.t(*values, **{key: given.as_const() for key, given in named.items()})
                    return nodes.Const(text, lineno=node.lineno)
        return node

    def visit_Getattr(self, node: nodes.Getattr) -> nodes.Node:
        self.generic_visit(node)
        if isinstance(node.node, nodes.EnvironmentAttribute) and node.node.name == "site":
            value = getattr(self._known.site, node.attr, None)
            if isinstance(value, str | bool | int):
                return nodes.Const(value, lineno=node.lineno)
        return node
