"""The index that Python writes: stable, whole, small."""

from __future__ import annotations

import gzip
import random
from collections.abc import Sequence

import pytest
from hypothesis import given
from hypothesis import strategies as st

from builder.model import Briefing, Figure
from builder.render.search import postings, stemming
from builder.render.search import shards as shard_rules
from builder.render.search.briefing import (
    BODY,
    PARTS,
    STEP,
    BriefingPostings,
    Named,
    SearchEntry,
    text_line,
)
from builder.render.search.briefing import postings as briefing_postings
from builder.render.search.patch import Change, Outgrown, Shards, patch_index
from builder.render.search.shards import Account, script, text_of, whole_index
from builder.render.search.stemming import fold, term, terms, token_lists, tokens
from builder.render.text.plaintext import folded

WORDS = [
    "minister",
    "talks",
    "Syria",
    "treaty",
    "asylum",
    "Kerry",
    "Lavrov",
    "the",
    "of",
    "and",
    "in",
    "border",
    "summit",
    "accord",
    "grain",
]


Briefed = tuple[SearchEntry, BriefingPostings]


def entry(
    slug: str, paragraphs: Sequence[str], title: str = "Talks", lang: str = "en", people: Sequence[Named] = ()
) -> Briefed:
    briefing = Briefing(slug, title, figures=(Figure("A handshake"),))
    own = briefing_postings(briefing, [(f"p{n}", text) for n, text in enumerate(paragraphs, 1)], lang)
    named = tuple(people) or (Named("sergei-lavrov", "Sergei Lavrov", ("Sergey Lavrov",)),)
    reuters, syria = Named("reuters", "Reuters"), Named("syria", "Syria")
    return SearchEntry(slug, "2013-08-09", reuters, named, (syria,), ("A. Writer",)), own


def made_archive(count: int, seed: int = 1) -> list[Briefed]:
    chance = random.Random(seed)
    return [
        entry(f"briefing-{n}", [" ".join(chance.choices(WORDS, k=30)) for _ in range(4)])
        for n in range(count)
    ]


def made_index(archive: Sequence[Briefed]) -> tuple[Account, dict[str, bytes]]:
    own = {e.slug: o for e, o in archive}
    account, shards = whole_index({e.slug: e for e, _ in archive}, own.__getitem__, {})
    return account, dict(shards)


def patched(old: Sequence[Briefed], new: Sequence[Briefed]) -> tuple[Account, dict[str, bytes], int]:
    """The index of `new` made from that of `old` by changing it; and how many shards were changed."""
    account, shards = made_index(old)
    before, after = {e.slug: (e, o) for e, o in old}, {e.slug: (e, o) for e, o in new}
    numbers = postings.stable_numbers(after)
    changes = {
        slug: Change(before.get(slug), after.get(slug))
        for slug in {**before, **after}
        if before.get(slug) != after.get(slug) or account.numbers.get(slug) != numbers.get(slug)
    }
    opened = Shards(account, lambda name: text_of(shards[name]) if name in shards else "")
    account = patch_index(account, numbers, changes, ({}, {}), opened)
    changed = dict(opened.changed())
    shards |= changed
    return account, {name: data for name, data in shards.items() if data}, len(changed)


def test_text_of_any_script_becomes_words() -> None:
    assert tokens("U.S.-led talks, e.g. Lavrov’s") == ["us", "led", "talks", "eg", "lavrov's"]
    assert tokens("l’accord d'hier") == ["l", "accord", "d", "hier"]
    assert tokens("北京会议 2013") == ["北", "京", "会", "议", "2013"]
    assert tokens("हिन्दी में") == ["हिन्दी", "में"]
    assert terms("Переговоры с министрами", "ru") == ["переговор!переговоры", "с", "министр!министрами"]


@given(st.text("abZ019 .,'’_-é\u0301М中\n", max_size=24))
def test_a_word_with_dots_changes_nothing_of_the_words_before_it(text: str) -> None:
    assert tokens(f"{text} u.s.") == [*tokens(text), "us"]


@pytest.mark.parametrize("lang", stemming.STEMMERS)
def test_no_stemmer_would_change_a_number(lang: str) -> None:
    stem = stemming.stemmer(lang)
    assert stem is not None
    numbers = [str(number) for number in (*range(300), 2013, 10_000, 123_456_789)]
    assert [stem(number) for number in numbers] == numbers


