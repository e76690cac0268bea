"""Files of many files: pages of a web archive, members of a zipped folder.

In: a name and an open file. Out: a `Part` for each article, a `Problem` for each that cannot be read, and
a note that counts what is no article. A part's name is the file's, `#`, and its number or name inside.
"""

from __future__ import annotations

import io
import re
import zipfile
import zlib
from collections.abc import Callable, Iterator
from typing import Any, BinaryIO

from builder.config import IngestOptions
from builder.errors import ContentError, Problem
from builder.ingest.reading.parts import Part, note, seed_problem, too_large

Opener = Callable[[str, BinaryIO, IngestOptions], Iterator[Part | Problem]]

MAX_TOTAL = 2_000_000_000
"""Unpacked bytes of one container; more is an attack, or to be split."""

MAX_DEPTH = 2
"""A dump in a zipped folder is opened; a zipped folder in one in another is not."""


# ---------------------------------------------------------------- web archives


def iter_warc(name: str, file: BinaryIO, options: IngestOptions) -> Iterator[Part | Problem]:
    """The HTML and text pages of a web archive; redirects, pictures and the like are counted in a note."""
    from warcio.archiveiterator import ArchiveIterator
    from warcio.exceptions import ArchiveLoadFailed

    number = others = total = 0
    try:
        for record in ArchiveIterator(file):
            if record.rec_type not in ("response", "resource"):
                continue
            number += 1
            kind = _page_type(record)
            data = record.content_stream().read(options.max_bytes + 1)
            if len(data) <= options.max_bytes and getattr(record.raw_stream, "limit", 0) > 0:
                raise EOFError("the record is shorter than it says")
            total += len(data)
            if not kind:
                others += 1
                continue
            part = f"{name}#{number}"
            if len(data) > options.max_bytes:
                yield too_large(part, options)
                continue
            if total > MAX_TOTAL:
                yield _bomb(name)
                return
            url = record.rec_headers.get_header("WARC-Target-URI") or ""
            yield Part(part, data, kind, url=url if url.startswith("http") else "")
    except (ArchiveLoadFailed, EOFError, OSError, ValueError, zlib.error, AttributeError) as error:
        hint = "The pages before it were read. Save the archive again."
        yield seed_problem("E231", name, f"The web archive breaks off after record {number}: {error}.", hint)
        return
    if others:
        yield note("N232", name, f"{others} of {number} records are no pages (redirects, pictures, scripts).")
    if not number:
        yield seed_problem("E233", name, "The web archive holds no page.", "Crawl the site again.")


def _page_type(record: Any) -> str:
    """The media type of a record that is a page, else empty."""
    headers = record.http_headers
    kind = (headers.get_header("Content-Type") if headers else record.content_type) or ""
    status = headers.get_statuscode() if headers else "200"
    good = kind.split(";")[0].strip().lower() in ("text/html", "application/xhtml+xml", "text/plain")
    return kind if good and status == "200" else ""


# ---------------------------------------------------------------- zipped folders


def iter_zip(
    name: str, file: BinaryIO, options: IngestOptions, *, open_member: Opener, depth: int = 0
) -> Iterator[Part | Problem]:
    """The members of a zipped folder, by name; `open_member` reads each as if it lay in seeds/."""
    if name.count("#") >= MAX_DEPTH:
        yield seed_problem("E235", name, "The folder is zipped too deep.", "Unzip it first.")
        return
    try:
        with zipfile.ZipFile(file) as archive:
            total = hidden = 0
            seen: set[str] = set()
            for info in sorted(archive.infolist(), key=lambda info: info.filename):
                inner = info.filename
                if info.is_dir():
                    continue
                if _is_hidden(inner):
                    hidden += 1
                    continue
                total += info.file_size
                if total > MAX_TOTAL:
                    yield _bomb(name)
                    return
                part = f"{name}#{_clean_name(inner)}"
                while part in seen:
                    part += "~"
                seen.add(part)
                yield from _member(archive, info, part, options, open_member)
            if hidden:
                yield note("N230", name, f"{hidden} hidden files in it were left aside.")
    except (zipfile.BadZipFile, OSError, EOFError, zlib.error, ValueError) as error:
        yield seed_problem("E231", name, f"It cannot be read as a zipped folder: {error}.", "Zip it again.")


def _member(
    archive: zipfile.ZipFile, info: zipfile.ZipInfo, part: str, options: IngestOptions, open_member: Opener
) -> Iterator[Part | Problem]:
    if info.flag_bits & 1:
        yield seed_problem("E232", part, "The file is encrypted.", "Zip it again without a password.")
        return
    if info.file_size > options.max_bytes:
        yield too_large(part, options)
        return
    try:
        data = archive.read(info)
        yield from open_member(part, io.BytesIO(data), options)
    except ContentError as error:
        yield from error.problems
    except (zipfile.BadZipFile, NotImplementedError, EOFError, zlib.error, RuntimeError) as error:
        yield seed_problem("E231", part, f"It cannot be unpacked: {error}.", "Zip it again.")


def _is_hidden(name: str) -> bool:
    parts = (part for part in name.split("/") if part not in (".", ".."))
    return any(part.startswith((".", "__MACOSX")) for part in parts)


def _clean_name(name: str) -> str:
    """A member's name as part of a seed's name: one line, forward slashes, no way up."""
    parts = [part for part in re.sub(r"[\x00-\x1f\\#]", "_", name).split("/") if part not in ("", ".", "..")]
    return "/".join(parts)


def _bomb(name: str) -> Problem:
    message = f"Unpacked it has more than {MAX_TOTAL:,} bytes."
    return seed_problem("E235", name, message, "Split it into smaller archives.")
