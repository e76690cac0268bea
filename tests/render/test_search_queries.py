"""What a reader's browser finds: the theme's own search code, run in node over an index written here."""

from __future__ import annotations

import json
import random
import shutil
import subprocess
from pathlib import Path
from typing import Any

import pytest

from builder.model import Briefing
from builder.render.search import shards as searchshards
from builder.render.search.briefing import BriefingPostings, Named, SearchEntry, postings
from builder.render.search.shards import whole_index
from builder.render.search.spellings import letters_of, variant_lines
from builder.render.search.stemming import STEMMERS, languages_of, term, tokens

CORE = Path(__file__).resolve().parents[2] / "themes/default/static/search"
SCRIPT = Path(__file__).with_name("search_query.js")

pytestmark = pytest.mark.skipif(shutil.which("node") is None, reason="needs node")

LAVROV = Named("sergei-lavrov", "Sergei Lavrov", ("Sergey Lavrov",))
KERRY = Named("john-kerry", "John Kerry")
SYRIA = Named("syria", "Syria")
REUTERS, TASS = Named("reuters", "Reuters"), Named("tass", "TASS")


def entry(
    slug: str,
    title: str,
    *paragraphs: str,
    date: str = "",
    people: tuple[Named, ...] = (),
    outlet: Named | None = None,
    lang: str = "en",
) -> tuple[SearchEntry, BriefingPostings]:
    texts = [(f"p{n}", text) for n, text in enumerate(paragraphs, 1)]
    own = postings(Briefing(slug, title), texts, lang)
    issues = (SYRIA,) if "Syria" in title else ()
    return SearchEntry(slug, date, outlet, people, issues, ()), own


ARCHIVE = [
    entry(
        "talks", "Talks on Syria", "Secretary of State John Kerry met Sergei Lavrov.", "They spoke of grain.",
        date="2013-08-09", people=(KERRY, LAVROV), outlet=REUTERS,
    ),
    entry(
        "state", "A secretary speaks", "The state of the secretary is unknown. Of Kerry nothing was heard.",
        date="2013-05~", people=(KERRY,), outlet=TASS,
    ),
    entry(
        "moscow", "Встреча в Москве", "Министр Сергей Лавров встретил послов.", "Переговоры о зерне.",
        date="2014", people=(LAVROV,), lang="ru",
    ),
    entry("long", "Negotiating grain", *[f"Filler number {n} about nothing." for n in range(400)],
          "The negotiations on grain ended in Zürich.", date="2012-01-02/2012-03-01"),
    entry("cjk", "北京会议", "双方在北京举行会谈", lang="zh"),
    *[entry(f"other-{n}", "Grain prices", "Prices today.", date=f"2011-01-{n:02}") for n in range(1, 30)],
]  # fmt: skip


def write_index(folder: Path, archive: list[tuple[SearchEntry, BriefingPostings]], lang: str = "en") -> Path:
    """The files of an index, as a build writes them."""
    entries, own = {e.slug: e for e, _ in archive}, {e.slug: o for e, o in archive}
    people = sorted({person for e, _ in archive for person in e.people}, key=lambda p: p.slug)
    account, shards = whole_index(entries, own.__getitem__, variant_lines(people, {}))
    for name, data in shards:
        (folder / f"{name}.js").write_bytes(data)
    meta = {
        "count": len(entries),
        "space": account.space,
        "words": account.words,
        "shards": account.counts,
        "langs": languages_of([lang, *(o.lang for o in own.values())]),
        "letters": letters_of(people),
        "shared": searchshards.SHARED,
        "long": searchshards.LONG,
    }
    (folder / "index.js").write_text(f"dispatchboxSearch('index',{json.dumps(meta)});", "utf-8")
    return folder


