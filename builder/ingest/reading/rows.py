"""Files with an article a row: JSON, a JSON object a line, tables.

In: a name and an open file. Out: a `Part` for each article, a `Problem` for each that cannot be read. A part
has the file's name, `#`, and its number.
"""

from __future__ import annotations

import csv
import hashlib
import io
import json
import re
from collections.abc import Iterable, Iterator, Mapping
from typing import Any, BinaryIO

from builder.config import IngestOptions
from builder.errors import Location, Problem
from builder.ingest.reading.decode import decode
from builder.ingest.reading.parts import Part, note, seed_problem, too_large
from builder.model import Claim, Damage, Evidence

BODY_KEYS = (
    "text",
    "body",
    "content",
    "article",
    "maintext",
    "article_body",
    "articlebody",
    "full_text",
    "fulltext",
    "story",
    "raw_text",
    "article_text",
    "main_text",
    "plain_text",
    "post_content",
    *"inhalt volltext texte contenu texto contenido cuerpo testo contenuto conteúdo".split(),
    *"tekst treść текст содержание".split(),
    *"正文 内容 內容 本文 본문 내용".split(),
)
HTML_KEYS = ("html", "raw_html", "body_html", "content_html")
FIELD_KEYS = {
    "title": (
        "title",
        "headline",
        "head_line",
        *"titel überschrift titre título titular titolo tytuł заголовок 标题 標題 タイトル 제목".split(),
    ),
    "date": (
        "date",
        "published",
        "publish_date",
        "date_publish",
        "published_at",
        "date_published",
        "datepublished",
        "pubdate",
        "pub_date",
        "publication_date",
        "created_at",
        *"datum veröffentlicht veröffentlicht_am erschienen fecha fecha_de_publicación".split(),
        *"data дата 日期 发布时间".split(),
    ),
    "byline": (
        *"author authors byline creator writer by autor autorin verfasser auteur autore".split(),
        *"автор 作者 記者 기자".split(),
    ),
    "outlet": (
        "outlet",
        "publisher",
        "publication",
        "site_name",
        "sitename",
        "source_name",
        "newspaper",
        "site",
        *"medium zeitung quelle journal medio periódico testata издание 媒体".split(),
    ),
    "url": ("url", "link", "source_url", "canonical_url", "web_url", "permalink"),
    "lang": ("lang", "language"),
    "summary": ("summary", "description", "abstract"),
}
"""Field → names under which dumps state it, the likeliest first."""

_MORE = "\0more"
"""Key of the cells of a row beyond the columns that the first row names."""
_SEPARATOR = re.compile(r"[\s-]+")
_TAGS = re.compile(r"<(?:p|div|br|h[1-6]|article|html|body|ul)\b[^>]*>", re.I)


def iter_jsonl(name: str, file: BinaryIO, options: IngestOptions) -> Iterator[Part | Problem]:
    """One article a line, a JSON object each."""
    for number, line in enumerate(_lines(file, options), 1):
        if line is None:
            yield too_large(f"{name}#{number}", options)
        elif line.strip():
            yield _parse_row(name, number, line, options)


def _lines(file: BinaryIO, options: IngestOptions) -> Iterator[bytes | None]:
    """The file's lines; None for one that is longer than any article."""
    limit = options.max_bytes
    while line := file.readline(limit + 1):
        if len(line) <= limit:
            yield line
            continue
        while line and not line.endswith(b"\n"):
            line = file.readline(limit + 1)
        yield None


def iter_json(name: str, file: BinaryIO, options: IngestOptions) -> Iterator[Part | Problem]:
    """One article, or a list of them."""
    data = file.read(10 * options.max_bytes + 1)
    try:
        if len(data) > 10 * options.max_bytes:
            raise ValueError("it is too large for one list; write one article a line as .jsonl")
        values = json.loads(data)
    except (ValueError, RecursionError) as error:
        yield seed_problem("E231", name, f"It cannot be read as JSON: {error}.", "Write it again.")
        return
    for number, row in enumerate(values if isinstance(values, list) else _wrapped(values), 1):
        raw = json.dumps(row, sort_keys=True).encode()
        yield _row_part(name, number, row, raw, options)


def _wrapped(value: Any) -> list[Any]:
    """The articles of an object that is one list with a name, `{"articles": […]}`; else the object itself."""
    lists = [v for v in value.values() if isinstance(v, list)] if isinstance(value, dict) else []
    alone = len(lists) == 1 and bool(lists[0]) and all(isinstance(item, dict) for item in lists[0])
    texts = {key.lower() for key in value} & {*BODY_KEYS, *HTML_KEYS} if alone else set()
    return lists[0] if alone and not texts else [value]


