"""The contract with the theme: one named tuple per page kind, holding all that its template sees.

A template gets `site` (a `SiteView`), `page` (one of these), `t` (the interface strings) and the filters
of `theme.templates`; nothing else, so a page's fingerprint is complete. `TEMPLATES` names each one's file.
Pieces that pages share are in `parts`. docs/theme.md explains every field; a test keeps it complete.
"""

from __future__ import annotations

from typing import NamedTuple

from builder.render.parts import (
    CiteView,
    Count,
    DamageView,
    DateView,
    EvidenceView,
    FeedRef,
    FigureView,
    Head,
    Item,
    Link,
    Pagination,
    PictureView,
    ProvenanceView,
    RawLine,
    RoleView,
    StatementView,
    Tag,
    TermView,
)


class HomeView(NamedTuple):
    """The front page: `/`."""

    head: Head
    """Title, path, meta."""
    figures: tuple[Count, ...]
    """Briefings, people, issues, outlets."""
    span: str
    """First and last date of the archive, in words; empty when nothing is dated."""
    newest: tuple[Item, ...]
    """Newest briefings."""
    people: tuple[Link, ...] = ()
    """People whom most briefings are about, with counts."""
    issues: tuple[Link, ...] = ()
    """Largest issues, with counts."""
    calendar: PictureView | None = None
    """Briefings over time."""


class BriefingView(NamedTuple):
    """A briefing, or the tombstone of a withdrawn one: `/briefings/<slug>/`."""

    head: Head
    """Title, path, meta, JSON-LD."""
    slug: str
    """Of the briefing."""
    title: str
    """As in its front matter."""
    lang: str
    """Of the text."""
    dir: str
    """Direction of the text."""
    date: DateView
    """When."""
    date_evidence: tuple[EvidenceView, ...]
    """Why that date; shown under the mark of an inferred one."""
    prose: str
    """The body as safe HTML, paragraphs with ids; empty when withdrawn or withheld."""
    contents: tuple[Link, ...] = ()
    """Headings of a text that has several, as links within the page."""
    links: tuple[str, ...] = ()
    """Outside addresses that the body links to, in order: printed as numbered notes."""
    outlet: Link | None = None
    """Who published it."""
    dateline: str = ""
    """Place as printed."""
    byline: tuple[str, ...] = ()
    """Who signed it."""
    editors: tuple[str, ...] = ()
    """Who edited it."""
    people: tuple[Tag, ...] = ()
    """Named in the body, in the order of the front matter."""
    issues: tuple[Tag, ...] = ()
    """Issues, largest score first."""
    figures: tuple[FigureView, ...] = ()
    """Captions with their credits."""
    events: tuple[Link, ...] = ()
    """Events that it and others report."""
    source_url: str = ""
    """Outside address it was published at, http(s) only; empty: unknown."""
    source_host: str = ""
    """Host of that address, for its link's text."""
    retrieved: str = ""
    """When the seed was fetched, in words."""
    rights: str = ""
    """Sentence about the rights in this text."""
    withheld: str = ""
    """Why not all of the text is here, in words; empty: all of it is."""
    withdrawn: str = ""
    """Reason; the page is a tombstone when it is not empty."""
    errata: tuple[str, ...] = ()
    """Corrections, newest last."""
    duplicate_of: Link | None = None
    """The canonical briefing that this one repeats."""
    duplicates: tuple[Link, ...] = ()
    """Briefings that repeat this one."""
    related: tuple[Item, ...] = ()
    """Other briefings, each with the reason."""
    previous: Link | None = None
    """The one before in time."""
    next: Link | None = None
    """The one after in time."""
    cite: CiteView | None = None
    """Ways to cite."""
    provenance: ProvenanceView | None = None
    """Where it came from; None without a record."""
    data: tuple[FeedRef, ...] = ()
    """This briefing as JSON, Markdown, PDF."""
    correct_url: str = ""
    """Outside address to suggest a correction at; empty: none."""


class RawView(NamedTuple):
    """The seed line by line: `/briefings/<slug>/raw/`."""

    head: Head
    """Title, path."""
    briefing: Link
    """Whose seed it is."""
    seed: str
    """Name of the seed."""
    sha256: str
    """Of its bytes."""
    counts: tuple[Count, ...]
    """Kept, metadata, removed, in all."""
    lines: tuple[RawLine, ...]
    """Every line, in order."""
    damage: tuple[DamageView, ...] = ()
    """What is broken in it."""
    lang: str = ""
    """Of the text."""
    dir: str = "ltr"
    """Direction of the text."""


