"""The nouns. Frozen, slotted, made once by one stage and never filled in later. Imports nothing of ours.

Reading order is the order in which data flows: a seed becomes a `RawDocument`, its lines get a fate in
the ledger, what is known of it is a `Draft`; a content file is a `Briefing`; all of them an `Archive`.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from types import MappingProxyType
from typing import Any, Literal, NamedTuple

EMPTY: Mapping[str, Any] = MappingProxyType({})

# ---------------------------------------------------------------- seeds and what is known of them

LineKind = Literal["text", "heading", "item", "quote", "table", "code", "image", "caption", "front-matter"]


class SeedLine(NamedTuple):
    """One line of a text seed, or one block of a structured one (HTML, DOCX, …): the unit of the ledger."""

    number: int
    """1-based, without gaps. Text: the line of the file. Structured seeds: the n-th block."""
    text: str
    """As read, without the line end; for a structured seed the block's text, white space folded."""
    markdown: str = ""
    """The block as Markdown (links, emphasis, heading marks) where that differs from `text`."""
    kind: LineKind = "text"
    link_share: float = 0.0
    """Characters inside links / all characters, 0 to 1; 0 for plain text."""
    path: str = ""
    """Structured seeds: where the block stood, e.g. `article.story > p.lead`. Evidence for rules."""
    proposed: bool = False
    """A library that proposes the body (trafilatura) kept this block."""


@dataclass(frozen=True, slots=True)
class Evidence:
    """Why we believe a value: the rule that found it, the words it stood on, and where."""

    rule: str
    words: str
    line: int = 0
    """Seed line; 0 when it does not come from one (a `<meta>`, the URL, another briefing)."""


@dataclass(frozen=True, slots=True)
class Claim:
    """A value some part of the seed states for a field, before anything is decided."""

    field: str
    """title, date, modified, byline, outlet, url, lang, caption, credit, section …"""
    value: str
    evidence: Evidence


@dataclass(frozen=True, slots=True)
class RawDocument:
    """A seed read and decoded. Made by `ingest.reading.readers`; nothing is removed yet."""

    name: str
    """Path under seeds/, with forward slashes; one article of many in a file: `dump.jsonl#12`."""
    media_type: str
    """`text/plain`, `text/markdown`, `text/html` …"""
    lines: tuple[SeedLine, ...]
    sha256: str
    """Of the seed's bytes (of the one row or part, for an article of many)."""
    encoding: str = "utf-8"
    url: str = ""
    claims: tuple[Claim, ...] = ()
    """What `<meta>`, JSON-LD, mail headers, the front matter of a Markdown seed … state."""
    damage: tuple[Damage, ...] = ()
    """What was already broken on reading: undecodable bytes, a cut-off file."""
    whole: bool = False
    """A document that somebody wrote (.docx, Markdown with front matter): only named rules take lines out."""


@dataclass(frozen=True, slots=True)
class LedgerLine:
    """Where one line of the seed went. Every line of the seed has exactly one."""

    line: int
    text: str
    fate: str
    """`body`, `metadata:<field>` or `removed:<rule>`; an empty line is `removed:blank`."""
    why: str = ""
    """For a score: its value and the features that decided. For a rule: the words that matched."""
    joined: int = 0
    """The line that this one continues, when a broken paragraph was put together again."""


@dataclass(frozen=True, slots=True)
class Damage:
    """Broken source text that was kept as it is and flagged."""

    kind: str
    """`lost-words`, `truncated`, `mojibake`, `undecodable`, `dead-link`, `unbalanced-quotes`, `joined` …"""
    line: int
    words: str
    note: str = ""


