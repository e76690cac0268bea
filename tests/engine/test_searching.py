"""The index in a build: a change rewrites what it touches, and comes to the bytes of a clean build."""

from __future__ import annotations

import random
import shutil
from pathlib import Path

import pytest

import builder.cache.listing
from builder.build import Options, build
from builder.config import load_project

WORDS = (
    "minister talks Syria treaty asylum the of and in border summit accord grain envoy Лавров 会议".split()
)


def briefing(title: str, body: str, people: str = "John Kerry", extra: str = "") -> str:
    return (
        f"---\ntitle: {title}\ndate: 2013-08-09\noutlet: Reuters\npeople: [{people}]\n{extra}---\n\n{body}\n"
    )


def prose(chance: random.Random) -> str:
    return "\n\n".join(" ".join(chance.choices(WORDS, k=chance.randint(5, 50))) + "." for _ in range(3))


@pytest.fixture
def root(tmp_path: Path) -> Path:
    chance = random.Random(5)
    folder = tmp_path / "archive/content/briefings"
    folder.mkdir(parents=True)
    (tmp_path / "archive/config.yaml").write_text(
        "site:\n  title: T\n  theme: bench\nbuild:\n  search: true\n"
    )
    shutil.copytree(Path(__file__).parent.parent / "bench/theme", tmp_path / "archive/themes/bench")
    for number in range(40):
        (folder / f"paper-{number}.md").write_text(briefing(f"Paper {number}", prose(chance)), "utf-8")
    return tmp_path / "archive"


def data(root: Path) -> dict[str, bytes]:
    report = build(load_project(root), Options(jobs=1))
    assert not [problem for problem in report.problems if problem.level == "error"]
    return {path.name: path.read_bytes() for path in (root / "public/search/data").iterdir()}


def clean(root: Path) -> dict[str, bytes]:
    """The index of the same content, made from nothing."""
    other = root.with_name("clean")
    shutil.rmtree(other, ignore_errors=True)
    shutil.copytree(root, other, ignore=shutil.ignore_patterns("public", ".dispatchbox"))
    return data(other)


def test_any_edit_leaves_the_index_that_a_clean_build_makes(root: Path) -> None:
    chance = random.Random(9)
    folder = root / "content/briefings"
    last = data(root)
    for step in range(8):
        paths = sorted(folder.iterdir())
        path = chance.choice(paths)
        match step % 4:
            case 0:
                path.write_text(path.read_text("utf-8") + "\nA walrus was seen.\n", "utf-8")
            case 1:
                (folder / f"new-{step}.md").write_text(
                    briefing("New", prose(chance), "Sergei Lavrov"), "utf-8"
                )
            case 2:
                path.unlink()
            case 3:
                path.write_text(
                    briefing("Renamed", prose(chance), "Kofi Annan", 'rights: "excerpt:9"\n'), "utf-8"
                )
        found = data(root)
        assert found == clean(root)
        assert found != last
        last = found


def test_a_small_edit_leaves_most_shards_alone(root: Path) -> None:
    before = data(root)
    path = root / "content/briefings/paper-7.md"
    path.write_text(path.read_text("utf-8").replace("Paper 7", "Paper 7 walrus"), "utf-8")
    after = data(root)
    same = {name for name in after if before.get(name) == after[name]}
    assert {"l0.js", "p0.js", "o0.js", "v0.js"} - same <= {"l0.js"} and after["t0.js"] != before["t0.js"]


def test_another_name_of_a_person_finds_all_their_briefings(root: Path) -> None:
    data(root)
    (root / "content/people").mkdir()
    (root / "content/people/john-kerry.md").write_text(
        "---\nname: John Kerry\naliases: [Senator Walrus]\n---\n"
    )
    found = data(root)
    assert found == clean(root)
    assert any(b"\nwalrus " in shard for name, shard in found.items() if name.startswith("t"))


@pytest.mark.parametrize("harm", ["state", "shard", "shard gone", "state cut"])
def test_what_is_lost_or_spoilt_is_made_again(root: Path, harm: str) -> None:
    whole = data(root)
    state, shard = root / ".dispatchbox/search.next", root / "public/search/data/t0.js"
    match harm:
        case "state":
            state.unlink()
        case "state cut":
            state.write_bytes(state.read_bytes()[:-5])
        case "shard":
            shard.write_bytes(b"dispatchboxSearch('t0',`x`);")
        case "shard gone":
            shard.unlink()
    path = root / "content/briefings/paper-7.md"
    text = path.read_text("utf-8")
    path.write_text(text + "\nMore.\n", "utf-8")
    assert data(root) == clean(root)
    path.write_text(text, "utf-8")
    assert data(root) == whole


def test_the_words_before_a_second_edit_are_still_known(root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    data(root)
    path = root / "content/briefings/paper-7.md"
    path.write_text(path.read_text("utf-8") + "\nOne walrus.\n", "utf-8")
    data(root)
    monkeypatch.setattr("builder.engine.searching.whole_index", None)  # it must not be made anew
    path.write_text(path.read_text("utf-8").replace("walrus", "seal"), "utf-8")
    found = data(root)
    assert not any(b"walrus " in shard for shard in found.values())
    monkeypatch.undo()
    assert found == clean(root)


def test_what_pages_show_of_a_briefing_is_indexed_without_the_archive(
    root: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(builder.cache.listing, "TICK", 0)  # no file is too young to be sure of
    last, path = data(root), root / "content/briefings/paper-7.md"
    for old, new in (
        ("title: Paper 7", "title: A walrus"),
        ("people:", "byline: [Ann Other]\nsummary: A walrus again\npeople:"),
        ("[Ann Other]", "[Paul Eckert]"),
        ("\n\n", "\n\nThe walrus left.\n\n"),
    ):
        path.write_text(path.read_text("utf-8").replace(old, new, 1), "utf-8")
        with monkeypatch.context() as patched:
            if old != "people:":  # the first byline is counted, so the site is planned
                patched.delattr("builder.engine.planning.read_archive")
            found = data(root)
        assert found == clean(root)
        assert found != last
        last = found
