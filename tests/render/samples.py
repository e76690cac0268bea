"""A made-up view of every page kind, full and empty: what the theme's own tests render."""

from __future__ import annotations

from typing import Any

from builder.render.dates import date_view
from builder.render.parts import (
    Citation,
    CiteView,
    Count,
    DamageView,
    EvidenceView,
    FeedRef,
    FieldEvidence,
    FigureView,
    Head,
    Item,
    Link,
    Mark,
    Pagination,
    Passage,
    PictureView,
    ProvenanceView,
    RawLine,
    RoleView,
    Row,
    SiteView,
    StatementView,
    Tag,
    TermView,
)
from builder.render.theme.words import Words
from builder.render.views import (
    AboutView,
    BriefingView,
    ChronologyView,
    EventReport,
    EventView,
    GraphView,
    Group,
    HomeView,
    IndexView,
    IssueView,
    ListView,
    NotFoundView,
    PairView,
    Period,
    PersonView,
    RawView,
    RedirectView,
    SearchView,
    TextView,
)

# ruff: noqa: E501 - tables of made-up values read best unbroken

SITE = SiteView(
    title="The Lavrov–Kerry Papers",
    description="Briefings on talks between Washington and Moscow, 2013 to 2015.",
    base_url="https://archive.example/papers/",
    author="The Archive Office",
    rights="Texts belong to their publishers and are kept for study.",
    nav=(
        Link("Chronology", "/chronology/"),
        Link("People", "/people/"),
        Link("Issues", "/issues/"),
        Link("Search", "/search/"),
    ),
)

KERRY = Link("John Kerry", "/people/john-kerry/", 5)
LAVROV = Link("Sergei Lavrov", "/people/sergei-lavrov/", 5)
SYRIA = Link("Syria", "/issues/syria/", 4)
FEED = FeedRef("Briefings: Atom feed", "/feed.xml")
CSV = FeedRef("Briefings as CSV", "/briefings.csv", "text/csv")


def head(title: str, path: str) -> Head:
    return Head(title, path, canonical=f"https://archive.example/papers{path}", feeds=(FEED,))


def row(words: Words, slug: str, title: str, date: str, **more: str) -> Row:
    return Row(slug, f"/briefings/{slug}/", title, date_view(date, words), **more)


def items(words: Words) -> tuple[Item, ...]:
    text = "Lavrov's opening remarks underscored shared responsibility."
    return (
        Item(
            row(words, "talks", "U.S., Russia need to make progress", "2013-08-09", outlet="Reuters"),
            (Passage(text, ((0, 6),), "/briefings/talks/#p-1a2b3c4"),),
        ),
        Item(row(words, "vstrecha", "Встреча в Сочи", "2013-05~", lang="ru"), reason="both about Syria"),
        Item(row(words, "liqa", "لقاء في سوتشي", "", lang="ar", dir="rtl", state="withdrawn")),
    )


def picture(kind: str = "timeline", id: str = "over-time") -> PictureView:
    marks = (
        Mark("line", 0, 60, 640, 0),
        Mark("bar", 40, 20, 12, 40, 4, "August 2013: 2"),
        Mark("text", 40, 74, text="2013"),
        Mark("dot", 80, 30, 3, level=1),
        Mark("arc", 80, 20, 30, 30, 2, "both"),
    )
    rows = ((Link("August 2013", "/years/2013/#2013-08"), Link("2")),)
    return PictureView(
        kind, id, "Briefings over time", "Two in 2013.", 640, 80, marks, ("Month", "Number"), rows
    )


def cite() -> CiteView:
    return CiteView(
        (
            Citation("apa", "APA", "U.S., Russia need to make progress. (2013, August 9). Reuters."),
            Citation("bibtex", "BibTeX", "@article{talks,\n  title = {Talks},\n}", True),
        ),
        "https://archive.example/papers/briefings/talks/",
    )


EVIDENCE = (EvidenceView("name after a title", "Secretary of State John Kerry", 13),)


def provenance() -> ProvenanceView:
    return ProvenanceView(
        "002.txt",
        "bc361f33faddde71" * 4,
        (Count("Kept", 20), Count("Metadata", 5), Count("Removed", 80), Count("In all", 105)),
        (Count("after-article", 80),),
        (
            FieldEvidence("date", "Date", "2013-08-09", EVIDENCE),
            FieldEvidence("title", "Title", "Talks", edited=True),
        ),
        (DamageView("words lost", "Secretary of State John met", "a name is missing", 5),),
        "/briefings/talks/raw/",
    )


