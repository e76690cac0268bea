"""Text ↔ (front matter, body). Parse and dump are inverses; every key knows its line.

In: the text of a content file. Out: a `Document` (values, body, lines), or a model from it. The schemas
of all kinds of content file stand here; what the values mean is decided in `register`, `vocabulary` …
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Annotated, Any, TypeVar

from pydantic import AfterValidator, BaseModel, BeforeValidator, ConfigDict, Field, ValidationError

from builder.config import RIGHTS, RIGHTS_HINT
from builder.edtf import check_edtf
from builder.errors import ContentError, Location, refused
from builder.model import Briefing, Figure, Source
from builder.permalinks import VALID_SLUG
from builder.schemas import validation_problems
from builder.yamltext import YamlLines, dump_yaml, load_yaml

FENCE = "---"


@dataclass(frozen=True, slots=True)
class Document:
    """A content file taken apart."""

    path: str
    values: Mapping[str, Any]
    body: str
    """Everything after the front matter, without the blank line that follows it."""
    lines: YamlLines
    body_line: int
    """1-based line of the file on which the body begins."""


def parse(text: str, path: str) -> Document:
    """Front matter between two `---` lines, then the body. `ContentError` when either fence is missing."""
    text = text.removeprefix("\ufeff").replace("\r\n", "\n").replace("\r", "\n")
    head, sep, rest = text.partition("\n")
    if head.rstrip() != FENCE or not sep:
        raise refused(
            "E104",
            Location(path, 1),
            "There is no front matter.",
            "Begin the file with a line '---', keys, and '---'.",
        )
    end = 0 if rest.startswith(f"{FENCE}\n") or rest == FENCE else rest.find(f"\n{FENCE}\n") + 1
    if end == 0 and not rest.startswith(FENCE):
        if not rest.endswith(f"\n{FENCE}"):
            raise refused(
                "E104", Location(path, 1), "The front matter does not end.", "Close it with a line '---'."
            )
        end = len(rest) - len(FENCE)
    yaml_text, body = rest[:end], rest[end + len(FENCE) + 1 :]
    values, lines = load_yaml(yaml_text, path, first_line=2)
    if values is None:
        values = {}
    if not isinstance(values, dict):
        raise refused(
            "E104",
            Location(path, 2),
            "The front matter is not a list of keys.",
            "Write it as 'key: value' lines.",
        )
    body_line = 3 + yaml_text.count("\n")
    if body.startswith("\n"):
        body, body_line = body[1:], body_line + 1
    return Document(path, values, body, lines, body_line)


def dump(values: Mapping[str, Any], body: str) -> str:
    """The text of a content file; `parse` gives `values` and `body` back. Empty values are left out."""
    out = [FENCE, "\n"]
    for key, value in values.items():
        if value in ("", None, [], (), {}, False):
            continue
        out.append(dump_key(key, value))
    out.append(f"{FENCE}\n\n{body}")
    return "".join(out)


def dump_key(key: str, value: Any) -> str:
    """One key of the front matter as the lines that `dump` writes for it."""
    if isinstance(value, list | tuple) and any(isinstance(item, Mapping) for item in value):
        items = [
            _block_item(dict(item)) if isinstance(item, Mapping) else dump_yaml([item]) for item in value
        ]
        return f"{key}:\n" + "".join(items)
    if isinstance(value, Mapping):
        lines = "".join(
            dump_key(name, item) for name, item in value.items() if item not in ("", None, [], ())
        )
        return f"{key}:\n" + "".join(f"  {line}\n" for line in lines.splitlines())
    return dump_yaml({key: list(value) if isinstance(value, tuple) else value})


def _block_item(item: dict[str, Any]) -> str:
    text = "".join(dump_key(name, value) for name, value in item.items() if value not in ("", None))
    first, *rest = text.splitlines() or ["{}"]
    return "".join([f"- {first}\n", *(f"  {line}\n" for line in rest)])


# ---------------------------------------------------------------- schemas


def _slug(value: str) -> str:
    if not VALID_SLUG.match(value):
        raise ValueError("is not a slug; use lower-case letters, digits and single hyphens")
    return value


def _rights(value: str) -> str:
    if value and not RIGHTS.fullmatch(value):
        raise ValueError(f"says nothing that is known; {RIGHTS_HINT[0].lower()}{RIGHTS_HINT[1:]}")
    return value


def _names(value: Any) -> Any:
    return [value] if isinstance(value, str) else value


Slug = Annotated[str, AfterValidator(_slug)]
Edtf = Annotated[str, AfterValidator(check_edtf)]
Names = Annotated[tuple[str, ...], BeforeValidator(_names)]
"""A list of names; one name alone may stand without brackets."""


class Schema(BaseModel):
    """Base of all front matter: unknown keys are errors, numbers become text where text is meant."""

    model_config = ConfigDict(
        extra="forbid", frozen=True, coerce_numbers_to_str=True, use_attribute_docstrings=True
    )


class FigureKeys(Schema):
    caption: str
    credit: str = ""
    alt: str = ""
    image: str = ""


class SourceKeys(Schema):
    seed: str = ""
    url: str = ""
    retrieved: Edtf = ""
    rights: str = ""


class BriefingKeys(Schema):
    """Front matter of `content/briefings/<slug>.md`; names and meanings as in `model.Briefing`."""

    title: Annotated[str, Field(min_length=1)]
    date: Edtf = ""
    date_text: str = ""
    outlet: str = ""
    dateline: str = ""
    byline: Names = ()
    editors: Names = ()
    people: Names = ()
    issues: Names = ()
    figures: tuple[FigureKeys, ...] = ()
    summary: str = ""
    lang: str = ""
    source: SourceKeys = SourceKeys()
    slug: Slug = ""
    aliases: tuple[Slug, ...] = ()
    duplicate_of: Slug = ""
    draft: bool = False
    withdrawn: str = ""
    errata: Names = ()
    rights: Annotated[str, AfterValidator(_rights)] = ""
    extra: dict[str, Any] = Field(default_factory=dict)


S = TypeVar("S", bound=Schema)


def validate(document: Document, schema: type[S]) -> S:
    """The front matter as `schema`, or `ContentError` with every mistake and its line."""
    try:
        # A key with nothing after it (`date:`) is a key left empty.
        return schema.model_validate({key: v for key, v in document.values.items() if v is not None})
    except ValidationError as error:
        raise ContentError(
            *validation_problems(error, schema, document.lines, document.path, "E103")
        ) from None


def to_briefing(document: Document, slug: str, lang: str = "en") -> Briefing:
    """A validated briefing; `slug` is the file's name unless the front matter names another."""
    keys = validate(document, BriefingKeys)
    values = dict(keys)
    values["slug"] = keys.slug or slug
    values["lang"] = keys.lang or lang
    values["figures"] = tuple(Figure(**dict(figure)) for figure in keys.figures)
    values["source"] = Source(**dict(keys.source))
    return Briefing(**values)
