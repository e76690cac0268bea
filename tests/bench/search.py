"""Our search beside Pagefind on one archive, in one run. `make bench-search`.

Cuts a corpus of diplomatic papers into briefings (without the corpus: texts made up by chance, whose ranks
mean little), indexes them with both, and asks both the same questions in Chromium over HTTP: four words of
the body of 200 briefings, and their titles. Prints a table: seconds, memory, size, files, bytes
to the first result, milliseconds to the results, and the mean reciprocal rank of the briefing meant.
"""

from __future__ import annotations

import argparse
import gzip
import html
import json
import os
import random
import re
import resource
import shutil
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Iterator
from concurrent.futures import ProcessPoolExecutor
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from statistics import median
from typing import Any

ROOT = Path(__file__).resolve().parents[2]
sys.path.insert(0, str(ROOT))

from builder.model import Briefing  # noqa: E402
from builder.render.search import BriefingPostings, Named, SearchEntry, index_outputs, postings  # noqa: E402

Paper = tuple[str, str, str, list[str], list[str]]
"""slug, title, date, paragraphs, people."""
WORDS = 420
"""A briefing ends with the paragraph that reaches so many words."""


def papers(count: int) -> list[Paper]:
    corpora = os.environ.get("DISPATCHBOX_CORPORA", "")
    source = Path(corpora) / "tags/frus.jsonl.gz" if corpora else Path("nowhere")
    documents = _from_corpus(source) if source.is_file() else _made_up()
    found: list[Paper] = []
    for slug, title, date, paragraphs, people in documents:
        kept: list[str] = []
        part = 0
        for paragraph in [*paragraphs, ""]:
            if kept and (not paragraph or sum(len(p.split()) for p in kept) >= WORDS):
                if sum(len(p.split()) for p in kept) > 60:
                    found.append((f"{slug}-{part}", title, date, kept, people))
                    part += 1
                kept = []
            if paragraph:
                kept.append(paragraph)
        if len(found) >= count:
            return found[:count]
    return found


def _from_corpus(source: Path) -> Iterator[Paper]:
    with gzip.open(source, "rt", encoding="utf-8") as lines:
        for line in lines:
            item = json.loads(line)
            people = [person["label"] for person in item["persons"].values()][:10]
            slug = re.sub(r"\W+", "-", item["id"])
            yield slug, item["title"], (item["date"] or "")[:10], item["text"].split("\n")[1:], people


def _made_up() -> Iterator[Paper]:
    chance = random.Random(1)
    words = ["".join(chance.choices("aeioubcdfglmnprst", k=chance.randint(2, 10))) for _ in range(30_000)]
    weights = [1 / (n + 1) for n in range(len(words))]
    number = 0
    while True:
        number += 1
        text = [" ".join(chance.choices(words, weights, k=60)) + "." for _ in range(7)]
        yield f"paper-{number}", " ".join(chance.choices(words, k=7)), f"19{number % 90 + 10}-05-01", text, []


# ---------------------------------------------------------------- indexing


def _postings(paper: Paper) -> BriefingPostings:
    slug, title, date, paragraphs, _ = paper
    texts = [(f"p{n}", text) for n, text in enumerate(paragraphs)]
    return postings(Briefing(slug, title, date=date), texts, "en")


def index_ours(archive: list[Paper], folder: Path) -> None:
    folder.mkdir(parents=True)
    with ProcessPoolExecutor() as executor:
        own = list(executor.map(_postings, archive, chunksize=64))
    entries = (
        SearchEntry(
            slug,
            date,
            Named("frus", "FRUS"),
            tuple(Named(p.replace(" ", "-"), p) for p in people),
            (),
            (),
            made,
        )
        for (slug, _, date, _, people), made in zip(archive, own, strict=True)
    )
    for path, data in index_outputs(entries, "en"):
        (folder / path.rpartition("/")[2]).write_bytes(data)


