"""Statements: quoted words go to the speaker the text names, and to nobody where it names none."""

from __future__ import annotations

import pytest

from builder.ingest.naming.statements import find_statements
from builder.model import Mention


def said(paragraphs: list[str], **names: str) -> list[tuple[str, str, str]]:
    """(speaker, rule, first two words) of each statement; `names`: word as printed → full name."""
    mentions = [
        Mention(word, full, number, at, 0, "test")
        for number, text in enumerate(paragraphs, 1)
        for word, full in names.items()
        for at in range(len(text))
        if text.startswith(word, at)
    ]
    mentions.sort(key=lambda m: (m.paragraph, m.start))
    found = find_statements(paragraphs, mentions)
    return [(mentions[s.mention].bound, s.rule, " ".join(s.words.split()[:2])) for s in found]


KERRY = {"Kerry": "John Kerry"}
BOTH = {**KERRY, "Lavrov": "Sergei Lavrov"}


@pytest.mark.parametrize(
    ("text", "rule"),
    [
        ('"We will discuss these differences today," said Secretary of State Kerry.', "said-after"),
        ("“We will discuss these differences,” Secretary of State Kerry told reporters.", "said-after"),
        ("“We will discuss these differences,” said Mr. Kerry in the U.S. capital.", "said-after"),
        ("“We will discuss these differences,” Kerry, who is 69, said.", "said-after"),
        ('Kerry said, "Both of us agree that the answer is near."', "said-before"),
        ("Kerry told reporters in Moscow: “Both of us agree on that.”", "said-before"),
        ("Kerry, speaking in Moscow, said “both of us agree on that”.", "said-before"),
        ("It rained in the U.S. capital. Kerry said that “both of us agree on that”.", "said-before"),
    ],
)
def test_a_verb_of_quoting_beside_a_name_gives_the_speaker(text: str, rule: str) -> None:
    assert [found[:2] for found in said([text], **KERRY)] == [("John Kerry", rule)]


@pytest.mark.parametrize(
    "text",
    [
        "“We will discuss these differences,” said a spokesman for Kerry.",
        "“We will discuss these differences,” said Kerry's spokesman.",
        "“We will discuss these differences,” said Jones, who met Kerry.",
        "“We will discuss these differences,” and then Kerry said nothing.",
        "“We will discuss these differences,” he told Kerry.",
        "A spokesman for Kerry said “we will discuss these differences”.",
        "“We will discuss these differences,” it was said when Kerry arrived.",
        "Kerry was late. “We will discuss these differences,” an official said.",
        'Kerry said it was "a word held" up.',
        "The paper “We Will Discuss These Differences” was read. Kerry visited Paris.",
    ],
)
def test_words_of_somebody_else_or_of_nobody_are_not_given_to_who_stands_near(text: str) -> None:
    assert said([text], **KERRY) == []


def test_a_quotation_that_goes_on_after_its_speaker_is_his_too() -> None:
    text = "“We met for an hour,” said Kerry. “It went well, all in all.” The rain fell. “Nobody said this.”"
    assert [found[1] for found in said([text], **KERRY)] == ["said-after", "goes-on"]
    (_, rest) = said(["“We met here today,” Kerry said, “for an hour or two.”"], **KERRY)
    assert rest[1] == "goes-on"
    text = "“We met for an hour,” said Kerry, and Lavrov nodded. “It went well, all in all.”"
    assert [found[1] for found in said([text], **BOTH)] == ["said-after"]


def test_he_is_who_spoke_in_the_paragraph_before_when_that_names_one_person() -> None:
    reply = "“We have laid a solid foundation,” he said."
    assert said(["Kerry spoke.", reply], **KERRY) == [("John Kerry", "pronoun", "We have")]
    assert said(["Kerry spoke.", "He added: “We have laid a foundation.”"], **KERRY)[0][1] == "pronoun"
    assert said(["Kerry met Lavrov.", reply], **BOTH) == []
    assert said(["Kerry spoke.", "It rained.", reply], **KERRY) == []
    assert said(["Kerry spoke. “We heard nothing of it,” an official said.", reply], **KERRY) == []


def test_a_pronoun_that_does_not_go_with_the_given_name_names_nobody() -> None:
    assert said(["Kerry spoke.", "“We have laid a solid foundation,” she said."], **KERRY) == []


def test_straight_quotation_marks_are_paired_by_the_side_they_stand_on() -> None:
    text = '"We will talk," said Kerry, "and they never closed this mark'
    assert said([text], **KERRY) == []
    text = '"We will talk about it," said Kerry. The others left. "Not a single word more," said Lavrov.'
    assert [found[0] for found in said([text], **BOTH)] == ["John Kerry", "Sergei Lavrov"]
