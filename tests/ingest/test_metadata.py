"""Metadata of seeds: what is found, why, and what is not made up."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from builder.ingest.cleaning.score import score_lines
from builder.ingest.describe import describe
from builder.ingest.fields.bodyspan import BodySpan
from builder.ingest.fields.bylines import bare_names, read_byline
from builder.ingest.fields.credits import split_credit, split_name
from builder.ingest.fields.dates import decide
from builder.ingest.fields.figures import find_figures
from builder.ingest.fields.metadata import Found, find_fields
from builder.ingest.fields.outlets import best_name, outlet_of
from builder.ingest.fields.signatures import looks_like_name, names_in
from builder.ingest.fields.titles import title_options
from builder.ingest.reading.readers import read_seed
from builder.model import Claim, Evidence, Figure, RawDocument, SeedLine

SEEDS = Path(__file__).resolve().parents[2] / "seeds"


def document(text: str, name: str = "x.txt") -> RawDocument:
    lines = tuple(SeedLine(number, line) for number, line in enumerate(text.split("\n"), 1))
    return RawDocument(name, "text/plain", lines, "0" * 64)


def seed(number: str) -> RawDocument:
    path = next(SEEDS.glob(f"{number}_*.txt"))
    return document(path.read_text("utf-8"), path.name)


def fields(doc: RawDocument) -> Found:
    return find_fields(doc, [score.chance for score in score_lines(doc)])


def figures(doc: RawDocument) -> tuple[Figure, ...]:
    return find_figures(doc, [score.chance for score in score_lines(doc)])[0]


@pytest.mark.parametrize(
    ("number", "title"),
    [
        ("000", "Key US, Russian Officials Meeting in Washington"),
        ("001", "Little Progress Expected at U.S.-Russia Talks"),
        ("002", "U.S., Russia need to make progress on Syria despite conflicts - Kerry"),
        ("003", "Kerry to Visit Russia for Talks on Syria"),
        ("004", "Kerry in Russia Meeting Putin, Lavrov"),
    ],
)
def test_each_seed_has_its_title(number: str, title: str) -> None:
    assert fields(seed(number)).title == title


def test_a_seed_that_says_nothing_gets_no_byline_outlet_or_date() -> None:
    found = fields(seed("000"))
    assert (found.byline, found.outlet, found.url) == ((), "", "")
    assert decide(found.dates).date == ""


STADT = (
    "Der Stadtrat hat am Montag einen neuen Haushalt beschlossen, der die Ausgaben der kommenden Jahre "
    "begrenzen soll, wie ein Sprecher der Verwaltung mitteilte, der die Zahlen nicht nennen wollte."
)


@pytest.mark.parametrize(
    ("line", "names"),
    [("Neues Leitmotto", ()), ("Hohe Kosten", ()), ("Petra Müller", ("Petra Müller",)), ("受付中", ())],
)
def test_words_that_only_their_capitals_make_a_name_sign_nothing_in_german(
    line: str, names: tuple[str, ...]
) -> None:
    rest = "\n\n".join(
        f"{STADT} {end}" for end in ("Er gilt ab Januar.", "Ein Antrag liegt vor.", "Es eilt.")
    )
    found = fields(document(f"Die Stadt setzt jetzt auf Sparsamkeit\n\n{line}\n\n{rest}\n"))
    assert found.lang == "de"
    assert found.byline == names


def test_the_dead_link_of_a_byline_resolves_to_its_text() -> None:
    found = fields(seed("001"))
    assert found.byline == ("Yekaterina Kravtsova",)
    assert found.outlet == "The Moscow Times"
    assert found.url.startswith("https://www.themoscowtimes.com/2013/08/08/")
    assert {n: f for n, f in found.claimed.items() if f == "url"} == {53: "url", 55: "url"}
    decision = decide(found.dates)
    assert (decision.date, decision.text) == ("2013-08-08", "August 08, 2013")


def test_the_credit_line_gives_reporter_and_editor() -> None:
    found = fields(seed("002"))
    assert (found.byline, found.editors) == (("Paul Eckert",), ("Philip Barbara",))
    assert (found.outlet, found.dateline) == ("Reuters", "WASHINGTON")
    decision = decide(found.dates)
    assert (decision.date, decision.text) == ("2013-08-09", "Fri Aug 9, 2013 11:07pm IST")


def test_a_caption_given_twice_is_one_figure_and_the_sidebar_has_none() -> None:
    found = figures(seed("002"))
    assert [figure.credit for figure in found] == ["REUTERS/Gary Cameron"]
    assert found[0].caption.endswith("before a day of talks August 9, 2013.")


def test_a_caption_with_a_name_in_bold_is_credited() -> None:
    assert [figure.credit for figure in figures(seed("001"))] == ["Maxim Stulov"]


def test_a_caption_with_sides_is_no_body() -> None:
    found = figures(seed("003"))
    assert len(found) == 1
    assert found[0].caption.startswith("U.S. Secretary of State John Kerry (R) walks")


@pytest.mark.parametrize(
    ("line", "names"),
    [
        ("本报记者 王小明、李红 报道", ("王小明", "李红")),
        ("記者王小明／台北報導", ("王小明",)),
        ("河谷日报讯（记者王小明 整合）交通部长星期一表示，大桥将于五月重新开放。", ("王小明",)),
        ("מאת: יעל כהן | 12 במרץ 2021", ("יעל כהן",)),
        ("By David Kim • December 17, 2025 • 11 min read", ("David Kim",)),
        (
            "Von Anna Giulia Fink, Birgit Baumann und Jan Marchart",
            ("Anna Giulia Fink", "Birgit Baumann", "Jan Marchart"),
        ),
        ("Written By Angela Holliday-Bell, MD*", ("Angela Holliday-Bell",)),
        ("文/张三", ("张三",)),
    ],
)
def test_bylines_of_many_languages_are_read(line: str, names: tuple[str, ...]) -> None:
    byline = read_byline(line)
    assert byline is not None
    assert byline.names == names


@pytest.mark.parametrize(
    "line", ["By the end of the day, Kerry said", "Von der Leyen sagte", "Most Popular", "По словам Ивана"]
)
def test_a_sentence_is_no_byline(line: str) -> None:
    assert read_byline(line) is None
    assert bare_names(line) == ()


@pytest.mark.parametrize(
    ("line", "credit"),
    [
        (
            "The logo is seen. REUTERS/Ann Lee/File Photo Purchase Licensing Rights, opens new tab",
            "REUTERS/Ann Lee/File Photo",
        ),
        ("He speaks in Ohio. (AP Photo/Ann Lee) He speaks … more >", "AP Photo/Ann Lee"),
        ("A man walks his dog in the rain. Photograph: Ann Lee/Reuters", "Ann Lee/Reuters"),
    ],
)
def test_a_credit_ends_where_the_words_of_the_site_begin(line: str, credit: str) -> None:
    found = split_credit(line)
    assert found and found.credit == credit


@pytest.mark.parametrize(
    ("line", "credit"),
    [
        ("A sign for the spaceport in Duqm. Tara Atkinson for Asia Weekly", "Tara Atkinson for Asia Weekly"),
        ("Team Trump Is Ready to Lose the Immunity Case. They’re Celebrating", ""),
        ("A rocket on its stand in Duqm Tara\u00a0Atkinson/ABC", "Tara\u00a0Atkinson/ABC"),
        ("The minister told reporters of it on Tuesday. Tara Atkinson said no.", ""),
    ],
)
def test_a_known_given_name_behind_a_sentence_is_a_credit(line: str, credit: str) -> None:
    found = split_name(line, marked=False)
    assert (found.credit if found else "") == credit


def test_names_keep_their_particles() -> None:
    assert looks_like_name("Jan van der Berg")
    assert not looks_like_name("Ein neuer Tag")


@pytest.mark.parametrize(
    ("line", "names"),
    [
        ("by Jacob Trussell—10 min read", ("Jacob Trussell",)),
        ("by April Glaser@aprilaser Dec 15, 2016, 1:55pm EST", ("April Glaser",)),
        ("Von Katharina Schmidt Kategorien: Mode 6. November 2023", ("Katharina Schmidt",)),
        ("By The Currency editors", ("The Currency editors",)),
        ("By Mara Quist CNBC Executive News Editor", ("Mara Quist",)),
        ("By LENA HOLT, MARK ROE Special to the paper", ("LENA HOLT", "MARK ROE")),
        ("By Matthew Richardson ⋅ Review Editor ⋅ Updated November 18, 2025", ("Matthew Richardson",)),
    ],
)
def test_a_name_ends_where_other_words_run_on(line: str, names: tuple[str, ...]) -> None:
    byline = read_byline(line)
    assert byline is not None
    assert byline.names == names


BODY = "The two sides met again in Geneva on Tuesday and talked for hours, officials said. " * 3


@pytest.mark.parametrize(
    "below", ["3 hours ago", "Reuters Staff", "Ein Gastbeitrag von Prof. Dr. Anna Müller", "记者：王小明"]
)
def test_the_first_line_is_the_title_whatever_stands_below_it(below: str) -> None:
    title = "Talks in Geneva end without a result"
    assert fields(document(f"{title}\n\n{below}\n\n{BODY}\n\n{BODY}Then they left.")).title == title


@pytest.mark.parametrize(
    "trail",
    [
        "Home > World > Europe > Talks",
        "当前位置：首页 > 新闻",
        "A A A",
        "« Back to the front page",
        "Search form",
    ],
)
def test_the_way_from_the_front_page_and_a_button_are_no_title(trail: str) -> None:
    title = "Talks in Geneva end without a result"
    text = f"{trail}\n\n{title}\n\n9 August 2013\n\n{BODY}\n\n{BODY}Then they left."
    assert fields(document(text)).title == title


@pytest.mark.parametrize("below", ["By Jane Doe", "9 August 2013"])
def test_a_text_without_blank_lines_has_its_title(below: str) -> None:
    title = "Nobody came to the harbour"
    text = f"World\nSport\nCulture\n{title}\n{below}\n{BODY}\n{BODY}Then they left.\nContact"
    assert fields(document(text)).title == title


def test_a_label_before_a_title_is_no_part_of_it() -> None:
    body = "这位负责人表示，下一步，有关部门将会同各地继续完善监测预警机制，加强协同监管，推动保供稳价工作。"
    text = f"原标题：短缺药品保供稳价取得成效\n\n2023年11月17日\n\n{body}\n\n{body}他说，今年已新增六个品种。"
    assert fields(document(text)).title == "短缺药品保供稳价取得成效"


@pytest.mark.parametrize(
    "paragraph",
    [
        (
            "新华社北京电 记者从国家卫生部门获悉，近阶段，相关部门持续依托保障工作会商机制，"
            "深入优化短缺药品监测预警与应对体系，全力保障人民群众用药需求，并在各地建立储备。"
        ),
        (
            "ภรรยาของเขากล่าวว่า ได้ทราบข่าวจากบุตรชายของเพื่อนแล้ว แต่ยังไม่ขอพูดอะไร โดยเบื้องต้นได้ทำใจแต่แรกแล้ว"
            "ว่าเหตุการณ์ลักษณะนี้จะต้องเกิดขึ้นสักวันหนึ่ง และครอบครัวจะรอผลการตรวจสอบต่อไป"
        ),
    ],
)
def test_a_paragraph_without_spaces_is_no_title(paragraph: str) -> None:
    filled = (SeedLine(1, paragraph), SeedLine(2, BODY))
    assert title_options(BodySpan(filled, (0.5, 0.9), 1, 1), [], "") == []


@pytest.mark.parametrize(
    ("claimed", "names"),
    [
        ("Mac & i", ("Mac & i",)),
        ("Richard (R.J.) Miller", ("Richard (R.J.) Miller",)),
        ("Kooman, F.", ("F. Kooman",)),
        ("Jong, Michiel de", ("Michiel de Jong",)),
        ("Hall, Peter", ("Peter Hall",)),
        ("Maria, Katerina", ("Maria", "Katerina")),
        ("Jane Doe, AFP", ("Jane Doe",)),
    ],
)
def test_a_stated_author_is_neither_cut_nor_left_the_wrong_way_round(
    claimed: str, names: tuple[str, ...]
) -> None:
    page = f"""<html><head><title>Talks end</title><meta name="dc.creator" content="{claimed}"></head>
    <body><article><h1>Talks in Geneva end</h1><p>{BODY}</p><p>{BODY} So it is.</p></article></body></html>"""
    assert fields(read_seed("a.html", page.encode())).byline == names


def test_who_stands_in_the_title_and_on_a_label_below_it_signs_nothing() -> None:
    text = f"Singer Jane Miller looks back at her youth\n\nJane Miller\n\n{BODY}\n\n{BODY}Then they left."
    assert fields(document(text)).byline == ()


def test_an_office_in_russian_stands_behind_a_name() -> None:
    assert bare_names("Анна Петрова, корреспондент") == ("Анна Петрова",)


@pytest.mark.parametrize(
    "label", ["来源: | 发布时间: 2018-05-17 | 浏览次数: 2168", "Text Size", "Job Listings"]
)
def test_labels_of_a_page_are_no_names(label: str) -> None:
    assert bare_names(label) == ()


@pytest.mark.parametrize("name", ["Mark Di Stefano", "Jan von Braun"])
def test_a_name_with_a_word_for_by_in_it_is_one_name(name: str) -> None:
    assert read_byline(name) is None
    assert bare_names(name) == (name,)


@pytest.mark.parametrize(
    ("below", "names"),
    [
        ("By Jane Doe, Political Correspondent, and John Smith in Moscow", ("Jane Doe", "John Smith")),
        ("Ein Gastbeitrag von Prof. Dr. Anna Müller", ("Prof. Dr. Anna Müller",)),
        ("بقلم: أحمد محمود\n\nنشر في: 9 أغسطس 2013", ("أحمد محمود",)),
        ("Հայ Рус Eng", ()),
        ("By Jane Doe, CNN", ("Jane Doe",)),
        ("By JANE DOE Associated Press", ("JANE DOE",)),
        ("الأحد، 04 أغسطس 2013", ()),
    ],
)
def test_names_are_told_from_offices_degrees_and_labels(below: str, names: tuple[str, ...]) -> None:
    title = "Talks in Geneva end without a result"
    assert fields(document(f"{title}\n\n{below}\n\n{BODY}\n\n{BODY}Then they left.")).byline == names


def test_a_label_of_an_east_asian_page_is_no_name() -> None:
    texts = ("松岡大地", "小林 恵士", "ジョン・スミス", "スクラップ", "試し読み", "コラム")
    assert [looks_like_name(text) for text in texts] == [True, True, True, False, False, False]


def test_words_that_a_page_writes_small_elsewhere_sign_nothing() -> None:
    """A menu's `Zone Justice` stands where a byline would, but the text speaks of justice and zones."""
    text = "Talks end without result\n\nZone Justice\n\nJane Miller\n\n"
    body = "The zone of justice was named in talks by officials of both sides on Tuesday, they said. " * 4
    assert fields(document(f"{text}{body}\n\n{body}\n\nAbout Jane Miller")).byline == ("Jane Miller",)


