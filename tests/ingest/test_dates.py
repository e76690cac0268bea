"""Dates: what is printed, what it proves, and that no day is made up."""

from __future__ import annotations

from datetime import date

import pytest

from builder.edtf import parse_edtf
from builder.ingest.cleaning.score import score_lines
from builder.ingest.describe import describe
from builder.ingest.fields.dateforms import read_dates
from builder.ingest.fields.dates import DateDecision, DateEvidence, decide, from_captions, from_url
from builder.ingest.fields.datesupport import find_label
from builder.ingest.fields.metadata import find_fields
from builder.ingest.fields.timewords import find_misfit, since_bounds
from builder.ingest.reading.readers import read_seed
from builder.model import Claim, Evidence, RawDocument, SeedLine


@pytest.mark.parametrize(
    ("text", "lang", "days"),
    [
        ("יום שישי, 12 במרץ 2021", "he", "2021-03-12"),
        ("Fri Aug 9, 2013 11:07pm IST", "en", "2013-08-09"),
        ("Veröffentlicht am 1. November 2023 09:35", "de", "2023-11-01"),
        ("Le 1er mars 2021 à 10h24", "fr", "2021-03-01"),
        ("5 de mayo de 2020", "es", "2020-05-05"),
        ("12 марта 2020, 14:02", "ru", "2020-03-12"),
        ("9 أكتوبر 2020", "ar", "2020-10-09"),
        ("2020年3月4日", "ja", "2020-03-04"),
        ("2025년 5월 15일", "ko", "2025-05-15"),
        ("torsdag 06. feb 2025 17:25", "da", "2025-02-06"),
        ("31 Donnerstag Okt 2019", "de", "2019-10-31"),
        ("ngày 5 tháng 8, 2020", "vi", "2020-08-05"),
        ("28 травня, 2024", "uk", "2024-05-28"),
        ("2020-10-09T23:30:00-05:00", "en", "2020-10-09"),
        ("August 2013", "en", "2013-08"),
        ("03/04/2019", "de", "2019-04-03"),
        ("الجمعة 9 أكتوبر/تشرين الأول 2020", "ar", "2020-10-09"),
        ("令和2年10月9日", "ja", "2020-10-09"),
        ("vendredi 9 octobre 2020 à 12 h 30", "fr", "2020-10-09"),
        ("14.11.24", "en", "2024-11-14"),
        ("PublishedNovember 8, 20214:32pm", "en", "2021-11-08"),
        ("Madrid-29/05/202520:00", "es", "2025-05-29"),
        ("8/17/13 11:04am", "en", "2013-08-17"),
        ("10/9/10 7:15 AM EDT", "en", "2010-10-09"),
        ("03/04/2019 9:19 PM ET", "en", "2019-03-04"),
        ("1 พฤษภาคม 2567", "th", "2024-05-01"),
        ("1 พฤษภาคม พ.ศ. 2567", "th", "2024-05-01"),
        ("1 พฤษภาคม 2024", "th", "2024-05-01"),
    ],
)
def test_printed_dates_of_many_languages_are_read(text: str, lang: str, days: str) -> None:
    assert [phrase.span for phrase in read_dates(text, lang)] == [parse_edtf(days)]


def test_a_calendar_that_is_not_ours_gives_no_day() -> None:
    texts = [
        "2 Tishrei 5784",
        "۱۲ مهر ۱۴۰۲",
        "15 رمضان 1445 هـ",
        "1402/07/12",
        "ב' בתשרי תשפ\"ד",
        "12 May 2567",
    ]
    assert [text for text in texts if any(phrase.span for phrase in read_dates(text))] == []


@pytest.mark.parametrize(
    "text", ["version 10.2.12", "2563 baht", "30 February 2020", "1399/05/06", "in 2013", "8/17/13"]
)
def test_what_is_no_date_stays_none(text: str) -> None:
    assert [phrase for phrase in read_dates(text) if phrase.span and phrase.span.precision == "day"] == []


def test_a_date_that_two_countries_read_apart_spans_both() -> None:
    (phrase,) = read_dates("03/04/2019", "en")
    assert phrase.span is not None
    assert (phrase.span.first, phrase.span.last) == (date(2019, 3, 4), date(2019, 4, 3))


def evidence(rule: str, days: str, clock: bool = False) -> DateEvidence:
    return DateEvidence(rule, days, parse_edtf(days), clock=clock)


def test_precision_is_kept() -> None:
    assert decide([evidence("date-line", "2013-08")]).date == "2013-08"
    assert decide([evidence("date-line", "2013-08"), evidence("url-path", "2013-08-09")]).date == "2013-08-09"


def test_a_contradiction_gives_no_date_and_names_both() -> None:
    decision = decide(
        [evidence("date-line", "2013-08-09"), evidence("url-path", "2014-01-02")], "seeds/x.txt"
    )
    assert decision.date == ""
    assert decision.bounds == "2013-08-09/2014-01-02"
    (problem,) = decision.problems
    assert "2013-08-09" in str(problem)
    assert "2014-01-02" in str(problem)
    assert problem.code == "D230"