@dataclass(frozen=True, slots=True)
class Mention:
    """A name in the body, as printed. Who it is, the register decides for the whole archive at once."""

    name: str
    """As printed, without titles: `Sergei Lavrov`, `Kerry`."""
    bound: str
    """The fullest name this briefing gives the same person; equals `name` when it gives no fuller one."""
    paragraph: int
    """1-based number of the body paragraph; 0 is the title."""
    start: int
    """Character offset of the name in that paragraph."""
    line: int
    """Seed line; 0 when unknown."""
    rule: str
    """What found it: `title-before`, `known-name`, `bound-surname`, `scorer` …"""
    role: str = ""
    """The office or description around it, as printed: `Russian Foreign Minister`."""
    score: float = 1.0
    address: str = ""
    """The word of address right before it that says man or woman: `Mrs`."""


@dataclass(frozen=True, slots=True)
class IssueTag:
    """An issue found in a briefing, with the words that gave it."""

    issue: str
    """Slug of the issue."""
    score: float
    words: tuple[tuple[str, int], ...]
    """(matching words as printed, how often)."""


@dataclass(frozen=True, slots=True)
class PersonTag:
    """A person of a briefing, as the whole archive settled it."""

    name: str
    """Canonical name, as the front matter prints it."""
    mentions: tuple[int, ...]
    """Positions in the briefing's mentions."""
    rule: str
    """`curated`, `full-name`, `bound`, `only-bearer`, `office`, `commonest-near`, `stands-alone`."""
    evidence: str
    """The names as printed, and what decided."""
    weight: float
    """How much the briefing is about the person, 0 to 1: headline, lead, count."""


@dataclass(frozen=True, slots=True)
class Statement:
    """Words that a text puts in someone's mouth."""

    mention: int
    """Position of the speaker in the briefing's mentions."""
    words: str
    """The quoted words, without quotation marks; passages of one sentence apart."""
    paragraph: int
    """1-based number of the body paragraph."""
    rule: str
    """`said-after`, `said-before`, `goes-on` or `pronoun`."""
    evidence: str
    """The words that name the speaker: `said Kerry`."""


@dataclass(frozen=True, slots=True)
class Figure:
    """A picture's words. The picture itself is rarely in a seed."""

    caption: str
    credit: str = ""
    alt: str = ""
    image: str = ""
    """Address or path of the picture, or empty."""


@dataclass(frozen=True, slots=True)
class Draft:
    """All that ingest knows of one seed before it meets the archive and a person's edits."""

    document: RawDocument
    ledger: tuple[LedgerLine, ...]
    title: str
    date: str
    """EDTF, or empty."""
    date_text: str
    """The date as printed, zone and all ("Fri Aug 9, 2013 11:07pm IST"), or empty."""
    date_bounds: str
    """EDTF interval the briefing must lie in where no date could be given, or empty."""
    dateline: str
    byline: tuple[str, ...]
    editors: tuple[str, ...]
    outlet: str
    lang: str
    url: str
    figures: tuple[Figure, ...]
    summary: str
    body: tuple[str, ...]
    """Paragraphs (Markdown blocks); a blank line between any two makes the body."""
    body_lines: tuple[int, ...]
    """Seed line each paragraph begins on; as long as `body`."""
    evidence: Mapping[str, tuple[Evidence, ...]]
    """Field → why."""
    damage: tuple[Damage, ...]
    mentions: tuple[Mention, ...] = ()
    statements: tuple[Statement, ...] = ()


# ---------------------------------------------------------------- content files


class Source(NamedTuple):
    """Where a briefing came from."""

    seed: str = ""
    url: str = ""
    retrieved: str = ""
    """EDTF."""
    rights: str = ""