def test_a_text_of_very_many_signs_has_the_same_words() -> None:
    signs = "".join(map(chr, range(0x2190, 0x2500)))
    assert len(signs) > stemming.MANY
    assert tokens("’ ".join(f"Ü{sign}b" for sign in signs)) == [
        word for sign in signs for word in tokens(f"Ü{sign}b")
    ]


def test_case_and_accents_make_no_difference() -> None:
    assert fold("müller") == "muller" and fold("łódź") == "lodz" and fold("σς") == "σσ"
    assert term("généraux", "fr") == term("generaux", "fr")


@pytest.mark.parametrize("values", [[0], [5, 6, 7], [39, 40, 41], [511, 512, 9000, 70000, 5_000_000]])
def test_positions_are_read_back_as_written(values: list[int]) -> None:
    assert postings.decode_positions(postings.encode_positions(values)) == values


@pytest.mark.parametrize("numbers", [[0], [3, 4, 5], [15, 16, 17, 200], [8_191, 16_384, 900_000]])
def test_a_line_of_postings_is_read_back_as_written(numbers: list[int]) -> None:
    codes = [f"!{n}" for n in range(len(numbers))]
    assert postings.decode_line(postings.encode_line(numbers, codes)) == (numbers, codes)


def test_the_order_of_briefings_makes_no_difference() -> None:
    archive = made_archive(60)
    first = made_index(archive)
    random.Random(2).shuffle(archive)
    assert made_index(archive) == first


def test_numbers_stay_when_a_briefing_is_added() -> None:
    slugs = [f"briefing-{n}" for n in range(900)]
    before = postings.stable_numbers(slugs)
    after = postings.stable_numbers([*slugs, "one-more"])
    assert len(set(before.values())) == 900
    assert sum(before[slug] != after[slug] for slug in slugs) <= 3


def test_an_edit_in_one_paragraph_leaves_the_lines_of_other_words_alone() -> None:
    archive = made_archive(80)
    texts = [text for _, text in archive[7][1].paragraphs[:-1]]
    edited = [*archive]
    edited[7] = entry("briefing-7", [*texts[:1], texts[1] + " Novel", *texts[2:]])

    def term_lines(index: dict[str, bytes]) -> set[str]:
        return {line for name, data in index.items() if name[0] == "t" for line in text_of(data).split("\n")}

    changed = term_lines(made_index(edited)[1]) - term_lines(made_index(archive)[1])
    assert [line.split(" ")[0] for line in changed] == ["novel"]
    assert patched(archive, edited)[2] <= 5


def edited_at_random(archive: Sequence[Briefed], chance: random.Random) -> list[Briefed]:
    """One to three briefings changed, added or taken away."""
    edited = [*archive]
    for _ in range(chance.randint(1, 3)):
        at = chance.randrange(len(edited))
        slug = edited[at][0].slug
        people = [Named(name.lower(), name) for name in chance.sample(["Kerry", "Lavrov", "Annan"], 2)]
        made = [
            " ".join(chance.choices([*WORDS, f"new{chance.randint(0, 9)}"], k=chance.randint(1, 60)))
            for _ in range(3)
        ]
        match chance.choice(["edit", "retitle", "add", "remove"]):
            case "edit":
                edited[at] = entry(slug, made, people=people)
            case "retitle":
                edited[at] = entry(
                    slug, [text for _, text in edited[at][1].paragraphs[:-1]], " ".join(WORDS[:9])
                )
            case "add":
                edited.append(entry(f"added-{chance.randint(0, 10**9)}", made, people=people))
            case "remove" if len(edited) > 10:
                del edited[at]
    return edited


@pytest.mark.parametrize("seed", range(25))
def test_a_changed_index_is_the_one_made_anew(seed: int, monkeypatch: pytest.MonkeyPatch) -> None:
    # So that a small archive meets every way of writing a word.
    for name, value in (("FREQUENT", 12), ("SHARED", 60), ("LONG", 90)):
        monkeypatch.setattr(shard_rules, name, value)
    chance = random.Random(seed)
    archive = made_archive(chance.choice([11, 25, 40]), seed)
    for _ in range(3):
        edited = edited_at_random(archive, chance)
        try:
            account, shards, _ = patched(archive, edited)
        except Outgrown:
            pass  # then it is made anew
        else:
            assert (account, shards) == made_index(edited)
        archive = edited


def test_a_frequent_word_keeps_its_positions_apart_and_no_shard_grows_large() -> None:
    account, shards = made_index(made_archive(2500))
    assert account.counts["t"] >= 1
    assert max(len(gzip.compress(data)) for data in shards.values()) < 100_000
    lines = [line for name, data in shards.items() if name[0] == "t" for line in text_of(data).split("\n")]
    assert any(line.startswith("lavrov =") for line in lines)
    assert any(name.startswith("m") for name in shards)


