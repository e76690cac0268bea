"""The theme's Jinja environment: autoescape on, an unknown name is an error with its line.

Templates see `site`, `page`, `t` and the filters below. `href` turns a site path into a link that works
under any base path and from disk; `line` renders a briefing's row once and joins it wherever it stands.
"""

from __future__ import annotations

import re
import traceback
from collections.abc import Iterable
from contextlib import suppress
from pathlib import Path
from typing import Any, NoReturn

import jinja2
from jinja2.bccache import Bucket
from markupsafe import Markup

from builder.cache.sealed import digest_of, read_sealed, write_sealed
from builder.errors import ContentError, Location, Problem
from builder.permalinks import permalink
from builder.render.page import Site
from builder.render.parts import Passage, Row
from builder.render.theme.drawing import drawn
from builder.render.theme.environment import ThemeEnvironment
from builder.render.theme.files import Theme
from builder.render.theme.hrefs import way_up
from builder.render.theme.places import ROW_TEMPLATE, Place, rows_anywhere
from builder.render.theme.running import shown


class Templates:
    """The compiled templates of a theme; for one thread, which makes one page at a time."""

    def __init__(self, theme: Theme, site: Site, cache: Path | None = None) -> None:
        self._made_from = (theme, site, cache)
        self._theme = theme
        self._places: dict[str, Place] = {}
        self._named: dict[str, frozenset[str]] = {}
        """Template → those that its text names."""
        self._env = _environment(theme, site, cache)
        self._base_url = base_url = site.view.base_url
        self._env.know(site.words, site.view)
        self._env.filters.update(
            permalink=lambda path: permalink(base_url, path),
            number=site.words.number,
            listed=site.words.listed,
            marked=marked,
            isolated=isolated,
            drawn=drawn,
            **dict.fromkeys(("href", "line", "lines", "tabled"), _nowhere),
        )
        self._rows = rows_anywhere(self._env)

    def __reduce__(self) -> tuple[type[Templates], tuple[Theme, Site, Path | None]]:
        """Another process compiles its own, or finds them compiled in the cache."""
        return Templates, self._made_from

    def render(self, name: str, page: Any) -> bytes:
        """A view through its template, in UTF-8; `ContentError` names the template's file and line."""
        try:
            html = self._place(way_up(page.head.path, self._base_url)).render(name, page)
            return html.encode("utf-8", "replace")
        except jinja2.TemplateError as error:
            raise ContentError(self._problem(error, name)) from None
        except (TypeError, ValueError, AttributeError, KeyError, ArithmeticError, LookupError) as error:
            raise ContentError(self._problem(error, name)) from None

    def _place(self, up: str) -> Place:
        found = self._places.get(up)
        if found is None:
            found = self._places[up] = Place(self._env, up, self._rows)
        return found

    def compile(self, names: Iterable[str]) -> None:
        """Compiles them and all they reach before processes are forked, so that these share the result.
        Errors wait for `render`.
        """
        for name in names:
            self._reach(name)

    def know(self, rows: Iterable[Row]) -> None:
        """Renders rows before processes are forked, each of which would render its own. Errors wait for
        `render`.
        """
        with suppress(Exception):
            self._rows.each(rows)

    def digests(self, names: Iterable[str]) -> dict[str, bytes]:
        """Template → digest of its text and of every template it reaches, by whatever name."""
        return {name: self._digest(name) for name in names if name}

    def reached(self, name: str) -> list[str]:
        """The files of every template that a template can include, itself among them."""
        return [self._shown(one) for one in sorted(self._reach(name))]

    def _digest(self, name: str) -> bytes:
        reached = sorted(self._reach(name))
        digests = [self._theme.digests.get(self._file(n), b"none") for n in reached]
        return digest_of(b"".join([*(n.encode() for n in reached), *digests]))

    def _reach(self, name: str) -> frozenset[str]:
        """Names of all templates that a template can include, itself among them."""
        seen = {name}
        waiting = [name, ROW_TEMPLATE] if "templates/" + ROW_TEMPLATE in self._theme.files else [name]
        while waiting:
            current = waiting.pop()
            seen.add(current)
            if current not in self._named:
                self._named[current] = self._direct(current)
            waiting += self._named[current] - seen
            seen |= self._named[current]
        return frozenset(seen)

    def _direct(self, name: str) -> frozenset[str]:
        try:
            about = self._env.get_template(name).about
        except (OSError, UnicodeDecodeError, jinja2.TemplateError):
            return frozenset()
        return (
            frozenset(n for n, _ in self._theme.under("templates"))
            if about.computed
            else frozenset(about.named)
        )

    def _file(self, name: str) -> Path:
        theme, _, inner = name.partition("/")
        if theme in self._theme.names and f"templates/{name}" not in self._theme.files:
            return self._theme.folders[self._theme.names.index(theme)] / "templates" / inner
        return self._theme.files.get(f"templates/{name}", Path(name))

    def _problem(self, error: Exception, name: str) -> Problem:
        """Where in the theme's files an error stands, and what it says."""
        if isinstance(error, jinja2.TemplateNotFound):
            return Problem(
                "E402",
                Location(self._shown(name)),
                f"There is no template '{error.name}'.",
                "Write it, or let theme.yaml extend a theme that has it.",
            )
        if isinstance(error, jinja2.TemplateSyntaxError):
            # The file may be newer than what we know of the theme: it stood in another theme then.
            read = self._shown_path(Path(error.filename)) if error.filename else ""
            where = Location(read or self._shown(error.name or name), error.lineno)
            return Problem("E401", where, f"{_sentence(error.message or 'it cannot be read')}")
        folders = tuple(map(str, self._theme.folders))
        frames = [f for f in traceback.extract_tb(error.__traceback__) if f.filename.startswith(folders)]
        where = Location(self._shown(name))
        if frames:
            where = Location(self._shown_path(Path(frames[-1].filename)), frames[-1].lineno or 0)
        kind = "" if isinstance(error, jinja2.TemplateError) else f"{type(error).__name__}: "
        return Problem(
            "E402",
            where,
            _sentence(f"{kind}{_MISSING.sub(_no_field, str(error))}"),
            "docs/theme.md lists what a template sees.",
        )

    def _shown(self, name: str) -> str:
        return self._shown_path(self._file(name))

    def _shown_path(self, path: Path) -> str:
        for theme, folder in zip(self._theme.names, self._theme.folders, strict=True):
            if path.is_relative_to(folder):
                return f"themes/{theme}/{path.relative_to(folder).as_posix()}"
        return f"themes/{self._theme.name}/templates/{path.as_posix()}"


