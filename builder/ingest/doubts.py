"""What a person should look at in a seed: damage, a missing title, a page that holds no article.

In: a `Draft`. Out: doubts, each with its line and what to do. Nothing is changed for them.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from builder.errors import Location, Problem
from builder.ingest.cleaning.standins import find_standin
from builder.model import Damage, Draft

FLAGS = {
    "joined": "",  # mended, on record, nothing left to do
    "lost-words": "words seem to be missing",
    "truncated": "the text seems to break off",
    "mojibake": "letters of a wrong encoding",
    "undecodable": "bytes that fit no encoding",
    "guessed-encoding": "its encoding is a guess",
    "dead-link": "a link that leads nowhere",
    "unbalanced-quotes": "a quotation that does not end",
}
"""Kind of damage → what a person is told."""


TEXT_LINE = "a line of the text"
"""Rule of a title that stands in the body as well: nothing above it says what the article is called."""


def doubts_of(draft: Draft) -> list[Problem]:
    """What a person should look at: damage, a missing title, neither body nor pictures."""
    where = f"seeds/{draft.document.name}"
    problems = []
    if not draft.body and not draft.figures:
        hint = "Look at its ledger with 'dispatchbox explain'; save the article again if it is not all there."
        problems.append(
            Problem("D241", Location(where), "No line of it looks like an article.", hint, "doubt")
        )
    rules = {why.rule.partition(",")[0] for why in draft.evidence.get("title", ())}
    if rules & {"first words of the body", "name of the seed", TEXT_LINE}:
        message = f"It has no title; '{draft.title}' stands in for one."
        hint = "Write the title into the briefing's front matter."
        problems.append(Problem("D242", Location(where), message, hint, "doubt"))
    kind, words, line = find_standin(draft.title, draft.ledger)
    if kind:
        message, hint = STAND_INS[kind]
        problems.append(Problem("D248", Location(where, line), f"{message}: '{words[:120]}'.", hint, "doubt"))
    return [*problems, *doubts_of_damage(where, draft.damage)]


STAND_INS = {
    "error": (
        "It looks like what a site says in place of an article",
        "Save the article again, or delete the seed.",
    ),
    "wall": (
        "The rest of it seems to be for subscribers",
        "Save the page again while logged in, or leave it as it is.",
    ),
    "continued": (
        "It seems to go on on another page",
        "Save its other pages too, or the form for printing, which has them all.",
    ),
}
"""What `find_standin` found → what a person is told, and what to do."""


MOST_ALIKE = 3
"""Doubts of one kind that are listed for one seed; the last of them says how many more there are."""


def doubts_of_damage(where: str, found: Iterable[Damage]) -> Iterator[Problem]:
    """Doubts about broken text that a person might know better."""
    kinds: dict[str, list[Damage]] = {}
    for damage in found:
        if FLAGS.get(damage.kind, damage.kind):
            kinds.setdefault(damage.kind, []).append(damage)
    for kind, alike in kinds.items():
        for number, damage in enumerate(alike[:MOST_ALIKE], 1):
            more = len(alike) - MOST_ALIKE if number == MOST_ALIKE else 0
            words = f": '{damage.words}'" if damage.words else ""
            others = f", and in {more} more places" if more > 0 else ""
            message = f"Damaged text, {FLAGS.get(kind, kind)}{words}{others}."
            hint = damage.note or "It stays as it is; mend it in the briefing if you know better."
            yield Problem("D243", Location(where, damage.line), message, _sentence(hint), "doubt")


def _sentence(text: str) -> str:
    text = text[:1].upper() + text[1:]
    return text if text.endswith((".", "!", "?")) else f"{text}."
