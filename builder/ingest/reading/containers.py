"""A file under seeds/ → its articles: one for most files, many for a dump, a web archive or a zipped folder.

In: a name and an open file. Out: `Part`s, each the bytes of one article in a format that `readers` knows,
and `Problem`s for what cannot be read; one bad article never hides the others. Nothing is cleaned here.
Formats of many articles are in `archives`, `feeds` and `rows`; a new format is one line in `OPENERS`.
"""

from __future__ import annotations

import hashlib
import io
import re
from collections.abc import Callable, Iterator
from dataclasses import replace
from functools import partial
from html import escape
from pathlib import PurePosixPath
from typing import BinaryIO

from builder.config import IngestOptions
from builder.errors import ContentError, Problem
from builder.ingest.reading.archives import Opener, iter_warc, iter_zip
from builder.ingest.reading.feeds import iter_feed
from builder.ingest.reading.mail import open_mail, open_saved_page
from builder.ingest.reading.parts import Part, refused_seed
from builder.ingest.reading.pdf import open_pdf
from builder.ingest.reading.readers import read_seed
from builder.ingest.reading.rows import iter_csv, iter_json, iter_jsonl
from builder.model import RawDocument

OLE = b"\xd0\xcf\x11\xe0"
"""First bytes of an old office document, and of an encrypted new one."""


def iter_parts(name: str, file: BinaryIO, options: IngestOptions) -> Iterator[Part | Problem]:
    """The articles of one file, in its order, and what is wrong with it."""
    opener = find_opener(name)
    if opener:
        yield from opener(name, file, options)
        return
    single = SINGLE.get(_suffix(name))
    data = file.read()
    if single is None or not data:
        yield Part(name, data)
        return
    try:
        yield single(name, data, options)
    except ContentError as error:
        yield from error.problems


def find_opener(name: str) -> Opener | None:
    """How a file of many articles is opened; None for a file that is one article."""
    lower = name.lower()
    return next((OPENERS[suffix] for suffix in OPENERS if lower.endswith(suffix)), None)


def read_part(part: Part, options: IngestOptions) -> RawDocument:
    """The document of one article, with what its container states about it; `ContentError` from `readers`."""
    document = read_seed(part.name, part.data, part.media_type or None, options)
    return replace(
        document,
        sha256=part.sha256 or document.sha256,
        url=part.url or document.url,
        claims=(*part.claims, *document.claims),
        damage=(*part.damage, *document.damage),
        whole=part.whole or document.whole,
    )


def _suffix(name: str) -> str:
    return PurePosixPath(name).suffix.lower()


# ---------------------------------------------------------------- word processor documents


def _open_docx(name: str, data: bytes, options: IngestOptions) -> Part:
    """A Word document as the HTML that mammoth makes of it: headings, lists, links, emphasis."""
    import zipfile

    import mammoth

    if data.startswith(OLE):
        raise refused_seed(
            "E232", name, "The document is encrypted, or an old .doc.", "Save it as .docx without a password."
        )
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            size = sum(info.file_size for info in archive.infolist())
            if size > 10 * options.max_bytes:
                raise refused_seed(
                    "E235", name, f"Unpacked it has {size:,} bytes.", "Is it a Word document? Save it again."
                )
        html = mammoth.convert_to_html(io.BytesIO(data), convert_image=_no_image).value
    except (zipfile.BadZipFile, KeyError, ValueError, OSError, NotImplementedError) as error:
        raise refused_seed(
            "E231", name, f"It cannot be read as a Word document: {error}.", "Save it again as .docx."
        ) from None
    if not re.search(r"\w", re.sub(r"<[^>]*>", "", html)):
        raise refused_seed("E233", name, "The document holds no text.", "Save the article as text or HTML.")
    head = f"<meta charset='utf-8'><title>{_first_words(html)}</title>"
    page = f"<!doctype html><html><head>{head}</head><body><article>{html}</article></body></html>"
    sha256 = hashlib.sha256(data).hexdigest()
    return Part(name, page.encode(), "text/html; charset=utf-8", sha256=sha256, whole=True)


def _no_image(_image: object) -> list[object]:
    """mammoth's hook for pictures: they are left out, a seed is words."""
    return []


def _first_words(html: str) -> str:
    """The first paragraph or heading, which is a document's title where it has one."""
    found = re.search(r"<(h\d|p)\b[^>]*>(.*?)</\1>", html, re.S)
    return escape(re.sub(r"<[^>]*>", "", found[2]).strip()[:300]) if found else ""


Single = Callable[[str, bytes, IngestOptions], Part]

SINGLE: dict[str, Single] = {
    ".docx": _open_docx,
    ".pdf": open_pdf,
    ".eml": open_mail,
    ".mht": open_saved_page,
    ".mhtml": open_saved_page,
}
"""Suffix → how a file of one article in another format is opened."""

OPENERS: dict[str, Opener] = {
    ".jsonl": iter_jsonl,
    ".ndjson": iter_jsonl,
    ".json": iter_json,
    ".csv": iter_csv,
    ".tsv": iter_csv,
    ".warc": iter_warc,
    ".warc.gz": iter_warc,
    ".xml": iter_feed,
    ".rss": iter_feed,
    ".atom": iter_feed,
    ".zip": partial(iter_zip, open_member=iter_parts),
}
"""Suffix → how a file of many articles is opened."""
