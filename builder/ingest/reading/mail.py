"""Mail and pages saved as mail: `.eml` newsletters and `.mhtml`. The one article in them, and its headers."""

from __future__ import annotations

import hashlib
import re
from email import policy
from email.message import EmailMessage, MIMEPart
from email.parser import BytesParser
from email.utils import parseaddr, parsedate_tz

from builder.config import IngestOptions
from builder.ingest.reading.parts import Part, refused_seed
from builder.model import Claim, Evidence

_REPLY = re.compile(r"\A(?:\s*(?:re|fwd?|aw|wg|tr)\s*:)+\s*", re.I)
_LIST_TAG = re.compile(r"\A\s*\[[^\]]{1,40}\]\s*")


def open_mail(name: str, data: bytes, _options: IngestOptions) -> Part:
    """A mail: its HTML, else its plain text; subject, sender and day as claims."""
    message = _parse(name, data)
    body = message.get_body(("html", "plain"))
    if body is None:
        encrypted = message.get_content_type() == "multipart/encrypted"
        if encrypted:
            raise refused_seed("E232", name, "The mail is encrypted.", "Save the decrypted text.")
        raise refused_seed("E233", name, "The mail holds no text.", "Save the article as text or HTML.")
    return Part(
        name,
        _payload(body),
        _media_type(body),
        claims=tuple(_claims(message)),
        sha256=hashlib.sha256(data).hexdigest(),
    )


def open_saved_page(name: str, data: bytes, _options: IngestOptions) -> Part:
    """A page saved as one file: its first HTML part, and the address it was saved from."""
    message = _parse(name, data)
    page = next((part for part in message.walk() if part.get_content_type() == "text/html"), None)
    if page is None:
        raise refused_seed("E233", name, "The saved page holds no HTML.", "Save the page again, or as .html.")
    url = _header(message, "Snapshot-Content-Location") or _header(page, "Content-Location")
    return Part(
        name,
        _payload(page),
        _media_type(page),
        url=url if url.startswith(("http://", "https://")) else "",
        sha256=hashlib.sha256(data).hexdigest(),
    )


def _parse(name: str, data: bytes) -> EmailMessage:
    message = BytesParser(policy=policy.default).parsebytes(data)
    if not message.keys():
        raise refused_seed(
            "E231", name, "It cannot be read as mail: it has no headers.", "Save the mail again."
        )
    return message


def _payload(part: MIMEPart) -> bytes:
    """The bytes of a part, its transfer encoding undone."""
    data = part.get_payload(decode=True)
    return data if isinstance(data, bytes) else b""


def _media_type(part: MIMEPart) -> str:
    charset = part.get_content_charset()
    return f"{part.get_content_type()}; charset={charset}" if charset else part.get_content_type()


def _header(message: MIMEPart, key: str) -> str:
    """A header's text, or empty; a header too broken to parse counts as absent."""
    try:
        return str(message.get(key, "")).strip()
    except (ValueError, IndexError, AttributeError, TypeError):
        return ""  # the standard library fails in many ways on malformed headers


def _claims(message: EmailMessage) -> list[Claim]:
    found = []
    subject = _LIST_TAG.sub("", _REPLY.sub("", _header(message, "Subject")))
    if subject:
        found.append(Claim("title", subject, Evidence("mail-header", f"Subject: {subject}"[:200])))
    sender = parseaddr(_header(message, "From"))[0].strip()
    if sender and (_header(message, "List-Id") or _header(message, "List-Unsubscribe")):
        found.append(Claim("outlet", sender, Evidence("mail-header", f"From: {sender}"[:200])))
    written = _header(message, "Date")
    day = parsedate_tz(written)
    if day:  # the day as written, whatever its zone: a calendar day never shifts
        value = f"{day[0]:04d}-{day[1]:02d}-{day[2]:02d}"
        found.append(Claim("date", value, Evidence("mail-header", f"Date: {written}"[:200])))
    return found
