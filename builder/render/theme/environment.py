"""A theme's templates and where they are found: put together once for all pages.

A template does not change while pages are made, so it is compiled and looked up once, whatever pages ask for
it; and one that only extends another, imports and gives blocks is put into that frame once. Where a field was
none, the template is compiled again as one that asks whether it could be an item, and that one makes the page
and all after it.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from functools import cached_property
from types import CodeType
from typing import Any, NamedTuple, cast

import jinja2
from jinja2.runtime import Context

from builder.render.theme.folding import ABOUT, FoldingGenerator
from builder.render.theme.running import QuickContext, QuickMacro, escaped, shown


class About(NamedTuple):
    """What is known of a template when it is compiled."""

    named: Sequence[str]
    """The templates that it includes, imports or extends."""
    computed: bool
    """It names others that are worked out on a page."""
    frame: str | None
    """The one that it extends, where it does nothing else but import and give blocks."""
    extends: bool
    """It may extend another one."""
    plain: bool
    """It gives neither names nor blocks: where it is included it needs no context of its own."""


class ThemeTemplate(jinja2.Template):
    """Puts its blocks into its frame once, not for every page."""

    environment: ThemeEnvironment
    code: CodeType
    """What it was compiled to; the same in every environment that runs it."""
    _asking: ThemeTemplate | None = None
    """The same as one that asks for items, once a field was none."""

    @classmethod
    def from_code(cls, environment: Any, code: CodeType, globals: Any, uptodate: Any = None) -> ThemeTemplate:
        """As Jinja does."""
        made = cast("ThemeTemplate", super().from_code(environment, code, globals, uptodate))
        made.code = code
        return made

    @cached_property
    def about(self) -> About:
        """What was known when it was compiled."""
        return About(*self.root_render_func.__globals__[ABOUT])

    @cached_property
    def _framed(self) -> tuple[Callable[[Context], Iterator[str]], QuickContext] | None:
        """What prints its frame or, where it extends none, itself; and what each page's context begins as.
        None where it extends another in some other way.
        """
        context = cast("QuickContext", self.new_context())
        stream, at = self.root_render_func(context), self
        while (frame := at.about.frame) is not None:
            next(stream)  # what stands above its frame is done then
            at = self.environment.get_template(frame)
        if at.about.extends:
            return None
        return at.root_render_func, context

    def render(self, *args: Any, **kwargs: Any) -> str:
        """A page."""
        if self._asking is None:
            try:
                return self._rendered(dict(*args, **kwargs))
            except AttributeError:
                if self.environment.asks:
                    raise
            self._asking = self.environment.asking.get_template(self.name)
        return self._asking.render(*args, **kwargs)

    def _rendered(self, given: dict[str, Any]) -> str:
        if self._framed is None:
            return super().render(given)
        root, context = self._framed
        try:
            return "".join(root(context.of_page({**given, **context.vars})))
        except Exception:
            del self._framed  # it may have been left in the midst of a part that is not escaped
            self.environment.handle_exception()


class ThemeEnvironment(jinja2.Environment):
    """Where a theme's templates are compiled like this."""

    code_generator_class = FoldingGenerator
    template_class = ThemeTemplate
    context_class = QuickContext
    Macro = QuickMacro
    shown, escaped = staticmethod(shown), staticmethod(escaped)
    t: Any = None
    site: Any = None
    asks = False
    """Whether a field that a template names could be an item."""
    _compiling: ThemeEnvironment | None = None
    """Where its templates are compiled, unless here."""

    def __init__(self, **options: Any) -> None:
        super().__init__(**options)
        self._known: dict[Any, ThemeTemplate] = {}

    def know(self, t: Any, site: Any) -> None:
        """What a template says alike on all pages comes from these."""
        self.t, self.site = t, site
        self.globals.update(t=t, site=site)

    @cached_property
    def asking(self) -> ThemeEnvironment:
        """The same, for templates that take items as if they were fields."""
        other = self.overlay(bytecode_cache=None)
        other.asks, other._known = True, {}
        other._compiling = self._compiling and self._compiling.asking
        return other

    def at(self, **filters: Callable[..., Any]) -> ThemeEnvironment:
        """The same templates with filters of its own."""
        other = self.overlay()
        other.filters, other._known, other._compiling = {**self.filters, **filters}, {}, self
        other.__dict__.pop("asking", None)  # that one has the filters of this
        return other

    @staticmethod
    def lack(kind: str, name: str) -> Callable[..., Any]:
        """What stands for a filter or a test that is not there, on a page that does not need it."""

        def lacking(*_: Any) -> Any:
            raise jinja2.TemplateRuntimeError(f"No {kind[:-1]} named {name!r} found.")

        return lacking

    def get_template(self, name: Any, parent: str | None = None, globals: Any = None) -> ThemeTemplate:
        """As Jinja does, but a theme does not change while its pages are made."""
        return self._known.get(name) or cast("ThemeTemplate", super().get_template(name, parent, globals))

    def _load_template(self, name: str, globals: Any) -> ThemeTemplate:
        """As Jinja does, for whoever asks. What is compiled elsewhere holds nothing that is so here alone."""
        found = self._known.get(name)
        if found is None:
            if self._compiling is None:
                found = cast("ThemeTemplate", super()._load_template(name, globals))
            else:
                code = self._compiling.get_template(name).code
                found = ThemeTemplate.from_code(self, code, self.make_globals(globals))
            self._known[name] = found
            found.globals = dict(found.globals)  # a chain of mappings would be walked for every page
        return found
