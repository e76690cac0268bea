"""Web address → the outlet that published there; the table is data (`words/outlets.txt`)."""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import lru_cache
from importlib.resources import files
from urllib.parse import urlsplit

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
