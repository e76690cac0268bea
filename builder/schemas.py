"""What config.yaml and front matter may say, as pydantic sees it, and how mistakes in them are told.

In: a tuple of options with their defaults. Out: a schema for it, and problems with their lines. The options
are in `config`, the keys of front matter in `archive`.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Annotated, Any, get_args, get_type_hints

from pydantic import BaseModel, ConfigDict, Field, ValidationError, create_model

from builder.errors import Location, Problem, did_you_mean


def schema_of(kind: Any, limits: Mapping[str, tuple[int, int]]) -> type[BaseModel]:
    """The schema of some options: unknown ones are errors, and numbers stay within their limits."""
    fields: dict[str, Any] = {}
    for name, hint in get_type_hints(kind).items():
        default = kind._field_defaults[name]
        if isinstance(default, tuple) and hasattr(default, "_fields"):
            hint = schema_of(type(default), limits)
            default = hint()
        elif isinstance(default, dict):
            hint = dict[str, schema_of(get_args(hint)[1], limits)]  # type: ignore[misc]
        elif name in limits:
            low, high = limits[name]
            hint = Annotated[hint, Field(ge=low, le=high)]
        fields[name] = (hint, default)
    return create_model(kind.__name__, __config__=ConfigDict(extra="forbid"), **fields)


TOLD = {
    "missing": ("is missing", "Add a line with it."),
    "string_type": ("is no text", "Put it between quotation marks, or write one text alone."),
    "string_too_short": ("is empty", "Write something there, or leave the key out."),
    "bool_type": ("is neither true nor false", "Write true or false."),
    "bool_parsing": ("is neither true nor false", "Write true or false."),
    "int_type": ("is no whole number", "Write digits alone."),
    "int_parsing": ("is no whole number", "Write digits alone."),
    "int_from_float": ("is no whole number", "Write digits alone."),
    "float_parsing": ("is no number", "Write digits, with a point where needed."),
    "float_type": ("is no number", "Write digits, with a point where needed."),
    "tuple_type": ("is no list", "Write it as [first, second]."),
    "dict_type": ("is no group of keys", "Write its keys below it, indented."),
    "model_type": ("is no group of keys", "Write its keys below it, indented."),
    "model_attributes_type": ("is no group of keys", "Write its keys below it, indented."),
    "literal_error": ("is not known", "Write {expected}."),
    "greater_than_equal": ("is too small", "Write {ge} or more."),
    "less_than_equal": ("is too large", "Write {le} or less."),
}
"""What pydantic calls a mistake → what is wrong, and what to do. A check of ours brings words of its own."""


def validation_problems(
    error: ValidationError,
    schema: type[BaseModel],
    lines: dict[tuple[str | int, ...], int],
    path: str,
    code: str,
) -> list[Problem]:
    """pydantic's findings as problems on the YAML line each is about."""
    problems = []
    for item in error.errors(include_url=False):
        where = tuple(item["loc"])
        line = next((lines[where[:n]] for n in range(len(where), 0, -1) if where[:n] in lines), 1)
        name = ".".join(str(part) for part in where) or "config"
        if item["type"] == "extra_forbidden":
            known = _known_keys(schema, where[:-1])
            message, hint = f"{name}: there is no such key.", did_you_mean(str(where[-1]), known)
        else:
            value, kind = item.get("input"), item["type"]
            shown = f"'{value}'" if isinstance(value, str | int | float) and value != "" else "it"
            wrong, hint = TOLD.get(kind, (_plain(item["msg"]), ""))
            message, hint = f"{name}: {shown} {wrong}.", hint.format_map(item.get("ctx", {}))
        problems.append(Problem(code, Location(path, line), message, hint))
    return problems


def _plain(message: str) -> str:
    text = message.removeprefix("Value error, ").rstrip(".")
    return text[0].lower() + text[1:] if text[:1].isupper() and not text[1:2].isupper() else text


def _known_keys(schema: type[BaseModel], where: tuple[str | int, ...]) -> list[str]:
    current: type[BaseModel] | None = schema
    for part in where:
        field = current.model_fields.get(str(part)) if current else None
        if field is None:
            continue  # the key of a mapping: its value's schema is that of the mapping
        current = _section_of(field.annotation)
    return list(current.model_fields) if current else []


def _section_of(annotation: Any) -> type[BaseModel] | None:
    if isinstance(annotation, type) and issubclass(annotation, BaseModel):
        return annotation
    parts = getattr(annotation, "__args__", ())
    return next((found for part in parts if (found := _section_of(part))), None)
