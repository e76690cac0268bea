"""What is in the archive, what was removed, what is inferred, what is unsettled."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from typing import Any

from builder.model import Person
from builder.permalinks import page_path, permalink
from builder.render.citing.citations import citations
from builder.render.citing.cited import cite
from builder.render.page import Page, Plan, Site, blob_part, part
from builder.render.parts import CiteView, Count, FeedRef
from builder.render.planners.common import has_feed, head
from builder.render.planners.tables import DATA
from builder.render.provenance import removed_rules
from builder.render.theme.words import find_locale
from builder.render.views import TEMPLATES, AboutView

ABOUT = page_path("about")


def plan_about(plan: Plan) -> Iterator[Page]:
    archive = plan.archive
    prose = next((e.blobs["prose"] for e in archive.pages if e.slug == "about"), None)
    rooms = ("people", "issues", "outlets")
    counts = (("briefings", len(archive.entries)), *((room, len(plan.terms(room))) for room in rooms))
    fates: Counter[str] = Counter()
    for entry in archive.entries:
        if entry.account:
            fates.update(dict(entry.account.fates))
    languages = Counter(e.briefing.lang for e in archive.entries)
    yield Page(
        ABOUT,
        make_about,
        (
            part(counts),
            part(tuple(sorted(fates.items()))),
            part(_doubts(plan)),
            part(tuple(sorted(languages.items(), key=lambda item: (-item[1], item[0])))),
            blob_part(prose) if prose else part(""),
        ),
        TEMPLATES[AboutView],
        "about",
    )


def _doubts(plan: Plan) -> tuple[tuple[str, int], ...]:
    """(key of the catalogue, how many); the first two are what a machine inferred."""
    entries = plan.archive.entries
    briefings = [e.briefing for e in entries]
    people = [t.about for t in plan.archive.people.values() if isinstance(t.about, Person)]
    return (
        ("dates_inferred", sum(bool(e.account and "date" in e.account.guessed and not e.briefing.date_text
                                    and e.briefing.date) for e in entries)),
        ("people_unreviewed", sum(not person.reviewed for person in people)),
        ("undated_briefings", sum(not b.date for b in briefings)),
        ("unsigned_briefings", sum(not b.byline for b in briefings)),
        ("damaged_briefings", sum(bool(e.account and e.account.damage) for e in entries)),
        ("duplicate_briefings", sum(bool(b.duplicate_of) for b in briefings)),
        ("withdrawn_briefings", sum(bool(b.withdrawn) for b in briefings)),
    )  # fmt: skip


def make_about(site: Site, counts: Any, fates: Any, doubts: Any, languages: Any, prose: str) -> AboutView:
    words, base = site.words, site.view.base_url
    kinds = {"body": 0, "metadata": 0, "removed": 0}
    for fate, n in fates:
        kinds[fate.partition(":")[0]] += n
    names = {"body": "lines_kept", "metadata": "lines_metadata", "removed": "lines_removed"}
    lines = tuple(Count(words(names[kind]), n) for kind, n in kinds.items())
    cited = cite("archive", site.view.title, (site.view.author,) if site.view.author else (), url=base)
    rooms = {"briefings": page_path("chronology")}
    return AboutView(
        head=head(site, ABOUT, words("about"), description=site.view.description),
        prose=prose,
        figures=tuple(Count(words(room), n, rooms.get(room) or page_path(room)) for room, n in counts),
        lines=(*lines, Count(words("lines_all"), sum(kinds.values()))) if fates else (),
        rules=removed_rules(words, fates),
        inferred=tuple(Count(words(key), n) for key, n in doubts[:2]),
        unsettled=tuple(Count(words(key), n) for key, n in doubts[2:] if n),
        languages=tuple(Count(_language(site, tag), n) for tag, n in languages),
        cite=CiteView(citations(cited), permalink(base, "/") if base else "") if base else None,
        data=tuple(FeedRef(words(key), path, kind) for key, path, kind in DATA if site.config.build.data)
        + ((FeedRef(words("feed_atom", name=site.view.title), "/feed.xml"),) if has_feed(site) else ()),
    )


def _language(site: Site, tag: str) -> str:
    name = find_locale(tag).get_display_name(site.words.locale) if tag else ""
    return str(name or tag)
