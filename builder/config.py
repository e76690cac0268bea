"""Every option of config.yaml: type, default, meaning. Unknown keys are errors with a hint.

Rooms take the one section they need, never the whole `Config`, except the two spines.
"""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any, Literal

from pydantic import BaseModel, ConfigDict, Field, ValidationError, field_validator

from builder.errors import ContentError, Location, Problem, did_you_mean

if TYPE_CHECKING:
    pass

CONFIG_NAME = "config.yaml"


class _Section(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True, use_attribute_docstrings=True, strict=False)


class SiteOptions(_Section):
    """`site:` – what the archive is called and where it lives."""

    title: str = "Briefing archive"
    """Name of the archive, in the masthead and in every citation."""
    description: str = ""
    """One paragraph for the home page, feeds and search engines."""
    base_url: str = ""
    """Where the site is published, with any folder: https://user.github.io/repo/.
    Feeds, the sitemap and citations need it; links work without."""
    language: str = "en"
    """Language of the interface and of briefings that do not say."""
    author: str = ""
    """Who keeps the archive; the publisher in citations and feeds."""
    theme: str = "default"
    """A folder under themes/, else a theme that comes with Dispatchbox."""
    rights: str = ""
    """A sentence about rights, on the about page and below every briefing."""
    repository: str = ""
    """Address of the archive's repository, for "suggest a correction" links; empty leaves them out."""


class BuildOptions(_Section):
    """`build:` – what is made."""

    page_size: Annotated[int, Field(ge=5, le=500)] = 50
    """Briefings on one page of a list."""
    feed_limit: Annotated[int, Field(ge=0, le=500)] = 20
    """Newest briefings in a feed; 0 leaves feeds out."""
    jobs: Annotated[int, Field(ge=0, le=512)] = 0
    """Processes; 0 means one per core."""
    workers: str = ""
    """A Dask cluster that shares the work: dask://HOST:PORT."""
    search: bool = True
    """Build the search index and page."""
    records: bool = True
    """Publish each briefing's raw/clean page and provenance panel."""
    data: bool = True
    """JSON, CSV and citation files beside the pages."""
    related: Annotated[int, Field(ge=0, le=20)] = 5
    """Related briefings shown below one; 0 leaves them out."""


class IngestOptions(_Section):
    """`ingest:` – how seeds become briefings."""

    max_bytes: Annotated[int, Field(ge=1024)] = 20_000_000
    """A larger seed is refused with a problem."""
    max_line: Annotated[int, Field(ge=1024)] = 1_000_000
    """Longest line, in characters, that is still taken for prose."""


class PrintOptions(_Section):
    """`print:` – paper."""

    paper: Literal["a4", "letter"] = "a4"
    """Paper of the print stylesheet and of PDFs."""
    pdf: bool = False
    """Put a PDF beside each briefing page."""


class OutletOptions(_Section):
    """One entry of `outlets:` – what is known about an outlet."""

    hosts: tuple[str, ...] = ()
    """Host names whose articles are this outlet's: themoscowtimes.com."""
    aliases: tuple[str, ...] = ()
    """Other names it signs with."""
    remove: tuple[str, ...] = ()
    """Regular expressions; a line of its articles that matches one whole is removed by rule."""
    rights: str = ""
    """`full`, `excerpt`, `excerpt:<words>` or `metadata` for all of its briefings."""


class Config(_Section):
    """config.yaml."""

    site: SiteOptions = SiteOptions()
    build: BuildOptions = BuildOptions()
    ingest: IngestOptions = IngestOptions()
    print: PrintOptions = PrintOptions()
    outlets: dict[str, OutletOptions] = Field(default_factory=dict)
    """Outlet name → what is known about it."""

    @field_validator("outlets", mode="before")
    @classmethod
    def _none_is_empty(cls, value: Any) -> Any:
        return {} if value is None else value


@dataclass(frozen=True, slots=True)
class Project:
    """The folder a command works in, with its options. Paths are absolute."""

    root: Path
    config: Config

    @property
    def seeds(self) -> Path:
        return self.root / "seeds"

    @property
    def content(self) -> Path:
        return self.root / "content"

    @property
    def themes(self) -> Path:
        return self.root / "themes"

    @property
    def public(self) -> Path:
        return self.root / "public"

    @property
    def cache(self) -> Path:
        return self.root / ".dispatchbox"


def load_project(root: Path) -> Project:
    """The project in `root`, or `ContentError` with every mistake of its config.yaml."""
    path = root / CONFIG_NAME
    try:
        text = path.read_text("utf-8-sig")
    except FileNotFoundError:
        raise ContentError(
            Problem(
                "E001",
                Location(CONFIG_NAME),
                f"There is no config.yaml in {root.name or root}.",
                "Go to the folder of an archive, or make one: dispatchbox init my-archive.",
            )
        ) from None
    except (OSError, UnicodeDecodeError) as error:
        raise ContentError(
            Problem("E002", Location(CONFIG_NAME), f"It cannot be read: {error}.", "Save it as UTF-8 text.")
        ) from None
    return Project(root.resolve(), parse_config(text))


def parse_config(text: str, path: str = CONFIG_NAME) -> Config:
    """config.yaml's text → options; all mistakes at once, each with its line."""
    from builder.yamltext import load_yaml

    values, lines = load_yaml(text, path)
    try:
        return Config.model_validate(values or {})
    except ValidationError as error:
        raise ContentError(*validation_problems(error, Config, lines, path, "E003")) from None


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
            value = item.get("input")
            shown = f" '{value}'" if isinstance(value, str | int | float) else ""
            message, hint = f"{name}:{shown} {_plain(item['msg'])}.", ""
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
