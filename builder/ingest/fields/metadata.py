"""What a seed says of its article: title, byline, editors, outlet, dateline, language, address, dates.

In: a `RawDocument` and the probability of each line to be body. Out: `Found`: each field with the rule and
words it stands on, and the lines that are metadata and nothing else. Titles, bylines and date forms have
rooms of their own; what a date is, `dates.decide` says.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from builder.ingest.cleaning.comments import find_comments
from builder.ingest.fields import dates
from builder.ingest.fields.authors import Authors, find_authors
from builder.ingest.fields.bodyspan import BodySpan, find_body_span
from builder.ingest.fields.datechoice import find_publication
from builder.ingest.fields.datelines import place_of, read_dateline
from builder.ingest.fields.folding import fold
from builder.ingest.fields.languages import find_language
from builder.ingest.fields.outlets import best_name, host_of, outlet_of
from builder.ingest.fields.relativewords import relative_bounds
from builder.ingest.fields.timewords import since_bounds
from builder.ingest.fields.titles import STATED, Title, find_title, first_line
from builder.model import Claim, Evidence, RawDocument


@dataclass(frozen=True, slots=True)
class Found:
    """The fields of a seed; an empty value where nothing says one."""

    title: str
    byline: tuple[str, ...]
    editors: tuple[str, ...]
    outlet: str
    dateline: str
    lang: str
    url: str
    summary: str
    dates: tuple[dates.DateEvidence, ...]
    """For `dates.decide`, together with what captions and neighbours say."""
    evidence: Mapping[str, tuple[Evidence, ...]]
    """Field → why."""
    claimed: Mapping[int, str]
    """Line number → field, for lines that are metadata and nothing else."""


def find_fields(document: RawDocument, body: Sequence[float]) -> Found:
    """All fields of one seed; `body[i]` is the probability that line i+1 is body."""
    end = (find_comments(document.lines, body) or len(document.lines) + 1) - 1
    span = find_body_span(document.lines[:end], body[:end])
    claims = document.claims
    lang, lang_why = find_language(document, span)
    if document.whole and not any(claim.field == "title" for claim in claims):
        claims = (*claims, *first_line(span, lang))
    title = find_title(span, claims, lang)
    authors = find_authors(span, title, claims, lang)
    url, url_why, url_lines = _find_url(document)
    dateline = read_dateline(span)
    published, date_lines = find_publication(span, title, claims, lang, url or document.url)
    place, place_why = dateline.place, dateline.evidence
    if not place:
        place, place_why = place_of(span, date_lines, lang)
    outlet, outlet_why = _find_outlet(claims, dateline.agency, dateline.evidence, url, url_why)
    summary, summary_why = _find_summary(claims, title.text, outlet)
    evidence = {
        "title": title.evidence,
        "byline": authors.evidence,
        "editors": authors.editor_evidence,
        "outlet": outlet_why,
        "dateline": place_why if place else (),
        "lang": lang_why,
        "url": url_why,
        "summary": summary_why,
    }
    return Found(
        title=title.text,
        byline=authors.names,
        editors=authors.editors,
        outlet=outlet,
        dateline=place,
        lang=lang,
        url=url,
        summary=summary,
        dates=published or _bounds(_body_lines(span), lang),
        evidence={name: why for name, why in evidence.items() if why},
        claimed=_claim_lines(title, authors, date_lines, url_lines),
    )


def _bounds(lines: Sequence[tuple[int, str]], lang: str) -> tuple[dates.DateEvidence, ...]:
    """What the words of an undated text leave of its day."""
    return (*since_bounds(lines), *relative_bounds(lines, lang or "en"))


def _body_lines(span: BodySpan) -> list[tuple[int, str]]:
    inside = zip(span.filled[span.first : span.last + 1], span.chances[span.first :], strict=False)
    return [(line.number, line.text) for line, chance in inside if chance > 0.5]


def _claim_lines(
    title: Title, authors: Authors, date_lines: Sequence[int], url_lines: Sequence[int]
) -> dict[int, str]:
    """Each claimed line under one field; the title first."""
    claimed: dict[int, str] = {}
    for field, lines in (
        ("title", title.lines),
        ("byline", authors.lines),
        ("editors", authors.editor_lines),
        ("date", date_lines),
        ("url", url_lines),
    ):
        for line in lines:
            claimed.setdefault(line, field)
    return dict(sorted(claimed.items()))


def _first_claim(claims: Sequence[Claim], field: str) -> tuple[str, tuple[Evidence, ...]]:
    for claim in claims:
        if claim.field == field and claim.value.strip():
            return claim.value.strip(), (claim.evidence,)
    return "", ()


def _find_summary(claims: Sequence[Claim], title: str, outlet: str) -> tuple[str, tuple[Evidence, ...]]:
    """The first summary that a page states and that says more than its title and its name."""
    known = fold(title), fold(outlet)
    for claim in claims:
        words = " ".join(_TAG.sub(" ", claim.value).split()) if claim.field == "summary" else ""
        if fold(words) and not any(fold(words) in name for name in known):
            return words, (claim.evidence,)
    return "", ()


_TAG = re.compile(r"</?[a-zA-Z][^<>]{0,500}(?:>|\Z)")
_URL_LABEL = re.compile(
    r"\W*(?:original\s+(?:url|link|article|source)|source\s+url|url|permalink|link|retrieved\s+from|canonical"
    r"|original(?:artikel)?|quelle|fuente|fonte|источник|оригинал)\s*[:：]\s*<?(https?://\S+?)?>?\W*\Z",
    re.I,
)
_BARE_URL = re.compile(r"\W*<?(https?://[^\s<>]+)>?\s*\Z")


def _find_url(document: RawDocument) -> tuple[str, tuple[Evidence, ...], tuple[int, ...]]:
    """The article's address: a line that says so, else what the reader or the page states."""
    filled = [line for line in document.lines if line.text.strip()]
    for line, following in zip(filled, [*filled[1:], None], strict=True):
        label = _URL_LABEL.match(line.text)
        if not label:
            continue
        if label[1] and host_of(label[1]):
            return label[1], (Evidence("url line", line.text.strip(), line.number),), (line.number,)
        bare = _BARE_URL.match(following.text) if following else None
        if following and bare and host_of(bare[1]):
            why = Evidence("url line", following.text.strip(), following.number)
            return bare[1], (why,), (line.number, following.number)
    value, claimed = _first_claim(document.claims, "url")
    if host_of(value):
        return value, claimed, ()
    return (document.url, (Evidence("seed address", document.url),), ()) if document.url else ("", (), ())


def _find_outlet(
    claims: Sequence[Claim],
    agency: str,
    agency_why: tuple[Evidence, ...],
    url: str,
    url_why: tuple[Evidence, ...],
) -> tuple[str, tuple[Evidence, ...]]:
    """What a person or a mail says, else the known name of the host, else what the page calls itself, else
    the agency, else the bare host."""
    stated = next((c for c in claims if c.field == "outlet" and c.evidence.rule in STATED), None)
    name = outlet_of(url)
    known = bool(name) and name != host_of(url)
    claim = stated or (None if known else best_name(claims, host_of(url)))
    if claim:
        return claim.value.strip(), (claim.evidence,)
    if known or (name and not agency):
        rule = "known host" if known else "host of the address"
        return name, tuple(Evidence(rule, item.words, item.line) for item in url_why)
    return (agency, agency_why) if agency else ("", ())
