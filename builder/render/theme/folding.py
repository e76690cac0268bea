"""Jinja, compiled for many pages: what a template says alike on all of them is worked out once.

`t("skip")`, `site.title`: their value is known when a template is compiled, and words that are not are asked
for without seeking who has them. A template that gives the name `t` or `site` another
meaning is left as it is. Pieces are gathered where they are made and joined at once, so that none climbs
through the blocks around it or is wrapped as safe text. A macro that is called with its values in order is
called as any function is. A field is taken without asking whether it could be an item, unless the environment
asks.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from contextlib import suppress
from keyword import iskeyword
from typing import Any, TypeGuard

from jinja2 import meta, nodes
from jinja2.compiler import CodeGenerator, Frame, MacroRef, optimizeconst
from jinja2.idtracking import VAR_LOAD_RESOLVE
from jinja2.visitor import NodeTransformer

_NAMES = ("t", "site")
_MARKUP = frozenset({"href", "line", "lines", "marked", "isolated", "drawn", "tabled"})
"""Filters that give safe text whatever they are given."""
ABOUT = "about"
"""Where a compiled template keeps what is known of it; see `environment.About`."""


class FoldingGenerator(CodeGenerator):
    """Jinja's own, but for what the module says."""

    environment: Any

    def visit_Template(self, node: nodes.Template, frame: Frame | None = None) -> None:
        found = list(node.find_all((nodes.Name, nodes.Filter, nodes.Test, nodes.Stmt)))  # once: it is slow
        for kind, known in ((nodes.Filter, self.filters), (nodes.Test, self.tests)):
            for name in dict.fromkeys(it.name for it in found if isinstance(it, kind)):
                known[name] = self.temporary_identifier()
        naming = [it for it in found if isinstance(it, _NAMING)]
        named = set(meta.find_referenced_templates(nodes.Template(naming)))
        frame_name, extends = _frame_of(node), any(isinstance(it, nodes.Extends) for it in naming)
        if self.environment.t is not None and not _renamed(found):
            node = _Folding(self.environment).visit(node)
        super().visit_Template(node, frame)
        self._write_globals()
        about = sorted(filter(None, named)), None in named, frame_name, extends
        self.writeline(f"{ABOUT} = {(*about, not any(isinstance(it, _DEFINING) for it in found))!r}")

    def enter_frame(self, frame: Frame) -> None:
        super().enter_frame(frame)
        if _is_whole(frame):
            self.buffer(frame)

    def leave_frame(self, frame: Frame, with_python_scope: bool = False) -> None:
        super().leave_frame(frame, with_python_scope)
        if frame.rootlevel:
            self.writeline(f"yield concat({frame.buffer})")
        elif frame.block_frame:
            self.writeline(f"return (concat({frame.buffer}),)")

    def write_commons(self) -> None:
        self.writeline("resolve = context.resolve")

    def pull_dependencies(self, found: Iterable[nodes.Node]) -> None:
        """Those of the whole template are known: see `visit_Template`."""

    def _write_globals(self) -> None:
        """What every function of a template would fetch anew."""
        self.writeline("undefined, concat = environment.undefined, environment.concat")
        self.writeline("cond_expr_undefined = Undefined")
        self.writeline("shown, escaped, quick = environment.shown, environment.escaped, environment.Macro")
        for kind, known in ("filters", self.filters), ("tests", self.tests):
            for name, here in known.items():
                self.writeline(
                    f"{here} = environment.{kind}.get({name!r}) or environment.lack({kind!r}, {name!r})"
                )

    def visit_Block(self, node: nodes.Block, frame: Frame) -> None:
        if frame.toplevel and self.has_known_extends:
            return
        nested = frame.toplevel and self.extends_so_far > 0
        if nested:
            self.writeline("if parent_template is None:")
            self.indent()
        if node.required:
            self.writeline(f"if len(context.blocks[{node.name!r}]) <= 1:", node)
            self.writeline(f'    raise TemplateRuntimeError("Required block {node.name!r} not found")', node)
        context = self.derive_context(frame) if node.scoped else self.get_context_ref()
        self.writeline(f"{frame.buffer}.extend(context.blocks[{node.name!r}][0]({context}))", node)
        if nested:
            self.outdent()

    def visit_Include(self, node: nodes.Include, frame: Frame) -> None:
        name = node.template.value if isinstance(node.template, nodes.Const) else None
        if frame.buffer is None or not isinstance(name, str) or node.ignore_missing or not node.with_context:
            super().visit_Include(node, frame)
            return
        self.writeline(f"template = environment.get_template({name!r}, {self.name!r})", node)
        given = self.dump_local_context(frame)
        context = "context" if given == "{}" else f"context.beside({given})"
        context += f" if template.about.plain else template.new_context(context.get_all(), True, {given})"
        self.writeline(f"{frame.buffer}.extend(template.root_render_func({context}))")

    def visit_CallBlock(self, node: nodes.CallBlock, frame: Frame) -> None:
        if frame.buffer is None or not isinstance(node.call.node, nodes.Name) or not _is_plain(node.call):
            super().visit_CallBlock(node, frame)
            return
        inner, macro = self.macro_body(node, frame)
        if node.args or macro.accesses_caller or macro.accesses_kwargs or macro.accesses_varargs:
            self.writeline("caller = ")
            self.macro_def(macro, inner)
        else:
            self.writeline("caller = quick.of_block(environment, macro, context.eval_ctx.autoescape)")
        self.start_write(frame, node)
        self.write("called.around(caller, ")
        for arg in node.call.args:
            self.visit(arg, frame)
            self.write(", ")
        self.write(") if (called := ")
        self.visit(node.call.node, frame)
        self.write(").__class__ is quick and called.surrounds else ")
        self.visit_Call(node.call, frame, forward_caller=True)
        self.end_write(frame)

    def visit_Name(self, node: nodes.Name, frame: Frame) -> None:
        load = frame.symbols.find_load(frame.symbols.ref(node.name)) if node.ctx == "load" else None
        if load is not None and load[0] == VAR_LOAD_RESOLVE:
            self.write(frame.symbols.ref(node.name))  # as undefined where it is missing: see `resolve`
        else:
            super().visit_Name(node, frame)

    def macro_def(self, macro_ref: MacroRef, frame: Frame) -> None:
        self.write("environment.")
        super().macro_def(macro_ref, frame)

    @optimizeconst
    def visit_Getattr(self, node: nodes.Getattr, frame: Frame) -> None:
        if not self.environment.asks and node.attr.isascii() and not iskeyword(node.attr):
            self.write("(")
            self.visit(node.node, frame)
            self.write(f").{node.attr}")
            return
        self.write("(got if (got := getattr(of := ")
        self.visit(node.node, frame)
        self.write(f", {node.attr!r}, missing)) is not missing else environment.getattr(of, {node.attr!r}))")

    @optimizeconst
    def visit_Call(self, node: nodes.Call, frame: Frame, forward_caller: bool = False) -> None:
        ours = any(
            isinstance(it, nodes.EnvironmentAttribute) for it in (node.node, getattr(node.node, "node", None))
        )
        if not ours or forward_caller or any(iskeyword(given.key) for given in node.kwargs):
            super().visit_Call(node, frame, forward_caller=forward_caller)
            return
        self.visit(node.node, frame)
        self.write("(")
        for given in (*node.args, *node.kwargs):
            self.visit(given, frame)
            self.write(", ")
        self.write(")")

    def visit_Output(self, node: nodes.Output, frame: Frame) -> None:
        if frame.eval_ctx.autoescape and not frame.eval_ctx.volatile:
            node.nodes = [nodes.MarkSafe(it.node) if _is_safe(it) else it for it in node.nodes]
        super().visit_Output(node, frame)

    def visit_MarkSafe(self, node: nodes.MarkSafe, frame: Frame) -> None:
        self.write("(text if (text := ")
        self.visit(node.expr, frame)
        self.write(").__class__ is str else Markup(text))")

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


