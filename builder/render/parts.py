"""The small pieces that views are made of: links, dates, rows, evidence, citations, pictures.

Plain frozen data, ready to be shown: dates are already words, numbers still numbers. A link's `path` is a
site path (`/people/john-kerry/`); the template filter `href` makes it relative to the page it stands on.
Which pieces make which page: `views`. Nothing here reads the archive.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import NamedTuple

from builder.model import EMPTY


class Link(NamedTuple):
    """A name that leads somewhere in the site."""

    text: str
    """What the reader sees."""
    path: str = ""
    """Site path; empty: shown as text."""
    count: int = 0  # type: ignore[assignment]
    """Briefings behind it; 0 shows no number."""
    note: str = ""
    """A few words after it: an office, a reason."""
    lang: str = ""
    """Language of `text` where it is not the page's."""


class DateView(NamedTuple):
    """A date in words, as precise as it is known and no more."""

    words: str
    """`Friday 9 August 2013`, `about May 2013`, `between … and …`, `undated`."""
    short: str
    """For lists and tables: `9 Aug 2013`, `c. May 2013`, `2013`, `–`."""
    edtf: str = ""
    """The value itself; empty: undated."""
    machine: str = ""
    """For `<time datetime>`: a day, month or year; empty where HTML has no way to say it."""
    precision: str = "none"
    """`day`, `month`, `year`, `range` or `none`."""
    approximate: bool = False
    """`about`: the words say so too."""
    uncertain: bool = False
    """`possibly`: the words say so too."""
    inferred: bool = False
    """A machine worked it out; nobody printed it. Shown with a mark."""
    printed: str = ""
    """The date as the seed printed it, zone and all; empty when it printed none."""


class EvidenceView(NamedTuple):
    """Why we believe something: what opens under a mark."""

    rule: str
    """What found it, in words where the catalogue has them."""
    words: str
    """The words it stood on, as printed."""
    line: int = 0
    """Line of the seed; 0: not from one."""


class Tag(NamedTuple):
    """A person or an issue of a briefing, with the reason it is there."""

    link: Link
    """Who or what."""
    inferred: bool = False
    """A machine found it and no person confirmed it."""
    evidence: tuple[EvidenceView, ...] = ()
    """Opens in place."""
    about: bool = True
    """The briefing is about it; otherwise it only names it."""


class Row(NamedTuple):
    """A briefing in a list: all that one line of a list needs, the same wherever the line stands.

    `row.html` sees nothing else, so that the engine renders it once per briefing and joins the results.
    """

    slug: str
    """Of the briefing; also the `id` of the line."""
    path: str
    """Of its page."""
    title: str
    """As in its front matter."""
    date: DateView
    """When."""
    outlet: str = ""
    """Name of the outlet; empty: unknown."""
    dateline: str = ""
    """Place as printed."""
    summary: str = ""
    """The first sentence or the summary; empty: none, or withheld by rights."""
    lang: str = ""
    """Language of title and summary."""
    dir: str = "ltr"
    """Direction of that language."""
    state: str = ""
    """`withdrawn`, `duplicate` or empty."""


class Passage(NamedTuple):
    """A sentence of a briefing that speaks of somebody or something."""

    text: str
    """The sentence, as printed."""
    marks: tuple[tuple[int, int], ...] = ()
    """(start, end) of the words that matter, in characters of `text`; ordered, never overlapping."""
    path: str = ""
    """Of the paragraph: `/briefings/<slug>/#p3-1a2b`."""


class Item(NamedTuple):
    """One entry of a list: the row, and what makes it belong to this list."""

    row: Row
    """The briefing."""
    passages: tuple[Passage, ...] = ()
    """The sentences of the mention."""
    reason: str = ""
    """Why it is here, in words: `Both name Sergei Lavrov, Sergei Shoigu; one day apart`."""
    words: tuple[Link, ...] = ()
    """Words of an issue that it was given for, with how often each stands in it."""
    cut: bool = False
    """Its text has more such sentences than there is room for here."""


