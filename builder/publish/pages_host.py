"""GitHub Pages: pre-flight, what would change on the branch, and the push.

In: a whole public/ inside a Git repository. Out: one commit on the publishing branch, pushed. The
branch is written by ghp-import, which never touches the working tree. Building does not belong here.
"""

from __future__ import annotations

import hashlib
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from builder.errors import Location, Problem, refused

FILE_LIMIT = 100 * 1024 * 1024
"""GitHub refuses a file above 100 MiB."""
SITE_LIMIT = 1024 * 1024 * 1024
"""GitHub Pages serves sites up to 1 GB."""

WORKFLOW = """\
# Builds the archive and publishes it on GitHub Pages at every push to the main branch.
# In the repository's settings choose Pages → Source → GitHub Actions.
name: Publish

on:
  push:
    branches: [main]
  workflow_dispatch:

permissions:
  contents: read
  pages: write
  id-token: write

concurrency:
  group: pages
  cancel-in-progress: false

jobs:
  build:
    runs-on: ubuntu-latest
    steps:
      - uses: actions/checkout@v4
      - uses: actions/setup-python@v5
        with:
          python-version: "3.12"
      - run: pip install {requirement}
      - run: dispatchbox build
      - run: dispatchbox check
      - uses: actions/upload-pages-artifact@v3
        with:
          path: public
  deploy:
    needs: build
    runs-on: ubuntu-latest
    environment:
      name: github-pages
      url: ${{ steps.deployment.outputs.page_url }}
    steps:
      - id: deployment
        uses: actions/deploy-pages@v4
"""


def pages_workflow(requirement: str = "dispatchbox") -> str:
    """The workflow file; `requirement` is what pip installs (`.` in Dispatchbox's own repository)."""
    return WORKFLOW.replace("{requirement}", requirement)


@dataclass(frozen=True, slots=True)
class Changes:
    """What a push would do to the branch, as sorted paths."""

    added: tuple[str, ...]
    changed: tuple[str, ...]
    removed: tuple[str, ...]

    @property
    def total(self) -> int:
        return len(self.added) + len(self.changed) + len(self.removed)


def check_folder(public: Path, base_url: str) -> Iterator[Problem]:
    """What would make GitHub Pages refuse or misserve the folder."""
    if not (public / "index.html").is_file():
        yield Problem(
            "E501", Location("public"), "There is no built site.", "Build it first: dispatchbox build."
        )
        return
    total = 0
    for path in _files(public):
        where = Location(path.relative_to(public.parent).as_posix())
        if path.is_symlink():
            yield Problem("E502", where, "It is a symbolic link.", "Put the file itself there.")
            continue
        size = path.stat().st_size
        total += size
        if size > FILE_LIMIT:
            what = f"It has {size / 1e6:.0f} MB; GitHub refuses files above 100 MiB."
            yield Problem("E503", where, what, "Leave it out of the site.")
    if total > SITE_LIMIT:
        yield Problem(
            "E504",
            Location("public"),
            f"The site has {total / 1e9:.1f} GB; GitHub Pages serves up to 1 GB.",
            "Publish public/ on another host, or switch off build.records or print.pdf.",
        )
    if not base_url:
        yield Problem(
            "D505",
            Location("config.yaml"),
            "site.base_url is empty, so feeds, the sitemap and citations have no full addresses.",
            "Set it to the address of the published site.",
            level="doubt",
        )


def find_obstacle(root: Path, remote: str, branch: str) -> Problem | None:
    """What stands in the way of writing `branch`: no repository, no remote, or a branch with the sources.

    Fetches the branch, so that `find_changes` sees it as it stands on the remote.
    """
    here = Location(".")
    if _git(root, "rev-parse", "--git-dir").returncode != 0:
        hint = "Make it one: git init, then git commit."
        return Problem("E510", here, "This folder is no Git repository.", hint)
    if _git(root, "check-ref-format", "--branch", branch).returncode != 0:
        hint = "Choose another: --branch gh-pages."
        return Problem("E511", here, f"'{branch}' is no name for a branch.", hint)
    if _git(root, "remote", "get-url", remote).returncode != 0:
        hint = f"Add it: git remote add {remote} https://github.com/user/repo.git."
        return Problem("E512", here, f"There is no remote '{remote}'.", hint)
    if not all(_git(root, "config", key).stdout.strip() for key in ("user.name", "user.email")):
        hint = "Set git config user.name and user.email."
        return Problem("E513", here, "Git does not know who you are.", hint)
    current = _git(root, "branch", "--show-current").stdout.strip()
    _git(root, "fetch", "--quiet", remote, f"+refs/heads/{branch}:refs/remotes/{remote}/{branch}")
    places = (f"refs/remotes/{remote}/{branch}", f"refs/heads/{branch}")
    if branch == current or any("config.yaml" in _branch_files(root, place) for place in places):
        what = f"The branch '{branch}' holds the archive's sources; publishing would replace them."
        return Problem("E514", here, what, "Publish to a branch of its own: --branch gh-pages.")
    return None


def find_changes(root: Path, public: Path, remote: str, branch: str) -> Changes:
    """public/ against the branch as it stands on the remote (after `find_obstacle` fetched it)."""
    before = _branch_files(root, f"refs/remotes/{remote}/{branch}")
    after = {path.relative_to(public).as_posix(): _blob_id(path) for path in _files(public)}
    after.setdefault(".nojekyll", hashlib.sha1(b"blob 0\0").hexdigest())
    return Changes(
        tuple(sorted(after.keys() - before.keys())),
        tuple(sorted(name for name in after.keys() & before.keys() if after[name] != before[name])),
        tuple(sorted(before.keys() - after.keys())),
    )


def push_site(root: Path, public: Path, remote: str, branch: str, message: str) -> None:
    """One commit with all of public/ on top of the branch, pushed; `ContentError` with what Git said."""
    command = [sys.executable, "-m", "ghp_import", "--no-jekyll", "--push"]
    command += ["--remote", remote, "--branch", branch, "--message", message, str(public)]
    done = subprocess.run(command, cwd=root, capture_output=True, text=True, check=False)
    if done.returncode == 0:
        return
    lines = [line.strip() for line in done.stderr.splitlines()]
    said = next((line for line in lines if line.startswith(("error:", "fatal:", "remote:", "!"))), "")
    raise refused(
        "E515",
        ".",
        f"The branch '{branch}' could not be pushed to '{remote}': {said or 'Git gave no reason'}.",
        "Check that you may push there, then publish again.",
    )


def _files(folder: Path) -> Iterator[Path]:
    return (path for path in sorted(folder.rglob("*")) if path.is_symlink() or path.is_file())


def _blob_id(path: Path) -> str:
    data = path.read_bytes()
    return hashlib.sha1(b"blob %d\0" % len(data) + data).hexdigest()


def _branch_files(root: Path, ref: str) -> dict[str, str]:
    """Path → blob id of a branch; empty when there is no such branch."""
    listing = _git(root, "ls-tree", "-r", "-z", "--full-tree", ref)
    entries = (entry.split("\t", 1) for entry in listing.stdout.split("\0") if "\t" in entry)
    return {name: meta.split()[2] for meta, name in entries} if listing.returncode == 0 else {}


def _git(root: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(["git", *arguments], cwd=root, capture_output=True, text=True, check=False)
