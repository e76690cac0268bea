"""How long settling who is who takes in an invented archive: `python tests/bench/identity.py [BRIEFINGS]`.

Names, offices and dates are drawn like in the news: few people are named often, most of them rarely; two
mentions in three are a bare family name, and many a family has several bearers. Prints seconds of one core
and memory for the whole archive, and for one briefing more.
"""

from __future__ import annotations

import random
import resource
import sys
import time
from dataclasses import dataclass
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[2]))

from builder.archive.people.identity import settle
from builder.archive.people.resettle import Naming, keys_named, settle_again
from builder.archive.words import read_groups, read_words
from builder.ingest.naming.binding import bind_names
from builder.model import Mention

PEOPLE = 30_000
ROLES = ("", "", "", "", "President", "Foreign Minister", "Senator", "spokesman", "Ambassador to France")


@dataclass(frozen=True, slots=True)
class Invented:
    """Who is named in which briefing, and when."""

    mentions: dict[str, tuple[Mention, ...]]
    dates: dict[str, str]


def invent(briefings: int, seed: int = 3) -> Invented:
    """An archive's mentions; the same for the same numbers."""
    chance = random.Random(seed)
    given = [group[0].title() for group in read_groups("given_variants")] + [
        "Ann",
        "Kofi",
        "Mei",
        "Oleg",
        "Juan",
    ]
    families = sorted(word.title() for word in read_words("family_census") if len(word) > 3)[:12_000]
    people = [(chance.choice(given), chance.choice(families)) for _ in range(PEOPLE)]
    mentions: dict[str, tuple[Mention, ...]] = {}
    dates: dict[str, str] = {}
    for number in range(briefings):
        slug = f"briefing-{number:06}"
        named = [people[int(PEOPLE * chance.random() ** 3)] for _ in range(chance.randint(1, 9))]
        names = [name for one in named for name in _names(one, chance)]
        bound = bind_names(names)
        mentions[slug] = tuple(
            Mention(name, bound[name], at // 2 + 1, at % 2 * 40, at, "scorer", chance.choice(ROLES))
            for at, name in enumerate(names)
        )
        dates[slug] = f"{chance.randint(1990, 2024)}-{chance.randint(1, 12):02}-{chance.randint(1, 28):02}"
    return Invented(mentions, dates)


def _names(person: tuple[str, str], chance: random.Random) -> list[str]:
    given, family = person
    full = [] if chance.random() < 0.2 else [f"{given} {family}"]
    return full + [family] * chance.randint(0 if full else 1, 3)


def main() -> None:
    size = int(sys.argv[1]) if len(sys.argv) > 1 else 20_000
    archive = invent(size + 1)
    last = f"briefing-{size:06}"
    mentions = {slug: found for slug, found in archive.mentions.items() if slug != last}
    start = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    clock = time.process_time()
    before = settle(mentions, archive.dates)
    whole = time.process_time() - clock
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - start
    now = {
        slug: Naming(archive.dates[slug], found, keys_named(found))
        for slug, found in archive.mentions.items()
    }
    clock = time.process_time()
    again = settle_again(before.tags, now, {last: None})
    one = time.process_time() - clock
    assert again == dict(settle(archive.mentions, archive.dates).tags)
    total = sum(map(len, mentions.values()))
    people = {tag.name for tags in before.tags.values() for tag in tags}
    print(f"{size} briefings, {total} mentions, {len(people)} people")
    print(f"the whole archive {whole:.2f} s, {peak / 1024:.0f} MB more; one briefing more {one:.3f} s")


if __name__ == "__main__":
    main()
