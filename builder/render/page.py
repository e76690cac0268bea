"""`Page`: what one output is made from, and nothing else it could depend on.

A page's view is made from its parts only, and every part has a digest: so the fingerprint of a page, a
hash of these digests, is complete by construction. Which pages exist is decided in `pages`.
"""

from __future__ import annotations

import marshal
import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path
from typing import Any, NamedTuple, TypeVar

from builder.cache.packs import Packs, from_data
from builder.cache.sealed import digest_of
from builder.config import Config, IngestOptions, Project, RemoteOptions
from builder.model import Archive, Blob, Briefing, Entry, Relations, Term
from builder.permalinks import output_name, page_path, permalink
from builder.render.known import Known, Memory
from builder.render.parts import Link, SiteView
from builder.render.theme.files import CARD, Theme, read_theme, read_words
from builder.render.theme.words import Words

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class FileRef:
    """A file whose bytes are read when the page is made."""

    path: Path


class Title(NamedTuple):
    """Of a briefing's front matter the title alone: what a link to it says."""

    entry: Entry


class Part(NamedTuple):
    """Something a page is made from."""

    digest: bytes
    """Equal only for an equal value. That of a briefing's part goes on beyond `PLAIN` bytes and says where it
    is found, file and name divided by zeros; see `engine.recipes`."""
    value: Any
    """Plain data, with nothing of `SHOWN`. An `Entry` stands for its front matter, a `Title` for the title in
    it, a `Blob` for what it holds and a `FileRef` for its bytes, read when the page is made."""


PLAIN = 16
"""Bytes of a digest."""

SHOWN = ("title", "dateline", "byline", "editors", "figures", "summary", "date_text", "errata")
"""Fields of a briefing that decide no page, no order and no link. Pages get them by an `entry_part` or a
`title_part` and never as plain data: so a build in which nothing else changed need not plan the site."""
COUNTED = ("byline", "date_text")
"""Of these it is counted how many briefings have them."""


def is_planned_alike(one: Briefing, other: Briefing) -> bool:
    """Whether two states of a briefing differ in what pages show at most. What it has to do with other
    briefings is another question: relations compare titles.
    """
    nothing: dict[str, Any] = dict.fromkeys(SHOWN)
    return one._replace(**nothing) == other._replace(**nothing) and all(
        bool(getattr(one, name)) == bool(getattr(other, name)) for name in COUNTED
    )


def part(value: Any) -> Part:
    """Plain data as a part; its digest stands for all of it, dataclasses by their complete `repr`."""
    try:
        whole = marshal.dumps(value, 2)
    except ValueError:  # not text, numbers and tuples alone
        whole = repr(value).encode("utf-8", "surrogatepass")
    return Part(digest_of(whole), value)


NOTHING = part("")
"""For what a page has not."""


def entry_part(entry: Entry) -> Part:
    """A briefing's front matter as a part."""
    return Part(entry.digest, entry)


def title_part(entry: Entry) -> Part:
    """A briefing's title as a part."""
    return Part(entry.digest + b"\0", Title(entry))


def blob_part(blob: Blob) -> Part:
    """A blob of the cache as a part; the page's maker gets its text, or the data in it."""
    where = f"\0{blob.path}\0{blob.name}"
    return Part(blob.digest + where.encode("utf-8", "surrogatepass"), blob)


def held_part(entry: Entry, name: str) -> Part:
    """What the cache holds of a briefing under this name, as a part; `NOTHING` where that is nothing."""
    blob = entry.blobs.get(name)
    return blob_part(blob) if blob else NOTHING


@dataclass(frozen=True, slots=True)
class Site:
    """What every page may depend on: settings and words. Its digest is in every fingerprint."""

    view: SiteView
    words: Words
    config: Config
    digest: bytes
    asked: frozenset[str] = frozenset()
    """Names that the theme's templates ask anything for: what none asks for need not be worked out."""

    known: Memory = field(default_factory=Memory, compare=False, repr=False)
    """What this process has made of briefings."""

    def once(self, make: Callable[[Site, Briefing], T], briefing: Briefing) -> T:
        """`make(site, briefing)`, worked out once in a process however many lists show it."""
        return self._known(make).one(briefing)

    def each(self, make: Callable[[Site, Briefing], T], briefings: Iterable[Briefing]) -> list[T]:
        """`once` for each of them."""
        return self._known(make).each(briefings)

    def _known(self, make: Callable[[Site, Briefing], T]) -> Known[Briefing, T]:
        return self.known.get(make) or self.known.setdefault(make, Known(partial(make, self)))

    def shows(self, name: str) -> bool:
        """Whether some template asks for a field of this name."""
        return name in self.asked


def to_bytes(made: str) -> bytes:
    """The bytes of an output."""
    return made.encode("utf-8", "replace")


