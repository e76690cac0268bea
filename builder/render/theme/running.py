"""What compiled templates run on: Jinja's macros and contexts without questions that a page need not ask."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from types import BuiltinMethodType
from typing import Any

import jinja2
import markupsafe
from jinja2.nodes import EvalContext
from jinja2.runtime import Context, Macro
from jinja2.utils import missing
from markupsafe import Markup, escape


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


class QuickMacro(Macro):
    """A macro that need not match names with values where a template gives all of them in order."""

    name: Any = None
    arguments: Any = ()
    _argument_count = 0
    catch_kwargs = catch_varargs = caller = explicit_caller = surrounds = False

    def __init__(self, environment: jinja2.Environment, func: Any, *about: Any) -> None:
        super().__init__(environment, func, *about)
        odd = self.catch_kwargs or self.catch_varargs or self.explicit_caller
        self.plain = None if odd or self.caller else func
        """What it makes of values in order, those that are left out at the end counting as such."""
        self.surrounds = self.caller and not odd
        if self.plain and self._argument_count:
            func.__defaults__ = (missing,) * self._argument_count
        if self.plain:
            func.__qualname__ = f"{self.name}"

    @classmethod
    def of_block(
        cls, environment: jinja2.Environment, func: Callable[[], str], autoescape: bool
    ) -> QuickMacro:
        """What a macro is called around, where that takes nothing: most of what it is says the class."""
        made = cls.__new__(cls)
        made._environment, made._func, made.plain, made._default_autoescape = (
            environment,
            func,
            func,
            autoescape,
        )
        return made

    def around(self, caller: Macro, *args: Any) -> str:
        """What one that `surrounds` makes of what it is called around and of values in order."""
        left_out = self._argument_count - len(args)
        made: str = self._func(*args, *(missing,) * left_out, caller) if left_out >= 0 else self(*args)
        return made

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
    """Calls macros and what text can do without asking first what they are."""

    def resolve(self, key: str) -> Any:
        """What has that name on this page."""
        if key in self.vars:
            return self.vars[key]
        return self.parent[key] if key in self.parent else self.environment.undefined(name=key)

    def of_page(self, names: dict[str, Any]) -> QuickContext:
        """The same for a page, with its names; what it escapes is its own affair."""
        made = self._again(names)
        made.eval_ctx = EvalContext(self.environment, self.name)
        return made

    def beside(self, given: Mapping[str, Any]) -> QuickContext:
        """The same page with more names."""
        return self._again({**self.vars, **{name: it for name, it in given.items() if it is not missing}})

    def _again(self, names: dict[str, Any]) -> QuickContext:
        made = QuickContext.__new__(QuickContext)
        made.__dict__.update(self.__dict__)
        made.vars = names
        return made

    def call(__self, __obj: Any, *args: Any, **named: Any) -> Any:
        if type(__obj) is QuickMacro:
            named.pop("_block_vars", None)  # for those that ask for the context
            named.pop("_loop_vars", None)
            made = __obj.quick(args, named, __self.eval_ctx.autoescape)
            if made is not None:
                return made
        elif type(__obj) is BuiltinMethodType and type(__obj.__self__) is str:
            named.pop("_block_vars", None)
            named.pop("_loop_vars", None)
            return __obj(*args, **named)
        return super().call(__obj, *args, **named)
