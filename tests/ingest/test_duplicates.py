"""Copies are found, updates of a story are not taken for copies, and the order of briefings says nothing."""

from __future__ import annotations

import random

import pytest

from builder.ingest.wide.duplicates import Copy, find_duplicates, find_pairs, repeats, shingles_of, sketch_of

VOCABULARY = [f"word{n}" for n in range(900)]


def story(seed: int, words: int = 400) -> list[str]:
    """Made-up prose: paragraphs of fifty words."""
    chance = random.Random(seed)
    text = [chance.choice(VOCABULARY) for _ in range(words)]
    return [" ".join(text[n : n + 50]) for n in range(0, words, 50)]


def reworded(body: list[str], share: float, seed: int = 1) -> list[str]:
    """The body with so large a share of its words replaced."""
    chance = random.Random(seed)
    return [" ".join("other" if chance.random() < share else word for word in text.split()) for text in body]


def duplicates(bodies: dict[str, tuple[str, list[str]]]) -> dict[str, str]:
    """slug → (date, body), as a whole archive."""
    copies = [Copy(slug, date, sketch_of(body)) for slug, (date, body) in bodies.items()]
    shingles = {slug: shingles_of(body) for slug, (_, body) in bodies.items()}
    found = find_duplicates(copies, lambda one, two: repeats(shingles[one], shingles[two]))
    assert find_duplicates(copies[::-1], lambda one, two: repeats(shingles[one], shingles[two])) == found
    return found


def test_the_earliest_of_equal_briefings_is_canonical() -> None:
    body = story(1)
    dates = {"a": "", "b": "2013-08-09", "c": "2013-08-08", "d": "2013-08-10"}
    found = duplicates({slug: (date, body) for slug, date in dates.items()} | {"e": ("2013", story(2))})
    assert found == {"a": "c", "b": "c", "d": "c"}


def test_a_complete_version_beats_an_earlier_short_one() -> None:
    body = story(1)
    assert duplicates({"short": ("2013-08-08", body[:4]), "long": ("2013-08-09", body)}) == {"short": "long"}


@pytest.mark.parametrize(("share", "same"), [(0.02, True), (0.05, True), (0.3, False)])
def test_a_light_edit_is_a_copy_and_a_rewrite_is_none(share: float, same: bool) -> None:
    body = story(1)
    found = duplicates({"a": ("2013-08-08", body), "b": ("2013-08-09", reworded(body, share))})
    assert found == ({"b": "a"} if same else {})


def test_an_update_that_shares_a_third_is_no_copy() -> None:
    first, second = story(1), story(2)
    assert duplicates({"a": ("2013-08-08", first), "b": ("2013-08-09", first[:3] + second[:5])}) == {}


def test_punctuation_markup_and_paragraphs_do_not_matter() -> None:
    body = story(1)
    other = [f"**{text.upper()}**, [see](https://example.org/a)." for text in [" ".join(body)]]
    assert duplicates({"a": ("2013", body), "b": ("2014", other)}) == {"b": "a"}


def test_copies_of_copies_point_to_one_that_they_repeat() -> None:
    body = story(1, 1000)
    chain = {f"v{n}": (f"2013-08-0{n + 1}", body[n * 3 : n * 3 + 12]) for n in range(4)}
    found = duplicates(chain)
    assert set(found.values()).isdisjoint(found)
    for slug, home in found.items():
        assert repeats(shingles_of(chain[slug][1]), shingles_of(chain[home][1]))


@pytest.mark.parametrize(
    ("one", "two", "same"),
    [
        (["They met on Friday in Moscow."], ["They met on Friday in Moscow"], True),
        (["They met on Friday in Moscow."], ["They met on Friday in Rome."], False),
        ([], [], False),
    ],
)
def test_short_bodies_are_copies_only_when_equal(one: list[str], two: list[str], same: bool) -> None:
    assert duplicates({"a": ("", one), "b": ("", two)}) == ({"b": "a"} if same else {})


def test_few_of_all_pairs_are_compared() -> None:
    copies = [Copy(f"s{n}", "", sketch_of(story(n))) for n in range(150)]
    assert find_pairs(copies) == []


def test_many_equal_bodies_cost_one_pair_each() -> None:
    sketch = sketch_of(story(1))
    copies = [Copy(f"s{n:03}", "", sketch) for n in range(300)]
    assert len(find_pairs(copies)) == 299
    assert set(find_duplicates(copies, lambda one, two: False).values()) == {"s000"}