def _nowhere(*_: Any) -> NoReturn:
    raise LookupError("a link depends on where its page lies")  # nothing that compiling could work out


def marked(passage: Passage) -> Markup:
    """A sentence with the words that matter in bold."""
    text, at = passage.text, 0
    out: list[str] = []
    for start, end in passage.marks:
        out += (shown(text[at:start]), "<b>", shown(text[start:end]), "</b>")
        at = end
    return Markup("".join([*out, shown(text[at:])]))


def isolated(text: str, address: str) -> Markup:
    """A text whose address, where it holds that one, runs its own way whatever the text's direction."""
    before, found, after = text.rpartition(address) if address else ("", "", text)
    return Markup(f"{shown(before)}<bdi>{shown(found)}</bdi>{shown(after)}" if found else shown(text))


_MISSING = re.compile(r"'builder\.[\w.]*?(\w+) object' has no attribute '(\w+)'")
"""How Jinja says that a view has no such field."""


def _no_field(found: re.Match[str]) -> str:
    return f"{found[1]} has no field '{found[2]}'"


def _sentence(text: str) -> str:
    text = " ".join(text.split())
    return text if text.endswith(".") else f"{text}."


class SealedBytecode(jinja2.BytecodeCache):
    """Compiled templates with a checksum: one flipped bit could crash Python, or write a wrong page."""

    def __init__(self, folder: Path, site: bytes) -> None:
        self.folder, self._site = folder, site

    def _key(self, bucket: Bucket) -> bytes:
        return bucket.checksum.encode() + self._site  # what is compiled holds words and settings

    def load_bytecode(self, bucket: Bucket) -> None:
        found = read_sealed(self.folder / bucket.key, self._key(bucket))
        if isinstance(found, bytes):
            bucket.bytecode_from_string(found)

    def dump_bytecode(self, bucket: Bucket) -> None:
        write_sealed(self.folder / bucket.key, self._key(bucket), bucket.bytecode_to_string())


def _environment(theme: Theme, site: Site, cache: Path | None) -> ThemeEnvironment:
    folders = [str(folder / "templates") for folder in theme.folders]
    behind = {n: jinja2.FileSystemLoader(f) for n, f in zip(theme.names, folders, strict=True)}
    return ThemeEnvironment(
        loader=jinja2.ChoiceLoader([jinja2.FileSystemLoader(folders), jinja2.PrefixLoader(behind)]),
        autoescape=True,
        undefined=jinja2.StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
        bytecode_cache=SealedBytecode(cache, site.digest) if cache is not None else None,
        auto_reload=False,
        optimized=False,  # to ask every expression whether it is constant takes a tenth of compiling
        cache_size=-1,
        extensions=["jinja2.ext.loopcontrols"],
    )
