"""Who is named with whom, what is related and why: right, capped, and the same in any order."""

from __future__ import annotations

import pickle
import random
import time

from builder.archive.links.connections import connect
from builder.archive.links.events import find_events
from builder.archive.links.places import find_places
from builder.archive.links.relations import (
    Card,
    find_pairs,
    find_related,
    index_features,
    make_card,
    title_words,
)
from builder.model import Briefing, Entry


def many(count: int, seed: int = 1) -> list[Card]:
    """An archive with a few people everywhere and many hardly anywhere, as archives are."""
    rng = random.Random(seed)

    def pick(kind: str, size: int, number: int) -> tuple[str, ...]:
        ranks = (min(size - 1, int(rng.paretovariate(0.7)) - 1) for _ in range(number))
        return tuple(dict.fromkeys(f"{kind}{rank}" for rank in ranks))

    return [
        Card(
            f"briefing-{n}",
            f"{rng.randrange(2010, 2016)}-{rng.randrange(1, 13):02}-{rng.randrange(1, 29):02}"
            if n % 9
            else "",
            pick("p", count // 4 + 2, rng.randrange(1, 8)),
            pick("i", 150, rng.randrange(1, 5)),
            pick("w", 5000, 7),
            pick("l", 400, 2),
        )
        for n in range(count)
    ]


def test_a_pair_needs_several_briefings_that_name_both() -> None:
    cards = [Card(f"b{n}", people=("kerry", "lavrov")) for n in range(3)] + [
        Card("c", people=("kerry", "assad"))
    ]
    assert find_pairs(cards, least=3) == {("kerry", "lavrov"): ("b0", "b1", "b2")}


def test_a_list_of_three_hundred_delegates_pairs_only_the_first() -> None:
    cards = [Card(f"b{n}", people=tuple(f"p{i:03}" for i in range(300))) for n in range(3)]
    assert len({person for pair in find_pairs(cards) for person in pair}) == 40


def test_a_related_briefing_comes_with_what_it_shares() -> None:
    cards = [
        Card("one", "2013-08-08", ("lavrov",), ("syria",), ("talk",), ("Sochi",)),
        Card("two", "2013-08-10", ("lavrov",), ("syria",), ("visit",), ("Sochi",)),
        *(Card(f"x{n}", "2015-01-01", (f"p{n}",), (), (f"w{n}",)) for n in range(8)),
    ]
    features = index_features(cards)
    ((slug, days, shared),) = find_related(features)["one"]
    assert slug == "two"
    assert days == 2
    assert {features.names[number] for number in shared} == {
        ("person", "lavrov"),
        ("issue", "syria"),
        ("place", "Sochi"),
    }


def test_nothing_in_common_is_not_related() -> None:
    related = find_related(index_features([Card("a", people=("x",)), Card("b", people=("y",))]))
    assert related == {"a": (), "b": ()}


def test_the_rare_name_counts_more_than_the_one_that_everybody_bears() -> None:
    cards = [Card(f"b{n}", "2013-08-08", ("obama",), (), (f"w{n}",)) for n in range(30)]
    cards += [
        Card("rare-1", "2013-08-08", ("obama", "ryabkov")),
        Card("rare-2", "2013-08-08", ("obama", "ryabkov")),
    ]
    assert find_related(index_features(cards))["rare-1"][0][0] == "rare-2"


def test_relations_do_not_depend_on_the_order_of_cards() -> None:
    cards = many(600)
    shuffled = cards[:]
    random.Random(2).shuffle(shuffled)
    one, other = index_features(cards), index_features(shuffled)
    assert find_related(one) == find_related(other)
    assert find_events(one) == find_events(other)
    assert {pair: {*slugs} for pair, slugs in find_pairs(cards).items()} == {
        pair: {*slugs} for pair, slugs in find_pairs(shuffled).items()
    }


def test_the_work_grows_with_the_archive_and_not_with_its_square() -> None:
    def seconds(count: int) -> float:
        cards = many(count)
        began = time.process_time()
        features = index_features(cards)
        find_related(features)
        find_events(features)
        return time.process_time() - began

    seconds(200)
    small, large = seconds(1000), seconds(4000)
    assert large < 10 * small  # four times the briefings; all pairs would take sixteen times as long


def test_words_of_a_title_say_something() -> None:
    assert title_words("U.S., Russia need to make progress on Syria") == (
        "russia",
        "need",
        "progress",
        "syria",
    )


def test_the_card_of_a_briefing_has_its_places() -> None:
    briefing = Briefing("x", "Kerry in Russia", dateline="SOCHI, Russia", summary="They met at Sochi’s port.")
    assert make_card(briefing, ["kerry"], []).places == ("Russia", "Sochi")


def test_places_are_found_in_any_spelling_and_the_longest_name_wins() -> None:
    assert find_places("NEW YORK talks on Kyiv, New Delhi and the Hague") == (
        "New York",
        "Kiev",
        "New Delhi",
        "The Hague",
    )
    assert find_places("Sharm el-Sheikh, Rio de Janeiro and St. Petersburg") == (
        "Sharm el-Sheikh",
        "Rio de Janeiro",
        "St. Petersburg",
    )
    assert find_places("nice words of turkey") == ()
    assert find_places("“New\u00a0York – Kyiv”, New \n Delhi") == ("New York", "Kiev", "New Delhi")


def test_one_word_of_two_titles_relates_nothing() -> None:
    cards = [
        Card("a", words=("small", "garden")),
        Card("b", words=("small", "house")),
        Card("c", words=("small", "garden")),
    ]
    cards += [Card(f"x{n}", words=(f"word{n}",)) for n in range(20)]
    found = find_related(index_features(cards))
    assert [slug for slug, _, _ in found["a"]] == ["c"]
    assert found["b"] == ()


def test_what_connects_briefings_comes_back_from_another_process_as_it_was_found() -> None:
    people = ("sergei-lavrov", "john-kerry")
    entries = [
        Entry(
            Briefing(f"b{n}", "Lavrov and Kerry talk on Syria in Sochi", f"2013-08-0{n}"), "", b"", {}, people
        )
        for n in range(1, 5)
    ] + [Entry(Briefing(f"x{n}", f"Another{n} matter{n}", "2015"), "", b"", {}) for n in range(8)]
    found = connect(entries, 5)
    assert found.related["b1"] and found.events and found.pairs
    assert pickle.loads(pickle.dumps(found)) == found
