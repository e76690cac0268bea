"""Live preview: serves public/, builds when something is saved, and reloads the browser.

In: a folder, and a function that builds it. The browser is told through livereload's protocol; what watches
is in `watching`; building happens in a thread of its own, one build after another. A save during a build
starts the next one: none is lost. Strangers are refused: any page in the browser can send requests here, so
`Host` and `Origin` must be ours.
"""

from __future__ import annotations

import asyncio
import ipaddress
import json
import mimetypes
import threading
from collections.abc import Callable
from dataclasses import dataclass, field
from html import escape
from pathlib import Path
from urllib.parse import unquote, urlsplit

from livereload.handlers import LiveReloadHandler, LiveReloadJSHandler
from tornado import web
from tornado.httpserver import HTTPServer
from tornado.netutil import bind_sockets

from builder.errors import ContentError, Location, Problem

SCRIPT = "/_preview/preview.js"
PROBLEMS = "/_preview/problems.json"


@dataclass(frozen=True, slots=True)
class Outcome:
    """What a build came to."""

    changed: bool
    """Something in public/ is different."""
    problems: tuple[str, ...] = ()
    """Errors, as they are printed."""


Rebuild = Callable[[], Outcome]


@dataclass(slots=True)
class Preview:
    """The state between builder, watcher and browser."""

    public: Path
    rebuild: Rebuild
    hosts: frozenset[str]
    tell: Callable[[str], None]
    """Prints a line."""
    outcome: Outcome = field(default_factory=lambda: Outcome(False))
    base_path: str = "/"
    """The folder that the published site lives under, where 404.html looks for its style sheet."""
    dirty: threading.Event = field(default_factory=threading.Event)
    stopping: threading.Event = field(default_factory=threading.Event)

    def mark(self) -> None:
        """Something was saved."""
        self.dirty.set()

    def build_forever(self, loop: asyncio.AbstractEventLoop) -> None:
        """Builds whenever something was saved; runs in a thread of its own."""
        while True:
            self.dirty.wait()
            if self.stopping.is_set():
                return
            self.dirty.clear()  # before the build looks: what is saved from here on is seen now or next time
            before, self.outcome = self.outcome, self.rebuild()
            if self.outcome.changed or self.outcome.problems != before.problems:
                for line in self.outcome.problems:
                    self.tell(line)
                loop.call_soon_threadsafe(reload_browsers)

    def stop(self) -> None:
        """Lets the threads end."""
        self.stopping.set()
        self.dirty.set()


def reload_browsers() -> None:
    """Tells every connected browser to load its page again."""
    for waiter in list(LiveReloadHandler.waiters):
        waiter.send_message({"command": "reload", "path": "*", "liveCSS": False, "liveImg": False})


# ---------------------------------------------------------------- who may ask


def own_hosts(host: str) -> frozenset[str]:
    """Names under which this server may be addressed."""
    return frozenset({"localhost", "127.0.0.1", "::1", host.strip("[]").lower()})


def is_own(netloc: str, hosts: frozenset[str]) -> bool:
    """Whether a `Host` (or the host of an `Origin`) means this server.

    A number is no name that a stranger's server could point at us; so with --host any is allowed.
    """
    try:
        name = (urlsplit(f"//{netloc}").hostname or "").lower()
    except ValueError:
        return False
    if name in hosts:
        return True
    if hosts <= own_hosts("localhost"):
        return False
    try:
        ipaddress.ip_address(name)
    except ValueError:
        return False
    return True


class _Guarded(web.RequestHandler):
    """Refuses requests that another site's page made the browser send."""

    def initialize(self, preview: Preview) -> None:
        self.preview = preview

    def prepare(self) -> None:
        origin = self.request.headers.get("Origin", "")
        own = is_own(self.request.host, self.preview.hosts)
        if not own or (origin and not is_own(urlsplit(origin).netloc, self.preview.hosts)):
            self.set_status(403)
            self.finish("This preview answers its own pages only.")

    def set_default_headers(self) -> None:
        self.set_header("Cache-Control", "no-store")
        self.set_header("X-Content-Type-Options", "nosniff")


class _Socket(LiveReloadHandler):  # type: ignore[misc]
    def initialize(self, preview: Preview) -> None:
        self.preview = preview

    def prepare(self) -> None:
        if not is_own(self.request.host, self.preview.hosts):
            self.set_status(403)
            self.finish()

    def check_origin(self, origin: str) -> bool:
        return is_own(urlsplit(origin).netloc, self.preview.hosts)


class _ReloadScript(_Guarded, LiveReloadJSHandler):  # type: ignore[misc]
    pass