class Briefing(NamedTuple):
    """One item of the archive: its front matter. The body is read only where it is needed."""

    slug: str
    title: str
    date: str = ""
    """EDTF: 2013-08-09, 2013-08, 2013, 2013-05~, 2013-04-23/.., or empty."""
    date_text: str = ""
    dateline: str = ""
    byline: tuple[str, ...] = ()
    editors: tuple[str, ...] = ()
    outlet: str = ""
    people: tuple[str, ...] = ()
    """Names as people read them; the register says who they are."""
    issues: tuple[str, ...] = ()
    """Titles of issues."""
    figures: tuple[Figure, ...] = ()
    summary: str = ""
    lang: str = "en"
    source: Source = Source()
    aliases: tuple[str, ...] = ()
    """Old slugs that redirect here."""
    duplicate_of: str = ""
    """Slug of the canonical briefing, when this one repeats it."""
    draft: bool = False
    withdrawn: str = ""
    """Reason, when the briefing was withdrawn: its page becomes a tombstone."""
    errata: tuple[str, ...] = ()
    rights: str = ""
    """`full`, `excerpt`, `excerpt:<words>` or `metadata`; empty: what the outlet or config says."""
    extra: Mapping[str, Any] = EMPTY


@dataclass(frozen=True, slots=True)
class Person:
    """Someone the archive names. From `content/people/<slug>.md`, or found by the machine."""

    slug: str
    name: str
    aliases: tuple[str, ...] = ()
    family: str = ""
    """Name to sort by; empty: derived from `name`."""
    distinct_from: tuple[str, ...] = ()
    """Slugs of people who must never be taken for this one."""
    note: str = ""
    """One line: who this is."""
    hidden: bool = False
    """Named, but without a page or a tag."""
    reviewed: bool = False
    """A file in content/people/ confirms this person."""
    old_slugs: tuple[str, ...] = ()
    """Paths that redirect here."""
    links: Mapping[str, str] = field(default_factory=lambda: EMPTY)


@dataclass(frozen=True, slots=True)
class IssueTerm:
    """Words that speak for an issue."""

    words: str
    weight: float = 1.0
    case: bool = False
    """Match upper and lower case as written."""


@dataclass(frozen=True, slots=True)
class Issue:
    """A subject followed over time. From `content/issues/<slug>.md`."""

    slug: str
    title: str
    terms: tuple[IssueTerm, ...] = ()
    exclude: tuple[str, ...] = ()
    """Phrases inside which a term does not count."""
    broader: tuple[str, ...] = ()
    """Slugs of wider issues."""
    related: tuple[str, ...] = ()
    aliases: tuple[str, ...] = ()
    """Other titles for the same issue; they resolve in front matter."""
    threshold: float = 1.5
    """Least sum of weights that gives the tag."""
    additive: bool = False
    """Of overlapping terms all count, not the longest alone: for weights that were learned together."""
    note: str = ""
    hidden: bool = False
    old_slugs: tuple[str, ...] = ()


# ---------------------------------------------------------------- the archive


class Blob(NamedTuple):
    """Bytes in the cache: something made of a content file that is too large to keep in memory."""

    pack: str
    start: int
    size: int
    digest: bytes
    """Of the bytes: equal for equal content, wherever it stands."""
    path: str = ""
    """Content file that it was made of."""
    name: str = ""
    """Which of the things made of it: `prose`, `mentions` …"""


class Account(NamedTuple):
    """What the whole archive needs to know of a briefing's record."""

    date_bounds: str = ""
    """EDTF interval in which an undated briefing lies, or empty."""
    fates: tuple[tuple[str, int], ...] = ()
    """(fate, how many lines of the seed), by fate."""
    roles: tuple[tuple[str, str, str], ...] = ()
    """(name as in the front matter, office as printed around it, id of the paragraph), each once."""
    guessed: tuple[str, ...] = ()
    """Fields of the front matter for which the record gives evidence."""
    damage: int = 0
    """How many places of the seed are broken."""
    passing_people: tuple[str, ...] = ()
    """Names, as in the front matter, of those whom it only names: it is about the others."""
    passing_issues: tuple[str, ...] = ()
    """Slugs of issues that it only touches on."""
    body: bytes = b""
    """Digest of the body as the machine wrote it."""


