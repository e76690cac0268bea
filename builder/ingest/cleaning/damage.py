"""Broken source text, flagged and left as it is.

In: the paragraphs of a body, the title, the end of the document. Out: `Damage`, one for each piece: lost
words, a truncated end, mojibake (with what ftfy would make of it), dead links, unbalanced quotation marks,
and every join that `paragraphs` made.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from functools import lru_cache

from builder.ingest.cleaning.paragraphs import Paragraph
from builder.ingest.fields.wordlists import alternatives, word_set
from builder.model import Damage

_FULL_NAME = re.compile(r"\b([A-Z][a-z]+)\s+(?:[A-Z]\.\s+)?((?:Mc|Mac|O['’])?[A-Z][a-z]+)\b")
_DEAD_LINK = re.compile(r"(?<!!)\[([^\]]{1,500})\]\(\s*(?:#|javascript:[^)]*)?\s*\)")
_MOJIBAKE = re.compile(r"[ÃÂâÐÑ][\u0080-\u00bf‚ƒ„…†‡ˆ‰Š‹ŒŽ‘’“”•–—˜™š›œžŸ€]|\ufffd|ï»¿")
_OPENED = re.compile(r"(?:\A|(?<=[\s(\[—–-]))“")
_GOES_ON = re.compile(r"[\s•·*>–-]*[\"“]")
"""A quotation of several paragraphs opens each of them anew, also in a list."""
_CLOSED = re.compile(r"”|(?<=[^\s(\[—–-])“")
_BROKEN_OFF = re.compile(r"(?:\s[a-zà-ÿа-я]+|,|\s[–—-])\Z")
"""The last word is written small, or a comma stands at the end: a signature or a title does not end so."""
_ENDED = re.compile(r"[.!?…:;。！？؟।։][)\]\"'”’»«“」』*_]*\Z|[)\]\"”»]\Z")


@lru_cache(maxsize=1)
def _office_and_name() -> re.Pattern[str]:
    """An office with one capitalised word behind it."""
    after = r"(?!\s+(?:[A-Z]|al-|bin |de |van |von ))"
    return re.compile(rf"\b(?:{alternatives('persons', 'office')})\s+([A-Z][a-z]+)\b{after}")


def find_damage(paragraphs: Sequence[Paragraph], title: str = "") -> tuple[Damage, ...]:
    """Everything broken in a body, in order of lines."""
    whole = "\n".join((title, *(p.text for p in paragraphs)))
    surnames = _surnames(whole)
    found: list[Damage] = []
    for paragraph in paragraphs:
        found.extend(_joins(paragraph))
        found.extend(_lost_words(paragraph, surnames))
        found.extend(_dead_links(paragraph))
        found.extend(_mojibake(paragraph))
    found.extend(_quotes(paragraphs))
    found.extend(_truncated(paragraphs))
    return tuple(sorted(found, key=lambda d: (d.line, d.kind, d.words)))


def _joins(paragraph: Paragraph) -> Iterator[Damage]:
    for line in paragraph.lines[1:] if paragraph.is_mended else ():
        yield Damage("joined", line, paragraph.text[:60], f"continues line {paragraph.lines[0]}")


def _surnames(text: str) -> Counter[str]:
    """Words that stand as a surname somewhere: behind a given name, or capitalised inside a sentence."""
    names = Counter(
        match[2] for match in _FULL_NAME.finditer(text) if match[1] in word_set("persons", "given")
    )
    names.update(re.findall(r"(?<=[a-z,] )[A-Z][a-z]{2,}", text))
    return names


def _lost_words(paragraph: Paragraph, surnames: Counter[str]) -> Iterator[Damage]:
    """A given name alone after an office, where a surname is demanded."""
    for match in _office_and_name().finditer(paragraph.text):
        if match[1] in word_set("persons", "given") and not surnames[match[1]] > 1:
            note = f"'{match[1]}' is a given name; the surname after it seems to be lost"
            yield Damage("lost-words", paragraph.lines[0], match.group(), note)


def _dead_links(paragraph: Paragraph) -> Iterator[Damage]:
    for match in _DEAD_LINK.finditer(paragraph.text):
        yield Damage("dead-link", paragraph.lines[0], match[1], "the link leads nowhere; its words are kept")


def _mojibake(paragraph: Paragraph) -> Iterator[Damage]:
    """Letters of a wrong encoding, with the reading that ftfy proposes; nothing is changed here."""
    match = _MOJIBAKE.search(paragraph.text)
    if not match:
        return
    words = paragraph.text[max(0, match.start() - 15) : match.end() + 15]
    if "\ufffd" in words:
        yield Damage("undecodable", paragraph.lines[0], words, "a letter could not be read")
        return
    from ftfy import fix_encoding  # heavy; only where there is something to mend

    mended = fix_encoding(paragraph.text)
    if mended != paragraph.text:
        start = max(0, match.start() - 15)
        yield Damage("mojibake", paragraph.lines[0], words, f"may read: {mended[start : start + 40]}")


def _quotes(paragraphs: Sequence[Paragraph]) -> Iterator[Damage]:
    """A quotation that is opened and not closed, unless the next paragraph opens with a mark to go on."""
    for index, paragraph in enumerate(paragraphs):
        text = paragraph.text
        following = paragraphs[index + 1].text if index + 1 < len(paragraphs) else ""
        straight = text.count('"')
        curly = len(_OPENED.findall(text)) - len(_CLOSED.findall(text))
        open_end = (straight % 2 == 1 and "“" not in text) or (curly > 0 and "„" not in text and not straight)
        if open_end and not _GOES_ON.match(following) and not re.search(r"\d\s?\"", text):
            yield Damage(
                "unbalanced-quotes", paragraph.lines[0], text[-60:], "a quotation is opened and not closed"
            )


def _truncated(paragraphs: Sequence[Paragraph]) -> Iterator[Damage]:
    """The last paragraph is long and stops in the midst of a sentence; verses and lists may."""
    if not paragraphs:
        return
    last = paragraphs[-1]
    text = last.text.rstrip()
    cut = _BROKEN_OFF.search(text) and not _ENDED.search(text)
    is_verse = "\n" in text
    if len(text) > 80 and not is_verse and (cut or text.endswith(("...", "…", "[...]", "[…]"))):
        yield Damage("truncated", last.lines[-1], text[-60:], "the text stops before its sentence ends")
