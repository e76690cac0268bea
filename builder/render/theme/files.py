"""A theme on the disk: its folders, nearest first, its files and its words.

`theme.yaml` may name another theme it `extends`; a file of the nearer theme wins over the same file of
the one behind it. What the files mean is decided in `templates` (templates/) and `words` (i18n/).
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from builder.cache.listing import list_files
from builder.cache.sealed import digest_of
from builder.config import line_of
from builder.errors import Location, did_you_mean, refused
from builder.render.theme.words import Words, layered

THEME_KEYS = ("name", "extends", "description", "tokens", "license", "author")

CARD = "card.png"
"""The picture of the site where its pages are shared; made when the theme has print/card.typ."""


@dataclass(frozen=True, slots=True)
class Theme:
    """A theme and those behind it."""

    name: str
    folders: tuple[Path, ...]
    """Nearest first."""
    names: tuple[str, ...]
    """Of each folder's theme."""
    files: Mapping[str, Path]
    """`templates/base.html`, `static/site.css` … → the file that wins; sorted."""
    digests: Mapping[Path, bytes]
    """Every file of every folder → digest of its bytes."""
    tokens: Mapping[str, str]
    """`tokens:` of theme.yaml, the nearer winning."""

    def under(self, room: str) -> list[tuple[str, Path]]:
        """(name inside the room, file) of `static` and the like."""
        prefix = f"{room}/"
        return [(name[len(prefix) :], path) for name, path in self.files.items() if name.startswith(prefix)]


def print_files(theme: Theme) -> tuple[dict[str, Path], tuple[Path, ...]]:
    """The theme's print templates by name, and its fonts."""
    files = theme.under("print")
    fonts = (p for inner, p in files if inner.startswith("fonts/") and p.suffix in (".ttf", ".otf"))
    return {inner: path for inner, path in files if inner.endswith(".typ")}, tuple(fonts)


def read_theme(name: str, own: Path, shipped: Path) -> Theme:
    """The theme `name` of the project, else the one that comes with Dispatchbox."""
    folders: list[Path] = []
    names: list[str] = []
    tokens: dict[str, str] = {}
    asked_by: Location | None = None
    while name:
        if name in names and asked_by:
            raise refused(
                "E404", asked_by, f"extends: '{name}' leads back to itself.", "Let one theme extend none."
            )
        folder = _find(name, own, shipped, asked_by)
        asked_by = Location(f"themes/{name}/theme.yaml")
        values = _read_theme_yaml(folder, asked_by)
        tokens = {**{str(k): str(v) for k, v in (values.get("tokens") or {}).items()}, **tokens}
        folders.append(folder)
        names.append(name)
        name = str(values.get("extends") or "")
    files: dict[str, Path] = {}
    digests: dict[Path, bytes] = {}
    for folder in reversed(folders):
        for inner in list_files(str(folder)):
            path = files[inner] = folder / inner
            digests[path] = _digest(path)
    return Theme(names[0], tuple(folders), tuple(names), dict(sorted(files.items())), digests, tokens)


def _digest(path: Path) -> bytes:
    try:
        return digest_of(path.read_bytes())
    except OSError:
        return b"unreadable"


def _find(name: str, own: Path, shipped: Path, asked_by: Location | None) -> Path:
    for place in (own, shipped):
        if "/" not in name and "\\" not in name and name not in (".", "..") and (place / name).is_dir():
            return place / name
    known = {p.name for place in (own, shipped) if place.is_dir() for p in place.iterdir() if p.is_dir()}
    where = asked_by or line_of(own.parent, "site", "theme")
    raise refused("E403", where, f"There is no theme '{name}'.", did_you_mean(name, known or {"default"}))


def _read_theme_yaml(folder: Path, where: Location) -> Mapping[str, Any]:
    from builder.yamltext import load_yaml

    try:
        values, lines = load_yaml((folder / "theme.yaml").read_text("utf-8-sig"), where.path)
    except FileNotFoundError:
        return {}
    except (OSError, UnicodeDecodeError) as error:
        raise refused("E404", where, f"It cannot be read: {error}.") from None
    if not isinstance(values or {}, dict) or not isinstance((values or {}).get("tokens") or {}, dict):
        raise refused("E404", where, "It is not a list of keys.", "Write 'key: value' lines.")
    for key in values or {}:
        if key not in THEME_KEYS:
            line = lines.get((key,), 1)
            raise refused(
                "E404",
                Location(where.path, line),
                f"{key}: there is no such key.",
                did_you_mean(str(key), THEME_KEYS),
            )
    return values or {}


def read_words(theme: Theme, language: str, shipped: Path | None = None) -> Words:
    """The interface strings in a language: the theme's, then those behind it, English last.

    A theme need not bring words: what it lacks is in the default theme among `shipped`.
    """
    from builder.yamltext import load_yaml

    layers = []
    places = list(zip(theme.names, theme.folders, strict=True))
    if shipped and "default" not in theme.names:
        places.append(("default", shipped / "default"))
    for tongue in dict.fromkeys((language, language.split("-")[0], "en")):
        for name, folder in places:
            path = folder / "i18n" / f"{tongue}.yaml"
            if path.is_file():
                layers.append(
                    load_yaml(path.read_text("utf-8"), f"themes/{name}/i18n/{tongue}.yaml")[0] or {}
                )
    return layered(language, *layers)
