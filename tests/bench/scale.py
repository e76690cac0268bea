"""What a briefing costs, at several sizes: processor time, memory, files and bytes. `make bench-scale`.

The default theme with all features, one process, so that processor time is all there is. docs/scale.md
reckons with these figures.
"""

from __future__ import annotations

import argparse
import json
import os
import shutil
import subprocess
import sys
import time
from pathlib import Path
from typing import Any

from engine import ROOT, make_corpus

BUILD = """
import json, resource, sys, time
from pathlib import Path
from builder.build import Options, build
from builder.config import load_project
start = time.process_time()
report = build(load_project(Path(sys.argv[1])), Options(jobs=1))
memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024
print(json.dumps({"seconds": time.process_time() - start, "memory": memory, "made": report.made}))
"""


def built(folder: Path) -> dict[str, Any]:
    """One build in a process of its own."""
    env = {**os.environ, "PYTHONPATH": str(ROOT)}
    command = [sys.executable, "-c", BUILD, str(folder)]
    done = subprocess.run(command, cwd=folder, env=env, capture_output=True, text=True, check=False)
    found: dict[str, Any] = json.loads(done.stdout) if not done.returncode else sys.exit(done.stderr)
    return found


def size_of(folder: Path) -> tuple[int, int]:
    """(files, bytes) below a folder, or of a file."""
    files = [path for path in folder.rglob("*") if path.is_file()] if folder.is_dir() else [folder]
    return len(files), sum(path.stat().st_size for path in files)


def measure(folder: Path, count: int) -> None:
    if not folder.exists():
        make_corpus(folder, count)
        text = "site:\n  title: Bench\n  base_url: https://example.org/\n"
        (folder / "config.yaml").write_text(text, "utf-8")
    for name in ("public", ".dispatchbox"):
        shutil.rmtree(folder / name, ignore_errors=True)
    cold = built(folder)
    public = folder / "public"
    files, size = size_of(public)
    print(
        f"{count:>8,} briefings: cold {cold['seconds']:.1f} s of processor, "
        f"{cold['seconds'] / count * 1000:.1f} ms a briefing; {cold['memory']:,} MB; "
        f"{files:,} files, {size / count / 1000:.1f} KB a briefing"
    )
    for part in sorted([*public.iterdir(), *(folder / ".dispatchbox").iterdir(), folder / "content"]):
        files, size = size_of(part)
        if size > count * 50:
            where = part.relative_to(folder).as_posix()
            print(f"{'':>10}{where:<28} {files:>8,} files {size / count:>9,.0f} bytes a briefing")
    largest = sorted(public.rglob("*.*"), key=lambda path: -path.stat().st_size)[:5]
    for path in largest:
        print(f"{'':>10}largest: {path.relative_to(public)} {path.stat().st_size / 1000:,.0f} KB")
    time.sleep(2.5)  # past the tick within which a file may change unseen
    built(folder)
    edited = folder / "content" / "briefings" / "briefing-000007.md"
    for kind, old, new in (("body", "\n\n", "\n\nMore. "), ("title", "title: ", "title: More ")):
        edited.write_text(edited.read_text("utf-8").replace(old, new, 1), "utf-8")
        again = built(folder)
        print(f"{'':>10}one {kind} edited: {again['seconds']:.2f} s of processor, {again['made']} pages made")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--work", type=Path, default=ROOT / ".bench")
    parser.add_argument("--sizes", type=int, nargs="+", default=[1000, 5000, 20000])
    args = parser.parse_args()
    for count in args.sizes:
        measure(args.work / f"scale-{count}", count)


if __name__ == "__main__":
    main()
