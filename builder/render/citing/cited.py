"""What a citation says of a briefing: its few facts, those that others have too as each style writes them.

In: a briefing. Out: a `Cited`.
"""

from __future__ import annotations

from functools import lru_cache
from typing import NamedTuple

from builder.model import Briefing
from builder.permalinks import page_path, permalink
from builder.render.citing.dated import MANY, Dated, dated
from builder.render.citing.names import Name, name_of
from builder.render.citing.signs import joined, ris_field, stop, tex, tex_field
from builder.render.jsontext import dump, dump_field
from builder.render.page import Site


class Named(NamedTuple):
    """Who wrote it."""

    apa: str
    chicago: str
    mla: str
    tex: str
    ris: str
    csl: str


class Placed(NamedTuple):
    """Where it appeared, where it is kept, and in which language."""

    outlet: str
    archive: str
    apa: str
    unsigned: str
    """Before the title where nobody signed."""
    tex: tuple[str, str]
    """After the title, and after the address."""
    ris: tuple[str, str]
    csl: tuple[str, str, str]
    """Archive, outlet, language."""


class Cited(NamedTuple):
    """What a citation needs to know."""

    id: str
    """Key for BibTeX and CSL: the slug."""
    title: str
    url: str
    """As `address_of` gives it."""
    is_signed: bool
    names: Named
    when: Dated
    where: Placed


def address_of(site: Site, briefing: Briefing) -> str:
    """Where a briefing stands for good in the archive, or where it was published if that has no address."""
    base = site.view.base_url
    return permalink(base, page_path("briefings", briefing.slug)) if base else briefing.source.url


def cited_of(site: Site, briefing: Briefing) -> Cited:
    """What a citation of a briefing needs."""
    return cite(
        briefing.slug,
        briefing.title,
        briefing.byline,
        briefing.outlet,
        briefing.date,
        address_of(site, briefing),
        site.view.title,
        briefing.lang,
    )


def cite(
    id: str, title: str, authors: tuple[str, ...] = (), outlet: str = "", date: str = "", url: str = "",
    archive: str = "", lang: str = "",
) -> Cited:  # fmt: skip
    """The same of anything; `date` as EDTF, `archive` the name of it."""
    return Cited(id, title, url, bool(authors), _named(authors), dated(date), _placed(outlet, archive, lang))


# ---------------------------------------------------------------- names


@lru_cache(maxsize=MANY)
def _named(authors: tuple[str, ...]) -> Named:
    names = [name_of(author) for author in authors]
    parts = [{"family": n.family, "given": n.given} if n.given else {"literal": n.family} for n in names]
    written = [tex(n.inverted) if n.given else f"{{{tex(n.family)}}}" for n in names]
    return Named(
        _apa_names(names),
        _chicago_names(names),
        _mla_names(names),
        tex_field("author", " and ".join(written)),
        "".join([ris_field("AU", n.inverted) for n in names]),
        f'"author": {dump(parts)}' if parts else "",
    )


def _apa_names(names: list[Name]) -> str:
    known = [f"{n.family}, {n.initials}" if n.given else n.family for n in names]
    if len(known) > 20:
        return stop(f"{', '.join(known[:19])}, . . . {known[-1]}")
    return stop(f"{', '.join(known[:-1])}, & {known[-1]}" if len(known) > 1 else "".join(known))


def _chicago_names(names: list[Name]) -> str:
    who = names[0].inverted if names else ""
    if len(names) > 10:
        who = f"{', '.join([who, *(n.plain for n in names[1:7])])}, et al."
    elif len(names) > 1:
        who = f"{', '.join([who, *(n.plain for n in names[1:-1])])}, and {names[-1].plain}"
    return stop(who)


def _mla_names(names: list[Name]) -> str:
    who = names[0].inverted if names else ""
    if len(names) > 2:
        return f"{who}, et al."
    return stop(f"{who}, and {names[1].plain}" if len(names) == 2 else who)


# ---------------------------------------------------------------- places


@lru_cache(maxsize=MANY)
def _placed(outlet: str, archive: str, lang: str) -> Placed:
    return Placed(
        outlet,
        archive,
        joined(" ", stop(outlet), stop(archive)),
        stop(outlet),
        (
            tex_field("organization", tex(outlet)),
            tex_field("howpublished", tex(archive)) + tex_field("langid", lang),
        ),
        (ris_field("T2", outlet), ris_field("DB", archive) + ris_field("LA", lang)),
        (dump_field("archive", archive), dump_field("container-title", outlet), dump_field("language", lang)),
    )