@pytest.mark.parametrize(
    ("host", "names", "best"),
    [
        (
            "pundit.example",
            ("json-ld:publisher Hope Finally Made It Back Here", "meta:og:site_name The Pundit"),
            1,
        ),
        ("heise.example", ("json-ld:publisher heise online", "meta:og:site_name Security"), 0),
        ("ctpost.example", ("json-ld:publisher Associated Press", "meta:og:site_name Connecticut Post"), 1),
        ("thehill.example", ("json-ld:publisher The Hill", "meta:og:site_name TheHill"), 0),
        ("elpais.example", ("json-ld:publisher Ediciones EL PAÍS S.L.", "meta:og:site_name El País"), 1),
        ("paper.example", ("json-ld:publisher https://paper.example",), 0),
    ],
)
def test_an_outlet_is_called_what_its_site_is_called(host: str, names: tuple[str, ...], best: int) -> None:
    claims = [
        Claim("outlet", name, Evidence(rule, name)) for rule, _, name in (n.partition(" ") for n in names)
    ]
    assert best_name(claims, host) == claims[best]


def test_a_paragraph_that_quotes_somebody_at_an_agency_stays_in_the_body() -> None:
    said = '"We condemn the attack on a clearly identifiable group of journalists, working in the open."'
    quote = f"{said} Reuters Editor-in-Chief Alessandra Galloni said in a statement."
    first = (
        "The tank fired two shells in quick succession from Israel as the journalists were filming, it found."
    )
    doc = document(f"Report on the tank\n\n{first}\n\n{quote}\n\n{first} They stayed.\n\n{first} They left.")
    assert quote in describe(doc, {})[0].body


