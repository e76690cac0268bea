"""What words say about a line: pushes become features, and the words of a site alone say nothing."""

from __future__ import annotations

import os
import subprocess
import sys

from builder.ingest.cleaning.lexicon import LEAST_SITES, NAMES, push_of, word_features
from builder.ingest.cleaning.linefeatures import describe
from builder.model import SeedLine

PUSHES = {"inbox": -2.0, "your inbox": -3.0, "minister": 1.5}


def rows_of(*texts: str) -> list[dict[str, float]]:
    lines = describe([SeedLine(number, text) for number, text in enumerate(texts, 1)])
    return [dict(zip(NAMES, row, strict=True)) for row in word_features(lines, PUSHES.get)]


def test_a_word_known_from_few_sites_or_from_both_sides_alike_says_nothing() -> None:
    assert push_of(0, LEAST_SITES - 1) is None
    assert push_of(40, 40) is None
    assert (push_of(0, 9) or 0) < 0 < (push_of(9, 0) or 0)


def test_the_words_and_pairs_of_a_line_speak_for_or_against_it() -> None:
    promise, news = rows_of("The best stories in your inbox", "The minister left")
    assert promise["pair speaks most against"] == -3.0
    assert promise["words speak against"] < 0 < news["words speak"]
    assert news["pairs speak against"] == 0.0


def test_a_line_hears_what_the_lines_around_it_say() -> None:
    quiet, loud, after = rows_of("One", "In your inbox", "Two")
    assert quiet["words speak against within 6 after"] == loud["words speak against"]
    assert after["words speak against within 6 before"] == loud["words speak against"]
    assert quiet["words speak against within 6 before"] == after["words speak against within 6 after"] == 0.0


def test_the_shipped_lexicon_knows_what_a_newsletter_promises() -> None:
    line = describe([SeedLine(1, "Sign up for our newsletter to get stories in your inbox")])
    row = dict(zip(NAMES, word_features(line)[0], strict=True))
    assert row["words speak"] < 0 and row["pair speaks most against"] < -1


def test_pushes_are_summed_in_the_order_of_the_words_not_of_their_hashes() -> None:
    text = (
        "Sign up for our daily newsletter and get the latest news in your inbox, follow us on social media, "
        "read more stories by the same author, share this article with friends, and subscribe now for full "
        "access to all comments, videos, photos and podcasts; the minister told reporters on Tuesday that "
        "police had arrested three people who were accused of an attack, according to a statement by the "
        "government."
    )
    code = (
        "from builder.ingest.cleaning.lexicon import word_features\n"
        "from builder.ingest.cleaning.linefeatures import describe\n"
        "from builder.model import SeedLine\n"
        f"print(word_features(describe([SeedLine(1, {text!r})])))"
    )
    told = {
        subprocess.run(
            [sys.executable, "-c", code],
            env={**os.environ, "PYTHONHASHSEED": seed},
            capture_output=True,
            check=True,
        ).stdout
        for seed in "0123"
    }
    assert len(told) == 1