def test_long_texts_are_clipped_at_a_word_and_nothing_follows() -> None:
    _, own = entry("x", ["one two three", "four five"])
    lines = {limit: text_line(own, limit) for limit in (9, 13, 18, 1_000)}
    assert lines[9] == "p1\x1fone two"
    assert lines[13] == "p1\x1fone two three"
    assert lines[18] == f"{lines[13]}\x1fp2\x1ffour"
    assert lines[1_000] == f"{lines[13]}\x1fp2\x1ffour five\x1f\x1fA handshake"
    assert text_line(entry("x", ["北京会议"])[1], 2) == "p1\x1f北京"


def test_shards_are_read_back_as_written_and_no_text_can_end_their_string() -> None:
    for text in ("a `${alert(1)}` \\ </script> b", "\\`", "\\\\${", "$ {", "\\$"):
        data = script("x0", text)
        assert text_of(data) == text
        inner = data.decode().partition("`")[2].rpartition("`")[0]
        bare = inner.replace("\\\\", "").replace("\\`", "").replace("\\${", "")
        assert "`" not in bare and "${" not in bare


def places_of(own: BriefingPostings, term: str) -> list[int]:
    code = next(found[term] for found in map(own.terms, range(PARTS)) if term in found)
    return postings.decode_positions(code[1:])


def test_a_mark_alone_is_no_word() -> None:
    own = briefing_postings(Briefing("a", "\u0301"), [("p-1", "Talks \u064e held")], "en")
    assert sorted(t for part in range(PARTS) for t in own.terms(part)) == ["held", "talk!talks"]


def test_words_of_the_body_stand_behind_those_of_the_title() -> None:
    _, own = entry("x", ["Lavrov spoke"], title="Lavrov")
    assert places_of(own, "lavrov") == [0, BODY]


def test_words_that_are_printed_differently_and_found_alike_stand_together_in_their_order() -> None:
    _, own = entry("x", ["Lavrov’s aide saw Lavrov.", "LAVROV's, lavrov, Lavróv"], title="Of Lavrov’s")
    assert places_of(own, "lavrov") == [1, BODY, BODY + 3, BODY + STEP, BODY + STEP + 1, BODY + STEP + 2]


def test_a_word_is_known_wherever_it_stands_also_far_down_a_long_text() -> None:
    _, own = entry("x", ["Grain and talks", "of " * 20_000 + "grain"], title="Talks of grain")
    assert places_of(own, "grain") == [2, BODY, BODY + STEP + 20_000]
    assert places_of(own, "talk!talks") == [0, BODY + 2]


def test_what_a_briefing_shows_comes_back_paragraph_by_paragraph() -> None:
    texts = ["Of grain.", "", "Of tea."]
    assert entry("x", texts)[1].paragraphs[:2] == [("p1", "Of grain."), ("p3", "Of tea.")]
    nothing = briefing_postings(Briefing("x", "X"), [], "en")
    assert (nothing.paragraphs, text_line(nothing, 150)) == ([], "")


def test_a_briefing_is_found_by_every_other_name_of_its_people() -> None:
    eisenhower = Named("dwight-eisenhower", "Dwight Eisenhower", ("Ike", "Dwight D. Eisenhower", "Айк"))
    _, shards = made_index([entry("x", ["Nothing."], people=[eisenhower])])
    lines = [line for name, data in shards.items() if name[0] == "t" for line in text_of(data).split("\n")]
    assert {"ike", "d", fold("айк"), "eisenhow!eisenhower"} <= {line.split(" ")[0] for line in lines}


@given(st.text("abst've 1_.-é–“", max_size=30))
def test_words_with_apostrophes_are_those_of_the_pattern(text: str) -> None:
    assert tokens(text) == [
        word.replace(".", "") for word in stemming._PLAIN.findall(text.lower().replace("_", " "))
    ]


@given(st.lists(st.text("abt's ._-é\u0301’“ÜМ中ก\u200bİΣ\u2003", max_size=12), min_size=1))
def test_texts_together_have_the_words_of_each(texts: list[str]) -> None:
    assert token_lists(texts) == [tokens(text) for text in texts]


@given(st.text("ab \t\n\u00a0\u2028\x1c\u200b", max_size=12))
def test_white_space_is_folded_however_it_is_written(text: str) -> None:
    assert folded(text) == " ".join(text.split())