class Pagination(NamedTuple):
    """Where a page stands in its list."""

    number: int = 1
    """This page, from 1."""
    total: int = 1
    """Pages."""
    items: int = 0
    """Entries on all of them."""
    previous: str = ""
    """Path of the page before; empty on the first."""
    next: str = ""
    """Path of the page after; empty on the last."""
    pages: tuple[Link, ...] = ()
    """First, last and those around this one; a link without a path is this page or a gap (`…`)."""


class FeedRef(NamedTuple):
    """A feed or a file of data beside a page."""

    title: str
    """`Briefings that name John Kerry (Atom)`."""
    path: str
    """Of the file."""
    type: str = "application/atom+xml"
    """Media type."""


class FigureView(NamedTuple):
    """A picture's words, and the picture where the archive has it."""

    caption: str
    """Explains."""
    credit: str = ""
    """Thanks."""
    alt: str = ""
    """Replaces."""
    image: str = ""
    """Path of a picture in the site; empty: only the words are shown. Never an outside address."""


class Citation(NamedTuple):
    """One way to cite, ready to copy."""

    id: str
    """`apa`, `chicago`, `mla`, `bibtex`, `ris`, `csl`."""
    label: str
    """`APA`, `BibTeX` …"""
    text: str
    """The whole citation."""
    code: bool = False
    """For a program, shown in fixed width; otherwise for a reference list."""


class CiteView(NamedTuple):
    """How to cite a briefing."""

    citations: tuple[Citation, ...]
    """In the order in which they are shown."""
    permalink: str = ""
    """Absolute address; empty when the archive has no base URL."""


class FieldEvidence(NamedTuple):
    """One field of a briefing and what speaks for it."""

    field: str
    """Key of the front matter: `date`, `byline` …"""
    label: str
    """Its name in the reader's language."""
    value: str
    """As shown."""
    evidence: tuple[EvidenceView, ...] = ()
    """Empty: a person wrote it."""
    edited: bool = False
    """A person changed it since ingest."""


class DamageView(NamedTuple):
    """Broken source text, kept as it is and flagged."""

    label: str
    """What kind, in words."""
    words: str
    """The broken words."""
    note: str = ""
    """What is believed to be wrong."""
    line: int = 0
    """Line of the seed."""


class Count(NamedTuple):
    """A figure with its name."""

    label: str
    """What is counted."""
    value: int
    """How many."""
    path: str = ""
    """Where they are listed."""
    note: str = ""
    """A word on how it was counted."""


class ProvenanceView(NamedTuple):
    """Where a briefing came from and what was done to it."""

    seed: str
    """Name of the seed."""
    sha256: str
    """Of the seed's bytes."""
    lines: tuple[Count, ...] = ()
    """Lines kept, metadata, removed, in all: they add up."""
    rules: tuple[Count, ...] = ()
    """Rules that removed lines, and how many each."""
    fields: tuple[FieldEvidence, ...] = ()
    """Evidence for each field."""
    damage: tuple[DamageView, ...] = ()
    """What is broken in the seed."""
    raw: str = ""
    """Path of the raw/clean page; empty: not published."""


class RawLine(NamedTuple):
    """One line of a seed with its fate."""

    number: int
    """Line of the seed."""
    text: str
    """As in the seed; empty when withheld."""
    fate: str
    """`body`, `metadata` or `removed`: what the line is styled by."""
    detail: str = ""
    """Which field, or which rule, in words."""
    why: str = ""
    """The words or the score that decided."""
    joined: int = 0
    """The line that this one continues; 0: none."""
    withheld: bool = False
    """Not shown here: a private address, or a text that rights keep back."""


class RoleView(NamedTuple):
    """An office of a person as the texts phrase it."""

    words: str
    """`Russian Foreign Minister`."""
    count: int = 1  # type: ignore[assignment]
    """Briefings that use it."""
    first: Link = Link("")
    """The date of the first briefing that does, or its title where nothing is dated; leads to the line."""
    last: Link | None = None
    """The same of the last one; None: there is one only."""


