"""The index that Python writes: stable, whole, small."""

from __future__ import annotations

import gzip
import random
from collections.abc import Sequence

import pytest

from builder.model import Briefing, Figure
from builder.render import passages, postings
from builder.render.search import BODY, Named, SearchEntry, index_outputs
from builder.render.search import postings as briefing_postings
from builder.render.stemming import fold, term, terms, tokens

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


def entry(slug: str, paragraphs: Sequence[str], title: str = "Talks", lang: str = "en") -> SearchEntry:
    briefing = Briefing(slug, title, figures=(Figure("A handshake"),))
    own = briefing_postings(briefing, [(f"p{n}", text) for n, text in enumerate(paragraphs, 1)], lang)
    lavrov = Named("sergei-lavrov", "Sergei Lavrov", ("Sergey Lavrov",))
    return SearchEntry(
        slug, "2013-08-09", Named("reuters", "Reuters"), (lavrov,), (Named("syria", "Syria"),), (), own
    )


def made_archive(count: int, seed: int = 1) -> list[SearchEntry]:
    chance = random.Random(seed)
    return [
        entry(f"briefing-{n}", [" ".join(chance.choices(WORDS, k=30)) for _ in range(4)])
        for n in range(count)
    ]


def test_text_of_any_script_becomes_words() -> None:
    assert tokens("U.S.-led talks, e.g. Lavrov’s") == ["us", "led", "talks", "eg", "lavrov's"]
    assert tokens("l’accord d'hier") == ["l", "accord", "d", "hier"]
    assert tokens("北京会议 2013") == ["北", "京", "会", "议", "2013"]
    assert tokens("हिन्दी में") == ["हिन्दी", "में"]
    assert terms("Переговоры с министрами", "ru") == ["переговор", "с", "министр"]


def test_case_and_accents_make_no_difference() -> None:
    assert fold("müller") == "muller" and fold("łódź") == "lodz" and fold("σς") == "σσ"
    assert term("généraux", "fr") == term("generaux", "fr")


@pytest.mark.parametrize("values", [[0], [5, 6, 7], [39, 40, 41], [511, 512, 9000, 70000, 5_000_000]])
def test_positions_are_read_back_as_written(values: list[int]) -> None:
    assert postings.decode_positions(postings.encode_positions(values)) == values


def test_the_order_of_briefings_makes_no_difference() -> None:
    archive = made_archive(60)
    first = dict(index_outputs(archive, "en"))
    random.Random(2).shuffle(archive)
    assert dict(index_outputs(archive, "en")) == first


def test_numbers_stay_when_a_briefing_is_added() -> None:
    slugs = [f"briefing-{n}" for n in range(900)]
    before = postings.stable_numbers(slugs)
    after = postings.stable_numbers([*slugs, "one-more"])
    assert len(set(before.values())) == 900
    assert sum(before[slug] != after[slug] for slug in slugs) <= 3


def test_an_edit_in_one_paragraph_leaves_the_lines_of_other_words_alone() -> None:
    archive = made_archive(80)
    texts = [text for _, text in archive[7].postings.paragraphs[:-1]]
    edited = [*archive]
    edited[7] = entry("briefing-7", [*texts[:1], texts[1] + " Novel", *texts[2:]])

    def term_lines(entries: list[SearchEntry]) -> set[bytes]:
        return {
            line
            for path, data in index_outputs(entries, "en")
            if path.startswith("/search/data/t")
            for line in data.split(b"\n")
        }

    changed = term_lines(edited) - term_lines(archive)
    assert [line.split(b" ")[0].split(b"`")[-1] for line in changed] == [b"novel"]


def test_a_frequent_word_is_spread_over_shards_and_none_grows_large() -> None:
    archive = made_archive(1500)
    outputs = dict(index_outputs(archive, "en"))
    shards = [data for path, data in outputs.items() if path.startswith("/search/data/t")]
    assert len(shards) > 1
    assert max(len(gzip.compress(data)) for data in shards) < 100_000
    assert any(
        line.startswith(b"lavrov =") for data in shards for line in data.replace(b"`", b"\n").split(b"\n")
    )


def test_long_texts_are_clipped_at_a_word() -> None:
    kept = passages.clip([("p1", "one two three"), ("p2", "four five")], 9)
    assert kept == (("p1", "one two"), ("p2", "fo"))


def test_scripts_carry_no_text_that_could_end_their_string() -> None:
    hostile = entry("x", ["a `${alert(1)}` \\ </script> b"], title="`+alert(1)+`")
    for _, data in index_outputs([hostile], "en"):
        body = data.decode().partition("`")[2].rpartition("`")[0]
        unescaped = body.replace("\\\\", "").replace("\\`", "").replace("\\${", "")
        assert "`" not in unescaped and "${" not in unescaped


def test_words_of_the_body_stand_behind_those_of_title_and_names() -> None:
    own = entry("x", ["Lavrov spoke"], title="Lavrov").postings
    code = own.codes[own.terms.index("lavrov")]
    assert postings.decode_positions(code) == [0, BODY]