@pytest.fixture(scope="module")
def index(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return write_index(tmp_path_factory.mktemp("index"), ARCHIVE)


def run(index: Path, asked: list[dict[str, Any]]) -> list[Any]:
    done = subprocess.run(
        ["node", str(SCRIPT), str(CORE), str(index)],
        input=json.dumps(asked), capture_output=True, text=True, encoding="utf-8", timeout=50, check=False,
    )  # fmt: skip
    assert done.returncode == 0, done.stderr
    answers: list[Any] = json.loads(done.stdout)
    return answers


QUERIES: list[tuple[str, dict[str, Any], list[str]]] = [
    ('"secretary of state"', {}, ["talks"]),
    ("secretary kerry", {}, ["talks", "state"]),
    ("kerry -lavrov", {}, ["state"]),
    ("Sergey", {}, ["talks", "moscow"]),
    ("Лавров", {}, ["moscow", "talks"]),
    ("lavrov", {}, ["talks", "moscow"]),
    ("переговорах", {}, ["moscow"]),
    ("zurich", {}, ["long"]),
    ("negotiated", {}, ["long"]),
    ("negotia", {"typing": True}, ["long"]),
    ("kerr", {"typing": True}, ["talks", "state"]),
    ("kerr", {}, []),
    ("kerr*", {}, ["talks", "state"]),
    ("syria posts", {}, []),
    ("syria послов", {"any": True}, ["talks", "moscow"]),
    ("北京", {}, ["cjk"]),
    ("kerry grain.", {}, ["talks"]),
    ("u.s.", {}, []),
]


def test_queries_find_what_they_should(index: Path) -> None:
    answers = run(index, [{"q": query, "options": options} for query, options, _ in QUERIES])
    for (query, options, wanted), answer in zip(QUERIES, answers, strict=True):
        found = [result["slug"] for result in answer["results"]]
        assert sorted(found) == sorted(wanted), (query, options, found)
        assert answer["total"] == len(wanted)


WORDS = (
    "Müller Muller talks häuser Haus généraux général Łódź İstanbul straße STRASSE don't O'Brien U.S. "
    "Nunn-Lugar S-300 1,234"
).split()


def test_every_word_of_a_body_finds_its_briefing_and_phrases_are_what_stands_there(tmp_path: Path) -> None:
    chance = random.Random(4)
    texts = {f"paper-{n}": " ".join(chance.choices(WORDS, k=25)) for n in range(30)}
    langs = {slug: chance.choice(["en", "de", "fr", "da", "tr", ""]) for slug in texts}
    write_index(tmp_path, [entry(slug, "x", text, lang=langs[slug]) for slug, text in texts.items()])
    asked = []
    for slug, text in texts.items():
        words = text.split()
        at = chance.randrange(20)
        asked.append((slug, chance.choice(words), ""))
        asked.append((slug, f'"{" ".join(words[at : at + 4])}"', " ".join(words[at : at + 4])))
    answers = run(tmp_path, [{"q": query, "top": 40} for _, query, _ in asked])
    for (slug, query, phrase), answer in zip(asked, answers, strict=True):
        found = {result["slug"] for result in answer["results"]}
        assert slug in found, query
        assert found >= {other for other, text in texts.items() if phrase and phrase in text}


def test_in_quotation_marks_a_word_stands_for_itself(tmp_path: Path) -> None:
    texts = {
        "dulles": "Dulles spoke at the United Nations.",
        "dull": "A dull speech of a strong, united nation.",
        "plural": "The dullest of all united nations' speeches.",
    }
    write_index(tmp_path, [entry(slug, "x", text) for slug, text in texts.items()])
    wanted = {
        '"united nations"': {"dulles", "plural"},
        "united nations": {"dulles", "dull", "plural"},
        '"dulles"': {"dulles"},
        "dulles": {"dulles", "dull"},
        '"DULL"': {"dull"},
        '-"united nation" united': {"dulles", "plural"},
    }
    answers = run(tmp_path, [{"q": query} for query in wanted])
    for (query, slugs), answer in zip(wanted.items(), answers, strict=True):
        assert {result["slug"] for result in answer["results"]} == slugs, query
    assert answers[3]["results"][0]["slug"] == "dulles"  # the form that was asked for comes first
    assert any("[United Nations]" in result["extract"] for result in answers[0]["results"])


def test_accents_make_no_difference_whatever_the_language_of_the_text(tmp_path: Path) -> None:
    words = ("Müller", "Muller", "señales", "senales", "étés", "etes")
    langs = ("en", "de", "da", "fr", "es")
    archive = [entry(f"{lang}-{n}", "x", word, lang=lang) for lang in langs for n, word in enumerate(words)]
    write_index(tmp_path, archive)
    pairs = [("müller", "muller"), ("señales", "senales"), ("étés", "etes")]
    answers = run(tmp_path, [{"q": word, "top": 40} for pair in pairs for word in pair])
    for one, other in zip(answers[::2], answers[1::2], strict=True):
        assert {r["slug"] for r in one["results"]} == {r["slug"] for r in other["results"]}
        assert one["total"] == 10


def test_signs_alone_find_nothing_and_a_very_long_question_says_what_it_leaves_out(index: Path) -> None:
    signs, stray, long = run(index, [{"q": "🙂 ¿?"}, {"q": '"secretary of'}, {"q": "kerry " * 32 + "walrus"}])
    assert signs["total"] == 0
    assert [r["slug"] for r in stray["results"]] == ["talks"]
    assert long["left"] == ["walrus"] and long["total"] == 2


def test_a_date_range_knows_precision(index: Path) -> None:
    asked = [
        {"q": "kerry", "options": {"from": "2013-05-03", "to": "2013-05-09"}},
        {"q": "kerry", "options": {"from": "2013-08-01", "to": "2013-08-31"}},
        {"q": "", "options": {"years": "2014"}},
    ]
    rough, exact, year = run(index, asked)
    assert [(r["slug"], r["maybe"]) for r in rough["results"]] == [("state", True)]
    assert [(r["slug"], r["maybe"]) for r in exact["results"]] == [("talks", False)]
    assert [r["slug"] for r in year["results"]] == ["moscow"]


def test_facets_count_and_choose(index: Path) -> None:
    free, chosen = run(index, [{"q": "kerry"}, {"q": "kerry", "options": {"outlets": "tass"}}])
    assert free["facets"]["people"] == {"john-kerry": 2, "sergei-lavrov": 1}
    assert free["facets"]["outlets"] == {"reuters": 1, "tass": 1}
    assert free["facets"]["years"] == {"2013": 2}
    assert [r["slug"] for r in chosen["results"]] == ["state"]
    assert chosen["facets"]["outlets"] == {"reuters": 1, "tass": 1}
    assert chosen["facets"]["people"] == {"john-kerry": 1}


def test_extracts_mark_the_words_and_lead_to_the_paragraph(index: Path) -> None:
    phrase, deep, variant = run(index, [{"q": '"met sergei lavrov"'}, {"q": "zürich"}, {"q": "sergey kerry"}])
    assert phrase["results"][0]["anchor"] == "p1"
    assert "[met Sergei Lavrov]" in phrase["results"][0]["extract"]
    assert deep["results"][0]["anchor"] == "p401" and "[Zürich]" in deep["results"][0]["extract"]
    assert "[Sergei]" in variant["results"][0]["extract"]


def test_a_title_counts_for_more_and_recent_ones_come_first(index: Path) -> None:
    (grain,) = run(index, [{"q": "grain", "top": 40}])
    slugs = [result["slug"] for result in grain["results"]]
    assert slugs.index("other-29") < slugs.index("other-2") < slugs.index("talks")


def test_frequent_words_are_found_in_phrases_wherever_their_positions_lie(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name, value in (("FREQUENT", 4), ("SHARED", 60), ("LONG", 90)):
        monkeypatch.setattr(searchshards, name, value)
    chance = random.Random(6)
    words = "the united nations and of assembly state states stated secretary".split()
    texts = {f"paper-{n}": " ".join(chance.choices(words, k=40)) for n in range(40)}
    write_index(tmp_path, [entry(slug, "x", text) for slug, text in texts.items()])
    names = [path.name for path in tmp_path.iterdir()]
    assert any(name.startswith("m") for name in names)
    phrases = [" ".join(chance.choices(words, k=2)) for _ in range(30)]
    answers = run(tmp_path, [{"q": f'"{phrase}"', "top": 50} for phrase in phrases])
    for phrase, answer in zip(phrases, answers, strict=True):
        wanted = {slug for slug, text in texts.items() if f" {phrase} " in f" {text} "}
        assert {result["slug"] for result in answer["results"]} == wanted, phrase


@pytest.mark.parametrize("lang", sorted(STEMMERS))
def test_browser_and_builder_stem_alike(tmp_path: Path, lang: str) -> None:
    text = (
        "negotiations ministers' international running generously Russia's internal interval studies "
        "переговоры министрами российского встречаются Лаврова généraux négociations étaient nationaux "
        "Verhandlungen Häuser größten Straßen negociaciones ministros está υπουργός συνάντηση الوزراء "
        "förhandlingar görüşmeleri tárgyalások neuvottelut negocjacje łódź हिन्दी மொழி"
    )
    words = tokens(text)
    write_index(tmp_path, [entry("x", "x", text, lang=lang)], lang)
    (found,) = run(tmp_path, [{"q": "", "terms": [[word, lang] for word in words]}])
    assert dict(zip(words, found, strict=True)) == {word: term(word, lang) for word in words}


def test_browser_and_builder_see_the_same_words(index: Path) -> None:
    texts = [
        "The U.S.-led talks, e.g. Lavrov’s 1,000 words; O'Brien, l’accord, don't, rock'n'roll",
        "Straße ÉTÉ naïve №5 x² Ⅷ snake_case a.b.c. p.m.",
        "北京会议2013年 ไทยแลนด์ हिन्दी में עברית العَرَبِيَّة ქართული",
    ]
    answers = run(index, [{"q": text, "options": {"tokens": True}} for text in texts])
    assert answers == [tokens(text) for text in texts]
