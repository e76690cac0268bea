"""Random front matter for the comparison of the two ways to read it. `make fuzz` runs 200,000 documents.

Most values are what ingest writes, some are what makes YAML difficult.
"""
# ruff: noqa: E501

from __future__ import annotations

import random
import sys
from typing import Any

from builder.archive.flat import briefing_data
from builder.archive.frontmatter import dump, parse, to_briefing
from builder.archive.plainfront import read_plain
from builder.errors import ContentError

PLAIN = (
    "Talks", "Sergei Lavrov", "U.S.", "John Kerry (R)", "2013", "2013-08-09", "2013-05~", "2013-04-23/..", "café", "Лавров", "AT&T",
    "5 > 3", "50%", "it's", "a–b", "O'Brien", "Reuters", "12:30", "https://x.example/a?b=1#c", "NATO; EU", "$5", "say \"no\"", "en",
    "talks-in-geneva", "full", "excerpt:60", "x = y", "A/B", "no", "yes", "1_000", "007", "1e5", "0x1F", "Fri Aug 9, 2013 11:07pm IST",
)  # fmt: skip
HARD = (
    "", " ", "'", "''", '"', '""', "'a'", '"b"', "'it''s'", "'a: b'", '"a\\n"', "\\", "#", " # c", "a #b", "a: b", "a:", ":", "- x", "-", "? y", "!t", "&a",
    "*a", "|", ">", "@x", "`x`", "{a: b}", "{", "[", "]", "[a", "a]", ",", "a, b", "a,b", "~", "null", "true", "false", "1.5", "-3", "+4", "0", "12345678901",
    "1.", ".5", "\t", "a\tb", "\xa0", "\u2028", "\x85", "\ufeff", "\x07", "%a", "  b", "b  ", "...", "---", "<<", "=", "é", "\U0001f600", "2013-02-30", "Ab", "a?b",
    "'x' y", '"x" y', "a - b", "a ? b", "x:y", "a\n  b", "(x", "x)", "x'y", 'x"y', "\u200b", "ﬁ", "ǆ", "\ud7ff", "\ue000", "\uffff", "null x", "true.", "1,2",
)  # fmt: skip
KEYS = (
    "title", "date", "date_text", "outlet", "dateline", "byline", "editors", "people", "issues", "summary", "lang", "slug", "duplicate_of", "withdrawn",
    "errata", "rights", "aliases", "draft", "extra", "tilte", "figures", "source", "title", "'title'", "title ", " title", "? title",
)  # fmt: skip


def random_text(rng: random.Random) -> str:
    """A content file: as ingest would dump it, or lines put together by chance."""
    hardness = rng.choice((0, 0.02, 0.1, 0.4))

    def word() -> str:
        return rng.choice(HARD if rng.random() < hardness else PLAIN)

    def value() -> str:
        return " ".join(word() for _ in range(rng.choice((1, 1, 1, 2, 3))))

    body = rng.choice(("\nWords.\n", "Words.", "", "\n\n---\nmore\n", "\n"))
    if rng.random() < 0.4:
        return dump(_values(rng, value), body)
    lines = [f"title: {value()}"] if rng.random() < 0.9 else []
    for key in rng.sample(KEYS, rng.randint(0, 6)):
        if key in ("source", "figures") and rng.random() < 0.9:
            lines.append(f"{key}:")
            inner = (
                ("seed", "url", "retrieved", "rights")
                if key == "source"
                else ("caption", "credit", "alt", "image")
            )
            for number, name in enumerate(rng.sample(inner, rng.randint(1, 3))):
                first = "- " if key == "figures" and (number == 0 or rng.random() < 0.3) else "  "
                lines.append(f"{first}{name if rng.random() > hardness / 4 else word()}: {value()}")
        elif key in ("people", "byline", "issues", "errata", "editors", "aliases") and rng.random() < 0.8:
            glue = ", " if rng.random() > hardness / 4 else rng.choice((",", " ,", ",  "))
            lines.append(f"{key}: [{glue.join(value() for _ in range(rng.randint(0, 4)))}]")
        else:
            lines.append(f"{key}:{' ' if rng.random() > hardness / 8 else ''}{value()}")
    end = rng.choice(("---\n", "---\n", "---\n", "---", "--- \n", "...\n"))
    return "---\n" + "\n".join(lines) + "\n" + end + body


def _values(rng: random.Random, value: Any) -> dict[str, Any]:
    made: dict[str, Any] = {"title": value() or "T"}
    for key in rng.sample(("date", "outlet", "dateline", "summary", "date_text"), rng.randint(0, 4)):
        made[key] = value()
    for key in rng.sample(("people", "issues", "byline"), rng.randint(0, 3)):
        made[key] = [value() for _ in range(rng.randint(1, 4))]
    if rng.random() < 0.5:
        made["figures"] = [{"caption": value(), "credit": value()} for _ in range(rng.randint(1, 2))]
    if rng.random() < 0.7:
        made["source"] = {"seed": value(), "url": value()}
    return made


def slowly(text: str) -> Any:
    """(the briefing as plain data, its body) as YAML has it; None where it is an error."""
    try:
        document = parse(text, "x.md")
        return briefing_data(to_briefing(document, "x", "en")), document.body
    except ContentError:
        return None


def compare(count: int, seed: int) -> tuple[int, list[str]]:
    """How many of `count` documents the fast path took, and those it read differently."""
    rng = random.Random(seed)
    taken, wrong = 0, []
    for _ in range(count):
        text = random_text(rng)
        plain = read_plain(text, "x", "en")
        if plain is not None:
            taken += 1
            if (briefing_data(plain[0]), plain[1]) != slowly(text):
                wrong.append(text)
    return taken, wrong


def main() -> int:
    count = int(sys.argv[1]) if len(sys.argv) > 1 else 200_000
    taken, wrong = compare(count, int(sys.argv[2]) if len(sys.argv) > 2 else 1)
    print(f"{count:,} documents, {taken:,} taken by the fast path, {len(wrong):,} read differently")
    for text in wrong[:10]:
        print(repr(text), read_plain(text, "x", "en"), slowly(text), sep="\n")
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main())
