"""Content and site behind a URL: only what changed travels, in an order that breaks no link, and back."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from uuid import uuid4

import pytest

from builder.build import Options, build
from builder.config import load_project
from builder.errors import ContentError
from builder.remote import Mirror, mirrored
from tests.whole import BENCH_THEME, assert_whole, brief, site

ROOT = Path(__file__).resolve().parent.parent
fsspec = pytest.importorskip("fsspec", reason="the extra 'cluster' is not installed")


@pytest.fixture
def url() -> Iterator[str]:
    """A place that only this test knows."""
    found = f"memory://{uuid4().hex}"
    yield found
    files, folder = fsspec.core.url_to_fs(found)
    if files.exists(folder):
        files.rm(folder, recursive=True)


def archive(root: Path, url: str) -> Path:
    (root / "content/briefings").mkdir(parents=True)
    (root / "themes").mkdir()
    (root / "themes/bench").symlink_to(BENCH_THEME)
    (root / "config.yaml").write_text(
        "site:\n  theme: bench\nbuild:\n  search: false\n  page_size: 5\n"
        f"remote:\n  content: {url}/content\n  output: {url}/site\n"
    )
    return root


def make(root: Path) -> None:
    project = load_project(root)
    with mirrored(project):
        build(project, Options(jobs=1))


def there(url: str, room: str) -> dict[str, bytes]:
    files, folder = fsspec.core.url_to_fs(f"{url}/{room}")
    files.invalidate_cache()
    return {name[len(folder) + 1 :]: files.cat_file(name) for name in files.find(folder)}


def published(root: Path) -> dict[str, bytes]:
    return {name: data for name, data in site(root).items() if not name.startswith(".dispatchbox")}


def test_two_people_work_on_one_archive(tmp_path: Path, url: str) -> None:
    one, two = archive(tmp_path / "one", url), archive(tmp_path / "two", url)
    for number in range(7):
        brief(one, f"b{number}", f"Title {number}", "John Kerry")
    make(one)
    assert there(url, "site") == published(one)
    make(two)
    assert site(two) == site(one)
    brief(two, "b1", "Changed by the other", "Sergei Lavrov")
    (two / "content/briefings/b2.md").unlink()
    brief(two, "new", "New", "Sergei Lavrov")
    make(two)
    make(one)
    assert "Changed by the other" in (one / "content/briefings/b1.md").read_text()
    assert not (one / "content/briefings/b2.md").exists()
    assert site(one) == site(two)
    assert there(url, "site") == published(one)
    assert set(there(url, "content")) == {
        f"briefings/{p.name}" for p in (one / "content/briefings").iterdir()
    }


def test_what_changed_on_both_sides_is_not_overwritten(tmp_path: Path, url: str) -> None:
    one, two = archive(tmp_path / "one", url), archive(tmp_path / "two", url)
    brief(one, "b1", "First", "John Kerry")
    make(one)
    make(two)
    brief(one, "b1", "Mine", "John Kerry")
    brief(two, "b1", "Yours", "John Kerry")
    make(two)
    with pytest.raises(ContentError, match=r"content/briefings/b1.md: .*changed here and in the other.*E431"):
        make(one)
    assert "Mine" in (one / "content/briefings/b1.md").read_text()
    assert b"Yours" in there(url, "content")["briefings/b1.md"]
    brief(one, "b1", "Yours", "John Kerry")  # agreed
    make(one)
    assert site(one) == site(two)


class _Recorded:
    """A file system that keeps account, and may fail."""

    def __init__(self, inner: Any, log: list[tuple[str, str]]) -> None:
        self._inner, self._log = inner, log
        self.left = -1

    def __getattr__(self, name: str) -> Any:
        return getattr(self._inner, name)

    def put(self, here: list[str], there: list[str]) -> None:
        for one, other in zip(here, there, strict=True):
            if self.left == 0:
                raise OSError("the network is down")
            self.left -= 1
            self._inner.put([one], [other])
            self._log.append(("put", other))

    def rm_file(self, name: str) -> None:
        self._inner.rm_file(name)
        self._log.append(("remove", name))


def test_the_site_is_whole_there_at_every_moment(
    tmp_path: Path, url: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    root = archive(tmp_path / "one", url)
    for number in range(9):
        brief(root, f"b{number}", f"Title {number}", "John Kerry")
    make(root)
    before = published(root)
    brief(root, "b1", "Changed", "Angela Merkel")
    brief(root, "new", "New", "A New Person")
    (root / "content/briefings/b2.md").unlink()
    log: list[tuple[str, str]] = []
    opened = Mirror.__init__
    allowed = [0]

    def failing(self: Mirror, address: str) -> None:
        opened(self, address)
        self.files = _Recorded(self.files, log)
        self.files.left = allowed[0] if address.endswith("/site") else -1

    monkeypatch.setattr(Mirror, "__init__", failing)
    for allowed[0] in range(1, 60, 3):
        try:
            make(root)
        except ContentError as error:
            assert "E432" in str(error)
            assert_whole(there(url, "site"), before, published(root))
        else:
            break
    else:
        pytest.fail("it is never done")
    assert there(url, "site") == published(root) != before
    site_log = [(what, name) for what, name in log if "/site/" in name]
    assert [what for what, _ in site_log] == sorted(what for what, _ in site_log)
    log.clear()
    make(root)
    assert log == [], "a build without changes sends nothing"
    shutil.rmtree(root / "public")
    make(root)
    assert log == [], "what is made again with the same bytes is not sent again"


def test_an_unknown_address_is_told(tmp_path: Path) -> None:
    root = archive(tmp_path / "one", "nosuchthing://x")
    with pytest.raises(ContentError, match=r"E43[02]"):
        make(root)


@pytest.mark.timeout(120)
@pytest.mark.filterwarnings("ignore")  # of the libraries for S3
def test_an_archive_in_a_bucket_is_the_same_byte_for_byte(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    pytest.importorskip("s3fs", reason="the extra 's3' is not installed")
    server = pytest.importorskip("moto.server", reason="moto is not installed").ThreadedMotoServer(
        "127.0.0.1", 0
    )
    server.start()
    try:
        _, port = server.get_host_and_port()
        settings = {
            "AWS_ACCESS_KEY_ID": "test", "AWS_SECRET_ACCESS_KEY": "test", "AWS_DEFAULT_REGION": "us-east-1",
            "AWS_ENDPOINT_URL": f"http://127.0.0.1:{port}",
        }  # fmt: skip
        for name, value in settings.items():
            monkeypatch.setenv(name, value)
        files = fsspec.filesystem("s3")
        files.mkdir("archive")
        one, two = archive(tmp_path / "one", "s3://archive"), archive(tmp_path / "two", "s3://archive")
        for number in range(7):
            brief(one, f"b{number}", f"Title {number}", "John Kerry")
        command = [sys.executable, "-m", "builder", "build", "--jobs", "1"]
        for turn, root in enumerate((one, two, one)):
            env = {**os.environ, "PYTHONPATH": str(ROOT)}
            done = subprocess.run(command, cwd=root, env=env, capture_output=True, text=True, check=False)
            assert done.returncode == 0, done.stderr
            assert there("s3://archive", "site") == published(root)
            brief(root, f"b{turn}", f"Changed in turn {turn}", "Sergei Lavrov")
        assert site(one) != site(two)
        files.invalidate_cache()
        assert files.info("archive/site/index.html")["ContentType"].startswith("text/html")
    finally:
        server.stop()
