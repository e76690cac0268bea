"""What the head of a text states of its article: front matter between dashes, or a block of `Title: …` lines.

In: a text. Out: claims with their lines, and how many lines the head takes.
"""

from __future__ import annotations

import re
from email.utils import parseaddr
from itertools import takewhile

from builder.errors import ContentError
from builder.model import Claim, Damage, Evidence

_FIELDS = {
    "title": "title",
    "headline": "title",
    "date": "date",
    "published": "date",
    "publish_date": "date",
    "created": "date",
    "updated": "modified",
    "modified": "modified",
    "lastmod": "modified",
    "author": "byline",
    "authors": "byline",
    "byline": "byline",
    "by": "byline",
    "outlet": "outlet",
    "publisher": "outlet",
    "publication": "outlet",
    "source": "url",
    "url": "url",
    "link": "url",
    "canonical": "url",
    "original_url": "url",
    "lang": "lang",
    "language": "lang",
    "section": "section",
    "description": "summary",
    "summary": "summary",
    "dateline": "dateline",
}
"""Keys that scrapers and note-takers write in front matter → our fields."""


def front_matter_end(lines: list[str]) -> int:
    """Number of leading lines that are front matter (both fences included), or 0."""
    if not lines or lines[0].rstrip() != "---":
        return 0
    return next((n for n, text in enumerate(lines[1:200], 2) if text.rstrip() in ("---", "...")), 0)


def front_matter_claims(name: str, head: list[str]) -> tuple[tuple[Claim, ...], tuple[Damage, ...], int]:
    """(what front matter states, what is broken about it, how many lines it takes)."""
    from builder.yamltext import load_yaml

    end = front_matter_end(head)
    if not end:
        return (), (), 0
    try:
        values, where = load_yaml("\n".join(head[1 : end - 1]), f"seeds/{name}", 2)
    except ContentError as error:
        first = error.problems[0]
        return (), (Damage("front-matter", first.where.line or 1, head[1][:80], first.message),), end
    found = []
    for key, value in (values or {}).items() if isinstance(values, dict) else ():
        for item in value if isinstance(value, list) else [value]:
            if isinstance(item, str | int | float):
                found.append(_claim(str(key), str(item).strip(), where.get((key,), 1)))
    return tuple(claim for claim in found if claim), (), end


def _claim(key: str, words: str, line: int) -> Claim | None:
    """What a key states; None where it is none of ours, or states nothing."""
    field = _FIELDS.get(key.strip().lower().replace("-", "_").replace(" ", "_"))
    if not field or not words:
        return None
    if field == "url" and not words.startswith(("http://", "https://")):
        if _SCHEME.match(words):
            return None  # `javascript:`, `file:` … name no outlet
        field = "outlet"
    return Claim(field, words, Evidence("front-matter", f"{key}: {words}"[:200], line))


_SCHEME = re.compile(r"[a-z][a-z0-9+.-]{1,20}:", re.I)
_HEADER = re.compile(r"([A-Za-z][A-Za-z _-]{1,20}):[ \t]+(\S.*)")
_MAIL = {"subject": "title", "from": "author"}
_IDLE = frozenset(
    "to cc bcc reply-to newsgroups organization message-id mime-version content-type x-mailer id tags"
    " keywords category categories topic topics type format".split()
)
"""Keys of such a block that state no field of a briefing."""


def header_claims(lines: list[str]) -> tuple[tuple[Claim, ...], int]:
    """What a block of `Key: value` lines at the head of a text states, and how many lines it takes. It is one
    where two lines and more have keys that we know, the title's among them.
    """
    head = [_HEADER.match(line) for line in lines]
    block = [match for match in takewhile(bool, head) if match]
    keys = [match[1].lower() for match in block]
    claims = []
    for line, (key, match) in enumerate(zip(keys, block, strict=True), 1):
        words = match[2].strip()
        if key == "from":
            words = parseaddr(words)[0]  # the address is nobody's business
        claim = _claim(_MAIL.get(key, key), words, line)
        if claim is None and key not in (*_IDLE, *_MAIL):
            return (), 0
        if claim:
            claims.append(claim)
    if len(claims) < 2 or not any(claim.field == "title" for claim in claims):
        return (), 0
    return tuple(claims), len(block)
