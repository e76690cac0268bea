"""A cleaned briefing → the mentions of people in it. Who they are, `archive.people.identity` decides for the
whole archive.

In: title and body paragraphs (Markdown; no captions, credits or bylines). Out: `Mention`s in reading
order. Steps: 1. tokens; 2. names by the scorer, or by rules where its weights are missing; 3. further
bare mentions of people named; 4. the fullest name of each; 5. the office around it. Pure and
deterministic.
"""

from __future__ import annotations

from collections.abc import Sequence

from builder.archive.people.names import split_name
from builder.archive.words import read_words
from builder.ingest.naming.binding import bind_names
from builder.ingest.naming.curated import find_curated
from builder.ingest.naming.foreign import full_names, nominatives
from builder.ingest.naming.namerules import Span, find_by_rules
from builder.ingest.naming.nametokens import Tokens, blank_markup, tokenize
from builder.ingest.naming.roles import find_address, find_role
from builder.ingest.naming.tagger import find_by_scorer, load_scorer
from builder.model import Mention


def find_mentions(
    title: str,
    paragraphs: Sequence[str],
    lines: Sequence[int] = (),
    lang: str = "en",
    known: tuple[str, ...] = (),
) -> tuple[Mention, ...]:
    """Every name of a person in title (paragraph 0) and body, with its offset, rule, office and fullest
    form. `known`: names in other letters that people wrote down.
    """
    texts = [title, *paragraphs]
    tokens = [tokenize(text) for text in texts]
    scorer = load_scorer()
    spans = find_by_scorer(scorer, tokens) if scorer else find_by_rules(tokens)
    if not lang.startswith("en"):
        spans = full_names(tokens, spans, lang)
    spans = sorted([*spans, *_known(tokens, texts, spans)], key=lambda s: (s.paragraph, s.first))
    names = [_text(texts[span.paragraph], tokens[span.paragraph], span) for span in spans]
    plain = nominatives(names, lang)
    bound = bind_names(plain)
    taken: dict[int, set[int]] = {span.paragraph: set() for span in spans}
    for span in spans:
        taken[span.paragraph].update(range(span.first, span.last + 1))
    mentions = [
        Mention(
            name=name,
            bound=bound[base],
            paragraph=span.paragraph,
            start=tokens[span.paragraph].starts[span.first],
            line=lines[span.paragraph - 1] if 0 < span.paragraph <= len(lines) else 0,
            rule=span.rule,
            role=find_role(tokens[span.paragraph], span.first, span.last, taken[span.paragraph]),
            score=span.score,
            address=find_address(tokens[span.paragraph], span.first),
        )
        for span, name, base in zip(spans, names, plain, strict=True)
    ]
    ends = {(m.paragraph, at) for m in mentions for at in range(m.start, m.start + len(m.name))}
    more = [m for m in find_curated(known, texts, lines) if (m.paragraph, m.start) not in ends]
    return tuple(sorted([*mentions, *more], key=lambda m: (m.paragraph, m.start)) if more else mentions)


def _text(text: str, tokens: Tokens, span: Span) -> str:
    return " ".join(blank_markup(text[tokens.starts[span.first] : tokens.end(span.last)]).split())


def _known(tokens: Sequence[Tokens], texts: Sequence[str], spans: Sequence[Span]) -> list[Span]:
    """Bare family names of people named in full, wherever they stand: headline, before a noun, in
    capitals.
    """
    families: set[str] = set()
    led: set[tuple[str, str]] = set()
    for span in spans:
        lower = tokens[span.paragraph].lower
        families.add(split_name(_text(texts[span.paragraph], tokens[span.paragraph], span)).family)
        led.update((lower[i - 1], lower[i]) for i in range(span.first + 1, span.last + 1))
    taken = {(span.paragraph, i) for span in spans for i in range(span.first, span.last + 1)}
    things = read_words("organisations") - read_words("bodies")
    found: list[Span] = []
    for number, paragraph in enumerate(tokens):
        lower, words, last = paragraph.lower, paragraph.words, len(paragraph.words) - 1
        for i in paragraph.capitals:
            if lower[i] not in families or (number, i) in taken:
                continue
            named_after = i < last and lower[i + 1] in things and words[i + 1][0].isupper()
            if not named_after or paragraph.caps or number == 0:
                first = i
                while first and (lower[first - 1], lower[first]) in led and (number, first - 1) not in taken:
                    first -= 1
                found.append(Span(number, first, i, "known-name"))
    return found
