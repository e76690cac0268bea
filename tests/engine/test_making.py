"""Pages are taken from step to step together; what goes wrong with one of them is its own affair."""

from __future__ import annotations

from itertools import chain
from pathlib import Path
from types import SimpleNamespace
from typing import Any, cast

from builder.cache.packs import Packs
from builder.engine.making import Maker, ToMake, Work, make_pages
from builder.errors import refused
from builder.publish.writer import Stage
from builder.render.page import Page, Site, part


def make_number(site: Site, number: int) -> int:
    return number


def render(template: str, number: int) -> str:
    if number == 2:
        raise refused("E401", template, "This number is too much.", "Take another.")
    return f"number {number}"


def test_a_page_that_cannot_be_made_is_told_and_the_others_of_its_group_are_written(tmp_path: Path) -> None:
    stage = Stage(tmp_path / "stage", tmp_path / "public", tmp_path / "cache", cold=True)
    templates = cast("Any", SimpleNamespace(render=render))
    maker = Maker(cast("Site", None), templates, Packs(tmp_path / "packs"), stage)
    pages = [Page(f"/{number}/", make_number, (part(number),), "page.html") for number in (1, 2, 3)]
    first, second, third = maker.make([ToMake(page.name, page, b"head") for page in pages])
    assert (second[0], second[1]) == (None, False)
    assert "on the page /2/" in second[2][0].message
    assert first[1] and third[1]
    assert (tmp_path / "stage/1/index.html").read_text() == "number 1"
    assert (tmp_path / "stage/3/index.html").read_text() == "number 3"
    assert not (tmp_path / "stage/2").exists()


def test_work_ends_with_small_chunks_and_no_page_is_left_out() -> None:
    made: list[list[str]] = []

    def make(chunk: list[ToMake]) -> list[tuple[Any, ...]]:
        made.append([todo.page.path for todo in chunk])
        return [(None, False, ()) for _ in chunk]

    pages = [Page(f"/{n:04}/", make_number, sources=("x.md",) if n % 5 else ()) for n in range(8000)]
    work = Work(tuple(ToMake(page.name, page, b"head") for page in pages), {})
    workers = SimpleNamespace(count=2, executor=None, map=lambda run, chunks, **_: map(run, chunks))
    maker = SimpleNamespace(templates=SimpleNamespace(compile=list), make=make)
    results = make_pages(work, cast("Any", maker), cast("Any", workers))
    lists, *alone = map(len, made)
    assert lists == 1600 and alone == sorted(alone, reverse=True) and alone[-1] * 4 < alone[0]
    assert sorted(chain.from_iterable(made)) == [page.path for page in pages]
    assert sorted(result.name for result in results) == [page.name for page in pages]
