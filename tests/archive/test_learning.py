"""Words that speak for an issue, learned from texts that bear it."""

from __future__ import annotations

from builder.archive.frontmatter import parse
from builder.archive.issues.issuefile import IssueFile
from builder.archive.issues.learning import Learned, fit, learn_issue, read_corpus
from builder.archive.issues.vocabulary import assemble_vocabulary
from builder.ingest.issues import find_issues
from builder.model import Issue

FILLER = str.split("river window garden letter summer winter table paper music tower harbor")


def text(number: int, *more: str) -> tuple[str, tuple[str, ...]]:
    """A text of its own words, and what is put in."""
    words = [FILLER[(number * step) % len(FILLER)] for step in (1, 5, 7)]
    return f"News of {words[0]} {number}", (f"The {words[1]} by the {words[2]} was shut.", *more)


def tagged(learned: Learned, title: str, body: tuple[str, ...]) -> bool:
    issue = Issue("x", "X", learned.terms, additive=True)
    file = IssueFile("x.md", issue, "", parse("---\ntitle: x\n---\n", "x.md"))
    return bool(find_issues(assemble_vocabulary([file])[0], title, body))


def test_what_only_the_bearers_say_is_learned_and_tags_new_texts() -> None:
    texts = [text(n, *(["Crude oil rose."] if n % 3 == 0 else [])) for n in range(36)]
    learned = learn_issue(read_corpus(texts), range(0, 36, 3), ["oil"])
    assert {"crude", "oil", "crude oil"} & {term.words for term in learned.terms[:4]}
    assert learned.examples == 12
    assert tagged(learned, *text(50, "Crude oil fell."))
    assert not tagged(learned, *text(51, "Nothing happened."))


def test_a_word_that_marks_near_misses_weighs_against_the_issue() -> None:
    texts = [
        text(n, *(["The oil price rose."] if n % 3 == 0 else ["Olive oil was poured."] if n % 3 == 1 else []))
        for n in range(60)
    ]
    learned = learn_issue(read_corpus(texts), range(0, 60, 3), ["oil"])
    assert min(term.weight for term in learned.terms if "olive" in term.words) < 0
    assert tagged(learned, *text(90, "The oil price fell."))
    assert not tagged(learned, *text(91, "Olive oil was spilt."))


def test_one_example_is_enough_to_trust_the_title() -> None:
    texts = [text(n, *(["Palladium was mined."] if n in (3, 4) else [])) for n in range(30)]
    learned = learn_issue(read_corpus(texts), [3], ["palladium"])
    assert max(learned.terms, key=lambda term: term.weight).words == "palladium"


def test_learning_twice_gives_the_same() -> None:
    texts = [text(n, *(["Crude oil rose."] if n % 3 == 0 else [])) for n in range(30)]
    one, other = (learn_issue(read_corpus(texts), range(0, 30, 3), ["oil"]) for _ in range(2))
    assert one == other


def test_the_machine_parts_what_can_be_parted() -> None:
    texts = [[(0, 1.0)], [(1, 1.0)], [(0, 1.0), (1, 1.0)], []] * 4
    weights, bias = fit(texts, [1.0, -1.0, -1.0, -1.0] * 4, [0.0, 0.0])
    scores = [bias + sum(weights[term] * value for term, value in row) for row in texts[:4]]
    assert scores[0] == max(scores)
    assert weights[0] > 0 > weights[1]


def test_nothing_is_counted_across_the_end_of_a_sentence() -> None:
    corpus = read_corpus([("", ("They met. Oil rose.",)), ("", ("They met. Oil fell.",))])
    assert "they met" in corpus.terms
    assert "met oil" not in corpus.terms
