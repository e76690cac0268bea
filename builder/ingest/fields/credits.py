"""A line's picture credit: `REUTERS/Gary Cameron`, `**Maxim Stulov**`, `Foto: …/dpa`, `(Photo by …)`.

In: the text of one line. Out: the caption without its credit, and the credit. Labels and agencies are data
(`words/credits.txt`). Whether the line is a caption at all, `figures` decides.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache

from builder.archive.words import read_given
from builder.ingest.fields.signatures import looks_like_name, plain
from builder.ingest.fields.wordlists import alternatives, read_sections


@dataclass(frozen=True, slots=True)
class Credited:
    """A line taken apart."""

    caption: str
    """Without the credit; empty for a line that is a credit alone."""
    credit: str
    rule: str
    """`label`, `agency`, `copyright`, `emphasis`: what told."""


@lru_cache(maxsize=1)
def _patterns() -> tuple[tuple[str, re.Pattern[str]], ...]:
    """(rule, pattern) for a credit at the end of a line; group `credit` is the credit."""
    label, agency = alternatives("credits", "label"), rf"(?:{alternatives('credits', 'agency')})(?!\w)"
    name, tail = r"(?:[^\n.!?]|(?<=\b\w)\.){2,80}?", r"[\s.)\]]*\Z"
    label_by = (
        r"(?:photo(?:graph|s)?|image|picture|illustration)s?\s+(?:by|courtesy\s+of|via)\s+"
        rf"(?P<credit>{name})"
    )
    person = r"[^\W\d_](?:[\w'’ -]|(?<=\b\w)\.){1,50}"  # a full stop only behind an initial
    agencies = (
        rf"{agency}[\w\s]{{0,20}}[/|,:–—-]\s?{name}",
        rf"(?:{person}\s?[/|,–—-]\s?){{1,3}}{agency}[^\n.!?]{{0,50}}",
        rf"{person}\({agency}\)",
        rf"{agency}(?:\s?/\s?[\w ]+)?",
    )
    opening = r"(?:\A|[\s(\[|/–—.!?”»)-]|(?<=\w)(?-i:(?=Foto|Photo|Credit|Bild|Image|Crédit)))"
    after_end = r"(?:\A\W*|[.!?”\"')\]|–—-]\s*|\s\(|\s{2,})"
    labelled = rf"(?:symbol|archiv|titel)?(?:{label})(?:\s+(?:by|credit))?\s*[:：/]\s*"
    patterns = (
        ("label", rf"{opening}{labelled}(?P<credit>[^\n]{{2,120}}?)"),
        ("label", rf"(?:\A|[(\[|]|[.!?”\"]\s+){label_by}"),
        ("copyright", r"(?:\A|[\s(.])(?P<credit>(?:©|\(c\)|copyright)\s*[^\n]{2,80}?)"),
        ("agency", rf"{after_end}(?P<credit>{'|'.join(agencies)})"),
    )
    return tuple((rule, re.compile(pattern + tail, re.I)) for rule, pattern in patterns)


@lru_cache(maxsize=1)
def _first_words() -> frozenset[str]:
    """The words that labels and agencies begin with: a line without any of them has no credit."""
    phrases = (*read_sections("credits")["label"], *read_sections("credits")["agency"])
    words = {re.findall(r"\w+", phrase.casefold())[0] for phrase in phrases}
    return frozenset(
        words | {"symbolfoto", "archivfoto", "symbolbild", "archivbild", "photograph", "illustration"}
    )


_WORDS = re.compile(r"[^\W\d_]+")
_EMPHASIS = re.compile(
    r"\A(?P<caption>.+?[.!?”\")])\s+(?:\*\*|__|\*|_)(?P<credit>[^*_]{3,60})(?:\*\*|__|\*|_)\s*\Z"
)


_NAMED = re.compile(r"\A(?P<caption>.{20,}?[.!?”»)])\s*(?P<credit>[^.!?]{5,70})\Z", re.S)


def split_name(text: str, marked: bool) -> Credited | None:
    """The name at the end of a caption: `… of Duqm. Tara Atkinson for Asia Weekly`. Where the page does not
    mark it as a caption, only behind a known given name."""
    match = None if text.rstrip().endswith((".", "!", "?")) else _NAMED.match(plain(text))
    if match:
        name = re.split(r"\s+for\s+|\s*[/,|]\s*", match["credit"].strip())[0]
        if looks_like_name(name) and (marked or name.split()[0].casefold() in read_given()):
            return Credited(match["caption"].strip(), match["credit"].strip(), "name")
    return None


@lru_cache(maxsize=8192)
def split_credit(text: str) -> Credited | None:
    """The credit at the end of a line, or None.

    >>> split_credit("Kerry listens to Lavrov in Washington. REUTERS/Gary Cameron").credit
    'REUTERS/Gary Cameron'
    >>> split_credit("Sergei Lavrov earlier this year. **Maxim Stulov**").credit
    'Maxim Stulov'
    """
    emphasis = _EMPHASIS.match(text.strip())
    if emphasis and looks_like_name(emphasis["credit"].strip()):
        return Credited(plain(emphasis["caption"]), emphasis["credit"].strip(), "emphasis")
    line = plain(text)
    end = line[-160:].casefold()
    if len(line) > 900 or not (
        "©" in end or "(c)" in end or not _first_words().isdisjoint(_WORDS.findall(end))
    ):
        return None
    for rule, pattern in _patterns():
        match = pattern.search(line, max(0, len(line) - 160))
        if match:
            caption = line[: match.start()].rstrip(" (|[–—-/")
            if line[match.start()] in ".!?”\"')]":
                caption = line[: match.start() + 1]
            caption = caption.strip(" (")
            return Credited(caption if len(caption) > 4 else "", match["credit"].strip(" .)]("), rule)
    return None
