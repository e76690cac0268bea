"""The fast path of front matter: what it takes it reads as YAML does, and it takes what ingest writes."""

from __future__ import annotations

import pytest

from builder.archive.flat import briefing_data
from builder.archive.frontmatter import dump
from builder.archive.plainfront import read_plain

from .fuzz_front import compare, slowly

USUAL = {
    "title": "U.S., Russia need to make progress on Syria despite conflicts - Kerry",
    "date": "2013-08-09",
    "date_text": "Fri Aug 9, 2013 11:07pm IST",
    "outlet": "Reuters",
    "dateline": "WASHINGTON",
    "byline": ["Paul Eckert"],
    "people": ["John Kerry", "Sergei Lavrov"],
    "issues": ["Syria", "U.S.-Russia relations"],
    "figures": [{"caption": "Kerry (R) listens: a picture", "credit": "REUTERS/Gary Cameron"}],
    "source": {"seed": "002_bc361f33faddde71.txt", "url": "https://www.reuters.com/a?b=1"},
}


def test_random_front_matter_is_read_as_yaml_reads_it() -> None:
    taken, wrong = compare(4000, seed=11)
    assert not wrong
    assert taken > 300


def test_what_ingest_writes_takes_the_fast_path() -> None:
    text = dump(USUAL, "Words.\n")
    plain = read_plain(text, "x", "en")
    assert plain is not None
    assert (briefing_data(plain[0]), plain[1]) == slowly(text)


@pytest.mark.parametrize(
    "line",
    [
        "people: 2013", "titel: x", "title: again", "date: 2013-02-30", "outlet: null", "outlet: 1.50",
        "slug: A b", "source:\n  sead: x", "figures:\n- credit: x", "draft: true", "extra: {a: b}",
        "summary: |\n  a\n  b", "outlet: a: b",
    ],
)  # fmt: skip
def test_whatever_needs_yaml_or_a_message_is_left_to_it(line: str) -> None:
    assert read_plain(f"---\ntitle: T\n{line}\n---\n\nWords.\n", "x", "en") is None
