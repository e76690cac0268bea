"""A briefing as JSON: every field that it has, as any program would write it."""

from __future__ import annotations

import json
from types import SimpleNamespace
from typing import cast

from builder.model import Briefing, Figure, Source
from builder.render.page import Site
from builder.render.planners.data import make_briefing_json

SITE = cast(
    Site,
    SimpleNamespace(view=SimpleNamespace(base_url="https://a.example/"), config=SimpleNamespace(outlets={})),
)
FULL = Briefing(
    "talks", 'Talks "open" \\ in Wien – \x07', "2013-05~", "May", "WIEN", ("Ann Bell", "AP"), ("Cy Dow",),
    "Réuters", ("John Kerry", 'Sergei "S" Lavrov'), ("Syria",), (Figure("A table", "AP"),), "They\nmet.",
    "de", Source("https://x.example/a?b=1&c"), duplicate_of="first", errata=("Not in Bonn.",),
)  # fmt: skip
SAID = {"front": {}, "seed": "talks.txt", "sha256": "ab", "evidence": {"date": [["printed", "in May", 3]]}}


def test_it_is_json_as_python_writes_it_with_the_paragraphs_last() -> None:
    paragraphs = '[{"id": "p1-aa", "text": "They met."}]'
    text = make_briefing_json(SITE, FULL, paragraphs, SAID)
    found = json.loads(text)
    assert found.pop("paragraphs") == json.loads(paragraphs)
    facts = json.dumps(found, ensure_ascii=False, sort_keys=True)
    assert text == f'{facts[:-1]}, "paragraphs": {paragraphs}}}\n'
    assert found["people"] == list(FULL.people) and found["title"] == FULL.title
    assert found["path"] == "https://a.example/briefings/talks/" and found["duplicate_of"] == "first"
    assert found["evidence"] == {"date": [{"rule": "printed", "words": "in May", "line": 3}]}
    assert found["seed"] == {"name": "talks.txt", "sha256": "ab"} and found["figures"][0]["credit"] == "AP"


def test_what_a_briefing_has_not_is_not_told() -> None:
    found = json.loads(make_briefing_json(SITE, Briefing("x", "A title"), "", {}))
    assert found == {"lang": "en", "path": "https://a.example/briefings/x/", "slug": "x", "title": "A title"}