class StatementView(NamedTuple):
    """Words that a text puts in a person's mouth."""

    words: str
    """As quoted, without the quotation marks."""
    row: Row
    """The briefing that quotes them."""
    path: str = ""
    """Of the paragraph."""
    evidence: str = ""
    """The words that name the speaker: `said Kerry`."""


class TermView(NamedTuple):
    """Words that speak for an issue."""

    words: str
    """As matched."""
    weight: float = 1.0
    """How much they count."""


class Mark(NamedTuple):
    """One drawn thing of a picture, in units of its view box."""

    shape: str
    """`bar`, `dot`, `line`, `arc` or `text`."""
    x: float
    """Left edge, centre of a dot, or first end of a line."""
    y: float
    """Top edge, centre of a dot, or first end of a line."""
    w: float = 0
    """Width, radius of a dot, run of a line, or how far an arc swings out."""
    h: float = 0
    """Height, rise of a line, or how far down an arc ends."""
    level: int = 0
    """0 to 4: how strong it is drawn."""
    text: str = ""
    """Label; for other shapes than `text` what a pointer finds (`<title>`)."""
    anchor: str = "start"
    """`start`, `middle` or `end` of a text."""


class PictureView(NamedTuple):
    """A picture as data: the template draws it as SVG, and the same figures as a table below."""

    kind: str
    """`timeline`, `calendar`, `graph` or `span`."""
    id: str
    """Unique on its page."""
    title: str
    """What it shows, for everyone."""
    description: str
    """What one sees in it, in a sentence."""
    width: int
    """Of the view box."""
    height: int
    """Of the view box."""
    marks: tuple[Mark, ...] = ()
    """Drawn in this order."""
    columns: tuple[str, ...] = ()
    """Heads of the table."""
    rows: tuple[tuple[Link, ...], ...] = ()
    """The same figures; as many cells as `columns`."""


class Head(NamedTuple):
    """What `<head>` says of a page, and where the page is."""

    title: str
    """Of the page; the template adds the archive's."""
    path: str
    """Site path of this page: what links are relative to."""
    description: str = ""
    """For search engines and previews."""
    lang: str = ""
    """Language of the page's own frame; empty: the archive's."""
    canonical: str = ""
    """Absolute address, of another page when this one repeats it; empty without a base URL."""
    feeds: tuple[FeedRef, ...] = ()
    """Feeds and data files that stand for this page."""
    meta: tuple[tuple[str, str], ...] = ()
    """(name, content): Highwire, Dublin Core. A name may repeat."""
    properties: tuple[tuple[str, str], ...] = ()
    """(property, content): OpenGraph."""
    jsonld: str = ""
    """schema.org JSON, safe to stand in a data block."""
    index: bool = True  # type: ignore[assignment]
    """Search engines may list it."""


class SiteView(NamedTuple):
    """What every page knows of the archive. Small and steady: a change of it renders all pages again,
    so it holds no figure that a new briefing would change."""

    title: str
    """Name of the archive."""
    description: str = ""
    """One paragraph."""
    language: str = "en"
    """Language of the interface."""
    dir: str = "ltr"
    """Direction of that language."""
    base_url: str = ""
    """Where it is published; may be empty."""
    author: str = ""
    """Who keeps it."""
    rights: str = ""
    """A sentence about rights."""
    repository: str = ""
    """Address for corrections; may be empty."""
    nav: tuple[Link, ...] = ()
    """The main navigation, in order."""
    search: bool = True
    """There is a search page."""
    card: str = ""
    """Full address of the picture that stands for the archive where a page is shared; empty: none."""
    paper: str = "a4"
    """`a4` or `letter`."""
    tokens: Mapping[str, str] = EMPTY
    """What theme.yaml says under `tokens:`."""
