"""Whatever is edited in whatever order: an incremental build gives the bytes of a clean one.

Random edit scripts, each step built on top of the last and compared with a build from nothing. The number of
scripts is small here and 1,000 under `make nightly` (DISPATCHBOX_SCRIPTS).
"""

from __future__ import annotations

import os
import random
import shutil
from collections.abc import Callable, Sequence
from contextlib import suppress
from pathlib import Path

import pytest

import builder.cache.listing
from builder.build import Options, build
from builder.config import load_project
from builder.desk.tracing import trace_page
from builder.engine.last import nothing_to_do
from builder.errors import ContentError

SCRIPTS = int(os.environ.get("DISPATCHBOX_SCRIPTS", "100"))
BENCH_THEME = Path(__file__).parent / "bench" / "theme"
NAMES = ("John Kerry", "Sergei Lavrov", "Sergey Lavrov", "Chuck Hagel", "Angela Merkel", "Lavrov")
ISSUES = ("Syria", "Arms control", "NATO")


CONFIG = "site:\n  title: Test\n  theme: bench\nbuild:\n  page_size: 5\n  search: false\n"


def site(root: Path) -> dict[str, bytes]:
    public = root / "public"
    return {p.relative_to(public).as_posix(): p.read_bytes() for p in public.rglob("*") if p.is_file()}


def write(path: Path, text: str) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, "utf-8")


def briefing(rng: random.Random, title: str) -> str:
    people = rng.sample(NAMES, rng.randint(0, 3))
    issues = rng.sample(ISSUES, rng.randint(0, 2))
    date = rng.choice(["", "2013-08-09", "2014-01-02", "2013", "2013-05~", "2012-12-31/2013-01-02"])
    outlet = rng.choice(["", "Reuters", "AP"])
    body = rng.choice(["Plain words.", "Some *more* words.\n\n- a\n- b", "<b>Odd</b> words | here."])
    front = f"title: {title}\npeople: [{', '.join(people)}]\nissues: [{', '.join(issues)}]\n"
    front += f"date: {date}\n" if date else ""
    front += f"outlet: {outlet}\n" if outlet else ""
    return f"---\n{front}---\n\n{body}\n"


def make_archive(root: Path, rng: random.Random) -> None:
    write(root / "config.yaml", CONFIG)
    shutil.copytree(BENCH_THEME, root / "themes" / "bench")
    write(root / "themes/bench/static/site.css", "p { color: black }\n")
    for number in range(7):
        write(root / f"content/briefings/b{number}.md", briefing(rng, f"Title {number}"))


def pick(root: Path, rng: random.Random, pattern: str) -> Path | None:
    found = sorted(root.glob(pattern))
    return rng.choice(found) if found else None


# ---------------------------------------------------------------- edits

Edit = Callable[[Path, random.Random], None]


def add(root: Path, rng: random.Random) -> None:
    name = rng.choice(["new", "a-new", "z-new", "b0"])
    write(root / f"content/briefings/{name}.md", briefing(rng, f"New {rng.random()}"))


def change(root: Path, rng: random.Random) -> None:
    if path := pick(root, rng, "content/briefings/*.md"):
        write(path, briefing(rng, rng.choice(["Title 1", "Other", "Ünïcode & <b>"])))


def change_body(root: Path, rng: random.Random) -> None:
    if path := pick(root, rng, "content/briefings/*.md"):
        write(path, path.read_text("utf-8") + f"\nMore {rng.random()}.\n")


FIELDS = {
    "title": ("Title 1", "Ünïcode & <b>", "'It''s: quoted'", "Talks in Geneva on Syria"),
    "summary": ("", "In short.", "At length & more."),
    "dateline": ("", "GENEVA", "MOSCOW"),
    "byline": ("", "[Paul Eckert]", "[Paul Eckert, Ann Other]"),
    "editors": ("", "[Philip Barbara]"),
    "errata": ("", "[A name was wrong.]"),
    "date_text": ("", "Fri Aug 9"),
    "date": ("", "2013-08-09", "2013-08-10", "2014-01-02", "2012"),
    "people": ("", "[John Kerry, Chuck Hagel]", "[Angela Merkel]"),
    "issues": ("", "[Syria]", "[NATO, Arms control]"),
    "aliases": ("", "[once-so-called]"),
    "duplicate_of": ("", "b1"),
    "withdrawn": ("", "By mistake"),
}
"""Key → what an edit of one line of front matter may make of it; nothing: the line goes."""


