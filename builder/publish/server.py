"""Live preview: serves public/, and reloads the browser when what it shows is no longer so.

In: a `Preview`. The browser is told through livereload's protocol. Strangers are refused: any page in the
browser can send requests here, so `Host` and `Origin` must be ours.
"""

from __future__ import annotations

import asyncio
import ipaddress
import json
import mimetypes
import threading
from collections.abc import Callable
from html import escape
from urllib.parse import unquote, urlsplit

from livereload.handlers import LiveReloadHandler, LiveReloadJSHandler
from tornado import web
from tornado.httpserver import HTTPServer
from tornado.netutil import bind_sockets

from builder.errors import refused
from builder.publish.preview import Outcome, Preview

SCRIPT = "/_preview/preview.js"
PROBLEMS = "/_preview/problems.json"


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
        self.set_header("Cache-Control", "no-cache")  # kept, but asked for again: tornado adds an ETag
        self.set_header("X-Content-Type-Options", "nosniff")


class _Socket(LiveReloadHandler):  # type: ignore[misc]
    """A window that shows one of our pages."""

    name = ""

    def initialize(self, preview: Preview) -> None:
        self.preview = preview

    def prepare(self) -> None:
        if not is_own(self.request.host, self.preview.hosts):
            self.set_status(403)
            self.finish()

    def check_origin(self, origin: str) -> bool:
        return is_own(urlsplit(origin).netloc, self.preview.hosts)

    def on_message(self, message: str | bytes) -> None:
        super().on_message(message)
        said = json.loads(message)
        if said.get("command") == "info":
            self.name = name_of(urlsplit(str(said.get("url", ""))).path)
            self.preview.join(self)

    def on_close(self) -> None:
        super().on_close()
        self.preview.leave(self)

    def reload(self) -> None:
        self.send_message({"command": "reload", "path": "*", "liveCSS": False, "liveImg": False})


def name_of(path: str) -> str:
    """The output that a request's path asks for."""
    name = unquote(path).lstrip("/")
    return f"{name}index.html" if not name or name.endswith("/") else name


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
        name = name_of(path.removeprefix(self.preview.base()))
        inside = self._is_inside(name)
        if inside and (self.preview.public / name).is_dir():
            self.redirect(f"/{path}/")
            return
        data = self.preview.send(name) if inside else None
        if data is None:
            self.set_status(404)
            data = self.preview.read("404.html")
            self._write_page(_bare_page(self.preview.outcome) if data is None else data.decode())
            return
        if name.endswith(".html"):
            self._write_page(data.decode())
            return
        kind = mimetypes.guess_type(name)[0] or "application/octet-stream"
        text = kind.startswith("text/") or kind.endswith(("xml", "json", "javascript"))
        self.set_header("Content-Type", f"{kind}; charset=utf-8" if text else kind)
        self.finish(data)

    def _is_inside(self, name: str) -> bool:
        """Whether this names something in public/, whatever links lie there."""
        public = self.preview.public.resolve()
        try:
            return (public / name).resolve().is_relative_to(public)
        except (OSError, ValueError):
            return False

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
  const close = document.createElement("button");
  close.textContent = "Hide";
  close.style.cssText = "float:right;margin-left:1rem;font:inherit";
  close.onclick = () => box.remove();
  box.append(close);
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
    """Serves until cancelled. `watch` starts what calls `preview.mark`; `ready` gets the port."""
    try:
        sockets = bind_sockets(port, host)
    except OSError as error:
        raise refused(
            "E530",
            "serve",
            f"Port {port} of {host} cannot be opened: {error.strerror or error}.",
            "Choose another: --port 8001.",
        ) from None
    server = HTTPServer(make_application(preview))
    server.add_sockets(sockets)
    preview.call = asyncio.get_running_loop().call_soon_threadsafe
    builder = threading.Thread(target=preview.build_forever, name="build", daemon=True)
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