def _frame_of(tree: nodes.Template) -> str | None:
    """The template that one extends which does nothing else but import and give blocks."""
    frame = None
    for node in tree.body:
        if isinstance(node, nodes.Output):
            if frame is None or not all(isinstance(it, nodes.TemplateData) for it in node.nodes):
                return None
        elif isinstance(node, nodes.Extends | nodes.Import | nodes.FromImport):
            name = node.template.value if isinstance(node.template, nodes.Const) else None
            if not isinstance(name, str) or getattr(node, "with_context", False):
                return None
            if isinstance(node, nodes.Extends):
                if frame is not None:
                    return None
                frame = name
        elif not isinstance(node, nodes.Block):
            return None
    return frame


_NAMING = (nodes.Extends, nodes.FromImport, nodes.Import, nodes.Include)
"""They name another template."""
_DEFINING: tuple[type[nodes.Node], ...] = (
    nodes.Assign, nodes.AssignBlock, nodes.Macro, nodes.Import, nodes.FromImport, nodes.Block, nodes.Extends
)  # fmt: skip


def _is_markup(node: nodes.Node) -> bool:
    return isinstance(node, nodes.MarkSafe) or (isinstance(node, nodes.Filter) and node.name in _MARKUP)


def _is_safe(node: nodes.Node) -> TypeGuard[nodes.Filter]:
    return isinstance(node, nodes.Filter) and node.name == "safe" and not (node.args or node.kwargs)