@pytest.mark.parametrize(
    ("line", "editors"),
    [
        ("【责任编辑：王小明】", ("王小明",)),
        ("（编辑：王小明 李华）", ("王小明", "李华")),
        ("Edited by Jane Doe", ("Jane Doe",)),
    ],
)
def test_who_edited_is_no_author(line: str, editors: tuple[str, ...]) -> None:
    byline = read_byline(line)
    assert byline is not None
    assert (byline.names, byline.editors) == ((), editors)


def test_neither_a_headline_nor_a_button_signs() -> None:
    lines = ("President Doe Announced 61 New Grants of Mercy", "打印 关闭", "2014-08-24 21:30| 作者王小明")
    assert [bare_names(line) for line in lines] == [(), (), ("王小明",)]


@pytest.mark.parametrize("label", ["NEW", "MORE", "UPDATED"])
def test_what_shouts_before_a_line_is_no_place(label: str) -> None:
    line = f"{label}: The two sides will meet again in a week, and then once more in May."
    assert fields(document(f"Talks in Geneva end\n\n{line}\n\n{BODY}")).dateline == ""


def page(head: str, body: str) -> RawDocument:
    text = f"<html><head>{head}</head><body>{body}<p>{BODY}</p><p>{BODY}</p></body></html>"
    return read_seed("x.html", text.encode())


