"""Our search beside Pagefind on one archive, in one run. `make bench-search`.

The archive: diplomatic papers and newswire, whole, each its own page (DISPATCHBOX_CORPORA; without it texts
made up by chance, whose ranks mean little). Ours is indexed as a build does it: what each briefing adds by as
many processes as there are cores, then joined; then one briefing is changed. Pagefind reads the pages. Both
answer the same questions in Chromium over HTTP: four words of the body of 200 briefings, and their titles,
which no other briefing has. Ranking was settled on the questions of draw 3; `--draw 4` asks about other
briefings. Prints a table and holds the figures that do not depend on the machine against `search.json`: they
may only get better (`--update` writes them).
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
from collections import Counter
from collections.abc import Iterator
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from itertools import chain, islice
from pathlib import Path
from statistics import median
from typing import Any

ROOT = Path(__file__).resolve().parents[2]
sys.path.insert(0, str(ROOT))

from builder.build import Options, build  # noqa: E402
from builder.config import load_project  # noqa: E402
from builder.model import Briefing  # noqa: E402
from builder.permalinks import slugify  # noqa: E402
from builder.render.search.briefing import BriefingPostings, Named, SearchEntry, postings  # noqa: E402
from builder.render.search.patch import Change, Shards, patch_index  # noqa: E402
from builder.render.search.postings import stable_numbers  # noqa: E402
from builder.render.search.shards import LONG, SHARED, Account, text_of, whole_index  # noqa: E402
from builder.render.search.spellings import variant_lines  # noqa: E402

KEPT = Path(__file__).with_name("search.json")


@dataclass(frozen=True)
class Paper:
    """A briefing of the archive that is measured."""

    slug: str
    title: str
    date: str
    paragraphs: tuple[str, ...]
    people: tuple[str, ...] = ()


def papers(count: int) -> list[Paper]:
    corpora = os.environ.get("DISPATCHBOX_CORPORA", "")
    tags = Path(corpora) / "tags" if corpora else Path("nowhere")
    documents = chain(_frus(tags), _reuters(tags)) if (tags / "frus.jsonl.gz").is_file() else _made_up()
    return list(islice(documents, count))


def _lines(path: Path) -> Iterator[Any]:
    with gzip.open(path, "rt", encoding="utf-8") as lines:
        yield from map(json.loads, lines)


def _frus(tags: Path) -> Iterator[Paper]:
    for item in _lines(tags / "frus.jsonl.gz"):
        people = tuple(dict.fromkeys(person["label"] for person in item["persons"].values()))[:10]
        paragraphs = tuple(item["text"].split("\n")[1:])
        yield Paper(slugify(item["id"]), item["title"], (item["date"] or "")[:10], paragraphs, people)


def _reuters(tags: Path) -> Iterator[Paper]:
    for item in _lines(tags / "reuters21578.jsonl.gz"):
        if item["text"] and item["title"]:
            paragraphs = tuple(part for part in re.split(r"\n\s*", item["text"]) if part.strip())
            yield Paper(f"reuters-{item['id']}".lower(), item["title"], "1987", paragraphs)


def _made_up() -> Iterator[Paper]:
    chance = random.Random(1)
    words = ["".join(chance.choices("aeioubcdfglmnprst", k=chance.randint(2, 10))) for _ in range(30_000)]
    weights = [1 / (n + 1) for n in range(len(words))]
    number = 0
    while True:
        number += 1
        text = tuple(" ".join(chance.choices(words, weights, k=60)) + "." for _ in range(7))
        title = " ".join(chance.choices(words, k=7))
        yield Paper(f"paper-{number}", title, f"19{number % 90 + 10}-05-01", text)


# ---------------------------------------------------------------- indexing


def _postings(paper: Paper) -> BriefingPostings:
    texts = [(f"p-{n}", text) for n, text in enumerate(paper.paragraphs)]
    return postings(Briefing(paper.slug, paper.title, date=paper.date), texts, "en")


def _entry(paper: Paper) -> SearchEntry:
    people = tuple(Named(slugify(name), name) for name in paper.people)
    return SearchEntry(paper.slug, paper.date, Named("frus", "FRUS"), people, (), ())


def index_ours(archive: list[Paper], folder: Path) -> dict[str, float]:
    """Writes the index; seconds of work on all processors, and of changing one briefing."""
    folder.mkdir(parents=True)
    start, begun = time.time(), _cpu()
    with ProcessPoolExecutor() as executor:
        made = list(executor.map(_postings, archive, chunksize=64))
    own = {paper.slug: found for paper, found in zip(archive, made, strict=True)}
    entries = {paper.slug: _entry(paper) for paper in archive}
    people = sorted({person for entry in entries.values() for person in entry.people}, key=lambda p: p.slug)
    account, shards = whole_index(entries, own.__getitem__, variant_lines(people, {}))
    for name, data in shards:
        (folder / f"{name}.js").write_bytes(data)
    meta = {
        "count": len(entries),
        "space": account.space,
        "words": account.words,
        "shards": account.counts,
        "langs": ["en"],
        "letters": {},
        "shared": SHARED,
        "long": LONG,
    }
    (folder / "index.js").write_text(f"dispatchboxSearch('index',{json.dumps(meta)});\n", "utf-8")
    seconds, used = time.time() - start, _cpu() - begun
    return {
        "seconds to index": seconds,
        "of processor": used,
        **_changed(archive, folder, account, own, entries),
    }


def _cpu() -> float:
    own, children = resource.getrusage(resource.RUSAGE_SELF), resource.getrusage(resource.RUSAGE_CHILDREN)
    return own.ru_utime + own.ru_stime + children.ru_utime + children.ru_stime


def _changed(
    archive: list[Paper],
    folder: Path,
    account: Account,
    own: dict[str, BriefingPostings],
    entries: dict[str, SearchEntry],
) -> dict[str, float]:
    """One sentence is added to a briefing: seconds, and shards that are different."""
    paper = archive[len(archive) // 2]
    half = len(paper.paragraphs) // 2
    text = f"{paper.paragraphs[half]} A walrus was seen."
    changed = Paper(
        paper.slug, paper.title, paper.date, (*paper.paragraphs[:half], text, *paper.paragraphs[half + 1 :])
    )
    entry = entries[paper.slug]
    start = time.process_time()
    change = Change((entry, own[paper.slug]), (entry, _postings(changed)))
    numbers = stable_numbers(entries)
    shards = Shards(account, lambda name: text_of((folder / f"{name}.js").read_bytes()))
    patch_index(account, numbers, {paper.slug: change}, ({}, {}), shards)
    count = len(list(shards.changed()))
    return {"seconds for one edit": time.process_time() - start, "files it rewrites": count}


def page_frame() -> tuple[str, str, str]:
    """A briefing's page as our theme makes it, cut where title and body stand."""
    with tempfile.TemporaryDirectory() as name:
        root = Path(name)
        (root / "content/briefings").mkdir(parents=True)
        (root / "config.yaml").write_text("site:\n  title: Archive\n")
        text = (
            "---\ntitle: THE TITLE\ndate: 1969-03-02\npeople: [John Kerry, Sergei Lavrov]\n---\n\nTHE BODY\n"
        )
        (root / "content/briefings/x.md").write_text(text)
        build(load_project(root), Options(jobs=1))
        page = (root / "public/briefings/x/index.html").read_text("utf-8")
    page = page.replace("<article>", "<article data-pagefind-body>")
    before, rest = page.split(">THE TITLE</h1>")
    middle, after = re.split(r"<p\b(?:(?!<p\b).)*THE BODY.*?</p>", rest, maxsplit=1, flags=re.DOTALL)
    return before, middle, after


