"""Invented news of companies for training: the corpus that may be learned from has next to none, and there a
family name is as often a firm's as a person's.

In: a source of chance. Out: `Marked` texts. All sentences are ours.
"""

from __future__ import annotations

import random
import re
from collections.abc import Callable

from tests.bench.tagging_corpora import Marked

Invent = Callable[[random.Random], tuple[str, str]]
"""Gives a full name and how it is said in short."""

SENTENCES = """
{C} said it agreed to buy {D} for about 240 million dollars in cash and shares.
{C} said on Monday its net profit rose 12 percent in the year to March.
{s} said the deal is subject to approval by its shareholders.
{s} also said it would close two plants and cut 1,200 jobs.
Shares of {s} rose 3 percent in {city} trading, while {t} fell.
Analysts said {s} would have to sell assets before {t} could be taken over.
A {s} spokesman declined to comment. {t} was not immediately available.
{P}, an analyst at {C}, said the market had expected the cut.
"We are confident that {s} will grow again," said {P}, chairman of {s}.
{p} said sales would be flat this year.
"It is too early to say," {p} told reporters in {city}.
{C} named {P} chief executive officer, succeeding {Q}, who retires.
{D} president {P} told a news conference the bid was too low.
{s} spokeswoman {P} said the company had no plans to leave {city}.
The issue is led by {s}, with {t} and {U} as co-managers.
{s}'s board rejected the offer from {t}.
{s} has a 20 percent stake in {t} and wants more, {p} said.
Traders at {s} and {t} said the dollar was little changed.
"Demand is weak," {P} of {C} said. {q} disagreed.
{P}, who heads the {city} office of {D}, expects rates to fall.
{s} makes cars in {city} and trucks in {town}.
The {s} group, based in {city}, owns {U} and the {t} chain of stores.
Economist {P} said {s} was right to wait.
{Q} resigned as finance director of {C} after a dispute with {P}.
Under {q}, {s} bought {t}, which {p} founded in 1961.
The new {s} model will be sold in Europe next year, {D} said.
{town}-based {s} signed a contract with {U} to build a refinery near {city}.
""".strip().splitlines()
ENDINGS = (
    "Inc", "Inc", "Corp", "Corp", "Ltd", "Plc", "Plc", "Co", "& Co", "and Co", "AG", "SA", "NV", "Group",
    "Holdings", "Industries Inc", "Brothers", "Oil Co", "Motor Corp", "Steel Corp", "Bank", "Hotels Corp",
    "Stores Inc", "Foods Inc", "International", "Chemical Co", "Electronics",
    "Securities", "Insurance", "Pharmaceuticals",
)  # fmt: skip
_HOLE = re.compile(r"\{(\w+)\}")


def invent_news(chance: random.Random, invent: Invent, places: list[str], brands: list[str]) -> Marked:
    """One text of some eight sentences about two or three companies and the people in them."""
    words = _cast(chance, invent, places, brands)
    paragraphs = [""]
    spans: list[tuple[int, int, int]] = []
    for number, sentence in enumerate(chance.sample(SENTENCES, 8), start=1):
        text, at = "", 0
        for hole in _HOLE.finditer(sentence):
            text += sentence[at : hole.start()]
            word = words[hole[1]]
            if hole[1] in "PQpq":
                spans.append((number, len(text), len(text) + len(word)))
            text, at = text + word, hole.end()
        paragraphs.append(text + sentence[at:])
    return Marked("invented", tuple(paragraphs), tuple(spans), ("",) * len(spans))


def _cast(chance: random.Random, invent: Invent, places: list[str], brands: list[str]) -> dict[str, str]:
    (one, p), (two, q) = invent(chance), invent(chance)
    firms = [_firm(chance, invent, brands) for _ in range(3)]
    return {
        "P": one, "p": p, "Q": two, "q": q,
        "C": firms[0][0], "s": firms[0][1], "D": firms[1][0], "t": firms[1][1], "U": firms[2][0],
        "city": chance.choice(places), "town": chance.choice(places),
    }  # fmt: skip


def _firm(chance: random.Random, invent: Invent, brands: list[str]) -> tuple[str, str]:
    """A firm's name, with its ending or (a brand that everybody knows) without, and the same in short."""
    style = chance.random()
    if style < 0.25:
        name = chance.choice(brands)
        return (name if chance.random() < 0.5 else f"{name} {chance.choice(ENDINGS)}"), name
    name = invent(chance)[1].title() if style < 0.8 else invent(chance)[0]
    if style > 0.65 and style < 0.8:
        name = f"{name} {invent(chance)[1].title()}"
    return f"{name} {chance.choice(ENDINGS)}", name
