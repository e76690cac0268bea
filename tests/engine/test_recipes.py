"""Recipes: what pages were made from, and are made from again."""

from __future__ import annotations

from builder.engine.recipes import digests_of, dump_recipes, inputs_of, load_recipe
from builder.model import Blob
from builder.render.page import NOTHING, Page, Part, blob_part, fingerprint, joined, part
from builder.render.planners.data import make_briefing_json

TEXT = blob_part(Blob("pack", 0, 4, b"d" * 16, "content/briefings/talks.md", "prose"))


def page(path: str, *parts: Part) -> Page:
    return Page(path, make_briefing_json, parts, kind="data", sources=("content/briefings/talks.md",))


def test_of_pages_made_together_each_is_found_by_its_name() -> None:
    pages = page("/talks/", TEXT, part("facts")), page("/talks.json", TEXT, NOTHING)
    data = dump_recipes(
        (one.name, one, b"head of " + one.name.encode(), inputs_of(one.parts)) for one in pages
    )
    for one in pages:
        head = b"head of " + one.name.encode()
        assert load_recipe(data, one.name, lambda *_: TEXT) == (one, head)
        assert digests_of(data, one.name) == {part.digest for part in one.parts}


def test_a_part_kept_by_reference_is_asked_for_by_its_place_and_its_text() -> None:
    one, asked = page("/talks/", TEXT), []
    data = dump_recipes([(one.name, one, b"", inputs_of(one.parts))])
    load_recipe(data, one.name, lambda *place: asked.append(place) or TEXT)
    assert asked == [(TEXT.digest, "content/briefings/talks.md", "prose")]


def test_a_page_that_shows_nothing_of_a_briefing_leaves_no_recipe_but_has_a_fingerprint() -> None:
    plain, other = page("/a/", part("facts")), page("/a/", part("other facts"))
    inputs = inputs_of(plain.parts)
    assert not inputs.marks
    assert dump_recipes([(plain.name, plain, b"", inputs)]) == dump_recipes([])
    assert inputs.digests == joined(plain.parts)
    assert fingerprint(b"head", inputs.digests) != fingerprint(b"head", joined(other.parts))