class Entry(NamedTuple):
    """A briefing in the archive."""

    briefing: Briefing
    path: str
    """Of its content file."""
    digest: bytes
    """Of its front matter, of everything in `briefing`; followed by the path."""
    blobs: Mapping[str, Blob]
    """In the cache: `prose`, its body as safe HTML; `paragraphs`, these as JSON has them; `mentions`, who is
    named where, if anybody; `search`, what it adds to the index; with a record `account`, why each field is
    believed, and `ledger`, the seed line by line."""
    people: tuple[str, ...] = ()
    """Slugs, in the order of the front matter, each once."""
    issues: tuple[str, ...] = ()
    """Slugs."""
    outlet: str = ""
    """Slug."""
    year: str = ""
    """Year of its last possible day; empty: undated."""
    record: tuple[str, bytes] | None = None
    """Path and digest of its record."""
    account: Account | None = None
    """What its record says that the whole archive needs."""
    about_people: tuple[str, ...] = ()
    """Those of `people` whom it is about; the rest it only names. A tag written by hand counts as about."""
    about_issues: tuple[str, ...] = ()
    """Those of `issues` that it is about."""
    body: bytes = b""
    """Digest of its body."""

    @property
    def edited(self) -> bool:
        """Whether a person changed the body: what the record says of its paragraphs may not stand there."""
        return self.account is not None and self.account.body != self.body

    @property
    def date_bounds(self) -> str:
        """EDTF interval in which it lies where its date is not known, or empty."""
        return self.account.date_bounds if self.account else ""

    @property
    def slug(self) -> str:
        return self.briefing.slug


class Term(NamedTuple):
    """One value of a taxonomy, with its briefings."""

    slug: str
    title: str
    entries: tuple[Entry, ...]
    """Newest first."""
    main: tuple[Entry, ...] = ()
    """Those that are about it, newest first; the others only name it."""
    about: Person | Issue | None = None
    """What is known of it; None for outlets and years."""
    prose: Blob | None = None
    """The body of its content file as safe HTML."""
    digest: bytes = b""
    """Of title, `about` and prose: of everything but its briefings."""


@dataclass(frozen=True, slots=True)
class Archive:
    """All briefings with their terms."""

    entries: tuple[Entry, ...]
    """Newest first; undated ones last."""
    by_slug: Mapping[str, Entry]
    people: Mapping[str, Term]
    """By slug, in the order of slugs; so the other three."""
    issues: Mapping[str, Term]
    outlets: Mapping[str, Term]
    years: Mapping[str, Term]
    pages: tuple[Entry, ...] = ()
    """Plain pages of content/pages/."""
    old_paths: Mapping[str, tuple[str, str]] = field(default_factory=lambda: EMPTY)
    """Path that was once published → (path it leads to, title)."""


# ---------------------------------------------------------------- what connects briefings


Related = tuple[str, int | None, tuple[int, ...]]
"""Slug of another briefing; how many days apart in time, None when either date is open; numbers of all the
features that both have, rarest first."""


class Event(NamedTuple):
    """Briefings that report one event."""

    slug: str
    """Of its first report in time: it stays when later reports join."""
    title: str
    """Slug of the briefing whose title speaks best for all."""
    briefings: tuple[str, ...]
    """In order of time, the undated last."""
    date: str
    """EDTF: the days of its dated reports; empty when none is dated."""
    people: tuple[str, ...]
    """Ids of those whom at least half of the reports name, most named first."""
    places: tuple[str, ...]
    issues: tuple[str, ...]
    words: tuple[str, ...]


class Relations(NamedTuple):
    """What connects the briefings of an archive."""

    related: Mapping[str, tuple[Related, ...]]
    """Slug → the most related other briefings, best first."""
    features: tuple[tuple[str, str], ...]
    """(kind, id) of what briefings may share, by number: `person`, `place`, `issue` and title `word`."""
    events: tuple[Event, ...]
    """Oldest first; each briefing reports at most one."""
    pairs: Mapping[tuple[str, str], tuple[str, ...]]
    """Ids of two people, in order → slugs of the briefings that name both, in the order of the archive."""
