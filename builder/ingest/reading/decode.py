"""Bytes → text, with the encoding that was used and every byte that could not be read.

Order of belief: byte order mark; UTF-8, when all of it fits and there is enough; what the file declares
(`charset=` of its media type, `<meta>`, XML declaration), when it fits; UTF-8, when it fits; what
charset-normalizer finds. A byte that fits none of it becomes U+FFFD and a `Damage`, never nothing. No lines
and no format here: that is `readers`.
"""

from __future__ import annotations

import codecs
import re
import unicodedata
from dataclasses import dataclass

from builder.model import Damage

_MARKS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),  # before UTF-16, whose mark it begins with
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
_WIDER = {"ascii": "cp1252", "iso8859-1": "cp1252", "gb2312": "gb18030", "gbk": "gb18030", "euc_kr": "cp949"}
"""What the web means by a label (WHATWG): the wider code page of the same family."""
_DECLARED = re.compile(rb"""<meta[^>]{0,300}?charset\s*=\s*["']?\s*([\w.:-]+)""", re.I)
_XML_DECLARED = re.compile(rb"""\A\s*<\?xml[^>]{0,200}?encoding\s*=\s*["']([\w.:-]+)""", re.I)
_PARAMETER = re.compile(r"""charset\s*=\s*["']?([\w.:-]+)""", re.I)
_SAMPLE = 100_000
"""Bytes that charset-normalizer looks at; it is slow, and an article shows its encoding early."""
_MOSTLY_UTF8 = 10
"""UTF-8 with slips: this many good sequences for each bad byte. Latin-1 prose has next to none."""
_SURELY_UTF8 = 6
"""Sequences of UTF-8 without any slip that are believed before a declaration."""
_SEQUENCE = re.compile(rb"[\xc2-\xf4][\x80-\xbf]+")
_CONTROL = bytes((*range(0x09), *range(0x0E, 0x1B), *range(0x1C, 0x20)))
_MAGIC = {
    b"%PDF-": "a PDF",
    b"PK\x03\x04": "a zip archive or an office document",
    b"\x89PNG": "a picture",
    b"\xff\xd8\xff": "a picture",
    b"GIF8": "a picture",
    b"\x1f\x8b": "a gzip file",
    b"\xd0\xcf\x11\xe0": "an old office document",
    b"{\\rtf": "a document in Rich Text Format",
    b"bplist": "a web archive of Safari",
    b"%!PS": "a PostScript document",
    b"\x7fELF": "a program",
    b"Rar!": "a rar archive",
    b"SQLite format 3": "a database",
}


@dataclass(frozen=True, slots=True)
class Decoded:
    """Text and how it was read."""

    text: str
    encoding: str
    damage: tuple[Damage, ...] = ()


def binary_kind(data: bytes) -> str:
    """What the bytes are when they are no text ("a picture"), or empty."""
    for magic, kind in _MAGIC.items():
        if data.startswith(magic):
            return kind
    if _by_mark(data) or _wide_without_mark(data):
        return ""
    head = data[:_SAMPLE]
    return "binary data" if _controls(head) > len(head) // 200 + 2 else ""


def _controls(data: bytes) -> int:
    """How many bytes are no part of any text."""
    return len(data) - len(data.translate(None, _CONTROL))


def decode(data: bytes, media_type: str = "", markup: bool = False) -> Decoded:
    """The text of `data`; `markup` says that a `<meta>` or XML declaration may name the encoding."""
    marked = _by_mark(data)
    if marked:
        mark, encoding = marked
        return _decode_with(data[len(mark) :], encoding)
    unmarked = _wide_without_mark(data) or _with_escapes(data) or _resaved(data)
    for encoding in (unmarked, _declared(data, media_type, markup), "utf-8"):
        if encoding:
            try:
                return Decoded(data.decode(encoding), encoding)
            except UnicodeDecodeError:
                continue
    return _decode_with(data, "utf-8") if _mostly_utf8(data) else _decode_by_guess(data)


def _decode_by_guess(data: bytes) -> Decoded:
    """A guess is flagged where its first letter stands: it may be another letter."""
    read = _decode_with(data, _guessed(data))
    letter = re.search(r"[^\x00-\x7f]", read.text)
    if read.damage or letter is None:
        return read
    note = f"Nothing says how it is encoded; it was read as {read.encoding}."
    damage = Damage("guessed-encoding", *_place(read.text, letter.start()), note)
    return Decoded(read.text, read.encoding, (damage,))