class _Script(_Guarded):
    def get(self) -> None:
        self.set_header("Content-Type", "text/javascript; charset=utf-8")
        self.finish(_OVERLAY)


class _Problems(_Guarded):
    def get(self) -> None:
        self.set_header("Content-Type", "application/json; charset=utf-8")
        self.finish(json.dumps(self.preview.outcome.problems))


class _Files(_Guarded):
    """public/, with the preview's two scripts in every page."""

    def head(self, path: str) -> None:
        self.get(path)

    def get(self, path: str) -> None:
        found = self._find(unquote(path)) or self._find(
            unquote(f"/{path}".removeprefix(self.preview.base_path))
        )
        if found is None:
            self.set_status(404)
            found = self.preview.public / "404.html"
            if not found.is_file():
                self._write_page(_bare_page(self.preview.outcome))
                return
        elif found.is_dir():
            self.redirect(f"/{path}/")
            return
        if found.suffix == ".html":
            self._write_page(found.read_text("utf-8"))
            return
        kind = mimetypes.guess_type(found.name)[0] or "application/octet-stream"
        text = kind.startswith("text/") or kind.endswith(("xml", "json", "javascript"))
        self.set_header("Content-Type", f"{kind}; charset=utf-8" if text else kind)
        self.finish(found.read_bytes())

    def _find(self, path: str) -> Path | None:
        """The file (or the folder that wants a slash) of a request; nothing outside public/."""
        public = self.preview.public.resolve()
        try:
            target = (public / path.lstrip("/")).resolve()
        except (OSError, ValueError):
            return None
        if not target.is_relative_to(public):
            return None
        if target.is_dir() and (path.endswith("/") or not path):
            target = target / "index.html"
        return target if target.exists() else None

    def _write_page(self, html: str) -> None:
        scripts = f'<script src="{SCRIPT}" defer></script><script src="/livereload.js" defer></script>'
        head, mark, rest = html.partition("</head>")
        self.set_header("Content-Type", "text/html; charset=utf-8")
        self.finish(f"{head}{scripts}{mark}{rest}" if mark else html + scripts)


def _bare_page(outcome: Outcome) -> str:
    """What is shown while there is no site yet."""
    lines = "".join(f"<li>{escape(line)}</li>" for line in outcome.problems)
    return (
        "<!doctype html><html lang=en><head><meta charset=utf-8><title>Preview</title></head>"
        f"<body><h1>There is no such page</h1><ul>{lines}</ul></body></html>"
    )


_OVERLAY = """// Shows what is wrong with the last build over the page, until it is mended.
fetch("/_preview/problems.json").then((answer) => answer.json()).then((problems) => {
  if (!problems.length) return;
  const box = document.createElement("section");
  box.id = "preview-problems";
  box.setAttribute("role", "alert");
  box.style.cssText = "position:fixed;inset:auto 0 0 0;max-height:50vh;overflow:auto;z-index:2147483647;" +
    "background:#300;color:#fff;padding:1rem;font:1rem/1.5 monospace;white-space:pre-wrap";
  for (const problem of problems) {
    const line = document.createElement("p");
    line.style.cssText = "margin:0 0 .5rem";
    line.textContent = problem;
    box.append(line);
  }
  document.body.append(box);
});
"""


# ---------------------------------------------------------------- serving


def make_application(preview: Preview) -> web.Application:
    """The handlers of the preview."""
    own = {"preview": preview}
    return web.Application(
        [
            (r"/livereload", _Socket, own),
            (r"/livereload\.js", _ReloadScript, own),
            (SCRIPT, _Script, own),
            (PROBLEMS, _Problems, own),
            (r"/(.*)", _Files, own),
        ]
    )


async def serve(
    preview: Preview, host: str, port: int, watch: Callable[[Preview], None], ready: Callable[[int], None]
) -> None:
    """Serves until cancelled. `watch` starts watching and calls `preview.mark`; `ready` gets the port."""
    try:
        sockets = bind_sockets(port, host)
    except OSError as error:
        raise ContentError(
            Problem(
                "E530",
                Location("serve"),
                f"Port {port} of {host} cannot be opened: {error.strerror or error}.",
                "Choose another: --port 8001.",
            )
        ) from None
    server = HTTPServer(make_application(preview))
    server.add_sockets(sockets)
    builder = threading.Thread(
        target=preview.build_forever, args=(asyncio.get_running_loop(),), name="build", daemon=True
    )
    builder.start()
    try:
        watch(preview)
        ready(sockets[0].getsockname()[1])
        await asyncio.Event().wait()
    finally:
        preview.stop()
        server.stop()
        await server.close_all_connections()
        await asyncio.to_thread(builder.join)
