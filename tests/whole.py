"""What a whole site is: every file of some version, and no link into nothing. For the tests of faults."""

from __future__ import annotations

from html.parser import HTMLParser
from pathlib import Path, PurePosixPath

BENCH_THEME = Path(__file__).parent / "bench" / "theme"


def brief(root: Path, slug: str, title: str, person: str) -> None:
    text = f"---\ntitle: {title}\ndate: 2013-08-09\npeople: [{person}]\n---\n\nWords of {title}.\n"
    (root / f"content/briefings/{slug}.md").write_text(text, "utf-8")


def site(root: Path) -> dict[str, bytes]:
    public = root / "public"
    return {p.relative_to(public).as_posix(): p.read_bytes() for p in public.rglob("*") if p.is_file()}


class _Links(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.found: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.found += [value for name, value in attrs if name in ("href", "src") and value]


def targets(name: str, html: str) -> list[str]:
    """The files of the site that a page links to."""
    parser = _Links()
    parser.feed(html)
    found = []
    for link in parser.found:
        if "://" in link or link.startswith("#"):
            continue
        parts: list[str] = []
        for part in (PurePosixPath(name).parent / link.partition("#")[0]).parts:
            parts = parts[:-1] if part == ".." else [*parts, part]
        found.append("/".join(parts))
    return found


def broken_links(pages: dict[str, bytes]) -> list[str]:
    """Links that a reader who starts at the front page can follow into nothing."""
    broken = []
    seen = {"index.html"}
    waiting = ["index.html"]
    while waiting:
        name = waiting.pop()
        for target in targets(name, pages[name].decode()):
            if target not in pages:
                broken.append(f"{name} → {target}")
            elif target not in seen and target.endswith(".html"):
                seen.add(target)
                waiting.append(target)
    return broken


def assert_whole(pages: dict[str, bytes], *versions: dict[str, bytes]) -> None:
    """Every file is one that some whole site has, and no link leads nowhere."""
    for name, data in pages.items():
        assert any(version.get(name) == data for version in versions), f"{name} is of no version"
    assert broken_links(pages) == []