@pytest.mark.parametrize(
    ("stated", "title"),
    [
        ("Újabb tűz a kikötőben - hirek.example.org", "Újabb tűz a kikötőben"),
        ("港口因风暴关闭两天后重新开放_财经_新报网", "港口因风暴关闭两天后重新开放"),
        ("港口因风暴关闭两天后重新开放-股票频道-新报网", "港口因风暴关闭两天后重新开放"),
        ("The Reading Room » Old Harbours", "Old Harbours"),
        ("Talks - and then?", "Talks - and then?"),
    ],
)
def test_a_stated_title_loses_the_name_of_the_site(stated: str, title: str) -> None:
    heading = "<h3>Old Harbours</h3>" if "Harbours" in stated else ""
    assert fields(page(f"<title>{stated}</title>", heading)).title == title


def test_a_short_main_heading_is_the_title_whose_first_part_it_is() -> None:
    head = "<title>Harbour reopens – World – Example</title>"
    assert fields(page(head, "<nav>Top</nav><h1>Harbour reopens</h1>")).title == "Harbour reopens"
    blog = "<h1>The Reading Room</h1><h2>Old Harbours</h2>"
    stated = "The Reading Room » Old Harbours"
    assert fields(page(f"<title>{stated}</title>", blog)).title == stated  # which of the two is it?