def change_field(root: Path, rng: random.Random) -> None:
    if path := pick(root, rng, "content/briefings/*.md"):
        key = rng.choice(list(FIELDS))
        value = rng.choice(FIELDS[key])
        kept = [line for line in path.read_text("utf-8").split("\n") if not line.startswith(f"{key}:")]
        write(path, "\n".join([*kept[:1], *([f"{key}: {value}"] if value else []), *kept[1:]]))


def change_title(root: Path, rng: random.Random) -> None:
    if path := pick(root, rng, "content/briefings/*.md"):
        write(path, path.read_text("utf-8").replace("title: ", f"title: {rng.choice('ABC')} ", 1))


def rename(root: Path, rng: random.Random) -> None:
    if path := pick(root, rng, "content/briefings/*.md"):
        path.rename(path.with_name(f"renamed-{rng.randint(0, 3)}.md"))


def delete(root: Path, rng: random.Random) -> None:
    if path := pick(root, rng, "content/*/*.md"):
        path.unlink()


def touch(root: Path, rng: random.Random) -> None:
    if path := pick(root, rng, rng.choice(["content/*/*.md", "themes/*/*/*"])):
        os.utime(path, (rng.choice([0, 2_000_000_000, 1_400_000_000]),) * 2)


def revert(root: Path, rng: random.Random) -> None:
    if path := pick(root, rng, "content/briefings/*.md"):
        text = path.read_bytes()
        path.write_bytes(text + b"\nGone again.\n")
        path.write_bytes(text)


def same_size_and_time(root: Path, rng: random.Random) -> None:
    if path := pick(root, rng, "content/briefings/*.md"):
        stat = path.stat()
        text = path.read_text("utf-8")
        path.write_text(text.replace("words", "sword"), "utf-8")
        os.utime(path, ns=(stat.st_atime_ns, stat.st_mtime_ns))


def break_and_mend(root: Path, rng: random.Random) -> None:
    path = root / "content/briefings/broken.md"
    if path.exists():
        write(path, briefing(rng, "Mended"))
    else:
        write(path, "---\ntitle: [\n---\n")


def person(root: Path, rng: random.Random) -> None:
    extra = rng.choice(["", "note: Minister\n", "aliases: [Lavrov, Sergey Lavrov]\n", "hidden: true\n"])
    write(root / "content/people/sergei-lavrov.md", f"---\nname: Sergei Lavrov\n{extra}---\n\nA life.\n")


def issue(root: Path, rng: random.Random) -> None:
    extra = rng.choice(["", "broader: [world]\n", "aliases: [NATO]\n", "hidden: true\n"])
    write(root / "content/issues/syria.md", f"---\ntitle: Syria\nterms: [Syria]\n{extra}---\n\nWar.\n")
    write(root / "content/issues/world.md", "---\ntitle: World\nterms: [world]\n---\n")


def text_page(root: Path, rng: random.Random) -> None:
    write(root / "content/pages/help.md", f"---\ntitle: Help {rng.randint(0, 2)}\n---\n\nWords.\n")


def template(root: Path, rng: random.Random) -> None:
    if path := pick(root, rng, "themes/bench/templates/*.html"):
        write(path, path.read_text("utf-8") + f"<!-- {rng.randint(0, 9)} -->\n")


def broken_template(root: Path, rng: random.Random) -> None:
    path = root / "themes/bench/templates" / rng.choice(["briefing.html", "row.html", "text.html"])
    good = (BENCH_THEME / "templates" / path.name).read_text("utf-8")
    write(path, rng.choice([good, good, good + "{{ page.nothing }}", good + "{% if %}"]))


def static(root: Path, rng: random.Random) -> None:
    path = root / "themes/bench/static" / rng.choice(["site.css", "deep/er/x.js"])
    if path.exists() and rng.random() < 0.3:
        path.unlink()
    else:
        write(path, f"/* {rng.randint(0, 3)} */\n")


def config(root: Path, rng: random.Random) -> None:
    size, title = rng.choice([5, 6]), rng.choice(["Test", "Other"])
    base = rng.choice(["", "  base_url: https://x.example/a/\n"])
    write(
        root / "config.yaml",
        f"site:\n  title: {title}\n  theme: bench\n{base}build:\n  page_size: {size}\n  search: false\n",
    )


def harm_output(root: Path, rng: random.Random) -> None:
    if path := pick(root, rng, "public/**/*.html"):
        if rng.random() < 0.5:
            path.unlink()
        else:
            path.write_text("harmed", "utf-8")