def write_pages(archive: list[Paper], folder: Path) -> None:
    before, middle, after = page_frame()
    for paper in archive:
        page = folder / "briefings" / paper.slug / "index.html"
        page.parent.mkdir(parents=True)
        filters = [("person", name) for name in paper.people] + [("year", paper.date[:4])]
        marks = "".join(f'<span data-pagefind-filter="{kind}">{html.escape(v)}</span>' for kind, v in filters)
        body = "".join(f'<p id="p-{n}">{html.escape(text)}</p>\n' for n, text in enumerate(paper.paragraphs))
        page.write_text(f"{before}>{html.escape(paper.title)}</h1>{marks}{middle}{body}{after}", "utf-8")


def timed(command: list[str]) -> tuple[float, float, float]:
    """(seconds, seconds of processor, MB of the largest process) of a command."""
    script = (
        "import resource,subprocess,sys,time;t=time.time();subprocess.run(sys.argv[1:],check=True,"
        "stdout=subprocess.DEVNULL);r=resource.getrusage(resource.RUSAGE_CHILDREN);"
        "print(time.time()-t,r.ru_utime+r.ru_stime,r.ru_maxrss/1024)"
    )
    out = subprocess.run([sys.executable, "-c", script, *command], capture_output=True, text=True, check=True)
    seconds, used, memory = map(float, out.stdout.split())
    return seconds, used, memory


