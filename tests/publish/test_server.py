"""The preview: a save shows, an error shows and goes, no save is lost, strangers are refused."""

from __future__ import annotations

import asyncio
import gc
import json
import warnings
from collections.abc import Awaitable, Callable
from pathlib import Path

import pytest
from tornado.httpclient import AsyncHTTPClient, HTTPClientError, HTTPRequest, HTTPResponse
from tornado.websocket import WebSocketClientConnection, websocket_connect

from builder.commands.serve import Session, command
from builder.engine.last import list_inputs
from builder.publish.preview import Preview
from builder.publish.server import is_own, own_hosts, serve
from builder.publish.watching import Watcher

BENCH_THEME = Path(__file__).parent.parent / "bench" / "theme"
DEADLINE = 40
"""Seconds; a save shows in a fraction of one on a machine that does nothing else."""


def brief(root: Path, title: str, slug: str = "talks") -> None:
    path = root / f"content/briefings/{slug}.md"
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(f"---\ntitle: {title}\npeople: [John Kerry]\n---\n\nWords.\n", "utf-8")


@pytest.fixture
def root(tmp_path: Path) -> Path:
    import shutil

    (tmp_path / "config.yaml").write_text("site:\n  theme: bench\nbuild:\n  search: false\n")
    shutil.copytree(BENCH_THEME, tmp_path / "themes" / "bench")
    brief(tmp_path, "First")
    return tmp_path


class Visitor:
    """A browser, without the window."""

    def __init__(self, port: int) -> None:
        self.port = port
        self.client = AsyncHTTPClient(force_instance=True)

    async def fetch(self, path: str, **headers: str) -> HTTPResponse:
        request = HTTPRequest(f"http://127.0.0.1:{self.port}{path}", headers=headers, follow_redirects=False)
        return await self.client.fetch(request, raise_error=False)

    async def text(self, path: str) -> str:
        return (await self.fetch(path)).body.decode()

    async def connect(self, path: str = "/") -> WebSocketClientConnection:
        """A window that shows a page, as livereload's script opens it."""
        socket = await websocket_connect(f"ws://127.0.0.1:{self.port}/livereload")
        await socket.write_message(json.dumps({"command": "hello", "protocols": []}))
        answer = await socket.read_message()
        assert json.loads(answer or "")["command"] == "hello"
        url = f"http://127.0.0.1:{self.port}{path}"
        await socket.write_message(json.dumps({"command": "info", "url": url}))
        return socket

    async def until(self, path: str, holds: Callable[[HTTPResponse], bool]) -> None:
        """Looks at a page, and loads it again whenever the preview says so, until it is as it should be."""
        async with asyncio.timeout(DEADLINE):
            while not holds(await self.fetch(path)):
                socket = await self.connect(path)
                message = json.loads(await socket.read_message() or "{}")
                assert message["command"] == "reload"
                socket.close()

    async def until_told(self, words: str) -> None:
        """Until the front page is to be loaded again and shows this problem; without words: none."""
        async with asyncio.timeout(DEADLINE):
            while True:
                await self.fetch("/")
                socket = await self.connect()
                told = await self.text("/_preview/problems.json")
                if words in told if words else told == "[]":
                    socket.close()
                    return
                assert json.loads(await socket.read_message() or "{}")["command"] == "reload"
                socket.close()


def preview(root: Path, visit: Callable[[Visitor], Awaitable[None]], poll: bool = False) -> list[str]:
    """Runs a preview of `root` while `visit` looks at it; the problems that were told."""
    told: list[str] = []

    async def main() -> None:
        session = Session(root, drafts=False)
        outcome = session.build()
        hosts = own_hosts("127.0.0.1")
        state = Preview(
            root / "public", session.build, session.look, hosts, told.append, outcome, session.base
        )
        watcher = Watcher(root, state.mark, lambda: list_inputs(root)[1])
        opened: asyncio.Future[int] = asyncio.get_running_loop().create_future()

        def watch(_: Preview) -> None:
            state.looking = watcher.start(poll) == "looking"
            assert state.looking == poll

        task = asyncio.create_task(serve(state, "127.0.0.1", 0, watch, opened.set_result))
        try:
            visitor = Visitor(await asyncio.wait_for(opened, DEADLINE))
            await visit(visitor)
            visitor.client.close()
        finally:
            task.cancel()
            await asyncio.gather(task, return_exceptions=True)
            await asyncio.to_thread(watcher.stop)

    asyncio.run(main())
    with (
        warnings.catch_warnings()
    ):  # tornado's client leaves a refused or just closed socket to the collector
        warnings.simplefilter("ignore", ResourceWarning)
        gc.collect()
    return told


def has(words: str) -> Callable[[HTTPResponse], bool]:
    return lambda response: words in response.body.decode()


@pytest.mark.parametrize("poll", [False, True])
def test_a_save_reloads_the_page(root: Path, poll: bool) -> None:
    async def visit(visitor: Visitor) -> None:
        assert "First" in await visitor.text("/briefings/talks/")
        brief(root, "Second")
        await visitor.until("/briefings/talks/", has("Second"))
        brief(root, "A third", "third")
        await visitor.until("/people/john-kerry/", has("A third"))
        await visitor.until("/briefings/third/", lambda response: response.code == 200)
        (root / "content/briefings/third.md").unlink()
        await visitor.until("/briefings/third/", lambda response: response.code == 404)
        template = root / "themes/bench/templates/base.html"
        beside = template.with_name("new")
        beside.write_text(template.read_text().replace("<h1>", "<h1>Mended: "))
        beside.replace(template)  # as editors save
        await visitor.until("/", has("Mended: "))
        (root / "config.yaml").write_text(
            "site:\n  theme: bench\n  title: Renamed\nbuild:\n  search: false\n"
        )
        await visitor.until("/", has("Renamed"))

    preview(root, visit, poll)


