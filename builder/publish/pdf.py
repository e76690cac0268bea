"""Data + a print template → PDF, through typst. The same bytes for the same input, on any day.

In: the folder of templates, fonts, and plain data. Out: a tagged PDF (PDF/UA-1) and the characters that no
font could draw. What goes into the data is decided by the caller; it is handed over as JSON, never as markup.
"""

from __future__ import annotations

import json
import os
import re
import tempfile
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any

from builder.errors import ContentError, Location, Problem

_UNDRAWN = re.compile(r'the text [`"“]*"?(.+?)"?[`"”]* could not be displayed')

_ESCAPE = re.compile(r"\\u\{([0-9a-fA-F]+)\}")


@dataclass(frozen=True, slots=True)
class Pdf:
    """A document, and what is missing in it."""

    data: bytes
    missing: str = ""
    """Characters that no font has, each once."""


@lru_cache(maxsize=8)
def _fonts(folders: tuple[str, ...], system: bool) -> Any:
    import typst

    return typst.Fonts(include_system_fonts=system, include_embedded_fonts=True, font_paths=list(folders))


def make_pdf(templates: Mapping[str, Path], name: str, fonts: Sequence[Path], data: Mapping[str, Any]) -> Pdf:
    """A PDF of the template `name` with `data`.

    `templates`: file name → where it lies. The theme's fonts come first; only for a character that they lack
    the system's are asked, and where none has it the PDF is made all the same, without the claim of PDF/UA.
    """
    folders = tuple(sorted({str(path.parent) for path in fonts}))
    inputs = {"data": json.dumps(data, ensure_ascii=False, sort_keys=True)}
    with _folder(templates) as folder:
        main = folder / name
        made, missing = _compile(main, _fonts(folders, False), inputs, ["ua-1"])
        if made is None:
            made, missing = _compile(main, _fonts(folders, True), inputs, ["ua-1"])
        if made is None:
            made, _ = _compile(main, _fonts(folders, True), inputs, [])
    assert made is not None
    return Pdf(made, missing)


def make_picture(
    templates: Mapping[str, Path], name: str, fonts: Sequence[Path], data: Mapping[str, Any]
) -> bytes:
    """A PNG of the template `name` with `data`, two pixels to the point.

    The system's fonts are asked only for scripts that the theme's have not: else all machines give the same.
    """
    folders = tuple(sorted({str(path.parent) for path in fonts}))
    inputs = {"data": json.dumps(data, ensure_ascii=False, sort_keys=True)}
    foreign = any("\u0530" <= char < "\u1e00" or char >= "\u2e00" for char in inputs["data"])
    with _folder(templates) as folder:
        made, _ = _compile(folder / name, _fonts(folders, foreign), inputs, [], "png")
    assert made is not None
    return made if isinstance(made, bytes) else made[0]  # a list, when it runs over its page


@contextmanager
def _folder(templates: Mapping[str, Path]) -> Iterator[Path]:
    """The templates side by side, each the one that wins among the themes."""
    with tempfile.TemporaryDirectory(prefix="dispatchbox-") as name:
        folder = Path(name)
        for inner, path in templates.items():
            target = folder / inner
            target.parent.mkdir(parents=True, exist_ok=True)
            target.write_bytes(path.read_bytes())
        yield folder


def _compile(
    main: Path, fonts: Any, inputs: dict[str, str], standards: Any, kind: Any = "pdf"
) -> tuple[bytes | None, str]:
    """The document, or None and the characters that stand in the way."""
    import typst

    try:
        data: bytes = typst.compile(
            str(main),
            root=str(main.parent),
            font_paths=fonts,
            sys_inputs=inputs,
            format=kind,
            ppi=144,
            pdf_standards=standards,
            timestamp=int(os.environ.get("SOURCE_DATE_EPOCH", "0") or 0),
        )
        return data, ""
    except typst.TypstError as error:
        missing = _missing(error.diagnostic)
        if missing:
            return None, missing
        raise ContentError(_template_problem(error, main)) from None


def _missing(diagnostic: str) -> str:
    """The characters of a message about text that no font can show."""
    found = "".join(_UNDRAWN.findall(diagnostic))
    found = _ESCAPE.sub(lambda match: chr(int(match[1], 16)), found)
    return "".join(sorted(set(found) - set('"`\\ ')))


def _template_problem(error: Any, main: Path) -> Problem:
    place = re.search(r"([\w.-]+\.typ):(\d+):(\d+)", error.diagnostic)
    name, line, column = place.groups() if place else (main.name, "0", "0")
    hint = " ".join(error.hints) or "Mend the template; docs/print.md says what it is given."
    return Problem(
        "E540",
        Location(f"print/{name}", int(line), int(column)),
        f"The print template cannot be set: {error.message}.",
        hint[0].upper() + hint[1:].rstrip(".") + ".",
    )
