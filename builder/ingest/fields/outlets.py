"""Web address → the outlet that published there; the table is data (`words/outlets.txt`)."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from functools import lru_cache
from importlib.resources import files
from urllib.parse import urlsplit

from builder.model import Claim

_SERVICE = re.compile(r"\A(?:www\d?|m|mobile|amp|edition|beta)\.")


@lru_cache(maxsize=1)
def _table() -> Mapping[str, str]:
    lines = files("builder.ingest").joinpath("words/outlets.txt").read_text("utf-8").splitlines()
    pairs = (line.partition(" = ") for line in lines if not line.startswith("#"))
    return {host.strip(): name.strip() for host, sign, name in pairs if sign}


def host_of(url: str) -> str:
    """The host of an address, small letters, without `www.`; empty where it has none."""
    try:
        host = (urlsplit(url.strip()).hostname or "").lower()
    except ValueError:
        return ""
    return _SERVICE.sub("", host) if "." in host else ""


def outlet_of(url: str) -> str:
    """The outlet's own name where the table knows the host, else the host: no name is made up.

    >>> outlet_of("https://www.themoscowtimes.com/2013/08/08/x"), outlet_of("https://www.example.org/a")
    ('The Moscow Times', 'example.org')
    """
    host = host_of(url)
    name = host
    while "." in name:
        if name in _table():
            return _table()[name]
        name = name.partition(".")[2]
    return host


@lru_cache(maxsize=1)
def known_names() -> frozenset[str]:
    """Every outlet of the table, in small letters."""
    return frozenset(name.casefold() for name in _table().values())


_LONGEST = 5
"""Words; a longer name is a slogan or a list of topics."""


def best_name(claims: Sequence[Claim], host: str) -> Claim | None:
    """The claim that says best what the outlet is called.

    Names go before addresses, slogans and companies; of names, those that the host agrees with (`heise
    online` of heise.de before the section `Security`); then what the page calls the site, then its publisher.
    """
    found = [claim for claim in claims if claim.field == "outlet" and claim.value.strip()]
    site = _squeeze(host.rpartition(".")[0])

    def rank(claim: Claim) -> tuple[bool, bool, bool, bool]:
        name = claim.value.strip()
        letters, initials = _squeeze(name), "".join(word[0] for word in name.casefold().split())
        agrees = bool(site) and (letters in site or site in letters or initials == site)
        glued = " " not in name and any(other != name and _squeeze(other) == letters for other in names)
        return (
            not _is_name(name),
            not agrees,
            glued or name[0].islower(),
            claim.evidence.rule != "meta:og:site_name",
        )

    names = {claim.value.strip() for claim in found}
    return min(found, key=rank, default=None)


def _is_name(text: str) -> bool:
    """Not an address, not a slogan, not a company with its seat."""
    address = re.search(r"\w[.:/]\w|://", text)
    return (
        not address
        and "," not in text
        and len(text.split()) <= _LONGEST
        and (" " in text or text != text.lower())
    )


def _squeeze(text: str) -> str:
    """Letters and digits alone, small: `The Hill` and `thehill` are the same."""
    return "".join(filter(str.isalnum, text.casefold()))
