"""What a citation says of a briefing, before any style: names in parts, dates as precise as they are known.

In: a briefing. Out: a `Cited`, and its names and dates read.
"""

from __future__ import annotations

import re
from datetime import date
from functools import lru_cache
from typing import NamedTuple

from builder.edtf import Span
from builder.model import Briefing
from builder.permalinks import page_path, permalink
from builder.render.dates import long_date
from builder.render.page import Site
from builder.render.theme.words import Words

MANY = 1 << 14
"""Dates and bylines that are kept as a style writes them: many briefings have the same."""


class Cited(NamedTuple):
    """What a citation needs to know."""

    id: str
    """Key for BibTeX and CSL: the slug."""
    title: str
    authors: tuple[str, ...] = ()
    outlet: str = ""
    date: str = ""
    """EDTF."""
    url: str = ""
    """Permanent address in the archive, else where it was published."""
    archive: str = ""
    """Name of the archive."""
    lang: str = ""


def cited_of(site: Site, briefing: Briefing) -> Cited:
    """What a citation of a briefing needs."""
    base = site.view.base_url
    return Cited(
        briefing.slug,
        briefing.title,
        briefing.byline,
        briefing.outlet,
        briefing.date,
        permalink(base, page_path("briefings", briefing.slug)) if base else briefing.source.url,
        site.view.title,
        briefing.lang,
    )


class Name(NamedTuple):
    """An author's name in parts; an organisation has only `family`."""

    family: str
    given: str = ""

    @property
    def inverted(self) -> str:
        return f"{self.family}, {self.given}" if self.given else self.family

    @property
    def plain(self) -> str:
        return f"{self.given} {self.family}" if self.given else self.family

    @property
    def initials(self) -> str:
        """`P. J.`; `J.-P.`"""
        words = re.sub(r"[^\s-]+", lambda m: m[0][0] + ".", self.given.replace(".", ". "))
        return " ".join(words.split()).replace("- ", "-")


_ORGANISATION = re.compile(
    r"\b(staff|agency|press|news|newsroom|service|services|desk|editors?|editorial|bureau|correspondents?|"
    r"reporters?|times|post|radio|television|tv|ministry|department|office|team|board|reuters|afp|tass|interfax|"
    r"redaktion|rédaction|redacción|редакция|агентство)\b",
    re.IGNORECASE,
)
_PARTICLES = frozenset(
    "af al al- am auf da dal de del della den der des di do dos du el el- la las le les lo ten ter van vom "
    "von y zu zum zur".split()
)
_SUFFIX = re.compile(r"(?:jr|sr|ii|iii|iv)\.?\Z", re.IGNORECASE)


@lru_cache(maxsize=4096)
def name_of(text: str) -> Name:
    """A byline's name in parts; what is no person's name stays whole.

    >>> name_of("Ludwig van der Berg")
    Name(family='van der Berg', given='Ludwig')
    >>> name_of("Reuters Staff")
    Name(family='Reuters Staff', given='')
    """
    words = text.split()
    if len(words) < 2 or _ORGANISATION.search(text) or "," in text:
        return Name(text)
    last = len(words) - 1
    if last > 1 and _SUFFIX.match(words[last]):
        last -= 1
    start = last
    while start > 1 and words[start - 1].lower() in _PARTICLES:
        start -= 1
    return Name(" ".join(words[start:]), " ".join(words[:start]))


# ---------------------------------------------------------------- dates


def exact_day(span: Span | None) -> date | None:
    """The first day of a date that is known exactly, to the day, month or year."""
    if span is None or span.precision == "range" or span.approximate or span.uncertain:
        return None
    return span.first


ENGLISH = Words(
    "en",
    {
        "undated": "n.d.", "date_day": "MMMM d, y", "date_day_plain": "MMMM d, y", "date_day_only": "MMMM d",
        "date_day_month": "MMMM d", "date_month": "MMMM y", "date_month_alone": "MMMM y", "date_year": "y",
        "date_about": "about {d}", "date_perhaps": "possibly {d}", "date_between": "between {a} and {b}",
        "date_after": "on or after {d}", "date_before": "on or before {d}",
    },
)  # fmt: skip
"""Dates as the three styles write them; the styles are English whatever the archive's language."""


def words_of(edtf: str) -> str:
    """An uncertain date in words, for brackets: `about May 2013`; `n.d.` for none."""
    return long_date(edtf, ENGLISH)
