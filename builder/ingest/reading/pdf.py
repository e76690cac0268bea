"""A PDF's text layer as paragraphs.

In: the bytes of a `.pdf`. Out: a `Part` of plain text, its printed lines put together. What has no text, is
encrypted, or whose words come out of the file in reverse order, as those from right to left often do, is
refused: no text is better than a wrong one.
"""

from __future__ import annotations

import hashlib
import io
import logging
import re
import unicodedata

from builder.config import IngestOptions
from builder.ingest.reading.parts import Part, refused_seed
from builder.model import Claim, Evidence

MAX_PAGES = 2000
"""Pages of a PDF that are read; more are a book."""
REVERSED = 2
"""Full stops before words from right to left that prove their order reversed."""

_TERMINAL = re.compile(r"[.!?…:;”\"'’»)\]。！？」』）]\Z")
_BULLET = re.compile(r"(?:[•‣▪–—*-]|\(?\d{1,3}[.)])\s")
_DENSE = re.compile(r"[\u2e80-\u9fff\uac00-\ud7af\uf900-\ufaff\uff00-\uffef]")
"""Signs of scripts without spaces: each is as wide as two others."""
_SHAPES = re.compile(r"[\u2e80-\u2fdf\uf900-\ufaff\ufb00-\ufdff\ufe70-\ufefc]")
"""Forms that fonts have for letters: `⼈` for `人`, the last form of an Arabic letter, `ﬁ`."""
_STOP_BEFORE = re.compile(r"(?:\A|\s)[.؟]+(?=[\u0590-\u08ff\ufb1d-\ufefc])", re.M)
_STOP_BEHIND = re.compile(r"[\u0590-\u08ff\ufb1d-\ufefc][.؟]+(?=\s|\Z)")


def open_pdf(name: str, data: bytes, _options: IngestOptions) -> Part:
    """The text layer of a PDF as paragraphs, its line ends undone."""
    pages, title = _read(name, data)
    text = "\n\n".join(unwrap(pages))
    if not re.search(r"\w", text):
        raise refused_seed(
            "E233", name, "The PDF has no text layer: it is a scan.", "Run it through OCR first."
        )
    if is_reversed(text):
        raise refused_seed(
            "E231",
            name,
            "It cannot be read as a PDF: its words, from right to left, come in reverse order.",
            "Save it as text or as a page.",
        )
    good_title = " " in title and not re.search(r"\.(?:docx?|indd|qxd|pdf)\b|^Microsoft ", title)
    claims = (Claim("title", title, Evidence("pdf-info", f"/Title {title}"[:200])),) if good_title else ()
    return Part(
        name,
        text.encode("utf-8", "replace"),
        "text/plain; charset=utf-8",
        claims=claims,
        sha256=hashlib.sha256(data).hexdigest(),
    )


def _read(name: str, data: bytes) -> tuple[list[str], str]:
    """The text of each page, and the title that the file states."""
    from pypdf import PdfReader
    from pypdf.errors import PyPdfError

    logging.getLogger("pypdf").setLevel(logging.CRITICAL)  # what it finds odd is no news to a reader
    try:
        reader = PdfReader(io.BytesIO(data))
        if reader.is_encrypted and not reader.decrypt(""):
            raise refused_seed("E232", name, "The PDF is encrypted.", "Save a copy without a password.")
        if len(reader.pages) > MAX_PAGES:
            raise refused_seed(
                "E235",
                name,
                f"The PDF has {len(reader.pages):,} pages.",
                "Give each article a file of its own.",
            )
        pages = [page.extract_text() or "" for page in reader.pages]
        title = str(reader.metadata.get("/Title", "")).strip() if reader.metadata else ""
    except (PyPdfError, ValueError, KeyError, TypeError, AttributeError, RecursionError, OSError) as error:
        raise refused_seed(
            "E231", name, f"It cannot be read as a PDF: {error}.", "Save it again, or as text."
        ) from None
    except Exception as error:
        if type(error).__name__ != "DependencyError":  # a cipher that needs a library we do not ship
            raise
        raise refused_seed("E232", name, "The PDF is encrypted.", "Save a copy without a password.") from None
    return [_SHAPES.sub(lambda form: unicodedata.normalize("NFKC", form[0]), page) for page in pages], title


def is_reversed(text: str) -> bool:
    """Sentences from right to left whose full stop stands before their first word: `.קודמת הבטיחות`."""
    before = len(_STOP_BEFORE.findall(text))
    return before >= REVERSED and before > len(_STOP_BEHIND.findall(text))


def unwrap(pages: list[str]) -> list[str]:
    """Printed lines → paragraphs. A line runs on when it is full, or when the sentence does.

    >>> unwrap(["The ministers met in Wash-\\nington on Friday.\\nThey left."])
    ['The ministers met in Washington on Friday.', 'They left.']
    """
    lines = [line.strip() for page in pages for line in [*page.splitlines(), ""]]
    widths = sorted(_width(line) for line in lines if line)
    full = 0.8 * widths[int(0.9 * (len(widths) - 1))] if widths else 0
    paragraphs: list[str] = []
    last = ""
    for line in lines:
        if not line:
            last = last if paragraphs and not _TERMINAL.search(paragraphs[-1]) else ""
            continue
        numbered = line[0].isdigit() and last[-1:].islower() and len(last) > 30  # `… since` / `1998 he …`
        goes_on = line[0].islower() or numbered or (_width(last) >= full > 40 and not _TERMINAL.search(last))
        ran_full = _width(last) >= full > 40
        if paragraphs and last and not _BULLET.match(line) and (goes_on or ran_full):
            paragraphs[-1] = _joined(paragraphs[-1], line)
        else:
            paragraphs.append(line)
        last = line
    return paragraphs


def _width(line: str) -> int:
    """How wide it is printed, about."""
    return len(line) + len(_DENSE.findall(line))


def _joined(head: str, line: str) -> str:
    """Two printed lines as one: no hyphen at the seam, and no space where the script has none."""
    if head.endswith("-") and line[0].islower() and head[-2:-1].isalpha():
        return head[:-1] + line
    dense = _DENSE.match(head[-1]) and _DENSE.match(line)
    return f"{head}{line}" if dense else f"{head} {line}"
