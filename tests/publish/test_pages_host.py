"""Publishing against a local bare repository, as a user would."""

from __future__ import annotations

import subprocess
from pathlib import Path

import pytest
from click.testing import CliRunner

from builder.commands.publish import command
from builder.publish import pages_host


def git(folder: Path, *arguments: str) -> str:
    done = subprocess.run(["git", *arguments], cwd=folder, capture_output=True, text=True, check=True)
    return done.stdout.strip()


@pytest.fixture
def archive(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A checkout with a built site and a bare remote beside it."""
    root, bare = tmp_path / "archive", tmp_path / "remote.git"
    root.mkdir()
    git(tmp_path, "init", "--quiet", "--bare", str(bare))
    git(root, "init", "--quiet", "--initial-branch", "main")
    git(root, "config", "user.name", "Ada")
    git(root, "config", "user.email", "ada@example.org")
    git(root, "remote", "add", "origin", str(bare))
    (root / "config.yaml").write_text("site:\n  base_url: https://example.org/a/\n")
    (root / ".gitignore").write_text("public/\n")
    git(root, "add", ".")
    git(root, "commit", "--quiet", "-m", "Sources")
    (root / "public" / "people" / "ada").mkdir(parents=True)
    (root / "public" / "index.html").write_text("<p>home", "utf-8")
    (root / "public" / "people" / "ada" / "index.html").write_text("<p>Ada, naïve", "utf-8")
    monkeypatch.chdir(root)
    return root


def run(*arguments: str) -> tuple[int, str]:
    result = CliRunner().invoke(command, list(arguments))
    unexpected = result.exception if not isinstance(result.exception, SystemExit) else None
    return (1 if unexpected else result.exit_code), result.output + str(unexpected or "")


def test_the_branch_holds_exactly_the_site(archive: Path) -> None:
    status, said = run()
    assert status == 0, said
    assert "3 added, 0 changed, 0 removed" in said
    listed = git(archive, "ls-tree", "-r", "--name-only", "origin/gh-pages")
    assert listed.split() == [".nojekyll", "index.html", "people/ada/index.html"]
    assert git(archive, "cat-file", "-s", "origin/gh-pages:people/ada/index.html") == "14"
    assert git(archive, "branch", "--show-current") == "main"
    assert git(archive, "status", "--porcelain") == ""


def test_a_second_push_removes_what_is_gone_and_says_so(archive: Path) -> None:
    run()
    (archive / "public" / "people" / "ada" / "index.html").unlink()
    (archive / "public" / "index.html").write_text("<p>new home")
    status, said = run("--dry-run")
    assert status == 0
    assert "remove  people/ada/index.html" in said
    assert "0 added, 1 changed, 1 removed" in said
    assert git(archive, "show", "origin/gh-pages:index.html") == "<p>home", "a dry run pushes nothing"
    run()
    assert git(archive, "ls-tree", "-r", "--name-only", "origin/gh-pages").split() == [
        ".nojekyll",
        "index.html",
    ]
    assert git(archive, "rev-list", "--count", "origin/gh-pages") == "2"


def test_without_changes_nothing_is_pushed(archive: Path) -> None:
    run()
    before = git(archive, "rev-parse", "origin/gh-pages")
    assert "up to date" in run()[1]
    assert git(archive, "rev-parse", "origin/gh-pages") == before


def test_another_checkout_goes_on_from_the_remote_branch(archive: Path, tmp_path: Path) -> None:
    run()
    git(archive, "push", "--quiet", "origin", "main")
    other = tmp_path / "other"
    git(tmp_path, "clone", "--quiet", "--branch", "main", str(tmp_path / "remote.git"), str(other))
    git(other, "config", "user.name", "Bo")
    git(other, "config", "user.email", "bo@example.org")
    (other / "public").mkdir()
    (other / "public" / "index.html").write_text("<p>from Bo")
    assert not pages_host.find_obstacle(other, "origin", "gh-pages")
    pages_host.push_site(other, other / "public", "origin", "gh-pages", "Second")
    assert git(other, "rev-list", "--count", "origin/gh-pages") == "2"


def test_the_branch_of_the_sources_is_refused(archive: Path) -> None:
    git(archive, "push", "--quiet", "origin", "main:trunk")
    for branch in ("main", "trunk"):
        status, said = run("--branch", branch)
        assert status == 1
        assert "holds the archive's sources" in said
        assert "[E514]" in said


def test_each_thing_in_the_way_is_named(archive: Path, tmp_path: Path) -> None:
    assert "[E512]" in str(pages_host.find_obstacle(archive, "upstream", "gh-pages"))
    assert "[E511]" in str(pages_host.find_obstacle(archive, "origin", "a..b"))
    plain = tmp_path / "plain"
    plain.mkdir()
    assert "[E510]" in str(pages_host.find_obstacle(plain, "origin", "gh-pages"))
    assert "[E501]" in str(next(pages_host.check_folder(plain / "public", "https://x.org")))


def test_a_push_that_fails_says_what_git_said(archive: Path, tmp_path: Path) -> None:
    run()
    (archive / "public" / "index.html").write_text("<p>again")
    hook = tmp_path / "remote.git" / "hooks" / "pre-receive"
    hook.write_text("#!/bin/sh\nexit 1\n")
    hook.chmod(0o755)
    status, said = run()
    assert status == 1
    assert "[E515]" in said
    assert "rejected" in said or "error:" in said


def test_the_workflow_is_yaml_that_builds_checks_and_deploys() -> None:
    from builder.yamltext import load_yaml

    workflow, _ = load_yaml(pages_host.pages_workflow(), "pages.yml")
    commands = [step["run"] for step in workflow["jobs"]["build"]["steps"] if "run" in step]
    assert commands == ["pip install dispatchbox", "dispatchbox build", "dispatchbox check"]
    assert workflow["jobs"]["deploy"]["needs"] == "build"
    own = Path(__file__).parents[2] / ".github" / "workflows" / "pages.yml"
    assert own.read_text("utf-8") == pages_host.pages_workflow(".")