def test_a_page_nobody_looks_at_is_not_loaded_again(root: Path) -> None:
    brief(root, "Another", "another")

    async def visit(visitor: Visitor) -> None:
        await visitor.fetch("/people/john-kerry/")
        other = await visitor.connect("/people/john-kerry/")
        (root / "content/briefings/talks.md").write_text(
            "---\ntitle: First\npeople: [John Kerry]\n---\n\nOther words.\n", "utf-8"
        )
        await visitor.until("/briefings/talks/", has("Other words."))
        brief(root, "Changed", "another")
        message = json.loads(await asyncio.wait_for(other.read_message(), DEADLINE) or "{}")
        assert message["command"] == "reload"
        assert "Changed" in await visitor.text("/people/john-kerry/")
        other.close()

    preview(root, visit)


def test_an_error_shows_with_file_and_line_and_goes_when_mended(root: Path) -> None:
    async def visit(visitor: Visitor) -> None:
        path = root / "themes/bench/templates/briefing.html"
        good = path.read_text()
        path.write_text(good + "\n{% if %}\n")
        await visitor.until_told(f"themes/bench/templates/briefing.html:{good.count(chr(10)) + 2}")
        path.write_text(good)
        await visitor.until_told("")
        (root / "config.yaml").write_text("site:\n  titel: x\n")
        await visitor.until_told("config.yaml:2")
        assert "First" in await visitor.text("/briefings/talks/")  # what was published stands

    assert any("briefing.html" in line for line in preview(root, visit))


def test_a_page_that_a_mistake_takes_out_is_shown_on(root: Path) -> None:
    async def visit(visitor: Visitor) -> None:
        assert "First" in await visitor.text("/briefings/talks/")
        path = root / "content/briefings/talks.md"
        good = path.read_text()
        path.write_text(good.replace("title:", "titel:"))
        await visitor.until_told("talks.md:2")
        assert "First" in await visitor.text("/briefings/talks/")
        path.write_text(good.replace("First", "Mended"))
        await visitor.until("/briefings/talks/", has("Mended"))
        assert await visitor.text("/_preview/problems.json") == "[]"
        path.unlink()
        await visitor.until("/briefings/talks/", lambda response: response.code == 404)

    preview(root, visit)


def test_full_paths_lead_into_the_folder_of_the_site(root: Path) -> None:
    config = root / "config.yaml"
    config.write_text(config.read_text().replace("theme:", "base_url: https://a.example/papers/\n  theme:"))

    async def visit(visitor: Visitor) -> None:
        await visitor.until("/papers/briefings/talks/", has("First"))

    preview(root, visit)


def test_no_save_of_a_hundred_is_lost(root: Path) -> None:
    async def visit(visitor: Visitor) -> None:
        for number in range(100):
            brief(root, f"Save {number}.", f"b{number % 7}")
            await asyncio.sleep(0.005)
        for number in range(93, 100):
            await visitor.until(f"/briefings/b{number % 7}/", has(f"Save {number}."))

    preview(root, visit)


def test_only_this_computer_is_answered_unless_told() -> None:
    defaults = {option.name: option.default for option in command.params}
    assert defaults["host"] == "127.0.0.1"
    assert is_own("localhost:8000", own_hosts("127.0.0.1"))
    assert not is_own("192.168.0.7:8000", own_hosts("127.0.0.1"))
    assert is_own("192.168.0.7:8000", own_hosts("0.0.0.0"))
    assert not is_own("evil.example:8000", own_hosts("0.0.0.0"))


def test_strangers_are_refused(root: Path) -> None:
    (root / "secret.txt").write_text("secret")

    async def visit(visitor: Visitor) -> None:
        assert (await visitor.fetch("/", Host="evil.example")).code == 403
        assert (await visitor.fetch("/", Origin="https://evil.example")).code == 403
        assert (await visitor.fetch("/", Host=f"localhost:{visitor.port}")).code == 200
        (root / "public/leak.txt").symlink_to(root / "secret.txt")
        for path in (
            "/leak.txt",
            "/../secret.txt",
            "/%2e%2e/secret.txt",
            "/..%2fsecret.txt",
            "//etc/passwd",
            "/%00",
        ):
            assert (await visitor.fetch(path)).code in (400, 404), path
        request = HTTPRequest(
            f"ws://127.0.0.1:{visitor.port}/livereload", headers={"Origin": "https://evil.example"}
        )
        with pytest.raises(HTTPClientError, match="403"):
            await websocket_connect(request)

    preview(root, visit)


def test_pages_carry_the_scripts_and_a_missing_slash_leads_on(root: Path) -> None:
    async def visit(visitor: Visitor) -> None:
        page = await visitor.text("/briefings/talks/")
        assert '<script src="/livereload.js" defer></script></head>' in page
        assert "livereload" in await visitor.text("/livereload.js")
        assert (await visitor.fetch("/briefings/talks")).code == 302
        missing = await visitor.fetch("/nothing/")
        assert missing.code == 404
        assert b"<script" not in (root / "public/briefings/talks/index.html").read_bytes()

    preview(root, visit)