def weighed(folder: Path) -> dict[str, float]:
    files = [path for path in folder.rglob("*") if path.is_file()]
    largest = max(len(gzip.compress(path.read_bytes())) for path in files)
    size = sum(path.stat().st_size for path in files)
    return {"MB": size / 1e6, "files": len(files), "KB, gzip, of the largest": largest / 1e3}


# ---------------------------------------------------------------- asking, in Chromium

OURS = """<!doctype html><script src="scripts/core.js"></script>
<script src="scripts/stemmers/base.js"></script>
<script src="scripts/stemmers/english.js"></script><script>
const waiting = {}, loaded = {}, pages = {};
window.dispatchboxSearch = (name, payload) => waiting[name](payload);
const load = (name) => loaded[name] = loaded[name] || new Promise((resolve) => {
  waiting[name] = resolve;
  const tag = document.createElement("script");
  tag.src = "data/" + name + ".js";
  document.head.append(tag);
});
const paragraphs = (slug) => pages[slug] = pages[slug] || fetch("briefings/" + slug + "/index.html")
  .then((response) => response.text()).then((text) => {
    const page = new DOMParser().parseFromString(text, "text/html");
    return [...page.querySelectorAll(".prose > *")].map((p) => ({ anchor: p.id, text: p.textContent }));
  });
let engine;
window.ask = async (query, facets) => {
  const stemmers = { en: new EnglishStemmer() };
  engine = engine || load("index").then((meta) => new dispatchboxCore.Search(meta, load, stemmers));
  const search = await engine, start = performance.now();
  const answer = await search.query(query, { any: false });
  const found = answer.total ? answer : await search.query(query, { any: true });
  const rows = await Promise.all(found.order.slice(0, 10).map((hit) => search.row(hit.number)));
  const texts = await Promise.all(rows.map((row) => paragraphs(row.slug)));
  rows.map((row, n) => search.extract(row, texts[n], found.clauses, 280));
  if (facets) await search.facets(found);
  return { ms: performance.now() - start, slugs: rows.map((row) => row.slug) };
};
</script>"""
PAGEFIND = """<!doctype html><script type="module">
let engine;
window.ask = async (query, facets) => {
  engine = engine || import("/pagefind/pagefind.js").then((it) => it.init().then(() => it));
  const search = await engine, start = performance.now();
  const found = await search.search(query);
  const texts = await Promise.all(found.results.slice(0, 10).map((result) => result.data()));
  const slugs = texts.map((text) => text.url.replace("index.html", "").split("/").filter(Boolean).pop());
  if (facets) await search.filters();
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


def ask(folder: Path, page: str, questions: list[tuple[str, str, str]]) -> dict[str, float]:
    """Ranks and times of questions (kind, query, slug that is meant)."""
    from playwright.sync_api import sync_playwright

    (folder / "bench.html").write_text(page, "utf-8")
    server = ThreadingHTTPServer(("127.0.0.1", 0), partial(_Quiet, directory=str(folder)))
    threading.Thread(target=server.serve_forever, daemon=True).start()
    ranks: dict[str, list[float]] = {"words": [], "title": []}
    times, first = [], []
    with sync_playwright() as playwright:
        chromium = playwright.chromium.launch(executable_path=shutil.which("chromium"), args=["--no-sandbox"])
        for _, query, _ in questions[:10]:  # each by a reader who comes for the first time
            tab = chromium.new_context().new_page()
            sent = []
            for facets in (False, True):
                _Quiet.sent = 0
                if not facets:
                    tab.goto(f"http://127.0.0.1:{server.server_port}/bench.html")
                    tab.wait_for_function("() => Boolean(window.ask)")
                tab.evaluate("([q, f]) => window.ask(q, f)", [query, facets])
                sent.append(_Quiet.sent / 1e3)
            first.append((sent[0], sum(sent)))
            tab.context.close()
        tab = chromium.new_page()
        tab.goto(f"http://127.0.0.1:{server.server_port}/bench.html")
        tab.wait_for_function("() => Boolean(window.ask)")
        for kind, query, slug in questions:
            tab.evaluate("q => window.ask(q)", query)  # loads what it needs
            answer = tab.evaluate("q => window.ask(q)", query)
            times.append(answer["ms"])
            rank = answer["slugs"].index(slug) + 1 if slug in answer["slugs"] else 0
            ranks[kind].append(1 / rank if rank else 0)
        chromium.close()
    server.shutdown()
    times.sort()
    return {
        "KB to the first results": median(sent for sent, _ in first),
        "KB with the filters": median(sent for _, sent in first),
        "ms, median": median(times),
        "ms, 95 in 100": times[int(len(times) * 0.95)],
        "MRR, four words": sum(ranks["words"]) / len(ranks["words"]),
        "MRR, title": sum(ranks["title"]) / len(ranks["title"]),
    }


def questions_of(archive: list[Paper], count: int, draw: int) -> list[tuple[str, str, str]]:
    """(kind, query, slug): four words of the body; the title, of a briefing that alone bears it."""
    chance = random.Random(draw)
    titles = Counter(" ".join(re.findall(r"\w+", paper.title.lower())) for paper in archive)
    found = []
    single = [paper for paper in archive if titles[" ".join(re.findall(r"\w+", paper.title.lower()))] == 1]
    for paper in chance.sample(single, min(count, len(single))):
        words = sorted(set(re.findall(r"[A-Za-z]{4,}", " ".join(paper.paragraphs))))
        if len(words) >= 4:
            found.append(("words", " ".join(chance.sample(words, 4)), paper.slug))
        found.append(("title", " ".join(re.findall(r"\w+", paper.title)), paper.slug))
    return found


HELD = {
    "MB": "less",
    "files": "less",
    "KB to the first results": "less",
    "MRR, four words": "more",
    "MRR, title": "more",
}
"""Figures of ours that are the same on every machine."""


def hold(row: dict[str, float], update: bool) -> bool:
    """Whether no figure is worse than what is kept."""
    kept = json.loads(KEPT.read_text("utf-8")) if KEPT.is_file() else {}
    if update:
        KEPT.write_text(json.dumps({key: round(row[key], 3) for key in HELD}, indent=1) + "\n", "utf-8")
        return True
    worse = [
        f"{key}: {row[key]:.3f}, kept {kept[key]}"
        for key, way in HELD.items()
        if key in kept and (row[key] - kept[key]) * (1 if way == "less" else -1) > 0.02 * kept[key]
    ]
    print("\n".join(["", *worse]) if worse else "")
    return not worse


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--count", type=int, default=10_000)
    parser.add_argument("--questions", type=int, default=200)
    parser.add_argument("--draw", type=int, default=3, help="another number draws other questions")
    parser.add_argument("--without-pagefind", action="store_true")
    parser.add_argument("--update", action="store_true")
    parser.add_argument("--only-ours", metavar="FOLDER", help=argparse.SUPPRESS)
    arguments = parser.parse_args()
    archive = papers(arguments.count)
    if arguments.only_ours:
        found = index_ours(archive, Path(arguments.only_ours))
        largest = [
            resource.getrusage(who).ru_maxrss for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)
        ]
        print(json.dumps({"MB of memory": max(largest) / 1024, **found}))
        return 0
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        rows = measure(archive, folder, arguments)
    print(f"{len(archive):,} briefings\n{'':28}" + "".join(f"{engine:>12}" for engine in rows))
    for key in rows["ours"]:
        print(
            f"{key:28}" + "".join(f"{row[key]:12.2f}" if key in row else f"{'':>12}" for row in rows.values())
        )
    standard = all(getattr(arguments, of) == parser.get_default(of) for of in ("count", "questions", "draw"))
    return 0 if not standard or hold(rows["ours"], arguments.update) else 1


def measure(archive: list[Paper], folder: Path, arguments: argparse.Namespace) -> dict[str, dict[str, float]]:
    rows: dict[str, dict[str, float]] = {}
    command = [
        sys.executable,
        __file__,
        "--count",
        str(arguments.count),
        "--only-ours",
        str(folder / "ours/data"),
    ]
    done = subprocess.run(command, capture_output=True, text=True, check=True, cwd=ROOT)
    rows["ours"] = {**json.loads(done.stdout), **weighed(folder / "ours/data")}
    shutil.copytree(ROOT / "themes/default/static/search", folder / "ours/scripts")
    write_pages(archive, folder / "pages")
    (folder / "pages/briefings").rename(folder / "ours/briefings")
    questions = questions_of(archive, min(arguments.questions, len(archive)), arguments.draw)
    if not arguments.without_pagefind:
        site = folder / "ours/briefings"
        seconds, used, memory = timed(
            [
                sys.executable,
                "-m",
                "pagefind",
                "--site",
                str(site),
                "--output-path",
                str(folder / "theirs/pagefind"),
            ]
        )
        rows["Pagefind"] = {
            "MB of memory": memory,
            "seconds to index": seconds,
            "of processor": used,
            **weighed(folder / "theirs/pagefind"),
        }
        rows["Pagefind"] |= ask(folder / "theirs", PAGEFIND, questions)
    rows["ours"] |= ask(folder / "ours", OURS, questions)
    return rows


if __name__ == "__main__":
    sys.exit(main())
