"""What is planned of a site, and from what."""

from __future__ import annotations

import re
import shutil
from collections.abc import Mapping
from pathlib import Path

import pytest

from builder.build import Options, build
from builder.config import load_project
from builder.engine.last import list_inputs
from builder.engine.planning import make_room, make_rows, plan_of, read_archive
from builder.engine.shop import open_shop
from builder.model import Blob, Entry
from builder.publish.writer import Stage, write_output
from builder.render.page import FileRef, Plan, Title
from builder.render.pages import CONNECTED, PLANNERS, plan_pages, shows_relations
from builder.render.planners.common import row_of
from builder.workers import Workers

SEEDS = Path(__file__).parent.parent.parent / "seeds"
BENCH_THEME = Path(__file__).parent.parent / "bench" / "theme"
EVERYTHING = """\
title: {title}!
dateline: {dateline}
byline: [Ann Other, Paul Else]
editors: [Philip Barbara]
figures:
- caption: Another caption
summary: In other words.
errata: [Nothing was wrong.]
"""


def plain_facts(root: Path) -> Mapping[str, list[bytes]]:
    """Output → the digests of what it is made from but for front matter, titles, texts and files."""
    project = load_project(root)
    shop = open_shop(project)
    archive, problems = read_archive(shop, list_inputs(root), False, Workers())
    assert not problems
    by_reference = (Entry, Title, Blob, FileRef)
    return {
        page.name: [digest for digest, value in page.parts if not isinstance(value, by_reference)]
        for page in plan_pages(plan_of(project, archive, shop))
    }


def rewrite(path: Path) -> None:
    """Another value for each field that pages show, of the same words for those that compare titles."""
    _, front, body = path.read_text("utf-8").split("---\n", 2)
    title = re.search(r"^title: (.*)$", front, re.M)
    dateline = re.search(r"^dateline: (.*)$", front, re.M)
    assert title
    kept = re.sub(
        r"^(title|dateline|byline|editors|figures|summary|errata):.*\n(^[- ] .*\n)*", "", front, flags=re.M
    )
    shown = EVERYTHING.format(title=title[1].strip("'"), dateline=f"{dateline[1]}." if dateline else "''")
    path.write_text(f"---\n{shown}{kept}---\n{body}", "utf-8")


def test_pages_have_what_they_show_of_briefings_by_reference_alone(tmp_path: Path) -> None:
    """Else the short way of an edit (`retouch`) would leave a page as it was."""
    shutil.copytree(SEEDS, tmp_path / "seeds")
    (tmp_path / "config.yaml").write_text("site:\n  base_url: https://x.example/\n")
    build(load_project(tmp_path), Options(jobs=1))
    shutil.rmtree(tmp_path / "seeds")
    for path in list((tmp_path / "content/briefings").iterdir()):
        text = path.read_text("utf-8").replace("---\n", "---\naliases: [was-SLUG]\n", 1)
        if "\nbyline:" not in text:
            text = text.replace("---\n", "---\nbyline: X\n", 1)
        path.write_text(text.replace("SLUG", path.stem[:40]), "utf-8")
        for name, more in (("report", ""), ("repeat", f"duplicate_of: {path.stem}\n")):
            again = text.replace("SLUG", f"{name}-{path.stem[:40]}").replace("---\n", f"---\n{more}", 1)
            path.with_name(f"{name}-{path.name}").write_text(again, "utf-8")
    before = plain_facts(tmp_path)
    for path in (tmp_path / "content/briefings").iterdir():
        rewrite(path)
    after = plain_facts(tmp_path)
    assert {"events", "briefings", "data"} <= {name.partition("/")[0] for name in before}
    assert before.keys() == after.keys()
    assert [name for name in before if before[name] != after[name]] == []


def test_folders_made_beforehand_are_those_of_the_pages_of_briefings(tmp_path: Path) -> None:
    shutil.copytree(SEEDS, tmp_path / "seeds")
    shutil.copy(SEEDS.parent / "config.yaml", tmp_path)
    build(load_project(tmp_path), Options(jobs=1))
    project = load_project(tmp_path)
    shop = open_shop(project)
    archive, _ = read_archive(shop, list_inputs(tmp_path), False, Workers())
    pages = [page for page in plan_pages(plan_of(project, archive, shop)) if page.kind == "briefing"]
    room = tmp_path / "room"
    make_room(archive, Stage(room, tmp_path / "public", tmp_path / "cache", cold=True))
    made = {path.relative_to(room).as_posix() for path in room.glob("briefings/*")}
    assert made == {page.name.removesuffix("/index.html") for page in pages}
    assert write_output(str(room), pages[0].name, b"page") == (room / pages[0].name).stat().st_mtime_ns