def test_a_day_never_shifts_by_zone() -> None:
    claim = Claim("date", "2020-10-09T23:30:00-05:00", Evidence("json-ld:datePublished", ""))
    lines = (SeedLine(1, "A title of some words"), SeedLine(2, "The ministers met on Friday. " * 12))
    document = RawDocument("x.html", "text/html", lines, "0", claims=(claim,))
    found = find_fields(document, [score.value for score in score_lines(document)])
    assert decide(found.dates).date == "2020-10-09"


def test_a_moment_in_two_zones_is_no_contradiction() -> None:
    decision = decide([evidence("date-line", "2013-08-09", clock=True), evidence("meta", "2013-08-10")])
    assert (decision.date, decision.problems) == ("2013-08-09", ())


def test_a_caption_is_only_a_bound() -> None:
    document = RawDocument("x", "text/plain", (), "0")
    found = from_captions(
        document, [(7, "Kerry and Lavrov in Brussels, April 23, 2013. REUTERS/Gary B. Cameron")], "en"
    )
    decision = decide(found)
    assert (decision.date, decision.bounds) == ("2013-04-23/..", "2013-04-23/..")
    assert decide([*found, evidence("date-line", "2013-01-01")]).date == ""


def test_a_day_inside_a_caption_may_lie_ahead() -> None:
    document = RawDocument("x", "text/plain", (), "0")
    assert (
        from_captions(document, [(1, "The fair opens on May 22, 2022 in the old harbour of Rostock")], "en")
        == ()
    )


@pytest.mark.parametrize(
    ("url", "days"),
    [
        ("https://www.themoscowtimes.com/2013/08/08/little-a26599", "2013-08-08"),
        ("https://example.org/world/20241203-OYT1T50218/", "2024-12-03"),
        ("https://example.org/2013/aug/08/x", "2013-08-08"),
        ("https://example.org/2013/08/x", "2013-08"),
        ("https://example.org/2010/POLITICS/08/13/x/index.html", "2010-08-13"),
    ],
)
def test_an_address_may_hold_the_date(url: str, days: str) -> None:
    assert [item.span for item in from_url(url)] == [parse_edtf(days)]


def test_numbers_in_an_address_are_no_date() -> None:
    assert from_url("https://example.org/story/21232223/12/45") == ()


def test_a_weekday_that_does_not_fit_its_date_leaves_no_date() -> None:
    text = (
        "Talks end without result in Geneva\n\nFri Aug 8, 2013\n\n"
        + "The two sides met again and talked. " * 12
    )
    lines = tuple(SeedLine(n, line) for n, line in enumerate(text.split("\n"), 1))
    document = RawDocument("x.txt", "text/plain", lines, "0")
    decision = decide(find_fields(document, [score.value for score in score_lines(document)]).dates)
    assert decision.date == ""
    assert len(decision.problems) == 1


BODY = "The two sides met again in Geneva on Tuesday and talked for hours, officials said. " * 4


def found_date(text: str) -> DateDecision:
    lines = tuple(SeedLine(n, line) for n, line in enumerate(text.split("\n"), 1))
    document = RawDocument("x.txt", "text/plain", lines, "0")
    return decide(find_fields(document, [score.value for score in score_lines(document)]).dates)


def test_a_day_that_is_only_called_a_change_is_a_bound_and_no_date() -> None:
    decision = found_date(f"Talks end without result in Geneva\n\nUpdated: June 18, 2025\n\n{BODY}\n\n{BODY}")
    assert (decision.date, decision.bounds) == ("../2025-06-18", "../2025-06-18")


def test_the_day_of_publication_wins_over_the_day_of_a_change() -> None:
    lines = "Published: May 9, 2025\nUpdated: June 18, 2025"
    decision = found_date(f"Talks end without result in Geneva\n\n{lines}\n\n{BODY}\n\n{BODY}")
    assert (decision.date, decision.problems) == ("2025-05-09", ())


def test_a_month_alone_below_the_title_is_given_as_a_month() -> None:
    decision = found_date(f"Talks end without result in Geneva\n\nAugust 2013\n\n{BODY}\n\n{BODY}")
    assert (decision.date, decision.text) == ("2013-08", "August 2013")


@pytest.mark.parametrize(
    ("before", "after", "label"),
    [
        ("Jane DoePublished ", "", "published"),
        ("", " 更新", "modified"),
        ("Published 9 May | Updated: ", "", "modified"),
        ("", " | Updated: 2 hours ago", ""),
        ("Stand: ", "", "published"),
    ],
)
def test_the_words_beside_a_date_say_what_it_is(before: str, after: str, label: str) -> None:
    assert find_label(before, after) == label


def test_since_a_year_is_a_bound() -> None:
    (item,) = since_bounds([(3, "the highest-level visit since the Ukraine crisis began in fall 2013.")])
    assert (decide([item]).date, decide([item]).bounds) == ("", "2013/..")


