"""From saving a briefing to the reloaded page, in a real Chromium, with the full theme. `make bench-preview`.

A preview runs as a person starts it; a page is open; its briefing is saved again and again. Time runs from
just before the file is written until the browser has parsed and first painted the page with the new words, by
its own clock. Prints median and 95th percentile, beside those of a plain reload of the same page (on
a busy machine the difference says more than the sum), and the processor time that the preview spent per save.
"""

from __future__ import annotations

import argparse
import os
import queue
import re
import subprocess
import sys
import time
from pathlib import Path
from statistics import median, quantiles
from typing import Any

from engine import ROOT, make_corpus

CONFIG = "site:\n  title: Bench\n  base_url: https://example.org/\n"
SEEN = """
new PerformanceObserver((list) => {
  const paint = list.getEntriesByName("first-contentful-paint")[0];
  if (!paint) return;
  const tell = () => {
    const parsed = performance.getEntriesByType("navigation")[0].domInteractive;
    const found = document.documentElement.textContent.match(/Save \\d+x/g) || [];
    window.shown(found.join(" "), performance.timeOrigin + Math.max(paint.startTime, parsed));
  };
  if (document.readyState === "loading") addEventListener("DOMContentLoaded", tell); else tell();
}).observe({type: "paint", buffered: true});
"""
PATIENCE = 120


def prepare(work: Path, count: int) -> Path:
    """An archive of `count` briefings with the default theme and all features."""
    folder = work / f"preview-{count}"
    if not folder.exists():
        make_corpus(folder, count)
        (folder / "config.yaml").write_text(CONFIG, "utf-8")
    return folder


def start(folder: Path) -> tuple[subprocess.Popen[str], str]:
    """The preview and its address, once it answers."""
    process = subprocess.Popen(
        [sys.executable, "-m", "builder", "serve", "--port", "0"],
        cwd=folder, env={**os.environ, "PYTHONPATH": str(ROOT), "PYTHONUNBUFFERED": "1"},
        stdout=subprocess.PIPE, text=True,
    )  # fmt: skip
    assert process.stdout is not None
    for line in process.stdout:
        found = re.search(r"http://[\d.]+:\d+/", line)
        if found:
            return process, found[0]
    sys.exit("the preview ended")


def spent(process: subprocess.Popen[str]) -> float:
    """Seconds of processor time that the preview and its children have used (Linux)."""
    fields = Path(f"/proc/{process.pid}/stat").read_text().rpartition(")")[2].split()
    return sum(map(int, fields[11:15])) / os.sysconf("SC_CLK_TCK")


def measure(folder: Path, saves: int) -> dict[str, tuple[list[float], ...]]:
    """What was saved → seconds until it was seen, of a plain reload, of processor time."""
    from playwright.sync_api import sync_playwright

    path = folder / "content/briefings/briefing-000007.md"
    pristine = path.read_text("utf-8")
    pristine = re.sub(r" Save \d+x", "", pristine)
    path.write_text(pristine, "utf-8")
    seen: queue.Queue[tuple[str, float]] = queue.Queue()
    process, address = start(folder)
    kinds = {
        "body": lambda n: pristine.rstrip() + f" Save {n}x\n",
        "title": lambda n: re.sub(r"(?m)^(title: .*)$", rf"\1 Save {n}x", pristine, count=1),
    }
    found: dict[str, tuple[list[float], ...]] = {}
    try:
        with sync_playwright() as play:
            browser = play.chromium.launch(executable_path=chromium(), args=["--no-sandbox"])
            page = browser.new_page()
            page.expose_function("shown", lambda words, when: seen.put((words, when)))
            page.add_init_script(SEEN)
            page.goto(f"{address}briefings/briefing-000007/")
            page.wait_for_timeout(3000)  # the preview finishes what it does after its start
            number = 0
            for kind, change in kinds.items():
                waits, plain, cpu = found.setdefault(kind, ([], [], []))
                for _ in range(saves):
                    number += 1
                    before, begun = spent(process), time.time()
                    path.write_text(change(number), "utf-8")
                    waits.append(wait_for(page, seen, f"Save {number}x") - begun)
                    page.wait_for_timeout(1500)  # what follows after the page is not part of the next save
                    cpu.append(spent(process) - before)
                    begun = time.time()
                    page.evaluate("location.reload()")
                    plain.append(wait_for(page, seen, f"Save {number}x") - begun)
            browser.close()
    finally:
        process.terminate()
        process.wait()
        path.write_text(pristine, "utf-8")
    return found


def wait_for(page: Any, seen: queue.Queue[tuple[str, float]], words: str) -> float:
    """When a page with these words was drawn; seconds since 1970."""
    end = time.monotonic() + PATIENCE
    while time.monotonic() < end:
        page.wait_for_timeout(1)  # lets the browser's messages in
        while not seen.empty():
            found, when = seen.get()
            if words in found:
                return when / 1000
    sys.exit(f"'{words}' was not seen in {PATIENCE} s")


def chromium() -> str:
    import shutil

    found = next(
        (f for n in ("chromium", "chromium-browser", "google-chrome") if (f := shutil.which(n))), None
    )
    return found or sys.exit("there is no Chromium")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--work", type=Path, default=ROOT / ".bench")
    parser.add_argument("--size", type=int, default=5000)
    parser.add_argument("--saves", type=int, default=20)
    args = parser.parse_args()
    folder = prepare(args.work, args.size)
    for kind, (waits, plain, cpu) in measure(folder, args.saves).items():
        print(
            f"{args.size} briefings, {kind} saved: {said(waits)}; "
            f"a plain reload: {said(plain)}; processor {median(cpu) * 1000:.0f} ms a save"
        )


def said(seconds: list[float]) -> str:
    least, p95 = min(seconds), quantiles(seconds, n=20)[-1]
    return f"median {median(seconds) * 1000:.0f} ms, p95 {p95 * 1000:.0f}, least {least * 1000:.0f}"


if __name__ == "__main__":
    main()