def write_pages(archive: list[Paper], folder: Path) -> None:
    for slug, title, date, paragraphs, people in archive:
        page = folder / "briefings" / slug / "index.html"
        page.parent.mkdir(parents=True)
        filters = "".join(f'<span data-pagefind-filter="person">{html.escape(p)}</span>' for p in people)
        year = f'<span data-pagefind-filter="year">{date[:4]}</span>'
        body = "".join(f'<p id="p{n}">{html.escape(text)}</p>' for n, text in enumerate(paragraphs))
        page.write_text(
            '<!doctype html><html lang="en"><title>x</title><body data-pagefind-body>'
            f"<h1>{html.escape(title)}</h1>{filters}{year}{body}</body></html>",
            "utf-8",
        )


def timed(command: list[str], **more: Any) -> tuple[float, float]:
    """(seconds, MB of the largest process) of a command."""
    script = (
        "import resource,subprocess,sys,time;t=time.time();subprocess.run(sys.argv[1:],check=True,"
        "stdout=subprocess.DEVNULL);"
        "print(time.time()-t,resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss/1024)"
    )
    out = subprocess.run(
        [sys.executable, "-c", script, *command], capture_output=True, text=True, check=True, **more
    )
    seconds, memory = out.stdout.split()
    return float(seconds), float(memory)


def weighed(folder: Path) -> tuple[float, int]:
    files = [path for path in folder.rglob("*") if path.is_file()]
    return sum(path.stat().st_size for path in files) / 1e6, len(files)


# ---------------------------------------------------------------- asking, in Chromium

OURS = """<!doctype html><script src="scripts/core.js"></script>
<script src="scripts/stemmers/base.js"></script>
<script src="scripts/stemmers/english.js"></script><script>
const waiting = {}, loaded = {};
window.dispatchboxSearch = (name, payload) => waiting[name](payload);
const load = (name) => loaded[name] = loaded[name] || new Promise((resolve) => {
  waiting[name] = resolve;
  const tag = document.createElement("script");
  tag.src = "data/" + name + ".js";
  document.head.append(tag);
});
let engine;
window.ask = async (query) => {
  const stemmers = { en: new EnglishStemmer() };
  engine = engine || load("index").then((meta) => new dispatchboxCore.Search(meta, load, stemmers));
  const search = await engine, start = performance.now();
  const answer = await search.query(query, { any: false });
  const found = answer.total ? answer : await search.query(query, { any: true });
  const texts = await Promise.all(found.order.slice(0, 10).map((hit) => search.passages(hit.number)));
  texts.map((text, n) => dispatchboxCore.extract(text, dispatchboxCore.positionsOf(found.order[n]), 280));
  return { ms: performance.now() - start, slugs: texts.map((text) => text.slug) };
};
</script>"""
PAGEFIND = """<!doctype html><script type="module">
let engine;
window.ask = async (query) => {
  engine = engine || import("/pagefind/pagefind.js").then((it) => it.init().then(() => it));
  const search = await engine, start = performance.now();
  const found = await search.search(query);
  const texts = await Promise.all(found.results.slice(0, 10).map((result) => result.data()));
  const slugs = texts.map((text) => text.url.split("/").filter(Boolean).pop());
  return { ms: performance.now() - start, slugs };
};
window.ready = true;
</script>"""


class _Quiet(SimpleHTTPRequestHandler):
    sent = 0

    def log_message(self, *_: Any) -> None:
        pass

    def copyfile(self, source: Any, outputfile: Any) -> None:
        data = source.read()
        squeezed = (
            data if self.path.endswith((".pf_fragment", ".pf_index", ".pf_meta")) else gzip.compress(data)
        )
        type(self).sent += min(len(data), len(squeezed))  # what a host that compresses would send
        outputfile.write(data)