@pytest.mark.parametrize(
    ("text", "year", "words"),
    [
        ("The two sides met on Friday, August 9 in Washington.", 2013, ""),
        ("The two sides met on Friday, August 9 in Washington.", 2014, "Friday, August 9"),
        ("Sie trafen sich am Freitag, dem 9. August, in Genf.", 2014, "Freitag, dem 9. August"),
        ("They met on Friday, August 9, 2013 in Washington.", 2014, ""),
        ("They met on August 9 in Washington.", 2014, ""),
    ],
)
def test_a_weekday_that_does_not_fit_the_year_of_the_date_makes_it_doubtful(
    text: str, year: int, words: str
) -> None:
    found = find_misfit([(3, text)], "de" if "Freitag" in text else "en", date(year, 8, 12))
    assert found == ((words, 3) if words else None)


PAGE = """<html lang="en"><head><title>Talks end without result in Geneva</title>{head}</head><body><article>
<h1>Talks end without result in Geneva</h1>{below}<p>{body}</p><p>{body}</p></article></body></html>"""


def page_date(head: str, below: str = "") -> DateDecision:
    page = PAGE.format(head=head, below=below, body=BODY)
    document = read_seed("x.html", page.encode())
    return decide(find_fields(document, [score.value for score in score_lines(document)]).dates)


def published(stamp: str) -> str:
    return f'<meta property="article:published_time" content="{stamp}">'


def changed(stamp: str) -> str:
    return f'<meta property="article:modified_time" content="{stamp}">'


def test_a_moment_in_utc_is_of_the_day_that_the_page_prints() -> None:
    decision = page_date(published("2022-05-04T00:25:56Z"), "<p>Published: 3 May 2022</p>")
    assert (decision.date, decision.problems) == ("2022-05-03", ())


def test_a_day_of_publication_stays_one_when_the_page_was_changed_the_same_day() -> None:
    related = "<p>Published: 9 June 2015</p>"
    head = published("2015-09-02T13:01:36+02:00") + changed("2015-09-02T14:26:16+02:00")
    assert page_date(head, f"<p>2 September 2015</p>{related}").date == "2015-09-02"


def test_a_marked_time_that_print_calls_an_update_is_none_of_publication() -> None:
    update = 'Updated: <time datetime="2025-06-18T16:35:02+00:00">June 18, 2025</time>'
    head = published("2024-10-15T18:50:03+00:00") + changed("2025-06-18T16:35:02+00:00")
    assert page_date(head, f"<p>{update}</p>").date == "2024-10-15"


def test_a_stamp_with_the_month_first_is_the_day_that_a_german_page_prints() -> None:
    text = "Die Minister sprachen am Ende der Woche und ohne ein Ergebnis über die Lage an der Grenze. " * 5
    page = PAGE.replace('lang="en"', 'lang="de"').format(
        head=published("11/01/2023 12:43:42"), below="<p>01.11.2023</p>", body=text
    )
    document = read_seed("x.html", page.encode())
    decision = decide(find_fields(document, [score.value for score in score_lines(document)]).dates)
    assert (decision.date, decision.problems) == ("2023-11-01", ())


def test_the_data_of_scripts_may_say_the_day() -> None:
    script = '<script>window.page = {"headline":"Talks","publishedAt":"2019-03-02T06:22:28+01:00"}</script>'
    document = read_seed("x.html", PAGE.format(head=script, below="", body=BODY).encode())
    stated = [claim.value for claim in document.claims if claim.evidence.rule == "script:date"]
    assert stated == ["2019-03-02T06:22:28+01:00"]


def test_a_sentence_that_tells_of_a_day_is_no_date_line() -> None:
    body = (
        "The party will speak of nothing but the pensions this autumn, its chairman said in the capital. " * 3
    )
    told = "The act on pensions was signed into law on August 14, 1935"
    lines = ("Party counts on pensions", "STORY HIGHLIGHTS", told, body, f"{body}Then he left.")
    document = read_seed("x.txt", "\n\n".join(lines).encode())
    assert describe(document, {})[0].date == ""


@pytest.mark.parametrize(
    "told",
    ["— Mike Smith, College Station, Texas, April 15, 2019", "Original run April 15, 2019 – May 9, 2019"],
)
def test_when_a_quotation_was_said_and_how_long_a_thing_ran_dates_nothing(told: str) -> None:
    body = "The party will speak of nothing but pensions this autumn, its chairman said in the capital. " * 3
    lines = ("Party counts on pensions", told, body, f"{body}Then he left.")
    draft = describe(read_seed("x.txt", "\n\n".join(lines).encode()), {})[0]
    assert draft.date == ""
    assert "metadata:date" not in {row.fate for row in draft.ledger}


def test_bounds_that_leave_no_day_are_a_contradiction_and_no_crash() -> None:
    found = [
        DateEvidence("modified", "2019-05-01", parse_edtf("2019-05-01"), role="bound"),
        DateEvidence("caption", "2020-05-01", parse_edtf("2020-05-01/.."), role="bound"),
    ]
    decision = decide(found)
    assert (decision.date, decision.bounds, len(decision.problems)) == ("", "", 1)