def test_a_summary_says_more_than_title_and_outlet_and_has_no_tags() -> None:
    def summary(*values: str) -> str:
        metas = "".join(f'<meta name="description" content="{value}">' for value in values)
        return fields(
            page(f'<title>Old Harbours</title><meta property="og:site_name" content="Port">{metas}', "")
        ).summary

    assert summary("Port") == summary("Old Harbours") == summary() == ""
    assert (
        summary("Port", "See &lt;a href='/x'&gt;our list&lt;/a&gt; of ports &amp;mdash; all.")
        == "See our list of ports — all."
    )


def test_who_speaks_in_a_transcript_is_no_place() -> None:
    said = "Joining me now is the senior contributor of a paper, and we see much division on the left."
    one = fields(
        document(f"Talks on air\n\nLAURA INGRAHAM: {said}\n\nVICTOR HANSON: {said} He agreed with it.")
    )
    two = fields(document(f"Talks on air\n\nLONDON: {said}\n\nThe minister agreed. {said}"))
    assert (one.dateline, two.dateline) == ("", "LONDON")


def test_a_title_that_is_a_sentence_of_the_text_is_in_doubt() -> None:
    first = "The show opens to the public on Friday, and here are some of the highlights of this year."
    more = (
        "The German maker shows a wagon that it will sell next year, the head of the company said on Monday."
    )
    seed = document(f"{first}\n\n{more}\n\n{more} It is electric.")
    draft, problems = describe(seed, {})
    assert first in draft.body
    assert [problem.code for problem in problems] == ["D242"]
    claimed = replace(seed, claims=(Claim("title", first, Evidence("meta:og:title", first)),))
    draft, problems = describe(claimed, {})
    assert draft.title == first and problems == ()