def ask(folder: Path, page: str, questions: list[tuple[str, str]]) -> dict[str, float]:
    """Ranks and times of questions (query, slug that is meant)."""
    from playwright.sync_api import sync_playwright

    (folder / "bench.html").write_text(page, "utf-8")
    server = ThreadingHTTPServer(("127.0.0.1", 0), partial(_Quiet, directory=str(folder)))
    threading.Thread(target=server.serve_forever, daemon=True).start()
    ranks: dict[str, list[float]] = {"body": [], "title": []}
    times = []
    with sync_playwright() as playwright:
        chromium = playwright.chromium.launch(executable_path=shutil.which("chromium"), args=["--no-sandbox"])
        tab = chromium.new_page()
        tab.goto(f"http://127.0.0.1:{server.server_port}/bench.html")
        tab.wait_for_function("() => Boolean(window.ask)")
        _Quiet.sent = 0
        first = ""
        for number, (query, slug) in enumerate(questions):
            if not first:
                tab.evaluate("q => window.ask(q)", query)
                first = f"{_Quiet.sent / 1e3:.0f}"
            tab.evaluate("q => window.ask(q)", query)  # loads what it needs
            answer = tab.evaluate("q => window.ask(q)", query)
            times.append(answer["ms"])
            rank = answer["slugs"].index(slug) + 1 if slug in answer["slugs"] else 0
            ranks["title" if number % 2 else "body"].append(1 / rank if rank else 0)
        chromium.close()
    server.shutdown()
    times.sort()
    return {
        "KB to the first results": float(first),
        "ms, median": median(times),
        "ms, 95 in 100": times[int(len(times) * 0.95)],
        "MRR, four words": sum(ranks["body"]) / len(ranks["body"]),
        "MRR, title": sum(ranks["title"]) / len(ranks["title"]),
    }


def questions_of(archive: list[Paper], count: int) -> list[tuple[str, str]]:
    chance = random.Random(3)
    found = []
    for slug, title, _, paragraphs, _ in chance.sample(archive, count):
        words = sorted(set(re.findall(r"[A-Za-z]{4,}", " ".join(paragraphs))))
        found.append((" ".join(chance.sample(words, 4)), slug))
        found.append((" ".join(re.findall(r"\w+", title)), slug))
    return found


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--count", type=int, default=10_000)
    parser.add_argument("--questions", type=int, default=200)
    parser.add_argument("--only-ours", metavar="FOLDER", help=argparse.SUPPRESS)
    arguments = parser.parse_args()
    archive = papers(arguments.count)
    if arguments.only_ours:
        index_ours(archive, Path(arguments.only_ours))
        own = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
        print(f"{own:.0f} MB", file=sys.stderr)
        return
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        rows: dict[str, dict[str, float]] = {}
        start = time.time()
        papers(arguments.count)
        reading = time.time() - start
        target = folder / "ours/data"
        seconds, memory = timed(
            [sys.executable, __file__, "--count", str(arguments.count), "--only-ours", str(target)], cwd=ROOT
        )
        size, files = weighed(target)
        shutil.copytree(ROOT / "themes/default/static/search", folder / "ours/scripts")
        rows["ours"] = {
            "seconds to index": seconds - reading,
            "MB of memory": memory,
            "MB": size,
            "files": files,
        }
        write_pages(archive, folder / "theirs")
        seconds, memory = timed([sys.executable, "-m", "pagefind", "--site", str(folder / "theirs")])
        size, files = weighed(folder / "theirs/pagefind")
        rows["Pagefind"] = {"seconds to index": seconds, "MB of memory": memory, "MB": size, "files": files}
        questions = questions_of(archive, min(arguments.questions, len(archive)))
        rows["ours"] |= ask(folder / "ours", OURS, questions)
        rows["Pagefind"] |= ask(folder / "theirs", PAGEFIND, questions)
    print(f"{len(archive):,} briefings\n{'':28}{'ours':>12}{'Pagefind':>12}")
    for key in rows["ours"]:
        print(f"{key:28}{rows['ours'][key]:12.2f}{rows['Pagefind'][key]:12.2f}")


if __name__ == "__main__":
    main()