def _parse_row(name: str, number: int, line: bytes, options: IngestOptions) -> Part | Problem:
    try:
        row = json.loads(line.decode("utf-8-sig" if number == 1 else "utf-8"))
    except (ValueError, RecursionError) as error:
        hint = "Write one JSON object a line, as UTF-8."
        return seed_problem("E231", name, f"The row cannot be read as JSON: {error}.", hint, number)
    return _row_part(name, number, row, line.strip(), options)


def iter_csv(name: str, file: BinaryIO, options: IngestOptions) -> Iterator[Part | Problem]:
    """One article a row; the first row names the columns."""
    decoded = decode(file.read())
    head = decoded.text.partition("\n")[0]
    delimiter = max(",;\t|", key=head.count)
    before = csv.field_size_limit(options.max_bytes)
    try:
        reader = csv.DictReader(io.StringIO(decoded.text, newline=""), restkey=_MORE, delimiter=delimiter)
        longer: list[int] = []
        if decoded.damage:
            yield note("N231", name, decoded.damage[0].note, "Save the table as UTF-8.")
        for number, row in enumerate(reader, 1):
            raw = json.dumps(row, sort_keys=True, default=str).encode()
            if row.pop(_MORE, None):
                longer.append(reader.line_num)
            yield _row_part(name, number, row, raw, options, line=reader.line_num)
        if longer:
            message = (
                f"{len(longer)} rows have more cells than there are columns; what is beyond was not read."
            )
            hint = "Put quotation marks around texts that hold the sign between columns."
            yield Problem("D247", Location(f"seeds/{name}", longer[0]), message, hint, "doubt")
    except csv.Error as error:
        hint = "Save the table again as CSV with quotation marks around texts."
        yield seed_problem("E231", name, f"It cannot be read as CSV: {error}.", hint, reader.line_num)
    finally:
        csv.field_size_limit(before)


def _row_part(
    name: str, number: int, row: Any, raw: bytes, options: IngestOptions, line: int = 0
) -> Part | Problem:
    if not isinstance(row, Mapping):
        hint = 'Write an object with at least a text: {"title": …, "text": …}.'
        return seed_problem("E234", name, "The row is not an object.", hint, line or number)
    values = {_SEPARATOR.sub("_", str(key).strip().lower()): value for key, value in row.items()}
    text = _first_text(values, HTML_KEYS)
    html = bool(text)
    if not text:
        text = _first_text(values, BODY_KEYS)
        html = len(_TAGS.findall(text)) > 1
    if not text.strip():
        columns = ", ".join(sorted(values)[:12])
        hint = f"Name the column with the article 'text', or 'html'. This row has: {columns}."
        return seed_problem("E234", name, "The row holds no text.", hint, line or number)
    data = text.encode("utf-8", "replace")
    damage: tuple[Damage, ...] = ()
    if len(data) > options.max_bytes:
        return too_large(f"{name}#{number}", options)
    if "\ufffd" in text or _has_surrogates(text):
        damage = (Damage("undecodable", 0, "", "The row holds characters that are no text."),)
    claims = tuple(_row_claims(values))
    return Part(
        f"{name}#{number}",
        data,
        f"text/{'html' if html else 'plain'}; charset=utf-8",
        url=next((claim.value for claim in claims if claim.field == "url"), ""),
        claims=claims,
        damage=damage,
        sha256=hashlib.sha256(raw).hexdigest(),
    )


def _has_surrogates(text: str) -> bool:
    return any("\ud800" <= char <= "\udfff" for char in text)


def _first_text(values: Mapping[str, Any], keys: Iterable[str]) -> str:
    return next((value for key in keys if isinstance(value := values.get(key), str) and value.strip()), "")


def _row_claims(values: Mapping[str, Any]) -> Iterator[Claim]:
    for field, keys in FIELD_KEYS.items():
        key = next((key for key in keys if values.get(key)), "")
        stated = values.get(key)
        for item in stated if isinstance(stated, list) else [stated]:
            if isinstance(item, Mapping):
                item = item.get("name")
            if not isinstance(item, str | int) or not str(item).strip():
                continue
            value = " ".join(str(item).encode("utf-8", "replace").decode().split())
            if field == "url" and not value.startswith(("http://", "https://")):
                continue
            yield Claim(field, value, Evidence("row", f"{key}: {value}"[:200]))
