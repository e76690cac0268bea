"""Work on a Dask cluster: the bytes of one core, also when a worker dies; what is unfit is told at once."""

from __future__ import annotations

import os
import shutil
import signal
import socket
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

import builder.cluster
from builder.build import Options, build
from builder.cache.version import made_with
from builder.cluster import Pass, find_fault, open_cluster
from builder.config import load_project
from builder.errors import ContentError
from builder.workers import open_workers

ROOT = Path(__file__).resolve().parent.parent
pytest.importorskip("distributed", reason="the extra 'cluster' is not installed")
ENV = {**os.environ, "PYTHONPATH": str(ROOT)}


class Cluster:
    """A scheduler and its workers, as a person starts them."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        with socket.socket() as found:
            found.bind(("127.0.0.1", 0))
            self.port = found.getsockname()[1]
        self.workers: list[subprocess.Popen[bytes]] = []
        self.scheduler = self._start(
            "distributed.cli.dask_scheduler", "--port", str(self.port), "--no-dashboard"
        )

    @property
    def address(self) -> str:
        return f"dask://127.0.0.1:{self.port}"

    def add_worker(self) -> None:
        where = f"tcp://127.0.0.1:{self.port}"
        self.workers.append(
            self._start(
                "distributed.cli.dask_worker", where, "--nthreads", "1", "--no-nanny", "--no-dashboard",
                "--local-directory", str(self.folder),
            )
        )  # fmt: skip

    def _start(self, module: str, *options: str) -> subprocess.Popen[bytes]:
        log = (self.folder / f"{module}-{len(self.workers)}.log").open("wb")
        with log:
            return subprocess.Popen(
                [sys.executable, "-m", module, "--host", "127.0.0.1", *options],
                cwd=self.folder, env=ENV, stdout=log, stderr=log,
            )  # fmt: skip

    def stop(self) -> None:
        for process in [*self.workers, self.scheduler]:
            process.kill()
            process.wait()

    def wait_for(self, workers: int) -> None:
        """Until the scheduler answers, and has so many workers."""
        import distributed

        where = self.address.replace("dask://", "tcp://")
        with distributed.Client(where, timeout=50, set_as_default=False) as client:
            if workers:
                client.wait_for_workers(workers, timeout=50)


@pytest.fixture
def cluster(tmp_path: Path) -> Iterator[Cluster]:
    """A scheduler without workers."""
    folder = tmp_path / "cluster"
    folder.mkdir()
    found = Cluster(folder)
    try:
        found.wait_for(0)
        yield found
    finally:
        found.stop()


@pytest.fixture
def archive(tmp_path: Path) -> Path:
    """Seeds to ingest and enough briefings for both waves to be shared."""
    root = tmp_path / "archive"
    shutil.copytree(ROOT / "seeds", root / "seeds")
    first = sorted((root / "seeds").glob("*.txt"))
    for number in range(4):
        for path in first:
            text = path.read_text("utf-8").replace("the", f"the {number}th", 1)
            (root / f"seeds/{number}-{path.name}").write_text(text, "utf-8")
    (root / "content/briefings").mkdir(parents=True)
    shutil.copytree(ROOT / "content/issues", root / "content/issues")
    for number in range(300):
        text = f"---\ntitle: Talks {number}\ndate: 2013-08\npeople: [John Kerry]\n---\n\nOn *{number}*.\n"
        (root / f"content/briefings/b{number}.md").write_text(text, "utf-8")
    (root / "config.yaml").write_text("site:\n  title: Shared\n")
    return root


def site(root: Path) -> dict[str, bytes]:
    public = root / "public"
    return {p.relative_to(public).as_posix(): p.read_bytes() for p in public.rglob("*") if p.is_file()}


@pytest.mark.timeout(300)
def test_a_cluster_gives_the_bytes_of_one_core_though_a_worker_dies_midway(
    archive: Path, tmp_path: Path, cluster: Cluster, monkeypatch: pytest.MonkeyPatch
) -> None:
    cluster.add_worker()
    cluster.add_worker()
    cluster.wait_for(2)
    alone = tmp_path / "alone"
    shutil.copytree(archive, alone)
    build(load_project(alone), Options(jobs=1))
    submitted: list[str] = []
    inner = builder.cluster._Checked.submit

    def counted(self: object, function: object, /, *args: object, **kwargs: object) -> object:
        submitted.append(getattr(function, "__name__", ""))
        if len(submitted) == 3:
            cluster.workers[0].send_signal(signal.SIGKILL)
        return inner(self, function, *args, **kwargs)  # type: ignore[arg-type]

    monkeypatch.setattr(builder.cluster._Checked, "submit", counted)
    report = build(load_project(archive), Options(workers=cluster.address))
    assert [p for p in report.problems if p.level == "error"] == []
    assert len(submitted) > 10, "the waves were not shared"
    assert cluster.workers[0].wait() == -signal.SIGKILL
    assert site(archive) == site(alone)
    (archive / "content/briefings/b7.md").write_text("---\ntitle: New\n---\n\nWords.\n", "utf-8")
    shutil.copy(archive / "content/briefings/b7.md", alone / "content/briefings/b7.md")
    build(load_project(archive), Options(workers=cluster.address))
    build(load_project(alone), Options(jobs=1))
    assert site(archive) == site(alone)
    assert not list((archive / ".dispatchbox").glob("cluster*"))


@pytest.mark.timeout(120)
def test_what_a_cluster_lacks_is_told_before_anything_begins(
    tmp_path: Path, cluster: Cluster, monkeypatch: pytest.MonkeyPatch
) -> None:
    with pytest.raises(ContentError, match=r"has no worker.*E422"), open_cluster(cluster.address, tmp_path):
        pass
    cluster.add_worker()
    cluster.wait_for(1)
    with open_workers(0, cluster.address, tmp_path) as workers:
        assert list(workers.map(len, ["a", "bc", "def"])) == [1, 2, 3]
    changed = {**made_with(), "the code of Dispatchbox": "another"}
    monkeypatch.setattr(builder.cluster, "made_with", lambda: changed)
    with (
        pytest.raises(ContentError, match=r"the code of Dispatchbox is \w+ there, another here.*E422"),
        open_cluster(cluster.address, tmp_path),
    ):
        pass


@pytest.mark.timeout(120)
def test_work_that_kills_every_worker_ends_with_a_problem(
    tmp_path: Path, cluster: Cluster, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(builder.cluster, "WITHOUT_WORKERS_SECONDS", 1)
    cluster.add_worker()
    cluster.wait_for(1)
    with (
        pytest.raises(ContentError, match=r"did not finish.*E423"),
        open_workers(0, cluster.address, tmp_path) as workers,
    ):
        list(workers.map(os._exit, [3, 3]))


@pytest.mark.parametrize("address", ["dask://127.0.0.1:9", "dask://nowhere", "http://127.0.0.1:9"])
def test_a_scheduler_that_does_not_answer_is_told(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, address: str
) -> None:
    monkeypatch.setattr(builder.cluster, "CONNECT_SECONDS", 0.2)
    with pytest.raises(ContentError, match=r"No scheduler answers at.*E421"), open_cluster(address, tmp_path):
        pass


def test_a_missing_extra_is_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "distributed", None)
    with (
        pytest.raises(ContentError, match=r"dispatchbox\[cluster\].*E420"),
        open_cluster("dask://x:1", tmp_path),
    ):
        pass


def test_a_worker_that_does_not_see_the_project_is_unfit(tmp_path: Path) -> None:
    code = made_with()
    assert "cannot be used there" in find_fault(Pass(str(tmp_path / "elsewhere"), "token", code))
    (tmp_path / ".dispatchbox").mkdir()
    (tmp_path / ".dispatchbox/cluster").write_text("other")
    assert "another archive lies there" in find_fault(Pass(str(tmp_path), "token", code))
    (tmp_path / ".dispatchbox/cluster").write_text("token")
    assert find_fault(Pass(str(tmp_path), "token", code)) == ""
    assert "markdown is" in find_fault(Pass(str(tmp_path), "token", {**code, "markdown": "1"}))
    assert "bleach is none there, 5 here" in find_fault(Pass(str(tmp_path), "token", {**code, "bleach": "5"}))


def test_the_same_machine_is_made_with_the_same_things() -> None:
    found = made_with()
    assert found == made_with()
    assert {"Python", "the code of Dispatchbox", "markdown", "jinja2"} <= found.keys()
    assert "pytest" not in found
