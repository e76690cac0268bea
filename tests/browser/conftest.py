"""A real Chromium, and a real archive to look at: the five seeds, ingested and built once per run."""

from __future__ import annotations

import functools
import http.server
import os
import shutil
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]

CONFIG = """\
site:
  title: Dispatches
  description: Press briefings on talks between Washington and Moscow.
  base_url: https://archive.example/papers/
  author: The Archive Office
"""

# ruff: noqa: E501 - whole files, as they stand on the disk
MORE = {
    "content/briefings/vstrecha-v-sochi.md": "---\ntitle: Встреча в Сочи\ndate: 2015-05-12\nlang: ru\n"
    "outlet: Известия\npeople: [Sergei Lavrov]\nissues: [Syria]\n---\n\nТри строки о встрече в Сочи.\n",
    "content/briefings/liqa-fi-sochi.md": "---\ntitle: لقاء في سوتشي\ndate: 2015-05~\nlang: ar\n---\n\nنص قصير.\n",
    "content/briefings/gone.md": "---\ntitle: A withdrawn briefing\ndate: 2014\nwithdrawn: At the publisher's wish.\n"
    "aliases: [once-here]\n---\n\nNever to be read again.\n",
    "content/briefings/again.md": "---\ntitle: Key US, Russian Officials Meeting in Washington\nerrata: [The date was "
    "missing.]\nduplicate_of: key-us-russian-officials-meeting-in-washington\n---\n\nThe same once more.\n",
    "content/briefings/long.md": "---\ntitle: Memorandum of conversation between the Secretary of State and the Ambassador "
    "of the Union of Soviet Socialist Republics concerning Rechtsschutzversicherungsgesellschaften\n"
    "date: 2013-07\noutlet: Foreign Relations of the United States, 1969-1976, Volume XXXIV, Documents\n---\n\n"
    + "".join(
        f"## Part {n}\n\n" + "A paragraph of many words that goes on for a while and then ends.\n\n" * 12
        for n in range(1, 6)
    ),
    "content/people/sergei-lavrov.md": "---\nname: Sergei Lavrov\naliases: [Sergey Lavrov, Лавров]\nnote: Russian "
    "foreign minister since 2004\n---\n\nBorn in Moscow in 1950.\n",
    "content/pages/method.md": "---\ntitle: Method\n---\n\nBy rule and by hand.\n",
}  # fmt: skip
"""What the five seeds do not have: other scripts, a tombstone, a repetition, a very long text, a curated person."""


def chromium() -> str | None:
    """The installed Chromium."""
    return next(
        (
            found
            for name in ("chromium", "chromium-browser", "google-chrome")
            if (found := shutil.which(name))
        ),
        None,
    )


@pytest.fixture(scope="session")
def archive(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder of a built archive."""
    from builder.build import Options, build
    from builder.config import load_project
    from builder.ingest.pipeline import ingest
    from builder.workers import open_workers

    root = tmp_path_factory.mktemp("archive")
    (root / "config.yaml").write_text(CONFIG, "utf-8")
    shutil.copytree(ROOT / "seeds", root / "seeds")
    shutil.copytree(ROOT / "content" / "issues", root / "content" / "issues")
    with open_workers(1) as workers:
        ingest(load_project(root), workers)
    for name, text in MORE.items():
        (root / name).parent.mkdir(parents=True, exist_ok=True)
        (root / name).write_text(text, "utf-8")
    report = build(load_project(root), Options(jobs=1))
    assert not [p for p in report.problems if p.level == "error"]
    return root


@pytest.fixture(scope="session")
def public(archive: Path) -> Path:
    return archive / "public"


class _Quiet(http.server.SimpleHTTPRequestHandler):
    def log_message(self, format: str, *args: object) -> None:
        """Says nothing."""

    def send_error(self, code: int, message: str | None = None, explain: str | None = None) -> None:
        """As a host of static pages does: 404.html at whatever address there is no page."""
        page = (Path(self.directory) / "papers" / "404.html").read_bytes()
        self.send_response(code, message)
        self.send_header("Content-Type", "text/html; charset=utf-8")
        self.send_header("Content-Length", str(len(page)))
        self.end_headers()
        self.wfile.write(page)


@pytest.fixture(scope="session")
def site(public: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The archive served under a folder, as on GitHub Pages; ends with a slash."""
    above = tmp_path_factory.mktemp("host")
    (above / "papers").symlink_to(public, target_is_directory=True)
    handler = functools.partial(_Quiet, directory=str(above))
    server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), handler)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield f"http://127.0.0.1:{server.server_port}/papers/"
    server.shutdown()
    server.server_close()


@pytest.fixture(scope="module")
def browser() -> Iterator[object]:
    """Open for one module only: while it is, no other test can run an event loop of its own."""
    found = chromium()
    if not found:
        if os.environ.get("CI"):
            pytest.fail("CI must run the browser tests, and there is no Chromium")
        pytest.skip("there is no Chromium")
    sync_api = pytest.importorskip("playwright.sync_api", reason="playwright is not installed")
    with sync_api.sync_playwright() as play:
        yield (opened := play.chromium.launch(executable_path=found, args=["--no-sandbox", "--disable-gpu"]))
        opened.close()
