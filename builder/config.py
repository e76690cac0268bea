"""Every option of config.yaml: type, default, meaning.

Rooms take the one section they need, never the whole `Config`, except the two spines. How mistakes are found
is in `schemas`: a build imports that only when config.yaml changed.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any, Literal, NamedTuple, get_args, get_type_hints

from builder.cache.sealed import digest_of, read_sealed, write_sealed
from builder.cache.version import code_key
from builder.errors import ContentError, Location, Problem, disk_problem, refused

if TYPE_CHECKING:
    from builder.yamltext import YamlLines

CONFIG_NAME = "config.yaml"


class SiteOptions(NamedTuple):
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


class BuildOptions(NamedTuple):
    """`build:` – what is made."""

    page_size: int = 50
    """Briefings on one page of a list."""
    feed_limit: int = 20
    """Newest briefings in a feed; 0 leaves feeds out."""
    json_feeds: bool = True
    """Give every Atom feed a JSON feed beside it."""
    jobs: int = 0
    """Processes; 0 means one per core."""
    workers: str = ""
    """A Dask cluster that shares the work: dask://HOST:PORT."""
    search: bool = True
    """Build the search index and page."""
    records: bool = True
    """Publish each briefing's raw/clean page and provenance panel."""
    data: bool = True
    """JSON, CSV and citation files beside the pages."""
    card: bool = True
    """A picture of the archive's name for where its pages are shared (OpenGraph); needs `site.base_url`."""
    related: int = 5
    """Related briefings shown below one; 0 leaves them out."""


class IngestOptions(NamedTuple):
    """`ingest:` – how seeds become briefings."""

    max_bytes: int = 20_000_000
    """A larger seed is refused with a problem."""
    max_line: int = 1_000_000
    """Longest line, in characters, that is still taken for prose."""


class PrintOptions(NamedTuple):
    """`print:` – paper."""

    paper: Literal["a4", "letter"] = "a4"
    """Paper of the print stylesheet and of PDFs."""
    pdf: bool = False
    """Put a PDF beside each briefing page."""
    books: bool = False
    """Put a briefing book beside each person and issue that more than one briefing names."""

    @property
    def beside(self) -> bool:
        """Whether PDFs stand beside pages."""
        return self.pdf or self.books


class RemoteOptions(NamedTuple):
    """`remote:` – another place where content and site lie."""

    content: str = ""
    """An fsspec URL (s3://bucket/content): fetched before a build, and what ingest changed sent back."""
    output: str = ""
    """An fsspec URL to which the site is copied: new pages first, then changed ones, removals last."""


LANGUAGE_TAG = re.compile(r"[A-Za-z]{2,3}(-[A-Za-z0-9]{1,8})*")
"""`en`, `pt-BR`, `zh-Hant`: a language as pages name it."""
RIGHTS = re.compile(r"(full|excerpt|metadata)(?::(\d+))?")
"""How much of a text may be shown."""
RIGHTS_HINT = "Write full, excerpt, excerpt:80 (words) or metadata."


class OutletOptions(NamedTuple):
    """One entry of `outlets:` – what is known about an outlet."""

    hosts: tuple[str, ...] = ()
    """Host names whose articles are this outlet's: themoscowtimes.com."""
    aliases: tuple[str, ...] = ()
    """Other names it signs with."""
    remove: tuple[str, ...] = ()
    """Regular expressions; a line of its articles that matches one whole is removed by rule."""
    rights: str = ""
    """`full`, `excerpt`, `excerpt:<words>` or `metadata` for all of its briefings."""


class Config(NamedTuple):
    """config.yaml."""

    site: SiteOptions = SiteOptions()
    build: BuildOptions = BuildOptions()
    ingest: IngestOptions = IngestOptions()
    print: PrintOptions = PrintOptions()
    remote: RemoteOptions = RemoteOptions()
    outlets: Mapping[str, OutletOptions] = {}
    """Outlet name → what is known about it."""


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
    try:
        text = (root / CONFIG_NAME).read_text("utf-8-sig")
    except FileNotFoundError:
        raise refused(
            "E001",
            CONFIG_NAME,
            f"There is no config.yaml in {root.name or root}.",
            "Go to the folder of an archive, or make one: dispatchbox init my-archive.",
        ) from None
    except OSError as error:
        raise ContentError(disk_problem(error, root)) from None
    except UnicodeDecodeError as error:
        wrong = f"It is not UTF-8 text: byte 0x{error.object[error.start]:02x}."
        line = error.object.count(b"\n", 0, error.start) + 1
        raise refused("E002", Location(CONFIG_NAME, line), wrong, "Save it as UTF-8.") from None
    return Project(root.resolve(), _parse_known(text, root / ".dispatchbox"))