def test_an_unknown_host_is_its_own_outlet() -> None:
    assert outlet_of("https://www.example.org/a") == "example.org"
    assert outlet_of("no address") == ""


@pytest.mark.parametrize(
    ("line", "names"),
    [
        ("Claire Dubois, sociologue, et Marc Petit", ("Claire Dubois", "Marc Petit")),
        ("Anna Müller, Soziologin, und Max Berg", ("Anna Müller", "Max Berg")),
        ("Jane Doe, Staff Engineer, Acme Corp", ("Jane Doe",)),
        ("Jane Doe and Stephen King", ("Jane Doe", "Stephen King")),
        ("Emma MackenzieLifestyle Writer", ("Emma Mackenzie",)),
        ("Ross MacKenzie, Jan VanderBeek", ("Ross MacKenzie", "Jan VanderBeek")),
        ("Tom Krisher, AP Auto Writer", ("Tom Krisher",)),
        ("Reuters Staff", ("Reuters Staff",)),
        ("기사입력", ()),
        ("김철수", ("김철수",)),
    ],
)
def test_names_end_where_the_page_runs_on(line: str, names: tuple[str, ...]) -> None:
    assert names_in(line) == names


@pytest.mark.parametrize(
    ("claimed", "text", "lang"),
    [
        ("kr", "이재명 더불어민주당 대선 후보는 15일 호남을 찾아 통합을 키워드로 표밭을 다졌다.", "ko"),
        ("en", "外務大臣は水曜日、モスクワでの会談の後にこのように述べた。", "ja"),
        ("zh-TW", "外交部長星期三在莫斯科會談後表示，雙方將繼續磋商。", "zh"),
    ],
)
def test_a_script_of_one_language_is_believed_before_the_page(claimed: str, text: str, lang: str) -> None:
    page = f'<html lang="{claimed}"><body><article>{f"<p>{text}</p>" * 4}</article></body></html>'
    assert fields(read_seed("x.html", page.encode())).lang == lang
