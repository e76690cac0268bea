"""Content and site behind an fsspec URL (s3://…), mirrored file by file: only what changed travels. [I/O]

In: a project and where else its content and site lie. content/ is made the same here and there before a build
and after it; the site is copied once it is whole here, in the writer's order. Where a content file changed on
both sides neither is overwritten, and it is said.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from builder.cache.listing import list_files
from builder.cache.sealed import digest_of, read_sealed, write_sealed, write_whole
from builder.config import Project
from builder.errors import ContentError, Location, Problem, refused
from builder.publish.manifest import read_manifest

STATE = "remote"
SIGNS = ("size", "ETag", "etag", "md5Hash", "mtime", "LastModified", "last_modified", "created")
"""What file systems tell of a file that changes when it does."""
BATCH = 500
"""Files sent at a time: so much is sent again after a cut."""


@contextmanager
def mirrored(project: Project) -> Iterator[bool]:
    """Fetches content before a build, sends content and site after it; whether there is another place."""
    options = project.config.remote
    if not (options.content or options.output):
        (project.cache / STATE).unlink(missing_ok=True)
        yield False
        return
    kept: Any = read_sealed(project.cache / STATE, repr(options).encode()) or ({}, {})
    state = _State(dict(kept[0]), dict(kept[1]))
    try:
        with _told():
            if options.content:
                Mirror(options.content).meet(project.root, state.content)
        yield True
        with _told():
            if options.content:
                Mirror(options.content).meet(project.root, state.content)
            if options.output:
                Mirror(options.output).receive(project.public, _signs(project, state.output), state.output)
    finally:
        write_sealed(project.cache / STATE, repr(options).encode(), (dict(state.content), dict(state.output)))


Sent = tuple[int, int, bytes]
"""Size, time of change and digest of an output."""


def _signs(project: Project, sent: Mapping[str, Sent]) -> dict[str, Sent]:
    """What stands of the site; what has the size and time of what was sent has its bytes."""
    found = {}
    for name, made in read_manifest(project.cache).made.items():
        known = sent.get(name)
        if known is None or known[:2] != (made.size, made.mtime):
            known = (made.size, made.mtime, digest_of((project.public / name).read_bytes()))
        found[name] = known
    return found


@dataclass(frozen=True, slots=True)
class _State:
    """What was the same here and there when it was last looked at."""

    content: dict[str, tuple[tuple[str, ...], bytes]]
    """Path under content/ → its signs there, digest of its bytes."""
    output: dict[str, Sent]
    """By name."""


class Mirror:
    """A folder behind a URL."""

    def __init__(self, url: str) -> None:
        try:
            from fsspec.core import url_to_fs
        except ImportError:
            raise refused(
                "E430",
                "config.yaml",
                f"{url} needs the package 'fsspec', or one that it names.",
                "Install them: pip install 'dispatchbox[cluster]', and for s3:// 'dispatchbox[s3]'.",
            ) from None
        self.files, self.folder = url_to_fs(url)
        self.files.invalidate_cache()

    # ------------------------------------------------------------ content, both ways

    def meet(self, root: Path, known: dict[str, tuple[tuple[str, ...], bytes]]) -> None:
        """Makes content/ the same on both sides; `ContentError` for what changed on both."""
        there = self._list()
        here = {path[len("content/") :] for path in list_files(str(root / "content"), "content/")}
        clashes: list[Problem] = []
        changed: list[str] = []
        for name in sorted(there.keys() | here | known.keys()):
            digest = digest_of((root / "content" / name).read_bytes()) if name in here else b""
            signs, old = known.get(name, ((), b""))
            is_new_there, is_new_here = there.get(name, ()) != signs, digest != old
            if is_new_there and is_new_here:
                if name in here and name in there and self._read(name) == digest:
                    known[name] = there[name], digest
                elif name in here or name in there:
                    clashes.append(_clash(name))
                else:
                    del known[name]
            elif is_new_there:
                self._fetch(root, name, there, known)
            elif is_new_here:
                changed.append(name)
        self._send(root, changed, here, known)
        if clashes:
            raise ContentError(*clashes)

    def _list(self) -> dict[str, tuple[str, ...]]:
        """Path below the folder → its signs."""
        try:
            found: Mapping[str, Any] = self.files.find(self.folder, detail=True)
        except FileNotFoundError:
            return {}
        names = {name: info for name, info in found.items() if info["type"] == "file"}
        listed = {}
        for name, info in names.items():
            path = name[len(self.folder) :].lstrip("/")
            if ".." not in path.split("/") and path:
                listed[path] = tuple(str(info.get(sign, "")) for sign in SIGNS)
        return listed

    def _read(self, name: str) -> bytes:
        return digest_of(self.files.cat_file(f"{self.folder}/{name}"))

    def _fetch(
        self,
        root: Path,
        name: str,
        there: Mapping[str, tuple[str, ...]],
        known: dict[str, tuple[tuple[str, ...], bytes]],
    ) -> None:
        target = root / "content" / name
        if name not in there:
            target.unlink(missing_ok=True)
            known.pop(name, None)
            return
        data = self.files.cat_file(f"{self.folder}/{name}")
        write_whole(target, data)
        known[name] = there[name], digest_of(data)

    def _send(
        self,
        root: Path,
        names: Iterable[str],
        here: set[str],
        known: dict[str, tuple[tuple[str, ...], bytes]],
    ) -> None:
        names = list(names)
        if not names:
            return
        self._put(root / "content", [name for name in names if name in here])
        self._remove([name for name in names if name not in here])
        self.files.invalidate_cache()
        there = self._list()
        for name in names:
            if name in here:
                known[name] = there[name], digest_of((root / "content" / name).read_bytes())
            else:
                known.pop(name, None)

    # ------------------------------------------------------------ the site, one way

    def receive(self, public: Path, made: Mapping[str, Sent], sent: dict[str, Sent]) -> None:
        """Brings the site there up to date: new outputs first, then changed ones, removals last."""
        new = [name for name in sorted(made) if name not in sent]
        changed = [name for name in sorted(made) if name in sent and sent[name][2] != made[name][2]]
        for names in (new, changed):
            for start in range(0, len(names), BATCH):
                batch = names[start : start + BATCH]
                self._put(public, batch)
                sent.update((name, made[name]) for name in batch)
        sent.update(made)
        gone = sorted(sent.keys() - made.keys())
        self._remove(gone)
        for name in gone:
            del sent[name]

    def _put(self, folder: Path, names: list[str]) -> None:
        if names:
            self.files.put([str(folder / n) for n in names], [f"{self.folder}/{n}" for n in names])

    def _remove(self, names: list[str]) -> None:
        for name in names:
            try:
                self.files.rm_file(f"{self.folder}/{name}")
            except FileNotFoundError:
                continue


def _clash(name: str) -> Problem:
    return Problem(
        "E431",
        Location(f"content/{name}"),
        "The file changed here and in the other place.",
        "Make the two the same, or remove one of them, and build again.",
    )


@contextmanager
def _told() -> Iterator[None]:
    """Whatever a file system far away answers with is told in one line."""
    try:
        yield
    except ContentError:
        raise
    except Exception as error:  # the boundary of a library: each file system has errors of its own
        raise refused(
            "E432",
            "config.yaml",
            f"remote: the other place does not answer as it should: {type(error).__name__}: {error}.",
            "Look at the address, the credentials and the network; what was sent is not sent again.",
        ) from error