def _parse_known(text: str, cache: Path) -> Config:
    """What the file says; from the cache where it is the same as last time."""
    key = code_key() + digest_of(text.encode("utf-8", "surrogatepass"))
    kept = read_sealed(cache / "config", key)
    if kept is not None:
        return _made(kept)
    values = parse_config(text)
    if cache.is_dir():
        with suppress(OSError):  # a folder that may not be written is no reason to stop
            write_sealed(cache / "config", key, values)
    return _made(values)


LIMITS = {
    "page_size": (5, 500),
    "feed_limit": (0, 500),
    "jobs": (0, 512),
    "related": (0, 20),
    "max_bytes": (1024, 2**40),
    "max_line": (1024, 2**40),
}
"""Option → the least and the largest number it may be."""


def parse_config(text: str) -> dict[str, Any]:
    """config.yaml's text → the value of every option; all mistakes at once, each with its line."""
    from builder.yamltext import load_yaml

    values, lines = load_yaml(text, CONFIG_NAME)
    values = _filled(values or {})
    found = _plain(values) or _validated(values, lines)
    unclear = [
        Problem(
            "E003", Location(CONFIG_NAME, lines.get(where, 1)), f"{'.'.join(where)}: '{value}' {what}.", hint
        )
        for where, value, what, hint in _find_unclear(found)
    ]
    if unclear:
        raise ContentError(*unclear)
    return found


def _filled(values: Any) -> Any:
    """Without the keys after which nothing stands: they are left empty, and mean their defaults."""
    if not isinstance(values, dict):
        return values
    return {key: _filled(value) for key, value in values.items() if value is not None}


def _validated(values: Any, lines: YamlLines) -> dict[str, Any]:
    """The value of every option, as the schema reads them."""
    from pydantic import ValidationError  # its import alone takes longer than a small build has to

    from builder.schemas import schema_of, validation_problems

    schema = schema_of(Config, LIMITS)
    try:
        return schema.model_validate(values).model_dump()
    except ValidationError as error:
        raise ContentError(*validation_problems(error, schema, lines, CONFIG_NAME, "E003")) from None


def _find_unclear(found: Mapping[str, Any]) -> Iterator[tuple[tuple[str, ...], str, str, str]]:
    """What no type tells: where, the value, what is wrong with it, what to do."""
    address, language = found["site"]["base_url"], found["site"]["language"]
    if address and not re.match(r"https?://[^/\s]", address):
        yield ("site", "base_url"), address, "is no full address", "Begin it with https:// or http://."
    if not LANGUAGE_TAG.fullmatch(language):
        yield ("site", "language"), language, "is no tag of a language", "Write it as en, de or pt-BR."
    for name, own in found["outlets"].items():
        if own["rights"] and not RIGHTS.fullmatch(own["rights"]):
            yield ("outlets", name, "rights"), own["rights"], "says nothing that is known", RIGHTS_HINT
        for pattern in own["remove"]:
            try:
                re.compile(pattern)
            except re.error as error:
                wrong = f"is no regular expression: {error}"
                hint = "Put a backslash before characters that are meant as they are: ( ) [ ] . * + ?"
                yield ("outlets", name, "remove"), pattern, wrong, hint


def line_of(root: Path, *option: str) -> Location:
    """Where an option stands in config.yaml; the file alone where it does not."""
    from builder.yamltext import load_yaml

    with suppress(OSError, ContentError):
        return Location(
            CONFIG_NAME, load_yaml((root / CONFIG_NAME).read_text("utf-8-sig"), CONFIG_NAME)[1].get(option, 0)
        )
    return Location(CONFIG_NAME)


def _plain(values: Any) -> dict[str, Any] | None:
    """The value of every option, where none is in doubt: known, of its default's type, within limits."""
    found: dict[str, Any] = {
        name: {} if name == "outlets" else default._asdict()
        for name, default in Config._field_defaults.items()
    }
    for name, own in values.items() if isinstance(values, dict) else [("", None)]:
        if name not in found or not isinstance(own, dict):
            return None
        hints = get_type_hints(type(Config._field_defaults[name])) if own else {}
        for key, value in own.items():
            default = found[name].get(key)
            low, high = LIMITS.get(key, (value, value))
            if type(value) is not type(default) or type(value) not in (str, int, bool):
                return None
            if not low <= value <= high or value not in (get_args(hints[key]) or (value,)):
                return None
            found[name][key] = value
    return found


def _made(values: Mapping[str, Any]) -> Config:
    """The options with these values."""
    sections = {name: type(default) for name, default in Config._field_defaults.items() if name != "outlets"}
    outlets = {name: OutletOptions(**own) for name, own in values["outlets"].items()}
    return Config(**{name: kind(**values[name]) for name, kind in sections.items()}, outlets=outlets)
