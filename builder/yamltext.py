"""YAML as people mean it: text stays text, and every value knows its line.

The C loader with our own resolvers: dates, `no`, `12:30` and `1_000` stay strings; only true/false,
plain integers, floats and null are anything else. Duplicate keys are errors. No object is ever built.
"""

from __future__ import annotations

import re
from typing import Any, ClassVar

import yaml

from builder.errors import Location, refused

_Base: Any = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
_BaseDumper: Any = getattr(yaml, "CSafeDumper", yaml.SafeDumper)

YamlLines = dict[tuple[str | int, ...], int]
"""Path of a value (keys and list positions from the top) → its 1-based line."""

_RESOLVERS = (
    ("tag:yaml.org,2002:bool", re.compile(r"(?:true|false)\Z"), "tf"),
    ("tag:yaml.org,2002:int", re.compile(r"[-+]?(?:0|[1-9][0-9]*)\Z"), "-+0123456789"),
    ("tag:yaml.org,2002:float", re.compile(r"[-+]?(?:0|[1-9][0-9]*)\.[0-9]+\Z"), "-+0123456789"),
    ("tag:yaml.org,2002:null", re.compile(r"(?:~|null|)\Z"), "~n\0"),
)


class PlainLoader(_Base):  # type: ignore[misc]
    yaml_implicit_resolvers: ClassVar[dict[str, list[tuple[str, re.Pattern[str]]]]] = {}


class PlainDumper(_BaseDumper):  # type: ignore[misc]
    yaml_implicit_resolvers: ClassVar[dict[str, list[tuple[str, re.Pattern[str]]]]] = {}


for _tag, _pattern, _first in _RESOLVERS:
    for _char in _first:
        key = "" if _char == "\0" else _char
        PlainLoader.yaml_implicit_resolvers.setdefault(key, []).append((_tag, _pattern))
        PlainDumper.yaml_implicit_resolvers.setdefault(key, []).append((_tag, _pattern))


def load_yaml(text: str, path: str, first_line: int = 1) -> tuple[Any, YamlLines]:
    """The value and the line of every part of it; `ContentError` names line and column.

    `first_line` is the line of the file on which `text` begins.
    """
    loader = PlainLoader(text)
    try:
        node = loader.get_single_node()
        if node is None:
            return None, {}
        lines: YamlLines = {}
        _walk(node, (), lines, path, first_line)
        return loader.construct_document(node), lines
    except yaml.MarkedYAMLError as error:
        mark = error.problem_mark or error.context_mark
        where = Location(path, mark.line + first_line, mark.column + 1) if mark else Location(path)
        what = error.problem or error.context or "it cannot be read"
        raise refused(
            "E101", where, f"This is not YAML: {what}.", "Check indentation, colons and quotation marks."
        ) from None
    except (yaml.YAMLError, ValueError, RecursionError) as error:
        raise refused("E101", Location(path, first_line), f"This is not YAML: {error}.") from None
    finally:
        loader.dispose()


def _walk(node: Any, where: tuple[str | int, ...], lines: YamlLines, path: str, first_line: int) -> None:
    if where:
        lines.setdefault(where, node.start_mark.line + first_line)
    if isinstance(node, yaml.MappingNode):
        seen: set[str] = set()
        for key, value in node.value:
            name = str(key.value)
            line = key.start_mark.line + first_line
            if name in seen:
                raise refused(
                    "E102", Location(path, line), f"The key '{name}' is given twice.", "Keep one of them."
                )
            seen.add(name)
            lines[(*where, name)] = line
            _walk(value, (*where, name), lines, path, first_line)
    elif isinstance(node, yaml.SequenceNode):
        for index, item in enumerate(node.value):
            _walk(item, (*where, index), lines, path, first_line)


def dump_yaml(value: Any) -> str:
    """YAML that `load_yaml` reads back to the same value; keys in the order given, long text unbroken.

    The value itself stands in block style, the innermost lists in it on one line: `people: [A, B]`.
    """
    parts = value.values() if isinstance(value, dict) else value if isinstance(value, list) else ()
    nested = any(isinstance(part, dict | list | tuple) for part in parts)
    text: str = yaml.dump(
        value,
        Dumper=PlainDumper,
        allow_unicode=True,
        sort_keys=False,
        width=2**30,
        default_flow_style=None if nested else False,
    )
    return text