def test_folders_that_cannot_be_made_beforehand_are_left_to_whoever_writes(tmp_path: Path) -> None:
    shutil.copytree(SEEDS, tmp_path / "seeds")
    shutil.copy(SEEDS.parent / "config.yaml", tmp_path)
    build(load_project(tmp_path), Options(jobs=1))
    archive, _ = read_archive(open_shop(load_project(tmp_path)), list_inputs(tmp_path), False, Workers())
    (tmp_path / "file").write_bytes(b"in the way")
    make_room(archive, Stage(tmp_path / "file", tmp_path, tmp_path, cold=True))


def test_only_what_this_build_wrote_itself_is_read_unchecked(tmp_path: Path) -> None:
    shutil.copytree(SEEDS, tmp_path / "seeds")
    shutil.copy(SEEDS.parent / "config.yaml", tmp_path)
    build(load_project(tmp_path), Options(jobs=1))
    slug = next(path.stem for path in sorted((tmp_path / "content/briefings").iterdir()))
    path = tmp_path / f"content/briefings/{slug}.md"
    path.write_text(path.read_text("utf-8") + "\nOne more.\n", "utf-8")
    shop = open_shop(load_project(tmp_path))
    archive, _ = read_archive(shop, list_inputs(tmp_path), False, Workers())
    packs = {entry.slug: entry.blobs["prose"].pack for entry in archive.entries}
    assert shop.store.packs.own == {packs.pop(slug)}
    assert shop.store.packs.own.isdisjoint(packs.values())


def small_plan(root: Path, config: str, template: str = "") -> Plan:
    """Of two briefings with the least theme, where `config` names it, and one template more."""
    shutil.copytree(BENCH_THEME, root / "themes" / "least")
    if template:
        name, _, text = template.partition(":")
        (root / "themes/least/templates" / name).write_text(text, "utf-8")
    (root / "config.yaml").write_text(config, "utf-8")
    for slug in ("one", "two"):
        path = root / "content/briefings" / f"{slug}.md"
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(
            f"---\ntitle: Talks of {slug}\npeople: [Ann Other, Paul Else]\n---\n\nText.\n", "utf-8"
        )
    project = load_project(root)
    shop = open_shop(project)
    archive, _ = read_archive(shop, list_inputs(root), False, Workers())
    return plan_of(project, archive, shop)


LEAST = "site:\n  theme: least\n"


@pytest.mark.parametrize(
    ("config", "template", "shown"),
    [
        ("", "", True),
        (LEAST, "", False),
        (LEAST, "raw.html:{{ page.related }}", True),
        (f"{LEAST}build:\n  related: 0\n", "raw.html:{{ page.related }}", False),
        (LEAST, "raw.html:{{ page.events }}", True),
        (LEAST, "raw.html:{{ page.named_with }}", True),
        (LEAST, "pair.html:", True),
        (LEAST, "event.html:", True),
    ],
)
def test_a_build_knows_beforehand_whether_planners_ask_what_connects_the_briefings(
    tmp_path: Path, config: str, template: str, shown: bool
) -> None:
    plan = small_plan(tmp_path, config, template)
    plan_pages(plan)
    assert (plan.connections.found is not None) is shown
    assert shows_relations(plan.site, plan.theme) is shown


def test_rows_made_beforehand_are_those_that_pages_show(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    archive = small_plan(tmp_path, "").archive
    shop = open_shop(load_project(tmp_path))
    make_rows(archive, shop)
    monkeypatch.setattr(shop.templates._rows, "_make", lambda _: pytest.fail("rendered again"))
    for entry in archive.entries:
        assert entry.briefing.title in shop.templates._rows.one(row_of(shop.site, entry.briefing))


def test_a_row_that_cannot_be_rendered_beforehand_is_told_of_by_the_pages_that_show_it(
    tmp_path: Path,
) -> None:
    archive = small_plan(tmp_path, LEAST, "row.html:{{ row.nothing }}").archive
    make_rows(archive, open_shop(load_project(tmp_path)))
    problems = build(load_project(tmp_path), Options(jobs=1)).problems
    assert {(problem.code, problem.where.path) for problem in problems} == {
        ("E402", "themes/least/templates/row.html")
    }


def test_only_the_planners_that_plan_last_ask_what_connects_the_briefings(tmp_path: Path) -> None:
    plan = small_plan(tmp_path, "")

    def asking(planner: object) -> bool:
        plan.connections.found = None
        assert callable(planner)
        list(planner(plan))
        return plan.connections.found is not None

    assert {planner for planner in PLANNERS if asking(planner)} == CONNECTED


def test_pages_are_planned_in_the_order_of_their_planners(tmp_path: Path) -> None:
    plan = small_plan(tmp_path, "")
    ordered = [page.path for planner in PLANNERS for page in planner(plan)]
    assert [page.path for page in plan_pages(plan)] == ordered