def _is_plain(call: nodes.Call) -> bool:
    return not (call.kwargs or call.dyn_args or call.dyn_kwargs)


def _is_whole(frame: Frame) -> bool:
    """A template or a block of one."""
    return frame.rootlevel or frame.block_frame


def _renamed(found: Iterable[nodes.Node]) -> bool:
    """Whether a template gives one of our names another meaning."""
    given: set[str] = set()
    for node in found:
        if isinstance(node, nodes.FromImport):
            given |= {name if isinstance(name, str) else name[1] for name in node.names}
        elif isinstance(node, nodes.Import):
            given.add(node.target)
        elif isinstance(node, nodes.Macro) or (isinstance(node, nodes.Name) and node.ctx != "load"):
            given.add(node.name)
    return not given.isdisjoint(_NAMES)


class _Folding(NodeTransformer):
    """Only calls that no other `t` can mean: one that includes a template may give it another."""

    def __init__(self, environment: Any) -> None:
        self._words, self._site = environment.t, environment.site

    def visit_Call(self, node: nodes.Call) -> nodes.Node:
        self.generic_visit(node)
        called = node.node
        if node.dyn_args or node.dyn_kwargs or not node.args:
            return node
        if isinstance(called, nodes.Getattr) and _is_name(called.node, "t"):
            if callable(getattr(self._words, called.attr, None)):
                called.node = _words_at(node)
            return node
        key = node.args[0]
        if (
            not _is_name(called, "t")
            or not isinstance(key, nodes.Const)
            or key.value not in self._words.strings
        ):
            return node
        named = {given.key: given.value for given in node.kwargs}
        if all(isinstance(given, nodes.Const) for given in (*node.args, *named.values())):
            with suppress(
                KeyError, TypeError
            ):  # a word that lacks something: a mistake when the page is made
                values = {name: given.as_const() for name, given in named.items()}
                text = self._words(*(given.as_const() for given in node.args), **values)
                return nodes.Const(text, lineno=node.lineno)
        node.node = _words_at(node)
        return node

    def visit_Getattr(self, node: nodes.Getattr) -> nodes.Node:
        self.generic_visit(node)
        if _is_name(node.node, "site"):
            value = getattr(self._site, node.attr, None)
            value = dict(value) if isinstance(value, Mapping) else value
            if isinstance(value, str | bool | int | dict):
                return nodes.Const(value, lineno=node.lineno)
        return node


def _is_name(node: nodes.Node, name: str) -> bool:
    return isinstance(node, nodes.Name) and node.name == name


def _words_at(node: nodes.Node) -> nodes.EnvironmentAttribute:
    return nodes.EnvironmentAttribute("t", lineno=node.lineno)
