"""The people of the five seeds: 41 tags, 18 people on 18 pages, no credit or menu item among them."""

from __future__ import annotations

from pathlib import Path

import pytest

from builder.archive.people.identity import Identity, settle
from builder.archive.people.register import Register
from builder.ingest.naming.people import find_mentions

SEEDS = Path(__file__).resolve().parents[2] / "seeds"
BODIES = {
    "000": (5, (7, 99)),
    "001": (3, (13, 49)),
    "002": (1, (13, 43)),
    "003": (5, (8, 99)),
    "004": (3, (5, 26)),
}
"""Seed → line of the title, first and last line of the body, counted by hand."""
EXPECTED = {
    "000": "Barack Obama, Chuck Hagel, Edward Snowden, Jay Carney, Jen Psaki, John Kerry, Sergei Lavrov, "
    "Sergei Shoigu, Vladimir Putin",
    "001": "Barack Obama, Bashar al-Assad, Chuck Hagel, Edward Snowden, John Kerry, Masha Lipman, "
    "Rose Gottemoeller, Sergei Lavrov, Sergei Ryabkov, Sergei Shoigu, Vladimir Putin",
    "002": "Barack Obama, Chuck Hagel, Edward Snowden, John Kerry, Sergei Lavrov, Sergei Shoigu, "
    "Vladimir Putin",
    "003": "Bashar al-Assad, John Kerry, Patrick Ventrell, Sergei Lavrov, Vladimir Putin",
    "004": "Barack Obama, Boris Nemtsov, Dmitri Peskov, Jens Stoltenberg, John Kerry, Philip Breedlove, "
    "Sergei Lavrov, Sergei Shoigu, Vladimir Putin",
}


@pytest.fixture(scope="module")
def settled() -> Identity:
    mentions = {}
    for name, (title, (first, last)) in BODIES.items():
        (path,) = SEEDS.glob(f"{name}_*.txt")
        lines = path.read_text("utf-8").split("\n")
        body = [(line, n) for n, line in enumerate(lines, start=1) if first <= n <= last and line.strip()]
        mentions[name] = find_mentions(lines[title - 1], [b[0] for b in body], [b[1] for b in body])
    return settle(mentions, {"000": "2013-08-09", "001": "2013-08-08", "002": "2013-08-09"})


@pytest.mark.parametrize("seed", sorted(EXPECTED))
def test_each_seed_has_its_people_and_no_one_else(settled: Identity, seed: str) -> None:
    assert sorted(tag.name for tag in settled.tags[seed]) == EXPECTED[seed].split(", ")


def test_eighteen_people_bear_forty_one_tags(settled: Identity) -> None:
    tags = [tag.name for found in settled.tags.values() for tag in found]
    assert len(tags) == 41
    register = Register.build((), {name: tags.count(name) for name in tags})
    assert len(register.people) == 18


def test_the_damaged_name_is_left_unresolved_and_not_mended(settled: Identity) -> None:
    assert [(u.briefing, u.name) for u in settled.unresolved] == [("004", "John")]