PROSE = (
    '<p id="p-1a2b3c4"><a class="pn" href="#p-1a2b3c4">1</a>WASHINGTON (Reuters) - The United States and Russia '
    "must find ways to work around their sharp differences and agree on approaches to Syria.</p>"
    '<p id="p-2a2b3c4"><a class="pn" href="#p-2a2b3c4">2</a>“Our goal is the same,” Lavrov said.</p>'
)


def sample_views(words: Words) -> dict[str, Any]:
    """Name → view: every kind full, and the empty states that differ."""
    listed = items(words)
    pages = Pagination(2, 9, 412, "/people/john-kerry/", "/people/john-kerry/page/3/",
                       (Link("1", "/people/john-kerry/"), Link("2"), Link("…"), Link("9", "/people/john-kerry/page/9/")))  # fmt: skip
    full = BriefingView(
        head=head("U.S., Russia need to make progress", "/briefings/talks/"), slug="talks",
        title="U.S., Russia need to make progress on Syria despite conflicts - Kerry", lang="en", dir="ltr",
        date=date_view("2013-05~", words, inferred=True, printed="Fri Aug 9, 2013 11:07pm IST"),
        date_evidence=EVIDENCE, prose=PROSE, outlet=Link("Reuters", "/outlets/reuters/"), dateline="WASHINGTON",
        byline=("Paul Eckert",), editors=("Philip Barbara",),
        people=(Tag(KERRY, True, EVIDENCE), Tag(LAVROV)), issues=(Tag(SYRIA, True, EVIDENCE),),
        figures=(FigureView("John Kerry (R) listens to Sergey Lavrov.", "REUTERS/Gary Cameron"),),
        events=(Link("Talks in Washington", "/events/talks/"),),
        source_url="https://www.reuters.com/a", source_host="www.reuters.com", retrieved="19 April 2014",
        rights="© Reuters", errata=("The date was wrong.",), duplicate_of=Link("Talks", "/briefings/vstrecha/"),
        duplicates=(Link("Talks again", "/briefings/liqa/"),), related=listed[1:2],
        previous=Link("Before", "/briefings/vstrecha/"), next=Link("After", "/briefings/liqa/"), cite=cite(),
        provenance=provenance(), data=(FeedRef("JSON", "/briefings/talks/index.json", "application/json"),),
        correct_url="https://example.org/edit", links=("https://example.org/linked",),
        contents=(Link("What they said", "#h-1234567"),),
    )  # fmt: skip
    bare = BriefingView(
        head=head("Лавров", "/briefings/vstrecha/"), slug="vstrecha", title="Встреча в Сочи", lang="ru", dir="ltr",
        date=date_view("", words), date_evidence=(), prose="<p>Три строки.</p>",
    )  # fmt: skip
    gone = BriefingView(
        head=head("لقاء", "/briefings/liqa/"), slug="liqa", title="لقاء في سوتشي", lang="ar", dir="rtl",
        date=date_view("2015-05-12", words), date_evidence=(), prose="", withdrawn="At the publisher's wish.",
    )  # fmt: skip
    year = Period("2013", 2, "/years/2013/", parts=(
        Period("August 2013", 2, items=listed[:1], id="2013-08"), Period("Nothing in July", gap=True),
        Period("May 2013", 1, "/years/2013/#2013-05")), id="y2013")  # fmt: skip
    return {
        "home": HomeView(head(SITE.title, "/"), (Count("Briefings", 5, "/chronology/"), Count("People", 21)),
                         "8 August 2013 to May 2015", listed, (KERRY, LAVROV), (SYRIA,), picture("calendar")),
        "home-empty": HomeView(head(SITE.title, "/"), (Count("Briefings", 0),), "", ()),
        "briefing": full, "briefing-bare": bare, "briefing-withdrawn": gone,
        "raw": RawView(head("Raw", "/briefings/talks/raw/"), Link("Talks", "/briefings/talks/"), "002.txt", "bc" * 32,
                       (Count("Kept", 1), Count("Removed", 2)), (
                           RawLine(1, "Talks", "metadata", "title"), RawLine(2, "Text.", "body", joined=1),
                           RawLine(3, "Contact …", "removed", "private-contact", withheld=True),
                           RawLine(4, "Comments (0)", "removed", "after-article", "comments")),
                       (DamageView("words lost", "John met", "", 2),)),
        "person": PersonView(head("John Kerry", "/people/john-kerry/page/2/"), "John Kerry", 412, "2013 to 2015",
                             listed, pages),
        "person-first": PersonView(
            head("Sergei Lavrov", "/people/sergei-lavrov/"), "Sergei Lavrov", 5, "2013 to 2015", listed, Pagination(),
            listed[1:], (StatementView("Our goal is the same", listed[0].row, "/briefings/talks/#p-2a2b3c4", "Lavrov said"),),
            (Link("U.S., Russia need to make progress", "/briefings/talks/", note="9 August 2013"),),
            (Link("Sergey Lavrov", count=2), Link("Лавров", count=1)), "Russian foreign minister since 2004",
            "<p>Born 1950.</p>", True, (("Wikidata", "https://www.wikidata.org/wiki/Q58217"),),
            (RoleView("Russian Foreign Minister", 4, Link("9 Aug 2013", "/briefings/talks/#p-1a2b3c4"), Link("12 May 2015", "/briefings/sochi/")),),
            picture(), (KERRY,), (SYRIA,), (FEED, CSV)),
        "issue": IssueView(head("Syria", "/issues/syria/"), "Syria", 4, "2013 to 2015", listed, Pagination(),
                           (Item(listed[1].row, words=(Link("Syria", count=2), Link("Assad", count=1))),), "War and diplomacy", "<p>From 2011.</p>", (Link("Middle East", "/issues/middle-east/"),),
                           (Link("Chemical weapons", "/issues/chemical-weapons/", 2),), (SYRIA,),
                           (TermView("Syria", 2.0), TermView("Assad")), picture(), (KERRY,), (FEED,)),
        "issue-empty": IssueView(head("Yemen", "/issues/yemen/"), "Yemen", 0, "", (), Pagination()),
        "pair": PairView(head("Kerry and Lavrov", "/people/john-kerry/with/sergei-lavrov/"), "Kerry and Lavrov",
                         (KERRY, LAVROV), listed, Pagination(items=3), picture()),
        "event": EventView(head("Talks", "/events/talks/"), "Talks in Washington", date_view("2013-08-09", words),
                           (EventReport(listed[0], "The United States and Russia must find ways.", (KERRY,), ("Hagel",)),
                            EventReport(listed[1])), (KERRY, LAVROV), EVIDENCE),
        "chronology": ChronologyView(head("Chronology", "/chronology/"), (year, Period("Nothing in 2014", gap=True)),
                                     listed[2:], 7, "/undated/", picture("calendar")),
        "list-outlet": ListView(head("Reuters", "/outlets/reuters/"), "outlet", "Reuters", 1, "9 August 2013",
                                (Period("", 1, items=listed),), Pagination(), people=(KERRY,), issues=(SYRIA,),
                                data=(CSV,), timeline=picture()),
        "list-year": ListView(head("2013", "/years/2013/"), "year", "2013", 3, "", year.parts, Pagination(),
                              Link("2012", "/years/2012/"), Link("2014", "/years/2014/"),
                              months=(Link("May 2013", "/years/2013/page/2/#m2013-05"),)),
        "people": IndexView(head("People", "/people/"), "people", "People", 2,
                            (Group("K", (KERRY,)), Group("L", (LAVROV,))), Pagination(),
                            (Link("A"), Link("K", "/people/#k"), Link("L", "/people/#l")),
                            other=Link("by count", "/people/by-count/"), data=(CSV,)),
        "outlets-empty": IndexView(head("Outlets", "/outlets/"), "outlets", "Outlets", 0, (), Pagination()),
        "graph": GraphView(head("Who is named with whom", "/graph/"), picture("graph", "graph"), "The 2 most named."),
        "search": SearchView(head("Search", "/search/"), "{}", (Link("Chronology", "/chronology/"),)),
        "about": AboutView(head("About", "/about/"), "<p>Kept since 2013.</p>", (Count("Briefings", 5),),
                           (Count("Kept", 70), Count("Removed", 20)), (Count("after-article", 20),),
                           (Count("Dates", 2),), (Count("Undated", 1),), (Count("English", 5),), cite(), (CSV,)),
        "text": TextView(head("Method", "/method/"), "Method", "<p>By hand and by rule.</p>"),
        "404": NotFoundView(head("Nothing", "/404.html"), (Link("Chronology", "/chronology/"),)),
        "redirect": RedirectView(head("Talks", "/briefings/old/"), "/briefings/talks/", "Talks"),
    }  # fmt: skip