def harm_cache(root: Path, rng: random.Random) -> None:
    found = [p for p in sorted((root / ".dispatchbox").rglob("*")) if p.is_file() and p.name != "lock"]
    if found:
        path = rng.choice(found)
        data = path.read_bytes()
        harm = rng.choice(["cut", "flip", "delete", "all"])
        if harm == "cut":
            path.write_bytes(data[: len(data) // 2])
        elif harm == "flip" and data:
            at = rng.randrange(len(data))
            path.write_bytes(data[:at] + bytes([data[at] ^ 1]) + data[at + 1 :])
        elif harm == "delete":
            path.unlink()
        else:
            shutil.rmtree(root / ".dispatchbox")


def ask(root: Path, rng: random.Random) -> None:
    """Another command reads the content before the next build does."""
    with suppress(ContentError):
        trace_page(load_project(root), rng.choice(["/people/", "/briefings/b1/"]))


EDITS: tuple[Edit, ...] = (
    add, change, change_body, rename, delete, touch, revert, same_size_and_time, break_and_mend, person,
    issue, text_page, template, broken_template, static, config, harm_output, harm_cache, ask,
    change_body, change_field, change_field, change_title,  # the commonest edits; most have a short way
)  # fmt: skip


# ---------------------------------------------------------------- properties


def run(root: Path, **options: bool | int) -> list[str]:
    """A build as the command does it; its problems."""
    if nothing_to_do(root, (False, True)) is not None:
        return []
    report = build(load_project(root), Options(**{"jobs": 1, **options}))
    return [str(problem) for problem in report.problems]


def from_nothing(root: Path, other: Path) -> tuple[dict[str, bytes], list[str]]:
    """The site of a build that knows nothing of earlier ones."""
    shutil.rmtree(other, ignore_errors=True)
    other.mkdir()
    for name in ("config.yaml", "content", "seeds", "themes"):
        if (root / name).is_dir():
            shutil.copytree(root / name, other / name)
        elif (root / name).exists():
            shutil.copy(root / name, other / name)
    problems = run(other)
    return site(other), problems


FULL_EDITS: tuple[Edit, ...] = (
    change_field, change_field, change_title, change_title, change_body, add, delete, person, revert
)  # fmt: skip


def edit_and_compare(
    root: Path,
    other: Path,
    rng: random.Random,
    edits: Sequence[Edit],
    size: tuple[int, int],
    script: str,
    jobs: int = 1,
) -> None:
    """`size`: steps, and most edits in one; after each the site is what one process makes from nothing."""
    steps, most = size
    for step in range(steps):
        chosen = [rng.choice(edits) for _ in range(rng.randint(1, most))]
        for edit in chosen:
            edit(root, rng)
        problems = run(root, jobs=jobs)
        expected, expected_problems = from_nothing(root, other)
        told = f"{script}, step {step}: {[edit.__name__ for edit in chosen]}"
        assert site(root) == expected, told
        assert problems == expected_problems, told


@pytest.mark.slow
@pytest.mark.timeout(7200)
def test_with_the_full_theme_an_incremental_build_equals_a_clean_one(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(builder.cache.listing, "TICK", 30_000_000)
    monkeypatch.setattr("builder.build.WORTH", 2)  # the search index is made in a process beside
    for number in range(max(1, SCRIPTS // 20)):
        rng = random.Random(2000 + number)
        root, other = tmp_path / f"s{number}", tmp_path / "clean"
        make_archive(root, rng)
        related = rng.choice(["  related: 0\n", ""])
        base = "  base_url: https://x.example/\n"
        write(root / "config.yaml", f"site:\n  title: Test\n{base}build:\n  page_size: 5\n{related}")
        jobs = 1 + number % 2
        run(root, jobs=jobs)
        edit_and_compare(root, other, rng, FULL_EDITS, (3, 2), f"script {number}", jobs)


@pytest.mark.slow
@pytest.mark.timeout(7200)
def test_an_incremental_build_equals_a_clean_one(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    # A real disk's clock ticks every few milliseconds; with the coarse default nothing would ever be skipped.
    monkeypatch.setattr(builder.cache.listing, "TICK", 30_000_000)
    for seed in range(SCRIPTS):
        rng = random.Random(seed)
        root, other = tmp_path / f"s{seed}", tmp_path / "clean"
        make_archive(root, rng)
        run(root)
        edit_and_compare(root, other, rng, EDITS, (2, 3), f"script {seed}")
        shutil.rmtree(root)


# ---------------------------------------------------------------- with seeds

ARTICLE = """{title}

GENEVA, {day} August 2013 (Reuters) - U.S. Secretary of State John Kerry met Russian Foreign Minister Sergei
Lavrov on {subject}, officials said.

"{word} talks were useful," Lavrov told reporters after the meeting of the two ministers in Geneva.

Share this article
"""


def seed(root: Path, rng: random.Random) -> None:
    """A seed comes, or is another article now."""
    words = {
        "title": rng.choice(["Talks in Geneva", "Ministers meet", "A treaty"]),
        "day": str(rng.randint(1, 28)),
    }
    words |= {"subject": rng.choice(["Syria", "arms control"]), "word": rng.choice(["The", "These"])}
    write(root / f"seeds/{rng.randint(0, 3)}.txt", ARTICLE.format(**words))


def seed_goes(root: Path, rng: random.Random) -> None:
    if path := pick(root, rng, "seeds/*.txt"):
        path.unlink()


def seed_moves(root: Path, rng: random.Random) -> None:
    if path := pick(root, rng, "seeds/*.txt"):
        path.rename(path.with_name(f"moved-{rng.randint(0, 2)}.txt"))


SEED_EDITS: tuple[Edit, ...] = (seed, seed, seed_goes, seed_moves, change_body, delete, touch, revert, person)


@pytest.mark.slow
@pytest.mark.timeout(7200)
def test_with_seeds_an_incremental_build_equals_a_clean_one(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(builder.cache.listing, "TICK", 30_000_000)
    for number in range(max(1, SCRIPTS // 25)):
        rng = random.Random(1000 + number)
        root, other = tmp_path / f"s{number}", tmp_path / "clean"
        write(root / "config.yaml", CONFIG)
        shutil.copytree(BENCH_THEME, root / "themes" / "bench")
        seed(root, rng)
        run(root)
        for step in range(3):
            edits = [rng.choice(SEED_EDITS) for _ in range(rng.randint(1, 3))]
            for edit in edits:
                edit(root, rng)
            run(root)
            expected, _ = from_nothing(root, other)  # doubts are told of seeds that were read, so they differ
            told = f"script {number}, step {step}: {[edit.__name__ for edit in edits]}"
            assert site(root) == expected, told


# ---------------------------------------------------------------- surroundings


def test_many_processes_give_the_bytes_of_one(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("builder.engine.making.WORTH", 2)
    monkeypatch.setattr("builder.engine.reading.WORTH", 2)
    make_archive(tmp_path / "a", random.Random(1))
    shutil.copytree(tmp_path / "a", tmp_path / "b")
    run(tmp_path / "a", jobs=1)
    run(tmp_path / "b", jobs=3)
    assert site(tmp_path / "a") == site(tmp_path / "b")


@pytest.mark.slow
def test_surroundings_do_not_show(tmp_path: Path) -> None:
    """Hash seed, time zone, locale, working directory, umask, time of day."""
    import subprocess
    import sys

    make_archive(tmp_path / "a", random.Random(2))
    run(tmp_path / "a")
    expected = site(tmp_path / "a")
    command = "import os,sys; os.umask(int(sys.argv[2], 8)); from pathlib import Path; "
    command += "from builder.build import build; from builder.config import load_project; "
    command += "build(load_project(Path(sys.argv[1])))"
    for number, (seed, zone, locale, umask) in enumerate(
        [("0", "Asia/Kolkata", "C", "077"), ("4242", "America/Los_Angeles", "de_DE.UTF-8", "000")]
    ):
        other = tmp_path / f"other {number} ü"
        shutil.copytree(tmp_path / "a", other, ignore=shutil.ignore_patterns("public", ".dispatchbox"))
        env = {**os.environ, "PYTHONHASHSEED": seed, "TZ": zone, "LC_ALL": locale, "LANG": locale}
        env["PYTHONPATH"] = str(Path(__file__).parent.parent)
        subprocess.run([sys.executable, "-c", command, str(other), umask], check=True, env=env, cwd="/")
        assert site(other) == expected


@pytest.mark.slow
def test_fresh_processes_give_the_bytes_of_forked_ones(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Where forking is not safe (macOS, Windows, threads) all that a worker needs is sent to it."""
    make_archive(tmp_path / "a", random.Random(3))
    person(tmp_path / "a", random.Random(3))
    issue(tmp_path / "a", random.Random(3))
    shutil.copytree(tmp_path / "a", tmp_path / "b")
    run(tmp_path / "a", jobs=1)
    monkeypatch.setattr("builder.engine.making.WORTH", 2)
    monkeypatch.setattr("builder.engine.reading.WORTH", 2)
    monkeypatch.setattr("builder.forks.can_fork", lambda: False)
    run(tmp_path / "b", jobs=2)
    assert site(tmp_path / "a") == site(tmp_path / "b")
