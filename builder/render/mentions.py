"""Where a briefing names whom: for each name the first sentence that bears it.

In: the body as rendered, so that what a person edited counts, and the names of the front matter. Out: plain
data for the cache. Lists show the sentence; who a name is, the register decides.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from html import unescape

from builder.render.parts import Passage

LONGEST = 320
"""Characters of a sentence that a list still shows whole."""

Hit = tuple[str, tuple[tuple[int, int], ...], str]
"""A sentence, (start, end) of a name in it, and the id of its paragraph."""

Found = dict[str, Hit]
"""Name → where it stands first."""

_PARAGRAPH = re.compile(r'<p id="([^"]+)">(.*?)</p>', re.DOTALL)
_NUMBER = re.compile(r'<a class="pn"[^>]*>[^<]*</a>')
_TAG = re.compile(r"<[^>]*>")
_END = re.compile(r"[.!?…。]+[\"'”’»)\]]*\s+(?=[\"'“‘«(\[]?[^\W\d_a-zа-я])")
_ABBREVIATION = re.compile(
    r"(?:\b[^\W\d_](?:\.[^\W\d_])*|\b(?:Mr|Mrs|Ms|Dr|St|Gen|Col|Lt|Sen|Rep|Gov|Prof|Jan|Feb|Aug|Sept|Oct|"
    r"Nov|Dec|No|vs|Jr|Sr|Rev|Hon|Maj|Capt|Sgt|Adm))\.\Z"
)
_ARTICLE = re.compile(r"^(?:al|el|as|ad|an|ar|at)-", re.IGNORECASE)


def paragraphs_of(prose: str) -> list[tuple[str, str]]:
    """(id, plain text) of each paragraph of rendered prose."""
    return [(m[1], plain(m[2])) for m in _PARAGRAPH.finditer(prose)]


def plain(html: str) -> str:
    """Text of some HTML, white space folded."""
    return " ".join(unescape(_TAG.sub("", _NUMBER.sub("", html))).split())


def sentences(text: str) -> Iterable[str]:
    """The sentences of a paragraph; an abbreviation ends none."""
    start = 0
    for match in _END.finditer(text):
        if _ABBREVIATION.search(text[start : match.end()].rstrip()):
            continue
        yield text[start : match.end()].rstrip()
        start = match.end()
    if start < len(text):
        yield text[start:]


def find_mentions(prose: str, names: Iterable[str]) -> Found:
    """For each name its first sentence: the full name's, else that of the family name."""
    texts = [(anchor, list(sentences(text))) for anchor, text in paragraphs_of(prose)]
    found: Found = {}
    for name in names:
        for form in _forms(name):
            hit = _first(texts, form)
            if hit:
                found[name] = hit
                break
    return found


def _forms(name: str) -> Iterable[str]:
    words = name.split()
    yield name
    if len(words) > 1:
        yield words[-1]
        bare = _ARTICLE.sub("", words[-1])
        if bare != words[-1]:
            yield bare


def _first(
    texts: list[tuple[str, list[str]]], form: str
) -> tuple[str, tuple[tuple[int, int], ...], str] | None:
    if len(form) < 2 or not any(form in sentence for _, several in texts for sentence in several):
        return None
    pattern = re.compile(rf"(?<!\w){re.escape(form)}(?!\w)")
    for anchor, several in texts:
        for sentence in several:
            match = pattern.search(sentence)
            if match:
                short = _shorten(sentence, match.start())
                return short, tuple(m.span() for m in pattern.finditer(short)), anchor
    return None


def _shorten(sentence: str, at: int) -> str:
    """The sentence, or the words of it around `at`."""
    if len(sentence) <= LONGEST:
        return sentence
    start = max(0, min(at - LONGEST // 3, len(sentence) - LONGEST))
    end = min(len(sentence), start + LONGEST)
    start = sentence.find(" ", start) + 1 if start else 0
    end = sentence.rfind(" ", start, end) if end < len(sentence) else end
    return f"{'… ' if start else ''}{sentence[start:end]}{' …' if end < len(sentence) else ''}"


def passage_of(found: Mapping[str, list[object]], names: Iterable[str], page: str) -> tuple[Passage, ...]:
    """The passage for the first of several names that has one; `page` is the briefing's path."""
    for name in names:
        if name in found:
            text, marks, anchor = found[name]
            spans = tuple((int(a), int(b)) for a, b in marks)  # type: ignore[attr-defined]
            return (Passage(str(text), spans, f"{page}#{anchor}"),)
    return ()
