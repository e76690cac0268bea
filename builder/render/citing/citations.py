"""Ways to cite a briefing, as a page shows them: APA, Chicago, MLA, and those for programs.

In: a `Cited`, the few facts a citation needs. Out: text. Titles and quotation marks stay as in the source.
Checked against citeproc-py in the tests.
"""

from __future__ import annotations

from builder.render.citing.cited import Cited
from builder.render.citing.files import bibtex, csl_fields, ris
from builder.render.citing.signs import ENDS, joined, stop
from builder.render.parts import Citation


def _quoted(title: str) -> str:
    return f"“{title}”" if title.endswith(ENDS) else f"“{title}.”"


def apa(cited: Cited) -> str:
    """`Eckert, P. (2013, August 9). Talks open. Reuters. The Papers. https://…`"""
    who, when, title = cited.names.apa, cited.when.apa, stop(cited.title)
    first, second = (who, f"{when} {title}") if who else (title, when)
    return joined(" ", first, second, cited.where.apa, cited.url)


def chicago(cited: Cited) -> str:
    """`Eckert, Paul. “Talks Open.” Reuters, August 9, 2013. The Papers. https://….`

    As in a bibliography; an unsigned piece stands under its outlet (CMOS 14.199).
    """
    where, url = cited.where, cited.url
    who = cited.names.chicago if cited.is_signed else where.unsigned
    when = f"{where.outlet}, {cited.when.chicago}" if cited.is_signed and where.outlet else cited.when.chicago
    archive = where.archive.rstrip(".")
    return joined(" ", who, _quoted(cited.title), when, archive and f"{archive}.", url and f"{url}.")


def mla(cited: Cited) -> str:
    """`Eckert, Paul. “Talks Open.” Reuters, 9 Aug. 2013. The Papers, https://….`"""
    first = joined(", ", cited.where.outlet, cited.when.mla)
    second = joined(", ", cited.where.archive, cited.url)
    return joined(" ", cited.names.mla, _quoted(cited.title), stop(first), stop(second))


def citations(cited: Cited) -> tuple[Citation, ...]:
    """Every way to cite, in the order in which pages show them."""
    fields = ",\n    ".join(csl_fields(cited))
    return (
        Citation("apa", "APA", apa(cited)),
        Citation("chicago", "Chicago", chicago(cited)),
        Citation("mla", "MLA", mla(cited)),
        Citation("bibtex", "BibTeX", bibtex(cited), True),
        Citation("ris", "RIS", ris(cited).replace("\r\n", "\n"), True),
        Citation("csl", "CSL-JSON", f"[\n  {{\n    {fields}\n  }}\n]", True),
    )