class PersonView(NamedTuple):
    """A person: `/people/<slug>/`, and its further pages."""

    head: Head
    """Title, path, feeds."""
    name: str
    """As people read it."""
    count: int  # type: ignore[assignment]
    """Briefings that name the person."""
    span: str
    """First and last date, in words."""
    items: tuple[Item, ...]
    """Briefings of this page that are about the person, newest first, with the sentences that name him."""
    pagination: Pagination
    """Where this page stands in the list of `items`, then `named`."""
    named: tuple[Item, ...] = ()
    """Briefings of this page that only name the person."""
    statements: tuple[StatementView, ...] = ()
    """What the person says in the briefings of this page, as quoted."""
    ends: tuple[Link, ...] = ()
    """First and last dated briefing, with the date as note; one when there is one only."""
    also: tuple[Link, ...] = ()
    """Other ways the name is written, with counts."""
    note: str = ""
    """One line: who this is."""
    prose: str = ""
    """Biography as safe HTML."""
    reviewed: bool = False
    """A person has confirmed who this is."""
    links: tuple[tuple[str, str], ...] = ()
    """(label, outside address)."""
    roles: tuple[RoleView, ...] = ()
    """Offices as the texts phrase them, in the order of time."""
    timeline: PictureView | None = None
    """Briefings over time."""
    named_with: tuple[Link, ...] = ()
    """Often named with; a path leads to the page of the pair."""
    issues: tuple[Link, ...] = ()
    """Issues of those briefings, with counts."""
    data: tuple[FeedRef, ...] = ()
    """Feed, CSV, citations, book."""


class IssueView(NamedTuple):
    """An issue: `/issues/<slug>/`, and its further pages."""

    head: Head
    """Title, path, feeds."""
    title: str
    """Of the issue."""
    count: int  # type: ignore[assignment]
    """Briefings with it."""
    span: str
    """First and last date, in words."""
    items: tuple[Item, ...]
    """Briefings of this page that are about it, newest first, with the words that say so."""
    pagination: Pagination
    """Where this page stands in the list of `items`, then `named`."""
    named: tuple[Item, ...] = ()
    """Briefings of this page that only touch it."""
    note: str = ""
    """One line: what it is."""
    prose: str = ""
    """Introduction as safe HTML."""
    broader: tuple[Link, ...] = ()
    """Wider issues."""
    narrower: tuple[Link, ...] = ()
    """Narrower issues."""
    related: tuple[Link, ...] = ()
    """See also."""
    terms: tuple[TermView, ...] = ()
    """Words that match."""
    timeline: PictureView | None = None
    """Briefings over time."""
    people: tuple[Link, ...] = ()
    """Most named in it, with counts."""
    data: tuple[FeedRef, ...] = ()
    """Feed, CSV, citations, book."""


class PairView(NamedTuple):
    """Two people named together: `/people/<slug>/with/<slug>/`."""

    head: Head
    """Title, path."""
    title: str
    """`Kerry and Lavrov`."""
    people: tuple[Link, ...]
    """The two."""
    items: tuple[Item, ...]
    """Briefings that name both, with the sentences."""
    pagination: Pagination
    """Where this page stands."""
    timeline: PictureView | None = None
    """Briefings over time."""


class EventReport(NamedTuple):
    """How one briefing reports an event."""

    item: Item
    """The briefing, with the sentence that speaks of the event."""
    lead: str = ""
    """Its first paragraph."""
    people: tuple[Link, ...] = ()
    """Whom it names."""
    only: tuple[str, ...] = ()
    """What it alone names."""


class EventView(NamedTuple):
    """Briefings that report one event, side by side: `/events/<slug>/`."""

    head: Head
    """Title, path."""
    title: str
    """Of the event."""
    date: DateView
    """When."""
    reports: tuple[EventReport, ...]
    """One per briefing, in order of time."""
    shared: tuple[Link, ...] = ()
    """People and issues that all of them name."""
    evidence: tuple[EvidenceView, ...] = ()
    """Why these are one event."""


class Period(NamedTuple):
    """A stretch of time with its briefings: a year or month of the chronology, or a gap in it."""

    label: str
    """`August 2013`; for a gap `June and July 2013`."""
    count: int = 0  # type: ignore[assignment]
    """Briefings; 0 with `gap`."""
    path: str = ""
    """Where they are listed."""
    gap: bool = False
    """Nothing between two that have something."""
    items: tuple[Item, ...] = ()
    """The briefings, on pages that list them."""
    parts: tuple[Period, ...] = ()
    """Months of a year."""
    id: str = ""
    """Anchor of the section: `2013-08`."""


class ChronologyView(NamedTuple):
    """All of time: `/chronology/`. Years with their months, gaps visible, the undated in their range."""

    head: Head
    """Title, path."""
    years: tuple[Period, ...]
    """Oldest first; each leads to its year's page."""
    undated: tuple[Item, ...]
    """Briefings without a date, with their bounds as reason."""
    undated_count: int = 0
    """How many there are; more than `undated` shows when they have a page of their own."""
    undated_path: str = ""
    """That page; empty when all are shown."""
    calendar: PictureView | None = None
    """Briefings by month."""
    span: PictureView | None = None
    """Where the undated ones may lie; None when fewer than two are bounded."""