def _place(text: str, at: int) -> tuple[int, str]:
    """Line and surrounding words of a position."""
    line = len(re.findall(r"\r\n|\n|\r", text[:at])) + 1
    return line, " ".join(text[max(0, at - 40) : at + 40].split())


def _by_mark(data: bytes) -> tuple[bytes, str] | None:
    return next(((mark, name) for mark, name in _MARKS if data.startswith(mark)), None)


def _declared(data: bytes, media_type: str, markup: bool) -> str:
    found = _PARAMETER.search(media_type)
    label = found[1] if found else ""
    if not label and markup:
        head = data[:4096]
        match = _XML_DECLARED.search(head) or _DECLARED.search(head)
        label = match[1].decode("ascii", "replace") if match else ""
    try:
        name = codecs.lookup(label).name if label else ""
    except LookupError:
        return ""
    if name.startswith(("utf-16", "utf-32")):
        return ""  # the declaration was read as single bytes, so it cannot be true
    return _WIDER.get(name, name) if name and _is_text_codec(name) else ""


def _is_text_codec(name: str) -> bool:
    try:
        return isinstance(b"".decode(name), str)
    except (LookupError, UnicodeError, ValueError, TypeError):
        return False  # `rot13`, `hex` … are codecs, but not of text


def _wide_without_mark(data: bytes) -> str:
    """UTF-16 that forgot its mark: every second byte of Western text is NUL; other text has no such sign, but
    is full of control bytes, and in one byte order it reads as words with spaces or full stops."""
    head = data[:2000]
    if len(head) < 4 or len(data) % 2:
        return ""
    even, odd = head[0::2].count(0), head[1::2].count(0)
    half = len(head) // 2
    if odd > 0.6 * half and even < 0.05 * half:
        return "utf-16-le"
    if even > 0.6 * half and odd < 0.05 * half:
        return "utf-16-be"
    if _controls(head) <= len(head) // 50:
        return ""
    return next((name for name in ("utf-16-le", "utf-16-be") if _reads_as_text(head, name)), "")


def _reads_as_text(head: bytes, encoding: str) -> bool:
    """Nothing but assigned characters, mostly letters, and signs that part words or sentences."""
    try:
        text = codecs.getincrementaldecoder(encoding)().decode(head)
    except UnicodeDecodeError:
        return False
    kinds = [unicodedata.category(sign) for sign in text]
    parted = sum(sign in " \n\r\t。，、．" for sign in text)
    good = sum(
        kind[0] in "LMNPZS" or kind == "Cf" or sign in "\n\r\t"
        for kind, sign in zip(kinds, text, strict=True)
    )
    return (
        good == len(text)
        and sum(kind[0] == "L" for kind in kinds) > len(text) / 2
        and parted > len(text) / 60
    )


_ESCAPES = {b"\x1b$B": "iso2022_jp", b"\x1b$@": "iso2022_jp", b"\x1b$)C": "iso2022_kr"}


def _with_escapes(data: bytes) -> str:
    """Seven-bit Japanese or Korean, which says by escapes where its letters begin."""
    if b"\x1b" not in data or not data.isascii():
        return ""
    return next((name for mark, name in _ESCAPES.items() if mark in data), "")


def _resaved(data: bytes) -> str:
    """UTF-8 whatever the page declares: who saved it wrote it anew and left the old declaration. Text in
    another encoding is next to never UTF-8 throughout."""
    if len(_SEQUENCE.findall(data)) < _SURELY_UTF8:
        return ""
    try:
        data.decode("utf-8")
    except UnicodeDecodeError:
        return ""
    return "utf-8"


def _mostly_utf8(data: bytes) -> bool:
    bad = data.decode("utf-8", "replace").count("\ufffd")
    good = sum(byte >= 0xC0 for byte in data) - bad
    return good > _MOSTLY_UTF8 * bad


def _guessed(data: bytes) -> str:
    from charset_normalizer import from_bytes

    best = from_bytes(data[:_SAMPLE]).best()
    return _WIDER.get(best.encoding, best.encoding) if best else "cp1252"


def _decode_with(data: bytes, encoding: str) -> Decoded:
    text = data.decode(encoding, "replace")
    own = 0 if "\ufffd" not in text else data.decode(encoding, "ignore").count("\ufffd")
    lost = text.count("\ufffd") - own
    if not lost:
        return Decoded(text, encoding)
    note = f"{lost} bytes do not fit {encoding}; each is shown as \ufffd."
    return Decoded(text, encoding, (Damage("undecodable", *_place(text, text.index("\ufffd")), note),))