def read_site(project: Project, themes: Path, code: bytes) -> tuple[Site, Theme]:
    """Settings, words and theme: what every page may depend on. `themes`: those that come with us."""
    options = project.config.site
    theme = read_theme(options.theme, project.themes, themes)
    words = read_words(theme, options.language, themes)
    view = SiteView(
        title=options.title,
        description=options.description,
        language=options.language,
        dir=words.direction,
        base_url=options.base_url,
        author=options.author,
        rights=options.rights,
        repository=options.repository,
        search=project.config.build.search,
        paper=project.config.print.paper,
        tokens=theme.tokens,
        nav=navigation(words, project.config.build.search),
        card=card_address(project.config, theme),
    )
    settings = repr((code, view, sorted(words.strings.items()), _seen(project.config)))
    return Site(view, words, project.config, digest_of(settings.encode()), asked_by(theme)), theme


_ASKED = re.compile(r"""[.\[]["']?([a-z_]+)""")


def asked_by(theme: Theme) -> frozenset[str]:
    """Every name that follows a dot or a bracket in a template: fields, among other things.

    Files that a nearer theme replaces count too: it may extend them by their prefix (`default/home.html`).
    """
    folders = [folder / "templates" for folder in theme.folders]
    files = [path for path in theme.digests if any(folder in path.parents for folder in folders)]
    texts = (path.read_text("utf-8", "replace") for path in files if path.is_file())
    return frozenset(name for text in texts for name in _ASKED.findall(text))


def card_address(config: Config, theme: Theme) -> str:
    """Where the picture of the site will be: a full address, so there is none without a base URL."""
    wanted = config.site.base_url and config.build.card and "print/card.typ" in theme.files
    return permalink(config.site.base_url, f"/{CARD}") if wanted else ""


def navigation(words: Words, search: bool) -> tuple[Link, ...]:
    """The main ways through the archive; the same on every page and for every archive."""
    rooms = ("chronology", "people", "issues", "outlets", *(("search",) if search else ()))
    return tuple(Link(words(room), page_path(room)) for room in rooms)


def _seen(config: Config) -> Config:
    """The options without those that no output depends on."""
    build = config.build._replace(jobs=0, workers="")
    return config._replace(ingest=IngestOptions(), remote=RemoteOptions(), build=build)


@dataclass(slots=True)
class Connections:
    """What connects the briefings; found when a planner asks first, for not every site shows it."""

    find: Callable[[], Relations]
    found: Relations | None = None

    def ask(self) -> Relations:
        if self.found is None:
            self.found = self.find()
        return self.found


@dataclass(frozen=True, slots=True)
class Plan:
    """What planners work from."""

    archive: Archive
    connections: Connections
    """Asked by those planners alone whose pages show it."""
    site: Site
    theme: Theme

    @property
    def relations(self) -> Relations:
        """What connects the briefings."""
        return self.connections.ask()

    def terms(self, room: str) -> Mapping[str, Term]:
        """The terms of `people`, `issues`, `outlets` or `years`, by slug."""
        found: Mapping[str, Term] = getattr(self.archive, room)
        return found

    def links(self, room: str) -> list[Link]:
        """All terms of a taxonomy with their counts, by slug."""
        return [Link(t.title, page_path(room, t.slug), len(t.entries)) for t in self.terms(room).values()]


class Page(NamedTuple):
    """One planned output."""

    path: str
    """`/people/john-kerry/`, `/feed.xml`."""
    make: Callable[..., Any]
    """(site, *values of the parts) → the view; without a template the output itself, text or bytes.
    A top-level function, so that a page can be sent to another process."""
    parts: tuple[Part, ...] = ()
    template: str = ""
    """File of the theme that shows the view."""
    kind: str = ""
    """For summaries and `explain`: `briefing`, `person` …"""
    sources: tuple[str, ...] = ()
    """Content files it is about, for `explain` and for problems; from the project folder."""

    @property
    def name(self) -> str:
        """The file under public/."""
        return output_name(self.path)


def made_with(make: Callable[..., Any], template: str, site: Site, digests: Mapping[str, bytes]) -> bytes:
    """Stands for all that pages of one kind are made from but their paths and parts. `digests`: of each
    template and all it reaches.
    """
    own = f"\0{make.__module__}.{make.__qualname__}\0{template}\0"
    return b"".join((own.encode(), site.digest, digests.get(template, b"")))


def joined(parts: Iterable[Part]) -> bytes:
    """The digests of parts, one after the other."""
    return b"".join([part[0] for part in parts])


def fingerprint(head: bytes, digests: bytes) -> bytes:
    """Stands for everything a page is made from; `digests` are those of its parts, joined."""
    return digest_of(head + digests)


def values_of(page: Page, packs: Packs) -> list[Any]:
    """The values of a page's parts, read where they stand for something on the disk."""
    return [
        value.briefing  # what most parts are
        if (kind := value.__class__) is Entry
        else value
        if (read := _READERS.get(kind)) is None
        else read(value, packs)
        for _, value in page.parts
    ]


def held(data: bytes, name: str) -> Any:
    """What a blob holds: prose, or what `to_data` made plain."""
    return data.decode() if name == "prose" else from_data(data)


_READERS: Mapping[type, Callable[[Any, Packs], Any]] = {
    Title: lambda title, packs: title.entry.briefing.title,
    Blob: lambda blob, packs: held(packs.read(blob), blob.name),
    FileRef: lambda file, packs: file.path.read_bytes(),
}