class ListView(NamedTuple):
    """Briefings of an outlet or a year, or all undated ones: `/outlets/<slug>/`, `/years/<year>/`."""

    head: Head
    """Title, path, feeds."""
    kind: str
    """`outlet`, `year` or `undated`."""
    title: str
    """`Reuters`, `2013`."""
    count: int  # type: ignore[assignment]
    """Briefings in all."""
    span: str
    """First and last date, in words."""
    sections: tuple[Period, ...]
    """The briefings of this page: by month for a year, else one section without a label."""
    pagination: Pagination
    """Where this page stands."""
    previous: Link | None = None
    """The year before that has briefings."""
    next: Link | None = None
    """The year after."""
    timeline: PictureView | None = None
    """Briefings over time."""
    people: tuple[Link, ...] = ()
    """Most named, with counts."""
    issues: tuple[Link, ...] = ()
    """Largest issues, with counts."""
    data: tuple[FeedRef, ...] = ()
    """Feed, CSV."""
    note: str = ""
    """What is known of the outlet."""
    months: tuple[Link, ...] = ()
    """Where each month of a year begins, when the year needs more than one page; on its first page."""


class Group(NamedTuple):
    """Entries of an index under one letter."""

    label: str
    """`L`; empty when ordered by count."""
    entries: tuple[Link, ...]
    """Names with counts and notes."""


class IndexView(NamedTuple):
    """All people, issues, outlets or years: `/people/`, `/people/by-count/` and further pages."""

    head: Head
    """Title, path."""
    kind: str
    """`people`, `issues`, `outlets` or `years`."""
    title: str
    """In the reader's language."""
    count: int  # type: ignore[assignment]
    """Entries in all."""
    groups: tuple[Group, ...]
    """Of this page."""
    pagination: Pagination
    """Where this page stands."""
    letters: tuple[Link, ...] = ()
    """Leads to each letter: `/people/page/2/#l`; a letter nobody has bears no path."""
    by: str = "name"
    """`name` or `count`."""
    other: Link | None = None
    """The same by the other order."""
    data: tuple[FeedRef, ...] = ()
    """CSV, JSON."""


class GraphView(NamedTuple):
    """Who is named with whom: `/graph/`."""

    head: Head
    """Title, path."""
    picture: PictureView
    """Drawn at build time, with its table."""
    note: str
    """How many are shown of how many, in words."""


class SearchView(NamedTuple):
    """The search page: `/search/`. Without a script it shows the ways around instead."""

    head: Head
    """Title, path."""
    config: str
    """JSON for the search script, safe to stand in a data block."""
    ways: tuple[Link, ...] = ()
    """Chronology, people, issues: for readers without a script."""


class AboutView(NamedTuple):
    """About the archive: `/about/`. Generated; the prose is `content/pages/about.md` where there is one."""

    head: Head
    """Title, path."""
    prose: str
    """As safe HTML; may be empty."""
    figures: tuple[Count, ...]
    """What is in it."""
    lines: tuple[Count, ...] = ()
    """Lines of the seeds: kept, metadata, removed, in all."""
    rules: tuple[Count, ...] = ()
    """What was removed, by rule."""
    inferred: tuple[Count, ...] = ()
    """What a machine inferred: dates, people, issues."""
    unsettled: tuple[Count, ...] = ()
    """Undated, unreviewed, damaged, ambiguous."""
    languages: tuple[Count, ...] = ()
    """Briefings by language."""
    cite: CiteView | None = None
    """How to cite the archive."""
    data: tuple[FeedRef, ...] = ()
    """All of it as CSV and JSON."""


class TextView(NamedTuple):
    """A plain page from `content/pages/<slug>.md`: `/<slug>/`."""

    head: Head
    """Title, path."""
    title: str
    """From its front matter."""
    prose: str
    """As safe HTML."""


class NotFoundView(NamedTuple):
    """`/404.html`. It may be shown at any address: its links start at the root of the host."""

    head: Head
    """Title, path."""
    ways: tuple[Link, ...] = ()
    """Search, chronology, people."""


class RedirectView(NamedTuple):
    """An old path that leads to the new one."""

    head: Head
    """Title, path; not indexed."""
    target: str
    """Site path."""
    title: str
    """Of the target."""


TEMPLATES: dict[type, str] = {
    HomeView: "home.html",
    BriefingView: "briefing.html",
    RawView: "raw.html",
    PersonView: "person.html",
    IssueView: "issue.html",
    PairView: "pair.html",
    EventView: "event.html",
    ChronologyView: "chronology.html",
    ListView: "list.html",
    IndexView: "index.html",
    GraphView: "graph.html",
    SearchView: "search.html",
    AboutView: "about.html",
    TextView: "text.html",
    NotFoundView: "404.html",
    RedirectView: "redirect.html",
}
"""View → the template that shows it."""
