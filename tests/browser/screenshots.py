"""Takes the pictures of docs/screenshots/ from the archive in a folder, built before.

python tests/browser/screenshots.py FOLDER/public
"""

from __future__ import annotations

import sys
from pathlib import Path

from playwright.sync_api import sync_playwright

OUT = Path(__file__).resolve().parents[2] / "docs" / "screenshots"
TALKS = "briefings/us-russia-need-to-make-progress-on-syria-despite-conflicts-kerry/index.html"
SHOTS = (
    ("home", "index.html", 1280, 900, "light"),
    ("briefing", TALKS, 1280, 1000, "light"),
    ("briefing-dark", TALKS, 1280, 1000, "dark"),
    ("briefing-narrow", TALKS, 375, 812, "light"),
    ("person", "people/sergei-lavrov/index.html", 1280, 1000, "light"),
    ("people", "people/index.html", 1280, 800, "light"),
    ("graph", "graph/index.html", 1280, 1000, "light"),
    ("chronology", "chronology/index.html", 1280, 900, "light"),
    ("raw", TALKS.replace("index.html", "raw/index.html"), 1280, 900, "light"),
)


def main(public: Path) -> None:
    """One PNG per line of `SHOTS`."""
    OUT.mkdir(parents=True, exist_ok=True)
    with sync_playwright() as play:
        browser = play.chromium.launch(
            executable_path="/usr/bin/chromium", args=["--no-sandbox", "--disable-gpu"]
        )
        for name, path, width, height, scheme in SHOTS:
            page = browser.new_page(viewport={"width": width, "height": height}, color_scheme=scheme)  # type: ignore[arg-type]
            page.goto((public.resolve() / path).as_uri())
            page.evaluate("document.fonts.ready")
            page.screenshot(path=OUT / f"{name}.png")
            page.close()
        browser.close()


if __name__ == "__main__":
    main(Path(sys.argv[1]))
