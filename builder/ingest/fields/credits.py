"""A line's picture credit: `REUTERS/Gary Cameron`, `**Maxim Stulov**`, `Foto: …/dpa`, `(Photo by …)`.

In: the text of one line. Out: the caption without its credit, and the credit. Labels and agencies are data
(`words/credits.txt`). Whether the line is a caption at all, `figures` decides.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache

from builder.archive.words import read_given
from builder.ingest.fields.signatures import is_organisation, looks_like_name, plain
from builder.ingest.fields.wordlists import alternatives, read_sections


@dataclass(frozen=True, slots=True)
class Credited:
    """A line taken apart."""

    caption: str
    """Without the credit; empty for a line that is a credit alone."""
    credit: str
    rule: str
    """`label`, `source`, `agency`, `copyright`, `emphasis`, `name`: what told."""


@lru_cache(maxsize=1)
def _patterns() -> tuple[tuple[str, re.Pattern[str]], ...]:
    """(rule, pattern) for a credit at the end of a line; group `credit` is the credit."""
    label, agency = alternatives("credits", "label"), rf"(?:{alternatives('credits', 'agency')})(?!\w)"
    name, tail = r"(?:[^\n.!?]|(?<=\b\w)\.){2,80}?", r"[\s.)\]]*\Z"
    label_by = (
        r"(?:(?:photo(?:graph|s)?|image|picture|illustration)s?\s+(?:by|courtesy\s+of|via|copyright|source)"
        r"|cedida\s+por|cortesía\s+de|gentileza\s+de|mit\s+freundlicher\s+genehmigung\s+von|dok\.)\s*"
        rf"(?P<credit>{name})"
    )
    person = r"(?-i:(?![a-zà-ÿа-я]))[^\W\d_](?:[\w'’ -]|(?<=\b\w)\.){1,50}"  # full stops behind initials
    agencies = (
        rf"{agency}[\w\s]{{0,20}}[/|,:–—-]\s?{name}",
        rf"(?:{person}\s?[/|,–—-]\s?){{1,3}}(?:pool\s+)?(?:via\s+)?{agency}[^\n.!?]{{0,50}}",
        rf"{person}\({agency}\)",
        rf"{agency}(?:\s?/\s?[\w ]+)?",
    )
    opening = r"(?:\A|[\s(\[|/–—.!?”»)-]|(?<=\w)(?-i:(?=Foto|Photo|Credit|Bild|Image|Crédit)))"
    after_end = r"(?:\A\W*|[.!?”\"')\]|=–—-]\s*|\s[(\[]|\s{2,})"
    sign = r"(?:\s*[:：]|\s+/|(?<=[\u3040-\u9fff\uac00-\ud7af])\s?[=＝/])\s*"
    labelled = rf"(?:symbol|archiv|titel)?(?:{label})(?:\s+(?:by|credit))?{sign}"
    source = rf"(?P<source>{alternatives('credits', 'source')})\s*[:：]\s*"
    patterns = (
        ("label", rf"(?:\A|[(\[|]|[.!?”\"]\s*){label_by}"),
        ("label", rf"(?:{opening}{labelled}|(?:\A|[(\[|]|[.!?”\"]\s*){source})(?P<credit>[^\n]{{2,120}}?)"),
        ("copyright", r"(?:\A|[\s(.]|(?<=[^\x00-\x7f]))(?P<credit>(?:©|ⓒ|\(c\)|copyright)\s*[^\n]{2,80}?)"),
        ("agency", rf"{after_end}(?P<credit>{'|'.join(agencies)})"),
    )
    return tuple((rule, re.compile(pattern + tail, re.I)) for rule, pattern in patterns)


@lru_cache(maxsize=1)
def _rare_words() -> frozenset[str]:
    """The longest word of each label and agency: a line without any of them has no credit."""
    phrases = (phrase for section in read_sections("credits").values() for phrase in section)
    words = {max(_WORDS.findall(phrase.casefold()), key=len) for phrase in phrases}
    return frozenset(
        words
        | {"symbolfoto", "archivfoto", "symbolbild", "archivbild", "photograph", "illustration"}
        | {"dok", "cedida", "cortesía", "gentileza", "genehmigung"}
    )


_WORDS = re.compile(r"[^\W\d_]+")
_GLUED = ("Foto:", "Photo:", "Credit:", "Bild:", "Image:", "Crédit:")
"""Labels that dumps glue to the word before them."""
_EMPHASIS = re.compile(
    r"\A(?P<caption>.+?[.!?”\")])\s+(?:\*\*|__|\*|_)(?P<credit>[^*_]{3,60})(?:\*\*|__|\*|_)\s*\Z"
)


_WIDE = {code: code - 0xFEE0 for code in range(0xFF01, 0xFF5F)} | {0x3000: " "}
"""Latin letters and signs in the width of Chinese ones: `（Ｃ）`, `＝ＡＰ`."""
_MARK = re.compile(
    r"\A(?:[©ⓒ]|[(（][cｃ][)）]|copyright\b)\s*(?:©\s*)?"
    r"|\W*\b(?:all rights reserved|purchase licensing rights.*|bild vergrößern|click to enlarge)\W*\Z",
    re.I,
)
"""What stands around a name and is none."""
_NAMED = re.compile(r"\A(?P<caption>.{20,}?[.!?”»)])\s*(?P<credit>[^.!?]{5,70})\Z", re.S)


def _is_given(name: str) -> bool:
    """It opens with a known given name."""
    words = name.split()
    return bool(words) and words[0].casefold() in read_given()


_FOR = re.compile(r"\A(?:[^\W\d_a-z][\w.'’-]+ ){2,3}for (?:the )?[^\W\d_a-z][^,]{2,30}\Z")
"""`Ada Rossi for Asia Weekly`: nothing else is written so behind a sentence."""
_BRACKETS = re.compile(r"\A(?P<caption>.{12,}?)\s*\(\s*(?P<credit>[^()]{3,60}?)\s*\)[\s.|]*\Z", re.S)
_TAIL = re.compile(
    r"\A(?P<caption>.{12,}[a-zà-ÿа-я]{3}\.)\s+"
    r"(?P<credit>[A-ZÀ-ÞА-Я][\w&-]+(?:\s(?:(?:of|for|the|de|der|von|du|la)\s)?[A-ZÀ-ÞА-Я][\w&-]*){0,4})\Z"
)
"""`The rocket on its pad. Space Company`: no sentence, and no name that anybody knows."""
_SLASH = re.compile(
    r"(?P<name>(?:[^\W\d_][\w.'’-]*\s){1,3}[^\W\d_][\w.'’-]*)\s?/\s?(?:via\s)?[^\W\d_][^/|.!?()]{1,40}\Z"
)


def split_name(text: str, marked: bool) -> Credited | None:
    """The name at the end of a caption: `… of Duqm. Ada Rossi for Asia Weekly`, `… in Rome (Ada Rossi/ABC)`,
    `… in Rome Ada Rossi/ABC`. Where no markup says that it is a caption, only behind a known given name."""
    line = plain(text)
    bracket = _BRACKETS.match(line)
    match = bracket or (None if line.endswith((".", "!", "?")) else _NAMED.match(line))
    if match:
        name = re.split(r"\s+for\s+|\s*[/,|]\s*", match["credit"].strip())[0]
        known = (
            marked
            or _is_given(name)
            or (bracket and match["caption"].endswith("."))
            or _FOR.search(match["credit"])
        )
        if looks_like_name(name) and known and not is_organisation(name):
            return Credited(match["caption"].strip(), match["credit"].strip(), "name")
    slash = _SLASH.search(line, max(0, len(line) - 120)) if "/" in line[-60:] else None
    if slash and not _is_given(line[slash.end("name") :].strip(" /")):
        words = list(re.finditer(r"\S+", slash["name"]))
        for first in reversed(words[:-1]):
            name = slash["name"][first.start() :]
            if _is_given(first[0]) and looks_like_name(" ".join(name.split())):
                start = slash.start() + first.start()
                caption = line[:start].strip(" (-–—|")
                return Credited(caption if len(caption) > 4 else "", line[start:].strip(" )"), "name")
    tail = _TAIL.match(line) if len(line) < 250 else None
    return Credited(tail["caption"], tail["credit"], "tail") if tail else None


@lru_cache(maxsize=1)
def _labels() -> frozenset[str]:
    sections = read_sections("credits")
    return frozenset(phrase.strip(":") for phrase in (*sections["label"], *sections["source"]))


def is_label(text: str) -> bool:
    """`Foto:` and no more: the name stands on the next line.

    >>> is_label("Image:"), is_label("Image: Getty")
    (True, False)
    """
    bare = text.strip(" (|").casefold()
    return bare.endswith((":", "：")) and bare[:-1].strip() in _labels()


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
    if len(line) > 900:
        return None
    narrow = line if line.isascii() else line.translate(_WIDE)
    if not _may_hold_credit(narrow[-160:]):
        return None
    for rule, pattern in _patterns():
        match = pattern.search(narrow, max(0, len(line) - 160))
        if match:
            is_source = rule == "label" and match.groupdict().get("source")
            return _parted(line, match, "source" if is_source else rule)
    return None


def _may_hold_credit(end: str) -> bool:
    """A sign or a word of a credit stands at the end of a line."""
    small = end.casefold()
    if "©" in small or "ⓒ" in small or "(c)" in small:
        return True
    return not _rare_words().isdisjoint(_WORDS.findall(small)) or any(label in end for label in _GLUED)


_ADDED = re.compile(r"(?:&|\+|\b(?:and|und|et|e|y))\Z", re.I)
"""What joins a label to another one: `Words & images: …`."""


def _parted(line: str, match: re.Match[str], rule: str) -> Credited | None:
    """The line parted at its credit; None where one word stands before a label: `First picture: …`."""
    caption = line[: match.start()].rstrip(" (|[–—-/=＝（")
    if match.start() < len(line) and line[match.start()] in ".!?”\"')]）":
        caption = line[: match.start() + 1]
    caption = caption.strip(" (")
    if rule in ("label", "source") and (_ADDED.search(caption) or (caption.isalpha() and len(caption) > 4)):
        return None
    credit = line[match.start("credit") : match.end("credit")].strip(" .)](")
    if "(" not in credit:
        credit = credit.partition(")")[0]  # what follows a closed bracket is the caption once more
    elif ")" not in credit:
        credit += ")"
    credit = _MARK.sub("", credit).strip()
    return Credited(caption if len(caption) > 4 else "", credit or match["credit"].strip(), rule)
